"""Shapes as text: read however people and programs write them, written in one way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from explorer.checkpoints.json_checks import MAX_RANK

_UNKNOWN = ("", "?", "none", "null", "unknown", "<unknown>", "tensorshape(none)", "nan", "-")
_SIZE = re.compile(r"(?:dimension\()?(\d{1,19})\)?|none|null|\?|-1|-|dimension\(none\)")
_BETWEEN = re.compile(r"\s*[,x×*;]\s*|\s+")
_LARGEST = 2**63 - 1


def shape_text(shape: Sequence[int | None] | None) -> str:
    """A shape as "[4, 20]"; an unknown dimension is "?", an unknown shape "?"."""
    if shape is None:
        return "?"
    return "[" + ", ".join("?" if size is None or size < 0 else str(size) for size in shape) + "]"


def parse_shape(value: Any) -> tuple[int | None, ...] | None:
    """A shape however it was written: "[4, 10]", "(4, 10)", "4x10", "4 10", "(None, 3)", [4, 10], 4. None: not known.

    Raises:
        ValueError: it is no shape.
    """
    if value is None:
        return None
    if isinstance(value, list):
        return _checked([_size(each) for each in value])
    if isinstance(value, int) and not isinstance(value, bool):
        return _checked([_size(value)])
    if not isinstance(value, str):
        raise ValueError("no shape")
    text = value.strip().lower()
    if text in _UNKNOWN:
        return None
    if text in ("scalar", "[]", "()", "tensorshape([])"):
        return ()
    if text.startswith("tensorshape(") and text.endswith(")"):
        text = text[len("tensorshape(") : -1].strip()
    if text[:1] in ("[", "(", "{") and text[-1:] in ("]", ")", "}"):
        text = text[1:-1]
    parts = _BETWEEN.split(text.strip(" ,;"))
    if len(parts) > MAX_RANK:
        raise ValueError("more dimensions than TensorFlow knows")
    return _checked([_size(part) for part in parts if part]) if any(parts) else ()


def _size(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return None if value is None or value == -1 else value
    if not isinstance(value, str) or (found := _SIZE.fullmatch(value.strip().lower())) is None:
        raise ValueError("no size of a dimension")
    return int(found[1]) if found[1] else None


def _checked(sizes: list[int | None]) -> tuple[int | None, ...]:
    if len(sizes) > MAX_RANK or any(size is not None and not 0 <= size <= _LARGEST for size in sizes):
        raise ValueError("no shape")
    return tuple(sizes)

"""Shapes and dtypes as error texts write them."""

from __future__ import annotations

from explorer.analysis.error_reading.records import Shape
from explorer.formats.dtypes import BY_NAME

_RUNTIME = {"half": "float16", "float": "float32", "double": "float64"}
_LONGEST_RANK = 32


def shape_of(text: str | None) -> Shape | None:
    """(3, None) of "3,None", of "3,?", or of "3,-1"; None for what is no shape."""
    if text is None:
        return None
    sizes: list[int | None] = []
    for part in text.strip("()[]").split(","):
        part = part.strip()
        if not part:
            continue
        if part in ("None", "?", "-1", "<unknown>"):
            sizes.append(None)
        elif part.isdecimal() and len(part) < 19:
            sizes.append(int(part))
        else:
            return None
    return tuple(sizes) if len(sizes) <= _LONGEST_RANK else None


def dtype_of(text: str | None) -> str | None:
    """The Python name of a dtype as the runtime or Python prints it: "float" -> "float32"."""
    if text is None:
        return None
    text = text.removesuffix("_ref")
    return _RUNTIME.get(text) or (text if text in BY_NAME else None)

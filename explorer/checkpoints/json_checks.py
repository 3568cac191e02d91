"""JSON from a file, taken member by member: nothing is believed before its type and size are checked."""

from __future__ import annotations

import json
from typing import Any

from explorer.errors import CorruptFileError

MAX_RANK = 254  # TensorFlow's own limit
_MAX_SIZE = 2**63 - 1


class DeepJsonError(CorruptFileError):
    """JSON nested more deeply than any program's: no other reading of the text will do better."""


def parse_json(data: bytes | str, what: str) -> Any:
    """The value of a JSON text; `what` names the file's kind in messages.

    Raises:
        CorruptFileError: it is no JSON, is no UTF-8.
        DeepJsonError: it is nested deeper than any such file.
    """
    try:
        return json.loads(data.decode("utf-8-sig") if isinstance(data, bytes) else data)
    except RecursionError:
        raise DeepJsonError(f"the JSON of this {what} is nested too deeply") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CorruptFileError(f"this {what} is no JSON: {error}") from None
    except ValueError:  # an integer of more digits than Python reads
        raise CorruptFileError(f"the JSON of this {what} holds a number of too many digits") from None


def as_members(value: Any, what: str) -> dict[str, Any]:
    """A JSON object. Raises CorruptFileError when it is anything else."""
    if not isinstance(value, dict):
        raise CorruptFileError(f"{what} should be an object, it is {kind_of(value)}")
    return value


def as_list(value: Any, what: str, shortest: int = 0) -> list[Any]:
    """A JSON list of at least `shortest` entries; null counts as empty where that is allowed."""
    if value is None and not shortest:
        return []
    if not isinstance(value, list):
        raise CorruptFileError(f"{what} should be a list, it is {kind_of(value)}")
    if len(value) < shortest:
        raise CorruptFileError(f"{what} should have {shortest} entries, it has {len(value)}")
    return value


def as_text(value: Any, what: str) -> str:
    """A string that can be written as a checkpoint key: UTF-8, or bytes carried by surrogateescape."""
    if not isinstance(value, str):
        raise CorruptFileError(f"{what} should be a text, it is {kind_of(value)}")
    if not is_key(value):
        raise CorruptFileError(f"{what} holds a character that no name in a file can have")
    return value


def is_key(text: str) -> bool:
    """Whether a text has bytes as a file's name or key: no surrogates but those that carry bytes."""
    if text.isascii():  # nearly always
        return True
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def as_text_or_none(value: Any, what: str) -> str | None:
    """A string, or None for null and for a member that is not there."""
    return None if value is None else as_text(value, what)


def as_bool_or_none(value: Any, what: str) -> bool | None:
    """true, false, or None for null and for a member that is not there."""
    if value is not None and not isinstance(value, bool):
        raise CorruptFileError(f"{what} should be true, false or null, it is {kind_of(value)}")
    return value


def as_index(value: Any, below: int, what: str) -> int:
    """A whole number from 0 up to, not including, `below`."""
    if not isinstance(value, int) or isinstance(value, bool):
        told = "a fraction" if isinstance(value, float) else kind_of(value)
        raise CorruptFileError(f"{what} should be a whole number, it is {told}")
    if not 0 <= value < below:
        raise CorruptFileError(f"{what} is {_short(value)}, there are {below}")
    return value


def as_shape(value: Any, what: str) -> tuple[int | None, ...] | None:
    """A shape: null, or a list of sizes with null where a dimension is not known."""
    if value is None:
        return None
    sizes = as_list(value, what)
    if len(sizes) > MAX_RANK:
        raise CorruptFileError(f"{what} has {len(sizes)} dimensions, TensorFlow knows at most {MAX_RANK}")
    for size in sizes:
        if size is not None and (
            not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= _MAX_SIZE
        ):
            raise CorruptFileError(f"{what} holds {_short(size)}, which is no size of a dimension")
    return tuple(sizes)


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    kinds = {bool: "true or false", str: "a text", list: "a list", dict: "an object"}
    return kinds.get(type(value), "a number")


def _short(value: Any) -> str:
    if isinstance(value, int) and abs(value) > 10**20:
        return "a number of many digits"
    text = repr(value) if isinstance(value, int | float | str | bool) else kind_of(value)
    return text if len(text) <= 40 else text[:37] + "..."

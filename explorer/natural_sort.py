"""Names in the order people count in: `layer_2` before `layer_10`."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"0*([0-9]+)")


def natural_key(text: str) -> str:
    """A sort key under which runs of digits compare as numbers, of any length.

    Each number is written behind its own length ("10" becomes "210"), so plain string
    comparison, the fastest there is, orders them by size. Equal numbers written differently
    ("1", "01") fall back to the text itself.
    """
    return _NUMBER.sub(_counted, text) + "\0" + text


def _counted(match: re.Match[str]) -> str:
    digits = match[1]
    size = len(digits)
    # Nine digits and more: a 9, then the length behind its own length, so the order still holds.
    return f"{size}{digits}" if size < 9 else f"9{len(str(size))}{size}{digits}"

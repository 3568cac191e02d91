"""What the name of a checkpoint prefix tells by itself: numbers at its end, an epoch, the family."""

from __future__ import annotations

import re

_NUMBER_SUFFIX = re.compile(r"-(\d{1,18})$")
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+")
_DIGITS = re.compile(r"\d{1,18}")
_NUMBERED = re.compile(r"(.*?)[-_.]?\d+(?:\.ckpt)?", re.DOTALL)


def suffix_number(prefix: str) -> int | None:
    """The digits at the end of a prefix, `model.ckpt-200` -> 200: a Saver's step, or the number of a save."""
    match = _NUMBER_SUFFIX.search(prefix)
    return int(match[1]) if match else None


def epoch_in_name(name: str) -> int | None:
    """The epoch in a free-form ModelCheckpoint name: the last run of digits that is no decimal fraction."""
    digits = _DIGITS.findall(_DECIMAL.sub(" ", name)) or _DIGITS.findall(name)
    return int(digits[-1]) if digits else None


def family_of(prefix: str) -> str:
    """The prefix without its number: what the checkpoints of one saver have in common."""
    match = _NUMBERED.fullmatch(prefix)
    return match[1] if match and match[1] else prefix

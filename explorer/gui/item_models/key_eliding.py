"""A key cut to the room it has, so that what tells it from its neighbours stays: least telling parts go first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

DOTS = "…"
SLOT_PART = ".OPTIMIZER_SLOT"  # of every key of a slot: variable/.OPTIMIZER_SLOT/optimizer/slot
_HEAD, _TAIL = 2, 5  # letters kept of a long part: "layer_with_weights-12" ends with what tells it apart


def elided_key(text: str, room: int, width_of: Callable[[str], int]) -> str:
    """`text` if it fits, else shortened: the word every slot's key has, long parts, leading letters.

    The last part stays as long as anything does. `width_of` measures in the unit of `room`.
    """
    if width_of(text) <= room:
        return text
    parts = text.split("/")
    shortest = text
    for shorter in _shorter(parts):
        if width_of(shorter) <= room:
            return shorter
        shortest = shorter
    letters = shortest.lstrip(DOTS + "/")
    fits, too_many = 0, len(letters) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if width_of(DOTS + letters[-middle:]) <= room:
            fits = middle
        else:
            too_many = middle
    return DOTS + letters[len(letters) - fits :].lstrip(DOTS)


def _shorter(parts: list[str]) -> Iterator[str]:
    parts = list(parts)
    last = len(parts) - 1
    if SLOT_PART in parts[1:last]:
        at = parts.index(SLOT_PART, 1)
        parts[at] = DOTS
        yield "/".join(parts)
        if at + 1 < last:  # the optimizer's own name: most programs have one
            del parts[at + 1]
            yield "/".join(parts)
    for place, part in enumerate(parts[:-1]):
        if len(part) > _HEAD + _TAIL + 1:
            parts[place] = f"{part[:_HEAD]}{DOTS}{part[-_TAIL:]}"
            yield "/".join(parts)

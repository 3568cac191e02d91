"""The message an error text holds, as whole sentences on one line, as TensorFlow says them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from explorer.analysis.error_reading.cleaning import MARK, CleanText

_LONGEST = 320  # characters without white space
_FURTHEST_BACK = 500
_HEAD = re.compile(r"(?:Error|Exception|Warning):(?!:)|Node:'[^'\x01]{1,200}'")


def quoted(cleaned: CleanText, start: int, end: int) -> str:
    """The sentences around `[start, end)` of the squeezed text, with their spaces; " ..." where they go on."""
    first = _begin(cleaned, start)
    last = _end(cleaned, max(end, start + 1))
    goes_on = last - first > _LONGEST
    if goes_on:
        last = _last_break(cleaned, first + _LONGEST, first)
    breaks = cleaned.breaks
    bounds = [first, *breaks[bisect_right(breaks, first) : bisect_left(breaks, last)], last]
    words = [cleaned.squeezed[a:b].replace(MARK, "") for a, b in pairwise(bounds)]
    return " ".join(word for word in words if word) + (" ..." if goes_on else "")


def _begin(cleaned: CleanText, start: int) -> int:
    """Where the sentence begins: behind the exception's name, a mark, or the full stop before."""
    text, lowest = cleaned.squeezed, max(0, start - _FURTHEST_BACK)
    heads = [match.end() for match in _HEAD.finditer(text, lowest, start + 1)]
    begin = max([lowest, text.rfind(MARK, lowest, start + 1) + 1, *(heads[-1:])])
    if begin == lowest > 0:  # in the middle of something: from the last sentence that is whole
        begin = start
    place = bisect_right(cleaned.breaks, start) - 1
    while place >= 0 and cleaned.breaks[place] > begin:
        at = cleaned.breaks[place]
        if at <= start and text[at - 1] in ".!?" and text[at : at + 1].isupper():
            return at
        place -= 1
    if begin == start:
        place = bisect_right(cleaned.breaks, start) - 1
        return cleaned.breaks[place] if place >= 0 else start
    return begin


def _end(cleaned: CleanText, end: int) -> int:
    """Where the sentence ends: at a full stop before white space, or where another record starts."""
    text, breaks = cleaned.squeezed, cleaned.breaks
    mark = text.find(MARK, end, end + _LONGEST)
    furthest = mark if mark >= 0 else min(len(text), end + _LONGEST)
    place = bisect_left(breaks, end)
    while place < len(breaks) and breaks[place] <= furthest:
        if text[breaks[place] - 1] in ".!?":
            return breaks[place]
        place += 1
    return furthest


def _last_break(cleaned: CleanText, limit: int, first: int) -> int:
    place = bisect_right(cleaned.breaks, limit) - 1
    return cleaned.breaks[place] if place >= 0 and cleaned.breaks[place] > first else limit

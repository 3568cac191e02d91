"""Knows again the scalar events of a tag, which are alike but for wall time, step and the number itself.

A program writes the same event a million times; decoding each anew takes most of the time of reading.
So where the number of a decoded event lies is noted, with all bytes around it. An event with exactly
those bytes around four others means the same but for the number, whatever these four bytes are.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Generic, TypeVar

from explorer.errors import CorruptFileError
from explorer.formats.varint import BYTES, FIXED32, FIXED64, VARINT, read_fields

T = TypeVar("T")
MAX_LENGTH = 512
MAX_PATTERNS = 4096
_WALL_TIME_TAG, _STEP_TAG, _SUMMARY_TAG = 0x09, 0x10, 0x2A
_FLOAT32 = 1
_double = Struct("<d").unpack_from
_float = Struct("<f").unpack_from


class ScalarPatterns(Generic[T]):
    """Patterns met so far, each with what the caller keeps for its tag."""

    def __init__(self) -> None:
        self._cuts: dict[int, int] = {}  # bytes from the summary on -> where among them the number lies
        self._known: dict[bytes, T] = {}

    def match(self, data: bytes) -> tuple[T, float, int, float] | None:
        """What was kept, wall time, step and number of an event like one met before, else None."""
        position, step, size = 9, 0, len(data)
        if not 11 < size <= MAX_LENGTH or data[0] != _WALL_TIME_TAG:
            return None
        if data[9] == _STEP_TAG:
            shift = 0
            while True:
                position += 1
                if position >= size or shift > 56:
                    return None  # nine bytes hold every step there is, and none that is negative
                byte = data[position]
                step |= (byte & 0x7F) << shift
                if byte < 0x80:
                    break
                shift += 7
            position += 1
        cut = self._cuts.get(size - position)
        if cut is None:
            return None
        cut += position
        kept = self._known.get(data[position:cut] + data[cut + 4 :])
        if kept is None:
            return None
        return kept, _double(data, 1)[0], step, _float(data, cut)[0]

    def learn(self, data: bytes, kept: T) -> None:
        """Note an event that was decoded and held one scalar, and nothing else, of a known tag."""
        if not 11 < len(data) <= MAX_LENGTH or len(self._known) >= MAX_PATTERNS:
            return
        try:
            place = _place_of_number(data)
        except CorruptFileError:
            return
        if place is not None:
            start, cut = place
            if self._cuts.setdefault(len(data) - start, cut - start) == cut - start:
                self._known[data[start:cut] + data[cut + 4 :]] = kept


def _place_of_number(data: bytes) -> tuple[int, int] | None:
    """Where the summary begins and where its only number, four bytes long; None for any other event."""
    start = 0
    numbers = []
    for number, wire, _, behind in read_fields(data, 0, len(data)):
        numbers.append((number, wire))
        if number != 5:
            start = behind
    if numbers not in ([(1, FIXED64), (5, BYTES)], [(1, FIXED64), (2, VARINT), (5, BYTES)]):
        return None
    if data[0] != _WALL_TIME_TAG or data[start] != _SUMMARY_TAG:
        return None
    places: list[int] = []
    for _, _, begin, end in read_fields(data, start, len(data)):
        values = list(read_fields(data, begin, end))
        if len(values) != 1 or values[0][:2] != (1, BYTES):
            return None
        places.extend(_places_in_value(data, *values[0][2:]))
    return (start, places[0]) if len(places) == 1 else None


def _places_in_value(data: bytes, begin: int, end: int) -> Iterator[int]:
    """Every place in a summary value that a number of four bytes may stand at."""
    for number, wire, a, b in read_fields(data, begin, end):
        if number == 2 and wire == FIXED32:
            yield a
        elif number == 8 and wire == BYTES:
            fields = list(read_fields(data, a, b))
            if [first for n, w, first, _ in fields if (n, w) == (1, VARINT)] != [_FLOAT32]:
                yield from (a, a)  # two places: not a pattern
            for inner, inner_wire, first, last in fields:
                if inner in (4, 5) and inner_wire in (BYTES, FIXED32):
                    yield first
                    if last - first != 4:
                        yield first

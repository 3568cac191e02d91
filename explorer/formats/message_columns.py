"""Many small protobuf messages of one form decoded side by side in numpy.

Messages are taken as protobuf's writers make them: each field at most once, in ascending order,
any of them left out. All others are marked odd, for a careful parser to read one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.formats.varint import BYTES, VARINT
from explorer.formats.wide_words import read_varints, words_at

if TYPE_CHECKING:
    from explorer.formats.wide_words import Bools, Ints, Octets

PADDING = 16  # bytes to append to the data, so that looking behind the last message is harmless


@dataclass(frozen=True, slots=True)
class MessageColumns:
    """Per field of the form: for VARINT the values, for BYTES the starts and ends (equal when left out)."""

    first: list[Ints]
    last: list[Ints]
    odd: Bools  # [m] messages of another form; their values above mean nothing


def decode_columns(octets: Octets, start: Ints, end: Ints, form: Sequence[tuple[int, int]]) -> MessageColumns:
    """Decode the messages `start[i] : end[i]`.

    Args:
        octets: all bytes, with `PADDING` behind.
        start: of each message.
        end: of each message.
        form: (field number < 16, VARINT or BYTES), ascending.
    """
    words = words_at(octets)
    position = start.copy()
    odd = np.zeros(len(start), bool)
    firsts: list[Ints] = []
    lasts: list[Ints] = []
    for number, wire in form:
        first, last = np.zeros(len(start), np.int64), np.zeros(len(start), np.int64)
        there = np.flatnonzero((position < end) & (octets[position] == (number << 3 | wire)))
        value, behind, too_long = read_varints(words, position[there] + 1, 5)
        if wire == VARINT:
            first[there] = value
        elif wire == BYTES:
            first[there] = behind
            behind = behind + value
            last[there] = behind
        # Not beyond the end by more than one: enough to see it, and no index runs away.
        position[there] = np.minimum(behind, end[there] + 1)
        odd[there] |= too_long
        firsts.append(first)
        lasts.append(last)
    return MessageColumns(firsts, lasts, odd | (position != end))

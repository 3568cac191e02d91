"""Many small protobuf messages of one form decoded side by side in numpy.

Messages are taken as protobuf's writers make them: each field at most once, in ascending order,
any of them left out. All others are marked odd, for a careful parser to read one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.formats.varint import BYTES, VARINT

PADDING = 16  # bytes to append to the data, so that looking behind the last message is harmless

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Octets = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class MessageColumns:
    """Per field of the form: for VARINT the values, for BYTES the starts and ends (equal when left out)."""

    first: list[Ints]
    last: list[Ints]
    odd: Bools  # [m] messages of another form; their values above mean nothing


def read_varints(octets: Octets, position: Ints, most: int) -> tuple[Ints, Ints, Bools]:
    """The varint at each position, the position behind it, and which have more than `most` (<= 9) bytes."""
    byte = octets[position]
    value = (byte & 0x7F).astype(np.int64)
    behind = position + 1
    more = np.flatnonzero(byte & 0x80)
    for shift in range(7, 7 * most, 7):
        if not len(more):
            break
        byte = octets[behind[more]]
        value[more] |= (byte & 0x7F).astype(np.int64) << shift
        behind[more] += 1
        more = more[(byte & 0x80) != 0]
    too_long = np.zeros(len(position), bool)
    too_long[more] = True
    return value, behind, too_long


def decode_columns(octets: Octets, start: Ints, end: Ints, form: Sequence[tuple[int, int]]) -> MessageColumns:
    """Decode the messages `start[i] : end[i]`.

    Args:
        octets: all bytes, with `PADDING` behind.
        start: of each message.
        end: of each message.
        form: (field number < 16, VARINT or BYTES), ascending.
    """
    position = start.copy()
    odd = np.zeros(len(start), bool)
    firsts: list[Ints] = []
    lasts: list[Ints] = []
    for number, wire in form:
        first, last = np.zeros(len(start), np.int64), np.zeros(len(start), np.int64)
        there = np.flatnonzero((position < end) & (octets[position] == (number << 3 | wire)))
        value, behind, too_long = read_varints(octets, position[there] + 1, 5)
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

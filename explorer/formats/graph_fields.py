"""Where the messages inside the nodes of a TrackableObjectGraph stand, and what their fields hold, in columns.

Small or odd graphs are walked field by field; large ones in numpy, the nodes side by side. Both find
the same. Nothing here recurses, and no size is believed before it is compared with what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.message_columns import decode_columns
from explorer.formats.text_columns import PADDING
from explorer.formats.varint import BYTES, VARINT, int32, read_fields, read_varint
from explorer.formats.wide_words import varints_in, words_at

if TYPE_CHECKING:
    from explorer.formats.wide_words import Ints, Octets

CHILD, ATTRIBUTE, SLOT, SAVER, HAS_VALUES = 1, 2, 3, 4, 5
# What is read of each kind of message: (field number, wire type), in ascending order.
FORMS = {
    CHILD: ((1, VARINT), (2, BYTES)),
    ATTRIBUTE: ((1, BYTES), (2, BYTES), (3, BYTES)),
    SLOT: ((1, VARINT), (2, BYTES), (3, VARINT)),
    SAVER: ((1, BYTES), (2, BYTES)),
    HAS_VALUES: ((1, VARINT),),
}
_WORTH_NUMPY_FIELDS = 1000
_WORTH_NUMPY_BYTES = 32768
_FEW_NODES = 256  # as many as are still worth a step side by side; in those left over each field is a step
_NODE_TAG = 0x0A


@dataclass(slots=True)
class GraphFields:
    """Of each kind of message the starts and ends, in the file's order. int64 all."""

    data: bytes
    octets: Octets  # the data with PADDING behind
    node_start: Ints
    start: dict[int, Ints]
    end: dict[int, Ints]

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return len(self.node_start)

    def node(self, kind: int) -> Ints:
        """The node each message of a kind stands in."""
        found: Ints = np.searchsorted(self.node_start, self.start[kind], side="right") - 1
        return found

    def read(self, kind: int) -> list[tuple[Ints, Ints]]:
        """Of each field of a kind's form the numbers (twice), or where its texts begin and end.

        Raises:
            CorruptFileError: a message cannot be decoded.
        """
        form, starts, ends = FORMS[kind], self.start[kind], self.end[kind]
        if sum(map(len, self.start.values())) < _WORTH_NUMPY_FIELDS:
            first, last = (np.zeros((len(form), len(starts)), np.int64) for _ in range(2))
            rows = list(range(len(starts)))
        else:
            found = decode_columns(self.octets, starts, ends, form)
            first, last = np.array(found.first), np.array(found.last)
            rows = np.flatnonzero(found.odd).tolist()
        for row in rows:
            spans = _message(self.data, int(starts[row]), int(ends[row]), form)
            first[:, row], last[:, row] = zip(*spans)
        for place, (_, wire) in enumerate(form):
            if wire == VARINT:  # numbers of 32 bits, as protobuf takes them
                first[place] = last[place] = first[place].astype(np.uint32).view(np.int32)
        return list(zip(first, last))


def find_fields(data: bytes) -> GraphFields:
    """Find all messages in the nodes.

    Raises:
        CorruptFileError: the bytes are no such message.
    """
    octets = np.frombuffer(data + bytes(PADDING), np.uint8)
    if len(data) >= _WORTH_NUMPY_BYTES:
        with suppress(CorruptFileError):  # the careful way says what is wrong, and where
            if (found := _find_side_by_side(data, octets)) is not None:
                return found
    return _find_one_by_one(data, octets)


# --- field by field --------------------------------------------------------------------------


def _find_one_by_one(data: bytes, octets: Octets) -> GraphFields:
    """Walk the nodes and the fields in them, looking into no message below."""
    starts: dict[int, list[int]] = {kind: [] for kind in FORMS}
    ends: dict[int, list[int]] = {kind: [] for kind in FORMS}
    kind_of = {kind << 3 | BYTES: kind for kind in FORMS}
    node_start: list[int] = []
    position, end = 0, len(data)
    while position < end:
        if data[position] != _NODE_TAG:
            position = _skip_field(data, position, end)
            continue
        size, position = read_varint(data, position + 1, end)
        node_end = position + size
        if node_end > end:
            raise CorruptFileError(f"node {len(node_start)} says {size} bytes, {end - position} are left")
        node_start.append(position)
        while position < node_end:
            kind = kind_of.get(data[position])
            if kind is None:
                position = _skip_field(data, position, node_end)
                continue
            size, position = read_varint(data, position + 1, node_end)
            if size > node_end - position:
                raise CorruptFileError(
                    f"a field of node {len(node_start) - 1} says {size} bytes, more than the node has"
                )
            starts[kind].append(position)
            position += size
            ends[kind].append(position)
    return GraphFields(
        data,
        octets,
        np.array(node_start, np.int64),
        {kind: np.array(column, np.int64) for kind, column in starts.items()},
        {kind: np.array(column, np.int64) for kind, column in ends.items()},
    )


def _skip_field(data: bytes, position: int, end: int) -> int:
    """The position behind one field of no interest."""
    for _, _, _, behind in read_fields(data, position, end):
        return behind
    raise CorruptFileError(f"a field is cut off at byte {position}")


def _message(data: bytes, start: int, end: int, form: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fields of `form` of one message: a number and 0, or where a text stands; of a repeated field the last."""
    spans = [(0, 0) for _ in form]
    for number, wire, first, last in read_fields(data, start, end):
        if (number, wire) in form:
            spans[form.index((number, wire))] = (int32(first), 0) if wire == VARINT else (first, last)
    return spans


# --- side by side ----------------------------------------------------------------------------


def _find_side_by_side(data: bytes, octets: Octets) -> GraphFields | None:
    """The same for a large graph; None if anything is unusual."""
    end = len(data)
    tags = _chain(data, 0, end)
    if tags is None:
        return None
    words = words_at(octets)
    size, length = varints_in(words[tags + 1])
    node_start = tags + 1 + length
    node_end = node_start + size
    if (octets[tags] != _NODE_TAG).any() or not _are_usual(size, length) or (node_end > end).any():
        return None
    found = [np.empty(0, np.int64)]
    at, limit = node_start, node_end
    while True:
        going_on = at < limit
        at, limit = at[going_on], limit[going_on]
        if len(at) < _FEW_NODES:
            break
        found.append(at)
        size, length = varints_in(words[at + 1])
        if not _are_usual(size, length):
            return None
        at = at + 1 + length + size
        if (at > limit).any():
            return None
    for first, last in zip(at.tolist(), limit.tolist()):
        rest = _chain(data, first, last)
        if rest is None:
            return None
        found.append(rest)
    position = np.concatenate(found)
    position.sort(kind="stable")  # a few ascending runs
    tag = octets[position]
    kind = tag >> 3
    if ((tag & 7 != BYTES) | (kind < CHILD) | (kind > HAS_VALUES)).any():
        return None
    size, length = varints_in(words[position + 1])
    if not _are_usual(size, length):
        return None
    start = position + 1 + length
    stop = start + size
    rows = {number: np.flatnonzero(kind == number) for number in FORMS}
    return GraphFields(
        data,
        octets,
        node_start,
        {number: start[chosen] for number, chosen in rows.items()},
        {number: stop[chosen] for number, chosen in rows.items()},
    )


def _are_usual(size: Ints, length: Ints) -> bool:
    """Whether all sizes are small numbers that end where they should."""
    return bool(((length > 0) & (length <= 5)).all()) and bool((size < 1 << 31).all())


def _chain(data: bytes, position: int, end: int) -> Ints | None:
    """Where the fields begin that follow one another up to `end` exactly, each a tag byte, a size and so many bytes.

    The tags are not looked at. None if the last one does not end there.
    """
    found: list[int] = []
    add = found.append
    last = end - 1  # a size must follow the tag
    while position < last:
        add(position)
        size = data[position + 1]
        if size < 0x80:
            position += size + 2
        elif position + 2 < end and (high := data[position + 2]) < 0x80:
            position += (size & 0x7F) + (high << 7) + 3
        else:
            size, position = read_varint(data, position + 1, end)
            position += size
    return np.array(found, np.int64) if position == end else None

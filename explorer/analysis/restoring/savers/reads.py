"""The op RestoreV2: which error it raises for a list of tensors, in the order in which it looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.restoring.savers.requests import Request
from explorer.analysis.restoring.savers.texts import PATH
from explorer.analysis.restoring.spelling import bracketed, runtime_dtype
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.formats.dtypes import data_type
from explorer.task import breathing

_MOST_PARTS = 10_000  # of one variable; a file that tells more is not believed


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of the runtime: the exception's type, its own text, and the RestoreV2 it comes from."""

    type: str
    text: str
    op: int = 0


class Reads:
    """The stored side of all requests: the row of each, and what is wrong with it."""

    def __init__(self, checkpoint: Checkpoint, requests: Sequence[Request], generation: str) -> None:
        table = checkpoint.table
        self._checkpoint = checkpoint
        self._is_v1 = checkpoint.format == "tensor_slice_v1"
        self._by_name = generation == "1.15"
        self.requests = requests
        row_of = table.row_of
        self.row = [row_of.get(request.key, -1) for request in breathing(requests)]
        names = {number: data_type(number).name for number in np.unique(table.dtype).tolist()}
        dtypes, shape_id, shapes = table.dtype.tolist(), table.shape_id.tolist(), table.shapes
        self.dtype: list[str] = [  # stored; "" where there is none
            names[dtypes[row]] if row >= 0 else "" for row in breathing(self.row)
        ]
        self.shape: list[tuple[int, ...] | None] = [
            shapes[shape_id[row]] if row >= 0 else None for row in breathing(self.row)
        ]
        self._other_dtype = [
            request.dtype != dtype and row >= 0 and request.dtype is not None
            for request, dtype, row in breathing(zip(requests, self.dtype, self.row))
        ]
        self._other_shape = [
            not is_compatible(request.shape, shape) for request, shape in breathing(zip(requests, self.shape))
        ]

    def is_wrong(self, place: int) -> bool:
        """Whether the request alone would make RestoreV2 fail."""
        return self.row[place] < 0 or self._other_dtype[place] or self._slice_differs(place)

    def is_read(self, place: int) -> bool:
        """Whether RestoreV2 certainly reads it: right in itself, and the stored bytes are there."""
        return not self.is_wrong(place) and self.row[place] not in self._checkpoint.table.problems

    def shape_differs(self, place: int) -> bool:
        """Whether the stored shape is another than the declared one, as far as that is told."""
        return self._other_shape[place]

    @property
    def other_shapes(self) -> list[int]:
        """The places whose stored shape differs."""
        return [place for place, differs in enumerate(self._other_shape) if differs]

    def failures(self) -> list[Failure]:
        """The error of each RestoreV2 that fails, in the order of their numbers."""
        is_any_wrong = (
            -1 in self.row or any(self._other_dtype) or any(map(self._slice_differs, self.other_shapes))
        )
        if not self._checkpoint.table.problems and not is_any_wrong:
            return []  # nearly always: no order of reading is needed then
        places: dict[int, list[int]] = {}
        for place, request in enumerate(self.requests):
            places.setdefault(request.op, []).append(place)
        found = []
        for op in sorted(places):
            one = self._v1_failure(places[op]) if self._is_v1 else self._failure(places[op])
            if one is not None:
                found.append(Failure(one[0], one[1], op))
        return found

    def failure_of(self, place: int) -> Failure | None:
        """The error of a RestoreV2 that reads this one tensor only."""
        found = self._v1_failure([place]) if self._is_v1 else self._failure([place], by_part=True)
        return None if found is None else Failure(*found)

    def _failure(self, places: list[int], *, by_part: bool = False) -> tuple[str, str] | None:
        """The error of one op; it reads all parts of a partitioned variable unless each is read `by_part`."""
        missing = [place for place in places if self.row[place] < 0]
        if missing:
            # Before 2.15 keys are looked up in the order of their names, from then on as they are asked for.
            first = min(missing, key=lambda p: _raw(self.requests[p].key)) if self._by_name else missing[0]
            return "NotFoundError", f"Key {self.requests[first].key} not found in checkpoint"
        order = self._reading_order(places) if len(places) > 1 else places
        differing = [place for place in order if self._other_dtype[place]]
        if differing:
            lines = []
            for place in differing:
                parts = 1 if by_part else max(self.requests[place].part_count, 1)
                lines += [self._dtype_text(place)] * min(parts, _MOST_PARTS)
            return "InvalidArgumentError", "\n".join(lines)
        for place in order:
            if self._slice_differs(place):
                request, stored = self.requests[place], self.shape[place]
                return "InvalidArgumentError", (
                    f"tensor_name = {request.key}; shape in shape_and_slice spec {bracketed(request.shape or ())} "
                    f"does not match the shape stored in checkpoint: {bracketed(stored or ())}"
                )
            if damage := self._damage(place):
                return damage
        return None

    def _v1_failure(self, places: Sequence[int]) -> tuple[str, str] | None:
        """Files of the first format are read tensor by tensor: whatever comes first is raised."""
        for place in places:
            request = self.requests[place]
            if self.row[place] < 0:
                text = f'Tensor name "{request.key}" not found in checkpoint files {PATH}'
                return "NotFoundError", text
            if self._other_dtype[place]:
                stored = runtime_dtype(self.dtype[place])
                # By a slip of TensorFlow's the dtype of the op's first tensor is named, whichever is wrong.
                wanted = runtime_dtype(self.requests[places[0]].dtype or "<unknown>")
                return "InvalidArgumentError", (
                    f"Expected to restore a tensor of type {wanted}, got a tensor of type {stored} instead: "
                    f"tensor_name = {request.key}"
                )
            if self._slice_differs(place):
                return "InvalidArgumentError", (
                    "Shape in shape_and_slice spec does not match the shape in the save file: "
                    f"{bracketed(request.shape or ())}, save file shape: {bracketed(self.shape[place] or ())}"
                )
        return None

    def _reading_order(self, places: list[int]) -> list[int]:
        if self._by_name:
            return sorted(places, key=lambda place: _raw(self.requests[place].key))
        table = self._checkpoint.table
        rows = np.array([self.row[place] for place in places], np.int64)
        shard = np.maximum(table.shard[rows], 0)  # the entry of a tensor in slices names the first file
        order = np.lexsort((np.arange(len(rows)), table.offset[rows], shard))
        return [places[at] for at in order.tolist()]

    def _dtype_text(self, place: int) -> str:
        request = self.requests[place]
        return (
            f"tensor_name = {request.key}; expected dtype {runtime_dtype(request.dtype or '')} "
            f"does not equal original dtype {runtime_dtype(self.dtype[place])}"
        )

    def _slice_differs(self, place: int) -> bool:
        request = self.requests[place]
        return self._other_shape[place] and request.is_sliced and None not in (request.shape or ())

    def _damage(self, place: int) -> tuple[str, str] | None:
        """What reading the bytes raises, as far as sizes tell: a bit that flipped is seen by reading only."""
        row = self.row[place]
        if row not in self._checkpoint.table.problems:
            return None
        return stored_damage(self._checkpoint, row)


def stored_damage(checkpoint: Checkpoint, row: int) -> tuple[str, str] | None:
    """Type and text of the error that reading a damaged row raises; None where the sizes do not tell it."""
    table = checkpoint.table
    parts = [(int(table.shard[row]), int(table.offset[row]), int(table.size_bytes[row]))]
    if row in table.slices:
        parts = [(part.shard, part.offset, part.size_bytes) for part in table.slices[row]]
    sizes = {file.name: file.size_bytes for file in checkpoint.reader.data_files}
    for shard, offset, size in parts:
        name = next((name for name in sizes if f".data-{shard:05d}-of-" in name), None)
        if name is None:
            continue
        on_disk = sizes[name]
        if on_disk is None:
            return "NotFoundError", f"{PATH}; No such file or directory"
        if offset + size > on_disk:
            return "OutOfRangeError", "Read less bytes than requested"
    return None


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")

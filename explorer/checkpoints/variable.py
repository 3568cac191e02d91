"""One tensor of a checkpoint as people talk about it: a variable, a slot variable, a counter."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.formats.tensor_table import TensorSlice
from explorer.showing import Shown, quoted


@dataclass(frozen=True, slots=True, repr=False)
class Variable(Shown):
    """One row of a checkpoint's variable table.

    `key` is the checkpoint key (file's bytes as UTF-8 with surrogateescape); `name` is the name the
    program gave the variable (`full_name` of the object graph, without `:0`), equal to `key` in
    name-based checkpoints, empty where the file tells none.
    """

    row: int  # in the checkpoint's TensorTable
    key: str
    name: str
    role: str  # one of checkpoints.roles.ROLES
    owner: str  # path of the trackable, scope or optimizer it belongs to
    dtype: str  # TensorFlow's name
    shape: tuple[int, ...]
    element_count: int
    size_bytes: int
    shard: int | None  # None when stored as slices
    offset: int | None
    crc32c: int | None  # masked, as stored; None when stored as slices
    slices: tuple[TensorSlice, ...] | None
    slot_name: str  # "m", "Adagrad"; empty unless role is "slot"
    slot_of: str  # key of the variable this slot belongs to; empty if none or unpaired
    node: int | None  # id of its node in the object graph
    problem: str | None  # why its value cannot be trusted; None when nothing is known against it

    def _in_short(self) -> str:
        return f"{quoted(self.key)}: {self.dtype} {list(self.shape)}, {self.role}"

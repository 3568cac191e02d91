"""The objects of the program that wrote a checkpoint, as far as its stored graph tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from explorer.checkpoints.target_graph import TargetGraph, TargetSlot, TargetValue

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.checkpoints.checkpoint import Checkpoint

VALUE_MARK = ".ATTRIBUTES/"  # behind it stands the local name of a value: VARIABLE_VALUE, table-keys ...


@dataclass(frozen=True, slots=True)
class ValueColumns(Sequence[TargetValue]):
    """Values in columns: a record is made only of the one that is looked at."""

    node: Sequence[int]  # ascending
    attribute: Sequence[str]
    variable: Sequence[int]

    def __len__(self) -> int:
        return len(self.node)

    @overload
    def __getitem__(self, index: int) -> TargetValue: ...
    @overload
    def __getitem__(self, index: slice) -> list[TargetValue]: ...
    def __getitem__(self, index: int | slice) -> TargetValue | list[TargetValue]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return TargetValue(self.node[index], self.attribute[index], self.variable[index])


@dataclass(frozen=True, slots=True)
class SlotColumns(Sequence[TargetSlot]):
    """Slots in columns, likewise."""

    optimizer: Sequence[int]
    variable: Sequence[int]
    name: Sequence[str]
    node: Sequence[int]

    def __len__(self) -> int:
        return len(self.node)

    @overload
    def __getitem__(self, index: int) -> TargetSlot: ...
    @overload
    def __getitem__(self, index: slice) -> list[TargetSlot]: ...
    def __getitem__(self, index: int | slice) -> TargetSlot | list[TargetSlot]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return TargetSlot(self.optimizer[index], self.variable[index], self.name[index], self.node[index])


def objects_of(checkpoint: Checkpoint, variable_of_row: npt.NDArray[np.int64]) -> TargetGraph | None:
    """The stored graph as the objects of a program; None where there is none to be read.

    Edges and slots are those the file lists (slots of newer optimizers are plain children there),
    values are the stored tensors of each node: two for a table, none for one that is not stored.

    Args:
        checkpoint: object-based, of any format.
        variable_of_row: int64 [n], the place of each tensor in the spec's `variables`, -1 for none.
    """
    graph = checkpoint.object_graph
    if graph is None or not graph.node_count:
        return None
    node_of_row = checkpoint.node_of_row
    rows = np.flatnonzero((node_of_row >= 0) & (variable_of_row >= 0))
    rows = rows[np.argsort(node_of_row[rows], kind="stable")]
    keys = checkpoint.table.keys
    slots = np.flatnonzero(~graph.slot_inferred)
    return TargetGraph(
        graph.node_count,
        graph.edge_source,
        graph.edge_target,
        graph.edge_name,
        ValueColumns(
            node_of_row[rows].tolist(),
            [local_name(keys[row]) for row in rows.tolist()],
            variable_of_row[rows].tolist(),
        ),
        SlotColumns(
            graph.slot_optimizer[slots].tolist(),
            graph.slot_variable[slots].tolist(),
            [graph.slot_name[slot] for slot in slots.tolist()],
            graph.slot_node[slots].tolist(),
        ),
    )


def local_name(key: str) -> str:
    """What stands behind the object's path in a checkpoint key: "VARIABLE_VALUE", "table-keys"."""
    at = key.find(VALUE_MARK)
    return key[at + len(VALUE_MARK) :] if at >= 0 else key


def owner_prefix(key: str) -> str:
    """A checkpoint key up to its local name: "net/bias/.ATTRIBUTES/"; "" where it has none."""
    at = key.find(VALUE_MARK)
    return key[: at + len(VALUE_MARK)] if at >= 0 else ""

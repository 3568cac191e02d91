"""The tree of scopes behind a checkpoint's keys, as columns: one node a part of a path.

Object-based keys are shown without their machinery: `net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE` is
`net/l1/kernel`, and its slot variable stands below it, named as TensorFlow names the slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.gui.item_models.row_order import ranks_of
from explorer.task import QUIET, Task, breathing

MAX_PARTS = 64  # a hostile key may be a megabyte of slashes: what lies deeper stays in the last name
_VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
_SLOT = "/.OPTIMIZER_SLOT/"


@dataclass(frozen=True)
class ScopePaths:
    """Columns over m nodes; node 0 is the root, a parent's number is below its children's."""

    names: list[str]
    parent: npt.NDArray[np.int32]  # [m]
    depth: npt.NDArray[np.int32]  # [m]
    row: npt.NDArray[np.int32]  # [m] the variable that ends here; -1 for a mere scope
    node_of_row: npt.NDArray[np.int32]  # [n]
    children: npt.NDArray[np.int32]  # [m - 1] all but the root, by parent, then natural name
    first_child: npt.NDArray[np.int64]  # [m + 1] the children of node i are children[first[i] : first[i + 1]]

    def marked(self, rows: npt.NDArray[np.intp] | None) -> npt.NDArray[np.bool_]:
        """A bool [m]: the nodes that lead to one of `rows`; all for None."""
        if rows is None:
            return np.ones(len(self.names), np.bool_)
        marks = np.zeros(len(self.names), np.bool_)
        marks[0] = True
        marks[self.node_of_row[rows]] = True
        for depth in range(int(self.depth.max(initial=0)), 0, -1):
            level = marks & (self.depth == depth)
            marks[self.parent[level]] = True
        return marks

    def summed(
        self, values: npt.NDArray[np.number], rows: npt.NDArray[np.intp] | None
    ) -> npt.NDArray[np.float64]:
        """float64 [m]: the sum of `values` [n] over the rows at and below each node."""
        chosen = np.arange(len(values)) if rows is None else rows
        count = len(self.names)
        # Of no rows bincount gives integers, whatever the weights are.
        sums = np.bincount(self.node_of_row[chosen], values[chosen].astype(np.float64), count).astype(
            np.float64
        )
        for depth in range(int(self.depth.max(initial=0)), 0, -1):
            level = np.flatnonzero(self.depth == depth)
            sums += np.bincount(self.parent[level], sums[level], count)
        return sums


def scope_paths(keys: Sequence[str], task: Task = QUIET) -> ScopePaths:
    """The tree of some keys."""
    node_of: dict[tuple[int, str], int] = {}
    names, parent, depth, row_of_node = [""], [-1], [0], [-1]
    node_of_row = np.empty(len(keys), np.int32)
    for row, key in enumerate(breathing(keys)):
        if row % 4096 == 0:
            task.report(row, len(keys), "Building the tree of scopes")
        node = 0
        parts = path_parts(key)
        for part in parts:
            found = node_of.get((node, part))
            if found is None:
                found = len(names)
                node_of[node, part] = found
                names.append(part)
                parent.append(node)
                depth.append(depth[node] + 1)
                row_of_node.append(-1)
            node = found
        if row_of_node[node] >= 0 or node == 0:  # two keys of one shown path: each needs a place of its own
            names.append(key)
            parent.append(parent[node] if node else 0)
            depth.append(max(depth[node], 1))
            row_of_node.append(-1)
            node = len(names) - 1
        row_of_node[node] = row
        node_of_row[row] = node
    parents = np.asarray(parent, np.int32)
    order = np.lexsort((ranks_of(names, task), parents))[1:].astype(
        np.int32
    )  # the root's parent is -1: first
    first = np.searchsorted(parents[order], np.arange(len(names) + 1))
    rows = np.asarray(row_of_node, np.int32)
    return ScopePaths(names, parents, np.asarray(depth, np.int32), rows, node_of_row, order, first)


def path_parts(key: str) -> list[str]:
    """The parts of a key as the tree shows them."""
    path = key.removesuffix(_VALUE)
    variable, slot, rest = path.partition(_SLOT)
    parts = variable.split("/", MAX_PARTS - 1)
    if slot:
        optimizer, _, name = rest.rpartition("/")
        parts.append(f"{name} ({optimizer})" if optimizer else name)
    return parts

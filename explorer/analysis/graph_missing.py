"""The graph of a checkpoint with what a target expects and the checkpoint does not hold, each at its path."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from explorer.analysis.graph_diff import MOST_PATH_PARTS, REMOVED
from explorer.analysis.graph_union import Ghosts, GraphUnion, with_ghosts
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.dtypes import BY_NAME
from explorer.formats.tensor_table import TensorTable

if TYPE_CHECKING:
    from explorer.analysis.restoring.report import RestoreReport
    from explorer.analysis.restoring.verdicts import RestoreRow
    from explorer.checkpoints.checkpoint import Checkpoint

_SLOT, _ATTRIBUTE = "/.OPTIMIZER_SLOT/", "/.ATTRIBUTES/"


def union_with_expected(checkpoint: Checkpoint, report: RestoreReport) -> GraphUnion:
    """The checkpoint's graph with a ghost for every variable that is missing in it, and for what leads there.

    `change` is REMOVED for what is missing, also where the object itself is there without its value.
    """
    graph = checkpoint.graph
    rows = [row for row in report.rows if row.verdict == "missing in checkpoint"]
    paths = _Paths(graph)
    missing = [
        paths.place(row, table_row if _is_told(row) else -1, _role(report, row))
        for table_row, row in enumerate(rows)
    ]
    joined, table = with_ghosts(graph, checkpoint.table, paths.ghosts, _expected_table(rows))
    change = np.zeros(joined.node_count, np.uint8)
    change[graph.node_count :] = REMOVED
    change[missing] = REMOVED
    none = np.full(joined.node_count, -1, np.int32)
    return GraphUnion(
        joined, table, graph.node_count, none, change, {}, none, np.zeros(joined.node_count, np.uint64)
    )


def _is_told(row: RestoreRow) -> bool:
    """Whether the target tells what it expects there."""
    return row.expected is not None and row.expected.dtype is not None and row.expected.shape is not None


def _role(report: RestoreReport, row: RestoreRow) -> int:
    variables = report.spec.variables if report.spec is not None else ()
    name = variables[row.variable].role if 0 <= row.variable < len(variables) else "variable"
    return ROLE_CODE.get(name, ROLE_CODE["variable"])


class _Paths:
    """Finds nodes by the names that lead to them, and makes ghosts of those that are not there."""

    def __init__(self, graph: ObjectGraph) -> None:
        self.ghosts = Ghosts()
        self._graph = graph
        self._children: dict[int, dict[str, int]] = {}
        self._slots: dict[tuple[int, str, int], int] = {}

    def place(self, row: RestoreRow, table_row: int, role: int) -> int:
        """The node of a missing variable."""
        path = row.key.partition(_ATTRIBUTE)[0]
        variable, is_slot, rest = path.partition(_SLOT)
        if not is_slot:
            return self._leaf(self._parts(path), table_row, role)
        optimizer_path, _, name = rest.rpartition("/")
        owner = self._leaf(self._parts(variable), -1, ROLE_CODE["variable"])
        optimizer = self._known(self._parts(optimizer_path))
        known = (owner, name, optimizer)
        if known not in self._slots:
            self._slots[known] = self._ghost(
                owner, _unescaped(name), role, table_row, optimizer, is_slot=True
            )
        return self._slots[known]

    def _parts(self, path: str) -> list[str]:
        parts = [part for part in path.split("/") if part][:MOST_PATH_PARTS]
        return parts if self._graph.is_scope_tree else list(map(_unescaped, parts))

    def _below(self, node: int) -> dict[str, int]:
        found = self._children.get(node)
        if found is None:
            edges = self._graph.children(node) if node < self._graph.node_count else ()
            found = self._children[node] = dict(reversed(edges))
        return found

    def _known(self, parts: list[str]) -> int:
        node = 0 if self._graph.node_count else -1
        for part in parts:
            if node >= 0:
                node = self._below(node).get(part, -1)
        return node

    def _leaf(self, parts: list[str], table_row: int, role: int) -> int:
        """The node at a path; ghosts on the way there are containers."""
        if not self._graph.node_count and not len(self.ghosts):
            self._ghost(-1, "", ROLE_CODE["container"], -1)
        node = 0
        for place, part in enumerate(parts):
            below = self._below(node)
            child = below.get(part, -1)
            is_last = place == len(parts) - 1
            if child < 0:
                child = below[part] = self._ghost(
                    node, part, role if is_last else ROLE_CODE["container"], table_row if is_last else -1
                )
            elif is_last and child >= self._graph.node_count:  # a container of another missing variable
                ghost = child - self._graph.node_count
                self.ghosts.role[ghost] = role
                if table_row >= 0:
                    self.ghosts.row[ghost] = table_row
            node = child
        return node

    def _ghost(
        self, parent: int, name: str, role: int, row: int, optimizer: int = -1, *, is_slot: bool = False
    ) -> int:
        ghosts = self.ghosts
        number = self._graph.node_count + len(ghosts)
        ghosts.parent.append(parent)
        ghosts.name.append(name)
        ghosts.role.append(role)
        ghosts.row.append(row)
        ghosts.is_helper.append(False)
        ghosts.class_name.append("")
        ghosts.class_told.append(False)
        ghosts.is_slot.append(is_slot)
        ghosts.variable.append(parent if is_slot else -1)
        ghosts.optimizer.append(optimizer)
        ghosts.attributes.append(())
        return number


def _unescaped(part: str) -> str:
    """An edge name as the object has it: checkpoint keys write "." as ".." and "/" as ".S"."""
    return "/".join(piece.replace("..", ".") for piece in _split_escape(part))


def _split_escape(part: str) -> list[str]:
    pieces, start, place = [], 0, 0
    while place < len(part) - 1:
        if part[place] == ".":
            if part[place + 1] == "S":
                pieces.append(part[start:place])
                start = place + 2
            place += 2
        else:
            place += 1
    return [*pieces, part[start:]]


def _expected_table(rows: list[RestoreRow]) -> TensorTable:
    """What the target expects as a table; unknown sizes of a dimension are -1."""
    count = len(rows)
    shapes: dict[tuple[int, ...], int] = {}
    dtype, shape_id = np.zeros(count, np.int32), np.zeros(count, np.int32)
    sizes = np.zeros(count, np.int64)
    for place, row in enumerate(rows):
        wanted = row.expected
        data_type = BY_NAME.get(wanted.dtype or "") if wanted is not None else None
        shape = tuple(
            -1 if size is None else size for size in (wanted.shape or () if wanted is not None else ())
        )
        shape_id[place] = shapes.setdefault(shape, len(shapes))
        if data_type is not None:
            dtype[place] = data_type.number
            sizes[place] = max(min(math.prod(shape) * data_type.item_size, 2**62), 0)
    return TensorTable(
        keys=[row.key for row in rows],
        dtype=dtype,
        shape_id=shape_id,
        shapes=tuple(shapes) or ((),),
        shard=np.full(count, -1, np.int32),
        offset=np.zeros(count, np.int64),
        size_bytes=sizes,
        crc32c=np.zeros(count, np.uint32),
    )

"""What the rules for roles and slots look at: the edges of an object graph in columns, and masks over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.formats.object_graph import RawObjectGraph
from explorer.formats.text_columns import NameColumn
from explorer.lazily import cached_property

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

VALUE = "VARIABLE_VALUE"


@dataclass(frozen=True)
class NodeFacts:
    """Columns over nodes (n) and child edges (e). No method costs more than a look at all edges of what it is asked about."""

    count: int
    first_edge: Longs  # [n + 1]
    source: Ints  # [e] ascending
    target: Ints  # [e]
    name: NameColumn  # [e]
    has_variable: Bools  # [n] the node has an attribute VARIABLE_VALUE
    has_value: Bools  # [n] any attribute, or a registered saver
    listed_slots: Bools  # [n]
    listed_optimizers: Bools  # [n]
    kind: NameColumn | None = None  # [n] as a SavedModel tells it; None where there is none

    def nodes(self, numbers: Ints | Longs) -> Bools:
        """A mask [n] of some nodes."""
        mask = np.zeros(self.count, np.bool_)
        mask[numbers] = True
        return mask

    def with_edge(self, *names: str) -> Bools:
        """Nodes [n] with a child edge of one of these names."""
        return self.nodes(self.source[self.name.among(names)])

    def along(self, sources: Bools, *names: str) -> Bools:
        """Nodes [n] that an edge of one of these names leads to from `sources`."""
        return self.nodes(self.target[self.name.among(names) & sources[self.source]])

    def entries_of(self, lists: Bools) -> Bools:
        """Nodes [n] that are entries of `lists`: children called 0, 1, 2 ..."""
        return self.nodes(self.target[self.is_entry & lists[self.source]])

    @cached_property
    def is_entry(self) -> Bools:
        """Edges [e] called by a number."""
        return self.name.decimal >= 0

    @cached_property
    def edge_count(self) -> Longs:
        """int64 [n]."""
        return np.diff(self.first_edge)

    @cached_property
    def is_list(self) -> Bools:
        """Nodes [n] whose children are called 0, 1, 2 ..., and there is at least one."""
        return (self.edge_count > 0) & ~self.nodes(self.source[~self.is_entry])

    @cached_property
    def has_variable_child(self) -> Bools:
        """Nodes [n] with a variable right below."""
        return self.nodes(self.source[self.has_variable[self.target]])

    def kind_among(self, kinds: Iterable[str]) -> Bools:
        """Nodes [n] of one of these kinds; none where no SavedModel tells kinds."""
        return np.zeros(self.count, np.bool_) if self.kind is None else self.kind.among(kinds)

    def child(self, node: int, name: str) -> int:
        """The child along the edge `name`; -1 if there is none."""
        first, last = int(self.first_edge[node]), int(self.first_edge[node + 1])
        found = np.flatnonzero(self.name.number[first:last] == self.name.find(name))
        return int(self.target[first + found[0]]) if len(found) else -1

    def entries(self, node: int) -> tuple[Longs, Ints]:
        """The entries of a list: their numbers, ascending, and their nodes; of a number given twice the last."""
        span = slice(int(self.first_edge[node]), int(self.first_edge[node + 1]))
        number = self.name.decimal[span]
        order = np.argsort(number, kind="stable")
        number, target = number[order], self.target[span][order]
        keep = number >= 0
        keep[:-1] &= number[1:] != number[:-1]
        return number[keep], target[keep]


def gather_facts(raw: RawObjectGraph, kinds: tuple[str, ...] = ()) -> NodeFacts:
    """The columns the rules look at; `kinds` is what a SavedModel tells of each node."""
    count = raw.node_count
    has_variable, has_value, slots, optimizers = (np.zeros(count, np.bool_) for _ in range(4))
    has_value[raw.attribute_node] = True
    has_value[list(raw.registered_saver)] = True
    has_variable[raw.attribute_node[raw.attribute_name.equal(VALUE)]] = True
    slots[raw.slot_node] = True
    optimizers[raw.slot_optimizer] = True
    return NodeFacts(
        count,
        np.searchsorted(raw.edge_source, np.arange(count + 1)),
        raw.edge_source,
        raw.edge_target,
        raw.edge_name,
        has_variable,
        has_value,
        slots,
        optimizers,
        NameColumn.of(kinds) if kinds else None,
    )

"""The two sides of an object-based restore as plain lists and dicts, for walks node by node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.target_graph import TargetGraph
from explorer.checkpoints.target_objects import SlotColumns

_NO_CHILDREN: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class MadeSlot:
    """A slot variable the optimizer makes while it is restored; its number follows those of the program's objects."""

    optimizer: int
    variable: int  # node
    name: str
    stored: int  # the stored node it is made from


class StoredNodes:
    """The stored graph as plain lists, for walks node by node."""

    def __init__(self, graph: ObjectGraph) -> None:
        self.graph = graph
        self.count = graph.node_count
        self.first_edge: list[int] = graph.first_edge.tolist()
        self._target: list[int] = graph.edge_target.tolist()
        self._name = graph.edge_name
        self.row: list[int] = graph.row.tolist()
        self.has_attributes = bytearray(self.count)
        for node in graph.attribute_node.tolist():
            self.has_attributes[node] = 1
        self.slots_of: dict[int, list[tuple[int, int, str]]] = {}  # variable -> (optimizer, slot node, name)
        for variable, optimizer, node, name, inferred in zip(
            graph.slot_variable.tolist(),
            graph.slot_optimizer.tolist(),
            graph.slot_node.tolist(),
            graph.slot_name,
            graph.slot_inferred.tolist(),
        ):
            if not inferred:
                self.slots_of.setdefault(variable, []).append((optimizer, node, name))

    def children(self, node: int) -> Iterable[tuple[str, int]]:
        """(edge name, node) of a stored node's children, in the file's order."""
        first, last = self.first_edge[node], self.first_edge[node + 1]
        return zip(self._name[first:last], self._target[first:last])


class ProgramObjects:
    """The program's objects as they come into being: children by name, slots, and who exists yet."""

    def __init__(self, objects: TargetGraph) -> None:
        self.objects = objects
        self.count = objects.node_count
        self._first: list[int] = objects.first_edge.tolist()
        self._target: list[int] = objects.edge_target.tolist()
        self._children: dict[int, dict[str, int]] = {}
        self.exists = bytearray(b"\x01") * self.count
        for node in objects.created_later:
            self.exists[node] = 0
        slots = objects.slots
        if isinstance(slots, SlotColumns):
            self.slots = dict(zip(zip(slots.optimizer, slots.variable, slots.name), slots.node))
        else:
            self.slots = {(s.optimizer, s.variable, s.name): s.node for s in slots}
        self.made: list[MadeSlot] = []

    def children(self, node: int) -> dict[str, int]:
        """All children of a node by edge name, those of later, too; of equal names the first."""
        found = self._children.get(node)
        if found is None:
            first, last = (self._first[node], self._first[node + 1]) if node < self.count else (0, 0)
            if first == last:
                return _NO_CHILDREN
            found = {}
            for name, target in zip(self.objects.edge_name[first:last], self._target[first:last]):
                found.setdefault(name, target)
            self._children[node] = found
        return found

    def child(self, node: int, name: str) -> int:
        """The child that exists under a name, -1 for none."""
        found = self.children(node).get(name, -1)
        return found if found >= 0 and self.exists[found] else -1

    def make_slot(self, slot: MadeSlot) -> int:
        """A new slot variable's number."""
        self.made.append(slot)
        number = self.count + len(self.made) - 1
        self.slots[slot.optimizer, slot.variable, slot.name] = number
        return number

    def reachable(self) -> list[int]:
        """The existing objects below the root in breadth-first order, then the slots of those optimizers and variables."""
        seen = bytearray(self.count + len(self.made))
        if not self.count:
            return []
        seen[0] = 1
        order = [0]
        for node in order:
            for child in self.children(node).values():
                if not seen[child] and self.exists[child]:
                    seen[child] = 1
                    order.append(child)
        for (optimizer, variable, _), node in self.slots.items():
            if (
                seen[optimizer]
                and seen[variable]
                and not seen[node]
                and (node >= self.count or self.exists[node])
            ):
                seen[node] = 1
                order.append(node)
        return order

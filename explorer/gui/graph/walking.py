"""Going through the graph by keys: along the tree, and along the edges the tree does not hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt

from explorer.analysis.graph_layout import LEFT_RIGHT
from explorer.analysis.graph_tree import DrawnTree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import display_name

PAGE = 10  # siblings a page key passes
NAME_LIMIT = 60
_TURNED = {
    Qt.Key.Key_Left: Qt.Key.Key_Up, Qt.Key.Key_Right: Qt.Key.Key_Down,
    Qt.Key.Key_Up: Qt.Key.Key_Left, Qt.Key.Key_Down: Qt.Key.Key_Right,
}  # fmt: skip


def neighbour(drawing: GraphDrawing, node: int, key: int) -> int:
    """Where an arrow key leads from a node, whichever way the tree lies.

    -1: nowhere. The node itself: its children are folded away and are to be shown.
    """
    layout, tree = drawing.layout, drawing.tree
    if layout.orientation == LEFT_RIGHT:
        key = _TURNED[Qt.Key(key)]
    parent = int(tree.parent[node])
    if key == Qt.Key.Key_Up:
        return parent if drawing.position(parent) >= 0 else -1
    if key == Qt.Key.Key_Down:
        family = [child for child in tree.children_of(node).tolist() if layout.index[child] >= 0]
        if family:
            return family[0]
        return node if drawing.inside[drawing.position(node)] else -1
    return sibling(drawing, node, 1 if key == Qt.Key.Key_Right else -1)


def sibling(drawing: GraphDrawing, node: int, steps: int) -> int:
    """A node so many places further among the children of the same parent; the last there is; -1 for none."""
    parent = int(drawing.tree.parent[node])
    if parent < 0 or drawing.position(node) < 0:
        return -1
    family = drawing.tree.children_of(parent)
    family = family[drawing.layout.index[family] >= 0]
    place = int(np.flatnonzero(family == node)[0])
    aim = min(max(place + steps, 0), len(family) - 1)
    return int(family[aim]) if aim != place else -1


@dataclass(frozen=True, slots=True)
class Way:
    """An edge the tree does not hold, seen from one of its ends."""

    target: int  # the node at the other end
    name: str  # of the edge or slot
    goes_up: bool  # against the edge: to a further parent, or from a slot to its optimizer

    def words(self, graph: ObjectGraph, start: int) -> str:
        """ "net/l1 ← kernel" or "kernel → slot m": what is reached, and along which edge."""
        far = display_name(graph.path(self.target), NAME_LIMIT) or "(root)"
        if self.goes_up:
            return f"{far} ← {display_name(self.name, NAME_LIMIT)}"
        return (
            f"{display_name(graph.label(start), NAME_LIMIT)} → {display_name(self.name, NAME_LIMIT)} ({far})"
        )


def further_ways(graph: ObjectGraph, tree: DrawnTree, node: int) -> tuple[Way, ...]:
    """Where else edges lead from a node: further parents, the optimizer of a slot, slots, further children.

    In that order, each other node once; the tree's own edges are walked by the arrow keys.
    """
    above, edges = int(tree.parent[node]), int(tree.edge[node])
    ways: list[Way] = []
    for parent, name in graph.parents(node):
        if parent != above or edges < 0:
            ways.append(Way(parent, name, True))
    slot = graph.slot_edge(node)
    if slot >= 0:
        name = graph.slot_name[slot]
        for owner in (int(graph.slot_variable[slot]), int(graph.slot_optimizer[slot])):
            if owner >= 0 and owner != above:
                ways.append(Way(owner, name, True))
    served = np.flatnonzero((graph.slot_variable == node) | (graph.slot_optimizer == node))
    ways += [Way(int(graph.slot_node[one]), graph.slot_name[one], False) for one in served.tolist()]
    for name, child in graph.children(node):
        if int(tree.parent[child]) != node:
            ways.append(Way(child, name, False))
    first = {way.target: way for way in reversed(ways) if way.target not in (node, -1)}
    return tuple(first[target] for target in dict.fromkeys(way.target for way in ways) if target in first)

"""Going through the graph by keys: along the tree, and along the edges the tree does not hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt

from explorer.analysis.graph_layout import LEFT_RIGHT
from explorer.analysis.graph_tree import DrawnTree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import display_name

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
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


def first_node(drawing: GraphDrawing, chosen: int, in_sight: frozenset[int], x: float, y: float) -> int:
    """Where walking begins while no drawn node is chosen; -1 without any.

    The node that a chosen one is folded into; else the uppermost one, or, where that is out of sight, the
    one next to the middle of what is in sight, at (x, y) of the drawing.
    """
    layout = drawing.layout
    if not drawing.count:
        return -1
    if 0 <= chosen < len(drawing.hidden_in) and drawing.hidden_in[chosen] >= 0:
        return int(drawing.hidden_in[chosen])
    top = int(layout.node[np.flatnonzero(layout.parent < 0)[0]])
    if not in_sight or top in in_sight:
        return top
    place = layout.index[np.fromiter(in_sight, np.int64, len(in_sight))]
    return int(layout.node[place[np.argmin(np.hypot(layout.x[place] - x, layout.y[place] - y))]])


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


@dataclass(frozen=True)
class Ways:
    """The edges of one node that the drawing's tree does not hold: columns, for an optimizer has 100,000 slots."""

    graph: ObjectGraph
    start: int  # the node
    target: Ints  # [k] the node at the other end of each
    edge: Ints  # [k] the child edge; -1: a slot edge
    slot: Ints  # [k] the slot edge; -1: a child edge
    goes_up: Bools  # [k] against the edge: to a further parent, or from a slot to its optimizer

    def __len__(self) -> int:
        return len(self.target)

    def only(self, wanted: Bools) -> Ways:
        """Some of them."""
        columns = (self.target, self.edge, self.slot, self.goes_up)
        target, edge, slot, goes_up = (column[wanted] for column in columns)
        return Ways(self.graph, self.start, target, edge, slot, goes_up)

    def words(self, way: int) -> str:
        """ "net/l1 ← kernel" up to another parent or an optimizer, "kernel → m" down an edge."""
        graph, edge = self.graph, int(self.edge[way])
        name = display_name(
            graph.edge_name[edge] if edge >= 0 else graph.slot_name[int(self.slot[way])], NAME_LIMIT
        )
        if self.goes_up[way]:
            return f"{display_name(graph.path(int(self.target[way])), NAME_LIMIT) or '(root)'} ← {name}"
        return f"{display_name(graph.label(self.start), NAME_LIMIT)} → {name}"


def further_ways(graph: ObjectGraph, tree: DrawnTree, node: int) -> Ways:
    """Where else edges lead from a node: further parents, the optimizer of a slot, slots, further children.

    In that order, each other node once; the tree's own edges are walked by the arrow keys, but for
    those to slots, which are as much a variable's as the optimizer's.
    """
    above, in_tree = int(tree.parent[node]), int(tree.edge[node])
    incoming = np.flatnonzero(graph.edge_target == node)
    if in_tree >= 0:
        incoming = incoming[graph.edge_source[incoming] != above]
    own = np.flatnonzero(graph.slot_node == node)[:1]
    served = np.flatnonzero((graph.slot_variable == node) | (graph.slot_optimizer == node))
    outgoing = np.arange(int(graph.first_edge[node]), int(graph.first_edge[node + 1]))
    outgoing = outgoing[tree.parent[graph.edge_target[outgoing]] != node]
    parts = [  # (nodes at the other end, edges, whether they are child edges, against the edge)
        (graph.edge_source[incoming], incoming, True, True),
        (graph.slot_variable[own], own, False, True),
        (graph.slot_optimizer[own], own, False, True),
        (graph.slot_node[served], served, False, False),
        (graph.edge_target[outgoing], outgoing, True, False),
    ]
    target = np.concatenate([part[0] for part in parts]).astype(np.int64)
    number = np.concatenate([part[1] for part in parts]).astype(np.int64)
    is_child = np.concatenate([np.full(len(part[1]), part[2]) for part in parts])
    goes_up = np.concatenate([np.full(len(part[1]), part[3]) for part in parts])
    goes_on = (target >= 0) & (target != node) & ~(goes_up & ~is_child & (target == above))
    kept = np.flatnonzero(goes_on)
    kept = np.sort(kept[np.unique(target[kept], return_index=True)[1]])
    edge = np.where(is_child[kept], number[kept], -1)
    slot = np.where(is_child[kept], -1, number[kept])
    return Ways(graph, node, target[kept], edge, slot, goes_up[kept])

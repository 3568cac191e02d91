"""Going through the graph by arrow keys: to the parent, the first child, the siblings."""

from __future__ import annotations

from PySide6.QtCore import Qt

from explorer.analysis.graph_layout import LEFT_RIGHT
from explorer.report.graph_drawing import GraphDrawing

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
        return parent
    if key == Qt.Key.Key_Down:
        family = [child for child in tree.children_of(node).tolist() if layout.index[child] >= 0]
        if family:
            return family[0]
        return node if drawing.inside[drawing.position(node)] else -1
    if parent < 0:
        return -1
    family = [child for child in tree.children_of(parent).tolist() if layout.index[child] >= 0]
    place = family.index(node) + (1 if key == Qt.Key.Key_Right else -1)
    return family[place] if 0 <= place < len(family) else -1

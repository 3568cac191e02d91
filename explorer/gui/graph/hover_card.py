"""The card beside the pointer: everything the file says of one node, as plain text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.gui.plain_text import plain_label
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import display_name, format_bytes, format_count, format_shape

MOST_PATHS, MOST_SLOTS, NAME_LIMIT = 6, 8, 160


class HoverCard(QFrame):
    """Shown by the view, never in the way: it takes no mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("About the node under the pointer")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMaximumWidth(460)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 8, 10, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_facts(self, facts: list[tuple[str, str]], at: QPoint) -> None:
        """Show facts near a point of the parent, inside it."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        for row, (name, value) in enumerate(facts):
            label = plain_label(name, self, muted=True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            text = plain_label(value, self)
            text.setWordWrap(len(value) > 52)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(text, row, 1)
            for widget in (label, text):
                widget.show()
        self._grid.activate()
        self.setMinimumSize(0, 0)
        hint = self.sizeHint()
        width = min(hint.width(), 460, max(120, self.parentWidget().width() - 16))
        height = self.heightForWidth(width) if self.hasHeightForWidth() else hint.height()
        self.resize(width, height)
        room = self.parentWidget().size()
        x = at.x() + 16 if at.x() + 16 + width < room.width() else at.x() - 12 - width
        y = at.y() + 12 if at.y() + 12 + height < room.height() else at.y() - 8 - height
        self.move(max(4, x), max(4, y))
        self.raise_()
        self.show()


def node_facts(
    graph: ObjectGraph,
    table: TensorTable | None,
    node: int,
    drawing: GraphDrawing | None = None,
    verdict: str = "",
) -> list[tuple[str, str]]:
    """(name, plain text) of everything known about a node without reading its value."""
    path = graph.path(node)
    facts = [("path", breakable(path) if path else "(root)")]
    others = [other for other in graph.paths(node, MOST_PATHS + 1) if other != path]
    if others:
        shown = [breakable(other) for other in others[:MOST_PATHS]]
        facts.append(("also at", "\n".join(shown) + ("\n…" if len(others) > MOST_PATHS else "")))
    facts.append(("role", "slot variable" if graph.role_name(node) == "slot" else graph.role_name(node)))
    row = int(graph.row[node])
    if table is not None and 0 <= row < len(table):
        facts.append(
            (
                "stored",
                f"{data_type(int(table.dtype[row])).name} {display_name(format_shape(table.shape(row)), 80)}",
            )
        )
        count = int(table.element_count[row])
        values = f" · {format_count(count)} value{'s' if count != 1 else ''}" if count >= 0 else ""
        facts.append(("size", format_bytes(int(table.size_bytes[row])) + values))
        if row in table.problems:
            facts.append(("problem", display_name(table.problems[row], 300)))
    edge = graph.slot_edge(node)
    if edge >= 0:
        owner, optimizer = int(graph.slot_variable[edge]), int(graph.slot_optimizer[edge])
        guessed = " (told from names and shapes)" if bool(graph.slot_inferred[edge]) else ""
        if owner >= 0:
            facts.append(("slot of", breakable(graph.path(owner)) + guessed))
        if optimizer >= 0:
            facts.append(("optimizer", breakable(graph.path(optimizer)) or "(root)"))
    slots = graph.slots_of(node)
    if slots:
        names = [display_name(graph.slot_name[slot], 40) or "(slot)" for slot in slots[:MOST_SLOTS]]
        facts.append(("slots", ", ".join(names) + (" …" if len(slots) > MOST_SLOTS else "")))
    for attribute in graph.node_attributes(node)[:1]:
        if attribute.full_name:
            facts.append(("name", breakable(attribute.full_name)))
    children = int(graph.first_edge[node + 1] - graph.first_edge[node])
    if children:
        facts.append(("children", format_count(children)))
    if drawing is not None and (position := drawing.position(node)) >= 0 and drawing.inside[position]:
        facts.append(("folded", f"{format_count(int(drawing.inside[position]))} nodes inside"))
    if verdict:
        facts.append(("restore", verdict))
    return facts


def breakable(name: str) -> str:
    """A name cut to a readable length, plain text."""
    return display_name(name, NAME_LIMIT)

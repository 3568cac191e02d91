"""The context menu of a node, and what it copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.report.numbers import display_name

COPY_LIMIT = 1 << 20


def node_menu(
    parent: QWidget,
    checkpoint: Checkpoint,
    node: int,
    *,
    folded: bool,
    has_children: bool,
    has_report: bool = False,
    does: dict[str, Callable[[], object]],
) -> QMenu:
    """Entries for one node; `does` acts on "toggle", "unfold", "focus", "fit", "restore" and "show:<view id>"."""
    graph = checkpoint.graph
    row = int(graph.row[node])
    key = checkpoint.table.keys[row] if 0 <= row < len(checkpoint.table) else ""
    path = graph.path(node)
    menu = QMenu(parent)
    menu.setObjectName("graph_node_menu")

    def add(name: str, text: str, act: Callable[[], object], enabled: bool = True) -> None:
        action = QAction(text, menu)
        action.setObjectName(f"graph_menu_{name}")
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False: act())
        menu.addAction(action)

    add("copy_path", "Copy path", lambda: copy(display_name(path, COPY_LIMIT)), bool(path))
    add("copy_key", "Copy key", lambda: copy(display_name(key, COPY_LIMIT)), bool(key))
    add("copy_python", "Copy as Python", lambda: copy(python_line(checkpoint, key)), bool(key))
    menu.addSeparator()
    for view_id, title in (("variables", "Variables"), ("histograms", "Histograms"), ("values", "Values")):
        add(f"show_{view_id}", f"Show in {title}", does[f"show:{view_id}"], bool(key))
    if has_report:
        add("show_restore", "Show in Restore", does["restore"], bool(key))
    menu.addSeparator()
    add("toggle", "Unfold" if folded else "Fold", does["toggle"], has_children)
    add("unfold", "Unfold everything below", does["unfold"], has_children)
    menu.addSeparator()
    add("focus", "Zoom to it\tF", does["focus"])
    add("fit", "Show everything\t0", does["fit"])
    return menu


def python_line(checkpoint: Checkpoint, key: str) -> str:
    """A line that reads the value."""
    return f"explorer.open_checkpoint({str(checkpoint.prefix)!r}).read({key!r})"


def copy(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)

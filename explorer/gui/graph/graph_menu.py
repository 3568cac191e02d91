"""The context menus of the graph: of a node, of several chosen ones, of the empty canvas; and what they copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.gui.graph.graph_keys import key_text
from explorer.gui.language import tr
from explorer.report.node_words import expression
from explorer.report.numbers import display_name, format_count

COPY_LIMIT = 1 << 20
MOST_PATHS = 1_000
ALL_SHOWN = "Nothing is left out."
SHOWN_IN = ("variables", "histograms", "compare", "restore", "values")
Does = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Meant:
    """What a menu is about."""

    node: int  # the one that was clicked
    count: int = 1  # how many nodes are chosen with it
    key: str = ""  # of its value
    has_children: bool = False
    is_folded: bool = False
    stack: int = 0  # how many alike siblings it has, itself among them; 0 for none
    is_pile: bool = False
    has_note: bool = False
    can_note: bool = True
    in_focus: bool = False
    has_older: bool = False
    has_report: bool = False
    is_partial: bool = False  # whether anything is left out


class _Entries:
    """Adds entries; one without a function, or without sense now, is grey and says why."""

    def __init__(self, menu: QMenu, does: Does) -> None:
        self._menu, self._does = menu, does

    def add(self, name: str, text: str, *, key: str = "", why_not: str = "") -> None:
        """`key` names a command of `graph_keys`, or is the key itself."""
        shown = key_text(key) or key
        text = tr(text)
        action = QAction(f"{text}\t{shown}" if shown else text, self._menu)
        action.setObjectName(f"graph_menu_{name}")
        action.setEnabled(not why_not and name in self._does)
        action.setToolTip(tr(why_not) or text)
        if name in self._does:
            act = self._does[name]
            action.triggered.connect(lambda _=False: act())
        self._menu.addAction(action)

    def part(self, title: str, name: str) -> _Entries:
        """A menu in the menu."""
        inner = self._menu.addMenu(tr(title))
        inner.setObjectName(f"graph_menu_{name}")
        inner.setToolTipsVisible(True)
        return _Entries(inner, self._does)

    def line(self) -> None:
        """A separator."""
        self._menu.addSeparator()


def node_menu(parent: QWidget, graph: ObjectGraph, meant: Meant, does: Does) -> QMenu:
    """Entries for a node and those chosen with it; `does` holds a function for each name."""
    menu = QMenu(parent)
    menu.setObjectName("graph_node_menu")
    menu.setToolTipsVisible(True)
    entries = _Entries(menu, does)
    node, several = meant.node, meant.count > 1
    no_key = "" if meant.key else "This node stores no value."
    copies = entries.part(f"Copy ({format_count(meant.count)} nodes)" if several else "Copy", "copy")
    if several:
        copies.add("copy_rows", "As rows for a spreadsheet", key="Ctrl+C")
    copies.add(
        "copy_path",
        "Paths" if several else "Path",
        why_not="" if several or node else "The root has no path.",
    )
    if not several:
        shared = len(graph.parents(node)) > 1
        copies.add("copy_paths", "All paths", why_not="" if shared else "One path leads here.")
    copies.add("copy_key", "Keys" if several else "Key", why_not="" if several else no_key)
    copies.add("copy_python", "Python that reads it", why_not="" if several else no_key)
    if not several:
        can_express = bool(expression(graph, node))
        copies.add(
            "copy_expression", "Expression of the program",
            why_not="" if can_express else "No attribute of the program leads here.",
        )  # fmt: skip
    shows = entries.part("Show in", "show")
    reasons = {
        "compare": no_key or ("" if meant.has_older else "No older step: choose one to compare with."),
        "restore": no_key or ("" if meant.has_report else "No target: choose a model to restore into."),
    }
    for view_id in SHOWN_IN:
        shows.add(f"show_{view_id}", view_id.capitalize(), why_not=reasons.get(view_id, no_key))
    entries.add("about", "About this node", key="D")
    entries.line()
    _add_folding(entries, meant)
    entries.line()
    _add_parts(entries, graph, meant)
    entries.line()
    entries.add(
        "note", "Change the note…" if meant.has_note else "Pin a note…", key="note",
        why_not="" if meant.can_note else "No path leads to this node.",
    )  # fmt: skip
    entries.add("export", "Export…", key="Ctrl+E")
    entries.line()
    entries.add("zoom", "Zoom to them" if several else "Zoom to it", key="F")
    entries.add("fit", "Show the whole picture", key="0")
    return menu


def _add_folding(entries: _Entries, meant: Meant) -> None:
    no_children = (
        "" if meant.has_children or meant.is_pile or meant.count > 1 else "Nothing is below this node."
    )
    opens = f"Open the pile of {format_count(meant.stack)}" if meant.is_pile else "Unfold"
    entries.add(
        "toggle", opens if meant.is_folded or meant.is_pile else "Fold", key="Enter", why_not=no_children
    )
    entries.add("unfold", "Unfold everything below", key="Shift+Enter", why_not=no_children)
    entries.add("fold_below", "Fold everything below", key="fold_below", why_not=no_children)
    if meant.stack and not meant.is_pile:
        entries.add("stack", f"Put the {format_count(meant.stack)} alike on their pile again", key="stack")


def _add_parts(entries: _Entries, graph: ObjectGraph, meant: Meant) -> None:
    node, several = meant.node, meant.count > 1
    entries.add("focus", "Show only this and what is below", key="focus", why_not=(
        "It is the whole graph." if node == 0 else "It is in focus already." if meant.in_focus
        else "" if meant.has_children else "Nothing is below this node."
    ))  # fmt: skip
    entries.add("reach", "Show only what is reachable from here", key="reach")
    entries.add(
        "isolate", "Show only the chosen nodes" if several else "Show only this and the way to it", key="isolate",
        why_not="" if node or several else "It is the whole graph.",
    )  # fmt: skip
    entries.add(
        "everything", "Show everything again", key="everything",
        why_not="" if meant.is_partial else ALL_SHOWN,
    )  # fmt: skip
    entries.line()
    choose = entries.part("Choose", "choose")
    choose.add("choose_below", "All below", key="choose_below")
    role = graph.role_name(node)
    choose.add("choose_role", "All slot variables" if role == "slot" else f"All of role {tr(role)}")
    class_name = display_name(graph.class_name(node), 40)
    choose.add(
        "choose_class", f"All of class {class_name}" if class_name else "All of its class",
        why_not="" if class_name else "The checkpoint does not tell its class.",
    )  # fmt: skip
    choose.add(
        "choose_alike", f"The {format_count(meant.stack)} alike" if meant.stack else "The siblings alike",
        why_not="" if meant.stack and not meant.is_pile else "No siblings alike with it are drawn one by one.",
    )  # fmt: skip
    choose.add("choose_all", "All that is drawn", key="choose_all")


def canvas_menu(
    parent: QWidget, does: Does, *, is_partial: bool, notes: int, can_undo: bool, can_redo: bool
) -> QMenu:
    """Entries where no node is: for the whole picture."""
    menu = QMenu(parent)
    menu.setObjectName("graph_canvas_menu")
    menu.setToolTipsVisible(True)
    entries = _Entries(menu, does)
    entries.add("fit", "Show the whole picture", key="0")
    entries.add("choose_all", "Choose all that is drawn", key="choose_all")
    entries.line()
    undone, again = (
        ("" if can_undo else "Nothing was changed."),
        ("" if can_redo else "Nothing was taken back."),
    )
    entries.add("undo", "Take the last change back", key="undo", why_not=undone)
    entries.add("redo", "Change it again", key="redo", why_not=again)
    entries.add("fold_auto", "Fold to a size that can be read")
    entries.add("unfold_all", "Unfold everything")
    entries.line()
    nothing = "" if is_partial else ALL_SHOWN
    entries.add("everything", "Show everything again", key="everything", why_not=nothing)
    entries.add(
        "notes", "Notes…", key="notes", why_not="" if notes else "No notes yet: choose a node and press N."
    )
    entries.line()
    entries.add("export", "Export…", key="Ctrl+E")
    return menu


def python_lines(checkpoint: Checkpoint, keys: tuple[str, ...]) -> str:
    """Lines that read values: one for one key, a dict for several."""
    opened = f"explorer.open_checkpoint({str(checkpoint.prefix)!r})"
    if len(keys) == 1:
        return f"{opened}.read({keys[0]!r})"
    listed = "".join(f"    {key!r},\n" for key in keys)
    return f"checkpoint = {opened}\nvalues = {{key: checkpoint.read(key) for key in [\n{listed}]}}\n"


def all_paths(graph: ObjectGraph, node: int) -> str:
    """Every path to a shared node, a line each."""
    return "\n".join(display_name(path, COPY_LIMIT) for path in graph.paths(node, MOST_PATHS))


def copy(text: str) -> None:
    """Put text on the clipboard; bytes that are no UTF-8 cannot stand there."""
    QGuiApplication.clipboard().setText(text.encode("utf-8", "backslashreplace").decode())

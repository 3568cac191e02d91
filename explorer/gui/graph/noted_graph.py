"""What can be done with a node besides choosing it: its menu, notes pinned to it, and the ways to other views."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from explorer.gui.graph.graph_menu import (
    COPY_LIMIT,
    SHOWN_IN,
    Does,
    Meant,
    all_paths,
    canvas_menu,
    copy,
    node_menu,
    python_lines,
)
from explorer.gui.graph.graph_source import LoadedGraph
from explorer.gui.graph.note_dialogs import NoteDialog, NoteList, path_name
from explorer.gui.graph.note_keeper import NoteKeeper
from explorer.gui.graph.state_bar import TAKEN_BACK
from explorer.gui.graph.walked_graph import WalkedGraph
from explorer.gui.item_models.timers import single_shot
from explorer.report import graph_folds, graph_steps
from explorer.report.node_words import FEW, expression, nodes_as_tsv, paths_of
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

CHOOSE_FIRST = "Choose a node first: click one, or press Home for the root."
UNDO_MS = 12_000  # a deleted note can be had back so long


class NotedGraph(WalkedGraph):
    """A graph with notes and menus."""

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.keeper = NoteKeeper(session, self)
        self._undo_ends = single_shot(self, UNDO_MS, lambda: self.state_bar.clear(TAKEN_BACK))
        self._note_list: NoteList | None = None
        self._menu: QMenu | None = None

    def _connect_notes(self) -> None:
        """Once toolbar and canvas are there."""
        self.keeper.changed.connect(self._notes_changed)
        self.keeper.failed.connect(lambda error: self.session.problem_met.emit(error, "About the notes"))
        self.toolbar.notes_asked.connect(self.show_notes)
        self._notes_changed()

    def _on_chosen(self, act: Callable[[int], object]) -> Callable[[], None]:
        """A command for the chosen node; without one it says so."""

        def run() -> None:
            if self.canvas.selected >= 0:
                act(self.canvas.selected)
            else:
                self.breadcrumbs.say(CHOOSE_FIRST)

        return run

    def _toggle_card(self) -> None:
        if self.canvas.selected < 0 and not self.node_card.is_pinned:
            self.breadcrumbs.say(CHOOSE_FIRST)
        super()._toggle_card()

    # --- notes ---------------------------------------------------------------------------------

    def _notes_changed(self) -> None:
        self.canvas.notes = self.keeper.by_node
        self.toolbar.show_note_count(len(self.keeper.notes))
        self._speak(self.canvas.selected)

    def _can_note(self, node: int) -> bool:
        """Whether a path leads to a node, by which its note is found again."""
        graph = self._loaded.graph if self._loaded is not None else None
        return graph is not None and (node == 0 or bool(graph.path(node))) and node < self._loaded.own_count

    def edit_note(self, node: int) -> None:
        """Write or change the note of a node."""
        if self._loaded is None or not self._can_note(node):
            self.breadcrumbs.say("A note needs a path to be found again, and none leads to this node.")
            return
        self._edit_path(self._loaded.graph.path(node), node)

    def _edit_path(self, path: str, node: int = -1) -> None:
        dialog = NoteDialog(self.keeper, path, self)
        dialog.kept.connect(lambda path, text: self.put_note(path, text, node))
        dialog.open()

    def put_note(self, path: str, text: str, node: int = -1) -> None:
        """Keep a note; with no text it is deleted, which can be undone for a while."""
        before = self.keeper.notes.get(path)
        self.keeper.put(path, text, node)
        if before is None or text.strip():
            return

        def undo() -> None:
            self._undo_ends.stop()
            self.state_bar.clear(TAKEN_BACK)
            self.keeper.put(path, before.text, self.keeper.node_of(path))

        self.state_bar.tell(TAKEN_BACK, f"The note on {path_name(path)} was deleted.", "Undo", "", undo)
        self._undo_ends.start()

    def show_notes(self) -> None:
        """The list of all notes."""
        if self._note_list is None:
            self._note_list = NoteList(self.keeper, self)
            self._note_list.wanted.connect(self._go_to_note)
            self._note_list.edit_wanted.connect(lambda path: self._edit_path(path, self.keeper.node_of(path)))
            self._note_list.deleted.connect(lambda path: self.put_note(path, ""))
        self._note_list.show()
        self._note_list.raise_()
        self._note_list.list.setFocus()

    def _go_to_note(self, path: str) -> None:
        node = self.keeper.node_of(path)
        if node >= 0:
            self._go_to(node)

    # --- the menu ------------------------------------------------------------------------------

    def _show_menu(self, node: int, at: QPoint) -> None:
        loaded, scene = self._loaded, self.canvas.scene
        if loaded is None or scene is None:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        does = self._does(node, loaded)
        if 0 <= node < loaded.graph.node_count:
            self._menu = node_menu(self, loaded.graph, self._meant_by(node), does)
        else:
            self._menu = canvas_menu(
                self, does,
                is_partial=graph_steps.is_partial(scene.drawing.state), notes=len(self.keeper.notes),
                can_undo=self._history.can_go_back, can_redo=self._history.can_go_forward,
            )  # fmt: skip
        self._menu.popup(at)

    def _close_menu(self) -> None:
        """Another graph is there: the node a menu was opened on means nothing in it."""
        if self._menu is not None:
            self._menu.close()

    def _meant_by(self, node: int) -> Meant:
        loaded, drawing = self._loaded, self.canvas.scene.drawing
        head = graph_folds.stack_of(drawing, node)
        chosen = self.canvas.chosen
        return Meant(
            node,
            count=len(chosen) if node in chosen else 1,
            key=self._key(node),
            has_children=bool(len(loaded.tree.children_of(node))),
            is_folded=node in (drawing.state.collapsed or ()),
            stack=len(drawing.stacks.members(head)) if head >= 0 else 0,
            is_pile=graph_folds.is_pile(drawing, node),
            has_note=node in self.canvas.notes,
            can_note=self._can_note(node),
            in_focus=node == drawing.state.root,
            has_older=self.session.older is not None,
            has_report=self.session.report is not None,
            is_partial=graph_steps.is_partial(drawing.state),
        )

    def _does(self, node: int, loaded: LoadedGraph) -> Does:
        """What the entries do; what is copied is of `loaded`, also while another step comes in its place."""
        canvas = self.canvas
        nodes = canvas.chosen if node in canvas.chosen else frozenset((node,))
        return {
            "copy_rows": lambda: self._copy(nodes, partial(_rows, loaded)),
            "copy_path": lambda: self._copy(nodes, partial(_paths, loaded)),
            "copy_paths": lambda: copy(all_paths(loaded.graph, node)),
            "copy_key": lambda: self._copy(nodes, partial(_key_lines, loaded)),
            "copy_python": lambda: self._copy(nodes, partial(_python, loaded)),
            "copy_expression": lambda: copy(expression(loaded.graph, node)),
            **{f"show_{view}": lambda view=view: self._show_in(view, node, nodes) for view in SHOWN_IN},
            "toggle": lambda: self.toggle(node),
            "unfold": lambda: self.unfold_below(node),
            "fold_below": lambda: self.fold_below(node),
            "stack": lambda: self.close_stack(node),
            "focus": lambda: self.focus(node),
            "reach": lambda: self.isolate_reach(node),
            "isolate": lambda: self.isolate(nodes),
            "everything": self.show_everything,
            "choose_below": self.choose_below,
            "choose_role": lambda: self.choose_role(node),
            "choose_class": lambda: self.choose_class(node),
            "choose_alike": lambda: self.choose_alike(node),
            "choose_all": self.choose_all,
            "about": lambda: self.node_card.show(node, pinned=True),
            "note": lambda: self.edit_note(node),
            "notes": self.show_notes,
            "export": lambda: self._press("action_export"),
            "zoom": lambda: (
                canvas.show_nodes(nodes) if len(nodes) > 1 else canvas.show_node(node, closer=True)
            ),
            "fit": canvas.fit,
            "undo": self.undo,
            "redo": self.redo,
            "fold_auto": self.fold_as_at_first,
            "unfold_all": self.unfold_all,
        }

    def _keys(self, nodes: frozenset[int]) -> tuple[str, ...]:
        return tuple(filter(None, (self._key(node) for node in self._in_order(nodes))))

    def _copy(self, nodes: frozenset[int], make: Callable[[list[int], Task], str]) -> None:
        """Put a text about nodes on the clipboard; of many it is written out by a worker."""
        ordered, window = self._in_order(nodes), self.window()
        if len(ordered) > FEW and hasattr(window, "copy_in_job"):
            window.copy_in_job(len(ordered), lambda task: make(ordered, task))
        else:
            copy(make(ordered, QUIET))

    def _show_in(self, view_id: str, node: int, nodes: frozenset[int]) -> None:
        """Choose the variable, and others with it, and press the window's own command for that view."""
        keys = self._keys(nodes)
        if view_id == "restore":
            self.session.show_rows(keys)
            return
        self._choose(node)
        self.session.chosen_keys = keys
        self._press(f"action_view_{view_id}")

    def _press(self, name: str) -> None:
        action = self.window().findChild(QAction, name)
        if action is not None:
            action.trigger()


def _rows(loaded: LoadedGraph, nodes: list[int], task: Task) -> str:
    return nodes_as_tsv(loaded.graph, loaded.table, nodes, task)


def _paths(loaded: LoadedGraph, nodes: list[int], task: Task) -> str:
    path, limit = paths_of(loaded.graph, len(nodes))
    return "\n".join(display_name(path(node), limit) for node in nodes)


def _key_lines(loaded: LoadedGraph, nodes: list[int], task: Task) -> str:
    return "\n".join(display_name(key, COPY_LIMIT) for node in nodes if (key := loaded.key(node)))


def _python(loaded: LoadedGraph, nodes: list[int], task: Task) -> str:
    return python_lines(loaded.checkpoint, tuple(filter(None, map(loaded.key, nodes))))

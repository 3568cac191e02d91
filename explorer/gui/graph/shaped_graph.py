"""What is drawn of the graph and how it lies: folding, focus and isolation, each of which can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from explorer.analysis.graph_layout import AUTO_DIRECTION, LEFT_RIGHT, TOP_DOWN
from explorer.analysis.graph_reach import reachable_from
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.gui.graph.drawn_graph import DrawnGraph
from explorer.gui.graph.graph_keys import key_text
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.state_bar import EMPTY, PARTIAL
from explorer.gui.language import tr
from explorer.report import graph_folds, graph_steps
from explorer.report.graph_drawing import GraphDrawing, GraphState
from explorer.report.numbers import display_name, format_count, format_counted
from explorer.task import QUIET, Task


class ShapedGraph(DrawnGraph):
    """A graph whose reader decides what is drawn."""

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._read_best = TOP_DOWN  # what the automatic direction was, when it was left
        self._partial_words = ""  # what the drawing is narrowed to
        self._reach_slot = session.new_slot(self, "Finding what is reachable")

    def _connect_shape(self) -> None:
        """Once the toolbar is there."""
        toolbar = self.toolbar
        toolbar.helpers_shown.connect(self.show_helpers)
        toolbar.orientation_chosen.connect(lambda way: self._do(lambda d: replace(d.state, orientation=way)))
        toolbar.form_chosen.connect(lambda form: self._do(lambda d: replace(d.state, form=form), fits=True))
        toolbar.turn_asked.connect(self.turn)
        toolbar.unfold_asked.connect(self.unfold_all)
        toolbar.fold_asked.connect(self.fold_as_at_first)
        toolbar.level_asked.connect(self.unfold_to)
        toolbar.undo_asked.connect(self.undo)
        toolbar.redo_asked.connect(self.redo)

    def _choose(self, node: int) -> None:
        """Choose a node for all views."""
        raise NotImplementedError

    def _show_shape(self, scene: GraphScene | None) -> None:
        """Show in the bars how the graph on show is folded and lies."""
        if scene is None:
            self.state_bar.clear(PARTIAL)
            self.state_bar.clear(EMPTY)
            return
        drawing = scene.drawing
        if not self._draw_slot.is_busy:
            self._state = drawing.state
        self.toolbar.show_state(drawing.state, drawing)
        self.toolbar.show_history(self._history.can_go_back, self._history.can_go_forward)
        self.toolbar.show_helper_count(drawing.helper_count, drawing.state.show_helpers)
        self._tell_partial(drawing)
        self._tell_empty(scene)
        if self._steps:
            QTimer.singleShot(0, self, self._go_on)

    def _tell_partial(self, drawing: GraphDrawing) -> None:
        """Say what is hidden while focus or isolation hide anything."""
        state = drawing.state
        if not graph_steps.is_partial(state):
            self.state_bar.clear(PARTIAL)
            return
        if state.kept is None or not self._partial_words:
            path = display_name(drawing.graph.path(state.root), 80)
            self._partial_words = tr(f"{path} and below" if state.root else "the chosen nodes")
        can_show = int((drawing.hidden_in >= 0).sum())
        total = drawing.graph.node_count - (0 if state.show_helpers else drawing.helper_count)
        hidden = max(total - can_show, 0)
        self.state_bar.tell(
            PARTIAL,
            f"Only {self._partial_words}: {tr(format_counted(can_show, 'node'))}, {format_count(hidden)} hidden.",
            "Show all", key_text("everything"), self.show_everything,
        )  # fmt: skip

    def _tell_empty(self, scene: GraphScene) -> None:
        """Say why there is next to nothing to see, and what to do."""
        drawing, helpers = scene.drawing, scene.drawing.helper_count
        if scene.colouring.filtered and drawing.count <= 1:
            self.state_bar.tell(
                EMPTY, "The legend filters everything out.", "Show all", "", self.legend.show_all
            )
        elif drawing.graph.node_count and not (drawing.graph.row >= 0).any():
            hidden = helpers and not drawing.state.show_helpers
            count = tr(format_counted(helpers, "helper"))
            text = (
                f"No variables are stored here; {count} hidden."
                if hidden
                else "No variables are stored here."
            )
            self.state_bar.tell(
                EMPTY, text, "Show helpers" if hidden else "", "H",
                lambda: self.show_helpers(True),
            )  # fmt: skip
        else:
            self.state_bar.clear(EMPTY)

    def _forget_steps(self) -> None:
        self._reach_slot.cancel()
        super()._forget_steps()

    # --- folding -------------------------------------------------------------------------------

    def toggle(self, node: int) -> None:
        """Fold or unfold a node that has children; open a pile. Several chosen ones go along."""
        nodes = self._meant(node)
        self._do(lambda drawing: graph_folds.toggled(drawing, *nodes), node)

    def unfold_below(self, node: int) -> None:
        """Unfold a node and everything below it."""
        nodes = self._meant(node)
        self._do(lambda drawing: graph_folds.unfolded_below(drawing, *nodes), node)

    def fold_below(self, node: int) -> None:
        """Fold every child of a node and everything below."""
        nodes = self._meant(node)
        self._do(lambda drawing: graph_folds.folded_below(drawing, *nodes), node)

    def close_stack(self, node: int) -> None:
        """Put a node and its siblings that are alike on one pile again."""

        def change(drawing: GraphDrawing) -> GraphState:
            if (head := graph_folds.stack_of(drawing, node)) >= 0 and self.canvas.selected == node:
                self._choose(head)  # the card on top stands for it from now on
            return graph_folds.stack_closed(drawing, node)

        self._do(change, node)

    def unfold_all(self) -> None:
        """Show every node."""
        self._do(lambda drawing: graph_folds.all_unfolded(drawing.state))

    def fold_as_at_first(self) -> None:
        """Fold as the size of the graph asks for."""
        self._do(lambda drawing: graph_steps.as_at_first(drawing.state), fits=True)

    def unfold_to(self, level: int) -> None:
        """Show so many levels."""
        self._do(lambda drawing: graph_steps.down_to(drawing, level), fits=True)

    def undo(self) -> None:
        """Take back the last change of what is drawn."""
        self._do(lambda drawing: self._history.back(drawing.state), fits=True, is_travel=True)

    def redo(self) -> None:
        """Take the taking back back."""
        self._do(lambda drawing: self._history.forward(drawing.state), fits=True, is_travel=True)

    def _meant(self, node: int) -> list[int]:
        """A node, and the other chosen ones if it is among them; the node first."""
        others = self.canvas.chosen - {node} if node in self.canvas.chosen else frozenset()
        return [node, *others]

    # --- what is shown at all ------------------------------------------------------------------

    def show_helpers(self, shown: bool) -> None:
        """Show or hide nodes with no stored value at or below them."""
        self._do(lambda drawing: replace(drawing.state, show_helpers=shown), self.canvas.selected)

    def turn(self) -> None:
        """The next direction: the one not on show, then the other for good, then as it reads best."""

        def change(drawing: GraphDrawing) -> GraphState:
            now = drawing.layout.orientation
            if drawing.state.orientation == AUTO_DIRECTION:
                self._read_best = now
                following = LEFT_RIGHT if now == TOP_DOWN else TOP_DOWN
            else:
                following = self._read_best if now != self._read_best else AUTO_DIRECTION
            return replace(drawing.state, orientation=following)

        self._do(change)

    def focus(self, node: int) -> None:
        """Show a node and what is below it only."""
        if node >= 0:
            self._partial_words = ""
            self._do(lambda drawing: graph_steps.focused(drawing, node), fits=True)

    def focus_up(self) -> None:
        """Leave the focus by one level."""

        def change(drawing: GraphDrawing) -> GraphState:
            root = drawing.state.root
            above = max(int(drawing.tree.parent[root]), 0)
            return graph_steps.up_to(drawing, above, self._whole) if root else drawing.state

        self._partial_words = ""
        self._do(change, fits=True)

    def isolate_reach(self, node: int) -> None:
        """Show only what can be reached from a node."""
        if self._loaded is None or node < 0:
            return
        graph = self._loaded.graph
        name = display_name(graph.path(node), 80) or tr("the root")

        def show(nodes: frozenset[int]) -> None:
            self._partial_words = tr(f"what is reachable from {name}")
            self._do(lambda drawing: graph_steps.only(drawing, nodes), fits=True)

        self._reach_slot.start(_reached, graph, node, then=show, otherwise=self._explain)

    def isolate(self, nodes: frozenset[int]) -> None:
        """Show some nodes only, and all that is below them."""
        if not nodes:
            return

        def change(drawing: GraphDrawing) -> GraphState:
            self._partial_words = tr(f"{tr(format_counted(len(nodes), 'chosen node'))} and below")
            if len(nodes) == 1:
                self._partial_words = tr("the chosen node and below")
            below = graph_folds.at_and_below(drawing.tree, nodes)
            return graph_steps.only(drawing, np.flatnonzero(below).tolist())

        self._do(change, fits=True)

    def show_everything(self) -> None:
        """End focus and isolation."""
        self._partial_words = ""
        self._do(
            lambda drawing: graph_steps.everything(drawing, self._whole), self.canvas.selected, fits=True
        )


def _reached(graph: ObjectGraph, node: int, task: Task = QUIET) -> frozenset[int]:
    task.report(0, 1, "Following the edges")
    return frozenset(np.flatnonzero(reachable_from(graph, node)).tolist())

"""Which nodes are chosen: several at once, walked to along edges, told to screen readers, copied together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.breadcrumbs import Breadcrumbs
from explorer.gui.graph.own_words import spoken_told
from explorer.gui.graph.shaped_graph import ShapedGraph
from explorer.gui.graph.state_bar import WORKING
from explorer.gui.language import tr
from explorer.report import graph_folds, graph_steps
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.node_words import nodes_as_tsv, spoken, sum_up
from explorer.report.numbers import display_name
from explorer.task import Task

MOST_SHARED = 1_000  # chosen nodes; other views show no more tensors at once
PATH_PARTS = 64
NOTHING_CHOSEN = "Right click: all there is to do · D: about a node · F1: help · Arrows walk · Enter folds · G shows a part"


class ChosenGraph(ShapedGraph):
    """A graph with one node chosen in all views, and any number chosen here."""

    breadcrumbs: Breadcrumbs

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._waiting_node = -1  # to fly to once it is visible
        self._spoken = ""

    def _connect_choice(self) -> None:
        """Once canvas and breadcrumbs are there."""
        session, canvas = self.session, self.canvas
        session.selection_changed.connect(self._show_selection)
        session.node_changed.connect(self._show_selection)
        canvas.node_chosen.connect(self._choose)
        canvas.chosen_changed.connect(lambda _: self._chosen_changed())
        self.breadcrumbs.node_chosen.connect(self._go_to)
        self.breadcrumbs.outside_chosen.connect(self._leave_focus_to)

    def _note_of(self, node: int) -> str:
        """What the reader noted beside a node."""
        return self.canvas.notes.get(node, "")

    # --- one node ------------------------------------------------------------------------------

    def _choose(self, node: int) -> None:
        self.session.select(self._loaded.told_key(node) if self._loaded is not None else "", node)

    def _go_to(self, node: int) -> None:
        """Choose a node and bring it into sight, unfolding what hides it."""
        scene = self.canvas.scene
        if self._loaded is None or node < 0 or scene is None:
            return
        self._choose(node)
        if scene.drawing.position(node) >= 0:
            self.canvas.show_node(node)
            return
        self._waiting_node = node
        self._do(lambda drawing: graph_steps.in_sight(drawing, node, self._whole))

    def _show_waiting(self) -> None:
        """Fly to what was unfolded for."""
        if self._waiting_node >= 0:
            node, self._waiting_node = self._waiting_node, -1
            self.canvas.show_node(node)

    def _leave_focus_to(self, node: int) -> None:
        """A node above what is in focus: focus on that one."""
        self._partial_words = ""
        self._do(lambda drawing: graph_steps.up_to(drawing, node, self._whole), fits=True)

    def _show_selection(self) -> None:
        loaded, scene = self._loaded, self.canvas.scene
        if loaded is None or scene is None or loaded.checkpoint is not self.session.newer:
            return
        node = self.session.selected_node
        node = node if 0 <= node < loaded.graph.node_count else -1
        changed = node != self.canvas.selected
        self.canvas.select(node)
        self._show_path(scene.drawing, node)
        self._speak(node)
        if changed and self._is_active and self.canvas.isVisible() and scene.drawing.position(node) >= 0:
            place = self.canvas.place_of(node)
            if place is not None and not self.canvas.rect().contains(place.toPoint()):
                self.canvas.show_node(node)

    def _show_path(self, drawing: GraphDrawing, node: int) -> None:
        """The way to the chosen node, or to what is in focus while nothing is chosen."""
        root = drawing.state.root
        if node < 0 and not root:
            self.breadcrumbs.show_path([], NOTHING_CHOSEN)
            return
        chain = drawing.tree.ancestors(node if node >= 0 else root)[-PATH_PARTS:]
        outside = chain.index(root) if root and root in chain else 0
        self.breadcrumbs.show_path([(drawing.graph.label(step), step) for step in chain], outside=outside)

    def _speak(self, node: int) -> None:
        """Tell screen readers of the node that has the focus, when what there is to say changes."""
        scene, loaded = self.canvas.scene, self._loaded
        text = ""
        if node >= 0 and scene is not None and loaded is not None:
            drawing = scene.drawing
            position = drawing.position(node)
            label = drawing.label[position] if position >= 0 else display_name(drawing.graph.label(node), 80)
            names = (label, display_name(drawing.graph.class_name(node), 80))
            text = spoken_told(spoken(drawing, loaded.table, node, self._note_of(node)), names)
            category = scene.colouring.said(position) if position >= 0 else ""
            text = f"{text}, {tr(category)}" if category else text
        self.canvas.setAccessibleDescription(text)
        if text != self._spoken:
            self._spoken = text
            self._announce(text)

    def _announce(self, text: str) -> None:
        if text and QAccessible.isActive() and self.canvas.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, text))

    # --- several nodes -------------------------------------------------------------------------

    def choose_all(self) -> None:
        """Everything drawn."""
        self._choose_where(lambda drawing: np.ones(drawing.count, np.bool_))

    def choose_below(self) -> None:
        """The chosen nodes, and all that is drawn below them."""
        chosen = self._meant_or_root()
        self._choose_where(
            lambda drawing: graph_folds.at_and_below(drawing.tree, chosen)[drawing.layout.node]
        )

    def choose_role(self, node: int) -> None:
        """All drawn nodes of a node's role."""
        self._choose_where(
            lambda drawing: drawing.graph.role[drawing.layout.node] == drawing.graph.role[node], node
        )

    def choose_class(self, node: int) -> None:
        """All drawn nodes of a node's class."""
        self._choose_where(
            lambda drawing: drawing.graph.class_id[drawing.layout.node] == drawing.graph.class_id[node], node
        )

    def choose_alike(self, node: int) -> None:
        """A node's siblings that are alike with it, as far as they are drawn one by one."""
        self._choose_where(
            lambda drawing: (
                drawing.stacks.representative[drawing.layout.node] == graph_folds.stack_of(drawing, node)
            ),
            node,
        )

    def _choose_where(self, which: Callable[[GraphDrawing], np.ndarray], primary: int = -1) -> None:
        scene = self.canvas.scene
        if scene is not None and scene.drawing.count:
            nodes = frozenset(scene.drawing.layout.node[which(scene.drawing)].tolist())
            now = primary if primary in nodes else self.canvas.selected
            if nodes:
                self._choose(now if now in nodes else self._in_order(nodes)[0])
            self.canvas.set_chosen(nodes)

    def _meant_or_root(self) -> list[int]:
        scene = self.canvas.scene
        root = scene.drawing.state.root if scene is not None else 0
        return sorted(self.canvas.chosen) or [root]

    def _chosen_changed(self) -> None:
        if 1 < len(self.canvas.chosen) <= MOST_SHARED:
            self.session.chosen_keys = self.selected_keys()  # for views that show several tensors
        self._say()

    def _in_order(self, nodes: frozenset[int]) -> list[int]:
        """As they are drawn; what is not drawn comes last."""
        scene, ids = self.canvas.scene, np.fromiter(nodes, np.int64, len(nodes))
        if scene is not None:
            position = scene.drawing.layout.index[ids].astype(np.int64)
            ids = ids[np.lexsort((ids, np.where(position < 0, len(scene.drawing.layout.index), position)))]
        return ids.tolist()

    def _chosen_sentence(self) -> str:
        """What the chosen nodes come to; "" for less than two."""
        scene, loaded, chosen = self.canvas.scene, self._loaded, self.canvas.chosen
        if scene is None or loaded is None or len(chosen) < 2:
            return ""
        return sum_up(scene.drawing, loaded.table, chosen).sentence

    def selected_keys(self) -> tuple[str, ...]:
        return tuple(filter(None, (self._key(node) for node in self._in_order(self.canvas.chosen))))

    def copy_text(self) -> str:
        nodes = self._in_order(self.canvas.chosen)
        if not nodes or self._loaded is None:
            return ""
        return nodes_as_tsv(self._loaded.graph, self._loaded.table, nodes)

    def copy_job(self) -> tuple[int, Callable[[Task], str]]:
        """How many nodes Ctrl+C copies, and what makes their text in a worker."""
        nodes, loaded = self._in_order(self.canvas.chosen), self._loaded
        if loaded is None:
            return 0, lambda task: ""
        return len(nodes), lambda task: nodes_as_tsv(loaded.graph, loaded.table, nodes, task)

    # --- Esc -----------------------------------------------------------------------------------

    def can_back_out(self) -> bool:
        """Whether Esc ends something of the graph's own; a search is ended before, by the window."""
        scene = self.canvas.scene
        if self.state_bar.kind == WORKING:
            return True
        if scene is None or self._query:
            return False
        return (
            self.canvas.selected >= 0
            or bool(self.canvas.chosen)
            or graph_steps.is_partial(scene.drawing.state)
        )

    def back_out(self) -> None:
        """Stop what is being drawn; else give up the choice of several, then of one, then show everything again."""
        node = self.canvas.selected
        if self.state_bar.kind == WORKING:
            self.stop_drawing()
        elif len(self.canvas.chosen) > 1:
            self.canvas.set_chosen((node,) if node >= 0 else ())
        elif node >= 0 or self.canvas.chosen:
            self._choose(-1)
        else:
            self.show_everything()

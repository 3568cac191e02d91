"""The Graph view: the object graph as TensorFlow's guide draws it, or the scope tree of a name-based checkpoint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from explorer.analysis.graph_layout import LEFT_RIGHT, TOP_DOWN
from explorer.gui.graph.breadcrumbs import Breadcrumbs
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.colour_answers import ASKED
from explorer.gui.graph.coloured_graph import ColouredGraph
from explorer.gui.graph.graph_exports import graph_exports
from explorer.gui.graph.graph_menu import node_menu
from explorer.gui.graph.graph_source import (
    LoadedGraph,
    draw_scene,
    load_scene,
    measured_fonts,
)
from explorer.gui.graph.graph_toolbar import GraphToolbar
from explorer.gui.graph.hover_card import HoverCard
from explorer.gui.graph.legend import Legend
from explorer.gui.graph.minimap import Minimap
from explorer.gui.graph.scene import GraphScene
from explorer.gui.problems import why_nothing
from explorer.gui.theme import current_palette
from explorer.gui.view import ViewExport
from explorer.report.graph_drawing import GraphState
from explorer.report.numbers import display_name, format_count

NOTHING_OPEN = "Choose a checkpoint to see its graph."


class GraphView(ColouredGraph):
    """Asks, draws and emits: the canvas paints, `graph_source` works, the session decides."""

    view_id = "graph"
    title = "Graph"

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName("Object graph of the current step")
        self._loaded: LoadedGraph | None = None
        self._state = GraphState()
        self._waiting_node = -1  # to fly to once it is visible
        self._is_active = False
        self._is_stale = True
        self._fonts = measured_fonts()
        self._build()
        self._connect()
        self._show_reasons()

    def _build(self) -> None:
        layout = self._new_layout()
        self.toolbar = GraphToolbar(self)
        self.canvas = GraphCanvas(self)
        self.canvas.set_message(NOTHING_OPEN)
        self.minimap = Minimap(self.canvas)
        self.card = HoverCard(self.canvas)
        self.breadcrumbs = Breadcrumbs(self)
        self.legend = Legend(self)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.breadcrumbs)
        layout.addWidget(self.legend)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        session, toolbar, canvas = self.session, self.toolbar, self.canvas
        self._connect_search()
        self._connect_colours()
        session.newer_changed.connect(lambda _: self._ask())
        session.selection_changed.connect(lambda _: self._show_selection())
        session.node_changed.connect(lambda _: self._show_selection())
        toolbar.helpers_shown.connect(self._show_helpers)
        toolbar.orientation_chosen.connect(self._set_orientation)
        toolbar.fit_asked.connect(canvas.fit)
        toolbar.zoom_asked.connect(lambda factor: canvas.zoom_by(factor))
        toolbar.unfold_asked.connect(lambda: self._fold(frozenset()))
        toolbar.fold_asked.connect(lambda: self._fold(None))
        canvas.node_chosen.connect(self._choose)
        canvas.fold_asked.connect(self.toggle)
        canvas.menu_asked.connect(self._show_menu)
        self.breadcrumbs.node_chosen.connect(self._go_to)
        canvas.command_asked.connect(
            lambda name: {
                "helpers": toolbar.helpers.toggle,
                "turn": self._turn,
                "colours": self._next_mode,
                "unfold": self._unfold_selected,
            }[name]()
        )

    # --- what the window asks ------------------------------------------------------------------

    def activate(self) -> None:
        self._is_active = True
        if self._is_stale:
            self._ask()

    def deactivate(self) -> None:
        self._is_active = False
        self._answers.cancel()
        self.card.hide()

    def is_busy(self) -> bool:
        slots = (self._load_slot, self._draw_slot, self._answers, self._search_slot)
        return any(slot.is_busy for slot in slots) or self._search_timer.isActive() or self.canvas.is_moving

    def selected_keys(self) -> tuple[str, ...]:
        key = self._key(self.canvas.selected)
        return (key,) if key else ()

    def copy_text(self) -> str:
        node = self.canvas.selected
        scene = self.canvas.scene
        if node < 0 or scene is None or self._loaded is None:
            return ""
        graph, position = self._loaded.graph, scene.drawing.position(node)
        detail = scene.drawing.detail[position] if position >= 0 else ""
        cells = (graph.path(node) or "(root)", graph.role_name(node), detail, self._key(node))
        return "path\trole\tstored\tkey\n" + "\t".join(display_name(cell, 1 << 20) for cell in cells) + "\n"

    def exports(self) -> tuple[ViewExport, ...]:
        scene = self.canvas.scene
        if self._loaded is None or scene is None or not scene.drawing.count:
            return ()
        return graph_exports(self._loaded, scene, self.canvas)

    # --- reading and drawing -------------------------------------------------------------------

    def _ask(self) -> None:
        """A new step: read its graph, as soon as somebody looks."""
        checkpoint = self.session.newer
        self._answers.forget(health=True)
        self._show_reasons()
        if checkpoint is None:
            self._load_slot.cancel()
            self._draw_slot.cancel()
            self._loaded = None
            heading, message = why_nothing(self.session, "", NOTHING_OPEN)
            self.canvas.set_message(message, heading=heading)
            self._show_scene(None)
            return
        self._is_stale = not self._is_active
        if self._is_stale:
            return
        if self.canvas.scene is None:
            self.canvas.set_message("Reading the graph…")
        self._draw_slot.cancel()
        self._load_slot.start(
            load_scene, checkpoint, self._loaded, self._state, self._fonts, self._wish(), current_palette(),
            then=self._show_loaded, otherwise=self._explain,
        )  # fmt: skip

    def _show_loaded(self, answer: tuple[LoadedGraph, GraphScene]) -> None:
        before, (self._loaded, scene) = self._loaded, answer
        same = before is not None and before.structure == self._loaded.structure
        self._texts = None
        self._state = scene.drawing.state
        self._show_scene(scene, same_graph=same)
        if self._mode in ASKED:
            self._ask_answers()
        if self._query:
            self._search_timer.start()

    def _redraw(self, state: GraphState, keep: int = -1) -> None:
        """Lay out anew; node `keep` stays where it is."""
        if self._loaded is None:
            return
        self._draw_slot.start(
            draw_scene, self._loaded, state, self._fonts, self._wish(), current_palette(),
            then=lambda scene: self._show_redrawn(scene, keep), otherwise=self._explain,
        )  # fmt: skip

    def _show_redrawn(self, scene: GraphScene, keep: int) -> None:
        turned = scene.drawing.state.orientation != self._state.orientation
        self._state = scene.drawing.state
        self.toolbar.show_orientation(self._state.orientation)
        self._show_scene(scene, keep=keep, same_graph=True)
        if turned:
            self.canvas.fit()

    def _show_scene(self, scene: GraphScene | None, *, keep: int = -1, same_graph: bool = False) -> None:
        if scene is not None and not scene.drawing.count:
            self.canvas.set_message("This checkpoint's graph has no nodes.")
        self.canvas.set_scene(scene, keep=keep, same_graph=same_graph)
        self.minimap.show_scene(scene)
        self.card.hide()
        if scene is None:
            self.breadcrumbs.show_path([])
            self.breadcrumbs.say("")
            return
        self._show_colours(scene)
        self.toolbar.show_helper_count(scene.drawing.helper_count, scene.drawing.state.show_helpers)
        self._say()
        self._show_selection()
        if self._waiting_node >= 0:
            node, self._waiting_node = self._waiting_node, -1
            self.canvas.show_node(node)

    def _explain(self, error: Exception) -> None:
        self._show_scene(None)
        hint = getattr(error, "hint", "")
        self.canvas.set_message(f"The graph cannot be shown: {error}" + (f"\n{hint}" if hint else ""))

    def _say(self) -> None:
        """What is seen and what is not, at the right of the toolbar."""
        scene = self.canvas.scene
        if scene is None:
            return
        drawing = scene.drawing
        total, shown = drawing.graph.node_count, drawing.count
        unit = "scopes and tensors" if drawing.graph.is_scope_tree else "nodes"
        parts = [f"{format_count(shown)} of {format_count(total)} {unit}"]
        folded = int((drawing.inside > 0).sum())
        if folded:
            parts.append(f"{format_count(folded)} folded")
        if scene.unshown:
            parts.append(f"{format_count(scene.unshown)} more edges shown for the chosen node")
        if self._query:
            count = len(self.canvas.matches)
            at = f"match {self._match + 1} of {format_count(count)}" if self._match >= 0 and count else None
            parts.insert(0, at or ("no match" if not count else f"{format_count(count)} matches"))
        text = " · ".join(parts)
        self.breadcrumbs.say(text)
        self.status_changed.emit(text)

    # --- folding -------------------------------------------------------------------------------

    def _show_helpers(self, shown: bool) -> None:
        self._redraw(replace(self._state, show_helpers=shown), self.canvas.selected)

    def _set_orientation(self, orientation: str) -> None:
        self._redraw(replace(self._state, orientation=orientation))

    def _turn(self) -> None:
        self._set_orientation(LEFT_RIGHT if self._state.orientation == TOP_DOWN else TOP_DOWN)

    def _fold(self, collapsed: frozenset[int] | None, keep: int = -1) -> None:
        self._redraw(replace(self._state, collapsed=collapsed), keep)

    def toggle(self, node: int) -> None:
        """Fold or unfold a node that has children."""
        if self._loaded is None or not len(self._loaded.tree.children_of(node)):
            return
        self._fold((self._state.collapsed or frozenset()) ^ {node}, keep=node)

    def unfold_below(self, node: int) -> None:
        """Unfold a node and everything below it."""
        if self._loaded is not None:
            below = {node, *self._loaded.tree.below(node)}
            self._fold((self._state.collapsed or frozenset()) - below, keep=node)

    def _unfold_selected(self) -> None:
        if self.canvas.selected >= 0:
            self.unfold_below(self.canvas.selected)

    # --- selection -----------------------------------------------------------------------------

    def _choose(self, node: int) -> None:
        self.session.select(self._key(node), node)

    def _go_to(self, node: int) -> None:
        """Choose a node and bring it into sight, unfolding what hides it."""
        if self._loaded is None or node < 0:
            return
        self._choose(node)
        scene = self.canvas.scene
        if scene is not None and scene.drawing.position(node) >= 0:
            self.canvas.show_node(node)
            return
        ancestors = self._loaded.tree.ancestors(node)[:-1]
        helpers = self._state.show_helpers or bool(self._loaded.graph.is_helper[[*ancestors, node]].any())
        self._waiting_node = node
        collapsed = (self._state.collapsed or frozenset()) - set(ancestors)
        if helpers != self._state.show_helpers:
            self.toolbar.helpers.blockSignals(True)
            self.toolbar.helpers.setChecked(helpers)
            self.toolbar.helpers.blockSignals(False)
        self._redraw(replace(self._state, collapsed=collapsed, show_helpers=helpers))

    def _show_selection(self) -> None:
        loaded = self._loaded
        if loaded is None or loaded.checkpoint is not self.session.newer:
            return
        node = self.session.selected_node
        node = node if 0 <= node < loaded.graph.node_count else -1
        changed = node != self.canvas.selected
        self.canvas.select(node)
        if node < 0:
            self.breadcrumbs.show_path([], "Arrows walk along edges, Enter folds, F zooms.")
            return
        parts = [(loaded.graph.label(step), step) for step in loaded.tree.ancestors(node)[-64:]]
        self.breadcrumbs.show_path(parts)
        if changed and self._is_active and self.canvas.isVisible():
            scene = self.canvas.scene
            if scene is not None and scene.drawing.position(node) >= 0:
                place = self.canvas.place_of(node)
                if place is not None and not self.canvas.rect().contains(place.toPoint()):
                    self.canvas.show_node(node)

    def _show_menu(self, node: int, at: QPoint) -> None:
        if self._loaded is None or node < 0:
            return
        self._menu = node_menu(
            self, self._loaded.checkpoint, node,
            folded=node in (self._state.collapsed or ()),
            has_children=bool(len(self._loaded.tree.children_of(node))),
            has_report=self.session.report is not None,
            does={
                "toggle": lambda: self.toggle(node),
                "unfold": lambda: self.unfold_below(node),
                "focus": lambda: self.canvas.show_node(node, closer=True),
                "fit": self.canvas.fit,
                **{f"show:{view}": lambda view=view: self._show_in(view, node) for view in ("variables", "histograms", "values")},
                "restore": lambda: self.session.show_rows((self._key(node),)),
            },
        )  # fmt: skip
        self._menu.popup(at)

    def _show_in(self, view_id: str, node: int) -> None:
        """Choose the variable and press the window's own command for that view."""
        self._choose(node)
        action = self.window().findChild(QAction, f"action_view_{view_id}")
        if action is not None:
            action.trigger()

"""The Graph view: the object graph as TensorFlow's guide draws it, or the scope tree of a name-based checkpoint."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.breadcrumbs import Breadcrumbs
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.colour_answers import ASKED
from explorer.gui.graph.find_panel import FindPanel
from explorer.gui.graph.graph_exports import graph_exports
from explorer.gui.graph.graph_keys import GraphKeys
from explorer.gui.graph.graph_source import LoadedGraph, load_scene
from explorer.gui.graph.graph_toolbar import GraphToolbar
from explorer.gui.graph.hover_card import HoverCard
from explorer.gui.graph.legend import Legend
from explorer.gui.graph.minimap import Minimap
from explorer.gui.graph.node_sparks import NodeSparks
from explorer.gui.graph.noted_graph import NotedGraph
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.state_bar import StateBar
from explorer.gui.language import tr
from explorer.gui.problems import why_nothing
from explorer.gui.theme import current_palette
from explorer.gui.view import ViewExport
from explorer.report.numbers import format_count, format_counted

NOTHING_OPEN = "Choose a checkpoint to see its graph."
EMPTY = "This checkpoint's graph has no nodes."
ALL_FILTERED = "Everything is filtered out. Click a kind in the legend to show it again."


class GraphView(NotedGraph):
    """Asks, draws and emits: the canvas paints, `graph_source` works, the session decides."""

    view_id = "graph"
    title = "Graph"

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName(tr("Object graph of the current step"))
        self._loaded: LoadedGraph | None = None
        self._is_active = False
        self._is_stale = True
        self._object = -1  # chosen when another step was asked for; the session keeps keys only
        self._build()
        self._connect()
        self._show_reasons()

    def _build(self) -> None:
        layout = self._new_layout()
        self.toolbar = GraphToolbar(self)
        self.canvas = GraphCanvas(self)
        self.canvas.set_message(NOTHING_OPEN)
        self.state_bar = StateBar(self)
        self.canvas.sparks = NodeSparks(self.session, lambda: self._loaded, self)
        self.canvas.sparks.arrived.connect(self.canvas.refresh)
        self.minimap = Minimap(self.canvas)
        self.minimap.keep_clear = self._panel_box
        self.card = HoverCard(self.canvas)
        self.breadcrumbs = Breadcrumbs(self)
        self.legend = Legend(self)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.state_bar)  # below, where coming and going it does not move the picture
        layout.addWidget(self.breadcrumbs)
        layout.addWidget(self.legend)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the window gives the view is the canvas'; as its proxy Tab would pass the bar above it over."""
        self.canvas.setFocus(event.reason())

    def _connect(self) -> None:
        toolbar, canvas = self.toolbar, self.canvas
        self._connect_search()
        self._connect_colours()
        self._connect_shape()
        self._connect_choice()
        self._connect_notes()
        self.session.newer_changed.connect(self._ask)
        toolbar.fit_asked.connect(canvas.fit)
        toolbar.zoom_asked.connect(lambda factor: canvas.zoom_by(factor))
        canvas.fold_asked.connect(self.toggle)
        canvas.menu_asked.connect(self._show_menu)
        canvas.undrawn_changed.connect(lambda _: self._say())
        canvas.command_asked.connect(
            lambda name: {
                "helpers": toolbar.helpers.toggle,
                "turn": self.turn,
                "colours": self._next_mode,
                "fold": self._on_chosen(self.toggle),
                "unfold": self._on_chosen(self.unfold_below),
            }[name]()
        )
        self.keys = GraphKeys(
            canvas,
            {
                "choose_all": self.choose_all,
                "choose_below": self.choose_below,
                "undo": self.undo,
                "redo": self.redo,
                "fold_below": self._on_chosen(self.fold_below),
                "stack": self._on_chosen(self.close_stack),
                **{f"level_{level}": lambda level=level: self.unfold_to(level) for level in range(1, 6)},
                "focus": self._on_chosen(self.focus),
                "focus_up": self.focus_up,
                "reach": self._on_chosen(self.isolate_reach),
                "isolate": lambda: self.isolate(canvas.chosen),
                "everything": self.show_everything,
                "next_way": lambda: self.walk_further(True),
                "previous_way": lambda: self.walk_further(False),
                "way_from_here": self.walk_from_here,
                "next_page": lambda: self.walk_page(True),
                "previous_page": lambda: self.walk_page(False),
                "note": self._on_chosen(self.edit_note),
                "notes": self.show_notes,
                "escape": self.back_out,
            },
            self.can_back_out,
        )

    def _panel(self) -> FindPanel:
        is_first = self.finder is None
        panel = super()._panel()
        if is_first:
            panel.placed.connect(self.minimap.make_way)
        return panel

    # --- what the window asks ------------------------------------------------------------------

    def activate(self) -> None:
        self._is_active = True
        if self._loaded is None:
            self._take_up_layout()
        if self._is_stale:
            self._ask()

    def deactivate(self) -> None:
        self._is_active = False
        self._answers.cancel()
        self.card.hide()

    def is_busy(self) -> bool:
        slots = (
            self._load_slot, self._draw_slot, self._pair_slot, self._answers, self._search_slot, self._reach_slot,
            self.keeper,
        )  # fmt: skip
        is_waiting = bool(self._steps) or self._search_timer.isActive()
        return is_waiting or self.canvas.is_moving or any(slot.is_busy for slot in slots)

    def exports(self) -> tuple[ViewExport, ...]:
        scene = self.canvas.scene
        if self._loaded is None or scene is None or not scene.drawing.count:
            return ()
        return graph_exports(self._loaded, scene, self.canvas, self._wish())

    # --- reading and drawing -------------------------------------------------------------------

    def _ask(self) -> None:
        """A new step: read its graph, as soon as somebody looks."""
        checkpoint = self.session.newer
        self._answers.forget(health=True)
        self._show_reasons()
        self._forget_steps()
        if checkpoint is None:
            self._close_menu()
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
        if self.session.selected_node >= 0 and not self.session.selected_key:
            self._object = self.session.selected_node
        elif not self._load_slot.is_busy:
            self._object = -1
        if self.canvas.scene is None:
            self.canvas.set_message("Reading the graph…")
        self._draw_slot.cancel()
        self._load_slot.start(
            load_scene, checkpoint, self._loaded, self._state, self._fonts, self._wish(), current_palette(),
            self._drawn(), then=self._show_loaded, otherwise=self._cannot_load,
        )  # fmt: skip

    def _cannot_load(self, error: Exception) -> None:
        self._close_menu()
        self._loaded = None  # what was on show before is of another step
        self._explain(error)

    def _show_loaded(self, answer: tuple[LoadedGraph, GraphScene]) -> None:
        before, (self._loaded, scene) = self._loaded, answer
        same = before is not None and before.structure == self._loaded.structure
        if not same:  # node ids mean nothing here
            self._close_menu()
            self._history.forget()
            self._whole = None
            self._steps.clear()
        elif self._object >= 0 and self.session.selected_node < 0 and not self.session.selected_key:
            self.session.select("", self._object)
        self._object = -1
        self._show_scene(scene, same_graph=same)
        self.keeper.show_graph(self._loaded.checkpoint.graph)
        if self._mode in ASKED:
            self._ask_answers()
        if self._query:
            self._search_timer.start()
        self._take_steps()

    def _show_scene(
        self, scene: GraphScene | None, *, keep: int = -1, same_graph: bool = False, animate: bool = False
    ) -> None:
        if scene is not None and not scene.drawing.count:
            self.canvas.set_message(EMPTY if not scene.drawing.graph.node_count else ALL_FILTERED)
        self.canvas.set_scene(scene, keep=keep, same_graph=same_graph, animate=animate)
        self.minimap.show_scene(scene)
        self.card.hide()
        if scene is None:
            self.breadcrumbs.show_path([])
            self.breadcrumbs.say("")
            self._show_shape(None)
            self.keeper.show_graph(None)
            return
        self._show_colours(scene)
        self._show_shape(scene)
        self._say()
        self._show_selection()
        self._show_waiting()

    def _explain(self, error: Exception) -> None:
        self._forget_steps()
        self._show_scene(None)
        hint = getattr(error, "hint", "")
        sentence = tr(f"The graph cannot be shown: {tr(str(error))}")
        self.canvas.set_message(f"{sentence}\n{tr(hint)}" if hint else sentence)

    def _say(self) -> None:
        """What is seen and what is not, at the right of the path."""
        scene = self.canvas.scene
        if scene is None:
            return
        drawing = scene.drawing
        total, shown = drawing.graph.node_count, drawing.count
        parts = [
            f"{format_count(shown)} of {format_count(total)} scopes and tensors"
            if drawing.graph.is_scope_tree
            else f"{format_count(shown)} of {format_count(total)} nodes"
        ]
        piles = int((drawing.stack > 1).sum())
        folded = int((drawing.inside > 0).sum()) - piles
        if self.canvas.undrawn_edges:
            parts.append(f"{format_counted(self.canvas.undrawn_edges, 'edge')} not drawn: zoom in")
        if piles:
            parts.append(format_counted(piles, "pile"))
        if folded:
            parts.append(f"{format_count(folded)} folded")
        if chosen := self._chosen_sentence():
            parts.insert(0, chosen)
        if self._query:
            parts.insert(0, self._match_words())
        text = " · ".join(parts)
        self.breadcrumbs.say(text)
        self.status_changed.emit(text)

"""What the colours of the graph say: the mode, what is asked for it, the legend, and going from difference to difference."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.gui.graph.colour_answers import ASKED, COMPARING, DOING, ColourAnswers
from explorer.gui.graph.colour_wish import (
    NO_UNION,
    WITH_MISSING,
    WITH_OLDER,
    ColourWish,
)
from explorer.gui.graph.graph_source import LoadedGraph, join_scene, recolour_scene
from explorer.gui.graph.graph_toolbar import GraphToolbar
from explorer.gui.graph.legend import Legend
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.searched_graph import SearchedGraph
from explorer.gui.graph.side_by_side import NO_OLDER, SideBySide, older_scene, side_titles
from explorer.gui.language import tr
from explorer.gui.theme import current_palette
from explorer.report.graph_colours import BY_DIFFERENCE, BY_ROLE, BY_VERDICT, MODES
from explorer.report.graph_drawing import GraphState


class ColouredGraph(SearchedGraph):
    """A view with a canvas, coloured by what the reader asks for."""

    toolbar: GraphToolbar
    legend: Legend
    _state: GraphState
    _is_active: bool

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._load_slot = session.new_slot(self, "Reading the graph")
        self._draw_slot = session.new_slot(self, "Drawing the graph")
        self._answers = ColourAnswers(session, self)
        self._mode = BY_ROLE
        self._dims = self._option("graph_filter_dims", "Dim instead of hiding what the legend filters")
        self._letters = self._option("graph_letters", "Letters of roles inside nodes")
        self._pairs = self._option("graph_side_by_side", "Older and newer side by side")
        self._pairs.setShortcut("B")
        self._pairs.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self._pairs)
        self._pair_slot = session.new_slot(self, "Drawing the older graph")
        self.side = "newer"  # the one of a pair that was clicked last

    def _option(self, name: str, text: str) -> QAction:
        action = QAction(tr(text), self)
        action.setObjectName(name)
        action.setCheckable(True)
        action.toggled.connect(lambda _: self._option_changed())
        return action

    def _option_changed(self) -> None:
        self.sides.show_pair(self._pairs.isChecked())
        self._recolour()

    def _connect_colours(self) -> None:
        """Once toolbar, canvas and legend are there."""
        session = self.session
        session.older_changed.connect(self._pair_changed)
        session.report_changed.connect(self._report_changed)
        session.palette_changed.connect(self._recolour)
        self._answers.arrived.connect(self._answer_arrived)
        self._answers.failed.connect(self._cannot_ask)
        self.toolbar.mode_chosen.connect(self.set_mode)
        self.legend.hidden_changed.connect(lambda _: self._recolour())
        menu = self.toolbar.modes.menu()
        menu.addSeparator()
        menu.addActions([self._letters, self._dims])
        self.toolbar.layouts.menu().addAction(self._pairs)
        self.toolbar.next_mode_asked.connect(self._next_mode)
        self.legend.said.connect(self.breadcrumbs.say)
        layout = self.layout()
        place = layout.indexOf(self.canvas)
        self.sides = SideBySide(self.canvas, self)
        layout.insertWidget(place, self.sides, 1)
        self.sides.clicked.connect(self._side_clicked)
        self.sides.older_asked.connect(self._ask_for_older)

    def _redraw(self, state: GraphState, keep: int = -1) -> None:
        """Lay out anew; node `keep` stays where it is."""
        raise NotImplementedError

    def _show_scene(
        self, scene: GraphScene | None, *, keep: int = -1, same_graph: bool = False, animate: bool = False
    ) -> None:
        """Put a scene on the canvas and into everything around it."""
        raise NotImplementedError

    def next_difference(self, forward: bool) -> bool:
        scene = self.canvas.scene
        if scene is None:
            return False
        colouring, drawing = scene.colouring, scene.drawing
        wanted = colouring.ring.copy()
        if colouring.mode in (BY_DIFFERENCE, BY_VERDICT):
            wanted |= colouring.code > 0
        rows = np.flatnonzero(wanted)
        if not len(rows):
            return False
        at = drawing.position(self.canvas.selected)
        if forward:
            later = rows[rows > at]
            row = later[0] if len(later) else rows[0]
        else:
            earlier = rows[rows < at] if at >= 0 else rows[:0]
            row = earlier[-1] if len(earlier) else rows[-1]
        self._go_to(int(drawing.layout.node[row]))
        return True

    def _wish(self) -> ColourWish:
        mode = self._mode
        answer = self._answers.get(mode)
        if mode in ASKED and answer is None:
            mode = BY_ROLE  # until the answer is there
        union, of = self._wanted_union(mode)
        return ColourWish(
            mode,
            answer,
            self.session.report,
            self._hidden(mode),
            is_dimming=self._dims.isChecked(),
            has_letters=self._letters.isChecked(),
            union=union,
            union_of=of,
            older=of if self._pairs.isChecked() and union == WITH_OLDER else None,
        )

    def _wanted_union(self, mode: str) -> tuple[str, Any]:
        """What the graph is to be joined with: a kind, and the older step or the report."""
        older, report = self.session.older, self.session.report
        if self._pairs.isChecked() and older is not None:
            return WITH_OLDER, older
        if mode == BY_DIFFERENCE and older is not None:
            return WITH_OLDER, older
        if mode == BY_VERDICT and report is not None and "missing in checkpoint" in report.counts:
            return WITH_MISSING, report
        return NO_UNION, None

    def _hidden(self, mode: str) -> frozenset[str]:
        """Names, as another step may have other categories."""
        scene = self.canvas.scene
        if scene is None or scene.colouring.mode != mode:
            return frozenset()
        entries = scene.colouring.entries
        return frozenset(entries[code].name for code in self.legend.hidden if code < len(entries))

    def _recolour(self) -> None:
        scene, wish = self.canvas.scene, self._wish()
        if self._loaded is None or scene is None or self._draw_slot.is_busy or self._load_slot.is_busy:
            if self._loaded is not None and self._draw_slot.is_busy:
                self._redraw(self._state)  # a union that is missing then is asked for when its scene is shown
            self.canvas.refresh()
            return
        if self._loaded.union_of is not wish.union_of:
            self._draw_slot.start(
                join_scene, self._loaded, self._state, self._fonts, wish, current_palette(), scene.drawing,
                then=self._show_joined, otherwise=self._explain,
            )  # fmt: skip
        elif scene.colouring.filtered != wish.filtered or (
            wish.filtered and scene.colouring.mode != wish.mode
        ):
            self._redraw(self._state, self.canvas.selected)
        else:
            self._draw_slot.start(
                recolour_scene, self._loaded, scene.drawing, self._fonts, wish, current_palette(),
                then=self._show_recoloured, otherwise=self._explain,
            )  # fmt: skip

    def _show_recoloured(self, scene: GraphScene) -> None:
        """The same picture in other colours, or one whose piles these colours tell apart."""
        shown = self.canvas.scene
        if shown is not None and shown.drawing.layout is scene.drawing.layout:
            self._show_scene(scene, same_graph=True)
        else:
            self._state = scene.drawing.state
            self._show_scene(scene, keep=self.canvas.selected, same_graph=True, animate=True)

    def _show_colours(self, scene: GraphScene) -> None:
        """Show a scene's categories, once it is on the canvas."""
        self.legend.show_colouring(scene.colouring, scene.palette, is_dimming=self._dims.isChecked())
        if self._loaded is not None and self._loaded.union_of is not self._wish().union_of:
            QTimer.singleShot(0, self, self._recolour)  # it was asked for before its answer came
        if self.sides.is_on:
            self._show_sides(scene)

    def _show_sides(self, scene: GraphScene) -> None:
        wish, session = self._wish(), self.session
        titles = side_titles(
            session.older, session.newer, is_elsewhere=session.older_is_elsewhere, mode=wish.mode
        )
        if wish.older is None or self._loaded is None or self._loaded.union_of is not wish.older:
            self._pair_slot.cancel()
            if session.older is None:  # else the graph of both is on its way
                self.sides.show_older(None, *titles, NO_OLDER)
            return
        self._pair_slot.start(
            older_scene, self._loaded, scene, wish, current_palette(),
            then=lambda found: self.sides.show_older(found, *titles), otherwise=self._explain,
        )  # fmt: skip

    def _side_clicked(self, side: str) -> None:
        self.side = side

    def _ask_for_older(self) -> None:
        """Open the window's own list of steps to compare with."""
        button = self.window().findChild(QToolButton, "toolbar_compare")
        if button is not None:
            button.showMenu()

    def _show_joined(self, answer: tuple[LoadedGraph, GraphScene]) -> None:
        """Nodes came or went at the end of the columns: what is known by number holds."""
        self._loaded, scene = answer
        self._state = scene.drawing.state
        self._show_scene(scene, keep=self.canvas.selected, same_graph=True, animate=True)
        if self._query:
            self._search_timer.start()

    def _reasons(self) -> dict[str, str]:
        reasons = {}
        if self.session.older is None:
            reasons.update(dict.fromkeys(COMPARING, "No older step: choose one to compare with."))
        if self.session.report is None:
            reasons[BY_VERDICT] = "No target: choose the model this checkpoint is to be restored into."
        return reasons

    def _show_reasons(self) -> None:
        reasons = self._reasons()
        self.toolbar.show_reasons(reasons)
        if self._mode in reasons:
            self._mode = BY_ROLE
        self.toolbar.show_mode(self._mode)

    def set_mode(self, mode: str) -> None:
        """Colour by role, difference, restore verdict, size, how much values moved, or NaN and infinities."""
        if mode in self._reasons():
            self.toolbar.show_mode(self._mode)
            return
        self._mode = mode
        self.toolbar.show_mode(mode)
        if mode in ASKED:
            self._ask_answers()
        else:
            self._answers.cancel()
        if mode not in ASKED or self._answers.get(mode) is not None:
            self._recolour()

    def _next_mode(self) -> None:
        possible = [mode for mode in MODES if mode not in self._reasons()]
        self.set_mode(possible[(possible.index(self._mode) + 1) % len(possible)])

    def _ask_answers(self) -> None:
        if self._answers.ask(self._mode) and self._answers.is_busy:
            self.breadcrumbs.say(DOING[self._mode])

    def _answer_arrived(self, mode: str) -> None:
        if mode == self._mode:
            self._recolour()

    def _cannot_ask(self, error: Exception) -> None:
        self._mode = BY_ROLE
        self.toolbar.show_mode(BY_ROLE)
        self._recolour()
        self.breadcrumbs.say(f"The values could not be looked at: {error}")

    def _pair_changed(self) -> None:
        self._answers.forget(health=False)
        before = self._mode
        self._show_reasons()
        if self._is_active and self._mode in COMPARING:
            self._ask_answers()
        elif before != self._mode or self.sides.is_on:
            self._recolour()

    def _report_changed(self) -> None:
        self._show_reasons()
        self._recolour()

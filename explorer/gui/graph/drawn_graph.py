"""Drawing the graph anew, step by step as the reader asks for it; every step can be taken back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from explorer.analysis.graph_layout import AUTO_DIRECTION
from explorer.gui.graph.coloured_graph import ColouredGraph
from explorer.gui.graph.graph_keys import key_text
from explorer.gui.graph.graph_source import draw_scene, measured_fonts
from explorer.gui.graph.graph_toolbar import DIRECTIONS, FORMS
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.state_bar import WORKING, StateBar
from explorer.gui.graph.state_history import StateHistory
from explorer.gui.item_models.timers import single_shot
from explorer.gui.theme import current_palette
from explorer.report.graph_drawing import GraphDrawing, GraphState
from explorer.report.graph_steps import is_partial

SLOW_MS = 250  # after that the reader is told, and can stop it
MOST_WAITING = 50  # steps asked for while one is drawn


@dataclass(frozen=True)
class _Step:
    """Something the reader asked for; worked out on the drawing there is when its turn comes."""

    change: Callable[[GraphDrawing], GraphState | None]
    keep: int = -1  # the node that stays where it is on the screen
    fits: bool = False  # whether all is to be in sight afterwards
    is_travel: bool = False  # through the history: not to be remembered again


class DrawnGraph(ColouredGraph):
    """A coloured graph that is drawn anew from one state to the next."""

    state_bar: StateBar

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._state = GraphState(orientation=AUTO_DIRECTION)
        self._fonts = measured_fonts()
        self._history = StateHistory()
        self._whole: GraphState | None = None  # what was shown before focus or isolation began
        self._steps: deque[_Step] = deque(maxlen=MOST_WAITING)
        self._keep, self._fits = -1, False
        self._slow = single_shot(self, SLOW_MS, self._tell_slow)

    def _do(
        self, change: Callable[[GraphDrawing], GraphState | None], keep: int = -1, *,
        fits: bool = False, is_travel: bool = False,
    ) -> None:  # fmt: skip
        """Take a step now, or when what is being drawn is there."""
        self._steps.append(_Step(change, keep, fits, is_travel))
        if not self._draw_slot.is_busy and not self._load_slot.is_busy:
            self._take_steps()

    def _take_steps(self) -> None:
        """The next step that changes anything."""
        scene = self.canvas.scene
        while self._steps and scene is not None and self._loaded is not None:
            step, before = self._steps.popleft(), scene.drawing.state
            state = step.change(scene.drawing)
            if state is None or state == before:
                continue
            if not step.is_travel:
                self._history.leave(before)
            if is_partial(state) and not is_partial(before):
                self._whole = before
            if (state.form, state.orientation) != (before.form, before.orientation):
                self._remember_layout(state)
            self._fits = step.fits
            self._redraw(state, step.keep)
            return
        self._steps.clear()
        self.toolbar.show_state(self._state, scene.drawing if scene is not None else None)

    def _go_on(self) -> None:
        """What was asked for while the picture was only coloured anew."""
        if not self._draw_slot.is_busy and not self._load_slot.is_busy:
            self._take_steps()

    def _redraw(self, state: GraphState, keep: int = -1) -> None:
        if self._loaded is None:
            return
        if not self._draw_slot.is_busy or keep >= 0:
            self._keep = keep
        self._state = state  # whoever draws anew meanwhile draws this
        self._slow.start()
        self._draw_slot.start(
            draw_scene, self._loaded, state, self._fonts, self._wish(), current_palette(), self._drawn(),
            then=self._show_redrawn, otherwise=self._explain,
        )  # fmt: skip

    def _drawn(self) -> GraphDrawing | None:
        """The picture there is, for the next one to be like it."""
        scene = self.canvas.scene
        return scene.drawing if scene is not None else None

    def _show_redrawn(self, scene: GraphScene) -> None:
        self._slow.stop()
        self.state_bar.clear(WORKING)
        before = self.canvas.scene
        turned = before is not None and before.drawing.layout.orientation != scene.drawing.layout.orientation
        self._show_scene(scene, keep=self._keep, same_graph=True, animate=True)
        if turned or self._fits:
            self.canvas.fit()
        self._fits = False
        self._take_steps()

    def _tell_slow(self) -> None:
        if self._draw_slot.is_busy:
            self.state_bar.tell(
                WORKING, "Drawing the graph…", "Cancel", key_text("escape"), self.stop_drawing
            )
            self._slow.start()
        else:  # cancelled from the status bar
            self.stop_drawing()

    def stop_drawing(self) -> None:
        """Leave the picture as it is."""
        self._draw_slot.cancel()
        self._steps.clear()
        self._slow.stop()
        self.state_bar.clear(WORKING)
        scene = self.canvas.scene
        if scene is not None:
            self._state = scene.drawing.state
            self.toolbar.show_state(self._state, scene.drawing)

    def _forget_steps(self) -> None:
        """Another graph is on its way."""
        self._steps.clear()
        self._slow.stop()
        self.state_bar.clear(WORKING)

    # --- form and direction --------------------------------------------------------------------

    def _take_up_layout(self) -> None:
        """Form and direction as they were chosen last, in whatever run."""
        settings = getattr(self.window(), "settings", None)
        form, direction = settings.graph_layout if settings is not None else ("", "")
        self._state = replace(
            self._state,
            form=form if form in FORMS else self._state.form,
            orientation=direction if direction in DIRECTIONS else self._state.orientation,
        )

    def _remember_layout(self, state: GraphState) -> None:
        settings = getattr(self.window(), "settings", None)
        if settings is not None and settings.graph_layout != (state.form, state.orientation):
            settings.graph_layout = state.form, state.orientation

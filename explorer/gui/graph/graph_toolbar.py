"""The row of controls above the graph: what colours mean, which nodes, which way it grows, and the zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from explorer.analysis.graph_layout import LEFT_RIGHT, TOP_DOWN
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.menu_button import menu_button
from explorer.gui.plain_text import tool_tip
from explorer.report.graph_colours import BY_ROLE, MODES
from explorer.report.numbers import format_counted

_DIRECTIONS = {TOP_DOWN: "top down", LEFT_RIGHT: "left to right"}


class GraphToolbar(QWidget):
    """Emits what was chosen; the view decides."""

    mode_chosen = Signal(str)
    helpers_shown = Signal(bool)
    orientation_chosen = Signal(str)
    fit_asked = Signal()
    zoom_asked = Signal(float)
    unfold_asked = Signal()
    fold_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graph_toolbar")
        layout = FlowLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        self.modes = menu_button(
            "graph_colour_by", self, said="Colour by", tip="What the colours mean (C: next)"
        )
        self._mode_actions: dict[str, QAction] = {}
        for mode in MODES:
            self._mode_actions[mode] = self._entry(
                self.modes, mode, lambda mode=mode: self.mode_chosen.emit(mode)
            )
        self.directions = menu_button(
            "graph_orientation", self, said="Layout direction", tip="Which way the graph grows (L)"
        )
        self._directions: dict[str, QAction] = {}
        for orientation, text in _DIRECTIONS.items():
            self._directions[orientation] = self._entry(
                self.directions, text, lambda chosen=orientation: self.orientation_chosen.emit(chosen)
            )
        self.helpers = QCheckBox("helpers", self)
        self.helpers.setObjectName("graph_helpers")
        self.helpers.setAccessibleName("Show helper nodes")
        self.helpers.setToolTip("Nodes with no stored value at or below them (H)")
        self.helpers.toggled.connect(self.helpers_shown)
        for button in (self.modes, self.directions):
            button.menu().setToolTipsVisible(True)  # they say why a colouring cannot be had
        layout.addWidget(self.modes)
        layout.addWidget(self.directions)
        layout.addWidget(self.helpers)
        self.fold = self._button(
            "graph_fold", "Fold", "Fold repeated blocks and deep levels", self.fold_asked.emit
        )
        self.unfold = self._button("graph_unfold", "Unfold", "Show every node", self.unfold_asked.emit)
        self.fit = self._button("graph_fit", "Fit", "Everything in sight (0)", self.fit_asked.emit)
        self.smaller = self._button("graph_zoom_out", "−", "Zoom out (-)", lambda: self.zoom_asked.emit(0.8))
        self.larger = self._button("graph_zoom_in", "+", "Zoom in (+)", lambda: self.zoom_asked.emit(1.25))
        self.smaller.setAccessibleName("Zoom out")
        self.larger.setAccessibleName("Zoom in")
        for button in (self.smaller, self.larger):
            button.setFixedWidth(32)
        for button in (self.fold, self.unfold, self.fit, self.smaller, self.larger):
            layout.addWidget(button)
        self.show_mode(BY_ROLE)
        self.show_orientation(TOP_DOWN)

    @staticmethod
    def _entry(button: QToolButton, text: str, then: Callable[[], object]) -> QAction:
        action = button.menu().addAction(text)
        action.setObjectName(f"{button.objectName()}_{text.replace(' ', '_')}")
        action.setCheckable(True)
        action.triggered.connect(lambda _=False: then())
        return action

    def _button(self, name: str, text: str, tip: str, then) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _=False: then())
        return button

    def show_helper_count(self, count: int, shown: bool) -> None:
        """Say how many helper nodes there are; a box for none would only take room."""
        self.helpers.setVisible(count > 0)
        what = "shown" if shown else "hidden"
        self.helpers.setText(format_counted(count, "helper"))
        self.helpers.setToolTip(
            f"{format_counted(count, 'node')} with no stored value at or below, {what} now (H)"
        )

    def show_mode(self, mode: str) -> None:
        """Show which colouring is in use; no signal."""
        self.modes.setText(f"Colour by {mode}  ")
        for name, action in self._mode_actions.items():
            action.setChecked(name == mode)

    def show_orientation(self, orientation: str) -> None:
        """Show which way the graph grows; no signal."""
        self.directions.setText(f"{_DIRECTIONS[orientation].capitalize()}  ")
        for name, action in self._directions.items():
            action.setChecked(name == orientation)

    def show_reasons(self, reasons: dict[str, str]) -> None:
        """Colourings that cannot be had now, each with the sentence why."""
        for mode, action in self._mode_actions.items():
            reason = reasons.get(mode, "")
            action.setEnabled(not reason)
            short = reason.split(":")[0]
            action.setText(f"{mode}  ({short[0].lower()}{short[1:]})" if reason else mode)
            action.setToolTip(tool_tip(reason or f"Colour by {mode}"))

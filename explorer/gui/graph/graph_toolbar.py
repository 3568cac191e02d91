"""The row of controls above the graph: what colours mean, which nodes, which way it grows, and the zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from explorer.analysis.graph_layout import AUTO, AUTO_DIRECTION, LAYERED, LEFT_RIGHT, TOP_DOWN, WRAPPED
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.graph.graph_keys import key_text
from explorer.gui.language import tr
from explorer.gui.menu_button import menu_button
from explorer.gui.plain_text import tool_tip
from explorer.gui.theme import px
from explorer.report.graph_colours import BY_ROLE, MODES
from explorer.report.graph_drawing import GraphDrawing, GraphState
from explorer.report.numbers import format_counted

FORMS = {  # what the menu calls them, and what they are good for
    AUTO: ("automatic form", "Layers for small graphs, wrapped rows for large ones"),
    LAYERED: ("layered", "Every level in a layer of its own, the edges between them routed"),
    WRAPPED: ("wrapped", "Long families in several rows: much in little room"),
}
DIRECTIONS = {
    AUTO_DIRECTION: ("automatic direction", "Whichever way the graph reads better"),
    TOP_DOWN: ("top down", "The root at the top"),
    LEFT_RIGHT: ("left to right", "The root at the left"),
}
_LEVELS = range(1, 6)
_LAYOUT = "Form and direction of the drawing, older and newer side by side"
NARROW = 520  # px; the zoom has wheel, keys and a menu as well


class GraphToolbar(QWidget):
    """Emits what was chosen; the view decides."""

    mode_chosen = Signal(str)
    helpers_shown = Signal(bool)
    orientation_chosen = Signal(str)
    form_chosen = Signal(str)
    fit_asked = Signal()
    next_mode_asked = Signal()
    turn_asked = Signal()
    zoom_asked = Signal(float)
    unfold_asked = Signal()
    fold_asked = Signal()
    level_asked = Signal(int)
    undo_asked = Signal()
    redo_asked = Signal()
    notes_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graph_toolbar")
        layout = FlowLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        self.modes = menu_button(
            "graph_colour_by", self, said="Colour by", tip="What the colours mean (C: next)"
        )
        self._mode, self._is_narrow = BY_ROLE, False
        self._mode_actions: dict[str, QAction] = {}
        for mode in MODES:
            self._mode_actions[mode] = self._entry(
                self.modes, mode, lambda mode=mode: self.mode_chosen.emit(mode)
            )
        self.modes.menu().addSeparator()
        self._command(self.modes, "next", "Next of these", "C", self.next_mode_asked.emit)
        self.layouts = menu_button("graph_layout", self, text="Layout", tip=f"{_LAYOUT} (L: next direction)")
        self._forms: dict[str, QAction] = {}
        for form, (text, tip) in FORMS.items():
            self._forms[form] = self._entry(
                self.layouts, text, lambda chosen=form: self.form_chosen.emit(chosen)
            )
            self._forms[form].setToolTip(tr(tip))
        self.layouts.menu().addSeparator()
        self._directions: dict[str, QAction] = {}
        for way, (text, tip) in DIRECTIONS.items():
            self._directions[way] = self._entry(
                self.layouts, text, lambda chosen=way: self.orientation_chosen.emit(chosen)
            )
            self._directions[way].setToolTip(tr(tip))
        self._command(self.layouts, "next", "Next direction", "L", self.turn_asked.emit)
        self.layouts.menu().addSeparator()
        self._command(self.layouts, "fit", "Show the whole picture", "0", self.fit_asked.emit)
        self._command(self.layouts, "zoom_in", "Zoom in", "+", lambda: self.zoom_asked.emit(1.25))
        self._command(self.layouts, "zoom_out", "Zoom out", "-", lambda: self.zoom_asked.emit(0.8))
        self.layouts.menu().addSeparator()
        self.helpers = QCheckBox(tr("helpers"), self)
        self.helpers.setObjectName("graph_helpers")
        self.helpers.setAccessibleName(tr("Show helper nodes"))
        self.helpers.setToolTip(tr("Nodes with no stored value at or below them (H)"))
        self.helpers.toggled.connect(self.helpers_shown)
        for button in (self.modes, self.layouts):
            button.menu().setToolTipsVisible(True)  # they say why a colouring cannot be had
        layout.addWidget(self.modes)
        layout.addWidget(self.layouts)
        layout.addWidget(self.helpers)
        self.folds = menu_button(
            "graph_folds",
            self,
            text="Fold",
            tip="Fold and unfold the whole graph, and take it back (Ctrl+Z)",
        )
        self._fill_folds()
        layout.addWidget(self.folds)
        self.notes = self._button("graph_notes", "Notes", "The notes pinned here", self.notes_asked.emit)
        self.fit = self._button("graph_fit", "Fit", "Everything in sight (0)", self.fit_asked.emit)
        self.smaller = self._button("graph_zoom_out", "−", "Zoom out (-)", lambda: self.zoom_asked.emit(0.8))
        self.larger = self._button("graph_zoom_in", "+", "Zoom in (+)", lambda: self.zoom_asked.emit(1.25))
        self.smaller.setAccessibleName(tr("Zoom out"))
        self.larger.setAccessibleName(tr("Zoom in"))
        for button in (self.smaller, self.larger):
            button.setFixedWidth(px(32))
        for button in (self.notes, self.fit, self.smaller, self.larger):
            layout.addWidget(button)
        self.show_mode(BY_ROLE)
        self.show_state(GraphState(orientation=AUTO_DIRECTION), None)
        self.show_note_count(0)
        self.show_history(False, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_narrow = event.size().width() < px(NARROW)
        for button in (self.fit, self.smaller, self.larger):
            button.setVisible(not self._is_narrow)
        self._show_mode_text()

    def _show_mode_text(self) -> None:
        """As wide as the longest of them needs, so that nothing moves when another is chosen."""

        widths = []
        for mode in (*MODES, self._mode):
            self.modes.setText(tr(f"By {tr(mode)}" if self._is_narrow else f"Colour by {tr(mode)}"))
            self.modes.setMinimumWidth(0)
            widths.append(self.modes.sizeHint().width())
        self.modes.setMinimumWidth(max(widths))

    def _fill_folds(self) -> None:
        add = partial(self._command, self.folds)

        self.undo = add("undo", "Take the last change back", key_text("undo"), self.undo_asked.emit)
        self.redo = add("redo", "Change it again", key_text("redo"), self.redo_asked.emit)
        self.folds.menu().addSeparator()
        self.fold = add("auto", "Fold to a size that can be read", "", self.fold_asked.emit)
        for level in _LEVELS:
            text = f"Unfold {format_counted(level, 'level')}"
            add(f"level_{level}", text, str(level), lambda level=level: self.level_asked.emit(level))
        self.unfold = add("unfold", "Unfold everything", "", self.unfold_asked.emit)

    @staticmethod
    def _command(button: QToolButton, name: str, text: str, key: str, then: Callable[[], object]) -> QAction:
        action = button.menu().addAction(f"{tr(text)}\t{key}" if key else tr(text))
        action.setObjectName(f"{button.objectName()}_{name}")
        action.triggered.connect(lambda _=False: then())
        return action

    @staticmethod
    def _entry(button: QToolButton, text: str, then: Callable[[], object]) -> QAction:
        action = button.menu().addAction(tr(text))
        action.setObjectName(f"{button.objectName()}_{text.replace(' ', '_')}")
        action.setCheckable(True)
        action.triggered.connect(lambda _=False: then())
        return action

    def _button(self, name: str, text: str, tip: str, then) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(tr(text))
        button.setToolTip(tr(tip))
        button.setAccessibleName(tr(text))
        button.clicked.connect(lambda _=False: then())
        return button

    def show_helper_count(self, count: int, shown: bool) -> None:
        """Say how many helper nodes there are; a box for none would only take room."""
        self.helpers.setVisible(count > 0)
        what = tr("shown" if shown else "hidden")
        self.helpers.setText(tr(format_counted(count, "helper")))
        self.helpers.setToolTip(
            tr(
                f"{tr(format_counted(count, 'node'))} with no stored value at or below, or out of reach, {what} now (H)"
            )
        )

    def show_mode(self, mode: str) -> None:
        """Show which colouring is in use; no signal."""
        self._mode = mode
        self._show_mode_text()
        self.modes.setAccessibleName(tr(f"Colour by {tr(mode)}"))
        for name, action in self._mode_actions.items():
            action.setChecked(name == mode)

    def show_state(self, state: GraphState, drawing: GraphDrawing | None) -> None:
        """Show how the graph lies now; no signal."""
        for form, action in self._forms.items():
            action.setChecked(form == state.form)
        for way, action in self._directions.items():
            action.setChecked(way == state.orientation)
        if drawing is not None:
            form = FORMS[WRAPPED if drawing.layout.is_wrapped else LAYERED][0]
            now = f"{tr(form)}, {tr(DIRECTIONS[drawing.layout.orientation][0])}"
            self.layouts.setToolTip(tr(f"{tr(_LAYOUT)}; now {now} (L: next direction)"))
        if self.helpers.isChecked() != state.show_helpers:
            self.helpers.blockSignals(True)
            self.helpers.setChecked(state.show_helpers)
            self.helpers.blockSignals(False)

    def show_history(self, can_undo: bool, can_redo: bool) -> None:
        """Whether a change of folding can be taken back."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_note_count(self, count: int) -> None:
        """A button without notes would only take room."""
        self.notes.setVisible(count > 0)
        self.notes.setText(tr(format_counted(count, "note")))
        self.notes.setToolTip(
            tr(f"{tr(format_counted(count, 'note'))} pinned in this directory ({key_text('notes')})")
        )
        self.notes.setAccessibleName(tr(f"{tr(format_counted(count, 'note'))}: show the list"))

    def show_reasons(self, reasons: dict[str, str]) -> None:
        """Colourings that cannot be had now, each with the sentence why."""
        for mode, action in self._mode_actions.items():
            reason = reasons.get(mode, "")
            action.setEnabled(not reason)
            short = reason.split(":")[0]
            why = tr(f"{short[:1].lower()}{short[1:]}")
            action.setText(f"{tr(mode)}  ({why})" if reason else tr(mode))
            action.setToolTip(tool_tip(tr(reason or f"Colour by {tr(mode)}")))

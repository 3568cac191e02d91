"""The row of controls above the graph: what colours mean, which nodes, which way it grows, and the zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from explorer.analysis.graph_layout import LEFT_RIGHT, TOP_DOWN
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.report.graph_colours import BY_ROLE, MODES
from explorer.report.numbers import format_count

_DIRECTIONS = (("Layout top down", TOP_DOWN), ("Layout left to right", LEFT_RIGHT))


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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        self.modes = QComboBox(self)
        self.modes.setObjectName("graph_colour_by")
        self.modes.setAccessibleName("Colour by")
        for mode in MODES:
            self.modes.addItem(f"Colour by {mode}", mode)
        self.modes.activated.connect(lambda index: self.mode_chosen.emit(self.modes.itemData(index)))
        self.directions = QComboBox(self)
        self.directions.setObjectName("graph_orientation")
        self.directions.setAccessibleName("Layout direction")
        for text, orientation in _DIRECTIONS:
            self.directions.addItem(text, orientation)
        self.directions.activated.connect(
            lambda index: self.orientation_chosen.emit(self.directions.itemData(index))
        )
        self.helpers = QCheckBox("helper nodes", self)
        self.helpers.setObjectName("graph_helpers")
        self.helpers.setAccessibleName("Show helper nodes")
        self.helpers.setToolTip("Nodes with no stored value at or below them (H)")
        self.helpers.toggled.connect(self.helpers_shown)
        layout.addWidget(self.modes)
        layout.addWidget(self.directions)
        layout.addWidget(self.helpers)
        self.fold = self._button(
            "graph_fold", "Fold", "Fold repeated blocks and deep levels", self.fold_asked.emit
        )
        self.unfold = self._button("graph_unfold", "Unfold all", "Show every node", self.unfold_asked.emit)
        self.fit = self._button("graph_fit", "Fit", "Everything in sight (0)", self.fit_asked.emit)
        self.smaller = self._button("graph_zoom_out", "−", "Zoom out (-)", lambda: self.zoom_asked.emit(0.8))
        self.larger = self._button("graph_zoom_in", "+", "Zoom in (+)", lambda: self.zoom_asked.emit(1.25))
        self.smaller.setAccessibleName("Zoom out")
        self.larger.setAccessibleName("Zoom in")
        for button in (self.fold, self.unfold, self.fit, self.smaller, self.larger):
            layout.addWidget(button)
        self.note = plain_label("", self, name="graph_note", muted=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # A long sentence is cut rather than widening the window.
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.note, 1)

    def _button(self, name: str, text: str, tip: str, then) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _=False: then())
        return button

    def say(self, text: str) -> None:
        """The sentence at the right; whole in the tool tip."""
        self.note.setText(text)
        self.note.setToolTip(tool_tip(text))

    def show_helper_count(self, count: int, shown: bool) -> None:
        """Say how many helper nodes there are."""
        self.helpers.setEnabled(count > 0)
        what = "shown" if shown else "hidden"
        self.helpers.setText(
            f"helper nodes ({format_count(count)} {what})" if count else "helper nodes (none)"
        )

    def show_mode(self, mode: str) -> None:
        """Show which colouring is in use; no signal."""
        self.modes.setCurrentIndex(max(0, self.modes.findData(mode)))

    def show_reasons(self, reasons: dict[str, str]) -> None:
        """Colourings that cannot be had now, each with the sentence why."""
        model = self.modes.model()
        assert isinstance(model, QStandardItemModel)
        for index in range(self.modes.count()):
            mode = self.modes.itemData(index)
            reason = reasons.get(mode, "")
            item = model.item(index)
            item.setEnabled(not reason)
            item.setToolTip(tool_tip(reason))
            short = reason.split(":")[0].rstrip(".") if reason else ""
            item.setText(f"Colour by {mode}" + (f" — {short.lower()}" if short else ""))
        chosen = self.modes.currentData() or BY_ROLE
        self.modes.setToolTip(
            tool_tip("What the colours mean" + "".join(f"\n{m}: {r}" for m, r in reasons.items()))
        )
        self.show_mode(chosen)
        self.modes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.modes.setMinimumContentsLength(20)
        self.modes.view().setMinimumWidth(self.modes.view().sizeHintForColumn(0) + 24)

"""The row of controls above the pictures: which picture, which value axis, how counts become heights."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.flow_layout import FlowLayout
from explorer.gui.histogram.value_scale import KINDS

RIDGES, HEAT, CURVES, OVERLAY = "ridges", "heat", "curves", "overlay"
MODES = {
    RIDGES: ("Ridges", "One outline a step"),
    HEAT: ("Heat map", "Steps against values"),
    CURVES: ("Curves", "Least, largest, mean, median, quantiles and standard deviation over the steps"),
    OVERLAY: ("Two steps", "The older step in grey, the newer in colour"),
}


class HistogramBar(QWidget):
    """Buttons with a key each; emits what was chosen."""

    mode_chosen = Signal(str)
    kind_chosen = Signal(str)
    log_counts_chosen = Signal(bool)
    own_heights_chosen = Signal(bool)
    zoom_reset = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("histogram_bar")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 12, 4)
        lines.setSpacing(4)
        layout = FlowLayout()
        layout.setSpacing(4)  # all in one line of a window 1280 wide
        lines.addLayout(layout)
        self.modes: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        for number, (mode, (text, explanation)) in enumerate(MODES.items(), 1):
            button = self._button(f"histogram_mode_{mode}", text, f"{explanation} ({number})")
            button.clicked.connect(lambda _=False, mode=mode: self.mode_chosen.emit(mode))
            self._key(str(number), button.click)
            group.addButton(button)
            self.modes[mode] = button
            layout.addWidget(button)
        self.kinds = QComboBox(self)
        self.kinds.setObjectName("histogram_value_axis")
        self.kinds.setAccessibleName("Value axis")
        self.kinds.setToolTip("How values are laid out on their axis (V)")
        # As wide as the plain choices; the list itself shows the long one whole.
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(8)
        for kind in KINDS:
            self.kinds.addItem(f"Values {kind}", kind)
        self.kinds.currentIndexChanged.connect(lambda index: self.kind_chosen.emit(KINDS[index]))
        self._key("V", lambda: self.kinds.setCurrentIndex((self.kinds.currentIndex() + 1) % len(KINDS)))
        layout.addWidget(self.kinds)
        self.log_counts = self._button("histogram_log_counts", "Log counts", "Rare values become visible (L)")
        self.log_counts.toggled.connect(self.log_counts_chosen)
        self._key("L", self.log_counts.click)
        layout.addWidget(self.log_counts)
        self.own_heights = self._button(
            "histogram_own_heights",
            "Own heights",
            "Each step as tall as its own tallest bin, not the run's (O)",
        )
        self.own_heights.clicked.connect(self.own_heights_chosen)
        self._key("O", self.own_heights.click)
        layout.addWidget(self.own_heights)
        self._key("0", self.zoom_reset.emit)
        self.status = QLabel(self)
        self.status.setObjectName("histogram_status")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setProperty("muted", True)
        # A long sentence is cut at its end rather than widening the window.
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines.addWidget(self.status)

    def say(self, text: str) -> None:
        """The sentence below the controls; whole in the tool tip."""
        self.status.setText(text)
        self.status.setToolTip(text)
        self.status.setAccessibleName(text)

    def _button(self, name: str, text: str, explanation: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(explanation)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _key(self, key: str, act) -> None:  # type: ignore[no-untyped-def]
        shortcut = QShortcut(QKeySequence(key), self.parentWidget())
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

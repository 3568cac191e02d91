"""The line above the values: picture or numbers, how values become colours, and which tensor it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QToolButton, QWidget

from explorer.gui.values.colours import AROUND_ZERO, RISING
from explorer.gui.values.elided_label import ElidedLabel

GRID, PICTURE = "grid", "picture"
_MODES = (
    (PICTURE, "Picture", "Heat map or curve of the slice"),
    (GRID, "Numbers", "Every value as a number"),
)
_COLOURS = (
    ("Colours that fit", None),
    (f"Colours {AROUND_ZERO}", AROUND_ZERO),
    (f"Colours {RISING}", RISING),
)


class ValuesBar(QWidget):
    """Tells what was chosen, decides nothing."""

    mode_chosen = Signal(str)
    colours_chosen = Signal()

    def __init__(self, mode: str, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("values_bar")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 6)
        line.setSpacing(6)
        group = QButtonGroup(self)
        self.modes: dict[str, QToolButton] = {}
        for number, (name, text, explanation) in enumerate(_MODES, 1):
            button = QToolButton(self)
            button.setObjectName(f"values_mode_{name}")
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(f"{explanation} ({number})")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, name=name: self.mode_chosen.emit(name))
            shortcut = QShortcut(QKeySequence(str(number)), view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            group.addButton(button)
            self.modes[name] = button
            line.addWidget(button)
        self.modes[mode].setChecked(True)
        self.colours = QComboBox(self)
        self.colours.setObjectName("values_colours")
        self.colours.setAccessibleName("How values become colours")
        self.colours.setToolTip("Two hues around zero, or one ramp from the least to the largest value")
        for text, kind in _COLOURS:
            self.colours.addItem(text, kind)
        self.colours.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.colours.setMinimumContentsLength(14)
        self.colours.currentIndexChanged.connect(lambda _: self.colours_chosen.emit())
        line.addWidget(self.colours)
        self.title = ElidedLabel(self)
        self.title.setObjectName("values_title")
        line.addWidget(self.title, 1)

    def say_title(self, title: str) -> None:
        """Whose values are shown, "" for nothing."""
        self.title.setText(title)
        if title:
            self.title.setToolTip("")
            self.title.setAccessibleName(title)

    def disable(self) -> None:
        """There is nothing to choose: text, one value, or a message."""
        for control in (*self.modes.values(), self.colours):
            control.setEnabled(False)

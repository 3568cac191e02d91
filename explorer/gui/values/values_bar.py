"""The controls above the values: which way of looking, which step, how values become colours, where to go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.analysis.sampling_find import FLAWED, LARGEST
from explorer.analysis.sampling_slices import COMPLEX_PARTS
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.values.colours import AROUND_ZERO, LOG_SIZE, RISING
from explorer.gui.values.elided_label import ElidedLabel
from explorer.gui.values.subject import DIFFERENCE, NEWER, SIDE

PICTURE, GRID, ROWS, FILTERS = "picture", "grid", "rows", "filters"
_MODES = (
    (PICTURE, "Picture", "Heat map or curve of the slice"),
    (GRID, "Numbers", "Every value as a number"),
    (ROWS, "Rows", "One row as a curve, gone to by its index, and the rows nearest to it"),
    (FILTERS, "Filters", "Each filter of a convolution as a tile"),
)
_LAYERS = ((NEWER, "This step"), (DIFFERENCE, "Difference"), (SIDE, "Side by side"))
_COLOURS = (
    ("Colours that fit", None),
    (f"Colours {AROUND_ZERO}", AROUND_ZERO),
    (f"Colours {RISING}", RISING),
    (f"Colours {LOG_SIZE}", LOG_SIZE),
)


class ValuesBar(QWidget):
    """Tells what was chosen, decides nothing. Every control has a key, shown in its tool tip."""

    mode_chosen = Signal(str)
    layer_chosen = Signal(str)
    colours_chosen = Signal()
    profiles_chosen = Signal(bool)
    part_chosen = Signal()
    cell_wanted = Signal(str)  # what was typed
    find_wanted = Signal(str)  # FLAWED, LARGEST

    def __init__(self, mode: str, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("values_bar")
        self._view = view
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 12, 6)
        lines.setSpacing(6)
        lines.addLayout(self._first_line(mode))
        options = FlowLayout()
        options.setSpacing(4)
        lines.addLayout(options)
        self._make_options(options)

    def _first_line(self, mode: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        group = QButtonGroup(self)
        self.modes: dict[str, QToolButton] = {}
        for number, (name, text, explanation) in enumerate(_MODES, 1):
            button = self._button(f"values_mode_{name}", text, f"{explanation} ({number})", str(number))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.mode_chosen.emit(name))
            group.addButton(button)
            self.modes[name] = button
            line.addWidget(button)
        self.modes[mode].setChecked(True)
        self.title = ElidedLabel(self)
        self.title.setObjectName("values_title")
        line.addWidget(self.title, 1)
        return line

    def _make_options(self, options: FlowLayout) -> None:
        self.layers = self._box(
            "values_layer", "Which step", "What the older step is for: difference (D), side by side (Shift+D)"
        )
        self.layers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for layer, text in _LAYERS:
            self.layers.addItem(text, layer)
        self.layers.activated.connect(lambda _: self.layer_chosen.emit(self.layers.currentData()))
        self._key("D", lambda: self._toggle_layer(DIFFERENCE))
        self._key("Shift+D", lambda: self._toggle_layer(SIDE))
        self.colours = self._box(
            "values_colours",
            "How values become colours",
            "Two hues around zero, one ramp from the least to the largest value, or by size on a log scale (C)",
        )
        self.colours.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.colours.setMinimumContentsLength(9)  # the list itself shows the long ones whole
        for text, kind in _COLOURS:
            self.colours.addItem(text, kind)
        self.colours.currentIndexChanged.connect(lambda _: self.colours_chosen.emit())
        self._key("C", lambda: _next(self.colours))
        self.clip = self._button(
            "values_clip", "Clip 1 %", "Leave 1 % of the values at each end out of the colours (K)", "K"
        )
        self.clip.setCheckable(True)
        self.clip.toggled.connect(lambda _: self.colours_chosen.emit())
        self.profiles = self._button(
            "values_profiles",
            "Profiles",
            "Mean, least and largest of rows and columns beside the picture (P)",
            "P",
        )
        self.profiles.setCheckable(True)
        self.profiles.toggled.connect(self.profiles_chosen)
        self.parts = self._box(
            "values_part", "Part of complex values", "What of a complex value is drawn (X)"
        )
        for part in COMPLEX_PARTS:
            self.parts.addItem(part.capitalize(), part)
        self.parts.currentIndexChanged.connect(lambda _: self.part_chosen.emit())
        self._key("X", lambda: _next(self.parts))
        self.go_to = QLineEdit(self)
        self.go_to.setObjectName("values_go_to")
        self.go_to.setAccessibleName("Go to cell")
        self.go_to.setPlaceholderText("Go to cell")
        self.go_to.setToolTip("Type row and column, as in 12, 5 (G)")
        self.go_to.setFixedWidth(92)
        self.go_to.returnPressed.connect(lambda: self.cell_wanted.emit(self.go_to.text()))
        self._key("G", self._focus_go_to)
        self.finds = [
            self._button("values_next_flaw", "Next NaN", "Go to the next NaN or infinity (N)", "N"),
            self._button(
                "values_next_largest",
                "Largest",
                "Go to the value next in size, the largest first (L)",
                "L",
            ),
        ]
        for button, what in zip(self.finds, (FLAWED, LARGEST)):
            button.clicked.connect(lambda _=False, what=what: self.find_wanted.emit(what))
        for control in (
            self.layers,
            self.colours,
            self.clip,
            self.profiles,
            self.parts,
            self.go_to,
            *self.finds,
        ):
            options.addWidget(control)

    def _button(self, name: str, text: str, explanation: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(explanation)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._key(key, lambda: button.isVisible() and button.click())
        return button

    def _box(self, name: str, accessible: str, explanation: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(accessible)
        box.setToolTip(explanation)
        return box

    def _key(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self._view)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _toggle_layer(self, layer: str) -> None:
        if self.layers.isEnabled() and self.layers.isVisible():
            self.layer_chosen.emit(NEWER if self.layers.currentData() == layer else layer)

    def _focus_go_to(self) -> None:
        self.go_to.setFocus()
        self.go_to.selectAll()

    # --- what is on offer --------------------------------------------------------------------

    def say_title(self, title: str) -> None:
        """Whose values are shown, "" for nothing."""
        self.title.setText(title)
        if title:
            self.title.setToolTip("")
            self.title.setAccessibleName(title)

    def offer(self, modes: tuple[str, ...], mode: str, *, is_vector: bool, is_complex: bool) -> None:
        """Show the controls that a tensor and a way of looking at it have a use for."""
        for name, button in self.modes.items():
            button.setVisible(name in (PICTURE, GRID) or name in modes)
            button.setEnabled(name in modes)
        if mode in self.modes:
            self.modes[mode].setChecked(True)
        is_map = mode == PICTURE and not is_vector
        self.layers.setVisible(bool(modes))
        self.colours.setVisible(bool(modes) and (is_map or mode == FILTERS))
        for control in (self.clip, self.profiles):
            control.setVisible(bool(modes) and is_map)
        self.parts.setVisible(bool(modes) and is_complex)
        for control in (self.go_to, *self.finds):
            control.setVisible(bool(modes) and mode in (PICTURE, GRID))
        self.updateGeometry()

    def disable(self) -> None:
        """There is nothing to choose: text, one value, or a message."""
        self.offer((), "", is_vector=False, is_complex=False)

    def show_layer(self, layer: str) -> None:
        """The layer chosen by key, or the only one there is."""
        self.layers.setCurrentIndex(self.layers.findData(layer))


def _next(box: QComboBox) -> None:
    if box.isVisible():
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())

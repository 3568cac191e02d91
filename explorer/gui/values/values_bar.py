"""The controls above the values: which way of looking, which step, how values become colours, where to go.

Two lines; what is needed rarely is in one menu, its keys always at hand.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpacerItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.analysis.sampling_slices import COMPLEX_PARTS
from explorer.gui.elided_box import ElidedBox
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.language import tr
from explorer.gui.theme import px
from explorer.gui.values.colours import AROUND_ZERO, LOG_SIZE, RISING
from explorer.gui.values.more_actions import MoreActions
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
_NARROW_PX = 560
_FIELD_PX, _WIDE_FIELD_PX = 92, 106


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
        self._is_narrow = False
        self._added: list[QWidget] = []
        self._beside: list[QWidget] = []
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 12, 6)
        lines.setSpacing(6)
        self._first = self._first_line(mode)
        lines.addLayout(self._first)
        self._options = FlowLayout()
        self._options.setSpacing(4)
        lines.addLayout(self._options)
        self._make_choices()
        self._make_more()
        for control in (self.layers, self.colours):
            self._options.addWidget(control)
        for control in (self.parts, self.more, self.go_to):
            self._first.addWidget(control)

    def _first_line(self, mode: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        group = QButtonGroup(self)
        self.modes: dict[str, QToolButton] = {}
        for number, (name, text, explanation) in enumerate(_MODES, 1):
            button = self._button(f"values_mode_{name}", text, f"{tr(explanation)} ({number})", str(number))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.mode_chosen.emit(name))
            group.addButton(button)
            self.modes[name] = button
            line.addWidget(button)
        self.modes[mode].setChecked(True)
        self.title = ElidedLabel(self)
        self.title.setObjectName("values_title")
        line.addWidget(self.title, 1)
        line.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))  # keeps the place of a hidden title
        self.go_to = QLineEdit(self)
        self.go_to.setObjectName("values_go_to")
        self.go_to.returnPressed.connect(lambda: self.cell_wanted.emit(self.go_to.text()))
        self._name_go_to(is_vector=False)
        self._key("G", self._focus_go_to)
        return line

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        is_narrow = self.width() < px(_NARROW_PX)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._fit()

    def _fit(self) -> None:
        """In a narrow window the first line has room for the ways of looking and the field alone."""
        self.title.setVisible(not self._is_narrow)
        here, there = (self._first, self._options) if self._is_narrow else (self._options, self._first)
        for control in (self.parts, self.more):
            here.removeWidget(control)
            there.addWidget(control)
        for widget in (*self._beside, *self._added):  # stay the last of their line
            self._options.removeWidget(widget)
            self._first.removeWidget(widget)
        for widget in self._added if not self._is_narrow else (*self._beside, *self._added):
            self._options.addWidget(widget)
        for number, widget in enumerate(() if self._is_narrow else self._beside):
            self._first.insertWidget(len(self.modes) + number, widget)
        self._fit_field()
        self._first.removeWidget(self.go_to)
        self._first.addWidget(self.go_to)
        self.updateGeometry()

    def add_option(self, widget: QWidget, *, in_front: bool = False) -> None:
        """One more control at the end of the second line; `in_front`: beside the ways of looking, where there is room."""
        if in_front:
            self._beside.append(widget)
        else:
            self._added.append(widget)
            self._options.addWidget(widget)
        self._fit()

    def _make_choices(self) -> None:
        self.layers = self._box(
            "values_layer", "Which step", "What the older step is for: difference (D), side by side (Shift+D)"
        )
        self.layers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for layer, text in _LAYERS:
            self.layers.addItem(tr(text), layer)
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
            self.colours.addItem(tr(text), kind)
        self.colours.currentIndexChanged.connect(lambda _: self.colours_chosen.emit())
        self._key("C", lambda: _next(self.colours))
        self.parts = self._box(
            "values_part", "Part of complex values", "What of a complex value is drawn (X)"
        )
        for part in COMPLEX_PARTS:
            self.parts.addItem(tr(part.capitalize()), part)
        self.parts.currentIndexChanged.connect(lambda _: self.part_chosen.emit())
        self._key("X", lambda: _next(self.parts))

    def _make_more(self) -> None:
        self.more = MoreActions(self, self._view)
        self._key("M", lambda: self.more.isVisible() and self.more.showMenu())
        self.clip, self.profiles, self.finds = self.more.clip, self.more.profiles, self.more.finds
        self.clip.toggled.connect(lambda _: self.colours_chosen.emit())
        self.profiles.toggled.connect(self.profiles_chosen)
        for action, what in self.finds.items():
            action.triggered.connect(lambda _=False, what=what: self.find_wanted.emit(what))

    def _button(self, name: str, text: str, explanation: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(tr(text))
        button.setAccessibleName(tr(text))
        button.setToolTip(tr(explanation))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._key(key, lambda: button.isVisible() and button.click())
        return button

    def _box(self, name: str, accessible: str, explanation: str) -> QComboBox:
        box = ElidedBox(self)
        box.setObjectName(name)
        box.setAccessibleName(tr(accessible))
        box.setToolTip(tr(explanation))
        return box

    def _key(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self._view)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _toggle_layer(self, layer: str) -> None:
        if self.layers.isEnabled() and self.layers.isVisible():
            self.layer_chosen.emit(NEWER if self.layers.currentData() == layer else layer)

    def _name_go_to(self, *, is_vector: bool) -> None:
        name = tr("Go to index" if is_vector else "Go to cell")
        self.go_to.setAccessibleName(name)
        self.go_to.setPlaceholderText(name)
        self._fit_field()
        self.go_to.setToolTip(
            tr("Type an index (G)" if is_vector else "Type row and column, as in 12, 5 (G)")
        )

    def _fit_field(self) -> None:
        is_tight = self._is_narrow and self.go_to.placeholderText() == tr("Go to cell")
        self.go_to.setFixedWidth(px(_FIELD_PX) if is_tight else px(_WIDE_FIELD_PX))

    def _focus_go_to(self) -> None:
        for widget in self._beside:  # a page with a field of its own
            if widget.isVisible():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
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
        can_go = bool(modes) and mode in (PICTURE, GRID)
        self.more.offer(of_maps=bool(modes) and is_map, finding=can_go)
        self.parts.setVisible(bool(modes) and is_complex)
        self.go_to.setVisible(can_go)
        self._name_go_to(is_vector=is_vector)
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

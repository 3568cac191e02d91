"""The controls of a tensor's axes: a head that tells which two are shown, and a slider for each of the others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from explorer.analysis.sampling_axes import axis_label
from explorer.analysis.sampling_slices import SliceChoice
from explorer.gui.elided_box import ElidedBox
from explorer.gui.language import tr
from explorer.gui.layouts import clear_layout
from explorer.gui.theme import px

_IN_A_LINE = 2
_NARROW_PX = 480  # one slider in a line
_MOST_HEIGHT_PX = 108


class AxisBar(QScrollArea):
    """Emits a new SliceChoice whenever one of its controls is moved."""

    chosen = Signal(object)  # SliceChoice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("values_axes")
        self.setAccessibleName(tr("Axes of the tensor"))
        self.setWidgetResizable(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shape: tuple[int, ...] = ()
        self.choice: SliceChoice | None = None
        self._in_a_line = _IN_A_LINE
        self.names: tuple[str, ...] = ()
        self.sliders: dict[int, QSlider] = {}
        self.spins: dict[int, QSpinBox] = {}
        self.rows_box = self.columns_box = self.swap = None
        self.head = QWidget(parent)  # stands among the other controls; the sliders have lines of their own
        self.head.setObjectName("values_axes_head")
        line = QHBoxLayout(self.head)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(6)
        shortcut = QShortcut(QKeySequence("T"), parent or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._swap)
        self.show_controls(False)

    def show_controls(self, is_shown: bool) -> None:
        """Show or hide the head, and the sliders of a tensor that needs them."""
        self.head.setVisible(is_shown)
        self.setVisible(is_shown and bool(self.sliders))

    def show_choice(self, shape: tuple[int, ...], choice: SliceChoice, names: tuple[str, ...] = ()) -> None:
        """Make controls for a tensor of at least two axes; `names`: a word an axis where known."""
        same = shape == self.shape and names == self.names and self.choice is not None
        same = same and (self.choice.rows, self.choice.columns) == (choice.rows, choice.columns)
        self.shape, self.choice, self.names = shape, choice, names
        if not same and len(shape) > 1:
            self._build()
        self.show_controls(len(shape) > 1)
        for axis, spin in self.spins.items():
            for control in (spin, self.sliders[axis]):
                control.blockSignals(True)
                control.setValue(choice.at[axis])
                control.blockSignals(False)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        in_a_line = 1 if self.width() < px(_NARROW_PX) else _IN_A_LINE
        if in_a_line != self._in_a_line:
            self._in_a_line = in_a_line
            if self.choice is not None and len(self.shape) > 1:
                is_shown = not self.head.isHidden()  # a message may stand there instead of the tensor
                self._build()
                self.show_choice(self.shape, self.choice, self.names)
                self.show_controls(is_shown)

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("values_axes_inner")
        lines = QGridLayout(inner)
        lines.setContentsMargins(12, 0, 12, 8)
        lines.setHorizontalSpacing(16)
        lines.setVerticalSpacing(4)
        self.sliders, self.spins = {}, {}
        self.rows_box = self._axis_box("rows", self.choice.rows)
        self.columns_box = self._axis_box("columns", self.choice.columns)
        head = self.head.layout()
        clear_layout(head)
        for text, box in (("Rows", self.rows_box), ("Columns", self.columns_box)):
            head.addWidget(_label(tr(text)))
            head.addWidget(box)
        self.swap = QToolButton()
        self.swap.setObjectName("values_swap_axes")
        self.swap.setText("⇄")
        self.swap.setAccessibleName(tr("Swap rows and columns"))
        self.swap.setToolTip(tr("Swap rows and columns (T)"))
        self.swap.clicked.connect(self._swap)
        head.addWidget(self.swap)
        shown = (self.choice.rows, self.choice.columns)
        # Along an axis of one there is nothing to choose.
        others = [axis for axis, size in enumerate(self.shape) if axis not in shown and size > 1]
        in_a_line = self._in_a_line
        for place, axis in enumerate(others):
            lines.addLayout(self._position(axis), place // in_a_line, place % in_a_line)
        for column in range(in_a_line):
            lines.setColumnStretch(column, 1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # the ground is that of the controls above
        self.viewport().setAutoFillBackground(False)
        for child in inner.findChildren(QWidget):
            child.ensurePolished()  # the style sheet says how high a field is
        self.setFixedHeight(min(inner.sizeHint().height() + 2, px(_MOST_HEIGHT_PX)))

    def _axis_box(self, which: str, current: int | None) -> QComboBox:
        box = ElidedBox()
        box.setObjectName(f"values_{which}_axis")
        box.setAccessibleName(tr(f"Axis shown as {tr(which)}"))
        box.setToolTip(tr(f"Which axis of the tensor runs along the {tr(which)} (arrow keys)"))
        for axis, size in enumerate(self.shape):
            box.addItem(f"{self._name(axis)} ({size:,})", axis)
        box.setCurrentIndex(current or 0)
        box.activated.connect(lambda axis, which=which: self.chosen.emit(self.choice.with_axis(which, axis)))
        return box

    def _position(self, axis: int) -> QHBoxLayout:
        size = self.shape[axis]
        line = QHBoxLayout()
        line.setSpacing(6)
        spin, slider = QSpinBox(), QSlider(Qt.Orientation.Horizontal)
        for control, name in ((spin, "number"), (slider, "slider")):
            control.setObjectName(f"values_axis_{axis}_{name}")
            control.setAccessibleName(tr(f"Index along {axis_label(self.names, axis)}, 0 to {size - 1:,}"))
            control.setToolTip(
                tr(f"Index along {axis_label(self.names, axis)} (arrow keys, Page Up and Page Down)")
            )
            control.setRange(0, min(max(size - 1, 0), 2**31 - 1))
            control.valueChanged.connect(lambda index, axis=axis: self._moved(axis, index))
        spin.setMinimumWidth(spin.fontMetrics().horizontalAdvance("0") * len(str(size)) + 14)
        slider.setPageStep(max(1, size // 10))
        slider.setMinimumWidth(px(60))
        line.addWidget(_label(self._name(axis)))
        line.addWidget(slider, 1)
        line.addWidget(spin)
        line.addWidget(_label(tr(f"of {size:,}")))
        self.sliders[axis], self.spins[axis] = slider, spin
        return line

    def _name(self, axis: int) -> str:
        """A name from our own list, or the number."""
        return tr(axis_label(self.names, axis))

    def _swap(self) -> None:
        if self.choice is not None and self.head.isVisible():
            self.chosen.emit(self.choice.swapped())

    def _moved(self, axis: int, index: int) -> None:
        self.chosen.emit(self.choice.with_index(axis, index))


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("muted", True)
    return label

"""The row in which a range of values is typed, whose share is followed over the steps."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from explorer.gui.elided_label import ElidedLabel
from explorer.gui.language import tr
from explorer.gui.theme import px

_HINT = "Type both ends, or drag in the picture."
_FOLLOWED = "Enter takes other ends, Esc clears."
_NO_NUMBER = "The ends of a range are numbers, as in -0.1 and 0.1."
_FIELD_PX = 110


class _Field(QLineEdit):
    """Keeps Esc for itself: in the window it lets go of the variable."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(px(_FIELD_PX), super().sizeHint().height())


class RangeRow(QWidget):
    """Two fields; Enter in either tells the range, Esc that there is none any more."""

    chosen = Signal(object)  # (low, high), low <= high
    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("histogram_range_row")
        self.setAccessibleName(tr("Range of values"))
        self._shown: tuple[float, float] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 4)
        row.setSpacing(6)
        self.low = self._field("histogram_range_low", "Least value of the range", "-0.1")
        self.high = self._field("histogram_range_high", "Largest value of the range", "0.1")
        for text, field in (("Share of the values from", self.low), ("to", self.high)):
            label = QLabel(tr(text), self)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        self.note = ElidedLabel(self, is_sentence=True)
        self.note.setObjectName("histogram_range_note")
        row.addWidget(self.note, 1)
        self._say(_HINT)
        self.hide()

    def _field(self, name: str, said: str, example: str) -> _Field:
        field = _Field(self)
        field.setObjectName(name)
        field.setAccessibleName(tr(said))
        field.setPlaceholderText(example)
        field.setFixedWidth(px(_FIELD_PX))
        field.setToolTip(tr(f'{tr(said)}; "-0.1 : 0.1" sets both. Enter shows its share, Esc clears it (R)'))
        field.returnPressed.connect(self._take)
        field.left.connect(self.cleared)
        return field

    def show_range(self, values: tuple[float, float] | None) -> None:
        """Write the range that is followed now; what is being typed stays while that does not change."""
        if values == self._shown:
            return
        self._shown = values
        for field, value in zip((self.low, self.high), values or ("", "")):
            field.setText(value if isinstance(value, str) else f"{value:.6g}")
            field.setModified(False)
        self._say(_FOLLOWED if values else _HINT)

    def begin(self) -> None:
        """Await the first number."""
        self.low.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.low.selectAll()

    def _say(self, text: str) -> None:
        text = tr(text)
        self.note.setText(text)
        self.note.setToolTip(text)
        self.note.setAccessibleName(text)

    def _take(self) -> None:
        both = self.sender() if isinstance(self.sender(), QLineEdit) else self.low
        typed = both.text().replace("..", ":")
        if ":" in typed:
            for field, text in zip((self.low, self.high), typed.split(":", 1)):
                field.setText(text.strip())
                field.setModified(True)
        if not self.low.text().strip() or not self.high.text().strip():  # one end alone is no mistake yet
            empty = self.low if not self.low.text().strip() else self.high
            empty.setFocus()
            return
        # An end that was not touched is taken as it is, not with the digits that are shown.
        shown = self._shown or (math.nan, math.nan)
        ends = [
            number_in(field.text()) if field.isModified() else value
            for field, value in zip((self.low, self.high), shown)
        ]
        if not all(map(math.isfinite, ends)):
            self._say(_NO_NUMBER)
            return
        self._say(_FOLLOWED)
        self._shown = (min(ends), max(ends))
        for field, value in zip((self.low, self.high), self._shown):
            field.setText(f"{value:.6g}")
            field.setModified(False)
        self.chosen.emit(self._shown)


def number_in(text: str) -> float:
    """The number written; NaN for anything else. A comma or a real minus sign is no reason to refuse it."""
    try:
        return float(text.strip().replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        return math.nan

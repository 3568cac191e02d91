"""The cursor of the keyboard in a picture: arrows walk over steps and values, Shift chooses a range, plus and minus zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.language import tr
from explorer.report.numbers import format_count, format_float

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance


class KeyCursor:
    """The half of a plot that answers keys; the other half draws and knows what lies where."""

    if TYPE_CHECKING:
        picture: Picture | None
        cursor_place: float
        hovered_index: int
        value_side: int
        chosen: SignalInstance
        brushed: SignalInstance
        plotItem: Any
        _brush_from: float | None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, picture = event.key(), self.picture
        if picture is None or not picture.records:
            super().keyPressEvent(event)
            return
        arrows = {
            Qt.Key.Key_Up: (1, 1),
            Qt.Key.Key_Down: (1, -1),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        here = self.hovered_index if self.hovered_index >= 0 else max(picture.newer, 0)
        if key in arrows:
            side, sign = arrows[key]
            if side == max(self.value_side, 1 if self.steps_are_sideways else 0):
                self._move_cursor(sign, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                self.read_row(here)
            else:
                onwards = sign if self.steps_are_sideways else -sign
                self.read_row(min(max(here + onwards, 0), len(picture.records) - 1))
        elif key == Qt.Key.Key_Escape and picture.brush is not None:
            self._brush_from = None
            self.brushed.emit(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.hovered_index >= 0:
            self.chosen.emit(self.hovered_index)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(0.5 if key != Qt.Key.Key_Minus else 2.0)
        else:
            event.ignore()  # the window's own shortcuts

    @property
    def steps_are_sideways(self) -> bool:
        """Whether the steps run from left to right."""
        return self.value_side != 0

    def _move_cursor(self, sign: int, widens: bool) -> None:
        """One hundredth of what is shown further on; with Shift, the way passed is the range of values."""
        picture = self.picture
        if not widens:
            self._brush_from = None
        elif self._brush_from is None:
            self._brush_from = self.cursor_place
        place = self.cursor_place + sign * (picture.last - picture.first) / 100
        self.cursor_place = min(max(place, picture.first), picture.last)
        if self._brush_from is not None:
            self._brush_places(self._brush_from, self.cursor_place)

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much of the value axis."""
        first, last = self.window()
        half = min((last - first) * factor / 2, 0.5)
        middle = min(max(self.cursor_place, half), 1 - half)
        self.set_window(middle - half, middle + half)

    def readout_of(self, index: int) -> Readout | None:
        """What the arrow keys tell of a record."""
        return self.readout(self.key_point(index))

    def readout_in_words(self, index: int) -> str:
        """A record's statistics for those who cannot see the picture."""
        record = self.picture.records[index]
        found = record.statistics
        if found is None or found.min is None:
            return tr(record.reason)
        text = tr(
            f"{record.heading}: {format_count(found.count)} values, {format_float(found.min)} to "
            f"{format_float(found.max)}, mean {_number(found.mean)}, std {_number(found.std)}"
        )
        return f"{text}, {record.unusual}" if record.unusual else text

    def key_point(self, index: int) -> QPointF:
        """Where the cursor of the arrow keys stands for a record, in data coordinates."""
        return QPointF(self.cursor_place, index)

    def read_row(self, index: int) -> None:
        """Read out a record at the place of the cursor, as the arrow keys do."""
        point = self.key_point(index)
        found = self.readout_of(index)
        scene = self.plotItem.getViewBox().mapViewToScene(point)
        self._tell(found, QPointF(self.mapFromScene(scene)))


def _number(value: float | None) -> str:
    return tr("past the range of numbers") if value is None else format_float(value)

"""The area of a picture: the wheel zooms its value axis, a drag chooses a range of values, Shift and a drag moves it."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal


class ValueBox(pg.ViewBox):
    """`value_side`: which axis holds the values: 0 sideways, 1 upwards, -1 none."""

    brushed = Signal(float, float, bool)  # two places on the value axis, and whether the drag is over

    def __init__(self, value_side: int) -> None:
        super().__init__(enableMenu=False)
        self.value_side = value_side
        self.setMouseEnabled(x=value_side != 1, y=value_side == 1)

    def mouseDragEvent(self, ev, axis=None) -> None:  # type: ignore[no-untyped-def]
        moves = ev.modifiers() & Qt.KeyboardModifier.ShiftModifier or ev.button() != Qt.MouseButton.LeftButton
        if self.value_side < 0 or moves or axis is not None:
            super().mouseDragEvent(ev, axis)
            return
        ev.accept()
        start, end = self.mapToView(ev.buttonDownPos()), self.mapToView(ev.pos())
        side = self.value_side
        self.brushed.emit((start.x(), start.y())[side], (end.x(), end.y())[side], ev.isFinish())

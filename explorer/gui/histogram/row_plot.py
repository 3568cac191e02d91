"""Base of the pictures in which each row is a step: values sideways, steps at the right, notes on remarkable rows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import StepAxis, ValueAxis
from explorer.gui.histogram.plot_base import ValuePlot
from explorer.gui.theme import px


class RowPlot(ValuePlot):
    """Rows run downwards, the first step at the top."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, {"bottom": ValueAxis("bottom"), "right": StepAxis("right")}, parent)
        self.axes["right"].setWidth(px(64))
        self.plotItem.getViewBox().invertY(True)

    def _write_notes(self) -> None:
        """Write on the rows what their height leaves room for."""
        raise NotImplementedError

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        if getattr(self, "picture", None) is not None:
            self._write_notes()

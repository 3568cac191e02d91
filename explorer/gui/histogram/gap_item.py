"""Hatched columns where steps have nothing to draw."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from explorer.gui.histogram.filling_item import FillingItem
from explorer.gui.theme import current_palette, with_alpha


def runs_of(indices: Iterable[int]) -> list[list[int]]:
    """Ascending numbers, parted where one is missing."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


class GapItem(FillingItem):
    """Stretches of the axis of steps, hatched over the whole height of what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: tuple[tuple[float, float], ...] = ()
        self.setZValue(-20)

    def show_spans(self, spans: tuple[tuple[float, float], ...]) -> None:
        """Places on the axis of steps, left and right."""
        if spans != self.spans:
            self.spans = spans
            self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        seen = self.boundingRect()
        hatch = QBrush(with_alpha(current_palette().muted, 0.35), Qt.BrushStyle.BDiagPattern)
        hatch.setTransform(painter.worldTransform().inverted()[0])
        for left, right in self.spans:
            painter.fillRect(QRectF(left, seen.top(), right - left, seen.height()), hatch)

"""The profile of a heat map's rows or columns: mean as a line, least to largest as a band, the line under the cursor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.analysis.sampling_detail import Detail
from explorer.analysis.sampling_rows import Profile
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor, ui_font, with_alpha
from explorer.gui.values.heat_map import HeatMap
from explorer.report.numbers import format_float

SHORT_PX = 96


class ProfileStrip(QWidget):
    """Beside (`of_rows`) or below a heat map, aligned with its cells."""

    def __init__(self, heat_map: HeatMap, *, of_rows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map, self.of_rows = heat_map, of_rows
        which = "rows" if of_rows else "columns"
        self.setObjectName(f"values_profile_{which}")
        self.setAccessibleName(tr(f"Profile of the {tr(which)}: mean, and least to largest"))
        self.setToolTip(
            tr(f"The mean of each of the {tr(which)}, and from the least to the largest as a band")
        )
        self.profile: Profile | None = None
        self.cursor_line: npt.NDArray[np.float64] | None = None  # values of the line under the cursor
        self._first = self._step = 0
        if of_rows:
            self.setFixedWidth(SHORT_PX)
        else:
            self.setFixedHeight(SHORT_PX)
        heat_map.ranged.connect(self.update)

    def show_profile(self, profile: Profile, detail: Detail) -> None:
        """Show the profile of a picture."""
        self.profile, self.cursor_line = profile, None
        self._first = detail.top if self.of_rows else detail.left
        self._step = detail.row_step if self.of_rows else detail.column_step
        self.update()

    def show_cursor(self, line: npt.NDArray[np.float64] | None) -> None:
        """Draw the values of the line under the cursor over the band; None for none."""
        self.cursor_line = line
        self.update()

    def ends(self) -> tuple[float, float] | None:
        """The least and the largest value of the band; None where nothing is finite."""
        if self.profile is None or not np.isfinite(self.profile.low).any():
            return None
        return float(np.nanmin(self.profile.low)), float(np.nanmax(self.profile.high))

    def paintEvent(self, _) -> None:  # type: ignore[no-untyped-def]
        painter, palette = QPainter(self), current_palette()
        painter.fillRect(self.rect(), qcolor(palette.canvas))
        ends = self.ends()
        if ends is None or self.profile is None:
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        along = self._along(len(self.profile.mean))
        across = self._across(ends)
        painter.setClipRect(self._clip())
        self._band(painter, along, across(self.profile.low), across(self.profile.high))
        if ends[0] < 0 < ends[1]:
            painter.setPen(QPen(qcolor(palette.border)))
            zero = float(across(np.zeros(1))[0])
            painter.drawPolyline(self._points(along[[0, -1]], np.array([zero, zero])))
        self._line(painter, along, across(self.profile.mean), palette.accent, 1.6)
        if self.cursor_line is not None and len(self.cursor_line) == len(along):
            self._line(painter, along, across(self.cursor_line), palette.role("slot"), 1.2)
        painter.setClipping(False)
        self._texts(painter, ends)
        painter.end()

    def _along(self, count: int) -> npt.NDArray[np.float64]:
        """Pixels of the middles of the lines, as the heat map has them."""
        box = self._map.plotItem.getViewBox()
        area = box.sceneBoundingRect()
        rect = self._map.view_rect()
        cells = self._first + self._step * (np.arange(count) + 0.5)
        if self.of_rows:
            return area.top() + (cells - rect.top()) / max(rect.height(), 1e-9) * area.height()
        return area.left() + (cells - rect.left()) / max(rect.width(), 1e-9) * area.width()

    def _across(self, ends: tuple[float, float]):  # type: ignore[no-untyped-def]
        low, high = ends
        span = high / 2 - low / 2 or 1.0
        room = (self.width() if self.of_rows else self.height()) - 24

        def place(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            fraction = (values / 2 - low / 2) / span
            return 4 + fraction * room if self.of_rows else self.height() - 20 - fraction * room

        return place

    def _clip(self) -> QRectF:
        area = self._map.plotItem.getViewBox().sceneBoundingRect()
        if self.of_rows:
            return QRectF(0, area.top(), self.width(), area.height())
        return QRectF(area.left(), 0, area.width(), self.height())

    def _points(self, along: npt.NDArray[np.float64], across: npt.NDArray[np.float64]) -> QPolygonF:
        known = np.isfinite(across)
        pairs = zip(along[known].tolist(), across[known].tolist())
        return QPolygonF([QPointF(b, a) if self.of_rows else QPointF(a, b) for a, b in pairs])

    def _band(self, painter: QPainter, along, low, high) -> None:  # type: ignore[no-untyped-def]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(current_palette().accent, 0.22))
        outline = np.concatenate([along, along[::-1]]), np.concatenate([low, high[::-1]])
        painter.drawPolygon(self._points(*outline))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _line(self, painter: QPainter, along, across, colour: str, width: float) -> None:  # type: ignore[no-untyped-def]
        painter.setPen(QPen(qcolor(colour), width))
        painter.drawPolyline(self._points(along, across))

    def _texts(self, painter: QPainter, ends: tuple[float, float]) -> None:
        painter.setFont(ui_font(10))
        painter.setPen(qcolor(current_palette().muted))
        low, high = (format_float(value, 3) for value in ends)
        clip = self._clip()
        if self.of_rows:
            area = QRectF(2, max(clip.top() - 18, 0), self.width() - 4, 16)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), low)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight), high)
            return
        left = QRectF(0, 0, max(clip.left() - 6, 10), self.height() - 14)
        painter.drawText(left, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), low)
        painter.drawText(left, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), high)

"""Small pictures in lines: every filter of a convolution a tile, one of them chosen by click or keys."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from explorer.analysis.sampling_detail import NAN, NEGINF, POSINF
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.gui.values.odd_marks import paint_mark

_GAP, _TEXT_PX = 8, 14
_LEAST_PX, _MOST_PX = 28, 160


class TileSheet(QAbstractScrollArea):
    """Draws what it is given; only the tiles in view are painted."""

    chosen_changed = Signal(int)
    opened = Signal(int)  # Enter or a double click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("values_tiles")
        self.setAccessibleName(tr("Filters"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pixels: npt.NDArray[np.uint8] = np.zeros((0, 1, 1, 4), np.uint8)
        self._odd: npt.NDArray[np.uint8] = np.zeros((0, 1, 1), np.uint8)
        self.chosen = 0

    def show_tiles(self, pixels: npt.NDArray[np.uint8], values: npt.NDArray[np.float64]) -> None:
        """Show other tiles.

        Args:
            pixels: uint8 [tiles, height, width, 4] RGBA.
            values: [tiles, height, width] or [tiles, height, width, 3]: where it is not finite a mark is drawn.
        """
        self.pixels = np.ascontiguousarray(pixels)
        flat = values if values.ndim == 3 else values.sum(axis=3)
        self._odd = np.zeros(flat.shape, np.uint8)
        for mark, is_odd in ((NAN, np.isnan(flat)), (POSINF, flat == np.inf), (NEGINF, flat == -np.inf)):
            self._odd[is_odd] = mark
        self.choose(min(self.chosen, max(len(pixels) - 1, 0)))
        self._fit()

    @property
    def tile_size(self) -> QSize:
        """Of a picture, without its number: as large as lets all of them be seen, within limits."""
        count, height, width = self.pixels.shape[:3]
        room = self.viewport().size()
        for side in range(_MOST_PX, _LEAST_PX, -4):
            across = max((room.width() - _GAP) // (side + _GAP), 1)
            if -(-count // across) * (side * height // max(width, 1) + px(_TEXT_PX) + _GAP) <= room.height():
                break
        else:
            side = max(_LEAST_PX, min(48, _MOST_PX))
        return QSize(side, max(side * height // max(width, 1), 6))

    @property
    def across(self) -> int:
        """Tiles in a line."""
        return max((self.viewport().width() - _GAP) // (self.tile_size.width() + _GAP), 1)

    def tile_rect(self, tile: int) -> QRect:
        """Where a picture lies in the viewport."""
        line, place = divmod(tile, self.across)
        size = self.tile_size
        return QRect(
            _GAP + place * (size.width() + _GAP),
            _GAP + line * self._line_px() - self.verticalScrollBar().value(),
            size.width(),
            size.height(),
        )

    def choose(self, tile: int) -> None:
        """Choose a tile and scroll to it."""
        if not 0 <= tile < len(self.pixels):
            return
        changed, self.chosen = tile != self.chosen, tile
        rect, bar = self.tile_rect(tile), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - _GAP)
        elif rect.bottom() + px(_TEXT_PX) > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + px(_TEXT_PX) - self.viewport().height() + _GAP)
        self.setAccessibleDescription(tr(f"filter {tile} of {len(self.pixels)} is chosen"))
        self.viewport().update()
        if changed:
            self.chosen_changed.emit(tile)

    def _line_px(self) -> int:
        return self.tile_size.height() + px(_TEXT_PX) + _GAP

    def _fit(self) -> None:
        lines = -(-len(self.pixels) // self.across)
        whole = _GAP + lines * self._line_px()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(whole - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._line_px())
        self.viewport().update()

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _) -> None:  # type: ignore[no-untyped-def]
        painter, palette = QPainter(self.viewport()), current_palette()
        painter.fillRect(self.viewport().rect(), qcolor(palette.canvas))
        painter.setFont(ui_font(10))
        first = max(self.verticalScrollBar().value() // self._line_px(), 0) * self.across
        height = self.viewport().height()
        _, rows, columns, _ = self.pixels.shape
        for tile in range(first, len(self.pixels)):
            rect = self.tile_rect(tile)
            if rect.top() > height:
                break
            image = QImage(self.pixels[tile].data, columns, rows, columns * 4, QImage.Format.Format_RGBA8888)
            painter.drawImage(rect, image)
            self._paint_marks(painter, tile, rect)
            is_chosen = tile == self.chosen
            painter.setPen(
                QPen(qcolor(palette.accent if is_chosen else palette.border), 2 if is_chosen else 1)
            )
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            painter.setPen(qcolor(palette.text if is_chosen else palette.muted))
            below = QRect(rect.left(), rect.bottom() + 1, rect.width(), px(_TEXT_PX))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), str(tile))
        painter.end()

    def _paint_marks(self, painter: QPainter, tile: int, rect: QRect) -> None:
        odd = self._odd[tile]
        down, right = rect.height() / odd.shape[0], rect.width() / odd.shape[1]
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(odd))):
            area = QRectF(rect.left() + column * right, rect.top() + row * down, right, down)
            paint_mark(painter, int(odd[row, column]), area)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for tile in range(len(self.pixels)):
            if (
                self.tile_rect(tile)
                .adjusted(-_GAP // 2, 0, _GAP // 2, px(_TEXT_PX))
                .contains(event.position().toPoint())
            ):
                self.choose(tile)
                return

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        self.opened.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = max(self.viewport().height() // self._line_px(), 1)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.across,
            Qt.Key.Key_Down: self.across,
            Qt.Key.Key_PageUp: -self.across * lines,
            Qt.Key.Key_PageDown: self.across * lines,
            Qt.Key.Key_Home: -self.chosen,
            Qt.Key.Key_End: len(self.pixels) - 1 - self.chosen,
        }
        if event.key() in steps:
            self.choose(self.chosen + steps[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.chosen)
        else:
            event.ignore()

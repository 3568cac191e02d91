"""The picture of the time axis: its line, ticks and marks, the handles' labels, and why there is no curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.gui.language import tr
from explorer.gui.marks import paint_status
from explorer.gui.session import Session
from explorer.gui.statuses import COMPLETE, GONE, shown_status
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.gui.timeline.axis import Axis
from explorer.gui.timeline.curve_row import CurveRow
from explorer.gui.timeline.odd_steps import OddSteps
from explorer.gui.timeline.words import elsewhere_label, short_label

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.checkpoints.run_events import SavedCheckpoint

LEFT, RIGHT = 128, 72
CURVE_TOP = 19  # below the handles' labels


class DrawnAxis(QWidget):
    """Paints what `Timeline` lays out and keeps up to date."""

    session: Session
    curve_row: CurveRow
    mode_button: QToolButton
    odd_steps: OddSteps
    _axis: Axis
    _entries: tuple[CheckpointEntry, ...]
    _marks: QPixmap | None  # all marks at rest, painted once
    _hovered: int
    _dragged_to: dict[str, int]

    @property
    def mode(self) -> str:
        """The unit of the axis."""
        raise NotImplementedError

    def curve_sentence(self) -> str:
        """Why there is no curve; "" where there is one."""
        raise NotImplementedError

    def deleted_marks(self) -> list[tuple[QPointF, SavedCheckpoint]]:
        """Where the marks of checkpoints stand that only the event files tell of."""
        raise NotImplementedError

    def _base(self) -> float:
        raise NotImplementedError

    def _mark(self, index: int) -> QPointF:
        raise NotImplementedError

    def _index(self, entry: CheckpointEntry | None) -> int:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_palette()
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolor(colours.panel))
        painter.setFont(ui_font(11))
        base = self._base()
        if not self._entries:
            self._paint_no_marks(painter, base)
            if self.curve_row.curve.series is None:
                return
        self._paint_sentence(painter)
        painter.setPen(QPen(qcolor(colours.border), 1.0))
        for lane in range(self._axis.lane_count):
            y = base - 12 * lane
            painter.drawLine(QPointF(px(LEFT), y), QPointF(max(self.width() - px(RIGHT), px(LEFT) + 60), y))
        painter.setPen(qcolor(colours.muted))
        for tick in self._axis.ticks:
            painter.drawText(QPointF(tick.left, base + px(22)), tick.text)
        self._paint_marks(painter)
        self._paint_handle_labels(painter)

    def _paint_no_marks(self, painter: QPainter, base: float) -> None:
        """That there are no checkpoints: in the middle, or below the curve of the events that there are."""
        painter.setPen(qcolor(current_palette().muted))
        text = "No checkpoints yet" if self.session.run is None else "No checkpoints in this directory"
        if self.curve_row.curve.series is None:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr(text))
        else:
            painter.drawText(QPointF(14, base + 4), tr("no checkpoints"))

    def _paint_sentence(self, painter: QPainter) -> None:
        """Where a curve would be, why there is none."""
        sentence = tr(self.curve_sentence())
        if not sentence:
            return
        colours = current_palette()
        painter.setPen(qcolor(colours.muted))
        # Where the curve's button and the curve itself would be.
        y = (px(CURVE_TOP) + self._base() - 12 * (self._axis.lane_count - 1)) / 2
        has_room = y + px(4) <= self.mode_button.y()  # in a low strip the axis takes its place
        if has_room and self.curve_row.tag_button.isHidden():  # else the button says it
            painter.setFont(ui_font())
            painter.drawText(QPointF(21, y + px(2)), tr("loss"))
        painter.setFont(ui_font(11))
        room = QRectF(px(LEFT), px(22), max(self.width() - px(RIGHT) - px(LEFT), 60), px(18))
        shown = QFontMetricsF(painter.font()).elidedText(sentence, Qt.TextElideMode.ElideRight, room.width())
        taken = [
            self._axis.xs[i]
            for i in (self._index(self.session.older_entry), self._index(self.session.newer_entry))
            if i >= 0
        ]
        width = QFontMetricsF(painter.font()).horizontalAdvance(shown)
        start = room.left() + 4
        for x in sorted(taken):  # step aside for a handle's line
            if start - 6 < x < start + width + 6 and x + 12 + width < room.right():
                start = x + 12
        painter.drawText(QPointF(start, y + px(2)), shown)

    def _paint_marks(self, painter: QPainter) -> None:
        colours = current_palette()
        newer, older = self._index(self.session.newer_entry), self._index(self.session.older_entry)
        radius = self._axis.radius
        ratio = self.devicePixelRatioF()
        if self._marks is None or self._marks.devicePixelRatio() != ratio:
            self._marks = QPixmap(self.size() * ratio)
            self._marks.setDevicePixelRatio(ratio)
            self._marks.fill(Qt.GlobalColor.transparent)
            self._paint_all_marks(QPainter(self._marks))
        painter.drawPixmap(0, 0, self._marks)
        if 0 <= self._hovered < len(self._entries):
            paint_status(
                painter, self._mark(self._hovered), radius + 1.5, shown_status(self._entries[self._hovered])
            )
        for index, side in ((older, "older"), (newer, "newer")):
            if index >= 0:
                entry = self._entries[index]
                paint_status(
                    painter,
                    self._mark(index),
                    max(radius, 4.0) + 1,
                    shown_status(entry),
                    colours.series(side),
                )

    def _paint_all_marks(self, painter: QPainter) -> None:
        """Every checkpoint's mark; of 5,000 marks on 1,000 pixels only one a place."""
        radius = self._axis.radius
        drawn: set[tuple[int, int]] = set()
        for mark, _ in self.deleted_marks():
            place = round(mark.x()), round(mark.y())
            if place not in drawn:
                drawn.add(place)
                paint_status(painter, mark, max(radius * 0.7, 1.5), GONE)
        at = {
            (round(x), lane, shown_status(entry)): index
            for index, (x, lane, entry) in enumerate(zip(self._axis.xs, self._axis.lanes, self._entries))
        }
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(current_palette().status(COMPLETE)))
        for (_, _, status), index in at.items():  # nearly all are, so without asking for each how it looks
            if status == COMPLETE:
                painter.drawEllipse(self._mark(index), radius, radius)
        for (_, _, status), index in at.items():
            if status != COMPLETE:
                paint_status(painter, self._mark(index), radius, status)
        self._paint_crosses(painter)
        painter.end()

    def odd_marks(self) -> list[QPointF]:
        """Where the crosses stand: above the steps known to hold NaN or infinities."""
        lift = self._axis.radius + 6
        places = {
            (round(self._axis.xs[index]), self._axis.lanes[index]): self._mark(index)
            for index, entry in enumerate(self._entries)
            if self.odd_steps.keys_of(entry)
        }
        return [QPointF(mark.x(), mark.y() - lift) for mark in places.values()]

    def _paint_crosses(self, painter: QPainter) -> None:
        painter.setPen(QPen(qcolor(current_palette().verdict("damaged")), 1.5))
        for centre in self.odd_marks():
            for side in (1, -1):
                painter.drawLine(centre + QPointF(-2.5, -2.5 * side), centre + QPointF(2.5, 2.5 * side))

    def _paint_handle_labels(self, painter: QPainter) -> None:
        colours = current_palette()
        metrics = QFontMetricsF(painter.font())
        places: list[tuple[float, float, str, str]] = []
        for side, entry in (("newer", self.session.newer_entry), ("older", self.session.older_entry)):
            index = self._dragged_to.get(side, self._index(entry))
            if index < 0 and entry is None:
                continue
            if index < 0:  # the older one of another directory has a label, but no mark here
                words, x = elsewhere_label(side, entry), 0.0
            else:
                words, x = f"{tr(side)} {short_label(self._entries[index], self.mode)}", self._axis.xs[index]
            text = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, px(220) if index >= 0 else px(420))
            width = metrics.horizontalAdvance(text)
            left = x - width / 2
            left = min(max(left, 6), self.width() - width - 6)
            for other_left, other_width, _, _ in places:  # the older one makes room to its left
                if left < other_left + other_width + 8 and other_left < left + width + 8:
                    left = other_left - width - 8
                    if left < 6:
                        left = other_left + other_width + 8
            places.append((left, width, text, side))
        for left, _, text, side in places:
            painter.setPen(qcolor(colours.as_text(colours.series(side))))
            painter.drawText(QPointF(left, px(14)), text)

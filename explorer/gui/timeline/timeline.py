"""The time axis: one mark a checkpoint, and two handles that choose what all views show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QToolTip, QWidget

from explorer.gui.language import tr, tr_label
from explorer.gui.plain_text import tool_tip
from explorer.gui.session import Session
from explorer.gui.statuses import can_be_chosen
from explorer.gui.theme import px, ui_font
from explorer.gui.timeline.axis import BY_STEP, BY_TIME, Axis, best_mode, lay_out, nearest, possible_modes
from explorer.gui.timeline.curve_row import CurveRow
from explorer.gui.timeline.drawn_axis import CURVE_TOP, LEFT, RIGHT, DrawnAxis
from explorer.gui.timeline.handle import WIDTH, TimelineHandle
from explorer.gui.timeline.odd_steps import OddSteps
from explorer.gui.timeline.words import (
    axis_name,
    describe_deleted,
    describe_entry,
)
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.checkpoints.run_events import SavedCheckpoint

DRAG_SETTLES_MS = 60
FAR = 10


class Timeline(DrawnAxis):
    """Draws the session's run along an axis; a click chooses the newer step, Shift or Ctrl with it the older."""

    drag_ended = Signal()  # a handle was let go: where it is now is where somebody wanted to be

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.is_dragging = False
        self._drag_start = (
            self._drag_anchor
        ) = -1  # where the dragged handle was, and where the other one stays
        self.setObjectName("timeline")
        self.setAccessibleName(tr("Time axis of the checkpoints"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._entries: tuple[CheckpointEntry, ...] = ()
        self._index_of: dict[Path, int] = {}
        self._marks: QPixmap | None = None  # all marks as painted last, but for what hover and handles add
        self._wished_mode = ""  # "" until somebody chose one
        self._axis: Axis = lay_out((), "step", 0, 1, len)
        self._hovered = -1
        self._dragged_to: dict[str, int] = {}
        self._drag_timer = QTimer(self, singleShot=True, interval=DRAG_SETTLES_MS)
        self._drag_timer.timeout.connect(self._settle_drag)
        self.newer_handle = TimelineHandle("newer", self)
        self.older_handle = TimelineHandle("older", self)
        for handle in (self.older_handle, self.newer_handle):
            handle.hide()
            handle.dragged.connect(lambda x, side=handle.side: self._drag(side, x))
            handle.dropped.connect(self._drop)
            handle.moved.connect(lambda where, side=handle.side: self._move(side, where))
        self.mode_button = QToolButton(self)
        self.mode_button.setObjectName("timeline_axis_button")
        self.mode_button.setAccessibleName(tr("What the time axis shows"))
        self.mode_button.setProperty("flat", True)
        self.mode_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._mode_menu = QMenu(self.mode_button)
        self._mode_menu.aboutToShow.connect(self._fill_mode_menu)
        self.mode_button.setMenu(self._mode_menu)
        self.mode_button.hide()
        self.curve_row = CurveRow(session, self)
        self.curve_row.changed.connect(self._lay_out)
        self.odd_steps = OddSteps(session, self)
        self.odd_steps.changed.connect(self._repaint_marks)
        for handle in (self.older_handle, self.newer_handle):
            handle.raise_()
        session.run_changed.connect(self._show_run)
        session.entries_changed.connect(self._place_handles)
        session.palette_changed.connect(self._repaint_marks)
        self._show_run(session.run)

    def take_over(self, before: Timeline) -> None:
        """Go on where another stopped: its axis, its curve, and what is known of NaN."""
        self._wished_mode = before._wished_mode
        self.odd_steps.take_over(before.odd_steps)
        self.curve_row.take_over(before.curve_row)
        self._show_run(self.session.run)

    def sizeHint(self) -> QSize:
        return QSize(800, px(108))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, max(84, px(64)))

    # -- what is shown -------------------------------------------------------------------------

    @property
    def axis(self) -> Axis:
        """Where everything is now; for drawing and for tests."""
        return self._axis

    @property
    def mode(self) -> str:
        """What the axis counts: "step", "save number", "wall time" or "order"."""
        return self._axis.mode

    def set_mode(self, mode: str) -> None:
        """Choose what the axis counts; "" lets it decide by itself."""
        self._wished_mode = mode
        self._lay_out()

    def is_busy(self) -> bool:
        """Whether a curve is still on its way."""
        return self.curve_row.source.is_busy() or self.curve_row.updates.is_busy

    def curve_sentence(self) -> str:
        """Why there is no loss curve; "" when there is one."""
        return self.curve_row.sentence()

    def _show_run(self, run: ModelDir | None) -> None:
        self._entries = run.checkpoints if run is not None else ()
        self._index_of = {entry.path: index for index, entry in enumerate(self._entries)}
        self._hovered = -1
        self._lay_out()

    def _lay_out(self) -> None:
        modes = possible_modes(self._entries)
        # Without checkpoints a curve has the axis for itself, and a curve is over steps.
        best = best_mode(self._entries) if self._entries else BY_STEP
        mode = self._wished_mode if self._entries and self._wished_mode in modes else best
        metrics = QFontMetricsF(ui_font(11))
        self._axis = lay_out(
            self._entries,
            mode,
            px(LEFT),
            max(self.width() - px(RIGHT), px(LEFT) + 60),
            metrics.horizontalAdvance,
            extent=self.curve_row.extent(),
        )
        self.mode_button.setText(tr(axis_name(mode, self._entries)))
        self.mode_button.setVisible(bool(self._entries))
        self.mode_button.adjustSize()
        self.mode_button.move(6, int(self._base() - self.mode_button.height() / 2))
        highest = self._base() - 12 * (self._axis.lane_count - 1) - self._axis.radius - 3
        self.curve_row.lay_out(
            self._axis, self._entries, QRectF(px(LEFT), px(CURVE_TOP), 0, highest - px(CURVE_TOP))
        )
        self._place_handles()
        self._repaint_marks()

    def _repaint_marks(self) -> None:
        self._marks = None
        self.update()

    def _base(self) -> float:
        return float(self.height() - px(30))

    def _mark(self, index: int) -> QPointF:
        return QPointF(self._axis.xs[index], self._base() - 12 * self._axis.lanes[index])

    def deleted_marks(self) -> list[tuple[QPointF, SavedCheckpoint]]:
        """Where the checkpoints stand that only the event files tell of; they cannot be chosen."""
        if self.mode not in (BY_STEP, BY_TIME):
            return []
        lanes = {entry.family: lane for entry, lane in zip(self._entries, self._axis.lanes)}
        marks = []
        for saved in self.curve_row.source.deleted:
            x = self._axis.x_of(saved.step if self.mode == BY_STEP else saved.wall_time)
            if x is not None:
                lane = lanes.get(saved.name.rpartition("-")[0], 0)
                marks.append((QPointF(x, self._base() - 12 * lane), saved))
        return marks

    def _deleted_at(self, position: QPointF) -> SavedCheckpoint | None:
        near = [
            (abs(mark.x() - position.x()), saved)
            for mark, saved in self.deleted_marks()
            if abs(mark.x() - position.x()) <= 6 and abs(mark.y() - position.y()) <= 8
        ]
        return min(near, key=lambda item: item[0])[1] if near else None

    def _index(self, entry: CheckpointEntry | None) -> int:
        return self._index_of.get(entry.path, -1) if entry is not None else -1

    def _place_handles(self) -> None:
        for handle, entry in (
            (self.newer_handle, self.session.newer_entry),
            (self.older_handle, self.session.older_entry),
        ):
            index = self._dragged_to.get(handle.side, self._index(entry))
            handle.setVisible(index >= 0)
            if index >= 0:
                mark = self._mark(index)
                handle.setGeometry(
                    round(mark.x() - WIDTH / 2), px(20), WIDTH, max(round(mark.y() - px(20) - 7), 10)
                )
                shown = self._entries[index]
                handle.setAccessibleName(
                    tr(f"{handle.side.capitalize()} checkpoint: {tr_label(display_name(shown.label, 80))}")
                )
                handle.setToolTip(tool_tip(f"{tr(handle.side)}: {tr_label(shown.label)}"))
        self.update()

    # -- mouse and keyboard --------------------------------------------------------------------

    def _drag(self, side: str, x: float) -> None:
        """The other handle stays where it is; dragged past it, the two change roles, later is newer."""
        index = nearest(self._axis, x)
        if index < 0 or not can_be_chosen(self._entries[index]):
            return
        if not self.is_dragging:
            own, other = self._index(self.session.newer_entry), self._index(self.session.older_entry)
            self.is_dragging = True
            self._drag_start, self._drag_anchor = (own, other) if side == "newer" else (other, own)
        anchor = self._drag_anchor
        if index == anchor:  # beside it, on the side it comes from
            index += 1 if self._drag_start > anchor else -1
            if not can_be_chosen(self._entries[index]):
                return
        self._dragged_to = (
            {side: index} if anchor < 0 else {"older": min(index, anchor), "newer": max(index, anchor)}
        )
        self._place_handles()
        self._drag_timer.start()

    def _settle_drag(self) -> None:
        """Show what the handles point at now, while the mouse may still move on."""
        self._drag_timer.stop()
        wishes, self._dragged_to = self._dragged_to, {}
        if all(index < len(self._entries) for index in wishes.values()):
            # Neither choice may meet the other handle's old place: the session would push it away.
            older_first = wishes.get("older", 0) < self._index(self.session.newer_entry)
            for side in ("older", "newer") if older_first else ("newer", "older"):
                if side in wishes:
                    self._choose(side, wishes[side])
        self._place_handles()

    def _drop(self) -> None:
        self._settle_drag()
        if self.is_dragging:
            self.is_dragging = False
            self.drag_ended.emit()

    def _move(self, side: str, where: str) -> None:
        entry = self.session.newer_entry if side == "newer" else self.session.older_entry
        index = self._index(entry)
        if index < 0:
            return
        last = len(self._entries) - 1
        if side == "older":  # it stops before the newer one
            last = self._index(self.session.newer_entry) - 1
        offset = (-1 if "previous" in where else 1) * (FAR if where.startswith("far") else 1)
        goal = 0 if where == "first" else last if where == "last" else min(max(index + offset, 0), last)
        direction = 1 if goal > index else -1
        if where in ("first", "last"):
            direction = -direction  # look inwards from the end for one that can be opened
        while 0 <= goal <= last and not can_be_chosen(self._entries[goal]):
            goal += direction
        if 0 <= goal <= last and goal != index:
            self._choose(side, goal)

    def _choose(self, side: str, index: int) -> None:
        if side == "newer":
            self.session.choose_newer(self._entries[index])
        else:
            self.session.choose_older(self._entries[index])

    def _hit(self, position: QPointF) -> int:
        lane = max(round((self._base() - position.y()) / 12), 0)
        index = nearest(self._axis, position.x(), lane)
        if index < 0:
            return -1
        mark = self._mark(index)
        if abs(mark.x() - position.x()) > 12 or abs(mark.y() - position.y()) > 16:
            return -1
        return index

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (index := self._hit(event.position())) >= 0:
            other = event.modifiers() & (
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            )
            self._choose("older" if other else "newer", index)
            (self.older_handle if other else self.newer_handle).setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._hit(event.position())
        if index != self._hovered:
            self._hovered = index
            self.setCursor(Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._tip(QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), tool_tip(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _tip(self, position: QPointF) -> str:
        """What is known of the mark there, "" without one."""
        index = self._hit(position)
        deleted = self._deleted_at(position)
        if deleted is not None and (
            index < 0 or abs(self._axis.xs[index] - position.x()) > self._axis.radius + 1
        ):
            return describe_deleted(deleted)
        if index < 0:
            return ""
        entry = self._entries[index]
        place = entry.number if self.curve_row.curve.unit == "save" else entry.step
        value = self.curve_row.curve.value_near(place) if place is not None else ""
        return "\n".join(filter(None, (describe_entry(entry), tr(self.odd_steps.words(entry)), tr(value))))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        index = self._hit(QPointF(event.pos()))
        if index >= 0:
            label = tr_label(display_name(self._entries[index].label, 80))
            menu.addAction(tr(f"Show {label}"), lambda: self._choose("newer", index))
            menu.addAction(tr(f"Compare with {label}"), lambda: self._choose("older", index))
            target = menu.addAction(tr("Use as restore target"))
            target.triggered.connect(lambda: self.session.choose_target_entry(self._entries[index]))
            menu.addSeparator()
        self._fill_modes(menu)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _fill_mode_menu(self) -> None:
        self._mode_menu.clear()
        self._fill_modes(self._mode_menu)

    def _fill_modes(self, menu: QMenu) -> None:
        for mode in possible_modes(self._entries):
            action = menu.addAction(tr(f"Axis by {mode}"))
            action.setCheckable(True)
            action.setChecked(mode == self.mode)
            action.triggered.connect(lambda _=False, chosen=mode: self.set_mode(chosen))

    def resizeEvent(self, event: object) -> None:
        self._lay_out()

"""The row of the time axis above its marks: which scalar of the event files is drawn, and on which scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QToolTip, QWidget

from explorer.gui.language import tr
from explorer.gui.marks import paint_status
from explorer.gui.plain_text import tool_tip
from explorer.gui.session import Session
from explorer.gui.statuses import DAMAGED
from explorer.gui.theme import px
from explorer.gui.timeline.axis import BY_NUMBER, BY_ORDER, BY_STEP, BY_TIME, Axis
from explorer.gui.timeline.events_source import EventsSource
from explorer.gui.timeline.loss_curve import PAD, RANGE_WIDTH, LossCurve
from explorer.gui.timeline.update_curves import NAMES, SHORT, UpdateCurves, place_of
from explorer.report.numbers import display_name, format_count

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.checkpoints.run_events import ScalarSeries

MAX_LISTED = 200
LEAST_HEIGHT = 15  # px, of a curve: less of it says nothing, and its button would lie on that of the axis


class CurveRow(QObject):
    """Owns the curve, the button that chooses its tag, and the mark that tells of damaged event files."""

    changed = Signal()  # another curve, or none: the axis may have to be laid out anew

    def __init__(self, session: Session, timeline: QWidget) -> None:
        super().__init__(timeline)
        self.source = EventsSource(session, self)
        self.updates = UpdateCurves(session, self)
        self.updates.changed.connect(self._show_events)
        self.curve = LossCurve(timeline)
        self.curve.hide()
        self._wished_log: bool | None = None
        self.tag_button = QToolButton(timeline)
        self.tag_button.setObjectName("timeline_curve_button")
        self.tag_button.setAccessibleName(tr("Which scalar the curve shows"))
        self.tag_button.setProperty("flat", True)
        self.tag_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.tag_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.tag_button.setMenu(self.menu)
        self.problem_button = QToolButton(timeline)
        self.problem_button.setObjectName("timeline_events_problem")
        self.problem_button.setAccessibleName(tr("Problems of the event files"))
        self.problem_button.setProperty("flat", True)
        self.problem_button.clicked.connect(self._tell_problems)
        for widget in (self.tag_button, self.problem_button):
            widget.hide()
        self.source.changed.connect(self._show_events)
        session.palette_changed.connect(self._recolour)
        self._recolour()

    def _recolour(self) -> None:
        self.curve.update()
        self.problem_button.setIcon(_damage_icon(self.problem_button))

    # -- which curve ---------------------------------------------------------------------------

    def names(self) -> tuple[str, ...]:
        """The series there are, folders included, then the curves of updates."""
        events = self.source.events
        return (
            (*(series.name for series in events.series), *self.updates.names())
            if events is not None
            else self.updates.names()
        )

    def sentence(self) -> str:
        """Why there is no curve; "" when there is one."""
        if self.source.wished in NAMES:
            return self.updates.sentence(self.source.wished)
        return self.source.sentence()

    def take_over(self, before: CurveRow) -> None:
        """Go on where another stopped: what was read, and how it was shown."""
        self.source.take_over(before.source)
        self._wished_log = before._wished_log

    def choose_tag(self, name: str) -> None:
        """Draw another series; "" lets the row decide by itself."""
        if name not in NAMES:
            self.updates.leave()
        self.source.wished = name
        self._show_events()

    def _name(self) -> str:
        """What the button says: the curve on show, or the one that is on its way."""
        series = self.curve.series
        if series is not None:
            return series.name
        return self.source.wished if self.source.wished in NAMES else "loss"

    def choose_log(self, is_log: bool | None) -> None:
        """A logarithmic scale or not; None lets the range decide."""
        self._wished_log = is_log
        self.changed.emit()

    @property
    def is_log(self) -> bool:
        """Whether the values are drawn on a logarithmic scale."""
        points = self.curve.points
        if points is None or not points.can_be_log:
            return False
        return points.wants_log if self._wished_log is None else self._wished_log

    def extent(self) -> tuple[float, float] | None:
        """The steps that the curve and the deleted checkpoints reach, for the axis."""
        series, points = self.curve.series, self.curve.points
        steps = [float(saved.step) for saved in self.source.deleted]
        if series is not None and points is not None and len(points.steps) and not counts_epochs(series):
            steps += [float(points.steps[0]), float(points.steps[-1])]
        return (min(steps), max(steps)) if steps else None

    def _show_events(self) -> None:
        events = self.source.events
        names = tuple(series.name for series in events.series) if events is not None else ()
        series: ScalarSeries | None = None
        if self.source.wished in NAMES:
            series = self.updates.series(self.source.wished)
        elif events is not None and names:
            from explorer.checkpoints.run_events import best_loss_tag  # no earlier than there are events

            name = self.source.wished if self.source.wished in names else best_loss_tag(names)
            series = events.series_of(name or "")
        before = self.curve.series
        if series is None or before is None or series.name != before.name:
            self._wished_log = None
        prepared = self.source.prepared
        points = prepared[1] if prepared is not None and prepared[0] is series else None
        self.curve.show_series(series, points)
        if series is not None:
            shown = _said(display_name(series.name, 200))
            self.tag_button.setAccessibleDescription(tr(f"Now {shown}"))
        named = self._name()
        self.tag_button.setToolTip(
            tool_tip(
                f"{_said(named)}\n"
                + tr("Choose another scalar of the event files, or the size of the updates")
            )
        )
        problems = events.problems if events is not None else ()
        self.problem_button.setToolTip(tool_tip("\n".join(map(tr, problems))))
        self.problem_button.setAccessibleDescription(tr(display_name(" ".join(problems[:3]), 512)))
        self.changed.emit()

    def _tell_problems(self) -> None:
        below = self.problem_button.rect().bottomLeft()
        QToolTip.showText(
            self.problem_button.mapToGlobal(below), self.problem_button.toolTip(), self.problem_button
        )

    def _fill_menu(self) -> None:
        self.menu.clear()
        tags = [name for name in self.names() if name not in NAMES]
        for name in (*tags[:MAX_LISTED], *self.updates.names()):
            if name == NAMES[0]:
                self.menu.addSeparator()
            action = self.menu.addAction(_said(display_name(name, 80)).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == self._name())
            action.triggered.connect(lambda _=False, chosen=name: self.choose_tag(chosen))
        left = len(tags) - MAX_LISTED
        if left > 0:
            self.menu.addAction(tr(f"{format_count(left)} more are not listed")).setEnabled(False)
        self.menu.addSeparator()
        action = self.menu.addAction(tr("Logarithmic scale"))
        action.setCheckable(True)
        action.setChecked(self.is_log)
        action.setEnabled(self.curve.points is not None and self.curve.points.can_be_log)
        action.triggered.connect(self.choose_log)

    # -- where it goes -------------------------------------------------------------------------

    def lay_out(self, axis: Axis, entries: Sequence[CheckpointEntry], row: QRectF) -> None:
        """Put the curve over the axis; `row` gives its left, its top and its height."""
        series = self.curve.series
        is_shown = series is not None and row.height() >= px(LEAST_HEIGHT)
        events = self.source.events
        self.curve.setVisible(is_shown)
        self.tag_button.setVisible((is_shown or bool(self.names())) and row.height() >= px(LEAST_HEIGHT))
        self._place_button(axis, row)
        self.problem_button.setVisible(is_shown and events is not None and bool(events.problems))
        if not is_shown:
            return
        left, right = axis.places
        origin = left - PAD
        self.curve.setGeometry(
            round(origin),
            round(row.top()),
            round(right - origin + PAD + px(RANGE_WIDTH)),
            max(round(row.height()), 16),
        )
        steps, xs, note = anchors_of(axis, entries, series)
        is_by_saves = series.name in NAMES and all(entry.step is None for entry in entries)
        self.curve.unit = "save" if is_by_saves else "step"
        offset = self.curve.x()
        self.curve.lay_out((steps, [x - offset for x in xs]), is_log=self.is_log, note=tr(note))
        self.problem_button.adjustSize()
        self.problem_button.move(
            round(left - self.problem_button.width() - 8),
            round(row.top() - self.problem_button.height() / 2 + 4),
        )

    def _place_button(self, axis: Axis, row: QRectF) -> None:
        button, left = self.tag_button, axis.places[0]
        name = self._name()
        name = tr(SHORT[name]) if name in SHORT else display_name(name, 200)
        shown = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideLeft, round(left) - px(48))
        button.setText(shown.replace("&", "&&"))
        button.adjustSize()
        button.move(6, round(row.center().y() - button.height() / 2))


def _said(name: str) -> str:
    """A curve's name: those of updates are ours, all others the event files'."""
    return tr(name) if name in NAMES else name


def _damage_icon(widget: QWidget) -> QIcon:
    """The mark of a damaged checkpoint."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(16 * ratio), round(16 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_status(painter, QPointF(8, 8), 5, DAMAGED)
    painter.end()
    return QIcon(picture)


def counts_epochs(series: ScalarSeries) -> bool:
    """Whether the steps of a series are epochs from 0 on: Keras' TensorBoard callback names such tags so."""
    return series.tag.rpartition("/")[2].startswith("epoch_")


def anchors_of(
    axis: Axis, entries: Sequence[CheckpointEntry], series: ScalarSeries
) -> tuple[list[float], list[float], str]:
    """Steps of a series and the x of each on the axis; with a note where it has a scale of its own.

    An axis by save number or order has the steps of its checkpoints for anchors, one by epoch the
    epochs; where the two have nothing in common the series takes the whole width.
    """
    if axis.mode == BY_STEP and not counts_epochs(series) and axis.ends[0] < axis.ends[1]:
        return list(axis.ends), list(axis.places), ""
    known: dict[float, float] = {}
    for entry, x in zip(entries, axis.xs):
        step: float | None = place_of(entry) if series.tag in NAMES else entry.step
        if counts_epochs(series):  # a file name counts from 1
            step = None if entry.epoch is None else entry.epoch - 1
        if step is not None and axis.mode in (BY_NUMBER, BY_TIME, BY_ORDER):
            known.setdefault(float(step), x)
    steps, xs = [], []
    for step, x in sorted(known.items()):
        if not xs or x > xs[-1]:
            steps.append(step)
            xs.append(x)
    if len(steps) >= 2:
        return steps, xs, ""
    first, last = int(series.steps.min()), int(series.steps.max())
    unit = "epochs" if counts_epochs(series) else "steps"
    note = f"{unit} {format_count(first)} to {format_count(last)}, on a scale of their own"
    return [float(first), float(max(last, first + 1))], list(axis.places), note

"""The scalars of the run's event files, read when they are first asked for, as rows under a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.step_axis import place_events
from explorer.gui.histogram.step_strip import StripRow
from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_count, format_float
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.checkpoints.run_events import RunEvents, ScalarSeries
    from explorer.gui.session import Session


class Scalars(QObject):
    """What the event files of the opened run hold; `changed` when it is known."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.events: RunEvents | None = None
        self.chosen: tuple[str, ...] = ()
        self.problem = ""
        self._directory: Path | None = None
        self._slot = session.new_slot(self, "Reading event files")

    def is_busy(self) -> bool:
        """Whether they are being read."""
        return self._slot.is_busy

    def cancel(self) -> None:
        """Stop reading."""
        self._slot.cancel()

    def want(self) -> None:
        """Read them, or what was added since."""
        run = self.session.run
        directory = None if run is None else run.directory
        if directory != self._directory:
            self._slot.cancel()
            self.events, self.problem, self._directory = None, "", directory
        if run is not None and not self._slot.is_busy:
            self._slot.start(_read, run, self.events, then=self._take, otherwise=self._explain)

    def choices(self) -> tuple[list[tuple[str, str]], str]:
        """(name, text) of each series, and why there are none."""
        if self.events is None:
            return [], self.problem or "Reading the event files…"
        names = [(series.name, series.name) for series in self.events.series if len(series.steps)]
        return names, "This directory has no event files with scalars."

    def toggle(self, name: str, is_on: bool) -> None:
        """Choose one more, or one fewer."""
        others = tuple(other for other in self.chosen if other != name)
        self.chosen = (*others, name) if is_on else others

    def rows(self, picture: Picture) -> tuple[StripRow, ...]:
        """A row for each chosen series, placed on the picture's axis of steps."""
        if self.events is None or self.events.directory != self._directory:
            return ()
        found = [self.events.series_of(name) for name in self.chosen]
        return tuple(_row(series, picture) for series in found if series is not None)

    def _take(self, events: RunEvents) -> None:
        if events is not self.events:
            self.events = events
            self.changed.emit()

    def _explain(self, error: Exception) -> None:
        self.problem = f"The event files could not be read: {display_name(str(error), 120)}"
        self.changed.emit()


def _row(series: ScalarSeries, picture: Picture) -> StripRow:
    x = place_events(picture.places, picture.records, series.steps, series.wall_times)
    y = np.asarray(series.values, np.float64)
    odd = ~np.isfinite(y)
    kept = ~series.is_superseded & np.isfinite(x)
    finite = y[kept & ~odd]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (np.nan, np.nan)
    notes = []
    if not kept.any():
        notes.append(tr("no point lies among the steps shown"))
    if odd.any():
        notes.append(tr(f"{format_count(int(odd.sum()))} points are NaN or infinite"))
    name = display_name(series.name, 60)
    return StripRow(
        name, x[kept], np.where(odd, np.nan, y)[kept], format_float(low, 3), format_float(high, 3),
        readouts=_readouts(series, picture, np.flatnonzero(kept)), note=" · ".join(notes),
    )  # fmt: skip


def _readouts(series: ScalarSeries, picture: Picture, kept: np.ndarray) -> tuple[str, ...]:
    """The value last written at or before each checkpoint's step."""
    order = kept[np.argsort(series.steps[kept], kind="stable")]
    steps, found = series.steps[order], []
    for record in picture.records:
        at = (
            int(np.searchsorted(steps, record.entry.step, "right")) - 1
            if record.entry.step is not None
            else -1
        )
        if at < 0:
            found.append("")
            continue
        text = format_float(float(series.values[order[at]]))
        found.append(text if steps[at] == record.entry.step else tr(f"{text} at step {steps[at]:,}"))
    return tuple(found)


def _read(run: ModelDir, before: RunEvents | None, *, task: Task = QUIET) -> RunEvents:
    """On a pool thread."""
    from explorer.checkpoints.run_events import read_run_events

    if before is not None:
        return before.refresh(task)
    return read_run_events(run.directory, task, with_histograms=False)

"""How cells look that have no finite value: each kind a colour and a pattern of its own, the same in map and legend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from explorer.analysis.sampling_detail import MISSING, NAN, NEGINF, PLAIN, POSINF
from explorer.analysis.sampling_statistics import SliceStatistics
from explorer.gui.theme import current_palette, qcolor

WORDS = {NAN: "NaN", POSINF: "+Inf", NEGINF: "−Inf", MISSING: "not stored"}
MOST_DRAWN = 4000  # runs of marked cells that get their pattern
_VERDICTS = {NAN: "dtype differs", POSINF: "shape differs", NEGINF: "deferred"}


def mark_colour(mark: int) -> str:
    """The ground of a marked cell."""
    palette = current_palette()
    return palette.verdict(_VERDICTS[mark]) if mark in _VERDICTS else palette.canvas


def marks_in(found: SliceStatistics) -> tuple[int, ...]:
    """The kinds of marks that occur."""
    counts = ((NAN, found.nan), (POSINF, found.posinf), (NEGINF, found.neginf), (MISSING, found.masked))
    return tuple(mark for mark, count in counts if count)


def paint_mark(painter: QPainter, mark: int, area: QRectF) -> None:
    """Ground and pattern of one mark: a cross-hatch, strokes up or down, an empty hatched box."""
    palette = current_palette()
    painter.fillRect(area, qcolor(mark_colour(mark)))
    ink = qcolor(palette.muted if mark == MISSING else palette.canvas)
    patterns = {
        NAN: Qt.BrushStyle.DiagCrossPattern,
        POSINF: Qt.BrushStyle.VerPattern,
        NEGINF: Qt.BrushStyle.HorPattern,
        MISSING: Qt.BrushStyle.BDiagPattern,
    }
    painter.fillRect(area, QBrush(ink, patterns[mark]))
    if mark in (POSINF, NEGINF) and min(area.width(), area.height()) >= 11:
        painter.setPen(QPen(qcolor(palette.canvas), 2.0))
        middle, up = area.center(), 1 if mark == POSINF else -1
        tip = middle - QPointF(0, 3 * up)
        painter.drawLine(tip, middle + QPointF(4, 2 * up))
        painter.drawLine(tip, middle + QPointF(-4, 2 * up))


def runs(marks: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int, int, int, int]]:
    """(mark, first row, rows, first column, columns) of marked rectangles: runs in a row, alike rows joined."""
    open_runs: dict[tuple[int, int, int], list[int]] = {}
    for row in range(marks.shape[0] + 1):
        here = set(_row_runs(marks[row])) if row < marks.shape[0] else set()
        for run in [run for run in open_runs if run not in here]:
            mark, left, width = run
            top, height = open_runs.pop(run)
            yield mark, top, height, left, width
        for run in sorted(here):
            open_runs.setdefault(run, [row, 0])[1] += 1


def _row_runs(row: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int, int]]:
    if not row.any():
        return
    edges = np.flatnonzero(np.diff(row)) + 1
    starts = [0, *edges.tolist()]
    for start, end in zip(starts, [*starts[1:], len(row)]):
        if row[start] != PLAIN:
            yield int(row[start]), start, end - start

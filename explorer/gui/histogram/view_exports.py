"""What the histogram view can write and copy, by the kind of picture shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.histogram import export, export_tables, modes
from explorer.gui.histogram.brush import share_curve
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from explorer.gui.histogram.difference_plot import DifferencePlot
    from explorer.gui.histogram.history import StepRecord
    from explorer.gui.histogram.page import PicturePage
    from explorer.gui.histogram.picture import Picture
    from explorer.gui.histogram.several_canvas import SeveralCanvas
    from explorer.task import Task


def pictures(page: PicturePage, pieces: Sequence[QWidget], title: str) -> tuple[ViewExport, ...]:
    """The picture with its legend and rows, as pixels and as vectors; without what was pointed at."""
    shown = tuple(piece for piece in pieces if piece.isVisible())

    def as_png(path: Path, task: Task) -> None:
        page.forget_cursor()
        export.write_png(path, page)

    def as_svg(path: Path, task: Task) -> None:
        page.forget_cursor()
        export.write_page_svg(path, page, shown, title)

    return (
        ViewExport("Picture as PNG", ".png", as_png, True),
        ViewExport("Picture as SVG", ".svg", as_svg, True),
    )


def tables(picture: Picture, mode: str, difference: DifferencePlot | None) -> tuple[ViewExport, ...]:
    """What is shown first, then the numbers it was made of."""
    key, records = picture.key, picture.records
    found = []
    if mode == modes.QUANTILES:
        found.append(_csv("Quantiles over steps as CSV", export_tables.write_quantiles, key, records))
    if mode == modes.DIFFERENCE and difference is not None:
        numbers, lines = difference.difference, difference.table_lines()
        found.append(_csv("Difference as CSV", export_tables.write_difference, picture, numbers, lines))
    if picture.brush is not None:
        curve = share_curve(records, *picture.brush)
        found.append(
            _csv("Share of the range over steps as CSV", export_tables.write_share, key, records, curve)
        )
    if mode in (modes.OVERLAY, modes.DIFFERENCE):
        pair = tuple(records[i] for i in (picture.older, picture.newer) if 0 <= i < len(records))
        found.append(_csv("Counts of both steps as CSV", export_tables.write_counts, key, pair))
    found.append(_csv("Counts over steps as CSV", export_tables.write_counts, key, records))
    found.append(_csv("Statistics over steps as CSV", export_tables.write_statistics, key, records))
    return tuple(found)


def tables_of_several(canvas: SeveralCanvas) -> tuple[ViewExport, ...]:
    """All tensors of the small pictures, one below the other."""
    tensors = tuple(
        (cell.key, tuple(canvas.records[cell.key][i] for i in sorted(canvas.records[cell.key])))
        for cell in canvas.cells
        if cell.key in canvas.records
    )
    return (
        _csv("Counts of all tensors as CSV", export_tables.write_counts_of, tensors),
        _csv("Statistics of all tensors as CSV", export_tables.write_statistics_of, tensors),
    )


def _csv(label: str, write, *args: object) -> ViewExport:  # type: ignore[no-untyped-def]
    def run(path: Path, task: Task) -> None:
        write(path, *args, task)

    return ViewExport(label, ".csv", run)


def copied(records: Sequence[StepRecord]) -> str:
    """The statistics over the steps as TSV."""
    names = ("count", "nan", "posinf", "neginf", "min", "max", "mean", "std")
    lines = ["\t".join(("step", *names, "note"))]
    for record in records:
        found = record.statistics
        numbers = [getattr(found, name) if found is not None else None for name in names]
        texts = ("" if number is None else repr(number) for number in numbers)
        lines.append("\t".join((record.label, *texts, display_name(record.reason))))
    return "\n".join(lines)

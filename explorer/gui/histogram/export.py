"""Writing the picture and its numbers: PNG, SVG, counts as CSV, statistics over steps as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.gui.histogram.history import StepRecord
from explorer.report.atomic import atomic_write
from explorer.report.csv_table import inert_cell
from explorer.report.numbers import escape_name
from explorer.task import Task

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView
    from PySide6.QtWidgets import QWidget as Widget

_STATISTICS = (
    "count",
    "finite",
    "nan",
    "posinf",
    "neginf",
    "zero",
    "denormal",
    "min",
    "max",
    "mean",
    "std",
    "l1",
    "l2",
)


def write_counts(path: Path, key: str, records: tuple[StepRecord, ...], task: Task) -> None:
    """Long form: a row for each step and counted value range; NaN and infinities in rows of their own."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("key", "prefix", "step", "number", "lower", "upper", "count", "note"))
        for done, record in enumerate(records):
            task.report(done, len(records), f"Writing {record.label}")
            begin = _whose(key, record)
            found = record.statistics
            if found is None or found.values is None:
                writer.writerow((*begin, "", "", "", inert_cell(record.reason or "not read")))
                continue
            values, note = found.values, inert_cell(record.reason)
            rows = zip(values.lower.tolist(), values.upper.tolist(), values.count.tolist())
            writer.writerows((*begin, repr(low), repr(high), count, note) for low, high, count in rows)
            for text, count in (("nan", found.nan), ("inf", found.posinf), ("-inf", found.neginf)):
                if count:
                    writer.writerow((*begin, text, text, count, note))


def _whose(key: str, record: StepRecord) -> tuple[str, str, str, str]:
    entry = record.entry
    numbers = ("" if number is None else str(number) for number in (entry.step, entry.number))
    return (inert_cell(key), inert_cell(entry.prefix), *numbers)


def write_statistics(path: Path, key: str, records: tuple[StepRecord, ...], task: Task) -> None:
    """A row a step with every statistic; what is missing says why in the last column."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("key", "prefix", "step", "number", "dtype", "shape", *_STATISTICS, "note"))
        for done, record in enumerate(records):
            task.report(done, len(records), f"Writing {record.label}")
            found = record.statistics
            numbers = [getattr(found, name) if found is not None else None for name in _STATISTICS]
            shape = "" if record.shape is None else "x".join(map(str, record.shape))
            writer.writerow(
                (
                    *_whose(key, record),
                    record.dtype,
                    shape,
                    *("" if number is None else repr(number) for number in numbers),
                    inert_cell(record.reason or ("" if found is not None else "not read")),
                )
            )


def write_png(path: Path, widget: Widget) -> None:
    """The widget as it stands on the screen, at twice the resolution."""
    from PySide6.QtCore import QBuffer, QIODevice, QPoint
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    size = widget.size()
    image = QImage(size * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(0)
    painter = QPainter(image)
    try:
        QWidget.render(widget, painter, QPoint(0, 0))  # a graphics view has a `render` of another meaning
    finally:
        painter.end()  # an image destroyed under its painter takes the process with it
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise ExplorerError("the picture could not be made", hint="Make the window smaller and try again.")
    with atomic_write(path, binary=True) as file:
        file.write(bytes(buffer.data()))


def write_svg(path: Path, view: QGraphicsView, title: str) -> None:
    """The plot as vectors; only a heat map inside it is pixels."""
    from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(view.size())
    generator.setViewBox(QRect(0, 0, view.width(), view.height()))
    generator.setTitle(escape_name(title))
    painter = QPainter(generator)
    whole = QRectF(0, 0, view.width(), view.height())
    try:
        painter.fillRect(whole, view.backgroundBrush())
        view.render(painter, whole, view.viewport().rect())
    finally:
        painter.end()
    with atomic_write(path, binary=True) as file:
        file.write(bytes(buffer.data()))

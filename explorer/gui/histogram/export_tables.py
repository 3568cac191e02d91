"""Writing the numbers of a picture as CSV: counts, statistics, quantiles, shares and differences over the steps."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.gui.histogram.history import QUANTILES, StepRecord
from explorer.report.atomic import atomic_write
from explorer.report.csv_table import inert_cell
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.histogram.brush import ShareCurve
    from explorer.gui.histogram.picture import Picture

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


# As `ckptx history` calls them; by their places among the quantiles that are known of a step.
_QUANTILES = {f"p{round(100 * part):02d}": place for place, part in enumerate(QUANTILES) if 0 < part < 1}

Tensors = Sequence[tuple[str, tuple[StepRecord, ...]]]


def write_counts(path: Path, key: str, records: tuple[StepRecord, ...], task: Task) -> None:
    """Long form: a row for each step and counted value range; NaN and infinities in rows of their own."""
    write_counts_of(path, ((key, records),), task)


def write_counts_of(path: Path, tensors: Tensors, task: Task) -> None:
    """The same for several tensors, (key, records) each."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("key", "prefix", "step", "number", "lower", "upper", "count", "note"))
        for key, records in tensors:
            for done, record in enumerate(records):
                task.report(done, len(records), f"Writing {record.entry_label}")
                _write_counts(writer, key, record)


def _write_counts(writer: Any, key: str, record: StepRecord) -> None:
    begin, found = _whose(key, record), record.statistics
    if found is None or found.values is None:
        writer.writerow((*begin, "", "", "", inert_cell(record.reason or "not read")))
        return
    values, note = found.values, inert_cell(_note(record))
    rows = zip(values.lower.tolist(), values.upper.tolist(), values.count.tolist())
    writer.writerows((*begin, repr(low), repr(high), count, note) for low, high, count in rows)
    for text, count in (("nan", found.nan), ("inf", found.posinf), ("-inf", found.neginf)):
        if count:
            writer.writerow((*begin, text, text, count, note))


def _note(record: StepRecord) -> str:
    """What is remarkable of a step, "" for nothing."""
    return record.reason or ("gone from disk, remembered" if record.is_ghost else "")


def _whose(key: str, record: StepRecord) -> tuple[str, str, str, str]:
    entry = record.entry
    numbers = ("" if number is None else str(number) for number in (entry.step, entry.number))
    return (inert_cell(key), inert_cell(entry.prefix), *numbers)


def write_statistics(path: Path, key: str, records: tuple[StepRecord, ...], task: Task) -> None:
    """A row a step with every statistic; what is missing says why in the last column."""
    write_statistics_of(path, ((key, records),), task)


def write_statistics_of(path: Path, tensors: Tensors, task: Task) -> None:
    """The same for several tensors, (key, records) each."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ("key", "prefix", "step", "number", "dtype", "shape", *_STATISTICS, *_QUANTILES, "note")
        )
        for key, records in tensors:
            for done, record in enumerate(records):
                task.report(done, len(records), f"Writing {record.entry_label}")
                found = record.statistics
                numbers = [getattr(found, name) if found is not None else None for name in _STATISTICS]
                numbers += [_quantile(record, place) for place in _QUANTILES.values()]
                texts = ("" if number is None else repr(number) for number in numbers)
                shape = "" if record.shape is None else "x".join(map(str, record.shape))
                note = inert_cell(_note(record) or ("" if found is not None else "not read"))
                writer.writerow((*_whose(key, record), record.dtype, shape, *texts, note))


def _quantile(record: StepRecord, place: int) -> float | None:
    return None if record.extent is None else float(record.extent.quantiles.value[place])


def write_share(path: Path, key: str, records: tuple[StepRecord, ...], curve: ShareCurve, task: Task) -> None:
    """A row a step: how many values lie in the range, at least and at most, of how many."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        names = ("lower", "upper", "at_least", "at_most", "finite", "note")
        writer.writerow(("key", "prefix", "step", "number", *names))
        for index, record in enumerate(records):
            task.report(index, len(records), f"Writing {record.entry_label}")
            columns = (curve.least[index], curve.most[index], curve.total[index])
            texts = ["" if np.isnan(number) else str(int(number)) for number in columns]
            note = inert_cell(record.reason or ("" if texts[2] else "not read"))
            writer.writerow((*_whose(key, record), repr(curve.low), repr(curve.high), *texts, note))


def write_quantiles(path: Path, key: str, records: tuple[StepRecord, ...], task: Task) -> None:
    """A row for each step and quantile, with the bounds the true value surely lies in."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        names = ("fraction", "value", "lower", "upper", "note")
        writer.writerow(("key", "prefix", "step", "number", *names))
        for done, record in enumerate(records):
            task.report(done, len(records), f"Writing {record.entry_label}")
            begin = _whose(key, record)
            note = inert_cell(" ".join(text for text in (record.unusual, record.reason) if text))
            if record.extent is None:
                writer.writerow((*begin, "", "", "", "", note or "not read"))
                continue
            found = record.extent.quantiles
            columns = (found.fraction, found.value, found.lower, found.upper)
            for row in zip(*(column.tolist() for column in columns)):
                writer.writerow((*begin, *map(repr, row), note))


def write_difference(
    path: Path, picture: Picture, difference: np.ndarray, lines: Sequence[str], task: Task
) -> None:
    """The bars of the difference: both ends of each, and the newer share less the older one; then the distances."""
    task.report(0, 1, "Writing the difference")
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("key", "lower", "upper", "difference_of_shares", "note"))
        key = inert_cell(picture.key)
        edges = [] if picture.edges is None else picture.edges.tolist()
        for low, high, value in zip(edges, edges[1:], difference.tolist()):
            writer.writerow((key, repr(low), repr(high), repr(value), ""))
        for line in lines:
            writer.writerow((key, "", "", "", inert_cell(line)))

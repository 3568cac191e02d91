"""Statistics over the steps of a run as a table in long form: CSV, TSV, Markdown, JSON lines, Parquet.

One row a step and tensor, so that pandas, a spreadsheet or SQL groups it as it likes. Names and
text cells are written as in `csv_table`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from explorer.analysis.histogram import count_bounds, quantiles
from explorer.report.atomic import atomic_write
from explorer.report.columns import CellValue
from explorer.report.csv_table import FORMATS as TABLE_FORMATS
from explorer.report.csv_table import format_of, row_writer
from explorer.report.json_shapes import STATISTICS_FIELDS, json_number, json_text, named

if TYPE_CHECKING:
    from explorer.analysis.history import HistoryRow

QUANTILES = {"p01": 0.01, "p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}
WHERE_FIELDS = ("step", "number", "epoch", "prefix", "status", "saved")
TENSOR_FIELDS = ("key", "name", "role", "dtype", "shape")
MORE_STATISTICS = ("denormal", "l1", "l2")
CHANGE_FIELDS = ("max_abs", "change_l2", "relative_l2", "cosine", "changed_elements", "flipped")
FORMATS = TABLE_FORMATS | {".parquet": "parquet"}

RANGE_FIELDS = ("in_range_least", "in_range_most")  # equal where no counted range crosses an end

_CHANGE_SOURCES = {"change_l2": "l2"}  # `l2` is the tensor's own norm already
_INTEGERS = frozenset(
    ("step", "number", "epoch", "count", "finite", "nan", "posinf", "neginf", "zero", "denormal")
    + ("changed_elements", "flipped", "in_range_least", "in_range_most")
)
_TEXTS = frozenset(("prefix", "status", "saved", "key", "name", "role", "dtype", "shape", "note"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told beside the statistics: changes since the step before, and how many values lie in a range."""

    changes: bool = False
    value_range: tuple[float, float] | None = None  # both ends belong to it


PLAIN = Asked()


def fields(asked: Asked = PLAIN) -> tuple[str, ...]:
    """The columns, in order."""
    return (
        *WHERE_FIELDS,
        *TENSOR_FIELDS,
        *STATISTICS_FIELDS,
        *MORE_STATISTICS,
        *QUANTILES,
        *(RANGE_FIELDS if asked.value_range is not None else ()),
        *(CHANGE_FIELDS if asked.changes else ()),
        "note",
    )


def cells(row: HistoryRow, asked: Asked = PLAIN) -> dict[str, CellValue]:
    """One row by column; None where there is no number."""
    entry, found = row.entry, row.statistics
    cell: dict[str, CellValue] = {
        "step": entry.step,
        "number": entry.number,
        "epoch": entry.epoch,
        "prefix": entry.prefix,
        "status": entry.status,
        "saved": saved_text(row),
        "key": row.key,
        "name": row.name,
        "role": row.role,
        "dtype": row.dtype,
        "shape": row.shape,
    }
    has_numbers = found is not None and found.finite + found.nan + found.posinf + found.neginf == found.count
    for name in (*STATISTICS_FIELDS, *MORE_STATISTICS):
        cell[name] = getattr(found, name) if has_numbers or (name == "count" and found is not None) else None
    told = (
        quantiles(found.values, tuple(QUANTILES.values())).value.tolist() if has_numbers and found else None
    )
    for index, name in enumerate(QUANTILES):
        cell[name] = None if told is None or told[index] != told[index] else told[index]
    if asked.value_range is not None:
        within = count_bounds(found.values, *asked.value_range) if has_numbers and found else (None, None)
        cell |= dict(zip(RANGE_FIELDS, within, strict=True))
    if asked.changes:
        for name in CHANGE_FIELDS:
            cell[name] = None if row.change is None else getattr(row.change, _CHANGE_SOURCES.get(name, name))
    cell["note"] = row.note or None
    return cell


def saved_text(row: HistoryRow) -> str | None:
    """When the checkpoint was saved, in UTC as ISO 8601; None where nothing tells it."""
    moment = row.entry.saved_at or row.entry.modified
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):  # a time that no calendar has
        return None


def row_shape(row: HistoryRow, asked: Asked = PLAIN) -> dict[str, Any]:
    """One row of `ckptx history --json`."""
    shape: dict[str, Any] = {}
    for name, cell in cells(row, asked).items():
        if isinstance(cell, tuple):
            shape[name] = list(cell)
        elif isinstance(cell, str) and name == "note":
            shape[name] = json_text(cell)
        else:
            shape[name] = json_number(cell) if isinstance(cell, float) else cell
    return named(shape, "key", "name", "prefix")


def history_format(path: Path | str) -> str:
    """The format a file name's suffix stands for. Raises UnsupportedFileError for none we write."""
    return format_of(path, FORMATS)


def write_history(
    path: Path | str, rows: Iterable[HistoryRow], *, format: str | None = None, asked: Asked = PLAIN
) -> int:
    """Write the rows, whole or not at all; gives their number.

    Raises:
        FileAccessError, MissingFileError: the file cannot be written; the old one is untouched.
        UnsupportedFileError: the suffix is of no format we write, or Parquet without pyarrow.
    """
    chosen = format or history_format(path)
    if chosen == "parquet":
        from explorer.report.parquet import write_parquet  # late: pyarrow is an extra

        records = (_plain(cells(row, asked)) for row in rows)
        return write_parquet(path, records, kinds(fields(asked)))
    with atomic_write(path) as file:
        return write_rows(file, rows, format=chosen, asked=asked)


def write_rows(file: IO[str], rows: Iterable[HistoryRow], *, format: str, asked: Asked = PLAIN) -> int:
    """The same into an open text file; gives the number of rows."""
    writer = row_writer(format, file, fields(asked))
    count = 0
    for row in rows:
        writer.row(cells(row, asked).values())
        count += 1
    return count


def kinds(names: Sequence[str]) -> dict[str, str]:
    """Column -> "int", "float" or "text"."""
    return {name: "int" if name in _INTEGERS else "text" if name in _TEXTS else "float" for name in names}


def _plain(row: dict[str, CellValue]) -> dict[str, str | int | float | None]:
    return {name: str(list(cell)) if isinstance(cell, tuple) else cell for name, cell in row.items()}

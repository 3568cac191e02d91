"""The variable table as a file: CSV and TSV, Markdown, JSON lines; one checkpoint or all steps in long form.

CSV and TSV carry names with backslash escapes (`report.numbers.escape_name`), so any name of any
checkpoint comes back exactly (`plain_cell`); text that a spreadsheet would take for a formula is
prefixed with an apostrophe, as is text that begins with one. Numbers stay numbers, in full precision.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from explorer.errors import UnsupportedFileError
from explorer.report import columns as home
from explorer.report.atomic import atomic_write
from explorer.report.columns import CellValue, Column
from explorer.report.formula import is_formula
from explorer.report.json_shapes import ESCAPED, json_number
from explorer.report.numbers import display_name, escape_name, format_shape, is_utf8, unescape_name
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable

StatisticsSource = Callable[["Checkpoint", "Sequence[Variable]"], "Iterable[TensorStatistics | None]"]
"""Gives the statistics of some variables of a checkpoint, in their order; None where there are none."""

FORMATS = {".csv": "csv", ".tsv": "tsv", ".md": "markdown", ".jsonl": "jsonl"}
STEP_FIELDS = ("step", "number", "prefix")
BATCH_ROWS = 256

_EMPTY = "—"


def write_variable_table(
    path: Path | str,
    checkpoints: Checkpoint | Iterable[Checkpoint],
    columns: Sequence[Column] = home.DEFAULT_COLUMNS,
    *,
    all_steps: bool = False,
    statistics: StatisticsSource | None = None,
    task: Task = QUIET,
    format: str | None = None,
    keys: Callable[[str], bool] | None = None,
) -> int:
    """Write the table, whole or not at all, and say how many rows it got.

    Args:
        path: where to; its suffix chooses the format unless `format` does.
        checkpoints: one, or several, opened one after the other, so a generator keeps only one in memory.
        columns: which, in this order.
        all_steps: put step, number and prefix before the columns: one row a step and variable.
        statistics: where statistics come from; computed when a column needs them and none is given.
        task: told the progress, one unit a checkpoint and its rows; may cancel.
        format: "csv", "tsv", "markdown" or "jsonl".
        keys: which keys; all when None.

    Raises:
        FileAccessError, MissingFileError: the file cannot be written; the old one is untouched.
        UnsupportedFileError: the suffix is of no format we write.
    """
    from explorer.checkpoints.checkpoint import Checkpoint as Opened  # late: listing columns needs none

    chosen = format or format_of(path)
    several = (checkpoints,) if isinstance(checkpoints, Opened) else checkpoints
    with atomic_write(path) as file:
        return write_rows(
            file,
            several,
            columns,
            format=chosen,
            all_steps=all_steps,
            statistics=statistics,
            keys=keys,
            task=task,
        )


def format_of(path: Path | str, formats: Mapping[str, str] = FORMATS) -> str:
    """The format a file name's suffix stands for.

    Raises:
        UnsupportedFileError: none we write.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in formats:
        raise UnsupportedFileError(
            f"no table format has the suffix {display_name(suffix, 40)!r}",
            hint=f"Name the file {', '.join('*' + known for known in formats)}.",
            path=path,
        )
    return formats[suffix]


def write_rows(
    file: IO[str],
    checkpoints: Iterable[Checkpoint],
    columns: Sequence[Column],
    *,
    format: str,
    all_steps: bool = False,
    statistics: StatisticsSource | None = None,
    keys: Callable[[str], bool] | None = None,
    task: Task = QUIET,
) -> int:
    """The same into an open text file; gives the number of rows."""
    writer = row_writer(format, file, [*(STEP_FIELDS if all_steps else ()), *(c.id for c in columns)])
    if statistics is None and any(column.needs_statistics for column in columns):
        statistics = _computed_statistics(task)
    row_count = 0
    for checkpoint in checkpoints:
        where = [checkpoint.step, checkpoint.number, checkpoint.name] if all_steps else []
        variables = [v for v in checkpoint.variables if keys is None or keys(v.key)]
        for first in range(0, len(variables), BATCH_ROWS):
            batch = variables[first : first + BATCH_ROWS]
            task.report(first, len(variables), f"Writing {display_name(checkpoint.name, 80)}")
            answers = statistics(checkpoint, batch) if statistics else [None] * len(batch)
            for variable, answer in zip(batch, answers, strict=True):
                writer.row([*where, *(home.value(column.id, variable, answer) for column in columns)])
                row_count += 1
    return row_count


def table_text(
    variables: Iterable[Variable],
    columns: Sequence[Column],
    statistics: Callable[[Variable], TensorStatistics | None] = lambda _: None,
    *,
    format: str = "tsv",
) -> str:
    """Some variables as text with a header line, for the clipboard: "tsv", "csv", "markdown" or "jsonl"."""
    file = io.StringIO()
    writer = row_writer(format, file, [column.id for column in columns])
    for variable in variables:
        answer = statistics(variable)
        writer.row([home.value(column.id, variable, answer) for column in columns])
    return file.getvalue()


def row_writer(format: str, file: IO[str], fields: Sequence[str]) -> RowWriter:
    """A writer of rows of cells in the order of `fields`; the header is written at once."""
    return _WRITERS[format](file, list(fields))


def plain_cell(cell: str) -> str:
    """The name a text cell of a CSV or TSV file stands for: apostrophe and escapes undone."""
    return unescape_name(cell.removeprefix("'"))


def inert_cell(name: str) -> str:
    """A text cell no spreadsheet computes, from which `plain_cell` gives the name back."""
    text = escape_name(name)
    return "'" + text if is_formula(text) else text


class RowWriter(Protocol):
    """Writes one row after the other in one of the formats."""

    def row(self, cells: Iterable[CellValue]) -> None:
        """One row."""


class _DelimitedWriter:
    """CSV as RFC 4180 has it, or TSV: names escaped and inert, numbers as Python writes them exactly."""

    def __init__(self, file: IO[str], fields: list[str], delimiter: str = ",") -> None:
        end = "\r\n" if delimiter == "," else "\n"
        self._writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
        self._writer.writerow(fields)

    def row(self, cells: Iterable[CellValue]) -> None:
        self._writer.writerow([self._cell(cell) for cell in cells])

    @staticmethod
    def _cell(cell: CellValue) -> str:
        if cell is None:
            return ""
        if isinstance(cell, str):
            return inert_cell(cell)
        if isinstance(cell, tuple):
            return format_shape(cell)
        return repr(float(cell)) if isinstance(cell, float) else str(int(cell))


class _TsvWriter(_DelimitedWriter):
    def __init__(self, file: IO[str], fields: list[str]) -> None:
        super().__init__(file, fields, "\t")


class _MarkdownWriter:
    """A pipe table, for issues and notes; names in code spans, so nothing in them is markup."""

    def __init__(self, file: IO[str], fields: list[str]) -> None:
        self._file, self._fields = file, fields
        titles = [home.BY_ID[field].title if field in home.BY_ID else field for field in fields]
        numeric = [
            field in ("step", "number") or (field in home.BY_ID and home.BY_ID[field].is_numeric)
            for field in fields
        ]
        file.write(f"| {' | '.join(titles)} |\n")
        file.write(f"| {' | '.join('---:' if is_number else '---' for is_number in numeric)} |\n")

    def row(self, cells: Iterable[CellValue]) -> None:
        texts = [self._cell(field, cell) for field, cell in zip(self._fields, cells, strict=True)]
        self._file.write(f"| {' | '.join(texts)} |\n")

    @staticmethod
    def _cell(field: str, cell: CellValue) -> str:
        if cell is None or cell == "":
            return _EMPTY
        if isinstance(cell, str) and field in (
            "key",
            "name",
            "owner",
            "slot_of",
            "slot_name",
            "prefix",
            "problem",
        ):
            name = display_name(cell)
            # A code span ends at as many backticks as it began with; a pipe ends the cell even inside.
            fence = "`" * (_longest_run(name, "`") + 1)
            pad = " " if name.startswith("`") or name.endswith("`") else ""
            return f"{fence}{pad}{name}{pad}{fence}".replace("|", "\\|")
        return home.cell_text(field, cell) if field in home.BY_ID else str(cell)


class _JsonLinesWriter:
    """One JSON object a row; names as in `json_shapes`."""

    def __init__(self, file: IO[str], fields: list[str]) -> None:
        self._file, self._fields = file, fields

    def row(self, cells: Iterable[CellValue]) -> None:
        row: dict[str, Any] = dict(zip(self._fields, cells, strict=True))
        escaped = any(isinstance(cell, str) and not is_utf8(cell) for cell in row.values())
        for field, cell in row.items():
            if isinstance(cell, float):
                row[field] = json_number(cell)
            elif isinstance(cell, str) and escaped:
                row[field] = escape_name(cell)
        if escaped:
            row[ESCAPED] = True
        self._file.write(json.dumps(row) + "\n")


_WRITERS: dict[str, type[_DelimitedWriter] | type[_MarkdownWriter] | type[_JsonLinesWriter]] = {
    "csv": _DelimitedWriter,
    "tsv": _TsvWriter,
    "markdown": _MarkdownWriter,
    "jsonl": _JsonLinesWriter,
}


def _computed_statistics(task: Task) -> StatisticsSource:
    def compute(checkpoint: Checkpoint, variables: Sequence[Variable]) -> Iterator[TensorStatistics | None]:
        from explorer.analysis.workers import many_statistics

        found: dict[str, TensorStatistics] = {}
        for answer in many_statistics(checkpoint, [variable.key for variable in variables], task):
            # A tensor that cannot be read leaves its cells empty; the others are written.
            if not isinstance(answer, tuple):
                found[answer.key] = answer
        return iter([found.get(variable.key) for variable in variables])

    return compute


def _longest_run(text: str, character: str) -> int:
    longest = current = 0
    for each in text:
        current = current + 1 if each == character else 0
        longest = max(longest, current)
    return longest

"""`ckptx history`: statistics of tensors over all steps of a directory, in long form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli.json_output import print_json
from explorer.cli.progress import progress_task
from explorer.cli.tables import Head, print_table
from explorer.errors import MissingFileError, UnsupportedFileError
from explorer.report.numbers import (
    display_name,
    format_count,
    format_counted,
    format_float,
    format_percent,
    format_shape,
)

if TYPE_CHECKING:
    from explorer.analysis.history import HistoryRow, RunHistory
    from explorer.report.history_table import Asked
    from explorer.task import Task

KeyFilter = Callable[[str], bool]


def show_history(
    path: str,
    keys: KeyFilter | None,
    *,
    to: str | None,
    table_format: str | None,
    asked: Asked,
    remember: bool,
    as_json: bool,
) -> int:
    """Write or print the rows; exit status 1 when something that is there could not be read."""
    from explorer.report.history_table import history_format

    to_file = to if to not in (None, "-") else None
    chosen = table_format or (history_format(to_file) if to_file is not None else None)
    if chosen == "parquet" and to_file is None:
        raise UnsupportedFileError(
            "a Parquet file cannot be written to a terminal", hint="Name the file with --to."
        )
    with progress_task() as task:
        history = _opened(path, remember, task)
        try:
            told = _Told()
            rows = told.passing(history.rows(keys, changes=asked.changes, task=task))
            if to_file is not None:
                _write(to_file, rows, chosen, asked, as_json, history)
            elif chosen is not None and not as_json:
                from explorer.report.history_table import write_rows

                write_rows(sys.stdout, rows, format=chosen, asked=asked)
            elif as_json:
                _print_json(rows, asked, history)
            else:
                _print_table(list(rows), asked, history)
            notes = _notes(history) if chosen is not None else []
        finally:
            history.close()
    for sentence in notes:
        print(sentence, file=sys.stderr)
    return 1 if history.left_out or told.has_unread else 0


class _Told:
    """Watches rows pass and remembers whether a tensor that is there could not be read."""

    def __init__(self) -> None:
        self.has_unread = False

    def passing(self, rows: Iterable[HistoryRow]) -> Iterator[HistoryRow]:
        for row in rows:
            if row.note and not row.entry.is_remembered:
                self.has_unread = True
            yield row


def _opened(path: str, remember: bool, task: Task) -> RunHistory:
    from explorer.analysis.history import open_history
    from explorer.analysis.run_record import RunRecord

    directory = Path(path)
    if directory.exists() and not directory.is_dir():
        raise UnsupportedFileError(
            "a history is of a directory, this is a file", hint="Give the directory it lies in.", path=path
        )
    # A directory that is not there must not leave a record behind.
    record = RunRecord(directory) if remember and directory.is_dir() else None
    return open_history(directory, record=record, task=task)


def _write(
    to: str,
    rows: Iterable[HistoryRow],
    table_format: str | None,
    asked: Asked,
    as_json: bool,
    history: RunHistory,
) -> None:
    from explorer.report.history_table import write_history
    from explorer.report.json_shapes import json_text

    count = write_history(to, rows, format=table_format, asked=asked)
    if as_json:
        left_out = [json_text(sentence) for sentence in history.left_out]
        print_json({"to": json_text(to), "format": table_format, "rows": count, "left_out": left_out})
    else:
        print(f"{format_counted(count, 'row')} written to {display_name(to, 4000)}", file=sys.stderr)


def _print_json(rows: Iterable[HistoryRow], asked: Asked, history: RunHistory) -> None:
    from explorer.report.history_table import row_shape
    from explorer.report.json_shapes import json_text

    shapes = [row_shape(row, asked) for row in rows]
    print_json(
        {
            "directory": json_text(str(history.run.directory)),
            "rows": shapes,
            "left_out": [json_text(sentence) for sentence in history.left_out],
        }
    )


_STATISTICS = (("Min", "min"), ("Max", "max"), ("Mean", "mean"), ("Std", "std"))
_CHANGES = (("‖Δ‖/‖w‖", "relative_l2"), ("Cosine", "cosine"))


def _print_table(rows: list[HistoryRow], asked: Asked, history: RunHistory) -> None:
    heads = [Head("Checkpoint"), Head("Key"), Head("Shape"), Head("NaN, Inf", True)]
    heads += [Head(title, True) for title, _ in _STATISTICS]
    columns = [
        [display_name(row.entry.label) + (" (gone)" if row.entry.is_remembered else "") for row in rows],
        [display_name(row.key) for row in rows],
        [f"{row.dtype} {format_shape(row.shape)}" for row in rows],
        [_unusual(row) for row in rows],
    ]
    columns += [[_number(row.statistics, field) for row in rows] for _, field in _STATISTICS]
    if asked.value_range is not None:
        heads.append(Head("In range", True))
        columns.append([_in_range(row, asked) for row in rows])
    if asked.changes:
        heads += [Head(title, True) for title, _ in _CHANGES]
        columns += [[_number(row.change, field) for row in rows] for _, field in _CHANGES]
    notes = _reasons(rows)
    steps = len({row.entry.prefix for row in rows})
    count = f"{format_counted(len(rows), 'row')} of {format_counted(steps, 'checkpoint')}"
    notes.insert(0, count if rows or history.left_out else "no key of any checkpoint matches")
    print_table(heads, columns, notes + _notes(history))


def _reasons(rows: list[HistoryRow]) -> list[str]:
    """Why numbers are missing: a line a checkpoint and reason, with the key or how many there are."""
    keys: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.note:
            keys.setdefault((row.entry.prefix, row.note), []).append(row.key)
    return [
        f"{display_name(prefix)}: {display_name(found[0]) if len(found) == 1 else format_counted(len(found), 'tensor')}: "
        f"{display_name(note, 2000)}"
        for (prefix, note), found in keys.items()
    ]


def _unusual(row: HistoryRow) -> str:
    found = row.statistics
    return "" if found is None else format_count(found.nan + found.posinf + found.neginf)


def _in_range(row: HistoryRow, asked: Asked) -> str:
    """How many values lie in the range, and which share of the finite ones that is: "2,043 (3.12 %)"."""
    from explorer.report.history_table import RANGE_FIELDS, cells

    told = cells(row, asked)
    least, most = (told[field] for field in RANGE_FIELDS)
    if not isinstance(least, int) or not isinstance(most, int) or row.statistics is None:
        return ""
    count = format_count(least) if least == most else f"{format_count(least)} to {format_count(most)}"
    finite = row.statistics.finite
    return f"{count} ({format_percent(least / finite)})" if finite and least == most else count


def _number(record: object, field: str) -> str:
    number = getattr(record, field, None)
    return "" if number is None else format_float(number)


def _notes(history: RunHistory) -> list[str]:
    notes = [display_name(sentence, 4000) for sentence in history.left_out]
    forgotten = sum(entry.status == "gone" and not entry.is_remembered for entry in history.run.checkpoints)
    if forgotten:
        notes.append(
            f"{format_counted(forgotten, 'checkpoint')} that the 'checkpoint' file names is gone and was never read"
            if forgotten == 1
            else f"{format_counted(forgotten, 'checkpoint')} that the 'checkpoint' file names are gone and were never read"
        )
    if history.problem:
        notes.append(display_name(history.problem, 2000))
    return notes


def deleted_checkpoint(path: str, step: int | None, number: int | None) -> MissingFileError | None:
    """The error over a checkpoint whose files are gone but which the record of the run remembers; None when it does not."""
    from explorer.analysis.run_record import RunRecord, has_record
    from explorer.checkpoints.series import open_model_dir

    if not has_record(Path(path)):
        return None
    record = RunRecord(Path(path))
    try:
        entries = record.with_ghosts(open_model_dir(path)).checkpoints
    finally:
        record.close()
    for entry in entries:
        is_wanted = (step is None or entry.step == step) and (number is None or entry.number == number)
        if entry.is_remembered and is_wanted:
            return MissingFileError(
                f"the checkpoint of {entry.label} was deleted",
                hint="`ckptx history` and the window tell what is remembered of it.",
                path=str(entry.path),
            )
    return None

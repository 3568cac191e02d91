"""`ckptx steps`, `list` and `stats`: JSON for scripts, tables for people."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.cli.exports import columns_of
from explorer.cli.json_output import print_json
from explorer.cli.listing import column_texts, matching_rows, open_chosen, problem_status
from explorer.cli.main import FAILED, FINE, FOUND
from explorer.cli.progress import progress_task
from explorer.cli.tables import Head, print_table
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.report import json_shapes
from explorer.report.columns import COLUMNS, Column
from explorer.report.numbers import (
    display_name,
    format_bytes,
    format_count,
    format_counted,
    format_float,
    format_percent,
    format_time,
)
from explorer.report.palette import STATUS_MARK

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics, ValueCounts
    from explorer.checkpoints.model_dir import ModelDir

KeyFilter = Callable[[str], bool] | None
_BLOCKS = " ▁▂▃▄▅▆▇█"
_BINS = 16
_MOST_FOLDERS = 50
GRAPH_BYTES = 64 << 20  # of graph files that `steps` reads without being asked; `verify` reads them all
_MOST_NAMED = 8
_FORMAT_WORDS = {  # JSON has the ids
    "tensor_bundle": "bundle (V2)",
    "tensor_slice_v1": "V1",
    "saved_model": "SavedModel",
    "h5": ".h5",
    "weights_h5": ".weights.h5",
    "keras": ".keras",
}


def show_steps(directory: str, as_json: bool) -> int:
    """The checkpoints of a directory; exit status 1 when it has problems."""
    from explorer.analysis.self_check import check_directory
    from explorer.checkpoints.model_dir import DAMAGED
    from explorer.checkpoints.series import open_model_dir

    with progress_task() as task:
        run = open_model_dir(directory, task)
        checked = check_directory(run, byte_limit=GRAPH_BYTES, task=task)
    # That TensorFlow would find no latest one harms nobody, unless a `checkpoint` file says that there is one.
    problems = [problem for problem in run.problems if problem != run.why_no_latest]
    problems += [finding.sentence for finding in checked.findings]
    is_misled = run.has_state_file and run.why_no_latest in run.problems
    is_bad = any(entry.status == DAMAGED or entry.is_interrupted for entry in run.checkpoints)
    status = FOUND if problems or is_misled or is_bad else FINE if run.checkpoints else FAILED
    if as_json:
        print_json(json_shapes.steps_shape(run, directory, checked))
        return status
    entries = run.checkpoints
    has_epochs = any(entry.epoch is not None for entry in entries)
    heads = [Head("Checkpoint"), Head("Step", True), Head("Save", True)]
    heads += [Head("Epoch", True)] if has_epochs else []
    heads += [Head(""), Head("Status", styles="word"), Head("Format"), Head("Size", True), Head("Written")]
    columns = [
        [display_name(entry.prefix) for entry in entries],
        [_number(entry.step) for entry in entries],
        [_number(entry.number) for entry in entries],
        *([[_number(entry.epoch) for entry in entries]] if has_epochs else []),
        [STATUS_MARK.get(entry.status, "?") for entry in entries],
        [entry.status for entry in entries],
        [_FORMAT_WORDS.get(entry.format, entry.format) for entry in entries],
        ["" if entry.modified is None else format_bytes(entry.size_bytes) for entry in entries],
        [format_time(entry.modified) for entry in entries],
    ]
    notes = [
        format_counted(len(entries), "checkpoint") + f", {format_bytes(sum(e.size_bytes for e in entries))}"
    ]
    if run.latest_checkpoint is not None:
        notes.append(f"latest: {display_name(run.latest_checkpoint)}")
    if run.why_no_latest:
        notes.append(display_name(run.why_no_latest, 2000))
    notes += _folders_with_checkpoints(run, directory)
    notes += _facts(run)
    notes += [f"{display_name(e.prefix)}: {display_name(p, 2000)}" for e in entries for p in e.problems]
    notes += [display_name(problem, 2000) for problem in problems]
    notes += [display_name(sentence, 2000) for sentence in (*run.notes, *checked.left_out)]
    if checked.findings or checked.left_out:
        path = display_name(shlex.quote(directory), 2000)
        notes.append(f"more of it is told by: ckptx verify {path}")
    print_table(heads, columns, notes)
    return status


def _facts(run: ModelDir) -> list[str]:
    """What is worth knowing of a directory and is no problem: checkpoints kept for good, what was left out."""
    of_note: dict[str, list[str]] = {}
    for entry in run.checkpoints:
        if entry.note and not entry.note.startswith("not in the"):  # most of what Keras saves is not
            of_note.setdefault(entry.note, []).append(display_name(entry.prefix))
    facts = [
        f"{note}: {', '.join(names[:_MOST_NAMED])}{' ...' if len(names) > _MOST_NAMED else ''}"
        for note, names in of_note.items()
    ]
    return [*facts, *(display_name(note, 2000) for note in run.notes)]


def show_list(
    path: str, step: int | None, number: int | None, keys: KeyFilter, column_ids: str | None
) -> int:
    """The variables of one checkpoint as a table with totals."""
    chosen = columns_of(column_ids, ())
    checkpoint = open_chosen(path, step=step, number=number)
    rows = list(range(len(checkpoint.table))) if keys is None else matching_rows(checkpoint, keys)
    if not chosen:
        chosen = _telling_columns(checkpoint, rows)
    columns = [column_texts(checkpoint, column, rows) for column in chosen if not column.needs_statistics]
    if any(column.needs_statistics for column in chosen):
        columns = _columns_with_statistics(checkpoint, chosen, rows)
    print_table(
        [_head(column) for column in chosen], columns, [_totals(checkpoint, rows), *_problems(checkpoint)]
    )
    return problem_status(checkpoint)


def show_stats(
    path: str,
    step: int | None,
    number: int | None,
    keys: KeyFilter,
    as_json: bool,
    *,
    with_counts: bool = False,
) -> int:
    """Statistics of the tensors; exit status 1 when one cannot be read."""
    checkpoint = open_chosen(path, step=step, number=number)
    wanted = [key for key in checkpoint.table.keys if keys is None or keys(key)]
    found = dict(_statistics(checkpoint, wanted))
    failed = {key: answer for key, answer in found.items() if isinstance(answer, ExplorerError)}
    status = 1 if failed or checkpoint.problems else 0
    table = checkpoint.table
    numeric = {key for key in wanted if data_type(int(table.dtype[table.row_of[key]])).is_numeric}
    if as_json:
        rows = []
        for key in wanted:
            answer = found[key]
            if isinstance(answer, ExplorerError):
                rows.append(json_shapes.damaged_stats_row(key, str(answer)))
            else:
                row = json_shapes.stats_row(answer, is_numeric=key in numeric)
                rows.append(
                    row | ({"counts": json_shapes.counts_shape(answer.values)} if with_counts else {})
                )
        print_json({"variables": rows})
        return status
    shown = [(key, answer) for key in wanted if not isinstance(answer := found[key], ExplorerError)]
    fields = (
        ("Elements", "count"), ("NaN", "nan"), ("+Inf", "posinf"), ("−Inf", "neginf"), ("Zeros", "zero"),
        ("Min", "min"), ("Max", "max"), ("Mean", "mean"), ("Std", "std"),
    )  # fmt: skip
    heads = [Head("Key"), *(Head(title, True) for title, _ in fields), Head("Histogram")]
    columns = [[display_name(key) for key, _ in shown]]
    columns += [
        [_stat(getattr(answer, field)) if key in numeric or field == "count" else "" for key, answer in shown]
        for _, field in fields
    ]
    columns.append([_sparkline(answer.values) for _, answer in shown])
    notes = [f"{format_counted(len(shown), 'tensor')} of {display_name(checkpoint.name)}"]
    reasons = {key: table.problems.get(table.row_of[key]) or str(error) for key, error in failed.items()}
    notes += [f"{display_name(key)}: {display_name(reason, 2000)}" for key, reason in reasons.items()]
    notes += _problems(checkpoint)
    print_table(heads, columns, notes)
    return status


# --- cells and notes ------------------------------------------------------------------------------


def _statistics(
    checkpoint: Checkpoint, keys: list[str]
) -> Iterator[tuple[str, TensorStatistics | ExplorerError]]:
    from explorer.analysis.workers import many_statistics

    with progress_task() as task:
        for answer in many_statistics(checkpoint, keys, task):
            yield answer if isinstance(answer, tuple) else (answer.key, answer)


def _columns_with_statistics(
    checkpoint: Checkpoint, chosen: tuple[Column, ...], rows: list[int]
) -> list[list[str]]:
    from explorer.report.columns import text

    found = dict(_statistics(checkpoint, [checkpoint.table.keys[row] for row in rows]))
    columns: list[list[str]] = [[] for _ in chosen]
    for row in rows:
        variable = checkpoint.variables[row]
        answer = found.get(variable.key)
        statistics = None if isinstance(answer, ExplorerError) else answer
        for cells, column in zip(columns, chosen, strict=True):
            cells.append(text(column.id, variable, statistics))
    return columns


def _telling_columns(checkpoint: Checkpoint, rows: list[int]) -> tuple[Column, ...]:
    """The default columns, without those that would tell nothing: empty ones, names equal to the keys."""
    silent = set()
    if not checkpoint.table.problems:
        silent.add("problem")
    if all(checkpoint.names[row] in ("", checkpoint.table.keys[row]) for row in rows):
        silent.add("name")
    return tuple(column for column in COLUMNS if column.is_default and column.id not in silent)


def _head(column: Column) -> Head:
    return Head(column.title, column.is_numeric, "role" if column.kind == "role" else "")


def _totals(checkpoint: Checkpoint, rows: list[int]) -> str:
    total = int(checkpoint.table.size_bytes.sum())
    graph = " and the object graph" if checkpoint.variable_count != len(checkpoint.table) else ""
    count = format_counted(checkpoint.variable_count, "variable") + graph
    sentence = f"{display_name(checkpoint.name)}: {count}, {format_bytes(total)}"
    shares = [
        f"{role} {format_percent(size / total)}"
        for role, (_, size) in checkpoint.totals_by_role.items()
        if total
    ]
    if shares:
        sentence += f" ({', '.join(shares)})"
    if len(rows) != len(checkpoint.table):
        sentence = f"{format_count(len(rows))} shown of " + sentence
    return sentence


def _folders_with_checkpoints(run: ModelDir, directory: str) -> list[str]:
    """Where more checkpoints are, or all of them: one line a sub-folder, and how to open it."""
    folders = [other for other in run.other_files if other.kind == "directory" and other.checkpoint_count]
    if not folders:
        return []
    lines = ["They lie in its folders; open one of them by its path:"]
    if run.checkpoints:
        lines = ["Some of its folders hold more checkpoints; open one of them by its path:"]
    lines += [
        f"  {display_name(folder.name)}: {format_counted(folder.checkpoint_count, 'checkpoint')}"
        for folder in folders[:_MOST_FOLDERS]
    ]
    if len(folders) > _MOST_FOLDERS:
        lines.append(f"  and {format_counted(len(folders) - _MOST_FOLDERS, 'folder')} more")
    example = display_name(shlex.quote(str(Path(directory) / folders[0].name)), 2000)
    return [*lines, f"for example: ckptx steps {example}"]


def _problems(checkpoint: Checkpoint) -> list[str]:
    return [display_name(problem, 2000) for problem in checkpoint.problems]


def _stat(number: float | None) -> str:
    return format_float(number)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _sparkline(values: ValueCounts | None) -> str:
    """The distribution from the smallest to the largest value in blocks; "" where the terminal has none."""
    if values is None or not len(values.count) or "utf" not in (sys.stdout.encoding or "").lower():
        return ""
    import numpy as np

    from explorer.analysis.histogram import rebin

    low, high = float(values.lower[0]), float(values.upper[-1])
    if not high > low or not np.isfinite(high - low):
        return ""
    counts = rebin(values, np.linspace(low, high, _BINS + 1))
    top = counts.max()
    if not top > 0:
        return ""
    return "".join(_BLOCKS[int(np.ceil(count / top * 8))] for count in counts)

"""The rows of every public result as a plain table: what numpy, pandas and polars are given.

Cells are as a program wants them. A name that is no UTF-8 is written with backslash escapes, as in JSON: no
data frame could hold it otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from explorer.report.json_shapes import json_text

if TYPE_CHECKING:
    from explorer.analysis.comparison import Comparison
    from explorer.analysis.doctor_records import Verification
    from explorer.analysis.histogram_series import HistogramSeries
    from explorer.analysis.restoring.report import RestoreReport
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.entries import ModelDir
    from explorer.checkpoints.spec import ModelSpec

Cell = str | int | float | bool | tuple[int | None, ...] | None


@dataclass(frozen=True)
class ResultTable:
    """Columns in order, each with its kind ("text", "int", "float", "bool" or "shape"), and the rows."""

    columns: dict[str, str]
    rows: list[tuple[Cell, ...]]

    def column(self, name: str) -> list[Cell]:
        """The cells of one column."""
        place = list(self.columns).index(name)
        return [row[place] for row in self.rows]


def result_table(result: object) -> ResultTable:
    """The table of a result. Raises TypeError for what has none."""
    for kind in type(result).__mro__:
        make = _MAKERS.get(kind.__name__)
        if make is not None:
            return make(result)
    raise TypeError(f"a {type(result).__name__} has no rows")


def _table(columns: dict[str, str], rows: Iterable[Iterable[Cell]]) -> ResultTable:
    texts = [kind == "text" for kind in columns.values()]
    return ResultTable(
        columns,
        [
            tuple(
                json_text(cell) if is_text and isinstance(cell, str) else cell
                for is_text, cell in zip(texts, row, strict=True)
            )
            for row in rows
        ],
    )


def _of_run(run: ModelDir) -> ResultTable:
    columns = {
        "prefix": "text", "step": "int", "number": "int", "epoch": "int", "format": "text", "status": "text",
        "is_latest": "bool", "size_bytes": "int", "saved": "text", "problems": "text", "note": "text",
    }  # fmt: skip
    latest = run.latest
    return _table(
        columns,
        (
            (
                entry.prefix, entry.step, entry.number, entry.epoch, entry.format, entry.status,
                latest is not None and entry.prefix == latest.prefix, entry.size_bytes,
                _moment(entry.saved_at or entry.modified), " ".join(entry.problems), entry.note,
            )
            for entry in run.checkpoints
        ),
    )  # fmt: skip


def _of_checkpoint(checkpoint: Checkpoint) -> ResultTable:
    from explorer.report.columns import COLUMNS, value

    shown = [column for column in COLUMNS if not column.needs_statistics]
    kinds = {"bytes": "int", "role": "text"}
    return _table(
        {column.id: kinds.get(column.kind, column.kind) for column in shown},
        ([value(column.id, variable) for column in shown] for variable in checkpoint.variables),
    )


def _of_history(series: HistogramSeries) -> ResultTable:
    from explorer.report.history_table import cells, fields, kinds

    names = fields()
    return _table(
        {name: "shape" if name == "shape" else kind for name, kind in kinds(names).items()},
        (cells(row).values() for row in series.rows),
    )


def _of_comparison(comparison: Comparison) -> ResultTable:
    columns = {
        "key": "text", "older_key": "text", "change": "text",
        "older_dtype": "text", "older_shape": "shape", "newer_dtype": "text", "newer_shape": "shape",
        "max_abs": "float", "l2": "float", "relative_l2": "float", "cosine": "float", "changed_elements": "int",
        "is_certain": "bool", "problem": "text",
    }  # fmt: skip
    measures = ("max_abs", "l2", "relative_l2", "cosine", "changed_elements")
    return _table(
        columns,
        (
            (
                row.key,
                row.older_key,
                row.change,
                *_side(row.older),
                *_side(row.newer),
                *(None if row.values is None else getattr(row.values, name) for name in measures),
                row.is_certain,
                row.problem,
            )
            for row in comparison
        ),
    )


def _of_report(report: RestoreReport) -> ResultTable:
    often = Counter(outcome.api for outcome in report.outcomes)
    apis = [
        outcome.api if often[outcome.api] == 1 else f"{outcome.api} ({outcome.conditions.variables})"
        for outcome in report.outcomes
    ]
    columns = {
        "key": "text", "verdict": "text", "is_problem": "bool",
        "expected_dtype": "text", "expected_shape": "shape", "stored_dtype": "text", "stored_shape": "shape",
        "sentence": "text", "hint": "text",
    }  # fmt: skip
    return _table(
        columns | dict.fromkeys(apis, "text"),
        (
            (
                row.key,
                row.verdict,
                report.is_problem(row),
                *_side(row.expected),
                *_side(row.stored),
                row.sentence,
                row.hint,
                *(report.effect(row, outcome) for outcome in report.outcomes),
            )
            for row in report.rows
        ),
    )


def _of_spec(spec: ModelSpec) -> ResultTable:
    columns = {"key": "text", "name": "text", "role": "text", "dtype": "text", "shape": "shape"}
    return _table(
        columns, ((item.key, item.name, item.role, item.dtype, item.shape) for item in spec.variables)
    )


def _of_verification(verification: Verification) -> ResultTable:
    columns = {"prefix": "text", "file": "text", "key": "text", "problem": "text", "hint": "text"}
    each = (one for problem in verification.problems for one in problem.each())
    return _table(columns, ((one.prefix, one.file, one.key, one.problem, one.hint) for one in each))


def _side(side: Any) -> tuple[Cell, Cell]:
    return (None, None) if side is None else (side.dtype, side.shape)


def _moment(seconds: float | None) -> str | None:
    """A time in UTC as ISO 8601; None where nothing tells it, or no calendar has it."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return None


# By name: the classes lie on the left of this layer, and importing all of them for one table would be slow.
_MAKERS: dict[str, Callable[[Any], ResultTable]] = {
    "ModelDir": _of_run,
    "Checkpoint": _of_checkpoint,
    "HistogramSeries": _of_history,
    "Comparison": _of_comparison,
    "RestoreReport": _of_report,
    "ModelSpec": _of_spec,
    "Verification": _of_verification,
}

"""The JSON shapes scripts rely on: steps, list, stats, diff and restore rows, as plain dicts.

A key is the file's bytes as UTF-8. Where they are no UTF-8, JSON could not carry them through
every parser: such a name is written with backslash escapes beside `"name_is_escaped": true`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from explorer.report.numbers import escape_name, is_utf8

if TYPE_CHECKING:
    from explorer.analysis.diff import Difference, Side
    from explorer.analysis.doctor_records import CheckpointVerdict, FileProblem, Verification
    from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow
    from explorer.analysis.self_check import SelfCheck
    from explorer.analysis.statistics import TensorStatistics, ValueCounts
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.formats.tensor_table import TensorSlice

Shape = dict[str, Any]
ESCAPED = "name_is_escaped"
STATISTICS_FIELDS = ("count", "finite", "nan", "posinf", "neginf", "zero", "min", "max", "mean", "std")
VALUE_CHANGE_FIELDS = ("max_abs", "l2", "relative_l2", "cosine", "changed_elements")


def json_text(name: str) -> str:
    """A name as JSON carries it: itself, or with backslash escapes where it is no UTF-8."""
    return name if is_utf8(name) else escape_name(name)


def json_number(number: float | None) -> float | int | None:
    """A number as JSON carries it: null where there is none, or where it is not finite."""
    if number is None or (isinstance(number, float) and not math.isfinite(number)):
        return None
    return number


def named(shape: Shape, *fields: str) -> Shape:
    """`shape` with the names in `fields` made safe, and marked if one had to be escaped."""
    if all(is_utf8(shape[field]) for field in fields):
        return shape
    return shape | {field: escape_name(shape[field]) for field in fields} | {ESCAPED: True}


def steps_shape(run: ModelDir, directory: str, checked: SelfCheck | None = None) -> Shape:
    """`ckptx steps`; `directory` as the user named it. What its files contradict counts among the problems."""
    findings = () if checked is None else tuple(finding.sentence for finding in checked.findings)
    notes = (*run.notes, *(() if checked is None else checked.left_out))
    folders = [other for other in run.other_files if other.kind == "directory" and other.checkpoint_count]
    shape: Shape = {
        "directory": json_text(directory),
        "latest_checkpoint": None if run.latest_checkpoint is None else json_text(run.latest_checkpoint),
        "checkpoints": [entry_shape(entry) for entry in run.checkpoints],
        "problems": [json_text(problem) for problem in (*run.problems, *findings)],
    }
    if folders:
        shape["folders"] = [
            named({"name": folder.name, "checkpoint_count": folder.checkpoint_count}, "name")
            for folder in folders
        ]
    return shape | ({"notes": [json_text(sentence) for sentence in notes]} if notes else {})


def entry_shape(entry: CheckpointEntry) -> Shape:
    """One checkpoint of a directory."""
    shape = {
        "prefix": entry.prefix,
        "step": entry.step,
        "number": entry.number,
        "epoch": entry.epoch,
        "format": entry.format,
        "status": entry.status,
        "size_bytes": entry.size_bytes,
        "modified": json_number(entry.modified),
        "problems": [json_text(problem) for problem in entry.problems],
    }
    return named(shape, "prefix")


def list_head(checkpoint: Checkpoint) -> Shape:
    """`ckptx list` without its rows."""
    shape = {
        "prefix": checkpoint.name,
        "format": checkpoint.format,
        "object_based": checkpoint.object_based,
        "step": checkpoint.step,
        "number": checkpoint.number,
    }
    return named(shape, "prefix")


def list_shape(checkpoint: Checkpoint, rows: Iterable[int] | None = None) -> Shape:
    """`ckptx list`, all rows or the chosen ones. `list_json.list_json` writes the same faster."""
    chosen = range(len(checkpoint.table)) if rows is None else rows
    return list_head(checkpoint) | {"variables": [variable_shape(checkpoint, row) for row in chosen]}


def variable_shape(checkpoint: Checkpoint, row: int) -> Shape:
    """One variable of `ckptx list`, from the columns: no `Variable` is made."""
    from explorer.checkpoints.roles import ROLES
    from explorer.formats.dtypes import data_type

    table = checkpoint.table
    slices = table.slices.get(row)
    problem = table.problems.get(row)
    count = int(table.element_count[row])
    shape: Shape = {
        "key": table.keys[row],
        "name": checkpoint.names[row],
        "role": ROLES[int(checkpoint.role_codes[row])],
        "dtype": data_type(int(table.dtype[row])).name,
        "shape": list(table.shape(row)),
        "element_count": None if count < 0 else count,
        "size_bytes": int(table.size_bytes[row]),
        "shard": None if slices else int(table.shard[row]),
        "offset": None if slices else int(table.offset[row]),
        "slices": [slice_shape(part) for part in slices] if slices else None,
        "problem": None if problem is None else json_text(problem),
    }
    return named(shape, "key", "name")


def slice_shape(part: TensorSlice) -> Shape:
    """One stored part of a partitioned variable."""
    return {
        "start": list(part.start),
        "length": list(part.length),
        "shard": part.shard,
        "offset": part.offset,
        "size_bytes": part.size_bytes,
    }


def stats_row(statistics: TensorStatistics, *, is_numeric: bool = True) -> Shape:
    """One row of `ckptx stats`; strings and variants have a count and no numbers."""
    shape: Shape = {"key": statistics.key}
    shape |= {
        field: json_number(getattr(statistics, field)) if is_numeric or field == "count" else None
        for field in STATISTICS_FIELDS
    }
    return named(shape, "key")


def counts_shape(values: ValueCounts | None) -> Shape | None:
    """Exact counts of value ranges, `lower` and `upper` included; null for a tensor without finite numbers."""
    if values is None:
        return None
    return {
        "lower": values.lower.tolist(),
        "upper": values.upper.tolist(),
        "count": values.count.tolist(),
    }


def damaged_stats_row(key: str, problem: str) -> Shape:
    """A row of `ckptx stats` whose tensor could not be read: all null, and why."""
    shape: Shape = {"key": key} | dict.fromkeys(STATISTICS_FIELDS) | {"problem": json_text(problem)}
    return named(shape, "key")


def diff_shape(older: str, newer: str, rows: Iterable[Difference], *, values: bool) -> Shape:
    """`ckptx diff`; the numbers are there only when values were compared."""
    return {
        "older": json_text(older),
        "newer": json_text(newer),
        "rows": [difference_shape(row, values=values) for row in rows],
    }


def difference_shape(row: Difference, *, values: bool) -> Shape:
    """One row of `ckptx diff`."""
    shape: Shape = {
        "key": row.key,
        "change": row.change,
        "older": _side_shape(row.older),
        "newer": _side_shape(row.newer),
    }
    if values:
        shape |= {
            field: None if row.values is None else json_number(getattr(row.values, field))
            for field in VALUE_CHANGE_FIELDS
        }
    if row.renamed is not None:
        shape["older_key"] = row.renamed.older_key
        shape["confidence"] = row.renamed.confidence
        shape["reason"] = json_text(row.renamed.reason)
    if row.problem:
        shape["problem"] = json_text(row.problem)
    return named(shape, "key", *(("older_key",) if row.renamed is not None else ()))


def verify_shape(verification: Verification) -> Shape:
    """`ckptx verify`. A problem that strikes many tensors is told once with key null, then for each of them."""
    return {
        "problems": [problem_shape(each) for problem in verification.problems for each in problem.each()],
        "checked_bytes": verification.checked_bytes,
        "elapsed_s": round(verification.elapsed_s, 6),
        "checkpoints": [verdict_shape(verdict) for verdict in verification.checkpoints],
        "lost": verification.lost_count,
        "misplaced": verification.misplaced_count,
        "safe": verification.tensor_count - verification.lost_count,
        "proposed_state": None
        if verification.proposed_state is None
        else json_text(verification.proposed_state),
        "notes": [json_text(note) for note in verification.notes],
    }


def problem_shape(problem: FileProblem) -> Shape:
    """One row of `ckptx verify`."""
    shape: Shape = {
        "file": problem.file,
        "key": problem.key,
        "problem": json_text(problem.problem),
        "hint": json_text(problem.hint),
        "prefix": problem.prefix,
    }
    shape = named(shape, "file", "key", "prefix")
    return shape | {"key": shape["key"] or None, "prefix": shape["prefix"] or None}


def verdict_shape(verdict: CheckpointVerdict) -> Shape:
    """What is left of one checkpoint; counts are null where its index cannot be read."""
    shape: Shape = {
        "prefix": verdict.prefix,
        "format": verdict.format,
        "status": verdict.status,
        "lost": [json_text(key) for key in verdict.lost],
        "misplaced": [json_text(key) for key in verdict.misplaced],
        "lost_count": len(verdict.lost) if verdict.is_known else None,
        "safe_count": verdict.safe_count if verdict.is_known else None,
        "checked_bytes": verdict.checked_bytes,
    }
    return named(shape, "prefix")


def restore_shape(report: RestoreReport) -> Shape:
    """`ckptx check`: what each way of loading does, the verdict rows, and the causes with their cures."""
    from explorer.report.restore_shapes import finding_shape, outcome_shape  # late: it needs us

    findings = [finding_shape(finding) for finding in report.findings]
    if not findings and report.note:
        findings = [{"title": json_text(report.note), "keys": [], "cures": []}]
    return {
        "checkpoint": json_text(report.checkpoint),
        "target": json_text(report.target),
        "summary": json_text(report.summary),
        "assumed": list(report.assumed),
        "outcomes": [outcome_shape(outcome, report) for outcome in report.outcomes],
        "unsuitable": [{"api": api, "reason": json_text(reason)} for api, reason in report.unsuitable],
        "rows": [restore_row_shape(row, report) for row in report.rows],
        "findings": findings,
    }


def restore_row_shape(row: RestoreRow, report: RestoreReport) -> Shape:
    """One row of `ckptx check`; of an API predicted for two kinds of variables, the likelier one's effect."""
    effects: dict[str, str] = {}
    if row.variable >= 0:
        for outcome in report.outcomes:
            effects.setdefault(outcome.api, report.effect(row, outcome))
    shape: Shape = {
        "key": row.key,
        "expected": _expectation_shape(row.expected),
        "stored": _expectation_shape(row.stored),
        "verdict": row.verdict,
        "effects": effects,
        "hint": json_text(row.hint),
    }
    return named(shape, "key")


def _side_shape(side: Side | None) -> Shape | None:
    return None if side is None else {"dtype": side.dtype, "shape": list(side.shape)}


def _expectation_shape(side: Expectation | None) -> Shape | None:
    if side is None:
        return None
    return {"dtype": side.dtype, "shape": None if side.shape is None else list(side.shape)}

"""The rows of a report: a verdict for each variable of the model and each stored tensor, worst first."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import replace

from explorer.analysis.restoring.outcome import DEFERRED, RESTORED, WRONG, Outcome
from explorer.analysis.restoring.verdicts import (
    WORST_FIRST,
    Expectation,
    RestoreRow,
    judge,
    table_content_keys,
)
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec
from explorer.formats.dtypes import data_type
from explorer.natural_sort import natural_key
from explorer.task import Task, breathing

_REPORT_EVERY = 64
_PIECE = 1024  # rows sorted in one go, within a few milliseconds


def judged_rows(
    checkpoint: Checkpoint, target: ModelSpec, row_of: Mapping[int, int], task: Task
) -> list[RestoreRow]:
    """One row a stored tensor and one a variable that nothing is stored for, in no order yet."""
    table = checkpoint.table
    variable_of = {row: variable for variable, row in row_of.items()}
    growing = table_content_keys(table.keys)
    kinds = list(zip(table.dtype.tolist(), table.shape_id.tolist()))
    sides: dict[tuple[int, int], Expectation] = {}  # rows of one dtype and shape share theirs
    rows: list[RestoreRow] = []
    total = len(table) + len(target.variables)
    for row, key in enumerate(table.keys):
        if row % _REPORT_EVERY == 0:
            task.report(row, total, "Comparing with the target")
        if key == OBJECT_GRAPH_KEY:
            continue
        stored = sides.get(kinds[row])
        if stored is None:
            stored = sides[kinds[row]] = Expectation(data_type(kinds[row][0]).name, table.shape(row))
        variable = variable_of.get(row, -1)
        wanted = target.variables[variable] if variable >= 0 else None
        problem = table.problems.get(row)
        rows.append(judge(key, wanted, stored, problem, key in growing, variable=variable, row=row))
    for variable, wanted in enumerate(target.variables):
        if variable % _REPORT_EVERY == 0:
            task.report(len(table) + variable, total, "Comparing with the target")
        if variable not in row_of and wanted.key != OBJECT_GRAPH_KEY:
            rows.append(judge(wanted.key, wanted, None, None, False, variable=variable))
    return rows


def as_it_goes(row: RestoreRow, outcome: Outcome) -> RestoreRow:
    """A row as the likeliest way of loading sees it.

    What fits by its name may be deferred or take another variable's value; of another dtype, Keras
    converts what it reads from its own files.
    """
    if row.variable < 0:
        return row
    effect = int(outcome.effect[row.variable])
    if row.verdict == "dtype differs" and effect == RESTORED:
        return replace(
            row, verdict="restored", sentence=f"{row.sentence}; it is converted on loading", hint=""
        )
    if row.verdict != "restored":
        return row
    if effect == WRONG:
        return replace(
            row,
            verdict="wrong value silently",
            sentence=f"{row.sentence}, but it is another variable's value, matched by its position",
            hint="TensorFlow says nothing: see the findings for what was shifted or switched.",
        )
    if effect == DEFERRED:
        return replace(
            row,
            verdict="deferred",
            sentence=f"{row.sentence}; it is restored once the variable is created",
            hint="Call the model once before you look at its values.",
        )
    return row


def worst_first(rows: list[RestoreRow]) -> list[RestoreRow]:
    """Sorted by verdict, then naturally by key: in pieces, as one long sort would halt a window's thread."""
    keyed = [
        (WORST_FIRST[row.verdict], natural_key(row.key), place) for place, row in enumerate(breathing(rows))
    ]
    pieces = [
        sorted(keyed[start : start + _PIECE]) for start in breathing(range(0, len(keyed), _PIECE), every=1)
    ]
    return [rows[place] for _, _, place in breathing(heapq.merge(*pieces))]

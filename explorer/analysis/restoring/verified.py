"""Rows and predictions again, once the values were read and some do not fit their checksums."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

import numpy as np

from explorer.analysis.restoring.apis import API, BUNDLES
from explorer.analysis.restoring.outcome import (
    DEFERRED,
    LEFT_ALONE,
    NOT_CONCERNED,
    RAISES,
    Outcome,
    Raised,
)
from explorer.analysis.restoring.verdicts import Expectation, RestoreRow, verdict_of
from explorer.analysis.stored_values import check_value
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.task import Task

_GETS_VALUE = frozenset({"restored", "deferred", "unknown"})
# Raised when values are assigned, after all have been read; all other errors come before.
_AFTER_READING = ("incompatible tensor", "are incompatible", "Assign requires shapes", "Input to reshape")
_MESSAGE = "Checksum does not match: stored <values> vs. calculated on the restored bytes <values>"


def verified_rows(checkpoint: Checkpoint, rows: list[RestoreRow], task: Task) -> list[RestoreRow]:
    """The rows again: those whose value is read and does not fit its checksum are damaged."""
    table = checkpoint.table
    concerned = [row.stored is not None and row.verdict in _GETS_VALUE for row in rows]
    total = sum(
        int(table.size_bytes[table.row_of[row.key]]) for row, is_read in zip(rows, concerned) if is_read
    )
    done = 0
    judged = []
    for row, is_read in zip(rows, concerned):
        if is_read:
            try:
                check_value(checkpoint, row.key, task, start=done, total=total)
            except ExplorerError as error:
                expected = row.expected or Expectation(None, None)
                verdict, sentence, hint = verdict_of(expected, row.stored, error.problem, False)
                row = replace(row, verdict=verdict, sentence=sentence, hint=hint)
            done += int(table.size_bytes[table.row_of[row.key]])
        judged.append(row)
    return judged


def verified_outcomes(
    checkpoint: Checkpoint, rows: Iterable[RestoreRow], outcomes: tuple[Outcome, ...]
) -> tuple[Outcome, ...]:
    """The predictions again, where reading has found damage that the index alone does not show."""
    known = checkpoint.table.problems
    damaged = {row.row for row in rows if row.verdict == "damaged" and row.row not in known}
    if not damaged:
        return outcomes
    return tuple(
        _with_damage(outcome, damaged) if API[outcome.api].formats == BUNDLES else outcome
        for outcome in outcomes
    )


def _with_damage(outcome: Outcome, rows: Set[int]) -> Outcome:
    """The outcome, where `rows` of the checkpoint's table do not fit their checksums: RestoreV2 refuses those.

    All values are read before the first is assigned, so nothing is assigned. A value that is
    only read once its variable is made raises then, not in the restore.
    """
    is_read = np.isin(outcome.row, list(rows)) & (outcome.effect != DEFERRED)
    if not (is_read.any() or rows & set(outcome.made)):
        return outcome
    if outcome.exception is not None and not any(
        text in outcome.exception.message for text in _AFTER_READING
    ):
        return outcome
    effect = outcome.effect.copy()
    effect[(effect != DEFERRED) & (effect != NOT_CONCERNED)] = LEFT_ALONE
    effect[is_read] = RAISES
    is_old = outcome.conditions.tensorflow == "1.15"
    return replace(
        outcome,
        effect=effect,
        exception=Raised(
            "DataLossError", _MESSAGE if is_old else f"TensorBundle at <path> shard <values>: {_MESSAGE}"
        ),
        assert_consumed=None,
        assert_existing_objects_matched=None,
        assert_nontrivial_match=None,
        status_type="",
        adopted={},
        made=(),
    )

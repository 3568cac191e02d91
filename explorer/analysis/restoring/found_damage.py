"""A prediction again, after values were read and some do not fit their checksums: RestoreV2 refuses those."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import numpy as np

from explorer.analysis.restoring.outcome import (
    DEFERRED,
    LEFT_ALONE,
    NOT_CONCERNED,
    RAISES,
    Outcome,
    Raised,
)

# Raised when values are assigned, after all have been read; all other errors come before.
_AFTER_READING = ("incompatible tensor", "are incompatible", "Assign requires shapes", "Input to reshape")
_MESSAGE = "Checksum does not match: stored <values> vs. calculated on the restored bytes <values>"


def with_damage(outcome: Outcome, rows: Set[int]) -> Outcome:
    """The outcome, where `rows` of the checkpoint's table do not fit their checksums.

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

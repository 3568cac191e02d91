"""Does this checkpoint fit that model: a verdict for each variable, and what each way of loading will do.

The ways of loading are simulated by `explorer.analysis.restoring`; this is where they are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explorer.analysis.restoring.apis import API, BUNDLES
from explorer.analysis.restoring.keras.assumed_program import assumed_program
from explorer.analysis.restoring.matching import Matching, match_sides
from explorer.analysis.restoring.outcome import Outcome
from explorer.analysis.restoring.predictions import predicted_outcomes
from explorer.analysis.restoring.report import RestoreReport
from explorer.analysis.restoring.rows import as_it_goes, judged_rows, worst_first
from explorer.analysis.restoring.situation import check_choice, known_conditions
from explorer.analysis.restoring.summary import but_raises, summary_of, why_unmatched
from explorer.analysis.restoring.verdicts import (
    PROBLEM_VERDICTS,
    VERDICTS,
    Expectation,
    RestoreRow,
    is_compatible,
    table_content_keys,
)
from explorer.analysis.restoring.verified import verified_outcomes, verified_rows
from explorer.checkpoints.checkpoint import Checkpoint, as_checkpoint
from explorer.checkpoints.spec import ModelSpec, Target, as_spec
from explorer.storage.files import PathLike
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Finding

__all__ = [
    "PROBLEM_VERDICTS",
    "VERDICTS",
    "Expectation",
    "RestoreReport",
    "RestoreRow",
    "check_restore",
    "is_compatible",
    "table_content_keys",
]


def check_restore(
    checkpoint: Checkpoint | PathLike,
    target: Target | Sequence[Target],
    api: str | None = None,
    tensorflow: str | None = None,
    variables: str | None = None,
    *,
    verify: bool = False,
    task: Task = QUIET,
) -> RestoreReport:
    """Match the two sides, judge every row, and predict what each way of loading will do.

    Args:
        checkpoint: what would be restored; or its path, as `open_checkpoint` takes it.
        target: a spec, or anything one can be made from (`explorer.checkpoints.spec.as_spec`).
        api: one way of loading, as "saver.restore"; None: all that read this format.
        tensorflow: "1.15", "2.15" or "2.21"; None: as the files tell, else 2.15.
        variables: "resource" or "ref"; None: as the files tell, else both are predicted.
        verify: read every value that would be restored and compare its checksum: one that does not
            match is `damaged`. Else a value counts as sound when its bytes are there.
        task: progress and cancelling.

    Both of one kind are matched by checkpoint key. An object-based and a name-based side are
    matched by the variables' names, as TensorFlow does then; a row's key is the checkpoint's, where
    it has one. A file or a configuration of Keras is matched layer by layer. The object graph entry
    is no variable and has no row. Unknown dimensions, shapes and dtypes of the target fit anything.

    Raises:
        UnknownChoiceError: there is no such API, generation or kind of variables.
        ExplorerError: the target cannot be read; as `as_spec`.
    """
    check_choice("API", api, tuple(API))
    checkpoint = as_checkpoint(checkpoint)
    target, compiled = assumed_program(checkpoint, as_spec(target))
    conditions, assumed = known_conditions(checkpoint, target, tensorflow, variables)
    assumed += compiled
    outcomes, unsuitable = predicted_outcomes(checkpoint, target, api, conditions, task)
    matching = match_sides(checkpoint, target)
    first = outcomes[0] if outcomes else None
    rows = judged_rows(checkpoint, target, _completed(matching, first), task)
    if first is not None:
        rows = [as_it_goes(row, first) for row in breathing(rows)]
    if verify:
        rows = verified_rows(checkpoint, rows, task)
        outcomes = verified_outcomes(checkpoint, rows, outcomes)
    rows = worst_first(rows)
    summary = " ".join(filter(None, (summary_of(rows, first), but_raises(rows, first))))
    if checkpoint.object_based != target.object_based and not matching.by_layer:
        summary += " One side is object-based, the other name-based: matched by the variables' names."
    note = why_unmatched(checkpoint, target, rows, matching)
    if note:
        summary += f" {note}"
    return RestoreReport(
        checkpoint.name,
        target.source,
        tuple(rows),
        summary,
        note,
        target,
        conditions,
        assumed,
        outcomes,
        unsuitable,
        _findings(checkpoint, target, rows, outcomes, matching, task),
    )


def _completed(matching: Matching, first: Outcome | None) -> dict[int, int]:
    """The matching, and what only the first prediction binds: shared objects, layers matched by position."""
    row_of = dict(matching.row_of)
    if first is None:
        return row_of
    taken = set(row_of.values())
    for variable, row in enumerate(breathing(first.row.tolist())):
        if row >= 0 and variable not in row_of and row not in taken:
            row_of[variable] = row
            taken.add(row)
    return row_of


def _findings(
    checkpoint: Checkpoint,
    target: ModelSpec,
    rows: Sequence[RestoreRow],
    outcomes: Sequence[Outcome],
    matching: Matching,
    task: Task,
) -> tuple[Finding, ...]:
    """The causes, where there is anything to explain."""
    if not outcomes and all(row.verdict not in PROBLEM_VERDICTS for row in rows):
        return ()
    if not any(outcome.exception or outcome.is_silently_wrong for outcome in outcomes) and _are_twins(
        checkpoint, target, rows
    ):
        return ()  # the commonest check: the same model as ever
    # Late: a check that only compares names needs neither.
    from explorer.analysis.renames import propose_renames
    from explorer.analysis.restoring.causes.find import find_causes

    matched = [(row.variable, row.row) for row in rows if row.variable >= 0 and row.row >= 0]
    renames = propose_renames(checkpoint, target, matched, task, quick=True)
    causes = find_causes(
        checkpoint, target, rows, outcomes, renames, task, names=matching.names, our_names=matching.our_names
    )
    # What the likeliest way never touches is no cause of anything.
    unasked = {row.key for row in rows if outcomes and not outcomes[0].concerns(row.variable)}
    return tuple(
        cause
        for cause in causes
        if cause.kind != "fits"
        and not (cause.keys and unasked.issuperset(cause.keys))  # the summary says it fits
    )


def _are_twins(checkpoint: Checkpoint, target: ModelSpec, rows: Sequence[RestoreRow]) -> bool:
    """Whether both sides are checkpoints of TensorFlow with the same keys and names, and every value fits."""
    is_of_tensorflow = target.kind == "checkpoint" and target.keras is None and checkpoint.format in BUNDLES
    if not is_of_tensorflow or checkpoint.object_based != target.object_based:
        return False
    names, variables = checkpoint.names, target.variables
    return all(
        row.verdict == "restored"
        and row.variable >= 0
        and row.row >= 0
        and (variables[row.variable].key, variables[row.variable].name) == (row.key, names[row.row])
        for row in breathing(rows)
    )

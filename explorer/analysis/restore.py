"""Does this checkpoint fit that model: a verdict for each variable, and what each way of loading will do.

The ways of loading are simulated by `explorer.analysis.restoring`; this is where they are asked.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.analysis.restoring.apis import API, APIS, BUNDLES, Api
from explorer.analysis.restoring.assumed_program import assumed_program
from explorer.analysis.restoring.matching import Matching, match_sides
from explorer.analysis.restoring.matching_keras import KERAS_FORMATS
from explorer.analysis.restoring.outcome import (
    DEFERRED,
    EFFECTS,
    NOT_CONCERNED,
    RESTORED,
    WRONG,
    Outcome,
    UnsuitableError,
)
from explorer.analysis.restoring.situation import (
    check_choice,
    is_same_for_all_kinds,
    known_conditions,
    situations,
)
from explorer.analysis.restoring.verdicts import (
    PROBLEM_VERDICTS,
    VERDICTS,
    WORST_FIRST,
    Expectation,
    RestoreRow,
    is_compatible,
    judge,
    shape_text,
    table_content_keys,
    verdict_of,
)
from explorer.analysis.stored_values import check_value
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import NOT_KNOWN, Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, as_spec
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.natural_sort import natural_key
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
    "shape_text",
    "table_content_keys",
]

_REPORT_EVERY = 64
_PIECE = 1024  # rows sorted in one go, within a few milliseconds
_GETS_VALUE = frozenset({"restored", "deferred", "unknown"})
_PROGRAMS = frozenset({"program", "keras config"})  # kinds of targets that know objects, or say why not
_KERAS_ENDINGS = (".h5", ".hdf5", ".keras")


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """The verdicts of one checkpoint against one target, problems first by verdict, then natural key order.

    `outcomes`: what each way of loading does, the likeliest first; the same API may stand there
    twice, for resource and for ref variables. `unsuitable`: (API id, sentence) of those that cannot
    be judged. `findings` name the causes. `assumed`: sentences on what the files do not tell.
    """

    checkpoint: str
    target: str
    rows: tuple[RestoreRow, ...]
    summary: str  # one sentence, or more where the sides are of different kinds
    note: str = ""  # why the two sides have no names in common, where they have none; part of the summary
    spec: ModelSpec | None = None
    conditions: Conditions = NOT_KNOWN
    assumed: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    unsuitable: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Verdict -> number of rows, for the verdicts that occur, in the order of the rows."""
        return dict(Counter(row.verdict for row in self.rows))

    @property
    def fits(self) -> bool:
        """Whether every variable of the model gets its value."""
        return not any(map(self.is_problem, self.rows))

    def is_problem(self, row: RestoreRow) -> bool:
        """Whether a row's verdict is one to mend: not where the likeliest way of loading never asks for it."""
        if row.verdict not in PROBLEM_VERDICTS:
            return False
        asked = self.outcomes[0].effect if self.outcomes and row.variable >= 0 else None
        return asked is None or int(asked[row.variable]) != NOT_CONCERNED

    def effect(self, row: RestoreRow, outcome: Outcome) -> str:
        """What one way of loading does to a row's variable: one of EFFECTS, "" where the model has none."""
        return EFFECTS[outcome.effect[row.variable]] if row.variable >= 0 else ""


def check_restore(
    checkpoint: Checkpoint,
    target: ModelSpec | Checkpoint | Path | str,
    api: str | None = None,
    tensorflow: str | None = None,
    variables: str | None = None,
    *,
    verify: bool = False,
    task: Task = QUIET,
) -> RestoreReport:
    """Match the two sides, judge every row, and predict what each way of loading will do.

    Args:
        checkpoint: what would be restored.
        target: a spec, or anything one can be made from (`explorer.checkpoints.spec.as_spec`).
        api: one way of loading, as "saver.restore"; None: all that read this format.
        tensorflow: "1.15", "2.15" or "2.21"; None: as the files tell, else 2.15.
        variables: "resource" or "ref"; None: as the files tell, else both are predicted.
        verify: read every value that would be restored and compare its checksum: one that does not
            match is `damaged`. Else a value counts as sound when its bytes are there.
        task: progress and cancelling.

    Both of one kind are matched by checkpoint key. An object-based and a name-based side are
    matched by the variables' names, as TensorFlow does then; a row's key is the checkpoint's, where
    it has one. A file or a configuration of Keras is matched layer by layer. The object graph entry is no variable and has no row. Unknown dimensions, shapes and
    dtypes of the target fit anything.

    Raises:
        UnknownChoiceError: there is no such API, generation or kind of variables.
        ExplorerError: the target cannot be read; as `as_spec`.
    """
    check_choice("API", api, tuple(API))
    target, compiled = assumed_program(checkpoint, as_spec(target))
    conditions, assumed = known_conditions(checkpoint, target, tensorflow, variables)
    assumed += compiled
    outcomes, unsuitable = _outcomes(checkpoint, target, api, conditions, task)
    matching = match_sides(checkpoint, target)
    first = outcomes[0] if outcomes else None
    rows = _rows(checkpoint, target, _completed(matching, first), task)
    if first is not None:
        rows = [_as_it_goes(row, first) for row in breathing(rows)]
    if verify:
        rows = _verified(checkpoint, rows, task)
        outcomes = _with_damage(checkpoint, rows, outcomes)
    rows = _worst_first(rows)
    summary = _summary(rows, first) + _but_raises(rows, first)
    if checkpoint.object_based != target.object_based and not matching.by_layer:
        summary += " One side is object-based, the other name-based: matched by the variables' names."
    note = _why_unmatched(checkpoint, target, rows, matching)
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


def _outcomes(
    checkpoint: Checkpoint, target: ModelSpec, api: str | None, conditions: Conditions, task: Task
) -> tuple[tuple[Outcome, ...], tuple[tuple[str, str], ...]]:
    """What each way of loading does, the likeliest first, and why others cannot be judged."""
    found: list[Outcome] = []
    unsuitable: list[tuple[str, str]] = []
    for way in [API[api]] if api is not None else _usual_ways(checkpoint, target):
        if checkpoint.format not in way.formats:
            unsuitable.append((way.id, f"{way.title} does not read a checkpoint of this format."))
            continue
        task.report(0, 0, f"Predicting {way.title}")
        try:
            for situation in situations(way.id, conditions):
                outcome = way.simulate(checkpoint, target, situation, task)
                if not any(other.api == outcome.api and _same(other, outcome) for other in found):
                    found.append(outcome)
                if is_same_for_all_kinds(outcome):
                    break
        except UnsuitableError as error:
            unsuitable.append((way.id, str(error)))
    return tuple(found), tuple(unsuitable)


def _usual_ways(checkpoint: Checkpoint, target: ModelSpec) -> list[Api]:
    """The APIs a program with these two sides may well call, the likeliest first.

    All others can be asked for by name: an Estimator may well read an object-based file (a Scaffold
    with such a saver), yet to judge every file so would bury what concerns its user.
    """
    both_named = not checkpoint.object_based and not target.object_based
    likeliest = "saver.restore" if both_named else "checkpoint.restore"
    unusual = {"checkpoint.read"}
    if target.object_based or target.objects is not None:
        unusual |= {"estimator.train", "estimator.evaluate", "init_from_checkpoint", "warm_start"}
    elif target.kind not in _PROGRAMS:
        unusual |= {"checkpoint.restore", "load_weights.tf"} if both_named else set()
    if "load_weights.tf" not in unusual and checkpoint.object_based:
        from explorer.analysis.restoring.keras_tf import holds_a_model

        unusual |= set() if holds_a_model(checkpoint) else {"load_weights.tf"}
    usual = [way for way in APIS if checkpoint.format in way.formats and way.id not in unusual]
    return sorted(usual, key=lambda way: way.id != likeliest)


def _same(one: Outcome, other: Outcome) -> bool:
    """Whether two situations come to the same: then one card tells of both."""
    return (
        one.exception == other.exception
        and one.adopted == other.adopted
        and bytes(one.effect) == bytes(other.effect)
        and one.assert_consumed == other.assert_consumed
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


def _rows(checkpoint: Checkpoint, target: ModelSpec, row_of: dict[int, int], task: Task) -> list[RestoreRow]:
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


def _as_it_goes(row: RestoreRow, outcome: Outcome) -> RestoreRow:
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
    from explorer.analysis.restoring.causes import find_causes

    matched = [(row.variable, row.row) for row in rows if row.variable >= 0 and row.row >= 0]
    renames = propose_renames(checkpoint, target, matched, task, quick=True)
    causes = find_causes(
        checkpoint, target, rows, outcomes, renames, task, names=matching.names, our_names=matching.our_names
    )
    unasked = set()
    if outcomes:  # what the likeliest way never touches is no cause of anything
        asked = (outcomes[0].effect != NOT_CONCERNED).tolist()
        unasked = {row.key for row in rows if row.variable >= 0 and not asked[row.variable]}
    return tuple(
        cause
        for cause in causes
        if cause.kind != "fits"
        and not (cause.keys and unasked.issuperset(cause.keys))  # the summary says it fits
    )


def _verified(checkpoint: Checkpoint, rows: list[RestoreRow], task: Task) -> list[RestoreRow]:
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


def _with_damage(
    checkpoint: Checkpoint, rows: Iterable[RestoreRow], outcomes: tuple[Outcome, ...]
) -> tuple[Outcome, ...]:
    """The predictions again, where reading has found damage that the index alone does not show."""
    known = checkpoint.table.problems
    damaged = {row.row for row in rows if row.verdict == "damaged" and row.row not in known}
    if not damaged:
        return outcomes
    from explorer.analysis.restoring.found_damage import with_damage

    return tuple(
        with_damage(outcome, damaged) if API[outcome.api].formats == BUNDLES else outcome
        for outcome in outcomes
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


def _worst_first(rows: list[RestoreRow]) -> list[RestoreRow]:
    """Sorted by verdict, then naturally by key: in pieces, as one long sort would halt a window's thread."""
    keyed = [
        (WORST_FIRST[row.verdict], natural_key(row.key), place) for place, row in enumerate(breathing(rows))
    ]
    pieces = [
        sorted(keyed[start : start + _PIECE]) for start in breathing(range(0, len(keyed), _PIECE), every=1)
    ]
    return [rows[place] for _, _, place in breathing(heapq.merge(*pieces))]


def _summary(rows: Iterable[RestoreRow], first: Outcome | None) -> str:
    """One sentence, "2 of 5 variables would not be restored: shape differs (1), missing in checkpoint (1).".

    What the likeliest way of loading never asks for (an optimizer's variables, when weights are
    loaded) is not counted.
    """
    asked = None if first is None else (first.effect != NOT_CONCERNED).tolist()
    counts = Counter(row.verdict for row in rows if asked is None or row.variable < 0 or asked[row.variable])
    unused = counts.pop("unused by model", 0)
    total = sum(counts.values())
    tail = f"; {unused} in the checkpoint {_is_are(unused)} unused by the model" if unused else ""
    if not total:
        return f"The target asks for no variables{tail}."
    wanting = {verdict: count for verdict, count in counts.items() if verdict != "restored"}
    if not wanting:
        subject = "The only variable" if total == 1 else f"All {total:,} variables"
        return f"{subject} would be restored{tail}."
    missing = sum(wanting.values())
    parts = ", ".join(f"{verdict} ({wanting[verdict]:,})" for verdict in WORST_FIRST if verdict in wanting)
    return f"{missing:,} of {total:,} variables would not be restored: {parts}{tail}."


def _but_raises(rows: Iterable[RestoreRow], first: Outcome | None) -> str:
    """What the rows do not show: an exception of the likeliest way although each variable fits."""
    if first is None or first.exception is None or any(row.verdict in PROBLEM_VERDICTS for row in rows):
        return ""
    said = first.exception.message.partition("\n")[0]
    return f" But {API[first.api].title} raises {first.exception.type}: {said}"


def _why_unmatched(
    checkpoint: Checkpoint, target: ModelSpec, rows: Sequence[RestoreRow], matching: Matching
) -> str:
    """A sentence on why hardly a variable of one side is one of the other; "" where there is nothing to say."""
    if not len(checkpoint.table) or not target.variables:
        return ""
    matched = sum(row.expected is not None and row.stored is not None for row in rows)
    ours, theirs = checkpoint.format in KERAS_FORMATS, target.source.lower().endswith(_KERAS_ENDINGS)
    if ours != theirs and 2 * matched < len(target.variables) and not matching.by_layer:
        return (
            "Files of Keras (.h5, .keras) name variables otherwise than TensorFlow's checkpoints and graphs do, so "
            f"{'most could not' if matched else 'none could'} be matched by name; this tells nothing about their shapes. "
            "Compare two files of one format, both written by the programs in question."
        )
    if matched or (len(target.variables) == 1 and len(checkpoint.table) == 1):
        return ""
    return "The two sides have no name in common: they are of different models, or saved by different APIs."


def _is_are(count: int) -> str:
    return "is" if count == 1 else "are"

"""Why a restore goes wrong, as a person would say it: a report's rows gathered into findings, worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.layers import layer_causes
from explorer.analysis.restoring.causes.names import name_causes
from explorer.analysis.restoring.causes.optimizer import optimizer_causes, optimizers_of
from explorer.analysis.restoring.causes.order import order_causes
from explorer.analysis.restoring.causes.reroot import rerooted, scope_draft, without_scope
from explorer.analysis.restoring.causes.shapes import shape_causes
from explorer.analysis.restoring.causes.sides import Case, make_case
from explorer.analysis.restoring.causes.state import (
    average_causes,
    other_causes,
    part_causes,
    state_causes,
    weights_only_causes,
)
from explorer.analysis.restoring.causes.whole import (
    count_causes,
    damage_causes,
    fine_causes,
    format_causes,
    stranger_causes,
    type_causes,
)
from explorer.analysis.restoring.causes.words import listed
from explorer.analysis.restoring.finding import Cure, Finding, RenamePair
from explorer.analysis.restoring.outcome import ADOPTED, LEFT_ALONE, RAISES, WRONG, Outcome
from explorer.analysis.restoring.situation import NAME_BASED_APIS
from explorer.analysis.restoring.verdicts import RestoreRow
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

# Worst first: what nothing can be done with, what goes wrong silently, what stops a restore, what is harmless.
KINDS = (
    "keras-file",
    "name-based-file",
    "object-based-file",
    "damaged",
    "other-naming",
    "other-model",
    "order-changed",
    "layer-inserted",
    "layer-removed",
    "dtype-policy",
    "dtype-changed",
    "units-changed",
    "filters-changed",
    "classes-changed",
    "input-width",
    "embedding-size",
    "vocabulary-changed",
    "sequence-length",
    "kernel-size",
    "transposed",
    "partitioning",
    "shape-changed",
    "keras-layout",
    "scope-prefix",
    "layer-renamed",
    "numbered-otherwise",
    "variable-renamed",
    "layer-added",
    "bias-added",
    "variable-missing",
    "optimizer-layout",
    "optimizer-switched",
    "optimizer-settings",
    "mixed-precision",
    "averages-missing",
    "weights-only",
    "slots-missing",
    "counter-missing",
    "setting-missing",
    "wrong-value-silently",
    "shape-differs",
    "dtype-differs",
    "missing-in-checkpoint",
    "layer-gone",
    "bias-dropped",
    "variable-unused",
    "averages-unused",
    "optimizer-unused",
    "slots-unused",
    "fits",
)
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_STRUCTURE = (
    "layer-inserted",
    "layer-removed",
    "order-changed",
    "bias-added",
    "bias-dropped",
    "layer-added",
    "layer-gone",
)
_OF_THE_WHOLE = ("keras-file", "name-based-file", "object-based-file", "damaged")
_SHIFTING = ("layer-inserted", "layer-removed", "order-changed")
_HARMLESS = frozenset(KINDS[KINDS.index("layer-gone") :])
_MOST_APIS = 3  # told of in one detail


def find_causes(
    checkpoint: Checkpoint,
    target: ModelSpec,
    rows: Sequence[RestoreRow],
    outcomes: Sequence[Outcome],
    renames: Sequence[RenamePair],
    task: Task = QUIET,
    *,
    names: Mapping[int, str] = {},
    our_names: Mapping[int, str] = {},
) -> tuple[Finding, ...]:
    """What a person would name as the causes, worst first; each row is in at most one finding.

    Args:
        checkpoint: the stored side.
        target: the model's side.
        rows: the report's rows; their `variable` and `row` say where they stand on the two sides.
        outcomes: what each way of loading does, for the sentences on it; may be empty.
        renames: pairs a rename solver proposes; the sure ones are believed; may be empty.
        task: cancelling.
        names: what the program called a stored row, where the checkpoint itself does not tell.
        our_names: what the target's program calls a variable, where the target itself does not tell.
    """
    case = make_case(checkpoint, target, rows, names, our_names)
    case.outcomes = outcomes
    found = rerooted(case)
    if found is None:
        return _causes(case, renames, task)
    inner = make_case(checkpoint, target, found.rows, names, our_names)
    inner.outcomes, inner.is_rerooted = outcomes, True
    without_scope(inner, found.scope)
    return _causes(inner, (), task, [scope_draft(inner, found.scope)])


def _causes(
    case: Case, renames: Sequence[RenamePair], task: Task, scopes: Sequence[Draft] = ()
) -> tuple[Finding, ...]:
    from explorer.analysis.restoring.cures.by_cause import cures_of

    task.report(0, 4, "Looking for causes")
    drafts = [*scopes, *format_causes(case), *damage_causes(case)]
    optimizers = optimizers_of(case)
    drafts += optimizer_causes(case, optimizers)
    for draft in drafts:
        if draft.kind != "scope-prefix":
            case.explained.update(draft.rows)
    task.report(1, 4, "Looking for causes")
    drafts += type_causes(case)
    drafts += part_causes(case)
    moved = order_causes(case)
    case.moved_rows = frozenset(place for draft in moved for place in draft.rows)
    case.moved_pairs = tuple(pair for draft in moved for pair in draft.pairs)
    drafts += moved
    renamed = name_causes(case, renames)
    drafts += renamed
    strangers = stranger_causes(case, sum(len(draft.pairs) for draft in renamed))
    if strangers:  # said once, instead of a hundred findings that each are true and help nobody
        drafts = [draft for draft in drafts if draft.kind in _OF_THE_WHOLE]
        case.explained = {place for draft in drafts for place in draft.rows}
        strangers[0].rows = sorted({*case.problems, *case.places("unused by model")})
        case.explained.update(strangers[0].rows)
        drafts += strangers
    else:
        drafts += count_causes(case)
    task.report(2, 4, "Looking for causes")
    drafts += layer_causes(case, moved)
    drafts += shape_causes(case, drafts)
    drafts += weights_only_causes(case, optimizers)
    _take_slots(case, drafts)
    drafts += average_causes(case) + state_causes(case, optimizers) + other_causes(case)
    if all(draft.kind in _HARMLESS for draft in drafts):
        drafts += fine_causes(case)
    for draft in scopes:  # each row is in one finding
        others = {place for other in drafts if other is not draft for place in other.rows}
        draft.rows = [place for place in draft.rows if place not in others]
    drafts.sort(key=lambda draft: _RANK[draft.kind])
    task.report(3, 4, "Looking for cures")
    return tuple(_finding(case, draft, case.outcomes, cures_of(case, draft, task)) for draft in drafts)


def _take_slots(case: Case, drafts: list[Draft]) -> None:
    """Slots go with their variables; where slots are kept by number, with the change that shifted them."""
    by_label: dict[str, Draft] = {}
    for draft in drafts:
        for place in draft.rows:
            for side in (case.ours[place], case.theirs[place]):
                if side is not None and side.kind == "variable":
                    by_label.setdefault(side.label, draft)
    by_shapes: dict[object, Draft] = {}
    for draft in drafts:
        for place in draft.rows:
            if case.rows[place].verdict == "shape differs":
                by_shapes.setdefault((case.expected(place), case.stored(place)), draft)
    shifting = next((draft for draft in drafts if draft.kind in _STRUCTURE), None)
    more: dict[int, list[int]] = {}
    for place in range(len(case.rows)):  # of layers that moved, slots go wrong that fit in shape, too
        ours, theirs = case.ours[place], case.theirs[place]
        if place in case.explained or ours is None or theirs is None or ours.kind != "slot":
            continue
        found = by_label.get(ours.label)
        if (
            found is not None
            and found.kind in _SHIFTING
            and (
                found.kind == "order-changed" or "/.OPTIMIZER_SLOT/" in ours.path or ours.name != theirs.name
            )
        ):
            more.setdefault(id(found), []).append(place)
    for place in (*case.problems, *case.places("unused by model")):
        sides = [side for side in (case.ours[place], case.theirs[place]) if side is not None]
        if not any(side.kind in ("slot", "average") for side in sides):
            continue
        found = next((by_label[side.label] for side in sides if side.label in by_label), None)
        if found is None and any(
            "/_variables/" in f"/{side.path}" or "/vars/" in side.path for side in sides
        ):
            found = shifting
        if (
            found is None
            and case.rows[place].verdict == "shape differs"
            and not any(side.slot for side in sides)
        ):
            found = by_shapes.get((case.expected(place), case.stored(place)))  # nothing names its variable
        if found is not None:
            more.setdefault(id(found), []).append(place)
    for draft in drafts:
        if added := more.get(id(draft)):
            draft.rows = sorted({*draft.rows, *added})
            case.explained.update(added)


def _finding(case: Case, draft: Draft, outcomes: Sequence[Outcome], cures: tuple[Cure, ...]) -> Finding:
    sentences = [draft.detail] if draft.detail else []
    sentences += _what_happens(case, draft, outcomes)
    keys = [case.rows[place].key for place in sorted(set(draft.rows))]
    if case.is_rerooted:  # two rows of the report stand for one here
        for place in sorted(set(draft.rows)):
            row = case.rows[place]
            if row.variable >= 0 and case.target.variables[row.variable].key != row.key:
                keys.append(case.target.variables[row.variable].key)
    return Finding(draft.kind, draft.title, tuple(keys), cures, " ".join(sentences))


def _what_happens(case: Case, draft: Draft, outcomes: Sequence[Outcome]) -> list[str]:
    """A sentence for each way of loading on what it does with these variables, the first few."""
    variables = [case.rows[place].variable for place in draft.rows if case.rows[place].variable >= 0]
    if not variables:
        return []
    said: dict[int | str, list[str]] = {}  # effect, or the exception's class -> ways of loading
    if case.checkpoint.object_based and case.target.object_based:
        outcomes = [outcome for outcome in outcomes if outcome.api not in NAME_BASED_APIS]
    for outcome in outcomes[:_MOST_APIS]:
        effects = {int(outcome.effect[place]) for place in variables if place < len(outcome.effect)}
        exception = outcome.exception
        what: int | str
        if RAISES in effects or (exception is not None and effects & {LEFT_ALONE}):
            what = exception.type if exception is not None else ""
        else:
            what = next((effect for effect in (ADOPTED, WRONG, LEFT_ALONE) if effect in effects), "")
        if what != "":
            api = API[outcome.api].title if outcome.api in API else outcome.api
            kind = (
                f" ({outcome.conditions.variables} variables)"
                if outcome.conditions.mode == "graph" and outcome.conditions.variables
                else ""
            )
            said.setdefault(what, []).append(f"{api}{kind}")
    return [_said(what, apis) for what, apis in said.items()]


def _said(what: int | str, apis: list[str]) -> str:
    who, is_one = listed(apis), len(set(apis)) == 1
    if what == ADOPTED:
        return f"{who} {'takes' if is_one else 'take'} the stored shapes without an error."
    if what == WRONG:
        return f"{who} {'loads' if is_one else 'load'} values of other variables without an error."
    if what == LEFT_ALONE:
        return f"{who} {'leaves' if is_one else 'leave'} them at their initial values without an error."
    return f"{who} raises {what}." if is_one else f"{who} raise {what}."

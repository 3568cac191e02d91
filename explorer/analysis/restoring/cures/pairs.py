"""Which stored value goes into which variable, as the code of a cure lists it."""

from __future__ import annotations

from keyword import iskeyword

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.optimizer import same_slot
from explorer.analysis.restoring.causes.sides import Address, Case
from explorer.analysis.restoring.cures.predicted import fitting_weights, is_own_value
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.roles import VALUE_SUFFIX

Pair = tuple[int, int]  # (place in the spec's variables, row of the checkpoint's table)


def labelled(
    case: Case, pairs: list[Pair], any_shape: bool = False
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(path in the program, stored key) of each pair that has a path, and (name in the program, stored key).

    Pairs of other shapes are left out unless `any_shape`: their values could not be assigned.
    """
    by_path, by_name = [], []
    variables, keys = case.target.variables, case.checkpoint.table.keys
    for variable, row in pairs:
        if not (0 <= variable < len(variables) and 0 <= row < len(keys)):
            continue
        found = variables[variable]
        if not any_shape and not is_compatible(found.shape, case.checkpoint.table.shape(row)):
            continue
        if found.key.endswith(VALUE_SUFFIX) and "/.OPTIMIZER_SLOT/" not in found.key:
            by_path.append((found.key.removesuffix(VALUE_SUFFIX), keys[row]))
        name = found.key if found.is_partitioned else found.name or found.full_name or found.key
        name = name.removesuffix(":0")
        by_name.append((name, keys[row]))
    return by_path, by_name


def kept_pairs(case: Case, draft: Draft | None) -> list[Pair]:
    """The variables that have a stored value of their own, but for those a draft explains (it has its own pairs)."""
    left_out = set(draft.rows) if draft is not None else set()
    found: list[Pair] = []
    if case.moved_pairs and not left_out & case.moved_rows:  # another finding tells where these belong
        left_out |= case.moved_rows
        found += case.moved_pairs
    for place, row in enumerate(case.rows):
        ours, theirs = case.ours[place], case.theirs[place]
        is_own = row.verdict == "wrong value silently" and is_own_value(case, place)
        if (
            (place in left_out and not is_own)
            or ours is None
            or theirs is None
            or row.variable < 0
            or row.row < 0
        ):
            continue
        if ours.kind == "metric" or ours.path == "save_counter":  # count anew
            continue
        fits = row.verdict in ("restored", "deferred", "dtype differs")
        if is_own:
            fits = is_compatible(case.expected(place), case.stored(place))
        if fits and _is_the_same(ours, theirs):
            found.append((row.variable, row.row))
    return found


def weight_pairs(case: Case) -> list[Pair]:
    """The model's own variables that fit their stored values."""
    return [(case.rows[place].variable, case.rows[place].row) for place in fitting_weights(case)]


def is_of_the_optimizer(case: Case, variable: int) -> bool:
    """Whether a variable of the target is the optimizer's: a slot, a setting or its count of steps."""
    found = case.target.variables[variable]
    if found.role in ("slot", "hyperparameter"):
        return True
    return found.key.partition("/")[0] == "optimizer"


def restored_pairs(case: Case) -> list[Pair]:
    """Every variable that fits its stored value."""
    return [
        (row.variable, row.row)
        for row in case.rows
        if row.verdict == "restored" and row.variable >= 0 and row.row >= 0
    ]


def _is_the_same(ours: Address, theirs: Address) -> bool:
    """Whether a slot matched by number is a slot of the same variable."""
    return ours.kind == theirs.kind and (ours.kind != "slot" or same_slot(ours, theirs))


def with_slots(case: Case, draft: Draft) -> list[Pair]:
    """A draft's pairs, and those of their slots."""
    label_of_row = {
        case.rows[place].row: side.label
        for place, side in enumerate(case.theirs)
        if side is not None and side.kind == "variable"
    }
    theirs_of = {}
    for variable, stored_row in draft.pairs:
        theirs_of[variable] = label_of_row.get(stored_row, "")
    stored_label: dict[str, str] = {}
    slots: dict[tuple[str, str], int] = {}
    for place in draft.rows:
        ours, theirs, row = case.ours[place], case.theirs[place], case.rows[place]
        if ours is not None and ours.kind == "variable" and row.variable in theirs_of:
            stored_label[ours.label] = theirs_of[row.variable]
        if ours is None and theirs is not None and theirs.kind in ("slot", "average"):
            slots[theirs.label, theirs.slot] = row.row
    found = list(draft.pairs)
    for place in draft.rows:
        ours, row = case.ours[place], case.rows[place]
        if ours is None or case.theirs[place] is not None or ours.kind not in ("slot", "average"):
            continue
        stored = slots.get((stored_label.get(ours.label, ""), ours.slot), -1)
        if stored >= 0:
            found.append((row.variable, stored))
    return found


def is_argument(*names: str) -> bool:
    """Whether each name can stand as an argument of a call, `tf.train.Checkpoint(name=...)`."""
    return all(name.isidentifier() and not iskeyword(name) for name in names)

"""What the predictions say of a cure, so that none is offered that raises or puts values where they do not belong."""

from __future__ import annotations

import re
from collections import Counter

from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.outcome import ADOPTED, DEFERRED, RESTORED, WRONG, Outcome
from explorer.checkpoints.keras_model import KerasModel

_BY_NUMBER = re.compile(r"(?:^|/)(?:(layer_with_weights-)|_trainable_variables/)(\d{1,9})/")
_GROUP = re.compile(r"layers/([a-z0-9_]+)/vars/\d")
_NUMBER = re.compile(r"_\d+\Z")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_RESTORES = (RESTORED, DEFERRED)


def restores(case: Case, api: str) -> bool | None:
    """Whether one way of loading gives every weight that fits its own value without an error; None: not predicted."""
    outcomes = [outcome for outcome in case.outcomes if outcome.api == api]
    return any(_is_right(case, outcome) for outcome in outcomes) if outcomes else None


def _is_right(case: Case, outcome: Outcome) -> bool:
    if outcome.exception is not None:
        return False
    for place in fitting_weights(case):
        row = case.rows[place]
        if outcome.effect[row.variable] not in _RESTORES or outcome.row[row.variable] != row.row:
            return False
    variables = [row.variable for row in case.rows if row.variable >= 0]
    return not any(outcome.effect[variable] in (WRONG, ADOPTED) for variable in variables)


def fitting_weights(case: Case) -> list[int]:
    """Rows of the model's own variables whose stored value fits, whatever a finding says of them."""
    found = [place for verdict in ("restored", "deferred") for place in case.of_verdict.get(verdict, ())]
    found += [place for place in case.of_verdict.get("wrong value silently", ()) if is_own_value(case, place)]
    return [
        place
        for place in found
        if (side := case.ours[place]) is not None
        and side.kind == "variable"
        and case.theirs[place] is not None
        and case.rows[place].variable >= 0
        and case.rows[place].row >= 0
    ]


def is_own_value(case: Case, place: int) -> bool:
    """Whether a row stands for a variable and its own value, though a way of loading takes another's for it."""
    ours, theirs = case.ours[place], case.theirs[place]
    return ours is not None and theirs is not None and ours.name != "" and ours.name == theirs.name


def is_shifted(case: Case) -> bool:
    """Whether layers of the checkpoint stand at other numbers than the model's, which a restore would go by."""
    model = case.target.keras
    if model is not None and case.checkpoint.format in ("weights_h5", "keras"):
        return _is_in_another_group(case, model)
    if model is not None and not case.target.object_based and case.checkpoint.object_based:
        return _is_at_another_number(case, model)
    for outcome in case.outcomes[:1]:
        if outcome.api not in ("checkpoint.restore", "checkpoint.read", "load_weights.tf"):
            return False
        for place in fitting_weights(case):
            row = case.rows[place]
            taken = int(outcome.row[row.variable])
            if outcome.effect[row.variable] == WRONG or (taken >= 0 and taken != row.row):
                return True
    return False


def _is_at_another_number(case: Case, model: KerasModel) -> bool:
    layer_of: dict[int, int] = {}
    trained: dict[int, int] = {}
    for number, layer in enumerate(layer for layer in model.layers if layer.weights):
        for weight in layer.weights:
            layer_of[weight.variable] = number
            if weight.trainable:
                trained[weight.variable] = len(trained)
    for place in fitting_weights(case):
        row = case.rows[place]
        match = _BY_NUMBER.search(case.checkpoint.table.keys[row.row])
        if match is None:
            continue
        number = (layer_of if match[1] else trained).get(row.variable, -1)
        if number >= 0 and number != int(match[2]):
            return True
    return False


def _is_in_another_group(case: Case, model: KerasModel) -> bool:
    """The same of an archive, which calls the layers of a class dense, dense_1, dense_2."""
    group_of: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for layer in model.layers:
        name = _CAPITAL.sub("_", layer.class_name).lower()
        for weight in layer.weights:
            group_of[weight.variable] = f"{name}_{seen[name]}" if seen[name] else name
        seen[name] += 1
    for place in fitting_weights(case):
        row = case.rows[place]
        match = _GROUP.match(case.checkpoint.table.keys[row.row])
        group = group_of.get(row.variable, "")
        if match is None or not group or group == match[1]:
            continue
        if _NUMBER.sub("", group) == _NUMBER.sub("", match[1]):  # another class is no shift
            return True
    return False

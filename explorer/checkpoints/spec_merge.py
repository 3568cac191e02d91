"""Two sources of one program as one target: layers from its configuration, keys and objects from a checkpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.spec_problems import Problems

_FIRST_OF_KINDS = ("program", "checkpoint", "saved model", "meta", "graph", "table", "keras config")


def merge_specs(first: ModelSpec, second: ModelSpec) -> ModelSpec:
    """What both tell of one program. Variables and keys are those of the source that knows the program's own.

    A live program tells more than a checkpoint, a checkpoint more than a graph, a table or a
    configuration; of two of one kind the first leads. What the other adds: layers, objects where
    the leading one has none, shapes and dtypes it does not know, versions. Contradictions are
    told in `problems`; the leading source is believed.
    """
    rank = _FIRST_OF_KINDS.index
    lead, other = (second, first) if rank(second.kind) < rank(first.kind) else (first, second)
    problems = Problems()
    place = _places(lead.variables, other.variables)
    variables = list(lead.variables)
    for variable, at in zip(other.variables, place):
        if at >= 0:
            variables[at] = _joined(variables[at], variable, problems)
    keras, objects = lead.keras, lead.objects
    if other.keras is not None and (keras is None or (not keras.layers and other.keras.layers)):
        keras = moved_model(other.keras, place)
    missing = [other.variables[i].key for i, at in enumerate(place) if at < 0]
    if missing and other.kind not in ("table", lead.kind):
        count = len(missing)
        problems.say(
            f"1 variable of {other.source} is not in {lead.source}, as {missing[0]}."
            if count == 1
            else f"{count} variables of {other.source} are not in {lead.source}, as {missing[0]}."
        )
    elif missing:
        place = _added(variables, other.variables, place)
    if objects is None and other.objects is not None and all(at >= 0 for at in place):
        objects = replace(
            other.objects,
            values=tuple(replace(value, variable=place[value.variable]) for value in other.objects.values),
        )
    return replace(
        lead,
        source=f"{lead.source} + {other.source}",
        variables=tuple(variables),
        tensorflow_version=lead.tensorflow_version or other.tensorflow_version,
        is_complete=lead.is_complete and len(variables) == len(lead.variables),
        conditions=_conditions(lead.conditions, other.conditions, problems),
        keras=keras,
        objects=objects,
        problems=(*lead.problems, *other.problems, *problems.sentences()),
    )


def moved_model(model: KerasModel, place: Sequence[int]) -> KerasModel:
    """The model with its weights' `variable` led through `place`; -1 where a weight has no place any more."""

    def moved(weight: KerasWeight) -> KerasWeight:
        known = 0 <= weight.variable < len(place)
        at = place[weight.variable] if known else -1
        return weight if at == weight.variable else replace(weight, variable=at)

    optimizer = model.optimizer
    if optimizer is not None:
        optimizer = replace(optimizer, variables=tuple(map(moved, optimizer.variables)))
    return replace(model, layers=_moved_layers(model.layers, moved), optimizer=optimizer)


def _moved_layers(
    layers: tuple[KerasLayer, ...], moved: Callable[[KerasWeight], KerasWeight]
) -> tuple[KerasLayer, ...]:
    """All layers, inner ones first: by a stack, for a file may have nested them deeply."""
    done: list[KerasLayer] = []
    stack: list[tuple[KerasLayer | None, list[KerasLayer], list[KerasLayer]]] = [
        (None, done, list(reversed(layers)))
    ]
    while True:
        layer, ready, waiting = stack[-1]
        if waiting:
            inner = waiting.pop()
            stack.append((inner, [], list(reversed(inner.layers))))
            continue
        if layer is None:
            return tuple(ready)
        stack.pop()
        weights = tuple(map(moved, layer.weights))
        stays = weights == layer.weights and not ready
        made = layer if stays else replace(layer, weights=weights, layers=tuple(ready))
        stack[-1][1].append(made)


def _places(variables: Sequence[SpecVariable], others: Sequence[SpecVariable]) -> list[int]:
    """For each of the others its place among `variables`: by key, else by a name that is there once; else -1."""
    by_key = {variable.key: i for i, variable in enumerate(variables)}
    names = [_names(variable) for variable in variables]
    often = Counter(name for each in names for name in each)
    by_name = {name: i for i, each in enumerate(names) for name in each if often[name] == 1}
    other_often = Counter(name for variable in others for name in _names(variable))
    taken: set[int] = set()
    place = []
    for variable in others:
        at = by_key.get(variable.key, -1)
        if at < 0:
            known = [by_name[n] for n in sorted(_names(variable)) if n in by_name and other_often[n] == 1]
            at = known[0] if known else -1
        if at in taken:
            at = -1
        taken.add(at)
        taken.discard(-1)
        place.append(at)
    return place


def _names(variable: SpecVariable) -> set[str]:
    return {name.removesuffix(":0") for name in (variable.key, variable.name, variable.full_name) if name}


def _joined(variable: SpecVariable, other: SpecVariable, problems: Problems) -> SpecVariable:
    shape = variable.shape if variable.shape is not None else other.shape
    is_other_shape = (
        variable.shape is not None
        and other.shape is not None
        and (
            len(variable.shape) != len(other.shape)
            or any(a != b for a, b in zip(variable.shape, other.shape) if None not in (a, b))
        )
    )
    if is_other_shape or (variable.dtype and other.dtype and variable.dtype != other.dtype):
        problems.contradicts(variable.key, variable, other)
    elif shape is not None and other.shape is not None:
        shape = tuple(b if a is None else a for a, b in zip(shape, other.shape))
    return replace(
        variable,
        name=variable.name or other.name,
        dtype=variable.dtype or other.dtype,
        shape=shape,
        is_resource=other.is_resource if variable.is_resource is None else variable.is_resource,
        trainable=other.trainable if variable.trainable is None else variable.trainable,
        full_name=variable.full_name or other.full_name,
        is_partitioned=variable.is_partitioned or other.is_partitioned,
    )


def _added(variables: list[SpecVariable], others: Sequence[SpecVariable], place: Sequence[int]) -> list[int]:
    """Put what only the other source tells at the end; the new places."""
    found = []
    for variable, at in zip(others, place):
        if at < 0:
            at = len(variables)
            variables.append(variable)
        found.append(at)
    return found


def _conditions(lead: Conditions, other: Conditions, problems: Problems) -> Conditions:
    for name in ("tensorflow", "keras", "mode", "variables"):
        mine, theirs = getattr(lead, name), getattr(other, name)
        if mine and theirs and mine != theirs:
            problems.say(f"One source is of {name} {mine}, the other of {theirs}; the first is taken.")
    return Conditions(
        lead.tensorflow or other.tensorflow,
        lead.keras or other.keras,
        lead.mode or other.mode,
        lead.variables or other.variables,
    )

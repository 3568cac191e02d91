"""A Keras model as the program that restores has it: inside a `tf.train.Checkpoint`, with an optimizer.

A configuration tells the model alone. Which names `tf.train.Checkpoint` gave it and its optimizer,
and which optimizer it was trained with, the checkpoint tells; the program is taken to be alike.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.checkpoints.keras_config_optimizer import MadeOptimizer, optimizer_of
from explorer.checkpoints.keras_layers import Builder, Weight
from explorer.checkpoints.keras_model import KerasModel, KerasOptimizer, KerasWeight
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.target_graph import TargetGraph, TargetSlot, TargetValue

_OPTIMIZER_EDGES = frozenset(("_iterations", "iter", "_variables"))
_OF_MODELS = ("layer-", "layer_with_weights-")
_RATES = frozenset(("learning_rate", "current_learning_rate"))
_LISTS = frozenset(("_operations", "_layers", "_functional"))


def wrapped_objects(objects: TargetGraph, stored: ObjectGraph) -> tuple[TargetGraph, str]:
    """The objects of a model below a new root, as those of `stored` lie below its own; and a sentence on it.

    The same objects and "" where the stored root is a model itself, or holds none.
    """
    found = stored.children(0)
    if _is_model(found):
        return objects, ""
    wanted = {name for name, _ in objects.children(0)} - {"optimizer"}
    best, most = "", (False, 0)
    optimizer = ""
    for name, child in found:
        inner = stored.children(child)
        if any(edge in _OPTIMIZER_EDGES for edge, _ in inner):
            optimizer = optimizer or name
            continue
        likeness = (_is_model(inner), sum(edge in wanted for edge, _ in inner))
        if inner and likeness > most:
            best, most = name, likeness
    if not best:
        return objects, ""
    compiled = any(edge == "optimizer" for edge, _ in stored.children(dict(found)[best]))
    return _below_root(objects, best, optimizer, compiled=compiled)


def _is_model(children: tuple[tuple[str, int], ...]) -> bool:
    return any(name in _LISTS or name.startswith(_OF_MODELS) for name, _ in children)


def _below_root(
    objects: TargetGraph, model: str, optimizer: str, *, compiled: bool
) -> tuple[TargetGraph, str]:
    of_model = dict(objects.children(0)).get("optimizer", -1)
    roots = {model: 1}
    if optimizer and of_model >= 0:
        roots[optimizer] = of_model + 1
    keep = np.ones(len(objects.edge_source), bool)
    if optimizer and not compiled:  # the model was not compiled: its optimizer hangs on the checkpoint alone
        keep[: int(objects.first_edge[1])] = [name != "optimizer" for name, _ in objects.children(0)]
    names = sorted(roots)
    made = TargetGraph(
        objects.node_count + 1,
        np.concatenate([np.zeros(len(names), np.int32), objects.edge_source[keep] + np.int32(1)]),
        np.concatenate(
            [np.array([roots[name] for name in names], np.int32), objects.edge_target[keep] + np.int32(1)]
        ),
        (*names, *(name for name, kept in zip(objects.edge_name, keep.tolist()) if kept)),
        tuple(TargetValue(value.node + 1, value.attribute, value.variable) for value in objects.values),
        tuple(
            TargetSlot(slot.optimizer + 1, slot.variable + 1, slot.name, slot.node + 1)
            for slot in objects.slots
        ),
        ("Checkpoint", *objects.classes) if objects.classes else (),
        frozenset(node + 1 for node in objects.created_later),
    )
    arguments = ", ".join(f"{name}=..." for name in names)
    return made, (
        f"The program is taken to restore with tf.train.Checkpoint({arguments}), as the checkpoint was saved."
    )


def with_optimizer(
    spec: ModelSpec, entry: Mapping[str, Any], *, is_built: bool = True, only_listed: bool = False
) -> ModelSpec | None:
    """The spec of a configuration, its model compiled with the optimizer of `entry`; None if that cannot be told.

    `entry`: `class_name` and `config` as Keras writes them. One that is not built yet has no slots.
    The optimizer's variables come last; `only_listed`: those alone that Keras writes into its own files.
    """
    model = spec.keras
    if model is None or model.optimizer is not None or not spec.variables:
        return None
    trained = _trained(model) if is_built else {}
    weights = {
        place: Weight(weight.name, weight.path, weight.shape, weight.dtype)
        for place, weight in trained.items()
    }
    made = optimizer_of(entry, list(weights.values()), Builder(model.keras or "2"), model.keras or "2")
    if made is None:
        return None
    dtypes = {weight.dtype for weight in weights.values()}
    if dtypes == {"float64"} and model.keras != "3":  # floatx is float64, and the rate is kept in that
        for weight in _weights_in(made.edges):
            if weight.name in _RATES:
                weight.dtype = "float64"
    places = {id(weight): place for place, weight in weights.items()}
    added: list[Weight] = []
    others = () if only_listed else (*_weights_in(made.edges), *(slot[2] for slot in made.slots))
    for weight in (*made.variables, *others):
        if id(weight) not in places:
            places[id(weight)] = len(spec.variables) + len(added)
            added.append(weight)
    optimizer = KerasOptimizer(
        made.class_name,
        tuple(
            KerasWeight(w.name, w.path, w.dtype, w.shape, w.trainable, places[id(w)], ())
            for w in made.variables
        ),
        made.is_legacy,
    )
    variables = tuple(
        SpecVariable(
            weight.path,
            weight.path.removesuffix(":0"),
            weight.dtype,
            weight.shape,
            made.role(weight),
            is_resource=True,
            trainable=False,
            full_name=weight.path.removesuffix(":0"),
        )
        for weight in added
    )
    objects = None if spec.objects is None else _with_nodes(spec.objects, made, places)
    return replace(
        spec,
        variables=spec.variables + variables,
        keras=replace(model, optimizer=optimizer),
        objects=objects,
    )


def _trained(model: KerasModel) -> dict[int, KerasWeight]:
    """The trained weights by their places, in the order optimizers number them."""
    return {
        weight.variable: weight
        for layer in model.layers
        for weight in layer.weights
        if weight.trainable and weight.variable >= 0
    }


def _weights_in(edges: Mapping[str, Any]) -> list[Weight]:
    found: list[Weight] = []
    stack: list[Any] = list(reversed(list(edges.values())))
    while stack:
        value = stack.pop()
        if isinstance(value, Weight):
            found.append(value)
        elif isinstance(value, dict):
            stack += reversed(list(value.values()))
        elif value is not None:
            stack += reversed(list(value))
    return found


def _with_nodes(objects: TargetGraph, made: MadeOptimizer, places: Mapping[int, int]) -> TargetGraph:
    """The graph with the optimizer as the last child of its root."""
    node_of = {value.variable: value.node for value in objects.values}
    root = objects.node_count
    count = root + 1
    sources: list[int] = []
    targets: list[int] = []
    names: list[str] = []
    classes = [made.class_name]
    values: list[TargetValue] = []
    waiting: deque[tuple[int, Mapping[str, Any]]] = deque([(root, made.edges)])

    def node(weight: Weight) -> int:
        nonlocal count
        place = places[id(weight)]
        found = node_of.get(place)
        if found is None:
            found = node_of[place] = count
            count += 1
            classes.append("Variable")
            values.append(TargetValue(found, "VARIABLE_VALUE", place))
        return found

    while waiting:
        at, edges = waiting.popleft()
        for name, value in edges.items():
            if isinstance(value, Weight):
                if id(value) not in places:
                    continue
                target = node(value)
            else:
                target, count = count, count + 1
                is_list = not isinstance(value, dict)
                classes.append("ListWrapper" if is_list else "")
                inside = (
                    {str(i): item for i, item in enumerate(value) if item is not None} if is_list else value
                )
                waiting.append((target, inside))
            sources.append(at)
            targets.append(target)
            names.append(name)
    slots = [
        TargetSlot(root, node_of[places[id(of)]], name, node(weight))
        for of, name, weight in made.slots
        if id(weight) in places
    ]
    at = int(objects.first_edge[1])
    return TargetGraph(
        count,
        np.concatenate([objects.edge_source[:at], [0], objects.edge_source[at:], sources]).astype(np.int32),
        np.concatenate([objects.edge_target[:at], [root], objects.edge_target[at:], targets]).astype(
            np.int32
        ),
        (*objects.edge_name[:at], "optimizer", *objects.edge_name[at:], *names),
        (*objects.values, *values),
        (*objects.slots, *slots),
        (*objects.classes, *classes) if objects.classes else (),
        objects.created_later,
    )

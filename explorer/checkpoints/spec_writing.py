"""A ModelSpec as the text of a spec file, so that any target can be kept and read back."""

from __future__ import annotations

import json
from typing import Any

from explorer.checkpoints.keras_model import KerasLayer, KerasModel
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.spec_file import FORMAT, VERSION
from explorer.checkpoints.target_graph import TargetGraph


def write_spec(spec: ModelSpec) -> str:
    """The spec file of any spec: `parse_spec` reads it back, but for what only Keras configs tell.

    Args:
        spec: from whatever source.

    Returns:
        JSON in ASCII, one variable a line.
    """
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "tensorflow": spec.tensorflow_version or None,
        "keras": {"3": "3.", "tf-keras": "2.", "2": "2."}.get(spec.conditions.keras),
        "mode": spec.conditions.mode or None,
        "kind": spec.kind,
        "is_complete": spec.is_complete,
        "problems": list(spec.problems),
    }
    if spec.objects is not None:
        if not spec.object_based:
            told["object_based"] = False
        told |= _objects(spec.objects)
    if spec.keras is not None:
        told["keras_model"] = _keras_model(spec.keras)
    head = json.dumps({name: value for name, value in told.items() if value not in (None, [], "")})
    lines = ",\n".join(json.dumps(_variable(variable)) for variable in spec.variables)
    return f'{head[:-1]}, "variables": [\n{lines}\n]}}\n'


def _variable(variable: SpecVariable) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": variable.name,
        "key": variable.key,
        "full_name": variable.full_name,
        "runtime": variable.runtime_name or None,
        "dtype": variable.dtype,
        "shape": None if variable.shape is None else list(variable.shape),
        "role": variable.role,
        "resource": variable.is_resource,
        "trainable": variable.trainable,
        "is_partitioned": variable.is_partitioned or None,
        "created_later": variable.created_later or None,
        "part_count": variable.part_count or None,
        "restore_op": variable.restore_op if variable.restore_op >= 0 else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _objects(graph: TargetGraph) -> dict[str, Any]:
    values: dict[int, list[list[Any]]] = {}
    for value in graph.values:
        values.setdefault(value.node, []).append([value.attribute, value.variable])
    nodes = [
        [graph.class_name(node), [list(child) for child in graph.children(node)], values.get(node, [])]
        for node in range(graph.node_count)
    ]
    slots = [[slot.optimizer, slot.variable, slot.name, slot.node] for slot in graph.slots]
    return {"nodes": nodes, "slots": slots, "later": sorted(graph.created_later)}


def _keras_model(model: KerasModel) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": model.name,
        "class": model.class_name,
        "keras": model.keras,
        "layers": _layers(model.layers),
        "problems": list(model.problems),
    }
    if (optimizer := model.optimizer) is not None:
        weights = [weight.variable for weight in optimizer.variables if weight.variable >= 0]
        told["optimizer"] = [optimizer.class_name, weights, optimizer.is_legacy]
    return told


def _layers(layers: tuple[KerasLayer, ...]) -> list[Any]:
    """Layers with their inner ones: by a stack, for a file may have nested them deeply."""
    found: list[Any] = []
    stack = [(layer, found) for layer in reversed(layers)]
    while stack:
        layer, into = stack.pop()
        inner: list[Any] = []
        weights = [weight.variable for weight in layer.weights if weight.variable >= 0]
        into.append([layer.name, layer.class_name, weights, inner])
        stack += [(each, inner) for each in reversed(layer.layers)]
    return found

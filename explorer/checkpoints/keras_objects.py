"""The objects of a Keras model as `tf.train.Checkpoint` walks them, from the layers its configuration tells.

The root is the model. Keras 2 leads to layers by `layer-k` and `layer_with_weights-j`, Keras 3 by the
lists `_operations` (of a Sequential: in `_functional`). Only what leads to layers and variables is
told; the helper objects beside them (`_inbound_nodes`, lists of sizes) hold no values.
Source: `_trackable_children` of Keras 2.15, tf-keras 2.21 and Keras 3.15.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explorer.checkpoints.keras_config_weights import ordered_weights
from explorer.checkpoints.keras_layers import Built, Weight
from explorer.checkpoints.target_graph import TargetGraph, TargetSlot, TargetValue, target_graph

if TYPE_CHECKING:
    from explorer.checkpoints.keras_config import Numbering
    from explorer.checkpoints.keras_config_optimizer import MadeOptimizer

# What a node of the walk stands for: a layer, a variable, or a container of named ones.
Edges = list[tuple[str, Any]]


class Container:
    """An object that only holds others: a list, a dict, the network inside a Sequential, an optimizer."""

    __slots__ = ("class_name", "edges")

    def __init__(self, class_name: str, edges: Edges) -> None:
        self.class_name, self.edges = class_name, edges


def objects_of(
    model: Built, generation: str, numbering: Numbering, optimizer: MadeOptimizer | None
) -> TargetGraph:
    """The graph of a model, and of the optimizer it is compiled with below `optimizer`."""
    nodes: list[Any] = [model]
    places = {id(model): 0}
    kept: list[Container] = []  # so that no id is given twice
    edges: list[tuple[int, str, int]] = []
    made = Container("Optimizer", list(_tree_edges(optimizer.edges))) if optimizer is not None else None
    queue = deque([0])

    def place(thing: Any) -> int:
        found = places.get(id(thing))
        if found is None:
            found = places[id(thing)] = len(nodes)
            nodes.append(thing)
            if isinstance(thing, Container):
                kept.append(thing)
            queue.append(found)
        return found

    while queue:
        at = queue.popleft()
        thing = nodes[at]
        children: Edges = []
        if isinstance(thing, Built):
            children = _layer_edges(thing, generation)
        elif isinstance(thing, Container):
            children = thing.edges
        if at == 0 and made is not None:
            children = [*children, ("optimizer", made)]
        edges += [(at, name, place(child)) for name, child in children]
    slots = []
    for of, name, weight in optimizer.slots if optimizer is not None else ():
        if id(of) in places and made is not None:
            slots.append(TargetSlot(places[id(made)], places[id(of)], name, place(weight)))
    values = [
        TargetValue(at, "VARIABLE_VALUE", numbering.place(thing, _role(thing, optimizer)))
        for at, thing in enumerate(nodes)
        if isinstance(thing, Weight)
    ]
    return target_graph(len(nodes), edges, values, slots, [_class_of(thing, optimizer) for thing in nodes])


def _role(weight: Weight, optimizer: MadeOptimizer | None) -> str:
    return optimizer.role(weight) if optimizer is not None else "variable"


def _class_of(thing: Any, optimizer: MadeOptimizer | None) -> str:
    if isinstance(thing, Weight):
        return "Variable"
    name = thing.class_name
    return optimizer.class_name if name == "Optimizer" and optimizer is not None else str(name)


def _tree_edges(tree: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Weight):
            yield name, value
        elif isinstance(value, dict):
            yield name, Container("", list(_tree_edges(value)))
        else:
            yield name, _list_of(enumerate(value))


def _list_of(items: Any) -> Container:
    return Container("ListWrapper", [(str(number), item) for number, item in items if item is not None])


def _layer_edges(layer: Built, generation: str) -> Edges:
    if layer.is_model:
        return _model_edges2(layer) if generation != "3" else _model_edges3(layer)
    own_edges: Edges = [(name, own.weight) for own in layer.own for name in own.attributes]
    edges: Edges = []
    if layer.has_objects:
        cells = [inner for inner in layer.inner if inner.attribute == "cells"]
        if cells:
            edges.append(("cells", _list_of(enumerate(cells))))
        edges += [
            (inner.attribute, inner)
            for inner in layer.inner
            if inner.attribute != "cells" and inner.class_name != "SeedGenerator"
        ]
    return [*edges, *own_edges] if layer.inner_first else [*own_edges, *edges]


def _model_edges2(model: Built) -> Edges:
    edges: Edges = []
    with_weights = 0
    layers = [layer for layer in model.inner if layer.attribute not in ("input", "operation")]
    for number, layer in enumerate(layers):
        if ordered_weights(layer, "2"):
            edges.append((f"layer_with_weights-{with_weights}", layer))
            with_weights += 1
        edges.append((f"layer-{number}", layer))
    return edges


def _model_edges3(model: Built) -> Edges:
    is_sequential = model.class_name == "Sequential"
    if is_sequential and not model.is_built:
        return []
    layers = list(model.inner)
    # A Sequential that was built without an Input has one all the same.
    first = 1 if is_sequential and not any(layer.class_name == "InputLayer" for layer in layers) else 0
    operations = _list_of((number, layer) for number, layer in enumerate(layers, first))
    if not is_sequential:
        return [("_operations", operations)]
    return [("_functional", Container("Functional", [("_operations", operations)]))]

"""The Keras model among the objects of a TensorFlow checkpoint (or of a live program): layers and weights in order.

Keras 2 gives a functional or sequential model the edges `layer-<k>` (all layers) and
`layer_with_weights-<j>`, a subclassed one its attributes; Keras 3 keeps `_operations` or `_layers`.
Neither stores the classes of layers, nor the names of those without weights.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace

from explorer.checkpoints.keras_classes import optimizer_class
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasOptimizer, KerasWeight
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.target_graph import TargetGraph
from explorer.lazily import KeptWith

_LAYER = re.compile(r"layer-(\d{1,6})\Z")
_LISTS = ("_operations", "_layers")
_INSIDE = "_functional"  # what a sequential model of Keras 3 keeps its layers in
_OPTIMIZERS = ("optimizer", "_optimizer", "inner_optimizer")
_OPTIMIZER_EDGES = frozenset(("_iterations", "iter", "_variables"))
_NOT_TRAINED = frozenset(
    (
        *("moving_mean", "moving_variance", "adapt_mean", "adapt_variance", "count", "total"),
        *("seed_generator_state", "sn_u", "vector_u", "random_seed"),
    )
)
_BOOKKEEPING = frozenset(
    (
        *("save_counter", "_variables", "variables", "trainable_variables", "regularization_losses"),
        *("_trainable_variables", "_non_trainable_variables", "keras_api", "_metrics", "metrics", "loss"),
    )
)
_CLASS_OF_KIND = {"attributes": "", _INSIDE: "Sequential"}
_KERAS_3_EDGES = frozenset(("_kernel", "_inbound_nodes", "_losses_override", "_trainable_variables_indices"))
_UNTOLD = (
    "Objects of a checkpoint do not tell the classes of layers, which of them are frozen, nor all names."
)
_DEEPEST = 32  # models in models
_MOST_STEPS = 1 << 22


def keras_of_graph(spec: ModelSpec) -> KerasModel | None:
    """The model that `spec.objects` shows; None where there is none (or no graph)."""
    return _KEPT.get(spec, "", lambda: _keras_of_graph(spec))


_KEPT: KeptWith[KerasModel | None] = KeptWith()  # several ways of loading ask for the same


def _keras_of_graph(spec: ModelSpec) -> KerasModel | None:
    graph = spec.objects
    if graph is None:
        return None
    reader = _Reader(spec, graph)
    found = reader.model_node()
    return None if found is None else reader.model(*found)


class _Reader:
    def __init__(self, spec: ModelSpec, graph: TargetGraph) -> None:
        self.spec, self.graph = spec, graph
        self.held = {value.node: value.variable for value in graph.values}
        self.keras = spec.conditions.keras
        self.steps = 0

    def children(self, node: int) -> tuple[tuple[str, int], ...]:
        found = self.graph.children(node)
        self.steps += len(found) + 1
        return found if self.steps < _MOST_STEPS else ()

    # --- where the model is ------------------------------------------------------------------

    def model_node(self) -> tuple[int, str] | None:
        """(node, kind): "layers" for Keras 2, a list's name for Keras 3, "attributes" for a subclassed one."""
        seen, queue = {0}, deque([(0, 0, 0)])
        while queue:
            node, parent, depth = queue.popleft()
            if kind := self.kind(node):
                return (parent, "attributes") if self.is_part(node, parent) else (node, kind)
            for _, child in self.children(node):
                if child not in seen and depth < 2:
                    seen.add(child)
                    queue.append((child, node, depth + 1))
        return self.subclassed()

    def is_part(self, node: int, parent: int) -> bool:
        """Whether a model that was found is but a layer of its owner, which is then a subclassed model."""
        if node == parent:
            return False
        names = {name for name, _ in self.children(parent)}
        if parent == 0 and ("save_counter" in names or len(names - set(_OPTIMIZERS)) == 1):
            return False  # a tf.train.Checkpoint of models
        return parent != 0 or any(
            child != node and child not in self.held and not self.is_optimizer(child)
            for name, child in self.children(parent)
            if name not in _BOOKKEEPING and self.weights_below(child)
        )

    def kind(self, node: int) -> str:
        names = {name for name, _ in self.children(node)}
        if any(_LAYER.match(name) for name in names):
            return "layers"
        return next((name for name in (*_LISTS, _INSIDE) if name in names), "")

    def subclassed(self) -> tuple[int, str] | None:
        """The only child of the root that is no optimizer and holds layers, else the root itself."""
        candidates = []
        for name, child in self.children(0):
            if name in _BOOKKEEPING or child in self.held or self.is_optimizer(child):
                continue
            if self.weights_below(child):
                candidates.append(child)
        if not candidates:
            return None
        has_optimizer = any(self.is_optimizer(child) for _, child in self.children(0))
        if len(candidates) == 1 and not any(child in self.held for _, child in self.children(candidates[0])):
            return candidates[0], "attributes"
        return (0, "attributes") if not has_optimizer or len(candidates) > 1 else None

    def is_optimizer(self, node: int) -> bool:
        return not _OPTIMIZER_EDGES.isdisjoint(name for name, _ in self.children(node))

    def looks_like_keras_3(self) -> bool:
        return not _KERAS_3_EDGES.isdisjoint(self.graph.edge_name)

    # --- layers ------------------------------------------------------------------------------

    def model(self, node: int, kind: str) -> KerasModel:
        keras = self.keras or ("3" if kind in (*_LISTS, _INSIDE) or self.looks_like_keras_3() else "2")
        self.keras = keras
        layers = _named(self.layers(node, kind))
        optimizer = None
        for owner in (node, 0):
            for name, child in self.children(owner):
                if optimizer is None and name in _OPTIMIZERS and self.is_optimizer(child):
                    optimizer = self.optimizer(child)
        return KerasModel(
            "",
            self.graph.class_name(node) or _CLASS_OF_KIND.get(kind, "Functional"),
            keras,
            layers,
            optimizer,
            () if self.graph.classes else (_UNTOLD,),
        )

    def layers(self, node: int, kind: str, depth: int = 0) -> tuple[KerasLayer, ...]:
        found = []
        if kind == "layers":
            numbered: dict[int, int] = {}
            for name, child in self.children(node):
                if match := _LAYER.match(name):
                    numbered.setdefault(int(match[1]), child)
            found = [("", child) for _, child in sorted(numbered.items())]
        elif kind == "attributes":
            found = list(self.attributes(node))
        else:
            if kind == _INSIDE:
                node = dict(self.children(node))[_INSIDE]
                kind = next((name for name, _ in self.children(node) if name in _LISTS), "")
            holder = next((child for name, child in self.children(node) if name == kind), -1)
            entries = self.children(holder) if holder >= 0 else ()
            found = [("", child) for _, child in _in_order(entries)]
        return tuple(self.layer(child, attribute, depth) for attribute, child in found)

    def attributes(self, node: int) -> Iterator[tuple[str, int]]:
        """(attribute, layer's node) of a subclassed model, layers in lists and dicts included."""
        seen = {node}
        stack = [(name, child) for name, child in reversed(self.children(node))]
        while stack:
            name, child = stack.pop()
            if child in seen or child in self.held or name in _BOOKKEEPING or self.is_optimizer(child):
                continue
            seen.add(child)
            inner = self.children(child)
            if (
                inner
                and all(not any(c in self.held for _, c in (pair,)) for pair in inner)
                and _is_list(inner)
            ):
                stack += [(f"{name}/{edge}", c) for edge, c in reversed(inner)]
            elif self.weights_below(child) or inner:
                yield name, child

    def layer(self, node: int, attribute: str, depth: int) -> KerasLayer:
        kind = self.kind(node) if depth < _DEEPEST else ""
        inner: tuple[KerasLayer, ...] = ()
        class_name = self.graph.class_name(node)
        if kind:
            inner = self.layers(node, kind, depth + 1)
            class_name = class_name or _CLASS_OF_KIND.get(kind, "Functional")
        elif depth < _DEEPEST:
            parts = {name: child for name, child in self.children(node) if child not in self.held}
            if {"forward_layer", "backward_layer"} <= parts.keys():
                class_name = class_name or "Bidirectional"
                inner = tuple(
                    self.layer(parts[name], name, depth + 1) for name in ("forward_layer", "backward_layer")
                )
        weights = tuple(self.weight(path, variable) for path, variable in self.weights_below(node))
        # Keras 3 does not track cells in a list: the weights are there, but in no checkpoint of TensorFlow.
        is_known = bool(weights) or not any(name == "cell" for name, _ in self.children(node))
        return KerasLayer("", class_name, weights, inner, is_known, attribute=attribute)

    def weights_below(self, node: int) -> list[tuple[tuple[str, ...], int]]:
        """(edges from the layer, variable) of all values below a node: its own ones before those of its parts."""
        found: list[tuple[tuple[str, ...], int]] = []
        seen = {node}
        taken: set[int] = set()
        stack: list[tuple[int, tuple[str, ...]]] = [(node, ())]
        while stack:
            current, path = stack.pop()
            parts = []
            for name, child in self.children(current):
                if child in seen or len(path) > _DEEPEST:
                    continue
                seen.add(child)
                if child in self.held:
                    if self.held[child] not in taken:
                        taken.add(self.held[child])
                        found.append(((*path, name), self.held[child]))
                elif name not in _OPTIMIZERS:
                    parts.append((child, (*path, name)))
            stack += reversed(parts)
        return found

    def weight(self, path: tuple[str, ...], place: int) -> KerasWeight:
        variable = self.spec.variables[place]
        name = variable.full_name or variable.name
        last = name.rpartition("/")[2]
        trainable = variable.trainable if variable.trainable is not None else last not in _NOT_TRAINED
        printed = name if self.keras == "3" else f"{name}:0"
        return KerasWeight(last, printed, variable.dtype, variable.shape, trainable, place, path)

    def optimizer(self, node: int) -> KerasOptimizer:
        edges = self.children(node)
        names = dict(edges)
        holder = names.get("_variables")
        if holder is None:  # a legacy one: hyper-parameters as attributes, slots beside the graph
            places = [self.held[child] for _, child in edges if child in self.held]
            return KerasOptimizer(
                self.graph.class_name(node), tuple(self.weight((), place) for place in places), is_legacy=True
            )
        entries = [child for _, child in _in_order(self.children(holder)) if child in self.held]
        variables = tuple(self.weight((), self.held[child]) for child in entries)
        told = (optimizer_class(weight.path.partition("/")[0]) for weight in variables)
        return KerasOptimizer(
            self.graph.class_name(node) or next((name for name in told if name), ""), variables
        )


def _named(layers: tuple[KerasLayer, ...]) -> tuple[KerasLayer, ...]:
    """Names of layers from those of their weights; "" where these do not tell (models in models)."""
    starts = Counter(_scopes(layer)[:-1] for layer in layers if _scopes(layer))
    common = starts.most_common(1)[0][0] if starts else ()
    named = []
    for layer in layers:
        name = ""
        if own := _scopes(layer):
            name = own[-1]
        elif layer.weights and (not layer.layers or layer.attribute or layer.class_name == "Bidirectional"):
            scopes = tuple(layer.weights[0].path.split("/")[:-1])
            if common and scopes[: len(common)] == common:
                scopes = scopes[len(common) :]
            name = scopes[0] if scopes else ""
        named.append(replace(layer, name=name))
    return tuple(named)


def _scopes(layer: KerasLayer) -> tuple[str, ...]:
    """The scopes of a layer's own weight, the layer's name last: ("net", "hidden") of "net/hidden/kernel:0"."""
    for weight in layer.weights:
        if len(weight.object_path) == 1:
            return tuple(weight.path.split("/")[:-1])
    return ()


def _in_order(entries: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    """The entries of a stored list by their numbers."""
    return sorted((entry for entry in entries if entry[0].isdecimal()), key=lambda e: (len(e[0]), e[0]))


def _is_list(entries: tuple[tuple[str, int], ...]) -> bool:
    return all(name.isdecimal() for name, _ in entries)

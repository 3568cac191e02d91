"""What each node of an object graph is: the rules that tell optimizers, slots, layers and the rest apart.

Decided by edges and node ids, never by key prefixes: in Keras 3 the shortest path to a model's
kernel may lead through the optimizer. A SavedModel tells the kinds of its nodes (`told_kinds`), and
then nothing is guessed that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.checkpoints.object_graph import Walk
from explorer.checkpoints.roles import ROLE_CODE
from explorer.checkpoints.told_kinds import CONTAINERS, LAYERS, METRIC, NO_OPTIMIZERS, OPTIMIZERS
from explorer.formats.object_graph import RawObjectGraph

VALUE = "VARIABLE_VALUE"
_LAYER_EDGE = re.compile(r"layer(?:_with_weights)?-\d+")
_BOOKKEEPING_EDGES = ("save_counter", "ckpt_saved_epoch", "ckpt_saved_batch", "train_counter")
_CONFUSION = {"true_positives", "true_negatives", "false_positives", "false_negatives"}
_LOSS_SCALES = ("loss_scale", "_loss_scale")
_MODEL_LISTS = ("_trainable_variables", "_trackable_variables", "_all_variables")


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """Everything the rules look at, as plain lists: quicker than arrays for walks node by node."""

    count: int
    first_edge: Sequence[int]
    target: Sequence[int]
    name: Sequence[str]
    has_variable: Sequence[bool]  # the node has an attribute VARIABLE_VALUE
    has_value: Sequence[bool]  # any attribute, or a registered saver
    listed_slots: frozenset[int]
    listed_optimizers: frozenset[int]
    kind: Sequence[str] = ()  # of each node, as a SavedModel tells it; none where there is none

    def edges(self, node: int) -> range:
        """The numbers of a node's child edges."""
        return range(self.first_edge[node], self.first_edge[node + 1])

    def child(self, node: int, name: str) -> int:
        """The child along the edge `name`; -1 if there is none."""
        for edge in self.edges(node):
            if self.name[edge] == name:
                return self.target[edge]
        return -1

    def is_list(self, node: int) -> bool:
        """Whether the children are called 0, 1, 2 ..., and there is at least one."""
        edges = self.edges(node)
        return len(edges) > 0 and all(self.name[edge].isdecimal() for edge in edges)

    def entries(self, node: int) -> dict[int, int]:
        """List index -> child node."""
        return {int(self.name[e]): self.target[e] for e in self.edges(node) if self.name[e].isdecimal()}


def gather_facts(raw: RawObjectGraph, first_edge: list[int], kind: Sequence[str] = ()) -> NodeFacts:
    """Turn the columns into the lists the rules walk over; `kind` is what a SavedModel tells of each node."""
    count = raw.node_count
    target = raw.edge_target.tolist()
    has_variable, has_value = [False] * count, [False] * count
    for node, name in zip(raw.attribute_node.tolist(), raw.attribute_name):
        has_value[node] = True
        if name == VALUE:
            has_variable[node] = True
    for node in raw.registered_saver:
        has_value[node] = True
    return NodeFacts(
        count,
        first_edge,
        target,
        raw.edge_name,
        has_variable,
        has_value,
        frozenset(raw.slot_node.tolist()),
        frozenset(raw.slot_optimizer.tolist()),
        kind,
    )


def find_optimizers(facts: NodeFacts) -> list[int]:
    """Nodes that are optimizers of any of the four generations, in order of their ids."""
    found = []
    for node in range(facts.count):
        if facts.has_variable[node]:
            continue
        if node in facts.listed_optimizers or (facts.kind and facts.kind[node] in OPTIMIZERS):
            found.append(node)
            continue
        if facts.kind and facts.kind[node] in NO_OPTIMIZERS:
            continue
        names = {facts.name[edge] for edge in facts.edges(node)}
        if (
            {"beta1_power", "beta2_power"} <= names
            or {"_variables", "_iterations"} <= names
            or ("iter" in names and ("learning_rate" in names or "decay" in names) and _is_flat(facts, node))
        ):
            found.append(node)
    return found


def _is_flat(facts: NodeFacts, node: int) -> bool:
    """Whether a node holds variables and loss scales only: a trainer with `iter` and `learning_rate` holds a model too."""
    return all(
        facts.has_variable[facts.target[edge]] or facts.name[edge] in _LOSS_SCALES
        for edge in facts.edges(node)
    ) and (node != 0 or facts.child(node, "save_counter") < 0)


def optimizer_scalars(facts: NodeFacts, optimizer: int) -> set[int]:
    """Variables that belong to the optimizer itself: its direct children and those of its loss scale."""
    found = set()
    for edge in facts.edges(optimizer):
        child = facts.target[edge]
        if facts.has_variable[child]:
            found.add(child)
        elif facts.name[edge] in _LOSS_SCALES:
            found.update(facts.target[e] for e in facts.edges(child) if facts.has_variable[facts.target[e]])
    return found


def find_slots(facts: NodeFacts, optimizers: list[int]) -> dict[int, int]:
    """Slot node -> optimizer, for slots the file lists by their place in the optimizer's lists alone.

    A variable of `X/_variables`, or of a list beside it (Keras 2's Adafactor keeps stand-ins for
    unfactored variables in `_r` and `_c` only), is a slot unless it is X's own scalar, one of the
    model's variables, or reachable from the root without walking through an optimizer.
    """
    if not optimizers:
        return {}
    outside = _reached_without(facts, set(optimizers))
    found: dict[int, int] = {}
    for optimizer in optimizers:
        listing = facts.child(optimizer, "_variables")
        if listing < 0:
            continue
        own = optimizer_scalars(facts, optimizer)
        trained = facts.child(optimizer, "_trainable_variables")
        model = set(facts.entries(trained).values()) if trained >= 0 else set()
        for edge in facts.edges(optimizer):
            if facts.name[edge] in _MODEL_LISTS:
                continue
            for node in facts.entries(facts.target[edge]).values():
                if facts.has_variable[node] and node not in own and node not in model and node not in outside:
                    found.setdefault(node, optimizer)
    return found


def _reached_without(facts: NodeFacts, closed: set[int]) -> set[int]:
    """Nodes some path from the root reaches without walking through a node of `closed`."""
    reached, stack = {0}, [0]
    while stack:
        node = stack.pop()
        if node not in closed:
            for edge in facts.edges(node):
                child = facts.target[edge]
                if child not in reached:
                    reached.add(child)
                    stack.append(child)
    return reached


def assign_roles(facts: NodeFacts, optimizers: list[int], slots: set[int]) -> bytearray:
    """One role code a node, by the rules in their fixed order of precedence."""
    is_optimizer = set(optimizers)
    hyper: set[int] = set()
    for optimizer in optimizers:
        hyper |= optimizer_scalars(facts, optimizer)
    bookkeeping = {facts.child(0, name) for name in _BOOKKEEPING_EDGES} if facts.count else set()
    metrics = _find_metrics(facts)
    layer_targets = _layer_targets(facts)
    code = ROLE_CODE
    roles = bytearray([code["other"]]) * facts.count
    for node in range(facts.count):
        if node in slots:
            role = "slot"
        elif node in is_optimizer:
            role = "optimizer"
        elif node in hyper:
            role = "hyperparameter"
        elif node in bookkeeping and facts.has_value[node]:
            role = "bookkeeping"
        elif node in metrics:
            role = "metric"
        elif facts.has_variable[node]:
            role = "variable"
        elif facts.has_value[node]:
            role = "other"
        elif facts.kind and facts.kind[node] in LAYERS:
            role = "layer"
        elif facts.kind and facts.kind[node] in CONTAINERS and len(facts.edges(node)):
            role = "container"
        elif len(facts.edges(node)) == 0:
            role = "layer" if node in layer_targets else "other"
        elif node in layer_targets or (
            node != 0 and not facts.is_list(node) and _has_variable_child(facts, node)
        ):
            role = "layer"
        else:
            role = "container"
        roles[node] = code[role]
    return roles


def _has_variable_child(facts: NodeFacts, node: int) -> bool:
    return any(facts.has_variable[facts.target[edge]] for edge in facts.edges(node))


def _layer_targets(facts: NodeFacts) -> set[int]:
    """Nodes that Keras models call a layer: `layer-0`, `layer_with_weights-0`, `_operations/0`."""
    found = set()
    for node in range(facts.count):
        for edge in facts.edges(node):
            name = facts.name[edge]
            if name.startswith("layer") and _LAYER_EDGE.fullmatch(name):
                found.add(facts.target[edge])
            elif name == "_operations":
                found.update(facts.entries(facts.target[edge]).values())
    return found


def _find_metrics(facts: NodeFacts) -> set[int]:
    """Metric objects and their variables: {total, count}, confusion counts, or below `keras_api/metrics`."""
    objects = {node for node, kind in enumerate(facts.kind) if kind == METRIC}
    for node in range(0 if facts.kind else facts.count):
        if facts.has_value[node]:
            continue
        names = {facts.name[edge] for edge in facts.edges(node)}
        if {"total", "count"} <= names or names & _CONFUSION:
            objects.add(node)
        if "keras_api" in names:
            listing = facts.child(facts.child(node, "keras_api"), "metrics")
            if listing >= 0:
                objects.update(facts.entries(listing).values())
    found = set(objects)
    for node in objects:
        found.update(facts.target[e] for e in facts.edges(node) if facts.has_variable[facts.target[e]])
    return found


def helper_nodes(facts: NodeFacts, shown: Walk, slots: set[int], optimizers: set[int]) -> list[bool]:
    """Nodes that are there for TensorFlow's own sake: `keras_api`, `signatures`, lists that repeat variables.

    Useful is a node with a value, an optimizer, an object that names a value by an edge (a layer
    and its kernel), and all ancestors of these in the drawn tree. A list that only repeats values
    drawn elsewhere is not, nor one of slots, which hang on their variables.
    """
    useful = [False] * facts.count
    for node in reversed(shown.order):
        if (
            useful[node]
            or facts.has_value[node]
            or node in optimizers
            or (_has_variable_child(facts, node) and not facts.is_list(node))
        ):
            useful[node] = True
            if shown.parent[node] >= 0:
                useful[shown.parent[node]] = True
    for node in slots:
        useful[node] = True
    if facts.count:
        useful[0] = True
    return [not flag for flag in useful]

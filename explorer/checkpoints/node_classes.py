"""Which class each node of an object graph was made of: told by a SavedModel, else inferred where it is certain enough.

A checkpoint stores no classes. An optimizer names its variables after itself (`Adam/iter`,
`Adam/m/dense/kernel`, `adam/dense_kernel_momentum`), a container calls its entries 0, 1, 2 ..., and a
namedtuple lists each entry by its field and by its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.graph_walk import Walk
from explorer.checkpoints.keras_classes import optimizer_class, tf1_optimizer_class
from explorer.checkpoints.layer_classes import layer_classes
from explorer.checkpoints.node_facts import NodeFacts
from explorer.checkpoints.slot_pairing import NodeTexts
from explorer.formats.text_columns import NameColumn, TextColumn

if TYPE_CHECKING:
    from explorer.checkpoints.node_facts import Bools, Ints, Longs
    from explorer.formats.saved_model import SavedNode

LIST, TUPLE, DICT, NAMEDTUPLE = "list", "tuple", "dict", "namedtuple"
CONTAINER_CLASSES = (LIST, TUPLE, DICT, NAMEDTUPLE)
_TOLD_CONTAINERS = {
    "trackable_list_wrapper": LIST,
    "trackable_tuple_wrapper": TUPLE,
    "trackable_dict_wrapper": DICT,
    "signature_map": DICT,
}
_TOLD_MODELS = {"_tf_keras_sequential": "Sequential", "_tf_keras_input_layer": "InputLayer"}
_MOST_ENTRIES = 64  # of an optimizer's variables and slots that are looked at for its name


@dataclass(frozen=True, slots=True)
class NodeClasses:
    """The class of each node by number; `names[0]` is "", for nodes of which nothing is known."""

    number: Ints  # [n] index into `names`
    names: tuple[str, ...]
    is_told: Bools  # [n]


class ClassNumbers:
    """Classes under way: gives each new name the next number."""

    def __init__(self, count: int) -> None:
        self.number = np.zeros(count, np.int32)
        self.is_told = np.zeros(count, np.bool_)
        self._number_of = {"": 0}

    def infer(self, nodes: Bools | int, name: str) -> None:
        """Note the class of one or several nodes."""
        if not isinstance(nodes, int) and not nodes.any():
            return
        self.number[nodes] = self._number_of.setdefault(name, len(self._number_of))

    def infer_each(self, found: Mapping[int, str]) -> None:
        """Note the classes of many nodes."""
        numbers = [self._number_of.setdefault(name, len(self._number_of)) for name in found.values()]
        self.number[list(found)] = numbers

    def tell(self, node: int, name: str) -> None:
        """Note a class that a file tells."""
        self.infer(node, name)
        self.is_told[node] = bool(name)

    def result(self) -> NodeClasses:
        """The columns."""
        return NodeClasses(self.number, tuple(self._number_of), self.is_told)


def node_classes(
    facts: NodeFacts,
    texts: NodeTexts,
    walk: Walk,
    optimizers: Bools,
    slots: tuple[Ints, Ints, Ints],
    told: Sequence[SavedNode] = (),
) -> NodeClasses:
    """The classes of all nodes.

    Args:
        facts: the graph.
        texts: what the program called each node's variable, and its shape.
        walk: the tree that is drawn.
        optimizers: bool [n].
        slots: of each slot edge the optimizer, the variable and the slot.
        told: what a SavedModel tells of the same nodes; empty where there is none.
    """
    classes = ClassNumbers(facts.count)
    objects = ~(optimizers | facts.has_value)
    objects[:1] = False  # the root may be called by numbers: Checkpoint(**{"0": ...})
    classes.infer_each(layer_classes(facts, texts, walk, objects))
    classes.infer(objects & facts.is_list & ~_do_not_ascend(facts, np.arange(len(facts.source))), LIST)
    is_field = _fields(facts.name)
    tuples = _namedtuples(facts, objects, is_field)
    classes.infer(tuples, NAMEDTUPLE)
    classes.infer(_dicts(facts, objects, is_field) & ~tuples, DICT)
    for node, name in zip(
        np.flatnonzero(optimizers).tolist(), _optimizers(facts, texts.full_name, optimizers, slots)
    ):
        classes.infer(node, name)
    for number, saved in enumerate(told[: facts.count]):
        if name := told_class(saved):
            # TensorFlow tells tuples and namedtuples alike.
            classes.tell(number, NAMEDTUPLE if name == TUPLE and tuples[number] else name)
    return classes.result()


def told_class(node: SavedNode) -> str:
    """The class of a node as the SavedModel tells it: of Keras, a registered one, or a container; else ""."""
    if node.class_name:
        return node.class_name
    if node.registered_name:
        return node.registered_name.rpartition(">")[2].rpartition(".")[2]
    return _TOLD_CONTAINERS.get(node.kind) or _TOLD_MODELS.get(node.kind, "")


# --- containers ------------------------------------------------------------------------------


def _do_not_ascend(facts: NodeFacts, edges: Longs) -> Bools:
    """Nodes [n] whose numbers in `edges` do not ascend, as those of lists do (an entry that is no object leaves a gap)."""
    number, source = facts.name.decimal[edges], facts.source[edges]
    falls = (number[1:] <= number[:-1]) & (source[1:] == source[:-1])
    return facts.nodes(source[1:][falls])


def _namedtuples(facts: NodeFacts, objects: Bools, is_field: Bools) -> Bools:
    """Nodes [n] that list all their children by names first, then the same again by numbers."""
    half = facts.edge_count // 2
    found = objects & (half > 0) & (half * 2 == facts.edge_count)
    edges = np.flatnonzero(found[facts.source])
    behind = edges[edges - facts.first_edge[facts.source[edges]] >= half[facts.source[edges]]]
    ahead = behind - half[facts.source[behind]]
    odd = (facts.target[behind] != facts.target[ahead]) | ~facts.is_entry[behind] | ~is_field[ahead]
    odd_nodes: Bools = facts.nodes(facts.source[behind[odd]]) | _do_not_ascend(facts, behind)
    tuples: Bools = found & ~odd_nodes
    return tuples


def _dicts(facts: NodeFacts, objects: Bools, is_field: Bools) -> Bools:
    """Nodes [n] with a child under a name that no attribute can have: "conv 1", "a/b"; Keras' own aside."""
    found: Bools = objects & facts.nodes(facts.source[~(is_field | facts.is_entry)])
    return found


def _fields(name: NameColumn) -> Bools:
    """Edges [e] under a name that an attribute can have, or that Keras gives: `layer-0`."""
    found = np.zeros(len(name.names), np.bool_)
    for number in np.flatnonzero(name.decimal_of_name < 0).tolist():
        text = name.names[number]
        found[number] = text.startswith("layer") or text.isidentifier()
    fields: Bools = found[name.number] if name.names else found
    return fields


# --- optimizers ------------------------------------------------------------------------------


def _optimizers(
    facts: NodeFacts, full_name: TextColumn, optimizers: Bools, slots: tuple[Ints, Ints, Ints]
) -> list[str]:
    """The class of each optimizer, in their order, by the names of its variables or of its slots.

    An optimizer of no known class is called by the name its program gave it, if there is one.
    """
    order = np.argsort(slots[0], kind="stable")
    slot_optimizer, slot_variable, slot_node = (column[order] for column in slots)
    scaled = facts.with_edge("loss_scale")
    found = []
    for node in np.flatnonzero(optimizers).tolist():
        first = int(facts.first_edge[node])
        last = min(int(facts.first_edge[node + 1]), first + _MOST_ENTRIES)
        own = [
            name.partition("/")[0]
            for name in map(full_name.__getitem__, facts.target[first:last])
            if "/" in name
        ]
        begin, end = np.searchsorted(slot_optimizer, (node, node + 1)).tolist()
        span = slice(begin, min(end, begin + _MOST_ENTRIES))
        if scaled[node]:
            found.append("LossScaleOptimizer")
            continue
        found.append(_optimizer(own, full_name, slot_variable[span].tolist(), slot_node[span].tolist()))
    return found


def _optimizer(own: list[str], full_name: TextColumn, variables: list[int], slots: list[int]) -> str:
    scopes = list(own)
    for variable, slot in zip(variables, slots):
        name, owner = full_name[slot], full_name[variable] if variable >= 0 else ""
        if owner and name.startswith(f"{owner}/"):  # TensorFlow 1: "dense/kernel/Adam_1"
            if known := tf1_optimizer_class(name[len(owner) + 1 :]):
                return known
        else:
            scopes.append(name.partition("/")[0])
    known = next(filter(None, map(optimizer_class, scopes)), "")
    return known or (own[0] if len(set(own)) == 1 else "")

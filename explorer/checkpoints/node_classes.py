"""Which class each node of an object graph was made of: told by a SavedModel, else inferred where it is certain enough.

A checkpoint stores no classes. An optimizer names its variables after itself (`Adam/iter`,
`Adam/m/dense/kernel`, `adam/dense_kernel_momentum`), a container names its edges 0, 1, 2 ..., and a
namedtuple lists each entry by its field and by its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.keras_classes import optimizer_class, tf1_optimizer_class
from explorer.checkpoints.roles import ROLE_CODE

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.checkpoints.object_graph import ObjectGraph
    from explorer.formats.saved_model import SavedNode

    Ints = npt.NDArray[np.int32]
    Bools = npt.NDArray[np.bool_]

LIST, TUPLE, DICT, NAMEDTUPLE = "list", "tuple", "dict", "namedtuple"
_TOLD_CONTAINERS = {
    "trackable_list_wrapper": LIST,
    "trackable_tuple_wrapper": TUPLE,
    "trackable_dict_wrapper": DICT,
    "signature_map": DICT,
}
_TOLD_MODELS = {"_tf_keras_sequential": "Sequential", "_tf_keras_input_layer": "InputLayer"}
_MOST_ENTRIES = 64  # of an optimizer's lists that are looked at for its name


@dataclass(slots=True)
class ClassColumns:
    """Class names by number: `names[0]` is "", not known."""

    names: list[str] = field(default_factory=lambda: [""])
    _number: dict[str, int] = field(default_factory=lambda: {"": 0})

    def number(self, name: str) -> int:
        """The number of a class, a new one if it was not met before."""
        found = self._number.get(name)
        if found is None:
            found = self._number[name] = len(self.names)
            self.names.append(name)
        return found


def node_classes(graph: ObjectGraph, nodes: Sequence[SavedNode] = ()) -> tuple[Ints, tuple[str, ...], Bools]:
    """For each node the number of its class, the classes by number, and whether a file tells it.

    Args:
        graph: the graph, without classes.
        nodes: what a SavedModel tells of the same nodes; empty where there is none.
    """
    columns = ClassColumns()
    classes = np.zeros(graph.node_count, np.int32)
    for node, name in _containers(graph):
        classes[node] = columns.number(name)
    for node in np.flatnonzero(graph.role == ROLE_CODE["optimizer"]).tolist():
        classes[node] = columns.number(_optimizer(graph, node))
    told = np.zeros(graph.node_count, np.bool_)
    for number, saved in enumerate(nodes[: graph.node_count]):
        if name := told_class(saved):
            if name == TUPLE and classes[number] == columns.number(NAMEDTUPLE):
                name = NAMEDTUPLE  # TensorFlow tells both alike
            classes[number] = columns.number(name)
            told[number] = True
    return classes, tuple(columns.names), told


def told_class(node: SavedNode) -> str:
    """The class of a node as the SavedModel tells it: of Keras, a registered one, or a container; else ""."""
    if node.class_name:
        return node.class_name
    if node.registered_name:
        return node.registered_name.rpartition(">")[2].rpartition(".")[2]
    return _TOLD_CONTAINERS.get(node.kind) or _TOLD_MODELS.get(node.kind, "")


def _containers(graph: ObjectGraph) -> list[tuple[int, str]]:
    """Nodes whose edges look like those of a container. A tuple looks like a list, and is called one."""
    found = []
    first = graph.first_edge.tolist()
    possible = np.flatnonzero(np.diff(graph.first_edge) > 0).tolist()
    row, variable = graph.row, ROLE_CODE["optimizer"]
    for node in possible:
        if node == 0 or row[node] >= 0 or graph.role[node] == variable:
            continue
        names = graph.edge_name[first[node] : first[node + 1]]
        count = len(names)
        if names[0] == "0" and names[-1] == str(count - 1) and set(names) == set(map(str, range(count))):
            found.append((node, LIST))
        elif count % 2 == 0 and names[-1] == str(count // 2 - 1):
            half = count // 2
            targets = graph.edge_target[first[node] : first[node + 1]]
            if (
                list(names[half:]) == [str(k) for k in range(half)]
                and all(name.isidentifier() for name in names[:half])
                and bool((targets[:half] == targets[half:]).all())
            ):
                found.append((node, NAMEDTUPLE))
    return found


def _optimizer(graph: ObjectGraph, node: int) -> str:
    """ "Adam", by the names of an optimizer's own variables or of its slots; its own name where no class is known."""
    own = [_scope(graph, child) for _, child in graph.children(node)[:_MOST_ENTRIES]]
    own = [scope for scope in own if scope]
    scopes = list(own)
    for edge in np.flatnonzero(graph.slot_optimizer == node)[:_MOST_ENTRIES].tolist():
        name = _full_name(graph, int(graph.slot_node[edge]))
        variable = int(graph.slot_variable[edge])
        owner = _full_name(graph, variable) if variable >= 0 else ""
        # TensorFlow 1 calls a slot "dense/kernel/Adam_1".
        if owner and name.startswith(f"{owner}/"):
            if known := tf1_optimizer_class(name[len(owner) + 1 :]):
                return known
        else:
            scopes.append(name.partition("/")[0])
    known = next(filter(None, map(optimizer_class, scopes)), "")
    return known or (own[0] if len(set(own)) == 1 else "")


def _scope(graph: ObjectGraph, node: int) -> str:
    scope, slash, _ = _full_name(graph, node).partition("/")
    return scope if slash else ""


def _full_name(graph: ObjectGraph, node: int) -> str:
    return next((attribute.full_name for attribute in graph.node_attributes(node)[:1]), "")

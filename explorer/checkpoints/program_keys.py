"""The checkpoint keys a program's objects are saved under, from their edges alone."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.graph_walk import breadth_first
from explorer.checkpoints.node_facts import VALUE, NodeFacts
from explorer.checkpoints.node_roles import assign_roles, find_optimizers, find_slots
from explorer.checkpoints.object_graph import escape
from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.target_graph import TargetGraph
from explorer.errors import CorruptFileError
from explorer.formats.text_columns import NameColumn

if TYPE_CHECKING:
    import numpy.typing as npt

_MAX_PATH_CHARACTERS = 1 << 27  # of all objects together: a hostile chain must not cost gigabytes


def object_paths(graph: TargetGraph) -> list[str | None]:
    """Each object's path in checkpoint keys: the first found breadth-first, for slots the optimizer's.

    None for an object that neither an edge nor a slot leads to.

    Raises:
        CorruptFileError: all paths together are longer than any program's.
    """
    paths: list[str | None] = [None] * graph.node_count
    if not graph.node_count:
        return paths
    paths[0] = ""
    first, targets, names = graph.first_edge.tolist(), graph.edge_target.tolist(), graph.edge_name
    queue, characters = deque([0]), 0
    while queue:
        node = queue.popleft()
        start = f"{paths[node]}/" if node else ""
        for edge in range(first[node], first[node + 1]):
            child = targets[edge]
            if paths[child] is None:
                path = paths[child] = start + escape(names[edge])
                characters += len(path)
                if characters > _MAX_PATH_CHARACTERS:
                    raise CorruptFileError("the paths of the objects are longer than any program's")
                queue.append(child)
    for slot in graph.slots:
        variable, optimizer = paths[slot.variable], paths[slot.optimizer]
        if paths[slot.node] is None and variable is not None and optimizer is not None:
            path = paths[slot.node] = f"{variable}/.OPTIMIZER_SLOT/{optimizer}/{escape(slot.name)}"
            characters += len(path)
            if characters > _MAX_PATH_CHARACTERS:
                raise CorruptFileError("the paths of the slots are longer than any program's")
    return paths


def value_key(path: str, attribute: str) -> str:
    """The key of one value of the object at `path`."""
    return f"{path}/.ATTRIBUTES/{escape(attribute)}"


def object_roles(graph: TargetGraph) -> list[str]:
    """The role of each object, by the same rules as those of a checkpoint's."""

    def nodes(numbers: list[int]) -> npt.NDArray[np.bool_]:
        mask = np.zeros(graph.node_count, np.bool_)
        mask[numbers] = True
        return mask

    facts = NodeFacts(
        graph.node_count,
        graph.first_edge,
        graph.edge_source,
        graph.edge_target,
        NameColumn.of(graph.edge_name),
        nodes([value.node for value in graph.values if value.attribute == VALUE]),
        nodes([value.node for value in graph.values]),
        nodes([slot.node for slot in graph.slots]),
        nodes([slot.optimizer for slot in graph.slots]),
    )
    optimizers = find_optimizers(facts)
    walk = breadth_first(graph.first_edge, graph.edge_target, graph.node_count, optimizers)
    owner, _ = find_slots(facts, optimizers, walk.at_first)
    return [ROLES[code] for code in assign_roles(facts, optimizers, facts.listed_slots | (owner >= 0))]

"""What a node of an object graph leads to: along child edges, and from an optimizer to its slots and their variables."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLE_CODE

Bools = npt.NDArray[np.bool_]


def reachable_from(graph: ObjectGraph, node: int) -> Bools:
    """Bool [n]: `node`, all that child edges lead to from it, and what optimizers among these look after.

    An optimizer brings its slot variables and the variables they serve; a variable one starts from
    brings its own slots. Cycles and chains of any depth are walked without recursion.
    """
    reached = np.zeros(graph.node_count, np.bool_)
    if not 0 <= node < graph.node_count:
        return reached
    # Over plain lists: a chain would cost an array operation a node.
    seen = bytearray(graph.node_count)
    seen[node] = 1
    waiting = [node]
    if graph.role[node] == ROLE_CODE["variable"]:
        for slot in graph.slot_node[graph.slot_variable == node].tolist():
            seen[slot] = 1
    first, target = graph.first_edge.tolist(), graph.edge_target.tolist()
    looked_after = _looked_after(graph)
    while waiting:
        at = waiting.pop()
        for other in (*target[first[at] : first[at + 1]], *looked_after.get(at, ())):
            if not seen[other]:
                seen[other] = 1
                waiting.append(other)
    reached[:] = np.frombuffer(seen, np.bool_)
    return reached


def _looked_after(graph: ObjectGraph) -> dict[int, list[int]]:
    """Optimizer -> its slots and the variables they serve."""
    found: dict[int, list[int]] = {}
    columns = graph.slot_optimizer.tolist(), graph.slot_node.tolist(), graph.slot_variable.tolist()
    for optimizer, slot, variable in zip(*columns, strict=True):
        if optimizer >= 0:
            found.setdefault(optimizer, []).extend(other for other in (slot, variable) if other >= 0)
    return found

"""Paths of all nodes of a graph, without the square of its depth or of its longest name in text."""

from __future__ import annotations

from collections.abc import Callable

from explorer.checkpoints.object_graph import ObjectGraph

DEEP = 256  # parents; of nodes below more of them only the end of the path is told
TAIL = 32
LONGEST_PATH = 1 << 16  # characters: names of a megabyte are not written again for every node below them


def path_finder(graph: ObjectGraph) -> Callable[[int], str]:
    """The path of a node; of very deep ones only its end."""
    parent, variable = graph.parent.tolist(), graph.slot_variable.tolist()

    def path(node: int) -> str:
        at = node
        if parent[node] < 0 and (slot := graph.slot_edge(node)) >= 0:
            at = variable[slot]
        chain: list[int] = []
        while at >= 0 and len(chain) <= DEEP:
            chain.append(at)
            at = parent[at]
        if at < 0:
            found = graph.path(node)
            return found if len(found) <= LONGEST_PATH else "..." + found[-LONGEST_PATH:]
        names = [graph.label(step) for step in chain[:TAIL][::-1]]
        if chain[0] != node:
            names.append(graph.label(node))
        return (".../" + "/".join(names))[-LONGEST_PATH:]

    return path

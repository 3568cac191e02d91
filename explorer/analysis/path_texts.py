"""Paths of all nodes of a graph, without the square of its depth or of its longest name in text."""

from __future__ import annotations

from collections.abc import Callable

from explorer.checkpoints.object_graph import ObjectGraph

DEEP = 256  # parents; of nodes below more of them only the end of the path is told
TAIL = 32
LONGEST_PATH = 1 << 16  # characters: names of a megabyte are not written again for every node below them


def path_finder(graph: ObjectGraph) -> Callable[[int], str]:
    """The path of a node; of very deep ones, and below very long names, only its end."""
    parent, variable = graph.parent.tolist(), graph.slot_variable.tolist()
    edge = graph.parent_edge.tolist()
    names = graph.edge_name

    def path(node: int) -> str:
        at, length = node, 0
        slot = graph.slot_edge(node) if parent[node] < 0 else -1
        if slot >= 0:
            at, length = variable[slot], len(graph.slot_name[slot])
        chain: list[int] = []
        while at >= 0 and len(chain) <= DEEP and length <= LONGEST_PATH:
            chain.append(at)
            if edge[at] >= 0:
                length += len(names[edge[at]])
            at = parent[at]
        if at < 0 and length <= LONGEST_PATH:
            return graph.path(node)
        ends = [graph.label(node)] if slot >= 0 else []
        ends += [graph.label(step) for step in chain[:TAIL]]
        return ".../" + "/".join(end[-LONGEST_PATH:] for end in reversed(ends))[-LONGEST_PATH:]

    return path

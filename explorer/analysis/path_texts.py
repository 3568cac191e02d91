"""Paths of all nodes of a graph, without the square of its depth or of its longest name in text."""

from __future__ import annotations

from collections.abc import Callable

from explorer.checkpoints.object_graph import ObjectGraph

DEEP = 256  # parents; of nodes below more of them only the end of the path is told
TAIL = 32
LONGEST_PATH = 1 << 16  # characters: names of a megabyte are not written again for every node below them


def path_finder(graph: ObjectGraph) -> Callable[[int], str]:
    """The path of a node; of very deep ones, and below very long names, only its end."""
    parent, edge = graph.canonical_tree
    names, is_scope_tree = graph.edge_name, graph.is_scope_tree

    def is_long(starts: tuple[int, ...]) -> bool:
        length = 0
        for at in starts:
            steps = 0
            while at >= 0 and edge[at] >= 0:
                steps += 1
                length += len(names[edge[at]])
                if steps > DEEP or length > LONGEST_PATH:
                    return True
                at = parent[at]
        return False

    def path(node: int) -> str:
        slot = graph.slot_edge(node) if edge[node] < 0 else -1
        owner = int(graph.slot_variable[slot]) if slot >= 0 else -1
        if slot >= 0 and (is_scope_tree or owner < 0):  # a key or a name of its own
            return graph.path(node)
        # The path of a slot holds those of its variable and its optimizer.
        starts = (owner, int(graph.slot_optimizer[slot])) if slot >= 0 else (node,)
        slot_length = len(graph.slot_name[slot]) if slot >= 0 else 0
        if slot_length <= LONGEST_PATH and not is_long(starts):
            return graph.path(node)
        ends = [graph.label(node)] if slot >= 0 else []
        at = starts[0]
        for _ in range(TAIL):
            ends.append(graph.label(at))
            if edge[at] < 0:
                break
            at = parent[at]
        return ".../" + "/".join(end[-LONGEST_PATH:] for end in reversed(ends))[-LONGEST_PATH:]

    return path

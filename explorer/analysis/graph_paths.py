"""Which nodes some paths lead to: the opposite of `ObjectGraph.path`, for many at once."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.checkpoints.object_graph import ObjectGraph, escape

SLOT_PART = "/.OPTIMIZER_SLOT/"


def nodes_at(graph: ObjectGraph, paths: Iterable[str]) -> dict[str, int]:
    """Path -> node id, of the paths that this graph has; "" is the root."""
    if not graph.node_count:
        return {}
    named: dict[int, dict[str, int]] = {}  # children by escaped edge name, of the nodes passed

    def child(node: int, name: str) -> int:
        children = named.get(node)
        if children is None:
            pairs = reversed(graph.children(node))  # of two edges of one name the first one counts
            children = named[node] = {
                edge if graph.is_scope_tree else escape(edge): target for edge, target in pairs
            }
        return children.get(name, -1)

    def walk(path: str) -> int:
        node = 0
        for name in path.split("/") if path else ():
            node = child(node, name)
            if node < 0:
                return -1
        return node

    slots_at: dict[int, dict[str, int]] = {}  # slots by path, of the variables asked for

    def slot(path: str) -> int:
        variable = walk(path.partition(SLOT_PART)[0])
        if variable < 0:
            return -1
        slots = slots_at.get(variable)
        if slots is None:
            nodes = reversed(graph.slot_node[list(graph.slots_of(variable))].tolist())
            slots = slots_at[variable] = {graph.path(node): node for node in nodes}
        return slots.get(path, -1)

    with_key: dict[str, int] = {}
    found: dict[str, int] = {}
    for path in paths:
        node = walk(path)
        if node < 0 and SLOT_PART in path:
            node = slot(path)
        elif node < 0 and graph.is_scope_tree:
            with_key = with_key or _nodes_of_keys(graph)
            node = with_key.get(path, -1)
        if node >= 0 and graph.path(node) == path:
            found[path] = node
    return found


def _nodes_of_keys(graph: ObjectGraph) -> dict[str, int]:
    """A slot of a name-based checkpoint hangs under its variable; its path is its key."""
    nodes: dict[str, int] = {}
    for owner, attribute in zip(graph.attribute_node.tolist(), graph.attributes):
        nodes.setdefault(attribute.checkpoint_key, owner)
    return nodes

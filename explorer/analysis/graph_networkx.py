"""The graph as networkx knows it: for node-link data, GraphML and anyone who wants to query it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.task import QUIET, Task

DEEP = 256  # nodes deeper than this would cost the square of their depth in path text
TAIL = 32


def to_networkx(
    graph: ObjectGraph,
    nodes: Iterable[int] | None = None,
    text: Callable[[str], str] = str,
    task: Task = QUIET,
) -> Any:
    """A `networkx.MultiDiGraph`; ids are the file's node ids.

    Args:
        graph: the graph, or a scope tree.
        nodes: which nodes; all without it. Edges with an end elsewhere are left out.
        text: makes a name safe for where it goes.
        task: told of progress, may cancel.
    """
    import networkx as nx

    result = nx.MultiDiGraph()
    chosen = range(graph.node_count) if nodes is None else sorted(set(nodes))
    kept = set(chosen)
    paths: dict[int, str] = {}
    for done, node in enumerate(chosen):
        if not done % 4096:
            task.report(done, len(kept), "Gathering nodes")
        attributes = [
            {
                "name": text(attribute.name),
                "full_name": text(attribute.full_name),
                "checkpoint_key": text(attribute.checkpoint_key),
            }
            for attribute in graph.node_attributes(node)
        ]
        path = text(short_path(graph, node))
        paths[node] = path
        result.add_node(node, path=path, role=graph.role_name(node), attributes=attributes)
    for source, target, name in zip(
        graph.edge_source.tolist(), graph.edge_target.tolist(), graph.edge_name, strict=True
    ):
        if source in kept and target in kept:
            result.add_edge(source, target, name=text(name), kind="child")
    for variable, slot, optimizer, name, inferred in zip(
        graph.slot_variable.tolist(), graph.slot_node.tolist(), graph.slot_optimizer.tolist(),
        graph.slot_name, graph.slot_inferred.tolist(), strict=True,
    ):  # fmt: skip
        if variable in kept and slot in kept:
            facts: dict[str, Any] = {"name": text(name), "kind": "slot"}
            facts["optimizer"] = optimizer if optimizer >= 0 else None
            if inferred:
                facts["inferred"] = True
            result.add_edge(variable, slot, **facts)
    return result


def short_path(graph: ObjectGraph, node: int) -> str:
    """The path; of very deep nodes only its end."""
    names: list[int] = []
    at = node
    while at >= 0 and len(names) <= DEEP:
        names.append(at)
        at = int(graph.parent[at])
    if at < 0:
        return graph.path(node)
    return ".../" + "/".join(graph.label(step) for step in reversed(names[:TAIL]))


def node_link_data(
    graph: ObjectGraph, text: Callable[[str], str] = str, task: Task = QUIET
) -> dict[str, Any]:
    """Node-link data, as `networkx.node_link_graph(data, edges="edges")` reads it back."""
    import networkx as nx

    made = to_networkx(graph, text=text, task=task)
    task.report(1, 2, "Writing the graph")
    data: dict[str, Any] = nx.node_link_data(made, edges="edges")
    return data


def graphml_text(graph: ObjectGraph, text: Callable[[str], str], task: Task = QUIET) -> str:
    """GraphML; a node's stored values are flattened into `attribute_name`, `full_name`, `checkpoint_key`, a line each."""
    import networkx as nx

    made = to_networkx(graph, text=text, task=task)
    for _, facts in made.nodes(data=True):
        attributes = facts.pop("attributes")
        for ours, theirs in (
            ("attribute_name", "name"),
            ("full_name", "full_name"),
            ("checkpoint_key", "checkpoint_key"),
        ):
            facts[ours] = "\n".join(attribute[theirs] for attribute in attributes)
    for _, _, facts in made.edges(data=True):
        if facts.get("optimizer", 0) is None:
            del facts["optimizer"]
    task.report(1, 2, "Writing the graph")
    header = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return header + "\n".join(nx.generate_graphml(made)) + "\n"

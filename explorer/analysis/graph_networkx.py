"""The graph as networkx knows it, for anyone who wants to query it."""

from __future__ import annotations

from typing import Any

from explorer.analysis.path_texts import path_finder
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.task import QUIET, Task


def to_networkx(graph: ObjectGraph, task: Task = QUIET) -> Any:
    """A `networkx.MultiDiGraph` with the nodes and edges of `ckptx graph --format json`; ids are the file's.

    Args:
        graph: the graph of a checkpoint, `checkpoint.graph`.
        task: told of progress, may cancel.

    Raises:
        TypeError: `graph` is something else.
    """
    if not isinstance(graph, ObjectGraph):
        raise TypeError(f"a graph is the `graph` of a checkpoint, not {type(graph).__name__}")
    import networkx as nx

    result = nx.MultiDiGraph()
    path = path_finder(graph)
    for node in range(graph.node_count):
        if not node % 4096:
            task.report(node, graph.node_count, "Gathering nodes")
        attributes = [
            {
                "name": attribute.name,
                "full_name": attribute.full_name,
                "checkpoint_key": attribute.checkpoint_key,
            }
            for attribute in graph.node_attributes(node)
        ]
        result.add_node(node, path=path(node), role=graph.role_name(node), attributes=attributes)
    for source, target, name in zip(
        graph.edge_source.tolist(), graph.edge_target.tolist(), graph.edge_name, strict=True
    ):
        result.add_edge(source, target, name=name, kind="child")
    for variable, slot, optimizer, name, inferred in zip(
        graph.slot_variable.tolist(), graph.slot_node.tolist(), graph.slot_optimizer.tolist(),
        graph.slot_name, graph.slot_inferred.tolist(), strict=True,
    ):  # fmt: skip
        if variable < 0 or slot < 0:
            continue  # a slot whose variable could not be found
        facts: dict[str, Any] = {"name": name, "kind": "slot"}
        facts["optimizer"] = optimizer if optimizer >= 0 else None
        if inferred:
            facts["inferred"] = True
        result.add_edge(variable, slot, **facts)
    return result

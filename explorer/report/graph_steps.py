"""Which part of a graph is shown, and how deep: levels, focus on a node, isolation; each gives another `GraphState`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from explorer.report.graph_drawing import GraphDrawing, GraphState


def down_to(drawing: GraphDrawing, level: int) -> GraphState:
    """Show so many levels below what is in focus, and nothing deeper."""
    tree, state = drawing.tree, drawing.state
    deepest = (int(tree.depth[state.root]) if tree.node_count else 0) + level
    deep = tree.has_children() & (tree.depth >= deepest)
    return replace(state, collapsed=frozenset(np.flatnonzero(deep).tolist()), opened=frozenset())


def as_at_first(state: GraphState) -> GraphState:
    """Fold as the size of the graph asks for."""
    return replace(state, collapsed=None, opened=frozenset())


def for_another_graph(state: GraphState) -> GraphState:
    """What holds for any graph: node ids mean nothing there."""
    return replace(as_at_first(state), root=0, kept=None)


def focused(drawing: GraphDrawing, root: int) -> GraphState:
    """Show a node and what is below it only; the node itself is looked into."""
    return replace(drawing.state, root=root, collapsed=_folded(drawing) - {root})


def only(drawing: GraphDrawing, nodes: Iterable[int]) -> GraphState:
    """Show some nodes only, with what they hang on, all unfolded as far as the size allows."""
    return replace(as_at_first(drawing.state), root=0, kept=frozenset(nodes))


def everything(state: GraphState) -> GraphState:
    """Show what focus and isolation hide."""
    return replace(state, root=0, kept=None)


def is_partial(state: GraphState) -> bool:
    """Whether focus or isolation hide anything."""
    return state.root != 0 or state.kept is not None


def _folded(drawing: GraphDrawing) -> frozenset[int]:
    return drawing.state.collapsed or frozenset()

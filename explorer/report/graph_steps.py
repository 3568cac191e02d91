"""Which part of a graph is shown, and how deep: levels, focus on a node, isolation; each gives another `GraphState`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from explorer.report.graph_drawing import GraphDrawing, GraphState
from explorer.report.graph_folds import at_and_below, brought_to_sight


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


def everything(drawing: GraphDrawing, whole: GraphState | None) -> GraphState:
    """End focus and isolation; `whole` is what was shown before they began, if that is known."""
    return widened(drawing, replace(drawing.state, root=0, kept=None), whole)


def widened(drawing: GraphDrawing, state: GraphState, whole: GraphState | None) -> GraphState:
    """What focus or isolation hid comes back folded as it was in `whole`.

    Below what was in focus everything stays folded as it is now. Nothing else than the whole can tell of
    what was out of sight: no stack there is closed, as far as the picture of a part knows.
    """
    now = drawing.state
    if not is_partial(now) or (state.root, state.kept) == (now.root, now.kept):
        return state
    if whole is None or whole.collapsed is None:
        return as_at_first(state)
    if now.kept is not None:  # that began with folds of its own
        return replace(state, collapsed=whole.collapsed, opened=whole.opened)
    below = frozenset(np.flatnonzero(at_and_below(drawing.tree, [now.root])).tolist()) - {now.root}
    return replace(
        state,
        collapsed=(whole.collapsed - below) | (_folded(drawing) & below),
        opened=(whole.opened - below) | (now.opened & below),
    )


def up_to(drawing: GraphDrawing, root: int, whole: GraphState | None) -> GraphState:
    """Focus on a node above what is in focus, or on the root of all."""
    state = widened(drawing, replace(drawing.state, root=root), whole)
    return state if state.collapsed is None else replace(state, collapsed=state.collapsed - {root})


def in_sight(drawing: GraphDrawing, node: int, whole: GraphState | None) -> GraphState:
    """Undo whatever hides a node, focus and isolation as well."""
    shown = brought_to_sight(drawing, [node])
    state = widened(drawing, replace(drawing.state, root=shown.root, kept=shown.kept), whole)
    if (state.root, state.kept) == (drawing.state.root, drawing.state.kept) or state.collapsed is None:
        return shown
    chain = drawing.tree.ancestors(node)
    heads = (head for head in drawing.stacks.representative[chain].tolist() if head >= 0)
    return replace(
        state,
        collapsed=state.collapsed.difference(chain[:-1]),
        opened=state.opened.union(heads),
        show_helpers=shown.show_helpers,
    )


def is_partial(state: GraphState) -> bool:
    """Whether focus or isolation hide anything."""
    return state.root != 0 or state.kept is not None


def _folded(drawing: GraphDrawing) -> frozenset[int]:
    return drawing.state.collapsed or frozenset()

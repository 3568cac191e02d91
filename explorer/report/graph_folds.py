"""What folding, unfolding and looking for a node make of the state of a graph picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from explorer.report.graph_drawing import GraphDrawing, GraphState


def toggled(drawing: GraphDrawing, node: int) -> GraphState:
    """Fold or unfold a visible node; a closed stack is opened, its members each folded."""
    state, place = drawing.state, drawing.position(node)
    if place < 0 or not len(drawing.tree.children_of(node)):
        return state
    if drawing.stack[place] > 1:
        return replace(state, opened=state.opened | {int(drawing.stacks.representative[node])})
    if node == state.root:  # what is in focus cannot be folded, only left
        return state
    return replace(state, collapsed=(state.collapsed or frozenset()) ^ {node})


def stack_closed(drawing: GraphDrawing, node: int) -> GraphState:
    """Put a node and its alike siblings on one pile again; the same state if it has none."""
    state, head = drawing.state, int(drawing.stacks.representative[node])
    if head < 0:
        return state
    members = drawing.stacks.members(drawing.tree, head).tolist()
    collapsed = (state.collapsed or frozenset()).union(members)
    return replace(state, collapsed=collapsed, opened=state.opened - {head})


def unfolded_below(drawing: GraphDrawing, node: int) -> GraphState:
    """Unfold a node and everything below it, stacks too; of a closed stack, all its members."""
    state, stacks, tree = drawing.state, drawing.stacks, drawing.tree
    tops = [node]
    if (place := drawing.position(node)) >= 0 and drawing.stack[place] > 1:
        tops = stacks.members(tree, int(stacks.representative[node])).tolist()
    below = {inner for top in tops for inner in (top, *tree.below(top))}
    return replace(state, collapsed=(state.collapsed or frozenset()) - below)


def folded_below(drawing: GraphDrawing, node: int) -> GraphState:
    """Fold a node's children and everything below them; stacks among them are closed."""
    state, tree = drawing.state, drawing.tree
    inner = tree.has_children()
    below = [child for child in tree.below(node) if inner[child]]
    heads = set(drawing.stacks.representative[below].tolist())
    return replace(
        state, collapsed=(state.collapsed or frozenset()).union(below), opened=state.opened - heads
    )


def all_unfolded(state: GraphState) -> GraphState:
    """Every node there is in the focus, one by one."""
    return replace(state, collapsed=frozenset())


def brought_to_sight(drawing: GraphDrawing, nodes: Iterable[int]) -> GraphState:
    """Undo whatever hides the given nodes: folds above them, stacks, hidden helpers, focus and isolation."""
    state, tree, stacks, graph = drawing.state, drawing.tree, drawing.stacks, drawing.graph
    collapsed, opened = set(state.collapsed or ()), set(state.opened)
    root, kept, helpers = state.root, state.kept, state.show_helpers
    for node in nodes:
        if not 0 <= node < tree.node_count or drawing.hidden_in[node] == node:
            continue
        chain = tree.ancestors(node)
        if drawing.hidden_in[node] < 0:
            root = root if root in chain else 0
            kept = None
            helpers = helpers or bool(graph.is_helper[chain[1:]].any())
        collapsed.difference_update(chain[:-1])
        opened.update(head for head in stacks.representative[chain].tolist() if head >= 0)
    return replace(
        state,
        collapsed=frozenset(collapsed),
        opened=frozenset(opened),
        root=root,
        kept=kept,
        show_helpers=helpers,
    )

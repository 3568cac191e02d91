"""What folding, unfolding and looking for a node make of the state of a graph picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from explorer.analysis.graph_tree import Bools, DrawnTree
from explorer.report.graph_drawing import GraphDrawing, GraphState


def toggled(drawing: GraphDrawing, *nodes: int) -> GraphState:
    """Unfold visible nodes if the first of them is folded, else fold them; a closed stack is opened, its members each folded."""
    state = drawing.state
    collapsed = state.collapsed or frozenset()
    piles = {node for node in nodes if is_pile(drawing, node)}
    # What is in focus cannot be folded, only left.
    plain = {node for node in nodes if node not in piles and _can_fold(drawing, node)}
    if nodes and (nodes[0] in piles or nodes[0] in collapsed):
        opened = state.opened.union(stack_of(drawing, node) for node in piles)
        return replace(state, collapsed=collapsed - plain, opened=opened)
    return replace(state, collapsed=collapsed | plain)


def is_pile(drawing: GraphDrawing, node: int) -> bool:
    """Whether a visible node stands for all that are alike with it."""
    place = drawing.position(node)
    return place >= 0 and int(drawing.stack[place]) > 1


def stack_of(drawing: GraphDrawing, node: int) -> int:
    """The representative of the alike siblings a node belongs to; -1 for none."""
    return int(drawing.stacks.representative[node])


def _can_fold(drawing: GraphDrawing, node: int) -> bool:
    return (
        drawing.position(node) >= 0
        and node != drawing.state.root
        and bool(len(drawing.tree.children_of(node)))
    )


def stack_closed(drawing: GraphDrawing, node: int) -> GraphState:
    """Put a node and its alike siblings on one pile again; the same state if it has none."""
    state, head = drawing.state, stack_of(drawing, node)
    if head < 0:
        return state
    members = drawing.stacks.members(head).tolist()
    collapsed = (state.collapsed or frozenset()).union(members)
    return replace(state, collapsed=collapsed, opened=state.opened - {head})


def unfolded_below(drawing: GraphDrawing, *nodes: int) -> GraphState:
    """Unfold nodes and everything below them, stacks too; of a closed stack, all its members."""
    state, stacks, tree = drawing.state, drawing.stacks, drawing.tree
    tops = list(nodes)
    for node in nodes:
        if is_pile(drawing, node):
            tops += stacks.members(stack_of(drawing, node)).tolist()
    below = at_and_below(tree, tops)
    return replace(state, collapsed=frozenset(node for node in state.collapsed or () if not below[node]))


def unfolded_at(drawing: GraphDrawing, nodes: Iterable[int]) -> tuple[GraphState, tuple[int, ...]]:
    """The state that shows what is right below some nodes, and the nodes where nothing was folded.

    Whatever hides their children is undone, their own fold as well. Of a node whose children are shown
    already, piles among them are laid out one by one; without piles, the folded ones are unfolded.
    """
    tree = drawing.tree
    nodes = tuple(nodes)
    inside = [child for node in nodes for child in [node, *tree.children_of(node).tolist()[:1]]]
    state = brought_to_sight(drawing, inside)
    collapsed, opened = set(state.collapsed or ()), set(state.opened)
    idle = []
    for node in nodes:
        if (
            drawing.hidden_in[node] != node
            or is_pile(drawing, node)
            or node in (drawing.state.collapsed or ())
        ):
            if not len(tree.children_of(node)):
                idle.append(node)
            continue
        children = [child for child in tree.children_of(node).tolist() if drawing.position(child) >= 0]
        piles = {stack_of(drawing, child) for child in children if is_pile(drawing, child)}
        folded = collapsed.intersection(
            child for child in children if drawing.inside[drawing.position(child)]
        )
        if piles:
            opened |= piles
        elif folded:
            collapsed -= folded
        else:
            idle.append(node)
    return replace(state, collapsed=frozenset(collapsed), opened=frozenset(opened)), tuple(idle)


def folded_below(drawing: GraphDrawing, *nodes: int) -> GraphState:
    """Fold the children of nodes and everything below them; stacks among them are closed."""
    state, tree = drawing.state, drawing.tree
    below = at_and_below(tree, nodes)
    below[list(nodes)] = False
    inner = np.flatnonzero(below & tree.has_children())
    heads = set(drawing.stacks.representative[inner].tolist())
    collapsed = (state.collapsed or frozenset()).union(inner.tolist()) - set(nodes)
    return replace(state, collapsed=collapsed, opened=state.opened - heads)


def at_and_below(tree: DrawnTree, nodes: Iterable[int]) -> Bools:
    """Bool [n]: nodes and everything below them in the drawing's tree."""
    found = np.zeros(tree.node_count, np.bool_)
    found[list(nodes)] = True
    above = np.where(tree.parent < 0, 0, tree.parent)
    while True:  # pointer doubling: a chain may have any length
        found |= found[above]
        if not above.any():
            return found
        above = above[above]


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

"""What of a graph is in sight: folded nodes, closed stacks, hidden helpers, a part in focus; and what to fold first.

Arrays in, arrays out, without recursion: whether anything above a node hides it is found by pointer doubling.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from explorer.analysis.graph_repeats import Longs, Stacks
from explorer.analysis.graph_tree import Bools, DrawnTree, Ints, sums_below
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.lazily import KeptWith

AT_FIRST_SIGHT = 200  # visible nodes: as many as a layered drawing carries
AT_MOST = 3_000  # visible nodes, where fewer would show next to nothing
NEXT_TO_NOTHING = 12
SMALL_BLOCK = 8  # nodes: shown whole as soon as their parent is unfolded ...
LARGE_FAMILY = 40  # ... unless it has more children than this

_AVAILABLE: KeptWith[Bools] = KeptWith()  # of whole graphs, with their trees


@dataclass(frozen=True)
class Choice:
    """What the reader chose to see of a graph."""

    collapsed: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()  # stacks shown one by one, by their representative
    show_helpers: bool = False
    root: int = 0
    kept: frozenset[int] | None = None


@dataclass(frozen=True)
class Sight:
    """Columns over all n nodes of the graph."""

    visible: Bools
    stack: Ints  # how many alike siblings a visible node stands for; 1 for all others
    inside: Ints  # nodes hidden below a visible node, or in its stack, that unfolding would show
    hidden_in: (
        Ints  # the visible node that a folded one is hidden in; itself if visible; -1: not shown at all
    )
    closed: Ints  # representatives of the stacks that are drawn as one node, in sight or not


def node_mask(count: int, nodes: Collection[int]) -> Bools:
    """Bool [count]; ids out of range are left out."""
    mask = np.zeros(count, np.bool_)
    if nodes:
        ids = np.fromiter(nodes, np.int64, len(nodes))
        mask[ids[(ids >= 0) & (ids < count)]] = True
    return mask


def available_nodes(graph: ObjectGraph, tree: DrawnTree, choice: Choice) -> Bools:
    """Bool [n]: what unfolding everything would show: the focus and what is below it, without hidden helpers."""
    if choice.root == 0 and choice.kept is None:  # every fold and unfold of a whole graph asks the same
        shown = choice.show_helpers
        return _AVAILABLE.get(tree, shown, lambda: _available_nodes(graph, tree, choice))
    return _available_nodes(graph, tree, choice)


def _available_nodes(graph: ObjectGraph, tree: DrawnTree, choice: Choice) -> Bools:
    count = tree.node_count
    if not count:
        return np.zeros(0, np.bool_)
    blocked = np.zeros(count, np.bool_)
    if not choice.show_helpers:
        blocked |= graph.is_helper
    if choice.kept is not None:
        kept = node_mask(count, choice.kept)
        blocked |= sums_below(tree, kept) == 0  # a node is there if anything kept is at or below it
    return ~_hidden_by(tree, choice.root, blocked, np.arange(count, dtype=np.int32))[0]


def _hidden_by(tree: DrawnTree, root: int, blocked: Bools, via: Ints) -> tuple[Bools, Ints]:
    """Which nodes are blocked themselves or by anything between them and the root, and the uppermost reason's `via`."""
    blocked = blocked.copy()
    above = np.where(tree.parent < 0, 0, tree.parent)
    above[root] = root
    blocked[0] = root != 0
    blocked[root] = False
    reason = np.where(blocked, via, -1).astype(np.int32)
    if root != 0:
        reason[0] = -1
    while True:
        higher = blocked[above]
        blocked = blocked | higher
        reason = np.where(higher, reason[above], reason)
        if ((above == 0) | (above == root)).all():
            return blocked, reason
        above = above[above]


def sight(graph: ObjectGraph, tree: DrawnTree, stacks: Stacks, choice: Choice) -> Sight:
    """Find out what is visible, and what is hidden where."""
    count = tree.node_count
    if not count:
        nothing = np.zeros(0, np.int32)
        return Sight(np.zeros(0, np.bool_), nothing, nothing, nothing, nothing)
    return sight_of(tree, stacks, choice, available_nodes(graph, tree, choice))


def sight_of(tree: DrawnTree, stacks: Stacks, choice: Choice, available: Bools) -> Sight:
    """The same, where it is known what unfolding everything would show."""
    count = tree.node_count
    root = choice.root
    folded = node_mask(count, choice.collapsed)
    folded[root] = False  # what is in focus is looked into
    itself = np.arange(count, dtype=np.int32)
    stack = np.ones(count, np.int32)
    card = itself.copy()  # the node that is drawn in a node's place
    in_stack = np.flatnonzero((stacks.representative >= 0) & available)
    in_stack = in_stack[in_stack != root]
    head = stacks.representative[in_stack]
    total = np.bincount(head, minlength=count)
    down = np.bincount(head[folded[in_stack]], minlength=count)
    is_closed = (total > 1) & (down == total) & ~node_mask(count, choice.opened)
    member = is_closed[head]
    in_stack, head = in_stack[member], head[member]
    if len(in_stack):
        # Members that are not available do not count, so the representative may have to be another one.
        order = np.lexsort((in_stack != head, head))
        in_stack, head = in_stack[order], head[order]
        begins = np.append(True, head[1:] != head[:-1])
        first = in_stack[begins]
        card[in_stack] = np.repeat(first, total[head[begins]])
        stack[first] = total[head[begins]]
    above = np.where(tree.parent < 0, 0, tree.parent)
    blocked = ~available | (card != itself) | folded[above]
    blocked[root] = False
    # A member of a stack hides in the stack's card; a node below a folded one in that node.
    via = np.where(folded[above], card[above], card).astype(np.int32)
    via[~available] = -1
    hidden, reason = _hidden_by(tree, root, blocked, via)
    hidden_in = np.where(available, np.where(hidden, reason, itself), -1).astype(np.int32)
    lost = hidden_in >= 0
    inside = np.bincount(hidden_in[lost], minlength=count) - 1
    visible = ~hidden
    return Sight(
        visible,
        stack,
        np.where(visible, inside, 0).astype(np.int32),
        hidden_in,
        np.flatnonzero(is_closed).astype(np.int32),
    )


def automatic_folding(
    graph: ObjectGraph, tree: DrawnTree, stacks: Stacks, choice: Choice
) -> tuple[frozenset[int], frozenset[int]]:
    """(collapsed, opened) at first sight: everything while it can be read, then stacks closed, then levels folded.

    From the focus downwards, nodes are unfolded as long as the picture stays readable; what lies deeper
    is folded in such a way that each unfolding shows one more level, small blocks whole.
    """
    available = available_nodes(graph, tree, choice)
    heads = frozenset(stacks.heads.tolist())
    if int(available.sum()) <= AT_FIRST_SIGHT:
        return frozenset(), heads
    members = (stacks.representative >= 0) & available
    members[choice.root] = False
    size = np.where(available, sums_below(tree, available), 0)
    shown = available & (~members | (stacks.representative == np.arange(tree.node_count)))
    above = np.where(tree.parent < 0, 0, tree.parent)
    family = np.bincount(above[1:][shown[1:]], minlength=tree.node_count)
    inner = available & (size > 1)
    unfolded = _unfolded(tree, choice.root, shown, members, family, size, AT_FIRST_SIGHT)
    if 1 + int(family[unfolded].sum()) < NEXT_TO_NOTHING:
        unfolded = _unfolded(tree, choice.root, shown, members, family, size, AT_MOST)
    # Deeper down: one level at a time, but no click for the two slots of a variable.
    within_budget = node_mask(tree.node_count, unfolded)
    small = (size <= SMALL_BLOCK) & (family[above] <= LARGE_FAMILY)
    at_sight = shown & within_budget[above]  # their fate was decided with the budget in mind
    collapsed = inner & ~within_budget & (members | at_sight | ~small)
    collapsed[choice.root] = False
    return frozenset(np.flatnonzero(collapsed).tolist()), frozenset()


def _unfolded(
    tree: DrawnTree, root: int, shown: Bools, members: Bools, family: Longs, size: Longs, budget: int
) -> list[int]:
    """Which nodes to unfold, level by level from the root, while their children fit: siblings together."""
    chosen: list[int] = []
    count = 1

    def unfold(nodes: Ints) -> Ints:
        nonlocal count
        more = int(family[nodes].sum())
        if not len(nodes) or count + more > budget:
            return nodes[:0]
        count += more
        chosen.extend(nodes.tolist())
        return nodes

    waiting = unfold(np.array([root], np.int32)).tolist()
    for node in waiting:  # grows while it is walked through; never longer than the budget
        children = tree.children_of(node)
        children = children[shown[children] & ~members[children] & (size[children] > 1)]
        waiting += unfold(children[family[children] <= LARGE_FAMILY]).tolist()
        for child in children[family[children] > LARGE_FAMILY][:budget].tolist():
            waiting += unfold(np.array([child], np.int32)).tolist()
    return chosen

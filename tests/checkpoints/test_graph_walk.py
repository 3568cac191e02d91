"""Breadth-first walks: wide levels and narrow ones give the tree that a plain queue gives."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints import graph_walk
from explorer.checkpoints.graph_walk import Walk, breadth_first


def by_queue(
    first: list[int], target: list[int], count: int, postponed: set[int]
) -> tuple[list[int], list[int]]:
    """Parents and edges as a queue finds them; postponed nodes go to a second queue."""
    parent, edge, seen = [-1] * count, [-1] * count, {0}
    queue, later = deque([0] if count else []), deque()
    while queue or later:
        node = queue.popleft() if queue else later.popleft()
        if node in postponed:
            postponed = postponed - {node}
            later.append(node)
            continue
        for number in range(first[node], first[node + 1]):
            child = target[number]
            if child not in seen:
                seen.add(child)
                parent[child], edge[child] = node, number
                queue.append(child)
    return parent, edge


def columns(count: int, edges: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    edges = sorted(edges, key=lambda edge: edge[0])
    source = np.array([edge[0] for edge in edges], np.int32)
    target = np.array([edge[1] for edge in edges], np.int32)
    return np.searchsorted(source, np.arange(count + 1)), target


def walked(count: int, edges: list[tuple[int, int]], postponed: tuple[int, ...] = ()) -> Walk:
    mask = np.zeros(count, np.bool_)
    mask[list(postponed)] = True
    return breadth_first(*columns(count, edges), count, mask)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]], list[int]]:
    count = draw(st.integers(1, 25))
    nodes = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(nodes, nodes), max_size=70)), draw(st.lists(nodes, max_size=4))


@given(graphs(), st.sampled_from([1, 3, 64]))
def test_any_width_of_level_gives_the_tree_of_a_queue(graph, wide) -> None:
    count, edges, postponed = graph
    first, target = columns(count, edges)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_walk, "_WIDE", wide)
        walk = walked(count, edges, tuple(postponed))

    wanted = by_queue(first.tolist(), target.tolist(), count, set(postponed))
    assert (walk.parent.tolist(), walk.edge.tolist()) == wanted
    assert walk.reached.tolist() == [node == 0 or edge >= 0 for node, edge in enumerate(wanted[1])]


def test_what_lies_behind_a_postponed_node_alone_is_not_reached_at_first() -> None:
    walk = walked(5, [(0, 1), (0, 2), (1, 3), (2, 4), (1, 4)], postponed=(1,))

    assert walk.at_first.tolist() == [True, True, True, False, True]
    assert walk.parent.tolist() == [-1, 0, 0, 1, 2]


def test_a_chain_a_star_and_no_graph_at_all() -> None:
    count = 100_000

    chain = walked(count, [(n, n + 1) for n in range(count - 1)])
    star = walked(count, [(0, n) for n in range(count)])

    assert chain.parent.tolist() == list(range(-1, count - 1))
    assert star.parent.tolist() == [-1] + [0] * (count - 1)
    assert breadth_first(*columns(0, []), 0).parent.tolist() == []

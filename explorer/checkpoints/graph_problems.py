"""What is odd about a stored object graph, in sentences: no program writes such a graph, but a file may hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.graph_walk import Walk
from explorer.checkpoints.node_facts import NodeFacts

if TYPE_CHECKING:
    from explorer.checkpoints.node_facts import Bools

_NAMED = 3  # how many doubled names are told one by one
_LONGEST_NAME = 60  # characters of a name in a sentence


def graph_problems(facts: NodeFacts, walk: Walk, slots: Bools) -> tuple[str, ...]:
    """A sentence each on an empty graph, names given twice, and nodes that nothing leads to.

    Cycles, self loops and nodes of many parents are no problem: programs make them.
    """
    if not facts.count:
        return ("The object graph has no nodes, not even a root.",)
    return (*_doubled_names(facts), *_lost_nodes(facts, walk, slots))


def _doubled_names(facts: NodeFacts) -> list[str]:
    keys = facts.source.astype(np.int64) * max(len(facts.name.names), 1) + facts.name.number
    order = np.argsort(keys, kind="stable")
    again = order[1:][keys[order[1:]] == keys[order[:-1]]]
    sentences = [
        f"In the object graph node {facts.source[edge]} has several children under the name "
        f"{_short(facts.name[edge])}."
        for edge in np.sort(again)[:_NAMED].tolist()
    ]
    if len(again) > _NAMED:
        sentences.append(
            f"In the object graph {len(again) - _NAMED} more edges have the name of another edge of their node."
        )
    return sentences


def _lost_nodes(facts: NodeFacts, walk: Walk, slots: Bools) -> list[str]:
    lost = ~(walk.reached | slots)
    # What hangs below a slot is found with it.
    lost &= ~facts.nodes(facts.target[slots[facts.source]])
    count = int(np.count_nonzero(lost))
    if not count:
        return []
    first = int(np.flatnonzero(lost)[0])
    what = f"node {first}" if count == 1 else f"{count} nodes, node {first} the first of them"
    return [f"In the object graph no path leads from the root to {what}."]


def _short(name: str) -> str:
    return repr(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")

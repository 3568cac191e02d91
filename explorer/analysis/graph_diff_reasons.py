"""Why an object that both graphs hold counts as changed: in words, the older side before the newer one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type

Ints = npt.NDArray[np.int32]
Rows = npt.NDArray[Any]
MOST_EDGES_TOLD = 3


def reasons_of(
    older: Checkpoint, newer: Checkpoint, old: Ints, new: Ints, is_slot: npt.NDArray[np.bool_]
) -> dict[int, tuple[str, ...]]:
    """Entry -> its reasons, for entries whose node `old` of one and `new` of the other graph differ."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    both = np.flatnonzero((old >= 0) & (new >= 0))
    _roles(older.graph, newer.graph, old, new, both, found)
    _classes(older, newer, old, new, both, found)
    _values(older, newer, old, new, both, found)
    _optimizers(older.graph, newer.graph, old, new, both[is_slot[both]], found)
    _other_edges(older.graph, newer.graph, old, new, found)
    return {entry: tuple(found[entry]) for entry in sorted(found)}


def _roles(
    older: ObjectGraph, newer: ObjectGraph, old: Ints, new: Ints, both: Rows, found: dict[int, list[str]]
) -> None:
    before, after = older.role[old[both]], newer.role[new[both]]
    for place in np.flatnonzero(before != after).tolist():
        found[int(both[place])].append(f"role {ROLES[before[place]]} -> {ROLES[after[place]]}")


def _classes(
    older: Checkpoint, newer: Checkpoint, old: Ints, new: Ints, both: Rows, found: dict[int, list[str]]
) -> None:
    """Classes are told by the graph file of a SavedModel alone."""
    models = older.saved_model, newer.saved_model
    if models[0] is None or models[1] is None:
        return
    nodes = models[0].nodes, models[1].nodes
    for entry in both.tolist():
        ours, theirs = int(old[entry]), int(new[entry])
        if ours < len(nodes[0]) and theirs < len(nodes[1]):
            before, after = (node.class_name or node.kind for node in (nodes[0][ours], nodes[1][theirs]))
            if before != after:
                found[entry].append(f"class {before} -> {after}")


def _values(
    older: Checkpoint, newer: Checkpoint, old: Ints, new: Ints, both: Rows, found: dict[int, list[str]]
) -> None:
    """Stored values that come or go, and their shape and dtype."""
    before, after = older.graph.row[old[both]], newer.graph.row[new[both]]
    for place in np.flatnonzero((before >= 0) != (after >= 0)).tolist():
        word = "holds no value any more" if before[place] >= 0 else "holds a value now"
        found[int(both[place])].append(word)
    kept = np.flatnonzero((before >= 0) & (after >= 0))
    entries, before, after = both[kept], before[kept], after[kept]
    shapes: dict[tuple[int, ...], int] = {}
    ids = [
        np.array([shapes.setdefault(shape, len(shapes)) for shape in side.table.shapes], np.int64)
        for side in (older, newer)
    ]
    differs = ids[0][older.table.shape_id[before]] != ids[1][newer.table.shape_id[after]]
    for place in np.flatnonzero(differs).tolist():
        sides = older.table.shape(int(before[place])), newer.table.shape(int(after[place]))
        found[int(entries[place])].append(f"shape {list(sides[0])} -> {list(sides[1])}")
    dtypes = older.table.dtype[before], newer.table.dtype[after]
    for place in np.flatnonzero(dtypes[0] != dtypes[1]).tolist():
        names = [data_type(int(side[place])).name for side in dtypes]
        found[int(entries[place])].append(f"dtype {names[0]} -> {names[1]}")


def _optimizers(
    older: ObjectGraph, newer: ObjectGraph, old: Ints, new: Ints, slots: Rows, found: dict[int, list[str]]
) -> None:
    """Slots that belong to another optimizer than before."""
    new_of_old = {int(ours): int(theirs) for ours, theirs in zip(old, new) if ours >= 0}
    for entry in slots.tolist():
        edges = older.slot_edge(int(old[entry])), newer.slot_edge(int(new[entry]))
        if min(edges) < 0:
            continue
        owners = int(older.slot_optimizer[edges[0]]), int(newer.slot_optimizer[edges[1]])
        if min(owners) >= 0 and new_of_old.get(owners[0], -1) != owners[1]:
            names = older.path(owners[0]), newer.path(owners[1])
            found[entry].append(f"slot of {names[0] or '(root)'} -> {names[1] or '(root)'}")


def _other_edges(
    older: ObjectGraph, newer: ObjectGraph, old: Ints, new: Ints, found: dict[int, list[str]]
) -> None:
    """Edges to objects drawn elsewhere, of objects that are there on both sides."""
    ours, theirs = _shared_edges(older, old), _shared_edges(newer, new)
    told: defaultdict[int, list[str]] = defaultdict(list)
    for name, targets in theirs.items():
        entry = name[0]
        if old[entry] >= 0 and new[entry] >= 0:
            before = ours.get(name)
            if before is None:
                told[entry].append(f"edge {name[1]!r} added")
            elif before != targets:
                told[entry].append(f"edge {name[1]!r} leads to another object")
    for name in ours:
        entry = name[0]
        if name not in theirs and old[entry] >= 0 and new[entry] >= 0:
            told[entry].append(f"edge {name[1]!r} removed")
    for entry, sentences in told.items():
        found[entry] += sentences[:MOST_EDGES_TOLD]
        if len(sentences) > MOST_EDGES_TOLD:
            found[entry].append(f"{len(sentences) - MOST_EDGES_TOLD} more edges")


def _shared_edges(graph: ObjectGraph, nodes: Ints) -> dict[tuple[int, str], int]:
    """(entry, edge name) -> entry it leads to, for the edges the tree of the drawing does not follow."""
    entry_of = np.full(graph.node_count, -1, np.int64)
    there = np.flatnonzero(nodes >= 0)
    entry_of[nodes[there]] = there
    followed = np.zeros(len(graph.edge_source), np.bool_)
    followed[graph.parent_edge[graph.parent_edge >= 0]] = True
    edges = np.flatnonzero(~followed)
    sources = entry_of[graph.edge_source[edges]].tolist()
    targets = entry_of[graph.edge_target[edges]].tolist()
    names = graph.edge_name
    return {
        (source, names[edge]): target
        for edge, source, target in zip(edges.tolist(), sources, targets)
        if source >= 0
    }

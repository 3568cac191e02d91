"""Finding nodes by what a person may type: parts of the path, a role, a dtype, a shape."""

from __future__ import annotations

import numpy as np

from explorer.analysis.graph_tree import DrawnTree, Ints
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_drawing import node_labels
from explorer.report.numbers import format_shape
from explorer.task import QUIET, Task

PATH_TAIL = 240  # characters of a path that are searched: a chain of 100,000 nodes has no short ones


def search_texts(
    graph: ObjectGraph, table: TensorTable | None, tree: DrawnTree, task: Task = QUIET
) -> list[str]:
    """One lower-case text per node of the whole graph."""
    labels = node_labels(graph, tree, np.arange(tree.node_count, dtype=np.int32))
    paths = [""] * tree.node_count
    parent, rows, roles = tree.parent.tolist(), graph.row.tolist(), graph.role.tolist()
    kinds: dict[tuple[int, int, int], str] = {}
    for done, node in enumerate(tree.top_down.tolist()):
        if not done % 16_384:
            task.report(done, tree.node_count, "Preparing the search")
        above = parent[node]
        paths[node] = f"{paths[above]}/{labels[node].lower()}"[-PATH_TAIL:] if above >= 0 else ""
    texts = paths
    for node, row in enumerate(rows):
        known = table is not None and 0 <= row < len(table)
        key = (
            (roles[node], int(table.dtype[row]), int(table.shape_id[row]))
            if known and table
            else (roles[node], -1, -1)
        )
        kind = kinds.get(key)
        if kind is None:
            kind = f" {ROLES[key[0]]}"
            if key[1] >= 0 and table is not None:
                kind += f" {data_type(key[1]).name} {format_shape(table.shapes[key[2]])}"
            kinds[key] = kind
        texts[node] = texts[node] + kind
    return texts


def find_nodes(texts: list[str], tree: DrawnTree, query: str) -> Ints:
    """Ids of nodes whose text has every word of `query`, in drawing order; a word in [ ] may hold spaces."""
    words = query_words(query.lower())
    if not words:
        return np.zeros(0, np.int32)
    found = [all(word in text for word in words) for text in texts]
    order = tree.top_down
    return order[np.array(found, np.bool_)[order]]


def query_words(query: str) -> list[str]:
    """Split at spaces, but keep a shape "[4, 20]" in one piece."""
    words: list[str] = []
    current, depth = "", 0
    for character in query:
        if character == " " and depth == 0:
            if current:
                words.append(current)
            current = ""
            continue
        depth += (character == "[") - (character == "]" and depth > 0)
        current += character
    return [*words, current] if current else words

"""Everything a search in a graph looks at, in columns over its nodes: paths, names, keys, values, classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_tree import DrawnTree, sums_below
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.lazily import cached_property
from explorer.report.graph_fields import Bools, ShapeColumns
from explorer.report.nearest_words import NearestWords
from explorer.report.text_lines import Numbers, TextLines, text_lines
from explorer.task import QUIET, Task

NAME_LIMIT, PATH_LIMIT = 120, 400  # letters that are searched
LETTERS_PER_NODE = 64  # of all paths together: a chain of 100,000 nodes has no short ones
MOST_GIVEN_NAMES = 20_000  # that misspelt words are compared with
LETTERS_LEFT = 32  # of each path where they have more


class GraphIndex:
    """Everything a search looks at, in columns over the n nodes; made and asked on pool threads."""

    def __init__(
        self, graph: ObjectGraph, table: TensorTable | None, tree: DrawnTree, task: Task = QUIET
    ) -> None:
        self.graph, self.table, self.tree = graph, table, tree
        self.count = tree.node_count
        names = _gather_names(graph, tree, task)
        task.report(2, 4, "Preparing the search")
        others, other_names, of = _other_paths(graph, tree, names)
        self.names = tuple(names.distinct)
        self.name_of = np.array(names.number, np.int64)
        lengths = np.array([len(name) for name in names.distinct], np.int64)
        self.paths: TextLines = text_lines(
            [*names.paths, *others], np.concatenate((lengths[self.name_of], lengths[other_names]))
        )
        self.line_node = np.concatenate((np.arange(self.count), of)).astype(np.int64)
        task.report(3, 4, "Preparing the search")
        self.order = _reading_order(tree)  # [n] places
        self.remembered: dict[tuple[object, ...], Numbers] = {}  # of the last words: `graph_words` keeps them
        _ = self.paths.starts, self.paths.letters, self.paths.initials
        task.report(4, 4, "Preparing the search")

    # --- columns ---------------------------------------------------------------------------------

    @cached_property
    def row(self) -> Numbers:
        """int64 [n]: row of the tensor table; -1 for none."""
        rows = self.graph.row.astype(np.int64)
        return np.where((rows >= 0) & (rows < (0 if self.table is None else len(self.table))), rows, -1)

    @cached_property
    def shapes(self) -> ShapeColumns:
        """The distinct shapes."""
        return ShapeColumns(() if self.table is None else self.table.shapes)

    @cached_property
    def keys(self) -> tuple[TextLines, Numbers]:
        """Checkpoint keys and the node of each."""
        nodes = np.flatnonzero(self.row >= 0)
        keys = () if self.table is None else self.table.keys
        return text_lines([_cut(keys[row].lower(), PATH_LIMIT) for row in self.row[nodes].tolist()]), nodes

    @cached_property
    def given_names(self) -> tuple[TextLines, Numbers]:
        """What programs called their variables, where the file tells, and the node of each."""
        graph = self.graph
        full = getattr(graph.attributes, "full_name", None)
        if full is None:
            full = [attribute.full_name for attribute in graph.attributes]
        wanted = [(node, name) for node, name in zip(graph.attribute_node.tolist(), full) if name]
        nodes = np.array([node for node, _ in wanted], np.int64)
        return text_lines([_cut(name.lower(), PATH_LIMIT) for _, name in wanted]), nodes

    @cached_property
    def nearest(self) -> NearestWords:
        """For misspelt words."""
        given, _ = self.given_names
        return NearestWords((*self.names, *map(given.text, range(min(given.count, MOST_GIVEN_NAMES)))))

    @cached_property
    def shared(self) -> Bools:
        """Bool [n]: several nodes point at it."""
        graph = self.graph
        pairs = graph.edge_target.astype(np.int64) * max(self.count, 1) + graph.edge_source
        target = np.unique(pairs) // max(self.count, 1)
        return np.bincount(target, minlength=self.count)[: self.count] > 1

    def by_row(self, values: npt.NDArray[Any], missing: int) -> Numbers:
        """[n] a column of the table as one of nodes."""
        if self.table is None or not len(self.table):
            return np.full(self.count, missing, np.int64)
        return np.where(self.row >= 0, values[self.row], missing).astype(np.int64)


def class_names(graph: ObjectGraph) -> list[str]:
    """The classes that occur, the most frequent first."""
    counts = np.bincount(np.maximum(graph.class_id, 0), minlength=len(graph.classes))
    order = np.argsort(-counts, kind="stable").tolist()
    return [graph.classes[number] for number in order if counts[number] and graph.classes[number]]


@dataclass
class _Names:
    """Texts of all nodes, lower-case."""

    distinct: list[str] = field(default_factory=list)
    number: list[int] = field(default_factory=list)  # [n]
    paths: list[str] = field(default_factory=list)  # [n]


def _gather_names(graph: ObjectGraph, tree: DrawnTree, task: Task) -> _Names:
    """Lower-case names and paths of all nodes, cut to what is searched."""
    names = _Names()
    numbers: dict[str, int] = {}  # by the name as stored
    by_lower: dict[str, int] = {}
    number = [0] * tree.node_count
    paths = [""] * tree.node_count
    longest = PATH_LIMIT if tree.node_count < 10_000 else PATH_LIMIT // 2
    parent, edge, slot = tree.parent.tolist(), tree.edge.tolist(), tree.slot.tolist()
    edge_name, slot_name = graph.edge_name, graph.slot_name
    for done, node in enumerate(tree.top_down.tolist()):
        if not done % 16_384:
            task.report(done, 2 * max(tree.node_count, 1), "Preparing the search")
        if slot[node] >= 0 and slot_name[slot[node]]:
            name = slot_name[slot[node]]
        elif edge[node] >= 0:
            name = edge_name[edge[node]]
        else:
            name = graph.label(node)
        known = numbers.get(name)
        if known is None:
            lower = _cut(name, NAME_LIMIT).lower().replace("\0", " ")
            known = by_lower.setdefault(lower, len(by_lower))
            if known == len(names.distinct):
                names.distinct.append(lower)
            if len(name) <= NAME_LIMIT:  # a dictionary of names of a megabyte would keep their hashes busy
                numbers[name] = known
        number[node] = known
        above = parent[node]
        if above > 0:
            paths[node] = f"{paths[above]}/{names.distinct[known]}"[-longest:]
        else:
            paths[node] = names.distinct[known]
    names.number = number
    names.paths = _within(paths)
    return names


def _reading_order(tree: DrawnTree) -> Numbers:
    """int64 [n]: places of nodes as an outline lists them, each before all that is below it."""
    if not tree.node_count:
        return np.zeros(0, np.int64)
    size = sums_below(tree)[tree.children]
    before = np.cumsum(size) - size  # of all children listed before, those of other parents too
    behind_parent = np.zeros(tree.node_count, np.int64)
    behind_parent[tree.children] = 1 + before - before[tree.first_child[tree.parent[tree.children]]]
    place, parent = behind_parent.tolist(), tree.parent.tolist()
    for node in tree.top_down[1:].tolist():
        place[node] += place[parent[node]]
    return np.array(place, np.int64)


def _within(paths: list[str]) -> list[str]:
    """The ends of paths, as long as all together stay within a bound."""
    total = sum(map(len, paths))
    if total <= max(LETTERS_PER_NODE * len(paths), 1 << 20):
        return paths
    return [path[-LETTERS_LEFT:] for path in paths]


def _other_paths(graph: ObjectGraph, tree: DrawnTree, names: _Names) -> tuple[list[str], Numbers, Numbers]:
    """(paths beside the drawn ones, numbers of their last names, nodes): edges the drawing hangs nothing on."""
    none = np.zeros(0, np.int64)
    drawn = np.zeros(len(graph.edge_source), np.bool_)
    drawn[tree.edge[tree.edge >= 0]] = True
    edges = np.flatnonzero(~drawn)[: 2 * tree.node_count]
    if not len(edges):
        return [], none, none
    by_name = {name: number for number, name in enumerate(names.distinct)}
    paths: list[str] = []
    last: list[int] = []
    for edge, source in zip(edges.tolist(), graph.edge_source[edges].tolist(), strict=True):
        lower = _cut(graph.edge_name[edge], NAME_LIMIT).lower().replace("\0", " ")
        number = by_name.setdefault(lower, len(by_name))
        if number == len(names.distinct):
            names.distinct.append(lower)
        above = names.paths[source] if source else ""
        paths.append((f"{above}/{lower}" if above else lower)[-PATH_LIMIT:])
        last.append(number)
    return (
        _within(paths), np.array(last, np.int64), graph.edge_target[edges].astype(np.int64)
    )  # fmt: skip


def _cut(text: str, limit: int) -> str:
    """The beginning and the end of a long text."""
    return text if len(text) <= limit else f"{text[: limit // 2]}…{text[-(limit // 2) :]}"

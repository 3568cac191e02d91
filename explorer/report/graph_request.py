"""A graph as somebody asks for it in words: which part of it, folded how, in which colours; without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_paths import nodes_at
from explorer.analysis.graph_repeats import Hashes
from explorer.analysis.graph_tree import DrawnTree, drawn_tree
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.errors import ExplorerError
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours import (
    BY_DIFFERENCE,
    BY_DTYPE,
    BY_HEALTH,
    BY_ROLE,
    BY_SIZE,
    BY_VERDICT,
    Categories,
    Colouring,
    bad_values,
    by_difference,
    by_dtype,
    by_role,
    by_size,
    by_verdict,
    colour_drawing,
    with_counts_of_part,
)
from explorer.report.graph_drawing import GraphDrawing, GraphState, draw_graph
from explorer.report.graph_files import category_colours
from explorer.report.graph_folds import unfolded_at
from explorer.report.graph_parts import VISIBLE, WHOLE, GraphPart, selected_part, visible_part, whole_part
from explorer.report.graph_piles import kept_apart
from explorer.report.numbers import display_name
from explorer.report.palette import Palette
from explorer.task import QUIET, PartOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.restoring.report import RestoreReport

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class GraphRequest:
    """What is wanted of a checkpoint's graph."""

    scope: str = VISIBLE  # or WHOLE: every node, one by one
    below: str | None = None  # a path: only that node and what is below it
    query: str = ""  # only what it finds, as the window's search does
    fold: tuple[str, ...] = ()  # paths
    unfold: tuple[str, ...] = ()  # paths
    depth: int | None = None  # levels below the root
    state: GraphState = field(default_factory=GraphState)  # helpers, direction, form
    mode: str = BY_ROLE
    older: Checkpoint | None = None  # for differences and moves
    report: RestoreReport | None = None  # for BY_VERDICT
    tell: Callable[[str], object] = str  # of what had no effect, a sentence each


@dataclass(frozen=True)
class AskedGraph:
    """The answer: the graph with what only the other side has, what was chosen of it, and its categories."""

    request: GraphRequest
    graph: ObjectGraph
    table: TensorTable
    tree: DrawnTree
    ghost: Bools | None  # [n] nodes the checkpoint does not have
    categories: Categories
    root: int
    found: frozenset[int] | None  # what the query found; None without one
    apart: Hashes | None = None  # what keeps equal blocks from being one pile

    @property
    def is_all(self) -> bool:
        """Whether nothing was left out."""
        return not self.root and self.found is None

    def colours(self, part: GraphPart, palette: Palette) -> dict[int, str]:
        """The colour of each node of a part by its own category."""
        return category_colours(part, self.categories, palette)

    def drawing(self, task: Task = QUIET) -> GraphDrawing:
        """What the scope shows, laid out."""
        request = self.request
        state = replace(request.state, root=self.root, kept=self.found)
        if request.scope == WHOLE:
            # The whole is every node, those that lead to no value as well.
            return self._drawn(replace(state, collapsed=frozenset(), show_helpers=True), task)
        drawing = self._drawn(state, task)
        changed = self._folded(drawing)
        if changed == drawing.state:
            return drawing
        return self._drawn(changed, task)

    def _drawn(self, state: GraphState, task: Task) -> GraphDrawing:
        return draw_graph(self.graph, self.table, state, tree=self.tree, task=task, apart=self.apart)

    def part(self, task: Task = QUIET) -> GraphPart:
        """The nodes and edges of the scope; of a query without scope, what it found and the edges among them."""
        if self.request.scope == VISIBLE:
            return visible_part(self.drawing(task))
        if self.is_all:
            return whole_part(self.graph)
        nodes: set[int] = set(range(self.graph.node_count)) if self.found is None else set(self.found)
        if self.root:
            nodes &= {self.root, *self.tree.below(self.root)}
        return selected_part(self.graph, nodes)

    def colouring(self, drawing: GraphDrawing, palette: Palette) -> Colouring:
        """The colours of a drawing, with what is wrong ringed."""
        bad = bad_values(self.table, self.request.report)
        whole = colour_drawing(drawing, self.categories, palette, table=self.table, bad=bad, ghost=self.ghost)
        return with_counts_of_part(whole, drawing, self.categories, palette, self.table)

    def _folded(self, drawing: GraphDrawing) -> GraphState:
        """The drawing's state with the paths unfolded and folded, and no deeper than wished."""
        request, tree = self.request, self.tree
        state = drawing.state
        unfold = nodes_of(self.graph, request.unfold)
        if unfold:
            state, idle = unfolded_at(drawing, unfold)
            for node in idle:
                path = display_name(self.graph.path(node), 200) or "(root)"
                request.tell(f"Nothing is folded at {path}: --unfold changes nothing there.")
        collapsed = set(state.collapsed or ()) | set(nodes_of(self.graph, request.fold))
        if request.depth is not None:
            limit = int(tree.depth[self.root]) + request.depth
            collapsed |= set(np.flatnonzero((tree.depth >= limit) & tree.has_children()).tolist())
        return replace(state, collapsed=frozenset(collapsed - {self.root}))


def ask_graph(checkpoint: Checkpoint, request: GraphRequest, task: Task = QUIET) -> AskedGraph:
    """Read what the request needs.

    Raises:
        ExplorerError: no such path, nothing found, or no other side for these colours.
    """
    graph, table, ghost = checkpoint.graph, checkpoint.table, None
    union = None
    if request.mode == BY_DIFFERENCE and request.older is not None:
        from explorer.analysis.graph_union import union_with_older

        union = union_with_older(request.older, checkpoint, PartOfTask(task, 0, 1, 4))
    elif request.mode == BY_VERDICT and request.report is not None:
        from explorer.analysis.graph_missing import union_with_expected

        union = union_with_expected(checkpoint, request.report)
    if union is not None:
        graph, table, ghost = union.graph, union.table, union.ghost
    if request.mode == BY_ROLE:
        categories = by_role(graph)
    elif request.mode == BY_SIZE:
        categories = by_size(graph, table)
    elif request.mode == BY_DTYPE:
        categories = by_dtype(graph, table)
    elif request.mode == BY_VERDICT:
        categories = by_verdict(graph, table, _given(request.report, "--target"), union)
    elif request.mode == BY_HEALTH:
        categories = _health(checkpoint, graph, task)
    else:
        older = _given(request.older, "--older")
        if request.mode == BY_DIFFERENCE:
            from explorer.analysis.diff import diff_checkpoints

            differences = diff_checkpoints(older, checkpoint, task=PartOfTask(task, 1, 3, 4))
            categories = by_difference(graph, table, differences, union)
        else:
            categories = _moves(older, checkpoint, graph, task)
    tree = drawn_tree(graph)
    root = 0 if not request.below else nodes_of(graph, (request.below,))[0]
    found = None
    if request.query:
        found = _found(graph, table, tree, request.query, task)
    return AskedGraph(
        request, graph, table, tree, ghost, categories, root, found, kept_apart(union, categories)
    )


def nodes_of(graph: ObjectGraph, paths: Iterable[str]) -> list[int]:
    """The nodes of some paths, as the graph and `--format json` tell them."""
    wanted = [path.strip("/") for path in paths]
    known = nodes_at(graph, wanted)
    for path in wanted:
        if path not in known:
            raise ExplorerError(
                "the graph has no node of that path",
                hint="Paths are those of `ckptx graph --format json`; --select finds parts of them.",
                node=path,
            )
    return [known[path] for path in wanted]


def _found(graph: ObjectGraph, table: TensorTable, tree: DrawnTree, query: str, task: Task) -> frozenset[int]:
    from explorer.report.graph_search import GraphIndex, find_nodes

    found = find_nodes(GraphIndex(graph, table, tree, task=task), query)
    if found.problem:
        raise ExplorerError(found.problem, query=query)
    if not len(found.nodes) or found.note:  # the nearest are for somebody who looks, not for a script
        raise ExplorerError("nothing in the graph matches", hint=found.note, query=query)
    return frozenset(found.nodes.tolist())


def _given(side, option: str):  # type: ignore[no-untyped-def]
    if side is None:
        raise ExplorerError("these colours need another side", hint=f"Name it with {option}.")
    return side


def _moves(older: Checkpoint, newer: Checkpoint, graph: ObjectGraph, task: Task) -> Categories:
    from explorer.analysis.updates import changes_between
    from explorer.report.graph_colours.updates import by_move

    changes = dict(changes_between(older, newer, newer.table.keys, task=task))
    return by_move(graph, newer.table, changes)


def _health(checkpoint: Checkpoint, graph: ObjectGraph, task: Task) -> Categories:
    from explorer.report.graph_colours.stored_health import stored_health
    from explorer.report.graph_colours.updates import by_health

    table = checkpoint.table
    sizes = [max(int(size), 0) + 1 for size in table.size_bytes.tolist()]
    total, done = sum(sizes), 0
    health: dict[str, int] = {}
    for key, size in zip(table.keys, sizes):
        health[key] = stored_health(checkpoint, key, PartOfTask(task, done, size, total))
        done += size
    return by_health(graph, table, health)

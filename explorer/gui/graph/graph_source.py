"""The questions the graph view asks on pool threads: read the graph, draw it, colour it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QFont, QFontMetricsF

from explorer.analysis.graph_measure import TextMeasure, text_measure
from explorer.analysis.graph_tree import DrawnTree, drawn_tree
from explorer.analysis.graph_union import GraphUnion, union_with_older
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.gui.graph.colour_wish import (
    NO_UNION,
    WITH_MISSING,
    ColourWish,
    apart_in,
    colour_scene,
    is_same_apart,
    is_side,
    shown_only,
)
from explorer.gui.graph.scene import GraphScene
from explorer.gui.theme import ui_font
from explorer.report.graph_drawing import DETAIL_PX, NAME_PX, Fonts, GraphDrawing, GraphState, draw_graph
from explorer.report.graph_steps import for_another_graph
from explorer.report.palette import Palette
from explorer.task import QUIET, Task

if TYPE_CHECKING:  # what a restore needs takes longer to import than a graph to be drawn
    from explorer.analysis.restoring.report import RestoreReport


@dataclass(frozen=True, eq=False)
class LoadedGraph:
    """One checkpoint's graph with its tree; `structure` is equal for steps whose graphs look alike.

    With a `union` the graph also holds, behind its own nodes, those that only the older step or the target has.
    """

    checkpoint: Checkpoint
    graph: ObjectGraph
    tree: DrawnTree
    structure: bytes
    union: GraphUnion | None = None
    union_of: object = None  # the older checkpoint, or the report, that `union` was made with
    base: LoadedGraph | None = None  # without the union
    categories: dict[str, tuple[object, object]] = field(default_factory=dict)  # by mode: see colour_wish

    @property
    def table(self) -> TensorTable:
        """What the rows of `graph` refer to."""
        return self.checkpoint.table if self.union is None else self.union.table

    @property
    def own_count(self) -> int:
        """How many nodes the checkpoint itself has: those before the ghosts."""
        return self.graph.node_count if self.union is None else self.union.first_ghost

    def key(self, node: int) -> str:
        """The key of a node's value in the checkpoint; "" for none, and for ghosts."""
        row = int(self.graph.row[node]) if 0 <= node < self.own_count else -1
        return self.checkpoint.table.keys[row] if 0 <= row < len(self.checkpoint.table) else ""

    def told_key(self, node: int) -> str:
        """The key of a node's value, of a ghost that on the side which has it; "" for none."""
        row = int(self.graph.row[node]) if 0 <= node < self.graph.node_count else -1
        return self.table.keys[row] if 0 <= row < len(self.table) else ""


def measured_fonts() -> Fonts:
    """Advances of the window's fonts; ask on the GUI thread."""
    return Fonts(_measure(NAME_PX, True), _measure(DETAIL_PX, False), _measure(DETAIL_PX, False))


def _measure(px: int, bold: bool) -> TextMeasure:
    font = ui_font(px, bold=bold)
    font.setPixelSize(px)  # a drawing's own size: large texts come by the zoom
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    return text_measure([metrics.horizontalAdvance(chr(code)) for code in range(32, 127)], px)


def load_graph(checkpoint: Checkpoint, task: Task = QUIET) -> LoadedGraph:
    """Read the graph of a checkpoint and choose drawing parents."""
    graph = checkpoint.graph
    task.report(0, 1, "Reading the object graph")
    digest = hashlib.blake2b(digest_size=16)
    for column in (graph.edge_source, graph.edge_target, graph.slot_node, graph.slot_variable, graph.role):
        digest.update(np.ascontiguousarray(column).tobytes())
    digest.update("\0".join(graph.edge_name).encode("utf-8", "surrogatepass"))
    return LoadedGraph(checkpoint, graph, drawn_tree(graph), digest.digest())


def with_union(loaded: LoadedGraph, wish: ColourWish, task: Task = QUIET) -> LoadedGraph:
    """The loaded graph joined with what the wish asks for, or without any; the same object if that is what it is."""
    if loaded.union_of is wish.union_of:
        return loaded
    base = loaded.base or loaded
    if wish.union == NO_UNION:
        return base
    union = (
        _missing(base.checkpoint, wish.union_of)  # type: ignore[arg-type]
        if wish.union == WITH_MISSING
        else union_with_older(wish.union_of, base.checkpoint, task)  # type: ignore[arg-type]
    )
    # Without ghosts the tree is the same: nothing moves.
    tree = drawn_tree(union.graph) if union.first_ghost < union.graph.node_count else base.tree
    graph = union.graph if tree is not base.tree else base.graph
    return LoadedGraph(base.checkpoint, graph, tree, base.structure, union, wish.union_of, base)


def _missing(checkpoint: Checkpoint, report: RestoreReport) -> GraphUnion:
    from explorer.analysis.graph_missing import union_with_expected

    return union_with_expected(checkpoint, report)


def load_scene(
    checkpoint: Checkpoint, known: LoadedGraph | None, state: GraphState, fonts: Fonts, wish: ColourWish,
    palette: Palette, before: GraphDrawing | None = None, task: Task = QUIET,
) -> tuple[LoadedGraph, GraphScene]:  # fmt: skip
    """Everything for a new checkpoint; the reader's folding holds while the structure is the same."""
    loaded = load_graph(checkpoint, task)
    if known is None or known.structure != loaded.structure:
        state, before = for_another_graph(state), None
    return loaded, draw_scene(loaded, state, fonts, wish, palette, before, task)


def join_scene(
    loaded: LoadedGraph, state: GraphState, fonts: Fonts, wish: ColourWish, palette: Palette,
    before: GraphDrawing | None = None, task: Task = QUIET,
) -> tuple[LoadedGraph, GraphScene]:  # fmt: skip
    """The same checkpoint with other ghosts, or without; nodes of the checkpoint keep their numbers."""
    joined = with_union(loaded, wish, task)
    common = min(joined.graph.node_count, loaded.own_count)
    return joined, draw_scene(joined, _within(state, common), fonts, wish, palette, before, task)


def _within(state: GraphState, count: int) -> GraphState:
    """The state without nodes that are not there."""

    def kept(nodes: frozenset[int] | None) -> frozenset[int] | None:
        return None if nodes is None else frozenset(node for node in nodes if node < count)

    return replace(
        state,
        collapsed=kept(state.collapsed),
        opened=kept(state.opened) or frozenset(),
        root=state.root if state.root < count else 0,
        kept=kept(state.kept),
    )


def draw_scene(
    loaded: LoadedGraph,
    state: GraphState,
    fonts: Fonts,
    wish: ColourWish,
    palette: Palette,
    before: GraphDrawing | None = None,
    task: Task = QUIET,
) -> GraphScene:
    """Lay out and colour; what the legend filters out is not laid out, what was there `before` keeps its place."""
    state = _within(state, loaded.graph.node_count)  # a step taken back may be of another union
    kept = shown_only(loaded, state, wish)
    drawing = draw_graph(
        loaded.graph, loaded.table, replace(state, kept=kept), fonts, loaded.tree, task, before,
        apart_in(loaded, wish),
    )  # fmt: skip
    if kept is not state.kept:  # the reader's own choice of nodes, for when the filter ends
        drawing = replace(drawing, state=replace(drawing.state, kept=state.kept))
    return colour_scene(loaded, drawing, wish, palette, task)


def recolour_scene(
    loaded: LoadedGraph,
    drawing: GraphDrawing,
    fonts: Fonts,
    wish: ColourWish,
    palette: Palette,
    task: Task = QUIET,
) -> GraphScene:
    """Other colours of the same picture; laid out anew only where they tell blocks of a pile apart, or a pair begins or ends."""
    is_told = drawing.is_side == is_side(loaded, wish)
    if is_told and is_same_apart(drawing.apart, apart_in(loaded, wish)):
        return colour_scene(loaded, drawing, wish, palette, task)
    return draw_scene(loaded, drawing.state, fonts, wish, palette, drawing, task)

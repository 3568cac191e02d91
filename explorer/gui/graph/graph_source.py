"""The questions the graph view asks on pool threads: read the graph, draw it, colour it, prepare the search."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QFont, QFontMetricsF

from explorer.analysis.graph_measure import TextMeasure, text_measure
from explorer.analysis.graph_tree import DrawnTree, drawn_tree
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.gui.graph.scene import GraphScene, make_scene
from explorer.gui.theme import ui_font
from explorer.report.graph_colours import (
    BY_DIFFERENCE,
    BY_HEALTH,
    BY_MOVE,
    BY_ROLE,
    BY_SIZE,
    BY_VERDICT,
    Colouring,
    bad_rows,
    colour_by_difference,
    colour_by_role,
    colour_by_size,
    colour_by_verdict,
)
from explorer.report.graph_drawing import DETAIL_PX, NAME_PX, Fonts, GraphDrawing, GraphState, draw_graph
from explorer.report.graph_search import search_texts
from explorer.report.graph_update_colours import colour_by_health, colour_by_move
from explorer.report.palette import Palette
from explorer.task import QUIET, Task

if TYPE_CHECKING:  # what a restore needs takes longer to import than a graph to be drawn
    from explorer.analysis.restoring.report import RestoreReport


@dataclass(frozen=True)
class LoadedGraph:
    """One checkpoint's graph with its tree; `structure` is equal for steps whose graphs look alike."""

    checkpoint: Checkpoint
    graph: ObjectGraph
    tree: DrawnTree
    structure: bytes


@dataclass(frozen=True)
class ColourWish:
    """What the colours should say, and what is known for it."""

    mode: str = BY_ROLE
    answer: Any = None  # differences, changes or health, as the mode asks for; see colour_answers
    report: RestoreReport | None = None
    hidden: frozenset[int] = frozenset()


def measured_fonts() -> Fonts:
    """Advances of the window's fonts; ask on the GUI thread."""
    return Fonts(_measure(NAME_PX, True), _measure(DETAIL_PX, False), _measure(DETAIL_PX, False))


def _measure(px: int, bold: bool) -> TextMeasure:
    font = ui_font(px, bold=bold)
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


def load_scene(
    checkpoint: Checkpoint, known: LoadedGraph | None, state: GraphState, fonts: Fonts, wish: ColourWish,
    palette: Palette, task: Task = QUIET,
) -> tuple[LoadedGraph, GraphScene]:  # fmt: skip
    """Everything for a new checkpoint; the reader's folding holds while the structure is the same."""
    loaded = load_graph(checkpoint, task)
    if known is None or known.structure != loaded.structure:
        state = replace(state, collapsed=None)
    return loaded, draw_scene(loaded, state, fonts, wish, palette, task)


def draw_scene(
    loaded: LoadedGraph,
    state: GraphState,
    fonts: Fonts,
    wish: ColourWish,
    palette: Palette,
    task: Task = QUIET,
) -> GraphScene:
    """Lay out and colour."""
    drawing = draw_graph(loaded.graph, loaded.checkpoint.table, state, fonts, loaded.tree, task)
    return colour_scene(loaded, drawing, wish, palette, task)


def colour_scene(
    loaded: LoadedGraph, drawing: GraphDrawing, wish: ColourWish, palette: Palette, task: Task = QUIET
) -> GraphScene:
    """Colour a drawing that is there already."""
    task.report(0, 1, "Colouring the graph")
    colouring = _colouring(loaded, drawing, wish, palette)
    # Categories are switched off in one mode only.
    return make_scene(
        drawing, colouring, palette, wish.hidden if colouring.mode == wish.mode else frozenset()
    )


def _colouring(loaded: LoadedGraph, drawing: GraphDrawing, wish: ColourWish, palette: Palette) -> Colouring:
    table = loaded.checkpoint.table
    bad = bad_rows(table, wish.report)
    if wish.mode == BY_SIZE:
        return colour_by_size(drawing, table, palette, bad)
    if wish.mode == BY_DIFFERENCE and wish.answer is not None:
        return colour_by_difference(drawing, table, wish.answer, palette, bad)
    if wish.mode == BY_MOVE and wish.answer is not None:
        return colour_by_move(drawing, table, wish.answer, palette, bad)
    if wish.mode == BY_HEALTH and wish.answer is not None:
        return colour_by_health(drawing, table, wish.answer, palette, bad)
    if wish.mode == BY_VERDICT and wish.report is not None:
        return colour_by_verdict(drawing, table, wish.report, palette, bad)
    return colour_by_role(drawing, palette, bad)


def prepare_search(loaded: LoadedGraph, task: Task = QUIET) -> list[str]:
    """What the search looks at, a text a node."""
    return search_texts(loaded.graph, loaded.checkpoint.table, loaded.tree, task)

"""What the reader wants the colours to say, and the scene that says it: worked out on pool threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.graph_repeats import Hashes
from explorer.gui.graph.scene import GraphScene, make_scene
from explorer.report.graph_colours import (
    BY_DIFFERENCE,
    BY_DTYPE,
    BY_HEALTH,
    BY_MOVE,
    BY_ROLE,
    BY_SIZE,
    BY_VERDICT,
    Categories,
    Codes,
    bad_values,
    by_difference,
    by_dtype,
    by_role,
    by_size,
    by_verdict,
    colour_drawing,
)
from explorer.report.graph_colours.updates import by_health, by_move
from explorer.report.graph_drawing import GraphDrawing, GraphState
from explorer.report.graph_piles import kept_apart
from explorer.report.graph_sides import as_newer
from explorer.report.palette import Palette
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.restoring.report import RestoreReport
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.graph.graph_source import LoadedGraph

NO_UNION, WITH_OLDER, WITH_MISSING = "", "older", "missing"
OF_THE_NEWER = (BY_VERDICT, BY_HEALTH)  # say nothing of an older step


@dataclass(frozen=True)
class ColourWish:
    """What the colours should say, and what is known for it."""

    mode: str = BY_ROLE
    answer: Any = None  # differences, changes or health, as the mode asks for; see colour_answers
    report: RestoreReport | None = None
    hidden: frozenset[str] = frozenset()  # names of categories switched off in the legend
    is_dimming: bool = False  # they step back, instead of leaving the drawing
    has_letters: bool = False  # roles as letters inside the nodes
    union: str = NO_UNION
    union_of: Checkpoint | RestoreReport | None = None
    older: Checkpoint | None = None  # on the left of a pair; None: no pair

    @property
    def filtered(self) -> frozenset[str]:
        """Names of categories that are not laid out."""
        return frozenset() if self.is_dimming else self.hidden


def categories_of(loaded: LoadedGraph, wish: ColourWish) -> Categories:
    """The category of every node, kept with the graph until another answer comes."""
    answer = wish.report if wish.mode == BY_VERDICT else wish.answer
    return kept_answer(loaded, wish.mode, answer, lambda: _categories(loaded, wish))


def kept_answer(loaded: LoadedGraph, question: str, answer: object, compute: Callable[[], Any]) -> Any:
    """What was worked out for a graph and an answer, once: `answer` is compared by identity."""
    known = loaded.categories.get(question)
    if known is None or known[0] is not answer:
        known = loaded.categories[question] = (answer, compute())
    return known[1]


def _categories(loaded: LoadedGraph, wish: ColourWish) -> Categories:
    graph, table = loaded.graph, loaded.checkpoint.table
    union = loaded.union if loaded.union_of is wish.union_of else None
    if wish.mode == BY_SIZE:
        return by_size(graph, loaded.table)
    if wish.mode == BY_DTYPE:
        return by_dtype(graph, loaded.table)
    if wish.mode == BY_DIFFERENCE and wish.answer is not None:
        return by_difference(graph, table, wish.answer, union)
    if wish.mode == BY_MOVE and wish.answer is not None:
        return by_move(graph, table, wish.answer)
    if wish.mode == BY_HEALTH and wish.answer is not None:
        return by_health(graph, table, wish.answer)
    if wish.mode == BY_VERDICT and wish.report is not None:
        return by_verdict(graph, table, wish.report, union)
    return by_role(graph)


def apart_in(loaded: LoadedGraph, wish: ColourWish) -> Hashes | None:
    """What keeps equal blocks from being one pile, kept with the graph."""
    union = loaded.union if loaded.union_of is wish.union_of else None
    if wish.mode != BY_VERDICT and union is None:
        return None
    categories = categories_of(loaded, wish)
    found: Hashes | None = kept_answer(loaded, "apart", categories, lambda: kept_apart(union, categories))
    return found


def is_side(loaded: LoadedGraph, wish: ColourWish) -> bool:
    """Whether the picture is to tell of the newer of two graphs only, as the older one stands beside it."""
    return wish.older is not None and loaded.union is not None and loaded.union_of is wish.older


def is_same_apart(one: Hashes | None, other: Hashes | None) -> bool:
    """Whether both keep the same blocks apart, as far as comparing numbers tells."""
    if one is None or other is None:
        return one is other
    return one is other or bool(np.array_equal(one, other))


def shown_only(loaded: LoadedGraph, state: GraphState, wish: ColourWish) -> frozenset[int] | None:
    """The nodes a filtered drawing keeps: those with a category that is not switched off, of the reader's own choice."""
    if not wish.filtered:
        return state.kept
    categories = categories_of(loaded, wish)
    code, off = categories.code, list(categories.codes(wish.filtered))
    kept = frozenset(np.flatnonzero((code >= 0) & ~np.isin(code, off)).tolist())
    return kept if state.kept is None else kept & state.kept


def colour_scene(
    loaded: LoadedGraph, drawing: GraphDrawing, wish: ColourWish, palette: Palette, task: Task = QUIET
) -> GraphScene:
    """Colour a drawing that is there already."""
    task.report(0, 1, "Colouring the graph")
    ghost = None if loaded.union is None else loaded.union.ghost[: loaded.graph.node_count]
    categories = categories_of(loaded, wish)
    if loaded.union is not None and is_side(loaded, wish) and not drawing.is_side:
        drawing = as_newer(drawing, loaded.table, loaded.union.first_ghost)
    hidden = categories.codes(wish.hidden)
    colouring = colour_drawing(
        drawing,
        categories,
        palette,
        table=loaded.table,
        bad=_bad(loaded, wish),
        ghost=ghost,
        hidden=hidden,
        filtered=wish.filtered,
        has_letters=wish.has_letters,
    )
    missing = ghost if wish.older is not None else None
    absent = missing[drawing.layout.node] if missing is not None else None
    return make_scene(drawing, colouring, palette, hidden, absent, missing)


def _bad(loaded: LoadedGraph, wish: ColourWish) -> Codes:
    table = loaded.checkpoint.table
    found: Codes = kept_answer(loaded, "bad values", wish.report, lambda: bad_values(table, wish.report))
    return found

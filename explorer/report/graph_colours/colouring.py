"""The colours of one drawing: a category per visible node, what folded nodes hide, rings, marks and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.formats.tensor_table import TensorTable
from explorer.lazily import KeptWith
from explorer.report.graph_colours.categories import by_role
from explorer.report.graph_colours.comparing import VERDICTS
from explorer.report.graph_colours.inside import Inside, look_inside
from explorer.report.graph_colours.kinds import BY_ROLE, Categories, Codes, Kind, codes_of_rows
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.graph_steps import is_partial
from explorer.report.numbers import format_count, format_counted
from explorer.report.palette import DIFFERENCE_MARK, ROLE_SHAPE, VERDICT_MARK, VERDICT_OF_MARK, Palette

Bools = npt.NDArray[np.bool_]

HOLLOW = "hollow "  # before a shape's name: drawn as a dotted outline
_SHAPES = tuple(ROLE_SHAPE[name] for name in ROLES)
_ALL_SHAPES = _SHAPES + tuple(HOLLOW + shape for shape in _SHAPES)
_BAD_MARKS = tuple(VERDICT_MARK[name] for name in VERDICTS)

_Totals = tuple[TensorTable | None, list[int], list[int], list[int], list[int]]
# With the categories, which are of one graph; by the table's id, and with the table, so that none other takes it.
_TOTALS: KeptWith[_Totals] = KeptWith()


@dataclass(frozen=True, slots=True)
class Words(Sequence[str]):
    """One of a few words for each visible node, kept as codes: no string per node. -1 is no word."""

    words: tuple[str, ...]
    codes: npt.NDArray[np.integer]  # [m]

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> Words: ...
    def __getitem__(self, position: int | slice) -> str | Words:
        if isinstance(position, slice):
            return Words(self.words, self.codes[position])
        code = int(self.codes[position])
        return self.words[code] if code >= 0 else ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend. `shape` is a shape of the palette; `mark` a letter or sign beside the colour.

    Counts are of the whole graph, also of what is folded away: of nodes, `object_count` of those that hold no
    value, so that the others are tensors; `value_count` are elements.
    """

    name: str
    colour: str
    shape: str
    mark: str
    count: int
    value_count: int = 0
    size_bytes: int = 0
    is_ghost: bool = False  # drawn hollow
    object_count: int = 0

    @property
    def counted(self) -> str:
        """ "48 tensors + 10 objects"."""
        return tensors_and_objects(self.count - self.object_count, self.object_count)


@dataclass(frozen=True, eq=False)
class Colouring:
    """Columns over the m visible nodes; categories are the legend's entries, -1 is "carries no value" (quiet)."""

    mode: str
    code: Codes  # [m]
    entries: tuple[LegendEntry, ...]  # all categories, also those that do not occur
    shape: (
        Words  # [m] the role's shape stays whatever the colours mean; hollow for what the checkpoint has not
    )
    mark: Words  # [m] written inside the node, says the same as its colour; "" where a ring's mark says it
    ring: Bools  # [m] something to look at: a value that cannot be restored or trusted, is NaN, or stayed the same
    ring_mark: Words  # [m]
    quiet: str  # colour of nodes without a category
    inside: Inside  # what folded nodes hide
    filtered: frozenset[str] = (
        frozenset()
    )  # names of categories left out of the drawing, but for what leads to others

    def said(self, position: int) -> str:
        """A node's category in words, of a folded one with its share; "" where the role says it all."""
        code = int(self.code[position])
        if code < 0 or self.mode == BY_ROLE:
            return ""
        return self.share(position) or self.entries[code].name

    def share(self, position: int) -> str:
        """Of a folded node "3 of 24 tensors changed", "48 of 96 tensors and 10 objects added"; "" for others."""
        code, inside = int(self.code[position]), self.inside
        if code < 0 or not inside.total[position]:
            return ""
        tensors = int(inside.alike_tensors[position])
        objects = int(inside.alike[position]) - tensors
        name = self.entries[code].name
        if not tensors:
            return f"{format_counted(objects, 'object')}: {name}"
        further = f" and {format_counted(objects, 'object')}" if objects else ""
        whole = format_counted(int(inside.tensors[position]), "tensor")
        return f"{format_count(tensors)} of {whole}{further} {name}"


def colour_by_role(drawing: GraphDrawing, palette: Palette) -> Colouring:
    """TensorFlow's colours: optimizers red, variables blue, slots orange, the rest black or quiet."""
    return colour_drawing(drawing, by_role(drawing.graph), palette)


def colour_drawing(
    drawing: GraphDrawing,
    categories: Categories,
    palette: Palette,
    *,
    table: TensorTable | None = None,
    bad: Codes | None = None,
    ghost: Bools | None = None,
    hidden: frozenset[int] = frozenset(),
    filtered: frozenset[str] = frozenset(),
    has_letters: bool = False,
) -> Colouring:
    """The colouring of what is visible.

    Args:
        drawing: what is to be coloured.
        categories: of all nodes of its graph.
        palette: the theme.
        table: to count values and bytes for the legend.
        bad: int8 [rows], see `bad_values`.
        ghost: bool [n], nodes that the checkpoint does not have.
        hidden: categories switched off in the legend: folded nodes do not speak of them.
        filtered: names of those the drawing was made without.
        has_letters: whether roles are written inside their nodes; the marks of other modes always are.
    """
    graph, nodes = drawing.graph, drawing.layout.node
    inside = look_inside(drawing, categories, hidden)
    entries = _legend(drawing, categories, palette, table)
    shape = graph.role[nodes].astype(np.int8)
    if ghost is not None:
        shape += np.int8(len(_SHAPES)) * ghost[nodes]
    ring_code = np.full(drawing.count, -1, np.int8)
    kinds = categories.kinds
    is_ringed = np.array([kind.is_ringed for kind in kinds] + [False], np.bool_)[inside.code]
    ring_code[is_ringed] = inside.code[is_ringed] + len(_BAD_MARKS)
    if bad is not None and (bad >= 0).any():
        wrong = Categories("", (), codes_of_rows(graph.row, bad))
        worst = look_inside(drawing, wrong, frozenset(), kind_count=len(VERDICTS)).code
        ring_code = np.where(worst >= 0, worst, ring_code).astype(np.int8)
    ring = ring_code >= 0
    marks = np.where(ring, -1, inside.code).astype(np.int8)
    if categories.mode == BY_ROLE and not has_letters:
        marks = np.full_like(marks, -1)
    letters = tuple(kind.mark for kind in kinds)
    return Colouring(
        mode=categories.mode,
        code=inside.code,
        entries=entries,
        shape=Words(_ALL_SHAPES, shape),
        mark=Words(letters, marks),
        ring=ring,
        ring_mark=Words(_BAD_MARKS + letters, ring_code),
        quiet=palette.muted if categories.mode == BY_ROLE else palette.as_mark(palette.border),
        inside=inside,
        filtered=filtered,
    )


def tensors_and_objects(tensors: int, objects: int) -> str:
    """ "48 tensors + 10 objects"; never one number of both."""
    parts = [format_counted(tensors, "tensor")] if tensors or not objects else []
    return " + ".join([*parts, format_counted(objects, "object")] if objects else parts)


def ring_colour(palette: Palette, mark: str) -> str:
    """Colour of the ring that carries a mark: quiet around what stayed the same, a verdict's around the rest."""
    if mark == DIFFERENCE_MARK["same"]:
        return palette.as_mark(palette.muted)
    return palette.verdict(VERDICT_OF_MARK.get(mark, "shape differs"))


def _legend(
    drawing: GraphDrawing, categories: Categories, palette: Palette, table: TensorTable | None
) -> tuple[LegendEntry, ...]:
    kinds, shows_helpers = categories.kinds, drawing.state.show_helpers
    totals = _TOTALS.get(
        categories,
        (shows_helpers, id(table)),
        lambda: _totals(drawing.graph, categories, shows_helpers, table),
    )
    return _entries(kinds, palette, totals)


def with_counts_of_part(
    colouring: Colouring,
    drawing: GraphDrawing,
    categories: Categories,
    palette: Palette,
    table: TensorTable | None = None,
) -> Colouring:
    """For a picture of a part of a graph: its legend counts that part, folded or not, and nothing else."""
    if not is_partial(drawing.state):
        return colouring
    shown: Bools = drawing.hidden_in >= 0
    totals = _totals(drawing.graph, categories, drawing.state.show_helpers, table, shown)
    return replace(colouring, entries=_entries(categories.kinds, palette, totals))


def _entries(kinds: tuple[Kind, ...], palette: Palette, totals: _Totals) -> tuple[LegendEntry, ...]:
    _, counts, objects, values, sizes = totals
    return tuple(
        LegendEntry(
            kind.name, kind.paint(palette), kind.shape, kind.mark, count, value, size, kind.is_ghost, without
        )
        for kind, count, without, value, size in zip(kinds, counts, objects, values, sizes, strict=True)
    )


def _totals(
    graph: ObjectGraph,
    categories: Categories,
    shows_helpers: bool,
    table: TensorTable | None,
    part: Bools | None = None,
) -> _Totals:
    """The table, and of each category the nodes, those without a value, values and bytes; folded or not.

    Of the whole graph, or of a `part` (bool [n]).
    """
    code, kind_count = categories.code, len(categories.kinds)
    counted = code >= 0 if part is None else (code >= 0) & part
    if not shows_helpers:
        counted = counted & ~graph.is_helper
    chosen = code[counted]
    counts = np.bincount(chosen, minlength=kind_count).tolist()
    objects = np.bincount(chosen[graph.row[counted] < 0], minlength=kind_count).tolist()
    values = sizes = [0] * kind_count
    if table is not None and len(table):
        row = graph.row[counted].astype(np.int64)
        has_row = (row >= 0) & (row < len(table))
        # A tensor that several nodes share counts once.
        once = np.unique(chosen[has_row] * np.int64(len(table)) + row[has_row])
        kind_of, row = np.divmod(once, np.int64(len(table)))
        values = _sums(kind_of, table.element_count[row], kind_count)
        sizes = _sums(kind_of, table.size_bytes[row], kind_count)
    return table, counts, objects, values, sizes


def _sums(code: npt.NDArray[np.int64], amount: npt.NDArray[np.int64], count: int) -> list[int]:
    return [int(total) for total in np.bincount(code, np.maximum(amount, 0), minlength=count).tolist()]

"""Categories a checkpoint tells by itself: roles, sizes, dtypes, and values that cannot be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours.comparing import VERDICTS
from explorer.report.graph_colours.kinds import (
    BY_DTYPE,
    BY_ROLE,
    BY_SIZE,
    Categories,
    Codes,
    Kind,
    codes_of_rows,
    ramp,
)
from explorer.report.palette import ROLE_LETTER, ROLE_SHAPE, dtype_mark

if TYPE_CHECKING:  # what a restore needs takes longer to import than a graph to be drawn
    from explorer.analysis.restoring.report import RestoreReport

INCOMPATIBLE = frozenset({"shape differs", "dtype differs", "wrong value silently", "damaged"})
MOST_DTYPES = 120  # categories are int8; more numbers than this only a hostile file invents
_SIZES = (
    (1 << 10, "below 1 KiB"),
    (1 << 16, "below 64 KiB"),
    (1 << 20, "below 1 MiB"),
    (1 << 24, "below 16 MiB"),
)
_ROLE_KINDS = tuple(
    Kind(name, ROLE_LETTER[name], lambda palette, name=name: palette.role(name), ROLE_SHAPE[name])  # type: ignore[misc]
    for name in ROLES
)


def by_role(graph: ObjectGraph) -> Categories:
    """TensorFlow's colours: optimizers red, variables blue, slots orange, the rest black or quiet."""
    return Categories(BY_ROLE, _ROLE_KINDS, graph.role.astype(np.int8), shows_inside=False)


def by_size(graph: ObjectGraph, table: TensorTable) -> Categories:
    """Stored bytes of each value, in five steps; a folded node shows the largest inside."""
    steps = np.searchsorted([limit for limit, _ in _SIZES], table.size_bytes, "right").astype(np.int8)
    names = [name for _, name in _SIZES] + ["16 MiB and more"]
    return Categories(BY_SIZE, ramp(names), codes_of_rows(graph.row, steps))


def by_dtype(graph: ObjectGraph, table: TensorTable) -> Categories:
    """The dtype of each value; a folded node shows the rarest inside, for that is what one looks for."""
    numbers, place, counts = np.unique(table.dtype, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    codes = np.minimum(rank[place.reshape(-1)], MOST_DTYPES).astype(np.int8)
    names = [data_type(int(numbers[i])).name for i in order[: MOST_DTYPES + 1]]
    if len(order) > len(names):
        names[-1] = "other dtypes"
    kinds = tuple(
        Kind(name, dtype_mark(name), lambda palette, name=name: palette.dtype(name))  # type: ignore[misc]
        for name in names
    )
    return Categories(BY_DTYPE, kinds, codes_of_rows(graph.row, codes))


def bad_values(table: TensorTable, report: RestoreReport | None) -> Codes:
    """Int8 [rows]: the verdict on values that cannot be restored as the target wants, or not be trusted; else -1."""
    found = np.full(len(table), -1, np.int8)
    rank = {name: code for code, name in enumerate(VERDICTS)}
    for row in table.problems:
        if 0 <= row < len(found):
            found[row] = rank["damaged"]
    if report is not None:
        for verdict in report.rows:
            if verdict.verdict in INCOMPATIBLE:
                row = verdict.row if verdict.row >= 0 else table.find(verdict.key)
                if 0 <= row < len(found):
                    found[row] = rank[verdict.verdict]
    return found

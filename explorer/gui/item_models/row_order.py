"""Ranks of a column's values, by which its rows are sorted: natural for texts, missing values last.

Ranks are computed once a column, for big tables on a worker thread. The work is cut into pieces of a
few milliseconds: a single call of `sorted` over 200,000 texts would hold the interpreter, and with
it the window, for a quarter of a second.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.natural_sort import natural_key
from explorer.task import QUIET, Task, breathing

PIECE = 1024
MISSING = -1
MOST_EXACT = 1 << 53  # of the integers that float64 tells apart
_NUMBERS = frozenset((int, float, type(None)))
Ranks = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Coded:
    """A column of few distinct values: row i holds `distinct[codes[i]]`."""

    distinct: Sequence[object]
    codes: npt.NDArray[np.integer]

    @classmethod
    def of(cls, values: Iterable[object], count: int) -> Coded:
        """The column of `count` hashable values."""
        number_of: dict[object, int] = {}
        codes = np.fromiter(
            (number_of.setdefault(value, len(number_of)) for value in breathing(values)), np.int32, count
        )
        return cls(tuple(number_of), codes)


def ranks_of(values: Sequence[object] | npt.NDArray[np.generic] | Coded, task: Task = QUIET) -> Ranks:
    """int32 [n]: the rank of each value; equal values share one, None (and NaN) is `MISSING`.

    Texts rank naturally (`layer_2` before `layer_10`), numbers by size, tuples element by element.
    """
    if isinstance(values, np.ndarray):
        return _number_ranks(values)
    if isinstance(values, Coded):
        return ranks_of(values.distinct, task)[values.codes] if len(values.codes) else np.empty(0, np.int32)
    if (numbers := _as_numbers(values, task)) is not None:
        return _number_ranks(numbers)
    distinct: dict[object, None] = {}
    for start in range(0, len(values), PIECE):
        task.report(start, len(values), "Sorting")
        distinct.update(dict.fromkeys(values[start : start + PIECE]))
    distinct.pop(None, None)
    keys = {value: natural_key(value) if isinstance(value, str) else value for value in breathing(distinct)}
    keys = {value: key for value, key in keys.items() if key == key}  # NaN equals nothing
    ordered = sorted_in_pieces(keys.values(), task)
    rank_of_key: dict[object, int] = {}
    for key in breathing(ordered):
        rank_of_key.setdefault(key, len(rank_of_key))
    rank_of = {value: rank_of_key[key] for value, key in breathing(keys.items())}
    return np.fromiter((rank_of.get(value, MISSING) for value in breathing(values)), np.int32, len(values))


def sorted_in_pieces(items: Iterable[object], task: Task = QUIET) -> Iterable[object]:
    """`sorted`, without holding the interpreter for longer than a piece takes."""
    items = list(items)
    if len(items) <= PIECE:
        return sorted(items)  # type: ignore[type-var]
    pieces = []
    for start in range(0, len(items), PIECE):
        task.report(start, len(items), "Sorting")
        pieces.append(sorted(items[start : start + PIECE]))  # type: ignore[type-var]
    return heapq.merge(*pieces)  # type: ignore[type-var]


def order_by(ranks: Ranks, rows: npt.NDArray[np.intp], *, descending: bool) -> npt.NDArray[np.intp]:
    """`rows` by rank; rows of equal rank keep their order, missing values come last either way."""
    chosen = ranks[rows]
    keys = np.where(chosen == MISSING, np.iinfo(np.int32).max, -chosen if descending else chosen)
    return rows[np.argsort(keys, kind="stable")]


def _as_numbers(values: Sequence[object], task: Task) -> npt.NDArray[np.float64] | None:
    """float64 [n], NaN for None; None if any is something else, or an integer too large to be told from its neighbour."""
    found = np.empty(len(values))
    for start in range(0, len(values), PIECE):
        task.report(start, len(values), "Sorting")
        piece = values[start : start + PIECE]
        kinds = set(map(type, piece))
        if not kinds <= _NUMBERS:
            return None
        if int in kinds and any(type(value) is int and abs(value) > MOST_EXACT for value in piece):
            return None
        found[start : start + PIECE] = piece  # None becomes NaN
    return found


def _number_ranks(values: npt.NDArray[np.generic]) -> Ranks:
    missing = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), np.bool_)
    ranks = np.full(len(values), MISSING, np.int32)
    ranks[~missing] = np.unique(values[~missing], return_inverse=True)[1]
    return ranks

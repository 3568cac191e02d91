"""The categories of a colouring before a theme and a drawing are chosen: one for each node of the whole graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.report.palette import Palette

Codes = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

BY_ROLE, BY_DIFFERENCE, BY_VERDICT, BY_SIZE, BY_DTYPE, BY_MOVE, BY_HEALTH = (
    "role",
    "difference",
    "restore verdict",
    "size",
    "dtype",
    "how much it moved",
    "NaN and infinities",
)
MODES = (BY_ROLE, BY_DIFFERENCE, BY_VERDICT, BY_SIZE, BY_DTYPE, BY_MOVE, BY_HEALTH)

Paint = Callable[[Palette], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One category. `mark` is the letter or sign that says the same as the colour."""

    name: str
    mark: str
    paint: Paint
    shape: str = "circle"
    is_ringed: bool = False  # a ring and the mark stand out of the picture around such nodes
    is_ghost: bool = False  # only the other side has such nodes: drawn hollow


@dataclass(frozen=True, eq=False)
class Categories:
    """Columns over all n nodes of a graph, seen or not; kinds go from harmless to worst.

    A folded node shows the worst category inside it, unless `together` judges what is inside as a whole:
    it is given the groups (int64 [h], from 0, of the nodes `inside`) and their number, and answers a code a group.
    """

    mode: str
    kinds: tuple[Kind, ...]
    code: Codes  # [n] index into `kinds`, -1: carries no value
    shows_inside: bool = True  # False: a folded node shows its own category
    together: Callable[[Places, Places, int], Codes] | None = None

    def codes(self, names: frozenset[str]) -> frozenset[int]:
        """The codes of categories by their names; those that do not occur here have none."""
        return frozenset(code for code, kind in enumerate(self.kinds) if kind.name in names)


def codes_of_rows(row: Ints, by_row: Codes) -> Codes:
    """Int8 [n]: of each node the code of its table row, -1 where it has none."""
    padded = np.append(by_row, np.int8(-1))
    known = (row >= 0) & (row < len(by_row))
    found: Codes = padded[np.where(known, row, len(by_row))]
    return found


def ramp(names: list[str]) -> tuple[Kind, ...]:
    """Kinds from little to much, along the palette's ramp; their marks count up."""
    last = max(len(names) - 1, 1)
    return tuple(
        Kind(name, str(place + 1), lambda palette, part=place / last: palette.step_ramp(part))  # type: ignore[misc]
        for place, name in enumerate(names)
    )


def by_verdict_colour(name: str) -> Paint:
    """The colour a restore verdict has everywhere."""
    return lambda palette: palette.verdict(name)


def quiet_mark(palette: Palette) -> str:
    """For what deserves no look."""
    return palette.as_mark(palette.muted)

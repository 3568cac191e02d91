"""Pairs the names of two sides within blocks of equal shape and dtype, learning how names were changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.analysis.renames_assign import best_assignment
from explorer.analysis.renames_words import Named
from explorer.analysis.renames_words_match import Bags, first_guess, learned
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

ROUNDS = 5
_SCOPE_WEIGHT = (0.3, 0.12)  # the layer, and what holds it


@dataclass(frozen=True)
class Solution:
    """Places (older, newer), each with its confidence; and what the words of one side became."""

    pairs: list[tuple[int, int, float]]
    guess: npt.NDArray[np.float64]
    older: Bags
    newer: Bags


def solve(
    older: Sequence[Named],
    newer: Sequence[Named],
    older_blocks: Sequence[int],
    newer_blocks: Sequence[int],
    taken: Sequence[tuple[Named, Named]] = (),
    likeness: npt.NDArray[np.float64] | None = None,
    task: Task = QUIET,
) -> Solution:
    """The best pairs of names whose blocks are equal.

    Args:
        older: the names of the one side.
        newer: the names of the other side.
        older_blocks: a number for the shape and dtype of each of `older`.
        newer_blocks: the same of `newer`.
        taken: pairs that are certain; they tell which scope became which.
        likeness: [older, newer], what else speaks for a pair (values), added to its score.
        task: told about progress.
    """
    ours = Bags([name.words for name in older], older_blocks)
    theirs = Bags([name.words for name in newer], newer_blocks)
    guess = start = first_guess(ours, theirs)
    blocks = _blocks(older_blocks, newer_blocks)
    scopes = [_Scopes(older, newer, taken, depth) for depth in (1, 2)]
    total = len(older) + len(newer)
    rarity_older = np.log1p(total / np.maximum(1.0, ours.frequency + _frequency_in(theirs, ours)))
    rarity_newer = np.log1p(total / np.maximum(1.0, theirs.frequency + _frequency_in(ours, theirs)))
    weight_older, weight_newer = ours.matrix @ rarity_older, theirs.matrix @ rarity_newer
    pairs: list[tuple[int, int, float]] = []
    strengths: list[float] = []
    for turn in range(ROUNDS):
        task.report(turn, ROUNDS, "Looking for renamed variables")
        explained_of = np.sqrt(rarity_older)[:, None] * guess * np.sqrt(rarity_newer)[None, :]
        translated = ours.matrix @ explained_of
        found: list[tuple[int, int, float]] = []
        votes = [scope.votes(pairs, strengths) for scope in scopes]
        partner = {i: (j, strength) for (i, j, _), strength in zip(pairs, strengths)}
        strengths = []
        for rows, columns in blocks:
            explained = translated[rows] @ theirs.matrix[columns].T
            share = 2 * explained / np.maximum(weight_older[rows][:, None] + weight_newer[columns], 1e-9)
            support = np.zeros_like(share)
            for scope, vote, weight in zip(scopes, votes, _SCOPE_WEIGHT):
                support += weight * scope.evidence(vote, partner, rows, columns)
            extra = 0.0 if likeness is None else likeness[np.ix_(rows, columns)]
            score = share + support + extra
            chosen = best_assignment(score)
            for (i, j), margin in zip(chosen, _margins(score, chosen)):
                quality = min(1.0, float(score[i, j]))
                found.append((int(rows[i]), int(columns[j]), _confidence(quality, margin)))
                strengths.append(_strength(quality, margin))
        pairs = found
        if not pairs or turn == ROUNDS - 1:
            break
        first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        fresh = learned(start, ours.matrix[first], theirs.matrix[second], np.array(strengths))
        if np.allclose(fresh, guess, atol=1e-3) and turn > 1:
            break
        guess = fresh
    return Solution(pairs, guess, ours, theirs)


def _frequency_in(other: Bags, own: Bags) -> npt.NDArray[np.float64]:
    """How often each word of `own` occurs on the other side."""
    return np.array(
        [other.frequency[other.place[word]] if word in other.place else 0.0 for word in own.words]
    )


def _blocks(
    older: Sequence[int], newer: Sequence[int]
) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    ours, theirs = defaultdict(list), defaultdict(list)
    for place, block in enumerate(older):
        ours[block].append(place)
    for place, block in enumerate(newer):
        theirs[block].append(place)
    return [(np.array(ours[block]), np.array(theirs[block])) for block in ours if block in theirs]


def _margins(score: npt.NDArray[np.float64], chosen: list[tuple[int, int]]) -> list[float]:
    """How much would be lost by the best exchange of each pair: with another pair, or with what is left over."""
    if not chosen:
        return []
    rows, columns = np.array(chosen).T
    own = score[rows, columns]
    square = score[np.ix_(rows, columns)]
    loss = own[:, None] + own[None, :] - square - square.T
    np.fill_diagonal(loss, np.inf)
    margin = loss.min(1)
    left_columns = np.delete(np.arange(score.shape[1]), columns)
    if len(left_columns):
        margin = np.minimum(margin, own - score[np.ix_(rows, left_columns)].max(1))
    left_rows = np.delete(np.arange(score.shape[0]), rows)
    if len(left_rows):
        margin = np.minimum(margin, own - score[np.ix_(left_rows, columns)].max(0))
    return [float(value) for value in margin]


def _confidence(quality: float, margin: float) -> float:
    of_quality = _between(quality, 0.1, 0.75, 0.3, 1.0)
    of_margin = _between(margin, 0.0, 0.2, 0.3, 1.0)
    return 0.97 * of_quality * of_margin


def _strength(quality: float, margin: float) -> float:
    """How much others may learn of a pair. Of a tie nothing: what was chosen by chance must not confirm itself."""
    return _between(quality, 0.0, 0.75, 0.1, 1.0) * _between(margin, 0.005, 0.2, 0.0, 1.0)


def _between(value: float, low: float, high: float, least: float, most: float) -> float:
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return least + share * (most - least)


class _Scopes:
    """Which scope of one side became which of the other, as the pairs so far tell."""

    def __init__(
        self, older: Sequence[Named], newer: Sequence[Named], taken: Sequence[tuple[Named, Named]], depth: int
    ) -> None:
        ours: dict[tuple[str, ...], int] = {}
        theirs: dict[tuple[str, ...], int] = {}
        self.older = np.array([ours.setdefault(name.parts[:-depth], len(ours)) for name in older], np.int64)
        self.newer = np.array(
            [theirs.setdefault(name.parts[:-depth], len(theirs)) for name in newer], np.int64
        )
        self._start = np.zeros((max(1, len(ours)), max(1, len(theirs))))
        for stored, expected in taken:
            i, j = ours.get(stored.parts[:-depth], -1), theirs.get(expected.parts[:-depth], -1)
            if i >= 0 and j >= 0:
                self._start[i, j] += 1.0

    def votes(self, pairs: list[tuple[int, int, float]], strengths: list[float]) -> npt.NDArray[np.float64]:
        """[older scopes, newer scopes]: the sum of the strengths of the pairs between them."""
        votes = self._start.copy()
        if pairs:
            first, second, _ = zip(*pairs)
            np.add.at(votes, (self.older[list(first)], self.newer[list(second)]), np.array(strengths))
        return votes

    def evidence(
        self,
        votes: npt.NDArray[np.float64],
        partner: dict[int, tuple[int, float]],
        rows: npt.NDArray[np.int64],
        columns: npt.NDArray[np.int64],
    ) -> npt.NDArray[np.float64]:
        """[rows, columns] in 0..1: what the *other* pairs of the two scopes say for a pair."""
        own = np.zeros((len(rows), len(columns)))
        column_place = {int(column): place for place, column in enumerate(columns)}
        of_row, of_column = np.zeros(len(rows)), np.zeros(len(columns))
        for i, row in enumerate(rows.tolist()):
            if row in partner:
                second, strength = partner[row]
                j = column_place[second]
                own[i, j] = of_row[i] = of_column[j] = strength
        scope_rows, scope_columns = self.older[rows], self.newer[columns]
        here = votes[np.ix_(scope_rows, scope_columns)] - own
        all_of_row = (votes.sum(1)[scope_rows] - of_row)[:, None]
        all_of_column = (votes.sum(0)[scope_columns] - of_column)[None, :]
        share = here / np.maximum(np.maximum(all_of_row, all_of_column), 1e-9)
        return np.asarray(np.clip(share, 0.0, 1.0) * np.minimum(1.0, 2 * np.maximum(here, 0.0)))

"""What stands out in how a run moved: what moved most, what never did, what stopped, what became NaN."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.updates.kinds import (
    CONSTANT,
    COUNTER,
    EMPTY,
    NOT_FINITE,
    SLOT,
    STATE,
    STATISTICS,
    TRAINED,
    kinds_of,
)
from explorer.analysis.updates.moves import MOVED, UNCHANGED, RunMoves

_FEWEST_STILL = 2  # pairs without a move at the end, before it is called stopped


@dataclass(frozen=True, slots=True)
class MovedTensor:
    """One tensor and how it moved over the pairs that are known. `row` is of the RunMoves."""

    key: str
    row: int
    kind: str  # see `kinds`
    mean_relative_l2: float  # of the known pairs
    largest_relative_l2: float
    largest_pair: int  # index into the pairs: where it moved most


@dataclass(frozen=True, slots=True)
class StillTensor:
    """One tensor that did not move, or stopped moving; `reason` says what to think of it."""

    key: str
    row: int
    kind: str
    pairs_known: int  # of how many pairs it is known
    last_moved: int  # index of the last pair in which it moved; -1 never
    reason: str


@dataclass(frozen=True, slots=True)
class MoveSummary:
    """The rows that stand out. Of each list, what matters most comes first."""

    variables: tuple[MovedTensor, ...]  # that moved, by mean relative change
    slots: tuple[MovedTensor, ...]
    counters: tuple[MovedTensor, ...]  # and hyperparameters
    frozen: tuple[StillTensor, ...]  # trainable by their looks, never moved, while others did
    never_moved: tuple[StillTensor, ...]  # all others that never moved, each with a reason
    stopped: tuple[StillTensor, ...]  # moved at first, and no more while others still did
    became_nan: tuple[
        tuple[str, int], ...
    ]  # (key, the first pair in which finite values turned NaN or infinite)
    pairs_known: int  # pairs of which any cell is known
    sentence: str


def summary_of_moves(moves: RunMoves, most: int = 50, nothing_finite: Collection[str] = ()) -> MoveSummary:
    """Read the table; each list is cut after `most` entries, but for `frozen` and `became_nan`.

    `nothing_finite` are the tensors all of whose elements are NaN or infinite, see `FirstUnhealthy`.
    """
    known = (moves.state == MOVED) | (moves.state == UNCHANGED)
    moved = moves.state == MOVED
    codes = kinds_of(moves, nothing_finite)
    kinds = np.array(codes, dtype=str)
    anything = moved.any(axis=0) if moved.size else np.zeros(len(moves.pairs), bool)
    trained_moved = moved[kinds == TRAINED].any() if len(codes) else False

    by_kind = {
        group: _moved_most(moves, moved, np.flatnonzero(np.isin(kinds, wanted)), codes, most)
        for group, wanted in (
            ("variables", (TRAINED, STATISTICS, STATE)),
            ("slots", (SLOT,)),
            ("counters", (COUNTER,)),
        )
    }
    frozen: list[StillTensor] = []
    never: list[StillTensor] = []
    stopped: list[StillTensor] = []
    lost = _became_nan(moves)
    spoilt = {key for key, _ in lost}
    judged = known & anything
    times = judged.sum(axis=1)
    pairs = len(moves.pairs)
    # The last pair each tensor moved in, -1 for none; and of how many later ones it is known that it did not.
    last = np.where(moved.any(axis=1), pairs - 1 - np.argmax(moved[:, ::-1], axis=1), -1) if pairs else times
    still_for = (judged & (np.arange(pairs) > last[:, None])).sum(axis=1)
    for row in np.flatnonzero((times > 0) & (last < 0)).tolist():
        still = _still(moves, row, codes[row], int(times[row]), bool(trained_moved))
        (frozen if codes[row] == TRAINED and trained_moved else never).append(still)
    for row in np.flatnonzero((last >= 0) & (still_for >= _FEWEST_STILL)).tolist():
        if moves.keys[row] not in spoilt:
            place = int(last[row])
            reason = f"It moved up to {moves.pairs[place][1].label}, and not since."
            stopped.append(StillTensor(moves.keys[row], row, codes[row], int(times[row]), place, reason))
    return MoveSummary(
        variables=tuple(by_kind["variables"]),
        slots=tuple(by_kind["slots"]),
        counters=tuple(by_kind["counters"]),
        frozen=tuple(frozen),
        never_moved=tuple(never[:most]),
        stopped=tuple(stopped[:most]),
        became_nan=lost,
        pairs_known=int(known.any(axis=0).sum()) if known.size else 0,
        sentence=_sentence(moves, known, anything, len(frozen), len(lost)),
    )


_WHY_STILL = {
    STATISTICS: "Statistics of batches or of a metric: they move only when they are updated in training.",
    COUNTER: "A counter or a setting: it may stay as it is.",
    CONSTANT: "By its name or its dtype it is a constant or a seed, which training leaves alone.",
    EMPTY: "It has no elements, so it cannot move.",
    NOT_FINITE: "Each of its elements is NaN or infinite at all steps, so it cannot move: a marker, or spoilt.",
    SLOT: "A slot that never moved: no gradient has reached its variable.",
}


def _still(moves: RunMoves, row: int, kind: str, pairs: int, others_moved: bool) -> StillTensor:
    if kind == TRAINED and others_moved:
        reason = "It looks trainable and is the same, bit for bit, at all steps while others moved: frozen, on purpose or by accident."
    elif kind == TRAINED:
        reason = "No trainable tensor moved: nothing was trained between these steps."
    else:
        reason = _WHY_STILL[kind]
    return StillTensor(moves.keys[row], row, kind, pairs, -1, reason)


def _moved_most(
    moves: RunMoves, moved: npt.NDArray[np.bool_], rows: npt.NDArray[np.int64], kinds: list[str], most: int
) -> list[MovedTensor]:
    if not len(rows) or not moved.shape[1]:
        return []
    # Where the older side was zero, or nothing was finite, there is no relative change.
    sizes = np.where(np.isfinite(moves.relative_l2[rows]), moves.relative_l2[rows], -1.0)
    known = sizes >= 0
    keep = moved[rows].any(axis=1) & known.any(axis=1)
    rows, sizes, known = rows[keep], sizes[keep], known[keep]
    mean = np.where(known, sizes, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    order = np.argsort(-mean, kind="stable")[:most]
    largest = np.argmax(sizes, axis=1)
    return [
        MovedTensor(
            moves.keys[rows[at]],
            int(rows[at]),
            kinds[rows[at]],
            float(mean[at]),
            float(sizes[at, largest[at]]),
            int(largest[at]),
        )
        for at in order.tolist()
    ]


def _became_nan(moves: RunMoves) -> tuple[tuple[str, int], ...]:
    bad = moves.lost > 0
    rows = np.flatnonzero(bad.any(axis=1)).tolist() if bad.size else []
    return tuple(
        sorted(((moves.keys[row], int(np.argmax(bad[row]))) for row in rows), key=lambda one: one[1])
    )


def _sentence(
    moves: RunMoves, known: npt.NDArray[np.bool_], anything: npt.NDArray[np.bool_], frozen: int, lost: int
) -> str:
    if not moves.pairs:
        return "There is one step only: nothing to compare it with."
    if not known.any():
        return "Nothing is known of how the tensors moved."
    if not anything.any():
        return "No tensor changed at all between these steps."
    parts = [f"{int((moves.state == MOVED).any(axis=1).sum()):,} of {len(moves.keys):,} tensors moved"]
    if frozen:
        parts.append(f"{frozen:,} that look{'s' if frozen == 1 else ''} trainable never did")
    if lost:
        parts.append(f"{lost:,} became NaN or infinite")
    return f"{'; '.join(parts)}."

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
from explorer.analysis.updates.moves import MOVED, RunMoves

_FEWEST_STILL = 2  # pairs without a move at the end, before it is called stopped


@dataclass(frozen=True, slots=True)
class MovedTensor:
    """One tensor and how it moved over the pairs that are known. `row` is of the RunMoves."""

    key: str
    row: int
    kind: str  # see `kinds`
    # Of the measured pairs with a relative change; None where none has one: the older values were all zero.
    mean_relative_l2: float | None
    largest_relative_l2: float | None
    largest_pair: (
        int  # index into the pairs: where it moved most of those measured; -1 where that is not known
    )
    pairs_measured: int  # how many pairs the two numbers stand for, pairs from all zero among them
    pairs: int  # of how many in which it could have moved


@dataclass(frozen=True, slots=True)
class StillTensor:
    """One tensor that did not move, or stopped moving; `reason` says what to think of it."""

    key: str
    row: int
    kind: str
    pairs_known: int  # of how many pairs it is known
    pairs: int  # of how many in which it could have moved
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


def summary_of_moves(
    moves: RunMoves,
    most: int = 50,
    nothing_finite: Collection[str] = (),
    across: RunMoves | None = None,
) -> MoveSummary:
    """Read the table; each list is cut after `most` entries, but for `frozen` and `became_nan`.

    Args:
        moves: of neighbouring steps.
        most: entries of a list.
        nothing_finite: tensors all of whose elements are NaN or infinite, see `FirstUnhealthy`.
        across: of the steps on either side of deleted ones, see `across_gaps`: what moved there is not still.
    """
    known, moved = moves.measured, moves.went
    moved_across = moved_keys(across)
    is_across = np.array([key in moved_across for key in moves.keys], bool)
    codes = kinds_of(moves, nothing_finite, moved_across)
    kinds = np.array(codes, dtype=str)
    has_moved = is_across | moved.any(axis=1)
    anything = moved.any(axis=0) if moved.size else np.zeros(len(moves.pairs), bool)
    trained_moved = bool(has_moved[kinds == TRAINED].any()) if len(codes) else False

    by_kind = {
        group: _moved_most(moves, has_moved, np.flatnonzero(np.isin(kinds, wanted)), codes, most)
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
    judged = (known | moved) & anything
    times = judged.sum(axis=1)
    measured, possible = known.sum(axis=1), (known | moves.missing).sum(axis=1)
    pairs = len(moves.pairs)
    # The last pair each tensor moved in, -1 for none; and of how many later ones it is known that it did not.
    last = np.where(moved.any(axis=1), pairs - 1 - np.argmax(moved[:, ::-1], axis=1), -1) if pairs else times
    still_for = (judged & (np.arange(pairs) > last[:, None])).sum(axis=1)
    for row in np.flatnonzero((times > 0) & ~has_moved).tolist():
        still = _still(moves, row, codes[row], int(measured[row]), int(possible[row]), trained_moved)
        (frozen if codes[row] == TRAINED and trained_moved else never).append(still)
    for row in np.flatnonzero((last >= 0) & (still_for >= _FEWEST_STILL)).tolist():
        if moves.keys[row] not in spoilt and not moves.missing[row, last[row] + 1 :].any():
            place = int(last[row])
            reason = f"It moved up to {moves.pairs[place][1].label}, and not since."
            known_pairs, all_pairs = int(measured[row]), int(possible[row])
            stopped.append(
                StillTensor(moves.keys[row], row, codes[row], known_pairs, all_pairs, place, reason)
            )
    return MoveSummary(
        variables=tuple(by_kind["variables"]),
        slots=tuple(by_kind["slots"]),
        counters=tuple(by_kind["counters"]),
        frozen=tuple(frozen),
        never_moved=tuple(never[:most]),
        stopped=tuple(stopped[:most]),
        became_nan=lost,
        pairs_known=int(known.any(axis=0).sum()) if known.size else 0,
        sentence=_sentence(moves, known, has_moved, len(frozen), len(lost)),
    )


def moved_keys(moves: RunMoves | None) -> frozenset[str]:
    """The tensors known to have moved between any two steps of a table."""
    if moves is None:
        return frozenset()
    return frozenset(moves.keys[row] for row in np.flatnonzero(moves.went.any(axis=1)).tolist())


_WHY_STILL = {
    STATISTICS: "Statistics of batches or of a metric: they move only when they are updated in training.",
    COUNTER: "A counter or a setting: it may stay as it is.",
    CONSTANT: "By its name or its dtype it is a constant or a seed, which training leaves alone.",
    EMPTY: "It has no elements, so it cannot move.",
    NOT_FINITE: "Each of its elements is NaN or infinite at all steps, so it cannot move: a marker, or spoilt.",
    SLOT: "A slot that never moved: no gradient has reached its variable.",
}


def _still(
    moves: RunMoves, row: int, kind: str, measured: int, pairs: int, others_moved: bool
) -> StillTensor:
    where = (
        "at all steps" if measured == pairs else f"in the {measured:,} of {pairs:,} pairs that are measured"
    )
    if kind == TRAINED and others_moved:
        reason = f"It looks trainable and is the same, bit for bit, {where} while others moved: frozen, on purpose or by accident."
    elif kind == TRAINED:
        reason = "No trainable tensor moved: nothing was trained between these steps."
    else:
        reason = _WHY_STILL[kind]
    return StillTensor(moves.keys[row], row, kind, measured, pairs, -1, reason)


def _moved_most(
    moves: RunMoves,
    has_moved: npt.NDArray[np.bool_],
    rows: npt.NDArray[np.int64],
    kinds: list[str],
    most: int,
) -> list[MovedTensor]:
    rows = rows[has_moved[rows]]
    if not len(rows) or not len(moves.pairs):
        return []
    # Where the older side was zero, or nothing was finite, there is no relative change.
    sizes = np.where(np.isfinite(moves.relative_l2[rows]), moves.relative_l2[rows], -1.0)
    usable = sizes >= 0
    times = usable.sum(axis=1)
    # A mean of nothing but pairs that are the same is none of a tensor known to have moved.
    has_mean = (usable & (moves.state[rows] == MOVED)).any(axis=1)
    mean = np.where(has_mean, np.where(usable, sizes, 0.0).sum(axis=1) / np.maximum(times, 1), -1.0)
    order = np.argsort(-mean, kind="stable")[:most]
    largest = np.argmax(sizes, axis=1)
    measured, missing = moves.measured[rows].sum(axis=1), moves.missing[rows].sum(axis=1)
    return [
        MovedTensor(
            key=moves.keys[rows[at]],
            row=int(rows[at]),
            kind=kinds[rows[at]],
            mean_relative_l2=float(mean[at]) if has_mean[at] else None,
            largest_relative_l2=float(sizes[at, largest[at]]) if has_mean[at] else None,
            largest_pair=int(largest[at]) if has_mean[at] else -1,
            pairs_measured=int(measured[at]),
            pairs=int(measured[at] + missing[at]),
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
    moves: RunMoves, known: npt.NDArray[np.bool_], has_moved: npt.NDArray[np.bool_], frozen: int, lost: int
) -> str:
    if not moves.pairs:
        return "There is one step only: nothing to compare it with."
    if not (known.any() or has_moved.any()):
        return "Nothing is known of how the tensors moved."
    if not has_moved.any():
        return "No tensor changed at all between these steps."
    parts = [f"{int(has_moved.sum()):,} of {len(moves.keys):,} tensors moved"]
    if frozen:
        parts.append(
            "1 that looks trainable never did" if frozen == 1 else f"{frozen:,} that look trainable never did"
        )
    if lost:
        parts.append(f"{lost:,} became NaN or infinite")
    return f"{'; '.join(parts)}."

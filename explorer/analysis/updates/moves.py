"""How every tensor of a family moved from each step to the next: one table of columns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.updates.changes import (
    Change,
    ChangeRecord,
    ShapesDifferError,
    changes_between,
    is_told_changed,
)
from explorer.analysis.updates.steps import StepPair
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.entries import CheckpointEntry
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.errors import ExplorerError, UnknownKeyError
from explorer.formats.tensor_table import TensorTable
from explorer.lazily import cached_property
from explorer.task import QUIET, PartOfTask, Task

STATES = ("not known yet", "moved", "unchanged", "no numbers", "absent", "shape differs", "unreadable")
UNKNOWN, MOVED, UNCHANGED, NO_NUMBERS, ABSENT, SHAPE_DIFFERS, UNREADABLE = range(len(STATES))

_NUMBERS = ("relative_l2", "max_abs", "cosine")  # of a ValueChange, as they are
_TELL_EVERY_S = 0.2
_PART_PER_COPY = 10  # at most a tenth of the time goes into copies of what is known so far


@dataclass(frozen=True, eq=False)
class RunMoves:
    """The change of n tensors over p pairs of neighbouring steps; arrays are [n, p] and read-only.

    A cell whose number is not known is NaN, and `state` says why; `reasons` has a sentence for the
    cells that were to be read and could not be. Numbers are over the elements finite on both sides.
    """

    pairs: tuple[StepPair, ...]  # in order of time
    keys: tuple[str, ...]  # [n] of all steps together, in byte order
    role: npt.NDArray[
        np.uint8
    ]  # [n] index into roles.ROLES; this and the next two in the newest step that has it
    dtype: npt.NDArray[np.int32]  # [n] number of the DataType enum
    element_count: npt.NDArray[np.int64]  # [n] -1 where it is not known
    state: npt.NDArray[np.uint8]  # index into STATES
    relative_l2: npt.NDArray[np.float64]  # norm of the change over the older norm
    max_abs: npt.NDArray[np.float64]
    cosine: npt.NDArray[np.float64]
    flipped: npt.NDArray[np.float64]  # share of the compared elements whose sign changed, 0 to 1
    changed: npt.NDArray[np.float64]  # share of all elements whose bits changed, 0 to 1
    not_finite: npt.NDArray[
        np.float64
    ]  # share of all elements that are not finite on one side or both, 0 to 1
    older_l2: npt.NDArray[np.float32]  # norm of the older value; NaN too where equal checksums told it all
    lost: npt.NDArray[np.float64]  # share of all elements that were finite and are so no more, 0 to 1
    differs: npt.NDArray[np.bool_]  # not measured, but the stored checksums say that it is another value
    lacks: npt.NDArray[np.uint8]  # of absent cells: 1 the older step lacks it, 2 the newer, 3 both
    reasons: Mapping[tuple[int, int], str] = field(default_factory=dict)  # (row, pair) -> sentence

    @cached_property
    def went(self) -> npt.NDArray[np.bool_]:
        """[n, p] whether a tensor is known to have moved, measured or not."""
        return np.asarray((self.state == MOVED) | self.differs, np.bool_)

    @cached_property
    def measured(self) -> npt.NDArray[np.bool_]:
        """[n, p] whether the change is known, be it none."""
        return np.asarray((self.state == MOVED) | (self.state == UNCHANGED), np.bool_)

    @cached_property
    def missing(self) -> npt.NDArray[np.bool_]:
        """[n, p] whether there is a change to measure that is not known."""
        return np.asarray((self.state == UNKNOWN) | (self.state == UNREADABLE), np.bool_)

    @cached_property
    def from_zero(self) -> npt.NDArray[np.bool_]:
        """[n, p] whether a tensor moved from a value that is all zero: there is no relative change."""
        return np.asarray((self.state == MOVED) & (self.older_l2 == 0) & np.isnan(self.relative_l2), np.bool_)

    def row(self, key: str) -> int:
        """The row of a key, -1 if there is none."""
        return self.row_of.get(key, -1)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Key -> row."""
        return {key: row for row, key in enumerate(self.keys)}

    def why(self, row: int, pair: int) -> str:
        """A sentence for a cell without a number; "" for one that has one."""
        state = int(self.state[row, pair])
        if state in (MOVED, UNCHANGED):
            return ""
        return self.reasons.get((row, pair)) or _SENTENCES[state]


_SENTENCES = {
    UNKNOWN: "The change has not been computed.",
    NO_NUMBERS: "The tensor holds no numbers.",
    ABSENT: "One of the two steps does not hold the tensor.",
    SHAPE_DIFFERS: "The shape is another in each of the two steps.",
    UNREADABLE: "The value cannot be read.",
}


def run_moves(
    pairs: Sequence[StepPair],
    open_entry: Callable[[CheckpointEntry], Checkpoint],
    keys: Iterable[str] | None = None,
    *,
    record: ChangeRecord | None = None,
    task: Task = QUIET,
    partly: Callable[[RunMoves], None] | None = None,
) -> RunMoves:
    """The table of a run, the newest pair first.

    Args:
        pairs: see `consecutive`.
        open_entry: gives the checkpoint of an entry, such as `CheckpointCache.open`.
        keys: which tensors, in the order they are wanted; None for all of the steps together.
        record: asked first, and told what was computed.
        task: told bytes within a pair, pairs as equal shares.
        partly: told a few times a second what is known so far.

    Raises:
        Cancelled: through the task.
    """
    found = _Growing(pairs, open_entry, keys, task)
    tell = _Now(partly)
    for done, place in enumerate(reversed(range(len(pairs)))):
        part = PartOfTask(task, 1000 * done, 1000, 1000 * len(pairs))
        for row, change in found.changes_of(place, record, part):
            found.put(row, place, change)
            tell.maybe(found.so_far)
    task.report(1, 1, "Comparing steps")
    return found.so_far()


class _Now:
    """Tells what is known so far, but not so often that copying it is the work."""

    def __init__(self, partly: Callable[[RunMoves], None] | None) -> None:
        self._partly = partly
        self._next = time.monotonic() + _TELL_EVERY_S

    def maybe(self, so_far: Callable[[], RunMoves]) -> None:
        if self._partly is None or (now := time.monotonic()) < self._next:
            return
        self._partly(so_far())
        took = time.monotonic() - now
        self._next = now + took + max(_TELL_EVERY_S, _PART_PER_COPY * took)


class _Growing:
    """The columns while they are being filled."""

    def __init__(
        self,
        pairs: Sequence[StepPair],
        open_entry: Callable[[CheckpointEntry], Checkpoint],
        keys: Iterable[str] | None,
        task: Task,
    ) -> None:
        self.pairs = tuple(pairs)
        self._open = open_entry
        entries = list({entry.path: entry for pair in pairs for entry in pair}.values())
        facts: dict[str, tuple[int, int, int]] = {}
        wanted = None if keys is None else dict.fromkeys(keys)
        last: TensorTable | None = None
        for entry in entries:
            task.report(0, 1000 * len(pairs), f"Opening {entry.name[:200]}")
            try:
                checkpoint = open_entry(entry)
            except ExplorerError:
                continue  # told in each cell of its pairs
            table = checkpoint.table
            if last is not None and _lists_the_same(last, table):
                continue  # the steps of one run mostly do
            last = table
            columns = (checkpoint.role_codes.tolist(), table.dtype.tolist(), table.element_count.tolist())
            for key, role, dtype, count in zip(table.keys, *columns, strict=True):
                if key != OBJECT_GRAPH_KEY and (wanted is None or key in wanted):
                    facts[key] = role, dtype, count
        self.keys = sorted(facts, key=lambda key: key.encode("utf-8", "surrogateescape"))
        self.order = self.keys if wanted is None else [key for key in wanted if key in facts]
        self.row_of = {key: row for row, key in enumerate(self.keys)}
        shape = len(self.keys), len(self.pairs)
        told = np.array([facts[key] for key in self.keys], np.int64).reshape(-1, 3).T
        self.role, self.dtype, self.count = told[0].astype(np.uint8), told[1].astype(np.int32), told[2].copy()
        self.state = np.zeros(shape, np.uint8)
        self.differs = np.zeros(shape, np.bool_)
        self.lacks = np.zeros(shape, np.uint8)
        shares = ("flipped", "changed", "not_finite", "lost")
        self.numbers = {name: np.full(shape, np.nan) for name in (*_NUMBERS, *shares)}
        self.older_l2 = np.full(shape, np.nan, np.float32)
        self.reasons: dict[tuple[int, int], str] = {}

    def changes_of(self, place: int, record: ChangeRecord | None, task: Task) -> Iterator[tuple[int, Change]]:
        """(row, change) of every tensor between the two steps of one pair."""
        try:
            older, newer = (self._open(entry) for entry in self.pairs[place])
        except ExplorerError as error:
            yield from ((self.row_of[key], error) for key in self.order)
            return
        for key, change in changes_between(older, newer, self.order, record=record, task=task):
            row = self.row_of[key]
            if isinstance(change, UnknownKeyError):
                lacks_it = [key not in side.table.row_of for side in (older, newer)]
                self.lacks[row, place] = lacks_it[0] + 2 * lacks_it[1]
            elif isinstance(change, ExplorerError):
                self.differs[row, place] = is_told_changed(older, newer, key)
            yield row, change

    def put(self, row: int, place: int, change: Change) -> None:
        at = row, place
        if change is None:
            self.state[at] = NO_NUMBERS
        elif isinstance(change, UnknownKeyError):
            self.state[at] = ABSENT
            self.reasons[at] = _sentence(change)
        elif isinstance(change, ExplorerError):
            self.state[at] = SHAPE_DIFFERS if isinstance(change, ShapesDifferError) else UNREADABLE
            told = "It changed, as its stored checksums tell; by how much is not known: "
            self.reasons[at] = (
                f"{told}{change.problem.removesuffix('.')}." if self.differs[at] else _sentence(change)
            )
        else:
            self.state[at] = UNCHANGED if change.is_unchanged else MOVED
            for name in _NUMBERS:
                number = getattr(change, name)
                self.numbers[name][at] = np.nan if number is None else number
            count = max(int(self.count[row]), 1)
            with np.errstate(over="ignore"):
                self.older_l2[at] = np.nan if change.older_l2 is None else change.older_l2
            self.numbers["flipped"][at] = change.flipped / max(change.compared, 1)
            self.numbers["changed"][at] = change.changed_elements / count
            self.numbers["lost"][at] = change.lost / count
            if change.is_read or change.older_l2 is not None or change.max_abs is None:
                self.numbers["not_finite"][at] = max(int(self.count[row]) - change.compared, 0) / count

    def so_far(self) -> RunMoves:
        """What is known by now, as a record of its own."""
        columns: dict[str, npt.NDArray[Any]] = {
            "role": self.role,
            "dtype": self.dtype,
            "element_count": self.count,
        }
        columns |= {
            "state": self.state,
            "differs": self.differs,
            "lacks": self.lacks,
            "older_l2": self.older_l2,
        }
        columns |= self.numbers
        copies = {name: column.copy() for name, column in columns.items()}
        for column in copies.values():
            column.setflags(write=False)
        return RunMoves(pairs=self.pairs, keys=tuple(self.keys), reasons=dict(self.reasons), **copies)


def _lists_the_same(known: TensorTable, table: TensorTable) -> bool:
    return (
        known.shapes == table.shapes
        and np.array_equal(known.shape_id, table.shape_id)
        and list(known.keys) == list(table.keys)
    )


def _sentence(error: ExplorerError) -> str:
    problem = error.problem
    return f"{problem[:1].upper()}{problem[1:]}{'' if problem.endswith('.') else '.'}"

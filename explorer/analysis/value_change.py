"""How much the values of one tensor changed between two checkpoints, chunk by chunk."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

Array = npt.NDArray[Any]

_PIECE = 1 << 16  # elements measured at once: their float64 copies stay small


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Size of the change of one tensor's values, over elements finite on both sides, in float64.

    None where there is no such element, or where a sum of squares is beyond float64. Differences of
    integers of one dtype are taken before they are rounded; a complex difference counts with its
    absolute value. `changed_elements` compares bit patterns, so a NaN that stayed is unchanged and
    0.0 that became -0.0 is changed; between different dtypes it compares numbers (NaN equals NaN).
    """

    max_abs: float | None
    l2: float | None
    relative_l2: float | None  # norm of the difference over the older norm; None when that is 0
    cosine: float | None  # of both as vectors (real part, for complex); None when one of them is 0
    changed_elements: int  # bitwise
    compared: int = 0  # elements finite on both sides: what the numbers above are over
    flipped: int = 0  # of them, how many changed their sign (from or to zero is no flip)
    older_l2: float | None = None  # norms of both sides over the same elements
    newer_l2: float | None = None
    beyond: int | None = None  # elements outside the tolerance asked for; None when none was asked for
    # False: equal stored checksums and sizes told it, no byte was read; then `compared` counts all elements.
    is_read: bool = True

    @property
    def is_unchanged(self) -> bool:
        """Whether every element is the same, bit for bit."""
        return self.changed_elements == 0


def change_of_values(
    older: Checkpoint,
    newer: Checkpoint,
    key: str,
    task: Task = QUIET,
    *,
    older_key: str = "",
    tolerance: tuple[float, float] | None = None,
) -> ValueChange:
    """The change of one numeric tensor of equal shape on both sides. The task is told elements.

    `older_key` is its key on the older side, where it was renamed. With a `tolerance` (rtol, atol)
    elements are counted that are beyond it: |newer - older| > atol + rtol * |older|.

    One chunk of each side is held at a time, unless the two sides are cut into different slices:
    then both tensors are read whole.
    """
    measured = _Change(tolerance)
    total = max(int(newer.table.element_count[newer.table.row_of[key]]), 0)
    done = 0
    for old, new in _pairs(older, newer, older_key or key, key):
        for start in range(0, len(old), _PIECE):
            task.report(done, total, f"Comparing {key}")
            measured.add(old[start : start + _PIECE], new[start : start + _PIECE])
            done += min(_PIECE, len(old) - start)
    task.report(total, total, f"Comparing {key}")
    return measured.result()


def equal_strings(older: Checkpoint, newer: Checkpoint, key: str, *, older_key: str = "") -> bool:
    """Whether a string tensor holds the same bytes on both sides."""
    return bool(np.array_equal(older.read(older_key or key), newer.read(key)))


def _pairs(older: Checkpoint, newer: Checkpoint, older_key: str, key: str) -> Iterator[tuple[Array, Array]]:
    """The same elements of both sides, run by run. Both are read to the end: then checksums are compared."""
    old_row, new_row = older.table.row_of[older_key], newer.table.row_of[key]
    if _tiling(older.table, old_row) != _tiling(newer.table, new_row):
        yield _flat(older.read(older_key)), _flat(newer.read(key))
        return
    old_chunks = (_flat(chunk.values) for chunk in older.chunks(older_key))
    new_chunks = (_flat(chunk.values) for chunk in newer.chunks(key))
    old = new = np.empty(0)
    while True:
        # A chunk may be overwritten by the next step: only a used-up one is followed by another.
        old = old if len(old) else _next_nonempty(old_chunks, old)
        new = new if len(new) else _next_nonempty(new_chunks, new)
        size = min(len(old), len(new))
        if not size:
            break
        yield old[:size], new[:size]
        old, new = old[size:], new[size:]
    for _ in (*old_chunks, *new_chunks):
        pass


def _next_nonempty(chunks: Iterator[Array], nothing: Array) -> Array:
    return next((chunk for chunk in chunks if len(chunk)), nothing[:0])


def _tiling(table: TensorTable, row: int) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    return tuple((part.start, part.length) for part in table.slices.get(row, ()))


def _flat(values: Array) -> Array:
    values = values.reshape(-1)
    return values if values.dtype.isnative else values.astype(values.dtype.newbyteorder("="))


class _Change:
    """Running sums over pieces."""

    def __init__(self, tolerance: tuple[float, float] | None = None) -> None:
        self.tolerance, self.beyond = tolerance, 0
        self.count = self.changed = 0
        self.largest = self.squares = self.old_squares = self.new_squares = self.product = 0.0

    def add(self, old: Array, new: Array) -> None:
        is_one_dtype = old.dtype == new.dtype
        if is_one_dtype:
            self.changed += _changed_bits(old, new)
        with np.errstate(all="ignore"):
            wide_old, wide_new = _widened(old), _widened(new)
            if not is_one_dtype:
                both_nan = np.isnan(wide_old) & np.isnan(wide_new)
                self.changed += int(((wide_old != wide_new) & ~both_nan).sum())
            finite = np.isfinite(wide_old) & np.isfinite(wide_new)
            if is_one_dtype and old.dtype.kind in "iu":
                apart = _integer_distance(old, new)
            else:
                apart = np.abs(wide_new - wide_old)
            if self.tolerance is not None:
                self.beyond += _beyond(wide_old, wide_new, apart, finite, self.tolerance)
            if not finite.all():
                wide_old, wide_new, apart = wide_old[finite], wide_new[finite], apart[finite]
            if not len(apart):
                return
            self.count += len(apart)
            self.largest = max(self.largest, float(apart.max()))
            self.squares += float((apart * apart).sum())
            self.old_squares += _sum_of_squares(wide_old)
            self.new_squares += _sum_of_squares(wide_new)
            self.product += float((wide_old * wide_new.conj()).real.sum())

    def result(self) -> ValueChange:
        if not self.count:
            return ValueChange(None, None, None, None, self.changed, beyond=self._beyond_or_none)
        l2 = math.sqrt(self.squares)
        norms = math.sqrt(self.old_squares) * math.sqrt(self.new_squares)
        # Rounding must not show a similarity past 1.
        cosine = max(-1.0, min(1.0, self.product / norms)) if norms and math.isfinite(norms) else None
        return ValueChange(
            max_abs=_known(self.largest),
            l2=_known(l2),
            relative_l2=_known(l2 / math.sqrt(self.old_squares)) if self.old_squares else None,
            cosine=cosine if cosine is None or math.isfinite(self.product) else None,
            changed_elements=self.changed,
            beyond=self._beyond_or_none,
        )

    @property
    def _beyond_or_none(self) -> int | None:
        return None if self.tolerance is None else self.beyond


def _beyond(old: Array, new: Array, apart: Array, finite: Array, tolerance: tuple[float, float]) -> int:
    """How many elements are outside |new - old| <= atol + rtol * |old|.

    What is not finite is inside only where both sides have the same infinity, or both are NaN.
    """
    rtol, atol = tolerance
    outside = apart > atol + rtol * np.abs(old)
    alike = (old == new) | (np.isnan(old) & np.isnan(new))
    return int(np.count_nonzero(np.where(finite, outside, ~alike)))


def _widened(values: Array) -> Array:
    return values.astype(np.complex128 if values.dtype.kind == "c" else np.float64)


def _sum_of_squares(values: Array) -> float:
    if values.dtype.kind == "c":
        return float((values.real**2 + values.imag**2).sum())
    return float((values * values).sum())


def _integer_distance(old: Array, new: Array) -> npt.NDArray[np.float64]:
    """|new - old|: wrapping unsigned arithmetic is exact for every pair of 64-bit integers."""
    left, right = old.astype(np.uint64), new.astype(np.uint64)
    return np.where(new >= old, right - left, left - right).astype(np.float64)


def _changed_bits(old: Array, new: Array) -> int:
    size = old.dtype.itemsize
    unit = min(size, 8)
    left, right = (np.ascontiguousarray(side).view(f"u{unit}") for side in (old, new))
    differs = left != right
    if size > 8:
        differs = differs.reshape(-1, size // unit).any(axis=1)
    return int(np.count_nonzero(differs))


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None

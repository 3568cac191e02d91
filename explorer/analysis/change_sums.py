"""The running sums behind a ValueChange: two arrays of equal length go in piece by piece, of any dtype.

Sums are float64 throughout: plain float32 sums miss 1e-9. Pieces are small enough for their
float64 copies to stay in the cache, so that reading the two tensors is most of the cost.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

PIECE = 1 << 16  # elements
_SMALL_CHANGE = 0.25  # of the square of the older norm: below it sums are made of each other without loss

_DOT = 1 << 13  # BLAS wakes its threads for longer vectors, which costs more than it gains
_NOWHERE = np.empty(0, np.int64)


class ChangeSums:
    """Sums over the elements finite on both sides, and counts over all; what they mean: see ValueChange.

    With a `tolerance` (rtol, atol), `beyond` counts the elements outside |new - old| <= atol + rtol * |old|.
    What is not finite is inside only where both sides have the same infinity, or both are NaN.
    """

    def __init__(self, tolerance: tuple[float, float] | None = None) -> None:
        self.tolerance = tolerance
        self.compared = self.changed = self.flipped = self.beyond = self.lost = 0
        self.largest = self.squares = self.old_squares = self.new_squares = self.product = 0.0
        self._wide = np.empty((3, 0))

    def add(self, old: Array, new: Array) -> None:
        """Take in two flat arrays in native byte order, of equal length."""
        is_one_dtype = old.dtype == new.dtype
        is_float = old.dtype.kind == "f" or old.dtype.name == "bfloat16"
        # Integers of 32 bits and less are as exact in float64 as they are themselves.
        is_real = is_one_dtype and (is_float or (old.dtype.kind in "iu" and old.dtype.itemsize <= 4))
        with np.errstate(all="ignore"):
            for start in range(0, len(old), PIECE):
                left, right = old[start : start + PIECE], new[start : start + PIECE]
                if is_real:
                    self._add_reals(left, right)
                else:
                    self._add_any(left, right, is_one_dtype)

    def _add_reals(self, old: Array, new: Array) -> None:
        """Floats or small integers of one dtype, as nearly all tensors are: one look at the bits, then three products."""
        bits = _bits(old) ^ _bits(new)
        changed = int(np.count_nonzero(bits))
        wide_old, apart, wide_new = self._scratch(len(old))
        _widen(old, wide_old)
        old_squares = dot_in_pieces(wide_old, wide_old)
        if not changed:
            if math.isfinite(old_squares):
                self.compared += len(old)
                self.old_squares += old_squares
                self.new_squares += old_squares
                self.product += old_squares
                return
        else:
            _widen(new, apart)
            np.subtract(apart, wide_old, out=apart)  # in place: another array would not fit in the cache
            squares = dot_in_pieces(apart, apart)
        if not (math.isfinite(old_squares) and (not changed or math.isfinite(squares))):
            self._add_any(old, new, True)
            return
        self.compared += len(old)
        self.changed += changed
        self.squares += squares
        self.old_squares += old_squares
        if squares < _SMALL_CHANGE * old_squares:
            # n = o + d, so |n|^2 = |o|^2 + 2 o.d + |d|^2 and o.n = |o|^2 + o.d: nothing cancels when d is small.
            aligned = dot_in_pieces(wide_old, apart)
            self.new_squares += old_squares + 2 * aligned + squares
            self.product += old_squares + aligned
        else:
            _widen(new, wide_new)
            self.new_squares += dot_in_pieces(wide_new, wide_new)
            self.product += dot_in_pieces(wide_old, wide_new)
        self.largest = max(self.largest, float(apart.max()), -float(apart.min()))
        if old.dtype.kind != "u":
            self.flipped += _flipped(old, new, bits.view(f"i{bits.dtype.itemsize}") < 0)
        if self.tolerance is not None:
            self._count_beyond(np.abs(apart), np.abs(wide_old), 0)

    def _add_any(self, old: Array, new: Array, is_one_dtype: bool) -> None:
        """Everything else: integers, complex, two dtypes, and pieces with NaN, infinities or overflowing squares."""
        wide_old, wide_new = _widened(old), _widened(new)
        if is_one_dtype:
            self.changed += _changed_bits(old, new)
        else:
            both_nan = np.isnan(wide_old) & np.isnan(wide_new)
            self.changed += int(((wide_old != wide_new) & ~both_nan).sum())
        finite = np.isfinite(wide_old) & np.isfinite(wide_new)
        if is_one_dtype and old.dtype.kind in "iu":
            apart = _integer_distance(old, new)
        else:
            apart = np.abs(wide_new - wide_old)
        unequal = 0
        if not finite.all():
            if self.tolerance is not None:
                same = (wide_old == wide_new) | (np.isnan(wide_old) & np.isnan(wide_new))
                unequal = int(np.count_nonzero(~finite & ~same))
            self.lost += int(np.count_nonzero(np.isfinite(wide_old) & ~finite))
            wide_old, wide_new, apart = wide_old[finite], wide_new[finite], apart[finite]
        if self.tolerance is not None:
            self._count_beyond(apart, np.abs(wide_old), unequal)
        if not len(apart):
            return
        self.compared += len(apart)
        self.largest = max(self.largest, float(apart.max()))
        self.squares += float((apart * apart).sum())
        self.old_squares += _sum_of_squares(wide_old)
        self.new_squares += _sum_of_squares(wide_new)
        self.product += float((wide_old * wide_new.conj()).real.sum())
        if wide_old.dtype.kind != "c" and wide_new.dtype.kind != "c":
            self.flipped += int(np.count_nonzero(np.sign(wide_old) * np.sign(wide_new) < 0))

    def _count_beyond(self, apart: Array, size: Array, unequal: int) -> None:
        assert self.tolerance is not None
        rtol, atol = self.tolerance
        allowed = atol + rtol * size
        # What is not known to be within is beyond: 0 times a size past float64 is NaN.
        self.beyond += len(apart) - int(np.count_nonzero(apart <= allowed)) + unequal

    def _scratch(self, length: int) -> Array:
        if self._wide.shape[1] < length:
            self._wide = np.empty((3, PIECE))
        return self._wide[:, :length]


def dot_in_pieces(left: Array, right: Array) -> float:
    """The product of two vectors of floats, piece by piece: no piece is long enough to wake BLAS's threads."""
    return sum(
        float(left[start : start + _DOT].dot(right[start : start + _DOT]))
        for start in range(0, len(left), _DOT)
    )


def _widen(values: Array, out: Array) -> None:
    if values.dtype.name == "bfloat16":
        # The upper half of a float32's bits: much faster than a cast element by element.
        values = (values.view(np.uint16).astype(np.uint32) << np.uint32(16)).view(np.float32)
    np.copyto(out, values)


def _flipped(old: Array, new: Array, turned: npt.NDArray[np.bool_]) -> int:
    """Of the elements whose sign bit is another one, how many are not zero on either side."""
    count = int(np.count_nonzero(turned))
    if count > len(old) >> 4:
        return int(np.count_nonzero(turned & (old != 0) & (new != 0)))
    places = np.flatnonzero(turned) if count else _NOWHERE
    return int(np.count_nonzero((old[places] != 0) & (new[places] != 0)))


def _bits(values: Array) -> Array:
    return np.ascontiguousarray(values).view(f"u{values.dtype.itemsize}")


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

"""Statistics of a tensor, and the change between two, as bytes: everything comes back equal to the bit."""

from __future__ import annotations

import json
from dataclasses import astuple, fields
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.run_record.sealed import BrokenSealError, Parts
from explorer.analysis.value_change import ValueChange
from explorer.analysis.value_counts import TensorStatistics, ValueCounts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_PLAIN = tuple(field.name for field in fields(TensorStatistics) if field.name not in ("key", "values"))
_TALLIES = ("count", "finite", "nan", "posinf", "neginf", "zero", "denormal")
_CHANGE = tuple(field.name for field in fields(ValueChange))
# A range that is all values of one sign whose float pattern begins alike is told by that beginning,
# its rank. The width is part of the format: it must not follow `analysis.buckets` when that changes.
_RANKS = {"rank32": 16, "rank64": 45}  # how many bits of the pattern are left out
_MOST_RANK = {"rank32": 0x7F7F, "rank64": 0x3FF7F}  # of the largest finite number


_UNSIGNED: dict[int, np.dtype[Any]] = {
    1: np.dtype("<u1"),
    2: np.dtype("<u2"),
    4: np.dtype("<u4"),
    8: np.dtype("<u8"),
}
_ONE = np.uint64(1)


def statistics_to_bytes(found: TensorStatistics) -> bytes:
    """The fields but for the key: it is the name the bytes are stored under."""
    head = json.dumps([getattr(found, name) for name in _PLAIN]).encode("ascii")
    if found.values is None:
        return Parts.join(head)
    return Parts.join(head, *_counts_to_parts(found.values))


def statistics_from_bytes(key: str, data: bytes) -> TensorStatistics:
    """Raises BrokenSealError."""
    parts = Parts(data)
    plain = dict(zip(_PLAIN, _numbers(parts.next(), len(_PLAIN)), strict=True))
    if not all(type(plain[name]) is int and plain[name] >= 0 for name in _TALLIES):
        raise BrokenSealError
    values = None if parts.is_done else _counts_from_parts(parts)
    return TensorStatistics(key=key, values=values, **plain)


def change_to_bytes(change: ValueChange) -> bytes:
    """All fields."""
    return json.dumps(astuple(change)).encode("ascii")


def change_from_bytes(data: bytes) -> ValueChange:
    """Raises BrokenSealError."""
    return ValueChange(*_numbers(data, len(_CHANGE)))


def _numbers(data: bytes, count: int) -> list[Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenSealError from error
    if not isinstance(found, list) or len(found) != count:
        raise BrokenSealError
    if not all(value is None or type(value) in (int, float, bool) for value in found):
        raise BrokenSealError
    return found


# --- counts --------------------------------------------------------------------------------


def _counts_to_parts(values: ValueCounts) -> tuple[bytes, ...]:
    """How the ranges are told, the ranges, and how many elements lie in each."""
    how, ranges = _ranges_to_bytes(values.lower, values.upper)
    return how.encode("ascii"), ranges, _narrow(values.count)


def _counts_from_parts(parts: Parts) -> ValueCounts:
    how, ranges, count = parts.next().decode("latin-1"), parts.next(), _widen(parts.next())
    with np.errstate(invalid="ignore"):
        lower, upper = _ranges_from_bytes(how, ranges, len(count))
        is_sound = (count > 0).all() and (lower <= upper).all() and (lower[1:] > upper[:-1]).all()
    if not (is_sound and np.isfinite(lower).all() and np.isfinite(upper).all()):
        raise BrokenSealError
    return ValueCounts(lower, upper, count)


def _ranges_to_bytes(lower: Floats, upper: Floats) -> tuple[str, bytes]:
    low, high = lower.view(np.int64), upper.view(np.int64)
    if np.array_equal(low, high):
        with np.errstate(all="ignore"):
            narrow = lower.astype(np.float32)
        if np.array_equal(narrow.astype(np.float64).view(np.int64), low):
            return "point32", _differences(narrow.view(np.int32).astype(np.int64))
        return "point64", _differences(low)
    for how in _RANKS:
        ranks = _ranks_of(lower, upper, how)
        first, last = _bounds_of(ranks, how)
        odd = np.flatnonzero((first.view(np.int64) != low) | (last.view(np.int64) != high))
        if 4 * len(odd) <= len(lower) + 12:
            return how, Parts.join(_differences(ranks), _narrow(odd), low[odd].tobytes(), high[odd].tobytes())
    return "both64", Parts.join(_differences(low), _differences(high))


def _ranges_from_bytes(how: str, data: bytes, count: int) -> tuple[Floats, Floats]:
    if how == "point32":
        bits = _sums(data, count).astype(np.int32)
        lower = bits.view(np.float32).astype(np.float64)
        return lower, lower.copy()
    if how == "point64":
        lower = _sums(data, count).view(np.float64)
        return lower, lower.copy()
    parts = Parts(data)
    if how == "both64":
        return _sums(parts.next(), count).view(np.float64), _sums(parts.next(), count).view(np.float64)
    if how not in _RANKS:
        raise BrokenSealError
    ranks = _sums(parts.next(), count)
    most = _MOST_RANK[how]
    if count and (ranks.min() < -1 - most or ranks.max() > most):
        raise BrokenSealError
    lower, upper = _bounds_of(ranks, how)
    odd, low, high = _widen(parts.next()), parts.next(), parts.next()
    if len(low) != 8 * len(odd) or len(high) != 8 * len(odd):
        raise BrokenSealError
    if len(odd) and (odd.min() < 0 or odd.max() >= count):
        raise BrokenSealError
    lower[odd], upper[odd] = np.frombuffer(low, np.float64), np.frombuffer(high, np.float64)
    return lower, upper


def _ranks_of(lower: Floats, upper: Floats, how: str) -> Ints:
    """The rank each range would have; whether it has is for the caller to see."""
    negative = np.signbit(upper) & (upper != 0) | (upper < 0)
    near = np.abs(np.where(negative, upper, lower))
    with np.errstate(all="ignore"):
        pattern = near.astype(np.float32).view(np.uint32) if how == "rank32" else near.view(np.uint64)
    magnitude = np.clip(pattern.astype(np.int64) >> _RANKS[how], 0, _MOST_RANK[how])
    ranks: Ints = np.where(negative, -1 - magnitude, magnitude)
    return ranks


def _bounds_of(ranks: Ints, how: str) -> tuple[Floats, Floats]:
    """The least and the largest value of each rank; zero itself is left out of the ranks beside it."""
    if how == "rank32":
        lower, upper = _bounds_of_32_bits()
        places = ranks + (_MOST_RANK[how] + 1)
        return lower[places], upper[places]
    return _computed_bounds(ranks, how)


@cache
def _bounds_of_32_bits() -> tuple[Floats, Floats]:
    """Those of all ranks, the least first: looking them up is cheaper than computing them."""
    most = _MOST_RANK["rank32"]
    return _computed_bounds(np.arange(-1 - most, most + 1), "rank32")


def _computed_bounds(ranks: Ints, how: str) -> tuple[Floats, Floats]:
    negative = ranks < 0
    first = np.where(negative, ~ranks, ranks) << _RANKS[how]
    last = first | ((1 << _RANKS[how]) - 1)
    first = np.maximum(first, 1)
    if how == "rank32":
        near, far = (side.astype(np.uint32).view(np.float32).astype(np.float64) for side in (first, last))
    else:
        near, far = first.view(np.float64), last.view(np.float64)
    return np.where(negative, -far, near), np.where(negative, -near, far)


# --- whole numbers -------------------------------------------------------------------------


def _differences(values: Ints) -> bytes:
    """Ascending numbers by their distances; arithmetic wraps around, so every number comes back."""
    steps = values.copy()
    steps[1:] -= values[:-1]
    return _narrow(steps)


def _sums(data: bytes, count: int) -> Ints:
    found = _widen(data)
    if len(found) != count:
        raise BrokenSealError
    return np.cumsum(found)


def _narrow(values: npt.NDArray[np.integer[Any]]) -> bytes:
    """Whole numbers in as few bytes each as the largest needs, all first bytes first; zigzag for the sign."""
    wide = values.astype(np.int64)
    zigzag = wide << 1
    zigzag ^= wide >> 63
    most = int(zigzag.view(np.uint64).max()) if len(zigzag) else 0
    width = 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4 if most < 1 << 32 else 8
    narrow = zigzag.astype(_UNSIGNED[width])
    octets = narrow if width == 1 else narrow.view(np.uint8).reshape(-1, width).T
    return bytes((width,)) + octets.tobytes()


def _widen(data: bytes) -> Ints:
    width = data[0] if data else 0
    if width not in (1, 2, 4, 8) or (len(data) - 1) % width:
        raise BrokenSealError
    octets = np.frombuffer(data, np.uint8, offset=1)
    if width > 1:
        octets = np.ascontiguousarray(octets.reshape(width, -1).T).reshape(-1).view(_UNSIGNED[width])
    wide = octets.astype(np.uint64)
    signs = (wide & _ONE).view(np.int64)
    wide >>= _ONE
    found = wide.view(np.int64)
    found ^= np.negative(signs, out=signs)
    return found

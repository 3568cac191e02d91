"""How much values changed: the fast pass against the plain formulas in long double, for every dtype and any pieces."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis import change_sums
from explorer.analysis.change_sums import ChangeSums
from explorer.analysis.value_change import ValueChange, change_of_values, value_change_of
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.task import Cancelled, Progress, Task
from tests.builders import write_bundle

FLOATS = ("float32", "float64", "float16", "bfloat16", "float8_e5m2", "float8_e4m3fn")
OTHERS = ("int8", "uint8", "int32", "int64", "uint64", "bool", "complex64", "complex128")
ODD = (0.0, -0.0, 1.0, -1.0, math.nan, math.inf, -math.inf, 1e-40, -1e-40, 3e38, 1e-300, 65504.0)


def dtype_of(name: str) -> np.dtype[Any]:
    return np.dtype(getattr(ml_dtypes, name, None) or name)


def measured(
    old: np.ndarray[Any, Any], new: np.ndarray[Any, Any], cuts: Any = (), tolerance: Any = None
) -> ValueChange:
    sums = ChangeSums(tolerance)
    places = [0, *sorted(min(cut, len(old)) for cut in cuts), len(old)]
    for start, end in pairwise(places):
        sums.add(old[start:end], new[start:end])
    return value_change_of(sums)


def plainly(old: np.ndarray[Any, Any], new: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The definitions, one after the other, in exact fractions where there are integers and long double elsewhere."""
    wide = np.clongdouble if old.dtype.kind == "c" else np.longdouble
    with np.errstate(invalid="ignore"):  # of a NaN in bfloat16
        left, right = (
            side.astype(np.complex128 if side.dtype.kind == "c" else np.float64).astype(wide)
            for side in (old, new)
        )
    finite = np.isfinite(left) & np.isfinite(right)
    lost = int((np.isfinite(left) & ~np.isfinite(right)).sum())
    if old.dtype.kind in "iu":
        apart = np.array([abs(int(b) - int(a)) for a, b in zip(old, new)], np.longdouble)
    else:
        with np.errstate(invalid="ignore"):
            apart = np.abs(right - left)
    left, right, apart = left[finite], right[finite], apart[finite]
    same_bits = [a.tobytes() == b.tobytes() for a, b in zip(old, new)]
    is_complex = old.dtype.kind == "c"
    return {
        "compared": int(finite.sum()),
        "lost": lost,
        "changed": same_bits.count(False),
        "flipped": 0 if is_complex else int((((left > 0) & (right < 0)) | ((left < 0) & (right > 0))).sum()),
        "max_abs": apart.max() if len(apart) else None,
        "l2": np.sqrt((apart**2).sum()),
        "older_l2": np.sqrt((np.abs(left) ** 2).sum()),
        "newer_l2": np.sqrt((np.abs(right) ** 2).sum()),
        "product": (left * right.conj()).real.sum(),
    }


def agree(found: ValueChange, truth: dict[str, Any]) -> None:
    assert (found.changed_elements, found.compared, found.flipped) == (
        truth["changed"],
        truth["compared"],
        truth["flipped"],
    )
    assert found.lost == truth["lost"]
    if not truth["compared"]:
        assert (found.max_abs, found.l2, found.relative_l2, found.cosine) == (None,) * 4
        return
    for name in ("max_abs", "l2", "older_l2", "newer_l2"):
        number = getattr(found, name)
        # Squares past float64 leave no norm; squares below it count as nothing.
        if truth[name] > 1e150:
            assert number is None or number == pytest.approx(float(truth[name]), rel=1e-9)
        else:
            assert number == pytest.approx(float(truth[name]), rel=1e-9, abs=1e-150)
    if 1e-100 < truth["older_l2"] < 1e100 and 1e-100 < truth["newer_l2"] < 1e100:
        cosine = float(truth["product"] / truth["older_l2"] / truth["newer_l2"])
        assert found.cosine == pytest.approx(cosine, rel=1e-9, abs=1e-12)
        assert -1 <= (found.cosine or 0) <= 1
        assert found.relative_l2 == pytest.approx(
            float(truth["l2"] / truth["older_l2"]), rel=1e-9, abs=1e-150
        )


@st.composite
def two_arrays(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Two arrays of one dtype: any bits, or odd values, or the older one with some elements exchanged."""
    dtype = dtype_of(draw(st.sampled_from(names)))
    count = draw(st.integers(0, 40))
    if dtype.kind == "b":
        sides = [np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool) for _ in "ab"]
    elif draw(st.booleans()):
        sides = [
            np.frombuffer(
                draw(st.binary(min_size=count * dtype.itemsize, max_size=count * dtype.itemsize)), dtype
            )
            for _ in "ab"
        ]
    else:
        values = st.sampled_from(ODD if dtype.kind not in "iu" else (0, 1, 2, 100)) | (
            st.floats(-10, 10) if dtype.kind not in "iu" else st.integers(0, 100)
        )
        with np.errstate(all="ignore"):
            sides = [
                np.array(draw(st.lists(values, min_size=count, max_size=count))).astype(dtype) for _ in "ab"
            ]
    old, new = sides
    if draw(st.booleans()):
        keep = np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)
        new = np.where(keep, old, new).astype(dtype) if dtype.kind != "V" else _mixed(keep, old, new)
    return old, new


def _mixed(keep: Any, old: Any, new: Any) -> Any:
    mixed = new.copy()
    mixed[keep] = old[keep]
    return mixed


# --- against the plain formulas ------------------------------------------------------------------


@settings(deadline=None, max_examples=200)
@given(two_arrays(FLOATS + OTHERS), st.lists(st.integers(0, 40), max_size=3))
def test_any_values_in_any_pieces_are_measured_as_defined(sides: Any, cuts: list[int]) -> None:
    old, new = sides

    agree(measured(old, new, cuts), plainly(old, new))


@pytest.mark.parametrize("mean", [0.0, 1.0, 1e6, -1e12])
@pytest.mark.parametrize("dtype", ["float32", "float64", "bfloat16"])
@pytest.mark.parametrize("step", [1e-7, 1e-2, 3.0])
def test_long_tensors_keep_nine_digits_whatever_their_mean(dtype: str, mean: float, step: float) -> None:
    random = np.random.default_rng(3)
    old = (mean + random.normal(0, 1, 70_001)).astype(dtype_of(dtype))
    new = (old.astype(np.float64) + random.normal(0, step, len(old))).astype(dtype_of(dtype))

    agree(measured(old, new, (65_536, 70_000)), plainly(old, new))


def test_a_cosine_is_never_past_one_and_exactly_one_for_equal_values() -> None:
    random = np.random.default_rng(0)
    for _ in range(200):
        values = random.normal(0, 1, 7)
        assert measured(values, values.copy()).cosine == 1.0
        for factor in (3.0, 1 / 3, -7.1):
            found = measured(values, values * factor).cosine
            assert found is not None
            assert 1 - 1e-12 < abs(found) <= 1


def test_opposite_and_orthogonal_vectors() -> None:
    old = np.array([1, 2, 0], np.float32)

    assert measured(old, -old).cosine == pytest.approx(-1.0, abs=1e-15)
    assert measured(old, -old).flipped == 2
    assert measured(old, np.array([2, -1, 5], np.float32)).cosine == 0.0


def test_squares_beyond_float64_leave_no_norm_but_the_largest_change() -> None:
    found = measured(np.array([1e200, 0]), np.array([-1e200, 0]))

    assert (found.max_abs, found.l2, found.cosine, found.older_l2) == (2e200, None, None, None)
    assert (found.compared, found.flipped) == (2, 1)


def test_squares_beyond_float32_are_no_matter() -> None:
    found = measured(np.array([3e30, 4e30], np.float32), np.array([0, 0], np.float32))

    assert found.older_l2 == pytest.approx(math.hypot(np.float32(3e30), np.float32(4e30)), rel=1e-12)
    assert found.relative_l2 == 1.0


def test_one_nan_in_a_long_piece_costs_that_element_only() -> None:
    old = np.full(100_000, 2.0, np.float32)
    new = np.full(100_000, 3.0, np.float32)
    new[77_777] = np.nan

    found = measured(old, new)

    assert (found.compared, found.changed_elements, found.max_abs) == (99_999, 100_000, 1.0)
    assert found.l2 == pytest.approx(math.sqrt(99_999), rel=1e-12)


def test_arrays_of_two_dtypes_are_compared_as_numbers() -> None:
    found = measured(np.array([1, -2, np.nan], np.float32), np.array([1, 2, np.nan]))

    assert (found.changed_elements, found.flipped, found.compared, found.max_abs) == (1, 1, 2, 4.0)


# --- within a tolerance --------------------------------------------------------------------------


@settings(deadline=None, max_examples=100)
@given(
    two_arrays(("float32", "float64", "float16", "int32")),
    st.sampled_from((0.0, 1e-5, 0.1)),
    st.sampled_from((0.0, 1e-8, 1.0)),
)
def test_what_lies_beyond_a_tolerance_is_what_numpy_finds_not_close(
    sides: Any, rtol: float, atol: float
) -> None:
    old, new = sides

    found = measured(old, new, (3,), tolerance=(rtol, atol))

    with np.errstate(all="ignore"):
        wide_old, wide_new = old.astype(np.float64), new.astype(np.float64)
        close = np.isclose(wide_new, wide_old, rtol=rtol, atol=atol, equal_nan=True)
    assert found.beyond == np.count_nonzero(~close)


def test_no_tolerance_counts_nothing_beyond() -> None:
    assert measured(np.ones(2), np.zeros(2)).beyond is None


def test_the_edge_of_a_tolerance_is_inside() -> None:
    old, new = np.array([8.0, 8.0]), np.array([9.0, 9.0000001])

    assert measured(old, new, tolerance=(0.125, 0.0)).beyond == 1
    assert Fraction(9.0) - Fraction(8.0) == Fraction(0.125) * 8


# --- from files ----------------------------------------------------------------------------------


def test_a_tensor_of_many_chunks_is_read_piece_by_piece_and_can_be_cancelled(tmp_path: Path) -> None:
    count = 3 * (change_sums.PIECE + 5) + (1 << 20)
    old = np.arange(count, dtype=np.float32)
    new = old.copy()
    new[-1] += 2
    older, newer = (
        checkpoint_at(write_bundle(tmp_path / f"ckpt-{number}", {"w": values}))
        for number, values in ((1, old), (2, new))
    )
    told: list[Progress] = []

    found = change_of_values(older, newer, "w", Task(told.append))

    assert (found.changed_elements, found.max_abs, found.compared) == (1, 2.0, count)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert (told[-1].done, told[-1].total) == (count, count)
    task = Task(lambda progress: task.cancel() if progress.done else None)
    with pytest.raises(Cancelled):
        change_of_values(older, newer, "w", task)

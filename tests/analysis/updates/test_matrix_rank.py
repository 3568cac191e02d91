"""The ranks of a matrix: against numpy's singular values and matrices whose ranks are known by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.updates import RankMeasure, effective_rank, matrix_rank
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.errors import CorruptFileError, NoValueError, UnknownKeyError
from explorer.task import Cancelled, Progress, Task
from tests.analysis.updates.plain_change import GOLDEN
from tests.builders import data_name, write_bundle


@pytest.fixture
def rank_of(tmp_path: Path) -> Any:
    def measure(values: Any, task: Task | None = None, **options: Any) -> RankMeasure:
        checkpoint = checkpoint_at(write_bundle(tmp_path / "ckpt-1", {"w": values}, **options))
        return effective_rank(checkpoint, "w", task or Task())

    return measure


def plain_ranks(values: np.ndarray[Any, Any]) -> tuple[float, float, np.ndarray[Any, Any]]:
    """Stable rank by two norms, effective rank by the entropy in the definition of Roy and Vetterli."""
    matrix = values.reshape(-1, values.shape[-1]).astype(np.float64)
    singular = np.linalg.svd(matrix, compute_uv=False)
    stable = np.linalg.norm(matrix) ** 2 / np.linalg.norm(matrix, 2) ** 2
    shares = [one / singular.sum() for one in singular if one > 0]
    return float(stable), float(np.exp(-sum(share * np.log(share) for share in shares))), singular


def agrees(found: RankMeasure, values: np.ndarray[Any, Any], rel: float = 1e-9) -> None:
    stable, effective, singular = plain_ranks(values)
    assert found.stable_rank == pytest.approx(stable, rel=rel)
    assert found.effective_rank == pytest.approx(effective, rel=rel)
    assert found.singular_values == pytest.approx(singular, rel=rel, abs=1e-6 * singular[0])
    assert not found.is_sample


# --- by hand -------------------------------------------------------------------------------------


def test_the_identity_uses_every_direction(rank_of: Any) -> None:
    found = rank_of(np.eye(7, dtype=np.float32))

    assert (found.rows, found.columns) == (7, 7)
    assert (found.stable_rank, found.effective_rank) == (pytest.approx(7.0), pytest.approx(7.0))


def test_an_outer_product_uses_one(rank_of: Any) -> None:
    found = rank_of(np.outer([1.0, 2, 3], [4.0, 5]).astype(np.float64))

    assert (found.stable_rank, found.effective_rank) == (pytest.approx(1.0), pytest.approx(1.0, abs=1e-6))
    assert found.singular_values[0] == pytest.approx(np.sqrt(14 * 41))


def test_two_directions_of_different_strength(rank_of: Any) -> None:
    found = rank_of(np.diag([3.0, 1.0]).astype(np.float32))

    assert found.stable_rank == pytest.approx(10 / 9)
    assert found.effective_rank == pytest.approx(4 / 3**0.75)  # exp of the entropy of 3/4 and 1/4


def test_zeros_have_no_direction(rank_of: Any) -> None:
    found = rank_of(np.zeros((3, 2), np.float32))

    assert (found.stable_rank, found.effective_rank, found.singular_values) == (None, None, (0.0, 0.0))
    assert found.sentence == "All elements are zero."


# --- against numpy -------------------------------------------------------------------------------


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=4),
    st.integers(0, 99),
    st.sampled_from(("float32", "float64", "float16", "int8")),
)
def test_any_shape_is_measured_as_its_last_axis_against_the_rest(
    shape: list[int], seed: int, dtype: str
) -> None:
    from tempfile import TemporaryDirectory

    values = (10 * np.random.default_rng(seed).normal(size=shape)).astype(dtype)
    with TemporaryDirectory() as folder:
        checkpoint = checkpoint_at(write_bundle(Path(folder) / "x", {"w": values}))
        found = effective_rank(checkpoint, "w")

    if values.any():
        agrees(found, values, 1e-7)


@pytest.mark.parametrize("shape", [(6000, 520), (530, 600), (700, 530), (520, 9000)])
def test_large_matrices_go_by_their_products_and_keep_seven_digits(
    rank_of: Any, shape: tuple[int, int]
) -> None:
    random = np.random.default_rng(1)
    values = random.normal(size=shape).astype(np.float32) * np.geomspace(1, 1e-3, shape[1], dtype=np.float32)

    found = rank_of(values)

    singular = np.linalg.svd(
        values.astype(np.float64) if shape[0] < 1000 else values.T @ values, compute_uv=False
    )
    if shape[0] >= 1000:
        singular = np.sqrt(singular)
    assert found.singular_values[:20] == pytest.approx(singular[:20], rel=1e-4)
    assert found.stable_rank == pytest.approx(
        np.linalg.norm(values.astype(float)) ** 2 / singular[0] ** 2, rel=1e-4
    )
    assert "WᵀW" in found.sentence


def test_rows_are_read_in_blocks_that_end_anywhere(rank_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_rank, "_BLOCK_BYTES", 100)
    values = np.random.default_rng(2).normal(size=(61, 7)).astype(np.float32)

    agrees(rank_of(values), values)


def test_rows_of_a_partitioned_matrix_may_come_in_any_slices(rank_of: Any) -> None:
    values = np.random.default_rng(3).normal(size=(6, 4)).astype(np.float32)

    agrees(rank_of(values, slices={"w": [((0, 0), (2, 4)), ((2, 0), (4, 4))]}), values)
    agrees(rank_of(values, slices={"w": [((0, 0), (6, 1)), ((0, 1), (6, 3))]}), values)


def test_golden_kernels() -> None:
    checkpoint = checkpoint_at(GOLDEN / "history_tf115/model_dir/model.ckpt-320")

    for key in ("hidden/kernel", "out/kernel"):
        agrees(effective_rank(checkpoint, key), checkpoint.read(key))
    for path in sorted((GOLDEN / "partitioned_tf115").rglob("*.index")):
        other = checkpoint_at(path.with_suffix(""))
        for key in other.table.keys:
            if len(other.table.shape(other.row(key))) >= 2:
                agrees(effective_rank(other, key), other.read(key))


# --- samples -------------------------------------------------------------------------------------


def test_a_matrix_too_wide_is_measured_by_columns_drawn_at_random(
    rank_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_rank, "MOST_COLUMNS", 50)
    monkeypatch.setattr(matrix_rank, "_WHOLE_BYTES", 0)
    monkeypatch.setattr(matrix_rank, "_BLOCK_BYTES", 4096)
    values = np.random.default_rng(4).normal(size=(300, 701)).astype(np.float32)
    drawn = np.sort(np.random.default_rng(0).choice(701, 50, replace=False))

    found, again = rank_of(values), rank_of(values)

    assert found == again
    assert found.is_sample
    assert "50 of its 701 columns" in found.sentence
    stable, effective, singular = plain_ranks(values[:, drawn])
    assert found.stable_rank == pytest.approx(stable, rel=1e-7)
    assert found.effective_rank == pytest.approx(effective, rel=1e-7)
    assert found.singular_values == pytest.approx(singular, rel=1e-7)


def test_a_sample_of_few_rows_has_no_more_directions_than_rows(
    rank_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_rank, "MOST_COLUMNS", 50)
    monkeypatch.setattr(matrix_rank, "_WHOLE_BYTES", 0)

    found = rank_of(np.random.default_rng(4).normal(size=(3, 400)).astype(np.float32))

    assert len(found.singular_values) == 3
    assert 1 <= found.effective_rank <= 3


# --- what has no rank ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "part"),
    [
        (np.ones(3, np.float32), "no matrix"),
        (np.float32(1), "no matrix"),
        (np.ones((0, 3), np.float32), "no elements"),
        (np.array([[1, np.nan]], np.float32), "NaN or infinities"),
        (np.array([[1, np.inf]], np.float32), "NaN or infinities"),
        ([b"x"], "dtype string"),
    ],
)
def test_what_has_no_rank_says_why(rank_of: Any, values: Any, part: str) -> None:
    with pytest.raises(NoValueError, match=part):
        rank_of(values)


def test_values_too_large_for_squares_say_so(rank_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_rank, "_MOST_SVD", 0)

    with pytest.raises(NoValueError, match="too large"):
        rank_of(np.full((3, 2), 1e300))


def test_values_too_small_for_squares_are_no_zeros(rank_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_rank, "_MOST_SVD", 2)

    with pytest.raises(NoValueError, match="too small for their squares"):
        rank_of(np.eye(5) * 1e-200)
    assert rank_of(np.zeros((5, 5))).sentence == "All elements are zero."


def test_columns_of_zeros_that_were_drawn_say_nothing_of_the_others(
    rank_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_rank, "MOST_COLUMNS", 3)
    monkeypatch.setattr(matrix_rank, "_WHOLE_BYTES", 0)
    values = np.zeros((4, 50))
    drawn = np.random.default_rng(0).choice(50, 3, replace=False)
    values[:, next(column for column in range(50) if column not in drawn)] = 1

    found = rank_of(values)

    assert (found.stable_rank, found.is_sample) == (None, True)
    assert found.sentence.startswith("A sample: 3 of its 50 columns")
    assert found.sentence.endswith("All elements of these are zero.")


def test_errors_of_reading_come_through(tmp_path: Path) -> None:
    checkpoint = checkpoint_at(write_bundle(tmp_path / "x", {"w": np.ones((3, 2), np.float32)}))
    with pytest.raises(UnknownKeyError):
        effective_rank(checkpoint, "v")
    path = data_name(checkpoint.prefix)
    path.write_bytes(b"\xff" + path.read_bytes()[1:])

    with pytest.raises(CorruptFileError, match="checksum"):
        effective_rank(checkpoint_at(checkpoint.prefix), "w")


def test_progress_in_rows_and_a_cancel_between_blocks(rank_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_rank, "_BLOCK_BYTES", 1024)
    values = np.ones((1000, 4), np.float32)
    told: list[Progress] = []

    rank_of(values, Task(told.append))

    assert {progress.total for progress in told} == {1000}
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    task = Task(lambda progress: task.cancel() if progress.done else None)
    with pytest.raises(Cancelled):
        rank_of(values, task)

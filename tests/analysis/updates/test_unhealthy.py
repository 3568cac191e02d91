"""The first step with NaN: found by halving what a plain look at every tensor of every step finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.statistics import tensor_statistics
from explorer.analysis.updates import FirstUnhealthy, first_unhealthy, readable
from explorer.analysis.updates.non_finite import is_finite, look_for_non_finite
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.series import CheckpointCache, open_model_dir
from explorer.errors import CorruptFileError
from explorer.task import Cancelled, Task
from tests.analysis.updates.plain_change import GOLDEN, write_run
from tests.builders import data_name, write_bundle

HEALTHY, NAN, INF = [1.0, 2.0], [1.0, np.nan], [np.inf, 2.0]
SUFFIX = "/.ATTRIBUTES/VARIABLE_VALUE"


def tensors(**values: Sequence[float]) -> dict[str, Any]:
    return {key: np.array(value, np.float32) for key, value in values.items()}


def search(folder: Path, steps: list[dict[str, Any]], known: Any = None) -> FirstUnhealthy:
    run, cache = write_run(folder, steps)
    return first_unhealthy(readable(run, "model.ckpt"), cache.open, known)


def from_statistics(checkpoint: Checkpoint, keys: Sequence[str]) -> Mapping[str, Any]:
    return {key: tensor_statistics(checkpoint, key) for key in keys}


# --- one look ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dtype",
    [
        "float32",
        "float64",
        "float16",
        "bfloat16",
        "float8_e5m2",
        "float8_e4m3fn",
        "complex64",
        "int32",
        "bool",
    ],
)
@pytest.mark.parametrize("odd", [None, np.nan, np.inf, -np.inf])
def test_a_look_tells_finite_arrays_of_every_dtype(dtype: str, odd: float | None) -> None:
    kind = np.dtype(getattr(ml_dtypes, dtype, None) or dtype)
    values = np.ones(1000).astype(kind)
    if odd is not None and kind.kind not in "ib":
        with np.errstate(all="ignore"):
            values[777] = odd
    wide = values.astype(np.complex128 if kind.kind == "c" else np.float64)

    assert is_finite(values) == bool(np.isfinite(wide).all())


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_squares_that_overflow_are_no_infinity(dtype: str) -> None:
    assert is_finite(np.full(10, np.finfo(dtype).max, dtype))
    assert is_finite(np.empty(0, dtype))


def test_a_look_is_settled_by_the_first_nan_and_reads_to_the_end(tmp_path: Path) -> None:
    values = np.zeros(1 << 21, np.float32)
    values[5] = np.nan
    values[-1] = np.inf
    checkpoint = checkpoint_at(write_bundle(tmp_path / "x", {"w": values}))

    first, both = (look_for_non_finite(checkpoint, "w", both=both) for both in (False, True))

    assert (first.nan, first.inf) == (True, False)
    assert first.bytes_read == values.nbytes
    assert (both.nan, both.inf, both.bytes_read) == (True, True, values.nbytes)
    assert not both.is_healthy


@pytest.mark.parametrize("both", [False, True])
def test_damaged_bytes_are_not_taken_for_the_first_nan(tmp_path: Path, both: bool) -> None:
    values = np.ones(1 << 21, np.float32)
    prefix = write_bundle(tmp_path / "x", {"w": values})
    (data,) = tmp_path.glob("x.data-*")
    spoiled = bytearray(data.read_bytes())
    spoiled[:8] = np.float32([np.nan, np.inf]).tobytes()
    data.write_bytes(spoiled)

    with pytest.raises(CorruptFileError):
        look_for_non_finite(checkpoint_at(prefix), "w", both=both)


# --- golden --------------------------------------------------------------------------------------


def test_the_golden_run_turns_bad_at_its_second_step() -> None:
    run = open_model_dir(GOLDEN / "nan_inf_tf215/model_dir")

    found = first_unhealthy(readable(run, "ckpt"), CheckpointCache().open)

    assert found.entry is not None
    assert found.last_healthy is not None
    assert (found.entry.number, found.keys, found.last_healthy.number) == (2, (f"w{SUFFIX}",), 1)
    assert set(found.from_the_first) == {
        f"{name}{SUFFIX}" for name in ("all_inf", "all_nan", "bf16", "cplx", "d", "half", "payload")
    }
    assert found.is_certain
    assert found.sentence.startswith("NaN or infinities first appear at save 2, in 1 tensor; save 1 has none")


@pytest.mark.parametrize("folder", ["history_tf115/model_dir", "history_tf215/run"])
def test_a_sound_golden_run_is_told_by_its_newest_step_alone(folder: str) -> None:
    run = open_model_dir(GOLDEN / folder)
    entries = readable(run, run.families[0])
    newest = checkpoint_at(entries[-1].path)
    floats = sum(
        newest.read(key).nbytes for key in newest.table.keys if newest.variable(key).dtype == "float32"
    )

    found = first_unhealthy(entries, CheckpointCache().open)

    assert (found.entry, found.keys, found.last_healthy) == (None, (), None)
    assert found.bytes_read == floats
    assert not found.is_certain
    assert "assumed" in found.sentence


# --- made runs -----------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 12), st.lists(st.integers(0, 14), min_size=1, max_size=4), st.booleans())
def test_halving_finds_what_a_look_at_everything_finds(count: int, births: list[int], is_known: bool) -> None:
    steps = [
        tensors(**{f"w{i}": NAN if step >= birth else HEALTHY for i, birth in enumerate(births)})
        for step in range(count)
    ]
    later = [birth for birth in births if 0 < birth < count]
    there = [f"w{i}" for i, birth in enumerate(births) if birth == 0]
    with TemporaryDirectory() as folder:
        found = search(Path(folder), steps, from_statistics if is_known else None)

    if later:
        first = min(later)
        assert found.entry is not None
        assert found.last_healthy is not None
        assert (found.entry.step, found.last_healthy.step) == (first + 1, first)
        assert found.keys == tuple(f"w{i}" for i, birth in enumerate(births) if birth == first)
    elif there:
        assert found.entry is not None
        assert (found.entry.step, found.keys, found.last_healthy) == (1, tuple(there), None)
    else:
        assert (found.entry, found.keys) == (None, ())
    assert found.from_the_first == tuple(there)
    assert not is_known or (found.is_certain and found.bytes_read == 0)


def test_only_the_tensors_in_question_are_read_between_the_ends(tmp_path: Path) -> None:
    count = 32
    steps = [tensors(bad=NAN if step >= 20 else HEALTHY, big=[0.0] * 1000) for step in range(count)]

    found = search(tmp_path, steps)

    assert found.entry is not None
    assert found.entry.step == 21
    # The newest step and the two neighbours in full, of five more and the first one tensor of 8 bytes.
    assert found.bytes_read <= 3 * 4008 + 6 * 8
    assert not found.is_certain


def test_an_infinity_from_the_first_step_on_is_told_apart_and_its_first_nan_is_news(tmp_path: Path) -> None:
    steps = [tensors(smallest=INF, w=HEALTHY) for _ in range(6)]
    assert search(tmp_path, steps).keys == ("smallest",)
    for step in steps[4:]:
        step["smallest"] = np.array([np.inf, np.nan], np.float32)
    (tmp_path / "again").mkdir()

    found = search(tmp_path / "again", steps)

    assert found.entry is not None
    assert (found.entry.step, found.keys, found.from_the_first) == (5, ("smallest",), ("smallest",))


def test_one_step_that_is_bad_is_the_first_there_is(tmp_path: Path) -> None:
    found = search(tmp_path, [tensors(w=NAN)])

    assert found.entry is not None
    assert (found.entry.step, found.keys, found.last_healthy, found.is_certain) == (1, ("w",), None, True)
    assert "from the first step there is on" in found.sentence


def test_no_steps_at_all(tmp_path: Path) -> None:
    found = first_unhealthy((), CheckpointCache().open)

    assert (found.entry, found.is_certain) == (None, False)
    assert found.sentence == "There is no step whose values can be read."


def test_a_tensor_that_comes_later_with_nan_is_news(tmp_path: Path) -> None:
    steps = [tensors(w=HEALTHY), tensors(w=HEALTHY), tensors(v=NAN, w=HEALTHY), tensors(v=NAN, w=HEALTHY)]

    found = search(tmp_path, steps)

    assert found.entry is not None
    assert (found.entry.step, found.keys) == (3, ("v",))


def test_statistics_that_break_the_assumption_make_it_look_at_every_step(tmp_path: Path) -> None:
    is_bad = [False, False, True, False, False, True, True]
    steps = [tensors(w=NAN if bad else HEALTHY) for bad in is_bad]

    def known(checkpoint: Checkpoint, keys: Sequence[str]) -> Mapping[str, Any]:
        return (
            from_statistics(checkpoint, keys) if checkpoint.name in ("model.ckpt-3", "model.ckpt-5") else {}
        )

    found = search(tmp_path, steps, known)

    assert found.entry is not None
    assert (found.entry.step, found.is_certain) == (3, True)


def test_a_recovery_before_the_found_step_is_seen_by_its_neighbour(tmp_path: Path) -> None:
    steps = [tensors(u=HEALTHY, w=HEALTHY), tensors(u=NAN, w=HEALTHY), tensors(u=HEALTHY, w=NAN)]

    found = search(tmp_path, steps)

    assert found.entry is not None
    assert (found.entry.step, found.keys) == (2, ("u",))


# --- damage --------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_said_and_leaves_doubt(tmp_path: Path) -> None:
    steps = [tensors(w=HEALTHY if step < 3 else NAN) for step in range(6)]
    run, cache = write_run(tmp_path, steps)
    entries = readable(run, "model.ckpt")
    data_name(entries[2].path).unlink()  # the last healthy one

    found = first_unhealthy(entries, cache.open)

    assert found.entry is not None
    assert found.last_healthy is not None
    assert (found.entry.step, found.last_healthy.step) == (4, 2)
    assert not found.is_certain
    assert len(found.unread) == 1
    assert "step 3" in found.unread[0]


def test_steps_that_cannot_be_opened_are_passed_over(tmp_path: Path) -> None:
    steps = [tensors(w=HEALTHY if step < 3 else NAN) for step in range(6)]
    run, cache = write_run(tmp_path, steps)
    entries = list(readable(run, "model.ckpt"))
    for place in (0, 2, 5):
        Path(f"{entries[place].path}.index").unlink()
        entries[place] = replace(entries[place], stamp=())

    found = first_unhealthy(entries, cache.open)

    assert found.entry is not None
    assert (found.entry.step, found.keys) == (4, ("w",))
    assert not found.is_certain


def test_a_cancel_is_felt(tmp_path: Path) -> None:
    run, cache = write_run(tmp_path, [tensors(w=HEALTHY) for _ in range(3)])
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        first_unhealthy(readable(run, "model.ckpt"), cache.open, task=task)


def test_steps_that_were_never_opened_leave_it_uncertain(tmp_path: Path) -> None:
    # Step 2 was NaN for a while; halving goes from 9 by 5 and 3 to 4, and never comes there.
    bad = {2, 5, 6, 7, 8, 9}
    steps = [tensors(w=NAN if step in bad else HEALTHY) for step in range(1, 10)]

    found = search(tmp_path, steps)

    assert found.entry is not None
    assert (found.entry.step, found.is_certain) == (5, False)
    assert "it is assumed that NaN stays" in found.sentence


def test_a_nan_that_came_and_went_unseen_leaves_it_uncertain(tmp_path: Path) -> None:
    infinite = np.array([np.inf, 0.0], np.float32)
    both = np.array([np.inf, np.nan], np.float32)

    found = search(tmp_path, [tensors(w=infinite), tensors(w=both), tensors(w=infinite)])

    assert found.entry is not None
    assert (found.entry.step, found.last_healthy, found.is_certain) == (1, None, False)
    assert "it is assumed that NaN stays" in found.sentence

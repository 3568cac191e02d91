"""The table of a run and what stands out in it: golden runs by plain formulas, made runs by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.updates import STATES, RunMoves, consecutive, run_moves, summary_of_moves
from explorer.analysis.updates.kinds import (
    CONSTANT,
    COUNTER,
    EMPTY,
    NOT_FINITE,
    SLOT,
    STATE,
    STATISTICS,
    TRAINED,
    kind_of,
)
from explorer.checkpoints.roles import ROLE_CODE
from explorer.checkpoints.series import CheckpointCache, open_model_dir
from explorer.task import Cancelled, Progress, Task
from tests.analysis.updates.plain_change import GOLDEN, plain_change, write_run
from tests.builders import data_name

FLOAT, INT, STRING = 1, 9, 7


def floats(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, np.float32)


def moves_of(folder: Path, steps: list[dict[str, Any]], **options: Any) -> RunMoves:
    run, cache = write_run(folder, steps)
    return run_moves(consecutive(run, "model.ckpt"), cache.open, **options)


def states(moves: RunMoves, key: str) -> list[str]:
    return [STATES[code] for code in moves.state[moves.row(key)].tolist()]


# --- the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder", ["history_tf115/model_dir", "history_tf215/run", "nan_inf_tf215/model_dir"]
)
def test_every_cell_of_a_golden_run_is_what_numpy_says(folder: str) -> None:
    run = open_model_dir(GOLDEN / folder)
    cache = CheckpointCache()
    pairs = consecutive(run, run.families[0])

    moves = run_moves(pairs, cache.open)

    assert moves.state.shape == (len(moves.keys), len(pairs))
    seen = 0
    for place in {0, len(pairs) // 2, len(pairs) - 1}:
        older, newer = (cache.open(entry) for entry in pairs[place])
        for row, key in enumerate(moves.keys):
            old, new = older.read(key), newer.read(key)
            if old.dtype.kind not in "fiub":
                continue
            truth = plain_change(old, new)
            seen += 1
            assert STATES[moves.state[row, place]] == ("moved" if truth["changed_elements"] else "unchanged")
            assert moves.changed[row, place] == pytest.approx(truth["changed_elements"] / old.size, rel=1e-6)
            if not truth["changed_elements"]:
                continue  # told by checksums: what holds no finite number is not known then
            for name in ("relative_l2", "max_abs", "cosine"):
                expected = np.nan if truth[name] is None else truth[name]
                assert getattr(moves, name)[row, place] == pytest.approx(expected, rel=1e-9, nan_ok=True)
            assert moves.flipped[row, place] == pytest.approx(truth["flipped"] / max(truth["compared"], 1))
            assert moves.not_finite[row, place] == pytest.approx(1 - truth["compared"] / old.size, abs=1e-6)
    assert seen


def test_every_kind_of_cell_and_its_reason(tmp_path: Path) -> None:
    steps = [
        {"grown": floats(1), "kind": floats(1), "late": b"", "still": floats(1), "text": b"x", "w": floats(3, 4)},
        {"grown": floats(1, 2), "kind": np.int32([2]), "still": floats(1), "text": b"x", "w": floats(3, 0)},
        {"grown": floats(1, 5), "kind": np.int32([2]), "new": floats(1), "still": floats(1), "text": b"y", "w": floats(-3, 0)},
    ]  # fmt: skip

    moves = moves_of(tmp_path, steps)

    assert moves.keys == ("grown", "kind", "late", "new", "still", "text", "w")
    assert {key: states(moves, key) for key in moves.keys} == {
        "grown": ["shape differs", "moved"],
        "kind": ["moved", "unchanged"],
        "late": ["absent", "absent"],
        "new": ["absent", "absent"],
        "still": ["unchanged", "unchanged"],
        "text": ["no numbers", "no numbers"],
        "w": ["moved", "moved"],
    }
    row = moves.row("w")
    assert moves.relative_l2[row].tolist() == [0.8, 2.0]
    assert moves.flipped[row].tolist() == [0.0, 0.5]
    assert moves.cosine[row].tolist() == pytest.approx([0.6, -1.0])
    assert (moves.why(row, 0), moves.why(moves.row("still"), 0)) == ("", "")
    assert moves.why(moves.row("grown"), 0) == "The shape changed from [1] to [2]."
    assert moves.why(moves.row("late"), 0) == "Only the older checkpoint holds this tensor."
    assert moves.why(moves.row("late"), 1) == "Neither checkpoint holds this tensor."
    assert moves.why(moves.row("new"), 1) == "Only the newer checkpoint holds this tensor."
    assert moves.why(moves.row("text"), 0) == "The tensor holds no numbers."
    assert moves.lacks[moves.row("late")].tolist() == [2, 3]
    assert moves.lacks[moves.row("new")].tolist() == [3, 1]
    assert moves.row("nowhere") == -1
    assert not moves.state.flags.writeable


def test_a_step_that_cannot_be_opened_or_read_leaves_the_others(tmp_path: Path) -> None:
    run, cache = write_run(tmp_path, [{"w": floats(step)} for step in range(5)])
    entries = list(run.checkpoints)
    Path(f"{entries[0].path}.index").unlink()
    entries[0] = replace(entries[0], stamp=())
    data_name(entries[2].path).unlink()

    moves = run_moves(consecutive(replace(run, checkpoints=tuple(entries)), "model.ckpt"), cache.open)

    assert states(moves, "w") == ["unreadable", "unreadable", "unreadable", "moved"]
    assert all(moves.why(0, place) for place in range(3))
    assert "is not there" in moves.why(0, 1)


def test_only_the_keys_asked_for_the_newest_pair_first(tmp_path: Path) -> None:
    told: list[RunMoves] = []
    steps = [{"u": floats(step), "v": floats(step), "w": floats(step)} for step in range(3)]
    run, cache = write_run(tmp_path, steps)
    pairs = consecutive(run, "model.ckpt")
    seen: list[str] = []

    def open_entry(entry: Any) -> Any:
        seen.append(entry.prefix)
        return cache.open(entry)

    moves = run_moves(pairs, open_entry, ["w", "nowhere", "u"], partly=told.append)

    assert moves.keys == ("u", "w")
    assert seen[-4:] == ["model.ckpt-2", "model.ckpt-3", "model.ckpt-1", "model.ckpt-2"]


def test_one_step_has_nothing_to_compare_with(tmp_path: Path) -> None:
    moves = moves_of(tmp_path, [{"w": floats(1)}])

    assert (moves.pairs, moves.keys, moves.state.shape) == ((), (), (0, 0))
    assert "one step only" in summary_of_moves(moves).sentence


def test_progress_and_cancel(tmp_path: Path) -> None:
    run, cache = write_run(tmp_path, [{"w": floats(step)} for step in range(4)])
    pairs = consecutive(run, "model.ckpt")
    told: list[Progress] = []

    run_moves(pairs, cache.open, task=Task(told.append))

    done = [progress.done / progress.total for progress in told]
    assert done == sorted(done)
    assert done[-1] == 1
    task = Task(lambda progress: task.cancel() if progress.done else None)
    with pytest.raises(Cancelled):
        run_moves(pairs, cache.open, task=task)


# --- what stands out -----------------------------------------------------------------------------


@pytest.fixture
def trained_run(tmp_path: Path) -> RunMoves:
    """Five steps: one layer trains, one is frozen, one stops, one dies; statistics and counters beside them."""
    steps = [
        {
            "bn/moving_mean": floats(0, 0),
            "dead/kernel": floats(1, np.nan if step >= 3 else step),
            "frozen/kernel": floats(1, 2),
            "global_step": np.int64(step),
            "seed": np.int64([7]),
            "slow/kernel": floats(100, step),
            "slow/kernel/Adam": floats(0, step + 1),
            "stops/kernel": floats(min(step, 2), 1),
            "trains/kernel": floats(1, 10 * step),
        }
        for step in range(1, 6)
    ]
    return moves_of(tmp_path, steps)


def test_moved_most_never_moved_stopped_and_nan(trained_run: RunMoves) -> None:
    found = summary_of_moves(trained_run)

    assert [one.key for one in found.variables][:2] == ["trains/kernel", "dead/kernel"]
    first = found.variables[0]
    sizes = [10 / np.hypot(1, 10 * step) for step in range(1, 5)]
    assert first.mean_relative_l2 == pytest.approx(np.mean(sizes))
    assert (first.largest_relative_l2, first.largest_pair) == (pytest.approx(sizes[0]), 0)
    assert [one.key for one in found.slots] == ["slow/kernel/Adam"]
    assert [one.key for one in found.counters] == ["global_step"]
    assert [(one.key, one.kind, one.last_moved) for one in found.frozen] == [("frozen/kernel", TRAINED, -1)]
    assert {one.key: one.kind for one in found.never_moved} == {
        "bn/moving_mean": STATISTICS,
        "seed": CONSTANT,
    }
    assert all(one.reason for one in (*found.never_moved, *found.frozen))
    assert [(one.key, one.last_moved) for one in found.stopped] == [("stops/kernel", 0)]
    assert "step 2" in found.stopped[0].reason
    assert found.became_nan == (("dead/kernel", 1),)
    assert (
        found.sentence == "6 of 9 tensors moved; 1 that looks trainable never did; 1 became NaN or infinite."
    )


def test_an_infinity_from_the_first_step_on_is_no_news(tmp_path: Path) -> None:
    steps = [
        {"smallest": floats(np.inf, step), "w": floats(step, np.nan if step == 2 else 1)} for step in range(3)
    ]

    moves = moves_of(tmp_path, steps)

    assert summary_of_moves(moves).became_nan == (("w", 1),)
    assert moves.not_finite[moves.row("smallest")].tolist() == [0.5, 0.5]
    assert moves.lost[moves.row("w")].tolist() == [0, 0.5]


def test_each_list_can_be_cut(trained_run: RunMoves) -> None:
    found = summary_of_moves(trained_run, most=1)

    assert (len(found.variables), len(found.never_moved)) == (1, 1)
    assert len(found.frozen) == 1


def test_a_run_that_never_trained_freezes_nothing_by_accident(tmp_path: Path) -> None:
    steps = [{"global_step": np.int64(step), "w": floats(1), "v": floats(2)} for step in range(3)]

    found = summary_of_moves(moves_of(tmp_path, steps))

    assert found.frozen == ()
    assert {one.key for one in found.never_moved} == {"v", "w"}
    assert all("nothing was trained" in one.reason for one in found.never_moved)


def test_steps_that_are_all_the_same_say_so(tmp_path: Path) -> None:
    found = summary_of_moves(moves_of(tmp_path, [{"w": floats(1)}] * 3))

    assert (found.frozen, found.never_moved, found.variables) == ((), (), ())
    assert found.sentence == "No tensor changed at all between these steps."


def test_nothing_known_says_so(tmp_path: Path) -> None:
    found = summary_of_moves(moves_of(tmp_path, [{"s": b"x"}, {"s": b"y"}]))

    assert (found.pairs_known, found.sentence) == (0, "Nothing is known of how the tensors moved.")


def test_golden_adam_trains_everything() -> None:
    run = open_model_dir(GOLDEN / "history_tf115/model_dir")
    found = summary_of_moves(run_moves(consecutive(run, "model.ckpt"), CheckpointCache().open))

    assert {one.key for one in found.variables} == {"hidden/bias", "hidden/kernel", "out/bias", "out/kernel"}
    assert len(found.slots) == 8
    assert (found.frozen, found.stopped, found.became_nan) == ((), (), ())


@pytest.mark.parametrize(
    ("key", "role", "dtype", "kind"),
    [
        ("dense/kernel", "variable", FLOAT, TRAINED),
        ("model/layer-1/gamma/.ATTRIBUTES/VARIABLE_VALUE", "variable", FLOAT, TRAINED),
        ("model/layer-1/moving_variance/.ATTRIBUTES/VARIABLE_VALUE", "variable", FLOAT, STATISTICS),
        ("layers/batch_normalization_1/vars/3", "variable", FLOAT, STATISTICS),
        ("layers/batch_normalization_1/vars/0", "variable", FLOAT, TRAINED),
        ("w/ExponentialMovingAverage", "variable", FLOAT, STATISTICS),
        ("model/metrics/0/total", "metric", FLOAT, STATISTICS),
        ("w/Adam", "slot", FLOAT, SLOT),
        ("optimizer/_learning_rate", "hyperparameter", FLOAT, COUNTER),
        ("step/.ATTRIBUTES/VARIABLE_VALUE", "variable", INT, COUNTER),
        ("vocabulary/table", "variable", STRING, CONSTANT),
        ("ids", "variable", INT, CONSTANT),
        ("normalization/mean", "variable", FLOAT, CONSTANT),
        ("stepwise/kernel", "variable", FLOAT, TRAINED),
        ("encoder/embedding/table", "variable", FLOAT, TRAINED),
    ],
)
def test_what_a_tensor_is_for(key: str, role: str, dtype: int, kind: str) -> None:
    assert kind_of(key, ROLE_CODE[role], dtype) == kind


@pytest.mark.parametrize(
    ("key", "role", "dtype", "kind"),
    [
        ("flag", "variable", 10, STATE),
        ("count8", "variable", 4, STATE),
        ("rng", "variable", INT, STATE),
        ("leftover", "other", FLOAT, STATE),
        ("normalization/mean", "variable", FLOAT, STATISTICS),
        ("attention/mask", "variable", FLOAT, TRAINED),
        ("dense/kernel", "variable", FLOAT, TRAINED),
        ("w/Adam", "slot", FLOAT, SLOT),
    ],
)
def test_what_moved_is_no_constant(key: str, role: str, dtype: int, kind: str) -> None:
    assert kind_of(key, ROLE_CODE[role], dtype, has_moved=True) == kind


def test_a_frozen_table_of_floats_is_frozen_and_a_flag_that_moves_is_no_constant(tmp_path: Path) -> None:
    table = np.ones((4, 3), np.float32)
    steps = [
        {"embedding/table": table, "flag": np.array([step % 2 == 0]), "w": floats(step)} for step in range(3)
    ]

    found = summary_of_moves(moves_of(tmp_path, steps))

    assert [one.key for one in found.frozen] == ["embedding/table"]
    assert {one.key: one.kind for one in found.variables} == {"w": TRAINED, "flag": STATE}


def test_what_cannot_move_is_not_called_frozen(tmp_path: Path) -> None:
    steps = [
        {"empty": np.zeros((0, 3), np.float32), "nan": floats(np.nan, np.nan), "w": floats(step)}
        for step in range(3)
    ]

    found = summary_of_moves(moves_of(tmp_path, steps), nothing_finite={"nan"})

    assert found.frozen == ()
    assert {one.key: one.kind for one in found.never_moved} == {"empty": EMPTY, "nan": NOT_FINITE}
    assert all("cannot move" in one.reason for one in found.never_moved)


def test_a_pair_from_all_zero_is_marked_and_what_moved_only_then_is_listed(tmp_path: Path) -> None:
    steps = [{"bias": floats(0, 0), "w": floats(1)}, {"bias": floats(1, 2), "w": floats(2)}]

    moves = moves_of(tmp_path, steps)
    found = {one.key: one for one in summary_of_moves(moves).variables}

    assert moves.from_zero[moves.row("bias")].tolist() == [True]
    assert moves.from_zero[moves.row("w")].tolist() == [False]
    assert (found["bias"].mean_relative_l2, found["bias"].largest_pair, found["bias"].pairs_measured) == (
        None,
        -1,
        1,
    )
    assert (found["w"].mean_relative_l2, found["w"].largest_pair) == (1.0, 0)

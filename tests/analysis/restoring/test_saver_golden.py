"""`Saver.restore` and `Estimator.train` as the golden runs of TensorFlow 1.15 and 2.15 had them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from explorer.analysis.restoring.outcome import (
    ADOPTED,
    NOT_CONCERNED,
    TAKES_A_VALUE,
    Outcome,
    UnsuitableError,
)
from explorer.analysis.restoring.savers.estimator import evaluate, train
from explorer.analysis.restoring.savers.restore import restore
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from tests.analysis.restoring.messages import comparable
from tests.golden_answers import GOLDEN, golden_answers

TF1 = Conditions("1.15", "2", "graph", "")
TARGETS = GOLDEN / "restore_targets"

# Fixture, place among its restores, the target's file.
SAVER_TF1 = [
    ("optimizers_tf115", 0, GOLDEN / "optimizers_tf115/adagrad/model.ckpt-3"),
    ("optimizers_tf115", 1, GOLDEN / "optimizers_tf115/sgd/model.ckpt-3"),
    ("partitioned_tf115", 0, GOLDEN / "partitioned_tf115/model_dir/model.ckpt-7.meta"),
    ("partitioned_tf115", 1, TARGETS / "partitioned_tf115_2_5.json"),
    ("partitioned_tf115", 2, TARGETS / "partitioned_tf115_1_1.json"),
    ("sharded_saver_tf115", 0, GOLDEN / "sharded_saver_tf115/model_dir/model.ckpt-200.meta"),
    ("sharded_saver_tf115", 1, GOLDEN / "sharded_saver_tf115/model_dir/model.ckpt-100"),
    ("v1_format_tf115", 0, GOLDEN / "v1_format_tf115/model_dir/model.ckpt-5.meta"),
]
IRIS = GOLDEN / "iris_dnn_tf115/models"
ESTIMATOR_TF1 = [
    (0, "iris", IRIS / "iris20/model.ckpt-1"),
    (0, "iris", IRIS / "iris20/model.ckpt-1.meta"),
    (1, "iris20", IRIS / "iris/model.ckpt-200.meta"),
    (2, "iris", TARGETS / "iris_dnn_tf115_10_10_10.json"),
    (3, "iris", TARGETS / "iris_dnn_tf115_10.json"),
    (4, "iris", IRIS / "iris/model.ckpt-200.meta"),
    (4, "iris", IRIS / "iris/graph.pbtxt"),
    (5, "iris", TARGETS / "iris_dnn_tf115_10_20.json"),
    (6, "iris", TARGETS / "iris_dnn_tf115_20_10.json"),
]


def attempts_at_saver_tf2() -> list[dict[str, Any]]:
    return [
        attempt
        for attempt in golden_answers("target_spec_v1_tf215")["restore"]
        if attempt["api"] == "tf.compat.v1.train.Saver.restore"
    ]


def assert_raises_as(outcome: Outcome, exception: dict[str, str] | None) -> None:
    if exception is None:
        assert outcome.exception is None
        return
    assert outcome.exception is not None
    assert outcome.exception.type == exception["type"]
    told = (outcome.exception.message, *outcome.exception.alternatives)
    assert comparable(exception["message"]) in [comparable(message) for message in told]


def taken(outcome: Outcome, target: ModelSpec) -> set[str]:
    return {
        variable.key
        for variable, effect in zip(target.variables, outcome.effect.tolist())
        if effect in TAKES_A_VALUE
    }


def not_asked_for(outcome: Outcome, checkpoint: Checkpoint) -> list[str]:
    return sorted(
        set(checkpoint.table.keys) - {checkpoint.table.keys[row] for row in outcome.row if row >= 0}
    )


@pytest.mark.parametrize("attempt", attempts_at_saver_tf2(), ids=lambda a: f"{a['label']}-{a['variables']}")
def test_a_saver_of_tensorflow_2_does_what_it_did(attempt: dict[str, Any]) -> None:
    folder = GOLDEN / "target_spec_v1_tf215"
    checkpoint = open_checkpoint(folder / attempt["checkpoint"])
    target = as_spec(folder / "targets" / attempt["variant"] / "model.ckpt-0.meta")

    outcome = restore(checkpoint, target, Conditions("2.15", "2", "graph", attempt["variables"]))

    assert_raises_as(outcome, attempt["exception"])
    assert taken(outcome, target) == set(attempt["restored"])
    assert not_asked_for(outcome, checkpoint) == attempt["checkpoint_keys_not_used"]
    adopted = {
        target.variables[place].key: [list(target.variables[place].shape or ()), list(shape)]
        for place, shape in outcome.adopted.items()
    }
    assert adopted == attempt["shape_now"]


@pytest.mark.parametrize(("fixture", "place", "path"), SAVER_TF1)
def test_a_saver_of_tensorflow_1_does_what_it_did(fixture: str, place: int, path: Path) -> None:
    attempt = golden_answers(fixture)["restore"][place]
    target = as_spec(path)

    outcome = restore(open_checkpoint(GOLDEN / fixture / attempt["checkpoint"]), target, TF1)

    assert_raises_as(outcome, attempt["exception"])
    names = {re.sub(r"(/part_\d+)?:0$", "", name) for name in attempt["changed"]}
    unchanged = {re.sub(r"(/part_\d+)?:0$", "", name) for name in attempt["unchanged"]}
    assert names <= taken(outcome, target) <= names | (unchanged if attempt["exception"] is None else set())
    assert names | unchanged == {variable.key for variable in target.variables}


@pytest.mark.parametrize(("place", "run", "path"), ESTIMATOR_TF1)
def test_an_estimator_of_tensorflow_1_does_what_it_did(place: int, run: str, path: Path) -> None:
    attempt = golden_answers("iris_dnn_tf115")["restore"][place]

    outcome = train(open_checkpoint(IRIS / run), as_spec(path), TF1)

    assert_raises_as(outcome, attempt["exception"])


@pytest.mark.parametrize(("place", "step", "after"), [(0, 0, 0), (1, 20, 20), (2, 40, 40)])
def test_an_estimator_of_tensorflow_2_trains_on_with_the_stored_widths(
    place: int, step: int, after: int
) -> None:
    answers = golden_answers("iris_continued_tf215")
    run = GOLDEN / "iris_continued_tf215/models/iris"
    checkpoint = open_checkpoint(run / f"model.ckpt-{step}")
    target = as_spec(run / f"model.ckpt-{after}.meta")  # written when the next program started
    asked, stored = answers["restore"][place]["hidden_units"], [10, 10]

    outcome = train(checkpoint, target, Conditions("2.15", "2", "graph", ""))

    assert_raises_as(outcome, answers["restore"][place]["exception"])
    shapes = {target.variables[place].key: shape for place, shape in outcome.adopted.items()}
    expected = {}
    sizes = [4, *asked, 3]
    kept = [4, *stored, 3]
    for layer, name in enumerate(("hiddenlayer_0", "hiddenlayer_1", "logits")):
        for variable in ("dnn/{}/{}", "training/Adagrad/dnn/{}/{}/accumulator"):
            if sizes[layer : layer + 2] != kept[layer : layer + 2]:
                expected[variable.format(name, "kernel")] = tuple(kept[layer : layer + 2])
            if sizes[layer + 1] != kept[layer + 1]:
                expected[variable.format(name, "bias")] = (kept[layer + 1],)
    assert shapes == expected
    assert (outcome.effect == ADOPTED).sum() == len(expected)


def test_evaluation_asks_for_no_slots() -> None:
    checkpoint = open_checkpoint(GOLDEN / "optimizers_tf115/adam/model.ckpt-3")
    target = as_spec(GOLDEN / "optimizers_tf115/adagrad/model.ckpt-3")

    training, evaluation = train(checkpoint, target, TF1), evaluate(checkpoint, target, TF1)

    assert training.exception is not None
    assert training.exception.type == "NotFoundError"
    assert evaluation.exception is None
    assert {
        variable.key
        for variable, effect in zip(target.variables, evaluation.effect.tolist())
        if effect == NOT_CONCERNED
    } >= {"layer/bias/Adagrad", "layer/kernel/Adagrad"}


SCAFFOLD = GOLDEN / "estimator_scaffold_tf215/tf_estimator_example"


def test_an_estimator_with_an_object_based_scaffold_asks_for_the_keys_of_objects() -> None:
    target = as_spec(SCAFFOLD / "model.ckpt-10.meta")

    own = train(open_checkpoint(SCAFFOLD / "model.ckpt-0"), target, Conditions("2.15"))
    foreign = train(open_checkpoint(IRIS / "iris"), target, Conditions("2.15"))

    assert own.exception is None
    assert taken(own, target) == {variable.key for variable in target.variables}
    assert foreign.exception is not None
    assert "Key _CHECKPOINTABLE_OBJECT_GRAPH not found in checkpoint" in foreign.exception.message


def test_a_program_without_a_global_step_is_asked_for_one() -> None:
    outcome = train(
        open_checkpoint(GOLDEN / "sharded_saver_tf115/model_dir/model.ckpt-200"),
        ModelSpec("x", False, (SpecVariable("tower_0/b", "tower_0/b", None, None),), "program"),
        Conditions("2.15"),
    )
    lacking = train(
        open_checkpoint(GOLDEN / "corrupt_shared/cases/missing_shard/ckpt-2"),
        ModelSpec("x", False, (SpecVariable("v0", "v0", None, None),), "program"),
        Conditions("2.15"),
    )

    assert outcome.exception is None
    assert lacking.exception is not None
    assert "\nKey global_step not found in checkpoint\n" in lacking.exception.message


def test_the_newest_generation_has_no_estimators() -> None:
    with pytest.raises(UnsuitableError, match="later have no Estimators"):
        train(open_checkpoint(IRIS / "iris"), as_spec(IRIS / "iris"), Conditions("2.21"))


@pytest.mark.parametrize("fixture", ["iris_dnn_tf115/models/iris", "iris_dnn_tf115/models/iris20"])
def test_a_checkpoint_without_slots_counts_as_of_a_canned_estimator_by_its_names(fixture: str) -> None:
    target = as_spec(GOLDEN / fixture)
    bare = ModelSpec(
        "x",
        False,
        tuple(
            SpecVariable(v.key, v.name, v.dtype, v.shape) for v in target.variables if "Adagrad" not in v.key
        ),
    )
    other = IRIS / ("iris20" if fixture.endswith("iris") else "iris")

    outcome = train(open_checkpoint(other), bare, TF1)

    assert outcome.exception is not None
    assert "tensor_name = dnn/hiddenlayer_0/bias; shape in shape_and_slice spec" in outcome.exception.message

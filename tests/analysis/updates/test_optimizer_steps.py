"""The last step of an optimizer by its slots: against what TensorFlow and Keras did to the variable in that step."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.updates import ASSUMED, STORED, Setting, optimizer_steps
from explorer.analysis.updates.step_rules import StepRule, rule_for
from explorer.analysis.updates.step_settings import settings_for
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.task import Cancelled, Progress, Task
from tests.analysis.updates.plain_change import GOLDEN
from tests.builders import data_name, write_bundle

# From real programs (TensorFlow 2.15.1, Keras 3 on 2.21.0): a bias of two elements after its seventh step.
# layout, class, slot name -> value, settings -> norm of the change in that step, its largest element.
PROGRAMS: list[tuple[str, str, dict[str, list[float]], dict[str, float], float, float]] = [
    (
        "Keras 2.11", "Adam",
        {"m": [-0.16520577669143677, 0.30222049355506897], "v": [0.0007581047248095274, 0.0023729666136205196]},
        {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "iterations": 7},
        0.013820548508791785, 0.009934544563293457,
    ),
    (
        "legacy Keras", "Adam",
        {"m": [-0.04693376272916794, 0.27403366565704346], "v": [1.0, 1.0], "vhat": [5.425854033092037e-05, 0.0020220966544002295]},
        {"learning_rate": 0.02, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "iterations": 7},
        0.02823611290306198, 0.020405448973178864,
    ),
    (
        "TensorFlow 1", "Adam",
        {"Adam": [0.027688637375831604, 0.23187777400016785], "Adam_1": [1.9683511709445156e-05, 0.0013797641731798649]},
        {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8, "iterations": 7},
        0.0014134788742189387, 0.0009996294975280762,
    ),
    (
        "Keras 3", "Adamax",
        {"m": [-0.19627709686756134, 0.20257432758808136], "u": [0.43340399861335754, 0.4417552351951599]},
        {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "iterations": 7},
        0.012353729914994572, 0.008789800107479095,
    ),
    (
        "Keras 3", "RMSprop",
        {"velocity": [0.008887633681297302, 0.0681215226650238], "momentum": [-0.010968050919473171, 0.023075997829437256]},
        {},
        0.025549944692489723, 0.023075997829437256,
    ),
    (
        "legacy Keras", "SGD",
        {"momentum": [0.05145127326250076, -0.09322665631771088]},
        {},
        0.10648211566655799, 0.09322664141654968,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "name", "slots", "settings", "norm", "largest"), PROGRAMS, ids=lambda one: str(one)[:14]
)
def test_the_formulas_give_what_the_programs_did(
    layout: str,
    name: str,
    slots: dict[str, list[float]],
    settings: dict[str, float],
    norm: float,
    largest: float,
) -> None:
    rule = rule_for(layout, name, slots)

    assert isinstance(rule, StepRule)
    assert {word for word, _ in rule.settings} <= settings.keys()
    step = rule.step([np.array(slots[slot]) for slot in rule.slots], settings)
    # The programs worked in float32, with a beta_2 of 0.99900001: that is 1e-5 after seven steps.
    assert np.linalg.norm(step) == pytest.approx(norm, rel=3e-5)
    assert np.abs(step).max() == pytest.approx(largest, rel=3e-5)


# --- whole checkpoints ---------------------------------------------------------------------------


def bias_of_graph(tmp_path: Path, **more: Any) -> Any:
    """A name-based checkpoint with the Adam of the real program above; `more` replaces tensors."""
    tensors = {
        "beta1_power": np.float32(0.43046713),
        "beta2_power": np.float32(0.99202806),
        "hidden/bias": np.array([0.9930016994476318, 0.9930011034011841], np.float32),
        "hidden/bias/Adam": np.array([0.027688637375831604, 0.23187777400016785], np.float32),
        "hidden/bias/Adam_1": np.array([1.9683511709445156e-05, 0.0013797641731798649], np.float32),
        **more,
    }
    return checkpoint_at(
        write_bundle(tmp_path / "model.ckpt-7", {k: v for k, v in tensors.items() if v is not None})
    )


def test_adam_of_a_graph_counts_its_steps_by_the_powers_of_beta(tmp_path: Path) -> None:
    found = optimizer_steps(bias_of_graph(tmp_path))

    (step,) = found.steps
    assert (step.key, step.kind, step.slot_keys) == (
        "hidden/bias",
        "Adam",
        ("hidden/bias/Adam", "hidden/bias/Adam_1"),
    )
    assert step.step_l2 == pytest.approx(0.0014134788742189387, rel=3e-5)
    assert step.variable_l2 == pytest.approx(1.404316049349951, rel=1e-9)
    assert step.relative == pytest.approx(0.0014134788742189387 / 1.404316049349951, rel=3e-5)
    assert {(one.name, one.value, one.source) for one in step.settings} == {
        ("learning_rate", 0.001, ASSUMED),
        ("beta_1", 0.9, ASSUMED),
        ("beta_2", 0.999, ASSUMED),
        ("epsilon", 1e-8, ASSUMED),
        ("iterations", 7.0, STORED),
    }
    assert "learning_rate 0.001" in found.sentence
    assert found.of("hidden/bias") is step
    assert found.of("hidden/kernel") is None


@pytest.mark.parametrize(
    ("fixture", "names"),
    [
        ("optimizers_legacy_tf215/adam", ("m", "v")),
        ("optimizers_new_tf215/adam", ("m", "v")),
        ("optimizers_keras3_tf221/adam", ("momentum", "velocity")),
        ("net_adam_manager_legacy_tf215", ("m", "v")),
    ],
)
def test_golden_adams_by_the_formula_of_the_paper(fixture: str, names: tuple[str, str]) -> None:
    prefix = sorted((GOLDEN / fixture).rglob("*.index"))[-1].with_suffix("")
    checkpoint = checkpoint_at(prefix)
    by_leaf = {
        key.split("/")[1].lstrip("_"): key for key in checkpoint.table.keys if key.startswith("optimizer/")
    }
    rate = float(checkpoint.read(by_leaf["learning_rate"]))
    steps = int(checkpoint.read(by_leaf.get("iterations") or by_leaf["iter"]))

    found = optimizer_steps(checkpoint)

    assert found.steps
    for step in found.steps:
        first, second = (
            next(
                checkpoint.read(key).astype(float)
                for key in step.slot_keys
                if checkpoint.variable(key).slot_name in (name, name[0])
            )
            for name in names
        )
        # Kingma & Ba: with bias-corrected averages; epsilon scales with the correction of v.
        m_hat, v_hat = first / (1 - 0.9**steps), second / (1 - 0.999**steps)
        plain = rate * m_hat / (np.sqrt(v_hat) + 1e-7 / math.sqrt(1 - 0.999**steps))
        assert step.step_l2 == pytest.approx(np.linalg.norm(plain), rel=1e-4)
        assert step.variable_l2 == pytest.approx(
            np.linalg.norm(checkpoint.read(step.key).astype(float)), rel=1e-9
        )
        assert step.largest == pytest.approx(np.abs(plain).max(), rel=1e-4)
        assert step.reason == ""


@pytest.mark.parametrize(
    "fixture", ["optimizers_legacy_tf215", "optimizers_new_tf215", "optimizers_keras3_tf221"]
)
def test_golden_momentum_is_the_step_itself(fixture: str) -> None:
    prefix = sorted((GOLDEN / fixture / "sgd_momentum").rglob("*.index"))[-1].with_suffix("")
    checkpoint = checkpoint_at(prefix)

    steps = optimizer_steps(checkpoint).steps

    assert len(steps) == 4
    for step in steps:
        (slot,) = step.slot_keys
        assert step.step_l2 == pytest.approx(np.linalg.norm(checkpoint.read(slot).astype(float)), rel=1e-9)
        assert "Nesterov" in step.reason


@pytest.mark.parametrize(
    ("folder", "part"),
    [
        ("optimizers_new_tf215/adagrad", "last gradient"),
        ("optimizers_keras3_tf221/rmsprop", "last gradient"),
        ("optimizers_legacy_tf215/ftrl", "last gradient"),
        ("optimizers_tf115/momentum", "No learning rate is stored"),
        ("iris_dnn_tf115/models/iris", "last gradient"),
    ],
)
def test_where_the_slots_do_not_tell_the_step_a_sentence_says_why(folder: str, part: str) -> None:
    prefix = sorted((GOLDEN / folder).rglob("*.index"))[-1].with_suffix("")

    found = optimizer_steps(checkpoint_at(prefix))

    assert found.steps
    assert all(step.step_l2 is None and part in step.reason for step in found.steps)
    assert part in found.sentence


def test_a_checkpoint_without_slots_says_so(tmp_path: Path) -> None:
    found = optimizer_steps(checkpoint_at(write_bundle(tmp_path / "x", {"w": np.zeros(2, np.float32)})))

    assert found.steps == ()
    assert "no slots" in found.sentence


# --- odd and damaged -----------------------------------------------------------------------------


def the_step(checkpoint: Any) -> Any:
    (step,) = optimizer_steps(checkpoint).steps
    return step


def test_nan_in_a_slot_is_a_reason(tmp_path: Path) -> None:
    step = the_step(bias_of_graph(tmp_path, **{"hidden/bias/Adam": np.array([np.nan, 1], np.float32)}))

    assert (step.step_l2, step.relative) == (None, None)
    assert "NaN" in step.reason


def test_a_variable_of_zeros_has_a_step_and_no_ratio(tmp_path: Path) -> None:
    step = the_step(bias_of_graph(tmp_path, **{"hidden/bias": np.zeros(2, np.float32)}))

    assert step.step_l2 == pytest.approx(0.0014134788742189387, rel=3e-5)
    assert (step.variable_l2, step.relative) == (0.0, None)


def test_before_the_first_step_there_is_none(tmp_path: Path) -> None:
    step = the_step(bias_of_graph(tmp_path, beta1_power=np.float32(0.9), beta2_power=np.float32(0.999)))

    assert step.step_l2 is None
    assert "no step yet" in step.reason


def test_two_optimizers_of_one_graph_are_not_mixed_up(tmp_path: Path) -> None:
    step = the_step(bias_of_graph(tmp_path, beta1_power_1=np.float32(0.5), beta2_power_1=np.float32(0.9)))

    assert step.step_l2 is None
    assert "Several optimizers" in step.reason


def test_a_lost_slot_and_a_damaged_file_are_reasons(tmp_path: Path) -> None:
    assert "not all stored" in the_step(bias_of_graph(tmp_path, **{"hidden/bias/Adam_1": None})).reason
    checkpoint = bias_of_graph(tmp_path)
    path = data_name(checkpoint.prefix)
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")

    assert "cannot be read" in the_step(checkpoint_at(checkpoint.prefix)).reason


@pytest.mark.parametrize("power", [np.nan, -1.0, 0.0, 7.0])
def test_counters_that_cannot_be_are_no_counters(tmp_path: Path, power: float) -> None:
    step = the_step(bias_of_graph(tmp_path, beta1_power=np.float32(power), beta2_power=np.float32(power)))

    assert step.step_l2 is None
    assert "not stored" in step.reason


def test_the_global_step_counts_where_the_powers_have_fallen_to_zero(tmp_path: Path) -> None:
    zero = np.float32(0)
    counted = bias_of_graph(tmp_path, beta1_power=zero, beta2_power=zero, global_step=np.int64(200_000))

    step = the_step(counted)

    m, v = counted.read("hidden/bias/Adam"), counted.read("hidden/bias/Adam_1")
    wanted = 0.001 * m.astype(np.float64) / (np.sqrt(v.astype(np.float64)) + 1e-8)  # nothing left to correct
    assert step.step_l2 == pytest.approx(float(np.linalg.norm(wanted)), rel=1e-9)
    assert ("iterations", 200_000.0, "global_step") in {
        (one.name, one.value, one.key) for one in step.settings
    }


def test_progress_is_in_bytes_and_a_cancel_is_felt(tmp_path: Path) -> None:
    checkpoint = bias_of_graph(tmp_path)
    told: list[Progress] = []

    optimizer_steps(checkpoint, Task(told.append))

    assert (told[-1].done, told[-1].total) == (24, 24)
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        optimizer_steps(checkpoint, task)


def test_only_the_variables_asked_for_are_read() -> None:
    prefix = sorted((GOLDEN / "optimizers_new_tf215/adam").rglob("*.index"))[-1].with_suffix("")
    checkpoint = checkpoint_at(prefix)
    every = optimizer_steps(checkpoint).steps

    (one,) = optimizer_steps(checkpoint, keys=[every[2].key]).steps

    assert one == replace(every[2])


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("beta_1", 1.0),
        ("beta_2", -0.5),
        ("beta_1", np.nan),
        ("learning_rate", np.inf),
        ("iterations", 1e300),
        ("decay", -1.0),
    ],
)
def test_settings_no_optimizer_works_with_are_a_reason(setting: str, value: float) -> None:
    slots = {"m": [1.0], "v": [1.0]}
    rule = rule_for("legacy Keras", "Adam", slots)
    assert isinstance(rule, StepRule)
    sound = {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "iterations": 7.0, "decay": 0.0}
    stored = {name: Setting(name, number, STORED) for name, number in (sound | {setting: value}).items()}

    numbers, why = settings_for(rule, stored, {}, "legacy Keras", "Adam")

    assert numbers == ()
    assert why.endswith(".")


def test_legacy_keras_slows_the_rate_by_the_steps_before() -> None:
    # From a real program: 0.01 with a decay of 0.3, at its seventh step.
    rule = rule_for("legacy Keras", "Adam", {"m": [], "v": []})
    assert isinstance(rule, StepRule)
    told = {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "iterations": 7.0, "decay": 0.3}

    numbers, _ = settings_for(
        rule,
        {name: Setting(name, number, STORED) for name, number in told.items()},
        {},
        "legacy Keras",
        "Adam",
    )

    slots = [
        np.array([-0.12856456637382507, 0.35307836532592773]),
        np.array([0.0004352034302428365, 0.0032538871746510267]),
    ]
    step = rule.step(slots, {one.name: one.value for one in numbers})
    assert np.linalg.norm(step) == pytest.approx(0.004995177364653166, rel=3e-5)


def test_a_schedule_that_tells_its_last_rate_is_taken_at_its_word() -> None:
    rule = rule_for("Keras 2.11", "Adam", {"m": [], "v": []})
    assert isinstance(rule, StepRule)
    told = {"current_learning_rate": 0.0025, "iterations": 7.0}

    numbers, _ = settings_for(
        rule, {name: Setting(name, number, STORED) for name, number in told.items()}, {}, "Keras 2.11", "Adam"
    )

    assert {one.name: one.value for one in numbers}["learning_rate"] == 0.0025
    assert settings_for(rule, {}, {}, "Keras 3", "Adam") == (
        (),
        "No learning rate is stored: a schedule works it out from the step.",
    )


def test_files_that_number_their_slots_say_so() -> None:
    path = sorted((GOLDEN / "keras3_modelcheckpoint_tf221").rglob("*.keras"))[0]

    assert optimizer_steps(checkpoint_at(path)).sentence.startswith("The file numbers the slots")


def test_an_h5_file_tells_the_settings_of_its_adam() -> None:
    path = GOLDEN / "target_spec_keras3_tf221/base/model.h5"
    checkpoint = checkpoint_at(path)

    steps = optimizer_steps(checkpoint).steps

    assert steps
    for step in steps:
        numbers = {one.name: one.value for one in step.settings}
        m, v = (
            next(
                checkpoint.read(key).astype(float)
                for key in step.slot_keys
                if checkpoint.variable(key).slot_name == name
            )
            for name in ("momentum", "velocity")
        )
        t = numbers["iterations"]
        plain = numbers["learning_rate"] * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-7)
        assert step.step_l2 == pytest.approx(np.linalg.norm(plain), rel=1e-4)
        assert {one.source for one in step.settings if one.name != "iterations"} <= {
            STORED,
            "training configuration",
        }

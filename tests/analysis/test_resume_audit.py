"""Whether training would continue: what is known of the golden programs, and checkpoints made with gaps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.resume_audit import ResumeAudit, audit_resume
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.task import Cancelled, Task
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN, golden_prefixes

CONTINUES = "Training would continue where it stopped"
WEIGHTS_ONLY = "This file holds weights only: training would start with a fresh optimizer."


def audit(path: str, target: str | None = None, **options) -> ResumeAudit:
    spec = spec_from_checkpoint(open_checkpoint(GOLDEN / target)) if target else None
    return audit_resume(open_checkpoint(GOLDEN / path), spec, **options)


def states(found: ResumeAudit) -> dict[str, str]:
    """Topic -> state, of topics with one item."""
    return {item.topic: item.state for item in found.items}


@pytest.mark.parametrize(
    "folder", ["optimizers_new_tf215", "optimizers_legacy_tf215", "optimizers_keras3_tf221"]
)
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("adam", "Adam"),
        ("adam_amsgrad", "Adam"),
        ("rmsprop", "RMSprop"),
        ("rmsprop_centered", "RMSprop"),
        ("adagrad", "Adagrad"),
        ("ftrl", "Ftrl"),
        ("sgd", "SGD"),
        ("sgd_momentum", "SGD"),
    ],
)
def test_every_optimizer_saved_whole_goes_on(folder, kind, name):
    found = audit(f"{folder}/{kind}/ckpt-1")
    assert (found.optimizer, found.resumes) == (name, True)
    assert found.verdict.startswith(f"{CONTINUES} with {name}")
    assert states(found)["slots"] == "ok"
    assert states(found)["learning rate"] == "ok"


@pytest.mark.parametrize("kind", ["adam", "adagrad", "momentum", "rmsprop", "ftrl", "adadelta"])
def test_optimizers_of_tensorflow_1_go_on(kind):
    found = audit(f"optimizers_tf115/{kind}/model.ckpt-3")
    assert found.resumes
    # The program gave the Saver a number of its own.
    assert "The name ends in 3, global_step says 1: training would go on from 1." in [
        item.sentence for item in found.items
    ]


@pytest.mark.parametrize(
    "path",
    [
        "easy_checkpoint_tf215/easy_checkpoint",
        "vgg_like_tf215/checkpoints/fine_tuned_vgg16-1",
        "target_spec_tf215/base/model_weights.h5",
        "keras3_modelcheckpoint_tf221/exported/variables/variables",
    ],
)
def test_files_of_weights_are_called_so(path):
    found = audit(path)
    assert found.verdict == WEIGHTS_ONLY
    assert not found.resumes


def test_an_optimizer_saved_before_its_first_step_has_no_slots():
    found = audit("checkpoint_basic_tf215/checkpoints/model-1")
    assert states(found)["slots"] == "missing"
    assert not found.resumes


@pytest.mark.parametrize(
    "path", ["target_spec_tf215/base/model.keras", "target_spec_tf215/base/v3.weights.h5"]
)
def test_slots_kept_by_number_are_counted(path):
    (slots,) = [item for item in audit(path).items if item.topic == "slots"]
    assert (slots.state, slots.sentence) == (
        "ok",
        "12 slots are stored, 2 of the shape of each of 6 variables.",
    )


def test_an_h5_file_of_a_whole_model_goes_on():
    found = audit("target_spec_tf215/base/model.h5")
    assert (found.optimizer, found.resumes) == ("Adam", True)


def test_iterator_and_random_state_are_found():
    assert states(audit("net_adam_manager_tf215/tf_ckpts/ckpt-10"))["iterator"] == "ok"
    assert states(audit("target_spec_tf215/base/ckpts/ckpt-1"))["iterator"] == "unknown"


@pytest.mark.parametrize(
    ("target", "state", "words"),
    [
        (
            "optimizer",
            "wrong",
            "The model trains with SGD, the checkpoint with Adam: m and v of every variable would be lost.",
        ),
        ("optimizer_legacy", "wrong", "Both train with Adam, but keep its state in different places"),
        ("same", "ok", "The model trains with Adam, as the checkpoint was."),
    ],
)
def test_what_the_targets_optimizer_would_lose(target, state, words):
    found = audit("target_spec_tf215/base/ckpts/ckpt-1", f"target_spec_tf215/targets/{target}/ckpt/before")
    (switch,) = [item for item in found.items if item.topic == "switch"]
    assert switch.state == state
    assert switch.sentence.startswith(words)


def named(
    tmp_path: Path, tensors: dict[str, np.ndarray], name: str = "model.ckpt-7", **options
) -> ResumeAudit:
    write_bundle(tmp_path / name, tensors)
    return audit_resume(open_checkpoint(tmp_path / name), **options)


def adam(*lost: str, step: int = 7) -> dict[str, np.ndarray]:
    """A net of two layers with Adam's slots, but for the keys lost."""
    tensors: dict[str, np.ndarray] = {"global_step": np.array(step, np.int64)}
    for power in ("beta1_power", "beta2_power"):
        tensors[power] = np.array(0.5, np.float32)
    for key, shape in (("a/kernel", (2, 3)), ("a/bias", (3,)), ("b/kernel", (3, 1))):
        for slot in ("", "/Adam", "/Adam_1"):
            tensors[key + slot] = np.ones(shape, np.float32)
    return {key: value for key, value in tensors.items() if key not in lost}


def test_all_there_goes_on(tmp_path):
    found = named(tmp_path, adam())
    assert (
        found.verdict == "Training would continue where it stopped with Adam: everything it needs is there."
    )


def test_a_lost_slot_is_told_with_its_variable(tmp_path):
    found = named(tmp_path, adam("a/bias/Adam_1"))
    (item,) = [item for item in found.items if item.state == "missing"]
    assert (item.topic, item.keys) == ("slots", ("a/bias",))
    assert item.sentence == "1 variable lacks the slot Adam_1 of Adam: a/bias."
    assert not found.resumes


def test_a_variable_without_slots_may_be_frozen(tmp_path):
    found = named(tmp_path, adam("b/kernel/Adam", "b/kernel/Adam_1"))
    (item,) = [item for item in found.items if item.topic == "no slots"]
    assert (item.state, item.keys) == ("unknown", ("b/kernel",))
    assert item.sentence == "1 variable has no slots (it was not trained, or its slots are lost): b/kernel."


def test_a_variable_the_target_trains_must_have_slots(tmp_path):
    variable = SpecVariable("b/kernel", "b/kernel", "float32", (3, 1), trainable=True)
    target = ModelSpec("model", False, (variable,), "program")
    found = named(tmp_path, adam("b/kernel/Adam", "b/kernel/Adam_1"), target=target)
    (item,) = [item for item in found.items if item.topic == "no slots"]
    assert (item.state, item.keys) == ("missing", ("b/kernel",))


def test_lost_powers_and_step_are_missing(tmp_path):
    found = named(tmp_path, adam("beta2_power", "global_step"))
    sentences = {item.sentence for item in found.items if item.state == "missing"}
    assert sentences == {"No global_step is stored.", "beta2_power of Adam is not stored."}


def test_slots_of_zeros_are_told_when_values_are_read(tmp_path):
    tensors = adam()
    tensors["a/bias/Adam"] = np.zeros(3, np.float32)
    write_bundle(tmp_path / "model.ckpt-7", tensors)
    checkpoint = open_checkpoint(tmp_path / "model.ckpt-7")
    assert not [item for item in audit_resume(checkpoint).items if item.topic == "zeros"]
    (item,) = [item for item in audit_resume(checkpoint, read_values=True).items if item.topic == "zeros"]
    assert (item.state, item.keys) == ("unknown", ("a/bias/Adam",))
    assert item.sentence == "1 of 6 slots are zero throughout: a/bias/Adam."


def test_averages_of_some_variables_only_are_missing_for_the_rest(tmp_path):
    tensors = adam() | {"a/kernel/ExponentialMovingAverage": np.ones((2, 3), np.float32)}
    (item,) = [item for item in named(tmp_path, tensors).items if item.topic == "averages"]
    assert (item.state, item.sentence) == (
        "missing",
        "2 trained variables have no moving average, others do: a/bias and b/kernel.",
    )


def test_a_cancelled_audit_stops(tmp_path):
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        named(tmp_path, adam(), task=task)


def test_every_golden_checkpoint_is_audited():
    for prefix in golden_prefixes():
        checkpoint = open_checkpoint(prefix.path)
        found = audit_resume(checkpoint)
        assert found.verdict.endswith((".", ".)"))
        keys = {key for item in found.items for key in item.keys}
        assert keys <= set(checkpoint.table.keys), str(prefix)

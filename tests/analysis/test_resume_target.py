"""An audit against a target, and of Keras files: what the restore does, the optimizer by its objects, the rate by the configuration."""

from __future__ import annotations

import json
import zipfile

import h5py
import numpy as np
import pytest

from explorer.analysis.resume_audit import audit_resume
from explorer.analysis.resume_audit_target import optimizer_of_target
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from explorer.checkpoints.target_graph import TargetValue, target_graph
from tests.golden_answers import GOLDEN

T15, K3 = GOLDEN / "target_spec_tf215", GOLDEN / "target_spec_keras3_tf221"


def audit(checkpoint, target=None):
    return audit_resume(open_checkpoint(checkpoint), None if target is None else as_spec(target))


def item(found, topic):
    return next(item for item in found.items if item.topic == topic)


def golden_exception(root, variant):
    answers = json.loads((root / "golden.json").read_text())["restore"]
    return next(
        answer["exception"]
        for answer in answers
        if answer["label"] == variant and answer["api"] == "tf.train.Checkpoint.restore"
    )


@pytest.mark.parametrize(
    "variant", ["same", "no_bias", "units", "inserted", "removed", "optimizer", "dtype_float64", "batchnorm"]
)
def test_the_restore_is_wrong_exactly_where_tensorflow_raises(variant):
    raised = golden_exception(T15, variant)

    found = audit(T15 / "base/ckpts/ckpt-1", T15 / "targets" / variant / "ckpt/before")

    assert (item(found, "restore").state == "wrong") == (raised is not None)
    assert found.resumes == (raised is None)
    if raised is not None:
        assert f"raises {raised['type']}" in item(found, "restore").sentence


def test_an_optimizer_left_alone_is_wrong_though_nothing_is_raised():
    found = audit(T15 / "base/ckpts/ckpt-1", T15 / "targets/optimizer_legacy/ckpt/before")

    assert golden_exception(T15, "optimizer_legacy") is None
    assert item(found, "restore").state == "wrong"
    assert (
        "12 variables of the optimizer's state keep their initial values" in item(found, "restore").sentence
    )


def made_target(optimizer_class, edges):
    graph = target_graph(
        2 + len(edges),
        [(0, "optimizer", 1), *((1, name, 2 + place) for place, name in enumerate(edges))],
        [TargetValue(2 + place, "VARIABLE_VALUE", place) for place in range(len(edges))],
        classes=["Checkpoint", optimizer_class, *("ResourceVariable" for _ in edges)],
    )
    variables = tuple(
        SpecVariable(f"optimizer/{name}/.ATTRIBUTES/VARIABLE_VALUE", name, "float32", ()) for name in edges
    )
    return ModelSpec("t", True, variables, "program", objects=graph)


@pytest.mark.parametrize(
    ("told", "edges", "name", "layout"),
    [
        ("SGD", ("_variables", "_iterations"), "SGD", "Keras 2.11"),
        ("Adam", ("_variables", "_iterations", "_trainable_variables"), "Adam", "Keras 3"),
        ("Adam", ("iter", "decay"), "Adam", "legacy Keras"),
        ("AdagradOptimizer", (), "Adagrad", "TensorFlow 1"),
        ("Dense", ("kernel",), "", ""),
    ],
)
def test_a_programs_optimizer_is_known_from_its_class(told, edges, name, layout):
    found = optimizer_of_target(made_target(told, edges))

    assert (found.name, found.layout) == (name, layout)


def test_a_programs_other_optimizer_is_told_though_no_slot_is_named_after_it():
    found = audit(T15 / "base/ckpts/ckpt-1", made_target("SGD", ("_variables", "_iterations")))

    assert item(found, "switch").state == "wrong"
    assert "trains with SGD, the checkpoint with Adam" in item(found, "switch").sentence


@pytest.mark.parametrize("path", [T15 / "base/model.keras", T15 / "base/model.h5", K3 / "base/model.keras"])
def test_the_rate_of_a_keras_file_is_that_of_its_training_configuration(path):
    found = audit(path)

    assert item(found, "learning rate").state == "ok"
    assert item(found, "learning rate").sentence.startswith("The learning rate is 0.01")
    assert found.optimizer == "Adam"


@pytest.mark.parametrize(
    ("rate", "state", "words"),
    [
        ({"class_name": "CosineDecay", "config": {}}, "ok", "a schedule (CosineDecay)"),
        (0.25, "ok", "0.25"),
        (0.0, "wrong", "0"),
        ("fast", "unknown", "No learning rate"),
        (True, "unknown", "No learning rate"),
    ],
)
def test_the_rate_of_a_configuration_is_judged_and_not_believed(tmp_path, rate, state, words):
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        file.attrs["keras_version"] = "2.15.0"
        inner = {"class_name": "SGD", "config": {"learning_rate": rate}}
        wrapped = {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": inner}}
        file.attrs["training_config"] = json.dumps({"optimizer_config": wrapped})
        model = file.create_group("model_weights")
        model.attrs["layer_names"] = np.array([b"d"])
        layer = model.create_group("d")
        layer.attrs["weight_names"] = np.array([b"d/kernel:0"])
        layer.create_dataset("d/kernel:0", data=np.zeros((2, 3), np.float32))
        optimizer = file.create_group("optimizer_weights")
        optimizer.attrs["weight_names"] = np.array([b"SGD/iter:0"])
        optimizer.create_dataset("SGD/iter:0", data=np.int64(3))

    found = item(audit(path), "learning rate")

    assert found.state == state
    assert words in found.sentence


def test_slots_are_counted_against_trained_weights_only(tmp_path):
    """A batch normalization's averages have no slots; the configuration in the file tells which they are."""
    path = tmp_path / "model.weights.h5"
    with h5py.File(path, "w") as file:
        for place in range(4):
            file.create_dataset(f"layers/batch_normalization/vars/{place}", data=np.ones(6, np.float32))
        for place, shape in enumerate([(4, 6), (6,)]):
            file.create_dataset(f"layers/dense/vars/{place}", data=np.ones(shape, np.float32))
        file.create_dataset("optimizer/vars/0", data=np.int64(3))
        shapes = [(4, 6), (6,), (6,), (6,)]
        for place, shape in enumerate(shape for shape in shapes for _ in range(2)):
            file.create_dataset(f"optimizer/vars/{place + 1}", data=np.ones(shape, np.float32))

    found = item(audit(path), "slots")

    assert (found.state, found.sentence) == (
        "ok",
        "8 slots are stored, 2 of the shape of each of 4 variables.",
    )


def test_a_damaged_configuration_does_not_stop_the_audit(tmp_path):
    path = tmp_path / "model.keras"
    with zipfile.ZipFile(T15 / "base/model.keras") as whole, zipfile.ZipFile(path, "w") as file:
        for name in whole.namelist():
            file.writestr(name, b"[1, 2" if name == "config.json" else whole.read(name))

    assert item(audit(path), "learning rate").state == "unknown"

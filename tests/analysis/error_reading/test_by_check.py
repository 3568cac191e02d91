"""A pasted error with both sides at hand: the model's variable is named, and the finding of the check explains it."""

from __future__ import annotations

import json

import pytest

from explorer.analysis.error_reading import explain
from explorer.analysis.error_reading.answer import NAMED, SAME_FAULT
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from tests.golden_answers import GOLDEN
from tests.report.made_checkpoints import made_checkpoint

T15, K3, V1 = "target_spec_tf215", "target_spec_keras3_tf221", "target_spec_v1_tf215"


def answer_of(folder, checkpoint, variant, api, target):
    """What is answered to TensorFlow's own error of one golden restore."""
    golden = json.loads((GOLDEN / folder / "golden.json").read_text())
    raised = next(
        answer["exception"]
        for answer in golden["restore"]
        if answer.get("variant", answer["label"]) == variant and answer["api"] == api
    )
    text = f"{raised['type']}: {raised['message']}"
    root = GOLDEN / folder
    return explain(text, open_checkpoint(root / checkpoint), as_spec(root / "targets" / variant / target))


CHECKPOINT, V3 = "tf.train.Checkpoint.restore", "load_weights(.weights.h5)"
CASES = [
    (T15, "base/ckpts/ckpt-1", "units", CHECKPOINT, "ckpt/before", "units-changed", "hidden/bias"),
    (T15, "base/ckpts/ckpt-1", "inserted", CHECKPOINT, "ckpt/before", "layer-inserted", "extra/bias"),
    (T15, "base/ckpts/ckpt-1", "removed", CHECKPOINT, "ckpt/before", "layer-removed", "out/bias"),
    (T15, "base/ckpts/ckpt-1", "optimizer", CHECKPOINT, "ckpt/before", "optimizer-switched", "SGD/m/hidden/bias"),
    (T15, "base/ckpts/ckpt-1", "dtype_float64", CHECKPOINT, "ckpt/before", "dtype-policy", "learning_rate"),
    (T15, "base/model.h5", "no_bias", "load_weights(.h5)", "config.json", "bias-dropped", "mid/kernel"),
    (K3, "base/ckpt-1", "units", CHECKPOINT, "ckpt/before", "units-changed", "hidden/kernel"),
    (K3, "base/w.weights.h5", "units", V3, "config.json", "units-changed", "hidden/kernel"),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "checkpoint", "variant", "api", "target", "kind", "name"), CASES)
def test_the_finding_of_the_named_row_is_the_answer(folder, checkpoint, variant, api, target, kind, name):
    answer = answer_of(folder, checkpoint, variant, api, target)

    first = answer.matches[0]
    assert (answer.kind, first.name or first.key, first.why) == (kind, name, NAMED)
    assert answer.findings
    assert answer.findings[0].title in answer.sentence
    assert answer.cures[: len(answer.findings[0].cures)] == answer.findings[0].cures


def test_siblings_are_those_of_the_same_finding():
    answer = answer_of(T15, "base/ckpts/ckpt-1", "units", CHECKPOINT, "ckpt/before")

    explained = {key for finding in answer.findings for key in finding.keys}
    siblings = {match.key for match in answer.matches if match.why == SAME_FAULT}
    assert siblings
    assert siblings <= explained


def test_a_layer_is_named_by_its_own_weights():
    answer = answer_of(T15, "base/model.h5", "no_bias", "load_weights(.h5)", "config.json")

    assert {match.name or match.key for match in answer.matches if match.why == NAMED} == {
        "mid/kernel",
        "model_weights/mid/mid/bias:0",
    }


def test_a_file_of_another_format_is_not_searched():
    target = ModelSpec("t", False, (SpecVariable("hidden/kernel", "hidden/kernel", "float32", (3, 4)),))
    answer = explain(
        "ValueError: Layer count mismatch when loading weights from file. Model expected 4 layers, found 3 saved layers.",
        made_checkpoint(("hidden/kernel", "float32", (3, 5))),
        target,
    )

    assert answer.matches == ()
    assert "about another file" in answer.remarks[0]
    assert answer.kind == "layer-inserted"


def test_a_name_neither_side_has_is_said():
    target = ModelSpec("t", False, (SpecVariable("a", "a", "float32", (3,)),))
    answer = explain(
        "NotFoundError: Key other/kernel not found in checkpoint",
        made_checkpoint(("a", "float32", (3,))),
        target,
    )

    assert [(match.key, match.row, match.variable) for match in answer.matches] == [("other/kernel", -1, -1)]
    assert any("`other/kernel`" in remark for remark in answer.remarks)
    assert any("predicts no such error" in remark for remark in answer.remarks)


def test_of_variables_of_one_name_the_shapes_decide():
    target = ModelSpec(
        "t",
        True,
        tuple(
            SpecVariable(f"stack/{place}/.ATTRIBUTES/VARIABLE_VALUE", "Variable", "float32", shape)
            for place, shape in enumerate([(3, 4), (4, 4)])
        ),
    )
    checkpoint = made_checkpoint(
        ("stack/0/.ATTRIBUTES/VARIABLE_VALUE", "float32", (3, 4)),
        ("stack/1/.ATTRIBUTES/VARIABLE_VALUE", "float32", (4, 2)),
    )
    answer = explain(
        "ValueError: Received incompatible tensor with shape (4, 2) when attempting to restore variable with "
        "shape (4, 4) and name Variable:0.",
        checkpoint,
        target,
    )

    named = [match for match in answer.matches if match.why == NAMED]
    assert [(match.variable, match.expected) for match in named] == [(1, "[4, 4]")]

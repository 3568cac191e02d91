"""`ckptx check` with its options, `ckptx explain` and `ckptx resume`."""

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
IRIS, WIDER = "iris_dnn_tf115/models/iris", "iris_dnn_tf115/models/iris20"
V1 = "target_spec_v1_tf215"


def test_one_way_of_loading_under_chosen_conditions(ckptx, golden):
    base, target = golden / V1 / "base", next((golden / V1 / "targets/units").glob("*.meta"))

    silent, out, _ = ckptx(
        "check", base, target, "--api", "saver.restore", "--variables", "resource", "--json"
    )
    raising, refs, _ = ckptx("check", base, target, "--api", "saver.restore", "--variables", "ref", "--json")

    (adopted,) = json.loads(out)["outcomes"]
    assert (silent, adopted["exception"], adopted["variables"]) == (1, None, "resource")
    assert adopted["shape_adopted"]["hidden/kernel"] == [[6, 12], [6, 8]]
    (raised,) = json.loads(refs)["outcomes"]
    assert (raising, raised["exception"]["type"], raised["variables"]) == (1, "InvalidArgumentError", "ref")


def test_the_generation_can_be_chosen(ckptx, golden):
    folder = golden / "target_spec_tf215"
    sides = (folder / "base/ckpts", folder / "targets/units/ckpt/before")

    _, old, _ = ckptx("check", *sides, "--api", "checkpoint.restore", "--tf", "1.15", "--json")
    _, new, _ = ckptx("check", *sides, "--api", "checkpoint.restore", "--tf", "2.15", "--json")

    messages = [json.loads(out)["outcomes"][0]["exception"]["message"] for out in (old, new)]
    assert messages[0] == "Shapes (12,) and (8,) are incompatible"
    assert messages[1].startswith("Received incompatible tensor with shape (8,)")


def test_text_tells_ways_of_loading_causes_and_cures(ckptx, golden):
    status, out, _ = ckptx("check", golden / IRIS, golden / WIDER, "--cures")

    assert status == 1
    assert "tf.compat.v1.train.Saver.restore" in out
    assert "Hidden layers 0 and 1 have 20 units in the model, 10 in the checkpoint (10 variables)" in out
    assert "hidden_units = [10, 10]" in out


def test_what_fails_can_be_chosen(ckptx, golden):
    sides = (golden / IRIS, golden / WIDER)

    assert ckptx("check", *sides, "--fail-on", "never")[0] == 0
    assert ckptx("check", *sides, "--fail-on", "dtype differs")[0] == 0
    assert ckptx("check", *sides, "--fail-on", "raises")[0] == 1
    assert ckptx("check", golden / IRIS, golden / IRIS, "--fail-on", "raises")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--api", "saver"], "no way of loading"),
        (["--fail-on", "rain"], "is no verdict"),
        (["--tf", "3.0"], "3.0"),
        (["--json", "--format", "sarif"], "contradict"),
    ],
)
def test_a_wrong_choice_is_said_with_what_there_is(ckptx, golden, arguments, said):
    status, _, err = ckptx("check", golden / IRIS, golden / IRIS, *arguments)

    assert status == 2
    assert said in err


def test_forms_for_build_servers(ckptx, golden):
    sides = (golden / IRIS, golden / WIDER)

    _, xml, _ = ckptx("check", *sides, "--format", "junit")
    _, sarif, _ = ckptx("check", *sides, "--format", "sarif")
    _, markdown, _ = ckptx("check", *sides, "--format", "markdown")

    (suite,) = ElementTree.fromstring(xml)
    failing = {case.get("name") for case in suite if case.find("failure") is not None}
    assert "dnn/hiddenlayer_0/kernel" in failing
    assert "dnn/logits/bias" not in failing
    results = json.loads(sarif)["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"restore/raises", "variable/shape-differs"}
    assert "### Hidden layers 0 and 1 have 20 units" in markdown


def test_an_explained_error_names_the_variable_and_its_siblings(ckptx, golden, tmp_path):
    text = tmp_path / "error.txt"
    text.write_text(
        "ValueError: Received incompatible tensor with shape (10,) when attempting to restore variable "
        "with shape (20,) and name dnn/hiddenlayer_0/bias:0."
    )

    status, out, _ = ckptx(
        "explain", text, "--checkpoint", golden / IRIS, "--target", golden / WIDER, "--json"
    )

    answer = json.loads(out)
    assert status == 1
    assert "model expects [20], checkpoint holds [10]" in answer["sentence"]
    assert [match["key"] for match in answer["matches"] if match["why"] == "named"] == [
        "dnn/hiddenlayer_0/bias"
    ]
    assert "dnn/hiddenlayer_0/kernel" in {match["key"] for match in answer["matches"]}


def test_a_text_without_an_error_is_said_to_hold_none(ckptx, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"all is well\n")))

    status, out, _ = ckptx("explain", "-")

    assert status == 0
    assert "no message of a failed restore" in out


def test_resume_tells_what_is_missing(ckptx, golden):
    whole, out, _ = ckptx("resume", golden / IRIS)
    weights, said, _ = ckptx("resume", golden / "easy_checkpoint_tf215", "--json")

    assert whole == 0
    assert "6 variables have the slots of Adagrad" in out
    assert weights == 1
    found = json.loads(said)
    assert not found["resumes"]
    assert "weights only" in found["verdict"]


def test_the_snippet_is_printed_as_it_is(ckptx):
    status, out, _ = ckptx("snippet")

    assert status == 0
    assert out == (ROOT / "resources/snippets/model_spec.py").read_text(encoding="utf-8")


def test_a_target_that_is_not_there_is_named_as_the_target(ckptx, golden, tmp_path):
    status, _, err = ckptx("check", golden / IRIS, tmp_path / "nowhere")

    assert status == 2
    assert f"target {tmp_path / 'nowhere'}" in err


def test_words_of_fail_on_may_be_written_in_capitals(ckptx, golden):
    assert ckptx("check", golden / IRIS, golden / WIDER, "--fail-on", "Shape differs")[0] == 1

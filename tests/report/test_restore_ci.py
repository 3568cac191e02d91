"""The report for build servers: JUnit and SARIF."""

import json
from xml.etree import ElementTree

from explorer.analysis.restoring.outcome import Raised
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS
from explorer.report.json_shapes import restore_shape
from explorer.report.restore_ci import junit, sarif
from explorer.report.restore_text import title
from tests.report.made_reports import outcome, report

RAISED = Raised("NotFoundError", "Key new\x00 not found in checkpoint")
RAISING = outcome(("left alone",) * 3, (-1, -1, -1), exception=RAISED)
SILENT = outcome(
    ("stored shape adopted", "restored", "left alone"), (0, 1, -1), variables="ref", adopted={0: (10,)}
)


def fails(row):
    return row.verdict in PROBLEM_VERDICTS


def test_junit_has_a_case_a_variable_and_a_way_of_loading():
    root = ElementTree.fromstring(junit(report(RAISING, SILENT), fails, (RAISING,)))

    (suite,) = root
    assert (suite.get("tests"), suite.get("failures")) == ("6", "3")
    assert len(suite.findall("testcase")) == 6
    failing = {case.get("name"): case.find("failure") for case in suite if case.find("failure") is not None}
    way = f"{title(RAISING)} (TensorFlow 2.15, resource variables)"
    assert set(failing) == {way, "d/bias", "new"}
    assert failing[way].text == "NotFoundError: Key new\\0 not found in checkpoint"
    assert failing["d/bias"].get("message") == "model expects [20], checkpoint holds [10]"
    assert failing["d/bias"].get("type") == "shape differs"


def test_sarif_has_a_result_a_problem_at_the_checkpoint():
    found = json.loads(sarif(report(RAISING, SILENT), "run/model.ckpt-5", "1.2", fails, (RAISING, SILENT)))

    (run,) = found["runs"]
    assert found["version"] == "2.1.0"
    assert [result["ruleId"] for result in run["results"]] == [
        "restore/raises",
        "restore/silently-wrong",
        "variable/shape-differs",
        "variable/missing-in-checkpoint",
    ]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {
        result["ruleId"] for result in run["results"]
    }
    places = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    }
    assert places == {"run/model.ckpt-5"}
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error", "error"]


def test_json_tells_each_outcome_by_the_targets_keys():
    shape = restore_shape(report(RAISING, SILENT))

    raising, silent = shape["outcomes"]
    assert raising["exception"] == {"type": "NotFoundError", "message": "Key new\x00 not found in checkpoint"}
    assert raising["restored"] == []
    assert raising["checkpoint_keys_not_used"] == ["old"]  # a Saver asks for the others
    assert silent["restored"] == ["d/bias", "d/kernel"]
    assert silent["not_restored"] == ["new"]
    assert silent["shape_adopted"] == {"d/bias": [[20], [10]]}
    assert silent["checkpoint_keys_not_used"] == ["old"]
    assert silent["variables"] == "ref"
    rows = {row["key"]: row for row in shape["rows"]}
    assert rows["d/kernel"]["effects"] == {"saver.restore": "left alone"}
    assert rows["old"]["effects"] == {}
    assert shape["findings"] == [
        {
            "kind": "units-changed",
            "title": "Layer d has 20 units in the model, 10 in the checkpoint",
            "detail": "",
            "keys": ["d/bias"],
            "cures": [{"text": "Build the layer with 10 units.", "code": "Dense(10)"}],
        }
    ]


def test_json_counts_slots_the_restore_makes_as_restored():
    made = outcome(("left alone", "restored", "left alone"), (-1, 1, -1), api="checkpoint.restore", made=(2,))

    (shape,) = restore_shape(report(made))["outcomes"]

    assert shape["restored"] == ["d/kernel", "old"]
    assert shape["checkpoint_keys_not_used"] == ["d/bias"]


def test_a_way_of_loading_that_does_not_count_is_skipped_with_what_it_does():
    (suite,) = ElementTree.fromstring(junit(report(RAISING, SILENT), fails, ()))

    skipped = [case.find("skipped").get("message") for case in suite if case.find("skipped") is not None]
    assert suite.get("skipped") == "2"
    assert len(skipped) == 2
    assert skipped[0].startswith("raises NotFoundError on new")

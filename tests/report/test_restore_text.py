"""What a way of loading does, in words."""

import pytest

from explorer.analysis.restoring.outcome import Raised
from explorer.report.restore_markdown import restore_markdown
from explorer.report.restore_text import aftermath, check_words, culprit, headline, situation, state
from tests.report.made_reports import outcome, report

LEFT = ("left alone", "left alone", "left alone")


@pytest.mark.parametrize(
    ("effects", "more", "expected_state", "expected_line"),
    [
        (("restored",) * 3, {}, "restores", "restores all 3 variables"),
        (("restored", "not concerned", "not concerned"), {}, "restores", "restores its only variable"),
        (
            ("restored", "restored", "left alone"),
            {},
            "restores in part",
            "restores 2 of 3 variables, without an error",
        ),
        (
            ("stored shape adopted", "restored", "restored"),
            {"adopted": {0: (10,)}},
            "silently wrong",
            "1 variable takes the stored shape, without an error",
        ),
        (
            ("wrong value silently", "wrong value silently", "restored"),
            {},
            "silently wrong",
            "2 variables take other variables' values, without an error",
        ),
        (("deferred",) * 3, {}, "restores", "3 wait until they are created"),
        (("not concerned",) * 3, {}, "restores", "asks for nothing"),
        (
            LEFT,
            {"exception": Raised("NotFoundError", "Restoring failed.\n\nKey new not found in checkpoint")},
            "raises",
            "raises NotFoundError on new",
        ),
    ],
)
def test_an_outcome_has_a_state_and_a_line(effects, more, expected_state, expected_line):
    found = outcome(effects, (0, 1, -1), **more)

    assert state(found) == expected_state
    assert headline(found) == expected_line


def test_an_exception_says_what_it_leaves_behind():
    raised = Raised("ValueError", "Received incompatible tensor")

    assert aftermath(outcome(LEFT, (-1, -1, -1), exception=raised)) == "Nothing is assigned before the error."
    assert (
        aftermath(outcome(("raises", "restored", "left alone"), (0, 1, -1), exception=raised))
        == "1 variable has the stored value by then: TensorFlow takes nothing back."
    )


def test_status_checks_are_told():
    failing = Raised("AssertionError", "Unresolved object in checkpoint (root).a: attributes {\n}\n")
    partly = outcome(
        ("restored",) * 3,
        (0, 1, 2),
        api="checkpoint.restore",
        assert_consumed=failing,
        assert_existing_objects_matched="ok",
        assert_nontrivial_match="ok",
    )

    assert aftermath(partly) == "assert_consumed would raise."
    assert check_words(failing) == "AssertionError: Unresolved object in checkpoint (root).a: attributes {"
    assert check_words(None) == "–"


@pytest.mark.parametrize(
    ("message", "name"),
    [
        (
            "Received incompatible tensor with shape (5,) when attempting to restore variable with shape (7,) "
            "and name n/dense/bias:0.",
            "n/dense/bias:0",
        ),
        ("Original error:\n\nKey zz not found in checkpoint", "zz"),
        ("tensor_name = dnn/hiddenlayer_0/bias; shape in shape_and_slice spec [20]", "dnn/hiddenlayer_0/bias"),
        ("Shape of variable b:0 ((2,)) doesn't match with shape of tensor b ([3])", "b:0"),
        ("Cannot assign value to variable ' d1/kernel:0': Shape mismatch.", "d1/kernel:0"),
        ("A total of 2 objects could not be loaded. Example error message for object <Dense name=d1>:", "<Dense name=d1>"),
        ("Layer count mismatch when loading weights from file.", ""),
    ],
)  # fmt: skip
def test_a_message_names_its_culprit(message, name):
    assert culprit(message) == name


def test_conditions_that_matter_are_named():
    assert situation(outcome(LEFT, (-1,) * 3, variables="ref")) == "TensorFlow 2.15, ref variables"
    assert situation(outcome(LEFT, (-1,) * 3, api="load_weights.h5")) == "TensorFlow 2.15, Keras 2"


def test_markdown_holds_outcomes_findings_and_rows_and_no_markup_of_names():
    raised = Raised("InvalidArgumentError", "tensor_name = <b>|d/bias; lhs")
    text = restore_markdown(report(outcome(LEFT, (-1,) * 3, exception=raised)))

    assert "✕ raises InvalidArgumentError on &lt;b&gt;\\|d/bias" in text
    assert "### Layer d has 20 units in the model, 10 in the checkpoint" in text
    assert "```python\nDense(10)\n```" in text
    assert "| d/kernel | float32 \\[4, 20\\] | float32 \\[4, 20\\] | ✓ restored |" in text

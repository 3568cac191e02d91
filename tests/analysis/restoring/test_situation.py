"""Under which conditions a restore is judged: told, chosen, assumed."""

import pytest

from explorer.analysis.restoring.situation import UnknownChoiceError, known_conditions, situations
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.conditions import Conditions, generation_of
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from explorer.errors import ExplorerError
from tests.report.made_checkpoints import made_checkpoint

NAMED = made_checkpoint(("d/kernel", "float32", (4, 10)))
BLANK = ModelSpec("target", False, (SpecVariable("d/kernel", "d/kernel", "float32", (4, 10)),))


@pytest.mark.parametrize(
    ("version", "generation"),
    [
        ("1.15.5", "1.15"), ("1.4.0", "1.15"), ("2.0.0", "2.15"), ("2.15.1", "2.15"), ("2.16.1", "2.21"),
        ("2.21.0", "2.21"), ("3.0", "2.21"), ("0.12", ""), ("", ""), ("nightly", ""), ("2", ""), ("٢.15", ""),
    ],
)  # fmt: skip
def test_each_version_belongs_to_a_measured_generation(version, generation):
    assert generation_of(version) == generation


def test_what_nobody_tells_is_assumed_and_said():
    found, assumed = known_conditions(NAMED, BLANK, None, None)

    assert found == Conditions("2.15", "2", "", "")
    assert assumed == ("The files do not tell which TensorFlow will restore: 2.15 is assumed.",)


def test_what_is_chosen_beats_what_is_told():
    told = ModelSpec("t", False, BLANK.variables, conditions=Conditions("1.15", "2", "graph", "ref"))

    assert known_conditions(NAMED, told, None, None) == (Conditions("1.15", "2", "graph", "ref"), ())
    assert known_conditions(NAMED, told, "2.15", "resource")[0] == Conditions(
        "2.15", "2", "graph", "resource"
    )


def test_a_wrong_choice_names_what_there_is():
    with pytest.raises(UnknownChoiceError, match=r"1\.15, 2\.15, 2\.21") as caught:
        known_conditions(NAMED, BLANK, "2.3", None)

    assert isinstance(caught.value, ExplorerError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("checkpoint", "target", "keras", "generation"),
    [
        ("target_spec_keras3_tf221/base/model.h5", "target_spec_keras3_tf221/targets/units/config.json", "3", "2.21"),
        ("target_spec_tf215/base/model.h5", "target_spec_tf215/targets/units/config.json", "2", "2.15"),
        ("target_spec_keras3_tf221/base/ckpt-1", "target_spec_keras3_tf221/targets/units/ckpt/before", "3", "2.21"),
        ("target_spec_tf215/base/ckpts/ckpt-1", "target_spec_tf215/targets/units/ckpt/before", "2", "2.15"),
    ],
)  # fmt: skip
def test_the_files_tell_which_keras(golden, checkpoint, target, keras, generation):
    found, _ = known_conditions(open_checkpoint(golden / checkpoint), as_spec(golden / target), None, None)

    assert (found.keras, found.tensorflow) == (keras, generation)


def test_graphs_are_judged_for_both_kinds_of_variables_where_nobody_tells():
    unknown, old = Conditions("2.15", "2"), Conditions("1.15", "2")

    assert [found.variables for found in situations("saver.restore", unknown)] == ["resource", "ref"]
    assert [found.variables for found in situations("estimator.train", old)] == ["ref", "resource"]
    assert [found.variables for found in situations("saver.restore", Conditions("2.15", "2", "", "ref"))] == [
        "ref"
    ]
    assert [found.variables for found in situations("checkpoint.restore", unknown)] == ["resource"]

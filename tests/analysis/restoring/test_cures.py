"""Cures: code that parses whatever a file calls its variables, and lists what it should."""

from __future__ import annotations

import ast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures import code_graph as graph_code
from explorer.analysis.restoring.finding import Finding
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec, spec_from_checkpoint
from tests.analysis.restoring.test_causes import causes, changed, golden
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN

NASTY = [
    "it's",
    'a "quoted" name',
    "line\nbreak",
    "back\\slash",
    "nul\0",
    "\u2028",
    "# no comment",
    "{x}",
    "'''",
    "\udc80",
]


def literals(text: str) -> dict[str, str]:
    """The pairs of the first dictionary written out in a piece of code."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
            return ast.literal_eval(node)
    raise AssertionError("no dictionary in the code")


def codes(found: Finding) -> list[str]:
    return [cure.code for cure in found.cures if cure.code]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_stays_one_literal_on_its_line(name):
    text = code.literal(name)
    assert ast.literal_eval(text) == name
    assert len(text.splitlines()) == 1
    assert text.isprintable()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=4), st.text(max_size=8))
def test_every_script_parses_with_any_names(pairs, path):
    scripts = [
        code.assign_by_path(path, pairs),
        code.assign_by_path(path, pairs, turn=True),
        code.assign_by_name(path, pairs, cast=True),
        graph_code.load_in_session(path, pairs, cast=True),
        graph_code.saver_with_names(path, pairs),
        graph_code.assignment_map(path, pairs),
    ]
    for script in scripts:
        assert literals(script) == dict(pairs)
    for script in (
        graph_code.saver_without(path),
        code.fitting_values(path),
        graph_code.assemble_parts(path),
    ):
        assert path in {node.value for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Constant)}


def test_a_long_map_says_how_much_it_leaves_out():
    pairs = [(f"new_{k}", f"old_{k}") for k in range(code.MOST_PAIRS + 25)]
    text = code.mapping("names", pairs)
    assert len(literals(text)) == code.MOST_PAIRS
    assert "and 25 more of the same kind" in text


def test_code_of_every_golden_change_parses():
    for fixture in (
        "target_spec_tf215",
        "target_spec_sub_tf215",
        "target_spec_keras3_tf221",
        "target_spec_v1_tf215",
    ):
        for folder in sorted((GOLDEN / fixture / "targets").iterdir()):
            for found in changed(fixture, folder.name):
                assert found.cures or found.kind in ("fits", "bias-dropped", "layer-gone"), (
                    fixture,
                    folder.name,
                    found.kind,
                )
                for text in codes(found):
                    ast.parse(text)


def test_a_renamed_layer_is_asked_for_under_its_stored_name_with_its_slots():
    (found,) = changed("target_spec_v1_tf215", "renamed")
    saver, _ = codes(found)
    expected = {
        f"middle/{leaf}{slot}": f"mid/{leaf}{slot}"
        for leaf in ("kernel", "bias")
        for slot in ("", "/Adam", "/Adam_1")
    }
    assert literals(saver) == expected


def test_an_assignment_map_also_names_what_is_not_renamed():
    (found,) = changed("target_spec_v1_tf215", "renamed")
    _, assignment = codes(found)
    named = literals(assignment)
    assert len(named) == 21
    assert (named["middle/bias/Adam"], named["hidden/kernel"]) == ("mid/bias/Adam", "hidden/kernel")


def test_an_inserted_layer_leaves_each_value_to_its_layer():
    (found,) = changed("target_spec_tf215", "inserted")
    named = literals(codes(found)[0])
    value = "/.ATTRIBUTES/VARIABLE_VALUE"
    assert named["model/layer_with_weights-3/kernel"] == f"model/layer_with_weights-2/kernel{value}"
    assert named["model/layer_with_weights-1/bias"] == f"model/layer_with_weights-1/bias{value}"
    assert not [path for path in named if path.startswith("model/layer_with_weights-2/")]
    # Slots that moved with their layer are left out: their numbers belong to others now.
    assert "optimizer/_variables/9" not in named
    assert named["optimizer/_variables/8"] == f"optimizer/_variables/8{value}"


def test_values_that_do_not_fit_in_shape_are_not_assigned():
    (found,) = changed("target_spec_tf215", "removed")
    named = literals(codes(found)[0])
    assert "model/layer_with_weights-1/bias" in named
    assert "model/layer_with_weights-1/kernel" not in named  # [8, 3] in the model, [5, 3] in the file


def test_a_switched_optimizer_leaves_the_model_to_be_restored_alone():
    (found,) = changed("target_spec_tf215", "optimizer")
    named = literals(found.cures[0].code)
    assert len(named) == 6
    assert all(path.startswith("model/layer_with_weights-") for path in named)


def test_a_legacy_optimizers_state_is_kept_by_the_legacy_class():
    found = causes(
        golden("optimizers_legacy_tf215/rmsprop/ckpt-1"),
        spec_from_checkpoint(golden("optimizers_new_tf215/rmsprop/ckpt-1")),
    )
    assert "tf.keras.optimizers.legacy.RMSprop()" in found[0].cures[1].code


def test_files_of_keras_are_loaded_past_what_does_not_fit():
    base, other = (
        golden("target_spec_tf215/base/model.h5"),
        GOLDEN / "target_spec_tf215/targets/units/model.h5",
    )
    (found,) = causes(base, as_spec(other))
    assert found.title == "Layer hidden has 12 units in the model, 8 in the checkpoint"
    assert (
        codes(found)[0].splitlines()[1]
        == f"model.load_weights({str(base.prefix)!r}, by_name=True, skip_mismatch=True)"
    )


def test_hostile_names_in_a_checkpoint_make_no_code(tmp_path):
    key = "x'); import os; os.abort() #/kernel\n"
    write_bundle(tmp_path / "m", {key: np.ones((2, 3), np.float32), "kept": np.ones(1, np.float32)})
    variables = (
        SpecVariable("y/kernel\n", "y/kernel\n", "float32", (2, 3)),
        SpecVariable("kept", "kept", "float32", (1,)),
    )
    found = causes(open_checkpoint(tmp_path / "m"), ModelSpec("model", False, variables, "table"))
    texts = [text for cause in found for text in codes(cause)]
    assert texts
    for text in texts:
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        assert "os" not in names

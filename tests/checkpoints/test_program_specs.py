"""What the snippet wrote in real programs, beside what TensorFlow saved of the same programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.spec_file import parse_spec

FOLDER = Path(__file__).parent.parent / "golden" / "program_specs"
PROGRAMS = sorted(path.stem for path in FOLDER.glob("*.json"))


def program(name: str) -> tuple[ModelSpec, dict[str, Any]]:
    told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return parse_spec(json.dumps(told["spec"]), name), told["checkpoint"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_keys_dtypes_and_shapes_are_those_of_the_checkpoint(name):
    spec, saved = program(name)

    told = {v.key: [v.dtype, list(v.shape or ())] for v in spec.variables}
    assert told == saved["variables"]
    assert (spec.problems, spec.kind) == ((), "program")


@pytest.mark.parametrize("name", [name for name in PROGRAMS if not name.startswith("graph")])
def test_objects_edges_and_slots_are_those_of_the_checkpoint(name):
    spec, saved = program(name)

    assert spec.objects is not None
    count = spec.objects.node_count
    assert [[list(c) for c in spec.objects.children(node)] for node in range(count)] == saved["children"]
    assert sorted([s.optimizer, s.variable, s.name, s.node] for s in spec.objects.slots) == sorted(
        saved["slots"]
    )


@pytest.mark.parametrize(
    ("name", "tensorflow", "keras", "mode", "variables"),
    [
        ("net_adam_tf215", "2.15", "2", "eager", "resource"),
        ("net_adam_keras3", "2.21", "3", "eager", "resource"),
        ("net_adam_tfkeras", "2.21", "tf-keras", "eager", "resource"),
        ("module_tf215", "2.15", "", "eager", "resource"),
        ("graph_resource_tf215", "2.15", "", "graph", "resource"),
        ("graph_renamed_tf215", "2.15", "", "graph", "ref"),
    ],
)
def test_the_conditions_of_the_program_are_known(name, tensorflow, keras, mode, variables):
    found = program(name)[0].conditions

    assert (found.tensorflow, found.keras, found.mode, found.variables) == (
        tensorflow,
        keras,
        mode,
        variables,
    )


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("functional_tf215", ["hidden/kernel:0", "hidden/bias:0"]),
        ("functional_tfkeras", ["hidden/kernel:0", "hidden/bias:0"]),
        ("functional_keras3", ["hidden/kernel", "hidden/bias"]),
    ],
)
def test_the_layers_of_a_keras_model_hold_their_weights_in_order(name, paths):
    keras = program(name)[0].keras

    assert keras is not None
    assert [layer.name for layer in keras.layers] == ["in", "hidden", "bn", "inner", "out"]
    assert [weight.path for weight in keras.layers[1].weights] == paths
    assert [weight.name for weight in keras.layers[2].weights] == [
        "gamma",
        "beta",
        "moving_mean",
        "moving_variance",
    ]
    assert [layer.name for layer in keras.layers[3].layers if layer.class_name == "Dense"] == ["a", "b"]
    assert keras.optimizer is not None
    assert keras.optimizer.class_name == "Adam"


def test_the_way_from_a_layer_to_a_weight_inside_it_is_known():
    keras = program("recurrent_tf215")[0].keras

    assert keras is not None
    assert [weight.object_path for weight in keras.layers[1].weights[:2]] == [
        ("forward_layer", "cell", "kernel"),
        ("forward_layer", "cell", "recurrent_kernel"),
    ]


def test_the_parts_of_a_partitioned_variable_are_put_together():
    variables = {variable.key: variable for variable in program("graph_ref_tf215")[0].variables}

    table = variables["p/table"]
    assert (table.shape, table.is_partitioned, table.part_count) == ((10, 2), True, 3)
    assert table.full_name == "p/table/part_0"


def test_a_saver_that_renames_is_asked_for_its_names():
    spec, _ = program("graph_renamed_tf215")

    assert [(variable.key, variable.full_name) for variable in spec.variables] == [
        ("old/w", "net/w"),
        ("q", "p/table/part_0"),
    ]

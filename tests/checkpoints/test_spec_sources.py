"""What a target path may name, told by its content; several sources of one program joined."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from explorer.checkpoints.spec_file import parse_spec
from explorer.checkpoints.spec_merge import merge_specs
from explorer.checkpoints.spec_writing import write_spec
from explorer.errors import ExplorerError, MissingFileError, UnsupportedFileError

GOLDEN = Path(__file__).parent.parent / "golden"
SPEC = {
    "format": "checkpoint-explorer model spec",
    "version": 1,
    "tensorflow": "1.15.5",
    "mode": "graph",
    "variables": [{"name": "w", "dtype": "float32", "shape": [2], "resource": False}],
}
CONFIG = {
    "class_name": "Sequential",
    "keras_version": "2.15.0",
    "config": {
        "name": "net",
        "layers": [
            {
                "class_name": "Dense",
                "config": {"name": "out", "units": 4, "batch_input_shape": [None, 3], "use_bias": True},
            }
        ],
    },
}


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["model_spec.json", "target.txt", "whatever"])
def test_a_spec_file_is_known_by_its_content(tmp_path, name):
    spec = as_spec(written(tmp_path, name, SPEC))

    assert (spec.kind, spec.source) == ("program", f"{tmp_path.name}/{name}")
    assert spec.conditions == Conditions("1.15", "", "graph", "ref")


@pytest.mark.parametrize("name", ["net.csv", "net.txt", "net"])
def test_a_table_is_known_by_its_content(tmp_path, name):
    spec = as_spec(written(tmp_path, name, "name,shape\nw,[2]\n"))

    assert (spec.kind, spec.variables) == ("table", (SpecVariable("w", "w", None, (2,)),))


@pytest.mark.parametrize("name", ["config.json", "model"])
def test_a_keras_configuration_is_known_by_its_content(tmp_path, name):
    spec = as_spec(written(tmp_path, name, CONFIG))

    assert spec.kind == "keras config"
    assert [(variable.key, variable.shape) for variable in spec.variables] == [
        ("out/kernel:0", (3, 4)),
        ("out/bias:0", (4,)),
    ]


def keras_file(name: str) -> ModelSpec:
    return as_spec(GOLDEN / name)


def weights_of(spec: ModelSpec) -> list[tuple[str, str]]:
    """Each weight of the model, and the key it is stored under."""
    assert spec.keras is not None
    optimizer = spec.keras.optimizer.variables if spec.keras.optimizer else ()
    weights = [weight for layer in spec.keras.layers for weight in layer.weights]
    return [
        (w.path, spec.variables[w.variable].key if w.variable >= 0 else "") for w in (*weights, *optimizer)
    ]


def test_an_h5_file_is_its_stored_variables_with_the_layers_of_its_configuration():
    spec = keras_file("target_spec_tf215/base/model.h5")

    assert spec.kind == "checkpoint"
    assert weights_of(spec)[:8] == [
        ("hidden/kernel:0", "model_weights/hidden/hidden/kernel:0"),
        ("hidden/bias:0", "model_weights/hidden/hidden/bias:0"),
        ("mid/kernel:0", "model_weights/mid/mid/kernel:0"),
        ("mid/bias:0", "model_weights/mid/mid/bias:0"),
        ("out/kernel:0", "model_weights/out/out/kernel:0"),
        ("out/bias:0", "model_weights/out/out/bias:0"),
        ("iteration:0", "optimizer_weights/iteration:0"),
        ("Adam/m/hidden/kernel:0", "optimizer_weights/Adam/m/hidden/kernel:0"),
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("target_spec_tf215/base/model.keras", "{}:0"),
        ("target_spec_keras3_tf221/base/model.keras", "{}"),
    ],
)
def test_a_keras_archive_is_its_stored_variables_with_the_layers_of_its_configuration(name, path):
    spec = keras_file(name)

    assert weights_of(spec)[:7] == [
        (path.format("hidden/kernel"), "layers/dense/vars/0"),
        (path.format("hidden/bias"), "layers/dense/vars/1"),
        (path.format("mid/kernel"), "layers/dense_1/vars/0"),
        (path.format("mid/bias"), "layers/dense_1/vars/1"),
        (path.format("out/kernel"), "layers/dense_2/vars/0"),
        (path.format("out/bias"), "layers/dense_2/vars/1"),
        (path.format("iteration") if "tf215" in name else "adam/iteration", "optimizer/vars/0"),
    ]


def test_every_weight_of_a_branching_network_is_found_in_its_archive():
    assert [key for _, key in weights_of(keras_file("more_keras_h5_tf215/functional.keras"))[:10]] == [
        "layers/dense/vars/0",
        "layers/dense/vars/1",
        "layers/dense_1/vars/0",
        "layers/dense_1/vars/1",
        "layers/batch_normalization/vars/0",
        "layers/batch_normalization/vars/1",
        "layers/batch_normalization/vars/2",
        "layers/batch_normalization/vars/3",
        "layers/dense_2/vars/0",
        "layers/dense_2/vars/1",
    ]


def test_a_directory_is_its_latest_checkpoint():
    directory = GOLDEN / "net_adam_manager_tf215" / "tf_ckpts"

    spec = as_spec(directory)

    assert spec.kind == "checkpoint"
    assert spec.source == "tf_ckpts/ckpt-10"


def test_a_configuration_beside_a_checkpoint_is_joined_with_it(tmp_path):
    source = GOLDEN / "easy_checkpoint_tf215"
    for path in source.glob("easy_checkpoint*"):
        shutil.copy(path, tmp_path)
    shutil.copy(source / "checkpoint", tmp_path)
    written(tmp_path, "config.json", CONFIG)

    spec = as_spec(tmp_path)

    assert spec.kind == "checkpoint"
    assert spec.keras is not None
    assert spec.conditions.keras == "2"


def test_a_directory_with_nothing_but_a_spec_file_is_that(tmp_path):
    written(tmp_path, "model_spec.json", SPEC)

    assert as_spec(tmp_path).kind == "program"


def test_an_empty_directory_is_explained(tmp_path):
    with pytest.raises(MissingFileError):
        as_spec(tmp_path)


def test_a_target_of_an_unknown_kind_names_what_is_accepted(tmp_path):
    path = written(tmp_path, "letter.txt", "Dear Sir or Madam,\n")

    with pytest.raises(UnsupportedFileError) as caught:
        as_spec(path)

    assert "model_spec.json that the snippet writes" in caught.value.hint
    assert caught.value.where["path"] == str(path)


def test_a_path_no_file_can_have_is_explained():
    with pytest.raises(ExplorerError):
        as_spec("a\0b")


def test_no_target_at_all_is_explained():
    with pytest.raises(UnsupportedFileError):
        as_spec(())


STORED = ModelSpec(
    "run/ckpt-1",
    True,
    (
        SpecVariable("model/a/.ATTRIBUTES/VARIABLE_VALUE", "out/kernel", "float32", (3, 5)),
        SpecVariable("model/b/.ATTRIBUTES/VARIABLE_VALUE", "out/bias", "float32", (4,)),
        SpecVariable("step/.ATTRIBUTES/VARIABLE_VALUE", "step", "int64", ()),
    ),
)
LAYERS = ModelSpec(
    "run/config.json",
    False,
    (
        SpecVariable("out/bias:0", "out/bias", "float32", (4,), is_resource=True, trainable=True),
        SpecVariable("out/kernel:0", "out/kernel", "float32", (3, 4), is_resource=True, trainable=True),
    ),
    "keras config",
    conditions=Conditions(keras="2"),
    keras=KerasModel(
        "net",
        "Sequential",
        "2",
        (
            KerasLayer(
                "out",
                "Dense",
                (
                    KerasWeight("kernel", "out/kernel:0", "float32", (3, 4), variable=1),
                    KerasWeight("bias", "out/bias:0", "float32", (4,), variable=0),
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize("specs", [(STORED, LAYERS), (LAYERS, STORED)])
def test_layers_come_from_the_configuration_and_keys_from_the_checkpoint(specs):
    joined = merge_specs(*specs)

    assert [variable.key for variable in joined.variables] == [variable.key for variable in STORED.variables]
    assert joined.keras is not None
    assert [weight.variable for weight in joined.keras.layers[0].weights] == [0, 1]
    assert (joined.object_based, joined.conditions.keras) == (True, "2")
    assert joined.variables[1].trainable is True


def test_what_two_sources_contradict_each_other_in_is_told():
    assert merge_specs(STORED, LAYERS).problems == (
        "model/a/.ATTRIBUTES/VARIABLE_VALUE is there twice, as float32 [3, 5] and as float32 [3, 4];"
        " the first is taken.",
    )


def test_two_tables_are_added_up():
    first = ModelSpec("a", False, (SpecVariable("w", "w", None, (2, None)),), "table")
    second = ModelSpec(
        "b", False, (SpecVariable("b", "b", None, (3,)), SpecVariable("w", "w", "int8", (2, 7))), "table"
    )

    assert merge_specs(first, second).variables == (
        SpecVariable("w", "w", "int8", (2, 7)),
        SpecVariable("b", "b", None, (3,)),
    )


def test_several_paths_are_joined(tmp_path):
    paths = (
        written(tmp_path, "a.csv", "name,shape\nw,[2]\n"),
        written(tmp_path, "b.csv", "name,shape\nb,[3]\n"),
    )

    spec = as_spec(paths)

    assert [variable.key for variable in spec.variables] == ["w", "b"]
    assert spec.source == f"{tmp_path.name}/a.csv + {tmp_path.name}/b.csv"


@pytest.mark.parametrize(
    "name",
    ["net_adam_manager_legacy_tf215", "optimizers_keras3_tf221", "partitioned_tf115", "target_spec_tf215"],
)
def test_any_spec_that_is_written_reads_back(name):
    for path in sorted(path for path in (GOLDEN / name).rglob("*") if path.suffix in (".index", ".h5"))[:3]:
        spec = as_spec(path)

        again = parse_spec(write_spec(spec), spec.source)

        assert again.variables == spec.variables
        assert (again.object_based, again.kind, again.conditions) == (
            spec.object_based,
            spec.kind,
            spec.conditions,
        )
        if spec.objects is not None:
            assert again.objects is not None
            assert list(again.objects.values) == list(spec.objects.values)
            assert list(again.objects.slots) == list(spec.objects.slots)
            assert again.objects.edge_name == tuple(spec.objects.edge_name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_file_gives_a_spec_or_an_explained_error(tmp_path, data):
    path = tmp_path / "target"
    path.write_bytes(data)

    with contextlib.suppress(ExplorerError):
        as_spec(path)

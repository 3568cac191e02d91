"""Configurations of the golden Keras models against the weights stored beside them; damaged ones."""

from __future__ import annotations

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.keras_config import spec_from_config
from explorer.checkpoints.keras_layers import MOST_LAYERS
from explorer.checkpoints.spec import ModelSpec, as_spec
from explorer.errors import CorruptFileError, ExplorerError, UnsupportedFileError
from explorer.formats.hdf5_reader import Hdf5Reader
from tests.golden_answers import GOLDEN, golden_answers

KERAS2 = "target_spec_tf215"
KERAS3 = "target_spec_keras3_tf221"
TARGETS = [
    (fixture, path.parent.name)
    for fixture in (KERAS2, KERAS3)
    for path in sorted((GOLDEN / fixture / "targets").glob("*/config.json"))
]
HELD_BY_THE_PROGRAM = ("save_counter", "optimizer/_variables", "OBJECT_GRAPH")


def config_in(path: Path) -> ModelSpec:
    """The model of the configuration a file of Keras holds, without what is stored beside it."""
    reader = open_checkpoint(path).reader
    assert isinstance(reader, Hdf5Reader)
    text = reader.config_json()
    assert text is not None
    return spec_from_config(text, path.name, training=reader.training_json())


@pytest.mark.parametrize(("fixture", "target"), TARGETS)
def test_a_models_variables_are_those_its_own_checkpoint_holds(fixture: str, target: str) -> None:
    spec = as_spec(GOLDEN / fixture / "targets" / target / "config.json")
    prefixes = golden_answers(fixture)["prefixes"]
    stored = prefixes[f"targets/{target}/ckpt/before"]["variables"]

    assert spec.keras is not None
    assert spec.problems == ()
    found = sorted((one.dtype, list(one.shape or ())) for layer in spec.keras.layers for one in layer.weights)
    expected = sorted(
        (one["dtype"], one["shape"])
        for one in stored
        if not one["name"].startswith(
            ("optimizer/_var", "optimizer/_iter", "optimizer/_learn", "optimizer/i")
        )
        and one["name"].startswith(("model/", "optimizer/_trainable_variables"))
        and ".OPTIMIZER_SLOT" not in one["name"]
        and "/optimizer/" not in one["name"]
    )
    assert found == expected


@pytest.mark.parametrize(
    "file",
    [
        "target_spec_tf215/base/model.h5",
        "target_spec_tf215/targets/units/model.h5",
        "target_spec_keras3_tf221/base/model.h5",
        "more_keras_h5_tf215/convolution.h5",
    ],
)
def test_an_h5_file_tells_what_it_holds_by_name(file: str) -> None:
    checkpoint = open_checkpoint(GOLDEN / file)
    spec = config_in(GOLDEN / file)
    table = checkpoint.table
    stored = {
        checkpoint.names[row].removeprefix("optimizer_weights/"): table.shape(row)
        for row, key in enumerate(table.keys)
        if key.startswith("model_weights")
    }

    assert spec.keras is not None
    found = {one.path.removesuffix(":0"): one.shape for layer in spec.keras.layers for one in layer.weights}
    assert sorted(found.values()) == sorted(stored.values())
    assert spec.keras.optimizer is not None
    slots = [key for key in table.keys if key.startswith("optimizer_weights")]
    assert len(spec.keras.optimizer.variables) == len(slots)


@pytest.mark.parametrize(
    "file",
    [
        *(
            f"target_spec_tf215/targets/{name}/model.keras"
            for name in ("units", "inserted", "renamed", "same")
        ),
        *(f"target_spec_keras3_tf221/targets/{name}/model.keras" for name in ("units", "inserted")),
        "target_spec_tf215/targets/optimizer/model.keras",
        "keras3_modelcheckpoint_tf221/checkpoints/keras_model_03.keras",
        "more_keras_h5_tf215/functional.keras",
    ],
)
def test_an_archive_holds_what_its_configuration_tells(file: str) -> None:
    table = open_checkpoint(GOLDEN / file).table
    spec = config_in(GOLDEN / file)
    stored = [table.shape(row) for row, key in enumerate(table.keys) if not key.startswith("metrics")]

    assert spec.keras is not None
    assert spec.keras.optimizer is not None
    found = [one.shape or () for layer in spec.keras.layers for one in layer.weights]
    found += [one.shape or () for one in spec.keras.optimizer.variables]
    assert sorted(found) == sorted(stored)


def test_a_layer_of_ones_own_is_said_to_be_unknown() -> None:
    spec = config_in(GOLDEN / "more_keras_h5_tf215" / "own_layer.h5")

    assert spec.keras is not None
    unknown = [layer for layer in spec.keras.layers if not layer.is_known]
    assert [layer.weights for layer in unknown] == [()] * len(unknown)
    assert len(unknown) == 1
    assert spec.problems[0] == (
        f"Layer {unknown[0].name!r} is of the class {unknown[0].class_name}, which Keras itself does not have: "
        "its weights are not told by the configuration."
    )


def sequential(*layers: Any, **config: Any) -> dict[str, Any]:
    return {"class_name": "Sequential", "config": {"name": "net", "layers": list(layers), **config}}


def dense(name: str, units: int = 3) -> dict[str, Any]:
    return {"class_name": "Dense", "config": {"name": name, "units": units}}


def spec_of(entry: Any) -> Any:
    return spec_from_config(json.dumps(entry), "config.json")


def test_a_model_without_an_input_has_no_weights_yet() -> None:
    keras = spec_of(sequential(dense("a"))).keras

    assert [(layer.name, layer.weights, layer.is_built) for layer in keras.layers] == [("a", (), False)]


def test_what_comes_behind_an_unknown_layer_keeps_unknown_sizes() -> None:
    own = {"class_name": "Mine", "config": {"name": "mine"}}
    entry = sequential(
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 4]}}, own, dense("a")
    )

    kernel, bias = spec_of(entry).variables

    assert (kernel.key, kernel.name, kernel.shape) == ("a/kernel:0", "a/kernel", (None, 3))
    assert (bias.key, bias.name, bias.shape) == ("a/bias:0", "a/bias", (3,))


def test_other_json_is_refused() -> None:
    with pytest.raises(UnsupportedFileError, match="no configuration of a Keras model"):
        spec_from_config('{"a": 1}', "a.json")
    with pytest.raises(CorruptFileError, match="this configuration is no JSON"):
        spec_from_config('{"a": ', "b.json")
    with pytest.raises(CorruptFileError, match="nested too deeply"):
        spec_from_config("[" * 200_000, "deep.json")
    with pytest.raises(CorruptFileError, match="no name in a file can have"):
        spec_from_config(r'{"class_name": "\ud800", "config": {}}', "half.json")


def test_layers_that_call_each_other_in_a_ring_are_told_of() -> None:
    layers = [
        {**dense("a"), "name": "a", "inbound_nodes": [[["b", 0, 0, {}]]]},
        {**dense("b"), "name": "b", "inbound_nodes": [[["a", 0, 0, {}]]]},
    ]

    spec = spec_of({"class_name": "Functional", "config": {"name": "ring", "layers": layers}})

    assert len(spec.problems) == 1
    assert "'a' is called on what comes to be only behind it" in spec.problems[0]
    assert next(variable.shape for variable in spec.variables) == (None, 3)


def test_wrappers_that_double_without_end_are_refused() -> None:
    inner: dict[str, Any] = {
        "class_name": "LSTM",
        "config": {"name": "l", "units": 2, "return_sequences": True},
    }
    for _ in range(30):
        inner = {"class_name": "Bidirectional", "config": {"name": "b", "layer": inner}}
    entry = sequential({"class_name": "InputLayer", "config": {"batch_input_shape": [None, 5, 4]}}, inner)

    with pytest.raises(UnsupportedFileError, match="more layers than any program"):
        spec_of(entry)
    assert MOST_LAYERS == 100_000


def test_models_nested_deeper_than_any_program_are_told_of() -> None:
    inner = sequential(dense("a"))
    for _ in range(100):
        inner = sequential(inner)

    assert "more than 40 deep" in spec_of({**inner, "keras_version": "2.15.0"}).problems[0]


JUNK = st.one_of(
    *(
        st.none(),
        st.booleans(),
        st.integers(-2, 5),
        st.just(10**30),
        st.just(float("inf")),
        st.just("hidden"),
    ),
    *(st.just([]), st.just({}), st.just([None, 4]), st.just([["hidden", 0, 0]]), st.just([[]])),
    st.just({"class_name": "Bidirectional", "config": {"layer": None}}),
)
CONFIGS = [
    json.loads((GOLDEN / fixture / "base" / "config.json").read_text()) for fixture in (KERAS2, KERAS3)
]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a configuration."""
    found, stack = [], [value]
    while stack:
        one = stack.pop()
        keys = list(one) if isinstance(one, dict) else list(range(len(one)))
        found += [(one, key) for key in keys]
        stack += [one[key] for key in keys if isinstance(one[key], (dict, list))]
    return found


@settings(max_examples=250, deadline=None)
@given(st.sampled_from([0, 1]), st.lists(st.tuples(st.integers(0, 10_000), JUNK), min_size=1, max_size=3))
def test_any_junk_in_a_configuration_gives_a_spec_or_an_explained_error(
    which: int, changes: list[tuple[int, Any]]
) -> None:
    config = json.loads(json.dumps(CONFIGS[which]))
    for place, junk in changes:
        found = places(config)
        if found:
            container, key = found[place % len(found)]
            container[key] = copy.deepcopy(junk)

    with contextlib.suppress(ExplorerError):
        spec = spec_of(config)
        assert len({variable.key for variable in spec.variables}) <= len(spec.variables)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_explained_error(data: bytes) -> None:
    with contextlib.suppress(CorruptFileError, UnsupportedFileError):
        spec_from_config(data, "config.json")
        pytest.fail("no random bytes are a model")

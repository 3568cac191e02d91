"""The Keras model among the objects of golden checkpoints, and in an `.h5` file of weights."""

from __future__ import annotations

import pytest

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.keras_from_graph import keras_of_graph
from explorer.checkpoints.keras_model import KerasModel
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.checkpoints.target_graph import TargetValue, target_graph
from tests.golden_answers import GOLDEN


def model_of(path: str) -> KerasModel:
    found = keras_of_graph(spec_from_checkpoint(open_checkpoint(GOLDEN / path)))
    assert found is not None
    return found


def printed(model: KerasModel) -> list[tuple[str, list[str]]]:
    return [(layer.name, [weight.path for weight in layer.weights]) for layer in model.layers]


def test_a_functional_model_of_keras_2_has_its_layers_in_order_with_those_without_weights() -> None:
    model = model_of("target_spec_tf215/targets/batchnorm/ckpt/before")

    assert model.keras == "2"
    assert printed(model) == [
        ("", []),
        ("hidden", ["hidden/kernel:0", "hidden/bias:0"]),
        ("mid", ["mid/kernel:0", "mid/bias:0"]),
        ("bn", ["bn/gamma:0", "bn/beta:0", "bn/moving_mean:0", "bn/moving_variance:0"]),
        ("out", ["out/kernel:0", "out/bias:0"]),
    ]
    assert [weight.trainable for weight in model.layers[3].weights] == [True, True, False, False]


def test_the_optimizers_variables_come_in_the_order_of_its_list() -> None:
    optimizer = model_of("target_spec_tf215/targets/same/ckpt/before").optimizer

    assert optimizer is not None
    assert [weight.path for weight in optimizer.variables][:3] == [
        "iteration:0",
        "Adam/m/hidden/kernel:0",
        "Adam/v/hidden/kernel:0",
    ]
    assert len(optimizer.variables) == 13
    assert optimizer.class_name == "Adam"
    assert not optimizer.is_legacy


def test_a_legacy_optimizer_is_told_apart() -> None:
    optimizer = model_of("target_spec_tf215/targets/optimizer_legacy/ckpt/before").optimizer

    assert optimizer is not None
    assert optimizer.is_legacy


def test_a_model_of_keras_3_is_found_by_its_operations() -> None:
    model = model_of("target_spec_keras3_tf221/targets/same/ckpt/before")

    assert model.keras == "3"
    assert printed(model) == [
        ("", []),
        ("hidden", ["hidden/kernel", "hidden/bias"]),
        ("mid", ["mid/kernel", "mid/bias"]),
        ("out", ["out/kernel", "out/bias"]),
    ]


def test_a_file_of_weights_tells_the_layers_of_the_model_that_wrote_it() -> None:
    spec = spec_from_checkpoint(open_checkpoint(GOLDEN / "target_spec_tf215/base/model_weights.h5"))

    assert spec.keras is not None
    assert [layer.name for layer in spec.keras.layers] == ["features", "hidden", "mid", "out"]
    assert [spec.variables[weight.variable].key for weight in spec.keras.layers[1].weights] == [
        "hidden/hidden/kernel:0",
        "hidden/hidden/bias:0",
    ]


def made(*edges: tuple[int, str, int], values: dict[int, str]) -> KerasModel | None:
    """The model among objects with these edges; `values` are the names of the variables some of them hold."""
    variables = tuple(SpecVariable(name, name, "float32", (2,)) for name in values.values())
    held = [TargetValue(node, "VARIABLE_VALUE", place) for place, node in enumerate(values)]
    count = 1 + max((max(source, target) for source, _, target in edges), default=0)
    graph = target_graph(count, edges, held)
    return keras_of_graph(ModelSpec("made", True, variables, objects=graph))


def test_a_subclassed_model_tells_the_attributes_its_layers_lie_in_lists_included() -> None:
    model = made(
        (0, "model", 1),
        (0, "save_counter", 7),
        (1, "head", 2),
        (1, "blocks", 3),
        (2, "kernel", 4),
        (3, "0", 5),
        (5, "kernel", 6),
        values={4: "net/head/kernel", 6: "net/dense/kernel", 7: "save_counter"},
    )

    assert model is not None
    assert [(layer.attribute, layer.name) for layer in model.layers] == [
        ("head", "head"),
        ("blocks/0", "dense"),
    ]


@pytest.mark.parametrize(
    "edges",
    [
        [(0, "model", 1), (1, "layer-0", 1), (1, "layer-0", 0)],
        [(0, "layer-0", 1), (1, "layer-0", 2), (2, "layer-0", 1)],
        [(node, "layer-0", node + 1) for node in range(3000)],
    ],
)
def test_cycles_and_long_chains_come_to_an_end(edges: list[tuple[int, str, int]]) -> None:
    model = made(*edges, values={})

    assert model is not None
    assert len(model.layers) == 1


def test_objects_without_layers_are_no_model() -> None:
    assert made((0, "step", 1), (0, "save_counter", 2), values={1: "step", 2: "save_counter"}) is None

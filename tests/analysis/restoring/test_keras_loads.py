"""Loads that Keras answers in ways the golden programs do not show; each answer was seen from Keras itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.restoring.keras import h5 as keras_h5
from explorer.analysis.restoring.keras import v3 as keras_v3
from explorer.analysis.restoring.outcome import RAISES, RESTORED, WRONG, Outcome, Raised, UnsuitableError
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasOptimizer, KerasWeight
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.task import QUIET

KERAS_2 = Conditions("2.15", "2", "eager")
KERAS_3 = Conditions("2.21", "3", "eager")
TF_1 = Conditions("1.15", "2", "graph")
Shape = tuple[int, ...]


class Program:
    """Builds a target: layers get the places of their weights in the order they are made."""

    def __init__(self, keras: str = "2") -> None:
        self.keras = keras
        self.variables: list[SpecVariable] = []

    def weights(self, layer: str, **shapes: Shape) -> tuple[KerasWeight, ...]:
        found = []
        for name, shape in shapes.items():
            path = f"{layer}/{name}" + ("" if self.keras == "3" else ":0")
            found.append(KerasWeight(name, path, "float32", shape, True, len(self.variables), (name,)))
            self.variables.append(SpecVariable(path, path, "float32", shape))
        return tuple(found)

    def layer(self, name: str, class_name: str = "Dense", **shapes: Shape) -> KerasLayer:
        return KerasLayer(name, class_name, self.weights(name, **shapes))

    def spec(self, *layers: KerasLayer, optimizer: KerasOptimizer | None = None) -> ModelSpec:
        model = KerasModel("net", "Functional", self.keras, layers, optimizer)
        return ModelSpec("a program", False, tuple(self.variables), kind="program", keras=model)


def write_h5(path: Path, layers: dict[str, dict[str, Shape]], **more: object) -> Path:
    """An `.h5` file with these layers, as Keras 2 writes it."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = np.array(list(layers), "S")
        file.attrs["keras_version"] = "2.15.0"
        for name, weights in layers.items():
            group = file.create_group(name)
            group.attrs["weight_names"] = np.array([f"{name}/{weight}:0" for weight in weights], "S")
            for weight, shape in weights.items():
                group[f"{name}/{weight}:0"] = np.ones(shape, "f")
    return path


def write_groups(path: Path, groups: dict[str, list[Shape]]) -> Path:
    """A `.weights.h5` file with the variables of these objects."""
    with h5py.File(path, "w") as file:
        file.create_group("vars")
        for group, shapes in groups.items():
            inside = file.create_group(f"{group}/vars")
            for number, shape in enumerate(shapes):
                inside[str(number)] = np.ones(shape, "f")
    return path


def raised(outcome: Outcome) -> str:
    assert outcome.exception is not None
    return f"{outcome.exception.type}: {outcome.exception.message}"


def test_keras_2_has_assigned_what_came_before_the_first_wrong_shape(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"a": {"kernel": (2, 3)}, "b": {"kernel": (3, 1)}})
    program = Program()
    target = program.spec(program.layer("a", kernel=(2, 3)), program.layer("b", kernel=(3, 5)))

    outcome = keras_h5.load_by_topology(open_checkpoint(file), target, KERAS_2, QUIET)

    assert outcome.effect.tolist() == [RESTORED, RAISES]
    assert outcome.row.tolist() == [0, 1]


def test_tensorflow_1_assigns_nothing_before_a_wrong_shape_and_says_it_shortly(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"a": {"kernel": (2, 3)}, "b": {"kernel": (3, 1)}})
    program = Program()
    target = program.spec(program.layer("a", kernel=(2, 3)), program.layer("b", kernel=(3, 5)))

    outcome = keras_h5.load_by_topology(open_checkpoint(file), target, TF_1, QUIET)

    assert raised(outcome) == "ValueError: Shapes (3, 5) and (3, 1) are incompatible"
    assert not (outcome.effect == RESTORED).any()


def test_a_convolution_of_another_size_is_taken_for_one_of_theano(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"c": {"kernel": (2, 2, 3, 5)}})
    program = Program()
    target = program.spec(program.layer("c", "Conv2D", kernel=(2, 2, 3, 6)))

    outcome = keras_h5.load_by_topology(open_checkpoint(file), target, KERAS_2, QUIET)

    assert raised(outcome) == (
        "ValueError: Cannot assign value to variable ' c/kernel:0': Shape mismatch."
        "The variable shape (2, 2, 3, 6), and the assigned value shape (5, 3, 2, 2) are incompatible."
    )


@pytest.mark.parametrize(
    ("class_name", "stored", "message"),
    [
        ("Conv1D", {"kernel": (2, 3, 5)}, "axes don't match array"),
        (
            "LSTM",
            {"kernel": (2, 9), "recurrent_kernel": (3, 9), "bias": (2, 9)},
            "Invalid bias shape: (2, 9)",
        ),
        (
            "GRU",
            {"kernel": (2, 9), "recurrent_kernel": (3, 9), "bias": (9,)},
            "GRU(reset_after=False) is not compatible with GRU(reset_after=True)",
        ),
    ],
)
def test_a_conversion_of_keras_2_fails_before_anything_is_compared(
    tmp_path: Path, class_name: str, stored: dict[str, Shape], message: str
) -> None:
    file = write_h5(tmp_path / "w.h5", {"x": stored})
    program = Program()
    shapes: dict[str, Shape] = {"kernel": (4, 4, 4)}
    if class_name != "Conv1D":
        shapes = {"kernel": (2, 12), "recurrent_kernel": (4, 12), "bias": (2, 12)}
    target = program.spec(program.layer("x", class_name, **shapes))

    outcome = keras_h5.load_by_topology(open_checkpoint(file), target, KERAS_2, QUIET)

    assert outcome.exception == Raised("ValueError", message)


def test_surplus_weights_of_a_nested_model_are_dropped_without_a_word(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"inner": {"a": (2, 2), "b": (2, 2), "c": (2, 2)}})
    program = Program()
    parts = (program.layer("one", kernel=(2, 2)), program.layer("two", kernel=(2, 2)))
    inner = KerasLayer("inner", "Sequential", tuple(w for part in parts for w in part.weights), parts)

    outcome = keras_h5.load_by_topology(open_checkpoint(file), program.spec(inner), KERAS_2, QUIET)

    assert outcome.exception is None
    assert outcome.effect.tolist() == [RESTORED, RESTORED]


def test_swapped_layers_take_each_others_values_silently(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"left": {"kernel": (2, 2)}, "right": {"kernel": (2, 2)}})
    program = Program()
    target = program.spec(program.layer("right", kernel=(2, 2)), program.layer("left", kernel=(2, 2)))

    outcome = keras_h5.load_by_topology(open_checkpoint(file), target, KERAS_2, QUIET)

    assert outcome.effect.tolist() == [WRONG, WRONG]
    assert outcome.is_silently_wrong


def test_names_that_keras_counts_up_by_itself_are_no_other_layers(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"dense": {"kernel": (2, 2)}, "dense_1": {"kernel": (2, 2)}})
    program = Program()
    target = program.spec(program.layer("dense_1", kernel=(2, 2)), program.layer("dense_2", kernel=(2, 2)))

    outcome = keras_h5.load_by_topology(open_checkpoint(file), target, KERAS_2, QUIET)

    assert outcome.effect.tolist() == [RESTORED, RESTORED]


def test_an_unbuilt_model_is_refused_in_the_words_of_each_loader(tmp_path: Path) -> None:
    h5 = open_checkpoint(write_h5(tmp_path / "w.h5", {"d": {"kernel": (2, 2)}}))
    groups = open_checkpoint(write_groups(tmp_path / "w.weights.h5", {"layers/dense": [(2, 2)]}))
    target = Program().spec(KerasLayer("d", "Dense", is_built=False))

    found = [
        raised(keras_h5.load_by_topology(h5, target, KERAS_2, QUIET)),
        raised(keras_h5.load_by_topology(h5, target, KERAS_3, QUIET)),
        raised(keras_v3.load_weights_h5(groups, target, KERAS_2, QUIET)),
        raised(keras_v3.load_weights_h5(groups, target, KERAS_3, QUIET)),
    ]

    assert found == [
        "ValueError: Unable to load weights saved in HDF5 format into a subclassed Model which has not created "
        "its variables yet. Call the Model first, then load the weights.",
        "ValueError: Layer count mismatch when loading weights from file. "
        "Model expected 0 layers, found 1 saved layers.",
        "ValueError: Layer 'd' expected 0 variables, but received 1 variables during loading. Expected: []",
        "ValueError: You are loading weights into a model that has not yet been built. "
        "Try building the model first by calling it on some data or by using `build()`.",
    ]


def test_keras_2_walks_attributes_backwards_and_counts_only_what_is_new_in_layers(tmp_path: Path) -> None:
    file = write_groups(
        tmp_path / "w.weights.h5", {"out": [(2, 2)], "layers/dense": [(2, 2)], "blocks/dense": [(9, 9)]}
    )
    program = Program()
    first = KerasLayer("d1", "Dense", program.weights("d1", kernel=(2, 2)), attribute="first")
    out = KerasLayer("d2", "Dense", program.weights("d2", kernel=(2, 2)), attribute="out")
    model = KerasModel("net", "Net", "2", (first, out))
    target = ModelSpec("a program", False, tuple(program.variables), keras=model)

    outcome = keras_v3.load_weights_h5(open_checkpoint(file), target, KERAS_2, QUIET)

    assert outcome.exception is None
    keys = open_checkpoint(file).table.keys
    assert [keys[row] for row in outcome.row] == ["layers/dense/vars/0", "out/vars/0"]


def test_keras_3_tries_a_failed_object_again_where_it_meets_it_again(tmp_path: Path) -> None:
    file = write_groups(tmp_path / "w.weights.h5", {"d": [(2, 2)]})
    program = Program("3")
    layer = KerasLayer("d", "Dense", program.weights("d", kernel=(2, 5)), attribute="d")
    target = ModelSpec(
        "a program", False, tuple(program.variables), keras=KerasModel("net", "Net", "3", (layer,))
    )

    outcome = keras_v3.load_weights_h5(open_checkpoint(file), target, KERAS_3, QUIET)

    assert raised(outcome) == (
        "ValueError: A total of 1 objects could not be loaded. Example error message for object "
        "<Dense name=d, built=True>:\n\nLayer 'd' expected 1 variables, but received 0 variables during "
        "loading. Expected: ['kernel']\n\nList of objects that could not be loaded:\n[<Dense name=d, built=True>]"
    )


def test_an_optimizer_with_another_number_of_variables_is_left_with_a_warning(tmp_path: Path) -> None:
    file = write_groups(
        tmp_path / "w.weights.h5", {"layers/dense": [(2, 2)], "optimizer": [(), (2, 2), (2, 2)]}
    )
    program = Program()
    layer = program.layer("d", kernel=(2, 2))
    optimizer = KerasOptimizer("SGD", program.weights("SGD", iteration=(), m=(2, 2)))

    outcome = keras_v3.load_weights_h5(
        open_checkpoint(file), program.spec(layer, optimizer=optimizer), KERAS_2, QUIET
    )

    assert outcome.exception is None
    assert outcome.effect.tolist()[0] == RESTORED
    assert "it has 2 variables whereas the saved optimizer has 3 variables" in outcome.log[0]


def test_without_an_optimizer_in_a_configuration_that_of_the_file_is_assumed_and_said(
    tmp_path: Path,
) -> None:
    file = write_groups(
        tmp_path / "w.weights.h5", {"layers/dense": [(2, 2)], "optimizer": [(), (2, 2), (2, 2)]}
    )
    program = Program()
    target = replace(program.spec(program.layer("d", kernel=(2, 3))), kind="keras config")

    outcome = keras_v3.load_weights_h5(open_checkpoint(file), target, KERAS_2, QUIET)

    assert raised(outcome).startswith("ValueError: Cannot assign value to variable ' Adam/m/d/kernel:0'")
    assert any("taken to be compiled with Adam" in remark for remark in outcome.remarks)


def test_a_program_that_is_not_compiled_has_no_optimizer_to_load(tmp_path: Path) -> None:
    file = write_groups(
        tmp_path / "w.weights.h5", {"layers/dense": [(2, 2)], "optimizer": [(), (2, 2), (2, 2)]}
    )
    program = Program()
    target = program.spec(program.layer("d", kernel=(2, 3)))

    outcome = keras_v3.load_weights_h5(open_checkpoint(file), target, KERAS_2, QUIET)

    assert raised(outcome).startswith("ValueError: Cannot assign value to variable ' d/kernel:0'")


def test_layers_of_unknown_classes_cannot_be_found_in_a_file_that_names_classes(tmp_path: Path) -> None:
    file = write_groups(tmp_path / "w.weights.h5", {"layers/dense": [(2, 2)]})
    program = Program()
    target = program.spec(program.layer("d", "", kernel=(2, 2)))

    with pytest.raises(UnsuitableError, match="does not tell the classes of its layers"):
        keras_v3.load_weights_h5(open_checkpoint(file), target, KERAS_2, QUIET)


def test_a_file_that_lists_weights_it_does_not_hold_is_explained(tmp_path: Path) -> None:
    file = write_h5(tmp_path / "w.h5", {"a": {"kernel": (2, 2)}})
    with h5py.File(file, "a") as damaged:
        del damaged["a/a/kernel:0"]
    program = Program()

    with pytest.raises(UnsuitableError, match="it is damaged"):
        keras_h5.load_by_topology(
            open_checkpoint(file), program.spec(program.layer("a", kernel=(2, 2))), KERAS_2, QUIET
        )


shapes = st.lists(st.integers(1, 3), max_size=2).map(tuple)
models = st.lists(st.lists(shapes, max_size=3), min_size=1, max_size=4)


@given(models, models, st.sampled_from([KERAS_2, KERAS_3, TF_1]))
def test_what_is_restored_fits_and_an_exception_leaves_something_out(
    tmp_path_factory: pytest.TempPathFactory,
    expected: list[list[Shape]],
    stored: list[list[Shape]],
    conditions: Conditions,
) -> None:
    layers = {f"l{i}": {f"w{j}": s for j, s in enumerate(found)} for i, found in enumerate(stored)}
    path = tmp_path_factory.mktemp("made") / "w.h5"
    checkpoint = open_checkpoint(write_h5(path, layers))
    program = Program()
    made = [
        program.layer(f"l{i}", "Own", **{f"w{j}": s for j, s in enumerate(f)}) for i, f in enumerate(expected)
    ]
    target = program.spec(*made)

    for load in (keras_h5.load_by_topology, keras_h5.load_by_name):
        outcome = load(checkpoint, target, conditions, QUIET)

        taken = [place for place, effect in enumerate(outcome.effect) if effect in (RESTORED, WRONG)]
        assert all(
            target.variables[place].shape == checkpoint.table.shape(outcome.row[place]) for place in taken
        )
        if outcome.exception is not None and program.variables:
            assert len(taken) < len(program.variables)

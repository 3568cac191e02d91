"""Files and configurations of Keras against each other and against checkpoints: findings and rows written by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.restore import RestoreReport, check_restore
from explorer.analysis.restoring.keras.pairing import aligned, paired_units, paired_weights
from explorer.analysis.restoring.keras.sides import Side, side_of_groups, side_of_model
from explorer.analysis.restoring.outcome import Raised
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from tests.analysis.restoring.messages import comparable
from tests.golden_answers import GOLDEN, golden_answers

KERAS_2, KERAS_3 = "target_spec_tf215", "target_spec_keras3_tf221"
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
UNITS = "Layer hidden has 12 units in the model, 8 in the checkpoint"
ADDED = "Layer extra is in the model, not in the checkpoint"
NORM_ADDED = "Layer bn is in the model, not in the checkpoint"
GONE = "Layer mid is in the checkpoint, not in the model"
NO_BIAS = "Layer mid has no bias in the model, the checkpoint holds one"
SWITCHED = "The model trains with SGD, the checkpoint was saved with Adam"
OF_TENSORFLOW = "The target is a file of Keras, the checkpoint is one of TensorFlow"
SHIFTED = "The model has a layer that the checkpoint has not: extra, at position 2 of the layers called dense"


def policy(dtype: str, count: int) -> str:
    return f"The model keeps its variables in {dtype}, the checkpoint in float32 ({count} variables)"


# change in the program -> (what a person would call it, how many keys it explains)
OF_KERAS_3 = {
    "same": [],
    "renamed": [],
    "units": [(UNITS, 9)],
    "inserted": [(ADDED, 6)],
    "removed": [(GONE, 9)],
    "optimizer": [(SWITCHED, 18)],
}
OF_KERAS_2 = {
    "same": [],
    "renamed": [],
    "activation": [],
    "inserted_no_weights": [],
    "optimizer": [],  # the configuration tells none
    "optimizer_legacy": [],
    "units": [(UNITS, 9)],
    "inserted": [(ADDED, 6)],
    "removed": [(GONE, 9)],
    "no_bias": [(NO_BIAS, 3)],
    "batchnorm": [(NORM_ADDED, 8)],
}
WEIGHTS_ALONE = OF_KERAS_2 | {
    "units": [(UNITS, 3)],
    "inserted": [(ADDED, 2)],
    "removed": [(GONE, 3)],
    "no_bias": [(NO_BIAS, 1)],
    "batchnorm": [(NORM_ADDED, 4)],
}
# With the learning rate, which only checkpoints of TensorFlow hold.
BUNDLES = OF_KERAS_2 | {"dtype_float64": [(policy("float64", 19), 19)]}
# Keras 2.15 tells no names in this format: the layer that is gone is called as the file numbers it.
UNNAMED = OF_KERAS_2 | {"removed": [("Layer dense_1 is in the checkpoint, not in the model", 9)]}
AGAINST_CONFIG = [
    (KERAS_3, "model.h5", OF_KERAS_3),
    (KERAS_3, "w.weights.h5", OF_KERAS_3),
    (KERAS_3, "model.keras", OF_KERAS_3),
    # Two of SGD's slots would take Adam's by their position: one row each, not two.
    (
        KERAS_3,
        "ckpt-1",
        OF_KERAS_3 | {"optimizer": [(SWITCHED, 16)], "dtype_float16": [(policy("float16", 18), 18)]},
    ),
    (KERAS_2, "model.h5", OF_KERAS_2),
    (KERAS_2, "model_weights.h5", WEIGHTS_ALONE),
    (KERAS_2, "v3.weights.h5", UNNAMED),
    (KERAS_2, "model.keras", OF_KERAS_2),
    (KERAS_2, "ckpts/ckpt-1", BUNDLES),
    (KERAS_2, "tf_weights/w", BUNDLES),
]
AGAINST_ARCHIVE = [
    (KERAS_3, "model.h5", "units", [(UNITS, 9)]),
    (KERAS_3, "model.h5", "inserted", [(ADDED, 6)]),
    (KERAS_3, "model.h5", "renamed", []),
    (KERAS_3, "w.weights.h5", "units", [(UNITS, 9)]),
    (KERAS_3, "w.weights.h5", "inserted", [(SHIFTED, 8)]),
    (KERAS_3, "model.keras", "renamed", []),
    (KERAS_3, "ckpt-1", "inserted", [(OF_TENSORFLOW, 0), (ADDED, 6)]),
    (KERAS_2, "model.h5", "units", [(UNITS, 9)]),
    (KERAS_2, "model.h5", "optimizer", [(SWITCHED, 18)]),
    (KERAS_2, "model.h5", "renamed", []),
    (KERAS_2, "v3.weights.h5", "units", [(UNITS, 9)]),
    (KERAS_2, "v3.weights.h5", "inserted", [(SHIFTED, 8)]),
    (KERAS_2, "v3.weights.h5", "optimizer", [(SWITCHED, 18)]),
    (KERAS_2, "v3.weights.h5", "renamed", []),
    (KERAS_2, "model.keras", "optimizer", [(SWITCHED, 18)]),
    (KERAS_2, "ckpts/ckpt-1", "units", [(OF_TENSORFLOW, 0), (UNITS, 9)]),
    (KERAS_2, "tf_weights/w", "inserted", [(OF_TENSORFLOW, 0), (ADDED, 6)]),
]


def report(
    fixture: str, stored: str, variant: str, target: str = "config.json", **chosen: str
) -> RestoreReport:
    folder = GOLDEN / fixture
    return check_restore(
        open_checkpoint(folder / "base" / stored), folder / "targets" / variant / target, **chosen
    )


def titles(found: RestoreReport) -> list[tuple[str, int]]:
    return [(finding.title, len(finding.keys)) for finding in found.findings]


@pytest.mark.parametrize(
    ("fixture", "stored", "variant", "expected"),
    [
        pytest.param(fixture, stored, variant, expected, id=f"{fixture}-{stored}-{variant}")
        for fixture, stored, table in AGAINST_CONFIG
        for variant, expected in table.items()
    ],
)
def test_a_configuration_against_all_that_was_saved_is_explained_as_a_person_would(
    fixture, stored, variant, expected
):
    found = report(fixture, stored, variant)

    assert titles(found) == expected
    assert found.note == ""


@pytest.mark.parametrize(
    ("fixture", "stored", "variant", "expected"),
    [pytest.param(*case, id=f"{case[0]}-{case[1]}-{case[2]}") for case in AGAINST_ARCHIVE],
)
def test_an_archive_as_the_target_is_explained_as_a_person_would(fixture, stored, variant, expected):
    found = report(fixture, stored, variant, "model.keras")

    assert titles(found) == expected
    assert found.note == ""


def pairs_of(found: RestoreReport) -> dict[str, str]:
    assert found.spec is not None
    return {
        found.spec.variables[row.variable].name: row.key
        for row in found.rows
        if row.expected is not None and row.stored is not None
    }


def test_numbered_variables_of_keras_3_are_those_of_the_layers_their_groups_name():
    found = report(KERAS_3, "w.weights.h5", "units")

    assert pairs_of(found) == {
        "hidden/kernel": "layers/dense/vars/0",
        "hidden/bias": "layers/dense/vars/1",
        "mid/kernel": "layers/dense_1/vars/0",
        "mid/bias": "layers/dense_1/vars/1",
        "out/kernel": "layers/dense_2/vars/0",
        "out/bias": "layers/dense_2/vars/1",
        "adam/iteration": "optimizer/vars/0",
        "adam/learning_rate": "optimizer/vars/1",
        "adam/hidden_kernel_momentum": "optimizer/vars/2",
        "adam/hidden_kernel_velocity": "optimizer/vars/3",
        "adam/hidden_bias_momentum": "optimizer/vars/4",
        "adam/hidden_bias_velocity": "optimizer/vars/5",
        "adam/mid_kernel_momentum": "optimizer/vars/6",
        "adam/mid_kernel_velocity": "optimizer/vars/7",
        "adam/mid_bias_momentum": "optimizer/vars/8",
        "adam/mid_bias_velocity": "optimizer/vars/9",
        "adam/out_kernel_momentum": "optimizer/vars/10",
        "adam/out_kernel_velocity": "optimizer/vars/11",
        "adam/out_bias_momentum": "optimizer/vars/12",
        "adam/out_bias_velocity": "optimizer/vars/13",
    }
    assert {row.key: row.sentence for row in found.rows if row.verdict == "shape differs"} == {
        "layers/dense/vars/0": "model expects [6, 12], checkpoint holds [6, 8]",
        "layers/dense/vars/1": "model expects [12], checkpoint holds [8]",
        "layers/dense_1/vars/0": "model expects [12, 5], checkpoint holds [8, 5]",
        "optimizer/vars/2": "model expects [6, 12], checkpoint holds [6, 8]",
        "optimizer/vars/3": "model expects [6, 12], checkpoint holds [6, 8]",
        "optimizer/vars/4": "model expects [12], checkpoint holds [8]",
        "optimizer/vars/5": "model expects [12], checkpoint holds [8]",
        "optimizer/vars/6": "model expects [12, 5], checkpoint holds [8, 5]",
        "optimizer/vars/7": "model expects [12, 5], checkpoint holds [8, 5]",
    }


def test_layers_without_names_are_told_by_class_order_and_shape_and_slots_by_those():
    found = report(KERAS_2, "v3.weights.h5", "inserted")

    assert pairs_of(found) == {
        "hidden/kernel": "layers/dense/vars/0",
        "hidden/bias": "layers/dense/vars/1",
        "mid/kernel": "layers/dense_1/vars/0",
        "mid/bias": "layers/dense_1/vars/1",
        "out/kernel": "layers/dense_2/vars/0",
        "out/bias": "layers/dense_2/vars/1",
        "iteration": "optimizer/vars/0",
        "Adam/m/hidden/kernel": "optimizer/vars/1",
        "Adam/v/hidden/kernel": "optimizer/vars/2",
        "Adam/m/hidden/bias": "optimizer/vars/3",
        "Adam/v/hidden/bias": "optimizer/vars/4",
        "Adam/m/mid/kernel": "optimizer/vars/5",
        "Adam/v/mid/kernel": "optimizer/vars/6",
        "Adam/m/mid/bias": "optimizer/vars/7",
        "Adam/v/mid/bias": "optimizer/vars/8",
        "Adam/m/out/kernel": "optimizer/vars/9",
        "Adam/v/out/kernel": "optimizer/vars/10",
        "Adam/m/out/bias": "optimizer/vars/11",
        "Adam/v/out/bias": "optimizer/vars/12",
    }


def test_a_renamed_layer_is_the_one_that_stands_where_the_other_stood():
    found = report(KERAS_2, "model_weights.h5", "renamed")

    assert pairs_of(found) == {
        "hidden/kernel": "hidden/hidden/kernel:0",
        "hidden/bias": "hidden/hidden/bias:0",
        "middle/kernel": "mid/mid/kernel:0",
        "middle/bias": "mid/mid/bias:0",
        "out/kernel": "out/out/kernel:0",
        "out/bias": "out/out/bias:0",
    }


# What the configuration tells too little of: both train with another optimizer than the checkpoint's.
UNTOLD = {(KERAS_2, "optimizer"), (KERAS_2, "optimizer_legacy")}


@pytest.mark.parametrize(
    ("fixture", "entry"),
    [
        pytest.param(fixture, entry, id=f"{fixture}-{entry['variant']}")
        for fixture in (KERAS_2, KERAS_3)
        for entry in golden_answers(fixture)["restore"]
        if entry["api"] == "tf.train.Checkpoint.restore" and (fixture, entry["variant"]) not in UNTOLD
    ],
)
def test_a_configuration_alone_predicts_what_checkpoint_restore_did(fixture, entry):
    stored = entry["checkpoint"].removeprefix("base/")
    found = report(fixture, stored, entry["variant"], api="checkpoint.restore")

    outcome = found.outcomes[0]

    assert said(outcome.exception) == told(entry["exception"])
    for name in ("assert_consumed", "assert_existing_objects_matched", "assert_nontrivial_match"):
        if name in entry:
            assert said(getattr(outcome, name)) == told(entry[name])


def said(raised: Raised | str | None) -> object:
    return (raised.type, comparable(raised.message)) if isinstance(raised, Raised) else raised


def told(raised: dict[str, str] | str | None) -> object:
    return (raised["type"], comparable(raised["message"])) if isinstance(raised, dict) else raised


def test_what_was_assumed_of_the_program_is_said():
    found = report(KERAS_2, "ckpts/ckpt-1", "same", api="checkpoint.restore")

    assert found.assumed == (
        "The configuration tells no optimizer: the program is taken to be compiled with Adam, "
        "as the one that saved the checkpoint was.",
    )
    assert (
        "The program is taken to restore with tf.train.Checkpoint(model=..., optimizer=...), "
        "as the checkpoint was saved." in found.outcomes[0].remarks
    )


# --- properties --------------------------------------------------------------------------------

SHAPES = {
    "Dense": (("kernel", (4, 5)), ("bias", (5,))),
    "BatchNormalization": (
        ("gamma", (5,)),
        ("beta", (5,)),
        ("moving_mean", (5,)),
        ("moving_variance", (5,)),
    ),
    "Embedding": (("embeddings", (10, 5)),),
}
layers = st.lists(
    st.tuples(st.sampled_from(sorted(SHAPES)), st.sampled_from("abcdef"), st.integers(1, 3)), max_size=8
)


def side(described: list[tuple[str, str, int]]) -> Side:
    """A side of layers (class, name, width); names may come twice, as no file of Keras has them."""
    built, names, shapes = [], [], []
    for class_name, name, width in described:
        weights = []
        for leaf, shape in SHAPES[class_name]:
            path = f"{name}/{leaf}"
            shape = (*shape[:-1], shape[-1] * width)
            weights.append(KerasWeight(leaf, path, "float32", shape, True, len(names), (leaf,)))
            names.append(path)
            shapes.append(shape)
        built.append(KerasLayer(name, class_name, tuple(weights)))
    model = KerasModel("net", "Functional", "3", tuple(built))
    return side_of_model(model, names, names, shapes, ["variable"] * len(names))


@given(layers, layers)
def test_layers_and_weights_are_paired_one_to_one(ours, theirs):
    mine, yours = side(ours), side(theirs)

    units = paired_units(mine, yours)
    weights = paired_weights(mine, yours, units)

    assert len({i for i, _ in units}) == len({j for _, j in units}) == len(units)
    assert len(set(weights.values())) == len(weights)
    assert set(weights) <= mine.places
    assert set(weights.values()) <= yours.places


@given(layers)
def test_a_side_is_wholly_paired_with_itself(described):
    one = side(described)

    assert paired_weights(one, one, paired_units(one, one)) == {place: place for place in one.places}


@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), max_size=6))
def test_aligned_pairs_ascend_on_both_sides_and_leave_out_what_scores_nothing(scores):
    pairs = aligned(len(scores), 5, lambda at, to: scores[at][to])

    assert all(one[0] < next_one[0] and one[1] < next_one[1] for one, next_one in pairwise(pairs))
    assert all(scores[at][to] for at, to in pairs)


@given(st.lists(st.text("layersdnoptim_/019v", max_size=24), max_size=8, unique=True))
def test_any_keys_make_a_side_of_groups_or_none(keys):
    found = side_of_groups(keys, keys, [(2,)] * len(keys), ["variable"] * len(keys))

    assert found is None or found.places <= set(range(len(keys)))

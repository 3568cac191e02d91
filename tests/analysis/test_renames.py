"""The rename solver: golden changes of programs, random renames of 500 variables, ties, and bad input."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.analysis.renames import propose_renames
from explorer.analysis.renames_assign import best_assignment
from explorer.analysis.renames_slots import slot_kind
from explorer.analysis.renames_words import take_apart
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from tests.analysis.rename_programs import renamed_program
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN
from tests.report.made_checkpoints import made_checkpoint

VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
SLOT = "/.OPTIMIZER_SLOT/optimizer/"


def spec(*rows):
    return ModelSpec("target", False, tuple(SpecVariable(key, key, *kind) for key, *kind in rows))


def proposed(checkpoint, target, **options):
    """{stored key: (expected key, confidence)}, without what every stored key ends with."""
    return {
        checkpoint.table.keys[pair.row].removesuffix(VALUE): (
            target.variables[pair.variable].key.removesuffix(VALUE),
            pair.confidence,
        )
        for pair in propose_renames(checkpoint, target, **options)
    }


def golden_pairs(fixture, base, target):
    checkpoint = open_checkpoint(GOLDEN / fixture / base)
    found = proposed(checkpoint, spec_from_checkpoint(open_checkpoint(GOLDEN / fixture / target)))
    return {old: new for old, (new, _) in found.items()}


def with_slots(changes, slots):
    return {
        old + slot: new + slot
        for old, new in changes.items()
        for slot in ("", *(slots if isinstance(slots, tuple) else ()))
    }


LEGACY_SLOTS = (f"{SLOT}m", f"{SLOT}v")


def test_a_renamed_attribute_takes_its_slots_along():
    found = golden_pairs("target_spec_sub_tf215", "base/ckpt-1", "targets/attr/ckpt/before")

    changes = {f"model/first/{end}": f"model/entry/{end}" for end in ("d/bias", "d/kernel", "scale")}
    assert found == with_slots(changes, LEGACY_SLOTS)


def test_a_renamed_entry_of_a_dict_is_found_beside_one_of_equal_shape():
    found = golden_pairs("target_spec_sub_tf215", "base/ckpt-1", "targets/dict_key/ckpt/before")

    changes = {f"model/heads/b/{end}": f"model/heads/c/{end}" for end in ("bias", "kernel")}
    assert found == with_slots(changes, LEGACY_SLOTS)


def test_a_renamed_root_attribute_moves_everything_under_it():
    found = golden_pairs("target_spec_sub_tf215", "base/ckpt-1", "targets/kwarg/ckpt/before")

    assert len(found) == 48  # 16 variables with two slots each
    assert {new for old, new in found.items() if new != old.replace("model/", "net/", 1)} == set()


@pytest.mark.parametrize("variant", ["inserted", "batchnorm"])
def test_an_inserted_layer_shifts_those_after_it(variant):
    found = golden_pairs("target_spec_tf215", "base/ckpts/ckpt-1", f"targets/{variant}/ckpt/before")

    assert found == {
        "model/layer_with_weights-2/bias": "model/layer_with_weights-3/bias",
        "model/layer_with_weights-2/kernel": "model/layer_with_weights-3/kernel",
        **{f"optimizer/_variables/{k}": f"optimizer/_variables/{k + 4}" for k in range(9, 13)},
    }


def test_a_renamed_layer_of_a_name_based_checkpoint():
    found = golden_pairs("target_spec_v1_tf215", "base/model.ckpt-5", "targets/renamed/model.ckpt-0")

    changes = {f"mid/{end}": f"middle/{end}" for end in ("bias", "kernel")}
    assert found == with_slots(changes, ("/Adam", "/Adam_1"))


def test_slots_of_another_optimizer_are_no_renames():
    found = golden_pairs("target_spec_v1_tf215", "base/model.ckpt-5", "targets/optimizer/model.ckpt-0")

    assert found == {}


def test_random_renames_of_500_variables_are_found_and_none_is_wrong_with_confidence():
    asked = right = 0
    wrong_and_sure = []
    for seed in range(20):
        program = renamed_program(seed)
        found = proposed(made_checkpoint(*program.stored), spec(*program.expected))
        renamed = {old: new for old, new in program.truth.items() if old != new}
        asked += len(renamed)
        right += sum(found.get(old, ("",))[0] == new for old, new in renamed.items())
        wrong_and_sure += [
            (seed, old, new, confidence)
            for old, (new, confidence) in found.items()
            if confidence > 0.9 and program.truth.get(old) != new
        ]

    assert wrong_and_sure == []
    assert asked > 5000
    assert right >= 0.98 * asked


def test_layers_that_moved_by_one_are_not_taken_for_their_neighbours():
    stored = [(f"layer_{k}/kernel", "float32", (4, 4)) for k in range(5)]
    expected = [(f"layer_{k}/kernel", "float32", (4, 4)) for k in range(1, 6)]

    found = proposed(made_checkpoint(*stored), spec(*expected))

    assert {old: new for old, (new, _) in found.items()} == {
        f"layer_{k}/kernel": f"layer_{k + 1}/kernel" for k in range(5)
    }


def test_two_candidates_of_which_neither_is_likelier_get_little_confidence():
    checkpoint = made_checkpoint(("alpha/x", "float32", (3,)), ("gamma/x", "float32", (3,)))

    found = proposed(checkpoint, spec(("one/x", "float32", (3,)), ("two/x", "float32", (3,))))

    assert len(found) == 2
    assert max(confidence for _, confidence in found.values()) < 0.5


def test_another_shape_or_dtype_is_no_candidate():
    checkpoint = made_checkpoint(("old/kernel", "float32", (3, 4)), ("old/bias", "float64", (4,)))

    found = proposed(checkpoint, spec(("new/kernel", "float32", (3, 5)), ("new/bias", "float32", (4,))))

    assert found == {}


def test_a_transposed_matrix_is_a_hint_only():
    checkpoint = made_checkpoint(("old/kernel", "float32", (3, 4)))

    found = proposed(checkpoint, spec(("new/kernel", "float32", (4, 3))))

    assert found == {"old/kernel": ("new/kernel", 0.25)}


def test_an_unknown_dimension_fits_the_only_shape_there_is():
    checkpoint = made_checkpoint(("old/kernel", "float32", (3, 4)), ("old/bias", "float32", (4,)))

    found = proposed(checkpoint, spec(("new/kernel", "float32", (None, 4)), ("new/bias", "float32", (4,))))

    assert {old: new for old, (new, _) in found.items()} == {
        "old/kernel": "new/kernel",
        "old/bias": "new/bias",
    }


def test_equal_stored_values_are_proof(tmp_path):
    rng = np.random.default_rng(1)
    first, second = rng.random(8, np.float32), rng.random(8, np.float32)
    old = open_checkpoint(write_bundle(tmp_path / "old", {"a/x": first, "b/x": second}))
    new = open_checkpoint(write_bundle(tmp_path / "new", {"c/x": second, "d/x": first}))

    found = proposed(old, spec_from_checkpoint(new), values=True, target_checkpoint=new)

    assert found == {"a/x": ("d/x", 0.99), "b/x": ("c/x", 0.99)}


def test_what_was_changed_is_told_with_how_often():
    checkpoint = made_checkpoint(("m/dense/kernel", "float32", (3, 4)), ("m/dense/bias", "float32", (4,)))
    target = spec(("m/hidden/kernel", "float32", (3, 4)), ("m/hidden/bias", "float32", (4,)))

    pairs = propose_renames(checkpoint, target)

    assert [pair.reason for pair in pairs] == [
        "`dense` -> `hidden` (and another alike); same shape and dtype"
    ] * 2


def test_a_side_without_rows_gives_no_pairs():
    assert propose_renames(made_checkpoint(), spec(("a", "float32", (3,)))) == ()
    assert propose_renames(made_checkpoint(("a", "float32", (3,))), spec()) == ()


@given(st.lists(st.text(max_size=30), max_size=8, unique=True), st.lists(st.text(max_size=30), max_size=8))
def test_any_names_are_paired_at_most_once(stored, expected):
    checkpoint = made_checkpoint(*((key, "float32", (2,)) for key in stored))

    pairs = propose_renames(checkpoint, spec(*((key, "float32", (2,)) for key in expected)))

    assert len({pair.row for pair in pairs}) == len({pair.variable for pair in pairs}) == len(pairs)
    assert all(0 <= pair.confidence <= 1 for pair in pairs)


@given(arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 9)))
def test_no_assignment_has_a_greater_total(score):
    pairs = best_assignment(score)

    rows, columns = score.shape
    if rows <= columns:
        every = (
            [(i, chosen[i]) for i in range(rows)] for chosen in itertools.permutations(range(columns), rows)
        )
    else:
        every = (
            [(chosen[j], j) for j in range(columns)]
            for chosen in itertools.permutations(range(rows), columns)
        )
    assert sum(score[i, j] for i, j in pairs) == max(sum(score[i, j] for i, j in each) for each in every)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("model/layer_with_weights-2/kernel" + VALUE, "model layer with kernel kernel#2 kernel"),
        ("encoder/layers/3/attn/weights:0", "encoder layer layer#3 attention kernel"),
        ("conv2d_1/biases", "conv2d conv2d#1 bias"),
        ("LayerNorm/gamma", "layernormalization gamma"),
        ("dense/dense/kernel:0", "dense kernel"),
    ],
)
def test_the_words_of_a_name(name, words):
    assert " ".join(take_apart(name).words) == words


@pytest.mark.parametrize(
    ("path", "name", "slot"),
    [
        ("dense/kernel", "dense/kernel", ""),
        ("dense/kernel/Adam_1", "dense/kernel/Adam_1", "v"),
        (f"a/kernel{SLOT}momentum", "", "momentum"),
        ("optimizer/_variables/3", "Adam/m/hidden/kernel", "m"),
        ("optimizer/_variables/3", "SGD/m/hidden/kernel", "momentum"),
        ("optimizer/_variables/3", "adam/sequential_dense_kernel_velocity", "v"),
        ("model/adamant/v", "model/adamant/v", ""),
    ],
)
def test_the_slot_a_name_is(path, name, slot):
    assert slot_kind(path, name) == slot

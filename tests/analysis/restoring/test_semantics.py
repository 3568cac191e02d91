"""What the reference on restores says, claim by claim: every row and sentence with a case of its own.

`CLAIMS` names the test for each claim: here, or (as "module::test") where another file already holds it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.restore import check_restore
from explorer.analysis.restoring.objects.by_name import restore_by_name
from explorer.analysis.restoring.objects.restore import read_objects, restore_objects
from explorer.analysis.restoring.outcome import EFFECTS, Outcome, Raised
from explorer.analysis.restoring.savers.restore import restore as saver_restore
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.target_graph import TargetSlot
from explorer.task import QUIET
from tests.analysis.restoring.test_object_restore import effects, message, program, stored
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN

TF_1 = Conditions("1.15", "2", "eager", "resource")
TF_2 = Conditions("2.15", "2", "eager", "resource")
RESOURCE, REF = Conditions("2.15", "2", "graph", "resource"), Conditions("2.15", "2", "graph", "ref")
ONE, TWO, THREE = (np.full(size, size, np.float32) for size in (1, 2, 3))

_OBJECTS, _SAVER = "test_object_restore", "test_saver_restore"
_WARM, _GOLDEN, _KERAS = "test_warm_start", "test_keras_golden", "test_keras_loads"
CLAIMS = {
    # 1. The silent failures
    "1.1 a resource variable adopts the stored shape in graph mode": (
        f"{_SAVER}::test_a_resource_variable_takes_the_stored_shape"
    ),
    "1.1 tf.train.Checkpoint in a session does so, too": (
        f"{_OBJECTS}::test_in_graph_mode_resource_variables_adopt_the_stored_shape"
    ),
    "1.1 the Estimator trains on with the stored units": "test_an_estimator_of_other_units_trains_on_silently",
    "1.2 a list swallows the shape error of what comes later": (
        f"{_OBJECTS}::test_a_list_swallows_the_wrong_shape_of_what_is_appended_later"
    ),
    "1.2 an attribute assigned later raises": "test_an_attribute_made_later_raises_where_a_list_is_silent",
    "1.3 optimizers match by position": "test_another_optimizer_takes_values_by_their_position",
    "1.3 unequal shapes raise": "test_another_optimizer_raises_at_the_first_unequal_shape",
    "1.4 two stored values for one variable": (
        f"{_OBJECTS}::test_one_variable_for_two_stored_values_takes_the_first_met"
    ),
    "1.4 a Saver ignores what nobody asks for": "test_a_saver_ignores_keys_that_nobody_asks_for",
    # 2.1 Matching
    "2.1 the first path in breadth wins": "test_the_shallow_path_binds_first_whatever_the_order_of_edges",
    "2.1 only edge names are compared": "test_names_and_classes_play_no_role_for_objects",
    "2.1 an inserted layer shifts those behind it": "test_an_inserted_layer_shifts_those_behind_it",
    "2.1 a list matches by index": "test_a_list_matches_by_index",
    "2.1 circles end": f"{_OBJECTS}::test_a_graph_of_circles_ends",
    "2.1 in 1.15 inconsistent references are logged": "test_tensorflow_1_logs_inconsistent_references",
    # 2.2 Order
    "2.2 ascending order of keys, partial effect": (
        f"{_OBJECTS}::test_the_first_wrong_shape_in_the_order_of_keys_ends_the_restore"
    ),
    "2.2 the bias before the kernel, in Keras 3 after it": "test_a_wrong_layer_is_told_by_the_key_that_sorts_first",
    "2.2 a wrong dtype beats a wrong shape": "test_a_wrong_dtype_is_told_before_a_wrong_shape",
    "2.2 all wrong dtypes are told": (
        f"{_OBJECTS}::test_all_wrong_dtypes_are_told_in_the_order_of_the_files_and_nothing_is_restored"
    ),
    # 2.3 Deferred
    "2.3 what is made later is restored then": (
        f"{_OBJECTS}::test_a_later_object_that_fits_is_restored_when_it_appears"
    ),
    # 2.4 Slots
    "2.4 by optimizer, variable and name": (
        f"{_OBJECTS}::test_a_slot_is_matched_by_optimizer_variable_and_name"
    ),
    "2.4 a missing slot is made": f"{_OBJECTS}::test_a_legacy_optimizer_makes_the_slot_it_lacks",
    "2.4 a slot waits for both": "test_a_slot_of_a_variable_that_is_not_bound_is_not_restored",
    "2.4 a legacy file is refused by a newer optimizer": (
        f"{_OBJECTS}::test_a_newer_optimizer_refuses_before_anything_is_read"
    ),
    "2.4 a newer file into a legacy optimizer": "test_a_newer_file_leaves_a_legacy_optimizer_alone",
    "2.4 Keras 3 ignores slots": f"{_OBJECTS}::test_keras_3_ignores_slots",
    # 2.5 Shapes and dtypes
    "2.5 no broadcasting, no reshape": "test_no_shape_but_its_own_goes_into_a_variable",
    "2.5 open shapes take what is compatible": "test_an_open_shape_takes_any_compatible_value",
    "2.5 no casting": "test_a_wrong_dtype_is_told_before_a_wrong_shape",
    "2.5 sharded variables need the whole shape": f"{_OBJECTS}::test_a_partitioned_variable_needs_the_whole_shape",
    "2.5 a container where a variable was stored": (
        f"{_OBJECTS}::test_a_value_for_an_object_without_values_is_unused"
    ),
    "2.5 a variable where a container was stored": "test_a_variable_where_a_container_was_stored_is_no_place",
    # 2.6 Assertions
    "2.6 existing: (b) objects that are not bound, ten shown": "test_ten_of_many_unbound_objects_are_shown",
    "2.6 containers without values do not count": "test_an_object_without_values_counts_in_tensorflow_1_only",
    "2.6 consumed: (b) a stored value without object": (
        f"{_OBJECTS}::test_what_is_left_over_is_printed_as_protobuf_prints_it"
    ),
    "2.6 consumed: (d) attributes without a place": (
        f"{_OBJECTS}::test_a_value_for_an_object_without_values_is_unused"
    ),
    "2.6 nontrivial: the root alone, and save_counter": (
        f"{_OBJECTS}::test_a_program_without_objects_in_common_matches_its_counter_alone"
    ),
    "2.6 nontrivial: a target without values": "test_nothing_to_load_without_values",
    "2.6 restore adds save_counter": f"{_OBJECTS}::test_restore_expects_the_counter_that_save_stores",
    "2.6 read of a save checkpoint": "test_read_does_not_consume_the_counter_of_save",
    "2.6 the words of 1.15": "test_an_object_without_values_counts_in_tensorflow_1_only",
    "2.6 paths are printed with dots, unescaped": "test_paths_are_printed_with_dots",
    # 3. Name-based files
    "3 by name, also what is not found": f"{_OBJECTS}::test_a_name_based_file_is_matched_by_names",
    "3 all three assertions name what was not restored": "test_by_name_all_assertions_say_the_same",
    "3 keys nobody wants never raise": "test_by_name_extra_keys_never_raise",
    "3 in 1.15 save_counter fails all three": "test_by_name_tensorflow_1_misses_its_counter",
    "3 a wrong shape": "test_by_name_a_wrong_shape_raises_as_for_objects",
    "3 a wrong dtype": f"{_OBJECTS}::test_a_wrong_dtype_by_name_ends_the_restore_there",
    # 4. Savers and Estimators
    "4 key missing": f"{_SAVER}::test_the_first_missing_name_is_told_and_nothing_is_restored",
    "4 missing beats dtype": f"{_SAVER}::test_a_missing_name_comes_before_a_wrong_dtype",
    "4 dtype": f"{_SAVER}::test_all_wrong_dtypes_are_told_in_the_order_of_reading",
    "4 shape, ref": f"{_SAVER}::test_a_ref_variable_refuses_another_shape_while_the_others_are_assigned",
    "4 shape, resource": f"{_SAVER}::test_a_resource_variable_takes_the_stored_shape",
    "4 shape, partitioned": (
        f"{_SAVER}::test_a_partitioned_variable_compares_the_full_shape_in_the_order_of_reading"
    ),
    "4 other partitions of an equal full shape": "test_other_partitions_of_the_same_whole_are_restored",
    "4 several reads race": f"{_SAVER}::test_any_of_several_reads_that_fail_may_be_told",
    "4 V1 files": f"{_SAVER}::test_files_of_the_first_format_have_words_of_their_own",
    "4 an object-based file": f"{_SAVER}::test_an_object_based_file_is_read_by_the_names_its_graph_tells",
    "4 an object-based file without some names": (
        f"{_SAVER}::test_names_an_object_based_file_does_not_tell_are_listed"
    ),
    "4 Estimators": f"{_SAVER.replace('restore', 'golden')}::",
    # 5. Warm start
    "5 names absent, scopes that lead nowhere": f"{_WARM}::test_a_map_that_leads_nowhere_ends_the_building_of_the_graph",
    "5 no counterpart": f"{_WARM}::test_a_variable_without_counterpart_ends_the_building_of_the_graph",
    "5 shape, named": f"{_WARM}::test_a_named_variable_must_have_the_stored_shape",
    "5 shape, scope": f"{_WARM}::test_a_resource_variable_takes_the_stored_shape",
    "5 dtype": f"{_WARM}::test_each_wrong_dtype_is_an_error_of_its_own",
    "5 partitioned": f"{_WARM}::test_a_partitioned_variable_compares_its_full_shape",
    "5 lists of pairs in 1.15": f"{_WARM}::test_tensorflow_1_takes_no_list_of_pairs",
    "5 WarmStartSettings": f"{_WARM}::test_a_warm_start_takes_trainable_variables_only",
    "5 no match is no error": f"{_WARM}::test_no_name_that_matches_is_no_error",
    "5 previous names": f"{_WARM}::test_previous_names_are_looked_up",
    # 6. Keras
    "6 the table of load_weights": f"{_GOLDEN}::",
    "6 unbuilt models": f"{_KERAS}::test_an_unbuilt_model_is_refused_in_the_words_of_each_loader",
    # 7. Damage
    "7 the table of damage": f"{_OBJECTS}::test_a_damage_the_files_show_raises_what_tensorflow_raised",
    "7 no data file": f"{_OBJECTS}::test_without_its_data_file_not_even_the_graph_is_read",
    # 8. Scenarios that no row above tells
    "8 identical": "test_the_same_program_restores_everything_and_passes_all_checks",
    "8 an attribute renamed, the name kept": "test_a_renamed_attribute_is_lost_to_objects_and_found_by_name",
    "8 shared in the file, separate here": "test_tensorflow_1_logs_inconsistent_references",
    "8 separate in the file, shared here": (
        f"{_OBJECTS}::test_one_variable_for_two_stored_values_takes_the_first_met"
    ),
}
# What no prediction is asked for: Saver(reshape=True), restore(None) or of a prefix that is not there, by_name=True
# of the TF format, logs on destruction, two pending restores, and "Object <node> not assigned a value" after the
# second of them; a program calls these, no file tells of them.


def test_every_claim_names_a_test_that_exists() -> None:
    for claim, where in CLAIMS.items():
        module, _, name = where.rpartition("::")
        text = Path(__file__).with_name(f"{module or 'test_semantics'}.py").read_text()
        assert f"def {name}" in text, claim


def leaves(tmp_path: Path, **values: np.ndarray) -> Checkpoint:
    """A file of values at the root, made by `write`."""
    names = list(values)
    nodes: list[dict[str, object]] = [{"children": [(name, i + 1) for i, name in enumerate(names)]}]
    nodes += [{} for _ in names]
    return stored(tmp_path, nodes, {i + 1: (name, values[name]) for i, name in enumerate(names)})


def root(*variables: tuple[str, str, tuple[int | None, ...] | None]) -> ModelSpec:
    """A program with variables at the root, under edges of their own names."""
    return program(
        [(0, name, i + 1) for i, (name, _, _) in enumerate(variables)],
        {i + 1: variable for i, variable in enumerate(variables)},  # type: ignore[misc]
    )


def named(*variables: SpecVariable) -> ModelSpec:
    return ModelSpec("graph", False, variables, "program")


def word(outcome: Outcome, place: int = 0) -> str:
    return EFFECTS[int(outcome.effect[place])]


# --- 1 -------------------------------------------------------------------------------------------


def test_an_estimator_of_other_units_trains_on_silently(tmp_path: Path) -> None:
    values = {"dnn/hiddenlayer_0/kernel": np.ones((4, 10), np.float32), "global_step": np.int64(1)}
    checkpoint = open_checkpoint(write_bundle(tmp_path / "model.ckpt-1", values))
    target = named(
        SpecVariable("dnn/hiddenlayer_0/kernel", "dnn/hiddenlayer_0/kernel", "float32", (4, 20)),
        SpecVariable("global_step", "global_step", "int64", ()),
    )

    resource, ref = (
        check_restore(checkpoint, target, "estimator.train", "2.15", kind).outcomes[0]
        for kind in ("resource", "ref")
    )

    assert (resource.exception, resource.adopted) == (None, {0: (4, 10)})
    assert "Assign requires shapes of both tensors to match. lhs shape= [4,20] rhs shape= [4,10]" in message(
        ref.exception
    )


def test_an_attribute_made_later_raises_where_a_list_is_silent(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, b=THREE)
    target = program([(0, "b", 1)], {1: ("b", "float32", (2,))}, later=[1])

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert word(outcome) == "raises"


OPTIMIZER = [
    {"children": [("v", 1), ("o", 2)]},
    {},
    {"children": [("_variables", 3)]},
    {"children": [("0", 4), ("1", 5)]},
    {},
    {},
]


def sgd(shape: tuple[int, ...]) -> ModelSpec:
    return program(
        [(0, "v", 1), (0, "o", 2), (2, "_variables", 3), (3, "0", 4), (3, "1", 5)],
        {1: ("v", "float32", (2,)), 4: ("SGD/v/momentum", "float32", shape), 5: ("x", "float32", (2,))},
        classes={2: "SGD"},
    )


@pytest.fixture
def adam(tmp_path: Path) -> Checkpoint:
    """A variable and Adam's two slots of it, by their places."""
    values = {1: ("v", TWO), 4: ("o/_variables/0", TWO), 5: ("o/_variables/1", TWO)}
    return stored(tmp_path, OPTIMIZER, values)


def test_another_optimizer_takes_values_by_their_position(adam: Checkpoint) -> None:
    outcome = read_objects(adam, sgd((2,)), TF_2, QUIET)

    assert outcome.exception is None
    assert adam.table.keys[outcome.row[1]].startswith("o/_variables/0/")
    assert outcome.assert_existing_objects_matched == "ok"


def test_another_optimizer_raises_at_the_first_unequal_shape(adam: Checkpoint) -> None:
    outcome = read_objects(adam, sgd((3,)), TF_2, QUIET)

    assert outcome.exception == Raised(
        "ValueError",
        "Received incompatible tensor with shape (2,) when attempting to restore variable with shape (3,) and name "
        "SGD/v/momentum:0.",
    )


def test_a_saver_ignores_keys_that_nobody_asks_for(tmp_path: Path) -> None:
    checkpoint = open_checkpoint(write_bundle(tmp_path / "m", {"a": TWO, "more": THREE}))

    outcome = saver_restore(checkpoint, named(SpecVariable("a", "a", "float32", (2,))), REF)

    assert (outcome.exception, word(outcome)) == (None, "restored")


# --- 2.1 -----------------------------------------------------------------------------------------


def test_the_shallow_path_binds_first_whatever_the_order_of_edges(tmp_path: Path) -> None:
    nodes = [{"children": [("deep", 1), ("near", 2)]}, {"children": [("x", 2)]}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("near", TWO)})
    target = program(
        [(0, "deep", 1), (1, "x", 2), (0, "near", 3)],
        {2: ("far", "float32", (2,)), 3: ("near", "float32", (2,))},
    )

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert effects(outcome, target) == {"far": "left alone", "near": "restored"}


def test_names_and_classes_play_no_role_for_objects(tmp_path: Path) -> None:
    target = program([(0, "a", 1)], {1: ("quite/another:name", "float32", (2,))}, classes={1: "Odd"})

    outcome = read_objects(leaves(tmp_path, a=TWO), target, TF_2, QUIET)

    assert (word(outcome), outcome.assert_consumed) == ("restored", "ok")


def layers(*names: str) -> list[tuple[int, str, int]]:
    return [(0, f"layer_with_weights-{place}", place + 1) for place in range(len(names))]


def test_an_inserted_layer_shifts_those_behind_it(tmp_path: Path) -> None:
    nodes = [
        {"children": [("layer_with_weights-0", 1), ("layer_with_weights-1", 2)]},
        {"children": [("kernel", 3)]},
        {"children": [("kernel", 4)]},
        {},
        {},
    ]
    values = {3: ("layer_with_weights-0/kernel", TWO), 4: ("layer_with_weights-1/kernel", TWO)}
    checkpoint = stored(tmp_path, nodes, values)
    edges = [*layers("a", "new", "b"), (1, "kernel", 4), (2, "kernel", 5), (3, "kernel", 6)]
    target = program(
        edges, {4: ("a/k", "float32", (2,)), 5: ("new/k", "float32", (2,)), 6: ("b/k", "float32", (2,))}
    )

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert outcome.exception is None
    assert checkpoint.table.keys[outcome.row[1]].startswith("layer_with_weights-1/")
    assert effects(outcome, target)["b/k"] == "left alone"
    assert message(outcome.assert_existing_objects_matched).startswith("Found ")


def test_a_list_matches_by_index(tmp_path: Path) -> None:
    nodes = [{"children": [("l", 1)]}, {"children": [("0", 2), ("1", 3)]}, {}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("l/0", TWO), 3: ("l/1", THREE)})
    target = program(
        [(0, "l", 1), (1, "0", 2), (1, "1", 3)],
        {2: ("was second", "float32", (3,)), 3: ("was first", "float32", (2,))},
        classes={1: "ListWrapper"},
    )

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert message(outcome.exception) == (
        "Received incompatible tensor with shape (2,) when attempting to restore variable with shape (3,) and name "
        "was second:0."
    )


def test_tensorflow_1_logs_inconsistent_references(tmp_path: Path) -> None:
    checkpoint = stored(tmp_path, [{"children": [("a", 1), ("b", 1)]}, {}], {1: ("a", TWO)})
    target = root(("a", "float32", (2,)), ("b", "float32", (2,)))

    old = read_objects(checkpoint, target, TF_1, QUIET)
    new = read_objects(checkpoint, target, TF_2, QUIET)

    for outcome in (old, new):
        assert effects(outcome, target) == {"a": "restored", "b": "left alone"}
    assert any("Inconsistent references" in line for line in old.log)
    assert not any("Inconsistent references" in line for line in new.log)


# --- 2.2 to 2.5 ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kernel", "culprit"), [("kernel", "bias"), ("_kernel", "_kernel")])
def test_a_wrong_layer_is_told_by_the_key_that_sorts_first(tmp_path: Path, kernel: str, culprit: str) -> None:
    checkpoint = leaves(tmp_path, **{kernel: THREE, "bias": THREE})
    target = root((kernel, "float32", (2,)), ("bias", "float32", (2,)))

    assert f"and name {culprit}:0." in message(read_objects(checkpoint, target, TF_2, QUIET).exception)


def test_a_wrong_dtype_is_told_before_a_wrong_shape(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, a=THREE, b=np.int32([1, 2]))
    target = root(("a", "float32", (2,)), ("b", "float32", (2,)))

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert outcome.exception is not None
    assert outcome.exception.type == "InvalidArgumentError"
    assert outcome.exception.message.startswith(
        "tensor_name = b/.ATTRIBUTES/VARIABLE_VALUE; expected dtype float does not equal original dtype int32"
    )
    assert "restored" not in effects(outcome, target).values()


def test_a_slot_of_a_variable_that_is_not_bound_is_not_restored(tmp_path: Path) -> None:
    nodes = [{"children": [("v", 1), ("o", 2)]}, {}, {"slot_variables": [(1, "m", 3)]}, {}]
    checkpoint = stored(tmp_path, nodes, {1: ("v", TWO), 3: ("v/.OPTIMIZER_SLOT/o/m", TWO)})
    target = program([(0, "v", 1)], {1: ("v", "float32", (2,))})

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert (word(outcome), outcome.made) == ("restored", ())
    assert message(outcome.assert_consumed).startswith("Unresolved ")


def test_a_newer_file_leaves_a_legacy_optimizer_alone(adam: Checkpoint) -> None:
    target = program(
        [(0, "v", 1), (0, "o", 2)],
        {1: ("v", "float32", (2,)), 3: ("Adam/v/m", "float32", (2,))},
        [TargetSlot(2, 1, "m", 3)],
        {2: "Adam"},
    )

    outcome = read_objects(adam, target, TF_2, QUIET)

    assert outcome.exception is None
    assert effects(outcome, target) == {"v": "restored", "Adam/v/m": "left alone"}
    assert isinstance(outcome.assert_consumed, Raised)


@pytest.mark.parametrize("shape", [(3, 1), (1, 3), (), (6,)])
def test_no_shape_but_its_own_goes_into_a_variable(tmp_path: Path, shape: tuple[int, ...]) -> None:
    outcome = read_objects(leaves(tmp_path, a=THREE), root(("a", "float32", shape)), TF_2, QUIET)

    assert outcome.exception is not None
    assert outcome.exception.type == "ValueError"
    assert word(outcome) == "raises"


@pytest.mark.parametrize("shape", [None, (None,), (3,)])
def test_an_open_shape_takes_any_compatible_value(
    tmp_path: Path, shape: tuple[int | None, ...] | None
) -> None:
    outcome = read_objects(leaves(tmp_path, a=THREE), root(("a", "float32", shape)), TF_2, QUIET)

    assert (outcome.exception, word(outcome)) == (None, "restored")


def test_a_variable_where_a_container_was_stored_is_no_place(tmp_path: Path) -> None:
    nodes = [{"children": [("a", 1)]}, {"children": [("x", 2)]}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("a/x", TWO)})
    target = root(("a", "float32", (2,)))

    outcome = read_objects(checkpoint, target, TF_2, QUIET)

    assert (outcome.exception, word(outcome)) == (None, "left alone")
    assert (
        outcome.assert_existing_objects_matched == "ok"
    )  # as measured: the node is bound, its values are not
    assert message(outcome.assert_consumed).startswith("Unresolved object in checkpoint (root).a.x: ")


# --- 2.6 -----------------------------------------------------------------------------------------


def test_ten_of_many_unbound_objects_are_shown(tmp_path: Path) -> None:
    new = [(f"x{place}", "float32", (1,)) for place in range(12)]
    target = root(("a", "float32", (2,)), *new)

    outcome = read_objects(leaves(tmp_path, a=TWO), target, TF_2, QUIET)

    text = message(outcome.assert_existing_objects_matched)
    assert text.startswith(
        "Found 12 Python objects that were not bound to checkpointed values, likely due to changes in the Python "
        "program. Showing 10 of 12 unmatched objects: ["
    )
    assert text.count("<tf.Variable") == 10
    assert message(outcome.assert_consumed) == text


def test_an_object_without_values_counts_in_tensorflow_1_only(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, a=TWO)
    target = program([(0, "a", 1), (0, "empty", 2)], {1: ("a", "float32", (2,))}, classes={2: "Checkpoint"})

    old = read_objects(checkpoint, target, TF_1, QUIET)
    new = read_objects(checkpoint, target, TF_2, QUIET)

    assert new.assert_existing_objects_matched == "ok"
    assert message(old.assert_existing_objects_matched).startswith(
        "Some Python objects were not bound to checkpointed values, likely due to changes in the Python program: ["
    )


def test_nothing_to_load_without_values(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, a=TWO)

    outcome = read_objects(checkpoint, program([], {}), TF_2, QUIET)

    assert message(outcome.assert_nontrivial_match).startswith(
        "Nothing to load. No dependencies have been added to "
    )


def test_read_does_not_consume_the_counter_of_save(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, a=TWO, save_counter=np.int64(1))
    target = root(("a", "float32", (2,)))

    read = read_objects(checkpoint, target, TF_2, QUIET)
    restored = restore_objects(checkpoint, target, TF_2, QUIET)

    assert message(read.assert_consumed).startswith(
        "Unresolved object in checkpoint (root).save_counter: attributes {"
    )
    assert restored.assert_consumed == "ok"


def test_paths_are_printed_with_dots(tmp_path: Path) -> None:
    nodes = [{"children": [("d", 1)]}, {"children": [("a/b.c", 2)]}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("d/a.Sb..c", TWO)})
    target = program([(0, "d", 1), (1, "other", 2)], {2: ("o", "float32", (2,))})

    outcome = read_objects(checkpoint, program([(0, "d", 1)], {}), TF_2, QUIET)

    assert message(outcome.assert_consumed).startswith("Unresolved object in checkpoint (root).d.a/b.c: ")
    assert word(read_objects(checkpoint, target, TF_2, QUIET)) == "left alone"


# --- 3 -------------------------------------------------------------------------------------------


def by_name(
    tmp_path: Path, target: ModelSpec, conditions: Conditions = TF_2, **values: np.ndarray
) -> Outcome:
    checkpoint = open_checkpoint(write_bundle(tmp_path / "m", values))
    return restore_by_name(checkpoint, target, conditions, QUIET, api="checkpoint.restore", counts=True)


def test_by_name_all_assertions_say_the_same(tmp_path: Path) -> None:
    outcome = by_name(tmp_path, root(("a", "float32", (2,)), ("zz", "float32", (2,))), a=TWO)

    text = message(outcome.assert_consumed)
    assert text.startswith("Some objects had attributes which were not restored:")
    assert "['zz']" in text
    assert "['a']" not in text
    assert outcome.assert_existing_objects_matched == outcome.assert_consumed
    assert outcome.assert_nontrivial_match == outcome.assert_consumed


def test_by_name_extra_keys_never_raise(tmp_path: Path) -> None:
    outcome = by_name(tmp_path, root(("a", "float32", (2,))), a=TWO, more=THREE)

    assert (outcome.exception, outcome.assert_consumed) == (None, "ok")


def test_by_name_tensorflow_1_misses_its_counter(tmp_path: Path) -> None:
    outcome = by_name(tmp_path, root(("a", "float32", (2,))), TF_1, a=TWO)

    for check in (
        outcome.assert_consumed,
        outcome.assert_existing_objects_matched,
        outcome.assert_nontrivial_match,
    ):
        assert "save_counter" in message(check)


def test_by_name_a_wrong_shape_raises_as_for_objects(tmp_path: Path) -> None:
    outcome = by_name(tmp_path, root(("a", "float32", (3,))), a=TWO)

    assert outcome.exception == Raised(
        "ValueError",
        "Received incompatible tensor with shape (2,) when attempting to restore variable with shape (3,) and name "
        "a.",  # the name it was looked up by
    )


# --- 4 and 8 -------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [0, 2, 3])
def test_other_partitions_of_the_same_whole_are_restored(parts: int) -> None:
    checkpoint = open_checkpoint(GOLDEN / "partitioned_tf115/model_dir/model.ckpt-7")
    row = next(iter(checkpoint.table.slices))
    key = checkpoint.table.keys[row]
    variable = SpecVariable(
        key, key, "float32", checkpoint.table.shape(row), is_partitioned=parts > 0, part_count=parts
    )

    outcome = saver_restore(checkpoint, named(variable), REF)

    assert (outcome.exception, word(outcome)) == (None, "restored")


def test_the_same_program_restores_everything_and_passes_all_checks(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, a=TWO, b=THREE, save_counter=np.int64(1))

    outcome = restore_objects(checkpoint, root(("a", "float32", (2,)), ("b", "float32", (3,))), TF_2, QUIET)

    assert [word(outcome, place) for place in (0, 1)] == ["restored", "restored"]
    assert outcome.assert_consumed == outcome.assert_existing_objects_matched == "ok"
    assert outcome.assert_nontrivial_match == "ok"


def test_a_renamed_attribute_is_lost_to_objects_and_found_by_name(tmp_path: Path) -> None:
    checkpoint = leaves(tmp_path, old=ONE)  # its full name is "old", too
    target = program([(0, "new", 1)], {1: ("old", "float32", (1,))})

    objects = read_objects(checkpoint, target, TF_2, QUIET)
    names = saver_restore(checkpoint, named(SpecVariable("old", "old", "float32", (1,))), RESOURCE)

    assert word(objects) == "left alone"
    assert isinstance(objects.assert_consumed, Raised)
    assert isinstance(objects.assert_existing_objects_matched, Raised)
    assert (names.exception, word(names)) == (None, "restored")

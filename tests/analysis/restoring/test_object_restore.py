"""Object-based restores of small programs made by hand: what TensorFlow does with each, case by case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.restoring.keras.tf_format import load_tf_weights
from explorer.analysis.restoring.objects.restore import read_objects, restore_objects
from explorer.analysis.restoring.outcome import EFFECTS, Outcome, Raised, UnsuitableError
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.checkpoints.target_graph import TargetSlot, TargetValue, target_graph
from explorer.task import QUIET
from tests.analysis.restoring.messages import says_the_same
from tests.builders import VALUE, write_bundle, write_layered_model
from tests.golden_answers import GOLDEN, golden_answers

EAGER = Conditions("2.15", "2", "eager", "resource")
Shape = tuple[int, ...]


def stored(
    folder: Path,
    nodes: list[Mapping[str, Any]],
    values: Mapping[int, tuple[str, Any]],
) -> Checkpoint:
    """A checkpoint of `nodes` (children and slots); `values`: node -> (path, value), in the files' order."""
    whole = [dict(node) for node in nodes]
    tensors = {}
    for number, (path, value) in values.items():
        whole[number]["attributes"] = [("VARIABLE_VALUE", path.replace("/", "."), path + VALUE)]
        tensors[path + VALUE] = value
    return open_checkpoint(write_bundle(folder / "ckpt-1", tensors, object_graph=whole))


def program(
    edges: Iterable[tuple[int, str, int]],
    variables: Mapping[int, tuple[str, str, Shape]],
    slots: Iterable[TargetSlot] = (),
    classes: Mapping[int, str] = {},
    later: Iterable[int] = (),
    **more: Any,
) -> ModelSpec:
    """A live program; `variables`: node -> (name, dtype, shape). The key of a variable is its name."""
    edges = list(edges)
    count = max([0, *(max(a, b) for a, _, b in edges), *(slot.node for slot in slots)]) + 1
    rows = tuple(SpecVariable(name, name, dtype, shape, **more) for name, dtype, shape in variables.values())
    values = [TargetValue(node, "VARIABLE_VALUE", i) for i, node in enumerate(variables)]
    names = [classes.get(node, "Checkpoint" if node == 0 else "Thing") for node in range(count)]
    return ModelSpec(
        "here", True, rows, "program", objects=target_graph(count, edges, values, slots, names, later)
    )


def effects(outcome: Outcome, target: ModelSpec) -> dict[str, str]:
    return {v.key: EFFECTS[e] for v, e in zip(target.variables, outcome.effect.tolist())}


def message(check: object) -> str:
    assert isinstance(check, Raised)
    return check.message


A_AND_B = [{"children": [("a", 1), ("b", 2)]}, {}, {}]
ONES, TWOS = np.ones(2, np.float32), np.full(3, 2, np.float32)


@pytest.fixture
def a_and_b(tmp_path: Path) -> Checkpoint:
    """Two values at the root, made by `write`: a of shape (2,), b of shape (3,)."""
    return stored(tmp_path, A_AND_B, {1: ("a", ONES), 2: ("b", TWOS)})


def test_the_first_wrong_shape_in_the_order_of_keys_ends_the_restore(a_and_b: Checkpoint) -> None:
    target = program([(0, "b", 1), (0, "a", 2)], {1: ("vb", "float32", (4,)), 2: ("va", "float32", (2,))})

    outcome = read_objects(a_and_b, target, EAGER, QUIET)

    assert effects(outcome, target) == {"vb": "raises", "va": "restored"}
    assert outcome.exception == Raised(
        "ValueError",
        "Received incompatible tensor with shape (3,) when attempting to restore variable with shape (4,) "
        "and name vb:0.",
    )
    assert outcome.assert_consumed is None


def test_tensorflow_1_names_the_two_shapes_only(a_and_b: Checkpoint) -> None:
    target = program([(0, "b", 1)], {1: ("vb", "float32", (4,))})

    outcome = read_objects(a_and_b, target, Conditions("1.15", "", "eager", "resource"), QUIET)

    assert outcome.exception == Raised("ValueError", "Shapes (4,) and (3,) are incompatible")


def test_all_wrong_dtypes_are_told_in_the_order_of_the_files_and_nothing_is_restored(tmp_path: Path) -> None:
    nodes = [{"children": [("a", 1), ("b", 2), ("c", 3)]}, {}, {}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("b", TWOS), 1: ("a", ONES), 3: ("c", ONES)})
    target = program(
        [(0, "a", 1), (0, "b", 2), (0, "c", 3)],
        {1: ("a", "float64", (2,)), 2: ("b", "float16", (9,)), 3: ("c", "float32", (2,))},
    )

    outcome = read_objects(checkpoint, target, EAGER, QUIET)

    assert effects(outcome, target) == {"a": "raises", "b": "raises", "c": "left alone"}
    assert outcome.exception == Raised(
        "InvalidArgumentError",
        f"tensor_name = b{VALUE}; expected dtype half does not equal original dtype float\n"
        f"tensor_name = a{VALUE}; expected dtype double does not equal original dtype float",
    )


def test_in_graph_mode_resource_variables_adopt_the_stored_shape(a_and_b: Checkpoint) -> None:
    target = program([(0, "a", 1), (0, "b", 2)], {1: ("a", "float32", (2,)), 2: ("b", "float32", (5, 5))})

    resource = read_objects(a_and_b, target, Conditions("2.15", "", "graph", "resource"), QUIET)
    ref = read_objects(a_and_b, target, Conditions("2.15", "", "graph", "ref"), QUIET)

    assert effects(resource, target) == {"a": "restored", "b": "stored shape adopted"}
    assert (resource.adopted, resource.exception, resource.assert_consumed) == ({1: (3,)}, None, "ok")
    assert effects(ref, target) == {"a": "restored", "b": "raises"}
    assert ref.exception == Raised(
        "InvalidArgumentError",
        "Assign requires shapes of both tensors to match. lhs shape= [5,5] rhs shape= [3]",
    )


def test_a_partitioned_variable_needs_the_whole_shape(a_and_b: Checkpoint) -> None:
    target = program([(0, "b", 1)], {1: ("b", "float32", (4,))}, is_partitioned=True)

    outcome = read_objects(a_and_b, target, EAGER, QUIET)

    assert outcome.exception == Raised(
        "InvalidArgumentError",
        f"tensor_name = b{VALUE}; shape in shape_and_slice spec [4] does not match the shape stored in "
        "checkpoint: [3]",
    )


def test_one_variable_for_two_stored_values_takes_the_first_met(tmp_path: Path) -> None:
    nodes = [{"children": [("deep", 1), ("b", 2)]}, {"children": [("a", 3)]}, {}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("b", ONES), 3: ("deep/a", ONES)})
    target = program([(0, "deep", 1), (1, "a", 2), (0, "b", 2)], {2: ("v", "float32", (2,))})

    outcome = read_objects(checkpoint, target, EAGER, QUIET)

    assert checkpoint.table.keys[outcome.row[0]] == f"b{VALUE}"
    assert outcome.assert_consumed == "ok"


def test_one_stored_value_for_two_variables_goes_to_the_first_met(tmp_path: Path) -> None:
    nodes = [{"children": [("a", 1), ("b", 1)]}, {}]
    checkpoint = stored(tmp_path, nodes, {1: ("a", ONES)})
    target = program(
        [(0, "a", 1), (0, "b", 2)], {1: ("first", "float32", (2,)), 2: ("second", "float32", (2,))}
    )

    outcome = read_objects(checkpoint, target, EAGER, QUIET)

    assert effects(outcome, target) == {"first": "restored", "second": "left alone"}
    assert message(outcome.assert_existing_objects_matched) == (
        "Found 1 Python objects that were not bound to checkpointed values, likely due to changes in the Python "
        "program. Showing 1 of 1 unmatched objects: [<tf.Variable 'second:0' shape=(2,) dtype=float32, "
        "numpy=<values>>]"
    )


def test_what_is_left_over_is_printed_as_protobuf_prints_it(a_and_b: Checkpoint) -> None:
    outcome = read_objects(a_and_b, program([(0, "b", 1)], {1: ("b", "float32", (3,))}), EAGER, QUIET)

    assert message(outcome.assert_consumed) == (
        'Unresolved object in checkpoint (root).a: attributes {\n  name: "VARIABLE_VALUE"\n  full_name: "a"\n'
        f'  checkpoint_key: "a{VALUE}"\n}}\n'
    )
    assert outcome.assert_existing_objects_matched == "ok"


def test_restore_expects_the_counter_that_save_stores(a_and_b: Checkpoint) -> None:
    target = program([(0, "a", 1), (0, "b", 2)], {1: ("a", "float32", (2,)), 2: ("b", "float32", (3,))})

    restored = restore_objects(a_and_b, target, EAGER, QUIET)
    read = read_objects(a_and_b, target, EAGER, QUIET)

    assert message(restored.assert_consumed).startswith("Found 1 Python objects")
    assert read.assert_consumed == "ok"


def test_a_program_without_objects_in_common_matches_its_counter_alone(tmp_path: Path) -> None:
    nodes = [{"children": [("a", 1), ("save_counter", 2)]}, {}, {}]
    checkpoint = stored(tmp_path, nodes, {1: ("a", ONES), 2: ("save_counter", np.int64(1))})
    target = program([(0, "z", 1)], {1: ("z", "float32", (2,))})

    restored = restore_objects(checkpoint, target, EAGER, QUIET)
    read = read_objects(checkpoint, target, EAGER, QUIET)

    assert restored.assert_nontrivial_match == "ok"
    assert message(read.assert_nontrivial_match).startswith("Nothing except the root object matched")


def test_a_value_for_an_object_without_values_is_unused(a_and_b: Checkpoint) -> None:
    target = program(
        [(0, "a", 1), (0, "b", 2), (1, "x", 3)], {2: ("b", "float32", (3,))}, classes={1: "List"}
    )

    assert message(read_objects(a_and_b, target, EAGER, QUIET).assert_consumed) == (
        "Unused attributes in these objects (the attributes exist in the checkpoint but were not restored):\n"
        "(root).a (<List object at <address>>): ['VARIABLE_VALUE']"
    )


def test_a_table_where_a_variable_was_stored_asks_for_keys_that_are_absent(a_and_b: Checkpoint) -> None:
    objects = target_graph(2, [(0, "a", 1)], [TargetValue(1, "-keys", 0), TargetValue(1, "-values", 1)])
    rows = (SpecVariable("k", "k", None, None), SpecVariable("v", "v", None, None))
    target = ModelSpec("here", True, rows, "program", objects=objects)

    assert read_objects(a_and_b, target, EAGER, QUIET).exception == Raised(
        "NotFoundError", "Key a/.ATTRIBUTES/table-keys not found in checkpoint"
    )


@pytest.mark.parametrize(("holder", "expected"), [("ListWrapper", "left alone"), ("Thing", "raises")])
def test_a_list_swallows_the_wrong_shape_of_what_is_appended_later(
    tmp_path: Path, holder: str, expected: str
) -> None:
    checkpoint = stored(
        tmp_path, [{"children": [("l", 1)]}, {"children": [("0", 2)]}, {}], {2: ("l/0", TWOS)}
    )
    target = program([(0, "l", 1), (1, "0", 2)], {2: ("v", "float32", (2,))}, classes={1: holder}, later=[2])

    outcome = read_objects(checkpoint, target, EAGER, QUIET)

    assert effects(outcome, target) == {"v": expected}
    assert (outcome.exception is None) == (expected == "left alone")
    assert message(outcome.assert_consumed).startswith("Unresolved object in checkpoint (root).l.0: ")


def test_a_later_object_that_fits_is_restored_when_it_appears(a_and_b: Checkpoint) -> None:
    target = program(
        [(0, "a", 1), (0, "b", 2)], {1: ("a", "float32", (2,)), 2: ("b", "float32", (3,))}, later=[2]
    )

    outcome = read_objects(a_and_b, target, EAGER, QUIET)

    assert effects(outcome, target) == {"a": "restored", "b": "deferred"}
    assert message(outcome.assert_consumed).startswith("Unresolved object in checkpoint (root).b: ")


# --- slots ---------------------------------------------------------------------------------------

SLOTS = [
    {"children": [("v", 1), ("o", 2)]},
    {},
    {"slot_variables": [(1, "m", 3)]},
    {},
]


@pytest.fixture
def with_slot(tmp_path: Path) -> Checkpoint:
    """A variable v with the slot m of the optimizer o."""
    return stored(tmp_path, SLOTS, {1: ("v", ONES), 3: ("v/.OPTIMIZER_SLOT/o/m", ONES)})


def test_a_legacy_optimizer_makes_the_slot_it_lacks(with_slot: Checkpoint) -> None:
    target = program([(0, "v", 1), (0, "o", 2)], {1: ("v", "float32", (2,))}, classes={2: "Adam"})

    outcome = read_objects(with_slot, target, EAGER, QUIET)

    assert [with_slot.table.keys[row] for row in outcome.made] == [f"v/.OPTIMIZER_SLOT/o/m{VALUE}"]
    assert outcome.assert_consumed == "ok"


def test_a_slot_is_matched_by_optimizer_variable_and_name(with_slot: Checkpoint) -> None:
    target = program(
        [(0, "v", 1), (0, "o", 2)],
        {1: ("v", "float32", (2,)), 3: ("Adam/v/m", "float32", (2,)), 4: ("Adam/v/u", "float32", (2,))},
        [TargetSlot(2, 1, "m", 3), TargetSlot(2, 1, "u", 4)],
        {2: "Adam"},
    )

    outcome = read_objects(with_slot, target, EAGER, QUIET)

    assert effects(outcome, target) == {"v": "restored", "Adam/v/m": "restored", "Adam/v/u": "left alone"}
    assert outcome.made == ()


@pytest.mark.parametrize(("keras", "whose"), [("2", "Keras"), ("tf-keras", "TF-Keras")])
def test_a_newer_optimizer_refuses_before_anything_is_read(
    with_slot: Checkpoint, keras: str, whose: str
) -> None:
    edges = [(0, "v", 1), (0, "o", 2), (2, "_variables", 3), (2, "_iterations", 4)]
    target = program(edges, {1: ("v", "float64", (9,)), 4: ("iteration", "int64", ())}, classes={2: "SGD"})

    outcome = read_objects(with_slot, target, Conditions("2.15", keras, "eager"), QUIET)

    assert message(outcome.exception) == (
        f"You are trying to restore a checkpoint from a legacy {whose} optimizer into a v2.11+ Optimizer, which "
        "can cause errors. Please update the optimizer referenced in your code to be an instance of "
        "`tf.keras.optimizers.legacy.Optimizer`, e.g.: `tf.keras.optimizers.legacy.SGD`."
    )
    assert set(effects(outcome, target).values()) == {"left alone"}


def test_keras_3_ignores_slots(with_slot: Checkpoint) -> None:
    edges = [(0, "v", 1), (0, "o", 2), (2, "_variables", 3), (2, "_iterations", 4)]
    target = program(edges, {1: ("v", "float32", (2,))}, classes={2: "SGD"})

    outcome = read_objects(with_slot, target, Conditions("2.21", "3", "eager"), QUIET)

    assert (outcome.exception, outcome.made) == (None, ())
    assert message(outcome.assert_consumed).startswith(
        "Unresolved object in checkpoint (root).o's state 'm' for (root).v: attributes {"
    )


# --- name-based files, Keras, and what cannot be judged ------------------------------------------


@pytest.fixture
def by_name(tmp_path: Path) -> Checkpoint:
    return open_checkpoint(write_bundle(tmp_path / "model", {"n/a": ONES, "n/b": TWOS}))


def test_a_name_based_file_is_matched_by_names(by_name: Checkpoint) -> None:
    target = program([(0, "x", 1), (0, "y", 2)], {1: ("n/a", "float32", (2,)), 2: ("z", "float32", ())})

    outcome = restore_objects(by_name, target, EAGER, QUIET)

    assert effects(outcome, target) == {"n/a": "restored", "z": "left alone"}
    assert outcome.status_type == "NameBasedSaverStatus"
    assert message(outcome.assert_consumed) == (
        "Some objects had attributes which were not restored: \n"
        "    <tf.Variable 'z:0' shape=() dtype=float32, numpy=<values>>: ['z']"
    )


def test_the_counter_of_a_rooted_checkpoint_is_not_looked_up_by_name(by_name: Checkpoint) -> None:
    # As measured with TensorFlow 2.15: tf.train.Checkpoint(root) keeps the counter itself.
    target = program([(0, "x", 1), (0, "root", 0)], {1: ("n/a", "float32", (2,))})

    restored = restore_objects(by_name, target, EAGER, QUIET)
    read = read_objects(by_name, target, EAGER, QUIET)

    assert message(restored.assert_consumed) == (
        "Object not restored: <tf.Variable 'save_counter:0' shape=() dtype=int64, numpy=<values>>"
    )
    assert restored.assert_existing_objects_matched == restored.assert_consumed
    assert read.assert_consumed == "ok"


def test_a_wrong_dtype_by_name_ends_the_restore_there(by_name: Checkpoint) -> None:
    target = program([(0, "x", 1), (0, "y", 2)], {1: ("n/a", "int32", (2,)), 2: ("n/b", "float32", (3,))})

    outcome = restore_objects(by_name, target, EAGER, QUIET)

    assert effects(outcome, target) == {"n/a": "raises", "n/b": "left alone"}
    assert outcome.exception == Raised(
        "InvalidArgumentError", "Trying to assign variable with wrong dtype. Expected int32 got float"
    )


def test_load_weights_itself_asserts_that_something_matched(a_and_b: Checkpoint) -> None:
    target = program([(0, "z", 1)], {1: ("z", "float32", ())}, classes={0: "Sequential"})

    outcome = load_tf_weights(a_and_b, target, EAGER, QUIET)

    assert message(outcome.exception).startswith("Nothing except the root object matched")


def test_load_weights_finds_the_model_below_the_root_and_leaves_the_rest_out(a_and_b: Checkpoint) -> None:
    target = program(
        [(0, "step", 1), (0, "model", 2), (2, "a", 3), (2, "b", 4)],
        {1: ("step", "int64", ()), 3: ("a", "float32", (2,)), 4: ("b", "float32", (3,))},
    )

    outcome = load_tf_weights(a_and_b, target, EAGER, QUIET)

    assert effects(outcome, target) == {"step": "not concerned", "a": "restored", "b": "restored"}
    assert outcome.assert_consumed == "ok"


def test_keras_3_loads_no_weights_from_checkpoints(a_and_b: Checkpoint) -> None:
    target = program([(0, "a", 1)], {1: ("a", "float32", (2,))})

    with pytest.raises(UnsuitableError, match="Keras 3 loads no weights"):
        load_tf_weights(a_and_b, target, Conditions("2.21", "3"), QUIET)


def test_a_target_without_objects_cannot_be_judged(a_and_b: Checkpoint) -> None:
    table = ModelSpec("table.csv", False, (SpecVariable("a", "a", "float32", (2,)),), "table")

    with pytest.raises(UnsuitableError, match="not the objects"):
        restore_objects(a_and_b, table, EAGER, QUIET)


# --- damage and odd graphs -----------------------------------------------------------------------


def test_without_its_data_file_not_even_the_graph_is_read(a_and_b: Checkpoint) -> None:
    target = program([(0, "a", 1)], {1: ("a", "float32", (2,))})
    (a_and_b.prefix.parent / "ckpt-1.data-00000-of-00001").unlink()
    fresh = open_checkpoint(a_and_b.prefix)

    outcome = restore_objects(fresh, target, EAGER, QUIET)

    assert outcome.exception == Raised(
        "OpError", "<path>/ckpt-1.data-00000-of-00001; No such file or directory"
    )


@pytest.mark.parametrize("case", ["truncated_data", "missing_data", "index_huge_size", "untouched"])
def test_a_damage_the_files_show_raises_what_tensorflow_raised(case: str) -> None:
    folder = GOLDEN / "corrupt_shared"
    answers = next(one for name, one in golden_answers("corrupt_shared")["cases"].items() if name == case)
    ((prefix, golden),) = answers["prefixes"].items()
    target = spec_from_checkpoint(open_checkpoint(folder / "base" / "ckpt-2"))

    outcome = restore_objects(open_checkpoint(folder / prefix), target, EAGER, QUIET)

    if golden["restore"] == "ok":
        assert (outcome.exception, outcome.assert_consumed) == (None, golden["assert_consumed"])
    else:
        assert outcome.exception is not None
        assert outcome.exception.type == golden["restore"]["type"]
        said = golden["restore"]["message"].replace(f"{folder.name}/", "").replace(f"cases/{case}", "<path>")
        assert says_the_same(outcome.exception.message, said)


def test_a_graph_of_circles_ends(tmp_path: Path) -> None:
    nodes = [{"children": [("a", 1), ("self", 0)]}, {"children": [("up", 0), ("v", 2)]}, {}]
    checkpoint = stored(tmp_path, nodes, {2: ("a/v", ONES)})
    target = program([(0, "a", 1), (1, "up", 0), (1, "v", 2)], {2: ("v", "float32", (2,))})

    assert effects(read_objects(checkpoint, target, EAGER, QUIET), target) == {"v": "restored"}


def test_a_chain_of_any_depth_is_walked(tmp_path: Path) -> None:
    depth = 5000
    nodes: list[Mapping[str, Any]] = [{"children": [("n", i + 1)]} for i in range(depth)]
    checkpoint = stored(tmp_path, [*nodes, {}], {depth: ("deep", ONES)})
    target = program([(i, "n", i + 1) for i in range(depth)], {depth: ("v", "float32", (2,))})

    assert effects(read_objects(checkpoint, target, EAGER, QUIET), target) == {"v": "restored"}


@pytest.mark.parametrize("style", ["legacy", "new"])
def test_a_checkpoint_goes_back_into_the_program_that_wrote_it(tmp_path: Path, style: str) -> None:
    checkpoint = open_checkpoint(write_layered_model(tmp_path / "ckpt-1", 3, style=style))

    outcome = restore_objects(checkpoint, spec_from_checkpoint(checkpoint), EAGER, QUIET)

    assert (outcome.exception, outcome.assert_consumed, outcome.assert_nontrivial_match) == (None, "ok", "ok")
    assert outcome.effect.tolist() == [0] * len(outcome.effect)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.integers(0, 5)), max_size=14), st.data()
)
def test_any_graph_goes_back_into_itself(
    tmp_path_factory: pytest.TempPathFactory, edges: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    once = list({(source, name): (source, name, child) for source, name, child in edges}.values())
    holders = data.draw(st.sets(st.integers(1, 5), min_size=1))
    nodes = [{"children": [(name, child) for source, name, child in once if source == n]} for n in range(6)]
    folder = tmp_path_factory.mktemp("graph")
    checkpoint = stored(folder, nodes, {n: (f"node{n}", np.full(2, n, np.float32)) for n in sorted(holders)})
    reached, queue = {0}, [0]
    for at in queue:
        for source, _, child in once:
            if source == at and child not in reached:
                reached.add(child)
                queue.append(child)

    target = spec_from_checkpoint(checkpoint)
    outcome = read_objects(checkpoint, target, EAGER, QUIET)

    expected = {f"node{n}{VALUE}": "restored" if n in reached else "left alone" for n in holders}
    assert effects(outcome, target) == expected
    assert outcome.assert_existing_objects_matched == "ok"

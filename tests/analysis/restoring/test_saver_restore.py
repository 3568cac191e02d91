"""What a Saver does, case by case, as measured with TensorFlow 2.15 and 2.21 (and 1.15 where it is said)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.restoring.outcome import (
    ADOPTED,
    LEFT_ALONE,
    RAISES,
    RESTORED,
    WRONG,
    Outcome,
    Raised,
    UnsuitableError,
)
from explorer.analysis.restoring.savers.restore import restore
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from tests.builders import data_name, write_bundle
from tests.golden_answers import GOLDEN

REF, RESOURCE = Conditions("2.15", "2", "graph", "ref"), Conditions("2.15", "2", "graph", "resource")
OLD = Conditions("1.15", "2", "graph", "resource")
HEAD = (
    "Restoring from checkpoint failed. This is most likely due to {} from the checkpoint. Please ensure that you have "
    "not altered the graph expected based on the checkpoint. Original error:\n\n"
)
MISSING = HEAD.format("a Variable name or other graph key that is missing")
MISMATCH = HEAD.format("a mismatch between the current graph and the graph")


def frame(node: str, text: str) -> str:
    return (
        f"Graph execution error:\n\nDetected at node '{node}' defined at (most recent call last):\n"
        f"Node: '{node}'\n{text}\n\t [[{{{{node {node}}}}}]]"
    )


def variable(name: str, *shape: int | None, dtype: str = "float32", **more: object) -> SpecVariable:
    return SpecVariable(name, name, dtype, shape, **more)  # type: ignore[arg-type]


def graph(*variables: SpecVariable) -> ModelSpec:
    return ModelSpec("program.json", False, variables, "program")


@pytest.fixture
def stored(tmp_path: Path) -> Checkpoint:
    """Vectors of three named a to d, in the data file in the order d, b, c, a."""
    write_bundle(tmp_path / "o", {name: np.ones(3, np.float32) for name in "dbca"})
    return checkpoint_at(tmp_path / "o")


def effects(outcome: Outcome, target: ModelSpec) -> dict[str, int]:
    return dict(zip((variable.name for variable in target.variables), outcome.effect.tolist()))


def test_the_first_missing_name_is_told_and_nothing_is_restored(stored: Checkpoint) -> None:
    target = graph(variable("zz", 2), variable("a", 3), variable("y", 2))

    outcome = restore(stored, target, RESOURCE)

    text = MISSING + frame("save/RestoreV2", "Key y not found in checkpoint")
    assert outcome.exception == Raised("NotFoundError", text)
    assert effects(outcome, target) == {"zz": RAISES, "a": LEFT_ALONE, "y": RAISES}


def test_a_missing_name_comes_before_a_wrong_dtype(stored: Checkpoint) -> None:
    outcome = restore(stored, graph(variable("a", 3, dtype="float64"), variable("zz", 2)), RESOURCE)

    assert outcome.exception is not None
    assert outcome.exception.type == "NotFoundError"


def test_tensorflow_1_frames_its_errors_in_one_line(stored: Checkpoint) -> None:
    outcome = restore(stored, graph(variable("zz", 2)), OLD)

    text = MISSING + "Key zz not found in checkpoint\n\t [[node save/RestoreV2 (defined at <path>) ]]"
    assert outcome.exception == Raised("NotFoundError", text)


@pytest.mark.parametrize(
    ("conditions", "order"),
    [(RESOURCE, "dca"), (Conditions("2.21", "3", "graph", "ref"), "dca"), (OLD, "acd")],
)
def test_all_wrong_dtypes_are_told_in_the_order_of_reading(
    stored: Checkpoint, conditions: Conditions, order: str
) -> None:
    target = graph(*(variable(name, 3, dtype="float64" if name != "b" else "float32") for name in "abcd"))

    outcome = restore(stored, target, conditions)

    lines = [
        f"tensor_name = {name}; expected dtype double does not equal original dtype float" for name in order
    ]
    assert outcome.exception is not None
    assert "\n".join(lines) in outcome.exception.message
    assert effects(outcome, target) == {"a": RAISES, "b": LEFT_ALONE, "c": RAISES, "d": RAISES}


def test_a_ref_variable_refuses_another_shape_while_the_others_are_assigned(stored: Checkpoint) -> None:
    target = graph(variable("a", 3), variable("b", 2), variable("c", 3), variable("d", 4))

    outcome = restore(stored, target, REF)

    told = "Assign requires shapes of both tensors to match. lhs shape= [{}] rhs shape= [3]"
    assert outcome.exception == Raised(
        "InvalidArgumentError",
        MISMATCH + frame("save/Assign_1", told.format(2)),
        (MISMATCH + frame("save/Assign_3", told.format(4)),),
    )
    assert effects(outcome, target) == {"a": RESTORED, "b": RAISES, "c": RESTORED, "d": RAISES}


def test_a_resource_variable_takes_the_stored_shape(stored: Checkpoint) -> None:
    target = graph(variable("a", 3), variable("b", 2, 2))

    outcome = restore(stored, target, RESOURCE)

    assert outcome.exception is None
    assert outcome.adopted == {1: (3,)}
    assert effects(outcome, target) == {"a": RESTORED, "b": ADOPTED}
    assert outcome.is_silently_wrong


def test_an_open_shape_is_not_held_against_the_value(stored: Checkpoint) -> None:
    target = graph(variable("a", None), variable("b", None, 2))

    outcome = restore(stored, target, REF)

    assert outcome.exception is None
    assert effects(outcome, target) == {"a": RESTORED, "b": ADOPTED}


def test_a_partitioned_variable_compares_the_full_shape_in_the_order_of_reading(stored: Checkpoint) -> None:
    target = graph(*(variable(name, 4, is_partitioned=True) for name in "abcd"))

    outcome = restore(stored, target, RESOURCE)

    text = "tensor_name = d; shape in shape_and_slice spec [4] does not match the shape stored in checkpoint: [3]"
    assert outcome.exception == Raised("InvalidArgumentError", MISMATCH + frame("save/RestoreV2", text))


def test_of_a_mixed_program_each_variable_is_judged_by_its_own_kind(stored: Checkpoint) -> None:
    target = graph(variable("a", 2, is_resource=True), variable("b", 2, is_resource=False))

    outcome = restore(stored, target, RESOURCE)

    assert effects(outcome, target) == {"a": ADOPTED, "b": RAISES}


def test_any_of_several_reads_that_fail_may_be_told(stored: Checkpoint) -> None:
    target = graph(
        variable("x", 1, restore_op=0), variable("y", 1, restore_op=1), variable("a", 3, restore_op=2)
    )

    outcome = restore(stored, target, RESOURCE)

    assert outcome.exception == Raised(
        "NotFoundError",
        MISSING + frame("save/RestoreV2", "Key x not found in checkpoint"),
        (MISSING + frame("save/RestoreV2_1", "Key y not found in checkpoint"),),
    )


def test_a_data_file_that_is_not_there_counts_as_a_missing_name(stored: Checkpoint) -> None:
    data_name(stored.prefix).unlink()

    outcome = restore(checkpoint_at(stored.prefix), graph(variable("a", 3)), RESOURCE)

    text = MISSING + frame("save/RestoreV2", "<path>; No such file or directory")
    assert outcome.exception == Raised("NotFoundError", text)


def test_a_data_file_cut_short_is_no_mismatch(stored: Checkpoint) -> None:
    path = data_name(stored.prefix)
    path.write_bytes(path.read_bytes()[:30])  # d and b are whole
    checkpoint = checkpoint_at(stored.prefix)

    sound, cut = (restore(checkpoint, graph(variable(name, 3)), RESOURCE) for name in "ba")

    assert sound.exception is None
    assert cut.exception == Raised(
        "OutOfRangeError", frame("save/RestoreV2", "Read less bytes than requested")
    )


@pytest.mark.parametrize(
    ("variables", "kind", "text"),
    [
        ([variable("zz", 2)], "NotFoundError", 'Tensor name "zz" not found in checkpoint files <path>'),
        (
            [variable("dense/bias", 3), variable("ids", 5, dtype="float64")],
            "InvalidArgumentError",  # the dtype of the first tensor is named, which is right
            "Expected to restore a tensor of type float, got a tensor of type int64 instead: tensor_name = ids",
        ),
        (
            [variable("p/emb", 6, 2, is_partitioned=True)],
            "InvalidArgumentError",
            "Shape in shape_and_slice spec does not match the shape in the save file: [6,2], save file shape: [5,2]",
        ),
    ],
)
def test_files_of_the_first_format_have_words_of_their_own(
    variables: list[SpecVariable], kind: str, text: str
) -> None:
    checkpoint = checkpoint_at(GOLDEN / "v1_format_tf115/model_dir/model.ckpt-5")
    outcome = restore(checkpoint, graph(*variables), RESOURCE)

    assert outcome.exception is not None
    assert outcome.exception.type == kind
    assert text in outcome.exception.message


VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"


@pytest.fixture
def objects(tmp_path: Path) -> Checkpoint:
    """What `Checkpoint(one=x, two=y).save` writes of variables named x/a (3) and y/b (2)."""
    names = {"one": "x/a", "save_counter": "save_counter", "two": "y/b"}
    nodes = [{"children": [(edge, number) for number, edge in enumerate(names, 1)]}] + [
        {"attributes": [("VARIABLE_VALUE", name, edge + VALUE)]} for edge, name in names.items()
    ]
    tensors = {
        "one" + VALUE: np.ones(3, np.float32),
        "save_counter" + VALUE: np.ones((), np.int64),
        "two" + VALUE: np.ones(2, np.float32),
    }
    write_bundle(tmp_path / "objects-1", tensors, object_graph=nodes)
    return checkpoint_at(tmp_path / "objects-1")


def test_an_object_based_file_is_read_by_the_names_its_graph_tells(objects: Checkpoint) -> None:
    outcome = restore(objects, graph(variable("y/b", 2), variable("x/a", 3)), RESOURCE)

    assert outcome.exception is None
    assert [objects.table.keys[row] for row in outcome.row] == ["two" + VALUE, "one" + VALUE]
    assert outcome.log == (
        "Restoring an object-based checkpoint using a name-based saver. This may be somewhat fragile, and will "
        "re-build the Saver. Instead, consider loading object-based checkpoints using tf.train.Checkpoint().",
    )


def test_names_an_object_based_file_does_not_tell_are_listed(objects: Checkpoint) -> None:
    target = graph(variable("x/a", 3), variable("y/c", 2))

    old, new = (restore(objects, target, Conditions(v, "", "graph", "ref")) for v in ("2.15", "2.21"))

    text = (
        "\n\nExisting variables not in the checkpoint: y/c\n\n"
        "Variables names when this checkpoint was written which don't exist now: save_counter, y/b\n\n"
        "(1 variable name(s) did match)\n\n"
        "Could not find some variables in the checkpoint (see names above). Saver was attempting to load an "
        "object-based checkpoint (saved using tf.train.Checkpoint or tf.keras.Model.save_weights) using variable "
        "names. If the checkpoint was written with eager execution enabled, it's possible that variable names have "
        "changed (for example missing a '_1' suffix). It's also possible that there are new variables which did not "
        "exist when the checkpoint was written. You can construct a Saver(var_list=...) with only the variables "
        "which previously existed, and if variable names have changed you may need to make this a dictionary with "
        "the old names as keys."
    )
    assert new.exception == Raised("NotFoundError", text)
    assert old.exception == Raised(
        "NotFoundError",
        text + " If you're using an Estimator, you'll need to return a tf.train.Saver inside a "
        "tf.train.Scaffold from your model_fn.",
    )
    assert effects(new, target) == {"x/a": LEFT_ALONE, "y/c": RAISES}
    assert new.row.tolist() == [objects.table.row_of["one" + VALUE], -1]


def test_a_wrong_shape_in_an_object_based_file_comes_from_the_rebuilt_saver(objects: Checkpoint) -> None:
    outcome = restore(objects, graph(variable("x/a", 5)), REF)

    text = "Assign requires shapes of both tensors to match. lhs shape= [5] rhs shape= [3]"
    assert outcome.exception == Raised("InvalidArgumentError", MISMATCH + frame("save_1/Assign", text))


def test_of_a_partitioned_variable_an_object_based_file_gives_the_last_part_only(objects: Checkpoint) -> None:
    target = graph(
        variable("x/a", 3, is_partitioned=True, part_count=2),
        variable("y/b", 2, is_partitioned=True, part_count=1),
    )

    outcome = restore(objects, target, RESOURCE)

    assert outcome.exception is None
    assert effects(outcome, target) == {"x/a": WRONG, "y/b": RESTORED}


def test_names_that_stand_for_several_variables_cannot_be_judged(stored: Checkpoint) -> None:
    target = ModelSpec(
        "k",
        True,
        (SpecVariable("a/v", "kernel", "float32", (1,)), SpecVariable("b/v", "kernel", "float32", (1,))),
    )

    with pytest.raises(UnsuitableError, match="1 names stand for several variables of the target"):
        restore(stored, target, RESOURCE)


SOUND = checkpoint_at(GOLDEN / "optimizers_tf115/sgd/model.ckpt-3")


@given(st.sets(st.sampled_from([*SOUND.table.keys, "X", "Y", "zz"]), min_size=1), st.booleans())
@settings(deadline=None)
def test_a_saver_restores_all_or_nothing_of_sound_variables(wanted: set[str], is_ref: bool) -> None:
    target = graph(*(SpecVariable(name, name, None, None) for name in wanted))

    outcome = restore(SOUND, target, REF if is_ref else RESOURCE)

    absent = wanted.intersection({"X", "Y", "zz"})
    if not absent:
        assert outcome.exception is None
        assert outcome.effect.tolist() == [RESTORED] * len(wanted)
    else:
        assert outcome.exception is not None
        assert f"\nKey {min(absent)} not found in checkpoint\n" in outcome.exception.message
        assert effects(outcome, target) == {n: RAISES if n in absent else LEFT_ALONE for n in wanted}

"""Restore verdicts of one checkpoint against one target, row by row."""

import json

import pytest

from explorer.analysis.restore import (
    VERDICTS,
    Expectation,
    RestoreRow,
    check_restore,
    is_compatible,
)
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.report.json_shapes import restore_shape
from explorer.task import Cancelled, Task
from tests.report.made_checkpoints import made_checkpoint

KERNEL = ("dnn/kernel", "float32", (4, 10))


def spec(*variables, object_based=False):
    return ModelSpec(
        "target", object_based, tuple(SpecVariable(v[0], v[0], v[1], v[2], *v[3:]) for v in variables)
    )


def verdicts(report):
    return {row.key: row.verdict for row in report.rows}


def sentences(report):
    return {row.key: row.sentence for row in report.rows}


def test_a_variable_of_equal_dtype_and_shape_is_restored():
    report = check_restore(made_checkpoint(KERNEL), spec(KERNEL))

    side = Expectation("float32", (4, 10))
    assert report.rows == (
        RestoreRow(
            "dnn/kernel",
            side,
            side,
            "restored",
            "model expects float32 [4, 10], checkpoint holds the same",
            "",
        ),
    )
    assert report.summary == "The only variable would be restored."
    assert report.fits


def test_another_shape_names_the_models_side_first():
    report = check_restore(made_checkpoint(KERNEL), spec(("dnn/kernel", "float32", (4, 20))))

    (row,) = report.rows
    assert (row.verdict, row.sentence) == (
        "shape differs",
        "model expects [4, 20], checkpoint holds [4, 10]",
    )
    assert row.expected == Expectation("float32", (4, 20))
    assert row.stored == Expectation("float32", (4, 10))
    assert "20 units" in row.hint
    assert report.summary == "1 of 1 variables would not be restored: shape differs (1)."
    assert not report.fits


def test_another_dtype_is_told_before_another_shape():
    report = check_restore(made_checkpoint(KERNEL), spec(("dnn/kernel", "float64", (9, 9))))

    assert verdicts(report) == {"dnn/kernel": "dtype differs"}
    assert sentences(report) == {"dnn/kernel": "model expects float64, checkpoint holds float32"}


def test_missing_and_unused_variables_are_told_apart():
    report = check_restore(
        made_checkpoint(("old/bias", "float32", (3,))), spec(("new/bias", "float32", (3,)))
    )

    assert verdicts(report) == {"new/bias": "missing in checkpoint", "old/bias": "unused by model"}
    assert sentences(report) == {
        "new/bias": "model expects float32 [3], checkpoint holds no such variable",
        "old/bias": "model has no such variable, checkpoint holds float32 [3]",
    }
    assert report.summary == (
        "1 of 1 variables would not be restored: missing in checkpoint (1); 1 in the checkpoint is unused by the model."
    )


def test_unused_variables_alone_do_no_harm():
    report = check_restore(made_checkpoint(KERNEL, ("extra", "int64", ())), spec(KERNEL))

    assert report.fits
    assert report.counts == {"unused by model": 1, "restored": 1}


@pytest.mark.parametrize(
    ("expected", "stored", "fits"),
    [
        ((None, 3), (2, 3), True),
        ((None, 3), (2, 4), False),
        (None, (2, 3), True),
        ((), (), True),
        ((1,), (), False),
        ((3, 1), (3,), False),
        ((None,), (2, 3), False),
        ((2, 3), (3, 2), False),
    ],
)
def test_shapes_fit_when_each_known_size_is_equal(expected, stored, fits):
    assert is_compatible(expected, stored) is fits
    report = check_restore(made_checkpoint(("v", "float32", stored)), spec(("v", "float32", expected)))
    assert verdicts(report) == {"v": "restored" if fits else "shape differs"}


def test_a_target_that_tells_neither_shape_nor_dtype_gives_unknown():
    report = check_restore(made_checkpoint(KERNEL), spec(("dnn/kernel", None, None)))

    assert verdicts(report) == {"dnn/kernel": "unknown"}
    assert sentences(report) == {
        "dnn/kernel": "the target does not tell shape or dtype, checkpoint holds float32 [4, 10]"
    }


def test_unknown_dimensions_are_written_as_question_marks():
    report = check_restore(made_checkpoint(KERNEL), spec(("dnn/kernel", "float32", (None, 20))))

    assert sentences(report) == {"dnn/kernel": "model expects [?, 20], checkpoint holds [4, 10]"}


def test_a_damaged_value_is_not_called_restored():
    checkpoint = made_checkpoint(KERNEL, problems={"dnn/kernel": "its data file is missing"})

    report = check_restore(checkpoint, spec(KERNEL))

    assert verdicts(report) == {"dnn/kernel": "damaged"}
    assert sentences(report) == {
        "dnn/kernel": (
            "model expects float32 [4, 10], but the stored value cannot be trusted: its data file is missing"
        )
    }


def test_only_reading_the_values_finds_a_flipped_bit(golden):
    cases = golden / "corrupt_shared/cases"
    checkpoint = open_checkpoint(cases / "bit_flip_in_data/ckpt-2")
    seen = []

    quick = check_restore(checkpoint, cases / "untouched/ckpt-2")
    thorough = check_restore(checkpoint, cases / "untouched/ckpt-2", task=Task(seen.append), verify=True)

    key = "layer/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    assert quick.fits
    assert [row.key for row in thorough.rows if row.verdict == "damaged"] == [key]
    assert thorough.rows[0].key == key
    assert "cannot be trusted: the checksum does not match" in thorough.rows[0].sentence
    assert thorough.summary == f"1 of {len(thorough.rows)} variables would not be restored: damaged (1)."
    told = [progress for progress in seen if progress.doing.startswith("Verifying")]
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert told[-1].done == told[-1].total


def test_sound_values_stay_restored_when_they_are_read(golden):
    folder = golden / "corrupt_shared/cases/untouched"

    assert set(check_restore(open_checkpoint(folder), folder, verify=True).counts) == {"restored"}


def test_the_object_graph_entry_is_no_variable():
    checkpoint = made_checkpoint(
        ("_CHECKPOINTABLE_OBJECT_GRAPH", "string", ()), ("v/.ATTRIBUTES/VARIABLE_VALUE", "float32", (2,))
    )
    target = spec(
        ("_CHECKPOINTABLE_OBJECT_GRAPH", "string", ()),
        ("v/.ATTRIBUTES/VARIABLE_VALUE", "float32", (2,)),
        object_based=True,
    )

    assert verdicts(check_restore(checkpoint, target)) == {"v/.ATTRIBUTES/VARIABLE_VALUE": "restored"}


def test_tables_and_iterators_take_any_length():
    graph = ("_CHECKPOINTABLE_OBJECT_GRAPH", "string", ())
    stored = made_checkpoint(
        graph,
        ("t/.ATTRIBUTES/table-keys", "string", (3,)),
        ("t/.ATTRIBUTES/table-values", "int64", (3,)),
        ("it/.ATTRIBUTES/ITERATOR_STATE", "variant", (15,)),
        ("lonely-keys", "float32", (3,)),
    )
    target = spec(
        ("t/.ATTRIBUTES/table-keys", "string", (5,)),
        ("t/.ATTRIBUTES/table-values", "float32", (5,)),
        ("it/.ATTRIBUTES/ITERATOR_STATE", "variant", (9,)),
        ("lonely-keys", "float32", (5,)),
        object_based=True,
    )

    assert verdicts(check_restore(stored, target)) == {
        "t/.ATTRIBUTES/table-keys": "restored",
        "t/.ATTRIBUTES/table-values": "dtype differs",
        "it/.ATTRIBUTES/ITERATOR_STATE": "restored",
        "lonely-keys": "shape differs",  # an ordinary variable of that name: no values beside it
    }


def test_rows_come_worst_first_and_in_natural_order():
    stored = made_checkpoint(
        ("layer_10/w", "float32", (1,)),
        ("layer_2/w", "float32", (1,)),
        ("x/dtype", "int32", ()),
        ("x/fine", "int32", ()),
        ("x/unused", "int32", ()),
    )
    target = spec(
        ("layer_2/w", "float32", (2,)),
        ("layer_10/w", "float32", (2,)),
        ("x/dtype", "int64", ()),
        ("x/fine", "int32", ()),
        ("x/new", "int32", ()),
    )

    assert [row.key for row in check_restore(stored, target).rows] == [
        "x/dtype", "layer_2/w", "layer_10/w", "x/new", "x/unused", "x/fine",
    ]  # fmt: skip


def test_a_name_and_the_same_with_a_number_have_an_order():
    stored = made_checkpoint(("w1", "float32", (1,)), ("w", "float32", (1,)), ("w/b", "float32", (1,)))

    assert [row.key for row in check_restore(stored, spec()).rows] == ["w", "w/b", "w1"]


def test_a_name_based_checkpoint_meets_an_object_based_target_by_name():
    stored = made_checkpoint(("dense/kernel", "float32", (2, 2)), ("dense/bias", "float32", (2,)))
    target = ModelSpec(
        "program",
        True,
        (
            SpecVariable("l/kernel/.ATTRIBUTES/VARIABLE_VALUE", "dense/kernel", "float32", (2, 2)),
            SpecVariable("twin/.ATTRIBUTES/VARIABLE_VALUE", "dense/kernel", "float32", (2, 2)),
            SpecVariable("nameless/.ATTRIBUTES/VARIABLE_VALUE", "", "float32", ()),
        ),
    )

    report = check_restore(stored, target)

    assert verdicts(report) == {
        "dense/kernel": "restored",
        "dense/bias": "unused by model",
        "twin/.ATTRIBUTES/VARIABLE_VALUE": "missing in checkpoint",
        "nameless/.ATTRIBUTES/VARIABLE_VALUE": "missing in checkpoint",
    }
    assert report.summary.endswith("matched by the variables' names.")


@pytest.mark.parametrize(
    ("expected", "stored", "words"),
    [
        ((3, 1), (3,), "reshapes nothing"),
        ((2, 3), (3, 2), "transposed"),
        ((4, 20), (4, 10), "20 units"),
        ((8, 10), (4, 10), "input is 8 wide"),
        ((3, 3, 1, 8), (3,), "rank 4"),
        ((5,), (7,), "sizes the checkpoint was saved with"),
    ],
)
def test_the_hint_reads_the_cause_off_the_shapes(expected, stored, words):
    report = check_restore(made_checkpoint(("v", "float32", stored)), spec(("v", "float32", expected)))

    assert words in report.rows[0].hint


def test_a_cancelled_check_stops():
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        check_restore(made_checkpoint(KERNEL), spec(KERNEL), task=task)


def test_every_verdict_of_a_report_is_one_of_the_known_words():
    report = check_restore(made_checkpoint(KERNEL), spec(("a", None, None)))

    assert {row.verdict for row in report.rows} <= set(VERDICTS)


# --- against TensorFlow's checkpoints ----------------------------------------------------------------


def test_a_checkpoint_fits_the_model_that_wrote_it(golden):
    checkpoint = open_checkpoint(golden / "net_adam_manager_legacy_tf215/tf_ckpts")

    report = check_restore(checkpoint, spec_from_checkpoint(checkpoint))

    assert set(report.counts) == {"restored"}
    assert len(report.rows) == len(checkpoint.table) - 1  # all but the object graph


def test_the_estimator_story_twenty_units_against_ten(golden):
    answers = json.loads((golden / "iris_dnn_tf115/golden.json").read_text())["prefixes"]
    shapes = {
        prefix: {v["name"]: v["shape"] for v in found["variables"]} for prefix, found in answers.items()
    }
    stored_prefix = next(p for p in shapes if p.endswith("model.ckpt-200"))
    target_prefix = next(p for p in shapes if shapes[p].get("dnn/hiddenlayer_0/kernel", [0, 0])[1] == 20)
    shared = shapes[stored_prefix].keys() & shapes[target_prefix].keys()
    differing = {k for k in shared if shapes[stored_prefix][k] != shapes[target_prefix][k]}

    report = check_restore(
        open_checkpoint(golden / "iris_dnn_tf115" / stored_prefix),
        spec_from_checkpoint(open_checkpoint(golden / "iris_dnn_tf115" / target_prefix)),
    )

    assert {row.key for row in report.rows if row.verdict == "shape differs"} == differing
    assert differing
    kernel = next(row for row in report.rows if row.key == "dnn/hiddenlayer_0/kernel")
    assert kernel.sentence == "model expects [4, 20], checkpoint holds [4, 10]"


def test_keras_files_and_tensorflow_checkpoints_are_matched_by_layer_and_said_to_be_of_two_kinds(golden):
    weights = open_checkpoint(golden / "keras3_modelcheckpoint_tf221/weights/w_01.weights.h5")
    bundle = open_checkpoint(golden / "net_adam_manager_keras3_tf221/tf_ckpts")

    for checkpoint, target in ((weights, bundle), (bundle, weights)):
        report = check_restore(checkpoint, target)
        assert report.note == ""
        assert next(finding["kind"] for finding in restore_shape(report)["findings"]) == "keras-file"


def test_a_keras_file_and_a_side_without_layers_are_said_to_name_variables_differently(golden):
    weights = open_checkpoint(golden / "keras3_modelcheckpoint_tf221/weights/w_01.weights.h5")
    named = open_checkpoint(golden / "iris_dnn_tf115/models/iris/model.ckpt-200")

    report = check_restore(named, spec_from_checkpoint(weights))

    assert "name variables otherwise than TensorFlow's checkpoints" in report.note
    assert report.note in report.summary


def test_sides_without_a_common_name_are_told_so_and_others_are_not():
    checkpoint = made_checkpoint(KERNEL, ("dnn/bias", "float32", (10,)))

    apart = check_restore(checkpoint, spec(("other/kernel", "float32", (4, 10))))
    alike = check_restore(checkpoint, spec(KERNEL))

    assert "no name in common" in apart.summary
    assert alike.note == ""
    assert [finding["kind"] for finding in restore_shape(alike)["findings"]] == ["bias-dropped"]


def test_an_exception_is_told_although_every_variable_fits(golden):
    cases = golden / "corrupt_shared/cases"

    report = check_restore(open_checkpoint(cases / "truncated_data"), cases / "untouched")

    assert report.fits  # what was cut off is the object graph
    assert report.summary.endswith(
        "But tf.train.Checkpoint.restore raises IndexError: Read less bytes than requested"
    )

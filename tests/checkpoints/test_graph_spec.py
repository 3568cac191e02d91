"""What a graph file asks a checkpoint for, and the restore verdicts that follow."""

import shutil

import pytest

from explorer.analysis.restore import check_restore
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.graph_spec import spec_from_graph_file
from explorer.checkpoints.spec import SpecVariable, as_spec
from explorer.errors import CorruptFileError, MissingFileError
from explorer.formats.messages import to_bytes
from tests.golden_answers import GOLDEN, golden_answers
from tests.graph_answers import graph_answers

CONTINUED = GOLDEN / "iris_continued_tf215"
EXPECTS = golden_answers("iris_continued_tf215")["graph_expects"]


def shapes(spec):
    return {variable.key: list(variable.shape) for variable in spec.variables}


@pytest.mark.parametrize("name", EXPECTS)
def test_a_graph_expects_what_tensorflow_says_it_does(name):
    assert shapes(as_spec(CONTINUED / name)) == EXPECTS[name]


@pytest.mark.parametrize(
    "prefix",
    [
        "dtypes_tf115/model_dir/model.ckpt-1",
        "iris_dnn_tf115/models/iris/model.ckpt-200",
        "lenet5_tf1_tf215/tf_ckpt/model",
        "more_runs_tf215/averages/model.ckpt-5",
        "optimizers_tf115/adam/model.ckpt-3",
        "partitioned_tf115/model_dir/model.ckpt-7",
        "sharded_saver_tf115/model_dir/model.ckpt-200",
        "target_spec_v1_tf215/base/model.ckpt-5",
    ],
)
def test_a_sound_meta_file_asks_for_exactly_what_its_checkpoint_holds(prefix):
    fixture, _, inner = prefix.partition("/")
    stored = {
        v["name"]: (v["dtype"], v["shape"]) for v in golden_answers(fixture)["prefixes"][inner]["variables"]
    }

    spec = as_spec(GOLDEN / f"{prefix}.meta")

    assert {v.key: (v.dtype, list(v.shape)) for v in spec.variables} == stored
    assert spec.is_complete
    assert not spec.object_based


def test_an_object_based_meta_file_asks_by_object_keys():
    spec = as_spec(GOLDEN / "estimator_scaffold_tf215/tf_estimator_example/model.ckpt-10.meta")

    assert spec.object_based
    assert spec.tensorflow_version == "2.15.1"
    kernel = next(v for v in spec.variables if v.key == "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE")
    assert (kernel.is_resource, kernel.trainable, kernel.is_partitioned) == (True, True, False)
    assert kernel.full_name == kernel.name
    assert all(not v.key.startswith("_CHECKPOINTABLE") for v in spec.variables)


def test_the_parts_of_a_partitioned_variable_are_one():
    spec = as_spec(GOLDEN / "partitioned_tf115/model_dir/model.ckpt-7.meta")

    assert next(v for v in spec.variables if v.key == "emb/table") == SpecVariable(
        "emb/table",
        "emb/table",
        "float32",
        (10, 4),
        is_resource=False,
        trainable=True,
        full_name="emb/table/part_0",
        is_partitioned=True,
        restore_op=0,
        part_count=3,
    )


@pytest.mark.parametrize("name", sorted(graph_answers()["saved_models"]))
def test_a_saved_model_declares_its_variables_as_tensorflow_reads_them(name, tmp_path):
    shutil.copy(GOLDEN / name / "saved_model.pb", tmp_path)  # without the checkpoint, names stand for keys

    spec = as_spec(tmp_path)

    declared = [(v.name, v.dtype, list(v.shape), v.trainable) for v in spec.variables]
    assert declared == [tuple(row[1:]) for row in graph_answers()["saved_models"][name]]


def test_a_saved_model_asks_for_its_own_keys():
    folder = GOLDEN / "keras_cnn_tf215/checkpoints/cnn_01"

    spec = as_spec(folder)

    kernel = next(v for v in spec.variables if v.name == "conv2d/kernel")
    assert kernel.key == "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    assert (kernel.dtype, kernel.shape, kernel.trainable) == ("float32", (3, 3, 1, 32), True)
    assert spec == as_spec(folder / "saved_model.pb")
    assert check_restore(open_checkpoint(folder), folder).fits


def test_a_saved_model_without_variables_tells_names_and_shapes(tmp_path):
    shutil.copy(GOLDEN / "keras_cnn_tf215/checkpoints/cnn_01/saved_model.pb", tmp_path)

    spec = as_spec(tmp_path)

    assert next(v for v in spec.variables if v.key == "dense/kernel").shape == (512, 10)
    assert not spec.object_based


def test_a_checkpoint_is_checked_against_a_graph_that_expects_other_widths():
    checkpoint = open_checkpoint(CONTINUED / "models/iris/model.ckpt-20")

    report = check_restore(checkpoint, CONTINUED / "models/iris/model.ckpt-20.meta")

    by_key = {row.key: row for row in report.rows}
    assert by_key["dnn/hiddenlayer_0/kernel"].sentence == "model expects [4, 20], checkpoint holds [4, 10]"
    assert report.counts == {"shape differs": 10, "restored": 5}
    assert report.target == "iris/model.ckpt-20.meta"


def test_a_checkpoint_fits_the_text_graph_of_its_run():
    run = GOLDEN / "iris_dnn_tf115/models/iris"

    report = check_restore(open_checkpoint(run / "model.ckpt-200"), str(run / "graph.pbtxt"))

    assert report.fits
    assert report.counts == {"restored": 13}


def test_a_name_based_graph_is_matched_with_an_object_based_checkpoint_by_names():
    run = GOLDEN / "estimator_scaffold_tf215/tf_estimator_example"
    spec = as_spec(run / "model.ckpt-10.meta")

    report = check_restore(open_checkpoint(run / "model.ckpt-10"), spec)

    assert report.fits


def test_a_graph_without_save_nodes_asks_for_its_global_variables(tmp_path):
    def variable(name):
        dims = {"dim": [{"size": 3}]}
        return {
            "name": name,
            "op": b"VariableV2",
            "attr": [{"key": b"dtype", "value": {"type": 1}}, {"key": b"shape", "value": {"shape": dims}}],
        }

    collections = [
        {
            "key": key,
            "value": {"bytes_list": {"value": [to_bytes("Variable", variable_name=name + b":0")]}},
        }
        for key, name in ((b"variables", b"w"), (b"local_variables", b"metric/total"))
    ]
    path = tmp_path / "alone.meta"
    path.write_bytes(
        to_bytes(
            "MetaGraph",
            graph_def={"node": [variable(b"w"), variable(b"metric/total")]},
            collection_def=collections,
        )
    )

    assert shapes(as_spec(path)) == {"w": [3]}


def test_a_graph_file_that_is_damaged_or_gone_is_refused(tmp_path):
    (tmp_path / "graph.pbtxt").write_text("item { id: 1 }")

    with pytest.raises(CorruptFileError, match="no text graph"):
        as_spec(tmp_path / "graph.pbtxt")
    with pytest.raises(MissingFileError):
        as_spec(tmp_path / "gone.meta")
    with pytest.raises(MissingFileError):
        spec_from_graph_file(tmp_path / "gone.pbtxt")


@pytest.mark.parametrize("data", [b"", b"\x08\x01", b"\x12\xff", b"no protobuf"])
def test_what_is_no_saved_model_is_refused(data, tmp_path):
    (tmp_path / "saved_model.pb").write_bytes(data)

    with pytest.raises(CorruptFileError):
        as_spec(tmp_path)


@pytest.mark.parametrize(
    ("path", "conditions"),
    [
        ("target_spec_v1_tf215/targets/units/model.ckpt-0.meta", Conditions("2.15", "", "graph", "resource")),
        ("partitioned_tf115/model_dir/model.ckpt-7.meta", Conditions("1.15", "", "graph", "ref")),
        ("iris_dnn_tf115/models/iris/model.ckpt-1.meta", Conditions("1.15", "", "graph", "")),
        ("iris_continued_tf215/models/iris/graph.pbtxt", Conditions("", "", "graph", "resource")),
    ],
)
def test_a_graph_tells_under_which_conditions_its_program_restores(path: str, conditions: Conditions):
    assert as_spec(GOLDEN / path).conditions == conditions


def test_a_sharded_saver_reads_in_one_op_for_each_device():
    spec = as_spec(GOLDEN / "sharded_saver_tf115/model_dir/model.ckpt-200.meta")

    assert {variable.key: variable.restore_op for variable in spec.variables} == {
        "global_step": 0,
        "tower_0/b": 1,
        "tower_0/w": 1,
        "tower_1/b": 2,
        "tower_1/w": 2,
        "tower_2/b": 3,
        "tower_2/w": 3,
    }

"""The graph files of SavedModels: what TensorFlow and Keras load, damage, and files that are not there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.told_kinds import told_kinds
from explorer.errors import CorruptFileError, MissingFileError, UnsupportedFileError
from explorer.formats import saved_model as module
from explorer.formats.keras_metadata import parse_keras_class
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.reader import open_reader
from explorer.formats.saved_model import (
    SavedNode,
    SavedVariable,
    Signature,
    SignatureTensor,
    read_saved_model,
)
from tests.builders import bytes_field, mutants, number_field, text_field
from tests.golden_answers import GOLDEN, golden_answers

MADE = GOLDEN / "more_saved_models_tf215"
ANSWERS = golden_answers("more_saved_models_tf215")["saved_model"]
FOLDERS = sorted(path.parent for path in GOLDEN.rglob("saved_model.pb"))
CNN = GOLDEN / "keras_cnn_tf215" / "checkpoints" / "cnn_01"


def copy(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to / folder.name))


def roles(checkpoint: Checkpoint) -> dict[str, str]:
    """Path of each node that is drawn by default -> its role."""
    graph = checkpoint.graph
    return {graph.path(n): graph.role_name(n) for n in range(graph.node_count) if not graph.is_helper[n]}


# --- as TensorFlow and Keras load them -------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
def test_signatures_and_variables_are_those_tensorflow_loads(name):
    expected = ANSWERS[name]

    found = read_saved_model(MADE / name)

    signatures = {
        signature.name: {
            side: [
                [tensor.name, tensor.dtype, None if tensor.shape is None else list(tensor.shape)]
                for tensor in tensors
            ]
            for side, tensors in (("inputs", signature.inputs), ("outputs", signature.outputs))
        }
        for signature in found.signatures
        if signature.name != "__saved_model_init_op"  # TensorFlow's own
    }
    assert signatures == expected["signatures"]
    assert (
        sorted([variable.name, variable.trainable] for variable in found.variables) == expected["variables"]
    )
    assert (found.tensorflow_version, found.tags, found.problems) == ("2.15.1", ("serve",), ())


def test_keras_classes_are_those_keras_loads():
    expected = ANSWERS["keras"]

    nodes = read_saved_model(MADE / "keras").nodes

    named = [[node.class_name, node.name] for node in nodes if node.name]
    assert [pair for pair in named if pair in expected["classes"]] == expected["classes"]
    optimizers = [node.class_name for node in nodes if node.kind in ("optimizer", "experimentalOptimizer")]
    assert optimizers == [expected["optimizer"]]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_variables_have_the_dtypes_and_shapes_of_the_values_beside_the_graph(folder):
    checkpoint = open_checkpoint(folder / "saved_model.pb")
    found = checkpoint.saved_model
    assert found is not None
    if not checkpoint.object_based:
        assert sorted(variable.name for variable in found.variables) == checkpoint.table.keys
        return

    graph, table = checkpoint.graph, checkpoint.table
    compared = 0
    for node, saved in enumerate(found.nodes):
        row = int(graph.row[node])
        if saved.variable is not None and row >= 0:
            variable = checkpoint.variable(table.keys[row])
            assert (saved.variable.dtype, saved.variable.shape) == (variable.dtype, variable.shape)
            assert saved.variable.name == variable.name
            compared += 1
    assert compared == len(table) - 1
    assert checkpoint.problems == ()


def test_the_record_tells_what_the_file_does():
    found = read_saved_model(MADE / "tf1")

    assert found.nodes == ()
    assert found.variables[0] == SavedVariable("dense/kernel", "", None, True)
    assert found.signatures == (
        Signature(
            "serving_default",
            (SignatureTensor("x", "x:0", "float32", (None, 3)),),
            (SignatureTensor("y", "MatMul:0", "float32", (None, 2)),),
            "tensorflow/serving/predict",
        ),
    )


# --- roles -----------------------------------------------------------------------------------


def test_a_module_with_total_and_count_is_no_metric_and_a_dictionary_no_layer():
    found = roles(open_checkpoint(MADE / "module"))

    assert found == {
        "": "container",
        "total": "variable",
        "count": "variable",
        "parts": "container",
        "parts/a": "variable",
        "parts/b": "container",
        "parts/b/0": "variable",
    }


def test_an_optimizer_without_state_is_one_all_the_same():
    checkpoint = open_checkpoint(MADE / "keras")

    graph = checkpoint.graph
    (optimizer,) = [n for n in range(graph.node_count) if graph.role_name(n) == "optimizer"]

    assert graph.path(optimizer) == "optimizer"
    assert graph.role_name(graph.children(0)[0][1]) == "layer"
    assert checkpoint.saved_model.nodes[optimizer].class_name == "SGD"


def test_a_graph_file_of_another_save_is_told_and_not_used(tmp_path):
    folder = copy(MADE / "module", tmp_path)
    plain = copy(MADE / "module", tmp_path / "plain")
    (plain / "saved_model.pb").write_bytes(b"damaged")
    shutil.copy(MADE / "keras" / "saved_model.pb", folder)

    checkpoint = open_checkpoint(folder)

    (problem,) = checkpoint.problems
    assert problem == (
        "The graph file of the SavedModel has 8 nodes, the object graph of the variables 11: "
        "they are not of one save, so what it says of the nodes is not used."
    )
    assert roles(checkpoint) == roles(open_checkpoint(plain))


def test_functions_behind_the_nodes_of_the_variables_are_no_other_save():
    # TextVectorization has such: functions that only functions call, added once the variables are numbered.
    nodes = read_saved_model(MADE / "module").nodes
    inner = SavedNode("bare_concrete_function", (), None, "", "", "")
    raw = decode_object_graph(open_checkpoint(MADE / "module").reader.object_graph_bytes())

    kinds, problem = told_kinds((*nodes, inner, inner), raw)

    assert problem == ""
    assert kinds == tuple(node.kind for node in nodes)


def test_children_of_another_name_are_told(tmp_path):
    folder = copy(MADE / "module", tmp_path)
    graph = folder / "saved_model.pb"
    graph.write_bytes(graph.read_bytes().replace(b"\x12\x05total", b"\x12\x05other"))

    (problem,) = open_checkpoint(folder).problems

    assert problem.startswith("The graph file of the SavedModel gives node 0 other children than")


# --- ways to open one ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["", "saved_model.pb", "keras_metadata.pb", "fingerprint.pb", "variables/variables", "variables"]
)
def test_any_file_of_a_saved_model_opens_it(name):
    checkpoint = open_checkpoint(CNN / name) if name else open_checkpoint(CNN)

    assert (checkpoint.format, checkpoint.prefix) == ("saved_model", CNN / "variables" / "variables")
    assert checkpoint.saved_model is not None


def test_a_saved_model_without_variables_is_an_empty_checkpoint():
    for path in (MADE / "no_variables", MADE / "no_variables" / "saved_model.pb"):
        checkpoint = open_checkpoint(path)

        assert (len(checkpoint), checkpoint.variables, checkpoint.format) == (0, (), "saved_model")
        assert checkpoint.problems == ("The SavedModel holds no variables.",)
        assert checkpoint.saved_model.signatures[0].name == "serving_default"
        assert checkpoint.graph.node_count == 1


def test_variables_that_are_lost_are_told(tmp_path):
    folder = copy(MADE / "tf1", tmp_path)
    shutil.rmtree(folder / "variables")

    with pytest.raises(
        MissingFileError, match=r"lists 3 variables, but variables/variables.index is not there"
    ):
        open_reader(folder)


def test_a_graph_as_text_is_recognised(tmp_path):
    folder = copy(MADE / "module", tmp_path)
    (folder / "saved_model.pb").rename(folder / "saved_model.pbtxt")

    checkpoint = open_checkpoint(folder)

    assert checkpoint.format == "saved_model"
    assert checkpoint.saved_model is None
    assert checkpoint.problems == (
        "The graph file of the SavedModel cannot be read: "
        "the graph is saved as text, in saved_model.pbtxt, which is not read.",
    )
    assert len(checkpoint.variables) == 5


# --- damage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is no SavedModel"),
        (b"\x08\x01", "the file holds no graph"),
        (b"\x08\x01\x12\x7f", "is damaged or cut off"),
        (b"\x12\x04\x3a\x02\x0a\x09", "cannot be decoded"),
        (b"\x0b" * 9, "is damaged or cut off"),
    ],
)
def test_damage_to_the_graph_file_leaves_the_variables_readable(tmp_path, content, words):
    folder = copy(MADE / "keras", tmp_path)
    (folder / "saved_model.pb").write_bytes(content)

    checkpoint = open_checkpoint(folder)

    (problem,) = checkpoint.problems
    assert problem.startswith("The graph file of the SavedModel cannot be read: ")
    assert words in problem
    assert checkpoint.read("layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE").shape == (3, 2)


def test_a_graph_larger_than_we_read_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_PART_BYTES", 100)

    with pytest.raises(UnsupportedFileError, match=r"The object graph has \d+ bytes, at most 100 are read"):
        read_saved_model(MADE / "keras")


def test_a_description_told_in_pieces_is_their_concatenation(tmp_path):
    pieces = bytes_field(1, text_field(4, "serve")) + bytes_field(1, text_field(5, "2.15.1"))
    (tmp_path / "saved_model.pb").write_bytes(number_field(1, 1) + bytes_field(2, pieces))

    model = read_saved_model(tmp_path)

    assert (model.tags, model.tensorflow_version) == (("serve",), "2.15.1")


def test_the_graph_of_operations_is_not_read(tmp_path):
    whole = (MADE / "module" / "saved_model.pb").read_bytes()
    (tmp_path / "saved_model.pb").write_bytes(whole)
    sparse = 1 << 32
    head = b"\x08\x01" + bytes_field(1, b"")
    with (tmp_path / "saved_model.pb").open("wb") as file:  # 4 GiB of nothing in graph_def
        size = number_field(2, sparse)[1:]
        inner = b"\x12" + size
        total = len(inner) + sparse
        file.write(head[:2] + b"\x12" + number_field(2, total)[1:] + inner)
        file.truncate(file.tell() + sparse)

    found = read_saved_model(tmp_path)

    assert (found.nodes, found.variables) == ((), ())


def test_keras_metadata_that_is_damaged_is_told_and_hides_nothing(tmp_path):
    folder = copy(MADE / "keras", tmp_path)
    (folder / "keras_metadata.pb").write_bytes(b"\xff")

    found = read_saved_model(folder)

    assert found.problems[0].startswith(
        "The names of the Keras classes cannot be read from keras_metadata.pb: "
    )
    assert not any(node.class_name for node in found.nodes)
    assert len(found.variables) == 2


def test_a_pipe_in_place_of_the_graph_hangs_nothing(tmp_path):
    folder = copy(MADE / "keras", tmp_path)
    (folder / "keras_metadata.pb").unlink()
    os.mkfifo(folder / "keras_metadata.pb")
    found = read_saved_model(folder)

    assert "it is a pipe" in found.problems[0]


def test_metadata_nested_beyond_reason_tells_no_class():
    assert parse_keras_class(b"[" * 200_000) is None
    assert parse_keras_class(b'{"class_name": ' + b"[" * 100_000 + b"}") is None
    assert parse_keras_class(b'{"class_name": 7, "name": ["x"]}') is None
    told = parse_keras_class(json.dumps({"class_name": "Custom>Net", "name": "n"}).encode())
    assert told is not None
    assert (told.class_name, told.name, told.optimizer) == ("Net", "n", "")


def test_mutants_of_a_graph_file_read_or_are_explained(tmp_path):
    whole = (MADE / "keras" / "saved_model.pb").read_bytes()
    folder = copy(MADE / "keras", tmp_path)
    read = 0
    for damaged in mutants(whole, 120, 4):
        (folder / "saved_model.pb").write_bytes(damaged)
        checkpoint = open_checkpoint(folder / "saved_model.pb")
        assert len(checkpoint.variables) == 3
        read += checkpoint.saved_model is not None
    assert read > 20


@given(st.binary(max_size=80))
def test_any_bytes_are_a_saved_model_or_explained(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("saved_model")
    (folder / "saved_model.pb").write_bytes(data)
    path = None
    try:
        read_saved_model(folder)
    except (CorruptFileError, UnsupportedFileError) as error:
        path = error.where["path"]
    assert path in (None, folder / "saved_model.pb")

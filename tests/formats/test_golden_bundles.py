"""Every bundle TensorFlow wrote for us: the same names, dtypes, shapes, values and graph as TensorFlow reads."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, NoValueError
from explorer.formats.dtypes import data_type
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.reader import CheckpointReader, open_reader
from explorer.formats.table import block_entries, read_data_blocks
from explorer.storage.files import FileSource
from tests.builders import table_bytes
from tests.golden_answers import GOLDEN, GoldenPrefix, golden_answers, golden_prefixes

PREFIXES = list(golden_prefixes())
CORRUPT = golden_answers("corrupt_shared")["cases"]
CORRUPT_PREFIXES = [(case["case"], prefix) for case in CORRUPT.values() for prefix in case["prefixes"]]


def digest(value: np.ndarray[Any, Any]) -> str:
    """The hash of a value as golden.json takes it."""
    if value.dtype == object:
        texts = [base64.b64encode(text).decode() for text in value.ravel().tolist()]
        return hashlib.sha256(json.dumps(texts, separators=(",", ":")).encode()).hexdigest()
    return hashlib.sha256(value.tobytes()).hexdigest()


def test_the_golden_files_are_all_here():
    with_other_answers = {"corrupt_shared", "muon_keras3_tf221", "oracle_programs"}  # for tests of their own
    files = [path.relative_to(GOLDEN) for path in GOLDEN.rglob("*.index")]

    assert len(PREFIXES) == len([path for path in files if path.parts[0] not in with_other_answers])


@pytest.mark.parametrize("golden", PREFIXES, ids=str)
def test_a_bundle_lists_and_reads_as_in_tensorflow(golden: GoldenPrefix):
    expected = golden.answers["variables"]

    reader = open_reader(golden.path)

    table = reader.table
    assert list(table.keys) == [variable["name"] for variable in expected]
    found = [(data_type(int(n)).name, list(table.shape(row))) for row, n in enumerate(table.dtype)]
    assert found == [(variable["dtype"], variable["shape"]) for variable in expected]
    assert (reader.problems, table.problems) == ((), {})
    for row, variable in enumerate(expected):
        if "sha256" not in variable:
            assert variable["dtype"] == "variant"
            with pytest.raises(NoValueError, match="a variant of the type tensorflow::"):
                reader.read(row)
            continue
        value = reader.read(row)
        assert (digest(value), value.shape) == (variable["sha256"], tuple(variable["shape"])), variable[
            "name"
        ]
        assert not value.flags.writeable


@pytest.mark.parametrize("golden", PREFIXES, ids=str)
def test_chunks_hold_the_same_elements_as_the_whole(golden: GoldenPrefix):
    reader = open_reader(golden.path)

    for row in range(len(reader.table)):
        if not data_type(int(reader.table.dtype[row])).is_numeric:
            with pytest.raises(NoValueError):
                next(reader.chunks(row))
            continue
        chunks = [(chunk.start, chunk.values.copy()) for chunk in reader.chunks(row, chunk_bytes=24)]
        whole = reader.read(row)
        parts = reader.table.slices.get(row)
        if parts:  # slice after slice
            boxes = [tuple(slice(s, s + n) for s, n in zip(part.start, part.length)) for part in parts]
            expected = np.concatenate([whole[box].ravel() for box in boxes])
        else:
            expected = whole.ravel()
        joined = np.concatenate([values for _, values in chunks]) if chunks else expected[:0]
        assert joined.tobytes() == expected.tobytes()
        assert joined.dtype == whole.dtype
        starts = np.cumsum([0] + [len(values) for _, values in chunks])[:-1].tolist()
        assert [start for start, _ in chunks] == starts


@pytest.mark.parametrize("golden", [g for g in PREFIXES if g.object_graph], ids=str)
def test_the_object_graph_is_the_one_tensorflow_decodes(golden: GoldenPrefix):
    data = open_reader(golden.path).object_graph_bytes()
    assert data is not None

    graph = decode_object_graph(data)

    nodes: list[dict[str, Any]] = [{} for _ in range(graph.node_count)]
    for source, target, name in zip(graph.edge_source.tolist(), graph.edge_target.tolist(), graph.edge_name):
        nodes[source].setdefault("children", []).append([name, target])
    for node, *names in zip(
        graph.attribute_node.tolist(),
        graph.attribute_name,
        graph.attribute_full_name,
        graph.attribute_checkpoint_key,
    ):
        nodes[node].setdefault("attributes", []).append(names)
    for node, variable, name, slot in zip(
        graph.slot_optimizer.tolist(), graph.slot_variable.tolist(), graph.slot_name, graph.slot_node.tolist()
    ):
        nodes[node].setdefault("slot_variables", []).append([variable, name, slot])
    assert nodes == [_as_lists(node) for node in golden.object_graph or ()]
    stored = [node.get("has_checkpoint_values") for node in golden.object_graph or ()]
    assert [{-1: None, 0: False, 1: True}[flag] for flag in graph.has_values.tolist()] == stored
    assert graph.problems == ()


def _as_lists(node: dict[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for kind in ("children", "attributes", "slot_variables"):
        if node.get(kind):
            wanted[kind] = [
                [item["name"], item.get("full_name", ""), item["checkpoint_key"]]
                if isinstance(item, dict)
                else list(item)
                for item in node[kind]
            ]
    return wanted


def test_name_based_checkpoints_have_no_object_graph():
    assert open_reader(GOLDEN / "dtypes_tf115" / _first_prefix("dtypes_tf115")).object_graph_bytes() is None


def _first_prefix(fixture: str) -> str:
    return next(golden_prefixes(fixture)).prefix


@pytest.mark.parametrize(("case", "prefix"), CORRUPT_PREFIXES)
def test_damaged_checkpoints_get_tensorflows_verdict_tensor_by_tensor(case: str, prefix: str):
    expected = next(c for c in CORRUPT.values() if c["case"] == case)["prefixes"][prefix]

    try:
        reader = open_reader(GOLDEN / "corrupt_shared" / prefix)
    except (CorruptFileError, MissingFileError):
        assert "list_variables_error" in expected
        return
    listed = [[key, list(reader.table.shape(row))] for row, key in enumerate(reader.table.keys)]
    assert listed == expected["list_variables"]
    assert {key: _verdict(reader, key) for key in reader.table.keys} == {
        key: value.get("sha256") for key, value in expected["values"].items()
    }
    # A value the files contradict without being read is told in advance.
    for row in reader.table.problems:
        assert "error" in expected["values"][reader.table.keys[row]]


def _verdict(reader: CheckpointReader, key: str) -> str | None:
    """The hash of the value, or None where reading it is refused."""
    try:
        return digest(reader.read(reader.table.row_of[key]))
    except ExplorerError:
        return None


@pytest.mark.parametrize("golden", PREFIXES, ids=str)
def test_our_test_builder_writes_the_same_table_byte_for_byte(golden: GoldenPrefix):
    path = Path(f"{golden.path}.index")
    with FileSource(path) as source:
        entries = [
            (key, block.data[start:end])
            for block in read_data_blocks(source)
            for key, start, end in block_entries(block, sys.maxsize)
        ]

    assert table_bytes(entries) == path.read_bytes()

"""Keras's HDF5 files: the same names, dtypes, shapes and values as h5py reads, as TensorFlow's own checkpoints hold."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.roles import ROLES
from explorer.errors import CorruptFileError, MissingFileError, NoValueError
from explorer.formats.keras_h5 import KerasH5
from explorer.formats.reader import open_reader
from tests.golden_answers import GOLDEN, golden_answers

FILES = sorted(
    path.relative_to(GOLDEN).as_posix()
    for path in GOLDEN.rglob("*.h5")
    if "oracle_programs" not in path.parts  # their number grows, and their own tests read them
)
MORE = GOLDEN / "more_keras_h5_tf215"
ANSWERS = json.loads((MORE / "answers.json").read_text())["files"]
ADAM = {"m": "momentum", "v": "velocity"}


def in_h5py(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Every dataset of a file, by path."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    with h5py.File(path, "r") as file:
        file.visititems(
            lambda name, item: (
                found.__setitem__(name, np.asarray(item[()])) if isinstance(item, h5py.Dataset) else None
            )
        )
    return found


def test_the_golden_files_are_all_here():
    assert len(FILES) == 15


@pytest.mark.parametrize("name", FILES)
def test_a_file_lists_and_reads_as_in_h5py(name: str):
    expected = in_h5py(GOLDEN / name)

    reader = KerasH5(GOLDEN / name)

    assert list(reader.table.keys) == sorted(expected)
    assert (reader.problems, reader.table.problems) == ((), {})
    data = (GOLDEN / name).read_bytes()
    for row, key in enumerate(reader.table.keys):
        value = reader.read(row)
        assert (value.dtype, value.shape) == (expected[key].dtype, expected[key].shape)
        assert value.tobytes() == expected[key].tobytes()
        offset, size = int(reader.table.offset[row]), int(reader.table.size_bytes[row])
        assert data[offset : offset + size] == expected[key].tobytes()
        streamed = np.concatenate([chunk.values.copy() for chunk in reader.chunks(row, chunk_bytes=24)])
        assert streamed.tobytes() == expected[key].tobytes()


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("keras_modelcheckpoint_tf215/h5/keras_model_best.h5", "h5"),
        ("target_spec_tf215/base/model.h5", "h5"),
        ("target_spec_tf215/base/model_weights.h5", "h5"),
        ("target_spec_tf215/base/v3.weights.h5", "weights_h5"),
        ("target_spec_keras3_tf221/base/model.h5", "h5"),
        ("target_spec_keras3_tf221/base/w.weights.h5", "weights_h5"),
    ],
)
def test_the_layout_is_told_by_what_is_inside(tmp_path: Path, name: str, format_name: str):
    renamed = tmp_path / "some.h5"
    renamed.write_bytes((GOLDEN / name).read_bytes())

    assert (open_reader(GOLDEN / name).format, open_reader(renamed).format) == (format_name, format_name)


@pytest.mark.parametrize(
    ("fixture", "prefix", "name"),
    [
        ("target_spec_tf215", "base/ckpts/ckpt-1", "base/v3.weights.h5"),
        ("target_spec_tf215", "base/ckpts/ckpt-1", "base/model.h5"),
        ("target_spec_keras3_tf221", "base/ckpt-1", "base/w.weights.h5"),
        ("target_spec_keras3_tf221", "base/ckpt-1", "base/model.h5"),
    ],
)
def test_the_values_are_those_of_tensorflows_checkpoint_of_the_same_model(
    fixture: str, prefix: str, name: str
):
    variables = golden_answers(fixture)["prefixes"][prefix]["variables"]
    there = {variable["sha256"] for variable in variables}

    reader = KerasH5(GOLDEN / fixture / name)

    keys = [key for key in reader.table.keys if not key.startswith("metrics/")]
    found = {hashlib.sha256(reader.read(reader.table.find(key)).tobytes()).hexdigest() for key in keys}
    assert found <= there
    assert len(keys) == 19 + ("keras3" in fixture)


@pytest.mark.parametrize("name", [name for name in ANSWERS if name.endswith(".h5")])
def test_other_kinds_of_model_read_as_keras_and_h5py_say(name: str):
    expected = ANSWERS[name]

    checkpoint = checkpoint_at(MORE / name)

    found = {}
    for variable in checkpoint.variables:
        value = checkpoint.read(variable)
        digest = hashlib.sha256(value.tobytes()).hexdigest()
        found[variable.key] = {"dtype": str(value.dtype), "shape": list(value.shape), "sha256": digest}
    assert found == expected["datasets"]
    if name != "own_layer.weights.h5":  # the newer layout keeps no names of weights
        digest_of = {v.name: found[v.key]["sha256"] for v in checkpoint.variables if v.role == "variable"}
        assert digest_of == expected["weights"]
    if not name.endswith("_weights.h5"):
        assert checkpoint.step == expected["iterations"]


def test_the_program_s_names_come_from_the_layers():
    old = KerasH5(GOLDEN / "target_spec_tf215/base/model.h5")
    new = KerasH5(GOLDEN / "target_spec_keras3_tf221/base/w.weights.h5")

    assert old.told_names is not None
    assert dict(zip(old.table.keys, old.told_names))["model_weights/mid/mid/bias:0"] == "mid/bias"
    assert (
        dict(zip(old.table.keys, old.told_names))["optimizer_weights/Adam/m/out/bias:0"] == "Adam/m/out/bias"
    )
    assert new.told_names is not None
    assert list(new.told_names[:8]) == [
        *("hidden/0", "hidden/1", "mid/0", "mid/1", "out/0", "out/1"),
        *("adam/0", "adam/1"),
    ]


def test_slots_of_the_older_layouts_are_paired_by_name():
    paired = {}
    for name in ("target_spec_tf215/base/model.h5", "target_spec_keras3_tf221/base/model.h5"):
        checkpoint = checkpoint_at(GOLDEN / name)
        paired[name] = {
            (v.slot_of.removeprefix("model_weights/").removesuffix(":0"), v.slot_name)
            for v in checkpoint.variables
            if v.role == "slot"
        }
    kernels = [
        f"{layer}/{layer}/{weight}" for layer in ("hidden", "mid", "out") for weight in ("kernel", "bias")
    ]
    assert paired == {
        "target_spec_tf215/base/model.h5": {(kernel, slot) for kernel in kernels for slot in ADAM},
        "target_spec_keras3_tf221/base/model.h5": {
            (kernel, slot) for kernel in kernels for slot in ADAM.values()
        },
    }


def test_slots_of_a_legacy_optimizer_are_paired_by_name():
    checkpoint = checkpoint_at(MORE / "convolution.h5")

    slots = {v.name: v.slot_of for v in checkpoint.variables if v.role == "slot"}

    name_of = {v.key: v.name for v in checkpoint.variables}
    assert {name: name_of[of] for name, of in slots.items()} == {
        f"SGD/{name}/momentum": name for name in ANSWERS["convolution.h5"]["trained"]
    }


def test_roles_of_the_newer_layout():
    tf215 = checkpoint_at(GOLDEN / "target_spec_tf215/base/v3.weights.h5")
    keras3 = checkpoint_at(GOLDEN / "target_spec_keras3_tf221/base/w.weights.h5")

    counts = [{role: n for role, (n, _) in c.totals_by_role.items()} for c in (tf215, keras3)]

    assert counts == [
        {"variable": 6, "slot": 12, "hyperparameter": 1, "metric": 2},
        {"variable": 6, "slot": 12, "hyperparameter": 2},
    ]
    assert {v.slot_of for c in (tf215, keras3) for v in c.variables} == {""}


@pytest.mark.parametrize(
    "name", ["target_spec_tf215/base/model.h5", "target_spec_keras3_tf221/base/w.weights.h5"]
)
def test_the_graph_is_the_tree_of_groups_with_the_optimizer_in_its_colour(name: str):
    checkpoint = checkpoint_at(GOLDEN / name)

    graph = checkpoint.graph

    optimizers = [
        graph.path(node) for node, role in enumerate(graph.role.tolist()) if ROLES[role] == "optimizer"
    ]
    assert optimizers == ["optimizer_weights" if name.endswith("model.h5") else "optimizer"]
    assert sorted(graph.row[graph.row >= 0].tolist()) == list(range(len(checkpoint)))
    assert graph.is_scope_tree
    assert sorted(attribute.full_name for attribute in graph.attributes) == sorted(checkpoint.names)


def test_the_step_is_the_count_of_updates_and_the_epoch_is_in_the_name():
    found = {
        name: (checkpoint_at(GOLDEN / name).step, checkpoint_at(GOLDEN / name).counters.epoch)
        for name in (
            "keras3_modelcheckpoint_tf221/weights/w_02.weights.h5",
            "target_spec_tf215/base/model.h5",
            "keras_modelcheckpoint_tf215/h5/keras_model_best.h5",
        )
    }

    assert found == {
        "keras3_modelcheckpoint_tf221/weights/w_02.weights.h5": (4, 2),
        "target_spec_tf215/base/model.h5": (4, None),
        "keras_modelcheckpoint_tf215/h5/keras_model_best.h5": (None, None),
    }


def test_the_model_s_configuration_is_handed_out():
    path = GOLDEN / "target_spec_tf215/base/model.h5"
    with h5py.File(path, "r") as file:
        expected = file.attrs["model_config"]

    assert KerasH5(path).config_json() == expected.encode()
    assert KerasH5(GOLDEN / "target_spec_tf215/base/model_weights.h5").config_json() is None


def test_names_in_several_pieces_are_put_together(tmp_path: Path):
    with h5py.File(tmp_path / "wide.h5", "w") as file:
        file.attrs["layer_names0"] = [b"wide"]
        group = file.create_group("wide")
        for piece in range(3):
            names = [f"wide/w{piece}_{number}:0" for number in range(4)]
            group.attrs[f"weight_names{piece}"] = [name.encode() for name in names]
            for name in names:
                group[name] = np.float32(piece)

    reader = KerasH5(tmp_path / "wide.h5")

    assert reader.told_names == tuple(f"wide/w{piece}_{number}" for piece in range(3) for number in range(4))
    assert reader.format == "h5"


def test_a_file_written_anew_is_not_mixed_with_what_it_was(tmp_path: Path):
    path = tmp_path / "best.h5"
    path.write_bytes((GOLDEN / "keras_modelcheckpoint_tf215/h5/keras_model_best.h5").read_bytes())
    reader = KerasH5(path)

    path.write_bytes(path.read_bytes())
    os.utime(path, ns=(1, 1))
    with pytest.raises(CorruptFileError, match=r"best\.h5 was written anew"):
        reader.read(0)

    path.unlink()
    with pytest.raises(MissingFileError):
        reader.read(0)


def test_a_file_cut_short_tells_which_values_are_lost(tmp_path: Path):
    path = tmp_path / "cut.weights.h5"
    with h5py.File(path, "w") as file:
        file["first"], file["last"] = np.arange(10.0), np.arange(1000.0)
        end = file["last"].id.get_offset() + 8000
    path.write_bytes(path.read_bytes()[: end - 8])

    reader = KerasH5(path)

    lost = f"it should end at byte {end} of the file, which has {end - 8}"
    assert reader.table.problems == {1: lost}
    assert reader.problems == (
        f"The file should have {end} bytes, but has {end - 8}: "
        "it may still be being written, or a copy of it was cut short.",
    )
    with pytest.raises(CorruptFileError, match=lost):
        reader.read(1)
    assert reader.read(0).tolist() == list(range(10))


def test_a_group_that_cannot_be_read_is_named_and_the_others_are_there(tmp_path: Path):
    path = tmp_path / "cut.weights.h5"
    whole = (GOLDEN / "keras3_modelcheckpoint_tf221/weights/w_01.weights.h5").read_bytes()
    path.write_bytes(whole[:17760])  # the names of the members of optimizer/vars lie behind this

    reader = KerasH5(path)

    assert list(reader.table.keys) == [
        *("layers/dense/vars/0", "layers/dense/vars/1", "layers/dense_1/vars/0", "layers/dense_1/vars/1"),
        "optimizer/vars",
    ]
    assert list(reader.table.problems) == [4]
    assert reader.table.problems[4].startswith("the names of a group should lie at bytes 21168 to 21344")
    with pytest.raises(NoValueError, match="it cannot be read: the names of a group"):
        reader.read(4)

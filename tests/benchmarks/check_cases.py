"""The two sides of bench_check.py: checkpoints and targets of a given size, equal and otherwise."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec, spec_from_checkpoint
from explorer.checkpoints.spec_writing import write_spec
from tests.builders import write_bundle, write_layered_model, write_many

_MOST_ATTRIBUTE_BYTES = 60_000  # HDF5 takes 64 KiB in an attribute: Keras writes longer lists in pieces

Case = tuple[str, Checkpoint, ModelSpec]


def cases(folder: Path, count: int) -> Iterator[Case]:
    """(what, checkpoint, target): equal and every other way, of each kind of file."""
    yield from _named_cases(folder, count)
    yield from _object_cases(folder, count)
    yield from _keras_cases(folder, count)


def _named_cases(folder: Path, count: int) -> Iterator[Case]:
    named = open_checkpoint(write_many(folder / f"names-{count}", count))
    wider = open_checkpoint(write_many(folder / f"wider-{count}", count, shapes=((2,), (4,))))
    parts = open_checkpoint(write_partitioned(folder / f"parts-{count}", count))
    yield "name-based, equal", named, spec_from_checkpoint(named)
    yield "name-based, half the shapes differ", named, spec_from_checkpoint(wider)
    yield (
        "name-based, every name differs",
        named,
        _changed(named, lambda one: replace(one, key=f"tower/{one.key}", name=f"tower/{one.name}")),
    )
    yield (
        "name-based, nothing in common",
        named,
        _changed(named, lambda one: replace(one, key=_word(one.key), name=_word(one.name))),
    )
    yield "name-based, partitioned", parts, spec_from_checkpoint(parts)


def _object_cases(folder: Path, count: int) -> Iterator[Case]:
    named = open_checkpoint(write_many(folder / f"names-{count}", count))
    layers = max(count // 6, 1)
    objects = open_checkpoint(write_layered_model(folder / f"objects-{count}", layers))
    larger = open_checkpoint(write_layered_model(folder / f"larger-{count}", layers, units=3))
    longer = open_checkpoint(write_layered_model(folder / f"longer-{count}", layers + 1))
    keras = open_checkpoint(write_layered_model(folder / f"keras-{count}", layers, style="new"))
    yield "object-based, equal", objects, spec_from_checkpoint(objects)
    yield "object-based, every shape differs", objects, spec_from_checkpoint(larger)
    yield "object-based, first layer inserted", objects, _changed(longer, _after_inserted)
    yield "object-based, other optimizer layout", objects, spec_from_checkpoint(keras)
    yield (
        "object-based, nothing in common",
        objects,
        _changed(objects, lambda one: replace(one, name=_word(one.name))),
    )
    yield (
        "object-based into a program",
        objects,
        as_spec(write_program(folder / f"program-{count}.json", objects)),
    )
    yield "name-based into objects", named, spec_from_checkpoint(objects)


def _keras_cases(folder: Path, count: int) -> Iterator[Case]:
    layers = max(count // 2, 1)
    config = write_config(folder / f"config-{count}.json", layers)
    config3 = write_config(folder / f"config3-{count}.json", layers, generation="3")
    h5 = open_checkpoint(write_h5(folder / f"weights-{count}.h5", layers))
    weights = open_checkpoint(write_weights(folder / f"model-{count}.weights.h5", layers))
    archive = open_checkpoint(write_archive(folder / f"model-{count}.keras", layers))
    objects = open_checkpoint(folder / f"objects-{count}")
    same = write_config(folder / f"same-{count}.json", max(count // 6, 1))
    yield "Keras .h5 against a configuration", h5, as_spec(config)
    yield "Keras .weights.h5 against a configuration", weights, as_spec(config3)
    yield "Keras .keras against its configuration", archive, as_spec(folder / f"model-{count}.keras")
    yield "object-based against a configuration", objects, as_spec(same)


def readings(folder: Path, count: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """(what, reading): the kinds of targets that are read from text."""
    objects = open_checkpoint(write_layered_model(folder / f"objects-{count}", max(count // 6, 1)))
    program = write_program(folder / f"program-{count}.json", objects)
    table = write_table(folder / f"table-{count}.csv", spec_from_checkpoint(objects))
    config = write_config(folder / f"config-{count}.json", max(count // 2, 1))
    yield "reading a spec file", lambda: as_spec(program)
    yield "reading a CSV", lambda: as_spec(table)
    yield "reading a Keras configuration", lambda: as_spec(config)
    yield "a checkpoint as the target", lambda: spec_from_checkpoint(objects)


def _changed(checkpoint: Checkpoint, change: Callable[[SpecVariable], SpecVariable]) -> ModelSpec:
    spec = spec_from_checkpoint(checkpoint)
    return replace(spec, variables=tuple(map(change, spec.variables)))


def _word(name: str) -> str:
    """A name that is like no other: letters of a hash, each number another word."""
    letters = hashlib.sha256(name.encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"{letters[:9]}/{letters[9:15]}"


def _after_inserted(variable: SpecVariable) -> SpecVariable:
    """The names of a model whose first layer was inserted later: all others keep theirs, one place on."""

    def name_of(found: re.Match[str]) -> str:
        number = int(found[1])
        return "inserted" if number == 0 else f"dense_{number - 1}"

    return replace(variable, name=re.sub(r"dense_([0-9]+)", name_of, variable.name))


def write_partitioned(prefix: Path, count: int) -> Path:
    """A name-based checkpoint of `count` tensors, each stored in two parts."""
    value = np.arange(4, dtype=np.float32)
    keys = [f"model/layer_{number}/embedding" for number in range(count)]
    halves = [((0,), (2,)), ((2,), (2,))]
    return write_bundle(prefix, dict.fromkeys(keys, value), slices=dict.fromkeys(keys, halves))


def write_program(path: Path, checkpoint: Checkpoint) -> Path:
    """The spec file of the program that wrote a checkpoint."""
    path.write_text(write_spec(replace(spec_from_checkpoint(checkpoint), kind="program")))
    return path


def write_table(path: Path, spec: ModelSpec) -> Path:
    """A CSV of names, shapes and dtypes."""
    lines = [f'{one.key},"{list(one.shape or ())}",{one.dtype}' for one in spec.variables]
    path.write_text("\n".join(["name,shape,dtype", *lines]) + "\n")
    return path


def config_of(layers: int, *, generation: str = "2") -> dict[str, Any]:
    """The configuration of a Sequential of Dense layers."""
    batch = {"2": "batch_input_shape", "3": "batch_shape"}[generation]
    entries: list[dict[str, Any]] = [
        {"class_name": "InputLayer", "config": {batch: [None, 2], "dtype": "float32", "name": "in"}}
    ]
    for number in range(layers):
        told = {
            "name": f"dense_{number}",
            "trainable": True,
            "dtype": "float32",
            "units": 2,
            "use_bias": True,
        }
        told |= {"activation": "linear", "kernel_initializer": _initializer("GlorotUniform")}
        told |= {"bias_initializer": _initializer("Zeros"), "kernel_regularizer": None}
        entries.append(
            {"module": "keras.layers", "class_name": "Dense", "config": told, "registered_name": None}
        )
    version = {"2": "2.15.0", "3": "3.15.1"}[generation]
    return {
        "class_name": "Sequential",
        "config": {"name": "net", "layers": entries},
        "keras_version": version,
    }


def _initializer(name: str) -> dict[str, Any]:
    return {"module": "keras.initializers", "class_name": name, "config": {}, "registered_name": None}


def write_config(path: Path, layers: int, *, generation: str = "2") -> Path:
    """The same as a file."""
    path.write_text(json.dumps(config_of(layers, generation=generation)))
    return path


def write_h5(path: Path, layers: int) -> Path:
    """The weights of that model as Keras 2 writes them."""
    kernel, bias = np.zeros((2, 2), "f"), np.zeros(2, "f")
    with h5py.File(path, "w") as file:
        names = np.array([f"dense_{number}" for number in range(layers)], "S")
        pieces = np.array_split(names, names.nbytes // _MOST_ATTRIBUTE_BYTES + 1)
        for number, piece in enumerate(pieces):
            file.attrs[f"layer_names{number}" if len(pieces) > 1 else "layer_names"] = piece
        file.attrs["keras_version"] = "2.15.0"
        for layer in range(layers):
            group = file.create_group(f"dense_{layer}")
            group.attrs["weight_names"] = np.array([f"dense_{layer}/kernel:0", f"dense_{layer}/bias:0"], "S")
            group[f"dense_{layer}/kernel:0"] = kernel
            group[f"dense_{layer}/bias:0"] = bias
    return path


def write_weights(path: Path, layers: int) -> Path:
    """The weights of that model as Keras 3 writes them."""
    kernel, bias = np.zeros((2, 2), "f"), np.zeros(2, "f")
    with h5py.File(path, "w") as file:
        file.create_group("vars")
        for layer in range(layers):
            inside = file.create_group(f"layers/dense_{layer}/vars" if layer else "layers/dense/vars")
            inside["0"], inside["1"] = kernel, bias
    return path


def write_archive(path: Path, layers: int) -> Path:
    """The whole of it as Keras 3 writes it."""
    weights = write_weights(path.with_suffix(".inside.weights.h5"), layers)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "metadata.json", json.dumps({"keras_version": "3.15.1", "date_saved": "2025-01-01@00:00:00"})
        )
        archive.writestr("config.json", json.dumps(config_of(layers, generation="3")))
        archive.write(weights, "model.weights.h5")
    weights.unlink()
    return path

"""What a Keras file holds as the loaders of Keras see it: layers with weights in order, or groups of variables.

Source: Keras 2.15 and 3.15, saving/legacy/hdf5_format.py and saving/saving_lib.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from explorer.analysis.restoring.outcome import UnsuitableError
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.formats.hdf5_reader import Hdf5Reader
from explorer.formats.keras_layout import KerasContents
from explorer.formats.tensor_table import TensorTable

TOP_LEVEL = "top_level_model_weights"
_OLD_DEPENDENCIES = "_layer_checkpoint_dependencies"  # where Keras 2.13 kept the layers


class StoredWeight(NamedTuple):
    """One stored value: its row in the checkpoint's table, the shape a loader sees, the name it was saved under."""

    row: int
    shape: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class StoredLayer:
    """A layer of an `.h5` file with its weights in the saved order."""

    name: str
    weights: tuple[StoredWeight, ...]


@dataclass(frozen=True, slots=True)
class StoredLayers:
    """An `.h5` file: all layers in the saved order; `top_level` is None where the file has no such group."""

    layers: tuple[StoredLayer, ...]
    top_level: tuple[StoredWeight, ...] | None
    keras_version: str  # "" of files of Keras 1


def contents_of(checkpoint: Checkpoint) -> KerasContents:
    """The lists of names of a Keras file.

    Raises:
        UnsuitableError: the checkpoint is no such file.
    """
    if not isinstance(checkpoint.reader, Hdf5Reader):
        raise UnsuitableError("The checkpoint is no file of Keras (.h5, .weights.h5 or .keras).")
    return checkpoint.reader.contents


def stored_layers(checkpoint: Checkpoint) -> StoredLayers:
    """The layers of an `.h5` file, of one written by `save` below "model_weights".

    Raises:
        UnsuitableError: the file is in the newer layout, or its lists name what is not there.
    """
    contents = contents_of(checkpoint)
    prefix = "" if "" in contents.layer_names or "model_weights" not in contents.groups else "model_weights"
    if prefix not in contents.layer_names:
        raise UnsuitableError(
            "The file has no list of layers (layer_names), so Keras reads it in another way."
        )
    if len(set(contents.layer_names[prefix])) < len(contents.layer_names[prefix]):
        raise UnsuitableError("The file lists a layer twice, as Keras never writes it: it is damaged.")
    start = f"{prefix}/" if prefix else ""
    ids, shapes = checkpoint.table.shape_id.tolist(), checkpoint.table.shapes
    layers = tuple(
        StoredLayer(name, _weights(checkpoint.table, ids, shapes, contents, start + name))
        for name in contents.layer_names[prefix]
    )
    top = start + TOP_LEVEL
    top_level = (
        _weights(checkpoint.table, ids, shapes, contents, top) if top in contents.weight_names else None
    )
    return StoredLayers(layers, top_level, contents.versions.get(prefix, ""))


def _weights(
    table: TensorTable,
    ids: Sequence[int],
    shapes: Sequence[tuple[int, ...]],
    contents: KerasContents,
    group: str,
) -> tuple[StoredWeight, ...]:
    row_of = table.row_of
    found = []
    for name in contents.weight_names.get(group, ()):
        row = row_of.get(f"{group}/{name}", -1)
        if row < 0:
            raise UnsuitableError(f"The file lists a weight {name!r} that it does not hold: it is damaged.")
        found.append(StoredWeight(row, shapes[ids[row]], name))
    return tuple(found)


class StoredGroups:
    """A `.weights.h5` file (or that of a `.keras` archive): the variables of each object by its path."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        contents = contents_of(checkpoint)
        if checkpoint.format == "h5":
            raise UnsuitableError("The file is in the layout of Keras before 2.13, which names layers.")
        self._shape_ids, self._shapes = checkpoint.table.shape_id.tolist(), checkpoint.table.shapes
        self._told = checkpoint.names
        self._groups = contents.groups
        self.names = contents.names
        self.has_root = "vars" in contents.groups
        self.is_of_213 = _OLD_DEPENDENCIES in contents.groups
        self._members: dict[str, dict[str, int]] = {}
        for row, key in enumerate(checkpoint.table.keys):
            group, _, last = key.rpartition("/")
            self._members.setdefault(group, {})[last] = row

    def get(self, path: str) -> dict[str, StoredWeight]:
        """Number -> variable of the object at `path` ("" is the model); empty where there is none."""
        group = f"{path}/vars" if path else "vars"
        if group not in self._groups and self.is_of_213:
            group = group.replace("layers", _OLD_DEPENDENCIES)
        members = self._members.get(group, {})
        return {
            number: StoredWeight(row, self._shapes[self._shape_ids[row]], self._told[row])
            for number, row in members.items()
        }

    def has_group(self, path: str) -> bool:
        """Whether the file holds anything at `path`."""
        return path in self._groups or any(group.startswith(f"{path}/") for group in self._groups)

    def name(self, path: str) -> str:
        """What the program that saved called the object at `path`; "" where the file does not tell."""
        return self.names.get(f"{path}/vars" if path else "vars", "")

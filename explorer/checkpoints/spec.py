"""What a target model will ask a checkpoint for: keys, shapes, dtypes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import NOT_KNOWN, Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.target_objects import objects_of
from explorer.errors import ExplorerError, UnsupportedFileError
from explorer.formats.dtypes import data_type
from explorer.showing import Rows, counted, quoted
from explorer.storage.files import PathLike, as_path

if TYPE_CHECKING:
    from explorer.checkpoints.keras_model import KerasModel
    from explorer.checkpoints.target_graph import TargetGraph


@dataclass(frozen=True, slots=True)
class SpecVariable:
    """One variable the model declares. An unknown dimension is None; an unknown shape or dtype is None as a whole.

    What only some sources tell is None (or empty) elsewhere: whether it is a resource variable,
    whether it is trained, its node in the graph (of a partitioned one, of its first part).
    """

    key: str
    name: str
    dtype: str | None
    shape: tuple[int | None, ...] | None
    role: str = "variable"
    is_resource: bool | None = None
    trainable: bool | None = None
    full_name: str = ""
    is_partitioned: bool = False
    created_later: bool = False  # the program makes it only after the restore call
    restore_op: int = -1  # which RestoreV2 of a sharded Saver reads it (one a device); -1 where not told
    part_count: int = 0  # of a partitioned one: how many parts; 0 where not told
    runtime_name: str = ""  # what error texts call it where that is neither; "" where not told


@dataclass(frozen=True, slots=True, weakref_slot=True, repr=False)
class ModelSpec(Rows[SpecVariable]):
    """The model's side of a restore. `source` says where it came from, for the screen.

    `kind`: "checkpoint", "meta", "graph", "saved model", "keras config", "table" or "program".
    `is_complete`: these are certainly all keys that the model's Saver writes and restores, so each
    of them must be in its checkpoint. `conditions` holds what the source tells of the program that
    restores. `objects` is there where the source knows the program's objects and their edges,
    `keras` where it knows the layers of a Keras model; both refer to places in `variables`.
    """

    source: str
    object_based: bool
    variables: tuple[SpecVariable, ...]
    kind: str = "checkpoint"
    tensorflow_version: str = ""
    is_complete: bool = False
    conditions: Conditions = NOT_KNOWN
    objects: TargetGraph | None = None
    keras: KerasModel | None = None
    problems: tuple[str, ...] = ()  # sentences: what the source contradicts itself in, or could not tell

    def _all_rows(self) -> tuple[SpecVariable, ...]:
        return self.variables

    def _in_short(self) -> str:
        return f"{quoted(self.source)}: {counted(len(self.variables), 'variable')}"


Target = ModelSpec | Checkpoint | PathLike


def spec_from_checkpoint(checkpoint: Checkpoint) -> ModelSpec:
    """The model that wrote `checkpoint`, as far as its own keys, shapes and dtypes tell."""
    table, names, roles = checkpoint.table, checkpoint.names, checkpoint.role_codes
    # A Saver that writes a file for each device reads in an op for each device, too.
    is_by_device = not checkpoint.object_based and len(checkpoint.reader.data_files) > 1
    variable_of_row = np.arange(len(table), dtype=np.int64)
    if (graph_row := table.find(OBJECT_GRAPH_KEY)) >= 0:  # no variable
        variable_of_row[graph_row] = -1
        variable_of_row[graph_row + 1 :] -= 1
    return ModelSpec(
        source=f"{checkpoint.prefix.parent.name}/{checkpoint.prefix.name}",
        object_based=checkpoint.object_based,
        variables=tuple(
            SpecVariable(
                key,
                names[row],
                data_type(int(table.dtype[row])).name,
                table.shape(row),
                ROLES[roles[row]],
                is_partitioned=row in table.slices and not checkpoint.object_based,
                restore_op=int(table.shard[row]) if is_by_device else -1,
                part_count=0 if checkpoint.object_based else len(table.slices.get(row, ())),
            )
            for row, key in enumerate(table.keys)
            if key != OBJECT_GRAPH_KEY
        ),
        objects=objects_of(checkpoint, variable_of_row),
        keras=_keras_of(checkpoint),
    )


def _keras_of(checkpoint: Checkpoint) -> KerasModel | None:
    if checkpoint.format != "h5":
        return None
    from explorer.checkpoints.keras_from_file import keras_of_file  # late: only such files need it

    return keras_of_file(checkpoint)


def as_spec(target: Target | Sequence[Target]) -> ModelSpec:
    """A spec from whatever a caller names as the target; of several, one that joins what each tells.

    A spec, a checkpoint, or the path of: a checkpoint in any format or its directory, a `.meta`, a
    `graph.pbtxt`, a SavedModel (folder or file), a Keras configuration or file, a table of names and
    shapes, the spec file of a live program. What a file is, is told by its content more than its name.

    Raises:
        MissingFileError, FileAccessError, CorruptFileError: it is not there, cannot be read, is damaged.
        UnsupportedFileError: it is of no such kind; the hint names those that are.
    """
    if isinstance(target, ModelSpec):
        return target
    if isinstance(target, Checkpoint):
        return spec_from_checkpoint(target)
    if not isinstance(target, str | os.PathLike):
        if not isinstance(target, Iterable) or hasattr(target, "decode"):  # bytes are no names
            raise TypeError(
                f"a target is a ModelSpec, a checkpoint, a path or several, not {type(target).__name__}"
            )
        return _joined(target)
    from explorer.checkpoints.spec_sources import spec_at  # late: it needs us

    try:
        return spec_at(as_path(target))
    except (OSError, ValueError) as error:  # a name no file can have: the opening says so
        if isinstance(error, ExplorerError):
            raise
    return spec_from_checkpoint(open_checkpoint(target))


def _joined(targets: Sequence[Target]) -> ModelSpec:
    from explorer.checkpoints.spec_merge import merge_specs

    if not targets:
        raise UnsupportedFileError("no target was given", hint="Name a file or a checkpoint.")
    return reduce(merge_specs, map(as_spec, targets))

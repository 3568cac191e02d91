"""What a target model will ask a checkpoint for: keys, shapes, dtypes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import NOT_KNOWN, Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.target_objects import objects_of
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type

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


@dataclass(frozen=True, slots=True)
class ModelSpec:
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
            )
            for row, key in enumerate(table.keys)
            if key != OBJECT_GRAPH_KEY
        ),
        objects=objects_of(checkpoint, variable_of_row),
    )


def as_spec(target: ModelSpec | Checkpoint | Path | str) -> ModelSpec:
    """A spec from whatever a caller names as the target.

    A spec, a checkpoint, the path of one, a `.meta`, a `graph.pbtxt`, or a SavedModel (folder or file).

    Raises:
        MissingFileError, FileAccessError, CorruptFileError, UnsupportedFileError: as `open_checkpoint`
            and `graph_spec.spec_from_graph_file`.
    """
    if isinstance(target, ModelSpec):
        return target
    if not isinstance(target, Checkpoint):
        from explorer.checkpoints.graph_spec import is_graph_file, spec_from_graph_file  # late: it needs us

        try:
            if is_graph_file(Path(target)):
                return spec_from_graph_file(target)
        except (OSError, ValueError) as error:  # a name no file can have: the opening says so
            if isinstance(error, ExplorerError):
                raise
    return spec_from_checkpoint(target if isinstance(target, Checkpoint) else open_checkpoint(target))

"""What a target model will ask a checkpoint for: keys, shapes, dtypes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.formats.dtypes import data_type


@dataclass(frozen=True, slots=True)
class SpecVariable:
    """One variable the model declares. An unknown dimension is None; an unknown shape or dtype is None as a whole."""

    key: str
    name: str
    dtype: str | None
    shape: tuple[int | None, ...] | None
    role: str = "variable"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """The model's side of a restore. `source` says where it came from, for the screen."""

    source: str
    object_based: bool
    variables: tuple[SpecVariable, ...]


def spec_from_checkpoint(checkpoint: Checkpoint) -> ModelSpec:
    """The model that wrote `checkpoint`, as far as its own keys, shapes and dtypes tell."""
    table, names, roles = checkpoint.table, checkpoint.names, checkpoint.role_codes
    return ModelSpec(
        source=f"{checkpoint.prefix.parent.name}/{checkpoint.prefix.name}",
        object_based=checkpoint.object_based,
        variables=tuple(
            SpecVariable(
                key, names[row], data_type(int(table.dtype[row])).name, table.shape(row), ROLES[roles[row]]
            )
            for row, key in enumerate(table.keys)
            if key != OBJECT_GRAPH_KEY
        ),
    )


def as_spec(target: ModelSpec | Checkpoint | Path | str) -> ModelSpec:
    """A spec from whatever a caller names as the target: a spec, a checkpoint, or the path of one.

    Raises:
        MissingFileError, CorruptFileError, UnsupportedFileError: as `open_checkpoint`.
    """
    if isinstance(target, ModelSpec):
        return target
    return spec_from_checkpoint(target if isinstance(target, Checkpoint) else open_checkpoint(target))

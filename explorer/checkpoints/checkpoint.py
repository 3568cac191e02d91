"""One opened checkpoint: its variables, its object graph, and the values of one tensor at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy.typing as npt

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.variable import Variable
from explorer.formats.reader import CHUNK_BYTES, CheckpointReader, Chunk
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task


class Checkpoint:
    """A checkpoint, read as far as it was asked: the index at once, graph, roles and values later.

    Immutable and thread safe. `identity` changes when the files do.
    """

    reader: CheckpointReader
    prefix: Path  # absolute
    name: str  # relative to the directory it was opened from, with "/"
    format: str
    object_based: bool
    step: int | None
    number: int | None  # save number; None where there is none
    table: TensorTable
    problems: tuple[str, ...]
    identity: tuple[object, ...]  # (prefix, sizes, mtimes): hashable, for caches

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """All tensors in the order of `tf.train.list_variables`."""
        raise NotImplementedError

    def variable(self, key: str) -> Variable:
        """One variable by its key. Raises UnknownKeyError with the nearest keys as a hint."""
        raise NotImplementedError

    @cached_property
    def object_graph(self) -> ObjectGraph | None:
        """The object graph as stored, or None for a name-based checkpoint."""
        raise NotImplementedError

    @cached_property
    def graph(self) -> ObjectGraph:
        """What the window draws: the object graph, or the scope tree of a name-based checkpoint."""
        raise NotImplementedError

    def read(self, key: str, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The value of a tensor; see `CheckpointReader.read` for the errors."""
        raise NotImplementedError

    def chunks(
        self, key: str, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The value of a numeric tensor piece by piece; see `CheckpointReader.chunks`."""
        raise NotImplementedError


def open_checkpoint(path: Path | str, *, step: int | None = None, number: int | None = None) -> Checkpoint:
    """Open a prefix, any file of a checkpoint, a SavedModel folder, or a directory's latest (or chosen) checkpoint."""
    raise NotImplementedError

"""A SavedModel that holds no variables: a checkpoint without tensors, not an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import MissingFileError, UnknownKeyError, UnsupportedFileError
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.saved_model import read_saved_model
from explorer.formats.saved_model_files import variables_prefix
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt


class NoVariables:
    """A `CheckpointReader` of a SavedModel whose folder has no bundle of variables.

    Raises:
        MissingFileError: its graph file lists variables, so the bundle is lost.
        CorruptFileError: its graph file cannot be read, so nothing of it can.
    """

    format = "saved_model"
    data_files: tuple[DataFile, ...] = ()
    told_names: Sequence[str] | None = None
    told_roles: Mapping[int, str] = {}
    told_slots: Mapping[int, tuple[int, str, str]] = {}

    def __init__(self, folder: Path) -> None:
        self.prefix = variables_prefix(folder)
        self.problems: tuple[str, ...] = ("The SavedModel holds no variables.",)
        try:
            count = len(read_saved_model(folder).variables)
        except UnsupportedFileError as error:
            self.problems = (f"The SavedModel has no file of variables, and {error.problem}.",)
            count = 0
        if count:
            missing = f"{self.prefix.parent.name}/{self.prefix.name}.index"
            raise MissingFileError(
                f"its graph lists {count} variables, but {missing} is not there"
                if count > 1
                else f"its graph lists 1 variable, but {missing} is not there",
                hint="Copy the whole folder of the SavedModel.",
                path=folder,
            )
        none = np.empty(0, np.int64)
        none.setflags(write=False)
        narrow, sums = none.astype(np.int32), none.astype(np.uint32)
        self.table = TensorTable([], narrow, narrow, (), narrow, none, none, sums)

    def object_graph_bytes(self) -> bytes | None:
        """None: it stands among the variables."""
        return None

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """As `CheckpointReader.read`; there is no row to ask for."""
        raise UnknownKeyError(f"the SavedModel holds no variables, asked for row {row}")

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """As `CheckpointReader.chunks`; there is no row to ask for."""
        raise UnknownKeyError(f"the SavedModel holds no variables, asked for row {row}")

"""Keras archives (`.keras`): a zip with `config.json`, `metadata.json` and `model.weights.h5`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import UnsupportedFileError
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt


class KerasArchive:
    """One such file; a `CheckpointReader`."""

    format: str
    prefix: Path
    table: TensorTable
    data_files: tuple[DataFile, ...]
    problems: tuple[str, ...] = ()
    told_names: Sequence[str] | None = None
    told_roles: Mapping[int, str] = {}

    def __init__(self, path: Path | str) -> None:
        raise UnsupportedFileError(
            "it is a Keras 3 archive, recognised; reading its values comes in a later release", path=path
        )

    def object_graph_bytes(self) -> bytes | None:
        """None: HDF5 files hold no object graph."""
        return None

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """As `CheckpointReader.read`."""
        raise NotImplementedError

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """As `CheckpointReader.chunks`."""
        raise NotImplementedError

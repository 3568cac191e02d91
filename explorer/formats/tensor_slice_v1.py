"""Checkpoints of TensorFlow's first format (V1): one table file, or several, of `SavedTensorSlices`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import ExplorerError, UnsupportedFileError
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.table import MAGIC
from explorer.formats.tensor_table import TensorTable
from explorer.storage.files import FileSource
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

_SHARDS = re.compile(r"-\?{5}-of-\d{5}\Z")  # how a checkpoint in several files is called


def first_format_files(prefix: Path) -> list[Path]:
    """The table files of a V1 checkpoint at `prefix` (or at its shard pattern); empty if there is none."""
    prefix = prefix.with_name(_SHARDS.sub("", prefix.name) or prefix.name)
    try:
        files = [prefix] if prefix.is_file() else []
        if not files:
            shard = re.compile(re.escape(prefix.name) + r"-\d{5}-of-\d{5}", re.DOTALL)
            with os.scandir(prefix.parent) as entries:
                files = sorted(Path(entry.path) for entry in entries if shard.fullmatch(entry.name))
        for file in files[:1]:
            with FileSource(file) as source:
                tail = source.read(max(source.size - 8, 0), min(source.size, 8))
            if int.from_bytes(tail, "little") == MAGIC:
                return files
    except (OSError, ValueError, ExplorerError):
        pass
    return []


class TensorSliceV1:
    """One V1 checkpoint; a `CheckpointReader`."""

    format = "tensor_slice_v1"
    prefix: Path
    table: TensorTable
    data_files: tuple[DataFile, ...]
    problems: tuple[str, ...] = ()
    told_names: Sequence[str] | None = None
    told_roles: Mapping[int, str] = {}

    def __init__(self, prefix: Path | str) -> None:
        raise UnsupportedFileError(
            "it is a checkpoint of TensorFlow's first format (V1), recognised; "
            "reading its values comes in a later release",
            path=prefix,
        )

    def object_graph_bytes(self) -> bytes | None:
        """None: V1 checkpoints are name-based."""
        return None

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """As `CheckpointReader.read`."""
        raise NotImplementedError

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """As `CheckpointReader.chunks`."""
        raise NotImplementedError

"""The one interface behind which every checkpoint format stands, and the choice of the right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

CHUNK_BYTES = 1 << 20
KERAS_FORMATS = frozenset({"h5", "weights_h5", "keras"})  # of the names in CheckpointReader.format


@dataclass(frozen=True, slots=True)
class DataFile:
    """One data file (shard) named by the index: `size_bytes` is None when it is not there."""

    name: str  # relative to the checkpoint's directory
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of a tensor's elements in C order: flat elements `start : start + len(values)`."""

    start: int
    values: npt.NDArray[Any]


class CheckpointReader(Protocol):
    """Reads one checkpoint: what it lists, and the values of one tensor at a time.

    Thread safe: values may be read by several threads at once. No file stays open between calls.
    """

    format: str  # "tensor_bundle", "tensor_slice_v1", "saved_model", "h5", "weights_h5", "keras"
    prefix: Path  # absolute checkpoint prefix
    table: TensorTable
    data_files: tuple[DataFile, ...]
    problems: tuple[str, ...]  # of the checkpoint as a whole, each a sentence
    told_names: Sequence[str] | None  # what the file says the program called each row; None: the keys
    told_roles: Mapping[int, str]  # row -> role, where the format itself is sure of it (see roles.ROLES)
    # row of a slot -> (row of its variable or -1, slot name, scope of its optimizer), where the format tells
    told_slots: Mapping[int, tuple[int, str, str]]

    def object_graph_bytes(self) -> bytes | None:
        """The serialized TrackableObjectGraph; None for name-based checkpoints."""

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The whole tensor, read-only, in its full shape (strings: object array of bytes).

        Raises:
            CorruptFileError: the checksum or the sizes do not fit (checksum only if `verify`).
            NoValueError: a variant, an unknown dtype, or missing slices (unless `partial`,
                which gives a masked array).
            MissingFileError: the data file is not there.
        """

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The tensor's elements in order, some `chunk_bytes` at a time; numeric dtypes only.

        A sliced tensor gives the elements of each stored slice in turn (`start` counts on; the
        order is that of the slices, which no statistic minds). The checksum is compared after the
        last chunk: a mismatch raises `CorruptFileError` then. A chunk's array may be reused by
        the next step of the iteration.
        """


def open_reader(path: Path | str) -> CheckpointReader:
    """Open what lies at a checkpoint prefix (or at any file of it) with the reader that fits.

    Raises:
        MissingFileError: nothing of that name.
        CorruptFileError: the index is damaged.
        UnsupportedFileError: not a checkpoint of a kind we read.
    """
    from explorer.formats.choose_reader import choose_reader  # late: it needs the records above

    return choose_reader(path)

"""What `.h5` files and `.keras` archives have in common: the HDF5 part as a `CheckpointReader`.

HDF5 itself is read here in Python. The HDF5 library reaches out of the file (external links and
storage, filter plug-ins) and can hang or crash on damaged ones, which no caller can survive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, ExplorerError
from explorer.formats.chunk_stream import as_chunks, fitting_in_memory
from explorer.formats.hdf5_attributes import Attribute, texts_of
from explorer.formats.hdf5_bytes import Hdf5Bytes
from explorer.formats.hdf5_file import Hdf5Dataset, Hdf5Walk
from explorer.formats.hdf5_heaps import GlobalHeaps
from explorer.formats.hdf5_layout import CONTIGUOUS
from explorer.formats.hdf5_values import (
    dtype_number,
    element_count,
    layout_problem,
    read_elements,
    stream_elements,
)
from explorer.formats.keras_layout import NO_CONTENTS, KerasContents, describe
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.tensor_table import TensorTable
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

LARGEST_CONFIG = 64 << 20
_MOST_BYTES = 2**63 - 1


class Hdf5Reader:
    """The datasets of one HDF5 file as tensors. A subclass says where the file's bytes come from.

    Values lie where they lay when the file was opened: a file that was written anew since then is
    refused, for nothing in it would tell that its bytes are others.
    """

    format: str
    prefix: Path
    table: TensorTable
    data_files: tuple[DataFile, ...]
    problems: tuple[str, ...] = ()
    told_names: Sequence[str] | None = None
    told_roles: Mapping[int, str] = {}
    told_slots: Mapping[int, tuple[int, str, str]] = {}
    contents: KerasContents = NO_CONTENTS  # what the loaders of Keras go by

    _datasets: tuple[Hdf5Dataset, ...]
    _place: tuple[int, int, int]  # of the superblock, sizes of an address and of a length
    _config: Attribute | None = None
    _training: Attribute | None = None
    _damage: str = ""  # what a checksum over the whole file told

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.prefix.name!r}: {len(self.table)} tensors>"

    def _open(self) -> AbstractContextManager[ByteSource]:
        """The bytes of the HDF5 file, unchanged since it was opened first."""
        raise NotImplementedError

    def object_graph_bytes(self) -> bytes | None:
        """None: HDF5 files hold no object graph."""
        return None

    def config_json(self) -> bytes | None:
        """The model's configuration as Keras wrote it, JSON; None if the file holds none.

        Raises:
            CorruptFileError: it is not where it should be.
        """
        return self._json_of(self._config)

    def training_json(self) -> bytes | None:
        """How the model was compiled, JSON as Keras wrote it; None if the file does not tell. Errors as above."""
        return self._json_of(self._training)

    def _json_of(self, attribute: Attribute | None) -> bytes | None:
        if attribute is None or element_count(attribute.shape) != 1:
            return None
        with self._open() as source:
            file = Hdf5Bytes(source, *self._place)
            text = texts_of(file, GlobalHeaps(file), attribute.datatype, attribute.data, count=1)[0]
        if len(text) > LARGEST_CONFIG:
            raise CorruptFileError(f"its model configuration has {len(text)} bytes")
        return text

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The whole tensor, read-only; see `CheckpointReader.read`. Checksums exist for archives and few datasets."""
        dataset = self._datasets[row]
        self._check_damage(verify)
        with fitting_in_memory(dataset.shape), self._open() as source:
            value = read_elements(Hdf5Bytes(source, *self._place), dataset, verify=verify)
            value = value.reshape(dataset.shape)
        value.setflags(write=False)
        return value

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The tensor's elements in order; see `CheckpointReader.chunks`."""
        dataset = self._datasets[row]
        self._check_damage(verify)
        total = int(self.table.size_bytes[row])
        item_size = dataset.datatype.item_size
        with self._open() as source:
            file = Hdf5Bytes(source, *self._place)
            stream = stream_elements(file, dataset, chunk_bytes, verify=verify)
            pieces = ((values, len(values) * item_size) for values in stream)
            yield from as_chunks(pieces, total, self.table.keys[row], task)

    def _check_damage(self, verify: bool) -> None:
        if verify and self._damage:
            raise CorruptFileError(self._damage, hint="Read without verifying, it gives what is stored.")

    def _load(self, source: ByteSource, shift: int, file_name: str) -> None:
        """Walk the file and fill the columns. `shift`: where the source begins in the data file."""
        walk = Hdf5Walk(source)
        found = walk.walk()
        file = walk.bytes
        self._place = (file.base, file.offset_size, file.length_size)
        self._config = found.groups.get("", {}).get(b"model_config")
        self._training = found.groups.get("", {}).get(b"training_config")
        datasets = sorted(found.datasets, key=lambda dataset: _raw(dataset.path))
        self._datasets = tuple(datasets)
        self.table = _make_table(file, datasets, shift)
        keys = self.table.keys

        def texts(attribute: Attribute) -> list[bytes]:
            try:
                return walk.texts(attribute)
            except ExplorerError:
                return []  # a name that is lost: the key stands for it

        layout = describe(
            found,
            keys,
            [dataset.shape for dataset in datasets],
            self.table.dtype.tolist(),
            texts,
            file_name,
        )
        self.format = layout.format
        self.told_names, self.told_roles, self.told_slots = layout.names, layout.roles, layout.slots
        self.contents = layout.contents
        self.problems = tuple(found.problems)


def _raw(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _make_table(file: Hdf5Bytes, datasets: list[Hdf5Dataset], shift: int) -> TensorTable:
    shape_id: dict[tuple[int, ...], int] = {}
    ids, numbers, offsets, sizes = [], [], [], []
    problems: dict[int, str] = {}
    for row, dataset in enumerate(datasets):
        ids.append(shape_id.setdefault(dataset.shape, len(shape_id)))
        numbers.append(dtype_number(dataset))
        size = element_count(dataset.shape) * dataset.datatype.item_size
        sizes.append(min(size, _MOST_BYTES))
        layout = dataset.layout
        is_placed = layout is not None and layout.kind == CONTIGUOUS and layout.address >= 0
        place = shift + file.base + layout.address if layout is not None and is_placed else 0
        offsets.append(place if place <= _MOST_BYTES else 0)
        if problem := layout_problem(file, dataset):
            problems[row] = problem
    _tell_overlaps(datasets, sizes, offsets, problems)
    start = shift + file.base
    _tell_misplaced(sizes, offsets, [(start + at, size) for at, size in file.visited], problems)
    columns: list[npt.NDArray[Any]] = [
        np.array(numbers, np.int32),
        np.array(ids, np.int32),
        np.zeros(len(datasets), np.int32),
        np.array(offsets, np.int64),
        np.array(sizes, np.int64),
        np.zeros(len(datasets), np.uint32),
    ]
    for column in columns:
        column.setflags(write=False)
    dtype, ids_column, shard, offset, size_bytes, checksums = columns
    return TensorTable(
        [dataset.path for dataset in datasets],
        dtype,
        ids_column,
        tuple(shape_id),
        shard,
        offset,
        size_bytes,
        checksums,
        {},
        dict(sorted(problems.items())),
    )


def _tell_misplaced(
    sizes: list[int], offsets: list[int], visited: list[tuple[int, int]], problems: dict[int, str]
) -> None:
    """Values that would lie where the file keeps its own structures: the place is wrong."""
    visited.sort()
    starts = [at for at, _ in visited]
    reach = list(accumulate((at + size for at, size in visited), max))
    for row, offset in enumerate(offsets):
        if offset and sizes[row] and row not in problems:
            before = bisect_left(starts, offset + sizes[row])
            if before and reach[before - 1] > offset:
                problems[row] = "its bytes are also those of the file's own structures"


def _tell_overlaps(
    datasets: list[Hdf5Dataset], sizes: list[int], offsets: list[int], problems: dict[int, str]
) -> None:
    """Two datasets that share bytes: at least one of them is not what was saved. Names of one object may."""
    names: dict[int, list[int]] = {}  # the rows of each object
    for row, offset in enumerate(offsets):
        if offset and sizes[row] and row not in problems:
            names.setdefault(datasets[row].address, []).append(row)
    rows = sorted((same[0] for same in names.values()), key=lambda row: (offsets[row], -sizes[row]))
    furthest = -1
    for row in rows:
        end = offsets[furthest] + sizes[furthest] if furthest >= 0 else 0
        if offsets[row] < end:
            for one, other in ((row, furthest), (furthest, row)):
                for name in names[datasets[one].address]:
                    problems.setdefault(name, f"its bytes are also those of {datasets[other].path[:200]!r}")
        if offsets[row] + sizes[row] > end:
            furthest = row

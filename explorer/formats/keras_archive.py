"""Keras archives (`.keras`): a zip with `config.json`, `metadata.json` and `model.weights.h5`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from explorer.errors import CorruptFileError, MissingFileError, UnsupportedFileError, locating
from explorer.formats.hdf5_reader import LARGEST_CONFIG, Hdf5Reader
from explorer.formats.reader import DataFile
from explorer.formats.zip_member import (
    STORED,
    Member,
    PartSource,
    check_stored,
    list_members,
    locate,
    read_member,
)
from explorer.storage.files import BufferSource, ByteSource, FileSource
from explorer.task import QUIET, Task

WEIGHTS, METADATA, CONFIG = "model.weights.h5", "metadata.json", "config.json"
# Packed weights must lie in memory (Keras stores them unpacked): a small file may not grow without end.
LARGEST_UNPACKED = 512 << 20
_UNPACKED_START, _UNPACKED_FACTOR = 32 << 20, 16
_LARGEST_METADATA = 1 << 20
_CHECKED_ON_OPENING = 16 << 20  # weights up to this size are compared with their checksum at once
_CHECKED_ON_READING = 256 << 20  # those up to this one when the first value is read; larger ones when asked


@dataclass(frozen=True, slots=True)
class KerasMetadata:
    """What Keras notes of a save, as texts; "" where it says nothing."""

    keras_version: str = ""
    date_saved: str = ""


class KerasArchive(Hdf5Reader):
    """One such file; a `CheckpointReader`. Weights are read in place where the archive stores them unpacked.

    Raises:
        MissingFileError: there is no such file.
        CorruptFileError: the archive, or the HDF5 file in it, is damaged.
        UnsupportedFileError: it holds no weights that are read here.
    """

    metadata: KerasMetadata

    def __init__(self, path: Path | str) -> None:
        self.prefix = Path(path).absolute()
        with locating(path=self.prefix), FileSource(self.prefix) as source:
            self._stamp = source.stamp()
            members = list_members(source)
            self._weights = _find_weights(source, members)
            self._unpacked: bytes | None = None
            problems = []
            self._is_checked = True
            self._lock = Lock()
            if self._weights.method != STORED:
                limit = _UNPACKED_START + _UNPACKED_FACTOR * self._weights.packed_size
                self._unpacked = read_member(source, self._weights, min(limit, LARGEST_UNPACKED))
            elif self._weights.size <= _CHECKED_ON_OPENING:
                try:
                    check_stored(source, self._weights)
                except CorruptFileError as error:
                    self._damage = error.problem
                    problems.append(f"{error.problem[:1].upper()}{error.problem[1:]}. {error.hint}")
            else:
                self._is_checked = self._weights.size > _CHECKED_ON_READING
            with locating(member=WEIGHTS):
                self._load(self._part(source), self._weights.offset if self._unpacked is None else 0, WEIGHTS)
            self.format = "keras"
            self.metadata = _read_metadata(source, members)
            self._config_member = members.get(CONFIG)
            self.problems = (*problems, *self.problems)
            source.check_unchanged()
            self.data_files = (DataFile(self.prefix.name, source.size),)

    def config_json(self) -> bytes | None:
        """The model's configuration, `config.json`; None if the archive has none. Errors as of `read_member`."""
        if self._config_member is None:
            return None
        with locating(path=self.prefix), self._archive() as source:
            return read_member(source, locate(source, self._config_member), LARGEST_CONFIG)

    def check_archive(self, task: Task = QUIET) -> None:
        """Compare the checksum the archive has of all weights together; the task is told bytes.

        Raises:
            CorruptFileError: they are not what was saved; nothing tells which of them.
        """
        if self._unpacked is None:  # else it was compared when they were unpacked
            with locating(path=self.prefix), self._archive() as source:
                check_stored(source, self._weights, task)

    def _check_damage(self, verify: bool) -> None:
        with self._lock:
            if verify and not self._is_checked:
                try:
                    self.check_archive()
                except CorruptFileError as error:
                    self._damage = error.problem
                self._is_checked = True
        super()._check_damage(verify)

    def _part(self, source: ByteSource) -> ByteSource:
        if self._unpacked is not None:
            return BufferSource(self._unpacked, WEIGHTS)
        return PartSource(source, self._weights.offset, self._weights.size, WEIGHTS)

    @contextmanager
    def _archive(self) -> Iterator[FileSource]:
        with FileSource(self.prefix) as source:
            source.check_stamp(self._stamp)
            yield source
            source.check_stamp(self._stamp)

    @contextmanager
    def _open(self) -> Iterator[ByteSource]:
        with self._archive() as source:
            yield self._part(source)


def _find_weights(source: ByteSource, members: dict[str, Member]) -> Member:
    if WEIGHTS in members:
        return locate(source, members[WEIGHTS])
    if "model.weights.npz" in members:
        raise UnsupportedFileError(
            "its weights are kept as model.weights.npz, not as HDF5",
            hint="Loading it with Keras and saving it again gives a .keras file that can be read.",
        )
    if "model.weights.json" in members:
        raise UnsupportedFileError(
            "its weights are spread over several files inside the archive",
            hint="Unpack it: each model_00000.weights.h5 opens by itself.",
        )
    if CONFIG in members:
        raise MissingFileError(
            f"the archive holds no {WEIGHTS}", hint="Only the configuration of a model was saved in it."
        )
    raise UnsupportedFileError("it is a zip archive, but none that Keras wrote")


def _read_metadata(source: ByteSource, members: dict[str, Member]) -> KerasMetadata:
    """What `metadata.json` says; its absence or damage takes nothing from the weights."""
    member = members.get(METADATA)
    if member is None:
        return KerasMetadata()
    try:
        found = json.loads(read_member(source, locate(source, member), _LARGEST_METADATA))
        return KerasMetadata(*(str(found.get(name, ""))[:200] for name in ("keras_version", "date_saved")))
    except (CorruptFileError, UnsupportedFileError, ValueError, RecursionError, AttributeError):
        return KerasMetadata()

"""One tensor bundle examined: every data file read once, every tensor's checksum compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.analysis import doctor_causes as causes
from explorer.analysis.doctor_checksums import range_checksums
from explorer.analysis.doctor_ranges import Pieces, pieces_of
from explorer.analysis.doctor_records import FileProblem
from explorer.analysis.doctor_strings import check_strings, check_variants
from explorer.errors import ExplorerError, FileAccessError
from explorer.formats.checksum import both_checksums, mask
from explorer.formats.dtypes import STRING, VARIANT
from explorer.formats.lfs_pointer import POINTER_HINT, pointer_text
from explorer.formats.tensor_bundle import TensorBundle
from explorer.storage.files import FileSource

_SHARD = re.compile(r"\.data-(\d{5,})-of-\d{5,}\Z")
CHECKSUM_HINT = "The data file is damaged, or belongs to another save than the index."

OnBytes = Callable[[int], None]


@dataclass(slots=True)
class Examination:
    """What was found about one checkpoint so far. `lost` maps rows to reasons."""

    problems: list[FileProblem] = field(default_factory=list)
    lost: dict[int, str] = field(default_factory=dict)
    misplaced: set[int] = field(
        default_factory=set
    )  # of the lost ones: their bytes stand in another data file
    notes: list[str] = field(default_factory=list)
    checked_bytes: int = 0


@dataclass(slots=True)
class _Failure:
    """A piece whose bytes are there and wrong."""

    piece: int
    reason: str
    is_plain: bool = False  # its bytes can be looked for in another file
    is_unread: bool = False  # the disk gave no bytes


def examine_bundle(
    reader: TensorBundle, folder: str, on_bytes: OnBytes, names: causes.DataFileNames
) -> Examination:
    """Check every byte range that the index names.

    Args:
        reader: the opened bundle; its index blocks are checked already.
        folder: what to put before file names, "" or "cnn_01/variables/".
        on_bytes: told how many bytes were read; what it raises passes through.
        names: what else lies in the folders, shared by all checkpoints of a run.
    """
    return _BundleDoctor(reader, folder, on_bytes, names).examine()


class _BundleDoctor:
    def __init__(
        self, reader: TensorBundle, folder: str, on_bytes: OnBytes, names: causes.DataFileNames
    ) -> None:
        self._reader, self._folder, self._names = reader, folder, names
        self._table = reader.table
        self._keys = reader.table.keys
        self._on_bytes = on_bytes
        self._order: Any = "big" if reader.is_big_endian else "little"
        self._pieces: Pieces = pieces_of(reader.table)
        self._found = Examination()
        self._index_file = f"{folder}{reader.prefix.name}.index"
        self._explained: set[int] = set()  # rows whose loss some problem already tells

    def examine(self) -> Examination:
        self._found.checked_bytes += self._index_size()
        shards = {}
        for file in self._reader.data_files:
            match = _SHARD.search(file.name)
            if match:
                shards[int(match[1])] = file
        absent = [(shard, file.name) for shard, file in shards.items() if file.size_bytes is None]
        for shard, file in shards.items():
            if file.size_bytes is not None:
                self._data_file(shard, file.name)
        self._missing(absent, all_of=len(shards))
        nowhere = np.flatnonzero(~np.isin(self._pieces.shard, list(shards)))
        for row in self._rows_of(nowhere):
            self._found.lost.setdefault(row, self._table.problems.get(row, "it lies in no data file"))
        self._contradictions()
        for name, problem in self._names.stale(self._reader.prefix, [file.name for file in shards.values()]):
            self._tell(self._folder + name, problem, "TensorFlow does not read it. It can be moved away.")
        return self._found

    def _index_size(self) -> int:
        try:
            with FileSource(self._reader.prefix.with_name(f"{self._reader.prefix.name}.index")) as source:
                return source.size
        except ExplorerError:
            return 0

    # --- files that are not there ------------------------------------------------------------

    def _missing(self, absent: list[tuple[int, str]], all_of: int) -> None:
        if absent and len(absent) == all_of:
            rows = self._lose(np.arange(len(self._pieces.row)), "its data file is not there")
            which = "the data file is" if all_of == 1 else f"none of the {all_of} data files is"
            self._tell(
                self._folder + absent[0][1],
                f"{which} not there: names and shapes can be read, values cannot"
                if all_of == 1
                else f"{which} there: names and shapes can be read, values cannot",
                "Copy the data from where the checkpoint was written; the index alone holds no values.",
                rows,
            )
            return
        for shard, name in absent:
            rows = self._lose(self._pieces.of_shard(shard), f"the data file {name} is not there")
            self._tell(
                self._folder + name,
                "the data file is not there",
                "Copy it from where the checkpoint was written, or use another checkpoint.",
                rows,
            )

    # --- one data file -----------------------------------------------------------------------

    def _data_file(self, shard: int, name: str) -> None:
        pieces = self._pieces.of_shard(shard)
        path = self._reader.prefix.with_name(name)
        try:
            with FileSource(path) as source:
                pointer = pointer_text(source)
                if pointer:
                    rows = self._lose(pieces, "its data file is a git-lfs pointer")
                    self._tell(self._folder + name, pointer, POINTER_HINT, rows)
                    return
                self._open_file(shard, name, source, pieces)
        except ExplorerError as error:
            rows = self._lose(pieces, error.problem)
            self._tell(self._folder + name, error.problem, error.hint, rows)

    def _open_file(self, shard: int, name: str, source: FileSource, pieces: Any) -> None:
        columns = self._pieces
        sound = pieces[columns.is_plausible[pieces]]
        for piece in pieces[~columns.is_plausible[pieces]].tolist():
            row = int(columns.row[piece])
            self._found.lost.setdefault(row, self._table.problems.get(row, "its entry contradicts itself"))
        ends = columns.offset[sound] + columns.size[sound]
        inside = sound[ends <= source.size]
        beyond = sound[ends > source.size]
        if len(beyond):
            needed = int(ends.max())
            rows = self._lose(beyond, f"it should lie behind the end of {name}")
            self._tell(
                self._folder + name,
                f"the file has {source.size} bytes, its tensors need {needed}: it was cut short",
                "Copy it again from where it was written; the tensors before the cut are unharmed.",
                rows,
            )
        failures = self._check(source, inside)
        if failures:
            self._explain(shard, name, source, inside, failures)
        self._coverage(name, source.size, columns.offset[inside], ends[ends <= source.size], len(beyond) > 0)

    def _check(self, source: FileSource, inside: Any) -> list[_Failure]:
        """Compare the checksums of the pieces inside the file."""
        columns = self._pieces
        failures: list[_Failure] = []
        is_text = (columns.dtype[inside] == STRING) | (columns.dtype[inside] == VARIANT)
        plain = inside[~is_text]
        ranges = list(zip(columns.offset[plain].tolist(), columns.size[plain].tolist()))
        crcs = range_checksums(source, ranges, self._on_bytes)
        stored = columns.stored[plain].tolist()
        for piece, crc, expected in zip(plain.tolist(), crcs, stored):
            if isinstance(crc, ExplorerError):
                failures.append(_Failure(piece, crc.problem, is_unread=isinstance(crc, FileAccessError)))
            elif mask(crc) != expected:
                reason = f"the checksum does not match: {both_checksums(expected, crc)}"
                failures.append(_Failure(piece, reason, is_plain=True))
        for piece in inside[is_text].tolist():
            check = check_strings if columns.dtype[piece] == STRING else check_variants
            try:
                check(
                    source,
                    int(columns.offset[piece]),
                    int(columns.size[piece]),
                    int(columns.element_count[piece]),
                    int(columns.stored[piece]),
                    self._order,
                    self._on_bytes,
                )
            except ExplorerError as error:
                failures.append(_Failure(piece, error.problem, is_unread=isinstance(error, FileAccessError)))
        self._found.checked_bytes += int(columns.size[inside].sum())
        return sorted(failures, key=lambda failure: int(columns.row[failure.piece]))

    def _explain(
        self, shard: int, name: str, source: FileSource, inside: Any, failures: list[_Failure]
    ) -> None:
        """One cause for many wrong checksums where there is one, else tensor by tensor."""
        columns = self._pieces
        failed = np.array([failure.piece for failure in failures], np.int64)
        filled = int(np.count_nonzero(columns.size[inside]))
        other = causes.holds_bytes_of(self._reader, name, [self._sample(failure) for failure in failures])
        readable = [failure for failure in failures if not failure.is_unread]
        cause = hint = ""
        if other:
            cause = f"the bytes that belong into it stand in {other}: the data files were swapped or renamed"
            hint = "Give the files their right names in a copy of the checkpoint."
            self._find_in(other, [failure.piece for failure in failures if failure.is_plain])
        elif len(readable) >= 2 and 2 * len(readable) >= filled:
            if causes.is_blank(source, columns.offset[failed], columns.size[failed]):
                cause = (
                    f"the bytes of {len(failures)} of its {filled} tensors are all zero: "
                    "the file was made, but never written"
                )
                hint = "This happens when the machine stops during a save. Use another checkpoint."
            else:
                cause = (
                    f"{len(failures)} of its {filled} tensors do not match their checksums although all sizes "
                    f"fit: index and data are probably of different saves{causes.written_apart(self._reader.prefix, name)}"
                )
                hint = "Find the data file of the same save as the index, or use another checkpoint."
        if cause:
            for failure in failures:
                self._found.lost.setdefault(int(columns.row[failure.piece]), failure.reason)
            self._tell(self._folder + name, cause, hint, self._rows_of(failed))
            return
        for failure in failures:
            row = int(columns.row[failure.piece])
            self._found.lost.setdefault(row, failure.reason)
            self._tell(self._folder + name, failure.reason, CHECKSUM_HINT, row=row)

    def _find_in(self, other: str, wanted: list[int]) -> None:
        """Note the rows whose bytes stand whole in another data file: renaming it brings them back."""
        columns = self._pieces
        ranges = [(int(columns.offset[piece]), int(columns.size[piece])) for piece in wanted]
        try:
            with FileSource(self._reader.prefix.with_name(other)) as source:
                crcs = range_checksums(source, ranges)
        except ExplorerError:
            return
        for piece, crc in zip(wanted, crcs):
            is_found = not isinstance(crc, ExplorerError) and mask(crc) == int(columns.stored[piece])
            row = int(columns.row[piece])
            if is_found and row not in self._table.slices:  # of slices other parts may be lost for good
                self._found.misplaced.add(row)

    def _sample(self, failure: _Failure) -> tuple[int, int, int]:
        """(offset, size, stored checksum); size 0 where it cannot be looked for elsewhere."""
        columns = self._pieces
        size = int(columns.size[failure.piece]) if failure.is_plain else 0
        return int(columns.offset[failure.piece]), size, int(columns.stored[failure.piece])

    def _coverage(self, name: str, size: int, starts: Any, ends: Any, is_short: bool) -> None:
        """Bytes that no tensor claims; TensorFlow leaves none, other writers may align."""
        order = np.argsort(starts, kind="stable")
        starts, reach = starts[order], np.maximum.accumulate(ends[order]) if len(ends) else ends
        before = np.concatenate((np.zeros(1, np.int64), reach[:-1])) if len(reach) else reach
        holes = np.maximum(starts - before, 0)
        inner = int(holes.sum())
        behind = 0 if is_short else size - (int(reach[-1]) if len(reach) else 0)
        if inner:
            self._found.notes.append(
                f"{self._folder}{name}: {_counted(inner, 'byte')} between the tensors belong to none of them."
            )
        if behind:
            self._found.notes.append(
                f"{self._folder}{name}: {_counted(behind, 'byte')} behind the last tensor belong to none; "
                "they may be of another save."
            )

    # --- contradictions in the index ---------------------------------------------------------

    def _contradictions(self) -> None:
        """What the reader found wrong with single entries, where no file explains it."""
        told = self._explained
        for row, reason in self._table.problems.items():
            if row in self._table.slices:
                self._found.lost.setdefault(row, reason)  # TensorFlow does not read it whole either
            if row not in told:
                lost = row in self._found.lost
                hint = "The index is damaged; use another checkpoint for this tensor."
                self._tell(
                    self._index_file,
                    reason,
                    hint if lost else "Its bytes match their checksum, so it can be read.",
                    row=row,
                )
        for row, reason in self._found.lost.items():
            if row not in self._explained:
                self._tell(self._index_file, reason, "The index is damaged.", row=row)

    # --- keeping account ---------------------------------------------------------------------

    def _rows_of(self, pieces: Any) -> list[int]:
        return sorted(set(self._pieces.row[pieces].tolist()))

    def _lose(self, pieces: Any, reason: str) -> list[int]:
        rows = self._rows_of(pieces)
        for row in rows:
            self._found.lost.setdefault(row, reason)
        return rows

    def _tell(
        self, file: str, problem: str, hint: str, rows: list[int] | None = None, *, row: int = -1
    ) -> None:
        """Note a problem of a file with the rows it strikes, or of one row."""
        keys = tuple(self._keys[each] for each in rows or ())
        self._explained.update(rows or (), (row,))
        self._found.problems.append(
            FileProblem(file, self._keys[row] if row >= 0 else "", problem, hint, keys)
        )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")

"""Checkpoints that are no tensor bundle: every value read once through its reader, every stored checksum compared."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from explorer.analysis.doctor_bundle import Examination
from explorer.analysis.doctor_records import FileProblem
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, NoValueError
from explorer.formats.dtypes import data_type
from explorer.formats.lfs_pointer import POINTER_HINT, pointer_text
from explorer.formats.reader import CheckpointReader
from explorer.formats.table import FOOTER_SIZE, read_block, read_handles
from explorer.formats.zip_member import DEFLATED, Member, list_members, locate
from explorer.storage.files import FileSource

OnBytes = Callable[[int], None]
PIECE_BYTES = 1 << 20
WEIGHTS = "model.weights.h5"
_ABSENT_HINT = "Copy it from where the checkpoint was written, or use another checkpoint."
_MEMBER_HINT = "The archive is damaged; what lies in its other members can still be read."


def examine_values(reader: CheckpointReader, folder: str, on_bytes: OnBytes) -> Examination:
    """Read all values of a checkpoint, one piece at a time, and check what can be checked.

    Args:
        reader: the opened checkpoint.
        folder: what to put before file names, "" or "epoch_1/".
        on_bytes: told how many bytes were read; what it raises passes through.
    """
    return _ValueDoctor(reader, folder, on_bytes).examine()


class _ValueDoctor:
    def __init__(self, reader: CheckpointReader, folder: str, on_bytes: OnBytes) -> None:
        self._reader, self._folder, self._on_bytes = reader, folder, on_bytes
        self._table = reader.table
        self._found = Examination()
        self._hints: dict[int, str] = {}

    def examine(self) -> Examination:
        for file in self._reader.data_files:
            self._file(file.name)
        for row in range(len(self._table)):
            if row not in self._found.lost:
                self._value(row)
        self._tell_lost()
        return self._found

    # --- values ------------------------------------------------------------------------------

    def _value(self, row: int) -> None:
        table, found = self._table, self._found
        reason = table.problems.get(row, "")
        try:
            self._on_bytes(0)
            if data_type(int(table.dtype[row])).is_numeric:
                for chunk in self._reader.chunks(row):
                    self._count(chunk.values.nbytes)
            else:
                self._reader.read(row)
                self._count(int(table.size_bytes[row]))
        except NoValueError as error:
            if not reason:
                found.notes.append(
                    f"{table.keys[row]}: its value cannot be given, so it was not checked: {error.problem}."
                )
            self._hints[row] = error.hint
        except ExplorerError as error:
            reason = reason or error.problem
            self._hints[row] = error.hint
        if reason:
            found.lost[row] = reason

    def _tell_lost(self) -> None:
        """One problem for all values of a file that are lost for the same reason."""
        rows_of: dict[tuple[str, str, str], list[int]] = {}
        for row, reason in self._found.lost.items():
            if row in self._hints or row in self._table.problems:
                cause = self._file_of(row), reason, self._hints.get(row, "")
                rows_of.setdefault(cause, []).append(row)
        for (file, reason, hint), rows in rows_of.items():
            keys = tuple(self._table.keys[row] for row in rows)
            single = len(keys) == 1
            self._tell(file, reason, hint, key=keys[0] if single else "", keys=() if single else keys)

    def _file_of(self, row: int) -> str:
        shard, files = int(self._table.shard[row]), self._reader.data_files
        if 0 <= shard < len(files):
            return files[shard].name
        return files[0].name if files else self._reader.prefix.name

    # --- files -------------------------------------------------------------------------------

    def _file(self, name: str) -> None:
        """What can be told of a file by itself: is it there, is it a pointer, do its own checksums fit."""
        try:
            with FileSource(self._reader.prefix.with_name(name)) as source:
                pointer = pointer_text(source)
                if pointer:
                    self._tell(name, pointer, POINTER_HINT)
                elif self._reader.format == "tensor_slice_v1":
                    self._blocks(name, source)
                elif self._reader.format == "keras":
                    self._members(name, source)
        except MissingFileError:
            self._tell(name, "the data file is not there", _ABSENT_HINT)
        except ExplorerError as error:
            self._tell(name, error.problem, error.hint)

    def _blocks(self, name: str, source: FileSource) -> None:
        """Each block of a table file against its checksum."""
        for _, handle in read_handles(source):
            self._on_bytes(0)
            try:
                read_block(source, handle, source.size - FOOTER_SIZE)
            except CorruptFileError as error:
                self._tell(name, error.problem, error.hint)

    def _members(self, name: str, source: FileSource) -> None:
        """Each member of a `.keras` archive against the checksum of the zip directory."""
        for member in list_members(source).values():
            if member.name.endswith("/"):
                continue
            try:
                self._member(source, locate(source, member))
            except ExplorerError as error:
                keys: tuple[str, ...] = ()
                if member.name == WEIGHTS:
                    keys = tuple(self._table.keys)
                    self._found.lost = dict.fromkeys(range(len(keys)), error.problem)
                self._tell(name, error.problem, _MEMBER_HINT, keys=keys)

    def _member(self, source: FileSource, member: Member) -> None:
        """Unpack a member piece by piece: neither its size nor what it says of it is believed."""
        unpack = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None
        shown = repr(member.name[:200])
        crc = size = 0
        for begin in range(0, member.packed_size, PIECE_BYTES):
            packed = source.read(member.offset + begin, min(PIECE_BYTES, member.packed_size - begin))
            while packed:
                data = packed
                try:
                    data = packed if unpack is None else unpack.decompress(packed, PIECE_BYTES)
                except zlib.error as error:
                    raise CorruptFileError(f"its member {shown} cannot be unpacked: {error}") from error
                packed = b"" if unpack is None else unpack.unconsumed_tail
                crc, size = zlib.crc32(data, crc), size + len(data)
                if size > member.size:
                    raise CorruptFileError(f"its member {shown} unpacks to more than {member.size} bytes")
                self._count(len(data))
        if size != member.size or crc != member.crc32:
            raise CorruptFileError(
                f"its member {shown} does not match its checksum: "
                f"stored {member.crc32:#010x}, computed {crc:#010x}"
            )

    # --- keeping account ---------------------------------------------------------------------

    def _count(self, size_bytes: int) -> None:
        self._found.checked_bytes += size_bytes
        self._on_bytes(size_bytes)

    def _tell(self, file: str, problem: str, hint: str, *, key: str = "", keys: tuple[str, ...] = ()) -> None:
        self._found.problems.append(FileProblem(self._folder + file, key, problem, hint, keys))

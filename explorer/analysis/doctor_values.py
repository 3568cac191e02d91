"""Checkpoints that are no tensor bundle: every value read once through its reader, every part that has a checksum checked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable

from explorer.analysis.doctor_bundle import Examination
from explorer.analysis.doctor_causes import LFS_HINT, lfs_pointer
from explorer.analysis.doctor_records import FileProblem
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, NoValueError
from explorer.formats.dtypes import data_type
from explorer.formats.reader import CheckpointReader
from explorer.formats.table import FOOTER_SIZE, read_block, read_handles
from explorer.storage.files import FileSource

OnBytes = Callable[[int], None]
MOST_UNPACKED = 1100  # deflate cannot do better; a member that says more lies
_PIECE_BYTES = 1 << 20
_FORMAT_WITH_BLOCKS = "tensor_slice_v1"


def examine_values(reader: CheckpointReader, folder: str, on_bytes: OnBytes) -> Examination:
    """Read all values of a checkpoint, one piece at a time, and check what can be checked.

    Args:
        reader: the opened checkpoint.
        folder: what to put before file names, "" or "epoch_1/".
        on_bytes: told how many bytes were read; what it raises passes through.
    """
    found = Examination()
    table = reader.table
    for file in reader.data_files:
        _file(reader, file.name, folder + file.name, found, on_bytes)
    for row in range(len(table)):
        key = table.keys[row]
        reason = hint = ""
        try:
            on_bytes(0)
            if data_type(int(table.dtype[row])).is_numeric:
                for chunk in reader.chunks(row):
                    on_bytes(chunk.values.nbytes)
                    found.checked_bytes += chunk.values.nbytes
            else:
                reader.read(row)
                found.checked_bytes += int(table.size_bytes[row])
                on_bytes(int(table.size_bytes[row]))
        except NoValueError as error:
            if row in table.problems:
                reason, hint = table.problems[row], error.hint
            else:
                found.notes.append(
                    f"{key}: its value cannot be given, so it was not checked: {error.problem}."
                )
        except ExplorerError as error:
            reason, hint = table.problems.get(row) or error.problem, error.hint
        else:
            reason = table.problems.get(row, "")
        if reason:
            found.lost[row] = reason
            found.problems.append(FileProblem(folder + _file_of(reader, row), key, reason, hint))
    return found


def _file_of(reader: CheckpointReader, row: int) -> str:
    shard = int(reader.table.shard[row])
    files = reader.data_files
    return files[shard].name if 0 <= shard < len(files) else files[0].name if files else reader.prefix.name


def _file(reader: CheckpointReader, name: str, shown: str, found: Examination, on_bytes: OnBytes) -> None:
    """What can be told of a file by itself: is it there, is it a pointer, do its own checksums fit."""
    path = reader.prefix.with_name(name)
    try:
        with FileSource(path) as source:
            pointer = lfs_pointer(source)
            if pointer:
                found.problems.append(FileProblem(shown, "", pointer, LFS_HINT))
            elif reader.format == _FORMAT_WITH_BLOCKS:
                _blocks(source, shown, found, on_bytes)
        if reader.format == "keras":
            _members(path, shown, found, on_bytes)
    except MissingFileError:
        hint = "Copy it from where the checkpoint was written, or use another checkpoint."
        found.problems.append(FileProblem(shown, "", "the data file is not there", hint))
    except ExplorerError as error:
        found.problems.append(FileProblem(shown, "", error.problem, error.hint))


def _blocks(source: FileSource, shown: str, found: Examination, on_bytes: OnBytes) -> None:
    """Each block of a table file against its checksum."""
    for _, handle in read_handles(source):
        try:
            read_block(source, handle, source.size - FOOTER_SIZE)
            found.checked_bytes += handle.size
        except CorruptFileError as error:
            found.problems.append(FileProblem(shown, "", error.problem, error.hint))
        on_bytes(0)


def _members(path: object, shown: str, found: Examination, on_bytes: OnBytes) -> None:
    """Each member of a `.keras` archive against the CRC of the zip directory."""
    try:
        with zipfile.ZipFile(str(path)) as archive:
            for member in archive.infolist():
                _member(archive, member, shown, found, on_bytes)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        found.problems.append(
            FileProblem(shown, "", f"the archive cannot be read: {error}", "It was cut short or damaged.")
        )


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, found: Examination, on_bytes: OnBytes
) -> None:
    if member.file_size > MOST_UNPACKED * (member.compress_size + 1):
        problem = (
            f"its member {member.filename!r} says it holds {member.file_size} bytes, too many to be true"
        )
        found.problems.append(FileProblem(shown, "", problem, "The archive is damaged, or made to harm."))
        return
    try:
        with archive.open(member) as stream:
            while data := stream.read(_PIECE_BYTES):
                on_bytes(len(data))
                found.checked_bytes += len(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        found.problems.append(
            FileProblem(
                shown,
                "",
                f"its member {member.filename!r} is damaged: {error}",
                "What lies in the other members can still be read.",
            )
        )

"""Exact reads of regular files, and plain words about everything else that can stand at a path."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import numpy as np
import pytest

from explorer.errors import CorruptFileError, FileAccessError, MissingFileError
from explorer.storage.files import (
    BufferSource,
    FileSource,
    is_directory,
    is_file,
    is_link,
    is_there,
    read_small_file,
    regular_file_size,
    size_or_reason,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ten"
    path.write_bytes(b"0123456789")
    return path


def test_reads_give_exactly_the_bytes_asked_for(file):
    buffer = np.zeros(4, np.uint8)

    with FileSource(file) as source:
        source.read_into(3, buffer)

        assert (source.size, source.read(2, 3), source.read(10, 0), bytes(buffer)) == (
            10,
            b"234",
            b"",
            b"3456",
        )


@pytest.mark.parametrize(("offset", "size"), [(8, 3), (11, 0), (-1, 2), (0, -1), (0, 2**62), (2**63, 2**63)])
def test_a_range_outside_the_file_is_refused_before_memory_is_asked_for(file, offset, size):
    with FileSource(file) as source, pytest.raises(CorruptFileError, match="ten should hold bytes"):
        source.read(offset, size)
    with pytest.raises(CorruptFileError, match="has 10 bytes"):
        BufferSource(b"0123456789").read(offset, size)


def test_short_reads_of_the_system_are_joined(file, monkeypatch):
    real = os.pread
    monkeypatch.setattr(os, "pread", lambda fd, size, offset: real(fd, min(size, 3), offset))

    assert read_small_file(file, 10) == b"0123456789"


def test_a_file_cut_while_it_is_read_is_told(file):
    buffer = np.zeros(8, np.uint8)
    with FileSource(file) as source:
        os.truncate(file, 4)

        with pytest.raises(CorruptFileError, match="ended at byte 4 while it was read; it had 10 bytes"):
            source.read(0, 10)
        with pytest.raises(CorruptFileError, match="ended at byte 4"):
            source.read_into(0, buffer)
        with pytest.raises(CorruptFileError, match="changed from 10 to 4 bytes"):
            source.check_unchanged()


def test_a_failing_disk_is_told_with_its_reason(file, monkeypatch):
    def fail(*_: object) -> bytes:
        raise OSError(5, "EIO")

    with FileSource(file) as source:
        monkeypatch.setattr(os, "pread", fail)

        with pytest.raises(FileAccessError, match="Input/output error") as caught:
            source.read(0, 1)
    assert caught.value.where == {"path": file}


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


@pytest.mark.parametrize(
    ("make", "error", "words", "why"),
    [
        (_fifo, FileAccessError, "a pipe, not a file", "is a pipe, not a file"),
        (_socket, FileAccessError, "a socket, not a file", "is a socket, not a file"),
        (Path.mkdir, FileAccessError, "a directory, not a file", "is a directory, not a file"),
        (
            lambda path: path.symlink_to("/dev/zero"),
            FileAccessError,
            "a device, not a file",
            "is a device, not a file",
        ),
        (
            lambda path: path.symlink_to(path),
            FileAccessError,
            "Too many levels",
            "cannot be looked at: Too many levels of symbolic links",
        ),
        (
            lambda path: path.symlink_to("/nowhere/at/all"),
            MissingFileError,
            "a link to a file that is not there",
            "is a link to a file that is not there",
        ),
        (lambda path: None, MissingFileError, "there is no such file", "is not there"),
    ],
    ids=["fifo", "socket", "directory", "device", "loop", "dangling", "nothing"],
)
def test_odd_things_at_a_path_are_refused_in_plain_words(tmp_path, monkeypatch, make, error, words, why):
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    path = Path("odd")
    make(path)

    with pytest.raises(error, match=words):
        FileSource(path)
    assert (regular_file_size(path), size_or_reason(path)) == (None, why)
    assert is_there(path) == (why != "is not there")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told(file):
    file.chmod(0)

    with pytest.raises(FileAccessError, match="Permission denied"):
        FileSource(file)


def test_a_name_with_a_nul_is_no_file():
    with pytest.raises(MissingFileError, match="no file can have this name"):
        FileSource("a\0b")
    assert regular_file_size("a\0b") is None


def test_small_files_are_read_up_to_their_limit_only(file):
    assert read_small_file(file, 10) == b"0123456789"

    with pytest.raises(CorruptFileError, match="has 10 bytes, a file of this kind has at most 9"):
        read_small_file(file, 9)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors through /proc")
def test_no_file_stays_open(file):
    before = len(list(Path("/proc/self/fd").iterdir()))

    with FileSource(file) as source:
        source.close()
    read_small_file(file, 10)

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_what_the_system_cannot_tell_is_not_called_absent(file, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(116, "ESTALE")

    assert size_or_reason(file) == 10
    assert not is_there(file.with_name("n" * 300))
    monkeypatch.setattr(os, "lstat", fail)
    monkeypatch.setattr(os, "stat", fail)

    assert size_or_reason(file) == "cannot be looked at: Stale file handle"
    with pytest.raises(FileAccessError, match="Stale file handle"):
        is_there(file)


def test_a_disk_that_fails_while_a_missing_file_is_looked_for_gives_our_own_error(tmp_path, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "lstat", fail)

    with pytest.raises(MissingFileError):
        FileSource(tmp_path / "keras_metadata.pb")


@pytest.mark.parametrize("ask", [is_file, is_directory, is_link])
def test_whoever_only_asks_for_a_kind_is_told_no_by_a_disk_that_fails(tmp_path, monkeypatch, ask):
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "lstat", fail)
    monkeypatch.setattr(os, "stat", fail)

    assert ask(tmp_path) is False

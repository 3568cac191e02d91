"""Writing a file all or nothing: a temporary file beside the target, fsync, then one rename."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal, overload

from explorer.errors import FileAccessError, MissingFileError

if sys.platform != "win32":  # on Windows an open file cannot be removed, which protects it as well
    import fcntl

_MARK = ".ckptx-part-"
_HINTS = {
    errno.ENOSPC: "The disk is full: free some space or choose another place.",
    errno.EDQUOT: "The disk quota is used up: free some space or choose another place.",
    errno.EROFS: "That file system is read-only: choose another place.",
    errno.EACCES: "Choose a place you may write to.",
    errno.EPERM: "Choose a place you may write to.",
    errno.ENAMETOOLONG: "Choose a shorter file name.",
}


@overload
def atomic_write(
    path: Path | str, *, binary: Literal[False] = ...
) -> contextlib.AbstractContextManager[IO[str]]: ...
@overload
def atomic_write(
    path: Path | str, *, binary: Literal[True]
) -> contextlib.AbstractContextManager[IO[bytes]]: ...
def atomic_write(path: Path | str, *, binary: bool = False) -> contextlib.AbstractContextManager[IO[Any]]:
    """A file to write to that appears under `path` only when the block ends without an error.

    Text is UTF-8 with the line ends as given. A reader sees the old content or the new, never a
    part. What a killed process left behind is swept at the next write to the same path.
    A target that is no file but a pipe or device (`/dev/stdout`) is written to directly.

    Raises:
        MissingFileError: the folder of `path` is not there.
        FileAccessError: no room, no permission, the target is a folder.
    """
    return _writing(Path(path), binary)


@contextmanager
def _writing(path: Path, binary: bool) -> Iterator[IO[Any]]:
    try:
        # A link stays a link: what it points to is replaced.
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise FileAccessError(
                "that is a folder, a file name is needed", hint="Add a file name.", path=path
            )
        if mode is not None and not stat.S_ISREG(mode):
            with _opened(os.open(path, os.O_WRONLY), binary) as file:
                yield file
            return
        _sweep(target)
        descriptor, part = _create_part(target)
        try:
            with _opened(descriptor, binary) as file:
                if mode is not None and hasattr(os, "fchmod"):
                    with contextlib.suppress(OSError):
                        os.fchmod(descriptor, stat.S_IMODE(mode))
                yield file
                file.flush()
                os.fsync(descriptor)
                if os.name == "posix":  # renamed while still locked: no sweep can come between
                    part.replace(target)
            if os.name != "posix":
                part.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        _sync_directory(target.parent)
    except OSError as error:
        if isinstance(error, (FileAccessError, MissingFileError, BrokenPipeError)):
            raise
        raise _explained(error, path) from error


def _mode_of(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _opened(descriptor: int, binary: bool) -> IO[Any]:
    if binary:
        return open(descriptor, "wb")
    return open(descriptor, "w", encoding="utf-8", newline="")


def _create_part(target: Path) -> tuple[int, Path]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    while True:
        part = target.with_name(_part_prefix(target) + secrets.token_hex(6))
        descriptor = os.open(part, flags, 0o666)
        if sys.platform == "win32":
            return descriptor, part
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with contextlib.suppress(FileNotFoundError):
            if part.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor, part
        os.close(descriptor)  # swept between being made and being locked: once more


def _part_prefix(target: Path) -> str:
    # A file name may have 255 bytes; the mark and the random part need room.
    return "." + os.fsdecode(os.fsencode(target.name)[:200]) + _MARK


def _sweep(target: Path) -> None:
    """Remove the parts of writers that are dead: a living one holds the lock on its part."""
    prefix = _part_prefix(target)
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for name in [entry.name for entry in entries if entry.name.startswith(prefix)]:
            with contextlib.suppress(OSError):
                _remove_if_dead(target.parent / name)


def _remove_if_dead(part: Path) -> None:
    if sys.platform == "win32":
        part.unlink()
        return
    descriptor = os.open(part, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        part.unlink()
    finally:
        os.close(descriptor)


def _sync_directory(directory: Path) -> None:
    if os.name == "posix":
        with contextlib.suppress(OSError):
            descriptor = os.open(directory, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _explained(error: OSError, path: Path) -> FileAccessError | MissingFileError:
    if isinstance(error, FileNotFoundError):
        return MissingFileError(
            "the folder to write into is not there",
            hint="Make the folder first, or choose another.",
            path=path,
        )
    reason = error.strerror or str(error)
    return FileAccessError(
        f"cannot write: {reason}", hint=_HINTS.get(error.errno or 0, "Choose another place."), path=path
    )

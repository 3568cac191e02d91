"""Where bytes come from: exact reads of regular files, never mapped into memory, never blocking on odd files.

A trainer may cut or replace a file while we look at it, so every read is checked against the
bytes that arrived; mapping such a file would let the kernel kill the process.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from explorer.errors import CorruptFileError, FileAccessError, MissingFileError

if TYPE_CHECKING:  # scanning a directory reads no tensor, and must not wait for numpy
    import numpy as np
    import numpy.typing as npt

# O_NONBLOCK: opening a FIFO without a writer would hang. O_BINARY exists on Windows only.
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_CUT_HINT = "It may still be being written, or a copy of it was cut short."
_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


PathLike = str | os.PathLike[str]  # what every public call takes for a path


def as_path(given: PathLike) -> Path:
    """A path as given, `~` of a text being the home directory. Raises TypeError for what is none."""
    if not isinstance(given, str | os.PathLike):
        raise TypeError(f"a path is a str, a Path, or what was opened before, not {type(given).__name__}")
    # A notebook has no shell that would have expanded it; "./~" still names a directory of that name.
    return Path(os.path.expanduser(given) if isinstance(given, str) else given)  # noqa: PTH111 - keeps "./"


class ByteSource(Protocol):
    """A fixed run of bytes that can be read anywhere; `name` is for messages."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read(self, offset: int, size: int) -> bytes:
        """Exactly `size` bytes from `offset`. Raises CorruptFileError when they are not all there."""

    def read_into(self, offset: int, buffer: npt.NDArray[np.uint8]) -> None:
        """Fill `buffer` with the bytes from `offset` on. Raises CorruptFileError as `read` does."""


class BufferSource:
    """Bytes already in memory, for tests and for parts of other files."""

    def __init__(self, data: bytes, name: str = "buffer") -> None:
        self.name = name
        self._data = data
        self.size = len(data)

    def read(self, offset: int, size: int) -> bytes:
        """Exactly `size` bytes from `offset`."""
        check_range(offset, size, self.size, self.name)
        return self._data[offset : offset + size]

    def read_into(self, offset: int, buffer: npt.NDArray[np.uint8]) -> None:
        """Fill `buffer` with the bytes from `offset` on."""
        check_range(offset, len(buffer), self.size, self.name)
        buffer.data[:] = memoryview(self._data)[offset : offset + len(buffer)]


class FileSource:
    """A regular file open for reading; a context manager. Safe to use from several threads.

    Raises:
        MissingFileError: nothing of that name.
        FileAccessError: no permission, a failing disk, or not a regular file.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path if isinstance(path, Path) else Path(path)
        self.name = self.path.name
        self._descriptor = -1
        self._lock = threading.Lock()  # only for systems without pread
        self._descriptor, self.size = _open_regular(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back. May be called twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def read(self, offset: int, size: int) -> bytes:
        """Exactly `size` bytes from `offset`; nothing is allocated before the range is checked."""
        check_range(offset, size, self.size, self.name)
        data = self._pread(offset, size)
        if len(data) == size:
            return data
        parts = [data]
        done = len(data)
        while done < size:
            data = self._pread(offset + done, size - done)
            if not data:
                self._cut_short(offset + done)
            parts.append(data)
            done += len(data)
        return b"".join(parts)

    def read_into(self, offset: int, buffer: npt.NDArray[np.uint8]) -> None:
        """Fill `buffer` (uint8, contiguous) with the bytes from `offset` on."""
        size = len(buffer)
        check_range(offset, size, self.size, self.name)
        done = 0
        while done < size:
            count = self._preadv(offset + done, buffer[done:] if done else buffer)
            if not count:
                self._cut_short(offset + done)
            done += count

    def stamp(self) -> tuple[int, int, int]:
        """Size, time and inode: what changes when a file is written anew, or another takes its place."""
        try:
            status = os.fstat(self._descriptor)
        except OSError as error:
            raise _access_error(error, self.path) from error
        return status.st_size, status.st_mtime_ns, status.st_ino

    def check_unchanged(self) -> None:
        """Raise CorruptFileError if the file has another size now than when it was opened."""
        try:
            now = os.fstat(self._descriptor).st_size
        except OSError as error:
            raise _access_error(error, self.path) from error
        if now != self.size:
            raise CorruptFileError(
                f"{self.name} changed from {self.size} to {now} bytes while it was read", hint=_CUT_HINT
            )

    def check_stamp(self, stamp: tuple[int, int, int]) -> None:
        """Raise CorruptFileError if the file is another than the one of that `stamp`."""
        if self.stamp() != stamp:
            raise CorruptFileError(
                f"{self.name} was written anew since it was opened", hint="Reload to see what it holds now."
            )

    def _pread(self, offset: int, size: int) -> bytes:
        try:
            if hasattr(os, "pread"):
                return os.pread(self._descriptor, size, offset)
            with self._lock:
                os.lseek(self._descriptor, offset, os.SEEK_SET)
                return os.read(self._descriptor, size)
        except OSError as error:
            raise _access_error(error, self.path) from error

    def _preadv(self, offset: int, buffer: npt.NDArray[np.uint8]) -> int:
        if not hasattr(os, "preadv"):
            data = self._pread(offset, len(buffer))
            buffer.data[: len(data)] = data
            return len(data)
        try:
            return os.preadv(self._descriptor, [buffer.data], offset)
        except OSError as error:
            raise _access_error(error, self.path) from error

    def _cut_short(self, end: int) -> Any:
        raise CorruptFileError(
            f"{self.name} ended at byte {end} while it was read; it had {self.size} bytes", hint=_CUT_HINT
        )


def read_small_file(path: Path | str, limit: int) -> bytes:
    """The whole content of a regular file of at most `limit` bytes.

    Raises:
        MissingFileError: nothing of that name.
        FileAccessError: it cannot be read, or is no regular file.
        CorruptFileError: it is larger than `limit`, or was cut while it was read.
    """
    with FileSource(path) as source:
        if source.size > limit:
            raise CorruptFileError(
                f"{source.name} has {source.size} bytes, a file of this kind has at most {limit}"
            )
        data = source.read(0, source.size)
        source.check_unchanged()
        return data


def regular_file_size(path: Path | str) -> int | None:
    """The size of a regular file, without opening it; None if there is none of that name."""
    try:
        status = os.stat(path)  # noqa: PTH116 - one call, and no Path to build
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def size_or_reason(path: Path | str) -> int | str:
    """The size of a regular file, or why there is none, as the end of a sentence: "is a pipe, not a file"."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError, ValueError):
        dangles = "\0" not in str(path) and is_link(path)
        return "is a link to a file that is not there" if dangles else "is not there"
    except OSError as error:
        return f"cannot be looked at: {_reason(error)}"
    return status.st_size if stat.S_ISREG(status.st_mode) else f"is {_kind(status.st_mode)}, not a file"


def is_there(path: Path | str) -> bool:
    """Whether there is anything of that name, be it a link that leads nowhere.

    Raises:
        FileAccessError: the system cannot tell; an answer "no" would be a lie.
    """
    try:
        os.lstat(path)
    except OSError as error:
        # A name too long for the system is nobody's.
        if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.ENAMETOOLONG:
            return False
        raise _access_error(error, Path(path)) from error
    return True


# pathlib's own questions raise what the system says of a failing disk; whoever only asks does not want that.
def is_file(path: Path | str) -> bool:
    """Whether a regular file of that name is there; False where the system does not tell."""
    return os.path.isfile(path)  # noqa: PTH113


def is_directory(path: Path | str) -> bool:
    """Whether a directory of that name is there; False where the system does not tell."""
    return os.path.isdir(path)  # noqa: PTH112


def is_link(path: Path | str) -> bool:
    """Whether the name is a link, wherever it leads; False where the system does not tell."""
    return os.path.islink(path)  # noqa: PTH114


def check_range(offset: int, size: int, available: int, name: str) -> None:
    """Raise CorruptFileError unless `offset : offset + size` lies inside `available` bytes."""
    if offset < 0 or size < 0 or offset + size > available:
        raise CorruptFileError(
            f"{name} should hold bytes {offset} to {offset + size}, but has {available} bytes", hint=_CUT_HINT
        )


def _open_regular(path: Path) -> tuple[int, int]:
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except ValueError as error:  # a NUL in the name
        raise MissingFileError("no file can have this name", path=repr(str(path))) from error
    except OSError as error:
        raise _open_error(error, path) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_regular(status.st_mode, path)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, FileAccessError):
            raise
        raise _access_error(error, path) from error
    return descriptor, status.st_size


def _open_error(error: OSError, path: Path) -> MissingFileError | FileAccessError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if is_link(path):
            return MissingFileError(
                "it is a link to a file that is not there",
                hint="The file it points to was moved or deleted.",
                path=path,
            )
        return MissingFileError("there is no such file", hint="It may have been deleted or moved.", path=path)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        mode = stat.S_IFREG
    if not stat.S_ISREG(mode):  # opening a socket fails by itself
        return _not_regular(mode, path)
    return _access_error(error, path)


def _not_regular(mode: int, path: Path) -> FileAccessError:
    return FileAccessError(
        f"it is {_kind(mode)}, not a file", hint="Choose a file of a checkpoint.", path=path
    )


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "something odd")


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else str(error)


def _access_error(error: OSError, path: Path) -> FileAccessError:
    reason = _reason(error)
    hint = "Check the permissions of the file." if isinstance(error, PermissionError) else ""
    return FileAccessError(f"the system cannot read it: {reason}", hint=hint, path=path)

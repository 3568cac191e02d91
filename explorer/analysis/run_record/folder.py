"""The folder of all records: where it is, how much lies in it, and how it is cleared or kept small."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

DEFAULT_CAP_BYTES = 512 << 20  # of all records together
ENVIRONMENT = "CHECKPOINT_EXPLORER_CACHE"  # names another folder for what is cached
SUFFIX = ".run.sqlite"
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite may put beside a file


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The record of one directory. `directory` is "" where the file does not tell, being damaged."""

    path: Path
    directory: str
    size_bytes: int
    used: float  # seconds since 1970, when it was last opened or written


def record_folder() -> Path:
    """Where records are kept unless a caller says otherwise; it need not exist."""
    if told := os.environ.get(ENVIRONMENT):
        return Path(told) / "records"
    from platformdirs import user_cache_path  # late: not needed where a folder is given

    return user_cache_path("checkpoint-explorer", appauthor=False) / "records"


def record_path(directory: Path, folder: Path) -> Path:
    """The file of one opened directory; links are not followed, as the scan does not."""
    place = os.fsencode(os.path.abspath(directory))  # noqa: PTH100 - resolve() would follow links
    return folder / f"{hashlib.sha256(place).hexdigest()[:32]}{SUFFIX}"


def has_record(directory: Path) -> bool:
    """Whether anything may be remembered of a directory; looking makes no record."""
    try:
        return record_path(directory, record_folder()).is_file()
    except OSError:
        return False


def record_size(folder: Path | None = None) -> tuple[int, int]:
    """Bytes and number of the records in a folder."""
    files = list(_files(record_folder() if folder is None else folder))
    return sum(size for _, size, _ in files), sum(path.name.endswith(SUFFIX) for path, _, _ in files)


def list_records(folder: Path | None = None) -> tuple[RecordFile, ...]:
    """The records of a folder, the last used first."""
    found = [
        RecordFile(path, _directory_of(path), size, used)
        for path, size, used in _files(record_folder() if folder is None else folder)
        if path.name.endswith(SUFFIX)
    ]
    return tuple(sorted(found, key=lambda record: -record.used))


def clear_records(folder: Path | None = None) -> int:
    """Delete all records; gives the bytes that were freed.

    A window that has one open goes on with an empty one.
    """
    return sum(_delete(path) for path, _, _ in _files(record_folder() if folder is None else folder))


# --- those in use by this process ------------------------------------------------------------

_in_use: dict[Path, int] = {}
_lock = threading.Lock()


def hold(path: Path) -> None:
    """Keep a record from being evicted by this process; to be undone by `let_go`."""
    with _lock:
        _in_use[path] = _in_use.get(path, 0) + 1


def let_go(path: Path) -> None:
    """The opposite of `hold`."""
    with _lock:
        left = _in_use.get(path, 0) - 1
        if left > 0:
            _in_use[path] = left
        else:
            _in_use.pop(path, None)


def evict(folder: Path, cap_bytes: int) -> None:
    """Delete the oldest-used records until all together hold at most `cap_bytes`; never one in use here."""
    files = sorted(_files(folder), key=lambda file: file[2])
    total = sum(size for _, size, _ in files)
    with _lock:
        held = set(_in_use)
    for path, size, _ in files:
        if total <= cap_bytes:
            return
        if path not in held and path.name.endswith(SUFFIX):
            _delete(path)
            total -= size


def _files(folder: Path) -> Iterator[tuple[Path, int, float]]:
    """Path, size and time of every file of ours."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return
    for name in names:
        if name.removesuffix(next((end for end in _BESIDE if name.endswith(end)), "")).endswith(SUFFIX):
            try:
                status = os.lstat(folder / name)
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield folder / name, status.st_size, status.st_mtime


def _delete(path: Path) -> int:
    freed = 0
    for each in (path, *(path.with_name(path.name + end) for end in _BESIDE)):
        try:
            size = os.lstat(each).st_size
            each.unlink()
        except OSError:
            continue
        freed += size
    return freed


def delete_file(path: Path) -> None:
    """Remove one record and what SQLite put beside it; what cannot be removed stays."""
    _delete(path)


def _directory_of(path: Path) -> str:
    """The directory that a record tells of, without changing the file."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0.1)) as connection:
            row = connection.execute("SELECT value FROM about WHERE name = 'directory'").fetchone()
    except (sqlite3.Error, ValueError, OSError):
        return ""
    return os.fsdecode(row[0]) if row is not None and isinstance(row[0], bytes) else ""

"""The SQLite file of a record: opened, checked, rebuilt; no trouble with it reaches a caller.

The rollback journal is used, for the write-ahead log needs memory shared between processes, which
homes on a network do not have. Transactions are short and wait for others a moment only. What a
crash of the machine loses is computed again, so nothing is waited for until it is on the disk.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from explorer.analysis.run_record.folder import delete_file

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)

VERSION = 1
_APPLICATION = 0x636B7078  # "ckpx"
_WAIT_S = 0.25  # for another process to finish its transaction
_LONGEST_S = 0.8  # a statement over a damaged file may run in circles
_LONGEST_WRITE_S = 5.0
_QUIET_S = 1.0  # after the file was found busy: thousands of questions must not wait one by one
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_MOST_REBUILDS = 3
_MOST_CLEARS = 100  # by other windows, just while this one was at it
_LARGEST = 256 << 20  # bytes of a value; a damaged file may declare more

_SCHEMA = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    "CREATE TABLE shared (hash BLOB PRIMARY KEY, data BLOB) WITHOUT ROWID",
    "CREATE TABLE checkpoints (content BLOB PRIMARY KEY, told BLOB, layout BLOB, places BLOB, "
    "graph BLOB, format BLOB, sums BLOB, small BLOB, used REAL)",
    "CREATE TABLE statistics (content BLOB, name BLOB, data BLOB, PRIMARY KEY (content, name))",
    "CREATE TABLE changes (older BLOB, newer BLOB, name BLOB, data BLOB, PRIMARY KEY (older, newer, name))",
)

_DAMAGED = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_CONSTRAINT,
)
_CUT = ("SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_DELETE_NOENT")  # the file, or its journal was cleared
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL)


class _OtherVersionError(Exception):
    """The file is sound, but not of this version, or not ours."""


class Database:
    """One file. Thread safe: one statement at a time. `problem` is a sentence once nothing can be kept."""

    def __init__(self, path: Path, directory: Path) -> None:
        self.path = path
        self.problem = ""
        self._directory = os.fsencode(directory)
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._place: tuple[int, int] | None = None
        self._rebuilds = self._clears = 0
        self.generation = 0  # counts the files this one was: what was read from an older one is lost
        self._until = float("inf")
        self._quiet_until = float("-inf")
        with self._lock:
            self._ready()

    def close(self) -> None:
        """Give the file back; may be called twice."""
        with self._lock:
            self._drop()
            self.problem = self.problem or "The record of this directory is closed."

    def read(self, ask: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """What `ask` answers; None where the file is busy, damaged or not there."""
        with self._lock:
            if time.monotonic() < self._quiet_until:
                return None
            return self._guarded(ask, _LONGEST_S)

    def write(self, change: Callable[[sqlite3.Connection], object]) -> bool:
        """Run `change` in one transaction; whether it was kept. What was not may be tried again."""

        def transaction(connection: sqlite3.Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            try:
                change(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return True

        self.look_again()
        with self._lock:
            return self._guarded(transaction, _LONGEST_WRITE_S) is True

    def look_again(self) -> None:
        """Begin a new file where the old one was cleared by the settings page of another window."""
        with self._lock:
            if self._connection is not None and self._is_gone():
                self._drop()

    def size_bytes(self) -> int:
        """What the file holds, the room in it that is free left out; 0 where it cannot tell."""

        def ask(connection: sqlite3.Connection) -> int:
            pages, free, page_bytes = (
                int(connection.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_count", "freelist_count", "page_size")
            )
            return (pages - free) * page_bytes

        return self.read(ask) or 0

    def give_room_back(self) -> None:
        """Cut free room off the file."""
        with self._lock:
            # A script, for `execute` takes one step of it and so frees one page.
            self._guarded(
                lambda connection: connection.executescript("PRAGMA incremental_vacuum"), _LONGEST_WRITE_S
            )

    # --- below: with the lock held -----------------------------------------------------------

    def _guarded(self, ask: Callable[[sqlite3.Connection], _Answer], longest_s: float) -> _Answer | None:
        for _ in range(2):
            connection = self._ready()
            if connection is None:
                return None
            self._until = time.monotonic() + longest_s
            try:
                return ask(connection)
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if not self._may_go_on(error):
                    return None
            finally:
                self._until = float("inf")
        return None

    def _ready(self) -> sqlite3.Connection | None:
        """The open connection; None where there can be none."""
        while self._connection is None and not self.problem:
            try:
                self._open()
            except (sqlite3.Error, UnicodeDecodeError, _OtherVersionError) as error:
                if isinstance(error, sqlite3.Error) and _code(error) in _BUSY:
                    self._drop()
                    self._quiet_until = time.monotonic() + _QUIET_S
                    return None
                self._may_go_on(error)
            except (OSError, ValueError) as error:
                if not self._was_cleared():
                    self._give_up(error)
        return self._connection

    def _open(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path.is_symlink():  # it may lead anywhere, and nothing of ours is written there
            delete_file(self.path)
        # Made beforehand with its mode: names of variables are nobody else's business.
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        status = os.fstat(descriptor)
        os.close(descriptor)
        self._place = status.st_dev, status.st_ino
        connection = sqlite3.connect(
            self.path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        self._connection = connection
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
        connection.set_progress_handler(lambda: time.monotonic() > self._until, _STEPS)
        self._until = time.monotonic() + _LONGEST_S
        for setting in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "synchronous = OFF",
            "temp_store = MEMORY",
            "mmap_size = 0",
        ):
            connection.execute(f"PRAGMA {setting}")
        self._check(connection)
        self.generation += 1
        os.utime(self.path)  # the last use, which eviction goes by

    def _check(self, connection: sqlite3.Connection) -> None:
        schema = _schema_of(connection)
        if not schema:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("BEGIN IMMEDIATE")
            if not _schema_of(connection):  # nor did another window make it meanwhile
                for statement in _SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
                connection.execute("INSERT INTO about VALUES ('directory', ?)", (self._directory,))
            connection.execute("COMMIT")
            schema = _schema_of(connection)
        known = connection.execute("SELECT value FROM about WHERE name = 'directory'").fetchone()
        if (
            sorted(schema) != sorted(_SCHEMA)
            or connection.execute("PRAGMA user_version").fetchone() != (VERSION,)
            or connection.execute("PRAGMA application_id").fetchone() != (_APPLICATION,)
            or known != (self._directory,)
        ):
            raise _OtherVersionError

    def _may_go_on(self, error: Exception) -> bool:
        """Whether there is something to be tried again: a damaged file is begun anew."""
        if self._was_cleared():
            return True
        code = _code(error) if isinstance(error, sqlite3.Error) else sqlite3.SQLITE_NOTADB
        if code in _BUSY:
            self._quiet_until = time.monotonic() + _QUIET_S
            return False
        is_cut = getattr(error, "sqlite_errorname", "") in _CUT
        if not (code in _DAMAGED or is_cut) or self._rebuilds >= _MOST_REBUILDS:
            self._give_up(error)
            return False
        _log.info("the record %s is begun anew: %r", self.path.name, error)
        self._rebuilds += 1
        self._drop()
        delete_file(self.path)
        return True

    def _was_cleared(self) -> bool:
        """Whether another window deleted the file in this moment, which is no damage: a new one is begun."""
        if self._place is None or self._clears >= _MOST_CLEARS or not self._is_gone():
            return False
        self._clears += 1
        self._drop()
        return True

    def _give_up(self, error: Exception) -> None:
        self._drop()
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        self.problem = (
            f"Nothing is remembered of this directory: the cache folder {self.path.parent} "
            f"cannot be used ({reason})."
        )

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._place = None
        if connection is not None:
            try:
                connection.close()
            except sqlite3.Error as error:
                _log.info("closing a record: %r", error)

    def _is_gone(self) -> bool:
        try:
            status = os.stat(self.path)  # noqa: PTH116
        except OSError:
            return True
        return (status.st_dev, status.st_ino) != self._place


def _schema_of(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL OR type NOT IN ('table', 'index') LIMIT 20"
    )
    return [str(sql) for (sql,) in rows]


def _code(error: sqlite3.Error) -> int:
    """The primary result code; that of any error without one is "damaged"."""
    code = getattr(error, "sqlite_errorcode", None)
    return sqlite3.SQLITE_CORRUPT if code is None else int(code) & 0xFF

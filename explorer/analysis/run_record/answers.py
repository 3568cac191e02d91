"""Answers about tensors, statistics and changes, on their way into the file of a record and out of it."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from explorer.analysis.run_record.database import Database
from explorer.analysis.run_record.sealed import BrokenSealError, seal, unseal

_Found = TypeVar("_Found")

_FLUSH_BYTES = 8 << 20  # waiting to be written
_FLUSH_COUNT = 4096
_MOST_ASKED = 400  # names in one question: SQLite knows a limit
_OF_ONE, _OF_TWO = "statistics WHERE content = ?", "changes WHERE older = ? AND newer = ?"


class Answers:
    """Named by the hash of one checkpoint (statistics) or of two (changes), and by a key. Thread safe.

    They wait in memory until there are many, or until `flush`; what waits is found as well.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._waiting: dict[tuple[bytes, ...], bytes] = {}  # names and key's hash -> sealed bytes
        self._waiting_bytes = 0
        self._writing: dict[tuple[bytes, ...], bytes] = {}  # found until it is in the file
        self._one_writes = threading.Lock()
        self._used: set[bytes] = set()  # checkpoints asked for since the last flush
        self.written_bytes = 0

    def use(self, content: bytes) -> None:
        """Note that a checkpoint was looked at: what was not for the longest time is dropped first."""
        with self._lock:
            self._used.add(content)

    def keep(self, names: tuple[bytes, ...], found: Iterable[tuple[str, bytes]]) -> None:
        """Take (key, bytes) pairs in."""
        for key, data in found:
            raw = _raw(key)
            try:
                sealed = seal(data, b"".join((*names, raw)))
            except BrokenSealError:
                continue
            with self._lock:
                self._waiting[(*names, _name(raw))] = sealed
                self._waiting_bytes += len(sealed)
                is_much = self._waiting_bytes > _FLUSH_BYTES or len(self._waiting) > _FLUSH_COUNT
            if is_much:
                self.flush()

    def find(
        self, names: tuple[bytes, ...], keys: Iterable[str], decode: Callable[[str, bytes], _Found]
    ) -> dict[str, _Found]:
        """What is known about these keys; what is damaged is left out."""
        key_of = {_name(raw): (key, raw) for key, raw in ((key, _raw(key)) for key in keys)}
        stored: dict[bytes, bytes] = {}
        with self._lock:  # before the file is asked: what leaves memory meanwhile is in there
            for name in key_of:
                held = self._waiting.get((*names, name)) or self._writing.get((*names, name))
                if held is not None:
                    stored[name] = held
        wanted = [name for name in key_of if name not in stored]
        place = _OF_ONE if len(names) == 1 else _OF_TWO
        for start in range(0, len(wanted), _MOST_ASKED):
            part = wanted[start : start + _MOST_ASKED]
            question = f"SELECT name, data FROM {place} AND name IN ({','.join('?' * len(part))})"
            stored.update(self._database.read(partial(_rows, question, (*names, *part))) or ())
        found: dict[str, _Found] = {}
        for name, data in stored.items():
            key, raw = key_of.get(name, ("", b""))
            try:
                found[key] = decode(key, unseal(data, b"".join((*names, raw))))
            except BrokenSealError:
                continue
        return found

    def flush(self) -> None:
        """Write what waits; what another window keeps from being written waits on."""
        with self._one_writes:
            self._flush()

    def _flush(self) -> None:
        with self._lock:
            waiting, used, size = self._waiting, self._used, self._waiting_bytes
            self._waiting, self._used, self._waiting_bytes = {}, set(), 0
            self._writing = waiting
        if not waiting and not used:
            return

        def change(connection: sqlite3.Connection) -> None:
            connection.executemany(
                "INSERT OR REPLACE INTO statistics VALUES (?, ?, ?)",
                ((*names, data) for names, data in waiting.items() if len(names) == 2),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?)",
                ((*names, data) for names, data in waiting.items() if len(names) == 3),
            )
            now = time.time()
            connection.executemany(
                "UPDATE checkpoints SET used = ? WHERE content = ?", ((now, name) for name in used)
            )

        is_written = self._database.write(change)
        with self._lock:
            self._writing = {}
            if is_written:
                self.written_bytes += size
            elif not self._database.problem and size < 4 * _FLUSH_BYTES:
                self._waiting = waiting | self._waiting
                self._waiting_bytes += size
                self._used |= used


def _rows(
    question: str, values: tuple[bytes, ...], connection: sqlite3.Connection
) -> list[tuple[bytes, bytes]]:
    return connection.execute(question, values).fetchall()


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _name(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=16).digest()

"""Blobs that many checkpoints of a run share, each stored once under the hash of its content."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import OrderedDict

from explorer.analysis.run_record.database import Database
from explorer.analysis.run_record.sealed import BrokenSealError, seal, unseal

_HELD_BYTES = 64 << 20
_MOST_HELD = 64


class SharedBlobs:
    """Read through a small memory, so that thousands of steps of one layout unpack it once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._held: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._broken: set[bytes] = set()  # found damaged: to be stored anew

    def get(self, name: object) -> bytes:
        """The content of a blob. Raises BrokenSealError when it is lost."""
        if not isinstance(name, bytes):
            raise BrokenSealError
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]

        def ask(connection: sqlite3.Connection) -> object:
            row = connection.execute("SELECT data FROM shared WHERE hash = ?", (name,)).fetchone()
            return None if row is None else row[0]

        stored = self._database.read(ask)
        try:
            data = unseal(stored, name)
        except BrokenSealError:
            with self._lock:
                self._broken.add(name)
            raise
        self._hold(name, data)
        return data

    def put(self, connection: sqlite3.Connection, data: bytes) -> bytes:
        """Store a blob inside a transaction; gives the name it has."""
        name = hashlib.sha256(data).digest()[:16]
        row = connection.execute("SELECT 1 FROM shared WHERE hash = ?", (name,)).fetchone()
        if row is None or name in self._broken:
            connection.execute("INSERT OR REPLACE INTO shared VALUES (?, ?)", (name, seal(data, name)))
            with self._lock:
                self._broken.discard(name)
        self._hold(name, data)
        return name

    def _hold(self, name: bytes, data: bytes) -> None:
        with self._lock:
            if name not in self._held:
                self._held[name] = data
                self._bytes += len(data)
            while self._held and (self._bytes > _HELD_BYTES or len(self._held) > _MOST_HELD):
                _, dropped = self._held.popitem(last=False)
                self._bytes -= len(dropped)

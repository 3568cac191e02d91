"""The checkpoints a record knows: an index in memory over the rows of the file, and readers made of them."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from explorer.analysis.run_record.database import Database
from explorer.analysis.run_record.files_told import Content
from explorer.analysis.run_record.format_told import format_from_bytes, format_to_bytes, format_told_by
from explorer.analysis.run_record.remembered_reader import RememberedReader, reader_class
from explorer.analysis.run_record.sealed import BrokenSealError, seal, seal_json, unseal, unseal_json
from explorer.analysis.run_record.shared_blobs import SharedBlobs
from explorer.analysis.run_record.small_values import read_small_values, values_from_bytes, values_to_bytes
from explorer.analysis.run_record.table_blobs import (
    Layout,
    layout_from_blob,
    table_from_blobs,
    table_to_blobs,
)
from explorer.analysis.run_record.told import Told, told_from_json, told_of, told_to_json
from explorer.checkpoints.entries import CheckpointEntry, FileStamp
from explorer.checkpoints.entry_reading import layout_of
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.errors import ExplorerError
from explorer.formats.reader import CheckpointReader

_MOST_LAYOUTS = 8
_BLOBS = "layout, places, graph, format, sums, small"


class KnownCheckpoints:
    """Thread safe. Rows that another window adds are seen after `refresh`."""

    def __init__(self, database: Database, directory: Path, opened_at: float) -> None:
        self._database, self._directory, self._opened_at = database, directory, opened_at
        self._shared = SharedBlobs(database)
        self._lock = threading.RLock()
        self._by_prefix: dict[str, dict[bytes, Told]] | None = None
        self._data_version = -1
        self._generation = -1
        self._layouts: dict[bytes, tuple[Layout, int]] = {}  # with the number entries carry
        self._layout_name: dict[bytes, bytes] = {}  # content -> name of its layout

    # --- the index ---------------------------------------------------------------------------

    def by_prefix(self) -> dict[str, tuple[Told, ...]]:
        """All remembered contents."""
        with self._lock:
            return {prefix: tuple(told.values()) for prefix, told in self._index().items()}

    def refresh(self) -> None:
        """Read the rows again if another window or process wrote some."""
        self._database.look_again()
        version = self._database.read(lambda c: c.execute("PRAGMA data_version").fetchone())
        with self._lock:
            if version is not None and version[0] != self._data_version:
                self._data_version, self._by_prefix = version[0], None

    def of_files(self, entry: CheckpointEntry) -> Told | None:
        """The content an entry's files are, by their names, sizes and times, and by what these do not tell."""
        wanted = _without_inodes(entry.stamp)
        with self._lock:
            fitting = [
                told
                for told in self._index().get(entry.prefix, {}).values()
                if _without_inodes(told.entry.stamp) == wanted and told.content.fits(entry.stamp)
            ]
        return next((told for told in fitting if told.content.is_at(entry.path)), None)

    def last_of(self, ghost: CheckpointEntry) -> Told | None:
        """The content of a ghost."""
        with self._lock:
            told = list(self._index().get(ghost.prefix, {}).values())
        same = [each for each in told if each.entry.stamp == ghost.stamp] or told
        return max(same, key=lambda each: (each.first_seen, each.told_at), default=None)

    def _index(self) -> dict[str, dict[bytes, Told]]:
        if self._by_prefix is None or self._generation != self._database.generation:
            self._by_prefix, self._generation = {}, self._database.generation
            rows = self._database.read(
                lambda c: c.execute("SELECT content, told, layout FROM checkpoints").fetchall()
            )
            if rows is None:
                self._by_prefix = None  # busy just now: asked again
                return {}
            for name, told, layout in rows:
                try:
                    if not isinstance(name, bytes) or not isinstance(layout, bytes):
                        continue
                    found = told_from_json(unseal_json(told, name), self._directory)
                except BrokenSealError:
                    continue
                if found.content.hash == name:
                    self._note(found, name, layout)
        return self._by_prefix

    def _note(self, told: Told, name: bytes, layout: bytes) -> None:
        if self._by_prefix is not None:
            self._by_prefix.setdefault(told.content.prefix, {})[name] = told
        self._layout_name[name] = layout

    # --- readers -----------------------------------------------------------------------------

    def layout_number(self, told: Told) -> int:
        """See `CheckpointEntry.layout`; 0 where the record lost it."""
        try:
            return self._layout(self._layout_name.get(told.content.hash))[1]
        except BrokenSealError:
            return 0

    def _layout(self, name: object) -> tuple[Layout, int]:
        if not isinstance(name, bytes):
            raise BrokenSealError
        with self._lock:
            found = self._layouts.get(name)
        if found is None:
            layout = layout_from_blob(self._shared.get(name))
            found = layout, layout_of(layout.keys, layout.dtype, layout.shape_id, layout.shapes)
            with self._lock:
                if len(self._layouts) >= _MOST_LAYOUTS:
                    self._layouts.pop(next(iter(self._layouts)))
                self._layouts[name] = found
        return found

    def reader(
        self, told: Told, prefix: Path, files: tuple[FileStamp, ...], *, is_gone: bool
    ) -> RememberedReader | None:
        """A reader over a remembered content; None where a part of it is lost."""
        name = told.content.hash
        row = self._database.read(
            lambda c: c.execute(f"SELECT {_BLOBS} FROM checkpoints WHERE content = ?", (name,)).fetchone()
        )
        if row is None:
            return None
        layout_name, places, graph, told_name, sums, small = row
        try:
            layout, _ = self._layout(layout_name)
            rows = len(layout.keys)
            sums = unseal(sums, name + layout_name + _part(places))
            table = table_from_blobs(layout, self._shared.get(places), sums, dict(told.table_problems))
            format_told = format_from_bytes(self._shared.get(told_name), rows)
            values = values_from_bytes(unseal(small, name), table)
            graph_bytes = None if graph is None else self._shared.get(graph)
        except BrokenSealError:
            with self._lock:  # to be remembered anew
                self._index().get(told.content.prefix, {}).pop(name, None)
            return None
        return reader_class(format_told)(
            prefix,
            told.content,
            files,
            table,
            format=told.reader_format,
            data_files=told.data_files,
            problems=told.problems,
            told=format_told,
            graph=graph_bytes,
            small=values,
            is_gone=is_gone,
        )

    # --- remembering -------------------------------------------------------------------------

    def remember(self, content: Content, entry: CheckpointEntry, reader: CheckpointReader) -> None:
        """Keep a resolved entry and what its reader tells; nothing is read of what is kept already."""
        name = content.hash
        with self._lock:
            same = self._index().get(content.prefix, {})
            known = same.get(name)
            touched = [
                told
                for told in same.values()
                if content.index_crc is not None and told.content.index_crc == content.index_crc
            ]
        if known is not None and known.is_settled and known.entry.stamp == entry.stamp:
            return
        before = known or min(touched, key=lambda told: told.first_seen, default=None)
        told = told_of(content, entry, reader, before, self._opened_at)
        sealed = seal_json(told_to_json(told), name)
        if known is not None:
            if self._database.write(
                lambda c: c.execute("UPDATE checkpoints SET told = ? WHERE content = ?", (sealed, name))
            ):
                with self._lock:
                    self._note(told, name, self._layout_name.get(name, b""))
            return
        self._insert(told, name, sealed, reader)

    def _insert(self, told: Told, name: bytes, sealed: bytes, reader: CheckpointReader) -> None:
        table = reader.table
        try:
            blobs = table_to_blobs(table)
            format_told = format_to_bytes(format_told_by(reader))
            small = seal(values_to_bytes(read_small_values(reader), table), name)
        except (BrokenSealError, UnicodeEncodeError):
            return
        try:
            graph = reader.object_graph_bytes() if table.find(OBJECT_GRAPH_KEY) >= 0 else None
        except ExplorerError:
            graph = None  # it is damaged, and whoever asks for it is told so by the file
        layout = b""

        def change(connection: sqlite3.Connection) -> None:
            nonlocal layout
            layout = self._shared.put(connection, blobs.layout)
            places = self._shared.put(connection, blobs.places)
            connection.execute(
                "INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    name,
                    sealed,
                    layout,
                    places,
                    None if graph is None else self._shared.put(connection, graph),
                    self._shared.put(connection, format_told),
                    seal(blobs.sums, name + layout + places),
                    small,
                    time.time(),
                ),
            )

        if self._database.write(change):
            with self._lock:
                self._note(told, name, layout)

    def forget_dropped(self) -> None:
        """Read the index anew, after rows were dropped."""
        with self._lock:
            self._by_prefix = None


def _part(name: object) -> bytes:
    if not isinstance(name, bytes):
        raise BrokenSealError
    return name


def _without_inodes(stamp: tuple[FileStamp, ...]) -> list[tuple[str, int, int]]:
    return [file[:3] for file in stamp]

"""The reader's notes of the opened directory: read and written in the background, found again in every step."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal

from explorer.analysis.graph_paths import nodes_at
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.report.node_notes import Note, changed, read_notes, write_note
from explorer.task import QUIET, Task

NOT_KEPT = "Nothing is remembered in this window: notes are gone once the directory is closed."


class NoteKeeper(QObject):
    """Notes by path. In a window that remembers nothing no file is read or written."""

    changed = Signal()  # other notes, or the same ones at other nodes
    failed = Signal(object)  # error: in words for the reader

    def __init__(self, session: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._read_slot = session.new_slot(self)
        self._write_slot = session.new_slot(self)
        self._find_slot = session.new_slot(self)
        self._directory: Path | None = None
        self._looked: tuple[Path | None, bool] = (None, False)
        self._notes: dict[str, Note] = {}
        self._nodes: dict[str, int] = {}
        self._graph: ObjectGraph | None = None
        self._waiting: deque[tuple[Path, str, str]] = deque()  # to be written, one after another
        session.run_changed.connect(self._look)
        session.recording.changed.connect(self._look)
        self._look()

    @property
    def is_kept(self) -> bool:
        """Whether notes outlast this window."""
        return bool(self._session.recording.policy.is_on)

    @property
    def is_busy(self) -> bool:
        """Whether notes are on their way from or to the file."""
        return self._read_slot.is_busy or self._write_slot.is_busy or self._find_slot.is_busy

    @property
    def notes(self) -> Mapping[str, Note]:
        """All notes of the directory by path."""
        return MappingProxyType(self._notes)

    @property
    def by_node(self) -> dict[int, str]:
        """The notes of nodes that are in the graph on show."""
        return {node: self._notes[path].text for path, node in self._nodes.items() if path in self._notes}

    def node_of(self, path: str) -> int:
        """The node a note belongs to; -1 if it is not in this step."""
        return self._nodes.get(path, -1)

    def show_graph(self, graph: ObjectGraph | None) -> None:
        """Find the noted paths in another graph."""
        self._graph = graph
        self._find()

    def put(self, path: str, text: str, node: int = -1) -> None:
        """Write, change or, with an empty text, delete a note."""
        try:
            notes = changed(self._notes, path, text)
        except Exception as error:
            self.failed.emit(error)
            return
        if node >= 0:
            self._nodes[path] = node
        self._take(notes)
        if self.is_kept and self._directory is not None:
            self._waiting.append((self._directory, path, text))
            self._write()

    # --- files ---------------------------------------------------------------------------------

    def _look(self) -> None:
        run = self._session.run
        directory = Path(run.directory) if run is not None else None
        if (directory, self.is_kept) == self._looked:
            return
        self._looked = directory, self.is_kept
        if directory != self._directory:
            self._directory, self._nodes = directory, {}
            self._take({})
        self._read_slot.cancel()
        if directory is not None and self.is_kept:
            self._read_slot.start(_read, directory, then=self._take_read, otherwise=self.failed.emit)

    def _take_read(self, notes: dict[str, Note]) -> None:
        self._take({**notes, **self._notes})  # what was written meanwhile is newer
        self._find()

    def _take(self, notes: dict[str, Note]) -> None:
        self._notes = notes
        self.changed.emit()

    def _find(self) -> None:
        graph = self._graph
        if graph is None or not self._notes:
            self._find_slot.cancel()
            self._nodes = {}
            self.changed.emit()
            return
        self._find_slot.start(
            _found, graph, tuple(self._notes), then=self._take_found, otherwise=self.failed.emit
        )

    def _take_found(self, nodes: dict[str, int]) -> None:
        self._nodes = nodes
        self.changed.emit()

    def _write(self) -> None:
        if self._waiting and not self._write_slot.is_busy:
            directory, path, text = self._waiting.popleft()
            self._write_slot.start(
                _written, directory, path, text, then=lambda _: self._write(), otherwise=self._cannot_write
            )

    def _cannot_write(self, error: Exception) -> None:
        self.failed.emit(error)
        self._write()


def _read(directory: Path, task: Task = QUIET) -> dict[str, Note]:
    return read_notes(directory)


def _found(graph: ObjectGraph, paths: tuple[str, ...], task: Task = QUIET) -> dict[str, int]:
    return nodes_at(graph, paths)


def _written(directory: Path, path: str, text: str, task: Task = QUIET) -> None:
    write_note(directory, path, text)

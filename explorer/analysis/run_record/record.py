"""The record of one opened directory: what was seen and computed of its checkpoints, kept beyond their files."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from explorer.analysis.run_record import folder as folders
from explorer.analysis.run_record.answer_blobs import (
    change_from_bytes,
    change_to_bytes,
    statistics_from_bytes,
    statistics_to_bytes,
)
from explorer.analysis.run_record.answers import Answers
from explorer.analysis.run_record.database import Database
from explorer.analysis.run_record.files_told import (
    ABSENT,
    Content,
    content_at,
    files_of,
    stamps_now,
)
from explorer.analysis.run_record.ghosts import remembered_ghosts
from explorer.analysis.run_record.known_checkpoints import KnownCheckpoints
from explorer.analysis.run_record.remembered_reader import RememberedReader
from explorer.analysis.run_record.shrinking import shrink
from explorer.analysis.run_record.told import Told
from explorer.analysis.value_change import ValueChange
from explorer.analysis.value_counts import TensorStatistics
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.entries import COMPLETE, DAMAGED, GONE, CheckpointEntry, ModelDir
from explorer.checkpoints.entry_reading import carried_over, resolve_with
from explorer.checkpoints.series import in_order

_TIDY_BYTES = 32 << 20  # written between two looks at the cap
_MOST_CONTENTS = 16_384


class RunRecord:
    """What is remembered of one directory, in one file of the user's cache. Thread safe; never raises.

    Several windows and terminals may have the record of one directory open. `problem` is "" or a
    sentence, and then nothing is remembered. What is asked for answers None or leaves out what is
    not known; damaged parts count as not known.

    Args:
        directory: the opened one.
        folder: of all records; `record_folder()` unless told.
        cap_bytes: of all records together; the oldest-used go first, never this one. Of this one
            the counts of the oldest-used checkpoints go first.
    """

    def __init__(
        self,
        directory: Path | str,
        folder: Path | None = None,
        *,
        cap_bytes: int = folders.DEFAULT_CAP_BYTES,
    ) -> None:
        self.directory = Path(os.path.abspath(directory))  # noqa: PTH100 - as the scan does
        self.folder = folders.record_folder() if folder is None else folder
        self._cap_bytes = cap_bytes
        self._path = folders.record_path(self.directory, self.folder)
        folders.hold(self._path)
        self._opened_at = time.time()
        self._database = Database(self._path, self.directory)
        self._known = KnownCheckpoints(self._database, self.directory, self._opened_at)
        self._answers = Answers(self._database)
        self._lock = threading.Lock()
        self._contents: OrderedDict[tuple[object, ...], Content] = OrderedDict()
        self._is_closed = False

    @property
    def path(self) -> Path:
        """Its file."""
        return self._path

    @property
    def problem(self) -> str:
        """ "" or, in a sentence, why nothing is remembered."""
        return self._database.problem

    def close(self) -> None:
        """Write what waits and give the file back. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self.flush()
        self._tidy()
        self._database.close()
        folders.let_go(self._path)

    # --- entries -----------------------------------------------------------------------------

    def resolved(self, entry: CheckpointEntry) -> CheckpointEntry | None:
        """`resolve_entry` from memory: None where the files are others than those remembered."""
        told = self._known.of_files(entry)
        if told is None or not entry.stamp:
            return None
        if told.content.index_crc is None and not told.is_settled:
            return None
        if entry.is_resolved:
            return entry
        remembered = replace(
            told.entry,
            path=entry.path,
            stamp=entry.stamp,
            is_being_saved=entry.is_being_saved,
            # What a state file says matters to the status of what cannot be read, not to that of the rest.
            is_listed=entry.is_listed if told.entry.status == COMPLETE else told.entry.is_listed,
            layout=self._known.layout_number(told),
        )
        found = carried_over(entry, remembered)
        return None if found is entry else found

    def with_ghosts(self, run: ModelDir) -> ModelDir:
        """The directory with the remembered checkpoints that left the disk; see `ghosts` for which."""
        self._known.refresh()
        found = remembered_ghosts(
            run.checkpoints,
            self._known.by_prefix(),
            _is_same_content,
            self._opened_at,
            self._known.layout_number,
        )
        entries = [found.pop(entry.prefix, entry) for entry in run.checkpoints]
        if not found and all(new is old for new, old in zip(entries, run.checkpoints, strict=True)):
            return run
        return in_order(run, [*entries, *found.values()])

    def reader(self, entry: CheckpointEntry) -> RememberedReader | None:
        """A reader of what is remembered of an entry's very content; None when nothing is."""
        if entry.status == GONE:
            told = self._known.last_of(entry) if entry.is_remembered else None
            files = None if told is None else told.content.files
        else:
            told = self._known.of_files(entry)
            if told is None or (told.content.index_crc is None and not told.is_settled):
                return None
            inodes = {name: inode for name, _, _, inode in entry.stamp}
            files = tuple((*file[:3], inodes.get(file[0], file[3])) for file in told.content.files)
        if told is None or files is None:
            return None
        reader = self._known.reader(told, entry.path, files, is_gone=entry.status == GONE)
        if reader is not None:
            self._answers.use(told.content.hash)
        return reader

    def remember_checkpoint(self, entry: CheckpointEntry, checkpoint: Checkpoint) -> None:
        """Keep an entry, its table, object graph and small values. Reads nothing of what is known already."""
        if self.problem or entry.status == GONE:
            return
        content = self._content(checkpoint)
        if content is None or not content.fits(entry.stamp):
            return
        if not entry.is_resolved:
            entry = resolve_with(entry, checkpoint.reader)
        if entry.status in (COMPLETE, DAMAGED):
            self._known.remember(content, entry, checkpoint.reader)
            self._answers.use(content.hash)

    # --- answers -----------------------------------------------------------------------------

    def statistics(self, checkpoint: Checkpoint, keys: Iterable[str]) -> dict[str, TensorStatistics]:
        """What is known of these tensors' values."""
        content = self._content(checkpoint)
        if content is None:
            return {}
        self._answers.use(content.hash)
        return self._answers.find((content.hash,), keys, statistics_from_bytes)

    def remember_statistics(self, checkpoint: Checkpoint, found: Iterable[TensorStatistics]) -> None:
        """Keep statistics, to be written by and by."""
        content = self._content(checkpoint)
        if content is not None and not self.problem:
            self._answers.keep((content.hash,), ((each.key, statistics_to_bytes(each)) for each in found))

    def changes(self, older: Checkpoint, newer: Checkpoint, keys: Iterable[str]) -> dict[str, ValueChange]:
        """What is known of how these tensors changed between two checkpoints."""
        first, second = self._content(older), self._content(newer)
        if first is None or second is None:
            return {}
        self._answers.use(first.hash)
        self._answers.use(second.hash)
        return self._answers.find((first.hash, second.hash), keys, lambda _, data: change_from_bytes(data))

    def remember_changes(
        self, older: Checkpoint, newer: Checkpoint, changes: Mapping[str, ValueChange]
    ) -> None:
        """Keep changes, to be written by and by."""
        first, second = self._content(older), self._content(newer)
        if first is not None and second is not None and not self.problem:
            names = (first.hash, second.hash)
            self._answers.keep(names, ((key, change_to_bytes(each)) for key, each in changes.items()))

    def flush(self) -> None:
        """Write what waits. What another window keeps from being written waits on."""
        self._answers.flush()
        if self._answers.written_bytes > _TIDY_BYTES:
            self._tidy()

    # --- below -------------------------------------------------------------------------------

    def _content(self, checkpoint: Checkpoint) -> Content | None:
        """Which content an opened checkpoint has; None when its files changed since."""
        identity = checkpoint.identity
        with self._lock:
            known = self._contents.get(identity)
            if known is not None:
                self._contents.move_to_end(identity)
                return known
        reader, prefix = checkpoint.reader, self._relative(checkpoint.prefix)
        if isinstance(reader, RememberedReader):
            content = replace(reader.content, prefix=prefix)
        else:
            files = files_of(checkpoint)
            content = content_at(checkpoint.prefix, prefix, files)
            # Looked at after the index was read: it is the one the checkpoint was opened with.
            if stamps_now(checkpoint.prefix, (name for name, *_ in files)) != files:
                return None
        with self._lock:
            self._contents[identity] = content
            if len(self._contents) > _MOST_CONTENTS:
                self._contents.popitem(last=False)
        return content

    def _relative(self, prefix: Path) -> str:
        """As the entries of the directory are called; in full of what lies elsewhere."""
        try:
            return prefix.relative_to(self.directory).as_posix()
        except ValueError:
            return prefix.as_posix()

    def _tidy(self) -> None:
        """Keep to the cap: this record first, then those of other directories."""
        if self.problem:
            return
        self._answers.written_bytes = 0
        if shrink(self._database, self._cap_bytes):
            self._known.forget_dropped()
        folders.evict(self.folder, self._cap_bytes)


def _is_same_content(entry: CheckpointEntry, told: Told) -> bool:
    """Whether files on disk are a remembered content; with an index, whatever their times."""
    content = told.content
    if content.index_crc is None:
        return content.fits(entry.stamp) and content.is_at(entry.path)
    sizes = {name: size for name, size, *_ in entry.stamp}
    return all(sizes.get(name, ABSENT[0]) == size for name, size, *_ in content.files) and content.is_at(
        entry.path
    )

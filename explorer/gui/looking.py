"""One more look at a directory that was read before: what changed since. Runs on a pool thread.

Most looks find nothing new, so the names, sizes and times of the files are compared first; the
directory is scanned, and what is new in it read, only when they differ.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.opening import open_path
from explorer.gui.statuses import BEING_WRITTEN, GONE
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.checkpoints.seen import Seen

MOST_FOLDERS = 500  # folders with checkpoints in them whose files are compared too
SAME_TICK_NS = 50_000_000
SETTLED_AFTER_S = 3600.0  # what was not written on for so long is no save under way any more


class Gate:
    """Lets one look in at a time: one that hangs in a dead file system must not be joined by others."""

    is_taken = False


@dataclass(frozen=True)
class Looked:
    """What a look found.

    `scanned` is the directory as it is, `run` the same with the checkpoints that are gone.
    """

    scanned: ModelDir
    run: ModelDir
    seen: Seen | None = None
    traces: bytes = b""  # of the files; b"" when they are to be read whatever they are
    is_new: bool = True  # whether `run` differs from that of the look before
    took_s: float = 0.0

    @property
    def is_being_written(self) -> bool:
        """Whether some checkpoint will be complete soon."""
        latest = time.time() - SETTLED_AFTER_S
        return any(
            entry.status == BEING_WRITTEN and (entry.modified is None or entry.modified > latest)
            for entry in self.scanned.checkpoints
        )


def first_look(run: ModelDir) -> Looked:
    """A directory read just now, as the look that later ones are compared with."""
    return Looked(run, run)


def look(
    gate: Gate,
    directory: Path,
    before: Looked,
    record: RunRecord | None = None,
    force: bool = False,
    anew: bool = False,
    task: Task = QUIET,
) -> Looked:
    """Look at a directory again.

    Args:
        gate: taken meanwhile.
        directory: the one `before` tells of.
        before: what the last look found.
        record: what is remembered of the run: checkpoints that are gone, and steps of unchanged files.
        force: scan although nothing seems to have changed.
        anew: read the steps of all checkpoints anew, not only of those whose files changed.
        task: reports and is asked for a cancel.

    Raises:
        MissingFileError: the directory is not there any more.
        FileAccessError: it may not be read any more.
    """
    began = time.monotonic()
    gate.is_taken = True
    try:
        found = _look(directory, before, record, force, anew, task)
    finally:
        gate.is_taken = False
    return replace(found, took_s=time.monotonic() - began)


def _look(
    directory: Path, before: Looked, record: RunRecord | None, force: bool, anew: bool, task: Task
) -> Looked:
    from explorer.checkpoints.model_dir import scan_model_dir
    from explorer.checkpoints.seen import NOTHING_SEEN, with_gone
    from explorer.checkpoints.series import resolve

    # Before the scan: a change in between is found by the next look then.
    traces = file_traces(directory, _folders(before.scanned), task)
    if traces and traces == before.traces and not force and not anew:
        return replace(before, is_new=False)
    # A directory that is gone by now must not be taken for the name of a checkpoint.
    found = open_path(directory, task).run if directory.is_dir() else scan_model_dir(directory, task)
    known = None if anew else before.scanned
    scanned = resolve(_with_guests(found, before.scanned), task, known=known, memory=None if anew else record)
    now = time.time()
    seen = before.seen
    if seen is None:
        seen, _ = with_gone(NOTHING_SEEN, before.scanned, now)
    seen, run = with_gone(seen, scanned, now)
    if record is not None:
        run = record.with_ghosts(run)
    return Looked(scanned, run, seen, traces, is_new=anew or run != before.run)


def file_traces(directory: Path, folders: tuple[Path, ...] = (), task: Task = QUIET) -> bytes:
    """A digest of names, sizes, times and inodes of a directory's files; b"" when it says nothing.

    That is when the directory cannot be listed, and when a file was written just now: a second
    write within the same tick of the file system's clock would leave the same trace.
    """
    digest = hashlib.blake2b(digest_size=16)
    now = time.time_ns()
    is_settled = True
    for folder in (directory, *folders):
        lines = []
        try:
            with os.scandir(folder) as entries:
                for number, entry in enumerate(entries):
                    if number % 100 == 0:
                        task.report(number, 0, "Looking for changes")
                    line, written = _trace(entry)
                    lines.append(line)
                    is_settled &= abs(now - written) > SAME_TICK_NS
        except OSError:
            if folder is directory:
                return b""
            lines.append("not there")
        digest.update("\n".join(sorted(lines)).encode("utf-8", "surrogateescape") + b"\0\0")
    return digest.digest() if is_settled else b""


def _trace(entry: os.DirEntry[str]) -> tuple[str, int]:
    """A line of text that changes with the file, and when it was last written in ns."""
    try:
        try:
            status = entry.stat()
        except OSError:  # a dangling or looping link
            status = entry.stat(follow_symlinks=False)
    except OSError:
        return f"{entry.name}\0", 0
    written = status.st_mtime_ns
    return f"{entry.name}\0{status.st_mode} {status.st_size} {written} {status.st_ino}", written


def _folders(run: ModelDir) -> tuple[Path, ...]:
    """The folders other than the directory itself that hold checkpoints."""
    found = dict.fromkeys(entry.path.parent for entry in run.checkpoints)
    found.pop(run.directory, None)
    return tuple(found)[-MOST_FOLDERS:]


def _with_guests(found: ModelDir, before: ModelDir) -> ModelDir:
    """With the checkpoint somebody opened by name, although the scan of its directory does not list it."""
    known = {entry.path for entry in found.checkpoints}
    guests = tuple(
        entry
        for entry in before.checkpoints
        if entry.path not in known and entry.status != GONE and _is_there(entry.path)
    )
    return replace(found, checkpoints=(*found.checkpoints, *guests)) if guests else found


def _is_there(prefix: Path) -> bool:
    return prefix.is_file() or prefix.with_name(f"{prefix.name}.index").is_file()

"""Does a directory agree with itself? No input from the user: its files are held against one another.

Each `.meta` against the checkpoint beside it, `graph.pbtxt` against the newest checkpoint, each
SavedModel's graph against its own variables, each checkpoint against its neighbour in time. A program
that was continued with other layer sizes shows here, though TensorFlow said nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from explorer.analysis.self_check_rows import (
    Contradiction,
    graph_rows,
    neighbour_rows,
    only_buffers_grow,
)
from explorer.analysis.self_check_words import (
    Finding,
    GraphPhases,
    missing_finding,
    neighbours_finding,
    saved_model_finding,
    text_graph_finding,
)
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.graph_spec import spec_from_graph_file, spec_from_saved_model
from explorer.checkpoints.model_dir import BEING_WRITTEN, GONE, CheckpointEntry, ModelDir
from explorer.checkpoints.series import resolve_entry
from explorer.checkpoints.spec import ModelSpec
from explorer.errors import ExplorerError
from explorer.storage.files import read_small_file
from explorer.task import QUIET, StepOfTask, Task

__all__ = ["Contradiction", "Finding", "SelfCheck", "check_directory"]

TEXT_GRAPH = "graph.pbtxt"
_MOST_DIGESTED_BYTES = 32 << 20
_MOST_KEPT = 50_000  # variables of a graph that is kept for the next refresh
_MAX_FINDINGS = 20  # of one kind: a directory of many programs is not told about each of them

Opener = Callable[[CheckpointEntry], Checkpoint]
Rows = tuple[Contradiction, ...]
Stamp = tuple[object, ...]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What contradicts what in a directory; `left_out` says, a sentence each, what was not looked at and why."""

    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]


def check_directory(
    run: ModelDir,
    *,
    open_checkpoint: Opener | None = None,
    byte_limit: int | None = None,
    task: Task = QUIET,
) -> SelfCheck:
    """Hold the files of a directory against one another. Never raises on what they contain.

    Args:
        run: as scanned, or resolved.
        open_checkpoint: how an entry is opened; a window hands in its cache.
        byte_limit: how many bytes of graph files to read at most; those beyond are left out, the oldest first.
        task: reports checkpoint by checkpoint.
    """
    return _Check(run, open_checkpoint or _open, byte_limit, task).result()


def _open(entry: CheckpointEntry) -> Checkpoint:
    return checkpoint_at(entry.path, entry.prefix)


class _Check:
    """One pass over a directory."""

    def __init__(self, run: ModelDir, opener: Opener, byte_limit: int | None, task: Task) -> None:
        self._run = run
        self._opener = opener
        self._bytes_left = byte_limit
        self._task = task
        self._left_out: dict[str, None] = {}
        self._last: tuple[str, Checkpoint | None] = "", None  # neighbours ask for each checkpoint twice
        self._entries = [entry for entry in run.checkpoints if entry.status not in (GONE, BEING_WRITTEN)]
        families: dict[tuple[str, bool], list[CheckpointEntry]] = {}
        for entry in self._entries:
            families.setdefault((entry.family, entry.format == "saved_model"), []).append(entry)
        self._families = list(families.values())

    def result(self) -> SelfCheck:
        findings: list[Finding] = []
        self._done, self._total = 0, 2 * len(self._entries) + 1
        text_rows, text_entry = self._text_graph()
        for family in self._families:
            findings += self._graphs(family, text_rows, text_entry)
        for family in self._families:
            findings += self._neighbours(family)
        return SelfCheck(tuple(findings), tuple(self._left_out))

    # --- graphs ------------------------------------------------------------------------------

    def _graphs(
        self, family: list[CheckpointEntry], text_rows: Rows, text_entry: CheckpointEntry | None
    ) -> list[Finding]:
        """What the graph beside each checkpoint of a family says, and graph.pbtxt with it if it is theirs."""
        findings: list[Finding] = []
        phases = GraphPhases()
        judged: list[CheckpointEntry] = []
        absent: list[Finding] = []
        rows_of = {
            entry.prefix: self._graph_rows(entry) for entry in reversed(family)
        }  # newest: first served
        for entry in family:
            found = rows_of[entry.prefix]
            if found is None:
                continue
            judged.append(entry)
            if entry.format == "saved_model":
                if found:
                    findings.append(saved_model_finding(found, resolve_entry(entry)))
                continue
            if differing := [row for row in found if row.stored_dtype is not None]:
                phases.add(differing, resolve_entry(entry))
            if missing := [row for row in found if row.stored_dtype is None]:
                absent.append(missing_finding(missing, resolve_entry(entry)))
        is_ours = text_entry is not None and any(entry.prefix == text_entry.prefix for entry in family)
        if text_entry is not None and is_ours and text_rows and not phases.add_text(text_rows):
            findings.append(text_graph_finding(text_rows, resolve_entry(text_entry), TEXT_GRAPH))
        findings += phases.findings(judged)
        return (findings + absent)[:_MAX_FINDINGS]

    def _graph_rows(self, entry: CheckpointEntry) -> Rows | None:
        """What the `.meta` beside a checkpoint (or a SavedModel's graph) contradicts; None if there is none."""
        self._report(f"Comparing {entry.name} with its graph")
        path, source = _graph_of(entry)
        stamp = _stamp(path)
        if stamp is None:
            return None
        asked = (stamp, _entry_stamp(entry), entry.step, self._run.directory)
        known = _verdicts.get(asked)
        if known is not None:
            return known
        spec = None if entry.format == "saved_model" else _specs.get(stamp)
        if spec is None and not self._may_read(stamp, source):
            return None
        checkpoint = self._open(entry)
        if checkpoint is None:
            return None
        try:
            if spec is None:
                spec = self._read(path, checkpoint if entry.format == "saved_model" else None)
            rows = self._told(graph_rows(spec, checkpoint, source, entry.prefix), entry)
        except ExplorerError as error:
            self._leave_out(source, error)
            return None
        if entry.format != "saved_model" and len(spec.variables) <= _MOST_KEPT:
            _specs.put(stamp, spec)
        _verdicts.put(asked, rows)
        return rows

    def _read(self, path: Path, saved: Checkpoint | None) -> ModelSpec:
        if saved is None:
            return self._read_graph(path)
        return spec_from_saved_model(path.parent, saved, StepOfTask(self._task))

    def _read_graph(self, path: Path) -> ModelSpec:
        """A Saver writes the same graph again beside each of thousands of checkpoints: it is decoded once."""
        before, digest = _stamp(path), _digest(path)
        known = _specs.get(digest) if digest is not None else None
        if known is not None:
            return replace(known, source=f"{path.parent.name}/{path.name}")
        spec = spec_from_graph_file(path, StepOfTask(self._task))
        is_unchanged = before is not None and before == _stamp(path)
        if digest is not None and is_unchanged and len(spec.variables) <= _MOST_KEPT:
            _specs.put(digest, spec)
        return spec

    def _text_graph(self) -> tuple[Rows, CheckpointEntry | None]:
        """What graph.pbtxt contradicts, and the checkpoint it was held against: the newest of its family."""
        self._report(f"Reading {TEXT_GRAPH}")
        if not any(other.name == TEXT_GRAPH for other in self._run.other_files) or not self._entries:
            return (), None
        path = self._run.directory / TEXT_GRAPH
        stamp = _stamp(path)
        if stamp is None:
            return (), None
        spec = _specs.get(stamp)
        try:
            if spec is None:
                if not self._may_read(stamp, TEXT_GRAPH):
                    return (), None
                spec = spec_from_graph_file(path, StepOfTask(self._task))
                _specs.put(stamp, spec)
            best: tuple[int, CheckpointEntry, Checkpoint] | None = None
            for entry in self._newest_of_families():
                if entry.format == "saved_model" or (checkpoint := self._open(entry)) is None:
                    continue
                shared = sum(checkpoint.table.find(variable.key) >= 0 for variable in spec.variables)
                if best is None or shared > best[0]:
                    best = shared, entry, checkpoint
            if best is None:
                return (), None
            _, entry, checkpoint = best
            found = self._told(graph_rows(spec, checkpoint, TEXT_GRAPH, entry.prefix), entry)
        except ExplorerError as error:
            self._leave_out(TEXT_GRAPH, error)
            return (), None
        return found, entry

    def _newest_of_families(self) -> Iterable[CheckpointEntry]:
        """Of each family the checkpoint TensorFlow would go on from, else the newest that can be opened."""
        latest = self._run.latest_checkpoint
        for family in self._families:
            named = [entry for entry in family if entry.prefix == latest]
            for entry in (*named, *reversed(family)):
                if self._open(entry) is not None:
                    yield entry
                    break

    # --- neighbours --------------------------------------------------------------------------

    def _neighbours(self, family: list[CheckpointEntry]) -> list[Finding]:
        """Where shapes or dtypes change along a family, in order of time."""
        changes: list[tuple[CheckpointEntry, CheckpointEntry, Rows]] = []
        older: CheckpointEntry | None = None
        pairs = 0
        for entry in family:
            self._report(f"Comparing {entry.name} with the checkpoint before it")
            if older is not None:
                rows = self._pair(older, entry)
                if rows is None:
                    continue  # this one cannot be opened: the next is compared with the one before
                pairs += 1
                if rows:
                    changes.append((older, entry, rows))
            older = entry
        if 2 * len(changes) > pairs and not any(map(_is_numbered, family)):
            return []  # names with a number in them, width16 and width32: models of their own, no series
        if only_buffers_grow([rows for _, _, rows in changes], pairs):
            return []
        return [
            neighbours_finding(rows, resolve_entry(before), resolve_entry(after))
            for before, after, rows in changes[:_MAX_FINDINGS]
        ]

    def _pair(self, older: CheckpointEntry, newer: CheckpointEntry) -> Rows | None:
        if older.layout and older.layout == newer.layout:
            return ()  # told by whoever read their steps: neither need be opened again
        graph = _stamp(_graph_of(newer)[0])
        asked = ("pair", _entry_stamp(older), _entry_stamp(newer), graph, newer.step, self._run.directory)
        known = _verdicts.get(asked)
        if known is not None:
            return known
        before, after = self._open(older), self._open(newer)
        if after is None:
            return None
        if before is None:
            return ()
        rows = neighbour_rows(before, after, older.prefix, newer.prefix)
        if rows and graph is not None:
            open_keys = self._open_keys(newer, graph)
            rows = tuple(row for row in rows if row.key not in open_keys)
        rows = self._told(rows, newer)
        _verdicts.put(asked, rows)
        return rows

    def _open_keys(self, entry: CheckpointEntry, stamp: Stamp) -> frozenset[str]:
        """Keys whose shape the graph beside a checkpoint leaves open: they may change from step to step."""
        spec = _specs.get(stamp)
        path, source = _graph_of(entry)
        checkpoint = self._open(entry)
        if spec is None and checkpoint is not None and self._may_read(stamp, source):
            try:
                spec = self._read(path, checkpoint if entry.format == "saved_model" else None)
            except ExplorerError as error:
                self._leave_out(source, error)
        variables = spec.variables if spec is not None else ()
        return frozenset(v.key for v in variables if v.shape is None or None in v.shape)

    # --- files -------------------------------------------------------------------------------

    def _open(self, entry: CheckpointEntry) -> Checkpoint | None:
        if self._last[0] == entry.prefix:
            return self._last[1]
        checkpoint = None
        try:
            checkpoint = self._opener(entry)
        except ExplorerError as error:
            self._leave_out(entry.name, error)
        self._last = entry.prefix, checkpoint
        return checkpoint

    def _told(self, rows: Rows, entry: CheckpointEntry) -> Rows:
        """The rows with the step of their checkpoint, which the scan of a directory may not know yet."""
        if not rows:
            return rows
        step = resolve_entry(entry).step
        return tuple(replace(row, step=step) for row in rows)

    def _may_read(self, stamp: Stamp, name: str) -> bool:
        """Whether a graph file still goes into the limit of bytes; it is counted if so."""
        size = stamp[1]
        if self._bytes_left is None or not isinstance(size, int):
            return True
        if size > self._bytes_left:
            self._left_out[
                f"{name} was not looked at: its {size:,} bytes go beyond what is read of graphs without being asked."
            ] = None
            return False
        self._bytes_left -= size
        return True

    def _leave_out(self, name: str, error: ExplorerError) -> None:
        self._left_out[f"{name} was not looked at: {error.problem}."] = None

    def _report(self, doing: str) -> None:
        self._task.report(self._done, self._total, doing)
        self._done += 1


def _is_numbered(entry: CheckpointEntry) -> bool:
    """Whether the files tell a step or the number of a save; a number in the name alone may mean anything."""
    entry = resolve_entry(entry)
    return entry.step is not None or entry.number is not None


def _graph_of(entry: CheckpointEntry) -> tuple[Path, str]:
    """The graph file of a checkpoint and its name relative to the directory; it need not be there."""
    if entry.format == "saved_model":
        folder = entry.path.parent.parent
        inner = entry.prefix.removesuffix("variables/variables")
        return folder / "saved_model.pb", f"{inner}saved_model.pb"
    prefix = entry.prefix.partition("-?????-of-")[0]
    name = f"{entry.path.name.partition('-?????-of-')[0]}.meta"
    return entry.path.with_name(name), f"{prefix}.meta"


def _stamp(path: Path) -> Stamp | None:
    """Path, size, time and inode of a regular file: equal only while it is untouched. None if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a name too long raises in pathlib
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return str(path), status.st_size, status.st_mtime_ns, status.st_ino


def _digest(path: Path) -> Stamp | None:
    """A digest of a graph file's content; None of one that is large, or that reading it has more to say of."""
    try:
        content = read_small_file(path, _MOST_DIGESTED_BYTES)
    except ExplorerError:
        return None
    return "content", hashlib.blake2b(content, digest_size=32).digest()


def _entry_stamp(entry: CheckpointEntry) -> Stamp:
    return str(entry.path), entry.size_bytes, entry.modified, entry.status


class _Recent(Generic[V]):
    """What was found out lately, the longest unused forgotten; thread safe.

    Args:
        capacity: what all answers kept may weigh together.
        weigh: what one weighs; without it each counts 1.
    """

    def __init__(self, capacity: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._capacity, self._weigh = capacity, weigh
        self._weight = 0
        self._lock = threading.Lock()
        self._known: OrderedDict[Stamp, V] = OrderedDict()

    def get(self, stamp: Stamp) -> V | None:
        with self._lock:
            value = self._known.get(stamp)
            if value is not None:
                self._known.move_to_end(stamp)
            return value

    def put(self, stamp: Stamp, value: V) -> None:
        with self._lock:
            if (before := self._known.pop(stamp, None)) is not None:
                self._weight -= self._weigh(before)
            if (weight := self._weigh(value)) > self._capacity:
                return  # it would push out all others, and itself
            self._known[stamp] = value
            self._weight += weight
            while self._weight > self._capacity:
                _, oldest = self._known.popitem(last=False)
                self._weight -= self._weigh(oldest)


_specs: _Recent[ModelSpec] = _Recent(8)  # graphs as they were read
# A growing run asks about its old checkpoints again and again. Rows count: one checkpoint may have 100,000 of them.
_verdicts: _Recent[Rows] = _Recent(100_000, lambda rows: 1 + len(rows))

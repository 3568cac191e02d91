"""The doctor: what is wrong with the files of a checkpoint or a directory, which tensors are lost, which are safe.

    verification = verify("models/iris")
    verification.problems, verification.checkpoints[0].lost, verification.proposed_state

It reads every byte that a tensor claims, and never writes anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from explorer.analysis.doctor_bundle import Examination, examine_bundle
from explorer.analysis.doctor_causes import DataFileNames
from explorer.analysis.doctor_directory import directory_problems, keys_without_values, state_proposal
from explorer.analysis.doctor_records import CheckpointVerdict, FileProblem, Verification
from explorer.analysis.doctor_values import examine_values
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.entry_reading import resolve_with
from explorer.checkpoints.model_dir import (
    BEING_WRITTEN,
    COMPLETE,
    DAMAGED,
    GONE,
    CheckpointEntry,
    ModelDir,
    scan_model_dir,
)
from explorer.checkpoints.series import choose_entry, no_checkpoint_in
from explorer.errors import (
    CorruptFileError,
    ExplorerError,
    FileAccessError,
    MissingFileError,
    UnsupportedFileError,
)
from explorer.formats.lfs_pointer import POINTER_HINT, pointer_at
from explorer.formats.reader import CheckpointReader, open_reader
from explorer.formats.tensor_bundle import TensorBundle
from explorer.storage.files import PathLike, as_path, is_directory, is_file, is_there
from explorer.task import QUIET, Cancelled, PartOfTask, Task

REPORT_INTERVAL_S = 0.05
PARTIAL_INTERVAL_S = 0.25  # each part holds all that came before it
OnPartial = Callable[[Verification], None]


def verify(
    path: PathLike,
    *,
    step: int | None = None,
    number: int | None = None,
    task: Task = QUIET,
    on_partial: OnPartial | None = None,
) -> Verification:
    """Check one checkpoint, or all checkpoints of a directory and the directory itself.

    Args:
        path: a prefix, any file of a checkpoint, or a directory.
        step: of a directory, only the checkpoint of this training step; a prefix must be of that step.
        number: of a directory, only the checkpoint of this save number; a prefix must be that save.
        task: is told bytes.
        on_partial: told a few times a second, between two checkpoints, what is known so far.

    Raises:
        MissingFileError: nothing there, or the directory holds no such checkpoint.
        UnsupportedFileError: not a checkpoint of a kind we read.
        FileAccessError: the directory may not be read, or it is neither directory nor file.
    """
    path = as_path(path)
    if path.name == "checkpoint" and is_file(path):
        path = path.parent
    if not is_directory(path):
        if step is not None or number is not None:
            with suppress(CorruptFileError):  # what is damaged is what verifying tells
                open_checkpoint(path, step=step, number=number)
        return _Doctor(task, on_partial).one_checkpoint(path)
    if step is None and number is None:
        return _Doctor(task, on_partial).directory(scan_model_dir(path, PartOfTask(task, 0, 0, 1)))
    return verify_entry(
        choose_entry(path, step=step, number=number, task=PartOfTask(task, 0, 0, 1)), task=task
    )


def verify_entry(entry: CheckpointEntry, *, task: Task = QUIET) -> Verification:
    """Check one checkpoint that a scan found; raises nothing but `Cancelled`."""
    doctor = _Doctor(task, None)
    doctor.expect(entry.size_bytes)
    doctor.entry(entry)
    return doctor.answer()


class _Doctor:
    """Goes from checkpoint to checkpoint and keeps what it found."""

    def __init__(self, task: Task, on_partial: OnPartial | None) -> None:
        self._task, self._on_partial = task, on_partial
        self._started = self._reported = time.monotonic()
        self._told = 0.0
        self._names = DataFileNames()
        self._total = self._read = 0
        self._doing = "Verifying"
        self._problems: list[FileProblem] = []
        self._verdicts: list[CheckpointVerdict] = []
        self._resolved: dict[Path, CheckpointEntry] = {}
        self._notes: list[str] = []
        self._proposed_state: str | None = None

    def expect(self, size_bytes: int) -> None:
        """How much there will be to read, about."""
        self._total += size_bytes

    def answer(self) -> Verification:
        """What is known now."""
        return Verification(
            problems=tuple(self._problems),
            checked_bytes=sum(verdict.checked_bytes for verdict in self._verdicts),
            elapsed_s=time.monotonic() - self._started,
            checkpoints=tuple(self._verdicts),
            proposed_state=self._proposed_state,
            notes=tuple(self._notes),
        )

    def directory(self, run: ModelDir) -> Verification:
        """All checkpoints of a directory, its state file, and its graph files against them."""
        if not any(entry.status != GONE for entry in run.checkpoints) and not run.problems:
            raise no_checkpoint_in(run)
        self.expect(sum(entry.size_bytes for entry in run.checkpoints))
        for entry in reversed(run.checkpoints):  # the newest first: it is the one people need
            self.entry(entry)
            self._tell_partial()
        self._verdicts.reverse()
        run = replace(run, checkpoints=tuple(self._resolved.get(e.path, e) for e in run.checkpoints))
        total = max(self._total, self._read, 1)
        problems, notes = directory_problems(run, PartOfTask(self._task, total, 0, total))
        self._problems += problems
        self._notes += notes
        self._proposed_state = state_proposal(run)
        return self.answer()

    def one_checkpoint(self, path: Path) -> Verification:
        """The checkpoint at a prefix, or that a file belongs to."""
        try:
            reader = open_reader(path)
        except UnsupportedFileError:
            raise
        except FileAccessError:
            # A pipe or a device is no file that could be damaged; a file of a checkpoint whose index is
            # gone is there, and is a finding.
            if is_there(path) and not is_file(path):
                raise
            self._unreadable(path, path.name, path.name, "tensor_bundle", *_why(path))
        except MissingFileError:
            if "\0" in str(path) or not is_there(path):  # the system is not even asked for a name with a NUL
                raise
            self._unreadable(path, path.name, path.name, "tensor_bundle", *_why(path))
        except ExplorerError as error:
            told = error.where.get("path")
            file = Path(str(told)) if told else path.with_name(_index_name(path))
            prefix = file.name.removesuffix(".index")
            self._unreadable(file, prefix, file.name, "tensor_bundle", error.problem, error.hint)
        else:
            self.expect(_size_of(reader))
            self._examine(reader, reader.prefix.name, "")
        return self.answer()

    def entry(self, entry: CheckpointEntry) -> None:
        """One checkpoint that a scan found."""
        folder = entry.prefix.rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        if entry.status == GONE:
            self._verdicts.append(CheckpointVerdict(entry.prefix, entry.format, GONE, is_known=False))
            return  # the directory's problems tell what the state file names in vain
        try:
            reader = open_reader(entry.path)
        except ExplorerError as error:
            self._not_opened(entry, folder, error)
            return
        self._resolved[entry.path] = resolve_with(entry, reader)
        self._examine(reader, entry.prefix, folder)

    def _not_opened(self, entry: CheckpointEntry, folder: str, error: ExplorerError) -> None:
        if entry.status == BEING_WRITTEN and not entry.is_interrupted:
            self._notes.append(f"{entry.prefix} is being written; it was not verified.")
            verdict = CheckpointVerdict(entry.prefix, entry.format, BEING_WRITTEN, is_known=False)
            self._verdicts.append(verdict)
            return
        if isinstance(error, UnsupportedFileError):
            self._notes.append(f"{entry.prefix} was not verified: {error.problem}.")
            self._verdicts.append(CheckpointVerdict(entry.prefix, entry.format, entry.status, is_known=False))
            return
        name = _index_name(entry.path) if entry.format in _BUNDLES else entry.path.name
        problem = error.problem
        if entry.status == BEING_WRITTEN:
            problem = f"{problem}; nothing was written for over an hour, so the save was probably interrupted"
        path = entry.path.with_name(name)
        self._unreadable(path, entry.prefix, folder + name, entry.format, problem, error.hint)

    def _unreadable(self, path: Path, prefix: str, file: str, kind: str, problem: str, hint: str) -> None:
        """A checkpoint whose index cannot be read: nobody knows what it held."""
        pointer = pointer_at(path)
        if pointer:
            problem, hint = pointer, POINTER_HINT
        self._problems.append(FileProblem(file, "", problem, hint, prefix=prefix))
        self._verdicts.append(CheckpointVerdict(prefix, kind, DAMAGED, problem_count=1, is_known=False))

    def _examine(self, reader: CheckpointReader, prefix: str, folder: str) -> None:
        self._doing = f"Verifying {prefix}"
        if isinstance(reader, TensorBundle):
            found = examine_bundle(reader, folder, self._on_bytes, self._names)
        else:
            found = examine_values(reader, folder, self._on_bytes)
        self._graph(reader, folder, found)
        problems = [replace(problem, prefix=prefix) for problem in found.problems]
        self._problems += problems
        self._notes += found.notes
        if reader.format in _WITHOUT_CHECKSUMS:
            self._notes.append(
                f"{prefix}: HDF5 as Keras writes it has no checksums; all values could be read, "
                "but a changed bit in one of them could not be told."
                if not found.lost
                else f"{prefix}: HDF5 as Keras writes it has no checksums; a changed bit could not be told."
            )
        keys = reader.table.keys
        self._verdicts.append(
            CheckpointVerdict(
                prefix=prefix,
                format=reader.format,
                status=DAMAGED if problems else COMPLETE,
                lost=tuple(keys[row] for row in sorted(found.lost)),
                misplaced=tuple(keys[row] for row in sorted(found.misplaced)),
                safe_count=len(reader.table) - len(found.lost),
                checked_bytes=found.checked_bytes,
                problem_count=len(problems),
                has_checksums=reader.format not in _WITHOUT_CHECKSUMS,
            )
        )

    def _graph(self, reader: CheckpointReader, folder: str, found: Examination) -> None:
        try:
            missing = keys_without_values(reader)
        except ExplorerError as error:
            if not found.lost:
                file = folder + _index_name(reader.prefix)
                found.problems.append(FileProblem(file, "", error.problem, error.hint))
            return
        if missing:
            count = len(missing)
            found.problems.append(
                FileProblem(
                    folder + _index_name(reader.prefix),
                    "",
                    f"the object graph names {count} {'values' if count > 1 else 'value'} "
                    f"that the index does not hold: {missing[0]}" + (", ..." if count > 1 else ""),
                    "A restore leaves these variables as they are, or fails, depending on how it is asked.",
                    missing,
                )
            )

    def _on_bytes(self, count: int) -> None:
        self._read += count
        now = time.monotonic()
        if now - self._reported >= REPORT_INTERVAL_S:
            self._reported = now
            self._task.report(self._read, max(self._total, self._read), self._doing)
        elif self._task.is_cancelled:
            raise Cancelled

    def _tell_partial(self) -> None:
        now = time.monotonic()
        if self._on_partial is not None and now - self._told >= PARTIAL_INTERVAL_S:
            self._told = now
            self._on_partial(self.answer())


_WITHOUT_CHECKSUMS = ("h5", "weights_h5")
_BUNDLES = ("tensor_bundle", "saved_model")


def _index_name(prefix: Path) -> str:
    return prefix.name if prefix.name.endswith(".index") else f"{prefix.name}.index"


def _why(path: Path) -> tuple[str, str]:
    try:
        open_reader(path)
    except ExplorerError as error:
        return error.problem, error.hint
    return "it appeared while it was looked at", "Verify it again."


def _size_of(reader: CheckpointReader) -> int:
    return sum(file.size_bytes or 0 for file in reader.data_files)

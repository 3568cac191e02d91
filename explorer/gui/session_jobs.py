"""What the session asks on pool threads: open a checkpoint, read a target, check a restore."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import ExplorerError, MissingFileError
from explorer.gui.choices import first_choice
from explorer.gui.opening import Opened, open_path
from explorer.gui.recording import RecordPolicy, open_record
from explorer.gui.restore_choice import AS_TOLD, RestoreChoice
from explorer.gui.statistics_store import is_gone
from explorer.gui.statuses import BEING_WRITTEN, GONE
from explorer.report.numbers import format_label
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.checkpoints.spec import ModelSpec
    from explorer.gui.elsewhere import OtherRun


class StillBeingWrittenError(ExplorerError):
    """The checkpoint is not whole yet: no error, and nothing to be told of in the banner."""

    is_waiting = True


class CheckpointGoneError(MissingFileError):
    """The files were deleted and no record tells of them: nothing is damaged."""

    usual_hint = "Choose another step on the time axis."
    is_gone = True


def open_with_record(path: Path, policy: RecordPolicy, task: Task = QUIET) -> tuple[Opened, RunRecord | None]:
    """What a path means, with the checkpoints that only the record of its directory still knows.

    Raises:
        ExplorerError: as of `open_path`.
    """
    opened = open_path(path, task)
    record = open_record(opened.run.directory, policy)
    if record is None:
        return opened, None
    try:
        run = record.with_ghosts(opened.run)
        task.report(1, 1, "Reading the directory")  # nobody may be waiting any more
    except BaseException:
        record.close()
        raise
    return replace(opened, run=run), record


def open_elsewhere(path: Path, step: int | None, opened: Path, task: Task = QUIET) -> OtherRun:
    """The checkpoint of another directory that a path means: see `elsewhere.open_elsewhere`."""
    from explorer.gui import elsewhere  # late: it brings numpy along

    return elsewhere.open_elsewhere(path, step, opened, task)


def open_entry(cache: Any, entry: CheckpointEntry, task: Task = QUIET) -> Checkpoint:
    """Open a checkpoint and make its rows, all on the pool's thread.

    Raises:
        StillBeingWrittenError: a save is under way.
        CheckpointGoneError: it was deleted and is not remembered.
        ExplorerError: it cannot be opened.
    """
    task.report(0, 1, f"Opening {format_label(entry.label)}")
    try:
        checkpoint: Checkpoint = cache.open(entry)
    except ExplorerError as error:
        if _is_being_written(entry):
            raise StillBeingWrittenError(
                f"{format_label(entry.label)} is being written",
                hint="It is shown as soon as it is complete. Choose another step meanwhile.",
            ) from error
        if entry.status == GONE and isinstance(error, MissingFileError):
            raise CheckpointGoneError(
                f"{format_label(entry.label)} was deleted from disk, and nothing of it was remembered"
            ) from error
        raise
    import explorer.analysis.histogram  # noqa: F401 - the inspector draws with it
    from explorer.checkpoints.variable_rows import variable_rows

    # Computed once and kept by the checkpoint: the GUI thread must not wait for any of it.
    # One row brings the columns that all rows are made of; nobody needs the rows themselves yet.
    _ = (
        next(variable_rows(checkpoint, range(min(1, len(checkpoint.table)))), None),
        checkpoint.totals_by_role,
        checkpoint.slots_of,
        checkpoint.graph,
        checkpoint.table.row_of,
        checkpoint.problems,
    )
    return checkpoint


def _is_being_written(entry: CheckpointEntry) -> bool:
    """As its files tell now: a scan sees names and sizes, and those of a torn index look sound."""
    if entry.status == BEING_WRITTEN:
        return True
    from explorer.checkpoints.series import resolve_entry

    return resolve_entry(replace(entry, is_resolved=False)).status == BEING_WRITTEN


def spec_of_entry(cache: Any, entry: CheckpointEntry, task: Task = QUIET) -> ModelSpec:
    """The model that wrote an entry's checkpoint."""
    from explorer.checkpoints.spec import spec_from_checkpoint

    task.report(0, 1, f"Reading {entry.label}")
    return spec_from_checkpoint(cache.open(entry))


def spec_of_path(path: Path, task: Task = QUIET) -> ModelSpec:
    """The program a graph file describes, or the model that wrote the checkpoint at a path; of a folder its latest."""
    from explorer.checkpoints.graph_spec import is_graph_file, spec_from_graph_file
    from explorer.checkpoints.spec import as_spec

    task.report(0, 1, f"Reading {path.name}")
    if is_graph_file(path):
        return spec_from_graph_file(path, task)
    if path.is_dir():  # the latest checkpoint of a folder, as if the folder had been opened
        opened = open_path(path, task)
        entry = opened.chosen or first_choice(opened.run)
        if entry is None:
            raise MissingFileError(
                "there is no checkpoint in this directory",
                hint="Choose a folder with .index files, or one of a checkpoint's files.",
                path=path,
            )
        path = entry.path
    return as_spec(path)


NOT_READ = "The values were not read: Verify compares their checksums."
NOT_READ_GONE = "The checkpoint is gone: this is what would become of it as it is remembered."
VERIFIED_BYTES, VERIFIED_TENSORS = 256 << 20, 1000  # read in a blink; larger ones are left to Verify


def check_target(
    checkpoint: Checkpoint, target: ModelSpec, choice: RestoreChoice = AS_TOLD, task: Task = QUIET
) -> RestoreReport:
    """What becomes of each variable of the target; the values are read, too, where that takes no time."""
    from explorer.analysis.restore import check_restore
    from explorer.gui.restore.verdict_source import source_of

    gone = is_gone(checkpoint)  # what is not there is not damaged: the verdicts come from what is remembered
    is_small = checkpoint.size_bytes <= VERIFIED_BYTES and len(checkpoint) <= VERIFIED_TENSORS
    verify = is_small and not gone
    report = check_restore(
        checkpoint,
        target,
        tensorflow=choice.tensorflow or None,
        variables=choice.variables or None,
        verify=verify,
        task=task,
    )
    if not verify:
        why = NOT_READ_GONE if gone else NOT_READ
        said = f"{report.summary} {why}"
        report = replace(report, summary=said)
    source_of(report)  # made here, so that the window finds it ready
    return report

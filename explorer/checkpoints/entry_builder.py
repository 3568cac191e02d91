"""From the files of one prefix to its entry: what names and sizes tell before anything is read."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.entries import (
    BEING_WRITTEN,
    COMPLETE,
    DAMAGED,
    GONE,
    INTERRUPTED,
    STALE_AFTER_S,
    CheckpointEntry,
    FileStamp,
)
from explorer.checkpoints.found_files import Found
from explorer.checkpoints.prefix_names import epoch_in_name, family_of, suffix_number, without_shards

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

FRESH_FOR_S = 60.0  # a Keras file is written in one go: after a minute without a byte it is not going on
_MOST_NAMED = 3


def make_entry(
    directory: Path,
    folder: str,
    prefix: str,
    part: Found,
    *,
    is_listed: bool = False,
    savers: Set[str] = frozenset(),
) -> CheckpointEntry:
    """The entry of a prefix of tensor bundles, V1 files or a Keras file.

    Args:
        directory: the opened one.
        folder: where below it the files lie, "" or "epoch_01".
        prefix: in that folder.
        part: its files.
        is_listed: a state file names it.
        savers: families that a Saver writes, as a `.meta` of another checkpoint tells.
    """
    stats = list(part.files.values())
    modified = max((status.st_mtime for status in stats), default=None)
    if part.temporary is not None:
        modified = max(modified or 0.0, part.temporary[0])
    status, problems = _first_status(part, prefix, is_listed)
    if status == BEING_WRITTEN and is_stale(modified):
        problems = (*problems, INTERRUPTED)
    is_v1 = bool(part.v1) and part.index is None
    plain = without_shards(prefix) if is_v1 else prefix
    suffix = None if part.keras else suffix_number(plain)
    family = family_below(folder, plain)
    is_saver = is_v1 or part.meta is not None or family in savers
    inner = f"{folder}/{prefix}" if folder else prefix
    return CheckpointEntry(
        prefix=inner,
        path=directory / inner,
        family=family,
        # A .meta beside it means a Saver wrote it, and a Saver counts steps, not saves.
        step=suffix if is_saver else None,
        number=None if is_saver else suffix,
        epoch=(epoch_in_name(prefix) if suffix is None else None) or _folder_epoch(folder),
        format=part.keras or ("tensor_slice_v1" if is_v1 else "tensor_bundle"),
        status=status,
        size_bytes=sum(s.st_size for s in stats) + (part.temporary[1] if part.temporary else 0),
        modified=modified,
        problems=(*problems, *(sentence for sentence in part.problems if sentence not in problems)),
        is_listed=is_listed,
        is_being_saved=part.temporary is not None,
        stamp=stamp_of(part.files),
    )


def family_below(folder: str, prefix: str) -> str:
    """The family of a prefix in a folder of a series: the folders', or the prefix's where those are bare numbers."""
    if not folder:
        return family_of(prefix)
    last = folder.rpartition("/")[2]
    family = family_of(last)
    return family_of(prefix) if family.isdigit() else family


def _folder_epoch(folder: str) -> int | None:
    return epoch_in_name(folder.rpartition("/")[2]) if folder else None


def stamp_of(files: dict[str, os.stat_result]) -> tuple[FileStamp, ...]:
    """What changes when any of the files does."""
    return tuple((name, s.st_size, s.st_mtime_ns, s.st_ino) for name, s in sorted(files.items()))


def is_stale(modified: float | None) -> bool:
    """Whether a save was last written to so long ago that it will not go on."""
    return modified is not None and time.time() - modified > STALE_AFTER_S


def _first_status(part: Found, prefix: str, is_listed: bool) -> tuple[str, tuple[str, ...]]:
    """The status as far as names and sizes tell; TensorFlow writes data before the index, the index before the state file."""
    if part.keras:
        return _keras_status(part)
    if part.index is None:
        if part.v1:
            return _first_format_status(part, prefix)
        # A Saver's `.meta` comes last and goes first, so beside it the index is not yet to come.
        if (is_listed or part.meta is not None) and part.temporary is None:
            return DAMAGED, ("The index file is missing; the data files alone cannot be read.",)
        return BEING_WRITTEN, ("There is no index file yet.",)
    if not stat.S_ISREG(part.index.st_mode):
        return DAMAGED, ("The index is not a regular file.",)
    if part.index.st_size == 0:
        # The data comes before the index: without any, nobody is writing this.
        if part.temporary is not None or (part.data and not is_listed):
            return BEING_WRITTEN, ("The index file is still empty.",)
        return DAMAGED, ("The index file is empty.",)
    if not part.data:
        return DAMAGED, ("The data file is missing: names and shapes can be read, values cannot.",)
    totals = {of for _, of in part.data}
    if not any(all((shard, of) in part.data for shard in range(of)) for of in totals if of <= len(part.data)):
        return DAMAGED, ("A data file (shard) is missing: some values cannot be read.",)
    if (
        part.temporary is not None
        and max(data.st_mtime_ns for data in part.data.values()) > part.index.st_mtime_ns
    ):
        return BEING_WRITTEN, ("It is being saved again: the index is still that of the save before.",)
    return COMPLETE, ()


def _first_format_status(part: Found, prefix: str) -> tuple[str, tuple[str, ...]]:
    total = next(iter(part.v1))[1]
    if total > len(part.v1):
        present = {shard for shard, _ in part.v1}
        some = (shard for shard in range(total) if shard not in present)
        base = without_shards(prefix)
        names = [f"{base}-{shard:05d}-of-{total:05d}" for _, shard in zip(range(_MOST_NAMED), some)]
        count = total - len(part.v1)
        return DAMAGED, (
            f"{count} of its {total} files {'is' if count == 1 else 'are'} missing: {', '.join(names)}"
            f"{' and others' if count > len(names) else ''}.",
        )
    return COMPLETE, ()


def _keras_status(part: Found) -> tuple[str, tuple[str, ...]]:
    status = next(iter(part.files.values()))
    if part.problems:  # a git-lfs pointer
        return DAMAGED, part.problems
    if status.st_size == 0:
        if time.time() - status.st_mtime < FRESH_FOR_S:
            return BEING_WRITTEN, ("The file is still empty.",)
        return DAMAGED, ("The file is empty: the save was interrupted, or a copy failed.",)
    return COMPLETE, ()


def gone_entry(directory: Path, prefix: str, *, is_saver: bool, saved_at: float | None) -> CheckpointEntry:
    """The entry of a prefix that the state file names and that is not there."""
    suffix = suffix_number(prefix)
    return CheckpointEntry(
        prefix=prefix,
        path=directory / prefix,
        family=family_of(prefix),
        step=suffix if is_saver else None,
        number=None if is_saver else suffix,
        epoch=None,
        format="tensor_bundle",
        status=GONE,
        size_bytes=0,
        modified=None,
        problems=("The checkpoint file names it, but its files are gone.",),
        is_resolved=True,
        is_listed=True,
        saved_at=saved_at,
    )


def opened_entry(checkpoint: Checkpoint) -> CheckpointEntry:
    """The entry of a checkpoint that was opened by its own path and that no scan lists."""
    return CheckpointEntry(
        prefix=checkpoint.name or checkpoint.prefix.name,
        path=checkpoint.prefix,
        family=checkpoint.prefix.name,
        step=checkpoint.step,
        number=checkpoint.number,
        epoch=None,
        format=checkpoint.format,
        status=COMPLETE,
        size_bytes=checkpoint.size_bytes,
        modified=None,
        problems=checkpoint.problems,
        is_resolved=True,
    )

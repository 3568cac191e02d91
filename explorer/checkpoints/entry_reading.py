"""From the files of a checkpoint to its true step and status: what names and sizes alone cannot tell."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.counters import read_counters
from explorer.checkpoints.entries import (
    BEING_WRITTEN,
    COMPLETE,
    DAMAGED,
    GONE,
    INTERRUPTED,
    NO_VARIABLES,
    STALE_AFTER_S,
    CheckpointEntry,
)
from explorer.checkpoints.entry_builder import FRESH_FOR_S
from explorer.checkpoints.file_heads import ends_as_table, is_pointer_sentence, pointer_sentence
from explorer.errors import CorruptFileError, ExplorerError, FileAccessError, UnsupportedFileError
from explorer.formats.reader import CheckpointReader, open_reader

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from explorer.formats.tensor_table import TensorTable

_HDF5_FORMATS = ("keras", "weights_h5", "h5")
_SHARD = re.compile(r"\.data-(\d{5,10})-of-(\d{5,10})\Z")
_MOST_NAMED = 3
_SETTLED_AFTER_S = 2.0  # a file may change again within the resolution of its time


def resolve_entry(entry: CheckpointEntry) -> CheckpointEntry:
    """Fill in step, save number and status from the index and the small counter tensors. Never raises."""
    if entry.is_resolved or entry.status == GONE:
        return entry
    if _has_no_index(entry):
        return replace(entry, is_resolved=True)
    try:
        reader = open_reader(entry.path)
    except UnsupportedFileError as error:
        if entry.format != "tensor_bundle":  # sound for all we know, but nothing here reads it
            return replace(entry, is_resolved=True)
        return replace(
            entry, status=DAMAGED, problems=_with(entry.problems, _sentence(entry, error)), is_resolved=True
        )
    except CorruptFileError as error:
        return _unreadable(entry, error)
    except ExplorerError as error:
        if entry.status == BEING_WRITTEN:
            return replace(entry, is_resolved=True)
        return replace(
            entry, status=DAMAGED, problems=_with(entry.problems, _sentence(entry, error)), is_resolved=True
        )
    return resolve_with(entry, reader)


def _has_no_index(entry: CheckpointEntry) -> bool:
    """Whether the scan saw no index: the reader would list the directory to say so, once for each such entry."""
    if entry.format != "tensor_bundle" or entry.status not in (BEING_WRITTEN, DAMAGED):
        return False
    return not any(name == f"{entry.path.name}.index" for name, *_ in entry.stamp)


def resolve_with(entry: CheckpointEntry, reader: CheckpointReader) -> CheckpointEntry:
    """`resolve_entry` for who has opened the checkpoint already."""
    step, number, epoch = _place_in_time(entry, reader)
    problems = _reader_problems(entry, reader)
    is_unfinished = entry.status == BEING_WRITTEN  # told by something beside the index
    status = BEING_WRITTEN if is_unfinished else DAMAGED if problems else COMPLETE
    table = reader.table
    # What the scan alone can tell: no saved_model.pb yet, a .meta that git-lfs has not fetched.
    told = entry.problems if is_unfinished else tuple(filter(is_pointer_sentence, entry.problems))
    return replace(
        entry,
        step=step,
        number=number,
        epoch=epoch,
        # A SavedModel whose saved_model.pb is not there yet reads as a bundle.
        format=entry.format if entry.format == "saved_model" else reader.format,
        status=status,
        problems=tuple(dict.fromkeys((*problems, *told))),
        note=_stale_shards(entry, reader) or entry.note,
        is_resolved=True,
        layout=layout_of(table.keys, table.dtype, table.shape_id, table.shapes),
    )


def layout_of(
    keys: Sequence[str],
    dtype: npt.NDArray[np.int32],
    shape_id: npt.NDArray[np.int32],
    shapes: tuple[tuple[int, ...], ...],
) -> int:
    """See `CheckpointEntry.layout`. Python's own hash: seeded anew in each process, so no file can aim at it."""
    return hash(("\0".join(keys), dtype.tobytes(), shape_id.tobytes(), shapes))


def _place_in_time(
    entry: CheckpointEntry, reader: CheckpointReader
) -> tuple[int | None, int | None, int | None]:
    """Step, save number and epoch: as the files tell, else as the name did."""
    counters = read_counters(reader, entry.prefix)
    step, number, epoch = counters.step, counters.number, counters.epoch
    if _is_keras(entry):
        step = entry.step if step is None else step
    elif step is None and number is None and (reader.problems or reader.table.problems):
        return entry.step, entry.number, entry.epoch  # the counters may be among what is lost
    if epoch is None and number is None:
        epoch = entry.epoch
    return step, number, epoch


def carried_over(entry: CheckpointEntry, known: CheckpointEntry | None) -> CheckpointEntry:
    """`entry` as scanned, with what reading its files showed before, if they are the same files still."""
    if (
        known is None
        or entry.is_resolved
        or not known.is_resolved
        or not entry.stamp
        or known.stamp != entry.stamp
        or (known.is_listed, known.is_being_saved) != (entry.is_listed, entry.is_being_saved)
        or known.status not in (COMPLETE, DAMAGED)
        or entry.status == BEING_WRITTEN
        or (entry.modified is not None and time.time() - entry.modified < _SETTLED_AFTER_S)
    ):
        return entry
    carried = replace(
        entry,
        step=known.step,
        number=known.number,
        epoch=known.epoch,
        format=known.format,
        status=known.status,
        problems=known.problems,
        note=entry.note or known.note,
        is_resolved=True,
        layout=known.layout,
    )
    return known if carried == known else carried  # who shows thousands sees at once that it is the same


def _is_keras(entry: CheckpointEntry) -> bool:
    return entry.format in _HDF5_FORMATS


def _with(problems: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    return problems if sentence in problems else (*problems, sentence)


def _sentence(entry: CheckpointEntry, error: ExplorerError) -> str:
    """What is wrong, with the name of the file in front where the problem does not begin with it."""
    path = error.where.get("path", entry.path)
    name = path.name if isinstance(path, Path) else str(path).rpartition("/")[2]
    return error.problem if error.problem.startswith(name) else f"{name}: {error.problem}"


def _files(entry: CheckpointEntry) -> Iterator[tuple[Path, int]]:
    """Path and size of each of its files, as the scan saw them."""
    for name, size, _, _ in entry.stamp:
        if not name.startswith("saved_model.pb"):  # that one lies a folder higher, and the scan looked at it
            yield entry.path.with_name(name), size


def _pointers(entry: CheckpointEntry) -> tuple[str, ...]:
    """A sentence for each of its files that git-lfs has not fetched."""
    return tuple(filter(None, (pointer_sentence(path, size) for path, size in _files(entry))))


def _unreadable(entry: CheckpointEntry, error: CorruptFileError) -> CheckpointEntry:
    """A file that does not parse: a pointer of git-lfs, one being written still, or damaged."""
    if pointers := _pointers(entry):
        return replace(entry, status=DAMAGED, problems=pointers, is_resolved=True)
    age = time.time() - entry.modified if entry.modified is not None else STALE_AFTER_S
    if _is_keras(entry):
        # Both are written from front to back and closed at once; nothing tells a cut one from one being written.
        being_written = age < FRESH_FOR_S
    else:
        # Still being written when nothing names the checkpoint yet and it is fresh.
        is_new = not entry.is_listed or entry.is_being_saved
        has_data = entry.is_being_saved or any(_SHARD.search(name) for name, *_ in entry.stamp)
        is_begun = is_new and has_data and age < STALE_AFTER_S and _looks_cut_short(entry)
        being_written = entry.status == BEING_WRITTEN or is_begun
    status = BEING_WRITTEN if being_written else DAMAGED
    problems: tuple[str, ...] = (_sentence(entry, error),)
    if being_written and INTERRUPTED in entry.problems:
        problems = (*problems, INTERRUPTED)
    return replace(entry, status=status, problems=problems, is_resolved=True)


def _looks_cut_short(entry: CheckpointEntry) -> bool:
    """Whether the index ends without the table's magic number: cut off, not altered inside."""
    if entry.format == "tensor_slice_v1":  # taken for one by how it ends
        return False
    name = f"{entry.path.name}.index"
    try:
        return not any(path.name == name and ends_as_table(path, size) for path, size in _files(entry))
    except FileAccessError:
        return False


def _reader_problems(entry: CheckpointEntry, reader: CheckpointReader) -> tuple[str, ...]:
    """What is wrong with the checkpoint as a whole; absent data files by what is lost with them."""
    if not reader.problems and not reader.table.problems:
        return ()
    if entry.note == NO_VARIABLES and not len(reader.table):  # by its graph it never had any
        return ()
    if pointers := _pointers(entry):
        return pointers
    missing = {file.name for file in reader.data_files if file.size_bytes is None}
    problems = tuple(
        sentence for sentence in reader.problems if not any(f" {name} " in sentence for name in missing)
    )
    absent, rest = _absent_shards(reader, missing)
    problems = (*absent, *problems)
    damaged = {row: text for row, text in reader.table.problems.items() if row not in rest}
    if damaged:
        row, text = next(iter(damaged.items()))
        sentence = f"{len(damaged)} of {len(reader.table)} tensors cannot be trusted; {reader.table.keys[row]}: {text}"
        problems = _with(problems, sentence)
    return problems


def _absent_shards(reader: CheckpointReader, missing: set[str]) -> tuple[tuple[str, ...], set[int]]:
    """A sentence about the data files that are not there, and the rows that are lost with them."""
    lost: dict[int, list[int]] = {}
    for name in missing:
        if match := _SHARD.search(name):
            lost[int(match[1])] = []
    if not lost:
        return (), set()
    table: TensorTable = reader.table
    for row, shard in enumerate(table.shard.tolist()):
        for part in {piece.shard for piece in table.slices.get(row, ())} or {shard}:
            if part in lost:
                lost[part].append(row)
    rows = {row for lost_rows in lost.values() for row in lost_rows}
    count, total = len(rows), len(table)
    are_missing = _are_missing(sorted(lost), missing)
    if count == total:
        return (f"The values of all {total:,} tensors are not here: {are_missing}.",), rows
    return (f"The values of {count:,} of {total:,} tensors are not here: {are_missing}.",), rows


def _are_missing(shards: list[int], names: set[str]) -> str:
    """ "P.data-00000-of-00002 is missing", of many the first."""
    by_shard = {int(match[1]): name for name in names if (match := _SHARD.search(name))}
    named = [by_shard[shard] for shard in shards[:_MOST_NAMED]]
    left = len(shards) - len(named)
    if left:
        return f"{', '.join(named)} and {left:,} more data files are missing"
    if len(named) == 1:
        return f"{named[0]} is missing"
    return f"{', '.join(named[:-1])} and {named[-1]} are missing"


def _stale_shards(entry: CheckpointEntry, reader: CheckpointReader) -> str:
    """A note on data files of another save beside those that the index names."""
    named = {file.name.rpartition("/")[2] for file in reader.data_files}
    stale = [name for name, _, _, _ in entry.stamp if _SHARD.search(name) and name not in named]
    if not stale:
        return ""
    more = f" and {len(stale) - 1} more" if len(stale) > 1 else ""
    return f"{stale[0]}{more} beside it {'belong' if more else 'belongs'} to another save"

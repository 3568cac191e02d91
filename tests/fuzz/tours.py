"""What is done with every damaged file: open it as a window would, look at everything, read every value.

Only explained errors may come out; anything else leaves the tour and is counted as a fault. What was read
is compared with the truth, and a difference that nobody warned of is told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from explorer.analysis.doctor import verify
from explorer.analysis.error_reading import explain
from explorer.analysis.restore import check_restore
from explorer.analysis.statistics import tensor_statistics
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.graph_spec import spec_from_graph_file
from explorer.checkpoints.run_events import read_run_events
from explorer.checkpoints.series import open_model_dir
from explorer.checkpoints.spec import as_spec
from explorer.errors import ExplorerError, NoValueError
from explorer.report.json_shapes import restore_shape
from explorer.report.list_json import list_json
from tests.golden_answers import GOLDEN

MOST_ROWS = 250
MOST_LOOKED_AT = 40  # rows read in every way and measured; the others are read once
MOST_OBJECTS = 20_000  # of so many true tensors, graph and list take what they take in any sound checkpoint

Truth = Mapping[str, str]  # key -> digest of its value
NO_TRUTH: Truth = {}
ANY = "*"  # a value that is itself damaged on purpose


@dataclass(slots=True)
class Sight:
    """What one tour saw. `silent` names the values that differ from the truth without a warning."""

    opened: bool = False
    equal: int = 0  # values as they were saved
    refused: int = 0  # values not given, with an error
    warned: int = 0  # values given in spite of a problem told
    rewritten: int = 0  # values of an entry that is consistent in itself: nobody can tell it from a true one
    silent: list[str] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)  # keys whose values are damaged or not there


def digest(value: np.ndarray[Any, Any]) -> str:
    """A short name for the bytes of a value."""
    if value.dtype == object:
        data = b"".join(len(text).to_bytes(8, "little") + text for text in value.ravel().tolist())
    else:
        data = np.ascontiguousarray(value).tobytes()
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def tour_checkpoint(
    prefix: Path,
    truth: Truth = NO_TRUTH,
    stored: frozenset[tuple[int, ...]] = frozenset(),
    most_rows: int = MOST_ROWS,
    with_doctor: bool = True,
) -> Sight:
    """Open, list, graph, roles, counters, every value, statistics.

    Args:
        prefix: the checkpoint.
        truth: what its values are.
        stored: (shard, offset, size, checksum) of the true entries: an entry that is another true one in
            whole was rewritten consistently.
        most_rows: values beyond this row are not read.
        with_doctor: ask it too, and compare.
    """
    sight = Sight()
    try:
        checkpoint = checkpoint_at(prefix)
    except ExplorerError as error:
        _check_explained(error)
        return sight
    sight.opened = True
    look_around(checkpoint)
    table = checkpoint.table
    for row in range(min(len(table), most_rows)):
        _read_all_ways(checkpoint, row, truth, stored, sight)
    if with_doctor:
        _ask_doctor(prefix, sight)
    return sight


def _ask_doctor(prefix: Path, sight: Sight) -> None:
    """The doctor must not call safe what cannot be read."""
    lost: set[str] = set()
    for verdict in verify(prefix).checkpoints:
        lost.update(verdict.lost)
    called_safe = sorted(sight.unreadable - lost)
    if called_safe:
        raise AssertionError(f"the doctor calls {called_safe[:3]} safe, which cannot be read")


def look_around(checkpoint: Checkpoint) -> None:
    """What the panels ask for before any value is read."""
    _ = checkpoint.object_graph, checkpoint.counters, checkpoint.problems, checkpoint.table.row_of
    if len(checkpoint.table) > MOST_OBJECTS:
        return
    _ = checkpoint.variables, checkpoint.graph, checkpoint.role_codes, checkpoint.names, checkpoint.slots
    _ = checkpoint.slots_of, checkpoint.counters, checkpoint.totals_by_role, checkpoint.problems
    _ = checkpoint.label, checkpoint.size_bytes, checkpoint.object_graph, checkpoint.node_of_row
    _ = checkpoint.table.row_of, checkpoint.table.element_count
    for _piece in list_json(checkpoint):
        pass


def _read_all_ways(
    checkpoint: Checkpoint, row: int, truth: Truth, stored: frozenset[tuple[int, ...]], sight: Sight
) -> None:
    table, reader = checkpoint.table, checkpoint.reader
    key = table.keys[row]
    try:
        value = reader.read(row)
    except ExplorerError as error:
        _check_explained(error)
        sight.refused += 1
        if not isinstance(error, NoValueError):  # of a variant nobody says that it is damaged
            sight.unreadable.add(key)
    else:
        if truth.get(key) == ANY:
            return
        is_equal = truth.get(key) == digest(value)
        if is_equal:
            sight.equal += 1
        elif row in table.problems:
            sight.warned += 1
        elif key not in truth or not truth or _place(table, row) <= stored:
            sight.rewritten += 1
        else:
            sight.silent.append(key)
    if row >= MOST_LOOKED_AT and row not in table.problems:
        return
    for options in ({"verify": False}, {"partial": True}):
        with suppress(ExplorerError):
            reader.read(row, **options)
    with suppress(ExplorerError):
        tensor_statistics(checkpoint, key)


def _place(table: Any, row: int) -> set[tuple[int, ...]]:
    """Where the bytes of a row lie, and their checksum: of a sliced one those of all parts."""
    if row in table.slices:
        return {(part.shard, part.offset, part.size_bytes, part.crc32c) for part in table.slices[row]}
    columns = (table.shard, table.offset, table.size_bytes, table.crc32c)
    return {tuple(int(column[row]) for column in columns)}


def _check_explained(error: ExplorerError) -> None:
    """A refusal must say something, and must be printable."""
    if not error.problem or not str(error).isprintable():
        raise AssertionError(f"an error that explains nothing: {error!r}")


def tour_directory(directory: Path) -> Sight:
    """List a directory, read the steps, open what can be opened."""
    sight = Sight()
    try:
        run = open_model_dir(directory)
    except ExplorerError as error:
        _check_explained(error)
        return sight
    sight.opened = True
    for entry in run.checkpoints:
        _ = entry.label, entry.name, entry.sort_key, entry.problems
        with suppress(ExplorerError):
            look_around(checkpoint_at(entry.path, entry.prefix))
    _ = run.latest, run.problems
    return sight


def steps_of_everything(directory: Path, names: Sequence[str]) -> Iterator[tuple[str, Callable[[], object]]]:
    """A directory as the window meets it, step by step: what is done, and the function that does it.

    Args:
        directory: the model_dir.
        names: what is opened by its own name as well.
    """
    yield "scan", lambda: tour_directory(directory)
    for name in names:
        yield f"graph {name}", lambda name=name: _look_at_graph_file(directory / name)
        yield (
            f"values {name}",
            lambda name=name: tour_checkpoint(directory / name, most_rows=20, with_doctor=False),
        )
    yield "events", lambda: tour_events(directory)
    yield "doctor", lambda: verify(directory)  # and with it the self-check


def tour_everything(directory: Path, names: Sequence[str] = ()) -> None:
    """All steps, one after the other; explained errors are let pass."""
    for _, step in steps_of_everything(directory, names):
        with suppress(ExplorerError):
            step()


def tour_graph_file(path: Path) -> Sight:
    """A `.meta`, `graph.pbtxt` or `saved_model.pb`: what it asks a checkpoint for."""
    return Sight(opened=_look_at_graph_file(path))


def _look_at_graph_file(path: Path) -> bool:
    try:
        spec = spec_from_graph_file(path)
    except ExplorerError as error:
        _check_explained(error)
        return False
    _ = spec.variables, spec.is_complete
    return True


def tour_target(path: Path) -> Sight:
    """A spec file, a table or a configuration as the target of a restore, judged and written out."""
    try:
        target = as_spec(path)
    except ExplorerError as error:
        _check_explained(error)
        return Sight()
    for checkpoint in _sources():
        json.dumps(restore_shape(check_restore(checkpoint, target)), allow_nan=False)
    return Sight(opened=True)


@cache
def _sources() -> tuple[Checkpoint, ...]:
    """A small checkpoint of objects, and one of names."""
    found = ("net_adam_manager_keras3_tf221/tf_ckpts/ckpt-5", "target_spec_v1_tf215/base/model.ckpt-5")
    return tuple(checkpoint_at(GOLDEN / prefix) for prefix in found)


def tour_paste(path: Path) -> Sight:
    """A log or traceback: what it means for a checkpoint."""
    answer = explain(path.read_text("utf-8", "replace"), _sources()[1], None)
    assert answer.sentence
    return Sight(opened=answer.reading is not None)


def tour_events(directory: Path) -> Sight:
    """The event files of a run: series, histograms, saves; then the same again from where the reading ended."""
    found = read_run_events(directory)
    seen = found.refresh()
    for series in (*seen.series, *seen.histograms):
        _ = series.name
    for series in seen.series:
        _ = series.is_superseded
    return Sight(opened=bool(seen.series or seen.saved))

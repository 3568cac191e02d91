"""One tensor over all steps of a run, as one result that shows itself: `explorer.histograms`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import eq
from pathlib import Path

import numpy as np
import numpy.typing as npt

from explorer.analysis.histogram import rebin
from explorer.analysis.history import HistoryRow, RunHistory, open_history
from explorer.analysis.run_record import RunRecord
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.entries import ModelDir
from explorer.checkpoints.roles import VALUE_SUFFIX
from explorer.checkpoints.variable import Variable
from explorer.errors import UnknownKeyError
from explorer.showing import Rows, counted, quoted
from explorer.storage.files import PathLike, as_path
from explorer.task import QUIET, Task


@dataclass(frozen=True, slots=True, repr=False)
class HistogramSeries(Rows[HistoryRow]):
    """Statistics and exact value counts of one tensor at every step that holds it, in the order of the steps.

    `left_out`: checkpoints that could not be opened, a sentence each.
    """

    directory: Path
    key: str
    rows: tuple[HistoryRow, ...]
    left_out: tuple[str, ...] = ()

    def _all_rows(self) -> tuple[HistoryRow, ...]:
        return self.rows

    def _in_short(self) -> str:
        return f"{quoted(self.key)}: {counted(len(self.rows), 'step')}"

    @property
    def steps(self) -> tuple[int | None, ...]:
        """The training step of each row; None where the files do not tell it."""
        return tuple(row.entry.step for row in self.rows)

    def counts(self, bins: int = 30) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Histograms over edges that all steps share.

        Returns:
            float64 [steps, bins]: how many elements lie in each bin; zeros where a step has no numbers.
            float64 [bins + 1]: the edges, in the tensor's own unit; empty where no step has a finite number.

        Raises:
            ValueError: fewer than one bin.
        """
        if bins < 1:
            raise ValueError(f"a histogram needs at least one bin, not {bins}")
        found = [row.statistics.values if row.statistics is not None else None for row in self.rows]
        known = [values for values in found if values is not None and len(values)]
        if not known:
            return np.zeros((len(found), bins)), np.empty(0)
        least = min(float(values.lower[0]) for values in known)
        most = max(float(values.upper[-1]) for values in known)
        edges = _edges(least, most, bins)
        return np.stack(
            [rebin(values, edges) if values is not None else np.zeros(bins) for values in found]
        ), edges


def _edges(least: float, most: float, bins: int) -> npt.NDArray[np.float64]:
    if least == most:  # one value: a bin around it
        room = abs(least) * 1e-3 or 0.5
        least, most = least - room, most + room
    # Halves first: the width itself may be past float64.
    at = np.linspace(0.0, 1.0, bins + 1)
    return np.asarray(least * (1 - at) + most * at)


def histograms(
    run: PathLike, key: str | Variable, *, remember: bool = False, task: Task = QUIET
) -> HistogramSeries:
    """One tensor over all steps of a directory, each step read once.

    Args:
        run: a directory, opened or its path.
        key: a checkpoint key (the suffix object-based checkpoints add may be left out), or a variable.
        remember: use the record of the run in the user's cache directory, as the window does: what was read once
            is not read again, and deleted checkpoints have rows as far as they were read while they were there.
        task: progress in steps, and cancelling.

    Raises:
        UnknownKeyError: no checkpoint of the directory holds such a tensor; the hint names near ones.
        MissingFileError: no such directory, or no checkpoint in it.
        FileAccessError: it is no directory, or may not be read.
    """
    directory = as_path(run)
    name = key.key if isinstance(key, Variable) else key
    if not isinstance(name, str):
        raise TypeError(f"a checkpoint key is a str or a Variable, not {type(key).__name__}")
    # A directory that is not there must not leave a record behind.
    record = RunRecord(directory) if remember and directory.is_dir() else None
    try:
        if isinstance(run, ModelDir) and record is None:
            history = RunHistory(run)
        else:
            history = open_history(directory, record=record, task=task)
        return _series(history, name, task)
    finally:
        if record is not None:
            record.close()


def _series(history: RunHistory, key: str, task: Task) -> HistogramSeries:
    for name in (key, key + VALUE_SUFFIX):
        history.left_out.clear()
        rows = tuple(history.rows(partial(eq, name), task=task))
        if rows:
            return HistogramSeries(history.run.directory, name, rows, tuple(history.left_out))
    latest = history.run.latest
    if latest is not None:
        checkpoint_at(latest.path, latest.prefix).row(key)  # its error names the nearest keys
    raise UnknownKeyError(f"no checkpoint holds a tensor {key!r}", directory=str(history.run.directory))

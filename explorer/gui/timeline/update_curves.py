"""Curves of how far values moved from step to step, beside those of the event files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from explorer.gui.statuses import can_be_chosen
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.analysis.updates import RunMoves
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.checkpoints.run_events import ScalarSeries
    from explorer.gui.session import Session

WEIGHTS = "weights: size of update"
CHOSEN = "chosen variable: size of update"
NAMES = (WEIGHTS, CHOSEN)
SHORT = {WEIGHTS: "weights Δ", CHOSEN: "variable Δ"}  # for the button beside the curve


class UpdateCurves(QObject):
    """Series made of the changes along the run; asked for once somebody chooses one."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Measuring updates for the time axis")
        self._wished = ""
        self._series: dict[str, ScalarSeries | None] = {}
        self._about: tuple[object, ...] = ()
        self._why = ""
        session.selection_changed.connect(self._follow_selection)
        session.run_changed.connect(self._follow_run)

    @property
    def is_busy(self) -> bool:
        """Whether a curve is on its way."""
        return self._slot.is_busy

    def names(self) -> tuple[str, ...]:
        """The curves that can be had: of two steps on."""
        run = self._session.run
        if run is None:
            return ()
        return NAMES if sum(can_be_chosen(entry) for entry in run.checkpoints) > 1 else ()

    def sentence(self, name: str) -> str:
        """Why a curve is not there; "" when it is."""
        if self._series.get(name) is not None:
            return ""
        if name == CHOSEN and not self._session.selected_key:
            return "Choose a variable in any view to see how far it moved from step to step."
        if self._slot.is_busy:
            return "Measuring how far the values moved…"
        return self._why or "No two steps can be compared."

    def series(self, name: str) -> ScalarSeries | None:
        """A curve as far as it is known; it is asked for if it is not."""
        self._wished = name
        session, run = self._session, self._session.run
        entry = session.newer_entry
        if run is None or entry is None:
            return None
        key = session.selected_key if name == CHOSEN else ""
        steps = tuple((each.path, each.step, each.stamp, each.status) for each in run.checkpoints)
        about = (name, entry.family, key, steps)
        if about != self._about and (key or name == WEIGHTS):
            if self._about[:3] != about[:3]:
                self._series.pop(name, None)
            self._about, self._why = about, ""
            from explorer.gui.moves.knowledge import knowledge_of  # late: not needed before the first paint

            self._slot.start(
                measure_series,
                run,
                entry.family,
                key,
                name,
                session.cache.open,
                session.changes.record,
                knowledge_of(session).moves_of(entry.family),
                then=lambda found: self._take(name, found),
                otherwise=self._fail,
                partly=lambda found: self._take(name, found),
            )
        return self._series.get(name)

    def leave(self) -> None:
        """Another curve is on show."""
        self._slot.cancel()
        self._wished, self._about = "", ()

    def _follow_selection(self) -> None:
        self._follow(CHOSEN)

    def _follow_run(self) -> None:
        self._follow(*NAMES)

    def _follow(self, *names: str) -> None:
        if self._wished in names:
            if self._wished == CHOSEN:
                self._series.pop(CHOSEN, None)
            self.changed.emit()

    def _take(self, name: str, series: ScalarSeries | None) -> None:
        self._series[name] = series
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._why = f"The updates could not be measured: {error}"
        self.changed.emit()


def measure_series(
    run: Any,
    family: str,
    key: str,
    name: str,
    open_entry: Any,
    record: Any,
    known: RunMoves | None,
    task: Task = QUIET,
    partly: Any = None,
) -> ScalarSeries | None:
    """On a pool thread: the series of one tensor, or of all weights together with key "".

    `known` are the changes of the whole family, where somebody measured them already.
    """
    from explorer.analysis.updates import consecutive, run_moves

    def tell(moves: RunMoves) -> None:
        if partly is not None:
            partly(series_of(moves, name, is_sum=not key, key=key))

    moves = known or run_moves(
        consecutive(run, family),
        open_entry,
        (key,) if key else None,
        record=None if record is None or record.problem else record,
        task=task,
        partly=tell,
    )
    if key:
        return series_of(moves, name, is_sum=False, key=key)
    return series_of(moves, name, is_sum=True, norms=_unread_norms(moves, open_entry, record, task))


def series_of(
    moves: RunMoves, name: str, *, is_sum: bool, key: str = "", norms: Mapping[str, float] | None = None
) -> ScalarSeries | None:
    """‖Δ‖/‖w‖ at the newer step of each pair, of one tensor or of all weights as one vector; None without any.

    `norms` are those of weights that never moved, and so were never read.
    """
    import numpy as np

    from explorer.analysis.updates.kinds import TRAINED, kinds_of
    from explorer.analysis.updates.moves import MOVED, UNCHANGED
    from explorer.checkpoints.run_events import ScalarSeries

    rows = np.arange(len(moves.keys))
    if is_sum:
        rows = rows[np.array([kind == TRAINED for kind in kinds_of(moves)], bool)]
    known = np.isin(moves.state[rows], (MOVED, UNCHANGED))
    share = moves.relative_l2[rows]
    if is_sum:
        sizes = _filled(moves.older_l2[rows].astype(np.float64))
        for place, row in enumerate(rows.tolist()):
            if norms and moves.keys[row] in norms:
                sizes[place] = norms[moves.keys[row]]
        usable = known & np.isfinite(sizes) & np.isfinite(share)
        with np.errstate(all="ignore"):
            moved = np.where(usable, share * sizes, 0.0)
            whole = np.where(usable, sizes, 0.0)
            values = np.sqrt((moved**2).sum(axis=0) / (whole**2).sum(axis=0))
        there = usable.any(axis=0)
    else:
        row = moves.row(key)
        if row < 0:
            return None
        values, there = share[row], known[row]
    steps = [place_of(pair[1]) for pair in moves.pairs]
    # A value that was all zeros, or NaN, has no relative change: a point less, not a NaN in the curve.
    there = there & np.isfinite(values)
    chosen = [place for place, step in enumerate(steps) if step is not None and there[place]]
    if not chosen:
        return None
    times = [moves.pairs[place][1].saved_at or moves.pairs[place][1].modified or 0.0 for place in chosen]
    return ScalarSeries(
        "",
        name,
        np.array([steps[place] for place in chosen], np.int64),
        np.array(times, np.float64),
        np.asarray(values[chosen], np.float64),
    )


def _unread_norms(moves: RunMoves, open_entry: Any, record: Any, task: Task) -> dict[str, float]:
    """Norms of the weights whose equal checksums told that they never moved: each read once."""
    import numpy as np

    from explorer.analysis.updates.kinds import TRAINED, kinds_of
    from explorer.analysis.workers import many_statistics
    from explorer.errors import ExplorerError

    unread = np.isnan(moves.older_l2).all(axis=1).tolist()
    told = zip(moves.keys, kinds_of(moves), unread)
    wanted = [key for key, kind, is_unread in told if is_unread and kind == TRAINED]
    if not wanted or not moves.pairs:
        return {}
    try:
        checkpoint = open_entry(moves.pairs[-1][1])
    except ExplorerError:
        return {}
    known = {} if record is None or record.problem else dict(record.statistics(checkpoint, wanted))
    missing = [key for key in wanted if key not in known and key in checkpoint.table.row_of]
    for found in many_statistics(checkpoint, missing, task) if missing else ():
        if not isinstance(found, tuple):  # one that cannot be read has no norm
            known[found.key] = found
    return {key: float(found.l2) for key, found in known.items() if found.l2 is not None}


def place_of(entry: CheckpointEntry) -> int | None:
    """What places a checkpoint on a curve: its step, or of a run without steps the number of the save."""
    return entry.step if entry.step is not None else entry.number


def _filled(norms: Any) -> Any:
    """Norms [n, p] with those of unread tensors taken from the pair next to them: they did not change."""
    import numpy as np

    filled = norms.copy()
    for place in range(1, filled.shape[1]):
        missing = np.isnan(filled[:, place])
        filled[missing, place] = filled[missing, place - 1]
    for place in reversed(range(filled.shape[1] - 1)):
        missing = np.isnan(filled[:, place])
        filled[missing, place] = filled[missing, place + 1]
    return filled

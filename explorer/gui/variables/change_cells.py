"""What the variables table knows of changes since the older step: asked for rows in view, and as they arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from explorer.gui.comparable import label_of, why_not_compared
from explorer.gui.variables.variable_source import UNMEASURED
from explorer.report.change_columns import COMPARING, OPTIMIZER_STEP
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy as np

    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.session import Session
    from explorer.gui.variables.variable_source import VariableSource


class ChangeCells(QObject):
    """Follows the session's older step."""

    arrived = Signal(object)  # key: its change is known now
    steps_arrived = Signal(object)  # key -> relative size of the optimizer's last step, None where unknown
    renewed = Signal()  # another older step: nothing known before holds

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_listening = False
        self._steps_slot = session.new_slot(self, "Working out the steps of the optimizer")
        self._stepped: set[str] = set()  # keys of the current checkpoint whose steps were asked for
        session.older_changed.connect(self.renewed)

    def is_busy(self) -> bool:
        """Whether answers are on their way."""
        return self._steps_slot.is_busy or (self._is_listening and self._session.changes.is_busy())

    def sentence(self) -> str:
        """What the columns are about: "changes since step 100"."""
        older = self._session.older
        return "no older step to compare with" if older is None else f"changes since {label_of(older)}"

    def known_of(self, newer: Checkpoint) -> Callable[[str], Any]:
        """Gives what is known of a key's change: a Change, a sentence why there is none, or `UNMEASURED`."""

        def known(key: str) -> Any:
            older = self._session.older
            if older is None:
                return "There is no older step to compare with."
            found = self._session.changes.get(older, newer, key, UNMEASURED)
            if found is None:
                return "It has no numbers to compare."
            if found is UNMEASURED:
                return why_not_compared(older, newer, key) or UNMEASURED
            return found

        return known

    def known_of_all(self, newer: Checkpoint) -> Callable[[Sequence[str]], list[Any]]:
        """Gives of each of many keys its Change, or anything else where none is known."""

        def known(keys: Sequence[str]) -> list[Any]:
            older = self._session.older
            return [None] * len(keys) if older is None else self._session.changes.get_all(older, newer, keys)

        return known

    def want_all(self, source: VariableSource, rows: np.ndarray, shown: Iterable[str]) -> None:
        """Wish for what the shown columns lack of very many rows, after all else."""
        ids, older, newer = set(shown), self._session.older, source.checkpoint
        if OPTIMIZER_STEP.id in ids:
            self._want_steps(newer, map(source.key, rows.tolist()))
        if older is not None and ids & COMPARING:
            self._listen()
            keys = _comparable(older, newer, map(source.key, rows.tolist()))
            self._session.changes.want_all(older, newer, keys, len(rows), rows)

    def want(self, newer: Checkpoint, keys: Iterable[str], shown: Iterable[str]) -> None:
        """Wish for what the shown columns lack of these rows."""
        ids, older = set(shown), self._session.older
        if OPTIMIZER_STEP.id in ids:
            self._want_steps(newer, keys)
        if older is None or not ids & COMPARING:
            return
        self._listen()
        self._session.changes.want(older, newer, list(_comparable(older, newer, keys)))

    def _listen(self) -> None:
        if not self._is_listening:
            self._is_listening = True
            self._session.changes.arrived.connect(self._note)

    def forget_steps(self) -> None:
        """Another checkpoint is shown: its steps are asked for when they are wanted."""
        self._steps_slot.cancel()
        self._stepped = set()

    def _want_steps(self, newer: Checkpoint, keys: Iterable[str]) -> None:
        """One batch after the other; whoever hears of one asks again for what is in view then."""
        if self._steps_slot.is_busy:
            return
        row_of, slots_of = newer.table.row_of, newer.slots_of
        wanted = [key for key in keys if key not in self._stepped and row_of.get(key, -1) in slots_of]
        if wanted:
            self._stepped.update(wanted)
            unknown = dict.fromkeys(wanted)
            self._steps_slot.start(
                last_steps,
                newer,
                wanted,
                then=self.steps_arrived.emit,
                otherwise=lambda _: self.steps_arrived.emit(unknown),
            )

    def _note(self, wish: tuple[Any, str]) -> None:
        sides, key = wish
        older, newer = self._session.older, self._session.newer
        if older is not None and newer is not None and sides == (older.identity, newer.identity):
            self.arrived.emit(key)


def _comparable(older: Checkpoint, newer: Checkpoint, keys: Iterable[str]) -> Iterator[str]:
    """Those of which there is a change to be measured."""
    problems, row_of = newer.table.problems, newer.table.row_of
    return (
        key for key in keys if row_of.get(key, -1) not in problems and not why_not_compared(older, newer, key)
    )


def last_steps(
    checkpoint: Checkpoint, keys: Sequence[str] | None, task: Task = QUIET
) -> dict[str, float | None]:
    """On a pool thread: of each variable with slots the size of the optimizer's last step over its norm."""
    from explorer.analysis.updates import optimizer_steps  # not from its module: see inspector.asked_facts

    found: dict[str, float | None] = dict.fromkeys(keys or ())
    for step in optimizer_steps(checkpoint, task, keys).steps:
        if step.relative is not None:  # of two optimizers the one that moved it further
            found[step.key] = max(step.relative, found.get(step.key) or 0.0)
    return found

"""What the window says and asks about the record of the opened run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from explorer.gui import dialogs
from explorer.gui.recording_jobs import Gathered, Unread
from explorer.report.numbers import format_bytes, format_count

if TYPE_CHECKING:
    from explorer.gui.session import Session

ASKS_FROM_BYTES = 1 << 30  # less is read without a question: seconds
NOTHING_REMEMBERED = (
    "Nothing is remembered, so nothing is read ahead: Edit, Settings, Memory switches remembering on."
)


class Remembering(QObject):
    """Reads the statistics of all steps when asked to, and tells once why nothing can be remembered."""

    said = Signal(str)  # for the status bar

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._recording, self._window = session.recording, window
        self._told = ""
        self._recording.asked.connect(self._confirm)
        self._recording.gathered.connect(self._tell)
        self._recording.changed.connect(self._tell_problem)

    def read_all(self) -> None:
        """Read the statistics of all steps; of more than a GiB only after a question."""
        if self._recording.record is None:
            self.said.emit(NOTHING_REMEMBERED)
        elif self._recording.problem:
            self.said.emit(self._recording.problem)
        else:
            self._recording.ask_all()

    def _confirm(self, unread: tuple[Unread, ...]) -> None:
        size = sum(one.size_bytes for one in unread)
        if not unread:
            self.said.emit("The statistics of all steps are remembered already.")
        elif size <= ASKS_FROM_BYTES or dialogs.confirm(
            self._window,
            "Read the statistics of all steps",
            f"{format_bytes(size)} in {_steps(len(unread))} are to be read.",
            "It goes on in the background and can be cancelled in the status bar; what was read by then is kept.",
            "Read",
        ):
            self._recording.read_all(unread)

    def _tell(self, gathered: Gathered) -> None:
        text = f"The statistics of {_steps(gathered.steps)} were read, {format_bytes(gathered.size_bytes)}."
        if gathered.failed:
            text += f" {format_count(gathered.failed)} tensors could not be read."
        self.said.emit(text)

    def _tell_problem(self) -> None:
        problem = self._recording.problem
        if problem and problem != self._told:
            self._told = problem
            self.said.emit(problem)


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{format_count(count)} steps"

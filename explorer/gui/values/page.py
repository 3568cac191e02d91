"""What the pages of the values view have in common: they show a subject, and say what they show in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.gui.jobs import JobSlot
from explorer.gui.values.subject import Subject

if TYPE_CHECKING:
    from explorer.gui.session import Session


class Page(QWidget):
    """One way of looking at a slice."""

    facts_changed = Signal(str)  # the line below
    failed = Signal(object)  # the error that ended a reading
    pointed = Signal(object, object, object)  # widget, (row, column) | None, QPointF in the widget

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.session = session
        self.subject: Subject | None = None
        self.facts = ""
        self.controls: QWidget | None = None  # of this page alone, beside those of all pages
        self.controls_lead = False  # they say what is shown: they stand first
        self._slots: list[JobSlot] = []

    def new_slot(self, name: str = "") -> JobSlot:
        """Room for one kind of question."""
        self._slots.append(self.session.new_slot(self, name))
        return self._slots[-1]

    def show_subject(self, subject: Subject) -> None:
        """Show another slice."""
        self.subject = subject

    def say(self, facts: str) -> None:
        """Replace the line below."""
        self.facts = facts
        self.facts_changed.emit(facts)

    def stop(self) -> None:
        """Nobody looks any more."""
        for slot in self._slots:
            slot.cancel()

    def is_busy(self) -> bool:
        """Whether answers are on their way."""
        return any(slot.is_busy for slot in self._slots)

    def take_theme(self) -> None:
        """Use the current palette."""
        self.update()

    def _fail(self, error: Exception) -> Any:
        self.failed.emit(error)

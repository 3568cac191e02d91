"""Keeps the strip of the variable and its slots filled: looks for the members, wishes for their statistics."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.checkpoints.model_dir import GONE
from explorer.gui.histogram.family_strip import FamilyStrip, Member, family_of

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.session import Session
    from explorer.task import Task


class Family(QObject):
    """Fills a strip for one chosen key after another."""

    def __init__(self, session: Session, strip: FamilyStrip, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.strip = session, strip
        self._members: tuple[Member, ...] = ()
        self._is_wanted = True
        self._slot = session.new_slot(self)
        session.statistics.arrived.connect(self._arrived)

    def is_busy(self) -> bool:
        """Whether members or their statistics are on their way."""
        missing = self.strip.isVisible() and any(button.statistics is None for button in self.strip.buttons)
        return self._slot.is_busy or (missing and self.session.statistics.is_busy())

    def cancel(self) -> None:
        """Look no further."""
        self._slot.cancel()

    def set_wanted(self, is_wanted: bool) -> None:
        """Small pictures of several tensors take the strip's room."""
        self._is_wanted = is_wanted
        self.strip.setVisible(is_wanted and bool(self._members))

    def clear(self) -> None:
        """Show nothing."""
        self._slot.cancel()
        self._members = ()
        self.strip.show_members((), "")

    def ask(self, key: str) -> None:
        """Look for the family of a key of the newer checkpoint."""
        newer = self.session.newer
        if newer is not None:
            self._slot.start(
                _find, newer, key, then=partial(self._show, newer, key), otherwise=lambda _: None
            )

    def _show(self, checkpoint: Checkpoint, key: str, members: tuple[Member, ...]) -> None:
        self._members = members
        self.strip.show_members(members, key)
        self.set_wanted(self._is_wanted)
        missing = []
        for member in members:
            known = self.session.statistics.get(checkpoint, member.key)
            self.strip.tell(member.key, known, is_gone=self._is_gone())
            if known is None:
                missing.append(member.key)
        if missing:
            self.session.statistics.want(checkpoint, missing)

    def _is_gone(self) -> bool:
        entry = self.session.newer_entry
        return entry is not None and entry.status == GONE

    def _arrived(self, wish: tuple[tuple[object, ...], str]) -> None:
        newer = self.session.newer
        if newer is not None and wish[0] == newer.identity and self._members:
            known = self.session.statistics.get(newer, wish[1])
            self.strip.tell(wish[1], known, is_gone=self._is_gone())


def _find(checkpoint: Checkpoint, key: str, *, task: Task) -> tuple[Member, ...]:
    task.report(0, 1, "Looking for slots")
    return family_of(checkpoint, key)

"""A view that is made anew when the session changes, once for a burst of signals and only while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from explorer.gui.view import View

if TYPE_CHECKING:
    from explorer.gui.session import Session


class RefreshingView(View):
    """Connect signals to `_changed`; say in `_refresh` what is to be shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._active = False
        self._refreshing = QTimer(self, singleShot=True, interval=0)
        self._refreshing.timeout.connect(self._refresh)

    def activate(self) -> None:
        self._active = True
        self._refresh()

    def _changed(self, *_: object) -> None:
        # Opening a directory tells of run, entries, checkpoint and selection one after the other.
        if self._active:
            self._refreshing.start()

    def _refresh(self) -> None:
        """Show what the session has now."""
        self._refreshing.stop()

"""Back and forward through the places looked at: notes where the window stands, and goes there again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.gui.history import History, Place

if TYPE_CHECKING:
    from explorer.gui.actions import Actions
    from explorer.gui.session import Session
    from explorer.gui.timeline.timeline import Timeline
    from explorer.gui.view_tabs import ViewTabs


class Travels(QObject):
    """Keeps one window's history; `is_viewing` tells whether the views are shown at all."""

    def __init__(
        self,
        session: Session,
        tabs: ViewTabs,
        timeline: Timeline,
        actions: Actions,
        is_viewing: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.history = History()
        self._session, self._tabs, self._timeline, self._actions = session, tabs, timeline, actions
        self._is_viewing = is_viewing
        self._is_travelling = False

    def visit(self, *_: object) -> None:
        """Note the place looked at now."""
        session = self._session
        if self._is_travelling or self._timeline.is_dragging:  # steps a handle passes are no places
            return
        if session.newer_entry is None or not self._is_viewing():
            return
        older = session.older_entry.path if session.older_entry is not None else None
        self.history.visit(
            Place(
                self._tabs.current_id,
                session.newer_entry.path,
                session.selected_key,
                session.selected_node,
                older,
            )
        )
        self.enable()

    def go(self, offset: int) -> None:
        """Go back (-1) or forward (+1) by one place."""
        place = self.history.go(offset)
        if place is None:
            return
        self._is_travelling = True
        try:
            self._tabs.show_view(place.view)
            run = self._session.run
            entries = {entry.path: entry for entry in run.checkpoints} if run is not None else {}
            if place.prefix in entries:
                self._session.choose_newer(entries[place.prefix])
                older = entries.get(place.older) or self._session.elsewhere(place.older)
                if older is not None:
                    self._session.choose_older(older)
            self._session.select(place.key, place.node)
        finally:
            self._is_travelling = False
        self.enable()

    def enable(self) -> None:
        """Only ways that lead somewhere can be taken."""
        self._actions["back"].setEnabled(self.history.can_go_back)
        self._actions["forward"].setEnabled(self.history.can_go_forward)

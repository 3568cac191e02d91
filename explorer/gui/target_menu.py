"""The menu of targets, the same in the tool bar and in the Restore view: whose variables are to be restored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from explorer.gui.language import tr, tr_label
from explorer.gui.nearby import Nearby, look_nearby
from explorer.gui.statuses import COMPLETE
from explorer.report.numbers import display_name, format_label

if TYPE_CHECKING:
    from explorer.gui.session import Session

MENU_ENTRIES = 30


class TargetMenu(QObject):
    """Fills menus; what lies near the directory is looked up in the background when a run is opened."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Looking beside the directory")
        self._directory: Path | None = None
        self._nearby = Nearby()
        session.run_changed.connect(self._look)
        self._look()

    @property
    def is_busy(self) -> bool:
        """Whether it is still looking."""
        return self._slot.is_busy

    def fill(
        self, menu: QMenu, choose_directory: Callable[[], object], choose_file: Callable[[], object]
    ) -> None:
        """The other steps of the run, its graph files, the directories beside it, and the system's dialogs."""
        menu.clear()
        session = self._session
        run, newer = session.run, session.newer_entry
        entries = [entry for entry in run.checkpoints if entry.status == COMPLETE] if run is not None else []
        entries = [entry for entry in entries if newer is None or entry.path != newer.path]
        _add_heading(menu, "The model that wrote")
        for entry in reversed(entries[-MENU_ENTRIES:]):
            label = (
                entry.label
                if entry.label == entry.name
                else f"{tr_label(format_label(entry.label))}  ({entry.name})"
            )
            action = menu.addAction(_text(label))
            action.triggered.connect(lambda _=False, chosen=entry: session.choose_target_entry(chosen))
        if not entries:
            menu.addAction(tr("This run has no other step")).setEnabled(False)
        for title, paths, tail in (
            ("The program whose graph is", self._nearby.graph_files, ""),
            ("Latest of a directory beside", self._nearby.directories, "/"),
        ):
            if paths:
                _add_heading(menu, title)
            for path in paths:
                action = menu.addAction(_text(path.name) + tail)
                action.triggered.connect(lambda _=False, chosen=path: session.choose_target_path(chosen))
        menu.addSeparator()
        menu.addAction(tr("From a program: copy the snippet…"), lambda: self._show_snippet(choose_file))
        menu.addAction(tr("Choose a directory…"), choose_directory)
        menu.addAction(tr("Choose a file…"), choose_file)
        if session.target is not None:
            menu.addSeparator()
            menu.addAction(tr("No target"), lambda: session.choose_target(None))

    def _show_snippet(self, choose_file: Callable[[], object]) -> None:
        from explorer.gui.restore.snippet_dialog import show_snippet

        parent = self.parent()
        show_snippet(parent.window() if isinstance(parent, QWidget) else None, choose_file)

    def _look(self) -> None:
        directory = self._session.run.directory if self._session.run is not None else None
        if directory == self._directory:
            return
        self._directory, self._nearby = directory, Nearby()
        self._slot.cancel()
        if directory is not None:
            self._slot.start(look_nearby, directory, then=self._take, otherwise=lambda _: None)

    def _take(self, found: Nearby) -> None:
        self._nearby = found


def _add_heading(menu: QMenu, title: str) -> None:
    """A line of its own: our style sheet draws the title of a `QMenu` section as a bare line."""
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction(tr(title)).setEnabled(False)


def _text(label: str) -> str:
    return display_name(label, 80).replace("&", "&&")

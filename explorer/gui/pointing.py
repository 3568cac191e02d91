"""Ways to say what is to be opened, or taken as the target: the system's dialogs, and the folder above."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from explorer.gui import dialogs

if TYPE_CHECKING:
    from explorer.gui.session import Session


class Pointing(QObject):
    """Asks in front of one window; `open_path` and `take_target` do what was asked for."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        open_path: Callable[[Path], object],
        take_target: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._open_path, self._take_target = open_path, take_target

    def ask_directory(self) -> None:
        """Open a directory somebody chooses."""
        _with(dialogs.ask_for_model_dir(self._window, self._directory()), self._open_path)

    def ask_file(self) -> None:
        """Open the checkpoint one of whose files somebody chooses."""
        title = "Open a checkpoint by one of its files"
        _with(dialogs.ask_for_checkpoint_file(self._window, title, self._directory()), self._open_path)

    def ask_target(self) -> None:
        """Take a file somebody chooses as the target."""
        _with(dialogs.ask_for_target_file(self._window, self._beside()), self._take_target)

    def ask_target_directory(self) -> None:
        """Take the latest checkpoint of a directory somebody chooses as the target."""
        title = "Choose the target: a directory of checkpoints"
        _with(dialogs.ask_for_model_dir(self._window, self._beside(), title), self._take_target)

    def ask_older_directory(self) -> None:
        """Compare with a checkpoint of a directory somebody chooses."""
        title = "Compare with a directory of checkpoints"
        found = dialogs.ask_for_model_dir(self._window, self._beside(), title)
        _with(found, self._session.choose_older_path)

    def ask_older_file(self) -> None:
        """Compare with the checkpoint one of whose files somebody chooses."""
        title = "Compare with a checkpoint by one of its files"
        found = dialogs.ask_for_checkpoint_file(self._window, title, self._beside())
        _with(found, self._session.choose_older_path)

    def open_parent(self) -> None:
        """Open the folder above the opened one."""
        directory = self._directory()
        if directory is not None and directory.parent != directory:
            self._open_path(directory.parent)

    def _directory(self) -> Path | None:
        return self._session.run.directory if self._session.run is not None else None

    def _beside(self) -> Path | None:
        directory = self._directory()
        return directory.parent if directory is not None else None


def dropped_path(event: QDropEvent) -> Path | None:
    """The first local file or directory somebody drags into the window."""
    paths = (url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
    return next((Path(path) for path in paths), None)


def _with(path: Path | None, act: Callable[[Path], object]) -> None:
    if path is not None:
        act(path)

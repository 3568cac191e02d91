"""What lies in the folders that are unfolded in the directory panel, looked at in the background, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.gui.session import Session
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.checkpoints.model_dir import ModelDir, OtherFile


class FolderContents(QObject):
    """Scans of folders below the opened directory, by their relative path."""

    arrived = Signal()  # one more folder is known

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.known: dict[str, ModelDir] = {}
        self._run: ModelDir | None = None
        self._waiting: list[str] = []
        self._asked = ""
        self._slot = session.new_slot(self, "Looking into a folder")

    def keep_for(self, run: ModelDir | None) -> None:
        """Forget what is of another directory, and look again where the directory says a folder changed."""
        before, self._run = self._run, run
        if run is None or before is None or run.directory != before.directory:
            self._slot.cancel()
            self.known, self._waiting, self._asked = {}, [], ""
            return
        if run is before or not self.known:
            return
        old, new = _top_folders(before), _top_folders(run)
        for folder in list(self.known):
            top = folder.partition("/")[0]
            if top not in new:
                del self.known[folder]
            elif old.get(top) != new[top]:
                self.ask(folder, again=True)

    def ask(self, folder: str, *, again: bool = False) -> None:
        """Look into a folder, unless it is known; the answer comes with `arrived`."""
        if self._run is None or (folder in self.known and not again):
            return
        if folder != self._asked and folder not in self._waiting:
            self._waiting.append(folder)
        self._next()

    def _next(self) -> None:
        if self._asked or not self._waiting or self._run is None:
            return
        self._asked = self._waiting.pop(0)
        self._slot.start(
            _look, self._run.directory / self._asked, then=self._take, otherwise=lambda _: self._take(None)
        )

    def _take(self, inner: ModelDir | None) -> None:
        folder, self._asked = self._asked, ""
        if inner is not None:
            self.known[folder] = inner
        else:
            self.known.pop(folder, None)  # taken away meanwhile: the next look at the directory tells
        self._next()
        self.arrived.emit()


def _look(folder: Path, task: Task = QUIET) -> ModelDir:
    from explorer.checkpoints.model_dir import scan_model_dir

    return scan_model_dir(folder, task)


def _top_folders(run: ModelDir) -> dict[str, OtherFile]:
    return {file.name: file for file in run.other_files if file.kind == "directory"}

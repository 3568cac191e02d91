"""File > Save session and Open session: what is asked of the person before, and what is told after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.errors import ExplorerError
from explorer.gui import dialogs, export_dialog
from explorer.gui.language import tr
from explorer.gui.session_file import (
    SUFFIX,
    SavedSession,
    differences,
    fingerprint_of,
    read_session,
    write_session,
)
from explorer.gui.window_state import StateRestorer, state_of
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.gui.main_window import MainWindow

SHOWN = 400  # characters of a path in a question


class SessionFiles(QObject):
    """Reads and writes session files for one window."""

    said = Signal(str)  # for the status bar
    failed = Signal(object, str)  # error, what was not done

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reading = window.session.new_slot(self, "Reading the session")
        self._writing = window.session.new_slot(self, "Writing the session")
        self._saved: SavedSession | None = None  # its directory is on its way
        self._difference = ""
        window.session.run_opened.connect(self._compare)
        window.session.newer_changed.connect(self._tell_difference)

    @property
    def is_busy(self) -> bool:
        """Whether a session file is being read or written."""
        return self._reading.is_busy or self._writing.is_busy

    def save(self) -> None:
        """Ask where to, and write where the window stands."""
        run = self._window.session.run
        if run is None:
            return
        name = export_dialog.suggested_name(run.directory.name or "session", SUFFIX)
        path = export_dialog.ask_for_save_path(
            self._window, tr("Session file"), dialogs.home() / name, SUFFIX
        )
        if path is None:
            return
        if path.absolute().is_relative_to(run.directory) and not dialogs.confirm(
            self._window,
            tr("Save session"),
            tr("Write the session file into the opened directory?"),
            tr(
                "This program writes nothing there by itself. A trainer or TensorFlow may come across the file."
            ),
            tr("Write it there"),
        ):
            return
        self._writing.start(
            _write,
            path,
            state_of(self._window),
            run,
            then=lambda _: self.said.emit(f"Written: {display_name(str(path), SHOWN)}"),
            otherwise=lambda error: self.failed.emit(error, "The session was not saved"),
        )

    def ask(self) -> None:
        """Ask for a session file and open it."""
        run = self._window.session.run
        path = dialogs.ask_for_session_file(self._window, run.directory.parent if run is not None else None)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a session file, in the background."""
        self._reading.start(
            _read,
            path,
            then=self._take,
            otherwise=lambda error: self.failed.emit(error, "The session was not opened"),
        )

    def _take(self, saved: SavedSession) -> None:
        directory = saved.directory
        named = display_name(saved.named, SHOWN)
        if directory is None:
            if not dialogs.confirm(
                self._window,
                tr("Open session"),
                tr("The directory of this session is not here."),
                tr(f"It was saved with {named}. If you have the same directory elsewhere, choose it."),
                tr("Choose the directory…"),
            ):
                return
            directory = dialogs.ask_for_model_dir(
                self._window, saved.file.parent, tr("The directory of this session")
            )
            if directory is None:
                return
            saved = replace(saved, directory=directory, is_inside=True)
        outside = saved.outside
        state = saved.state
        if outside:
            paths = "\n".join(display_name(path, SHOWN) for path in outside)
            if not dialogs.confirm(
                self._window,
                tr("Open session"),
                tr("The session file names places outside its own folder. Open them?"),
                paths,
                tr("Open"),
            ):
                if not saved.is_inside:
                    return
                state = replace(state, target="", older_elsewhere="")
        StateRestorer(self._window, state, directory)
        self._saved = replace(saved, directory=directory)

    def _compare(self, run: ModelDir) -> None:
        """Whether the directory is the one the session was saved with."""
        saved, self._saved = self._saved, None
        is_its = saved is not None and saved.directory == run.directory  # not one opened in its stead
        self._difference = differences(saved.fingerprint, run) if saved is not None and is_its else ""

    def _tell_difference(self, checkpoint: object) -> None:
        """Told once a checkpoint is there: its coming takes back what was said before."""
        session = self._window.session
        if not self._difference or (checkpoint is None and session.newer_error is None):
            return
        hint = "The session is shown as far as the directory has it."
        error, self._difference = ExplorerError(self._difference, hint=hint), ""
        QTimer.singleShot(0, self, lambda: self.failed.emit(error, ""))


def _read(path: Path, *, task: object) -> SavedSession:
    return read_session(path, task)


def _write(path: Path, state: object, run: ModelDir, *, task: object) -> None:
    write_session(path, state, fingerprint_of(run), task)

"""Writes files for the window: what a view offers, the variable table, one value; never into the opened directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from explorer.errors import ExplorerError
from explorer.gui import export_dialog
from explorer.gui.dialogs import home
from explorer.gui.view import ViewExport
from explorer.task import QUIET

if TYPE_CHECKING:
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from explorer.task import Task


class Exports(QObject):
    """Exports for one window."""

    said = Signal(str)  # for the status bar
    failed = Signal(object, str)  # error, what was not written

    def __init__(self, session: Session, window: QWidget, settings: Settings | None = None) -> None:
        super().__init__(window)
        self._session, self._window, self._settings = session, window, settings
        self._slot = session.new_slot(self, "Writing")

    @property
    def is_busy(self) -> bool:
        """Whether a file is still being written."""
        return self._slot.is_busy

    def export(self, view: QWidget | None, view_id: str) -> None:
        """Offer what the view and the variable table can write."""
        exports = export_dialog.all_exports(self._session, view)
        if not exports:
            self.said.emit("There is nothing to export yet.")
            return
        chosen = export_dialog.ask_for_export(self._window, exports, self._settings)
        if chosen is not None:
            self.write(chosen, export_dialog.export_name(self._session, chosen, view_id))

    def save_npy(self) -> None:
        """Write the chosen variable's value as .npy."""
        newer, key = self._session.newer, self._session.selected_key
        if newer is None or not key:
            return

        def write(path: Path, task: object) -> None:
            import io

            import numpy as np

            from explorer.report.atomic import atomic_write

            buffer = io.BytesIO()
            np.save(buffer, newer.read(key), allow_pickle=False)
            with atomic_write(path, binary=True) as file:
                file.write(buffer.getbuffer())

        self.write(ViewExport("Value as .npy", ".npy", write), key)

    def write(self, export: ViewExport, name: str) -> None:
        """Ask where to, refuse the opened directory, and write."""
        suggestion = home() / export_dialog.suggested_name(name, export.suffix)
        path = export_dialog.ask_for_save_path(self._window, export.label, suggestion, export.suffix)
        if path is None:
            return
        run = self._session.run
        if run is not None and path.absolute().is_relative_to(run.directory):
            where = ExplorerError(
                "files are never written into the opened directory",
                hint="Choose another folder: what a trainer or TensorFlow finds there must stay as it is.",
                path=path,
            )
            self.failed.emit(where, f"{export.label} was not written")
            return

        def written(note: object) -> None:
            self.said.emit(f"Written: {path}{f', {note}' if isinstance(note, str) else ''}")

        def failed(error: Exception) -> None:
            self.failed.emit(error, f"{export.label} was not written")

        if export.on_gui_thread:
            try:
                note = export.write(path, QUIET)
            except Exception as error:  # told to the person who waits for the file
                failed(error)
            else:
                written(note)
        else:
            self._slot.start(_run_export, export, path, then=written, otherwise=failed)


def _run_export(export: ViewExport, path: Path, *, task: Task) -> str | None:
    return export.write(path, task)

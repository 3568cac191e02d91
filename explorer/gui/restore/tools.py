"""What one asks beside the verdicts: an error explained, renames proposed, whether training resumes. One dialog each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from explorer.gui.session import Session


class RestoreTools(QObject):
    """Opens the dialogs, each once; they belong to the window of `widget`."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(widget)
        self._session, self._widget = session, widget
        self._dialogs: dict[str, QDialog] = {}

    def explain_error(self) -> QDialog:
        """Paste an error, read what it means."""
        from explorer.gui.restore.error_dialog import ErrorDialog

        return self._show("error", ErrorDialog)

    def propose_renames(self) -> QDialog:
        """Old name to new name, row by row."""
        from explorer.gui.restore.renames_dialog import RenamesDialog

        return self._show("renames", RenamesDialog)

    def audit_resume(self) -> QDialog:
        """Whether training goes on where it stopped."""
        from explorer.gui.restore.audit_dialog import AuditDialog

        return self._show("audit", AuditDialog)

    def _show(self, name: str, kind: type[QDialog]) -> QDialog:
        window = self._widget.window()
        dialog = self._dialogs.get(name)
        if dialog is None:
            dialog = self._dialogs[name] = kind(self._session, window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog


def tools_of(session: Session, widget: QWidget) -> RestoreTools:
    """The tools of the window a widget stands in: its menus and the view open the same dialogs."""
    window = widget.window()
    found = window.findChild(RestoreTools) if window is not widget else None
    return found or RestoreTools(session, window)

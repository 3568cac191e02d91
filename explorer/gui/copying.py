"""What goes to the clipboard: selected rows, and the chosen variable's key, path or Python line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from explorer.report.numbers import display_name
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.actions import Actions
    from explorer.gui.session import Session

COPIED_AT_ONCE = 200  # rows; more are written out by a worker
_COPY_ACTIONS = ("copy", "copy_key", "copy_path", "copy_python", "save_npy")


class Copies(QObject):
    """Copies for one window."""

    said = Signal(str)  # for the status bar
    failed = Signal(object, str)  # error, what was not done

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._slot = session.new_slot(self, "Copying rows")

    @property
    def is_busy(self) -> bool:
        """Whether rows are still being written out."""
        return self._slot.is_busy

    def copy(self, view: QWidget | None) -> None:
        """Copy the view's selection as TSV; a text field with focus copies its own."""
        focus = QApplication.focusWidget()
        if isinstance(focus, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)):
            if hasattr(focus, "copy"):
                focus.copy()
            return
        count, make = view.copy_job() if hasattr(view, "copy_job") else (0, None)
        if count > COPIED_AT_ONCE:
            self.copy_in_job(count, make, " as tab-separated text")
            return
        text = view.copy_text() if view is not None else ""
        if text:
            rows = max(text.rstrip("\n").count("\n"), 1)
            self._to_clipboard(text, f"{rows} row{'s' if rows != 1 else ''} copied as tab-separated text")
        elif self._session.selected_key:
            self.copy_key()
        else:
            self.said.emit("Nothing is selected to copy.")

    def copy_in_job(self, count: int, make: Callable[[Task], str], said: str = "") -> None:
        """Many rows: their text is made by a worker, with progress and Cancel in the status bar."""

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.said.emit(f"{count:,} rows copied{said}")

        def failed(error: Exception) -> None:
            self.failed.emit(error, "The rows were not copied")

        self._slot.start(_clipboard_text, make, then=copied, otherwise=failed)

    def copy_key(self) -> None:
        """Copy the chosen variable's checkpoint key."""
        self._to_clipboard(display_name(self._session.selected_key, 1 << 20), "Key copied")

    def copy_path(self) -> None:
        """Copy the current checkpoint's prefix."""
        if self._session.newer is not None:
            self._to_clipboard(str(self._session.newer.prefix), "Path copied")

    def copy_python(self) -> None:
        """Copy lines that read the chosen variable."""
        newer = self._session.newer
        if newer is not None:
            self._to_clipboard(python_line(str(newer.prefix), self._session.selected_key), "Python copied")

    def show_menu(self, actions: Actions) -> None:
        """All ways of copying, in the middle of the window."""
        menu = QMenu(self._window)
        menu.setObjectName("copy_as_menu")
        menu.addActions([actions[name] for name in _COPY_ACTIONS])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._window.mapToGlobal(self._window.rect().center()))

    def _to_clipboard(self, text: str, said: str) -> None:
        # Bytes that are no UTF-8 cannot stand on a clipboard.
        QGuiApplication.clipboard().setText(text.encode("utf-8", "backslashreplace").decode())
        self.said.emit(said)


def python_line(prefix: str, key: str) -> str:
    """Lines that read one variable with this library."""
    path = prefix.encode("utf-8", "backslashreplace").decode()
    return f"import explorer\nvalue = explorer.open_checkpoint({path!r}).read({key!r})\n"


def _clipboard_text(make: Callable[[Task], str], task: Task) -> str:
    # Bytes that are no UTF-8 cannot stand on a clipboard.
    return make(task).encode("utf-8", "backslashreplace").decode()

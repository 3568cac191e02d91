"""Errors on the screen: a sentence, where, what to do next; and for our own bugs a report that can be copied."""

from __future__ import annotations

import contextlib
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from explorer.errors import ExplorerError
from explorer.gui.bug_report import MAX_REPORT, report_of, versions
from explorer.gui.language import tr
from explorer.gui.theme import dialog_size
from explorer.report.numbers import display_name
from explorer.report.sentences import capital
from explorer.task import Cancelled

MOST_PRINTED = 100  # tracebacks on the terminal, one a place: printing waits for whoever reads there


@dataclass(frozen=True, slots=True)
class Problem:
    """What the banner or a row says: plain text, never markup."""

    sentence: str
    hint: str = ""
    report: str = ""  # for a bug of ours: everything somebody needs to mend it
    is_ours: bool = False


def describe(error: BaseException, doing: str = "") -> Problem:
    """An error as a sentence; `doing` is what could not be done ("The directory could not be read again")."""
    if isinstance(error, ExplorerError):
        sentence = display_name(str(error), 1024)
        sentence = capital(f"{display_name(doing, 512)}: {sentence}" if doing else sentence)
        return Problem(_full_stop(sentence), display_name(error.hint, 1024) if error.hint else "")
    if isinstance(error, Cancelled):
        return Problem(_full_stop(f"{doing}: it was stopped" if doing else "It was stopped"))
    doing = display_name(doing, 512) or "Something went wrong"
    return Problem(
        f"{doing}: a fault of this program ({type(error).__name__}).",
        "The window stays usable. Please copy the report and send it to the maintainers.",
        _report(error),
        is_ours=True,
    )


def _report(error: BaseException) -> str:
    try:
        return report_of(error)
    except Exception as second:  # an error that cannot be printed is told nevertheless
        return f"{versions()}\n\n{type(error).__name__}, of which no report could be made: {type(second).__name__}"


def why_nothing(session: Any, title: str, hint: str) -> tuple[str, str]:
    """What a view says while no checkpoint is open: why the chosen step is not, else `title` and `hint`."""
    error = getattr(session, "newer_error", None)
    if error is None:
        return title, hint
    problem = describe(error)
    if getattr(error, "is_waiting", False):
        return "This step is being written.", problem.hint
    if getattr(error, "is_gone", False):
        return problem.sentence, problem.hint
    if isinstance(error, ExplorerError):  # where it happened is told by the banner and the inspector
        sentence = _full_stop(capital(display_name(error.problem, 1024)))
        return "This step cannot be read.", f"{sentence} {problem.hint}".strip()
    return "This step cannot be read.", f"{problem.sentence} {problem.hint}".strip()


class ReportDialog(QDialog):
    """Shows faults of ours with a report that can be copied; a fault met while it is open is added to it."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_dialog")
        self.setWindowTitle(tr("A fault of this program"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(dialog_size(680, 420))
        self._count = 1
        sentence = QLabel(tr(problem.sentence), self)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setWordWrap(True)
        self.hint = QLabel(tr(problem.hint), self)
        self.hint.setObjectName("report_hint")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("muted", True)
        self.text = QPlainTextEdit(problem.report, self)
        self.text.setObjectName("report_text")
        self.text.setAccessibleName(tr("Report"))
        self.text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy_report_button")
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (sentence, self.hint, self.text, buttons):
            layout.addWidget(widget)

    def add(self, problem: Problem) -> None:
        """One more fault, below those shown."""
        self._count += 1
        self.hint.setText(
            tr(f"{self._count} faults so far. The window stays usable. Please copy the report.")
        )
        if len(self.text.toPlainText()) < MAX_REPORT:
            self.text.appendPlainText(f"\n{problem.report}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


class FaultCatcher(QObject):
    """Brings exceptions of slots, paint events and threads to the screen instead of letting them pass unseen."""

    caught = Signal(object)  # the exception; emitted from any thread, delivered on the GUI thread

    def __init__(self, show: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show, self._showing = show, False
        self._seen: set[tuple[str, int]] = set()
        self._printed: set[tuple[str, int]] = set()
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        self.caught.connect(self._catch, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over `sys.excepthook`, `threading.excepthook` and `sys.unraisablehook`."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._from_nowhere

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _from_main(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._tell(error)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._tell(args.exc_value)

    def _from_nowhere(self, args: Any) -> None:
        """An exception of a `__del__` or a callback that nobody can catch."""
        if isinstance(args.exc_value, Exception):
            self._tell(args.exc_value)

    def _tell(self, error: BaseException) -> None:
        """Print it and show it; a hook that raises would hide the fault and end what it was called from."""
        place = _place(error)
        if place not in self._printed and len(self._printed) < MOST_PRINTED:
            self._printed.add(place)
            with contextlib.suppress(Exception):  # the terminal it was started from is closed
                traceback.print_exception(error, file=sys.stderr)
        with contextlib.suppress(RuntimeError):  # the window is gone already
            self.caught.emit(error)

    def _catch(self, error: BaseException) -> None:
        place = _place(error)
        if place in self._seen or self._showing:  # a fault in a paint event comes back sixty times a second
            return
        self._seen.add(place)
        self._showing = True
        try:
            self._show(error)
        except (
            Exception
        ) as second:  # out of a slot it would end the process (measured), and nobody would see either
            with contextlib.suppress(Exception):
                traceback.print_exception(second, file=sys.stderr)
        finally:
            self._showing = False


def _place(error: BaseException) -> tuple[str, int]:
    """File and line of the code that raised it."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return (place.tb_frame.f_code.co_filename, place.tb_lineno) if place is not None else ("", 0)


def _full_stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else sentence + "."

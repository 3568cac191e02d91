"""What the next start says of a program that did not end as it should: what happened, a report, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from explorer.gui.bug_report import MAX_REPORT, scrubbed, shortened
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.running import Crash
from explorer.gui.theme import dialog_size
from explorer.report.numbers import display_name

SHOWN = 200  # characters of a path


class CrashDialog(QDialog):
    """Asks nothing that cannot be answered with Escape: the window then stays as it is."""

    def __init__(
        self, crash: Crash, reopen: Callable[[], object] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(tr("The last time"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(dialog_size(600, 320))
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for name, text in (("crash_sentence", crash.cause), ("crash_hint", _hint(crash))):
            label = plain_label(tr(text), self, muted=name == "crash_hint", name=name)
            label.setWordWrap(True)
            layout.addWidget(label)
        self.text = QPlainTextEdit(report_of_crash(crash), self)
        self.text.setObjectName("crash_report")
        self.text.setAccessibleName(tr("Report"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        layout.addWidget(self.text, 1)
        buttons = QDialogButtonBox(self)
        self._copied = self._button(
            buttons, "Copy report", "crash_copy", QDialogButtonBox.ButtonRole.HelpRole
        )
        self._copied.setToolTip(tr("No path, no file name and no user name stands in it"))
        self._copied.clicked.connect(self._copy)
        is_asked = reopen is not None and bool(crash.directory)
        close = "Start empty" if is_asked else "Close"
        self.empty = self._button(buttons, close, "crash_empty", QDialogButtonBox.ButtonRole.RejectRole)
        self.empty.clicked.connect(self.reject)
        if is_asked:
            name = display_name(Path(crash.directory).name or crash.directory, 40)
            text = tr(f"Open {name} again")
            self.again = self._button(buttons, text, "crash_again", QDialogButtonBox.ButtonRole.AcceptRole)
            self.again.setToolTip(display_name(crash.directory, SHOWN))
            self.again.clicked.connect(self.accept)
            self.accepted.connect(reopen)
        # Enter on what cannot fail again.
        default = self.empty if crash.was_opening or not is_asked else self.again
        default.setDefault(True)
        default.setFocus()
        layout.addWidget(buttons)

    def _button(
        self, box: QDialogButtonBox, text: str, name: str, role: QDialogButtonBox.ButtonRole
    ) -> QPushButton:
        button = box.addButton(tr(text).replace("&", "&&"), role)
        button.setObjectName(name)
        return button

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _hint(crash: Crash) -> str:
    name = display_name(Path(crash.directory).name or crash.directory, 80)
    if crash.directory and crash.was_opening:
        return f"{name} was being opened, which may be the reason: it is not opened by itself."
    if crash.directory:
        return f"{name} was open. The window can go back to where it was."
    return "No directory was open."


def report_of_crash(crash: Crash) -> str:
    """What can be sent to anybody."""
    directory = Path(crash.directory) if crash.directory else None
    names = (crash.directory, directory.name) if directory is not None else ()
    lines = []
    for line in crash.log.splitlines():
        is_frame = line.lstrip().startswith('File "')
        lines.append(shortened(line) if is_frame else scrubbed(line, names))
    log = "\n".join(lines) or "Nothing was written down before the end."
    when = "while a directory was being opened" if crash.was_opening else "while the window was open"
    return f"{crash.versions}\n\n{crash.cause} It ended {when if crash.directory else 'with nothing open'}.\n\n{log}"[
        :MAX_REPORT
    ]

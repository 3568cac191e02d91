"""The snippet that writes down a live program's model: put on the clipboard, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from explorer.errors import ExplorerError
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.restore.code_box import CodeBox
from explorer.gui.theme import dialog_size, ui_font
from explorer.resources import snippet_text

WHAT_TO_DO = (
    "1.  Paste it into your program, after the model (and its optimizer) is built.\n"
    "2.  Run the program. It writes model_spec.json into the folder it runs in.\n"
    "3.  Choose that file here: it tells names, shapes, dtypes and objects of the program itself."
)


class SnippetDialog(QDialog):
    """Says that the snippet is on the clipboard; "Choose the file…" goes on with what it wrote."""

    def __init__(self, code: str, choose_file: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("snippet_dialog")
        self.setWindowTitle(tr("Target from a program"))
        self.setAccessibleName(tr("The snippet that writes down your program's model"))
        self.resize(dialog_size(720, 520))
        heading = plain_label(tr("The snippet is on the clipboard."), self, name="snippet_heading")
        heading.setFont(ui_font(14, bold=True))
        steps = plain_label(tr(WHAT_TO_DO), self, name="snippet_steps")
        steps.setWordWrap(True)
        needs = plain_label(
            tr("It needs nothing but TensorFlow or Keras, reads no values and changes nothing."),
            self, name="snippet_needs", muted=True,
        )  # fmt: skip
        needs.setWordWrap(True)
        self.box = CodeBox("snippet", code, "The snippet", self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.choose_button = buttons.addButton(tr("Choose the file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.choose_button.setObjectName("snippet_choose")
        self.choose_button.setAccessibleName(tr("Choose the model_spec.json the snippet wrote"))
        self.choose_button.setDefault(True)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self.accept)
        self.accepted.connect(choose_file)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for widget in (heading, steps, needs):
            layout.addWidget(widget)
        layout.addWidget(self.box, 1)
        layout.addWidget(buttons)


def show_snippet(parent: QWidget | None, choose_file: Callable[[], object]) -> SnippetDialog:
    """Copy the snippet and say what to do with it."""
    try:
        code = snippet_text()
    except (ExplorerError, OSError) as error:
        code = f"# {error}"
    else:
        QGuiApplication.clipboard().setText(code)
    dialog = SnippetDialog(code, choose_file, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog

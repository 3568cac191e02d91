"""How to mend one finding: each cure as a sentence, and the code to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.restore.code_box import CodeBox
from explorer.gui.restore.outcome_words import without_machinery
from explorer.gui.theme import dialog_size, ui_font
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Finding


class CuresDialog(QDialog):
    """Stays open beside the window, so that one can read and look at once."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cures_dialog")
        self.setWindowTitle(tr("How to mend it"))
        self.setAccessibleName(tr(f"Cures for: {tr(display_name(without_machinery(finding.title), 400))}"))
        self.resize(dialog_size(760, 560))
        title = plain_label(
            display_name(tr(without_machinery(finding.title)), 2000), self, name="cures_title"
        )
        title.setFont(ui_font(15, bold=True))
        detail = plain_label(display_name(tr(finding.detail), 4000), self, name="cures_detail", muted=True)
        detail.setVisible(bool(finding.detail))
        body = QWidget(self)
        body.setProperty("page", True)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        self.boxes: list[CodeBox] = []
        for number, cure in enumerate(finding.cures, 1):
            text = plain_label(
                f"{number}.  {display_name(tr(cure.text), 4000)}", body, name=f"cure_text_{number}"
            )
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text)
            if cure.code:
                is_code = cure.language == "python"
                said = f"Code of cure {number}" if is_code else f"Text of cure {number}"
                box = CodeBox(f"cure_code_{number}", cure.code, said, body)
                self.boxes.append(box)
                column.addWidget(box)
            column.addSpacing(10)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("cures_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for label in (title, detail):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)

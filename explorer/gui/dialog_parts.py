"""Parts every dialog has: push buttons, and the row of them at its foot."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from explorer.gui.language import tr


def push_button(text: str, name: str, parent: QWidget, tip: str = "") -> QPushButton:
    """A button that Enter in a field beside it does not press."""
    button = QPushButton(tr(text), parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.setToolTip(tr(tip))
    return button


def foot_row(dialog: QDialog, *buttons: QPushButton) -> QHBoxLayout:
    """These buttons to the left, Close to the right."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    close = box.button(QDialogButtonBox.StandardButton.Close)
    close.setObjectName(f"{dialog.objectName()}_close")
    close.setAutoDefault(False)
    box.rejected.connect(dialog.reject)
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    row.addWidget(box)
    return row

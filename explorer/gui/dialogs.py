"""The system's dialogs, one function each, so that a test replaces one name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

TARGET_FILES = (
    "Models and checkpoints (*.json *.csv *.tsv *.keras *.h5 *.hdf5 *.meta *.pbtxt *.pb *.index checkpoint);;"
    "All files (*)"
)


def ask_for_model_dir(
    parent: QWidget, start: Path | None = None, title: str = "Open a directory of checkpoints"
) -> Path | None:
    """Which directory?"""
    text = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(text) if text else None


def ask_for_checkpoint_file(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Which file of a checkpoint?"""
    kinds = (
        "Checkpoints (*.index *.data-* *.meta checkpoint *.keras *.h5 *.ckpt* *.pb *.pbtxt);;All files (*)"
    )
    text, _ = QFileDialog.getOpenFileName(parent, title, str(start or ""), kinds)
    return Path(text) if text else None


def ask_for_target_file(parent: QWidget, start: Path | None = None) -> Path | None:
    """Which file tells of the target model?"""
    title = "The target: a spec file, a table, a graph, a Keras file or a checkpoint of the other model"
    text, _ = QFileDialog.getOpenFileName(parent, title, str(start or ""), TARGET_FILES)
    return Path(text) if text else None


def confirm(parent: QWidget, title: str, question: str, more: str, yes: str) -> bool:
    """Whether somebody agrees; Escape and Enter on the button at rest both mean no."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, QMessageBox.StandardButton.Cancel, parent)
    box.setObjectName("confirm")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    agree.setObjectName("confirm_yes")
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agree

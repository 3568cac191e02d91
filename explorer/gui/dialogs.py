"""The system's dialogs, one function each, so that a test replaces one name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from explorer.gui.language import tr

TARGET_FILES = (
    "Models and checkpoints (*.json *.csv *.tsv *.keras *.h5 *.hdf5 *.meta *.pbtxt *.pb *.index checkpoint);;"
    "All files (*)"
)


def ask_for_model_dir(
    parent: QWidget, start: Path | None = None, title: str = "Open a directory of checkpoints"
) -> Path | None:
    """Which directory?"""
    text = QFileDialog.getExistingDirectory(parent, tr(title), str(start or ""))
    return Path(text) if text else None


def ask_for_checkpoint_file(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Which file of a checkpoint?"""
    kinds = (
        "Checkpoints (*.index *.data-* *.meta checkpoint *.keras *.h5 *.ckpt* *.pb *.pbtxt);;All files (*)"
    )
    text, _ = QFileDialog.getOpenFileName(parent, tr(title), str(start or ""), _kinds(kinds))
    return Path(text) if text else None


def ask_for_target_file(parent: QWidget, start: Path | None = None) -> Path | None:
    """Which file tells of the target model?"""
    title = "The target: a spec file, a table, a graph, a Keras file or a checkpoint of the other model"
    text, _ = QFileDialog.getOpenFileName(parent, tr(title), str(start or ""), _kinds(TARGET_FILES))
    return Path(text) if text else None


def _kinds(filters: str) -> str:
    """The file dialog's filters with their names translated; the patterns stay."""
    parts = (kind.partition(" (") for kind in filters.split(";;"))
    return ";;".join(f"{tr(name)} ({patterns}" for name, _, patterns in parts)


def ask_for_session_file(parent: QWidget, start: Path | None = None) -> Path | None:
    """Which session file?"""
    kinds = _kinds("Sessions (*.ckptx.json);;All files (*)")
    text, _ = QFileDialog.getOpenFileName(parent, tr("Open a session file"), str(start or ""), kinds)
    return Path(text) if text else None


def home() -> Path:
    """The folder a file is first offered to be written to; where nobody has a home, the current one."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def confirm(parent: QWidget, title: str, question: str, more: str, yes: str) -> bool:
    """Whether somebody agrees; Escape and Enter on the button at rest both mean no."""
    box = QMessageBox(
        QMessageBox.Icon.Question, tr(title), tr(question), QMessageBox.StandardButton.Cancel, parent
    )
    box.setObjectName("confirm")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(tr(more))
    agree = box.addButton(tr(yes), QMessageBox.ButtonRole.AcceptRole)
    agree.setObjectName("confirm_yes")
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agree

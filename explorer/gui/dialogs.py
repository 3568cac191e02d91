"""The system's file dialogs, one function each, so that a test replaces one name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

TARGET_FILES = (
    "Models and checkpoints (*.json *.csv *.tsv *.keras *.h5 *.hdf5 *.meta *.pbtxt *.pb *.index checkpoint);;"
    "All files (*)"
)


def ask_for_model_dir(parent: QWidget, start: Path | None = None) -> Path | None:
    """Which directory shall be opened?"""
    text = QFileDialog.getExistingDirectory(parent, "Open a directory of checkpoints", str(start or ""))
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

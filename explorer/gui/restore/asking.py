"""The system's dialogs for a target, one function each, so that a test replaces one name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.gui import dialogs
from explorer.gui.language import tr


def ask_for_target(parent: QWidget, start: Path | None = None) -> Path | None:
    """Let the user choose a file that tells of the target model."""
    return dialogs.ask_for_target_file(parent, start)


def ask_for_target_directory(parent: QWidget, start: Path | None = None) -> Path | None:
    """Let the user choose a directory whose latest checkpoint is the target."""
    title = "Choose a directory with a checkpoint of the target model"
    chosen = QFileDialog.getExistingDirectory(parent, tr(title), str(start or ""))
    return Path(chosen) if chosen else None


def ask_where_to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Let the user choose where a file is written."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
    return Path(chosen) if chosen else None

"""The system's dialogs for a target, one function each, so that a test replaces one name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from explorer.gui import dialogs


def ask_for_target(parent: QWidget, start: Path | None = None) -> Path | None:
    """Let the user choose a file that tells of the target model."""
    return dialogs.ask_for_target_file(parent, start)


def ask_for_target_directory(parent: QWidget, start: Path | None = None) -> Path | None:
    """Let the user choose a directory whose latest checkpoint is the target."""
    title = "Choose a directory with a checkpoint of the target model"
    return dialogs.ask_for_model_dir(parent, start, title)


def ask_where_to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Let the user choose where a file is written."""
    return dialogs.ask_where_to_save(parent, title, name, kinds)

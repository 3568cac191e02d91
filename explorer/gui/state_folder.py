"""Where the window keeps what belongs to this computer alone: marks of running programs, crash logs, its last state."""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT = "CHECKPOINT_EXPLORER_DATA"  # names another folder, for notes as well


def state_folder() -> Path:
    """The folder; it need not exist."""
    if told := os.environ.get(ENVIRONMENT):
        return Path(told) / "state"
    from platformdirs import user_state_path

    return user_state_path("checkpoint-explorer", appauthor=False)


def made_state_folder() -> Path:
    """The folder, made for this user alone. Raises OSError or RuntimeError (no home) where it cannot be."""
    folder = state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder

"""The files of a SavedModel's folder by name, and words in them; light, for whoever only asks what a folder is."""

from __future__ import annotations

import os
from pathlib import Path

GRAPH_FILE, TEXT_FILE, KERAS_FILE = "saved_model.pb", "saved_model.pbtxt", "keras_metadata.pb"
FILES = (GRAPH_FILE, TEXT_FILE, KERAS_FILE, "fingerprint.pb")
OPTIMIZERS = ("optimizer", "experimentalOptimizer")  # kinds of nodes: of Keras until 2.10, of 2.11 to 2.15
VARIABLES = "variables"  # the folder in it, and the prefix of the bundle in that


def is_saved_model(folder: Path) -> bool:
    """Whether a graph file, binary or text, lies in the folder."""
    return any(os.path.isfile(folder / name) for name in (GRAPH_FILE, TEXT_FILE))  # noqa: PTH113 - never raises


def variables_prefix(folder: Path) -> Path:
    """The prefix of the bundle with the variables of the SavedModel in `folder`."""
    return folder / VARIABLES / VARIABLES


def folder_of(path: Path) -> Path | None:
    """The folder of the SavedModel that `path` names by its folder, a file in it, or its variables' prefix."""
    if path.name in FILES:
        folder = path.parent
    elif path.name == path.parent.name == VARIABLES:
        folder = path.parent.parent
    else:
        folder = path
    return folder if is_saved_model(folder) else None

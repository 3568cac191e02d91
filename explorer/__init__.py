"""Checkpoint Explorer: see what is inside a TensorFlow model_dir, without TensorFlow.

`open_model_dir` lists the checkpoints of a directory, `open_checkpoint` opens one; nothing heavy
is imported before it is asked for, and Qt never is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explorer.analysis.graph_networkx import to_networkx
    from explorer.analysis.restore import RestoreReport, check_restore
    from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.checkpoints.object_graph import ObjectGraph
    from explorer.checkpoints.series import open_model_dir
    from explorer.checkpoints.spec import ModelSpec
    from explorer.checkpoints.variable import Variable
    from explorer.errors import (
        CorruptFileError,
        ExplorerError,
        FileAccessError,
        MissingFileError,
        NoValueError,
        UnknownKeyError,
        UnsupportedFileError,
    )
    from explorer.report.csv_table import write_variable_table
    from explorer.task import Cancelled, Task

__all__ = [
    "Cancelled",
    "Checkpoint",
    "CorruptFileError",
    "ExplorerError",
    "FileAccessError",
    "MissingFileError",
    "ModelDir",
    "ModelSpec",
    "NoValueError",
    "ObjectGraph",
    "RestoreReport",
    "Task",
    "UnknownKeyError",
    "UnsupportedFileError",
    "Variable",
    "check_restore",
    "open_checkpoint",
    "open_model_dir",
    "to_networkx",
    "write_variable_table",
]

__version__ = "0.1.0"

_HOMES = {
    "ExplorerError": "explorer.errors",
    "CorruptFileError": "explorer.errors",
    "UnsupportedFileError": "explorer.errors",
    "MissingFileError": "explorer.errors",
    "FileAccessError": "explorer.errors",
    "UnknownKeyError": "explorer.errors",
    "NoValueError": "explorer.errors",
    "Task": "explorer.task",
    "Cancelled": "explorer.task",
    "ModelDir": "explorer.checkpoints.model_dir",
    "Checkpoint": "explorer.checkpoints.checkpoint",
    "Variable": "explorer.checkpoints.variable",
    "ObjectGraph": "explorer.checkpoints.object_graph",
    "ModelSpec": "explorer.checkpoints.spec",
    "open_checkpoint": "explorer.checkpoints.checkpoint",
    "RestoreReport": "explorer.analysis.restore",
    "write_variable_table": "explorer.report.csv_table",
    "check_restore": "explorer.analysis.restore",
    "to_networkx": "explorer.analysis.graph_networkx",
    "open_model_dir": "explorer.checkpoints.series",
}


def __getattr__(name: str) -> Any:
    """Import a public name at its first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'explorer' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])

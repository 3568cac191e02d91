"""Checkpoint Explorer: see what is inside a TensorFlow model_dir, without TensorFlow.

`open_model_dir` lists the checkpoints of a directory, `open_checkpoint` opens one; `histograms`, `compare`,
`check_restore` and `verify` look closer, and `show` opens the window. In a notebook each result shows itself.
Nothing heavy is imported before it is asked for, and Qt never is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explorer.analysis.comparison import Comparison, compare
    from explorer.analysis.doctor import verify
    from explorer.analysis.doctor_records import Verification
    from explorer.analysis.graph_networkx import to_networkx
    from explorer.analysis.histogram_series import HistogramSeries, histograms
    from explorer.analysis.restore import RestoreReport, check_restore
    from explorer.analysis.statistics import TensorStatistics, tensor_statistics
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
    from explorer.jupyter.progress import ProgressBar
    from explorer.jupyter.show import show
    from explorer.report.csv_table import write_variable_table
    from explorer.resources import demo_path
    from explorer.task import Cancelled, Task

__all__ = [
    "Cancelled",
    "Checkpoint",
    "Comparison",
    "CorruptFileError",
    "ExplorerError",
    "FileAccessError",
    "HistogramSeries",
    "MissingFileError",
    "ModelDir",
    "ModelSpec",
    "NoValueError",
    "ObjectGraph",
    "ProgressBar",
    "RestoreReport",
    "Task",
    "TensorStatistics",
    "UnknownKeyError",
    "UnsupportedFileError",
    "Variable",
    "Verification",
    "check_restore",
    "compare",
    "demo_path",
    "histograms",
    "open_checkpoint",
    "open_model_dir",
    "show",
    "tensor_statistics",
    "to_networkx",
    "verify",
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
    "Comparison": "explorer.analysis.comparison",
    "compare": "explorer.analysis.comparison",
    "HistogramSeries": "explorer.analysis.histogram_series",
    "histograms": "explorer.analysis.histogram_series",
    "TensorStatistics": "explorer.analysis.value_counts",
    "tensor_statistics": "explorer.analysis.statistics",
    "Verification": "explorer.analysis.doctor_records",
    "verify": "explorer.analysis.doctor",
    "demo_path": "explorer.resources",
    "ProgressBar": "explorer.jupyter.progress",
    "show": "explorer.jupyter.show",
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

"""The value of a scalar or a short list as a line of text, read on a pool thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.report.numbers import display_name, format_count, format_float
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable

MAX_ELEMENTS = 8
MAX_BYTES = 64 << 10


def is_small(variable: Variable) -> bool:
    """Whether the value itself fits the inspector."""
    return 0 < variable.element_count <= MAX_ELEMENTS and variable.size_bytes <= MAX_BYTES


def small_value(checkpoint: Checkpoint, key: str, task: Task = QUIET) -> str:
    """ "10", "[1, 2]", "'abc'": every element of a small tensor. Raises what reading raises."""
    task.report(0, 1, f"Reading {display_name(key, 80)}")
    value = checkpoint.read(key)
    cells = [_cell(cell) for cell in value.reshape(-1)[:MAX_ELEMENTS].tolist()]
    return cells[0] if value.ndim == 0 else "[" + ", ".join(cells) + "]"


def _cell(cell: Any) -> str:
    if isinstance(cell, bytes):
        text = cell[:200].decode("utf-8", "surrogateescape")
        return f'"{display_name(text, 120)}"' + (
            f" … {format_count(len(cell))} bytes" if len(cell) > 200 else ""
        )
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return format_count(cell)
    if isinstance(cell, float):
        return format_float(cell, 6)
    return display_name(str(cell), 120)

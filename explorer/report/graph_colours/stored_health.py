"""Whether a stored value is finite, as the colours of a graph tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.report.graph_colours.updates import FINITE, HAS_NAN, INFINITE, NO_NUMBERS, UNREADABLE
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint


def stored_health(checkpoint: Checkpoint, key: str, task: Task = QUIET) -> int:
    """One of the codes of `graph_colours.updates`; the bytes of floating-point values are read, no others."""
    import explorer.analysis.updates  # noqa: F401 - before its module: two threads would wait for each other
    from explorer.analysis.updates.non_finite import look_for_non_finite
    from explorer.formats.dtypes import data_type

    try:
        dtype = data_type(int(checkpoint.table.dtype[checkpoint.table.row_of[key]]))
        if not dtype.is_numeric:
            return NO_NUMBERS
        if dtype.kind not in ("float", "complex"):
            return FINITE
        found = look_for_non_finite(checkpoint, key, task, both=True)
    except ExplorerError:
        return UNREADABLE
    return HAS_NAN if found.nan else INFINITE if found.inf else FINITE

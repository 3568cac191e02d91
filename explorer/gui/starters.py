"""What a view offers while nothing is chosen: the largest weights, a button each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.dtypes import BY_NAME
from explorer.report.numbers import display_name, format_bytes
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

_OFFERED = 6


def starter_buttons(
    found: Sequence[tuple[str, int]], select: Callable[[str], object]
) -> list[tuple[str, Callable[[], object]]]:
    """Texts and acts for a message page, of what `largest_weights` found."""
    return [(f"{display_name(key, 70)}   {format_bytes(size)}", partial(select, key)) for key, size in found]


def largest_weights(checkpoint: Checkpoint, *, task: Task = QUIET) -> list[tuple[str, int]]:
    """(key, stored bytes) of the largest numeric variables, slots left out; any numeric tensors if there are none."""
    task.report(0, 1, "Looking for the largest weights")
    table = checkpoint.table
    numeric = np.isin(table.dtype, [kind.number for kind in BY_NAME.values() if kind.is_numeric])
    numeric &= table.element_count > 0
    weights = numeric & (checkpoint.role_codes == ROLE_CODE["variable"])
    rows = np.flatnonzero(weights if weights.any() else numeric)
    rows = rows[np.argsort(-table.size_bytes[rows], kind="stable")][:_OFFERED]
    return [(table.keys[row], int(table.size_bytes[row])) for row in rows.tolist()]

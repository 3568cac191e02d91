"""What a view offers while nothing is chosen: the largest weights, a button each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.dtypes import BY_NAME
from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_bytes
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.histogram.message_page import MessagePage
    from explorer.gui.jobs import JobSlot

NO_VARIABLE = "No variable chosen"
_OFFERED = 6


def offer_largest(
    slot: JobSlot, checkpoint: Checkpoint, page: MessagePage, text: str, select: Callable[[str], object]
) -> None:
    """Put the buttons below `text`, once it is known which weights are the largest."""

    def show(found: list[tuple[str, int]]) -> None:
        buttons = [
            (f"{display_name(key, 70)}   {format_bytes(size)}", partial(select, key)) for key, size in found
        ]
        more = " Or begin with one of the largest:" if buttons else ""
        page.say(tr(NO_VARIABLE), text + more, buttons)

    slot.start(_largest_weights, checkpoint, then=show, otherwise=lambda _: None)


def _largest_weights(checkpoint: Checkpoint, *, task: Task = QUIET) -> list[tuple[str, int]]:
    """(key, stored bytes) of the largest numeric variables, slots left out; any numeric tensors if there are none."""
    task.report(0, 1, "Looking for the largest weights")
    table = checkpoint.table
    numeric = np.isin(table.dtype, [kind.number for kind in BY_NAME.values() if kind.is_numeric])
    numeric &= table.element_count > 0
    weights = numeric & (checkpoint.role_codes == ROLE_CODE["variable"])
    rows = np.flatnonzero(weights if weights.any() else numeric)
    rows = rows[np.argsort(-table.size_bytes[rows], kind="stable")][:_OFFERED]
    return [(table.keys[row], int(table.size_bytes[row])) for row in rows.tolist()]

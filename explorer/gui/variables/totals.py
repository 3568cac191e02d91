"""The footer of the variables table: how many rows (the stored object graph is one), how large, which roles take the room."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.roles import ROLE_CODE, ROLES
from explorer.gui.language import tr
from explorer.report.numbers import format_bytes, format_count, format_percent

_WORDS = {"variable": "weights", "slot": "slots"}


def totals_sentence(
    role_codes: npt.NDArray[np.integer],
    size_bytes: npt.NDArray[np.int64],
    shown: npt.NDArray[np.intp] | None = None,
) -> str:
    """ "13 tensors, 2.4 KiB · weights 33 % · slots 66 %"; of the rows `shown`, with "of 13" when they are fewer."""
    total = len(role_codes)
    if shown is not None and len(shown) < total:
        role_codes, size_bytes = role_codes[shown], size_bytes[shown]
    count = (
        f"{format_count(len(role_codes))} of {format_count(total)}"
        if len(role_codes) < total
        else format_count(total)
    )
    # One pass, in float64: sizes from a file may add up beyond 63 bits.
    by_role = [int(share) for share in np.bincount(role_codes, size_bytes, len(ROLES))]
    size = sum(by_role)
    tensors = f"{count} tensor" if total == 1 else f"{count} tensors"
    parts = [f"{tr(tensors)}, {format_bytes(size)}"]
    rest = size
    for role, word in _WORDS.items():
        share = by_role[ROLE_CODE[role]]
        rest -= share
        if share:
            parts.append(f"{tr(word)} {format_percent(share / size)}")
    if rest and rest < size:
        parts.append(f"{tr('other')} {format_percent(rest / size)}")
    return " · ".join(parts)

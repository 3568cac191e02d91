"""What the histogram view says instead of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats.dtypes import data_type
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

_NO_NUMBERS = {
    "string": "Text has no histogram. The Values tab shows the strings.",
    "variant": "A variant is an object TensorFlow wrote in its own form (a dataset iterator, a list of tensors): "
    "there are no numbers to count.",
    "unknown": "The element type is not known to this program, so its bytes cannot be read as numbers.",
}


def why_no_histogram(newer: Checkpoint | None, key: str) -> tuple[str, str] | None:
    """(heading, sentence) for a tensor without numbers; None for one that has some, or is not in the step."""
    row = newer.table.row_of.get(key) if newer is not None else None
    if newer is None or row is None:
        return None
    kind = data_type(int(newer.table.dtype[row]))
    heading = display_name(key, 120)
    if not kind.is_numeric:
        return heading, _NO_NUMBERS.get(kind.kind, _NO_NUMBERS["unknown"])
    if int(newer.table.element_count[row]) == 0:
        shape = " × ".join(map(str, newer.table.shape(row)))
        return heading, f"The tensor is empty: its shape is {shape}, so there is nothing to count."
    return None

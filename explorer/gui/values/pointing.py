"""What the card beside the cursor says: the exact value of the cell, and the older one's beside it."""

from __future__ import annotations

from typing import Any

from explorer.analysis.sampling_values import TensorValues
from explorer.errors import ExplorerError
from explorer.gui.histogram.picture import Readout
from explorer.gui.language import tr, tr_label
from explorer.gui.values.element_text import cell_text, element_text
from explorer.gui.values.subject import NEWER, Subject


def readout_at(subject: Subject | None, cell: tuple[int, int] | None) -> Readout | None:
    """The words for a cell of the slice; None where there is none."""
    if subject is None or cell is None:
        return None
    row, column = cell
    rows, columns = subject.size
    if not (0 <= row < rows and 0 <= column < columns):
        return None
    index = list(subject.choice.place(row, column))
    place = str(index)
    if subject.names:
        place = f"{place}   " + ", ".join(f"{tr(name)} {at:,}" for name, at in zip(subject.names, index))
    headline = _value(subject, subject.values, row, column)
    if subject.layer != NEWER and subject.older is not None:
        lines = [
            f"{tr_label(label)}: {_value(subject, values, row, column)}"
            for label, values in zip(subject.labels, (subject.newer, subject.older))
        ]
        if subject.difference is not None and not subject.is_difference:
            lines.append(tr(f"difference: {_value(subject, subject.difference, row, column)}"))
        place = "\n".join([place, *lines])
    return Readout(headline, place)


def _value(subject: Subject, values: TensorValues, row: int, column: int) -> str:
    try:  # one cell is one small read
        cell: Any = values.part(subject.choice, range(row, row + 1), range(column, column + 1))[0, 0]
    except ExplorerError as error:
        return tr(error.problem)
    text = cell_text(cell)
    if text in ("nan", "inf", "-inf"):
        return element_text(cell)
    return text or tr("not stored")

"""What is written around and inside the pictures of steps: axis labels, and notes on remarkable rows."""

from __future__ import annotations

import html
from collections.abc import Sequence

from explorer.gui.histogram.axes import StepAxis, ValueAxis
from explorer.gui.histogram.history import FINE, OTHER_SHAPE, QUIET_STATES, STATE_MARK, WAITING, StepRecord
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.plot_base import Note
from explorer.gui.theme import current_palette

_LABEL_ROOM_PX = 12


def value_label(picture: Picture) -> str:
    """Text below the value axis."""
    name = picture.title
    if len(name) > 90:
        name = f"{name[:44]}…{name[-45:]}"
    kind = "" if picture.kind == "linear" else f", {picture.kind} axis"
    note = picture.missing_note()
    return f"value of {name} ({picture.dtype}){kind}" + (f" · {note}" if note else "")


def label_values(axis: ValueAxis, picture: Picture) -> None:
    """The scale of the values, and below it whose they are."""
    axis.set_scale(picture.scale)
    axis.setLabel(html.escape(value_label(picture)), color=current_palette().muted, **{"font-size": "11px"})


def label_steps(
    axis: StepAxis, picture: Picture, places: list[tuple[float, str]], indices: Sequence[int]
) -> None:
    """The steps beside their rows; `indices` are the records of the rows, newer and older stand out."""
    palette = current_palette()
    important = {
        indices.index(index): palette.series(name)
        for index, name in ((picture.newer, "newer"), (picture.older, "older"))
        if index in indices
    }
    axis.heading = picture.step_word
    axis.set_steps(places, important)


def row_mark(record: StepRecord) -> tuple[str, str]:
    """(text, colour) written on a row that shows no ridge or a remarkable one; ("", "") for the others."""
    palette = current_palette()
    if record.state in (FINE, WAITING):
        return ("", "") if record.state == FINE and record.has_picture else _without_values(record)
    colour = palette.difference("shape") if record.state == OTHER_SHAPE else palette.verdict("damaged")
    if record.state in QUIET_STATES:
        colour = palette.muted
    return f"{STATE_MARK[record.state]} {record.reason}", colour


def _without_values(record: StepRecord) -> tuple[str, str]:
    palette = current_palette()
    if record.state == WAITING:
        return STATE_MARK[WAITING], palette.muted
    if record.unusual:
        return "No finite value.", palette.verdict("damaged")
    return "No values: the tensor is empty.", palette.muted


def row_notes(picture: Picture, records: Sequence[StepRecord], row_px: float, *, above: float) -> list[Note]:
    """The notes of rows that lie `row_px` apart, each the part `above` of its height above its row."""
    palette, notes, taken = current_palette(), [], -1e9
    for row, record in enumerate(records):
        text, colour = row_mark(record)
        right = record.unusual
        if not text and not right:
            continue
        if (row - taken) * row_px < _LABEL_ROOM_PX:  # the mark stays, the words are under the cursor
            text, right = text[:1], "!" if right else ""
        else:
            taken = row
        if text:
            notes.append(Note(picture.first, row, text, colour, (0.0, above)))
        if right:
            notes.append(Note(picture.last, row, right, palette.verdict("damaged"), (1.0, above)))
    return notes

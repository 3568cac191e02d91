"""What is written around and inside the pictures of steps: axis labels, and notes on remarkable rows."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from explorer.checkpoints.model_dir import GONE
from explorer.gui.histogram.axes import TICK_PX, PlainAxis, StepAxis, ValueAxis
from explorer.gui.histogram.history import (
    ABSENT,
    DAMAGED,
    FINE,
    LOST,
    NO_NUMBERS,
    OTHER_DTYPE,
    OTHER_SHAPE,
    QUIET_STATES,
    STATE_MARK,
    UNFINISHED,
    WAITING,
    StepRecord,
)
from explorer.gui.histogram.legend import DASHED, HOLLOW, MARK, LegendEntry
from explorer.gui.histogram.notes import Note
from explorer.gui.histogram.picture import TRUTH, Picture
from explorer.gui.histogram.step_axis import StepPlaces
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, ui_font
from explorer.report.numbers import format_count

_LABEL_ROOM_PX = 12
GHOST_MARK = "◎"  # files gone, numbers remembered
_MEANING = {
    OTHER_SHAPE: "of another shape",
    OTHER_DTYPE: "of another type",
    ABSENT: "without the tensor",
    DAMAGED: "damaged",
    NO_NUMBERS: "without numbers",
    UNFINISHED: "being written",
    LOST: "gone and never read",
}


def short_name(name: str, limit: int = 90) -> str:
    """A name with its middle cut out where it is too long for a line."""
    half = limit // 2
    return name if len(name) <= limit else f"{name[: half - 1]}…{name[-half:]}"


def value_label(picture: Picture, *, is_short: bool = False) -> str:
    """Text along the value axis."""
    name = short_name(picture.title, 90)
    of_size = picture.dtype.startswith("complex")
    text = tr(
        f"absolute value of {name} ({picture.dtype})" if of_size else f"value of {name} ({picture.dtype})"
    )
    if picture.kind != "linear":
        text = tr(f"{text}, {tr(picture.kind)} axis")
    note = "" if is_short else tr(picture.missing_note())
    return f"{text} · {note}" if note else text


def step_words(places: StepPlaces) -> str:
    """Text along the axis of the steps."""
    word, comma, how = places.word.partition(", ")
    return f"{tr(word)}{comma}{tr(how)}"


def axis_label(axis: PlainAxis, text: str) -> None:
    """Plain text along an axis; upright ones are cut to the height there is."""
    if axis.orientation in ("left", "right"):
        metrics = QFontMetricsF(ui_font(TICK_PX))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(axis.size().height() - 8, 40))
    axis.setLabel(html.escape(text), color=current_palette().muted, **{"font-size": f"{px(11)}px"})
    axis.showLabel(bool(text))


def label_values(axis: ValueAxis, picture: Picture) -> None:
    """The scale of the values, and along it whose they are."""
    axis.set_scale(picture.scale, TRUTH if picture.dtype == "bool" else ())
    axis_label(axis, value_label(picture, is_short=axis.orientation == "left"))


def step_colours(picture: Picture, indices: Sequence[int] | None = None) -> dict[int, str]:
    """The colours of the newer and the older step, by their place in `indices` (of all records without)."""
    palette = current_palette()
    found = {}
    for index, name in ((picture.newer, "newer"), (picture.older, "older")):
        if indices is None and 0 <= index < len(picture.records):
            found[index] = palette.series(name)
        elif indices is not None and index in indices:
            found[indices.index(index)] = palette.series(name)
    return found


def label_steps(
    axis: StepAxis, picture: Picture, places: list[tuple[float, str]], indices: Sequence[int]
) -> None:
    """The steps beside their rows; `indices` are the records of the rows, newer and older stand out."""
    axis.heading = tr(picture.places.word.split(",")[0].split(" ")[0])
    axis.set_steps(places, step_colours(picture, list(indices)))


def chosen_steps_legend(picture: Picture) -> tuple[LegendEntry, ...]:
    """What marks the newer and the older step."""
    palette, found = current_palette(), []
    for name, index in (("newer", picture.newer), ("older", picture.older)):
        if 0 <= index < len(picture.records):
            text = f"{tr(name)}: {picture.records[index].entry_label}"
            found.append(LegendEntry(DASHED, text, (palette.series(name),)))
    return tuple(found)


def mark_legend(records: Iterable[StepRecord]) -> tuple[LegendEntry, ...]:
    """What the hollow signs are, and the marks of steps and of odd values, where there are any."""
    palette, found = current_palette(), []
    records = tuple(records)
    ghosts = sum(record.is_ghost for record in records)
    if ghosts:
        text = f"{GHOST_MARK} {tr(f'{format_count(ghosts)} gone from disk, remembered')}"
        found.append(LegendEntry(HOLLOW, text, (palette.muted,)))
    states = Counter(record.state for record in records)
    for state, words in _MEANING.items():
        if states[state]:
            text = f"{format_count(states[state])} {tr(words)}"
            found.append(LegendEntry(STATE_MARK[state], text, (state_colour(state),)))
    if any(record.unusual for record in records):
        found.append(
            LegendEntry(MARK, tr("NaN or infinities, not in the shapes"), (palette.verdict("damaged"),))
        )
    return tuple(found)


def state_colour(state: str) -> str:
    """The colour of a state's mark: quiet where nothing is wrong."""
    palette = current_palette()
    if state in QUIET_STATES:
        return palette.muted
    return palette.difference("shape") if state in (OTHER_SHAPE, OTHER_DTYPE) else palette.verdict("damaged")


def row_mark(record: StepRecord) -> tuple[str, str]:
    """(text, colour) written on a row that shows no ridge or a remarkable one; ("", "") for the others."""
    palette = current_palette()
    if record.is_ghost and record.has_picture:
        return f"{GHOST_MARK} {tr('gone from disk')}", palette.muted
    if record.state in (FINE, WAITING):
        return ("", "") if record.state == FINE and record.has_picture else _without_values(record)
    # The cursor's card has the whole sentence; what differs in detail stands behind the colon.
    reason = "gone before it was read" if record.state == LOST else record.reason.split(": ")[0]
    return f"{STATE_MARK[record.state]} {tr(reason)}", state_colour(record.state)


def _without_values(record: StepRecord) -> tuple[str, str]:
    palette = current_palette()
    if record.state == WAITING:
        return STATE_MARK[WAITING], palette.muted
    if record.unusual:
        return f"− {tr('No finite value.')}", palette.verdict("damaged")
    return f"− {tr('No values: the tensor is empty.')}", palette.muted


def row_notes(picture: Picture, records: Sequence[StepRecord], row_px: float, *, above: float) -> list[Note]:
    """The notes of rows that lie `row_px` apart, each the part `above` of its height above its row."""
    palette, notes = current_palette(), []
    taken = {"left": -1e9, "right": -1e9}
    before = ""

    def has_room(row: int, side: str) -> bool:
        if (row - taken[side]) * row_px < px(_LABEL_ROOM_PX):
            return False
        taken[side] = row
        return True

    for row, record in enumerate(records):
        text, colour = row_mark(record)
        odd = f"! {record.unusual}" if record.unusual else ""
        # Said once for several in a row; where there is no room the mark stays, the words are under the cursor.
        is_said = text == before and record.entry.status == GONE
        if text and (is_said or not has_room(row, "left")):
            notes.append(Note(picture.first, row, text[:1], colour, (0.0, above)))
        elif text:
            notes.append(Note(picture.first, row, text, colour, (0.0, above)))
        if odd:
            shown = odd if has_room(row, "right") else "!"
            notes.append(Note(picture.last, row, shown, palette.verdict("damaged"), (1.0, above)))
        before = text
    return sorted(notes, key=lambda note: len(note.text) > 1)  # no mark over a neighbour's words

"""What is to be said beside the numbers of a tensor: when it is not finite, what was left out of them; nothing of Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from explorer.report.numbers import format_count, format_label

if TYPE_CHECKING:
    from explorer.analysis.updates import RunMoves
    from explorer.checkpoints.model_dir import CheckpointEntry

MOST_PLACES = 3  # steps or pairs of steps that a note names


def when_not_finite(entries: Sequence[CheckpointEntry], states: tuple[bool | None, ...], start: int) -> str:
    """At which steps a tensor is not finite that is so at place `start`: "at step 800 only", "from step 800 on"."""
    from explorer.analysis.updates import bad_spans

    spans = bad_spans(states, start)
    parts = []
    for span in spans[:MOST_PLACES]:
        first, last = (format_label(entries[place].label) for place in (span.first, span.last))
        if span.finite_again < 0 and (span.first < span.last or not span.is_sure):
            text = f"from {first} on"
        elif span.finite_again < 0:
            text = f"at {first}, the last one"
        else:
            text = f"at {first}" if span.first == span.last else f"at {_range(first, last)}"
            if span.finite_again > span.last + 1:
                text = f"{text} (finite again at {format_label(entries[span.finite_again].label)})"
            elif len(spans) == 1:
                text = f"{text} only"
        parts.append(text if span.is_sure else f"{text} as far as known")
    if len(spans) > MOST_PLACES:
        parts.append(f"{len(spans) - MOST_PLACES} times more")
    text = parts[0] if parts else ""
    for part in parts[1:]:
        text = f"{text} and {part}"
    return text


def measured_words(measured: int, pairs: int) -> str:
    """Of how many pairs of steps the change is known."""
    if not measured:
        return f"measured none of {format_count(pairs)} pairs: how far it moved is not known"
    return f"measured {format_count(measured)} of {format_count(pairs)} pairs; the largest may be elsewhere"


def all_zero_words(moves: RunMoves, row: int) -> list[str]:
    """Between which steps a tensor has no relative change because the older value is all zero; none or one text."""
    import numpy as np

    zero = np.flatnonzero(moves.from_zero[row]).tolist()
    if not zero:
        return []
    between = [f"between {_between(moves, place)}" for place in zero[:MOST_PLACES]]
    return [f"the older value is all zero {_listed(between, len(zero))}"]


def what_is_left_out(moves: RunMoves, row: int) -> list[str]:
    """What the mean and the largest change of a tensor leave out: pairs from zero, other shapes, steps without it."""
    import numpy as np

    from explorer.analysis.updates.moves import ABSENT, SHAPE_DIFFERS

    notes = all_zero_words(moves, row)
    shapes = np.flatnonzero(moves.state[row] == SHAPE_DIFFERS).tolist()
    if shapes:
        told = [
            f"{moves.why(row, place).rstrip('.').removeprefix('The shape changed ')} at "
            f"{format_label(moves.pairs[place][1].label)}"
            for place in shapes[:MOST_PLACES]
        ]
        notes.append(f"the shape changed {_listed(told, len(shapes))}")
    if (moves.state[row] == ABSENT).any():
        absent = [
            format_label(entry.label)
            for place, pair in enumerate(moves.pairs)
            for side, entry in enumerate(pair)
            if moves.lacks[row, place] & (side + 1) and (side or not place)
        ]
        if absent:
            notes.append(f"absent at {_listed(absent[:MOST_PLACES], len(absent))}")
    return notes


def _between(moves: RunMoves, place: int) -> str:
    older, newer = (format_label(entry.label) for entry in moves.pairs[place])
    kind = older.partition(" ")[0]
    return f"{older} and {newer.removeprefix(f'{kind} ')}"


def _range(first: str, last: str) -> str:
    kind, _, number = first.partition(" ")
    if number and last.startswith(f"{kind} "):
        return f"{kind}s {number} to {last.removeprefix(f'{kind} ')}"
    return f"{first} to {last}"


def _listed(texts: Iterable[str], count: int) -> str:
    shown = list(texts)
    text = ", ".join(shown)
    return f"{text} and {format_count(count - len(shown))} more" if count > len(shown) else text

"""Small SVG drawings for displays: the time axis of a directory, and one tensor's histograms as ridges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from explorer.report.numbers import display_name, format_count, format_float
from explorer.report.palette import Palette

if TYPE_CHECKING:
    from explorer.checkpoints.entries import CheckpointEntry, ModelDir

FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
_WIDTH = 640.0
_MARGIN = 16.0
_MOST_MARKS = 400
_LABEL_ROOM = 64.0  # px between the middles of two labels
_RIDGE_HEIGHT, _RIDGE_STEP = 44.0, 17.0
_RIDGES_LEFT, _RIDGES_RIGHT, _RIDGES_TOP = 84.0, 16.0, 52.0
MOST_RIDGES = 40


def axis_svg(run: ModelDir, theme: Palette) -> str:
    """One mark a checkpoint: filled on disk, hollow gone, ! damaged, ~ being written; the latest in a ring.

    By step where every checkpoint tells one, else evenly in their order.
    """
    entries = _thinned(run.checkpoints, run.latest)
    places = _places(entries)
    latest = run.latest
    parts = [
        f'<line x1="{_MARGIN}" y1="26" x2="{_WIDTH - _MARGIN}" y2="26" stroke="{theme.as_mark(theme.border)}"/>'
    ]
    last_label = -_LABEL_ROOM
    labels = set(_labelled(places))
    for place, (entry, x) in enumerate(zip(entries, places, strict=True)):
        is_latest = latest is not None and entry.prefix == latest.prefix
        parts += _mark(entry, x, theme, is_latest)
        if place in labels and x - last_label >= _LABEL_ROOM:
            last_label = x
            parts.append(_text(_label(entry), x, 50, theme.muted, _anchor(x)))
    return _svg(_WIDTH, 58, theme, f"The {len(run.checkpoints)} checkpoints on a time axis", parts)


def _thinned(entries: Sequence[CheckpointEntry], latest: CheckpointEntry | None) -> Sequence[CheckpointEntry]:
    if len(entries) <= _MOST_MARKS:
        return entries
    kept = {round(place) for place in np.linspace(0, len(entries) - 1, _MOST_MARKS)}
    return [
        entry
        for place, entry in enumerate(entries)
        if place in kept or entry.status in ("damaged", "being written") or entry is latest
    ][: 2 * _MOST_MARKS]


def _places(entries: Sequence[CheckpointEntry]) -> list[float]:
    steps = [entry.step for entry in entries]
    known = [step for step in steps if step is not None]
    room = _WIDTH - 2 * _MARGIN - 12
    if len(known) == len(steps) > 1 and min(known) < max(known):
        least, width = min(known), max(known) - min(known)
        return [_MARGIN + 6 + room * ((step - least) / width) for step in known]
    count = max(len(entries) - 1, 1)
    return [
        _WIDTH / 2 if len(entries) == 1 else _MARGIN + 6 + room * place / count
        for place in range(len(entries))
    ]


def _labelled(places: Sequence[float]) -> Iterator[int]:
    """The first and the last, and those between that leave the last one room."""
    if not places:
        return
    yield 0
    for place, x in enumerate(places[1:-1], 1):
        if x <= places[-1] - _LABEL_ROOM:
            yield place
    if len(places) > 1:
        yield len(places) - 1


def _label(entry: CheckpointEntry) -> str:
    number = next((n for n in (entry.step, entry.number, entry.epoch) if n is not None), None)
    return display_name(entry.name, 12) if number is None else format_count(number)


def _anchor(x: float) -> str:
    return "start" if x < _MARGIN + 20 else "end" if x > _WIDTH - _MARGIN - 20 else "middle"


def _mark(entry: CheckpointEntry, x: float, theme: Palette, is_latest: bool) -> Iterator[str]:
    colour = theme.as_text(theme.status(entry.status))
    if entry.status in ("damaged", "being written"):
        sign = "!" if entry.status == "damaged" else "~"
        yield f'<circle cx="{x:.1f}" cy="26" r="6.5" fill="{theme.canvas}" stroke="{colour}" stroke-width="1.5"/>'
        yield _text(sign, x, 30, colour, "middle", bold=True)
    elif entry.status == "gone":
        yield f'<circle cx="{x:.1f}" cy="26" r="4.5" fill="{theme.canvas}" stroke="{colour}" stroke-width="1.5"/>'
    else:
        yield f'<circle cx="{x:.1f}" cy="26" r="5" fill="{theme.accent}"/>'
    if is_latest:
        yield f'<circle cx="{x:.1f}" cy="26" r="9" fill="none" stroke="{theme.accent}" stroke-width="1.5"/>'
        yield _text("latest", x, 12, theme.as_text(theme.accent), _anchor(x))


def ridges_svg(
    title: str, labels: Sequence[str], counts: np.ndarray, edges: np.ndarray, theme: Palette
) -> str:
    """Histograms one behind the other, the oldest at the back.

    Args:
        title: what is drawn.
        labels: of each histogram.
        counts: float64 [steps, bins].
        edges: float64 [bins + 1]; empty: nothing to draw.
        theme: its colours.
    """
    if not len(edges) or not len(labels):
        return _svg(_WIDTH, 60, theme, title, [_text("No finite numbers to draw", _MARGIN, 36, theme.muted)])
    chosen = _chosen(len(labels))
    height = _RIDGES_TOP + _RIDGE_STEP * len(chosen) + 34
    left, right = _RIDGES_LEFT, _WIDTH - _RIDGES_RIGHT
    xs = np.linspace(left, right, counts.shape[1] * 2 + 1)[1::2]  # the bins' middles
    top = float(counts.max()) or 1.0
    parts = [_text(display_name(title, 90), _MARGIN, 18, theme.text, bold=True)]
    every = max(1, -(-len(chosen) // 14))
    for place, index in enumerate(chosen):
        base = _RIDGES_TOP + _RIDGE_STEP * (place + 1)
        ys = base - _RIDGE_HEIGHT * counts[index] / top
        colour = theme.step_ramp(place / max(len(chosen) - 1, 1))
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs.tolist(), ys.tolist(), strict=True))
        parts.append(
            f'<polygon points="{left:.1f},{base:.1f} {line} {right:.1f},{base:.1f}" fill="{theme.canvas}"'
            f' fill-opacity="0.85" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"/>'
        )
        if place % every == 0 or place == len(chosen) - 1:
            is_crowded = place == len(chosen) - 1 and place % every and (place % every) * _RIDGE_STEP < 14
            if not is_crowded:
                parts.append(_text(display_name(labels[index], 12), left - 8, base + 3, theme.muted, "end"))
    floor = _RIDGES_TOP + _RIDGE_STEP * len(chosen) + 20
    for share in (0.0, 0.5, 1.0):
        value = float(edges[0]) * (1 - share) + float(edges[-1]) * share
        anchor = "start" if share == 0 else "end" if share == 1 else "middle"
        parts.append(_text(format_float(value), left + (right - left) * share, floor, theme.muted, anchor))
    return _svg(_WIDTH, height, theme, title, parts)


def _chosen(count: int) -> list[int]:
    if count <= MOST_RIDGES:
        return list(range(count))
    return sorted({round(place) for place in np.linspace(0, count - 1, MOST_RIDGES).tolist()})


def _text(text: str, x: float, y: float, colour: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def _svg(width: float, height: float, theme: Palette, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}" font-size="11">'
        f"<title>{escape(display_name(title, 200))}</title>"
        f'<rect width="100%" height="100%" fill="{theme.canvas}"/>{"".join(parts)}</svg>'
    )

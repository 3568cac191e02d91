"""The directory panel and the timeline: every checkpoint as one row and one mark."""

from __future__ import annotations

from explorer.checkpoints.entries import CheckpointEntry
from explorer.checkpoints.series import no_checkpoint_in
from explorer.jupyter.widget_messages import ROOM_BYTES, Payload, fitting, name, words
from explorer.jupyter.widget_place import Place
from explorer.report.numbers import format_bytes, format_counted, format_label, format_time

MOST_ENTRIES = 300
MOST_PROBLEMS = 8
FIRST_BYTES = 9_000  # of the message that makes the widget, which also brings its code


def directory(place: Place, most: int = MOST_ENTRIES) -> Payload:
    """The checkpoints in order of time, at most the newest so many, and what is wrong with the directory."""
    entries = place.all_entries
    latest = place.run.latest

    shown_at_most = most

    def built(most: int) -> Payload:
        shown = entries[max(len(entries) - most, 0) :]
        left_out = len(entries) - len(shown)
        problems = [words(problem) for problem in place.run.problems[:MOST_PROBLEMS]]
        if left_out and shown_at_most == MOST_ENTRIES:
            problems.append(f"{format_counted(left_out, 'older checkpoint')} not shown here.")
        if not entries:
            problems.append(
                words(f"There is no checkpoint in this directory. {no_checkpoint_in(place.run).hint}")
            )
        return {
            "name": name(place.directory.name or str(place.directory), 80),
            "path": name(str(place.directory), 400),
            "entries": [_row(place, entry, latest) for entry in shown],
            "counted": format_counted(len(entries), "checkpoint"),
            "problems": problems,
            "more": len(shown) < min(len(entries), MOST_ENTRIES),  # the page asks again for the others
        }

    return fitting(built, most, FIRST_BYTES if most < MOST_ENTRIES else ROOM_BYTES - 500)


def _row(place: Place, entry: CheckpointEntry, latest: CheckpointEntry | None) -> Payload:
    told = [entry.note, *entry.problems][:3]
    place_in_time = entry.step if entry.step is not None else entry.number
    return {
        "id": place.number(entry),
        "label": name(format_label(entry.label), 60),
        "name": name(entry.name, 120),
        "status": entry.status,
        "latest": latest is not None and entry.path == latest.path,
        "step": None if place_in_time is None or abs(place_in_time) > 2**53 else place_in_time,
        "size": format_bytes(entry.size_bytes) if entry.status != "gone" else "",
        "time": format_time(entry.modified),
        "note": words(" ".join(text for text in told if text))[:500],
    }

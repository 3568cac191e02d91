"""What the time axis calls a checkpoint: in a tool tip, at a handle, on its own button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.language import tr, tr_label
from explorer.gui.statuses import GONE
from explorer.gui.timeline.axis import BY_NUMBER, BY_ORDER
from explorer.report.numbers import display_name, format_bytes, format_count, format_label, format_time

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.checkpoints.run_events import SavedCheckpoint

GONE_WORDS = "deleted from disk; nothing of it was remembered"
REMEMBERED_WORDS = "deleted from disk, remembered: its table and what was read of it"


def describe_entry(entry: CheckpointEntry) -> str:
    """Everything the directory tells of a checkpoint, a line each."""
    lines = [tr_label(format_label(entry.label)), entry.prefix]
    if entry.status == GONE:
        lines.append(tr(REMEMBERED_WORDS if entry.is_remembered else GONE_WORDS))
        if entry.modified is not None:
            lines.append(tr(f"was {format_bytes(entry.size_bytes)}, {format_time(entry.modified)}"))
    else:
        lines += [tr(entry.status), f"{format_bytes(entry.size_bytes)}, {format_time(entry.modified)}"]
    lines.extend(map(tr, entry.problems))
    return "\n".join(dict.fromkeys(line for line in lines if line))


def short_label(entry: CheckpointEntry, mode: str) -> str:
    """What a handle is called: in the unit of the marks under it."""
    if mode == BY_ORDER:
        return display_name(entry.name, 60)
    if mode == BY_NUMBER and entry.number is not None:
        return tr(f"save {entry.number:,}")
    if mode == BY_NUMBER and entry.epoch is not None:
        return tr(f"epoch {entry.epoch:,}")
    if entry.step is not None:
        return f"{entry.step:,}"
    return tr_label(display_name(format_label(entry.label), 60))


def elsewhere_label(side: str, entry: CheckpointEntry) -> str:
    """What stands on the axis for a checkpoint that has no mark on it."""
    return tr(f"{side}: {display_name(format_label(entry.label), 80)}, in another directory")


def axis_name(mode: str, entries: tuple[CheckpointEntry, ...]) -> str:
    """What the axis counts, on its button."""
    if mode == "save number":
        return "epochs" if all(entry.number is None for entry in entries) else "saves"
    return {"step": "steps", "wall time": "time", "order": "order"}[mode]


def describe_deleted(saved: SavedCheckpoint) -> str:
    """What is known of a checkpoint that only the event files tell of."""
    when = format_time(saved.wall_time).rpartition(":")[0]
    return tr(
        f"step {format_count(saved.step)}, saved {when or 'at an unknown time'}, deleted since\n{saved.name}"
    )

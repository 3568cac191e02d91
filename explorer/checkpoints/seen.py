"""What a directory has held while it was open: deleted checkpoints stay in the series, as gone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from explorer.checkpoints.model_dir import BEING_WRITTEN, COMPLETE, DAMAGED, GONE, CheckpointEntry, ModelDir

MOST_SEEN = 100_000  # checkpoints remembered of one directory; the gone ones that were missed first go first
_MISSED = "Its files were deleted at about {}, while this directory was open."


@dataclass(frozen=True, slots=True)
class Seen:
    """Checkpoints by prefix as they were when last whole, and since when those that are gone are missed."""

    whole: Mapping[str, CheckpointEntry] = field(default_factory=dict)
    missed: Mapping[str, float] = field(default_factory=dict)  # seconds since the epoch


NOTHING_SEEN = Seen()


def with_gone(seen: Seen, now: ModelDir, at: float, *, most: int = MOST_SEEN) -> tuple[Seen, ModelDir]:
    """The directory with those of its checkpoints that were seen before and are no longer on disk.

    A checkpoint counts as seen once it was read as complete (or damaged). One that comes back is itself again;
    a half-written one that vanishes was never a checkpoint and leaves nothing.

    Args:
        seen: what the last call gave; `NOTHING_SEEN` for a directory opened just now.
        now: the directory as scanned and resolved at `at`, without what is gone.
        at: seconds since the epoch.
        most: how many checkpoints are remembered.
    """
    whole, missed = dict(seen.whole), dict(seen.missed)
    there: list[CheckpointEntry] = []
    for entry in now.checkpoints:
        known = whole.get(entry.prefix)
        if entry.status == GONE or (known is not None and _is_being_deleted(known, entry)):
            if known is None:
                there.append(entry)  # only the state file tells of it
            else:
                missed.setdefault(entry.prefix, at)
            continue
        missed.pop(entry.prefix, None)
        there.append(entry)
        if known is None:
            is_news = entry.is_resolved and entry.status in (COMPLETE, DAMAGED)
        else:
            is_news = entry.is_resolved and entry.status == COMPLETE and not _knows_less(entry, known)
        if is_news:
            whole[entry.prefix] = entry
    on_disk = {entry.prefix for entry in there if entry.status != GONE}
    for prefix in whole.keys() - on_disk:
        missed.setdefault(prefix, at)
    _forget_the_oldest(whole, missed, most)
    listed = {entry.prefix for entry in now.checkpoints if entry.is_listed}
    gone = [_gone(whole[prefix], since, prefix in listed) for prefix, since in missed.items()]
    if not gone:
        return Seen(whole, missed), now
    checkpoints = tuple(sorted((*there, *gone), key=lambda entry: entry.sort_key))
    return Seen(whole, missed), replace(now, checkpoints=checkpoints)


def _is_being_deleted(known: CheckpointEntry, entry: CheckpointEntry) -> bool:
    """Whether what is left is a rest of the known files: the index goes first, the data after it.

    A save that begins anew writes something, and that file was not among the known ones.
    """
    return entry.status == BEING_WRITTEN and set(entry.stamp) < set(known.stamp)


def _knows_less(entry: CheckpointEntry, known: CheckpointEntry) -> bool:
    """Whether its files were deleted while they were read: the same files, and the step is not known any more."""
    return entry.stamp == known.stamp and entry.step is None and entry.number is None


def _gone(known: CheckpointEntry, since: float, is_listed: bool) -> CheckpointEntry:
    when = time.strftime("%H:%M", time.localtime(since))
    return replace(known, status=GONE, problems=(_MISSED.format(when),), is_listed=is_listed)


def _forget_the_oldest(whole: dict[str, CheckpointEntry], missed: dict[str, float], most: int) -> None:
    too_many = len(whole) - most
    if too_many <= 0:
        return
    for prefix in sorted(missed, key=missed.__getitem__)[:too_many]:
        del whole[prefix], missed[prefix]
    for prefix in list(whole)[: max(len(whole) - most, 0)]:  # more on disk than are remembered
        del whole[prefix]

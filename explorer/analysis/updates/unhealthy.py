"""The first step at which a run holds NaN or infinities, found by halving rather than by reading it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from explorer.analysis.updates.unhealthy_search import Search, Statistics, Step
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.entries import CheckpointEntry
from explorer.task import QUIET, Task


@dataclass(frozen=True, slots=True)
class FirstUnhealthy:
    """Where NaN or infinities first appear along some steps of one family.

    `entry` is the first step with a NaN or an infinity that was not there from the first step on;
    where all of them were, it is the first step itself. None: no step holds any.
    """

    entry: CheckpointEntry | None
    keys: tuple[str, ...]  # the tensors that became so at `entry`, in byte order
    last_healthy: CheckpointEntry | None  # the step before `entry`
    from_the_first: tuple[str, ...]  # tensors that are so from the first step on, which may be meant
    unread: tuple[str, ...]  # sentences: steps or tensors that could not be looked at
    bytes_read: int
    # Every step up to `entry` was looked at in full, or its statistics are known; every step there is
    # where `last_healthy` is None.
    is_certain: bool
    # The steps up to `entry` that were passed over because NaN is taken to stay. Values that could not be
    # read are told in `unread` instead.
    passed_over: tuple[CheckpointEntry, ...]
    sentence: str
    nothing_finite: tuple[str, ...] = ()  # of `from_the_first`: not one element of them is finite there
    # Of each tensor known to be so at any step: whether it is at each entry; None where it is not known.
    states: Mapping[str, tuple[bool | None, ...]] = field(default_factory=dict)


def first_unhealthy(
    entries: Sequence[CheckpointEntry],
    open_entry: Callable[[CheckpointEntry], Checkpoint],
    known: Statistics | None = None,
    task: Task = QUIET,
) -> FirstUnhealthy:
    """Find it by halving, on the assumption that NaN stays once it is there; see `FirstUnhealthy`.

    Known statistics are asked first and cost nothing. The newest step is then looked at in full, each
    tensor up to its first NaN; at the steps between only those tensors, each time half of the steps.
    The step found and the one before it are looked at in full: what contradicts the assumption there,
    or in the statistics, starts the search anew among the steps before it.

    Args:
        entries: of one family, in order of time; see `readable`.
        open_entry: gives the checkpoint of an entry, such as `CheckpointCache.open`.
        known: gives the statistics known of some keys, such as `RunRecord.statistics`.
        task: told steps looked at.

    Raises:
        Cancelled: through the task.
    """
    search = Search(entries, open_entry, known, task)
    place, healthy = search.run()
    steps = search.steps
    can_read = any(step.checkpoint is not None for step in steps)
    there = search.from_the_first() if can_read else []
    keys: list[str] = []
    if place >= 0:
        keys = there if healthy < 0 else search.new(place)
    # That nothing came later is said of all steps, too, where only the first one is to blame.
    told_of = steps[: place + 1] if healthy >= 0 else steps
    is_certain = bool(steps) and all(step.is_whole for step in told_of)
    passed_over = tuple(step.entry for step in told_of if step.is_passed_over)
    odd = sorted({key for step in steps for key, kinds in step.found.items() if kinds})
    entry = steps[place].entry if place >= 0 else None
    last_healthy = steps[healthy].entry if healthy >= 0 else None
    return FirstUnhealthy(
        entry=entry,
        keys=tuple(keys),
        last_healthy=last_healthy,
        from_the_first=tuple(there),
        unread=tuple(text for step in steps for text in (step.problem, *step.unread.values()) if text),
        bytes_read=search.bytes_read,
        is_certain=is_certain,
        passed_over=passed_over,
        sentence=_sentence(entry, keys, last_healthy, there, steps, bool(passed_over)),
        nothing_finite=tuple(sorted(steps[search.first].nothing_finite.intersection(there))) if there else (),
        states={key: tuple(step.is_bad(key) for step in steps) for key in odd},
    )


def _sentence(
    entry: CheckpointEntry | None,
    keys: Sequence[str],
    last_healthy: CheckpointEntry | None,
    there: Sequence[str],
    steps: Sequence[Step],
    is_assumed: bool,
) -> str:
    if not any(step.checkpoint for step in steps):
        return "There is no step whose values can be read."
    assumed = " Not every step was read: it is assumed that NaN stays once it is there." if is_assumed else ""
    if entry is None:
        return f"No tensor holds NaN or an infinity.{assumed}"
    tensors = "1 tensor" if len(keys) == 1 else f"{len(keys):,} tensors"
    if last_healthy is None:
        return (
            f"{tensors} {'holds' if len(keys) == 1 else 'hold'} NaN or infinities from the first step there is on ({entry.label}), "
            f"and no other one does later: it may be meant, or it came before that step.{assumed}"
        )
    also = f" Already so at the first step, and so maybe meant: {len(there):,}." if there else ""
    return f"NaN or infinities first appear at {entry.label}, in {tensors}; {last_healthy.label} has none of them.{also}{assumed}"

"""The halving behind `first_unhealthy`: which tensors of which steps are looked at, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from explorer.analysis.updates.non_finite import look_for_non_finite, may_be_non_finite
from explorer.analysis.value_counts import TensorStatistics
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.entries import CheckpointEntry
from explorer.errors import ExplorerError
from explorer.task import StepOfTask, Task

Statistics = Callable[[Checkpoint, Sequence[str]], Mapping[str, TensorStatistics]]
Kinds = frozenset[str]  # of "nan", "inf"
_NONE: Kinds = frozenset()


class Step:
    """What is known of one step: the kinds of non-finite values in its tensors."""

    def __init__(self, entry: CheckpointEntry) -> None:
        self.entry = entry
        self.checkpoint: Checkpoint | None = None
        self.candidates: tuple[str, ...] = ()  # keys whose dtype has NaN
        self.found: dict[str, Kinds] = {}
        self.unread: dict[str, str] = {}
        self.nothing_finite: set[str] = set()  # known of the first step, and where statistics tell it
        self.problem = ""

    @property
    def is_whole(self) -> bool:
        """Whether each of its tensors was looked at."""
        return self.checkpoint is not None and not self.unread and len(self.found) == len(self.candidates)

    @property
    def is_passed_over(self) -> bool:
        """Whether some of its tensors could have been looked at and were not."""
        if self.checkpoint is None:
            return not self.problem
        return len(self.found.keys() | self.unread.keys()) < len(self.candidates)

    def is_bad(self, key: str) -> bool | None:
        """Whether a tensor holds NaN or infinities; False where the step lacks it, None if it is not known."""
        if self.checkpoint is None:
            return None
        if key not in self.checkpoint.table.row_of:
            return False
        kinds = self.found.get(key)
        return None if kinds is None else bool(kinds)


class Search:
    """One search; the arguments are those of `first_unhealthy`. Steps are numbered in order of time."""

    def __init__(
        self,
        entries: Sequence[CheckpointEntry],
        open_entry: Callable[[CheckpointEntry], Checkpoint],
        known: Statistics | None,
        task: Task,
    ) -> None:
        self.steps = [Step(entry) for entry in entries]
        self._open, self._known, self._task = open_entry, known, task
        self.bytes_read = self._looked_at = self.first = 0

    def run(self) -> tuple[int, int]:
        """(the first step with NaN or infinities, the healthy one before it); -1 where there is none."""
        if self._known is not None:
            for place in range(len(self.steps)):
                self.opened(place)
        first = next((place for place in range(len(self.steps)) if self.opened(place)), -1)
        last = next((place for place in reversed(range(len(self.steps))) if self.opened(place)), -1)
        if first < 0:
            return -1, -1
        self.first = first
        high = self._known_bad_before(last + 1)
        if high < 0:
            self.look(last)
            high = last if self.new(last) else -1
        if high < 0:
            # Nothing but what is there from the first step on, of which a full look at the last one told.
            return (first if self.from_the_first() else -1), -1
        while True:
            low, high = self._halve(first, high)
            self.look(low)
            self.look(high)
            earlier = low if self.new(low) else self._known_bad_before(high)
            if earlier < 0 and self._is_broken():
                earlier = self._scan(high)
            if earlier < 0:
                return high, low
            high = earlier

    # --- looking -----------------------------------------------------------------------------

    def opened(self, place: int) -> bool:
        """Open a step once; whether that went well."""
        step = self.steps[place]
        if step.checkpoint is None and not step.problem:
            self._task.report(self._looked_at, len(self.steps), f"Opening {step.entry.name[:200]}")
            try:
                step.checkpoint = self._open(step.entry)
            except ExplorerError as error:
                step.problem = f"{step.entry.label}: {error}"
                return False
            step.candidates = may_be_non_finite(step.checkpoint.table)
            if self._known is not None:
                for key, found in self._known(step.checkpoint, step.candidates).items():
                    kinds = (("nan", found.nan), ("inf", found.posinf + found.neginf))
                    step.found[key] = frozenset(kind for kind, count in kinds if count)
                    if step.found[key] and not found.finite:
                        step.nothing_finite.add(key)
        return not step.problem

    def look(self, place: int, keys: Iterable[str] | None = None) -> None:
        """Look at some tensors of a step (None: all of them) that were not looked at yet."""
        if not self.opened(place):
            return
        step = self.steps[place]
        assert step.checkpoint is not None
        wanted = step.candidates if keys is None else keys
        for key in wanted:
            if key in step.found or key in step.unread or key not in step.checkpoint.table.row_of:
                continue
            found = self._read(step, key, both=place == self.first)
            if found and place != self.first:
                # A tensor that holds an infinity from the first step on is news only with its first NaN.
                self.look(self.first, [key])
                before = self.steps[self.first].found.get(key, _NONE)
                if before and not found - before:
                    found = self._read(step, key, both=True)
            if key not in step.unread:
                step.found[key] = found
        self._looked_at += keys is None

    def _read(self, step: Step, key: str, *, both: bool) -> Kinds:
        assert step.checkpoint is not None
        self._task.report(
            min(self._looked_at, len(self.steps)), len(self.steps), f"Looking for NaN at {step.entry.label}"
        )
        try:
            found = look_for_non_finite(step.checkpoint, key, StepOfTask(self._task), both=both)
        except ExplorerError as error:
            step.unread[key] = f"{step.entry.label}: {error}"
            return _NONE
        self.bytes_read += found.bytes_read
        if both and not found.has_finite and not found.is_healthy:
            step.nothing_finite.add(key)
        return frozenset(kind for kind, is_there in (("nan", found.nan), ("inf", found.inf)) if is_there)

    # --- judging -----------------------------------------------------------------------------

    def new(self, place: int, keys: Iterable[str] | None = None) -> list[str]:
        """The tensors of a step, as far as looked at, with a kind they did not have at the first step."""
        step, base = self.steps[place], self.steps[self.first].found
        if place == self.first:
            return []
        among = step.found if keys is None else [key for key in keys if key in step.found]
        return sorted(key for key in among if step.found[key] - base.get(key, _NONE))

    def from_the_first(self) -> list[str]:
        """The tensors that are not finite from the first step on."""
        return sorted(key for key, kinds in self.steps[self.first].found.items() if kinds)

    def _known_bad_before(self, end: int) -> int:
        """The earliest step before `end` of which it is known that it has news; -1 if there is none."""
        for place in range(self.first + 1, end):
            step = self.steps[place]
            bad = [key for key, kinds in step.found.items() if kinds]
            if bad and not step.problem:
                self.look(self.first, bad)
                if self.new(place):
                    return place
        return -1

    def _halve(self, low: int, high: int) -> tuple[int, int]:
        """The last step without news and the first with it, between a step without and one with."""
        self.look(high)
        bad = self.new(high)
        silent: set[int] = set()  # steps that have the tensors in question, but not their values
        while True:
            between = [place for place in range(low + 1, high) if place not in silent]
            middle = next((place for place in _from_the_middle(between) if self.opened(place)), -1)
            if middle < 0:
                return low, high
            self.look(middle, bad)
            if found := self.new(middle):
                high, bad = middle, found
            elif self.steps[middle].unread.keys() & set(bad):
                silent.add(middle)
            else:
                low = middle

    def _is_broken(self) -> bool:
        """Whether a tensor is known to have become finite again."""
        bad: set[str] = set()
        for place in range(self.first + 1, len(self.steps)):
            found = self.steps[place].found
            if any(not found.get(key, {"absent"}) for key in bad):
                return True
            bad.update(self.new(place))
        return False

    def _scan(self, end: int) -> int:
        """Look at every step before `end` in full, up to the first with news; -1 if there is none."""
        for place in range(self.first + 1, end):
            self.look(place)
            if self.new(place):
                return place
        return -1


def _from_the_middle(places: Sequence[int]) -> Iterator[int]:
    """All of them, the one in the middle first, then its neighbours outwards."""
    middle = len(places) // 2
    for away in range(len(places)):
        for place in {middle - away, middle + away}:
            if 0 <= place < len(places):
                yield places[place]

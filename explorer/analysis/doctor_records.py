"""What a verification found, as records: problems, a verdict per checkpoint, and what was read for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from explorer.showing import Rows, counted


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing that is wrong.

    One cause that strikes many tensors (a missing data file) is one problem: `key` is "" then and
    `keys` names the tensors it strikes.
    """

    file: str  # relative to the directory asked for, "/" between parts
    key: str  # the tensor it is about; "" when it is about the file
    problem: str  # a sentence without its full stop
    hint: str = ""
    keys: tuple[str, ...] = ()
    prefix: str = ""  # of the checkpoint it belongs to; "" when it is about the directory
    parts: tuple[
        FileProblem, ...
    ] = ()  # what is wrong with each tensor, where there is more to say than `problem`

    def each(self) -> Iterator[FileProblem]:
        """The problem itself, and behind it one for each tensor it strikes."""
        yield self
        if self.parts:
            yield from self.parts
            return
        for key in self.keys:
            yield replace(self, key=key, keys=())


@dataclass(frozen=True, slots=True)
class CheckpointVerdict:
    """What is left of one checkpoint. `lost` and `safe` add up to its tensors, if they are known at all."""

    prefix: str
    format: str
    status: str  # "complete", "being written", "damaged" or "gone"
    lost: tuple[str, ...] = ()  # keys, in the checkpoint's order
    safe_count: int = 0
    checked_bytes: int = 0
    problem_count: int = 0
    is_known: bool = True  # False: the index cannot be read, so nobody can say which tensors there were
    misplaced: tuple[str, ...] = ()  # those of `lost` whose bytes stand in a data file of another's name
    has_checksums: bool = True  # False: HDF5, where a changed value still looks like one

    @property
    def tensor_count(self) -> int:
        """How many tensors the checkpoint names."""
        return len(self.lost) + self.safe_count

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to complain about."""
        return self.is_known and not self.lost and not self.problem_count


@dataclass(frozen=True, slots=True, repr=False)
class Verification(Rows[FileProblem]):
    """All that was found at a path. `proposed_state` is the text the `checkpoint` file should have, if it is wrong."""

    problems: tuple[FileProblem, ...] = ()
    checked_bytes: int = 0
    elapsed_s: float = 0.0
    checkpoints: tuple[CheckpointVerdict, ...] = ()
    proposed_state: str | None = None
    notes: tuple[str, ...] = ()  # each a sentence: worth knowing, but no damage

    def _all_rows(self) -> tuple[FileProblem, ...]:
        return self.problems

    def _in_short(self) -> str:
        words = "sound" if self.is_sound else counted(len(self.problems), "problem")
        return f"{words}, {self.checked_bytes:,} bytes checked"

    @property
    def lost_count(self) -> int:
        """How many tensors of all checkpoints are lost."""
        return sum(len(verdict.lost) for verdict in self.checkpoints)

    @property
    def misplaced_count(self) -> int:
        """How many of them can be had back by giving data files their right names."""
        return sum(len(verdict.misplaced) for verdict in self.checkpoints)

    @property
    def tensor_count(self) -> int:
        """How many tensors all checkpoints name."""
        return sum(verdict.tensor_count for verdict in self.checkpoints)

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to complain about."""
        return not self.problems

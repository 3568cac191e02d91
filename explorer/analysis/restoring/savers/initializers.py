"""Variables whose initializers read from a checkpoint: what running the initializers does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from explorer.analysis.restoring.outcome import (
    ADOPTED,
    LEFT_ALONE,
    NOT_CONCERNED,
    RAISES,
    RESTORED,
    Outcome,
    Raised,
    blank_columns,
)
from explorer.analysis.restoring.savers.reads import Reads
from explorer.analysis.restoring.savers.requests import Request, Requests
from explorer.analysis.restoring.savers.restore import MOST_TEXTS
from explorer.analysis.restoring.savers.texts import framed
from explorer.analysis.restoring.spelling import bracketed
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.task import breathing


@dataclass(slots=True)
class Initialization:
    """What is known while the graph is built; `outcome` runs the initializers."""

    checkpoint: Checkpoint
    requests: Requests
    place_of: dict[str, int] = field(init=False)  # variable's name -> place among the requests
    chosen: dict[str, str] = field(default_factory=dict)  # variable's name -> stored tensor; the last counts
    remarks: list[str] = field(default_factory=list)
    untouched_is_not_concerned: bool = False
    _raising: set[str] = field(default_factory=set)
    _whole: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.place_of = {entry.name: place for place, entry in enumerate(self.requests.entries)}

    @property
    def entries(self) -> tuple[Request, ...]:
        """The program's variables, by name."""
        return self.requests.entries

    def row_of(self, stored: str) -> int:
        """The row of a stored tensor; -1 if there is none."""
        return self.checkpoint.table.row_of.get(stored, -1)

    def stored_shape(self, row: int) -> tuple[int, ...]:
        """The shape stored in a row."""
        return self.checkpoint.table.shape(row)

    def add(self, name: str, stored: str, *, as_slices: bool = True) -> None:
        """Let a variable start with a stored tensor; one of a single part may be taken for a whole one."""
        self.chosen[name] = stored
        if not as_slices:
            self._whole.add(name)

    def raise_for(self, names: Iterable[str]) -> None:
        """Note the variables an error is about."""
        self._raising.update(names)

    def _wanted(self, name: str, stored: str) -> Request:
        """What a variable's initializer asks for."""
        entry = self.entries[self.place_of[name]]
        if entry.key == stored and name not in self._whole:
            return entry
        return entry._replace(key=stored, is_sliced=entry.is_sliced and name not in self._whole)

    def outcome(self, api: str, count: int, exception: Raised | None) -> Outcome:
        """What remains when the initializers have run, or the graph could not be built (`exception`)."""
        effect, row = blank_columns(count)
        if self.untouched_is_not_concerned:
            effect[:] = NOT_CONCERNED
        adopted: dict[int, tuple[int, ...]] = {}
        generation = self.requests.conditions.tensorflow
        wanted = [self._wanted(name, stored) for name, stored in breathing(self.chosen.items())]
        reads = Reads(self.checkpoint, wanted, generation)
        refused: list[tuple[str, str]] = []  # type, text
        for place, entry in enumerate(breathing(wanted)):
            row[entry.variable] = reads.row[place]
            if exception is not None:
                effect[entry.variable] = LEFT_ALONE
                continue
            effect[entry.variable] = RESTORED
            failure = None if reads.is_read(place) else reads.failure_of(place)
            if failure is not None:
                reading = f"checkpoint_initializer_{place}" if place else "checkpoint_initializer"
                refused.append((failure.type, framed(failure.text, reading, generation)))
                effect[entry.variable] = RAISES
            elif not entry.is_sliced and reads.shape_differs(place):
                expected, stored = entry.shape or (), reads.shape[place] or ()
                if entry.is_resource or None in expected:
                    effect[entry.variable] = ADOPTED
                    adopted[entry.variable] = stored
                    continue
                text = f"Assign requires shapes of both tensors to match. lhs shape= {bracketed(expected)} rhs shape= {bracketed(stored)}"
                refused.append(
                    (
                        "InvalidArgumentError",
                        framed(text, f"Assign_{place}" if place else "Assign", generation),
                    )
                )
                effect[entry.variable] = RAISES
        for name in self._raising:
            effect[self.entries[self.place_of[name]].variable] = RAISES
        remarks = [*self.requests.remarks, *self.remarks]
        if refused:
            exception = Raised(*refused[0], alternatives=tuple(text for _, text in refused[1:MOST_TEXTS]))
            remarks.append(
                "The error comes when the initializers run, each by itself: the other variables have their values then, with several devices not always all of them."
            )
        elif exception is not None:
            remarks.append("The error comes while the graph is built: nothing is initialized.")
        if adopted:
            remarks.append(
                f"{len(adopted)} variables take the stored shape, which is not the one the program declares, without a word."
            )
        return Outcome(
            api,
            self.requests.conditions,
            effect,
            row,
            exception,
            adopted=adopted,
            remarks=tuple(remarks),
        )

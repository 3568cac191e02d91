"""The outcome of an object-based restore: effects by variable, and what goes wrong without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.analysis.restoring.objects.values import Assigned, read_and_assign, wanted_values
from explorer.analysis.restoring.outcome import (
    ADOPTED,
    DEFERRED,
    LEFT_ALONE,
    RESTORED,
    WRONG,
    Outcome,
    Raised,
    blank_columns,
)
from explorer.analysis.restoring.positions import POSITIONAL_EDGE, Taken, wrong_values

if TYPE_CHECKING:
    from explorer.analysis.restoring.objects.match import Matching
    from explorer.analysis.restoring.objects.status import Status
    from explorer.analysis.restoring.objects.traced import Lost
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.conditions import Conditions
    from explorer.checkpoints.spec import ModelSpec
    from explorer.checkpoints.target_graph import TargetGraph


@dataclass(slots=True)
class Run:
    """One restore under way."""

    checkpoint: Checkpoint
    target: ModelSpec
    objects: TargetGraph
    conditions: Conditions
    matching: Matching
    values: dict[int, list[tuple[str, int]]]
    assigned: Assigned
    lost: Lost | None = None  # what a trace of Keras 3 used up

    def take(self, batch: list[tuple[int, int]]) -> Raised | None:
        """Read and assign one batch."""
        wanted = wanted_values(self.matching, batch, self.values, self.checkpoint.table, self.assigned)
        return read_and_assign(
            wanted, self.checkpoint, self.target, self.conditions, self.assigned, self.objects
        )

    def take_new_batches(self, first: int) -> Raised | None:
        """Those from number `first` on, up to the first error."""
        for batch in self.matching.batches[first:]:
            if raised := self.take(batch):
                return raised
        return None


def outcome_of(
    now: Run,
    api: str,
    exception: Raised | None = None,
    status: Status | None = None,
    deferred: Iterable[int] = (),
    swallowed: Iterable[int] = (),
) -> Outcome:
    """The records of a run put together.

    Args:
        now: the run at its end.
        api: what the outcome is called.
        exception: what was raised, None for nothing.
        status: the three assertions; None where `restore` itself raised.
        deferred: variables that were restored when the program made them.
        swallowed: variables a container kept from their values, without an error.
    """
    effect, row = blank_columns(len(now.target.variables))
    assigned = now.assigned
    for variable, done in assigned.effect.items():
        effect[variable] = done
        if done != LEFT_ALONE:
            row[variable] = assigned.row[variable]
    wrong = _wrong(now)
    for variable in wrong:
        if effect[variable] == RESTORED:
            effect[variable] = WRONG
    for variable in deferred:
        effect[variable] = DEFERRED
    return Outcome(
        api,
        now.conditions,
        effect,
        row,
        exception,
        status.consumed if status else None,
        status.existing if status else None,
        status.nontrivial if status else None,
        "CheckpointLoadStatus" if status else "",
        adopted=dict(assigned.shape),
        log=_log(now),
        remarks=_remarks(now, wrong, list(swallowed), exception, status),
        made=tuple(assigned.made),
    )


def _wrong(now: Run) -> frozenset[int]:
    """The variables that take another variable's value."""
    names, variables = now.checkpoint.names, now.target.variables
    stored_of = now.assigned.row
    if all(
        variables[variable].name == names[stored_of[variable]]
        for variable, effect in now.assigned.effect.items()
        if effect in (RESTORED, ADOPTED)
    ):
        return frozenset()
    parent = now.matching.parent
    positional: dict[int, bool] = {0: False}
    taken = []
    for variable, effect in now.assigned.effect.items():
        if effect not in (RESTORED, ADOPTED) or variable not in now.assigned.path:
            continue
        stored = now.assigned.path[variable][0]
        chain = []
        node = stored
        while node not in positional:
            chain.append(node)
            if node not in parent:
                positional[node] = False
                break
            node = parent[node][0]
        for below in reversed(chain):
            if below in parent:
                above, edge = parent[below]
                positional[below] = positional[above] or POSITIONAL_EDGE.fullmatch(edge) is not None
        taken.append(
            Taken(variable, variables[variable].name, names[now.assigned.row[variable]], positional[stored])
        )
    if not any(pair.by_position and pair.expected != pair.stored for pair in taken):
        return frozenset()
    graph = now.matching.stored.graph
    stored_names = [names[row] for row in set(graph.row.tolist()) if row >= 0]
    wrong = wrong_values(taken, (variable.name for variable in variables), stored_names)
    if not wrong:
        return wrong
    # The slots of a variable come with it, so they are another one's, too.
    values = now.values
    return wrong | {
        values[slot][0][1]
        for (_, owner, _), slot in now.matching.program.slots.items()
        if slot in values and owner in values and values[owner][0][1] in wrong
    }


def _log(now: Run) -> tuple[str, ...]:
    if not now.matching.inconsistent:
        return ()
    return (
        "Inconsistent references when loading the checkpoint into this object graph. Either the Trackable object "
        "references in the Python program have changed in an incompatible way, or the checkpoint was generated in "
        "an incompatible program.",
    )


def _remarks(
    now: Run, wrong: frozenset[int], swallowed: list[int], exception: Raised | None, status: Status | None
) -> tuple[str, ...]:
    said = []
    if not now.conditions.mode:
        said.append("Eager execution is assumed: in graph mode wrong shapes are taken without an error.")
    if wrong:
        said.append(
            f"{_variables(len(wrong))} the value of another one: places in a list decide here, not names."
        )
    if now.assigned.shape:
        said.append(
            f"{_variables(len(now.assigned.shape))} the stored shape without a word, as resource variables do in graph mode."
        )
    if swallowed:
        said.append(
            f"{len(swallowed)} later additions to a list or dictionary keep their initial values: "
            "the container swallows the error about their shape."
        )
    if now.assigned.made:
        said.append(
            f"The optimizer makes {len(now.assigned.made)} slot variables that the target does not list."
        )
    if now.lost is not None:
        said.append(
            f"Keras 3 traces the model before its first call, and the value that waits for {now.lost.name}, the "
            "first variable made then, is lost: make the variables before the restore, by calling the model once."
        )
    if exception is not None and status is not None:
        said.append(
            "It is raised when the restore ops are run."
            if now.conditions.mode == "graph"
            else "It is raised after the restore call, when the variable is made."
        )
    return tuple(said)


def _variables(count: int) -> str:
    return f"{count} variable takes" if count == 1 else f"{count} variables take"

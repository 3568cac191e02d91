"""`tf.compat.v1.train.Saver.restore`: names only, all or nothing, and no look at shapes of resource variables.

One RestoreV2 reads all tensors (a sharded Saver has one for each device). If that fails nothing is
assigned. Then every variable is assigned by itself: a ref variable refuses another shape, while the
others are assigned all the same; a resource variable takes whatever shape is stored.
Source: TensorFlow, python/training/saver.py, core/kernels/save_restore_tensor.cc, assign_op.h; measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from explorer.analysis.restoring.outcome import (
    ADOPTED,
    RAISES,
    RESTORED,
    WRONG,
    Outcome,
    Raised,
    UnsuitableError,
    blank_columns,
)
from explorer.analysis.restoring.savers.reads import Failure, Reads, stored_damage
from explorer.analysis.restoring.savers.requests import Request, Requests, graph_requests
from explorer.analysis.restoring.savers.texts import OBJECT_BASED_WARNING, names_differ, wrapped
from explorer.analysis.restoring.spelling import bracketed
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task, breathing

API_ID = "saver.restore"
MOST_TEXTS = 1000  # of an error that any of many variables may be named in
SCOPE, OBJECT_SCOPE = "save", "save_1"  # name scopes of the program's Saver and of the one it rebuilds


def restore(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET) -> Outcome:
    """What `tf.compat.v1.train.Saver().restore` over all variables of `target` does with `checkpoint`.

    Raises:
        UnsuitableError: the target tells no distinct names, or the checkpoint is none a Saver reads.
    """
    requests = graph_requests(checkpoint, target, conditions)
    return restore_requests(API_ID, checkpoint, len(target.variables), requests, task)


def restore_requests(
    api: str, checkpoint: Checkpoint, count: int, requests: Requests, task: Task = QUIET
) -> Outcome:
    """What a Saver that asks for `requests` does, for a spec of `count` variables."""
    task.report(0, 2, "Looking up what a Saver asks for")
    generation = requests.conditions.tensorflow
    run = _Run(checkpoint, generation)
    reads: Reads | None = Reads(checkpoint, requests.entries, generation)
    failures = reads.failures() if reads is not None else []
    task.report(1, 2, "Judging what a Saver restores")
    if any(failure.type == "NotFoundError" for failure in failures) and checkpoint.object_based:
        run.log.append(OBJECT_BASED_WARNING)
        reads = _rebuilt(run, requests.entries)
        failures = reads.failures() if reads is not None else []
    effect, row = blank_columns(count)
    if reads is not None:
        if failures:
            _fail(run, reads, failures)
        else:
            _assign(run, reads)
        places = np.fromiter((request.variable for request in reads.requests), np.int64, len(reads.row))
        is_variable = places >= 0
        places, rows = places[is_variable], np.array(reads.row, np.int64)[is_variable]
        row[places] = rows  # asked for, so not unused, whatever comes of it
        if not failures:
            effect[places] = RESTORED
    for place, stored in run.asked.items():
        row[place] = stored
    for place, code in run.effect.items():
        effect[place] = code
    return Outcome(
        api,
        requests.conditions,
        effect,
        row,
        run.exception,
        adopted=run.adopted,
        log=tuple(run.log),
        remarks=(*requests.remarks, *run.remarks),
    )


@dataclass(slots=True)
class _Run:
    """One restore under way."""

    checkpoint: Checkpoint
    generation: str
    scope: str = SCOPE
    exception: Raised | None = None
    effect: dict[int, int] = field(default_factory=dict)
    asked: dict[int, int] = field(default_factory=dict)  # rows of variables, where no reads tell them
    adopted: dict[int, tuple[int, ...]] = field(default_factory=dict)
    last_part_only: set[int] = field(default_factory=set)  # variables a rebuilt Saver restores in part
    log: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def names_to_keys(checkpoint: Checkpoint) -> dict[str, str]:
    """Variable name -> key, as TensorFlow rebuilds it from an object graph: of two of one name the last counts.

    Raises:
        UnsuitableError: the object graph cannot be read.
    """
    graph = checkpoint.object_graph
    if graph is None:
        raise UnsuitableError("the object graph of the checkpoint, which tells the names, cannot be read")
    return {attribute.full_name: attribute.checkpoint_key for attribute in breathing(graph.attributes)}


def _rebuilt(run: _Run, entries: Iterable[Request]) -> Reads | None:
    """The requests with the keys of an object-based checkpoint, as the Saver makes them after a missing key."""
    checkpoint = run.checkpoint
    graph_row = checkpoint.table.find(OBJECT_GRAPH_KEY)
    if graph_row in checkpoint.table.problems and (damage := stored_damage(checkpoint, graph_row)):
        kind = {"NotFoundError": "OpError", "OutOfRangeError": "IndexError"}[damage[0]]
        run.exception = Raised(kind, damage[1])
        return None
    keys = names_to_keys(checkpoint)
    entries = tuple(entries)
    wanted = {entry.name for entry in entries}
    missing = wanted.difference(keys)
    if missing:
        extra = sorted(set(keys).difference(wanted))
        run.exception = names_differ(sorted(missing), extra, len(wanted) - len(missing), run.generation)
        for entry in entries:
            if entry.variable >= 0 and entry.name in missing:
                run.effect[entry.variable] = RAISES
            elif entry.variable >= 0:
                run.asked[entry.variable] = checkpoint.table.row_of.get(keys[entry.name], -1)
        return None
    run.scope = OBJECT_SCOPE
    run.last_part_only = {entry.variable for entry in entries if entry.part_count > 1}
    rebuilt = [entry._replace(key=keys[entry.name], op=0, part_count=1) for entry in entries]
    return Reads(checkpoint, rebuilt, run.generation)


def _fail(run: _Run, reads: Reads, failures: list[Failure]) -> None:
    """A RestoreV2 failed: its error is raised, wrapped. Of several that fail any may be the one that is told."""
    worded = [
        (failure.type, wrapped(failure.type, failure.text, _op_name(run.scope, failure.op), run.generation))
        for failure in sorted(failures, key=lambda failure: failure.text)
    ]
    run.exception = Raised(*worded[0], alternatives=tuple(text for _, text in worded[1:]))
    for place, request in enumerate(breathing(reads.requests)):
        if request.variable >= 0 and reads.is_wrong(place):
            run.effect[request.variable] = RAISES
    if len(failures) > 1:
        run.remarks.append("Several reads fail at once; which of them is named varies from run to run.")
    elif len({request.op for request in reads.requests}) > 1:
        run.remarks.append(
            "The Saver reads in several ops, one for each device: variables of those that succeed may be assigned before the error."
        )


def _op_name(scope: str, number: int) -> str:
    return f"{scope}/RestoreV2_{number}" if number else f"{scope}/RestoreV2"


def _assign(run: _Run, reads: Reads) -> None:
    """All tensors are read: each variable is assigned by itself."""
    refused: list[tuple[str, str]] = []  # node, text
    reshapable = 0
    differing = reads.other_shapes
    number_of: dict[int, int] = {}  # place of a ref variable -> how many assignments of such come before
    if differing:
        refs = [place for place, request in enumerate(reads.requests) if not request.is_resource]
        number_of = {place: number for number, place in enumerate(refs)}
    for place in breathing(differing):
        request = reads.requests[place]
        if request.variable < 0 or request.is_sliced:
            continue
        expected, stored = request.shape or (), reads.shape[place] or ()
        if None not in expected:
            reshapable += _elements(expected) == _elements(stored)
        if request.is_resource or None in expected:  # a shape left open is not held against the value
            run.effect[request.variable] = ADOPTED
            run.adopted[request.variable] = stored
            continue
        run.effect[request.variable] = RAISES
        number = number_of[place]
        node = f"{run.scope}/Assign_{number}" if number else f"{run.scope}/Assign"
        text = f"Assign requires shapes of both tensors to match. lhs shape= {bracketed(expected)} rhs shape= {bracketed(stored)}"
        refused.append((node, text))
    if run.last_part_only:
        # The parts have one name, by which the rebuilt Saver keeps them: the last replaces the others.
        run.effect.update(dict.fromkeys(run.last_part_only, WRONG))
        run.remarks.append(
            f"{len(run.last_part_only)} partitioned variables get the value of their last part only, without a word: "
            "a Saver that reads an object-based file loses the other parts, which keep their initial values."
        )
    if refused:
        texts = [
            wrapped("InvalidArgumentError", text, node, run.generation) for node, text in refused[:MOST_TEXTS]
        ]
        run.exception = Raised("InvalidArgumentError", texts[0], alternatives=tuple(texts[1:]))
        run.remarks.append(
            "All other variables are assigned before the error is raised; with several devices not always all of them."
        )
    if run.adopted:
        run.remarks.append(
            f"{len(run.adopted)} variables take the stored shape, which is not the one the program declares, without a word."
        )
    if reshapable:
        run.remarks.append(
            f"A Saver made with reshape=True would reshape {reshapable} of them: they have as many elements as are stored."
        )


def _elements(shape: tuple[int | None, ...]) -> int:
    product = 1
    for size in shape:
        product *= size or 0
    return product


def with_requests(requests: Requests, entries: Iterable[Request], *remarks: str) -> Requests:
    """The same requests with other entries, in the Saver's order."""
    return replace(requests, entries=tuple(sorted(entries)), remarks=(*requests.remarks, *remarks))

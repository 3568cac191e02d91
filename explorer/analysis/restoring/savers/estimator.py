"""`Estimator.train`, `evaluate` and `predict` over a model_dir that has a checkpoint: a Saver, and what it asks for.

Training restores all variables, optimizer slots and `global_step` among them; evaluation and
prediction build a graph without an optimizer. The canned estimators of TensorFlow 1 partition their
variables, so another shape raises; those of TensorFlow 2 keep the stored shape without a word.
An object-based checkpoint belongs to an Estimator whose Scaffold has a `tf.train.Checkpoint` as its Saver: that
one asks for the keys of the object graph.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from explorer.analysis.restoring.outcome import NOT_CONCERNED, Outcome, UnsuitableError
from explorer.analysis.restoring.savers.requests import Request, Requests, graph_requests, keys_are_asked
from explorer.analysis.restoring.savers.restore import restore_requests, with_requests
from explorer.analysis.restoring.spec_roles import optimizer_places
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

TRAIN, EVALUATE = "estimator.train", "estimator.evaluate"
GLOBAL_STEP = "global_step"
_CANNED = re.compile(r"(?:dnn|linear)/.+")  # scopes of the canned estimators' variables


def train(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET) -> Outcome:
    """What `Estimator.train` does when it finds `checkpoint` in its model_dir.

    Raises:
        UnsuitableError: as `restore.restore`, or the generation has no Estimator.
    """
    requests = _estimator_requests(checkpoint, target, conditions)
    return restore_requests(TRAIN, checkpoint, len(target.variables), requests, task)


def evaluate(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """What `Estimator.evaluate` and `predict` do: the optimizer's variables are not in their graphs.

    Raises:
        UnsuitableError: as `train`.
    """
    requests = _estimator_requests(checkpoint, target, conditions)
    absent = optimizer_places(target)
    entries = [entry for entry in requests.entries if entry.variable not in absent]
    outcome = restore_requests(
        EVALUATE, checkpoint, len(target.variables), with_requests(requests, entries), task
    )
    effect = outcome.effect.copy()
    effect[np.fromiter(absent, np.int64, len(absent))] = NOT_CONCERNED
    return replace(outcome, effect=effect)


def _estimator_requests(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions) -> Requests:
    if conditions.tensorflow == "2.21":
        raise UnsuitableError(
            "TensorFlow 2.16 and later have no Estimators",
            hint="Choose 2.15, the last generation that has them.",
        )
    scaffold = checkpoint.object_based and target.object_based
    if scaffold and not keys_are_asked(target):
        target = replace(target, kind="graph")
    requests = graph_requests(checkpoint, target, conditions)
    remarks = []
    if scaffold:
        remarks.append(
            "Both sides are object-based: judged as an Estimator whose Scaffold has a tf.train.Checkpoint as its saver."
        )
    entries = list(requests.entries)
    if requests.conditions.tensorflow == "1.15":
        entries, said = _as_canned(target, entries)
        remarks += said
        entries = _on_devices(target, entries)
    if not scaffold and not any(entry.name == GLOBAL_STEP for entry in entries):
        entries.append(Request(GLOBAL_STEP, GLOBAL_STEP, -1, "int64", (), False, True, 0))
        remarks.append(
            "Every Estimator has a global_step, so it is asked for though the target does not name it."
        )
    return with_requests(requests, entries, *remarks)


def _as_canned(target: ModelSpec, entries: list[Request]) -> tuple[list[Request], list[str]]:
    """The canned estimators of TensorFlow 1 partition all their variables, and a checkpoint does not always show it."""
    if target.kind not in ("checkpoint", "table") or any(entry.is_sliced for entry in entries):
        return entries, []
    found = [entry._replace(is_sliced=bool(_CANNED.fullmatch(entry.name))) for entry in entries]
    if not any(entry.is_sliced for entry in found):
        return entries, []
    return found, [
        "The variables are named as those of canned estimators, which partition them: taken as such."
    ]


def _on_devices(target: ModelSpec, entries: list[Request]) -> list[Request]:
    """Estimators of TensorFlow 1 read in one op a device: partitioned variables have one of their own."""
    if any(variable.restore_op >= 0 for variable in target.variables):
        return entries
    return [
        entry if entry.key == OBJECT_GRAPH_KEY else entry._replace(op=int(entry.is_sliced))
        for entry in entries
    ]

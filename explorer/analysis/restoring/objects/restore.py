"""`tf.train.Checkpoint.restore` and `read`: what they will do, value by value."""

from __future__ import annotations

from dataclasses import replace

from explorer.analysis.restoring.objects.damage import graph_error
from explorer.analysis.restoring.objects.run import SAVE_COUNTER, run
from explorer.analysis.restoring.outcome import Outcome, Raised, UnsuitableError, blank_columns
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.keras_wrapping import wrapped_objects
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.target_graph import TargetGraph
from explorer.task import Task


def restore_objects(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task) -> Outcome:
    """What `tf.train.Checkpoint(...).restore(prefix)` does to the target's objects.

    Raises:
        UnsuitableError: the target tells no objects.
        Cancelled: the task was cancelled.
    """
    return _restore(checkpoint, target, conditions, task, api="checkpoint.restore", counts=True)


def read_objects(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task) -> Outcome:
    """The same of `read`, which neither makes nor expects a `save_counter`. Raises as `restore_objects`."""
    return _restore(checkpoint, target, conditions, task, api="checkpoint.read", counts=False)


def _restore(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task, *, api: str, counts: bool
) -> Outcome:
    conditions = replace(conditions, tensorflow=conditions.tensorflow or "2.15")
    if target.objects is None or not target.objects.node_count:
        raise UnsuitableError(
            "the target tells names and shapes, but not the objects that hold its variables, and those decide here",
            hint="Take a checkpoint, or the spec file of a live program, as the target.",
        )
    if not checkpoint.object_based:
        from explorer.analysis.restoring.objects.by_name import restore_by_name

        return restore_by_name(checkpoint, target, conditions, task, api=api, counts=counts)
    objects = target.objects
    if target.kind != "program":  # the program that runs again makes its counter in `restore`
        objects = without_counter(objects)
    if checkpoint.object_graph is None or not checkpoint.object_graph.node_count:
        raised = graph_error(checkpoint, conditions.tensorflow)
        if raised is None:
            raise UnsuitableError("the object graph of the checkpoint is empty")
        if conditions.tensorflow == "1.15" and raised.type == "OpError":
            from explorer.analysis.restoring.objects.by_name import restore_by_name

            return restore_by_name(checkpoint, target, conditions, task, api=api, counts=counts)
        return failed_outcome(api, conditions, target, raised)
    remark = ""
    if target.kind == "keras config":  # it tells the model, not what the program wraps it in
        objects, remark = wrapped_objects(objects, checkpoint.object_graph)
    outcome = run(checkpoint, target, objects, conditions, task, api=api, counts=counts)
    return replace(outcome, remarks=(remark, *outcome.remarks)) if remark else outcome


def failed_outcome(api: str, conditions: Conditions, target: ModelSpec, raised: Raised) -> Outcome:
    """Nothing was restored: `raised` came first."""
    effect, row = blank_columns(len(target.variables))
    return Outcome(api, conditions, effect, row, exception=raised)


def without_counter(objects: TargetGraph) -> TargetGraph:
    """The objects before `save` or `restore` made the root's save_counter."""
    first, last = int(objects.first_edge[0]), int(objects.first_edge[1])
    drop = next((e for e in range(first, last) if objects.edge_name[e] == SAVE_COUNTER), -1)
    if drop < 0:
        return objects
    counter = int(objects.edge_target[drop])
    later = objects.created_later | {counter}
    return replace(objects, created_later=later)

"""Keras 2's `load_weights` from a checkpoint: `Checkpoint.read` with the model as the root."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from explorer.analysis.restoring.objects.damage import graph_error
from explorer.analysis.restoring.objects.restore import failed_outcome, without_counter
from explorer.analysis.restoring.objects.run import run
from explorer.analysis.restoring.outcome import NOT_CONCERNED, Outcome, Raised, UnsuitableError
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.target_graph import TargetGraph, TargetSlot, TargetValue, target_graph
from explorer.task import Task

_API = "load_weights.tf"
_KERAS_EDGES = ("layer_with_weights-0", "keras_api", "layer-0", "keras_losses_")


def load_tf_weights(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task) -> Outcome:
    """What `model.load_weights(prefix)` does: the stored root is the model, its compiled optimizer included.

    Raises:
        UnsuitableError: the target tells no objects, or the program's Keras is version 3.
        Cancelled: the task was cancelled.
    """
    conditions = replace(conditions, tensorflow=conditions.tensorflow or "2.15")
    if conditions.keras == "3":
        raise UnsuitableError(
            "Keras 3 loads no weights from a checkpoint of TensorFlow",
            hint="tf.train.Checkpoint(model).restore reads it; Keras 3 itself reads .weights.h5 and .keras.",
        )
    if target.objects is None or not target.objects.node_count:
        raise UnsuitableError(
            "the target does not tell the objects of its Keras model",
            hint="Take a checkpoint, a Keras config, or the spec file of a live program, as the target.",
        )
    if not checkpoint.object_based:
        from explorer.analysis.restoring.objects.by_name import restore_by_name

        model = model_node(target, None)
        inside, _ = below(without_counter(target.objects), model)
        read = restore_by_name(
            checkpoint, replace(target, objects=inside), conditions, task, api=_API, counts=False
        )
        return _with_trivial_match(read, target, model)
    graph = checkpoint.object_graph
    if graph is None or not graph.node_count:
        raised = graph_error(checkpoint, conditions.tensorflow)
        if raised is None:
            raise UnsuitableError("the object graph of the checkpoint is empty")
        return failed_outcome(_API, conditions, target, raised)
    model = model_node(target, graph)
    inside, _ = below(without_counter(target.objects), model)
    return _with_trivial_match(
        run(checkpoint, target, inside, conditions, task, api=_API, counts=False), target, model
    )


def _with_trivial_match(read: Outcome, target: ModelSpec, model: int) -> Outcome:
    """`load_weights` itself asserts a nontrivial match, and touches no variable outside the model."""
    effect = read.effect.copy()
    if target.objects is not None and model:
        _, reached = below(target.objects, model)
        inside = np.zeros(len(effect), bool)
        inside[[value.variable for value in target.objects.values if value.node in reached]] = True
        effect[~inside] = NOT_CONCERNED
    failed = read.assert_nontrivial_match
    if read.exception is None and isinstance(failed, Raised):
        return replace(
            read,
            effect=effect,
            exception=failed,
            assert_consumed=None,
            assert_existing_objects_matched=None,
            assert_nontrivial_match=None,
        )
    return replace(read, effect=effect)


def model_node(target: ModelSpec, graph: ObjectGraph | None) -> int:
    """The target's object that is the Keras model: the root, or the child of it that looks most like `graph`'s root.

    Args:
        target: with objects.
        graph: the stored graph whose root is a model; None where there is none to compare with.
    """
    objects = target.objects
    assert objects is not None
    if target.kind == "keras config" or objects.class_name(0) in ("Sequential", "Functional", "Model"):
        return 0
    told = target.keras.class_name if target.keras is not None and target.kind == "program" else ""
    if (
        told and told in objects.classes
    ):  # a live program names its model, the first of that class from the root on
        return objects.classes.index(told)
    wanted = {name for name, _ in graph.children(0)} if graph is not None else set(_KERAS_EDGES)
    wanted -= {"save_counter"}
    best, most = 0, _likeness(objects.children(0), wanted)
    models = [
        child for _, child in objects.children(0) if _likeness(objects.children(child), set(_KERAS_EDGES))
    ]
    if models and not _likeness(objects.children(0), set(_KERAS_EDGES)):
        # A Checkpoint that holds the model: its edges are like those of a file it has saved, yet it is no model.
        return max(models, key=lambda child: _likeness(objects.children(child), wanted))
    for name, child in objects.children(0):
        if name in ("optimizer", "save_counter"):
            continue
        if (found := _likeness(objects.children(child), wanted)) > most:
            best, most = child, found
    return best


def holds_a_model(checkpoint: Checkpoint) -> bool:
    """Whether a file may be one of `save_weights`: what `Checkpoint.save` writes has a save counter at the root."""
    graph = checkpoint.object_graph if checkpoint.object_based else None
    return graph is not None and all(name != "save_counter" for name, _ in graph.children(0))


def _likeness(children: Iterable[tuple[str, int]], wanted: set[str]) -> int:
    return sum(name in wanted for name, _ in children)


def below(objects: TargetGraph, node: int) -> tuple[TargetGraph, frozenset[int]]:
    """The objects with `node` as number 0, and the numbers (as before) of those reachable from it.

    Number 0 and `node` change places; what is not reachable from there stays, and is never met.
    """
    seen = {node}
    order = [node]
    for at in order:
        for _, child in objects.children(at):
            if child not in seen:
                seen.add(child)
                order.append(child)
    slots = [s for s in objects.slots if s.optimizer in seen and s.variable in seen]
    seen.update(s.node for s in slots)
    if node == 0:
        return objects, frozenset(seen)

    def moved(number: int) -> int:
        return node if number == 0 else 0 if number == node else number

    edges = (
        (moved(int(source)), name, moved(int(child)))
        for source, name, child in zip(objects.edge_source, objects.edge_name, objects.edge_target)
    )
    classes = list(objects.classes)
    if classes:
        classes[0], classes[node] = classes[node], classes[0]
    return (
        target_graph(
            objects.node_count,
            edges,
            (TargetValue(moved(v.node), v.attribute, v.variable) for v in objects.values),
            (TargetSlot(moved(s.optimizer), moved(s.variable), s.name, moved(s.node)) for s in objects.slots),
            classes,
            (moved(number) for number in objects.created_later),
        ),
        frozenset(seen),
    )

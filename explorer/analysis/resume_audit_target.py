"""What training on with the target would lose: its optimizer, and what the restore into it does."""

from __future__ import annotations

from collections import Counter

import numpy as np

from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.causes.draft import OptimizerKind
from explorer.analysis.restoring.causes.optimizer import class_name, optimizer_of
from explorer.analysis.restoring.causes.sides import addresses
from explorer.analysis.restoring.causes.words import count, listed
from explorer.analysis.restoring.outcome import LEFT_ALONE, RAISES, WRONG, Outcome
from explorer.analysis.resume_audit_item import AuditItem
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.target_graph import TargetGraph
from explorer.errors import ExplorerError
from explorer.task import Task, breathing

_OF_OPTIMIZERS = frozenset({"slot", "optimizer"})
_KERAS_ITSELF = frozenset({"_iterations", "_learning_rate", "_index_dict"})
_LOAD_MODEL = "tf.keras.models.load_model restores it, where the file holds the whole model."


def optimizer_of_target(target: ModelSpec) -> OptimizerKind:
    """The optimizer the target trains with: by its objects' classes, by the configuration, else by names."""
    side = addresses(
        [variable.key for variable in target.variables],
        [variable.name or variable.full_name for variable in target.variables],
        [variable.role for variable in target.variables],
    )
    ours = optimizer_of(side)
    if target.objects is not None and target.objects.classes:
        name, layout = _of_objects(target.objects, target.conditions.keras)
        if name:
            return OptimizerKind(name, layout or ours.layout, ours.slots, ours.has_slots)
    known = target.keras.optimizer if target.keras is not None else None
    if known is not None and class_name(known.class_name):
        layout = "legacy Keras" if known.is_legacy else ours.layout
        return OptimizerKind(class_name(known.class_name), layout, ours.slots, ours.has_slots)
    return ours


def _of_objects(objects: TargetGraph, keras: str) -> tuple[str, str]:
    """Class and layout of the object that is an optimizer; of several classes that with most edges, "" for none."""
    weights: Counter[tuple[str, str]] = Counter()
    for node, told in enumerate(breathing(objects.classes)):
        last = told.rpartition(".")[2]
        name = class_name(last) if last else ""
        if not name:
            continue
        edges = {edge for edge, _ in objects.children(node)}
        layout = ""
        if last.endswith("Optimizer"):
            layout = "TensorFlow 1"
        elif "_variables" in edges and edges & _KERAS_ITSELF:
            is_three = keras.startswith("3") or "_trainable_variables" in edges
            layout = "Keras 3" if is_three else "Keras 2.11"
        elif edges & {"iter", "decay"}:
            layout = "legacy Keras"
        weights[name, layout] += 1 + len(edges)
    return weights.most_common(1)[0][0] if weights else ("", "")


def switch_item(target: ModelSpec, theirs: OptimizerKind) -> AuditItem:
    """Whether the target trains with the optimizer whose state is stored."""
    ours = optimizer_of_target(target)
    if not ours.name and not ours.has_slots:
        hint = "Choose a checkpoint of the training program as the target."
        return AuditItem(
            "switch", "unknown", (), "The target does not tell which optimizer it trains with.", hint
        )
    whose = ours.name or "another optimizer"
    if ours.name and theirs.name and ours.name != theirs.name:
        return _other_class(ours, theirs)
    if ours.layout and theirs.layout and ours.layout != theirs.layout:
        sentence = f"Both train with {whose}, but keep its state in different places ({ours.layout} against {theirs.layout}): all of it would be lost."
        hint = "Train on with an optimizer of the generation that saved it."
        return AuditItem("switch", "wrong", (), sentence, hint)
    return AuditItem("switch", "ok", (), f"The model trains with {whose}, as the checkpoint was.")


def _other_class(ours: OptimizerKind, theirs: OptimizerKind) -> AuditItem:
    kept = ours.slots & theirs.slots if ours.layout == theirs.layout == "legacy Keras" else frozenset()
    lost = listed(sorted(theirs.slots)) or "its state"
    sentence = f"The model trains with {ours.name}, the checkpoint with {theirs.name}: "
    if kept:
        sentence += f"of every variable's slots only {listed(sorted(kept))} would be kept."
    else:
        sentence += f"{lost} of every variable would be lost."
        if ours.layout == theirs.layout and ours.layout in ("Keras 2.11", "Keras 3"):
            sentence += " Slots of these optimizers are matched by position: equal shapes take wrong values without an error."
    return AuditItem(
        "switch", "wrong", (), sentence, f"Train on with {theirs.name}, or restore the model alone."
    )


def restore_items(checkpoint: Checkpoint, target: ModelSpec, task: Task) -> list[AuditItem]:
    """What the likeliest way of loading does: raises, leaves state alone, or brings all of it."""
    from explorer.analysis.restore import check_restore  # late: without a target nobody asks

    try:
        report = check_restore(checkpoint, target, task=task)
    except ExplorerError as error:
        return [AuditItem("restore", "unknown", (), f"The restore could not be predicted: {error}")]
    if not report.outcomes or report.spec is None:
        reason = f": {report.unsuitable[0][1]}" if report.unsuitable else "."
        return [AuditItem("restore", "unknown", (), f"What the restore will do cannot be told{reason}")]
    first, title = report.outcomes[0], API[report.outcomes[0].api].title
    raising = set(_keys_of(report.spec, first.effect == RAISES))
    causes = [finding for finding in report.findings if raising.intersection(finding.keys)] or report.findings
    why = f" ({causes[0].title.removesuffix('.')})" if causes else ""
    if first.exception is not None:
        sentence = f"{title} raises {first.exception.type} for this target{why}."
        hint = "See `ckptx check` or the Restore view for the message and how to mend it."
        return [AuditItem("restore", "wrong", (), sentence, hint)]
    return _silently(first, report.spec, title, why)


def _silently(outcome: Outcome, spec: ModelSpec, title: str, why: str) -> list[AuditItem]:
    """The restore raises nothing: which variables of model and optimizer keep their initial values nevertheless?"""
    is_kept = np.array([variable.role in _OF_OPTIMIZERS for variable in spec.variables], bool)
    is_counter = np.array([variable.role not in ("variable", "layer") for variable in spec.variables], bool)
    items = []
    for is_model, mine in ((True, ~is_counter), (False, is_kept)):
        keys = _keys_of(spec, mine & (outcome.effect == WRONG))
        if keys:
            sentence = (
                f"{title} raises nothing, but {count(len(keys), 'variable')} "
                f"""{"of the model" if is_model else "of the optimizer's state"} """
                f"{'takes' if len(keys) == 1 else 'take'} another variable's value{why}."
            )
            hint = "See `ckptx check` or the Restore view for which, and how to mend it."
            items.append(AuditItem("restore", "wrong", keys, sentence, hint))
        keys = _keys_of(spec, mine & (outcome.effect == LEFT_ALONE))
        if keys:
            sentence = (
                f"{title} raises nothing, but {count(len(keys), 'variable')} "
                f"""{"of the model" if is_model else "of the optimizer's state"} """
                f"{'keeps its initial value' if len(keys) == 1 else 'keep their initial values'}{why}."
            )
            hint = "See `ckptx check` or the Restore view for which, and how to mend it."
            items.append(AuditItem("restore", "wrong", keys, sentence, hint))
    if not items and outcome.api.startswith(("load_weights.h5", "load_weights.keras")):
        sentence = f"{title} restores the model alone, not its optimizer."
        return [AuditItem("restore", "unknown", (), sentence, _LOAD_MODEL)]
    if not items:
        items.append(AuditItem("restore", "ok", (), f"{title} restores this target without an error."))
    return items


def _keys_of(spec: ModelSpec, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[str, ...]:
    return tuple(spec.variables[place].key for place in np.flatnonzero(chosen).tolist())

"""What the loaders of Keras share: noting which variable takes which row, and whose value that was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from explorer.analysis.restoring.keras.stored import StoredWeight
from explorer.analysis.restoring.outcome import (
    LEFT_ALONE,
    NOT_CONCERNED,
    RAISES,
    RESTORED,
    WRONG,
    Outcome,
    Raised,
    UnsuitableError,
    blank_columns,
)
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from explorer.checkpoints.spec import ModelSpec

Shape = tuple[int | None, ...] | None
_NUMBER = re.compile(r"_\d+\Z")
# Names Keras gives by itself count up in a program: "dense_2" is no layer's identity.
_AUTOMATIC = frozenset(
    (
        *("dense", "conv1d", "conv2d", "conv3d", "conv2d_transpose", "separable_conv2d", "depthwise_conv2d"),
        *("batch_normalization", "layer_normalization", "group_normalization", "normalization", "embedding"),
        *("lstm", "gru", "simple_rnn", "rnn", "bidirectional", "time_distributed", "multi_head_attention"),
        *("sequential", "model", "functional", "einsum_dense", "p_re_lu", "conv1d_transpose", "conv_lstm2d"),
    )
)


@dataclass(slots=True)
class KerasLoad:
    """One load under way: what was assigned so far, and everything that is said."""

    target: ModelSpec
    model: KerasModel
    generation: str  # "1.15", "2" (2.15 and tf-keras) or "3"
    taken: dict[int, int] = field(default_factory=dict)  # variable -> row
    failed: dict[int, int] = field(default_factory=dict)  # variable -> row it cannot take
    log: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def assign(self, weight: KerasWeight, stored: StoredWeight) -> str:
        """Note the assignment; the message of the exception where the shapes do not fit, else ""."""
        if is_compatible(weight.shape, stored.shape):
            if weight.variable >= 0:
                self.taken[weight.variable] = stored.row
            return ""
        if weight.variable >= 0:
            self.failed[weight.variable] = stored.row
        return shape_message(self.generation, weight, stored.shape)


def shape_message(generation: str, weight: KerasWeight, stored: tuple[int, ...]) -> str:
    """What assigning a value of another shape raises (a ValueError in all generations)."""
    if generation == "1.15":
        return f"Shapes {weight.shape} and {stored} are incompatible"
    if generation == "2":
        return (
            f"Cannot assign value to variable ' {weight.path}': Shape mismatch."
            f"The variable shape {weight.shape}, and the assigned value shape {stored} are incompatible."
        )
    return (
        "The shape of the target variable and the shape of the target value in `variable.assign(value)` "
        f"must match. variable.shape={weight.shape}, Received: value.shape={stored}. "
        f"Target variable: <Variable path={weight.path}, shape={weight.shape}, dtype={weight.dtype}, "
        "value=<values>>"
    )


def start(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions) -> KerasLoad:
    """The model to load into, and which generation's rules hold.

    Raises:
        UnsuitableError: the target tells of no Keras model, or of layers whose weights are unknown.
    """
    model = target.keras
    if (model is None or model.optimizer is None) and target.objects is not None:
        from explorer.checkpoints.keras_from_graph import keras_of_graph

        found = keras_of_graph(target)
        if model is None:
            model = found
        elif found is not None:  # a configuration, and a checkpoint of the program beside it
            model = replace(model, optimizer=found.optimizer)
    if model is None:
        raise UnsuitableError("The target does not tell which layers a Keras model has.")
    keras = conditions.keras or model.keras
    remarks = list(model.problems)
    if conditions.tensorflow == "1.15":
        generation = "1.15"
    elif keras:
        generation = "3" if keras == "3" else "2"
    else:
        generation = "2"
        remarks.append("Judged for Keras 2.15: nothing tells which Keras will load it.")
    if conditions.mode == "graph" and generation == "2":
        remarks.append("Judged for eager execution; in graph mode a value of another shape may be taken.")
    return KerasLoad(target, model, generation, remarks=remarks)


def own_weights(layer: KerasLayer) -> tuple[KerasWeight, ...]:
    """All weights in the order of `.h5` files: the trainable ones, then the others, of inner layers too."""
    if layer.weights or not layer.layers:
        return in_h5_order(layer.weights)
    found: list[KerasWeight] = []
    stack = [layer]
    while stack:
        current = stack.pop()
        if current.class_name == "SeedGenerator":  # no weight, though Keras 3 keeps its state as a variable
            continue
        if current.weights:
            found += current.weights
        else:
            stack += reversed(current.layers)
    unique = []
    seen: set[int] = set()
    for weight in found:
        if weight.variable not in seen:
            unique.append(weight)
            if weight.variable >= 0:
                seen.add(weight.variable)
    return in_h5_order(unique)


def in_h5_order(weights: Sequence[KerasWeight]) -> tuple[KerasWeight, ...]:
    """The trainable ones first; of those whose training is not told the order stays."""
    fixed = [weight for weight in weights if weight.trainable is False]
    if not fixed:
        return tuple(weights)
    return (*(weight for weight in weights if weight.trainable is not False), *fixed)


def model_variables(model: KerasModel) -> set[int]:
    """Places of all variables of the layers in the spec."""
    found: set[int] = set()
    stack = list(model.layers)
    while stack:
        layer = stack.pop()
        found.update(weight.variable for weight in layer.weights)
        stack += layer.layers
    found.discard(-1)
    return found


def outcome_of(
    load: KerasLoad,
    api: str,
    checkpoint: Checkpoint,
    conditions: Conditions,
    exception: Raised | None,
    optimizer_concerned: bool = False,
) -> Outcome:
    """The columns of what was noted."""
    effect, row = blank_columns(len(load.target.variables))
    concerned = model_variables(load.model)
    if optimizer_concerned and load.model.optimizer is not None:
        concerned |= {weight.variable for weight in load.model.optimizer.variables}
    effect[:] = NOT_CONCERNED
    effect[[place for place in concerned if place >= 0]] = LEFT_ALONE
    if load.taken:
        places = np.fromiter(load.taken, np.int64, len(load.taken))
        row[places] = np.fromiter(load.taken.values(), np.int64, len(load.taken))
        effect[places] = RESTORED
        wrong = _wrong_values(load, checkpoint)
        if wrong:
            effect[wrong] = WRONG
            load.remarks.append(
                f"{_counted(len(wrong))} the value of another layer: Keras goes by the order of the layers, not by their names."
            )
    for place, stored in load.failed.items():
        if place not in load.taken:
            effect[place] = RAISES if exception is not None else LEFT_ALONE
            row[place] = stored if exception is not None else -1
    conditions = replace(conditions, keras=conditions.keras or ("3" if load.generation == "3" else "2"))
    return Outcome(api, conditions, effect, row, exception, log=tuple(load.log), remarks=tuple(load.remarks))


def _counted(count: int) -> str:
    return "One variable takes" if count == 1 else f"{count} variables take"


def _wrong_values(load: KerasLoad, checkpoint: Checkpoint) -> list[int]:
    """Variables that take what clearly is another variable's value, by the layers' names on both sides."""
    layers = _layer_of_variable(load.model)
    stored_layers = [name.partition("/")[0] if "/" in name else "" for name in checkpoint.names]
    stored_names = set(stored_layers)
    target_names = set(layers.values())
    wrong = []
    for place, row in load.taken.items():
        ours, theirs = layers.get(place, ""), stored_layers[row]
        if not ours or not theirs or ours == theirs or theirs.startswith(("layers/", "_", "vars")):
            continue
        if not (theirs in target_names or ours in stored_names):
            continue
        if _NUMBER.sub("", ours) == _NUMBER.sub("", theirs) and is_automatic(ours):
            continue
        wrong.append(place)
    return wrong


def is_automatic(name: str) -> bool:
    """Whether Keras may have named a layer so by itself: "dense_2"."""
    return _NUMBER.sub("", name) in _AUTOMATIC


def _owner(name: str) -> str:
    """The layer a stored name begins with: "hidden/kernel" -> "hidden"."""
    return name.partition("/")[0] if "/" in name else ""


def _layer_of_variable(model: KerasModel) -> dict[int, str]:
    found: dict[int, str] = {}
    for layer in model.layers:
        for weight in layer.weights or own_weights(layer):
            if weight.variable >= 0:
                found.setdefault(weight.variable, _owner(weight.path) or layer.name)
    return found

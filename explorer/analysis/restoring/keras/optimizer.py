"""The optimizer a model is taken to be compiled with, where the target does not tell one but the file holds one."""

from __future__ import annotations

from explorer.analysis.restoring.keras.loading import own_weights
from explorer.analysis.restoring.keras.stored import StoredGroups
from explorer.checkpoints.keras_classes import optimizer_class
from explorer.checkpoints.keras_model import KerasModel, KerasOptimizer, KerasWeight

_MODULES = {"LossScaleOptimizer": "loss_scale_optimizer"}
# What an optimizer with so many slots for each variable most likely is.
_SLOTS_2 = {1: ("SGD", ("m",)), 2: ("Adam", ("m", "v"))}
_SLOTS_3 = {1: ("SGD", ("momentum",)), 2: ("Adam", ("momentum", "velocity"))}


def assumed_optimizer(
    model: KerasModel, stored: StoredGroups, *, is_keras_3: bool
) -> tuple[KerasOptimizer | None, str]:
    """The file's optimizer as it would be for this model, and a sentence on it; (None, "") if it holds none."""
    found = stored.get("optimizer")
    if not found:
        return None, ""
    weights = [
        weight for layer in model.layers for weight in own_weights(layer) if weight.trainable is not False
    ]
    scalars = 2 if is_keras_3 else 1
    own = [KerasWeight("iteration", "iteration" if is_keras_3 else "iteration:0", "int64", ())]
    if is_keras_3:
        own.append(KerasWeight("learning_rate", "learning_rate", "float32", ()))
    told = optimizer_class(stored.name("optimizer"))
    slots = len(found) - scalars
    if slots <= 0:
        return KerasOptimizer(told or "SGD", tuple(own)), ""
    stored_count = _trainable_count(stored, slots)
    known = (_SLOTS_3 if is_keras_3 else _SLOTS_2).get(slots // stored_count if stored_count else 0)
    if known is None:
        return None, "The target tells no optimizer, and the file's cannot be told: it was left out."
    name, kinds = told or known[0], known[1]
    if is_keras_3:
        own = [KerasWeight(w.name, f"{name.lower()}/{w.name}", w.dtype, w.shape) for w in own]
    for weight in weights:
        for kind in kinds:
            path = (
                f"{name.lower()}/{weight.path.replace('/', '_')}_{kind}"
                if is_keras_3
                else f"{name}/{kind}/{weight.path}"
            )
            own.append(KerasWeight(kind, path, weight.dtype, weight.shape, trainable=False))
    return KerasOptimizer(name, tuple(own)), (
        f"The target tells no optimizer: it is taken to be compiled with {name} as the file was, "
        "and to have been trained or built."
    )


def _trainable_count(stored: StoredGroups, slots: int) -> int:
    """How many variables the stored slots belong to: neighbours of equal shape come in twos (Adam)."""
    scalars = len(stored.get("optimizer")) - slots
    found = stored.get("optimizer")
    shapes = [value.shape for i in range(slots) if (value := found.get(str(i + scalars))) is not None]
    if slots % 2 == 0 and len(shapes) == slots and shapes[::2] == shapes[1::2]:
        return slots // 2
    return slots


def printed_optimizer(class_name: str) -> str:
    """An optimizer as Python prints it: "<keras.src.optimizers.adam.Adam object at <address>>"."""
    module = _MODULES.get(class_name, class_name.lower())
    return f"<keras.src.optimizers.{module}.{class_name} object at <address>>"

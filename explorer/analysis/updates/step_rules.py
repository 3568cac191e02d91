"""What an optimizer last did to a variable, from the slots it left behind: one formula for each that tells it.

Sources: Keras 2.15 and 3 (optimizers/adam.py, adamax.py, sgd.py, rmsprop.py), Keras' legacy OptimizerV2,
TensorFlow's training_ops (ApplyAdam, ApplyAdaMax, ApplyMomentum, ApplyRMSProp). All of them scale Adam's m
by lr * sqrt(1 - beta_2^t) / (1 - beta_1^t) and add epsilon to the root of the plain v.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
_NUMBER = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class StepRule:
    """How the last step follows from slots and settings.

    `slots` are the names of the slots the formula takes, in its order; `settings` the names of the
    numbers it needs with the defaults of the class (None: it has none).
    """

    slots: tuple[str, ...]
    settings: tuple[tuple[str, float | None], ...]
    step: Callable[[Sequence[Array], Mapping[str, float]], Array]
    formula: str  # as a person writes it
    left_out: str = ""  # a sentence on what else moves the variable


def _adam(slots: Sequence[Array], numbers: Mapping[str, float]) -> Array:
    m, v = slots
    t = numbers["iterations"]
    alpha = numbers["learning_rate"] * np.sqrt(1 - numbers["beta_2"] ** t) / (1 - numbers["beta_1"] ** t)
    found: Array = alpha * m / (np.sqrt(v) + numbers["epsilon"])
    return found


def _adamax(slots: Sequence[Array], numbers: Mapping[str, float]) -> Array:
    m, u = slots
    scale = numbers["learning_rate"] / (1 - numbers["beta_1"] ** numbers["iterations"])
    found: Array = scale * m / (u + numbers["epsilon"])
    return found


def _as_stored(slots: Sequence[Array], numbers: Mapping[str, float]) -> Array:
    return slots[0]


def _times_rate(slots: Sequence[Array], numbers: Mapping[str, float]) -> Array:
    found: Array = numbers["learning_rate"] * slots[0]
    return found


_ADAM = "lr · √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)"
_AMSGRAD = "lr · √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v̂ + ε)"
_ADAMAX = "lr / (1 - β₁ᵗ) · m / (u + ε)"
_DECAY = "Weight decay, which shrinks the variable besides, is left out."
_NESTEROV = "With Nesterov's momentum the step would be another: the checkpoint does not tell of it."
_ONE_GRADIENT = "The last step also depends on the last gradient, which is not stored: its slots keep averages or sums of squares only."

# Slots go by the list their optimizer keeps them in, or by their own names.
_M_V = {
    "Adam": (("m", "v"), ("momentum", "velocity")),
    "Adamax": (("m", "u"), ("m", "v"), ("momentum", "norm")),
}
_OF_GRAPHS = {"Adam": "Adam", "Adamax": "AdaMax"}
_AMSGRAD_SLOTS = ("vhat", "velocity_hat")


def rule_for(layout: str, name: str, slots: Iterable[str]) -> StepRule | str:
    """The rule for one variable's slots; where there is none a sentence why.

    Args:
        layout: "TensorFlow 1", "legacy Keras", "Keras 2.11" or "Keras 3"; see OptimizerKind.
        name: class of the optimizer.
        slots: names of the slots the variable has.
    """
    there = set(slots)
    if name in ("Adam", "AdamW", "Adamax"):
        return _of_adam(layout, name, there)
    if name in ("SGD", "Momentum"):
        return _of_momentum(layout, there)
    if name == "RMSprop":
        return _of_rmsprop(layout, there)
    if name in ("Adagrad", "AdagradDA", "Adadelta", "Nadam", "Ftrl", "Lion", "Muon", "ProximalAdagrad"):
        return _ONE_GRADIENT
    if not name:
        return "Which optimizer the slots belong to cannot be told."
    return f"The step of {name} is not worked out here."


def _of_adam(layout: str, name: str, there: set[str]) -> StepRule | str:
    family = "Adamax" if name == "Adamax" else "Adam"
    wanted: tuple[str, ...]
    if layout == "TensorFlow 1":
        # A second optimizer of one graph numbers its slots on: Adam_2, Adam_3.
        wanted = tuple(
            sorted((one for one in there if _NUMBER.sub("", one) == _OF_GRAPHS[family]), key=_place)
        )
        if len(wanted) > 2:
            return "Several optimizers keep slots of this variable: which step came last is not stored."
    else:
        wanted = next((pair for pair in _M_V[family] if there.issuperset(pair)), ())
    if len(wanted) != 2:
        return "The slots that the formula needs are not all stored."
    epsilon = 1e-8 if layout == "TensorFlow 1" else 1e-7
    settings = (("learning_rate", 0.001), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", epsilon))
    left_out = _DECAY if name == "AdamW" else ""
    if name == "Adamax":
        return StepRule(wanted, settings, _adamax, _ADAMAX, left_out)
    hat = next((slot for slot in _AMSGRAD_SLOTS if slot in there), "")
    if hat:
        return StepRule((wanted[0], hat), settings, _adam, _AMSGRAD, left_out)
    return StepRule(wanted, settings, _adam, _ADAM, left_out)


def _of_momentum(layout: str, there: set[str]) -> StepRule | str:
    if layout == "TensorFlow 1":
        slot = next((one for one in sorted(there) if _NUMBER.sub("", one) == "Momentum"), "")
        if not slot:
            return (
                "Plain gradient descent keeps no slots: its step is the last gradient, which is not stored."
            )
        # MomentumOptimizer has no default rate, and stores none.
        return StepRule((slot,), (("learning_rate", None),), _times_rate, "lr · momentum", _NESTEROV)
    slot = next((one for one in ("momentum", "m") if one in there), "")
    if not slot:
        return "Plain gradient descent keeps no slots: its step is the last gradient, which is not stored."
    return StepRule((slot,), (), _as_stored, "the slot momentum itself", _NESTEROV)


def _of_rmsprop(layout: str, there: set[str]) -> StepRule | str:
    if layout == "TensorFlow 1":
        # RMSProp, [the mean gradient, if centered,] and the momentum, numbered in this order.
        numbered = sorted((slot for slot in there if _NUMBER.sub("", slot) == "RMSProp"), key=_place)
        if len(numbered) not in (2, 3):
            return "The slots that the formula needs are not all stored."
        return StepRule((numbered[-1],), (), _as_stored, "the slot of the momentum itself")
    if "momentum" in there:
        return StepRule(("momentum",), (), _as_stored, "the slot momentum itself")
    return _ONE_GRADIENT


def _place(slot: str) -> int:
    found = _NUMBER.search(slot)
    return int(found[0][1:]) if found and len(found[0]) < 10 else 0

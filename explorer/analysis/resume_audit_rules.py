"""Which slots an optimizer keeps for each trainable variable, and which of its settings are stored beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.analysis.restoring.causes.draft import OptimizerKind


@dataclass(frozen=True, slots=True)
class SlotRule:
    """The slots one optimizer keeps of every variable, under the names of one layout; `why` names a condition."""

    always: frozenset[str]
    optional: frozenset[str] = frozenset()  # amsgrad, centered, momentum


def _rule(always: str, optional: str = "") -> SlotRule:
    return SlotRule(frozenset(always.split()), frozenset(optional.split()))


# Slot names by layout and optimizer class; as the optimizers of these generations make them.
_RULES: dict[tuple[str, str], SlotRule] = {
    ("TensorFlow 1", "Adam"): _rule("Adam Adam_1"),
    ("TensorFlow 1", "Adamax"): _rule("AdaMax AdaMax_1"),
    ("TensorFlow 1", "Momentum"): _rule("Momentum"),
    ("TensorFlow 1", "Adagrad"): _rule("Adagrad"),
    ("TensorFlow 1", "RMSprop"): _rule("RMSProp RMSProp_1", "RMSProp_2"),
    ("TensorFlow 1", "Ftrl"): _rule("Ftrl Ftrl_1"),
    ("TensorFlow 1", "Adadelta"): _rule("Adadelta Adadelta_1"),
    ("TensorFlow 1", "SGD"): _rule(""),
    ("legacy Keras", "Adam"): _rule("m v", "vhat"),
    ("legacy Keras", "Adamax"): _rule("m v"),
    ("legacy Keras", "Nadam"): _rule("m v"),
    ("legacy Keras", "SGD"): _rule("", "momentum"),
    ("legacy Keras", "RMSprop"): _rule("rms", "momentum mg"),
    ("legacy Keras", "Adagrad"): _rule("accumulator"),
    ("legacy Keras", "Adadelta"): _rule("accum_grad accum_var"),
    ("legacy Keras", "Ftrl"): _rule("accumulator linear"),
    ("Keras 2.11", "Adam"): _rule("m v", "vhat"),
    ("Keras 2.11", "AdamW"): _rule("m v", "vhat"),
    ("Keras 2.11", "Adamax"): _rule("m u"),
    ("Keras 2.11", "Nadam"): _rule("m v"),
    ("Keras 2.11", "SGD"): _rule("m"),
    ("Keras 2.11", "RMSprop"): _rule("velocity", "momentum average_gradient"),
    ("Keras 2.11", "Adagrad"): _rule("accumulator"),
    ("Keras 2.11", "Adadelta"): _rule("accumulated_grad accumulated_delta_var"),
    ("Keras 2.11", "Ftrl"): _rule("accumulator linear"),
    ("Keras 2.11", "Lion"): _rule("m"),
    ("Keras 3", "Adam"): _rule("momentum velocity", "velocity_hat"),
    ("Keras 3", "AdamW"): _rule("momentum velocity", "velocity_hat"),
    ("Keras 3", "Adamax"): _rule("momentum norm"),
    ("Keras 3", "Nadam"): _rule("momentum velocity"),
    ("Keras 3", "SGD"): _rule("", "momentum"),
    ("Keras 3", "RMSprop"): _rule("velocity", "momentum average_gradient"),
    ("Keras 3", "Adagrad"): _rule("accumulator"),
    ("Keras 3", "Adadelta"): _rule("accumulated_grad accumulated_delta_var"),
    ("Keras 3", "Ftrl"): _rule("accumulator linear"),
    ("Keras 3", "Lion"): _rule("momentum"),
    ("Keras 3", "LAMB"): _rule("momentum velocity"),
}
# Slots whose shape is not their variable's: rows and columns of Adafactor.
_FACTORED = frozenset({"Adafactor"})
# Muon keeps its own slots for matrices and Adam's for the rest: which is which is the program's choice.
_MIXED = frozenset({"Muon"})
MAY_BE_ZERO = frozenset({"linear", "Ftrl_1", "average", "ExponentialMovingAverage"})
_NUMBERED = re.compile(r"(.+?)(?:_(\d+))?$")


def rule_of(kind: OptimizerKind) -> SlotRule | None:
    """The rule of an optimizer; None where it is not known."""
    layout = kind.layout or "Keras 2.11"
    return _RULES.get((layout, kind.name))


def slots_vary(kind: OptimizerKind) -> bool:
    """Whether this optimizer keeps different slots for different variables."""
    return kind.name in _MIXED or kind.name in _FACTORED


def shapes_vary(kind: OptimizerKind) -> bool:
    """Whether its slots have other shapes than their variables."""
    return kind.name in _FACTORED


def plain_slot(name: str, layout: str) -> str:
    """The slot as the rules call it. A second optimizer's slots of TensorFlow 1 are numbered on: told as they are."""
    return name.rpartition("/")[2] if layout != "TensorFlow 1" else name

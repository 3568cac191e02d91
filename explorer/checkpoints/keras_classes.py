"""Classes of Keras and TensorFlow by the names their objects give to variables: "adam_1" is an Adam."""

from __future__ import annotations

import re

_OPTIMIZER_CLASSES = (
    *("Adam", "AdamW", "SGD", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion"),
    *("Adafactor", "Lamb", "Muon", "LossScaleOptimizer"),
)
_CLASS_OF = {name.lower(): name for name in _OPTIMIZER_CLASSES}
_TF1_NAMES = frozenset(
    ("Adam", "Adagrad", "AdagradDA", "Adadelta", "Ftrl", "Momentum", "ProximalAdagrad", "RMSProp")
)
_NUMBER = re.compile(r"_\d+\Z")


def optimizer_class(scope: str) -> str:
    """The class of an optimizer from the name Keras gives its variables; "" for no such one.

    "adam_1" -> "Adam"; Keras 3 writes in snake case, "rm_sprop" -> "RMSprop".
    """
    return _CLASS_OF.get(_NUMBER.sub("", scope).replace("_", "").lower(), "")


def tf1_optimizer_class(name: str) -> str:
    """The class behind the name TensorFlow 1 ends slots with: "Adam_1" -> "AdamOptimizer"; "" for no such one."""
    word = _NUMBER.sub("", name)
    return f"{word}Optimizer" if word in _TF1_NAMES else ""

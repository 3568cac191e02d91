"""Which optimizer slot a name is: a slot can only be renamed to the same slot."""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.checkpoints.roles import VALUE_SUFFIX

_OBJECT_SLOT = "/.OPTIMIZER_SLOT/"
# The last part of a name-based slot, as TensorFlow 1 writes it.
_NAMED = {
    "Adam": "m",
    "Adam_1": "v",
    "Adagrad": "accumulator",
    "Momentum": "momentum",
    "RMSProp": "rms",
    "RMSProp_1": "momentum",
    "Ftrl": "accumulator",
    "Ftrl_1": "linear",
    "Adadelta": "accum_grad",
    "Adadelta_1": "accum_var",
    "ExponentialMovingAverage": "average",
}
_OPTIMIZER = re.compile(
    r"(?:^|/)(adam|adamw|adamax|nadam|sgd|rmsprop|adagrad|adadelta|ftrl|lion|adafactor|lamb|lossscaleoptimizer)/",
    re.IGNORECASE,
)
_KERAS_SLOT = re.compile(r"(?:^|[/_])(m|v|vhat|velocity|momentum|accumulator|linear|rms|average|u)(?:/|$)")


def slot_kind(path: str, name: str) -> str:
    """The slot a stored or expected variable is: "m", "momentum" ...; "" for what is no slot."""
    if _OBJECT_SLOT in path:
        kind = path.removesuffix(VALUE_SUFFIX).rpartition("/")[2]
        return kind[:40]
    last = path.rpartition("/")[2]
    if last in _NAMED:
        return _NAMED[last]
    if "optimizer" in path or _OPTIMIZER.search(path[:200]):
        return _of_keras(name[:400])
    return ""


@lru_cache(maxsize=1 << 14)
def _of_keras(name: str) -> str:
    """The slot in the names of Keras' optimizers from 2.11 on: `Adam/m/dense/kernel`, `adam/dense_kernel_velocity`."""
    owner = _OPTIMIZER.search(name)
    if owner is None:
        return ""
    rest = name[owner.end() :]
    optimizer = owner[1].lower()
    first = rest.partition("/")[0]
    found = first if _KERAS_SLOT.fullmatch(first) else ""
    if not found and (match := _KERAS_SLOT.search(rest[-14:])) and match.end() == len(rest[-14:]):
        found = match[1]
    if found == "m" and optimizer == "sgd":
        return "momentum"
    if optimizer.startswith(("adam", "nadam")):  # Keras 3 calls Adam's m and v so
        return {"momentum": "m", "velocity": "v"}.get(found, found)
    return found

"""The learning rate training would go on with: a variable of the checkpoint, or what a Keras file was compiled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.analysis.restoring.causes.draft import OptimizerKind
from explorer.analysis.restoring.causes.optimizer import class_name
from explorer.analysis.restoring.causes.sides import Address
from explorer.analysis.restoring.keras.assumed_program import told_optimizer
from explorer.analysis.resume_audit_item import AuditItem
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError

_RATES = frozenset({"learning_rate", "lr"})
_WRAPPERS = ("inner_optimizer", "optimizer")  # what LossScaleOptimizer calls the one it wraps
_DEEPEST = 4


def scalar_of(checkpoint: Checkpoint, key: str) -> float | None:
    """The value of a scalar, None where there is none that is a number."""
    row = checkpoint.table.find(key) if key else -1
    if row < 0 or checkpoint.table.shape(row) != ():
        return None
    try:
        value = checkpoint.read(key)
        return float(value) if np.issubdtype(value.dtype, np.number) else None
    except (ExplorerError, TypeError, ValueError):
        return None


def rate_items(checkpoint: Checkpoint, found: Sequence[Address]) -> list[AuditItem]:
    """The point about the learning rate: stored as a variable, or in the training configuration of a Keras file."""
    keys = [
        checkpoint.table.keys[row]
        for row, side in enumerate(found)
        if side.path.rpartition("/")[2].lstrip("_") in _RATES and side.kind in ("optimizer", "variable")
    ]
    if not keys:
        if (told := _configured(checkpoint)) is not None:
            return [told]
        sentence = (
            "No learning rate is stored: the program sets it, or a schedule works it out from the step."
        )
        return [AuditItem("learning rate", "unknown", (), sentence)]
    rate = scalar_of(checkpoint, keys[0])
    if rate is None:
        return [AuditItem("learning rate", "unknown", (keys[0],), "The learning rate cannot be read.")]
    if not np.isfinite(rate) or rate <= 0:
        return [
            AuditItem(
                "learning rate",
                "wrong",
                (keys[0],),
                f"The learning rate is {rate:g}.",
                "Set it before you train on.",
            )
        ]
    return [AuditItem("learning rate", "ok", (keys[0],), f"The learning rate is {rate:g}.")]


def named_optimizer(checkpoint: Checkpoint, shown: OptimizerKind) -> OptimizerKind:
    """The optimizer the variables show; where they tell no name, under that of the file's training configuration."""
    told = None if shown.name else told_optimizer(checkpoint)
    found = told.get("class_name") if told is not None else None
    return replace(shown, name=class_name(found.rpartition(">")[2])) if isinstance(found, str) else shown


def _configured(checkpoint: Checkpoint) -> AuditItem | None:
    """The rate in the training configuration of an `.h5` or `.keras` file; None where there is none."""
    config = optimizer_settings(told_optimizer(checkpoint))
    rate = next((config[name] for name in ("learning_rate", "lr") if name in config), None)
    if isinstance(rate, Mapping):
        name = rate.get("class_name")
        kind = f" ({name[:100]})" if isinstance(name, str) else ""
        sentence = f"The learning rate is a schedule{kind}, told by the file's training configuration."
        return AuditItem("learning rate", "ok", (), sentence)
    if isinstance(rate, bool) or not isinstance(rate, int | float):
        return None
    if not np.isfinite(rate) or rate <= 0:
        sentence = f"The learning rate is {rate:g}, by the file's training configuration."
        return AuditItem("learning rate", "wrong", (), sentence, "Set it before you train on.")
    sentence = f"The learning rate is {rate:g}, by the file's training configuration."
    return AuditItem("learning rate", "ok", (), sentence)


def optimizer_settings(entry: Any) -> Mapping[str, Any]:
    """The settings of an optimizer's entry, of the innermost where others wrap it."""
    config: Mapping[str, Any] = {}
    for _ in range(_DEEPEST):
        found = entry.get("config") if isinstance(entry, Mapping) else None
        if not isinstance(found, Mapping):
            break
        config = found
        entry = next((found[name] for name in _WRAPPERS if isinstance(found.get(name), Mapping)), None)
    return config

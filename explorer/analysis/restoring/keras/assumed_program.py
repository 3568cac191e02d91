"""The program a configuration is taken for: a bare `model.to_json()` tells no optimizer, the file it loads may hold one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.keras_config_optimizer import class_by_name
from explorer.checkpoints.keras_model import KerasModel
from explorer.checkpoints.keras_wrapping import with_optimizer
from explorer.checkpoints.roles import ROLE_CODE
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.spec_merge import moved_model
from explorer.errors import ExplorerError
from explorer.formats.hdf5_reader import LARGEST_CONFIG, Hdf5Reader

_NUMBER = re.compile(r"_\d+\Z")
_SCALES = frozenset(("current_loss_scale", "dynamic_scale"))
_GROUPED = re.compile(r"\A(.*optimizer[^/]*)/vars/(\d{1,9})\Z")
_UNBUILT = "SGD"  # of Keras 2, without slots: its count and its rate are any optimizer's


def assumed_program(checkpoint: Checkpoint, target: ModelSpec) -> tuple[ModelSpec, tuple[str, ...]]:
    """The target compiled with the checkpoint's optimizer, where it is a configuration that tells none; what was assumed.

    A target that is a file of Keras also holds what its metrics counted: nobody asks that of a
    checkpoint without metrics.
    """
    model = target.keras
    is_file = model is not None or target.source.lower().endswith((".h5", ".keras"))
    if is_file and target.kind == "checkpoint" and not target.object_based:
        return _without_metrics(checkpoint, target, model), ()
    if target.kind != "keras config" or model is None or model.optimizer is not None:
        return target, ()
    found = stored_optimizer(checkpoint, model.keras)
    if found is None:
        return target, ()
    made = with_optimizer(
        target, found.entry, is_built=found.is_built, only_listed=not checkpoint.object_based
    )
    if made is None:
        return target, ()
    name = found.class_name if found.is_built else f"{found.class_name} before its first step"
    return made, (
        "The configuration tells no optimizer: the program is taken to be compiled with "
        f"{name}, as the one that saved the checkpoint was.",
    )


def _without_metrics(checkpoint: Checkpoint, target: ModelSpec, model: KerasModel | None) -> ModelSpec:
    kept = [place for place, variable in enumerate(target.variables) if variable.role != "metric"]
    if len(kept) == len(target.variables) or (checkpoint.role_codes == ROLE_CODE["metric"]).any():
        return target
    moved = [-1] * len(target.variables)
    for at, place in enumerate(kept):
        moved[place] = at
    return replace(
        target,
        variables=tuple(target.variables[place] for place in kept),
        keras=moved_model(model, moved) if model is not None else None,
    )


@dataclass(frozen=True, slots=True)
class StoredOptimizer:
    """`entry` as Keras would write it into a configuration; one that is not built has no slots yet."""

    class_name: str
    entry: Mapping[str, Any]
    is_built: bool = True


def stored_optimizer(checkpoint: Checkpoint, keras: str) -> StoredOptimizer | None:
    """The optimizer that was saved; None where there is none, or it cannot be told."""
    codes = checkpoint.role_codes
    slots = [row for row in range(len(codes)) if codes[row] == ROLE_CODE["slot"]]
    numbers = [row for row in range(len(codes)) if codes[row] == ROLE_CODE["hyperparameter"]]
    if not slots and not numbers:
        return None
    told = told_optimizer(checkpoint)
    if told is not None:
        return StoredOptimizer(str(told["class_name"]), told, bool(slots))
    names = checkpoint.names
    if checkpoint.format in ("weights_h5", "keras"):
        return _of_groups(checkpoint, slots)
    kinds: set[str] = set()
    scopes: dict[str, int] = {}
    is_old = False
    for row in slots:
        kind = checkpoint.slots.get(row, (-1, ""))[1]
        kinds.add(kind)
        scope = names[row].partition("/")[0]
        scopes[scope] = scopes.get(scope, 0) + 1
        is_old = is_old or names[row].removesuffix(":0").endswith(f"/{kind}")
    leaves = {names[row].removesuffix(":0").rpartition("/")[2] for row in numbers}
    if not slots:
        for row in numbers:
            scope = names[row].rpartition("/")[0]
            if scope:
                scopes[scope] = scopes.get(scope, 0) + 1
    is_old = is_old or "iter" in leaves
    scope = max(scopes, key=lambda one: scopes[one], default="")
    class_name = class_by_name(scope)
    is_untold = not class_name and not slots and keras != "3"
    if is_untold:
        class_name = _UNBUILT
    if not class_name or (is_old and keras == "3"):
        return None
    config = _config(class_name, kinds, scope)
    config["is_legacy_optimizer"] = is_old
    if "learning_rate" not in leaves and checkpoint.object_based:
        config["learning_rate"] = {}  # a schedule
    entry = _scaled({"class_name": class_name, "config": config}, leaves)
    is_plain = class_name == "SGD" and keras == "3"  # it has no slots unless it has a momentum
    return StoredOptimizer(
        "an optimizer" if is_untold else class_name, entry, is_built=bool(slots) or is_plain
    )


def told_optimizer(checkpoint: Checkpoint) -> dict[str, Any] | None:
    """The optimizer of the training configuration a file of Keras holds."""
    reader = checkpoint.reader
    if not isinstance(reader, Hdf5Reader):
        return None
    try:
        training, text = reader.training_json(), reader.config_json()
        for source, key in ((training, "optimizer_config"), (text, "compile_config")):
            value = json.loads(source) if source is not None and len(source) <= LARGEST_CONFIG else None
            found = value.get(key) if isinstance(value, Mapping) else None
            if key == "compile_config" and isinstance(found, Mapping):
                found = found.get("optimizer")
            if isinstance(found, str):
                found = {"class_name": found, "config": {}}
            if isinstance(found, Mapping) and isinstance(found.get("class_name"), str):
                return dict(found)
    except (ExplorerError, ValueError, RecursionError):
        return None
    return None


def _config(class_name: str, kinds: set[str], scope: str) -> dict[str, Any]:
    """The settings a set of slots follows from."""
    has_momentum = bool(kinds & {"momentum", "m"}) if class_name == "SGD" else "momentum" in kinds
    config: dict[str, Any] = {
        "amsgrad": bool(kinds & {"vhat", "velocity_hat"}),
        "momentum": 0.9 if has_momentum else 0.0,
        "centered": bool(kinds & {"mg", "average_gradient"}),
        "use_ema": "average" in kinds,
    }
    if "gradient_accumulator" in kinds:
        config["gradient_accumulation_steps"] = 2
    if scope:
        config["name"] = scope
    return config


def _scaled(entry: dict[str, Any], leaves: set[str]) -> dict[str, Any]:
    if leaves & _SCALES:
        return {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": entry}}
    return entry


def _of_groups(checkpoint: Checkpoint, slots: list[int]) -> StoredOptimizer | None:
    """The optimizer of a file that numbers its variables: its name (Keras 3), how many slots a variable has."""
    table = checkpoint.table
    numbered: dict[str, list[tuple[int, int]]] = {}
    for row in slots:
        if match := _GROUPED.match(table.keys[row]):
            numbered.setdefault(match[1], []).append((int(match[2]), row))
    group = max(numbered, key=lambda one: len(numbered[one]), default="optimizer")
    shapes = [table.shape(row) for _, row in sorted(numbered.get(group, []))]
    key = f"{group}/vars/0"
    row = table.row_of.get(key, -1)
    scope = checkpoint.names[row].rpartition("/")[0] if row >= 0 and checkpoint.names[row] != key else ""
    class_name = class_by_name(scope)
    in_twos = len(shapes) % 2 == 0 and shapes[::2] == shapes[1::2]
    is_untold = not class_name and not scope and not shapes
    if not class_name and not scope:
        class_name = ("Adam" if in_twos else "SGD") if shapes else _UNBUILT
    if not class_name:
        return None
    kinds = {"momentum"} if shapes and class_name == "SGD" else set()
    if class_name in ("Adam", "AdamW") and not in_twos and len(shapes) % 3 == 0:
        kinds = {"velocity_hat"}
    half = len(shapes) // 2
    if class_name == "RMSprop" and half and shapes[:half] == shapes[half:]:
        kinds = {"momentum"}
    entry = {"class_name": class_name, "config": _config(class_name, kinds, _NUMBER.sub("", scope))}
    is_scaled = "inner_optimizer" in group
    entry = _scaled(entry, {"dynamic_scale"} if is_scaled else set())
    is_built = bool(shapes) or (class_name == "SGD" and scope != "")
    return StoredOptimizer("an optimizer" if is_untold else class_name, entry, is_built)

"""Where a Keras file stores the weights of the model it is of: its configuration's variables among the stored ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from explorer.checkpoints.keras_model import KerasLayer, KerasModel
from explorer.checkpoints.spec import SpecVariable

_OPTIMIZER = "optimizer_weights/"
_ROOTS = ("layers", "_layer_checkpoint_dependencies")  # of Keras 2.13 on, and of 2.12


def stored_places(
    stored: Sequence[SpecVariable], model: KerasModel, variables: Sequence[SpecVariable]
) -> list[int]:
    """For each of the configuration's `variables` its place among the stored ones, -1 where it cannot be told.

    An `.h5` file names weights ("model_weights/out/out/kernel:0"), the layouts since Keras 2.12 count
    them by class and position ("layers/dense_1/vars/0").
    """
    by_key = {variable.key: i for i, variable in enumerate(stored)}
    root = next((root for root in _ROOTS if any(key.startswith(f"{root}/") for key in by_key)), "")
    found = _by_position(by_key, model, root, len(variables)) if root else _by_name(stored, variables)
    often = Counter(found)
    return [
        at if at >= 0 and often[at] == 1 and stored[at].shape == variable.shape else -1
        for at, variable in zip(found, variables)
    ]


def _by_name(stored: Sequence[SpecVariable], variables: Sequence[SpecVariable]) -> list[int]:
    ends: dict[tuple[bool, str], int] = {}
    for i, variable in enumerate(stored):
        of_optimizer = variable.key.startswith(_OPTIMIZER)
        parts = variable.key.split("/")
        for first in range(max(0, len(parts) - 16), len(parts)):
            end = (of_optimizer, "/".join(parts[first:]))
            ends[end] = -1 if end in ends else i
    return [ends.get((variable.role != "variable", variable.key), -1) for variable in variables]


def _by_position(by_key: dict[str, int], model: KerasModel, root: str, count: int) -> list[int]:
    place = [-1] * count
    for key, variable in (*_layer_keys(model.layers, root), *_optimizer_keys(model)):
        if 0 <= variable < count:
            place[variable] = by_key.get(key, by_key.get(key.replace("/_", "/"), -1))
    return place


def _layer_keys(layers: Sequence[KerasLayer], root: str) -> Iterator[tuple[str, int]]:
    stack = [(layers, root)]
    while stack:
        current, prefix = stack.pop()
        used: Counter[str] = Counter()
        for layer in current:
            name = group_name(layer.class_name)
            group = f"{prefix}/{name}_{used[name]}" if used[name] else f"{prefix}/{name}"
            used[name] += 1
            inner = [each for each in layer.layers if not each.attribute]
            if inner:
                stack.append((inner, f"{group}/{root}"))
                continue
            numbers: Counter[str] = Counter()
            for weight in layer.weights:
                owner = "".join(f"/{edge}" for edge in weight.object_path[:-1])
                yield f"{group}{owner}/vars/{numbers[owner]}", weight.variable
                numbers[owner] += 1


def _optimizer_keys(model: KerasModel) -> Iterator[tuple[str, int]]:
    if model.optimizer is not None:
        for number, weight in enumerate(model.optimizer.variables):
            yield f"optimizer/vars/{number}", weight.variable


@lru_cache(maxsize=1024)
def group_name(class_name: str) -> str:
    """A class as Keras writes it into paths: "BatchNormalization" -> "batch_normalization"."""
    name = re.sub(r"\W+", "", class_name.rpartition(">")[2])
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()

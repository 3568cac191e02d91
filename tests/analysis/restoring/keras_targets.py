"""The targets of the golden Keras loads: a model's objects from its checkpoint, its layers' classes from its configuration."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.keras_from_graph import keras_of_graph
from explorer.checkpoints.spec import ModelSpec, spec_from_checkpoint
from tests.golden_answers import GOLDEN

OPTIMIZERS = {"optimizer": "SGD"}  # of the variants; all others have Adam


@cache
def golden_target(fixture: str, variant: str) -> ModelSpec:
    """The program of one variant, as its checkpoint and its `config.json` tell it."""
    folder = GOLDEN / fixture / "targets" / variant
    spec = spec_from_checkpoint(open_checkpoint(folder / "ckpt" / "before"))
    model = keras_of_graph(spec)
    assert model is not None
    told = json.loads((folder / "config.json").read_text())["config"]["layers"]
    layers = tuple(
        replace(layer, name=entry["config"]["name"], class_name=entry["class_name"])
        for layer, entry in zip(model.layers, told, strict=True)
    )
    optimizer = model.optimizer
    if optimizer is not None:
        optimizer = replace(optimizer, class_name=OPTIMIZERS.get(variant, "Adam"))
    return replace(spec, keras=replace(model, layers=layers, optimizer=optimizer))

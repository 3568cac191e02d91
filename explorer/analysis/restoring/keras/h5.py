"""Keras `load_weights` of an `.h5` file: by the order of the layers, or by their names.

Keras 2 compares everything first and assigns at the end, in order (up to the first value of another
shape); Keras 3 assigns as it goes. TF 1.15 builds all assignments before it runs any.
Source: Keras 2.15 saving/legacy/{save,hdf5_format}.py, Keras 3.15 legacy/saving/legacy_h5_format.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from explorer.analysis.restoring.keras.convert import LoadError, converted
from explorer.analysis.restoring.keras.loading import KerasLoad, outcome_of, own_weights, start
from explorer.analysis.restoring.keras.stored import StoredLayers, StoredWeight, stored_layers
from explorer.analysis.restoring.outcome import Outcome, Raised, UnsuitableError
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

_SHOWN = 3  # names in one sentence
_UNBUILT = (
    "Unable to load weights saved in HDF5 format into a subclassed Model which has not created its "
    "variables yet. Call the Model first, then load the weights."
)


def load_by_topology(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """`model.load_weights(file)`. Raises UnsuitableError, Cancelled."""
    return _load(checkpoint, target, conditions, task, "load_weights.h5", _by_topology)


def load_by_name(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """`model.load_weights(file, by_name=True)`. Raises UnsuitableError, Cancelled."""

    def load(state: _State) -> None:
        _by_name(state, skip_mismatch=False)

    return _load(checkpoint, target, conditions, task, "load_weights.h5.by_name", load)


def load_by_name_skipping(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """`model.load_weights(file, by_name=True, skip_mismatch=True)`. Raises UnsuitableError, Cancelled."""

    def load(state: _State) -> None:
        if state.load.generation == "1.15":
            raise LoadError(
                "load_weights() got an unexpected keyword argument 'skip_mismatch'", type="TypeError"
            )
        _by_name(state, skip_mismatch=True)

    return _load(checkpoint, target, conditions, task, "load_weights.h5.by_name.skip_mismatch", load)


@dataclass(slots=True)
class _State:
    load: KerasLoad
    stored: StoredLayers
    task: Task

    def values_of(self, layer: KerasLayer, weights: Sequence[StoredWeight]) -> list[StoredWeight]:
        """What Keras makes of the stored weights before it compares them with the layer's."""
        if self.load.generation == "3":
            return list(weights)
        return converted(layer, list(weights))


def _load(
    checkpoint: Checkpoint,
    target: ModelSpec,
    conditions: Conditions,
    task: Task,
    api: str,
    load: Callable[[_State], None],
) -> Outcome:
    state = start(checkpoint, target, conditions)
    stored = stored_layers(checkpoint)
    if stored.keras_version == "":
        state.remarks.append("The file does not say which Keras wrote it: Keras 1 kept some weights turned.")
    exception = None
    try:
        if state.generation != "3" and is_unbuilt(state.model):
            raise LoadError(_UNBUILT)
        load(_State(state, stored, task))
    except LoadError as error:
        exception = Raised(error.type, str(error))
        if state.generation == "1.15" and conditions.mode != "eager":
            state.taken.clear()
    return outcome_of(state, api, checkpoint, conditions, exception)


def is_unbuilt(model: KerasModel) -> bool:
    """Whether the model has no variables yet: no layer of it is built that could hold any."""
    return any(not layer.is_built for layer in model.layers) and not any(
        own_weights(layer) for layer in model.layers
    )


# --- by topology -------------------------------------------------------------------------------


def _by_topology(state: _State) -> None:
    load, generation = state.load, state.load.generation
    pairs = [(layer, own_weights(layer)) for layer in load.model.layers]
    _refuse_unknown([layer for layer, weights in pairs if not weights])
    layers = [(layer, weights) for layer, weights in pairs if weights]
    stored = [layer for layer in state.stored.layers if layer.weights]
    if len(layers) != len(stored):
        if generation == "1.15":
            raise LoadError(
                f"You are trying to load a weight file containing {len(stored)} layers into a model "
                f"with {len(layers)} layers."
            )
        raise LoadError(
            "Layer count mismatch when loading weights from file. "
            f"Model expected {len(layers)} layers, found {len(stored)} saved layers."
        )
    batch: list[tuple[KerasWeight, StoredWeight]] = []
    for k, ((layer, weights), saved) in enumerate(zip(layers, stored, strict=True)):
        if not k % 256:
            state.task.report(k, len(layers), "Comparing layers")
        _refuse_unknown([layer])
        values = state.values_of(layer, saved.weights)
        if len(values) != len(weights):
            raise LoadError(
                _count_message(generation, k, _shown(layer), saved.name, len(weights), len(values))
            )
        if generation == "3":
            _set_weights(load, weights, values, f"layer #{k} (named {_shown(layer)})", skip_mismatch=False)
        else:
            batch += zip(weights, values, strict=True)
    if generation != "1.15" and state.stored.top_level:
        _refuse_top_level(state.stored.top_level)
    _assign_all(load, batch)


def _count_message(generation: str, k: int, ours: str, theirs: str, expected: int, found: int) -> str:
    if generation == "1.15":
        return (
            f'Layer #{k} (named "{ours}" in the current model) was found to correspond to layer {theirs} '
            f"in the save file. However the new layer {ours} expects {expected} weights, but the saved "
            f"weights have {found} elements."
        )
    return (
        f"Weight count mismatch for layer #{k} (named {ours} in the current model, {theirs} in the save "
        f"file). Layer expects {expected} weight(s). Received {found} saved weight(s)"
    )


def _shown(layer: KerasLayer) -> str:
    return layer.name or "<layer>"  # the objects of a checkpoint do not tell the names of all layers


def _assign_all(load: KerasLoad, batch: Sequence[tuple[KerasWeight, StoredWeight]]) -> None:
    """Assign in order, up to the first value that does not fit."""
    for weight, value in batch:
        if message := load.assign(weight, value):
            raise LoadError(message)


def _refuse_unknown(layers: Sequence[KerasLayer]) -> None:
    unknown: list[KerasLayer] = []
    stack = list(layers)
    while stack and len(unknown) < _SHOWN:
        layer = stack.pop()
        stack += layer.layers
        if not layer.is_known:
            unknown.append(layer)
    if unknown:
        names = ", ".join(f"{layer.name} ({layer.class_name})" for layer in unknown)
        raise UnsuitableError(f"The weights of some layers of the target are not known: {names}.")


def _refuse_top_level(weights: Sequence[StoredWeight]) -> None:
    raise UnsuitableError(
        f"The file holds {len(weights)} weights of the model itself, outside its layers; "
        "the target does not tell which of those it has."
    )


# --- by name -----------------------------------------------------------------------------------


def _by_name(state: _State, *, skip_mismatch: bool) -> None:
    load, generation = state.load, state.load.generation
    index: dict[str, list[KerasLayer]] = {}
    for layer in load.model.layers:
        if not layer.name and layer.weights:
            load.remarks.append("The target does not tell the names of all layers: those are left out.")
        if layer.name:
            index.setdefault(layer.name, []).append(layer)
    batch: list[tuple[KerasWeight, StoredWeight]] = []
    for k, saved in enumerate(state.stored.layers):
        if not k % 256:
            state.task.report(k, len(state.stored.layers), "Comparing layers")
        values: Sequence[StoredWeight] = saved.weights
        for layer in index.get(saved.name, ()):
            _refuse_unknown([layer])
            weights = own_weights(layer)
            values = state.values_of(layer, values)
            if len(values) != len(weights):
                counts = _named_count_message(generation, k, layer.name, len(weights), len(values))
                if not skip_mismatch:
                    raise LoadError(counts[0])
                load.log.append(counts[1])
                continue
            if generation == "3":
                _set_weights(
                    load,
                    weights,
                    values,
                    f"layer #{k} (named {_shown(layer)})",
                    skip_mismatch=skip_mismatch,
                )
            else:
                _compare(state, k, layer.name, weights, values, batch, skip_mismatch=skip_mismatch)
    if generation != "1.15" and state.stored.top_level:
        _refuse_top_level(state.stored.top_level)
    _assign_all(load, batch)


def _named_count_message(generation: str, k: int, name: str, expected: int, found: int) -> tuple[str, str]:
    """(what is raised, what is warned of with skip_mismatch)"""
    if generation == "1.15":
        text = (
            f'Layer #{k} (named "{name}") expects {expected} weight(s), but the saved weights '
            f"have {found} element(s)."
        )
        return text, text
    counts = f"Layer expects {expected} weight(s). Received {found} saved weight(s)"
    return (
        f"Weight count mismatch for layer #{k} (named {name}). {counts}",
        f"Skipping loading of weights for layer #{k} (named {name}) due to mismatch in number of "
        f"weights. {counts}",
    )


def _compare(
    state: _State,
    k: int,
    name: str,
    weights: Sequence[KerasWeight],
    values: Sequence[StoredWeight],
    batch: list[tuple[KerasWeight, StoredWeight]],
    *,
    skip_mismatch: bool,
) -> None:
    """Keras 2: gather what fits, nothing is assigned yet."""
    for weight, value in zip(weights, values, strict=True):
        if is_compatible(weight.shape, value.shape):
            batch.append((weight, value))
            continue
        if weight.variable >= 0:
            state.load.failed[weight.variable] = value.row
        shapes = f"Weight expects shape {weight.shape}. Received saved weight with shape {value.shape}"
        if skip_mismatch:
            state.load.log.append(
                f"Skipping loading weights for layer #{k} (named {name}) due to mismatch in shape for "
                f"weight {weight.path}. {shapes}"
            )
        elif state.load.generation == "1.15":
            variable = f"<tf.Variable '{weight.path}' shape={weight.shape} dtype={weight.dtype}>"  # its repr in a graph
            raise LoadError(
                f'Layer #{k} (named "{name}"), weight {variable} has shape {weight.shape}, but the '
                f"saved weight has shape {value.shape}."
            )
        else:
            raise LoadError(f"Shape mismatch in layer #{k} (named {name}) for weight {weight.path}. {shapes}")


def _set_weights(
    load: KerasLoad,
    weights: Sequence[KerasWeight],
    values: Sequence[StoredWeight],
    name: str,
    *,
    skip_mismatch: bool,
) -> None:
    """Keras 3: one after the other (its messages lack a space after the layer, so do these)."""
    for weight, value in zip(weights, values, strict=True):
        if not load.assign(weight, value):
            continue
        shapes = f"Weight expects shape {weight.shape}. Received saved weight with shape {value.shape}"
        if not skip_mismatch:
            raise LoadError(f"Shape mismatch in {name}for weight {weight.path}. {shapes}")
        load.log.append(
            f"Skipping loading weights for {name}due to mismatch in shape for weight {weight.path}. {shapes}"
        )

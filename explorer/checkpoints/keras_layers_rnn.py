"""Recurrent layers, their cells, and the wrappers Bidirectional and TimeDistributed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explorer.checkpoints.keras_entries import NotToldError, Shape, class_of
from explorer.checkpoints.keras_layers import Asked, Built, Made, Own, Rule
from explorer.checkpoints.keras_layers_conv import conv_length, rank_of

# Gates of a cell, and how many states it carries.
_CELLS = {"SimpleRNN": (1, 1), "GRU": (3, 1), "LSTM": (4, 2)}
_MOST_CELLS = 1000


def _kind(class_name: str) -> str:
    name = class_name.removeprefix("CuDNN").removesuffix("V1").removesuffix("V2").removesuffix("Cell")
    if name not in _CELLS:
        raise NotToldError("a cell Keras has")
    return name


def _cell(layer: Asked) -> Made:
    """Kernel, recurrent kernel and bias of all gates side by side."""
    kind = _kind(layer.class_name)
    gates = _CELLS[kind][0]
    units = layer.integer("units")
    shape = layer.shape
    own = [
        layer.weight("kernel", (layer.axis(-1), gates * units)),
        layer.weight("recurrent_kernel", (units, gates * units)),
    ]
    if layer.flag("use_bias"):
        is_double = kind == "GRU" and layer.flag("reset_after")
        own.append(layer.weight("bias", (2, gates * units) if is_double else (gates * units,)))
    inner = (layer.seed(),) if layer.is_keras3 else ()
    return Made(((None if shape is None else shape[0], units),), tuple(own), inner)


def _stacked_cells(layer: Asked) -> Made:
    entries = layer.config.get("cells")
    if not isinstance(entries, list) or len(entries) > _MOST_CELLS:
        raise NotToldError("its cells")
    shape = layer.shape
    inner: list[Built] = []
    for entry in entries:
        built = layer.inner("cells", entry, (shape,))
        inner.append(built)
        shape = built.outputs[0] if built.outputs else None
    return Made((shape,), (), tuple(inner), has_objects=not layer.is_keras3)


def _step(layer: Asked) -> Shape:
    """The shape a cell sees at one step."""
    shape = layer.shape
    if shape is None:
        return None
    if len(shape) < 3:
        raise NotToldError("an input with an axis of time")
    return (shape[1], *shape[2:]) if layer.flag("time_major", False) else (shape[0], *shape[2:])


def _results(layer: Asked, step: Shape, states: list[Shape]) -> tuple[Shape, ...]:
    """What a recurrent layer hands out: its last step or all of them, and its states if asked."""
    output = step
    if step is not None and layer.flag("return_sequences", False):
        time = None if layer.shape is None else layer.shape[0 if layer.flag("time_major", False) else 1]
        first, *rest = step
        output = (time, first, *rest) if layer.flag("time_major", False) else (first, time, *rest)
    return (output, *states) if layer.flag("return_state", False) else (output,)


def _recurrent(layer: Asked) -> Made:
    """SimpleRNN, GRU and LSTM, which make their cell themselves."""
    kind = _kind(layer.class_name)
    name = {"SimpleRNN": "simple_rnn_cell", "GRU": "gru_cell", "LSTM": "lstm_cell"}[kind]
    built = layer.part("cell", f"{kind}Cell", {**layer.config, "name": name}, _step(layer))
    if not built.is_known or not built.outputs:
        raise NotToldError("its units")
    step = built.outputs[0]
    return Made(_results(layer, step, [step] * _CELLS[kind][1]), (), (built,))


def _cudnn(layer: Asked) -> Made:
    """The GPU-only layers of Keras 2, which have their weights themselves."""
    kind = _kind(layer.class_name)
    gates, units = _CELLS[kind][0], layer.integer("units")
    step = _step(layer)
    own = [
        layer.weight("kernel", (None if step is None else step[-1], gates * units)),
        layer.weight("recurrent_kernel", (units, gates * units)),
        layer.weight("bias", (2 * gates * units,)),
    ]
    result: Shape = (None if step is None else step[0], units)
    return Made(_results(layer, result, [result] * _CELLS[kind][1]), tuple(own))


def _rnn(layer: Asked) -> Made:
    """RNN around a cell, or around several that it stacks."""
    entry: Any = layer.config.get("cell")
    if isinstance(entry, list):
        entry = {"class_name": "StackedRNNCells", "config": {"name": "stacked_rnn_cells", "cells": entry}}
    built = layer.inner("cell", entry, (_step(layer),))
    if not built.is_known or built.outputs is None:
        return Made(None, (), (built,))
    cells = built.inner if class_of(entry) == "StackedRNNCells" else (built,)
    states: list[Shape] = []
    for one in cells:
        shape = one.outputs[0] if one.outputs else None
        count = 2 if one.class_name.startswith("LSTM") else 1
        states += [shape] * count
    return Made(_results(layer, built.outputs[0], states), (), (built,))


def _conv_lstm(layer: Asked) -> Made:
    rank = rank_of(layer)
    filters = layer.integer("filters")
    kernel = layer.integers("kernel_size", rank, least=1)
    strides = layer.integers("strides", rank, 1, least=1)
    dilation = layer.integers("dilation_rate", rank, 1, least=1)
    padding = layer.text("padding", "valid").lower()
    step = _step(layer)
    if step is None:
        step = (None,) * (rank + 2)
    if len(step) != rank + 2:
        raise NotToldError(f"an input of {rank + 3} axes")
    channels = step[1] if layer.channels_first else step[-1]
    space = step[2:] if layer.channels_first else step[1:-1]
    lengths = [conv_length(*axis, padding) for axis in zip(space, kernel, strides, dilation, strict=True)]
    result = (step[0], filters, *lengths) if layer.channels_first else (step[0], *lengths, filters)
    name = "conv_lstm_cell"
    # Keras 2 opens no scope for this cell.
    path = f"{layer.path}/{name}" if layer.is_keras3 else layer.path
    within = replace(layer, path=path)
    own = [
        within.weight("kernel", (*kernel, channels, 4 * filters)),
        within.weight("recurrent_kernel", (*kernel, filters, 4 * filters)),
    ]
    if layer.flag("use_bias"):
        own.append(within.weight("bias", (4 * filters,)))
    layer.builder.counted()
    inner = (layer.seed(),) if layer.is_keras3 else ()
    built = Built(name, "ConvLSTMCell", path, tuple(own), inner, (result,), "cell")
    return Made(_results(layer, result, [result, result]), (), (built,))


def _named(entry: Any, prefix: str) -> tuple[Mapping[str, Any], str]:
    config = entry.get("config") if isinstance(entry, Mapping) else None
    if not isinstance(config, Mapping):
        raise NotToldError("its layer")
    name = config.get("name")
    name = name if isinstance(name, str) else class_of(entry).lower()
    # Keras 3 writes the forward layer down under the name it gave it.
    return entry, prefix + name.removeprefix("forward_")


def _bidirectional(layer: Asked) -> Made:
    entry, name = _named(layer.config.get("layer"), "forward_")
    forward = layer.inner("forward_layer", entry, layer.inputs[:1], name=name)
    other = layer.config.get("backward_layer")
    if other is None:
        backward = layer.inner("backward_layer", entry, layer.inputs[:1], name=_named(entry, "backward_")[1])
    else:
        told, name = _named(other, "" if layer.is_keras3 else "backward_")
        backward = layer.inner("backward_layer", told, layer.inputs[:1], name=name)
    outputs: tuple[Shape, ...] | None = None
    if forward.outputs and backward.outputs:
        first, second = forward.outputs[0], backward.outputs[0]
        mode = layer.config.get("merge_mode", "concat")
        if mode is None:
            merged: tuple[Shape, ...] = (first, second)
        elif mode == "concat":
            # Keras 3 takes the backward layer to be as wide as the forward one.
            merged = (_side_by_side(first, first if layer.is_keras3 else second),)
        else:
            merged = (first,)
        outputs = (*merged, *forward.outputs[1:], *backward.outputs[1:])
    return Made(outputs, (), (forward, backward))


def _side_by_side(first: Shape, second: Shape) -> Shape:
    if first is None or second is None or not first or len(first) != len(second):
        return None
    left, right = first[-1], second[-1]
    return (*first[:-1], None if left is None or right is None else left + right)


def _time_distributed(layer: Asked) -> Made:
    shape = layer.shape
    if shape is not None and len(shape) < 2:
        raise NotToldError("an input with an axis of time")
    step: Shape = None if shape is None else (shape[0], *shape[2:])
    inner = layer.inner("layer", layer.config.get("layer"), (step,), None if layer.is_keras3 else layer.path)
    outputs: tuple[Shape, ...] | None = None
    if inner.outputs is not None:
        time = None if shape is None else shape[1]
        outputs = tuple(None if one is None or not one else (one[0], time, *one[1:]) for one in inner.outputs)
    own: tuple[Own, ...] = ()
    return Made(outputs, own, (inner,))


RULES: dict[str, Rule] = {
    **{name + suffix: _cell for name in _CELLS for suffix in ("Cell", "CellV1", "CellV2")},
    **{name + suffix: _recurrent for name in _CELLS for suffix in ("", "V1", "V2")},
    "CuDNNLSTM": _cudnn,
    "CuDNNGRU": _cudnn,
    "StackedRNNCells": _stacked_cells,
    "RNN": _rnn,
    "ConvLSTM1D": _conv_lstm,
    "ConvLSTM2D": _conv_lstm,
    "ConvLSTM3D": _conv_lstm,
    "Bidirectional": _bidirectional,
    "TimeDistributed": _time_distributed,
}

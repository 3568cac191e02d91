"""A described Keras model as a live one: see `keras_descriptions`. TensorFlow needed."""

from __future__ import annotations

from typing import Any

import numpy as np
from keras_descriptions import SHAPES, Layer, Model
from object_building import KERAS, keras

layers = keras.layers
_OPTIMIZERS = {"Momentum": ("SGD", {"momentum": 0.9}), "Averaging": ("Adam", {"use_ema": True})}
_OPTIMIZERS["RMSprop"] = ("RMSprop", {"momentum": 0.5})


class Block(layers.Layer):
    """A layer that holds weights of its own, and layers in attributes, a list and a dict."""

    def __init__(self, units: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.first = layers.Dense(units)
        self.inner = [layers.Dense(3), layers.LayerNormalization(), layers.Dense(2)]
        self._hidden = layers.Dense(2)
        self.table = {"b": layers.Dense(4), "a": layers.PReLU()}

    def build(self, shape: Any) -> None:
        self.scale = self.add_weight(shape=(shape[-1],), name="scale")
        self.offset = self.add_weight(shape=(), name="offset", trainable=False)
        if KERAS == "3":
            for layer in self._in_order():
                layer.build(shape)
                shape = layer.compute_output_shape(shape)
        else:
            super().build(shape)
        self.built = True

    def _in_order(self) -> list[Any]:
        return [self.first, *self.inner, self._hidden, *self.table.values()]

    def call(self, inputs: Any) -> Any:
        values = inputs * self.scale + self.offset
        for layer in self._in_order():
            values = layer(values)
        return values

    def compute_output_shape(self, shape: Any) -> Any:
        return (*shape[:-1], 4)


class Subclassed(keras.Model):
    """A program's own model: its layers in attributes, and some of them in a list."""

    def __init__(self, description: Model) -> None:
        super().__init__()
        made, listed = [], []
        for layer in description["layers"]:
            # An inner functional model needs to know what goes in, which this model learns when it is called.
            one = layers.Dense(3) if layer["class"] in ("Functional", "Shared") else make_layer(layer)
            made.append(one)
            if layer.get("is_listed") and description["is_listed"]:
                if listed and layer["attribute"] < "e":  # a list in the list
                    listed.append([one] if layer["attribute"] < "c" else {"x": [one]})
                else:
                    listed.append(one)
            else:
                setattr(self, layer["attribute"], one)
        if listed:
            self.blocks = listed
        object.__setattr__(self, "in_order", lambda: made)  # behind Keras' back

    def call(self, inputs: Any) -> Any:
        for layer in self.in_order():
            inputs = _call(layer, inputs)
        return inputs


def _call(layer: Any, inputs: Any) -> Any:
    return layer(inputs, inputs) if isinstance(layer, layers.MultiHeadAttention) else layer(inputs)


def make_layer(layer: Layer, shape: tuple[int, ...] | None = None) -> Any:
    """A layer; `shape`: what goes in, without the batch, where it is known."""
    kind, settings = layer["class"], dict(layer["settings"])
    named = {"name": layer["name"]} if layer["name"] else {}
    if kind == "Sequential":
        inner = [make_layer(each) for each in layer["layers"]]
        is_known = shape is not None and KERAS != "3"
        made = keras.Sequential([keras.Input(shape), *inner] if is_known else inner, **named)
    elif kind == "Functional":
        start = values = keras.Input(shape)
        for each in layer["layers"]:
            values = _call(make_layer(each, tuple(values.shape[1:])), values)
        made = keras.Model(start, values, **named)
    elif kind == "Shared":
        dense, start, inner_start = layers.Dense(int(shape[-1])), keras.Input(shape), keras.Input(shape)
        inner = keras.Model(inner_start, dense(inner_start))
        made = keras.Model(start, layers.Dense(settings["units"])(dense(inner(dense(start)))), **named)
    elif kind == "Block":
        made = Block(settings["units"], **named)
    elif kind in ("SpectralNormalization", "TimeDistributed"):
        made = getattr(layers, kind)(layers.Dense(settings["units"]), **named)
    elif kind == "Bidirectional":
        made = layers.Bidirectional(
            getattr(layers, settings["cell"])(settings["units"], return_sequences=True), **named
        )
    elif kind == "Stack":
        cells = [layers.LSTMCell(settings["units"]), layers.GRUCell(3)]
        made = layers.RNN(cells, return_sequences=True, **named)
    elif kind == "RNN":
        made = layers.RNN(layers.LSTMCell(settings["units"]), return_sequences=True, **named)
    else:
        made = getattr(layers, kind)(**settings, **named)
    if not layer.get("is_trainable", True):
        made.trainable = False
    return made


def make_model(description: Model) -> Any:
    """The model, compiled if it has an optimizer."""
    _set_policy(description["dtype"] or "float32")
    try:
        model = _make_bare(description)
    finally:
        _set_policy("float32")
    if description["optimizer"]:
        layout, _, name = description["optimizer"].rpartition(" ")
        name, settings = _OPTIMIZERS.get(name, (name, {}))
        if layout:
            optimizer = getattr(keras.optimizers.legacy, name)()
        else:
            optimizer = getattr(keras.optimizers, name)(0.1, **settings)
        model.compile(optimizer=optimizer, loss="mse")
        if description["is_built"] and description["is_called"]:
            build = model.optimizer._create_all_weights if layout else model.optimizer.build
            build(model.trainable_variables)
    return model


def call_model(model: Any, description: Model) -> None:
    """Let a model make its variables."""
    model(np.zeros((1, *SHAPES[description["inputs"]]), "float32"))


def _make_bare(description: Model) -> Any:
    shape = SHAPES[description["inputs"]]
    if description["style"] == "subclassed":
        model = Subclassed(description)
        if description["is_called"]:
            call_model(model, description)
        return model
    if description["style"] == "sequential":
        model = keras.Sequential([keras.Input(shape)] if description["is_called"] else [])
        for layer in description["layers"]:
            known = tuple(model.output_shape[1:]) if model.layers and description["is_called"] else shape
            model.add(make_layer(layer, known if description["is_called"] else (3,)))
        return model
    start = values = keras.Input(shape)
    for layer in description["layers"]:
        values = _call(make_layer(layer, tuple(values.shape[1:])), values)
    return keras.Model(start, values)


def _set_policy(name: str) -> None:
    mixed = keras.mixed_precision
    (getattr(mixed, "set_global_policy", None) or mixed.set_dtype_policy)(name)

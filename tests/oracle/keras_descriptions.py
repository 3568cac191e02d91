"""Random Keras models and random changes of them, as plain JSON.

A model is {"style": "functional", "sequential" or "subclassed", "inputs": what goes in, "layers": [...],
"optimizer", "is_built": whether it has its variables, "dtype": a policy or None, "is_listed": whether a
subclassed model keeps some layers in a list, "is_called": False where the model has no variables yet}.
A layer is {"class", "settings", "name", "is_trainable", "attribute", "is_listed"}. Beside Keras' own classes:
"Sequential" and "Functional" (inner models, with "layers"), "Block" (a layer that holds layers in
attributes, a list and a dict), "Shared" (a model that uses one layer twice), "Stack" (an RNN of cells).
"""

from __future__ import annotations

import copy
import random
from typing import Any

Layer = dict[str, Any]
Model = dict[str, Any]

SHAPES = {"vectors": (4,), "sequences": (5, 3), "images": (4, 4, 3)}
NAMES = ("hidden", "mid", "out", "block", "dense_7", "a", "z9", "lstm", "conv", "head")
ATTRIBUTES = (
    "alpha",
    "dense",
    "out",
    "mid",
    "layer9",
    "encoder",
    "zeta",
    "_own",
    "norm",
    "h1",
    "h2",
    "my_layer",
)
OPTIMIZERS = {
    "2": (
        "Adam",
        "Adam",
        "Momentum",
        "RMSprop",
        "AdamW",
        "Adagrad",
        "Lion",
        "Adafactor",
        "legacy Adam",
        "legacy SGD",
    ),
    "tf-keras": ("Adam", "Adam", "Momentum", "RMSprop", "AdamW", "legacy Adam", "legacy SGD"),
    "3": (
        "Adam",
        "Adam",
        "Momentum",
        "RMSprop",
        "AdamW",
        "Adagrad",
        "Lion",
        "Adafactor",
        "Muon",
        "Lamb",
        "Averaging",
    ),
}
WITHOUT_WEIGHTS = ("Activation", "Dropout", "GaussianNoise")
DTYPES = ("float64", "float16", "mixed_float16")


def random_model(rng: random.Random, keras: str) -> Model:
    """A model of the Keras generation `keras`."""
    inputs = rng.choice(("vectors", "vectors", "sequences", "sequences", "images"))
    style = rng.choice(("functional", "functional", "sequential", "subclassed"))
    names, attributes = list(NAMES), rng.sample(ATTRIBUTES, len(ATTRIBUTES))
    rng.shuffle(names)
    layers = []
    for _ in range(rng.randint(1, 4)):
        layer = _random_layer(rng, inputs, style)
        if rng.random() < 0.5:
            layer["name"] = names.pop()
        layers.append({**layer, "is_trainable": rng.random() > 0.12, "attribute": attributes.pop()})
    return {
        "inputs": inputs,
        "style": style,
        "layers": layers,
        "optimizer": rng.choice((None, *OPTIMIZERS[keras])),
        "is_built": rng.random() < 0.6,
        "is_listed": rng.random() < 0.5,
        "dtype": None,
        "is_called": True,
    }


def changed_model(rng: random.Random, model: Model, keras: str) -> Model:
    """A copy with up to two changes."""
    model = copy.deepcopy(model)
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        _change(rng, model, keras)
    # Keras 3 traces such a model before its first call, which has a value go lost.
    is_traced = keras == "3" and model["style"] == "subclassed"
    is_called = rng.random() > (0.4 if is_traced else 0.1)
    # Whether a model without any weights is built does not show in its spec.
    model["is_called"] = is_called or all(layer["class"] in WITHOUT_WEIGHTS for layer in model["layers"])
    return model


def _change(rng: random.Random, model: Model, keras: str) -> None:
    layers: list[Layer] = model["layers"]
    place = rng.randrange(len(layers))
    layer, settings = layers[place], layers[place]["settings"]
    free = [name for name in ATTRIBUTES if name not in [each["attribute"] for each in layers]]
    kinds = ("resize", "resize", "insert", "remove", "rename", "rename all", "dtype", "bias", "optimizer")
    kind = rng.choice((*kinds, "swap", "swap names", "freeze", "attribute", "build", "inner", "wrap"))
    if kind == "resize":
        _resize(rng, layer)
    elif kind == "insert":
        new = _random_layer(rng, model["inputs"], model["style"])
        is_named = all(each["name"] != "new" for each in layers) and rng.random() < 0.5
        layers.insert(place, {**new, "name": "new" if is_named else None, "attribute": rng.choice(free)})
    elif kind == "remove" and len(layers) > 1:
        layers.pop(place)
    elif kind == "rename":
        layer["name"] = f"renamed{place}"
    elif kind == "rename all":
        for each in layers:
            each["name"] = each["name"] and each["name"] + "_x"
    elif kind == "dtype":
        model["dtype"] = rng.choice(DTYPES)
    elif kind == "bias" and "use_bias" in settings:
        settings["use_bias"] ^= True
    elif kind == "optimizer":
        model["optimizer"] = rng.choice((None, *OPTIMIZERS[keras]))
    elif kind == "build":
        model["is_built"] ^= True
    elif kind == "swap" and len(layers) > 1:
        layers.append(layers.pop(place))
    elif kind == "swap names" and len(layers) > 1:
        layers[0]["name"], layers[-1]["name"] = layers[-1]["name"], layers[0]["name"]
    elif kind == "freeze":
        layer["is_trainable"] ^= True
    elif kind == "attribute":
        layer["attribute"] = rng.choice(free)
    elif kind == "inner" and "layers" in layer:
        if rng.random() < 0.5 and len(layer["layers"]) > 1:
            layer["layers"].pop(0)
        else:
            layer["layers"].append(_of("BatchNormalization"))
    elif kind == "wrap":
        inner = {**layer, "name": None, "is_trainable": True}
        layers[place] = {**_of("Functional"), "attribute": layer["attribute"], "layers": [inner]}


def _resize(rng: random.Random, layer: Layer) -> None:
    for sized in (layer, *layer.get("layers", ())[:1]):
        for name in ("units", "filters", "key_dim"):
            if name in sized["settings"]:
                sized["settings"][name] += rng.choice((1, 2))
    if "kernel_size" in layer["settings"] and rng.random() < 0.5:
        layer["settings"]["kernel_size"] += 1


def _of(name: str, layers: list[Layer] | None = None, **settings: Any) -> Layer:
    layer: Layer = {"class": name, "settings": settings, "name": None, "is_trainable": True, "attribute": ""}
    return layer if layers is None else {**layer, "layers": layers}


def _random_layer(rng: random.Random, inputs: str, style: str) -> Layer:
    n, has_bias = rng.choice((2, 3, 4, 5)), rng.random() < 0.75
    found: Layer = rng.choice({"vectors": _VECTORS, "sequences": _SEQUENCES, "images": _IMAGES}[inputs])(
        n, has_bias
    )
    if found["class"] == "MultiHeadAttention" and style == "sequential":  # it takes two inputs
        return _of("LayerNormalization")
    return {**found, "is_listed": rng.random() < 0.3}


_VECTORS = (
    lambda n, b: _of("Dense", units=n, use_bias=b),
    lambda n, b: _of("Dense", units=n, use_bias=b),
    lambda n, b: _of("Dense", units=n, use_bias=b),
    lambda n, b: _of("BatchNormalization", scale=b),
    lambda n, b: _of("LayerNormalization"),
    lambda n, b: _of("Normalization"),
    lambda n, b: _of("Dropout", rate=0.1),
    lambda n, b: _of("PReLU"),
    lambda n, b: _of("Activation", activation="relu"),
    lambda n, b: _of("GaussianNoise", stddev=0.1),
    lambda n, b: _of("SpectralNormalization", units=n),
    lambda n, b: _of("Block", units=n),
    lambda n, b: _of("Shared", units=n),
    lambda n, b: _of("Sequential", [_of("Dense", units=n), *[_of("BatchNormalization")] * b]),
    lambda n, b: _of("Sequential", [_of("Block", units=n), _of("Dense", units=3)]),
    lambda n, b: _of(
        "Functional", [{**_of("Dense", units=n), "name": "in_a"}, _of("Dense", units=n, use_bias=b)]
    ),
    lambda n, b: _of(
        "Functional",
        [_of("Functional", [_of("Dense", units=n), _of("BatchNormalization")]), _of("Dense", units=n)],
    ),
)
_SEQUENCES = (
    lambda n, b: _of("LSTM", units=n, return_sequences=True, use_bias=b),
    lambda n, b: _of("GRU", units=n, return_sequences=True, reset_after=b),
    lambda n, b: _of("SimpleRNN", units=n, return_sequences=True),
    lambda n, b: _of("Bidirectional", units=n, cell="LSTM" if b else "GRU"),
    lambda n, b: _of("TimeDistributed", units=n),
    lambda n, b: _of("Conv1D", filters=n, kernel_size=2, padding="same", use_bias=b),
    lambda n, b: _of("MultiHeadAttention", num_heads=2, key_dim=n),
    lambda n, b: _of("EinsumDense", equation="abc,cd->abd", output_shape=(5, n), bias_axes="d"),
    lambda n, b: _of("SeparableConv1D", filters=n, kernel_size=2, padding="same"),
    lambda n, b: _of("LayerNormalization"),
    lambda n, b: _of("BatchNormalization"),
    lambda n, b: _of("Dropout", rate=0.2),
    lambda n, b: _of("Stack", units=n),
    lambda n, b: _of("RNN", units=n),
    lambda n, b: _of("Dense", units=n, use_bias=b),
    lambda n, b: _of(
        "Sequential",
        [
            _of("Conv1D", filters=n, kernel_size=2, padding="same"),
            *[_of("LSTM", units=n, return_sequences=True)] * b,
        ],
    ),
)
_IMAGES = (
    lambda n, b: _of("Conv2D", filters=n, kernel_size=2, padding="same", use_bias=b),
    lambda n, b: _of("Conv2D", filters=n, kernel_size=3, padding="same"),
    lambda n, b: _of("Conv2DTranspose", filters=n, kernel_size=2, padding="same"),
    lambda n, b: _of("DepthwiseConv2D", kernel_size=2, padding="same"),
    lambda n, b: _of("SeparableConv2D", filters=n, kernel_size=2, padding="same"),
    lambda n, b: _of("BatchNormalization"),
    lambda n, b: _of("GroupNormalization", groups=1),
    lambda n, b: _of("Dropout", rate=0.2),
    lambda n, b: _of("PReLU"),
    lambda n, b: _of("Dense", units=n),
    lambda n, b: _of(
        "Functional",
        [
            _of("Conv2D", filters=n, kernel_size=2, padding="same"),
            _of("BatchNormalization"),
            {**_of("Conv2D", filters=3, kernel_size=2, padding="same"), "name": "last"},
        ],
    ),
)

"""Writes Keras files of many kinds of model with TensorFlow 2.15, and what h5py reads in them.

Run it with a Python that has tensorflow 2.15 and h5py, in this folder: `python make.py`.
"""

import hashlib
import io
import json
import os
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import h5py
import numpy as np
import tensorflow as tf
from tensorflow import keras

layers = keras.layers


def functional():
    given = keras.Input((4,), name="given")
    left = layers.Dense(3, name="left")(given)
    right = layers.Dense(3, name="right.one")(given)
    joined = layers.Concatenate()([left, right])
    normed = layers.BatchNormalization(name="norm")(joined)
    model = keras.Model(given, layers.Dense(2, name="out")(normed), name="functional")
    model.compile(keras.optimizers.AdamW(0.01), "mse", metrics=["mae"])
    return model, (4,), (2,)


def nested():
    inner = keras.Sequential([layers.Dense(3, input_shape=(4,)), layers.Dense(2)], name="inner")
    given = keras.Input((4,))
    model = keras.Model(given, layers.Dense(1)(inner(given)), name="outer")
    model.compile(keras.optimizers.RMSprop(0.01, momentum=0.9, centered=True), "mse")
    return model, (4,), (1,)


def recurrent():
    model = keras.Sequential(
        [
            layers.Embedding(5, 3, input_length=4, name="embed"),
            layers.Bidirectional(layers.LSTM(2, return_sequences=True), name="both"),
            layers.GRU(2, name="gru"),
            layers.Dense(1),
        ],
        name="recurrent",
    )
    model.compile(keras.optimizers.legacy.Adam(0.01), "mse")
    return model, (4,), (1,)


def convolution():
    model = keras.Sequential(
        [
            layers.Conv2D(2, 3, input_shape=(6, 6, 1), name="conv"),
            layers.SeparableConv2D(2, 2, name="separable"),
            layers.LayerNormalization(),
            layers.Dropout(0.5, seed=1),
            layers.Flatten(),
            layers.Dense(1, dtype="float64"),
        ],
        name="convolution",
    )
    model.compile(keras.optimizers.legacy.SGD(0.01, momentum=0.9), "mse")
    return model, (6, 6, 1), (1,)


class Scale(layers.Layer):
    """A layer with weights of other kinds than floats."""

    def build(self, shape):
        self.factor = self.add_weight("factor", (shape[-1],), tf.float16, "ones")
        self.calls = self.add_weight("calls", (), tf.int64, "zeros", trainable=False)
        self.is_on = self.add_weight(
            "is_on", (2,), tf.bool, keras.initializers.Constant(True), trainable=False
        )

    def call(self, values):
        return values * tf.cast(self.factor, values.dtype)


def own_layer():
    model = keras.Sequential([Scale(name="scale", input_shape=(3,)), layers.Dense(1)], name="own")
    model.compile(keras.optimizers.Ftrl(0.01), "mse")
    return model, (3,), (1,)


KEPT = {  # the rest adds bytes and nothing to learn from
    functional: (".keras",),
    nested: ("_weights.h5",),
    recurrent: ("_weights.h5",),
    convolution: (".h5",),
    own_layer: (".h5", ".weights.h5"),
}


def told(value):
    value = np.asarray(value)
    return {
        "dtype": str(value.dtype),
        "shape": list(value.shape),
        "sha256": hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest(),
    }


def datasets(source):
    found = {}
    with h5py.File(source, "r") as file:
        file.visititems(
            lambda path, item: (
                found.__setitem__(path, told(item[()])) if isinstance(item, h5py.Dataset) else None
            )
        )
    return found


def main():
    tf.keras.utils.set_random_seed(1)
    answers = {"format": 1, "tensorflow": tf.__version__, "h5py": h5py.__version__, "files": {}}
    for make, endings in KEPT.items():
        model, shape, target = make()
        inputs = np.random.default_rng(2).integers(0, 4, (6, *shape)).astype("f4")
        model.fit(inputs, np.ones((6, *target), "f4"), epochs=2, batch_size=3, verbose=0)
        weights = {weight.name.split(":")[0]: told(weight.numpy())["sha256"] for weight in model.weights}
        trained = [weight.name.split(":")[0] for weight in model.trainable_weights]
        for ending in endings:
            path = make.__name__ + ending
            (model.save_weights if "weights" in ending else model.save)(path)
            if ending == ".keras":
                with zipfile.ZipFile(path) as archive:
                    found = datasets(io.BytesIO(archive.read("model.weights.h5")))
            else:
                found = datasets(path)
            answers["files"][path] = {
                "iterations": int(model.optimizer.iterations.numpy()),
                "weights": weights,
                "trained": trained,
                "config": model.get_config()["name"],
                "datasets": found,
            }
    with open("answers.json", "w") as file:
        json.dump(answers, file, indent=0)


main()

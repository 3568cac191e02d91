"""A described program as live objects: see `object_descriptions`. TensorFlow needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
from object_descriptions import Node, Place
from values import random_value

if os.environ.get("TF_USE_LEGACY_KERAS") == "1":
    import tf_keras as keras
else:
    import keras  # beside TensorFlow 2.15 it is tf.keras itself
KERAS = "tf-keras" if keras.__name__ == "tf_keras" else keras.__version__[:1]
v1 = tf.compat.v1.train
_SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "Amsgrad": ("Adam", {"amsgrad": True}),
    "Momentum": ("SGD", {"momentum": 0.9}),
    "CenteredRMSprop": ("RMSprop", {"momentum": 0.9, "centered": True}),
    "Averaging": ("Adam", {"use_ema": True}),
}
_V1: dict[str, Callable[[], Any]] = {
    "Adam": lambda: v1.AdamOptimizer(0.1),
    "Momentum": lambda: v1.MomentumOptimizer(0.1, 0.9),
    "Adagrad": lambda: v1.AdagradOptimizer(0.1),
    "GradientDescent": lambda: v1.GradientDescentOptimizer(0.1),
}
_ATTRIBUTES = ("root", "module", "checkpoint")


class Module(tf.Module):
    """Takes any attribute."""


class Program:
    """The live objects of a description. `root` is a tf.train.Checkpoint; `finish` makes what comes later."""

    def __init__(self, description: Node, rng: np.random.Generator) -> None:
        self._rng = rng
        self._made: dict[Place, Any] = {}
        self._trained: list[Any] = []
        self._later: list[Callable[[], None]] = []
        is_rooted = description.get("is_rooted", False)
        self.root: Any = Module() if is_rooted else tf.train.Checkpoint()
        self._fill(self.root, description, ())
        attached: dict[str, Any] = {}
        for name, child in description["children"].items():
            if child["kind"] == "optimizer":
                made = self._made_optimizer(child)
                if is_rooted and description.get("is_attached"):
                    attached[name] = made
                else:
                    setattr(self.root, name, made)
        if is_rooted:
            self.root = tf.train.Checkpoint(self.root, **attached)
        self.is_finished = not self._later

    def finish(self) -> Exception | None:
        """Make what the program makes after the restore call; the first error."""
        raised: Exception | None = None
        for make in self._later:
            try:
                make()
            except Exception as error:  # whatever TensorFlow raises is the answer
                raised = raised or error
        self.is_finished = True
        return raised

    def _make(self, node: Node, place: Place) -> Any:
        if node["kind"] == "shared":
            return self._made.get(tuple(node["place"]))
        if place not in self._made:
            self._made[place] = getattr(self, f"_make_{node['kind']}")(node, place)
        return self._made[place]

    def _fill(self, owner: Any, node: Node, place: Place) -> None:
        """Set the attributes of an object, or put off setting them."""
        for name, child in node["children"].items():
            if child["kind"] == "optimizer":
                continue
            if child.get("later"):
                self._later.append(lambda n=name, c=child: setattr(owner, n, self._make(c, (*place, n))))
                continue
            made = self._make(child, (*place, name))
            if made is not None:
                setattr(owner, name, made)

    def _make_module(self, node: Node, place: Place) -> Any:
        made = Module()
        self._fill(made, node, place)
        return made

    def _make_checkpoint(self, node: Node, place: Place) -> Any:
        made = tf.train.Checkpoint()
        self._fill(made, node, place)
        return made

    def _make_list(self, node: Node, place: Place) -> Any:
        entries, later = [], []
        for position, child in enumerate(node["children"]):
            if child.get("later"):
                later.append((child, (*place, position)))
                continue
            made = self._make(child, (*place, position))
            if made is not None:
                entries.append(made)
        if not later:
            return entries
        # Only a list that tracks what is appended to it sees the later ones.
        holder = Module()
        holder.entries = entries
        for child, inner in later:
            self._later.append(lambda c=child, p=inner: holder.entries.append(self._make(c, p)))
        return holder.entries

    def _make_tuple(self, node: Node, place: Place) -> Any:
        return tuple(self._make_list(node, place))

    def _make_dict(self, node: Node, place: Place) -> Any:
        holder = Module()
        now = {n: self._make(c, (*place, n)) for n, c in node["children"].items() if not c.get("later")}
        holder.entries = {name: made for name, made in now.items() if made is not None}
        for name, child in node["children"].items():
            if child.get("later"):
                self._later.append(
                    lambda n=name, c=child: holder.entries.__setitem__(n, self._make(c, (*place, n)))
                )
        return holder.entries

    def _make_variable(self, node: Node, _: Place) -> Any:
        value = random_value(self._rng, node["shape"], node["dtype"])
        settings = {}
        if node.get("is_open"):
            settings["shape"] = tf.TensorShape([None] * len(node["shape"]))
        made = tf.Variable(value, dtype=node["dtype"], name=node["name"], **settings)
        if node["dtype"] == "float32" and not settings:
            self._trained.append(made)
        return made

    def _make_dense(self, node: Node, _: Place) -> Any:
        made = keras.layers.Dense(node["units"], use_bias=node["has_bias"], name=node["name"])
        made.build((None, node["inputs"]))
        self._trained += made.trainable_variables
        return made

    def _make_sequential(self, node: Node, _: Place) -> Any:
        layers: list[Any] = [keras.Input((node["inputs"],))]
        for place, layer in enumerate(node["layers"]):
            name = f"{layer['name']}_{place}"
            if layer["is_normalized"]:
                layers.append(keras.layers.BatchNormalization(name=f"norm_{name}"))
            layers.append(keras.layers.Dense(layer["units"], use_bias=layer["has_bias"], name=name))
        made = keras.Sequential(layers)
        self._trained += made.trainable_variables
        return made

    def _make_table(self, _: Node, __: Place) -> Any:
        made = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
        made.insert(["a", "b"], self._rng.integers(10**6, size=2))
        return made

    def _make_iterator(self, _: Node, __: Place) -> Any:
        made = iter(tf.data.Dataset.range(1000))
        for _ in range(self._rng.integers(1, 50)):
            next(made)
        return made

    def _make_generator(self, _: Node, __: Place) -> Any:
        return tf.random.Generator.from_seed(int(self._rng.integers(10**6)))

    def _made_optimizer(self, node: Node) -> Any:
        settings = _SETTINGS.get(node["class"], (node["class"], {}))
        if node["layout"] == "v1":
            optimizer = _V1[node["class"]]()
        else:
            module = keras.optimizers.legacy if node["layout"] == "legacy" else keras.optimizers
            optimizer = getattr(module, settings[0])(0.1, **settings[1])
        trained = list({id(variable): variable for variable in self._trained}.values())
        if KERAS == "3":
            trained = [variable for variable in trained if not isinstance(variable, tf.Variable)]
        if node["built"] and trained:
            build = lambda: _build(optimizer, node["layout"], trained)  # noqa: E731
            if node["built"] == "later":
                self._later.append(build)
            else:
                build()
        if node["is_deep"]:
            holder = Module()
            holder.inner = Module()
            holder.inner.optimizer = optimizer
            return holder
        return optimizer


class GraphProgram(Program):
    """Containers and variables in the default graph; the variables are all resources, or all references."""

    def __init__(self, description: Node, rng: np.random.Generator, *, is_resource: bool) -> None:
        self._is_resource = is_resource
        super().__init__(description, rng)

    def _make_variable(self, node: Node, _: Place) -> Any:
        value = random_value(self._rng, node["shape"], node["dtype"])
        return tf.compat.v1.Variable(
            value, dtype=node["dtype"], name=node["name"], use_resource=self._is_resource
        )


def _build(optimizer: Any, layout: str, trained: list[Any]) -> None:
    """Let the optimizer make its variables."""
    if layout == "new":
        optimizer.build(trained)
    elif layout == "legacy":  # not by a step of training, which would change values, too
        optimizer._create_all_weights(trained)
    else:
        optimizer._create_slots(trained)

"""Writes the spec files of this folder: the programs that the `restore` entries of other folders were run with.

    python make.py                            (TensorFlow 2.15: everything but Keras 3 and tf-keras)
    python make.py keras3                     (TensorFlow 2.21 with Keras 3)
    TF_USE_LEGACY_KERAS=1 python make.py tfkeras   (TensorFlow 2.21 with tf-keras)

The programs are built anew after the labels of those entries; the snippet that users paste into their own
programs writes the files. Values do not matter: a spec holds none.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf

HERE = Path(__file__).parent
SNIPPET = HERE.parents[2] / "resources" / "snippets" / "model_spec.py"
keras = tf.keras
legacy = getattr(keras.optimizers, "legacy", None)


def describe(root, later=()):
    """The spec of a program, as the snippet writes it."""
    keras.backend  # noqa: B018 - Keras is loaded lazily, and the snippet asks for its version only where it is
    snippet = SNIPPET.read_text().replace("\nROOT = None", "\nROOT = root")
    exec(compile(snippet, str(SNIPPET), "exec"), {"root": root, "__name__": "snippet"})
    written = Path.cwd() / "model_spec.json"
    spec = json.loads(written.read_text())
    written.unlink()
    if later:
        spec["later"] = list(later)
    return spec


def note(fixture, label, root, later=()):
    """One target of one fixture; `label` is that of its restore entry."""
    name = "".join(c if c.isalnum() else "_" for c in label).strip("_")
    spec = describe(root, later)
    spec["fixture"], spec["label"] = fixture, label
    (HERE / f"{fixture}-{name}.json").write_text(json.dumps(spec, separators=(",", ":")) + "\n")
    keras.backend.clear_session()


class Net(keras.Model):
    """The guide's linear model; `second` adds a layer, `attribute` is what the first one is called."""

    def __init__(self, units=5, attribute="l1", second=False):
        super().__init__(name="n")
        setattr(self, attribute, keras.layers.Dense(units, name="dense"))
        self.first = (lambda layer: lambda x: layer(x))(getattr(self, attribute))
        if second:
            self.l2 = keras.layers.Dense(2, name="dense_1")

    def call(self, x):
        x = self.first(x)
        return self.l2(x) if hasattr(self, "l2") else x


def step(model, optimizer, width=1):
    """One training step: it makes the optimizer's variables."""
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(tf.ones([2, width])))
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return optimizer


def guide_programs(fixture, adam, all_of_them=True):
    """The guide's program and its changes, with `adam` as the optimizer they share."""

    def root(net, optimizer=None, *, width=1, dtype=tf.int32, key="net"):
        # The net is built in any case: "net only" has no optimizer of its own.
        step(net, optimizer or adam(), width)
        kept = {} if optimizer is None else {"step": tf.Variable(1, dtype=dtype), "optimizer": optimizer}
        return tf.train.Checkpoint(**{key: net}, **kept)

    bias, kernel = tf.Variable(tf.zeros([5])), tf.Variable(tf.zeros([1, 5]))
    layer = tf.train.Checkpoint(bias=bias)
    if fixture in ("net_adam_manager_tf215", "net_adam_manager_legacy_tf215"):
        layer.kernel = kernel
        later = [4]  # the kernel is set after the restore call
    else:
        later = []
    note(fixture, "fake_net partial restore", tf.train.Checkpoint(net=tf.train.Checkpoint(l1=layer)), later)
    if not all_of_them:
        return
    note(fixture, "same, without iterator", root(Net(), adam()))
    note(fixture, "units 5 to 7", root(Net(units=7), adam()))
    note(fixture, "attribute l1 renamed dense", root(Net(attribute="dense"), adam()))
    note(fixture, "second layer added", root(Net(second=True), adam()))
    note(fixture, "step dtype int64", root(Net(), adam(), dtype=tf.int64))
    note(fixture, "SGD(momentum) instead of Adam", root(Net(), keras.optimizers.SGD(0.1, momentum=0.9)))
    note(fixture, "legacy SGD(momentum) instead of Adam", root(Net(), legacy.SGD(0.1, momentum=0.9)))
    note(fixture, "legacy Adam", root(Net(), legacy.Adam(0.1)))
    note(fixture, "new Adam", root(Net(), keras.optimizers.Adam(0.1)))
    note(fixture, "input width 1 to 3", root(Net(), adam(), width=3))
    note(fixture, "keyword net renamed model", root(Net(), adam(), key="model"))
    note(fixture, "net only", root(Net()))


def optimizer_programs(fixture, optimizers):
    """A small Sequential model trained by each optimizer, restored from Adam's checkpoint."""
    for name, make in optimizers.items():
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
        optimizer = step(model, make(), width=4)
        root = tf.train.Checkpoint(model=model, optimizer=optimizer)
        note(fixture, f"{name} program over adam checkpoint", root)


def four(module):
    """The four optimizers of a module."""
    return {
        "adagrad": lambda: module.Adagrad(0.1),
        "sgd": lambda: module.SGD(0.1),
        "sgd_momentum": lambda: module.SGD(0.1, momentum=0.9),
        "rmsprop": lambda: module.RMSprop(0.1),
    }


def under_tensorflow_215():
    guide_programs("net_adam_manager_tf215", lambda: keras.optimizers.Adam(0.1))
    guide_programs("net_adam_manager_legacy_tf215", lambda: legacy.Adam(0.1))
    optimizer_programs("optimizers_new_tf215", four(keras.optimizers))
    optimizer_programs("optimizers_legacy_tf215", four(legacy))
    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(10)])
    root = tf.train.Checkpoint(model=model, optimizer=keras.optimizers.Adam(0.001))
    note("checkpoint_basic_tf215", "blog", root)
    for label, name, shape in (
        ("tf.train.Checkpoint over a name-based checkpoint", "hidden/bias", [6, 8]),
        ("same, one variable name not in the checkpoint", "nowhere/bias", [6, 8]),
        ("same, shape changed", None, [6, 9]),
    ):
        parts = {"a": tf.Variable(tf.ones(shape), name="hidden/kernel")}
        if name is not None:
            parts["b"] = tf.Variable(tf.ones([8]), name=name)
        note("target_spec_v1_tf215", label, tf.train.Checkpoint(**parts))
    root = tf.train.Checkpoint()
    root.mapped = {"two": tf.Variable(0.0)}
    root.listed = [tf.Variable(0.0)]
    note("list_mapped_tf215", "guide", root, later=[2, 4])  # the list and its entry


def under_tensorflow_221(which):
    if which == "tfkeras":
        guide_programs("net_adam_manager_tfkeras_tf221", lambda: keras.optimizers.Adam(0.1), False)
        return
    guide_programs("net_adam_manager_keras3_tf221", lambda: keras.optimizers.Adam(0.1), False)
    optimizer_programs(
        "optimizers_keras3_tf221", {"adam": lambda: keras.optimizers.Adam(0.1), **four(keras.optimizers)}
    )
    root = tf.train.Checkpoint(
        big=tf.Variable(tf.zeros([40, 16])),
        wide=tf.Variable(tf.zeros([3, 300])),
        small=tf.Variable(tf.zeros([2])),
        step=tf.Variable(0, dtype=tf.int64),
        names=tf.Variable(["", ""]),
    )
    note("sharded_policy_tf221", "same program", root)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        under_tensorflow_215()
    else:
        under_tensorflow_221(sys.argv[1])

"""Writes the SavedModels of this folder and golden.json, with TensorFlow 2.15: python make.py (in this folder)."""

import base64
import hashlib
import json
import os
import shutil
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

HERE = Path(__file__).parent
WHAT = (
    "SavedModels: of TensorFlow 1 (name-based), of a module that a rule of thumb takes for a metric, of Keras "
    "with a legacy optimizer that has no state, and without variables; `saved_model` is what TensorFlow loads"
)
v1 = tf.compat.v1
prefixes, loaded = {}, {}


def digest(value):
    if isinstance(value, bytes) or getattr(value, "dtype", None) is np.dtype(object):
        texts = [base64.b64encode(v).decode() for v in np.asarray(value, dtype=object).reshape(-1)]
        return hashlib.sha256(json.dumps(texts, separators=(",", ":")).encode()).hexdigest()
    return hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()


def tensor(name, spec):
    shape = None if spec.shape.rank is None else spec.shape.as_list()
    return [name, spec.dtype.name, shape]


def note(name):
    """TensorFlow's answers about the SavedModel in one folder."""
    folder = HERE / name
    (folder / "fingerprint.pb").unlink(missing_ok=True)  # another one each time
    path = str(folder / "variables/variables")
    if tf.io.gfile.exists(f"{path}.index"):
        reader = tf.train.load_checkpoint(path)
        dtypes = reader.get_variable_to_dtype_map()
        prefixes[f"{name}/variables/variables"] = {
            "variables": [
                {"name": n, "dtype": dtypes[n].name, "shape": shape, "sha256": digest(reader.get_tensor(n))}
                for n, shape in tf.train.list_variables(path)
            ]
        }
    model = tf.saved_model.load(str(folder))
    restored = keras.models.load_model(folder) if name == "keras" else model
    loaded[name] = {
        "signatures": {
            key: {
                "inputs": sorted(tensor(n, s) for n, s in function.structured_input_signature[1].items()),
                "outputs": sorted(tensor(n, s) for n, s in function.structured_outputs.items()),
            }
            for key, function in model.signatures.items()
        },
        "variables": sorted([v.name.removesuffix(":0"), bool(v.trainable)] for v in variables_of(name, restored)),
    }
    if name == "keras":
        loaded[name]["classes"] = [[type(o).__name__, o.name] for o in (restored, *restored.layers)]
        loaded[name]["optimizer"] = type(restored.optimizer).__name__
    for empty in ("assets", "variables"):
        if (folder / empty).is_dir() and not any((folder / empty).iterdir()):
            (folder / empty).rmdir()
    tf.keras.backend.clear_session()


def variables_of(name, model):
    """The variables of a loaded SavedModel, in whatever way its kind lists them."""
    if name == "module":
        return [model.total, model.count, model.parts["a"], model.parts["b"][0]]
    return model.variables if name in ("tf1", "keras") else []


def tensorflow_1():
    with tf.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder(tf.float32, (None, 3), name="x")
        w = v1.get_variable("dense/kernel", (3, 2), initializer=v1.glorot_uniform_initializer(seed=1))
        v1.get_variable("dense/mean", (2,), initializer=v1.ones_initializer(), trainable=False)
        v1.train.get_or_create_global_step()
        y = tf.matmul(x, w)
        session.run(v1.global_variables_initializer())
        v1.saved_model.simple_save(session, str(HERE / "tf1"), {"x": x}, {"y": y})


def no_variables():
    with tf.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder(tf.float32, None, name="x")
        v1.saved_model.simple_save(session, str(HERE / "no_variables"), {"x": x}, {"y": x * 2.0})


class Averages(tf.Module):
    """Has children `total` and `count` as a metric has, and variables in a dictionary as a layer has."""

    def __init__(self):
        super().__init__()
        self.total = tf.Variable(1.0, name="sum")
        self.count = tf.Variable(2.0, name="n")
        self.parts = {"a": tf.Variable([1.0, 2.0], name="inner"), "b": [tf.Variable(3, trainable=False)]}

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")])
    def __call__(self, x):
        return {"mean": x * self.total / self.count + self.parts["a"]}


def keras_model():
    model = keras.Sequential([keras.layers.Dense(2, input_shape=(3,), name="d"), keras.layers.Dropout(0.5)])
    model.compile(keras.optimizers.legacy.SGD(0.1), "mse")
    model.save(HERE / "keras", save_traces=False)


if __name__ == "__main__":
    keras.utils.set_random_seed(5)
    for name in ("tf1", "no_variables", "module", "keras"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    tensorflow_1()
    no_variables()
    tf.saved_model.save(Averages(), str(HERE / "module"))
    keras_model()
    for name in ("tf1", "no_variables", "module"):
        note(name)
    note("keras")
    golden = {
        "format": 1,
        "fixture": HERE.name,
        "what": WHAT,
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "latest_checkpoint": {},
        "checkpoint_state": {},
        "prefixes": prefixes,
        "saved_model": loaded,
    }
    (HERE / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")

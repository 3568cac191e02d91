"""Writes the checkpoints of this folder and golden.json, with TensorFlow 2.15: python make.py (in this folder)."""

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
    "V1 checkpoints beyond the plain ones: every dtype SaveV1 takes, optimizer slots, three shards with a "
    "partitioned variable over all of them, slices along two axes, a gap between slices, odd names"
)
v1 = tf.compat.v1
prefixes, latest, states = {}, {}, {}


def digest(value):
    if value.dtype == object:
        texts = [base64.b64encode(v).decode() for v in value.reshape(-1)]
        return hashlib.sha256(json.dumps(texts, separators=(",", ":")).encode()).hexdigest()
    return hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()


def restored(path, name, dtype):
    """The value of one tensor by TensorFlow's restore op."""
    plain = {tf.qint8: tf.int8, tf.quint8: tf.uint8, tf.qint32: tf.int32}.get(dtype)
    value = tf.raw_ops.Restore(file_pattern=path, tensor_name=name, dt=dtype)
    return (tf.bitcast(value, plain) if plain else value).numpy()


def note(folder, path, known=None):
    """TensorFlow's answers about one checkpoint; `known`: name -> (dtype, shape), where its reader cannot list it."""
    path = str(path)
    if known is None:
        reader = v1.train.NewCheckpointReader(path)
        shapes, dtypes = reader.get_variable_to_shape_map(), reader.get_variable_to_dtype_map()
        known = {name.encode(): (dtypes[name], shapes[name]) for name in shapes}
    variables = []
    for name in sorted(known):
        dtype, shape = known[name]
        answer = {"name": name.decode("utf-8", "surrogateescape"), "dtype": dtype.name, "shape": list(shape)}
        try:
            value = restored(path, name, dtype)
            value = np.asarray(value, object if isinstance(value, bytes) else None)
            answer |= {"value_from": "Restore", "sha256": digest(value)}
            assert list(value.shape) == list(shape)
        except tf.errors.OpError as error:
            message = error.message.split("}} ")[-1].split(" [Op:")[0]
            answer["restore_error"] = {"type": type(error).__name__, "message": message}
        variables.append(answer)
    prefixes[os.path.relpath(path, HERE)] = {"variables": variables}
    state = tf.train.get_checkpoint_state(str(HERE / folder))
    if state is not None:
        latest[folder] = os.path.relpath(tf.train.latest_checkpoint(HERE / folder), HERE)
        states[folder] = {
            "model_checkpoint_path": os.path.relpath(state.model_checkpoint_path, HERE),
            "all_model_checkpoint_paths": [
                os.path.relpath(p, HERE) for p in state.all_model_checkpoint_paths
            ],
        }


def empty(folder):
    shutil.rmtree(HERE / folder, ignore_errors=True)
    (HERE / folder).mkdir()
    return HERE / folder


def saver_all_dtypes():
    """A Saver's checkpoint with a variable of each dtype, a partitioned one, and Adam's slots."""
    folder = empty("dtypes")
    extremes = {
        "float16": [0.0, -0.0, 1.5, -65504.0, np.inf, np.nan, 6e-8],
        "float32": [0.0, -0.0, 3.4e38, -np.inf, np.nan, 1e-45],
        "float64": [[0.1], [-1e308], [5e-324]],
        "int8": [-128, -1, 0, 127],
        "int16": [-32768, -1, 0, 32767],
        "int32": [[-(2**31), -1], [0, 2**31 - 1]],
        "int64": [-(2**63), -1, 0, 1, 127, 128, 2**35, 2**56 - 1, 2**56, 2**62, 2**63 - 1],
        "uint8": [0, 127, 128, 255],
        "uint16": [0, 127, 128, 16384, 65535],
        "complex64": [1 + 2j, -0.5j],
        "complex128": [[[1 + 2j, np.inf]]],
        "bool": [True, False, True],
    }
    with tf.Graph().as_default(), v1.Session() as session:
        step = v1.train.get_or_create_global_step()
        for name, values in extremes.items():
            v1.get_variable(f"all/{name}", initializer=np.array(values, name), trainable=False)
        v1.get_variable("all/empty", initializer=np.zeros((0, 3), np.float32), trainable=False)
        v1.get_variable("all/empty_int", initializer=np.zeros((2, 0), np.int64), trainable=False)
        v1.get_variable("all/five", initializer=np.arange(24, dtype=np.int32).reshape(1, 2, 3, 4, 1))
        v1.get_variable(
            "all/text",
            initializer=tf.constant([[b"", b"\xff\0x"], [b"abc" * 60, "é".encode()]]),
            trainable=False,
            use_resource=False,
        )
        v1.get_variable("all/word", initializer=tf.constant(b"alone"), trainable=False, use_resource=False)
        w = v1.get_variable("dense/kernel", (3, 2), initializer=v1.glorot_uniform_initializer(seed=1))
        b = v1.get_variable("dense/bias", (2,), initializer=v1.zeros_initializer())
        embedding = v1.get_variable(
            "embedding",
            (7, 3),
            initializer=v1.glorot_uniform_initializer(seed=2),
            partitioner=v1.fixed_size_partitioner(3),
        )
        loss = tf.reduce_sum(tf.matmul(tf.ones((1, 3)), w) + b) + tf.reduce_sum(
            tf.convert_to_tensor(embedding)
        )
        train = v1.train.AdamOptimizer().minimize(loss, step, [w, b])
        session.run(v1.global_variables_initializer())
        for _ in range(3):
            session.run(train)
        saver = v1.train.Saver(write_version=v1.train.SaverDef.V1, save_relative_paths=True)
        path = saver.save(session, str(folder / "model.ckpt"), step, write_meta_graph=False)
    note("dtypes", path)


def saver_in_shards():
    """A sharded Saver over three devices; each shard has a part of the partitioned variable."""
    folder = empty("sharded")
    with tf.Graph().as_default(), v1.Session() as session:
        step = v1.train.get_or_create_global_step()
        numbers = iter(range(3))

        def place(operation):
            return f"/cpu:{next(numbers)}" if operation.type == "VariableV2" else None

        with v1.device(place):
            v1.get_variable(
                "table",
                (8, 2),
                initializer=v1.glorot_uniform_initializer(seed=3),
                partitioner=v1.fixed_size_partitioner(3),
                use_resource=False,
            )
        for number in range(3):
            with tf.device(f"/cpu:{number}"):
                v1.get_variable(
                    f"on_{number}", initializer=np.arange(4, dtype=np.float32) + number, use_resource=False
                )
        session.run(v1.global_variables_initializer())
        session.run(v1.assign_add(step, 12))
        saver = v1.train.Saver(
            write_version=v1.train.SaverDef.V1, sharded=True, save_relative_paths=True
        )
        path = saver.save(session, str(folder / "model.ckpt"), step, write_meta_graph=False)
    note("sharded", path)


def slices():
    """What SaveSlices can write beyond a Saver: a grid of slices, a gap, whole dimensions spelled out, odd names."""
    folder = empty("slices")
    grid = np.arange(35, dtype=np.float32).reshape(5, 7)
    pieces = [
        (b"grid", "5 7 0,3:0,4", grid[:3, :4]),
        (b"grid", "5 7 0,3:4,3", grid[:3, 4:]),
        (b"grid", "5 7 3,2:0,4", grid[3:, :4]),
        (b"grid", "5 7 3,2:4,3", grid[3:, 4:]),
        (b"gap", "5 7 0,2:-", grid[:2]),
        (b"gap", "5 7 3,2:-", grid[3:]),
        (b"spelled", "5 7 0,5:0,7", grid),
        (b"columns", "5 7 -:0,6", grid[:, :6].astype(np.int64)),
        (b"columns", "5 7 -:6,1", grid[:, 6:].astype(np.int64)),
        (b"words", "4 0,1", np.array([b"one"], object)),
        (b"words", "4 1,3", np.array([b"", b"\xfftwo", b"three"], object)),
        (b"far", "20000 0,19999", np.zeros(19999, np.uint8)),
        (b"far", "20000 19999,1", np.array([7], np.uint8)),
        (b"whole", "", np.array([1, -1], np.int8)),
        (b"number", "", np.array(-5, np.int64)),
    ]
    path = str(folder / "values")
    tf.raw_ops.SaveSlices(
        filename=path,
        tensor_names=[name for name, _, _ in pieces],
        shapes_and_slices=[where for _, where, _ in pieces],
        data=[tf.constant(value) for _, _, value in pieces],
    )
    note("slices", path)

    path = str(folder / "odd [names]?")
    odd = {  # a name that is not UTF-8 makes the whole file unreadable to TensorFlow
        b"a\0b": np.float32([1]),
        b"\0": np.float32([3]),
        b" ": np.float32([4]),
        "é/日本".encode(): np.float32([5]),
        b"x\ny": np.float32(6),
        b"long" * 300: np.float32([[7]]),
    }
    tf.raw_ops.Save(filename=path, tensor_names=list(odd), data=list(odd.values()))
    glob = "".join(f"[{letter}]" if letter in "[?*" else letter for letter in path)  # it takes a pattern
    note("slices", glob, {name: (tf.float32, value.shape) for name, value in odd.items()})
    prefixes["slices/odd [names]?"] = prefixes.pop(os.path.relpath(glob, HERE))

    path = str(folder / "quantized")
    tf.raw_ops.Save(
        filename=path,
        tensor_names=["qint32", "qint8", "quint8"],
        data=[
            tf.bitcast(tf.constant([-(2**31), -1, 7]), tf.qint32),
            tf.bitcast(tf.constant([-128, -1, 7], tf.int8), tf.qint8),
            tf.bitcast(tf.constant([0, 200, 255], tf.uint8), tf.quint8),
        ],
    )
    note("slices", path)


if __name__ == "__main__":
    tf.config.set_logical_device_configuration(
        tf.config.list_physical_devices("CPU")[0], [tf.config.LogicalDeviceConfiguration()] * 3
    )
    saver_all_dtypes()
    saver_in_shards()
    slices()
    golden = {
        "format": 1,
        "fixture": HERE.name,
        "what": WHAT,
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "latest_checkpoint": latest,
        "checkpoint_state": states,
        "prefixes": prefixes,
    }
    (HERE / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")

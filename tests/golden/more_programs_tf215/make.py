"""Writes the checkpoints of this folder and golden.json, with TensorFlow 2.15: python make.py (in this folder)."""

import base64
import hashlib
import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import trackable_object_graph_pb2
from tensorflow.python.checkpoint import graph_view, util

HERE = Path(__file__).parent
WHAT = (
    "Programs in which a rule of thumb goes wrong: variables of equal names, a layer with a step of its own, "
    "a trainer that is no optimizer, TF1 optimizers with names of their own, Keras 2's Adafactor, loss scaling"
)
optimizers = tf.keras.optimizers
prefixes, latest, states = {}, {}, {}


def digest(value):
    if isinstance(value, bytes) or getattr(value, "dtype", None) is np.dtype(object):
        texts = [base64.b64encode(v).decode() for v in np.asarray(value, dtype=object).reshape(-1)]
        return hashlib.sha256(json.dumps(texts, separators=(",", ":")).encode()).hexdigest()
    return hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()


def note(folder, path, root=None, pairs=None, step=None):
    """TensorFlow's answers about one prefix, and what the live objects say."""
    reader = tf.train.load_checkpoint(path)
    dtypes = reader.get_variable_to_dtype_map()
    answer = {
        "variables": [
            {"name": n, "dtype": dtypes[n].name, "shape": shape, "sha256": digest(reader.get_tensor(n))}
            for n, shape in tf.train.list_variables(path)
        ]
    }
    if step is not None:
        answer["live_step"] = step
    if root is not None:
        proto = trackable_object_graph_pb2.TrackableObjectGraph()
        proto.ParseFromString(reader.get_tensor("_CHECKPOINTABLE_OBJECT_GRAPH"))
        nodes = []
        for number, found in enumerate(proto.nodes):
            node = {"id": number, "children": [[c.local_name, c.node_id] for c in found.children]}
            node["attributes"] = [
                {"name": a.name, "full_name": a.full_name, "checkpoint_key": a.checkpoint_key}
                for a in found.attributes
            ]
            node["slot_variables"] = [
                [s.original_variable_node_id, s.slot_name, s.slot_variable_node_id]
                for s in found.slot_variables
            ]
            if found.HasField("has_checkpoint_values"):
                node["has_checkpoint_values"] = found.has_checkpoint_values.value
            nodes.append({name: value for name, value in node.items() if value or value == 0})
        answer["object_graph"] = nodes
        view = graph_view.ObjectGraphView(root)
        objects = util.objects_ids_and_slot_variables_and_paths(view)[0]
        key = {
            n["id"]: a["checkpoint_key"]
            for n in nodes
            for a in n.get("attributes", ())
            if a["name"] == "VARIABLE_VALUE"
        }
        place = {id(o): number for number, o in enumerate(objects)}
        answer["node_python_types"] = [[n, type(o).__name__, kind(o)] for n, o in enumerate(objects)]
        if pairs is not None:
            answer["live_slots"] = sorted(
                [key[place[id(v)]], key[place[id(s)]]] for v, s in pairs if id(s) in place
            )
    prefixes[str(Path(path).relative_to(HERE))] = answer
    latest[folder] = os.path.relpath(tf.train.latest_checkpoint(HERE / folder), HERE)
    state = tf.train.get_checkpoint_state(HERE / folder)
    states[folder] = {
        "model_checkpoint_path": os.path.relpath(state.model_checkpoint_path, HERE),
        "all_model_checkpoint_paths": [os.path.relpath(p, HERE) for p in state.all_model_checkpoint_paths],
    }


def kind(found):
    if isinstance(found, tf.Variable):
        return "variable"
    if isinstance(found, (optimizers.Optimizer, optimizers.legacy.Optimizer)):
        return "optimizer"
    return "container" if type(found).__name__ in ("ListWrapper", "_DictWrapper") else "other"


def slots(optimizer, variables, *lists):
    return [
        (v, s)
        for name in lists
        for v, s in zip(variables, getattr(optimizer, name))
        if isinstance(s, tf.Variable)
    ]


def dense_model(name=None):
    layers = [tf.keras.layers.Dense(3, input_shape=(2,), name="d"), tf.keras.layers.Dense(1, name="e")]
    return tf.keras.Sequential(layers, name=name)


def train(model, optimizer, times):
    for _ in range(times):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(np.ones((4, 2), np.float32))))
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


def save(folder, step=None, pairs=None, **objects):
    checkpoint = tf.train.Checkpoint(**objects)
    note(folder, checkpoint.save(str(HERE / folder / "ckpt")), checkpoint, pairs, step)


def adafactor():
    model, optimizer = dense_model(), optimizers.Adafactor()
    train(model, optimizer, 3)
    pairs = slots(optimizer, model.trainable_variables, "_r", "_c", "_v")
    save("adafactor", 3, pairs, model=model, optimizer=optimizer)


def equal_names():
    """The optimizer is given variables of one name and shape in another order than the graph has them."""
    module = tf.Module()
    module.a, module.b, module.c = (tf.Variable([float(i), 1.0], name="v") for i in range(3))
    optimizer, variables = optimizers.Adam(), [module.c, module.a]
    optimizer.build(variables)
    optimizer.apply_gradients([(tf.ones(2) * i, v) for i, v in enumerate(variables)])
    save("equal_names", 1, slots(optimizer, variables, "_momentums", "_velocities"), m=module, o=optimizer)


def two_models():
    """Two models whose layers have the same names: `b_` comes first in the graph, opt_a trains the other."""
    first, second = dense_model("net"), dense_model("net")
    opt_a, opt_b = optimizers.Adam(), optimizers.Adam()
    train(second, opt_b, 5)
    train(first, opt_a, 2)
    pairs = slots(opt_a, first.trainable_variables, "_momentums", "_velocities")
    pairs += slots(opt_b, second.trainable_variables, "_momentums", "_velocities")
    save("two_models", None, pairs, z_model=first, b_model=second, opt_a=opt_a, opt_b=opt_b)


def loss_scale():
    model, optimizer = dense_model(), tf.keras.mixed_precision.LossScaleOptimizer(optimizers.Adam())
    train(model, optimizer, 3)
    pairs = slots(optimizer.inner_optimizer, model.trainable_variables, "_momentums", "_velocities")
    save("loss_scale", 3, pairs, model=model, optimizer=optimizer)


def layer_with_step():
    cell, model, optimizer = tf.Module(), dense_model(), optimizers.Adam()
    cell.step = tf.Variable(5, trainable=False)
    train(model, optimizer, 6)
    save("layer_with_step", 6, None, cell=cell, model=model, optimizer=optimizer)


def trainer():
    """Neither the trainer nor the root is an optimizer, although both have `iter` and `learning_rate`."""
    held = tf.Module()
    held.iter, held.learning_rate, held.net = tf.Variable(5), tf.Variable(0.1), tf.Module()
    held.net.w = tf.Variable([1.0])
    save(
        "trainer",
        None,
        None,
        trainer=held,
        iter=tf.Variable(7),
        learning_rate=tf.Variable(0.5),
        w=tf.Variable(2.0),
    )


def named_optimizers():
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        step = v1.train.get_or_create_global_step()
        w = v1.get_variable("net/w", (3, 2))
        b = v1.get_variable("net/w/bias", (2,))
        loss = tf.reduce_sum(tf.matmul(tf.ones((1, 3)), w) + b)
        generator = v1.train.AdamOptimizer(name="gen_opt").minimize(loss, step, [w])
        discriminator = v1.train.MomentumOptimizer(0.1, 0.9, name="disc").minimize(loss, None, [b])
        session.run(v1.global_variables_initializer())
        session.run([generator, discriminator])
        saver = v1.train.Saver(save_relative_paths=True)
        path = saver.save(session, str(HERE / "named_optimizers/model.ckpt"), step, write_meta_graph=False)
    note("named_optimizers", path, step=1)


if __name__ == "__main__":
    tf.keras.utils.set_random_seed(7)
    for program in (
        adafactor, equal_names, two_models, loss_scale, layer_with_step, trainer, named_optimizers,
    ):  # fmt: skip
        tf.keras.backend.clear_session()
        program()
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
    (HERE / "golden.json").write_text(json.dumps(golden, indent=None, separators=(",", ":")) + "\n")

"""Writes the runs of this folder and golden.json, with TensorFlow 2.15: python make.py (in this folder).

widened     an Estimator continued with a wider layer: TensorFlow raises nothing and keeps the stored widths
restarted   a Saver's run started again from nothing with a wider layer, beside checkpoints of the old one
averages    a sound run whose Saver stores moving averages under names of its own, and not every variable
"""

import base64
import hashlib
import json
import os
import shutil
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1
tf.get_logger().setLevel("FATAL")
HERE = Path(__file__).parent
WHAT = "Three runs of TF1 style, two of them continued or restarted with other widths, for the directory self-check"


def network(x, width, use_resource):
    with v1.variable_scope("net", use_resource=use_resource):
        hidden = v1.get_variable("hidden/kernel", [2, width], initializer=v1.ones_initializer())
        logits = v1.get_variable("logits/kernel", [width, 3], initializer=v1.ones_initializer())
    return tf.matmul(tf.matmul(x, hidden), logits)


def model_fn(features, labels, mode, params):
    loss = tf.reduce_sum(network(features, params["width"], True))
    step = v1.train.get_or_create_global_step()
    train = v1.train.MomentumOptimizer(0.1, 0.9).minimize(loss, global_step=step)
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)


def data():
    return tf.data.Dataset.from_tensors((tf.ones([1, 2]), tf.ones([1]))).repeat()


def estimate(run, phases):
    """Train in phases of (width, last step); what each raised."""
    said = []
    for width, steps in phases:
        config = tf.estimator.RunConfig(
            model_dir=run, save_checkpoints_steps=5, save_summary_steps=None, log_step_count_steps=None
        )
        try:
            estimator = tf.estimator.Estimator(model_fn, config=config, params={"width": width})
            estimator.train(data, max_steps=steps)
            said.append(None)
        except Exception as error:
            said.append(type(error).__name__)
    return said


def saver_run(run, width, steps, *, averages=False):
    """A plain loop with a Saver, in a graph of its own."""
    with tf.Graph().as_default(), v1.Session() as session:
        step = v1.train.get_or_create_global_step()
        loss = tf.reduce_sum(network(tf.ones([1, 2]), width, use_resource=False))
        train = v1.train.MomentumOptimizer(0.1, 0.9).minimize(loss, global_step=step)
        saver = v1.train.Saver()
        if averages:
            average = v1.train.ExponentialMovingAverage(0.9, step)
            with tf.control_dependencies([train]):
                train = average.apply(v1.trainable_variables())
            names = {average.average_name(variable): variable for variable in v1.trainable_variables()}
            saver = v1.train.Saver(names | {"step": step})
            v1.train.Saver(name="everything")  # a second Saver in the graph, which is not used
        session.run(v1.variables_initializer(v1.trainable_variables()))  # averages start from these
        session.run(v1.global_variables_initializer())
        for number in range(steps + 1):
            if number % 5 == 0:
                saver.save(session, os.path.join(run, "model.ckpt"), global_step=number)
            session.run(train)


def digest(value):
    if isinstance(value, bytes) or getattr(value, "dtype", None) is np.dtype(object):
        texts = [base64.b64encode(v).decode() for v in np.asarray(value, dtype=object).reshape(-1)]
        return hashlib.sha256(json.dumps(texts, separators=(",", ":")).encode()).hexdigest()
    return hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()


os.chdir(HERE)
for name in ("widened", "restarted", "averages"):
    shutil.rmtree(name, ignore_errors=True)
    Path(name).mkdir()
raised = {"widened": estimate("widened", [(2, 5), (4, 10)])}
saver_run("restarted", 2, 20)
saver_run("restarted", 4, 10)
saver_run("averages", 2, 5, averages=True)
# What no test needs is left out to stay small.
for pattern in ("*/events*", "restarted/*.meta", "averages/model.ckpt-0.*"):
    for path in HERE.glob(pattern):
        path.unlink()

prefixes, expects, latest, states = {}, {}, {}, {}
for index in sorted(HERE.glob("*/*.index")):
    prefix = str(index.relative_to(HERE)).removesuffix(".index")
    reader = tf.train.load_checkpoint(prefix)
    dtypes = reader.get_variable_to_dtype_map()
    prefixes[prefix] = {
        "variables": [
            {"name": n, "dtype": dtypes[n].name, "shape": shape, "sha256": digest(reader.get_tensor(n))}
            for n, shape in tf.train.list_variables(prefix)
        ]
    }
for meta in sorted(HERE.glob("widened/*.meta")):
    with tf.Graph().as_default():
        v1.train.import_meta_graph(str(meta))
        expects[str(meta.relative_to(HERE))] = {v.op.name: v.shape.as_list() for v in v1.global_variables()}
for folder in sorted(path.parent.name for path in HERE.glob("*/checkpoint")):
    state = tf.train.get_checkpoint_state(folder)
    latest[folder] = tf.train.latest_checkpoint(folder)
    states[folder] = {
        "model_checkpoint_path": os.path.relpath(state.model_checkpoint_path),
        "all_model_checkpoint_paths": [os.path.relpath(path) for path in state.all_model_checkpoint_paths],
    }
answers = {
    "format": 1, "fixture": HERE.name, "what": WHAT, "tensorflow": tf.__version__,
    "latest_checkpoint": latest, "checkpoint_state": states, "prefixes": prefixes,
    "raised": raised, "graph_expects": expects,
}  # fmt: skip
(HERE / "golden.json").write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n")

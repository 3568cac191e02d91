"""Writes the event files of this folder with TensorFlow 2.15: python make.py (in this folder).

`answers.py` then notes what TensorBoard reads in them and in the event files of other sets.
"""

import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from tensorflow.core.util import event_pb2

HERE = Path(__file__).parent
v1 = tf.compat.v1
CLOCK = 1_700_000_000


def rename(folder, number):
    """A neutral name, in the order of writing."""
    made = [path for path in folder.iterdir() if "trainbox" not in path.name]
    made[0].rename(folder / f"events.out.tfevents.{CLOCK + number}.trainbox")


def write_tf1(folder, number, entries):
    """One file of a TF1 program; entries: (step, tag, value), (step, "START"|"STOP", "") or (step, "CHECKPOINT", path)."""
    folder.mkdir(parents=True, exist_ok=True)
    with v1.Graph().as_default():
        writer = v1.summary.FileWriter(str(folder))
    for count, (step, tag, value) in enumerate(entries):
        event = event_pb2.Event(wall_time=CLOCK + 1000 * number + count * 0.25, step=step)
        if tag in ("START", "STOP", "CHECKPOINT"):
            event.session_log.status = event_pb2.SessionLog.SessionStatus.Value(tag)
            event.session_log.checkpoint_path = value
        else:
            event.summary.value.add(tag=tag, simple_value=value)
        writer.add_event(event)
    writer.close()
    rename(folder, number)


def losses(first, last, scale):
    return [(step, "loss", scale / (step + 1)) for step in range(first, last + 1, 5)]


def restarted():
    """A TF1 run stopped at step 40 that went on twice from step 20, the second time in the same file."""
    folder = HERE / "restarted"
    save = (20, "CHECKPOINT", "/home/train/restarted/model.ckpt")
    write_tf1(folder, 1, [(0, "START", ""), *losses(0, 20, 1.0), save, *losses(25, 40, 1.0)])
    write_tf1(
        folder,
        2,
        [
            (20, "START", ""),
            *losses(20, 35, 2.0),
            (35, "CHECKPOINT", "/home/train/restarted/model.ckpt"),
            (30, "START", ""),
            *losses(30, 50, 3.0),
            (50, "STOP", ""),
        ],
    )
    write_tf1(folder / "eval", 3, [(20, "loss", 0.5), (50, "loss", 0.25), (50, "accuracy", 0.75)])


def went_back():
    """A TF2 run that went on from an older step: there is no session log, and TensorBoard keeps all."""
    folder = HERE / "went_back"
    for number, steps in ((1, range(0, 50, 10)), (2, range(20, 80, 10))):
        writer = tf.summary.create_file_writer(str(folder))
        with writer.as_default():
            for step in steps:
                tf.summary.scalar("loss", 1.0 / (1 + step + number), step=step)
        writer.close()
        rename(folder, number)


def odd_values():
    """Scalars of every numeric dtype, values that are no numbers, histograms, text and images between them."""
    folder = HERE / "odd_values"
    writer = tf.summary.create_file_writer(str(folder))
    scalars = tf.compat.v1.SummaryMetadata(plugin_data={"plugin_name": "scalars"})
    with writer.as_default():
        for step, value in enumerate([1.5, np.nan, np.inf, -np.inf, 1e-45, 3.4e38]):
            tf.summary.scalar("odd", value, step=step)
        for name in [
            "float16",
            "bfloat16",
            "float32",
            "float64",
            "int8",
            "int16",
            "int32",
            "int64",
            "uint8",
            "uint16",
            "uint32",
            "uint64",
            "bool",
        ]:
            for step, value in enumerate((0, 1, 3)):
                tensor = tf.cast(tf.constant(value, tf.int64), getattr(tf, name))
                tf.summary.write(f"dtype/{name}", tensor, step=step, metadata=scalars)
        tf.summary.text("words", "some text", step=1)
        tf.summary.image("picture", np.zeros((1, 4, 4, 3)), step=1)
        tf.summary.histogram("spread", np.arange(100.0) ** 2, step=1)
        tf.summary.histogram("single", np.full(7, 3.0), step=1)
        tf.summary.histogram("empty", np.zeros(0), step=1)
    writer.close()
    rename(folder, 1)


restarted()
went_back()
odd_values()

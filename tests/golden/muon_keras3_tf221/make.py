"""Writes the checkpoint of this folder and live_slots.json, with TensorFlow 2.21: python make.py (in this folder)."""

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


def live_slots(root, path, pairs):
    """[key of the variable, key of its slot] of all pairs of live objects."""
    proto = trackable_object_graph_pb2.TrackableObjectGraph()
    proto.ParseFromString(tf.train.load_checkpoint(path).get_tensor("_CHECKPOINTABLE_OBJECT_GRAPH"))
    key = {n: found.attributes[0].checkpoint_key for n, found in enumerate(proto.nodes) if found.attributes}
    objects = util.objects_ids_and_slot_variables_and_paths(graph_view.ObjectGraphView(root))[0]
    place = {id(found): number for number, found in enumerate(objects)}
    return sorted([key[place[id(v)]], key[place[id(s)]]] for v, s in pairs)


model = keras.Sequential(
    [keras.Input((2,)), keras.layers.Dense(3, name="d"), keras.layers.Dense(1, name="d_momentum")]
)
optimizer = keras.optimizers.Muon()
model.compile(optimizer, "mse")
model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)
checkpoint = tf.train.Checkpoint(model=model, optimizer=optimizer)
path = checkpoint.save(str(HERE / "muon" / "ckpt"))
pairs = [
    (variable, slot)
    for slots in (optimizer.momentums, optimizer.adam_velocities)
    for variable, slot in zip(optimizer._trainable_variables, slots)
    if slot is not None
]
answer = {
    "tensorflow": tf.__version__,
    "keras": keras.__version__,
    "live_slots": live_slots(checkpoint, path, pairs),
}
(HERE / "live_slots.json").write_text(json.dumps(answer, indent=1) + "\n")

"""What the snippet writes in small programs, beside what TensorFlow saves of them.

Run with an environment that holds TensorFlow; the argument names the Keras in use:
    python make.py tf215 (TensorFlow 2.15.1, Keras 2.15) | keras3 | tfkeras (TensorFlow 2.21.0)
Each file holds {"spec": the spec file, "checkpoint": {"variables": {key: [dtype, shape]},
"children": [[[edge, node], ...] of each node], "slots": [[optimizer, variable, name, slot], ...]}}.
"""

import json
import os
import pathlib
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf
from tensorflow.core.protobuf import trackable_object_graph_pb2

KERAS = sys.argv[1]
if KERAS == "keras3":
    import keras
elif KERAS == "tfkeras":
    import tf_keras as keras
else:
    keras = tf.keras
HERE = pathlib.Path(__file__).resolve().parent
SNIPPET = (HERE.parent.parent.parent / "resources" / "snippets" / "model_spec.py").read_text(encoding="utf-8")
tf1 = tf.compat.v1


def describe(root):
    exec(compile(SNIPPET.replace("ROOT = None", "ROOT = root", 1), "snippet", "exec"), {"root": root})
    return json.loads(pathlib.Path("model_spec.json").read_text(encoding="utf-8"))


def saved(prefix):
    reader = tf.train.load_checkpoint(prefix)
    dtypes, shapes = reader.get_variable_to_dtype_map(), reader.get_variable_to_shape_map()
    graph_key = "_CHECKPOINTABLE_OBJECT_GRAPH"
    answer = {"variables": {key: [dtypes[key].name, shapes[key]] for key in sorted(shapes) if key != graph_key}}
    if graph_key in shapes:
        graph = trackable_object_graph_pb2.TrackableObjectGraph()
        graph.ParseFromString(reader.get_tensor(graph_key))
        answer["children"] = [[[c.local_name, c.node_id] for c in node.children] for node in graph.nodes]
        answer["slots"] = [
            [i, s.original_variable_node_id, s.slot_name, s.slot_variable_node_id]
            for i, node in enumerate(graph.nodes)
            for s in node.slot_variables
        ]
    return answer


def write(name, spec, checkpoint):
    text = json.dumps({"spec": spec, "checkpoint": checkpoint}, separators=(",", ":"))
    (HERE / f"{name}_{KERAS}.json").write_text(text + "\n", encoding="utf-8")


def objects(name, root):
    spec = describe(root)
    write(name, spec, saved(root.write("ckpt")))


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.l1 = keras.layers.Dense(5)

    def call(self, x):
        return self.l1(x)


def train(model, optimizer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(tf.ones([2, 3])) ** 2)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


def functional():
    inputs = keras.Input((3,), name="in")
    hidden = keras.layers.BatchNormalization(name="bn")(keras.layers.Dense(4, name="hidden")(inputs))
    inner = keras.Sequential([keras.layers.Dense(2, name="a"), keras.layers.Dense(3, name="b")], name="inner")
    return keras.Model(inputs, keras.layers.Dense(1, name="out")(inner(hidden)), name="net")


class Module(tf.Module):
    def __init__(self):
        super().__init__()
        self.v = tf.Variable([1.0, 2.0], name="v")
        self.parts = [tf.Variable(tf.zeros([i + 1]), name="w") for i in range(3)]
        self.named = {"a": self.v, "b/c.d": tf.Variable(3, name="b")}
        self.pair = (tf.Variable(1.0), {"x": tf.Variable(2.0)})


def graph(name, is_resource, saver_of):
    with tf1.Graph().as_default():
        with tf1.variable_scope("net", use_resource=is_resource):
            w = tf1.get_variable("w", [4, 3])
            b = tf1.get_variable("b", [3], tf.float64)
        with tf1.variable_scope("p", partitioner=tf1.fixed_size_partitioner(3), use_resource=is_resource):
            p = tf1.get_variable("table", [10, 2])
        tf1.get_variable("local", [2], collections=["local_variables"])
        tf1.train.get_or_create_global_step()
        loss = tf.reduce_sum(w) + tf.cast(tf.reduce_sum(b), tf.float32) + tf.reduce_sum(tf.convert_to_tensor(p))
        tf1.train.AdamOptimizer().minimize(loss)
        root = saver_of(w, b, p)
        spec = describe(root)
        with tf1.Session() as session:
            session.run(tf1.global_variables_initializer())
            prefix = (root or tf1.train.Saver()).save(session, f"./{name}", write_state=False)
        write(name, spec, saved(prefix))


os.chdir(tempfile.mkdtemp())
tf.random.set_seed(1)
optimizers = {"adam": keras.optimizers.Adam(0.1), "momentum": keras.optimizers.SGD(0.1, momentum=0.9)}
if KERAS != "keras3":
    optimizers["legacy_amsgrad"] = keras.optimizers.legacy.Adam(0.1, amsgrad=True)
for name, optimizer in optimizers.items():
    net = Net()
    train(net, optimizer)
    objects(f"net_{name}", tf.train.Checkpoint(step=tf.Variable(1), optimizer=optimizer, net=net))
model = functional()
model.compile(keras.optimizers.Adam(), "mse")
model.fit(tf.ones([4, 3]), tf.ones([4, 1]), verbose=0)
objects("functional", tf.train.Checkpoint(model=model))
recurrent = keras.Sequential([keras.layers.Embedding(7, 4), keras.layers.Bidirectional(keras.layers.LSTM(3))])
recurrent(tf.ones([2, 5], tf.int32))
objects("recurrent", tf.train.Checkpoint(model=recurrent))
if KERAS == "tf215":
    module = Module()
    objects("module", tf.train.Checkpoint(module=module, again=module.parts))
    graph_runs = {
        "graph_ref": (False, lambda w, b, p: None),
        "graph_resource": (True, lambda w, b, p: None),
        "graph_renamed": (False, lambda w, b, p: tf1.train.Saver({"old/w": w, "q": p})),
    }
    for name, (is_resource, saver_of) in graph_runs.items():
        graph(name, is_resource, saver_of)

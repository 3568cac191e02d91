"""Writes answers.json: what TensorFlow 2.15 makes of the graph files of the other folders. python make.py (in this folder).

Graphs are imported, so shapes are those TensorFlow infers for the tensors a save node gets, not
those we follow back to the variables.
"""

import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf
from google.protobuf import text_format
from tensorflow.core.framework import variable_pb2
from tensorflow.core.protobuf import meta_graph_pb2, saved_model_pb2

v1 = tf.compat.v1
GOLDEN = Path(__file__).parent.parent
FILES = (
    "dtypes_tf115/model_dir/model.ckpt-1.meta",
    "estimator_scaffold_tf215/tf_estimator_example/model.ckpt-10.meta",
    "iris_continued_tf215/models/iris/model.ckpt-40.meta",
    "iris_continued_tf215/models/iris/graph.pbtxt",
    "iris_dnn_tf115/models/iris/model.ckpt-200.meta",
    "iris_dnn_tf115/models/iris/graph.pbtxt",
    "lenet5_tf1_tf215/tf_ckpt/model.meta",
    "more_runs_tf215/averages/model.ckpt-5.meta",
    "more_runs_tf215/widened/graph.pbtxt",
    "optimizers_tf115/adam/model.ckpt-3.meta",
    "partitioned_tf115/model_dir/model.ckpt-7.meta",
    "partitioned_tf115/sharded_dir/model.ckpt-7.meta",
    "sharded_saver_tf115/model_dir/model.ckpt-200.meta",
    "target_spec_v1_tf215/base/model.ckpt-5.meta",
    "target_spec_v1_tf215/targets/dtype_float64/model.ckpt-0.meta",
    "v1_format_tf115/model_dir/model.ckpt-5.meta",
    "v1_format_tf115/sharded_dir/model.ckpt-5.meta",
)
SAVED_MODELS = (
    "keras3_modelcheckpoint_tf221/exported",
    "keras_cnn_tf215/checkpoints/cnn_01",
    "keras_modelcheckpoint_tf215/checkpoints/keras_model_02",
    "target_spec_tf215/targets/units/saved_model",
)


def sizes(shape):
    return None if shape.rank is None else shape.as_list()


def proto_sizes(shape):
    return None if shape.unknown_rank else [None if d.size < 0 else d.size for d in shape.dim]


def variables(graph):
    """Every variable node, and what the collections say of it."""
    found = {}
    for op in graph.get_operations():
        if op.type in ("VarHandleOp", "VariableV2", "Variable"):
            found[op.name] = {
                "op": op.type,
                "dtype": op.get_attr("dtype").base_dtype.name,
                "shape": proto_sizes(op.get_attr("shape")),
            }
    return found


def tell_collections(meta, found):
    for entry in found.values():
        entry.update(trainable=False, collections=[], partition=None)
    for name, collection in sorted(meta.collection_def.items()):
        if not (name.endswith("variables") or name == "global_step"):
            continue
        for data in collection.bytes_list.value:
            proto = variable_pb2.VariableDef.FromString(data)
            entry = found[proto.variable_name.removesuffix(":0")]
            entry["collections"].append(name)
            entry["trainable"] = entry["trainable"] or name == "trainable_variables"
            entry["initializer"] = proto.initial_value_name.removesuffix(":0")
            if proto.HasField("save_slice_info_def"):
                info = proto.save_slice_info_def
                entry["partition"] = [
                    info.full_name, list(info.full_shape), list(info.var_offset), list(info.var_shape)
                ]  # fmt: skip


def requests(graph):
    """Save node -> [key, dtype, inferred shape of the tensor, slice] of each tensor it writes."""
    found = {}
    for op in graph.get_operations():
        if op.type not in ("SaveV2", "SaveSlices", "Save"):
            continue
        first = 2 if op.type == "Save" else 3
        names = tf.get_static_value(op.inputs[1]).tolist()
        slices = tf.get_static_value(op.inputs[2]).tolist() if first == 3 else [b""] * len(names)
        found[op.name] = [
            [name.decode(), tensor.dtype.base_dtype.name, sizes(tensor.shape), part.decode()]
            for name, tensor, part in zip(names, op.inputs[first:], slices, strict=True)
        ]
    return found


answers = {"maker": "make.py beside this file", "tensorflow": tf.__version__, "graphs": {}, "saved_models": {}}
for name in FILES:
    path = GOLDEN / name
    with tf.Graph().as_default() as graph:
        if name.endswith(".meta"):
            meta = meta_graph_pb2.MetaGraphDef.FromString(path.read_bytes())
            v1.train.import_meta_graph(meta)
            saver = meta.saver_def
            answer = {
                "tensorflow_version": meta.meta_info_def.tensorflow_version,
                "saver": [
                    saver.version, saver.sharded, saver.max_to_keep, saver.keep_checkpoint_every_n_hours,
                    saver.save_tensor_name, saver.restore_op_name,
                ],
            }  # fmt: skip
            answer["variables"] = variables(graph)
            tell_collections(meta, answer["variables"])
        else:
            proto = text_format.Parse(path.read_bytes(), v1.GraphDef())
            tf.graph_util.import_graph_def(proto, name="")
            answer = {"variables": variables(graph)}
        answer["node_count"] = len(graph.get_operations())
        answer["requests"] = requests(graph)
    answers["graphs"][name] = answer
for name in SAVED_MODELS:
    model = saved_model_pb2.SavedModel.FromString((GOLDEN / name / "saved_model.pb").read_bytes())
    nodes = model.meta_graphs[0].object_graph_def.nodes
    answers["saved_models"][name] = [
        [
            number, node.variable.name, tf.dtypes.as_dtype(node.variable.dtype).name,
            proto_sizes(node.variable.shape), node.variable.trainable,
        ]
        for number, node in enumerate(nodes)
        if node.HasField("variable")
    ]  # fmt: skip
(Path(__file__).parent / "answers.json").write_text(json.dumps(answers, indent=None, sort_keys=True) + "\n")

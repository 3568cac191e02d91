"""Random graph programs and what TensorFlow does when a changed one restores: run by hand, TensorFlow needed.

    python tests/oracle/graph_programs.py SEED COUNT FOLDER      (with TensorFlow: writes the cases)
    python -m tests.oracle.compare_graph_programs FOLDER         (without: compares the predictions)

Each case is a checkpoint (name-based, sharded, object-based, or of the first format), the files of a
changed program (index, `.meta`, and its spec in `answer.json`), and what happened: the exception,
and of each variable whether it took the stored value and its shape then. Stored values are 7, initial ones 0.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1
DTYPES = ("float32", "float64", "int32", "int64", "float16", "bool", "bfloat16", "complex64", "string")
SCOPES = ("", "net/", "net/inner/", "tower_0/", "a/b/")
NAMES = ("w", "b", "kernel", "bias", "gamma", "x1", "Z", "_u")
OPTIMIZERS = {
    "Adam": lambda: v1.train.AdamOptimizer(0.1),
    "Adagrad": lambda: v1.train.AdagradOptimizer(0.1),
    "Momentum": lambda: v1.train.MomentumOptimizer(0.1, 0.9),
    "RMSProp": lambda: v1.train.RMSPropOptimizer(0.1),
    "Ftrl": lambda: v1.train.FtrlOptimizer(0.1),
    "GradientDescent": lambda: v1.train.GradientDescentOptimizer(0.1),
}
CHANGES = ("shape", "shape", "rank", "dtype", "rename", "add", "drop", "part", "scope", "opt", "resource")
MAPPED_SCOPES = ("/", "net/", "a/", "nope/")
GRAPH_SCOPES = ("/", "net/", "outer/", "outer/net/", "a/", "none/", "net")
Program = dict[str, Any]


def random_program(rng: random.Random) -> Program:
    variables: dict[str, Program] = {}
    for _ in range(rng.randint(1, 7)):
        name = rng.choice(SCOPES) + rng.choice(NAMES)
        shape = [rng.randint(1, 6) for _ in range(rng.choice((0, 1, 1, 2, 2, 3)))]
        variables[name] = {
            "name": name,
            "shape": shape,
            "dtype": rng.choice(["float32"] * 8 + list(DTYPES)),
            "parts": rng.randint(1, min(3, shape[0])) if shape and rng.random() < 0.3 else None,
            "trainable": rng.random() < 0.8,
        }
    return {
        "variables": list(variables.values()),
        "resource": rng.choice((True, False, "mixed")),
        "optimizer": rng.choice((None, None, *OPTIMIZERS)),
        "global_step": rng.random() < 0.5,
        "devices": rng.random() < 0.4,
    }


def changed(rng: random.Random, program: Program) -> Program:
    program = json.loads(json.dumps(program))
    variables = program["variables"]
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        one, kind = rng.choice(variables), rng.choice(CHANGES)
        if kind == "shape" and one["shape"]:
            one["shape"][rng.randrange(len(one["shape"]))] = rng.randint(1, 6)
        elif kind == "rank":
            one["shape"] = [*one["shape"], 1] if rng.random() < 0.5 else one["shape"][1:]
        elif kind == "dtype":
            one["dtype"] = rng.choice(DTYPES)
        elif kind == "rename":
            one["name"] += "_r"
        elif kind == "add":
            name = f"{rng.choice(SCOPES)}new{rng.randint(0, 99)}"
            variables.append(
                {"name": name, "shape": [2], "dtype": "float32", "parts": None, "trainable": True}
            )
        elif kind == "drop" and len(variables) > 1:
            variables.remove(one)
        elif kind == "part":
            one["parts"] = rng.choice((None, 1, 2, 3))
        elif kind == "scope":
            for each in variables:
                each["name"] = f"outer/{each['name']}"
        elif kind == "opt":
            program["optimizer"] = rng.choice((None, *OPTIMIZERS))
        elif kind == "resource":
            program["resource"] = rng.choice((True, False, "mixed"))
    for one in variables:
        one["parts"] = min(one["parts"], one["shape"][0]) if one["parts"] and one["shape"] else None
    program["variables"] = list({one["name"]: one for one in variables}.values())
    return program


def build(program: Program) -> None:
    """Make the program's variables and its training op in the default graph."""
    for place, one in enumerate(program["variables"]):
        start = {"string": "", "bool": False}.get(one["dtype"])
        with tf.device(f"/cpu:{place % 3}" if program["devices"] else None):
            v1.get_variable(
                one["name"],
                shape=one["shape"],
                dtype=tf.as_dtype(one["dtype"]),
                use_resource=place % 2 == 0 if program["resource"] == "mixed" else program["resource"],
                partitioner=v1.fixed_size_partitioner(one["parts"]) if one["parts"] else None,
                initializer=v1.zeros_initializer() if start is None else v1.constant_initializer(start),
                trainable=one["trainable"],
            )
    if program["global_step"]:
        v1.train.get_or_create_global_step()
    trained = [v for v in v1.trainable_variables() if v.dtype.base_dtype == tf.float32]
    if program["optimizer"] and trained:
        loss = tf.add_n([tf.reduce_sum(tf.square(variable)) for variable in trained])
        OPTIMIZERS[program["optimizer"]]().minimize(loss, v1.train.get_global_step(), trained)


def session() -> Any:
    return v1.Session(config=v1.ConfigProto(device_count={"CPU": 3}))


def save(program: Program, prefix: str, how: str) -> str:
    with tf.Graph().as_default(), session() as running:
        build(program)
        variables = v1.global_variables()
        running.run(v1.global_variables_initializer())
        for variable in variables:
            shape, dtype = variable.shape.as_list(), variable.dtype.base_dtype
            value = np.full(shape, b"7", object) if dtype == tf.string else np.full(shape, 7)
            variable.load(value if dtype == tf.string else value.astype(dtype.as_numpy_dtype), running)
        if how == "object":
            attributes = {f"c{len(variables) - place}": one for place, one in enumerate(variables)}
            return v1.train.Checkpoint(**attributes).save(prefix, session=running)
        settings = {"v1": {"write_version": v1.train.SaverDef.V1}, "sharded": {"sharded": True}}
        return v1.train.Saver(**settings.get(how, {})).save(running, prefix, write_meta_graph=False)


def spec() -> Program:
    """The spec of the default graph, as the snippet for live programs writes it."""
    trained = {variable.name for variable in v1.trainable_variables()}
    entries = []
    for variable in v1.global_variables():
        part = variable._save_slice_info
        entries.append(
            {
                "name": variable.op.name,
                "dtype": variable.dtype.base_dtype.name,
                "shape": variable.shape.as_list(),
                "resource": "Resource" in type(variable).__name__,
                "trainable": variable.name in trained,
                "partition": part
                and {
                    "full_name": part.full_name,
                    "full_shape": [int(size) for size in part.full_shape],
                    "offset": [int(size) for size in part.var_offset],
                },
            }
        )
    head = {"format": "checkpoint-explorer model spec", "version": 1, "tensorflow": tf.__version__}
    return head | {"mode": "graph", "variables": entries}


def state(running: Any, variable: Any) -> list[Any]:
    """Whether a variable has the stored value ("new"), and its shape now."""
    try:
        value = np.asarray(running.run(variable))
    except tf.errors.FailedPreconditionError:
        return ["uninitialized", None]
    if variable.dtype.base_dtype == tf.string:
        is_new = any(text != b"" for text in value.ravel())
    else:
        stored = 1 if value.dtype == bool else 7
        is_new = bool(value.size) and bool(np.all(value.astype(np.complex128) == stored))
    return ["new" if is_new else "old", list(value.shape)]


def arguments(rng: random.Random, api: str, prefix: str) -> Program:
    """The assignment map, or the settings of a warm start."""
    stored = [name for name, _ in tf.train.list_variables(prefix)]
    graph = sorted(
        {
            variable._save_slice_info.full_name if variable._save_slice_info else variable.op.name
            for variable in v1.global_variables()
        }
    )
    if api == "initmap":
        pairs = {}
        for _ in range(rng.randint(1, 4)):
            left, right, kind = rng.choice(stored), rng.choice(graph), rng.random()
            if kind < 0.5:
                same = left if left in graph and rng.random() < 0.7 else right
                pairs[left if rng.random() < 0.9 else "nope"] = same
            elif kind < 0.8:
                pairs[rng.choice((*MAPPED_SCOPES, left.rpartition("/")[0] + "/"))] = rng.choice(GRAPH_SCOPES)
            else:
                pairs[left] = rng.choice(("net", "q/r", right + "x"))
        return {"map": pairs}
    kind = rng.random()
    if kind < 0.2:
        return {"settings": {"vars_to_warm_start": rng.choice(["net", ".*b", "zzz", [".*"], ["net", "a"]])}}
    if kind < 0.4:
        return {"settings": {"var_name_to_prev_var_name": {rng.choice(graph): rng.choice(stored)}}}
    return {"settings": {}}


def run_case(rng: random.Random, folder: Path) -> Program | None:
    """One program saved, changed and restored; None where TensorFlow would not save it."""
    base = random_program(rng)
    how = rng.choice(("saver", "saver", "saver", "v1", "object", "sharded"))
    try:
        prefix = save(base, str(folder / "m"), how)
    except (TypeError, ValueError, tf.errors.OpError):
        return None
    target, api = changed(rng, base), rng.choice(("saver", "saver", "saver", "init", "initmap", "warm"))
    answer: Program = {"api": api, "how": how, "prefix": Path(prefix).name, "exception": None}
    answer["devices"] = target["devices"]
    sharded = how == "sharded"
    with tf.Graph().as_default(), session() as running:
        build(target)
        answer["spec"] = spec()
        with session() as other:
            other.run(v1.global_variables_initializer())
            v1.train.Saver(sharded=sharded).save(other, str(folder / "t"))
        try:
            if api == "saver":
                running.run(v1.global_variables_initializer())
                v1.train.Saver(sharded=sharded).restore(running, prefix)
            else:
                if api == "init":
                    v1.train.init_from_checkpoint(prefix, {"/": "/"})
                elif api == "initmap":
                    answer |= arguments(rng, api, prefix)
                    v1.train.init_from_checkpoint(prefix, dict(answer["map"]))
                else:
                    answer |= arguments(rng, api, prefix)
                    v1.train.warm_start(prefix, **answer["settings"])
                running.run(v1.global_variables_initializer())
        except Exception as error:  # whatever TensorFlow raises is the answer
            message = getattr(error, "message", None) or str(error)
            answer["exception"] = {"type": type(error).__name__, "message": message}
        answer["state"] = {variable.op.name: state(running, variable) for variable in v1.global_variables()}
    return answer


def main() -> None:
    seed, count, out = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    v1.disable_eager_execution()
    v1.logging.set_verbosity(v1.logging.FATAL)
    for case in range(seed, seed + count):
        rng = random.Random(case)
        folder = out / f"graphs_{case}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        answer = run_case(rng, folder)
        if answer is None:
            shutil.rmtree(folder)
        else:
            (folder / "answer.json").write_text(json.dumps(answer))


if __name__ == "__main__":
    main()

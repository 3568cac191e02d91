"""Random Estimators that go on in the model_dir of another one: what TensorFlow 2.15, the last that has them, does.

    python tests/oracle/estimator_programs.py SEED COUNT FOLDER      (with TensorFlow: writes the cases)
    python -m tests.oracle.compare_graph_programs FOLDER             (without: compares the predictions)

Each case is the checkpoint of an Estimator, the files of a changed one (index, `.meta`, and its spec in
`answer.json`), and what `train` or `evaluate` of the changed one does with it: the exception, or of each
variable whether it took the stored value. Stored values are 7; the step is 1.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from graph_programs import spec

v1 = tf.compat.v1
OPTIMIZERS = ("Adam", "Adagrad", "SGD", "RMSProp", "Ftrl")
KINDS = ("DNNClassifier", "DNNClassifier", "DNNRegressor", "LinearClassifier", "DNNLinearCombinedClassifier")
Program = dict[str, Any]


def random_program(rng: random.Random) -> Program:
    return {
        "kind": rng.choice(KINDS),
        "is_v1": rng.random() < 0.5,
        "hidden": [rng.randint(2, 6) for _ in range(rng.randint(1, 3))],
        "features": rng.randint(1, 3),
        "classes": rng.randint(2, 4),
        "optimizer": rng.choice(OPTIMIZERS),
        "is_normalized": rng.random() < 0.2,
    }


def changed(rng: random.Random, program: Program) -> Program:
    program = json.loads(json.dumps(program))
    for _ in range(rng.choice((0, 1, 1, 2))):
        kind = rng.choice(("hidden", "hidden", "add", "drop", "optimizer", "features", "classes", "kind"))
        hidden = program["hidden"]
        if kind == "hidden":
            hidden[rng.randrange(len(hidden))] = rng.randint(2, 6)
        elif kind == "add":
            hidden.insert(rng.randint(0, len(hidden)), rng.randint(2, 6))
        elif kind == "drop" and len(hidden) > 1:
            hidden.pop()
        elif kind == "optimizer":
            program["optimizer"] = rng.choice(OPTIMIZERS)
        elif kind in ("features", "classes"):
            program[kind] = rng.randint(2, 4)
        elif kind == "kind":
            program.update(
                rng.choice(({"is_v1": not program["is_v1"]}, {"is_normalized": rng.random() < 0.5}))
            )
    return program


class Filler(v1.train.CheckpointSaverListener):
    """Gives all variables the value 7 before they are saved."""

    def begin(self) -> None:
        found = [v for v in v1.global_variables() if v.op.name != "global_step"]
        self.fill = [v1.assign(v, tf.fill(v.shape, tf.cast(7, v.dtype.base_dtype))) for v in found]

    def before_save(self, session: Any, _: Any) -> None:
        session.run(self.fill)


class Reader(v1.train.SessionRunHook):
    """Notes the program, and which variables took the stored value, when the session is ready."""

    def __init__(self) -> None:
        self.spec: Program = {}
        self.state: dict[str, list[Any]] = {}

    def begin(self) -> None:
        self.spec = spec()

    def after_create_session(self, session: Any, _: Any) -> None:
        for variable in v1.global_variables():
            value = np.asarray(session.run(variable))
            stored = 1 if variable.op.name == "global_step" else 7
            is_new = bool(value.size) and bool(np.all(value == stored))
            self.state[variable.op.name] = ["new" if is_new else "old", list(value.shape)]


def data(program: Program) -> Callable[[], Any]:
    def read() -> Any:
        columns = {f"x{place}": np.ones((4, 1), np.float32) for place in range(program["features"])}
        is_real = program["kind"].endswith("Regressor")
        labels = np.zeros((4, 1), np.float32 if is_real else np.int64)
        return tf.data.Dataset.from_tensors((columns, labels)).repeat(2)

    return read


def estimator(program: Program, folder: Path) -> Any:
    kind, columns = (
        program["kind"],
        [tf.feature_column.numeric_column(f"x{place}") for place in range(program["features"])],
    )
    module = v1.estimator if program["is_v1"] else tf.estimator
    settings: dict[str, Any] = {"model_dir": str(folder)}
    if kind.endswith("Classifier"):
        settings["n_classes"] = program["classes"]
    if kind.startswith("DNNLinear"):
        settings |= {
            "dnn_hidden_units": program["hidden"],
            "dnn_feature_columns": columns,
            "linear_feature_columns": columns,
            "dnn_optimizer": program["optimizer"],
            "batch_norm": program["is_normalized"],
        }
    else:
        settings |= {"feature_columns": columns, "optimizer": program["optimizer"]}
        if kind.startswith("DNN"):
            settings |= {"hidden_units": program["hidden"], "batch_norm": program["is_normalized"]}
    return getattr(module, kind)(**settings)


def train(program: Program, folder: Path, listeners: tuple[Any, ...] = ()) -> Reader:
    reader = Reader()
    estimator(program, folder).train(data(program), steps=1, hooks=[reader], saving_listeners=list(listeners))
    return reader


def run_case(rng: random.Random, folder: Path) -> None:
    saved, target, api = random_program(rng), None, rng.choice(("train", "train", "evaluate"))
    target = changed(rng, saved)
    with tempfile.TemporaryDirectory() as scratch:
        first, fresh = Path(scratch) / "first", Path(scratch) / "fresh"
        train(saved, first, (Filler(),))
        whole = train(target, fresh)
        folder.mkdir(parents=True)
        for file in first.glob("model.ckpt-1.*"):
            if file.suffix != ".meta":
                shutil.copy(file, folder / file.name)
        for suffix in (".meta", ".index"):
            shutil.copy(fresh / f"model.ckpt-1{suffix}", folder / f"t{suffix}")
        reader, raised = Reader(), None
        try:
            if api == "train":
                estimator(target, first).train(data(target), steps=1, hooks=[reader])
            else:
                estimator(target, first).evaluate(data(target), steps=1, hooks=[reader])
        except Exception as error:  # whatever TensorFlow raises is the answer
            text = str(getattr(error, "message", None) or error)
            # With the state noted, the restore went well, and a step of the stored shapes does not fit.
            raised = None if reader.state else {"type": type(error).__name__, "message": text}
    answer = {
        "api": f"estimator.{api}",
        "how": "plain",
        "prefix": "model.ckpt-1",
        "exception": raised,
        "state": reader.state if raised is None else {},
        "spec": whole.spec,
        "saved": saved,
        "target": target,
    }
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    tf.get_logger().setLevel("FATAL")
    start, count, out = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for number in range(start, start + count):
        case = out / f"estimators_{number}"
        shutil.rmtree(case, ignore_errors=True)
        try:
            run_case(random.Random(number), case)
        except Exception as error:  # a program that TensorFlow refuses to make
            shutil.rmtree(case, ignore_errors=True)
            print(f"1 of {count} programs not made: {type(error).__name__}: {str(error)[:150]!r}")

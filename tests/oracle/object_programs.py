"""Random programs of objects, changed and restored: what `tf.train.Checkpoint` does. TensorFlow needed.

    python tests/oracle/object_programs.py SEED COUNT FOLDER     (with TensorFlow: writes the cases)
    python -m tests.oracle.compare_programs FOLDER               (without: compares the predictions)

A case is a folder `objects_SEED` with a checkpoint, the spec that the snippet for live programs wrote
of the changed program, and `answer.json`: the exception, the assertions, and of each variable which
stored value it has afterwards. TF_USE_LEGACY_KERAS=1 takes tf-keras for Keras 3.
"""

from __future__ import annotations

import contextlib
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from answers import CHECKS, raised_by, run_cases
from object_building import KERAS, GraphProgram, Program, keras
from object_descriptions import changed, random_program, walk
from snippet import nodes_made_later, spec_of
from values import random_value, randomize, taken, values_of


def variables_below(root: Any) -> Iterator[Any]:
    """Every variable that the root leads to, and the slots of optimizers below it."""
    met, objects = {id(root)}, [root]
    for current in objects:
        for child in current._trackable_children().values():
            if id(child) not in met:
                met.add(id(child))
                objects.append(child)
    variables = [one for one in objects if hasattr(one, "assign") and hasattr(one, "dtype")]
    yield from variables
    for optimizer in objects:
        for name in optimizer.get_slot_names() if hasattr(optimizer, "get_slot_names") else ():
            for variable in variables:
                with contextlib.suppress(AttributeError, KeyError):  # no slot of this variable
                    slot = optimizer.get_slot(variable, name)
                    if slot is not None:
                        yield slot


def made(description: dict[str, Any], seed: int) -> Program:
    keras.backend.clear_session()
    rng = np.random.default_rng(seed)
    program = Program(description, rng)
    randomize(variables_below(program.root), rng)
    return program


def run_case(seed: int, folder: Path) -> list[dict[str, Any]]:
    """One program saved, changed and restored: in eager mode, from a file of names, or in a graph."""
    rng = random.Random(seed)
    saved = random_program(rng, KERAS)
    target = changed(rng, saved, KERAS)
    kind = rng.choice(("objects", "objects", "objects", "objects", "objects", "names", "graph"))
    if kind == "graph":
        saved, target = plain(saved), plain(target)
    api, is_counted = rng.choice(("restore", "restore", "restore", "read")), rng.random() < 0.75
    prefix = str(folder / "saved" / "ckpt")
    if kind == "names":
        prefix = save_by_name(rng, target, prefix, seed)
    else:
        root = made(saved, seed).root
        prefix = root.save(prefix) if is_counted else root.write(prefix)
    answer: dict[str, Any] = {"api": f"checkpoint.{api}", "spec": "spec.json", "exception": None}
    answer["saved"] = str(Path(prefix).relative_to(folder))
    if kind == "graph":
        spec = restore_in_a_graph(rng, answer, target, prefix, folder, seed + 10**6)
    else:
        spec = restore_eagerly(answer, target, prefix, folder, seed + 10**6)
    answer["description"] = {"kind": kind, "saved": saved, "target": target}
    return [answer | {"specs": {"spec.json": spec}}]


def restore_eagerly(
    answer: dict[str, Any], target: dict[str, Any], prefix: str, folder: Path, seed: int
) -> dict[str, Any]:
    """Note in `answer` what happens; the spec of the program."""
    # The same program once more, to be described whole.
    twin = made(target, seed)
    early = spec_of(twin.root, folder)
    before = values_of(twin.root.write(str(folder / "before")))
    answer["has_later"] = not twin.is_finished
    twin.finish()
    spec = spec_of(twin.root, folder)
    spec["later"] = nodes_made_later(early, spec)

    program = made(target, seed)
    status = tried(answer, lambda: getattr(program.root, answer["api"].partition(".")[2])(prefix))
    if status is not None:
        check(answer, status)
        answer["exception"] = raised_by(program.finish())
        status.expect_partial()
    after = values_of(program.root.write(str(folder / "after")))
    answer["taken"] = taken(before, after, values_of(prefix))
    return spec


def restore_in_a_graph(
    rng: random.Random, answer: dict[str, Any], target: dict[str, Any], prefix: str, folder: Path, seed: int
) -> dict[str, Any]:
    """As `restore_eagerly`, with a session; all variables of one kind."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        root = GraphProgram(target, np.random.default_rng(seed), is_resource=rng.random() < 0.6).root
        spec = spec_of(root, folder)
        session.run(tf.compat.v1.global_variables_initializer())
        before = values_of(root.write(str(folder / "before")))
        status = tried(answer, lambda: getattr(root, answer["api"].partition(".")[2])(prefix))
        if status is not None:
            check(answer, status)
            tried(answer, lambda: status.run_restore_ops(session))
        if hasattr(root, "_save_counter") and root._save_counter is not None:
            session.run(root.save_counter.initializer)
        after = values_of(root.write(str(folder / "after")))
    answer["taken"] = taken(before, after, values_of(prefix))
    answer["shapes"] = {
        key: list(value.shape)
        for key, value in after.items()
        if key in before and value.shape != before[key].shape
    }
    return spec


def tried(answer: dict[str, Any], act: Callable[[], Any]) -> Any:
    """What `act` returns; what it raises is noted."""
    try:
        return act()
    except Exception as error:  # whatever TensorFlow raises is the answer
        answer["exception"] = raised_by(error)
        return None


def check(answer: dict[str, Any], status: Any) -> None:
    """Note what the assertions of a restore's status say."""
    for name in CHECKS:
        try:
            getattr(status, name)()
            answer[name] = "ok"
        except Exception as error:
            answer[name] = raised_by(error)


def save_by_name(rng: random.Random, target: dict[str, Any], prefix: str, seed: int) -> str:
    """A Saver's file with most of the names of a program, and some that it does not have."""
    found = {node["name"]: node for _, node in walk(target) if node["kind"] == "variable"}
    found["other"] = {"name": "other", "shape": [2], "dtype": "float32"}
    kept = [node for node in found.values() if rng.random() < 0.75] or [found["other"]]
    values = np.random.default_rng(seed)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        for node in kept:
            shape = [*node["shape"], 2] if rng.random() < 0.05 else node["shape"]
            dtype = "int32" if rng.random() < 0.05 else node["dtype"]
            parts = rng.randint(1, min(3, shape[0])) if shape and rng.random() < 0.2 else 0
            tf.compat.v1.get_variable(
                node["name"],
                shape,
                tf.as_dtype(dtype),
                part_of(random_value(values, shape, dtype)),
                partitioner=tf.compat.v1.fixed_size_partitioner(parts) if parts else None,
            )
        session.run(tf.compat.v1.global_variables_initializer())
        Path(prefix).parent.mkdir()
        return tf.compat.v1.train.Saver().save(session, prefix, write_meta_graph=False)


def part_of(value: Any) -> Callable[..., Any]:
    """An initializer of a variable with this value, or of a part of it."""

    def initializer(shape: list[int], dtype: Any = None, partition_info: Any = None) -> Any:
        offset = partition_info.var_offset if partition_info else [0] * len(shape)
        part = value[tuple(slice(start, start + size) for start, size in zip(offset, shape))]
        return tf.constant(part, dtype, shape)

    return initializer


def plain(program: dict[str, Any]) -> dict[str, Any]:
    """A program of containers and variables, all there from the beginning."""
    for _, node in walk(program):
        node.pop("later", None)
        if node["kind"] in ("dense", "sequential", "table", "iterator", "generator", "optimizer"):
            node.update(kind="variable", shape=[2], dtype="float32", name="plain")
        if node["kind"] == "variable":
            node["is_open"] = False
    return program


if __name__ == "__main__":
    tf.get_logger().setLevel("FATAL")
    run_cases("objects", run_case, sys.argv[1:])

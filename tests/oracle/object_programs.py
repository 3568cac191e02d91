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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from answers import CHECKS, raised_by, run_cases
from object_building import KERAS, Program, keras
from object_descriptions import changed, random_program
from snippet import nodes_made_later, spec_of
from values import randomize, taken, values_of


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
    """One program saved, changed and restored."""
    rng = random.Random(seed)
    saved = random_program(rng, KERAS)
    target = changed(rng, saved, KERAS)
    api, is_counted = rng.choice(("restore", "restore", "restore", "read")), rng.random() < 0.75
    root = made(saved, seed).root
    prefix = str(folder / "saved" / "ckpt")
    prefix = root.save(prefix) if is_counted else root.write(prefix)
    answer = {"api": f"checkpoint.{api}", "saved": str(Path(prefix).relative_to(folder)), "spec": "spec.json"}

    # The same program once more, to be described whole.
    twin = made(target, seed + 10**6)
    early = spec_of(twin.root, folder)
    before = values_of(twin.root.write(str(folder / "before")))
    answer["has_later"] = not twin.is_finished
    twin.finish()
    spec = spec_of(twin.root, folder)
    spec["later"] = nodes_made_later(early, spec)

    program = made(target, seed + 10**6)
    status = None
    try:
        status = getattr(program.root, api)(prefix)
    except Exception as error:  # whatever TensorFlow raises is the answer
        answer["exception"] = raised_by(error)
    if status is not None:
        for check in CHECKS:
            try:
                getattr(status, check)()
                answer[check] = "ok"
            except Exception as error:
                answer[check] = raised_by(error)
        answer["exception"] = raised_by(program.finish())
        status.expect_partial()
    after = values_of(program.root.write(str(folder / "after")))
    answer["taken"] = taken(before, after, values_of(prefix))
    answer["description"] = {"saved": saved, "target": target}
    return [answer | {"specs": {"spec.json": spec}}]


if __name__ == "__main__":
    tf.get_logger().setLevel("FATAL")
    run_cases("objects", run_case, sys.argv[1:])

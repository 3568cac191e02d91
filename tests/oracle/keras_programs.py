"""Random Keras models, changed and loaded in every way there is: what Keras does. TensorFlow needed.

    python tests/oracle/keras_programs.py SEED COUNT FOLDER      (with TensorFlow: writes the cases)
    python -m tests.oracle.compare_programs FOLDER               (without: compares the predictions)

A case is a folder `keras_SEED` with the model's files (a checkpoint, TF-format weights, `.h5`,
`.weights.h5`, `.keras`), the specs that the snippet for live programs wrote of the changed model, and
`answer.json`. TF_USE_LEGACY_KERAS=1 takes tf-keras for Keras 3.
"""

from __future__ import annotations

import contextlib
import os
import random
import sys
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import numpy as np
import tensorflow as tf
from answers import CHECKS, raised_by, run_cases
from keras_building import call_model, make_model
from keras_descriptions import changed_model, random_model
from object_building import KERAS, keras
from object_programs import variables_below
from snippet import nodes_made_later, spec_of
from values import Values, is_same, randomize, values_of

Load = Callable[[], Any]


def stored_in(path: Path) -> Values:
    """The values of a Keras file or a checkpoint by the names they have in it."""
    if path.suffix == ".keras":
        with zipfile.ZipFile(path) as archive:
            return _datasets(BytesIO(archive.read("model.weights.h5")))
    return _datasets(path) if path.suffix == ".h5" else values_of(str(path))


def _datasets(file: Any) -> Values:
    found = {}

    def note(name: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset):
            found[name] = np.asarray(item)

    with h5py.File(file) as opened:
        opened.visititems(note)
    return found


def save_all(model: Any, folder: Path, is_own_class: bool) -> None:
    """Save in every format that takes this model."""
    tf.train.Checkpoint(model=model).write(str(folder / "ckpt"))
    model.save_weights(str(folder / "w.weights.h5"))
    if KERAS != "3":
        model.save_weights(str(folder / "tf_weights"), save_format="tf")
        model.save_weights(str(folder / "w.h5"))
    if not is_own_class:
        model.save(str(folder / "model.keras"))
        model.save(str(folder / "model.h5"))


def ways(model: Any, folder: Path) -> list[tuple[str, str, Load]]:
    """(API id, file, call) of every way to load what there is."""
    named = {"by_name": True}
    found: list[tuple[str, str, Load]] = []

    def add(api: str, file: str, **settings: Any) -> None:
        if list(folder.glob(f"{file}*")):
            found.append((api, file, lambda: model.load_weights(str(folder / file), **settings)))

    for file in ("w.h5", "model.h5"):
        add("load_weights.h5", file)
        add("load_weights.h5.by_name", file, **named)
        add("load_weights.h5.by_name.skip_mismatch", file, skip_mismatch=True, **named)
    add("load_weights.weights_h5", "w.weights.h5")
    add("load_weights.weights_h5.skip_mismatch", "w.weights.h5", skip_mismatch=True)
    add("load_weights.keras", "model.keras")
    return found


def made(description: dict[str, Any], seed: int) -> Any:
    keras.backend.clear_session()
    model = make_model(description)
    randomize(variables_below(model), np.random.default_rng(seed))
    return model


def values_now(root: Any, folder: Path) -> Values:
    return values_of(tf.train.Checkpoint(root=root).write(str(folder / "after")))


def cast_and_taken(before: Values, after: Values, stored: Values) -> dict[str, list[str] | None]:
    """As `values.taken`, where Keras casts to the variable's dtype and turns shapes of equal size."""
    found: dict[str, list[str] | None] = {}
    for key, value in after.items():
        keys = []
        for name, other in stored.items():
            if other.size == value.size and other.dtype.kind in "fiuV" and value.dtype.kind in "fiuV":
                same = np.allclose(
                    other.astype("float64").ravel(), value.astype("float64").ravel(), 2e-3, 2e-3
                )
                keys += [name] * bool(same and value.size)
        unchanged = key in before and is_same(before[key], value)
        found[key] = (None if keys else []) if unchanged else keys
        if not unchanged and not keys:
            found[key] = ["a value that is stored nowhere"]
    return found


def ask(answer: dict[str, Any], load: Load, is_checked: bool) -> Any:
    """Load, and note what is raised and warned; the status, where there is one."""
    status = None
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            status = load()
            answer["exception"] = None
        except Exception as error:  # whatever Keras raises is the answer
            answer["exception"] = raised_by(error)
    # Of nested containers Keras 3 warns even where they are its own bookkeeping.
    texts = [str(one.message) for one in warned if "nested container" not in str(one.message)]
    answer["warned"] = [text for text in texts if "Skipping" in text or "could not be loaded" in text]
    if is_checked and status is not None:
        for check in CHECKS:
            try:
                getattr(status, check)()
                answer[check] = "ok"
            except Exception as error:
                answer[check] = raised_by(error)
        status.expect_partial()
    return status


def run_case(seed: int, folder: Path) -> list[dict[str, Any]]:
    """One model saved, changed, and loaded in every way."""
    rng = random.Random(seed)
    saved = random_model(rng, KERAS)
    target = changed_model(rng, saved, KERAS)
    is_legacy = bool(target["optimizer"] and target["optimizer"].startswith("legacy"))
    save_all(made(saved, seed), folder, saved["style"] == "subclassed")
    description = {"saved": saved, "target": target}
    model = made(target, seed + 10**6)
    spec = spec_of(model, folder)
    answers = [checkpoint_case(rng, target, seed, folder)]
    for api, file, load in ways(model, folder):
        # A failed load may leave anything: every way begins with values of its own.
        randomize(variables_below(model), np.random.default_rng(seed + len(answers)))
        before = values_now(model, folder)
        answer = {"api": api, "saved": file, "spec": "spec.json", "is_legacy": is_legacy}
        ask(answer, load, is_checked=False)
        answer["taken"] = cast_and_taken(before, values_now(model, folder), stored_in(folder / file))
        answers.append(answer)
    return [
        answer | {"description": description, "specs": {answer["spec"]: answer.pop("whole", spec)}}
        for answer in answers
    ]


def checkpoint_case(rng: random.Random, target: dict[str, Any], seed: int, folder: Path) -> dict[str, Any]:
    """The checkpoint, or TF-format weights, restored; a model without variables is called afterwards."""
    is_weights = KERAS != "3" and rng.random() < 0.5
    has_root = is_weights and rng.random() < 0.5  # describe the model itself

    def program() -> tuple[Any, Any]:
        model = made(target, seed + 10**6)
        return model, model if has_root else tf.train.Checkpoint(model=model)

    model, root = program()
    early = spec_of(root, folder)
    before = values_now(root, folder)
    if not target["is_called"]:
        call_model(model, target)
    spec = spec_of(root, folder)
    spec["later"] = nodes_made_later(early, spec)

    model, root = program()
    file = "tf_weights" if is_weights else "ckpt"
    answer = {
        "api": "load_weights.tf" if is_weights else "checkpoint.read",
        "saved": file,
        "spec": "spec_tf.json",
    }
    call = model.load_weights if is_weights else root.read
    ask(answer, lambda: call(str(folder / file)), is_checked=True)
    if answer["exception"] is None and not target["is_called"]:
        try:
            call_model(model, target)
        except Exception as error:
            answer["exception"] = raised_by(error)
    after = values_now(root, folder)
    stored = stored_in(folder / file)
    taken = {}
    for key, value in after.items():
        keys = [name for name, other in stored.items() if is_same(value, other)]
        had = key in before and is_same(before[key], value)
        taken[key] = None if value.size == 0 or (keys and had) else keys
    return answer | {"taken": taken, "whole": spec}


if __name__ == "__main__":
    tf.get_logger().setLevel("FATAL")
    with contextlib.suppress(AttributeError):
        keras.config.disable_traceback_filtering()
    run_cases("keras", run_case, sys.argv[1:])

"""The ways of loading a checkpoint that are predicted, in the order they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from explorer.analysis.restoring.outcome import Outcome
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

Simulator = Callable[[Checkpoint, ModelSpec, Conditions, Task], Outcome]

BUNDLES = frozenset({"tensor_bundle", "tensor_slice_v1", "saved_model"})
H5, WEIGHTS_H5, KERAS = frozenset({"h5"}), frozenset({"weights_h5"}), frozenset({"keras"})


@dataclass(frozen=True, slots=True)
class Api:
    """One way of loading. `formats` are the checkpoint formats it reads; its function has the type Simulator."""

    id: str
    title: str  # for people: "tf.train.Checkpoint.restore"
    module: str
    function: str
    formats: frozenset[str]

    def simulate(
        self, checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
    ) -> Outcome:
        """What this way of loading `checkpoint` into `target` will do.

        Raises:
            UnsuitableError: it cannot be judged for these two sides; the sentence says why.
            Cancelled: the task was cancelled.
        """
        # Late: a check of an .h5 file must not load what walks object graphs.
        simulator: Simulator = getattr(import_module(self.module), self.function)
        return simulator(checkpoint, target, conditions, task)


_HERE = "explorer.analysis.restoring"

APIS: tuple[Api, ...] = (
    Api(
        "checkpoint.restore",
        "tf.train.Checkpoint.restore",
        f"{_HERE}.objects.restore",
        "restore_objects",
        BUNDLES,
    ),
    Api("checkpoint.read", "tf.train.Checkpoint.read", f"{_HERE}.objects.restore", "read_objects", BUNDLES),
    Api(
        "load_weights.tf", "load_weights (TF format)", f"{_HERE}.keras.tf_format", "load_tf_weights", BUNDLES
    ),
    Api("saver.restore", "tf.compat.v1.train.Saver.restore", f"{_HERE}.savers.restore", "restore", BUNDLES),
    Api("estimator.train", "tf.estimator.Estimator.train", f"{_HERE}.savers.estimator", "train", BUNDLES),
    Api(
        "estimator.evaluate",
        "tf.estimator.Estimator.evaluate",
        f"{_HERE}.savers.estimator",
        "evaluate",
        BUNDLES,
    ),
    Api(
        "init_from_checkpoint",
        "tf.compat.v1.train.init_from_checkpoint",
        f"{_HERE}.savers.warm_start",
        "init_from_checkpoint",
        BUNDLES,
    ),
    Api("warm_start", "tf.compat.v1.train.warm_start", f"{_HERE}.savers.warm_start", "warm_start", BUNDLES),
    Api("load_weights.h5", "Model.load_weights of an .h5 file", f"{_HERE}.keras.h5", "load_by_topology", H5),
    Api(
        "load_weights.h5.by_name",
        "Model.load_weights of an .h5 file, by_name=True",
        f"{_HERE}.keras.h5",
        "load_by_name",
        H5,
    ),
    Api(
        "load_weights.h5.by_name.skip_mismatch",
        "Model.load_weights of an .h5 file, by_name=True, skip_mismatch=True",
        f"{_HERE}.keras.h5",
        "load_by_name_skipping",
        H5,
    ),
    Api(
        "load_weights.weights_h5",
        "Model.load_weights of a .weights.h5 file",
        f"{_HERE}.keras.v3",
        "load_weights_h5",
        WEIGHTS_H5,
    ),
    Api(
        "load_weights.weights_h5.skip_mismatch",
        "Model.load_weights of a .weights.h5 file, skip_mismatch=True",
        f"{_HERE}.keras.v3",
        "load_weights_h5_skipping",
        WEIGHTS_H5,
    ),
    Api(
        "load_weights.keras",
        "Model.load_weights of a .keras archive",
        f"{_HERE}.keras.v3",
        "load_keras_archive",
        KERAS,
    ),
)
API = {api.id: api for api in APIS}

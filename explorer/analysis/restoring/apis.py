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

APIS: tuple[Api, ...] = ()
API = {api.id: api for api in APIS}

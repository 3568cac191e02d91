"""Keras `load_weights` of a `.weights.h5` file or a `.keras` archive: object by object along the attributes.

Keras 2.15 stops at the first object that does not fit; Keras 3 goes on and tells all of them at the
end (with `skip_mismatch` it only warns). An optimizer with another number of variables is left as it
is with a warning. Values are cast, so another dtype is no error.
Source: Keras 2.15 and 3.15, saving/saving_lib.py, Layer.load_own_variables, Optimizer.load_own_variables.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from explorer.analysis.restoring.keras.convert import LoadError
from explorer.analysis.restoring.keras.h5 import is_unbuilt
from explorer.analysis.restoring.keras.loading import KerasLoad, outcome_of, start
from explorer.analysis.restoring.keras.optimizer import assumed_optimizer, printed_optimizer
from explorer.analysis.restoring.keras.stored import StoredGroups
from explorer.analysis.restoring.keras.walk import WalkedObject, group_names, walked_model
from explorer.analysis.restoring.outcome import Outcome, Raised, UnsuitableError
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

_UNBUILT = (
    "You are loading weights into a model that has not yet been built. Try building the model first by "
    "calling it on some data or by using `build()`."
)
_NEVER_BUILT = (
    "Layer '{name}' was never built and thus it doesn't have any variables. However the weights file lists "
    "{count} variables for this layer.\nIn most cases, this error indicates that either:\n\n1. The layer is "
    "owned by a parent layer that implements a `build()` method, but calling the parent's `build()` method "
    "did NOT create the state of the child layer '{name}'. A `build()` method must create ALL state for the "
    "layer, including the state of any children layers.\n\n2. You need to implement the `def "
    "build_from_config(self, config)` method on layer '{name}', to specify how to rebuild it during loading. "
    "In this case, you might also want to implement the method that generates the build config at saving "
    "time, `def get_build_config(self)`. The method `build_from_config()` is meant to create the state of "
    "the layer (i.e. its variables) upon deserialization."
)

_SKIPPED_LIST = (
    "Skipping nested container at '{path}': no matching group found in the saved file. This usually means "
    "the file was saved with a Keras version that did not serialize sublayers nested inside containers. "
    "Affected layers will retain their freshly-initialized weights."
)


def load_weights_h5(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """`model.load_weights("x.weights.h5")`. Raises UnsuitableError, Cancelled."""
    return _load(checkpoint, target, conditions, task, "load_weights.weights_h5", skip_mismatch=False)


def load_weights_h5_skipping(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """`model.load_weights("x.weights.h5", skip_mismatch=True)`. Raises UnsuitableError, Cancelled."""
    return _load(
        checkpoint, target, conditions, task, "load_weights.weights_h5.skip_mismatch", skip_mismatch=True
    )


def load_keras_archive(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task = QUIET
) -> Outcome:
    """`model.load_weights("x.keras")`. Raises UnsuitableError, Cancelled."""
    return _load(checkpoint, target, conditions, task, "load_weights.keras", skip_mismatch=False)


def _load(
    checkpoint: Checkpoint,
    target: ModelSpec,
    conditions: Conditions,
    task: Task,
    api: str,
    *,
    skip_mismatch: bool,
) -> Outcome:
    state = start(checkpoint, target, conditions)
    if state.generation == "1.15":
        raise UnsuitableError("Keras of TensorFlow 1.15 does not know this format.")
    stored = StoredGroups(checkpoint)
    if stored.get(""):
        raise UnsuitableError(
            "The file holds variables of the model itself, outside its layers; the target does not tell its own."
        )
    is_keras_3 = state.generation == "3"
    model = state.model
    optimizer = model.optimizer
    # A live program tells that it has none; a configuration alone does not.
    if optimizer is None and target.kind != "program" and not is_unbuilt(model):
        optimizer, remark = assumed_optimizer(model, stored, is_keras_3=is_keras_3)
        state.remarks += [remark] if remark else []
    root = walked_model(model, optimizer, is_keras_3=is_keras_3)
    walk = _Walk(state, stored, task, is_keras_3=is_keras_3, skip_mismatch=skip_mismatch)
    exception = None
    try:
        if is_keras_3:
            if is_unbuilt(model):
                raise LoadError(_UNBUILT)
            walk.keras_3(root)
        else:
            walk.keras_2(root)
    except LoadError as error:
        exception = Raised(error.type, str(error))
    return outcome_of(state, api, checkpoint, conditions, exception, optimizer_concerned=True)


@dataclass(slots=True)
class _Walk:
    load: KerasLoad
    stored: StoredGroups
    task: Task
    is_keras_3: bool
    skip_mismatch: bool
    visited: set[Hashable] = field(default_factory=set)
    failed: dict[Hashable, tuple[WalkedObject, str]] = field(default_factory=dict)
    steps: int = 0

    # --- one object --------------------------------------------------------------------------

    def own(self, entry: WalkedObject, path: str) -> None:
        """Load an object's own variables. Raises LoadError where Keras raises; what came before stays."""
        self.steps += 1
        if not self.steps % 256:
            self.task.report(self.steps, self.steps + 1, "Walking the model")
        found = self.stored.get(path)
        count, expected = len(found), len(entry.weights)
        if entry.is_optimizer:
            if count != expected:
                if not self.is_keras_3 and entry.class_name.startswith("LossScaleOptimizer"):
                    # Keras 2.15 looks up a name for its warning that this class does not have.
                    raise LoadError(
                        f"'{entry.class_name}' object has no attribute 'name'", type="AttributeError"
                    )
                self.load.log.append(_skipped_optimizer(entry, count))
                return
        elif not entry.is_known:
            raise UnsuitableError(
                f"The weights of layer {entry.name} ({entry.class_name}) of the target are not known."
            )
        elif count != expected:
            raise LoadError(self.count_message(entry, count))
        for number, weight in enumerate(entry.weights):
            value = found.get(str(number))
            if value is None:
                raise UnsuitableError(f"The file does not number the variables of {path!r} from 0 on.")
            if message := self.load.assign(weight, value):
                raise LoadError(message)

    def count_message(self, entry: WalkedObject, count: int) -> str:
        if self.is_keras_3 and not entry.weights and not entry.is_built:
            return _NEVER_BUILT.format(name=entry.name, count=count)
        names = [weight.name if self.is_keras_3 else weight.path for weight in entry.weights]
        return (
            f"Layer '{entry.name}' expected {len(names)} variables, but received {count} variables during "
            f"loading. Expected: {names}"
        )

    # --- Keras 2.15 --------------------------------------------------------------------------

    def keras_2(self, root: WalkedObject) -> None:
        """Depth first; the first exception ends it, unless objects are to be skipped."""
        if not self.stored.has_root:
            error = LoadError(
                "\"Unable to synchronously open object (object 'vars' doesn't exist)\"", type="KeyError"
            )
            if not self.skip_mismatch:
                raise error
        stack: list[tuple[WalkedObject, str]] = [(root, "")]
        pending: list[list[tuple[WalkedObject | tuple[WalkedObject, ...], str]]] = []
        while stack or pending:
            if stack:
                entry, path = stack.pop()
                if entry.key in self.visited:
                    continue
                try:
                    if entry.key != ("model",):
                        self.own(entry, path)
                except LoadError as error:
                    if not self.skip_mismatch:
                        raise
                    self.load.log.append(
                        f"Could not load weights in object <{entry.class_name or entry.name} object at <address>>. Skipping object. "
                        f"Exception encountered: {error}"
                    )
                self.visited.add(entry.key)
                if not entry.children:
                    continue
                start_of = f"{path}/" if path else ""
                pending.append([(child, start_of + name) for name, child in reversed(entry.children)])
                continue
            todo = pending[-1]
            if not todo:
                pending.pop()
                continue
            child, path = todo.pop()
            if isinstance(child, WalkedObject):
                stack.append((child, path))
                continue
            # What was visited before the list is reached is not counted; a layer twice in it is counted once.
            seen = set(self.visited)
            entries = []
            for part in child:
                if part.key not in seen:
                    entries.append(part)
                    seen.add(part.key)
            names = group_names(entries, is_keras_3=False, skipped=frozenset())
            todo += [
                (part, f"{path}/{name}")
                for part, name in zip(reversed(entries), reversed(names), strict=True)
            ]

    # --- Keras 3 -----------------------------------------------------------------------------

    def keras_3(self, root: WalkedObject) -> None:
        self.visit(root, "")
        if not self.failed:
            return
        objects = [printed(entry) for entry, _ in self.failed.values()]
        first, message = next(iter(self.failed.values()))
        text = (
            f"A total of {len(objects)} objects could not be loaded. Example error message for object "
            f"{printed(first)}:\n\n{message}\n\nList of objects that could not be loaded:\n[{', '.join(objects)}]"
        )
        if not self.skip_mismatch:
            raise LoadError(text)
        self.load.log.append(text)

    def visit(self, entry: WalkedObject, path: str) -> None:
        """Depth first; an object that failed is tried again wherever it is met again (the depth is bounded)."""
        if entry.key in self.visited:
            return
        is_failure = False
        if entry.key != ("model",):
            try:
                self.own(entry, path)
            except LoadError as error:
                self.failed[entry.key] = (entry, str(error))
                is_failure = True
        before = len(self.failed)
        start_of = f"{path}/" if path else ""
        for name, child in entry.children:
            if isinstance(child, WalkedObject):
                self.visit(child, start_of + name)
                continue
            self.visit_list(child, start_of + name)
        if not is_failure:
            if len(self.failed) <= before:
                self.visited.add(entry.key)
            self.failed.pop(entry.key, None)

    def visit_list(self, entries: tuple[WalkedObject, ...], path: str) -> None:
        """The entries of a list; those of a list in it that the file does not have are left as they are."""
        names = group_names(entries, is_keras_3=True, skipped=frozenset())
        for part, inside in zip(entries, names, strict=True):
            below = f"{path}/{inside}"
            if not part.entries:
                self.visit(part, below)
            elif self.stored.has_group(below):
                self.visit_list(part.entries, below)
            else:
                failed, self.failed = self.failed, {}
                self.visit_list(part.entries, below)
                if self.failed:
                    self.load.log.append(_SKIPPED_LIST.format(path=below))
                self.failed = failed


def printed(entry: WalkedObject) -> str:
    """An object as Keras 3 prints it: "<Dense name=hidden, built=True>"."""
    if entry.is_optimizer:
        return printed_optimizer(entry.class_name)
    return f"<{entry.class_name} name={entry.name}, built={entry.is_built}>"


def _skipped_optimizer(entry: WalkedObject, count: int) -> str:
    text = (
        f"Skipping variable loading for optimizer '{entry.name}', because it has {len(entry.weights)} "
        f"variables whereas the saved optimizer has {count} variables. "
    )
    if not entry.weights:
        text += "This is likely because the optimizer has not been called/built yet."
    return text

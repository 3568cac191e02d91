"""`tf.compat.v1.train.init_from_checkpoint` and `warm_start` (WarmStartSettings of an Estimator).

Both change the initializers of variables. Names are compared when the graph is built: what is absent
then raises a ValueError. Dtypes, shapes of ref variables and slices are seen when the initializers
run, each in an op of its own, so of several faults any may be told and all other variables have
their values already. A resource variable initialized through a scope takes the stored shape.
Source: TensorFlow, python/training/checkpoint_utils.py, warm_starting_util.py; measured.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from explorer.analysis.restoring.outcome import Outcome, Raised, UnsuitableError
from explorer.analysis.restoring.savers.initializers import Initialization
from explorer.analysis.restoring.savers.requests import Requests, graph_requests
from explorer.analysis.restoring.savers.restore import names_to_keys
from explorer.analysis.restoring.savers.texts import PATH
from explorer.analysis.restoring.spec_roles import optimizer_roles, trainable_places
from explorer.analysis.restoring.spelling import shape_tuple_text
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task, breathing

INIT, WARM = "init_from_checkpoint", "warm_start"
ROOT_MAP: Mapping[str, str] = {"/": "/"}
_OF_KERAS = re.compile(r"training(?:_\d+)?/")
AssignmentMap = Mapping[str, str] | Sequence[tuple[str, str]]


def init_from_checkpoint(
    checkpoint: Checkpoint,
    target: ModelSpec,
    conditions: Conditions,
    task: Task = QUIET,
    assignment_map: AssignmentMap = ROOT_MAP,
) -> Outcome:
    """What `init_from_checkpoint` and the initializers after it do; by default every variable under its own name.

    `assignment_map` maps a stored name to a variable's name, or `"scope/"` to `"other_scope/"`; a
    list of pairs may name a stored tensor twice. The name of a partitioned variable stands for its list of parts.

    Raises:
        UnsuitableError: the target tells no distinct names, or the checkpoint is none a graph reads.
    """
    requests = _own(graph_requests(checkpoint, target, conditions))
    task.report(0, 1, "Judging an initialization from the checkpoint")
    run = Initialization(checkpoint, requests)
    if assignment_map == ROOT_MAP:
        run.remarks.append("Judged for the assignment map {'/': '/'}: every variable under its own name.")
    run.remarks.append(
        "Scopes and names stand for variables made by get_variable; others are not found by them."
    )
    exception = None
    if isinstance(assignment_map, Mapping):
        pairs = list(assignment_map.items())
    else:
        pairs = list(assignment_map)
        if requests.conditions.tensorflow == "1.15":
            exception = Raised("AttributeError", "'list' object has no attribute 'items'")
    if exception is None:
        exception = _build(run, _Store(run, target), pairs)
    return run.outcome(INIT, len(target.variables), exception)


def warm_start(
    checkpoint: Checkpoint,
    target: ModelSpec,
    conditions: Conditions,
    task: Task = QUIET,
    vars_to_warm_start: str | Sequence[str] = ".*",
    previous_names: Mapping[str, str] = {},
) -> Outcome:
    """What `warm_start` and the initializers after it do, by default for all trainable variables.

    `vars_to_warm_start`: a pattern that trainable variables' names begin with, or a list of patterns over all
    variables. `previous_names`: the stored name of variables that were called otherwise.

    Raises:
        UnsuitableError: as `init_from_checkpoint`, or a pattern is none.
    """
    requests = _own(graph_requests(checkpoint, target, conditions))
    task.report(0, 1, "Judging a warm start")
    run = Initialization(checkpoint, requests)
    chosen = _chosen(run, target, vars_to_warm_start)
    names = dict(previous_names)
    exception: Raised | None = None
    if not previous_names and checkpoint.object_based:
        keys = names_to_keys(checkpoint)
        missing = sorted(name for name in chosen if name not in keys)
        if missing:
            exception = Raised(
                "ValueError",
                "Attempting to warm-start from an object-based checkpoint, but found that the checkpoint did not "
                f"contain values for all variables. The following variables were missing: {_set_text(missing)}",
            )
            run.raise_for(missing)
        names = {name: keys[name] for name in chosen if name in keys}
    if exception is None:
        pairs = sorted((names.get(name) or name, name) for name in chosen)
        for stored, name in breathing(pairs):
            # Of a group of one the variable itself is handed on, even if it is the only part of a partitioned one.
            is_single = run.entries[run.place_of[name]].part_count == 1
            exception = _named(run, stored, name, as_list=not is_single)
            if exception is not None:
                break
    if exception is None and (unused := sorted(set(previous_names).difference(chosen))):
        exception = Raised(
            "ValueError",
            "You provided the following variables in var_name_to_prev_var_name that were not used: "
            f"{_set_text(unused)}.  Perhaps you misspelled them?  Here is the list of viable variable names: "
            f"dict_keys({chosen!r})",
        )
    run.untouched_is_not_concerned = True
    return run.outcome(WARM, len(target.variables), exception)


def _own(requests: Requests) -> Requests:
    """The requests without what belongs to no variable."""
    return replace(
        requests, entries=tuple(entry for entry in requests.entries if entry.key != OBJECT_GRAPH_KEY)
    )


def _chosen(run: Initialization, target: ModelSpec, patterns: str | Sequence[str]) -> list[str]:
    """The names to warm-start, in the order of the program's variables."""
    single = isinstance(patterns, str)
    trained, is_told = trainable_places(target)
    if single and not is_told:
        run.remarks.append(
            "The target does not tell which variables are trained: judged by their names and roles."
        )
    try:
        tests = [re.compile(pattern) for pattern in ([patterns] if isinstance(patterns, str) else patterns)]
    except re.error as error:
        raise UnsuitableError(f"a pattern of variables to warm-start cannot be read: {error}") from None
    return [
        name
        for name, place in sorted(run.place_of.items(), key=lambda item: run.entries[item[1]].variable)
        if (not single or run.entries[place].variable in trained) and any(test.match(name) for test in tests)
    ]


class _Store:
    """The variables that get_variable made, under the names it keeps them by, and no others.

    The slots of TensorFlow 1's optimizers stand there with a slash behind their names; powers of beta and what
    Keras makes do not. A partitioned variable is there part by part.
    """

    def __init__(self, run: Initialization, target: ModelSpec) -> None:
        roles = optimizer_roles(target)
        self._place: dict[str, int] = {}
        scoped: set[str] = set()
        for place, entry in enumerate(breathing(run.entries)):
            name, role = entry.store_name, roles.get(entry.variable, "variable")
            if role != "variable":
                if role != "slot" or _OF_KERAS.match(name):
                    continue
                name += "/"
            elif entry.is_sliced:
                name = name.removesuffix("/part_0")
            if role == "variable" or not entry.is_sliced:
                self._place[name] = place
            scoped.add(name[: name.index("/part_")] if "/part_" in name else name)
        self.names = sorted(name for name in scoped if name in self._place)

    def find(self, name: str) -> int:
        """The place of a variable (whole, or all parts of it) among the requests; -1 for none of that name."""
        return self._place.get(name, -1)


def _build(run: Initialization, store: _Store, pairs: list[tuple[str, str]]) -> Raised | None:
    """Walk the map as the building of the graph does; the first error ends it."""
    for stored, current in sorted(pairs, key=lambda pair: pair[0]):
        place = store.find(current)
        if place >= 0:
            exception = _named(run, stored, run.entries[place].name)
        elif not stored.endswith("/"):
            scope = current[: current.rindex("/")] if "/" in current else ""
            exception = Raised(
                "ValueError",
                f"Assignment map with scope only name {scope} should map to scope only {stored}. "
                "Should be 'scope/': 'other_scope/'.",
            )
        else:
            exception = _scoped(run, store, stored, current)
        if exception is not None:
            return exception
    return None


def _named(run: Initialization, stored: str, name: str, *, as_list: bool = True) -> Raised | None:
    """One stored tensor for one variable: it must be there, and fit a variable that is whole.

    `as_list`: a partitioned variable of one part is handed on as a list, which nobody looks into.
    """
    entry = run.entries[run.place_of[name]]
    row = run.row_of(stored)
    if row < 0:
        run.raise_for([name])
        return Raised("ValueError", f"Tensor {stored} is not found in {PATH} checkpoint <values>")
    shape = run.stored_shape(row)
    is_looked_at = not entry.is_sliced or not as_list
    if is_looked_at and not is_compatible(entry.shape, shape):
        run.raise_for([name])
        node = name if not entry.is_sliced else name + "/part_0"
        return Raised(
            "ValueError",
            f"Shape of variable {node}:0 ({shape_tuple_text(entry.shape)}) doesn't match with shape of tensor "
            f"{stored} ({list(shape)}) from checkpoint reader.",
        )
    run.add(name, stored, as_slices=as_list)
    return None


def _scoped(run: Initialization, store: _Store, stored: str, current: str) -> Raised | None:
    """All variables of a scope from a stored scope; every one of them must have its counterpart."""
    scope = current[: current.rindex("/")] if "/" in current else ""
    absent: Raised | None = None
    lacking = []
    for name in breathing(store.names):
        if scope and not name.startswith(scope + "/"):
            continue
        full = name[len(scope) :]
        if current != "/":
            full = full[1:]
        if stored != "/":
            full = stored + full
        full = full.removesuffix("/")
        if run.row_of(full) < 0:
            lacking.append(run.entries[store.find(name)].name)
            if absent is None:
                # TensorFlow drops a letter too many where the scope is the root.
                rest = name[len(scope) + 1 :]  # with the slash behind a slot's name
                absent = Raised(
                    "ValueError", f"Tensor {full} ({rest} in {stored}) is not found in {PATH} checkpoint"
                )
        elif absent is None:
            run.add(run.entries[store.find(name)].name, full)
    run.raise_for(lacking)
    return absent


def _set_text(names: list[str]) -> str:
    return "{" + ", ".join(map(repr, names)) + "}"

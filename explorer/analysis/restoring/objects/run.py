"""One object-based restore from end to end: match, read, assign, assert, and what the program makes later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from explorer.analysis.restoring.objects.effects import Run, outcome_of
from explorer.analysis.restoring.objects.match import MatchFailed, Matching
from explorer.analysis.restoring.objects.optimizer_layout import (
    REFUSES,
    kept_how,
    optimizer_class,
    optimizer_kind,
)
from explorer.analysis.restoring.objects.sides import ProgramObjects, StoredNodes
from explorer.analysis.restoring.objects.status import status_of
from explorer.analysis.restoring.objects.traced import lose_to_a_trace, raised_in_the_call
from explorer.analysis.restoring.objects.values import VARIABLE_PLACE, Assigned, values_of
from explorer.analysis.restoring.outcome import ADOPTED, LEFT_ALONE, RAISES, RESTORED, Outcome, Raised
from explorer.analysis.restoring.spelling import shape_tuple_text
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.target_graph import TargetGraph
from explorer.checkpoints.target_objects import SlotColumns, ValueColumns
from explorer.formats.dtypes import data_type
from explorer.task import Task

SAVE_COUNTER = "save_counter"
_CONTAINERS = (
    "List",
    "ListWrapper",
    "_DictWrapper",
    "Mapping",
    "_TupleWrapper",
    "TrackedList",
    "TrackedDict",
)


def run(
    checkpoint: Checkpoint,
    target: ModelSpec,
    objects: TargetGraph,
    conditions: Conditions,
    task: Task,
    *,
    api: str,
    counts: bool,
) -> Outcome:
    """Bind, read and assign; then what the program makes later; then the assertions.

    Args:
        checkpoint: object-based, its graph readable.
        target: the spec the objects' values refer to.
        objects: the program's objects, 0 the one that is restored.
        conditions: `tensorflow` filled.
        task: progress and cancelling.
        api: what the outcome is called.
        counts: whether a `save_counter` is made after the restore, as `restore` does.

    Raises:
        Cancelled: the task was cancelled.
    """
    graph = checkpoint.object_graph
    assert graph is not None
    values = values_of(_value_rows(objects))
    keepers = _keepers(objects, target, values)
    kinds: dict[int, str] = {}

    def kind_of(node: int) -> str:
        if node not in kinds:
            kinds[node] = optimizer_kind(objects, node, conditions.keras, keepers)
        return kinds[node]

    def refusal(node: int, kind: str) -> Raised:
        name_of = {at: target.variables[places[0][1]].name for at, places in values.items()}
        name = optimizer_class(objects, node, name_of)
        if kind == REFUSES:
            return Raised("ValueError", _refusal_text(name, conditions.keras))
        name = objects.class_name(node).rpartition(".")[2] or "Checkpoint"
        return Raised(
            "AttributeError", f"'{name}' object has no attribute '_create_or_restore_slot_variable'"
        )

    def slot_failure(node: int, stored: int, takes_shape: bool) -> Raised | None:
        if node not in values or values[node][0][0] != VARIABLE_PLACE:
            name = objects.class_name(node).rpartition(".")[2] or "<class>"
            return Raised("AttributeError", f"'{name}' object has no attribute '_unique_id'")
        row = int(graph.row[stored]) if stored >= 0 else -1
        expected = target.variables[values[node][0][1]].dtype
        if row < 0 or expected is None:
            return None
        dtype = data_type(int(checkpoint.table.dtype[row])).name
        if dtype == expected:
            shape, stored_shape = target.variables[values[node][0][1]].shape, checkpoint.table.shape(row)
            if takes_shape and not is_compatible(shape, stored_shape):
                return Raised(
                    "ValueError",
                    f"In this `tf.Variable` creation, the initial value's shape ({shape_tuple_text(stored_shape)}) is "
                    f"not compatible with the explicitly supplied `shape` argument ({shape_tuple_text(shape)}).",
                )
            return None
        return Raised(
            "ValueError",
            f"initial_value: Tensor conversion requested dtype {expected} for Tensor with dtype {dtype}: "
            f"<tf.Tensor: shape={shape_tuple_text(checkpoint.table.shape(row))}, dtype={dtype}, numpy=<values>>",
        )

    program = ProgramObjects(objects)
    matching = Matching(
        StoredNodes(graph),
        program,
        kind_of,
        refusal,
        slot_failure,
        is_eager=conditions.mode != "graph",
        slots_come_first=conditions.tensorflow == "1.15",
        task=task,
    )
    counter = _counter_of(objects)
    is_new_counter = counts and (counter < 0 or not program.exists[counter])
    now = Run(checkpoint, target, objects, conditions, matching, values, Assigned())
    raised_at_run: Raised | None = None
    try:
        _match(matching)
        raised = now.take_new_batches(0)
        if conditions.mode == "graph":  # `restore` only builds the ops, which fail when they are run
            raised, raised_at_run = None, raised
    except MatchFailed as failure:
        raised = now.take_new_batches(0) or failure.raised  # slots that were restored at once, before it
    if raised is not None:
        if raised.type == "NotFoundError":
            raised = _wrapped(raised) if counts else raised
        return outcome_of(now, api, exception=raised)
    is_counter_bound = False
    if is_new_counter:
        is_counter_bound = _bind_counter(now, counter)
    status = status_of(
        matching,
        checkpoint,
        target,
        values,
        now.assigned.unused,
        root=_root_text(objects),
        tensorflow=conditions.tensorflow,
        unbound_counter=is_new_counter and counter < 0 and not is_counter_bound,
        bound_counter=is_new_counter and counter < 0 and is_counter_bound,
    )
    late_raised, swallowed, deferred = _later(now)
    return outcome_of(now, api, raised_at_run or late_raised, status, deferred, swallowed)


def _match(matching: Matching) -> None:
    """Walk from the root on, then from what a `tf.train.Checkpoint(root)` holds beside its root."""
    children = matching.program.children(0)
    beside = list(children)[list(children).index("root") + 1 :] if children.get("root") == 0 else []
    attached = {name: children.pop(name) for name in beside}
    matching.restore(0, 0)
    children.update(attached)
    stored = dict(matching.stored.children(0))
    for name, node in attached.items():
        if name in stored and matching.program.exists[node]:
            matching.put_off.pop((0, name), None)
            matching.restore(stored[name], node)


def _value_rows(objects: TargetGraph) -> Iterable[tuple[int, str, int]]:
    if isinstance(objects.values, ValueColumns):
        return zip(objects.values.node, objects.values.attribute, objects.values.variable)
    return ((value.node, value.attribute, value.variable) for value in objects.values)


def _keepers(
    objects: TargetGraph, target: ModelSpec, values: dict[int, list[tuple[str, int]]]
) -> dict[int, str]:
    """How each optimizer that has slots keeps them, by the names of the first of them."""
    found: dict[int, str] = {}
    columns = objects.slots
    if isinstance(columns, SlotColumns):
        slots: Iterable[tuple[int, int, int]] = zip(columns.optimizer, columns.variable, columns.node)
    else:
        slots = ((slot.optimizer, slot.variable, slot.node) for slot in columns)
    for optimizer, variable, node in slots:
        if optimizer not in found and variable in values and node in values:
            names = target.variables
            found[optimizer] = kept_how(names[values[variable][0][1]].name, names[values[node][0][1]].name)
    return found


def _counter_of(objects: TargetGraph) -> int:
    return next((child for name, child in objects.children(0) if name == SAVE_COUNTER), -1)


def _bind_counter(now: Run, counter: int) -> bool:
    """Make the save_counter `restore` makes, with its stored value where there is one."""
    matching = now.matching
    if counter >= 0:
        before = len(matching.batches)
        matching.appear(counter, 0, SAVE_COUNTER)
        now.take_new_batches(before)
        return counter in matching.bound
    return bool(matching.put_off.pop((0, SAVE_COUNTER), []))


def _root_text(objects: TargetGraph) -> str:
    """The root as Python prints it."""
    name = objects.class_name(0)
    if name in ("", "Checkpoint"):
        name = "tensorflow.python.checkpoint.checkpoint.Checkpoint"
    return f"<{name} object at <address>>"


def _refusal_text(name: str, keras: str) -> str:
    whose = "TF-Keras" if keras == "tf-keras" else "Keras"
    return (
        f"You are trying to restore a checkpoint from a legacy {whose} optimizer into a v2.11+ Optimizer, "
        "which can cause errors. Please update the optimizer referenced in your code to be an instance of "
        f"`tf.keras.optimizers.legacy.Optimizer`, e.g.: `tf.keras.optimizers.legacy.{name}`."
    )


def _wrapped(raised: Raised) -> Raised:
    return Raised(
        raised.type,
        f"Error when restoring from checkpoint or SavedModel at <path>: {raised.message}\nPlease double-check "
        "that the path is correct. You may be missing the checkpoint suffix (e.g. the '-1' in 'path/to/ckpt-1').",
    )


def _later(now: Run) -> tuple[Raised | None, list[int], set[int]]:
    """Let the program make what it makes later: an error that is not swallowed, the variables of swallowed ones, and whose values were put off until then."""
    matching, program = now.matching, now.matching.program
    waiting = {node for node in now.objects.created_later if not program.exists[node]}
    swallowed: list[int] = []
    deferred: set[int] = set()
    raised: Raised | None = None
    if not waiting:
        return None, [], set()
    now.lost = lose_to_a_trace(now, waiting)
    if now.lost is not None and now.lost.raised is not None and not now.lost.still_made:
        return now.lost.raised, [], set()  # the call ends here
    before_effects = set(now.assigned.effect)
    edges = [
        (node, name, child)
        for node in _all_below(program)
        for name, child in program.children(node).items()
        if child in waiting
    ]
    if now.lost is not None:  # made in the order of the call, with the names that they have in it
        rank, last = now.lost.rank, len(program.exists)
        told = tuple(replace(v, runtime_name="") if v.created_later else v for v in now.target.variables)
        now.target = replace(now.target, variables=told)
        edges.sort(key=lambda edge: rank.get(edge[2], last))
        if now.lost.raised is not None:
            edges = [edge for edge in edges if edge[2] in now.lost.still_made]
    for parent, name, child in edges:
        if not program.exists[parent]:
            continue
        if now.lost is not None and raised is not None:
            break
        try:
            batches = matching.appear(child, parent, name)
        except MatchFailed as failure:
            raised = raised or failure.raised
            continue
        for batch in batches:
            failed = now.take(batch)
            if failed is None:
                continue
            holder = now.objects.class_name(parent).rpartition(".")[2]
            if failed.type == "ValueError" and holder in _CONTAINERS:
                for variable in [v for v, effect in now.assigned.effect.items() if effect == RAISES]:
                    swallowed.append(variable)
                    now.assigned.effect[variable] = LEFT_ALONE
            else:
                raised = raised or (failed if now.lost is None else raised_in_the_call(now, failed))
    for variable, effect in now.assigned.effect.items():
        if variable not in before_effects and effect in (RESTORED, ADOPTED):
            deferred.add(variable)
    if now.lost is not None:
        raised = raised or now.lost.raised
    return raised, swallowed, deferred


def _all_below(program: ProgramObjects) -> list[int]:
    """All objects below the root, those of later, too, in breadth-first order."""
    seen = bytearray(program.count)
    seen[0] = 1
    order = [0]
    for node in order:
        for child in program.children(node).values():
            if not seen[child]:
                seen[child] = 1
                order.append(child)
    return order

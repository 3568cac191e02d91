"""`tf.train.Checkpoint.restore` and `read`: what they will do, value by value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from explorer.analysis.restoring.identity import POSITIONAL_EDGE, Taken, wrong_values
from explorer.analysis.restoring.object_damage import graph_error
from explorer.analysis.restoring.object_match import MatchFailed, Matching, ProgramObjects, StoredNodes
from explorer.analysis.restoring.object_status import Status, status_of
from explorer.analysis.restoring.object_values import (
    VARIABLE_PLACE,
    Assigned,
    read_and_assign,
    values_of,
    wanted_values,
)
from explorer.analysis.restoring.optimizer_layout import REFUSES, kept_how, optimizer_class, optimizer_kind
from explorer.analysis.restoring.outcome import (
    ADOPTED,
    DEFERRED,
    LEFT_ALONE,
    RAISES,
    RESTORED,
    WRONG,
    Outcome,
    Raised,
    UnsuitableError,
    blank_columns,
    shape_tuple_text,
)
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.checkpoints.target_graph import TargetGraph
from explorer.checkpoints.target_objects import SlotColumns, ValueColumns
from explorer.formats.dtypes import data_type
from explorer.task import Task

_COUNTER = "save_counter"
_CONTAINERS = (
    "List",
    "ListWrapper",
    "_DictWrapper",
    "Mapping",
    "_TupleWrapper",
    "TrackedList",
    "TrackedDict",
)


def restore_objects(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task) -> Outcome:
    """What `tf.train.Checkpoint(...).restore(prefix)` does to the target's objects.

    Raises:
        UnsuitableError: the target tells no objects.
        Cancelled: the task was cancelled.
    """
    return _restore(checkpoint, target, conditions, task, api="checkpoint.restore", counts=True)


def read_objects(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task) -> Outcome:
    """The same of `read`, which neither makes nor expects a `save_counter`. Raises as `restore_objects`."""
    return _restore(checkpoint, target, conditions, task, api="checkpoint.read", counts=False)


def _restore(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task, *, api: str, counts: bool
) -> Outcome:
    conditions = replace(conditions, tensorflow=conditions.tensorflow or "2.15")
    if target.objects is None or not target.objects.node_count:
        raise UnsuitableError(
            "the target tells names and shapes, but not the objects that hold its variables, and those decide here",
            hint="Take a checkpoint, or the spec file of a live program, as the target.",
        )
    if not checkpoint.object_based:
        from explorer.analysis.restoring.named_objects import restore_by_name

        return restore_by_name(checkpoint, target, conditions, task, api=api, counts=counts)
    objects = target.objects
    if target.kind != "program":  # the program that runs again makes its counter in `restore`
        objects = without_counter(objects)
    if checkpoint.object_graph is None or not checkpoint.object_graph.node_count:
        raised = graph_error(checkpoint, conditions.tensorflow)
        if raised is None:
            raise UnsuitableError("the object graph of the checkpoint is empty")
        if conditions.tensorflow == "1.15" and raised.type == "OpError":
            from explorer.analysis.restoring.named_objects import restore_by_name

            return restore_by_name(checkpoint, target, conditions, task, api=api, counts=counts)
        return failed_outcome(api, conditions, target, raised)
    return run(checkpoint, target, objects, conditions, task, api=api, counts=counts)


def failed_outcome(api: str, conditions: Conditions, target: ModelSpec, raised: Raised) -> Outcome:
    """Nothing was restored: `raised` came first."""
    effect, row = blank_columns(len(target.variables))
    return Outcome(api, conditions, effect, row, exception=raised)


def without_counter(objects: TargetGraph) -> TargetGraph:
    """The objects before `save` or `restore` made the root's save_counter."""
    first, last = int(objects.first_edge[0]), int(objects.first_edge[1])
    drop = next((e for e in range(first, last) if objects.edge_name[e] == _COUNTER), -1)
    if drop < 0:
        return objects
    counter = int(objects.edge_target[drop])
    later = objects.created_later | {counter}
    return replace(objects, created_later=later)


@dataclass(slots=True)
class _Run:
    """One restore under way."""

    checkpoint: Checkpoint
    target: ModelSpec
    objects: TargetGraph
    conditions: Conditions
    matching: Matching
    values: dict[int, list[tuple[str, int]]]
    assigned: Assigned

    def take(self, batch: list[tuple[int, int]]) -> Raised | None:
        """Read and assign one batch."""
        wanted = wanted_values(self.matching, batch, self.values, self.checkpoint.table, self.assigned)
        return read_and_assign(wanted, self.checkpoint, self.target, self.conditions, self.assigned)

    def take_new_batches(self, first: int) -> Raised | None:
        """Those from number `first` on, up to the first error."""
        for batch in self.matching.batches[first:]:
            if raised := self.take(batch):
                return raised
        return None


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

    def slot_failure(node: int, stored: int) -> Raised | None:
        if node not in values or values[node][0][0] != VARIABLE_PLACE:
            name = objects.class_name(node).rpartition(".")[2] or "<class>"
            return Raised("AttributeError", f"'{name}' object has no attribute '_unique_id'")
        row = int(graph.row[stored]) if stored >= 0 else -1
        expected = target.variables[values[node][0][1]].dtype
        if row < 0 or expected is None:
            return None
        dtype = data_type(int(checkpoint.table.dtype[row])).name
        if dtype == expected:
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
    now = _Run(checkpoint, target, objects, conditions, matching, values, Assigned())
    raised_at_run: Raised | None = None
    try:
        matching.restore(0, 0)
        raised = now.take_new_batches(0)
        if conditions.mode == "graph":  # `restore` only builds the ops, which fail when they are run
            raised, raised_at_run = None, raised
    except MatchFailed as failure:
        raised = now.take_new_batches(0) or failure.raised  # slots that were restored at once, before it
    if raised is not None:
        if raised.type == "NotFoundError":
            raised = _wrapped(raised) if counts else raised
        return _outcome(now, api, exception=raised)
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
    late_raised, swallowed, deferred = _later(now, counter if is_new_counter else -1)
    return _outcome(now, api, raised_at_run or late_raised, status, deferred, swallowed)


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
    return next((child for name, child in objects.children(0) if name == _COUNTER), -1)


def _bind_counter(now: _Run, counter: int) -> bool:
    """Make the save_counter `restore` makes, with its stored value where there is one."""
    matching = now.matching
    if counter >= 0:
        before = len(matching.batches)
        matching.appear(counter, 0, _COUNTER)
        now.take_new_batches(before)
        return counter in matching.bound
    return bool(matching.put_off.pop((0, _COUNTER), []))


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


def _later(now: _Run, counter: int) -> tuple[Raised | None, list[int], set[int]]:
    """Let the program make what it makes later: an error that is not swallowed, the variables of swallowed ones, and whose values were put off until then."""
    matching, program = now.matching, now.matching.program
    waiting = {node for node in now.objects.created_later if not program.exists[node]}
    swallowed: list[int] = []
    deferred: set[int] = set()
    raised: Raised | None = None
    if not waiting:
        return None, [], set()
    before_effects = set(now.assigned.effect)
    edges = [
        (node, name, child)
        for node in _all_below(program)
        for name, child in program.children(node).items()
        if child in waiting
    ]
    for parent, name, child in edges:
        if not program.exists[parent]:
            continue
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
                raised = raised or failed
    for variable, effect in now.assigned.effect.items():
        if variable not in before_effects and effect in (RESTORED, ADOPTED):
            deferred.add(variable)
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


def _outcome(
    now: _Run,
    api: str,
    exception: Raised | None = None,
    status: Status | None = None,
    deferred: Iterable[int] = (),
    swallowed: Iterable[int] = (),
) -> Outcome:
    effect, row = blank_columns(len(now.target.variables))
    assigned = now.assigned
    for variable, done in assigned.effect.items():
        effect[variable] = done
        if done != LEFT_ALONE:
            row[variable] = assigned.row[variable]
    wrong = _wrong(now)
    for variable in wrong:
        if effect[variable] == RESTORED:
            effect[variable] = WRONG
    for variable in deferred:
        effect[variable] = DEFERRED
    return Outcome(
        api,
        now.conditions,
        effect,
        row,
        exception,
        status.consumed if status else None,
        status.existing if status else None,
        status.nontrivial if status else None,
        "CheckpointLoadStatus" if status else "",
        adopted=dict(assigned.shape),
        log=_log(now),
        remarks=_remarks(now, wrong, list(swallowed), exception, status),
        made=tuple(assigned.made),
    )


def _wrong(now: _Run) -> frozenset[int]:
    """The variables that take another variable's value."""
    names, variables = now.checkpoint.names, now.target.variables
    stored_of = now.assigned.row
    if all(
        variables[variable].name == names[stored_of[variable]]
        for variable, effect in now.assigned.effect.items()
        if effect in (RESTORED, ADOPTED)
    ):
        return frozenset()
    parent = now.matching.parent
    positional: dict[int, bool] = {0: False}
    taken = []
    for variable, effect in now.assigned.effect.items():
        if effect not in (RESTORED, ADOPTED) or variable not in now.assigned.path:
            continue
        stored = now.assigned.path[variable][0]
        chain = []
        node = stored
        while node not in positional:
            chain.append(node)
            if node not in parent:
                positional[node] = False
                break
            node = parent[node][0]
        for below in reversed(chain):
            if below in parent:
                above, edge = parent[below]
                positional[below] = positional[above] or POSITIONAL_EDGE.fullmatch(edge) is not None
        taken.append(
            Taken(variable, variables[variable].name, names[now.assigned.row[variable]], positional[stored])
        )
    if not any(pair.by_position and pair.expected != pair.stored for pair in taken):
        return frozenset()
    graph = now.matching.stored.graph
    stored_names = [names[row] for row in set(graph.row.tolist()) if row >= 0]
    wrong = wrong_values(taken, (variable.name for variable in variables), stored_names)
    if not wrong:
        return wrong
    # The slots of a variable come with it, so they are another one's, too.
    values = now.values
    return wrong | {
        values[slot][0][1]
        for (_, owner, _), slot in now.matching.program.slots.items()
        if slot in values and owner in values and values[owner][0][1] in wrong
    }


def _log(now: _Run) -> tuple[str, ...]:
    if not now.matching.inconsistent:
        return ()
    return (
        "Inconsistent references when loading the checkpoint into this object graph. Either the Trackable object "
        "references in the Python program have changed in an incompatible way, or the checkpoint was generated in "
        "an incompatible program.",
    )


def _remarks(
    now: _Run, wrong: frozenset[int], swallowed: list[int], exception: Raised | None, status: Status | None
) -> tuple[str, ...]:
    said = []
    if wrong:
        said.append(
            f"{_variables(len(wrong))} the value of another one: places in a list decide here, not names."
        )
    if now.assigned.shape:
        said.append(
            f"{_variables(len(now.assigned.shape))} the stored shape without a word, as resource variables do in graph mode."
        )
    if swallowed:
        said.append(
            f"{len(swallowed)} later additions to a list or dictionary keep their initial values: "
            "the container swallows the error about their shape."
        )
    if now.assigned.made:
        said.append(
            f"The optimizer makes {len(now.assigned.made)} slot variables that the target does not list."
        )
    if exception is not None and status is not None:
        said.append(
            "It is raised when the restore ops are run."
            if now.conditions.mode == "graph"
            else "It is raised after the restore call, when the variable is made."
        )
    return tuple(said)


def _variables(count: int) -> str:
    return f"{count} variable takes" if count == 1 else f"{count} variables take"

"""A name-based checkpoint given to `tf.train.Checkpoint`: every variable is looked up by its name."""

from __future__ import annotations

from explorer.analysis.restoring.objects.sides import ProgramObjects
from explorer.analysis.restoring.objects.status import object_text, variable_text
from explorer.analysis.restoring.objects.values import VARIABLE_PLACE, values_of, wrong_shape
from explorer.analysis.restoring.outcome import (
    DEFERRED,
    RAISES,
    RESTORED,
    Check,
    Outcome,
    Raised,
    UnsuitableError,
    blank_columns,
)
from explorer.analysis.restoring.spelling import runtime_dtype, shape_tuple_text
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.formats.dtypes import data_type
from explorer.task import Task

_COUNTER = "save_counter"
_KERAS_VARIABLE = "Variable"  # the class of Keras 3, which has no name that a Saver knows
_REPORT_EVERY = 4096


def restore_by_name(
    checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions, task: Task, *, api: str, counts: bool
) -> Outcome:
    """What `restore` (`counts`) or `read` does with a checkpoint that a `tf.compat.v1.train.Saver` wrote.

    The variables are met in the order TensorFlow lists the objects; the first error ends it, and what
    was assigned before stays.

    Raises:
        UnsuitableError: the target tells no objects, or the program builds a graph.
        Cancelled: the task was cancelled.
    """
    if target.objects is None:
        raise UnsuitableError("the target does not tell the objects that hold its variables")
    if conditions.mode == "graph":
        raise UnsuitableError(
            "in graph mode a name-based checkpoint is handed on to a Saver",
            hint="Look at what tf.compat.v1.train.Saver.restore will do.",
        )
    objects = target.objects
    values = values_of((value.node, value.attribute, value.variable) for value in objects.values)
    program = ProgramObjects(objects)
    counter = next((child for name, child in objects.children(0) if name == _COUNTER), -1)
    effect, row = blank_columns(len(target.variables))
    row_of, table = checkpoint.table.row_of, checkpoint.table
    missing: list[str] = []
    raised: Raised | None = None
    now = program.reachable()
    later = _set_later(program, values)
    late_raised: Raised | None = None
    for done, node in enumerate([*now, *later]):
        if not done % _REPORT_EVERY:
            task.report(done, len(now), "matching names")
        places = values.get(node, [])
        if places and places[0][0] != VARIABLE_PLACE:  # tables and iterators have no name to be found by
            if program.exists[node]:
                missing.append(f"\n    {object_text(target, objects.class_name(node), places)}: ['']")
            continue
        for _, at in places:
            variable = target.variables[at]
            if conditions.keras == "3" and objects.class_name(node).rpartition(".")[2] == _KERAS_VARIABLE:
                if program.exists[node]:
                    missing.append(f"\n    {_keras_text(variable)}: ['']")
                continue
            found = row_of.get(variable.name, -1)
            if variable.name == OBJECT_GRAPH_KEY or found < 0:
                if node != counter and program.exists[node]:
                    missing.append(f"\n    {variable_text(variable)}: ['{variable.name}']")
                continue
            row[at] = found
            dtype = data_type(int(table.dtype[found])).name
            if not is_compatible(variable.shape, table.shape(found)):
                raised = wrong_shape(variable, table.shape(found), conditions.tensorflow, ending="")
            elif variable.dtype is not None and variable.dtype != dtype:
                raised = Raised(
                    "InvalidArgumentError",
                    "Trying to assign variable with wrong dtype. "
                    f"Expected {runtime_dtype(variable.dtype)} got {runtime_dtype(dtype)}",
                )
            if raised is not None:
                effect[at] = RAISES
                if program.exists[node]:
                    return Outcome(api, conditions, effect, row, raised)
                late_raised, raised = late_raised or raised, None
                continue
            effect[at] = RESTORED if program.exists[node] else DEFERRED
    if conditions.tensorflow == "1.15" and counts and _COUNTER not in row_of:
        missing.append(
            f"\n    <tf.Variable '{_COUNTER}:0' shape=() dtype=int64, numpy=<values>>: ['{_COUNTER}']"
        )
    check: Check = "ok"
    if missing:
        check = Raised(
            "AssertionError", "Some objects had attributes which were not restored: " + "".join(missing)
        )
    elif counts and counter < 0 and ("root", 0) in objects.children(0):
        # Checkpoint(root) keeps the counter itself, where no name-based restore looks for it.
        text = f"Object not restored: <tf.Variable '{_COUNTER}:0' shape=() dtype=int64, numpy=<values>>"
        check = Raised("AssertionError", text)
    return Outcome(
        api,
        conditions,
        effect,
        row,
        late_raised,
        check,
        check,
        check,
        "NameBasedSaverStatus",
        remarks=("The checkpoint is name-based: variables are matched by their names, not by objects.",),
    )


def _set_later(program: ProgramObjects, values: dict[int, list[tuple[str, int]]]) -> list[int]:
    """The variables that are set later, as attributes of objects that were there when the names were read.

    What an object brings with it when it is set is not looked up by name.
    """
    found = {
        child
        for node in range(program.count)
        if program.exists[node]
        for child in program.children(node).values()
        if not program.exists[child] and child in values
    }
    return sorted(found)


def _keras_text(variable: SpecVariable) -> str:
    shape = shape_tuple_text(variable.shape)
    return f"<Variable path={variable.name}, shape={shape}, dtype={variable.dtype}, value=<values>>"

"""Reading and assigning one batch of values, as TensorFlow does it: what is raised, and what was assigned before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from explorer.analysis.restoring.outcome import ADOPTED, RAISES, RESTORED, Raised
from explorer.analysis.restoring.spelling import bracketed, runtime_dtype, shape_tuple_text
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.target_graph import TargetGraph
from explorer.checkpoints.target_objects import owner_prefix
from explorer.formats.dtypes import data_type

if TYPE_CHECKING:
    from explorer.analysis.restoring.objects.match import Matching
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.formats.tensor_table import TensorTable

VARIABLE_VALUE = "VARIABLE_VALUE"
VARIABLE_PLACE = "/" + VARIABLE_VALUE
MADE = -1  # in place of a variable: a slot the restore makes has the stored shape and dtype


class Wanted(NamedTuple):
    """One value a batch asks for: the stored row (-1: there is none), the variable it is for, its key where needed."""

    row: int
    variable: int
    absent_key: str = ""  # what is asked for in vain


@dataclass(slots=True)
class Assigned:
    """What has happened to the program's variables so far: effect, row and new shape by variable."""

    effect: dict[int, int] = field(default_factory=dict)
    row: dict[int, int] = field(default_factory=dict)
    shape: dict[int, tuple[int, ...]] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)  # rows of slots the restore made
    path: dict[int, tuple[int, int]] = field(default_factory=dict)  # variable -> (stored node, object)
    unused: dict[int, list[str]] = field(default_factory=dict)  # stored node -> attributes without a place


def values_of(objects_values: Iterable[tuple[int, str, int]]) -> dict[int, list[tuple[str, int]]]:
    """Object -> its (local name behind a slash, variable) pairs."""
    found: dict[int, list[tuple[str, int]]] = {}
    for node, attribute, variable in objects_values:
        place = (
            "/" + whole_local_name(attribute) if attribute != VARIABLE_VALUE else VARIABLE_PLACE,
            variable,
        )
        if node in found:
            found[node].append(place)
        else:
            found[node] = [place]
    return found


# What TensorFlow's own classes put before the names of their tensors, for checkpoints of before TF 2.11.
_BEFORE = {"-keys": "table", "-values": "table", "_STATE": "ITERATOR"}


def whole_local_name(local: str) -> str:
    """The local name as keys have it, where a live object tells its tensors alone: "-keys" -> "table-keys"."""
    return _BEFORE.get(local, "") + local


def wanted_values(
    matching: Matching,
    batch: Iterable[tuple[int, int]],
    values: dict[int, list[tuple[str, int]]],
    table: TensorTable,
    assigned: Assigned,
) -> list[Wanted]:
    """The values a batch asks for, ascending by key; stored attributes an object has no place for are noted."""
    stored_nodes, count = matching.stored, matching.program.count
    rows, keys = stored_nodes.row, table.keys
    path = assigned.path
    wanted = []
    for stored, node in batch:
        row = rows[stored]
        if node >= count:  # a slot that was just made
            if row >= 0:
                wanted.append(Wanted(row, MADE))
            continue
        places = values.get(node)
        if places is None:
            names = [attribute.name for attribute in stored_nodes.graph.node_attributes(stored)]
            assigned.unused.setdefault(stored, []).extend(names)
            continue
        if row >= 0 and len(places) == 1 and keys[row].endswith(places[0][0]):
            variable = places[0][1]
            wanted.append(Wanted(row, variable))
            path[variable] = (stored, node)
            continue
        prefix = owner_prefix(stored_nodes.graph.node_attributes(stored, 1)[0].checkpoint_key)
        for local, variable in places:
            key = prefix + local[1:]
            found = table.row_of.get(key, -1)
            wanted.append(Wanted(found, variable, "" if found >= 0 else key))
            path[variable] = (stored, node)
    wanted.sort()  # rows are in the byte order of keys
    return wanted


def read_and_assign(
    wanted: list[Wanted],
    checkpoint: Checkpoint,
    target: ModelSpec,
    conditions: Conditions,
    assigned: Assigned,
    objects: TargetGraph,
) -> Raised | None:
    """Read all values of a batch, then assign them one by one: what is raised, None for nothing.

    `objects` are those that were matched: the target's own, or some put around them.
    """
    table = checkpoint.table
    if not wanted:
        return None
    if raised := _not_read(wanted, checkpoint, target, conditions):
        raised_of = {one.variable for one in raised[1]}
        for one in wanted:
            if one.variable in raised_of and one.variable != MADE:
                assigned.effect[one.variable], assigned.row[one.variable] = RAISES, one.row
        return raised[0]
    variables, shapes, shape_id = target.variables, table.shapes, table.shape_id
    effect, rows = assigned.effect, assigned.row
    is_graph = conditions.mode == "graph"
    failed: dict[str, None] = {}  # texts: which assignment of the run is told first is a race
    for one in wanted:
        if one.variable == MADE:
            assigned.made.append(one.row)
            continue
        variable, stored = variables[one.variable], shapes[shape_id[one.row]]
        if is_compatible(variable.shape, stored) or not _is_variable(table.keys[one.row]):
            effect[one.variable], rows[one.variable] = RESTORED, one.row
            continue
        rows[one.variable] = one.row
        if not is_graph:
            effect[one.variable] = RAISES
            if _is_mirrored(objects, assigned, one.variable):
                return mirrored_wrong_shape(variable, stored)
            return wrong_shape(variable, stored, conditions.tensorflow)
        if _is_resource(variable, conditions):
            effect[one.variable] = ADOPTED
            assigned.shape[one.variable] = stored
        else:  # the other assignments of the same run are under way, and were seen to finish
            effect[one.variable] = RAISES
            shapes_text = f"lhs shape= {bracketed(variable.shape)} rhs shape= {bracketed(stored)}"
            failed[f"Assign requires shapes of both tensors to match. {shapes_text}"] = None
    if not failed:
        return None
    first, *others = failed
    return Raised("InvalidArgumentError", first, tuple(others))


def printed_name(variable: SpecVariable) -> str:
    """What TensorFlow itself calls a variable, which in Keras 3 is not its path."""
    return (variable.runtime_name or variable.full_name or variable.name).removesuffix(":0")


def _is_mirrored(objects: TargetGraph, assigned: Assigned, variable: int) -> bool:
    """Whether a distribution strategy made the variable, whose parts are assigned one by one."""
    node = assigned.path[variable][1] if variable in assigned.path else -1
    return node >= 0 and objects.class_name(node) == "MirroredVariable"


def mirrored_wrong_shape(variable: SpecVariable, stored: tuple[int, ...]) -> Raised:
    """The ValueError of assigning to a variable of a MirroredStrategy. Source: TensorFlow 2.15."""
    return Raised(
        "ValueError",
        f"Cannot assign value to variable ' {printed_name(variable)}:0': Shape mismatch.The variable shape "
        f"{shape_tuple_text(variable.shape)}, and the assigned value shape {shape_tuple_text(stored)} are incompatible.",
    )


def wrong_shape(
    variable: SpecVariable, stored: tuple[int, ...], tensorflow: str, ending: str = ":0"
) -> Raised:
    """The ValueError of an eager assignment; the model's side is the variable."""
    if tensorflow == "1.15":
        expected = shape_tuple_text(variable.shape)
        return Raised("ValueError", f"Shapes {expected} and {shape_tuple_text(stored)} are incompatible")
    return Raised(
        "ValueError",
        f"Received incompatible tensor with shape {shape_tuple_text(stored)} when attempting to restore "
        f"variable with shape {shape_tuple_text(variable.shape)} and name {printed_name(variable)}{ending}.",
    )


def _is_variable(key: str) -> bool:
    """Tables and iterators take whatever is stored."""
    return key.endswith(VARIABLE_PLACE)


def _is_resource(variable: SpecVariable, conditions: Conditions) -> bool:
    if variable.is_resource is not None:
        return variable.is_resource
    return conditions.variables != "ref"


def _not_read(
    wanted: list[Wanted], checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions
) -> tuple[Raised, list[Wanted]] | None:
    """Why RestoreV2 gives no values at all, and whose fault it is: an absent key, a damage, a dtype, a part's shape."""
    table = checkpoint.table
    absent = [one for one in wanted if one.row < 0]
    if absent:
        first = min(absent, key=lambda one: one.absent_key.encode("utf-8", "surrogateescape"))
        return Raised("NotFoundError", f"Key {first.absent_key} not found in checkpoint"), [first]
    variables = target.variables
    name_of = {int(code): data_type(int(code)).name for code in set(table.dtype.tolist())}
    codes = table.dtype.tolist()
    wrong = []
    for one in wanted:
        if one.variable == MADE:
            continue
        expected = variables[one.variable].dtype
        if expected is not None and expected != name_of[codes[one.row]]:
            wrong.append(one)
    if wrong:
        lines = [
            f"tensor_name = {table.keys[one.row]}; expected dtype {runtime_dtype(variables[one.variable].dtype or '')} "
            f"does not equal original dtype {runtime_dtype(name_of[codes[one.row]])}"
            for one in _in_reading_order(wrong, table, conditions)
        ]
        return Raised("InvalidArgumentError", "\n".join(lines)), wrong
    for one in (
        _in_reading_order(wanted, table, conditions) if table.problems or _has_parts(wanted, target) else ()
    ):
        if one.row in table.problems:
            from explorer.analysis.restoring.objects.damage import reading_error

            return reading_error(checkpoint, one.row), [one]
        if one.variable == MADE or not variables[one.variable].is_partitioned:
            continue
        stored = table.shape(one.row)
        expected_shape = variables[one.variable].shape
        if not is_compatible(expected_shape, stored):
            return (
                Raised(
                    "InvalidArgumentError",
                    f"tensor_name = {table.keys[one.row]}; shape in shape_and_slice spec {bracketed(expected_shape)} "
                    f"does not match the shape stored in checkpoint: {bracketed(stored)}",
                ),
                [one],
            )
    return None


def _has_parts(wanted: list[Wanted], target: ModelSpec) -> bool:
    variables = target.variables
    return any(one.variable != MADE and variables[one.variable].is_partitioned for one in wanted)


def _in_reading_order(wanted: list[Wanted], table: TensorTable, conditions: Conditions) -> list[Wanted]:
    """TF 1.15 reads in the order of names, later versions as the values lie in the files."""
    if conditions.tensorflow == "1.15":
        return wanted

    def place(one: Wanted) -> tuple[int, int]:
        parts = table.slices.get(one.row)
        if parts:
            return 0, 0  # the entry of the whole tensor says no place
        return int(table.shard[one.row]), int(table.offset[one.row])

    return sorted(wanted, key=place)

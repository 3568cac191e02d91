"""What a graph program asks a checkpoint for: one entry a variable, as RestoreV2 gets it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from explorer.analysis.restoring.outcome import UnsuitableError
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.formats.reader import KERAS_FORMATS
from explorer.lazily import KeptWith
from explorer.task import breathing

GRAPH_FILES = frozenset({"meta", "graph"})
_OBJECT_SUFFIX = "/.ATTRIBUTES/"
# The slot of one part of a partitioned variable: TensorFlow cuts the name at the wrong place, so a tail
# of `part_0` stays in it. It tells that the variable before it is partitioned.
_PART_SLOT = re.compile(r"(.+)/(?:part_|art_|rt_|t_|_)\d+/[^/]+")
_PART_NUMBER = re.compile(r"/(?:part_|art_|rt_|t_|_)\d+/")
_MOST_NAMED = 3


class Request(NamedTuple):
    """One tensor a Saver restores.

    `key` is what it asks the file for, `name` the variable's in the program; `variable` is its place in
    the spec, -1 for what the program restores without a variable. `shape` is the full shape, also of
    a partitioned variable (`is_sliced`). `op` numbers the RestoreV2 that reads it.
    """

    key: str
    name: str
    variable: int
    dtype: str | None
    shape: tuple[int | None, ...] | None
    is_sliced: bool
    is_resource: bool
    op: int
    store_name: str = ""  # of what get_variable made: the node of a whole variable, or of its first part
    part_count: int = 0  # of a partitioned variable; 0 where not told


@dataclass(frozen=True, slots=True)
class Requests:
    """All requests in the order of the Saver (by name), the conditions they are judged under, what was assumed."""

    entries: tuple[Request, ...]
    conditions: Conditions
    remarks: tuple[str, ...]


_KEPT: KeptWith[Requests] = KeptWith()  # five ways of loading ask for the same


def graph_requests(checkpoint: Checkpoint, target: ModelSpec, conditions: Conditions) -> Requests:
    """What a Saver over all variables of the target asks for. An object-based target stands for its variables' names.

    Raises:
        UnsuitableError: the checkpoint is none that graph programs read, or the target's variables
            have no names that tell them apart.
    """
    if checkpoint.format in KERAS_FORMATS:
        raise UnsuitableError("a graph program reads TensorFlow's own checkpoints, not files of Keras")
    return _KEPT.get(target, conditions, lambda: _requests(target, conditions))


def _requests(target: ModelSpec, conditions: Conditions) -> Requests:
    remarks: list[str] = []
    if not conditions.tensorflow:
        conditions = replace(conditions, tensorflow="2.15")
        remarks.append("Nothing tells which TensorFlow restores: judged as TensorFlow 2.15.")
    is_mixed = len({v.is_resource for v in target.variables if v.is_resource is not None}) > 1
    is_told = any(v.is_resource is not None for v in target.variables)
    if not (conditions.variables or is_told):
        remarks.append("Nothing tells what kind of variables the program has: taken as resource variables.")
    names = variable_names(target, remarks)
    partitioned = _partitioned(target, names, conditions, remarks)
    entries = []
    for place, (variable, name) in enumerate(breathing(zip(target.variables, names))):
        if not name:
            continue
        is_resource = conditions.variables != "ref"
        if variable.is_resource is not None and (is_mixed or not conditions.variables):
            is_resource = variable.is_resource
        is_sliced = variable.is_partitioned or name in partitioned
        entries.append(
            Request(
                name,
                name,
                place,
                variable.dtype,
                variable.shape,
                is_sliced,
                is_resource,
                max(variable.restore_op, 0),
                variable.full_name or name,
                variable.part_count or int(is_sliced and not variable.is_partitioned),
            )
        )
    if keys_are_asked(target):
        entries.append(Request(OBJECT_GRAPH_KEY, OBJECT_GRAPH_KEY, -1, "string", (), False, True, 0))
    entries.sort()  # by key: a Saver sorts by name
    if not conditions.variables and not is_mixed:
        conditions = replace(
            conditions, variables="resource" if all(e.is_resource for e in entries) else "ref"
        )
    return Requests(tuple(entries), replace(conditions, mode="graph"), tuple(remarks))


def keys_are_asked(target: ModelSpec) -> bool:
    """Whether the program's Saver asks for the keys of an object graph, as an Estimator's whose Scaffold has one."""
    return target.object_based and target.kind in GRAPH_FILES


def variable_names(target: ModelSpec, remarks: list[str]) -> list[str]:
    """What the Saver calls each variable; "" for what it does not restore.

    Raises:
        UnsuitableError: two variables have one name, or none has a name.
    """
    if not target.object_based or keys_are_asked(target):
        return _distinct([variable.key or _plain(variable) for variable in target.variables])
    names = [_plain(variable) for variable in target.variables]
    if not any(names):
        raise UnsuitableError("the target does not tell the names of its variables, by which a Saver goes")
    remarks.append(
        "The target tells objects; a Saver goes by the names of their variables, as a graph program of them would have them."
    )
    return _distinct(names)


def _plain(variable: SpecVariable) -> str:
    name = variable.full_name or variable.name
    if _OBJECT_SUFFIX in name:  # an object's value that has no name of its own
        return ""
    return name.removesuffix(":0")


def _distinct(names: list[str]) -> list[str]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for name in names:
        if name and name in seen:
            twice[name] = None
        seen.add(name)
    if twice:
        some = ", ".join(list(twice)[:_MOST_NAMED])
        raise UnsuitableError(
            f"{len(twice)} names stand for several variables of the target ({some}), and a Saver goes by names",
            hint="A graph program would number them; a target written by the graph program itself tells how.",
        )
    return names


def _partitioned(target: ModelSpec, names: list[str], conditions: Conditions, remarks: list[str]) -> set[str]:
    """The names of variables that are partitioned though the target has no field that says so."""
    if target.kind != "checkpoint" or target.object_based:
        return set()
    found: set[str] = set()
    if not _PART_NUMBER.search("\n".join(names)):
        return found  # nearly always
    for name in breathing(names):
        if match := _PART_SLOT.fullmatch(name):
            found.add(name)
            found.add(match[1])
    if found and not all(v.is_partitioned for v, name in zip(target.variables, names) if name in found):
        remarks.append(
            f"{len(found)} variables count as partitioned: the names of their slots hold the number of a part."
        )
    return found

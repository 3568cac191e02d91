"""The spec file of a live program: what `resources/snippets/model_spec.py` writes, as a ModelSpec.

A JSON object with the members
    format ("checkpoint-explorer model spec"), version (1), tensorflow, keras, mode ("eager" or "graph"),
    variables: [{name, key, dtype, shape, resource, trainable, partition: {full_name, full_shape, offset},
                 runtime (what TensorFlow calls a variable of Keras 3)}],
    nodes: [[class, [[edge name, node], ...], [[attribute, variable], ...]], ...], 0 the root,
    slots: [[optimizer node, variable node, slot name, slot node], ...],
    later: [nodes that the program makes only after the restore call],
    keras_model: {name, class, layers: [[name, class, [variables] or false if not built, [layers], node, attribute,
                            how many of the variables it trains], ...],
                  optimizer: [class, [variables], is legacy]}.
Everything but format, version and variables may be absent; unknown members are ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer.checkpoints.conditions import Conditions, generation_of
from explorer.checkpoints.dtype_names import dtype_name
from explorer.checkpoints.json_checks import (
    as_bool_or_none,
    as_index,
    as_list,
    as_members,
    as_shape,
    as_text,
    as_text_or_none,
    parse_json,
)
from explorer.checkpoints.program_keys import object_paths, object_roles, value_key
from explorer.checkpoints.program_root import root_of, with_root_first
from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.spec_keras_model import parse_keras_model
from explorer.checkpoints.spec_problems import Problems
from explorer.checkpoints.target_graph import TargetGraph, TargetSlot, TargetValue, target_graph
from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.task import breathing

FORMAT = "checkpoint-explorer model spec"
VERSION = 1
MAX_BYTES = 64 << 20  # 200,000 variables take 40 MiB
KINDS = ("checkpoint", "meta", "graph", "saved model", "keras config", "table", "program")
_ATTRIBUTES = "/.ATTRIBUTES/"
_MOST_OPS = 1 << 20


def parse_spec(data: bytes | str, source: str) -> ModelSpec:
    """The spec in the text of a spec file; `source` names it on the screen.

    Raises:
        CorruptFileError: it is no JSON, or a member is not what it should be.
        UnsupportedFileError: it is no spec file, or of a later version.
    """
    return spec_from_members(parse_json(data, "spec file"), source)


def is_spec(value: Any) -> bool:
    """Whether a JSON value says of itself that it is a spec file."""
    return isinstance(value, dict) and value.get("format") == FORMAT


def spec_from_members(value: Any, source: str) -> ModelSpec:
    """The spec in the parsed JSON of a spec file. Raises as `parse_spec`."""
    if not is_spec(value):
        raise UnsupportedFileError(
            f'this is no spec file: its "format" is not "{FORMAT}"',
            hint="The snippet of the Target menu writes one in your program.",
        )
    if value.get("version") != VERSION or isinstance(value.get("version"), bool):
        raise UnsupportedFileError(
            f"this spec file is not of version {VERSION}, the only one that is read",
            hint="Write it again with the snippet of this program.",
        )
    problems = Problems()
    tensorflow = as_text_or_none(value.get("tensorflow"), '"tensorflow"') or ""
    keras = _keras_generation(tensorflow, as_text_or_none(value.get("keras"), '"keras"') or "")
    parts = [
        _part(entry, i) for i, entry in enumerate(breathing(as_list(value.get("variables"), '"variables"')))
    ]
    graph = _graph(value, len(parts), problems)
    if graph is None or value.get("object_based") is False:
        by_objects = False
        variables, place = _named(parts, problems)
    else:
        by_objects = True
        variables, place = _keyed(parts, graph, problems)
    if graph is not None:
        graph = replace(
            graph,
            values=tuple(
                TargetValue(each.node, each.attribute, place[each.variable]) for each in graph.values
            ),
        )
    kind = value.get("kind")
    return ModelSpec(
        source,
        by_objects or any(_ATTRIBUTES in variable.key for variable in variables),
        variables,
        kind if kind in KINDS else "program",
        tensorflow,
        value.get("is_complete") is True,
        Conditions(
            generation_of(tensorflow),
            keras,
            _mode(value.get("mode")),
            _variables_kind(part for part in parts),
        ),
        graph,
        parse_keras_model(value.get("keras_model"), variables, place, graph, keras),
        (*_stored_problems(value.get("problems")), *problems.sentences()),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One entry of "variables": a variable, or one part of a partitioned one."""

    variable: SpecVariable
    is_our_own: bool  # written by write_spec: the name stands beside the key


def _part(entry: Any, number: int) -> _Part:
    what = f"variable {number}"
    told = as_members(entry, what)
    name = (as_text_or_none(told.get("name"), f'"name" of {what}') or "").removesuffix(":0")
    dtype = as_text_or_none(told.get("dtype"), f'"dtype" of {what}')
    shape = as_shape(told.get("shape"), f'"shape" of {what}')
    key = as_text_or_none(told.get("key"), f'"key" of {what}')
    full_name = as_text_or_none(told.get("full_name"), f'"full_name" of {what}')
    role = as_text_or_none(told.get("role"), f'"role" of {what}')
    runtime = as_text_or_none(told.get("runtime"), f'"runtime" of {what}') or ""
    op, count = told.get("restore_op"), told.get("part_count")
    partition = told.get("partition")
    if partition is not None:
        partition = as_members(partition, f'"partition" of {what}')
        key = as_text(partition.get("full_name"), f"the full name of {what}")
        shape = as_shape(partition.get("full_shape"), f"the full shape of {what}")
        as_shape(partition.get("offset"), f"the offset of {what}")
    known = dtype_name(dtype) if dtype is not None else None
    variable = SpecVariable(
        key if key is not None else name,
        name,
        known or dtype,  # a type of a later TensorFlow is compared by its name
        shape,
        role if role in ROLES else "",
        as_bool_or_none(told.get("resource"), f'"resource" of {what}'),
        as_bool_or_none(told.get("trainable"), f'"trainable" of {what}'),
        name if full_name is None else full_name,
        partition is not None or told.get("is_partitioned") is True,
        told.get("created_later") is True,
        -1 if op is None else as_index(op, _MOST_OPS, f'"restore_op" of {what}'),
        part_count=int(partition is not None)
        or (0 if count is None else as_index(count, _MOST_OPS, "part_count")),
        runtime_name=runtime.removesuffix(":0"),
    )
    return _Part(variable, full_name is not None)


def _named(parts: Sequence[_Part], problems: Problems) -> tuple[tuple[SpecVariable, ...], list[int]]:
    """Variables under the keys of a Saver, parts of one put together, and the place of each entry."""
    object_based = any(_ATTRIBUTES in part.variable.key for part in parts)
    entries = [
        part.variable if object_based or part.is_our_own else replace(part.variable, name=part.variable.key)
        for part in parts
    ]
    return _once(entries, problems)


def _once(entries: Sequence[SpecVariable], problems: Problems) -> tuple[tuple[SpecVariable, ...], list[int]]:
    """Each key once: of entries that contradict each other the first is believed."""
    place_of: dict[str, int] = {}
    found: list[SpecVariable] = []
    place = []
    for variable in entries:
        at = place_of.setdefault(variable.key, len(found))
        if at == len(found):
            found.append(variable if variable.role else replace(variable, role="variable"))
        elif (variable.dtype, variable.shape) != (found[at].dtype, found[at].shape):
            problems.contradicts(variable.key, found[at], variable)
        elif variable.part_count:
            found[at] = replace(found[at], part_count=found[at].part_count + 1)
        place.append(at)
    return tuple(found), place


def _keyed(
    parts: Sequence[_Part], graph: TargetGraph, problems: Problems
) -> tuple[tuple[SpecVariable, ...], list[int]]:
    """Variables under the keys of the objects that hold them, and the place of each entry."""
    paths, roles = object_paths(graph), object_roles(graph)
    entries = [part.variable for part in parts]
    for value in graph.values:
        path, before = paths[value.node], entries[value.variable]
        if path is None:
            problems.unreached(value.node)
            continue
        entries[value.variable] = replace(
            before,
            key=value_key(path, value.attribute),
            role=before.role or roles[value.node],
            created_later=before.created_later or value.node in graph.created_later,
        )
    return _once(entries, problems)


def _graph(value: dict[str, Any], variable_count: int, problems: Problems) -> TargetGraph | None:
    nodes = as_list(value.get("nodes"), '"nodes"')
    if not nodes:
        return None
    classes: list[str] = []
    edges: list[tuple[int, str, int]] = []
    values: list[TargetValue] = []
    holder: dict[int, int] = {}
    for node, entry in enumerate(breathing(nodes)):
        what = f"node {node}"
        told = as_list(entry, what, 2)
        classes.append(as_text(told[0], f"the class of {what}"))
        names = set()
        for child in as_list(told[1], f"the edges of {what}"):
            pair = as_list(child, f"an edge of {what}", 2)
            name = as_text(pair[0], f"the name of an edge of {what}")
            target = as_index(pair[1], len(nodes), f"the end of an edge of {what}")
            if name in names:
                problems.say(f'Object {node} has two children called "{name}"; the first is taken.')
                continue
            names.add(name)
            edges.append((node, name, target))
        attributes = set()
        for held in as_list(told[2] if len(told) > 2 else None, f"the values of {what}"):
            pair = as_list(held, f"a value of {what}", 2)
            attribute = as_text(pair[0], f"the name of a value of {what}")
            variable = as_index(pair[1], variable_count, f"a variable of {what}")
            if attribute in attributes or variable in holder:
                problems.say(
                    f"The value {attribute} of object {node} is told twice, or held by two objects; the first is taken."
                )
                continue
            attributes.add(attribute)
            holder[variable] = node
            values.append(TargetValue(node, attribute, variable))
    later = [as_index(node, len(nodes), '"later"') for node in as_list(value.get("later"), '"later"')]
    slots = _slots(value.get("slots"), len(nodes), problems)
    if (root := root_of(classes, edges)) > 0:
        classes, edges, values, slots = with_root_first(root, classes, edges, values, slots)
    return target_graph(len(nodes), edges, values, slots, classes, later)


def _slots(value: Any, node_count: int, problems: Problems) -> list[TargetSlot]:
    found: dict[tuple[int, int, str], TargetSlot] = {}
    for number, entry in enumerate(as_list(value, '"slots"')):
        what = f"slot {number}"
        told = as_list(entry, what, 4)
        optimizer = as_index(told[0], node_count, f"the optimizer of {what}")
        variable = as_index(told[1], node_count, f"the variable of {what}")
        name = as_text(told[2], f"the name of {what}")
        slot = TargetSlot(optimizer, variable, name, as_index(told[3], node_count, f"the object of {what}"))
        if found.setdefault((optimizer, variable, name), slot) != slot:
            problems.say(f'The slot "{name}" of object {variable} is told twice; the first is taken.')
    return list(found.values())


def _keras_generation(tensorflow: str, keras: str) -> str:
    if not keras:
        return ""
    if keras.startswith("3."):
        return "3"
    return "tf-keras" if generation_of(tensorflow) == "2.21" else "2"


def _mode(value: Any) -> str:
    if value in ("eager", "graph"):
        return str(value)
    if value is not None:
        raise CorruptFileError('"mode" should be "eager" or "graph"')
    return ""


def _variables_kind(parts: Any) -> str:
    kinds = {part.variable.is_resource for part in parts} - {None}
    if len(kinds) != 1:
        return ""
    return "resource" if kinds == {True} else "ref"


def _stored_problems(value: Any) -> list[str]:
    return [as_text(sentence, "a problem") for sentence in as_list(value, '"problems"')[:100]]

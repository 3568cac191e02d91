"""What `assert_consumed` and its two sisters say after an object-based restore, in TensorFlow's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.analysis.restoring.objects.text import NodeNames, node_proto_text
from explorer.analysis.restoring.objects.values import VARIABLE_PLACE
from explorer.analysis.restoring.outcome import Check, Raised
from explorer.analysis.restoring.spelling import shape_tuple_text

if TYPE_CHECKING:
    from explorer.analysis.restoring.objects.match import Matching
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.spec import ModelSpec, SpecVariable

_SHOWN = 10
_LIST_CLASSES = ("List", "ListWrapper", "Mapping", "_DictWrapper", "_TupleWrapper")


@dataclass(frozen=True, slots=True)
class Status:
    """The three answers."""

    consumed: Check
    existing: Check
    nontrivial: Check


def status_of(
    matching: Matching,
    checkpoint: Checkpoint,
    target: ModelSpec,
    values: dict[int, list[tuple[str, int]]],
    unused: dict[int, list[str]],
    *,
    root: str,
    tensorflow: str,
    unbound_counter: bool,
    bound_counter: bool,
) -> Status:
    """The three assertions on what is bound now.

    Args:
        matching: the state after `restore` returned.
        checkpoint: what was restored.
        target: for the names of variables.
        values: object -> (local name, variable) pairs.
        unused: stored node -> attributes that found no place.
        root: the restored object as Python prints it.
        tensorflow: "1.15", "2.15" or "2.21".
        unbound_counter: `restore` made a `save_counter` the target does not list, and nothing is stored for it.
        bound_counter: it made one and gave it its stored value.
    """
    unmatched = _unmatched(matching, target, values, tensorflow)
    if unbound_counter:
        unmatched.append("<tf.Variable 'save_counter:0' shape=() dtype=int64, numpy=0>")
    existing: Check = "ok"
    if unmatched:
        existing = Raised("AssertionError", _found_text(unmatched, tensorflow))
    consumed = existing
    if existing == "ok":
        consumed = (
            _unresolved(matching, checkpoint, target, values, unused, tensorflow, bound_counter) or "ok"
        )
    nontrivial: Check = "ok"
    if matching.bound_count() + bound_counter <= 1:
        nontrivial = Raised(
            "AssertionError",
            "Nothing except the root object matched a checkpointed value. Typically this means that the "
            "checkpoint does not match the Python program. The following objects have no matching "
            f"checkpointed value: [{', '.join(unmatched)}]"
            if unmatched
            else f"Nothing to load. No dependencies have been added to {root} yet.",
        )
    return Status(consumed, existing, nontrivial)


def _found_text(unmatched: Sequence[str], tensorflow: str) -> str:
    if tensorflow == "1.15":
        return (
            "Some Python objects were not bound to checkpointed values, likely due to changes in the "
            f"Python program: [{', '.join(unmatched)}]"
        )
    shown = unmatched[:_SHOWN]
    return (
        f"Found {len(unmatched)} Python objects that were not bound to checkpointed values, likely due to "
        f"changes in the Python program. Showing {len(shown)} of {len(unmatched)} unmatched objects: "
        f"[{', '.join(shown)}]"
    )


def _unmatched(
    matching: Matching, target: ModelSpec, values: dict[int, list[tuple[str, int]]], tensorflow: str
) -> list[str]:
    """The reachable objects that are bound to no stored node: those with values, in TF 1.15 all but empty lists."""
    bound = set(matching.bound)
    program = matching.program
    found = []
    for node in program.reachable():
        if node in bound:
            continue
        if node in values:
            found.append(object_text(target, _class_of(matching, node), values[node]))
        elif tensorflow == "1.15" and node < program.count:
            name = program.objects.class_name(node)
            if program.children(node) or name.rpartition(".")[2] not in _LIST_CLASSES:
                found.append(f"<{name or 'object'} object at <address>>")
    return found


def object_text(target: ModelSpec, class_name: str, places: Sequence[tuple[str, int]]) -> str:
    """The repr of an object with values: a variable, or a table or an iterator by its class."""
    if places[0][0] == VARIABLE_PLACE:
        return variable_text(target.variables[places[0][1]])
    return f"<{class_name or 'object'} object at <address>>"


def _class_of(matching: Matching, node: int) -> str:
    return matching.program.objects.class_name(node) if node < matching.program.count else ""


def variable_text(variable: SpecVariable) -> str:
    """The repr of a variable, its numbers left open."""
    return (
        f"<tf.Variable '{variable.name}:0' shape={shape_tuple_text(variable.shape)} "
        f"dtype={variable.dtype or '<unknown>'}, numpy=<values>>"
    )


def _unresolved(
    matching: Matching,
    checkpoint: Checkpoint,
    target: ModelSpec,
    values: dict[int, list[tuple[str, int]]],
    unused: dict[int, list[str]],
    tensorflow: str,
    bound_counter: bool,
) -> Raised | None:
    """What `assert_consumed` finds where every object of the program was matched."""
    stored = matching.stored
    counter = (
        next((c for name, c in stored.children(0) if name == "save_counter"), -1) if bound_counter else -1
    )
    for node in range(stored.count):
        if matching.bound[node] >= 0 or node == counter:
            continue
        if stored.has_attributes[node] or tensorflow == "1.15":
            return Raised(
                "AssertionError",
                f"Unresolved object in checkpoint {NodeNames(stored.graph)[node]}: "
                f"{node_proto_text(checkpoint, stored.graph, node)}",
            )
    left = {
        variable: slots for variable, slots in stored.slots_of.items() if variable not in matching.taken_slots
    }
    if left:
        text = ", ".join(
            f"{variable}: [{', '.join(map(_slot_text, slots))}]" for variable, slots in left.items()
        )
        text = f"{{{text}}}" if tensorflow != "2.21" else f"defaultdict(<class 'list'>, {{{text}}})"
        return Raised("AssertionError", f"Unresolved slot restorations: {text}")
    if unused:
        names = NodeNames(stored.graph)
        lines = [
            f"{names[node]} ({_bound_text(matching, target, values, node)}): {attributes!r}"
            for node, attributes in unused.items()
        ]
        where = "objects" if tensorflow == "1.15" else "checkpoint"
        told = (
            "Unused attributes in these objects (the attributes exist in the checkpoint but not in the "
            if where == "objects"
            else "Unused attributes in these objects (the attributes exist in the checkpoint but were not restored"
        )
        return Raised(
            "AssertionError", f"{told}{'objects' if where == 'objects' else ''}):\n" + "\n".join(lines)
        )
    return None


def _slot_text(slot: tuple[int, int, str]) -> str:
    optimizer, node, name = slot
    return f"_SlotVariableRestoration(optimizer_id={optimizer}, slot_variable_id={node}, slot_name={name!r})"


def _bound_text(
    matching: Matching, target: ModelSpec, values: dict[int, list[tuple[str, int]]], stored: int
) -> str:
    node = matching.bound[stored]
    if node in values:
        return object_text(target, _class_of(matching, node), values[node])
    name = _class_of(matching, node)
    if name in ("_DictWrapper", "_TupleWrapper", "ListWrapper"):  # printed as what they hold
        inside = "<values>" if matching.program.children(node) else ""
        return {"_DictWrapper": "{%s}", "_TupleWrapper": "(%s)", "ListWrapper": "ListWrapper([%s])"}[
            name
        ] % inside
    return f"<{name or 'object'} object at <address>>"

"""Which variable a slot belongs to, where the file does not say: Keras 2.11 and later, Keras 3.

Their optimizers keep slots in plain lists (`_momentums`, `_velocities` ...). Keras 3 also lists
the model's variables (`_trainable_variables`), so entry k belongs to variable k. Keras 2 lists
none: the slot's name ends with its variable's (`Adam/m/dense/kernel`), and entries at one
position of the lists belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from explorer.checkpoints.node_roles import NodeFacts

Shape = tuple[int, ...] | None
_MOST_WORDS = 4  # of a slot's own name, as in momentum or accumulated_delta_var


@dataclass(frozen=True, slots=True)
class Pairing:
    """One inferred slot: `variable` is -1 where no variable can be named with certainty."""

    optimizer: int
    variable: int
    slot: int
    name: str


def pair_slots(
    facts: NodeFacts,
    slots: Mapping[int, int],
    full_name: Callable[[int], str],
    shape: Callable[[int], Shape],
) -> list[Pairing]:
    """Pair every slot of `slots` (slot node -> optimizer) with its variable, as far as the file tells."""
    by_optimizer: dict[int, list[int]] = defaultdict(list)
    for slot, optimizer in slots.items():
        by_optimizer[optimizer].append(slot)
    found = []
    for optimizer, nodes in by_optimizer.items():
        found += _pair_one(facts, optimizer, nodes, set(slots), full_name, shape)
    return sorted(found, key=lambda pairing: pairing.slot)


def _pair_one(
    facts: NodeFacts,
    optimizer: int,
    slots: list[int],
    all_slots: set[int],
    full_name: Callable[[int], str],
    shape: Callable[[int], Shape],
) -> list[Pairing]:
    wanted = set(slots)
    lists = _slot_lists(facts, optimizer, wanted)
    variable: dict[int, int] = {}
    name: dict[int, str] = {
        slot: _singular(list_name) for list_name, entries in lists for slot in entries.values()
    }

    trained = facts.child(optimizer, "_trainable_variables")
    model = facts.entries(trained) if trained >= 0 else {}
    if model:
        for _, entries in lists:
            for position, slot in entries.items():
                owner = model.get(position, -1)
                if owner >= 0 and shape(owner) == shape(slot):
                    variable[slot] = owner
        _pair_factored(facts, optimizer, model, wanted - set(name), shape, variable, name)
        _pair_by_flat_names(wanted - set(variable), model, full_name, shape, variable, name)
    else:
        candidates = _model_variables(facts, all_slots, full_name)
        for slot in sorted(wanted, key=_position(facts, optimizer)):
            owner, slot_name = _by_name(full_name(slot), shape(slot), candidates, shape)
            if owner >= 0:
                variable[slot] = owner
            if slot_name:
                name[slot] = slot_name
        _pair_by_position(lists, variable, shape)
    return [Pairing(optimizer, variable.get(slot, -1), slot, name.get(slot, "")) for slot in slots]


def _slot_lists(facts: NodeFacts, optimizer: int, slots: set[int]) -> list[tuple[str, dict[int, int]]]:
    """The optimizer's named lists with the slots among their entries, by list index."""
    found = []
    for edge in facts.edges(optimizer):
        name = facts.name[edge]
        if name not in ("_variables", "_trainable_variables"):
            entries = {k: node for k, node in facts.entries(facts.target[edge]).items() if node in slots}
            if entries:
                found.append((name, entries))
    return found


def _position(facts: NodeFacts, optimizer: int) -> Callable[[int], int]:
    """Sort key: a slot's index in `_variables`, the order in which the optimizer made them."""
    listing = facts.child(optimizer, "_variables")
    index = {node: k for k, node in facts.entries(listing).items()} if listing >= 0 else {}
    return lambda node: index.get(node, node)


def _singular(list_name: str) -> str:
    """`_velocities` -> `velocity`: what one entry of the list is called."""
    word = list_name.strip("_")
    if word == "model_variables_moving_average":
        return "average"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _model_variables(
    facts: NodeFacts, slots: set[int], full_name: Callable[[int], str]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for node in range(facts.count):
        if facts.has_variable[node] and node not in slots and (name := full_name(node)):
            found[name].append(node)
    return found


def _by_name(
    name: str,
    slot_shape: Shape,
    candidates: dict[str, list[int]],
    shape: Callable[[int], Shape],
) -> tuple[int, str]:
    """The variable whose name is the longest suffix of the slot's name, and what precedes it: the slot name."""
    position = name.find("/")
    while position >= 0:
        suffix = name[position + 1 :]
        owners = candidates.get(suffix)
        if owners:
            slot_name = name[:position].rpartition("/")[2]
            fitting = [owner for owner in owners if shape(owner) == slot_shape]
            if not fitting and len(owners) == 1:
                return owners[0], slot_name  # factored slots have other shapes than their variable
            # Several variables of one name and shape: the order in which the optimizer was given
            # them is not in the file (measured: reversed, or only some of them), so none is named.
            return (fitting[0] if len(fitting) == 1 else -1), slot_name
        position = name.find("/", position + 1)
    parts = name.split("/")
    return -1, parts[1] if len(parts) > 2 else ""


def _pair_by_flat_names(
    slots: set[int],
    model: Mapping[int, int],
    full_name: Callable[[int], str],
    shape: Callable[[int], Shape],
    variable: dict[int, int],
    name: dict[int, str],
) -> None:
    """Keras 3 calls a slot `muon/dense_kernel_momentum`: its variable's name, flat, and the slot's own.

    Muon keeps slots in lists with gaps, which leave no positions behind. A name that fits two
    variables pairs with none.
    """
    if not slots:
        return
    owners: dict[str, list[int]] = defaultdict(list)
    for owner in model.values():
        owners[full_name(owner).replace("/", "_")].append(owner)
    for slot in slots:
        flat = full_name(slot).partition("/")[2]
        cuts = [place for place, sign in enumerate(flat) if sign == "_"][-_MOST_WORDS:]
        fitting = [
            (owner, flat[place + 1 :])
            for place in cuts
            for owner in owners.get(flat[:place], ())
            if shape(owner) == shape(slot)
        ]
        if len(fitting) == 1:
            variable[slot], name[slot] = fitting[0]


def _pair_by_position(
    lists: list[tuple[str, dict[int, int]]], variable: dict[int, int], shape: Callable[[int], Shape]
) -> None:
    """Give an unpaired entry the variable of the paired entries at its position in the other lists."""
    owner_at: dict[int, int] = {}
    for _, entries in lists:
        for position, slot in entries.items():
            if slot in variable:
                owner_at.setdefault(position, variable[slot])
    for _, entries in lists:
        for position, slot in entries.items():
            owner = owner_at.get(position, -1)
            if slot not in variable and owner >= 0 and shape(owner) == shape(slot):
                variable[slot] = owner


def _pair_factored(
    facts: NodeFacts,
    optimizer: int,
    model: dict[int, int],
    slots: set[int],
    shape: Callable[[int], Shape],
    variable: dict[int, int],
    name: dict[int, str],
) -> None:
    """Keras 3's Adafactor: three slots a variable (rows, columns, velocity) in `_variables`' order.

    Paired only when all shapes bear it out; otherwise the slots stay unpaired.
    """
    if not slots or len(slots) != 3 * len(model) or facts.child(optimizer, "_r") < 0:
        return
    ordered = sorted(slots, key=_position(facts, optimizer))
    pairs: list[tuple[int, int, str]] = []
    for turn, position in enumerate(sorted(model)):
        owner = model[position]
        full = shape(owner)
        rows, columns, velocity = ordered[3 * turn : 3 * turn + 3]
        if full is None or shape(velocity) != full:
            return
        factored = (full[:-1], full[:-2] + full[-1:]) if len(full) >= 2 else ((), ())
        if (shape(rows), shape(columns)) != factored:
            return
        pairs += [(rows, owner, "r"), (columns, owner, "c"), (velocity, owner, "v")]
    for slot, owner, slot_name in pairs:
        variable[slot], name[slot] = owner, slot_name

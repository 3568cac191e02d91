"""Which variable of the model's optimizer is which stored one: by slot and variable, else by the optimizer's order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from explorer.analysis.restoring.causes.sides import owner_of
from explorer.analysis.restoring.keras.pairing import aligned
from explorer.analysis.restoring.keras.sides import Side
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.task import breathing

_NUMBER = re.compile(r"_\d+\Z")
_NUMBERED = re.compile(r"\A(.*optimizer[^/]*)/vars/(\d{1,9})\Z")
_OWN_NUMBERS = ("iteration", "learning_rate")
_SCALE_NUMBERS = ("scale/iteration", "scale/learning_rate", "scale/step_counter", "scale/dynamic_scale")
# What Keras 2 and 3 call the same slot.
_SLOTS_OF_3 = {"m": "momentum", "v": "velocity", "vhat": "velocity_hat"}
_MOST_SLOTS = 4  # for each variable


@dataclass(slots=True)
class OptimizerSide:
    """What a side's optimizer keeps.

    `slots`: (slot, place of its variable, written before Keras 2.11) -> place. `numbers`: its own
    numbers by name. `untold`: places of variables that only their number tells, by that number.
    """

    class_name: str
    slots: dict[tuple[str, int, bool], int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    untold: list[int] = field(default_factory=list)


def optimizer_side(side: Side) -> OptimizerSide:
    """The optimizer of a side, from the names of its variables, else from their numbers."""
    weights = side.places
    owners: dict[str, int] = {}
    for place in weights:
        owners.setdefault(side.names[place], place)
    flat = {name.replace("/", "_"): place for name, place in owners.items()}
    found = OptimizerSide(_class(side.optimizer_class))
    groups: dict[str, list[tuple[int, int]]] = {}
    scopes: dict[str, int] = {}
    endings: list[str] = []
    order = {place for place in side.optimizer_order if not _NUMBERED.search(side.keys[place])}
    for place in breathing(dict.fromkeys((*side.optimizer_order, *range(len(side.roles))))):
        role = side.roles[place]
        if place in weights or role not in ("slot", "hyperparameter"):
            continue
        name = side.names[place]
        if role == "slot" and not name.rpartition("/")[2].isdecimal():
            # The two ways of Keras first, for there may be many thousands.
            scope, _, rest = name.partition("/")
            slot, _, tail = rest.partition("/")
            owner = owners.get(tail, -1) if tail else -1
            if not tail:
                for slot in endings:
                    owner = flat.get(rest[: -len(slot) - 1], -1) if rest.endswith(f"_{slot}") else -1
                    if owner >= 0:
                        break
            if owner < 0:
                owner, slot, scope = owner_of(name, owners, flat)
                if owner >= 0 and name.endswith(f"_{slot}"):
                    endings.append(slot)
            if owner < 0 and place in side.slots and side.slots[place][0] in weights:
                owner, slot = side.slots[place]
                scope = name.partition("/")[0]
            if owner >= 0:
                is_old = name.endswith(f"/{slot}")
                found.slots.setdefault((_SLOTS_OF_3.get(slot, slot), owner, is_old), place)
                scopes[scope] = scopes.get(scope, 0) + 1
                continue
            if place in order:
                found.untold.append(place)
                continue
        scope, _, leaf = name.rpartition("/")
        if leaf.isdecimal() and (match := _NUMBERED.search(side.keys[place])):
            groups.setdefault(match[1], []).append((int(match[2]), place))
        elif role == "hyperparameter":
            found.numbers.setdefault(f"scale/{leaf}" if scope.startswith("loss_scale") else leaf, place)
    if not found.class_name and scopes:
        found.class_name = _class(max(scopes, key=lambda scope: scopes[scope]))
    inner = max(groups, key=len, default="")
    for group, numbered in groups.items():
        names = _OWN_NUMBERS if group == inner else _SCALE_NUMBERS
        for number, place in sorted(numbered):
            if side.roles[place] == "hyperparameter" and number < len(names):
                found.numbers.setdefault(names[number], place)
            elif group == inner:
                found.untold.append(place)
    return found


def _class(scope: str) -> str:
    return _NUMBER.sub("", scope).replace("_", "").lower()


def paired_slots(
    ours: Side, theirs: Side, weights: Mapping[int, int]
) -> tuple[dict[int, int], OptimizerSide, OptimizerSide]:
    """Place of each of our optimizer's variables -> place of its value among theirs, one to one; and both optimizers.

    Slots of optimizers of two classes are nobody's; their counts of updates and rates are.
    """
    one, other = optimizer_side(ours), optimizer_side(theirs)
    for optimizer, side in ((one, ours), (other, theirs)):
        if not optimizer.class_name:
            _guess(optimizer, side)
    is_same = not one.class_name or not other.class_name or one.class_name == other.class_name
    if is_same:
        back = {j: i for i, j in weights.items()}
        if one.untold and other.slots:
            _tell(one, ours, [back.get(owner, -1 - owner) for owner in _owners(other)], other)
        if other.untold and one.slots:
            _tell(other, theirs, [weights.get(owner, -1 - owner) for owner in _owners(one)], one)
    found: dict[int, int] = {}
    for name, place in one.numbers.items():
        if name in other.numbers:
            found[place] = other.numbers[name]
    if not is_same:
        return found, one, other
    for (slot, owner, is_old), place in one.slots.items():
        match = other.slots.get((slot, weights.get(owner, -1), is_old))
        if match is not None:
            found[place] = match
    if one.untold and other.untold and not one.slots and not other.slots:
        _by_order(one, other, ours, theirs, found)
    return found, one, other


def _guess(untold: OptimizerSide, side: Side) -> None:
    """Two slots for each trained variable, of its shape and one after the other, are Adam's."""
    trained = [place for unit in side.units for place in unit.trained]
    if not trained or len(untold.untold) != 2 * len(trained):
        return
    slots = untold.untold
    shapes = [side.shapes[place] for place in slots]
    if shapes[::2] != shapes[1::2] or sorted(map(str, shapes[::2])) != sorted(
        str(side.shapes[place]) for place in trained
    ):
        return
    untold.class_name = "adam"
    if side.is_ordered and shapes[::2] == [side.shapes[place] for place in trained]:
        for at, owner in enumerate(trained):
            untold.slots[("momentum", owner, False)] = slots[2 * at]
            untold.slots[("velocity", owner, False)] = slots[2 * at + 1]
        untold.untold = []


def _owners(told: OptimizerSide) -> list[int]:
    """The variables with slots, in the optimizer's order."""
    return list(dict.fromkeys(owner for _, owner, _ in told.slots))


def _tell(untold: OptimizerSide, side: Side, owners: Sequence[int], told: OptimizerSide) -> None:
    """Give the numbered variables of one optimizer slots and owners, as the other's are laid out.

    `owners`: for each variable with slots on the told side its place on this one, below 0 where it
    has none. Variables that only this side has take slots, too: which is told by their shapes.
    """
    trained = [place for unit in side.units for place in unit.trained]
    layout, stored = _shared_layout(_layout(told), len(untold.untold), len(trained))
    if not stored:
        return
    places = [
        [_place(untold.untold, start, block, stored, at) for start, block in layout.values()]
        for at in range(stored)
    ]
    shapes = [side.shapes[of[0]] for of in places]
    mine = [owner for owner in owners if owner >= 0]
    if stored == len(mine) and all(
        is_compatible(side.shapes[owner], shape) for owner, shape in zip(mine, shapes)
    ):
        pairs = [(at, at) for at in range(stored)]
    else:
        pairs = aligned(
            len(mine),
            stored,
            lambda at, to: 4 if is_compatible(side.shapes[mine[at]], shapes[to]) else 0,
        )
    known = set(mine)
    others = [place for place in trained if place not in known]
    left = sorted(set(range(stored)) - {to for _, to in pairs})
    owned = [(mine[at], to) for at, to in pairs]
    owned += [
        (others[at], left[to])
        for at, to in aligned(
            len(others),
            len(left),
            lambda at, to: 4 if is_compatible(side.shapes[others[at]], shapes[left[to]]) else 0,
        )
    ]
    for owner, to in owned:
        for (slot, is_old), place in zip(layout, places[to]):
            untold.slots.setdefault((slot, owner, is_old), place)
    named = set(untold.slots.values())
    untold.untold = [place for place in untold.untold if place not in named]


def _shared_layout(
    layout: dict[tuple[str, bool], tuple[int, int]], count: int, trained: int
) -> tuple[dict[tuple[str, bool], tuple[int, int]], int]:
    """As much of a layout as `count` slots of at most `trained` variables can have, and of how many variables.

    What an optimizer keeps only with some settings (amsgrad) comes last; either side may lack it.
    """
    while layout:
        ways = len(layout)
        if count % ways == 0 and 0 < count // ways <= trained:
            return layout, count // ways
        last = max(start // 100 for start, _ in layout.values())
        layout = {kind: place for kind, place in layout.items() if place[0] // 100 < last}
    return {}, 0


def _place(untold: Sequence[int], start: int, block: int, count: int, at: int) -> int:
    """The variable of one slot: blocks of slots that alternate follow each other."""
    blocks_before, within = divmod(start, 100)
    return untold[blocks_before * count + at * block + within]


def _layout(told: OptimizerSide) -> dict[tuple[str, bool], tuple[int, int]]:
    """(slot, old) -> (100 * slots in the blocks before + place in its block, slots in its block).

    Empty where the order is none an optimizer of Keras has. Adam's two slots alternate, a block of
    two; RMSprop's follow each other, two blocks of one.
    """
    order = list(told.slots)
    kinds = list(dict.fromkeys((slot, is_old) for slot, _, is_old in order))
    owners = _owners(told)
    if not owners or len(kinds) > _MOST_SLOTS or len(order) != len(kinds) * len(owners):
        return {}
    rank = {owner: at for at, owner in enumerate(owners)}
    found: dict[tuple[str, bool], tuple[int, int]] = {}
    start = 0
    while start < len(order):
        width = 0
        first = order[start][1]
        while start + width < len(order) and order[start + width][1] == first and width < len(kinds):
            if (order[start + width][0], order[start + width][2]) in found:
                break
            width += 1
        if not width:
            return {}
        block = [(slot, is_old) for slot, _, is_old in order[start : start + width]]
        for at, (slot, owner, is_old) in enumerate(order[start : start + width * len(owners)]):
            if (slot, is_old) != block[at % width] or rank[owner] != at // width:
                return {}
        for at, kind in enumerate(block):
            found[kind] = (100 * (start // len(owners)) + at, width)
        start += width * len(owners)
    return found


def _by_order(
    one: OptimizerSide, other: OptimizerSide, ours: Side, theirs: Side, found: dict[int, int]
) -> None:
    """Neither side tells whose slots they are: by number, where both have equally many."""
    if len(one.untold) == len(other.untold):
        found.update(zip(one.untold, other.untold))
        return
    for at, to in aligned(
        len(one.untold),
        len(other.untold),
        lambda i, j: 4 if is_compatible(ours.shapes[one.untold[i]], theirs.shapes[other.untold[j]]) else 0,
    ):
        found[one.untold[at]] = other.untold[to]

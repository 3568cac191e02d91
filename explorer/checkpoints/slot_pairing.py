"""Which variable a slot belongs to, where the file does not say: Keras 2.11 and later, Keras 3.

Their optimizers keep slots in plain lists (`_momentums`, `_velocities` ...). Keras 3 also lists
the model's variables (`_trainable_variables`), so entry k belongs to variable k. Keras 2 lists
none: the slot's name ends with its variable's (`Adam/m/dense/kernel`), and entries at one
position of the lists belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.node_facts import NodeFacts
from explorer.formats.text_columns import TextColumn

if TYPE_CHECKING:
    from explorer.checkpoints.node_facts import Ints, Longs

_NO_ENTRIES = np.empty(0, np.int64), np.empty(0, np.int32)
_NONE, _SEVERAL = -1, -2
_MOST_SCOPES = 32  # in front of a variable's name: a name of a million slashes must not cost a million looks
_MOST_WORDS = 4  # of a slot's own name, as in momentum or accumulated_delta_var


@dataclass(frozen=True, slots=True)
class Pairings:
    """Inferred slots, by ascending node. A variable is -1 where none can be named with certainty."""

    slot: Ints  # [s] its node
    optimizer: Ints  # [s]
    variable: Ints  # [s]
    name: list[str]  # [s]


@dataclass(frozen=True, slots=True)
class NodeTexts:
    """What pairing compares: of each node the name its program gave it, and a number for its shape."""

    full_name: TextColumn  # [n] empty where there is none
    shape_id: Longs  # [n] equal where shapes are; -1 where the node has no tensor
    shapes: Sequence[tuple[int, ...]]

    def shape(self, node: int) -> tuple[int, ...] | None:
        """The shape of a node's tensor."""
        number = int(self.shape_id[node])
        return self.shapes[number] if number >= 0 else None


def pair_slots(facts: NodeFacts, owner: Ints, list_owner: Ints, texts: NodeTexts) -> Pairings:
    """Pair slots with their variables, as far as the file tells.

    Args:
        facts: the graph.
        owner: int32 [n] the optimizer of each slot, else -1.
        list_owner: int32 [n] the optimizer of each list of slots, else -1.
        texts: names and shapes.
    """
    slots = np.flatnonzero(owner >= 0).astype(np.int32)
    pairing = _Pairing(facts, owner, list_owner, texts)
    order = np.argsort(owner[slots], kind="stable")
    by_owner = slots[order]
    owners = owner[by_owner]
    begins = [0, *(np.flatnonzero(owners[1:] != owners[:-1]) + 1).tolist()] if len(slots) else []
    for begin, end in zip(begins, [*begins[1:], len(by_owner)]):
        pairing.pair(int(owners[begin]), by_owner[begin:end])
    names = pairing.names
    return Pairings(
        slots,
        owner[slots],
        pairing.variable[slots],
        [names[number] for number in pairing.name[slots].tolist()],
    )


class _Pairing:
    """Pairs under way: of each node its variable and the number of its slot name."""

    def __init__(self, facts: NodeFacts, owner: Ints, list_owner: Ints, texts: NodeTexts) -> None:
        self.facts, self.owner, self.list_owner, self.texts = facts, owner, list_owner, texts
        self.variable = np.full(facts.count, -1, np.int32)
        self.name = np.zeros(facts.count, np.int32)
        self.names = [""]
        self._number_of = {"": 0}
        self._model_variables: _Names | None = None

    def pair(self, optimizer: int, slots: Ints) -> None:
        """Pair the slots of one optimizer."""
        lists = self._lists(optimizer)
        for name, _, nodes in lists:
            self.name[nodes] = self._number(_singular(name))
        trained = self.facts.child(optimizer, "_trainable_variables")
        position, model = self.facts.entries(trained) if trained >= 0 else _NO_ENTRIES
        if len(model):
            for _, places, nodes in lists:
                self._pair_by_place(nodes, places, position, model)
            if (unnamed := slots[self.name[slots] == 0]).size:
                self._pair_factored(optimizer, unnamed, model.tolist())
            if (unpaired := slots[self.variable[slots] < 0]).size:
                self._pair_by_flat_names(unpaired.tolist(), model.tolist())
            return
        self._pair_by_names(slots)
        self._pair_by_company(lists)

    def _number(self, name: str) -> int:
        number = self._number_of.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number

    def _lists(self, optimizer: int) -> list[tuple[str, Longs, Ints]]:
        """The optimizer's named lists: name, and of its slots among their entries the list index and the node."""
        facts = self.facts
        found: dict[int, tuple[str, Longs, Ints]] = {}
        for edge in range(int(facts.first_edge[optimizer]), int(facts.first_edge[optimizer + 1])):
            name, target = facts.name[edge], int(facts.target[edge])
            if name == "_variables" or self.list_owner[target] != optimizer or target in found:
                continue
            places, nodes = facts.entries(target)
            own = self.owner[nodes] == optimizer
            if own.any():
                found[target] = name, places[own], nodes[own]
        return list(found.values())

    def _pair_by_company(self, lists: Sequence[tuple[str, Longs, Ints]]) -> None:
        """Give an unpaired entry the variable of the paired entries at its place in the other lists."""
        if not lists:
            return
        places = np.concatenate([part for _, part, _ in lists])
        nodes = np.concatenate([part for _, _, part in lists])
        owners = self.variable[nodes]
        paired = np.flatnonzero(owners >= 0)
        paired = paired[np.argsort(places[paired], kind="stable")]
        first = np.ones(len(paired), np.bool_)
        first[1:] = places[paired[1:]] != places[paired[:-1]]
        known, open_ones = paired[first], np.flatnonzero(owners < 0)
        self._pair_by_place(nodes[open_ones], places[open_ones], places[known], owners[known])

    def _pair_by_place(self, slots: Ints, places: Longs, position: Longs, owners: Ints) -> None:
        """Give each slot the owner at its place, if there is one of its shape. `position` ascends."""
        if not len(position):
            return
        at = np.minimum(np.searchsorted(position, places), len(position) - 1)
        found = owners[at]
        shape = self.texts.shape_id
        fits = (position[at] == places) & (shape[found] == shape[slots])
        self.variable[slots[fits]] = found[fits]

    # --- Keras 2: by name --------------------------------------------------------------------

    def _pair_by_names(self, slots: Ints) -> None:
        """A slot's variable is the one whose name is the longest end of the slot's name."""
        candidates = self._candidates()
        known_number = self._number_of.get
        nodes = slots.tolist()
        owners, numbers = [-1] * len(nodes), [-1] * len(nodes)
        for place, name in enumerate(self.texts.full_name.take(slots)):
            position, scopes = name.find("/"), 0
            while position >= 0 and scopes < _MOST_SCOPES:
                ending = name[position + 1 :]
                owner = candidates.owner.get(ending)
                if owner is not None:
                    break
                position, scopes = name.find("/", position + 1), scopes + 1
            else:
                parts = name.split("/", 3)
                if len(parts) > 2:
                    numbers[place] = self._number(parts[1])
                continue
            word = name[name.rfind("/", 0, position) + 1 : position]
            number = known_number(word)
            numbers[place] = self._number(word) if number is None else number
            # One of several is told by its shape; factored slots have other shapes than their variable.
            owners[place] = owner if owner >= 0 else candidates.of_shape(ending, nodes[place])
        self.variable[slots] = np.maximum(np.array(owners, np.int32), -1)
        named = np.array(numbers, np.int32)
        self.name[slots[named > 0]] = named[named > 0]

    def _candidates(self) -> _Names:
        """The variables that are no slots."""
        if self._model_variables is None:
            nodes = np.flatnonzero(
                self.facts.has_variable & (self.owner < 0) & ~self.texts.full_name.is_empty
            )
            self._model_variables = _Names(
                nodes.tolist(), self.texts.full_name.take(nodes), self.texts.shape_id
            )
        return self._model_variables

    # --- Keras 3: what its lists leave open ----------------------------------------------------

    def _pair_by_flat_names(self, slots: list[int], model: list[int]) -> None:
        """Keras 3 calls a slot `muon/dense_kernel_momentum`: its variable's name, flat, and the slot's own.

        Muon keeps slots in lists with gaps, which leave no positions behind. A name that fits two
        variables pairs with none.
        """
        full_name = self.texts.full_name
        names = _Names(model, (full_name[owner].replace("/", "_") for owner in model), self.texts.shape_id)
        for slot in slots:
            flat = full_name[slot].partition("/")[2]
            fitting, cut = [], len(flat)
            for _ in range(_MOST_WORDS):
                cut = flat.rfind("_", 0, cut)
                if cut < 0:
                    break
                if flat[:cut] in names.owner:
                    fitting.append((names.of_shape(flat[:cut], slot), flat[cut + 1 :]))
            fitting = [pair for pair in fitting if pair[0] != _NONE]
            if len(fitting) == 1 and fitting[0][0] >= 0:
                self.variable[slot], self.name[slot] = fitting[0][0], self._number(fitting[0][1])

    def _pair_factored(self, optimizer: int, slots: Ints, model: list[int]) -> None:
        """Keras 3's Adafactor: three slots a variable (rows, columns, velocity) in `_variables`' order.

        Paired only when all shapes bear it out; otherwise the slots stay unpaired.
        """
        if len(slots) != 3 * len(model) or self.facts.child(optimizer, "_r") < 0:
            return
        _, listed = self.facts.entries(self.facts.child(optimizer, "_variables"))
        wanted = self.facts.nodes(slots)
        ordered = list(dict.fromkeys(listed[wanted[listed]].tolist()))
        if len(ordered) != len(slots):
            return
        shape = self.texts.shape
        for turn, owner in enumerate(model):
            full = shape(owner)
            rows, columns, velocity = ordered[3 * turn : 3 * turn + 3]
            if full is None or shape(velocity) != full:
                return
            factored = (full[:-1], full[:-2] + full[-1:]) if len(full) >= 2 else ((), ())
            if (shape(rows), shape(columns)) != factored:
                return
        self.variable[ordered] = np.repeat(np.array(model, np.int32), 3)
        self.name[ordered] = [self._number(name) for name in "rcv"] * len(model)


class _Names:
    """Variables by name, and by name and shape: one look each, however many have one name."""

    def __init__(self, nodes: Sequence[int], names: Iterable[str], shape_id: Longs) -> None:
        self.owner: dict[str, int] = {}  # _SEVERAL where one name is several variables'
        self._of_shape: dict[tuple[str, int], int] = {}
        self._shape_id = shape_id
        again = []
        for node, name in zip(nodes, names):
            first = self.owner.setdefault(name, node)
            if first != node:
                again.append((name, first, node))
        for name, first, node in again:
            self.owner[name] = _SEVERAL
            self._add(name, first)
            self._add(name, node)

    def _add(self, name: str, node: int) -> None:
        key = name, int(self._shape_id[node])
        known = self._of_shape.setdefault(key, node)
        if known != node:
            # The order in which the optimizer was given them is not in the file (measured: reversed,
            # or only some of them), so none is named.
            self._of_shape[key] = _SEVERAL

    def of_shape(self, name: str, slot: int) -> int:
        """The variable of a name, and of a slot's shape; _NONE or _SEVERAL where it is not just one."""
        owner = self.owner.get(name, _NONE)
        if owner == _SEVERAL:
            return self._of_shape.get((name, int(self._shape_id[slot])), _NONE)
        return owner if owner >= 0 and self._shape_id[owner] == self._shape_id[slot] else _NONE


def _singular(list_name: str) -> str:
    """`_velocities` -> `velocity`: what one entry of the list is called."""
    word = list_name.strip("_")
    if word == "model_variables_moving_average":
        return "average"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word

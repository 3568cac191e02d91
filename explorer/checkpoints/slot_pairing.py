"""Which variable a slot belongs to, where the file does not say: Keras 2.11 and later, Keras 3.

Their optimizers keep slots in plain lists (`_momentums`, `_velocities` ...). Keras 3 also lists
the model's variables (`_trainable_variables`), so entry k belongs to variable k. Keras 2 lists
none: the slot's name ends with its variable's (`Adam/m/dense/kernel`), and entries at one
position of the lists belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.node_facts import NodeFacts
from explorer.formats.text_columns import TextColumn

if TYPE_CHECKING:
    from explorer.checkpoints.node_facts import Ints, Longs

_NO_ENTRIES = np.empty(0, np.int64), np.empty(0, np.int32)
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
        self._model_variables: dict[str, list[int]] | None = None

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
        shape_of = self.texts.shape_id
        nodes = slots.tolist()
        owners, numbers = [-1] * len(nodes), [-1] * len(nodes)
        for place, name in enumerate(self.texts.full_name.take(slots)):
            position = name.find("/")
            while position >= 0:
                found = candidates.get(name[position + 1 :])
                if found is not None:
                    break
                position = name.find("/", position + 1)
            else:
                parts = name.split("/")
                if len(parts) > 2:
                    numbers[place] = self._number(parts[1])
                continue
            numbers[place] = self._number(name[name.rfind("/", 0, position) + 1 : position])
            if len(found) == 1:  # factored slots have other shapes than their variable
                owners[place] = found[0]
                continue
            shape = shape_of[nodes[place]]
            fitting = [owner for owner in found if shape_of[owner] == shape]
            # Several variables of one name and shape: the order in which the optimizer was given
            # them is not in the file (measured: reversed, or only some of them), so none is named.
            if len(fitting) == 1:
                owners[place] = fitting[0]
        self.variable[slots] = owners
        number = np.array(numbers, np.int32)
        self.name[slots[number > 0]] = number[number > 0]

    def _candidates(self) -> dict[str, list[int]]:
        """Name -> the variables that are no slots."""
        if self._model_variables is None:
            nodes = np.flatnonzero(
                self.facts.has_variable & (self.owner < 0) & ~self.texts.full_name.is_empty
            )
            found: dict[str, list[int]] = {}
            for node, name in zip(nodes.tolist(), self.texts.full_name.take(nodes)):
                if name in found:
                    found[name].append(node)
                else:
                    found[name] = [node]
            self._model_variables = found
        return self._model_variables

    # --- Keras 3: what its lists leave open ----------------------------------------------------

    def _pair_by_flat_names(self, slots: list[int], model: list[int]) -> None:
        """Keras 3 calls a slot `muon/dense_kernel_momentum`: its variable's name, flat, and the slot's own.

        Muon keeps slots in lists with gaps, which leave no positions behind. A name that fits two
        variables pairs with none.
        """
        full_name, shape = self.texts.full_name, self.texts.shape_id
        owners: Mapping[str, list[int]] = defaultdict(list)
        for owner in model:
            owners[full_name[owner].replace("/", "_")].append(owner)
        for slot in slots:
            flat = full_name[slot].partition("/")[2]
            cuts = [place for place, sign in enumerate(flat) if sign == "_"][-_MOST_WORDS:]
            fitting = [
                (owner, flat[place + 1 :])
                for place in cuts
                for owner in owners.get(flat[:place], ())
                if shape[owner] == shape[slot]
            ]
            if len(fitting) == 1:
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


def _singular(list_name: str) -> str:
    """`_velocities` -> `velocity`: what one entry of the list is called."""
    word = list_name.strip("_")
    if word == "model_variables_moving_average":
        return "average"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word

"""When a value that was matched by position is another variable's: the failure TensorFlow never tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

POSITIONAL_EDGE = re.compile(r"\d+|layer(?:_with_weights)?-\d+")
_NUMBER = re.compile(r"_\d+(?=/|$)")


@dataclass(frozen=True, slots=True)
class Taken:
    """A value a variable takes: the names on both sides, and whether a place in a list matched them."""

    variable: int
    expected: str  # the variable's own name
    stored: str  # the name the stored value was saved under
    by_position: bool


def wrong_values(
    taken: Iterable[Taken], target_names: Iterable[str], stored_names: Iterable[str]
) -> frozenset[int]:
    """The variables whose value is another variable's.

    That is so where a place in a list matched them, the names differ, and either name is known on
    the other side: the stored one is another variable of the target, or the target's own is stored
    elsewhere. A mere renaming is not wrong. Names that several variables share prove nothing, and
    neither do numbers that Keras counts up by itself (`dense` -> `dense_1`), where all of a kind
    are shifted alike and none was added or lost.
    """
    pairs = [pair for pair in taken if pair.expected and pair.stored]
    target_count, stored_count = Counter(target_names), Counter(stored_names)
    target_kind = Counter(map(_without_numbers, target_count.elements()))
    stored_kind = Counter(map(_without_numbers, stored_count.elements()))
    shifts = _shifts(pairs)
    slots = _SlotNames(target_count, stored_count)
    source_of = {
        pair.expected: pair.stored
        for pair in pairs
        if target_count[pair.expected] == 1 == stored_count[pair.stored]
    }
    wrong = set()
    for pair in pairs:
        if not pair.by_position or pair.expected == pair.stored:
            continue
        ours, theirs = slots.parsed(pair.expected, target_count), slots.parsed(pair.stored, stored_count)
        if ours is not None and theirs is not None:
            if ours.kind != theirs.kind or source_of.get(ours.owner, theirs.owner) != theirs.owner:
                wrong.add(pair.variable)
                continue
            if ours.owner not in source_of and _is_known(
                ours.owner, theirs.owner, target_count, stored_count
            ):
                wrong.add(pair.variable)
            continue
        if (ours is None) != (theirs is None):
            wrong.add(pair.variable)
            continue
        if not _is_known(pair.expected, pair.stored, target_count, stored_count):
            continue
        kind = _without_numbers(pair.expected)
        if (
            kind == _without_numbers(pair.stored)
            and len(shifts[kind]) == 1
            and target_kind[kind] == stored_kind[kind]
        ):
            continue
        wrong.add(pair.variable)
    return frozenset(wrong)


def _is_known(expected: str, stored: str, target: Mapping[str, int], checkpoint: Mapping[str, int]) -> bool:
    return expected != stored and (target.get(stored, 0) == 1 or checkpoint.get(expected, 0) == 1)


def _without_numbers(name: str) -> str:
    return _NUMBER.sub("", name)


def _numbers(name: str) -> tuple[int, ...]:
    """The number of each part of a name, 0 for none: "dense_2/kernel" -> (2, 0)."""
    found = []
    for part in name.split("/"):
        number = _NUMBER.search(part)
        found.append(int(number[0][1:12]) if number else 0)
    return tuple(found)


def _shifts(pairs: Iterable[Taken]) -> dict[str, set[tuple[int, ...]]]:
    """Name without numbers -> by how much the numbers of its pairs differ."""
    found: dict[str, set[tuple[int, ...]]] = {}
    for pair in pairs:
        kind = _without_numbers(pair.expected)
        if kind == _without_numbers(pair.stored):
            ours, theirs = _numbers(pair.expected), _numbers(pair.stored)
            found.setdefault(kind, set()).add(tuple(a - b for a, b in zip(ours, theirs)))
    return found


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: tuple[str, str]  # the optimizer's name without its number, and what the slot is called
    owner: str  # the variable it belongs to, as the optimizer spells it


class _SlotNames:
    """Tells slots by their names: "Adam/m/dense/kernel" (Keras 2), "adam/dense_kernel_momentum" (Keras 3)."""

    def __init__(self, target: Counter[str], stored: Counter[str]) -> None:
        self._flat = {
            id(names): {name.removesuffix(":0").replace("/", "_"): name for name in names}
            for names in (target, stored)
        }

    def parsed(self, name: str, among: Counter[str]) -> _Slot | None:
        """The slot a name speaks of, None for other variables."""
        optimizer, mark, rest = name.partition("/")
        if not mark:
            return None
        optimizer = _NUMBER.sub("", optimizer)
        slot, mark, owner = rest.partition("/")
        if mark and owner in among:
            return _Slot((optimizer, slot), owner)
        flat = self._flat[id(among)]
        at = len(rest)
        while (at := rest.rfind("_", 0, at)) > 0:
            if (owner := flat.get(rest[:at], "")) and owner != name:
                return _Slot((optimizer, rest[at + 1 :]), owner)
        return None

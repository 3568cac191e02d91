"""Which layer of the model is which layer of a file: by names where both tell them, else by class and order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from explorer.analysis.restoring.keras.loading import is_automatic, own_weights
from explorer.analysis.restoring.keras.sides import ADDRESSES, BY_PLACE, Side, Unit, bare
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.task import breathing

Pairs = list[tuple[int, int]]
_COUNT = re.compile(r"_\d+\Z")
_MOST_CELLS = 250_000  # of a table of all against all; larger gaps are paired from both ends only
_SAME, _ALIKE = 4, 1


def paired_weights(ours: Side, theirs: Side, units: Pairs) -> dict[int, int]:
    """Place of each weight of our layers -> place of its value among theirs; one to one.

    `units`: the layers that belong together, as `paired_units` tells them.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in breathing(units, every=64):
        for place, other in _inside(ours, theirs, ours.units[i], theirs.units[j]):
            if place not in found and other not in taken:
                found[place] = other
                taken.add(other)
    return found


def _inside(ours: Side, theirs: Side, one: Unit, other: Unit) -> Pairs:
    """The weights of two layers by the way of addressing that most of them share."""
    if (
        (one.layer is None) != (other.layer is None)
        and len(one.weights) == len(other.weights)
        and one.is_flat
        and other.is_flat
    ):
        return list(zip(one.weights, other.weights))  # as their numbers would tell
    if _is_same_layer(ours, theirs, one, other):
        return list(zip(one.weights, other.weights))  # as their names would tell
    best: Pairs = []
    most = (0, 0)
    for way in ADDRESSES:
        mine, yours = one.addresses(way), other.addresses(way)
        if not mine or not yours or (way == BY_PLACE and len(mine) != len(yours)):
            continue
        pairs = [(place, yours[address]) for address, place in mine.items() if address in yours]
        if len(pairs) < most[0]:
            continue
        fitting = sum(is_compatible(ours.shapes[i], theirs.shapes[j]) for i, j in pairs)
        if (len(pairs), fitting) > most:
            best, most = pairs, (len(pairs), fitting)
        if most == (len(one.weights), len(one.weights)):
            break
    return best


def _is_same_layer(ours: Side, theirs: Side, one: Unit, other: Unit) -> bool:
    """Whether two flat layers of one name have the same weights by name, each once, and all fit."""
    mine, yours = one.layer, other.layer
    if mine is None or yours is None or mine.name != yours.name or not (one.is_flat and other.is_flat):
        return False
    weights, others = own_weights(mine), own_weights(yours)
    return (
        len(weights) == len(others) == len(one.weights) == len(other.weights)
        and all(
            bare(weight.path) == bare(stored.path)
            and is_compatible(ours.shapes[weight.variable], theirs.shapes[stored.variable])
            for weight, stored in zip(weights, others)
        )
        and len({bare(weight.path).rpartition("/")[2] for weight in weights}) == len(weights)
    )


def paired_units(ours: Side, theirs: Side) -> Pairs:
    """(place in our units, place in theirs) of layers that are the same one, or stand where the other stood."""
    pairs = _by_label(ours.units, theirs.units)
    if ours.is_ordered and theirs.is_ordered:
        _fill_gaps(ours, theirs, pairs, range(len(ours.units)), range(len(theirs.units)))
    else:
        kinds = {unit.kind for unit in (*ours.units, *theirs.units)}
        for kind in sorted(kinds):
            mine = [i for i, unit in enumerate(ours.units) if unit.kind in (kind, "")]
            yours = [j for j, unit in enumerate(theirs.units) if unit.kind in (kind, "")]
            _fill_gaps(ours, theirs, pairs, mine, yours)
    return sorted(pairs.items())


def _by_label(ours: Sequence[Unit], theirs: Sequence[Unit]) -> dict[int, int]:
    """Layers of one name on both sides, or kept in one attribute.

    Names that Keras gives by itself count up in a program: they tell a layer only where both sides
    have the same ones.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for label in (_name, _attribute):
        mine, yours = _told_once(ours, label), _told_once(theirs, label)
        moved = _differing_stems(mine, yours) if label is _name else set()
        for text, i in mine.items():
            j = yours.get(text, -1)
            if j < 0 or i in pairs or j in taken or (is_automatic(text) and _COUNT.sub("", text) in moved):
                continue
            pairs[i] = j
            taken.add(j)
    return pairs


def _name(unit: Unit) -> str:
    return unit.name


def _attribute(unit: Unit) -> str:
    return unit.attribute


def _told_once(units: Sequence[Unit], label: Callable[[Unit], str]) -> dict[str, int]:
    often = Counter(label(unit) for unit in units)
    return {label(unit): place for place, unit in enumerate(units) if label(unit) and often[label(unit)] == 1}


def _differing_stems(mine: dict[str, int], yours: dict[str, int]) -> set[str]:
    """Stems of automatic names that number different layers on the two sides."""
    return {_COUNT.sub("", name) for name in mine.keys() ^ yours.keys() if is_automatic(name)}


def _fill_gaps(
    ours: Side, theirs: Side, pairs: dict[int, int], mine: Sequence[int], yours: Sequence[int]
) -> None:
    """Pair what has no pair yet and stands behind the same paired layer on both sides."""
    taken = set(pairs.values())
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    last = -1
    for i in mine:
        if i in pairs:
            last = pairs[i]
        else:
            before.setdefault(last, []).append(i)
    last = -1
    for j in yours:
        if j in taken:
            last = j
        else:
            after.setdefault(last, []).append(j)
    for anchor, some in before.items():
        others = after.get(anchor, [])
        if not others:
            continue
        for at, to in aligned(len(some), len(others), _scorer(ours, theirs, some, others)):
            pairs[some[at]] = others[to]


def _scorer(
    ours: Side, theirs: Side, some: Sequence[int], others: Sequence[int]
) -> Callable[[int, int], int]:
    def score(at: int, to: int) -> int:
        one, other = ours.units[some[at]], theirs.units[others[to]]
        if one.kind and other.kind and one.kind != other.kind:
            return 0
        fitting = sum(
            is_compatible(ours.shapes[i], theirs.shapes[j]) for i, j in zip(one.weights, other.weights)
        )
        most = max(len(one.weights), len(other.weights))
        return _SAME if fitting == most else _ALIKE + 2 * fitting // most

    return score


def aligned(count: int, other_count: int, score: Callable[[int, int], int]) -> Pairs:
    """Pairs in order on both sides whose scores add up to the most; 0 pairs nothing. Earlier ones win ties.

    Equally many are paired one by one if all of them may be.
    """
    if count == other_count and all(score(at, at) for at in range(count)):
        return [(at, at) for at in range(count)]
    first = 0
    while first < min(count, other_count) and score(first, first) == _SAME:
        first += 1
    last = 0
    while last < min(count, other_count) - first and score(count - 1 - last, other_count - 1 - last) == _SAME:
        last += 1
    ends = [(at, at) for at in range(first)]
    ends += [(count - 1 - at, other_count - 1 - at) for at in range(last)]
    rows, columns = count - first - last, other_count - first - last
    if not rows or not columns or rows * columns > _MOST_CELLS:
        return sorted(ends)
    worth = [[score(first + at, first + to) for to in range(columns)] for at in range(rows)]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows - 1, -1, -1):
        for to in range(columns - 1, -1, -1):
            kept = max(best[at + 1][to], best[at][to + 1])
            if worth[at][to]:
                kept = max(kept, worth[at][to] + best[at + 1][to + 1])
            best[at][to] = kept
    at = to = 0
    while at < rows and to < columns:
        if worth[at][to] and best[at][to] == worth[at][to] + best[at + 1][to + 1]:
            ends.append((first + at, first + to))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1
    return sorted(ends)

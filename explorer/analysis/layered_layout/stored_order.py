"""Siblings back in the order the file stores them, where another order saves no crossing.

Each family is tried as stored at first, then single members are moved; whatever hangs below a member moves along.
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer.analysis.layered_layout.counting import crossings_between
from explorer.analysis.layered_layout.levels import Levels

EFFORT = 15_000  # vertices moved in all tries together: bounds the time


def in_stored_order(
    levels: Levels, rows: Sequence[Sequence[int]], children: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Rows of the same vertices with no more crossings, siblings in the order of `children` as far as that allows."""
    work = _Families(levels, rows)
    for parent in levels.order:
        family = list(children[parent])
        if len(family) > 1 and work.effort < EFFORT:
            work.sort(parent, family)
    return work.rows


class _Families:
    def __init__(self, levels: Levels, rows: Sequence[Sequence[int]]) -> None:
        self.rows = [list(row) for row in rows]
        self.effort = 0
        self._levels = levels
        count = levels.count
        self._begin = [0] * count  # of what hangs below a node, in `levels.order`
        for number, node in enumerate(levels.order):
            self._begin[node] = number
        self._end = [number + 1 for number in self._begin]
        for node in reversed(levels.order):
            for child in levels.children[node]:
                self._end[node] = max(self._end[node], self._end[child])
        self._way: dict[int, int] = {}
        for chain in levels.chain:
            if len(chain) > 2 and chain[-1] not in self._way and chain[-1] in levels.children[chain[0]]:
                self._way[chain[-1]] = chain[1]
        # Points of a link go with the node it comes from, or with the one it leads to: both are tried.
        self._owners = [self._owned(0), self._owned(-1)]

    def _owned(self, end: int) -> list[int]:
        levels = self._levels
        owner = list(range(levels.count)) + [0] * (len(levels.rank) - levels.count)
        for chain in levels.chain:
            if len(chain) < 3:
                continue
            is_way = self._way.get(chain[-1]) == chain[1]
            for point in chain[1:-1]:
                owner[point] = chain[-1] if is_way else chain[end]
        for stem in levels.stems:
            for way in (stem.stem, *stem.branches):
                for point in way[1:]:
                    owner[point] = way[0]
        return owner

    def sort(self, parent: int, family: list[int]) -> None:
        """Bring one family as near to its stored order as costs nothing."""
        first = self._levels.rank[parent] + 1
        place = (
            {vertex: number for number, vertex in enumerate(self.rows[first])}
            if first < len(self.rows)
            else {}
        )
        heads = [self._way.get(child, child) for child in family]
        if any(head not in place for head in heads):
            return
        order = sorted(range(len(family)), key=lambda number: place[heads[number]])
        wanted = sorted(order)
        if order == wanted or self._moved(parent, family, wanted):
            return
        moved = True
        while moved and self.effort < EFFORT:
            moved = False
            for _, number, at in sorted(_moves(order), key=lambda move: -move[0]):
                trial = [other for other in order if other != number]
                trial.insert(at, number)
                if self._moved(parent, family, trial):
                    order, moved = trial, True
                    break
                if self.effort >= EFFORT:
                    return

    def _moved(self, parent: int, family: list[int], order: list[int]) -> bool:
        """Whether the members' branches can stand in an order (numbers of members) without a further crossing."""
        rank_of = {family[number]: rank for rank, number in enumerate(order)}
        begin = self._begin[parent]
        member = [-1] * (self._end[parent] - begin)
        for child, rank in rank_of.items():
            for number in range(self._begin[child], self._end[child]):
                member[number - begin] = rank
        for owner in self._owners:
            changed: dict[int, list[int]] = {}
            for at in range(self._levels.rank[parent] + 1, len(self.rows)):
                row = self.rows[at]
                slots, keyed = [], []
                for number, vertex in enumerate(row):
                    where = self._begin[owner[vertex]] - begin
                    if 0 <= where < len(member) and member[where] >= 0:
                        slots.append(number)
                        keyed.append((member[where], number))
                if not slots:
                    continue
                self.effort += len(row)
                new = list(row)
                for slot, (_, number) in zip(slots, sorted(keyed), strict=True):
                    new[slot] = row[number]
                if new != row:
                    changed[at] = new
            if self._costs_nothing(changed):
                for at, row in changed.items():
                    self.rows[at] = row
                return True
        return False

    def _costs_nothing(self, changed: dict[int, list[int]]) -> bool:
        gaps = {gap for at in changed for gap in (at - 1, at) if 0 <= gap < len(self.rows) - 1}
        before = after = 0
        for gap in gaps:
            upper, lower = self.rows[gap], self.rows[gap + 1]
            self.effort += len(upper) + len(lower)
            before += crossings_between(self._levels, upper, lower)
            after += crossings_between(self._levels, changed.get(gap, upper), changed.get(gap + 1, lower))
        return after <= before


def _moves(order: Sequence[int]) -> list[tuple[int, int, int]]:
    """(inversions less, member, its new place among the others) of every move of one member that makes fewer."""
    found = []
    for at, number in enumerate(order):
        gain = 0
        for place in range(at + 1, len(order)):  # behind one more
            gain += 1 if order[place] < number else -1
            if gain > 0:
                found.append((gain, number, place))
        gain = 0
        for place in range(at - 1, -1, -1):  # before one more
            gain += 1 if order[place] > number else -1
            if gain > 0:
                found.append((gain, number, place))
    return found

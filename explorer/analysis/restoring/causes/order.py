"""Layers inserted, removed or put in another order, where checkpoint keys only count them.

`layer_with_weights-2`, `blocks/2` and `_trainable_variables/4` are matched by number: one layer more
or less shifts all that follow. The names of the variables tell which layer is which; where they are
automatic ones and tell nothing, the shapes do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Address, Case, Shape
from explorer.analysis.restoring.causes.words import count, layer_name, listed
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS
from explorer.task import breathing

_IN_ARCHIVE = re.compile(r"((?:.*?/)?layers/([a-z0-9_]+?))(?:_(\d+))?(?=/)")  # dense, dense_1, dense_2
_POSITION = re.compile(r"(^|.*?/)(layer_with_weights-)?(\d+)(?=/|$)")
_MOST_ALIGNED = 400  # entries on a side after equal ends are cut off


@dataclass(slots=True)
class _Entry:
    """What a container holds at one number on one side: rows, and (inner path, name, shape) of its variables."""

    names: list[str] = field(default_factory=list)
    contents: list[tuple[str, Shape]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    @property
    def identity(self) -> tuple[str, ...]:
        return tuple(sorted(self.names))

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        """What it holds, without its inputs: those change with the layer before."""
        return tuple(sorted((path, _without_inputs(shape)) for path, shape in self.contents))


def _without_inputs(shape: Shape) -> str:
    return "?" if shape is None else repr((shape[:-2], shape[-1:]))


@dataclass(slots=True)
class _Alignment:
    inserted: list[int]
    removed: list[int]
    moved: list[tuple[int, int]]  # (ours, theirs)
    misfits: int = 0
    is_named: bool = True


def order_causes(case: Case) -> list[Draft]:
    """Findings about containers whose entries do not stand at the numbers where they stood."""
    in_archive = case.checkpoint.format in ("weights_h5", "keras")
    if not in_archive and not (case.checkpoint.object_based and case.target.object_based):
        return []  # names do not shift
    if _is_same(case):
        return []
    ours, theirs = _containers(case, case.ours, True), _containers(case, case.theirs, False)
    drafts = []
    for container, expected in ours.items():
        stored = theirs.get(container)
        if stored is None:
            continue
        draft = _judge(case, container, _in_order(container, expected), _in_order(container, stored))
        if draft is not None:
            drafts.append(draft)
            case.explained.update(draft.rows)
    return drafts


def _is_same(case: Case) -> bool:
    """Whether every variable has one address on both sides: then the entries of no container have other names."""
    return all(
        one is other
        for one, other in zip(breathing(case.ours), case.theirs)
        if (one is not None and one.kind == "variable") or (other is not None and other.kind == "variable")
    )


def _containers(case: Case, side: Sequence[Address | None], is_ours: bool) -> dict[str, dict[int, _Entry]]:
    found: dict[str, dict[int, _Entry]] = defaultdict(dict)
    in_archive = case.checkpoint.format in ("weights_h5", "keras")
    for place, address in enumerate(breathing(side)):
        if address is None or address.kind != "variable":
            continue
        match = (_IN_ARCHIVE if in_archive else _POSITION).match(address.path)
        if match is None or "/_variables/" in f"/{address.path}":
            continue
        container = f"{match[1]}/" if in_archive else match[1] + (match[2] or "")
        number = match[3] or ("0" if in_archive else "")
        if len(number) > 9:
            continue
        entry = found[container].setdefault(int(number), _Entry())
        if address.name:
            entry.names.append(address.name)
        shape = case.expected(place) if is_ours else case.stored(place)
        entry.contents.append((address.path[match.end() :], shape))
        entry.rows.append(place)
    return found


def _in_order(container: str, entries: dict[int, _Entry]) -> list[_Entry]:
    """The entries by number; of a flat list of variables, those of one layer together."""
    ordered = []
    for number in sorted(entries):
        entries[number].numbers = [number]
        ordered.append(entries[number])
    if not container.endswith("_trainable_variables/"):
        return ordered
    merged: list[_Entry] = []
    scope = None
    for entry in ordered:
        here, _, leaf = entry.names[0].rpartition("/") if entry.names else ("", "", "")
        entry.contents = [(leaf, shape) for _, shape in entry.contents]
        if merged and here and here == scope:
            last = merged[-1]
            last.names += entry.names
            last.contents += entry.contents
            last.rows += entry.rows
            last.numbers += entry.numbers
        else:
            merged.append(entry)
        scope = here
    return merged


def _judge(case: Case, container: str, ours: list[_Entry], theirs: list[_Entry]) -> Draft | None:
    same_ends = len(ours) == len(theirs) and [entry.identity for entry in ours] == [
        entry.identity for entry in theirs
    ]
    if same_ends or not ours or not theirs:
        return None
    found = [alignment for alignment in (_by_names(ours, theirs), _by_shapes(ours, theirs)) if alignment]
    if not found:
        return None
    best = min(found, key=lambda one: (one.misfits, not one.is_named))
    if not best.is_named and len(ours) == len(theirs):
        return None  # other shapes at equal numbers: other sizes, not another order
    if not best.moved:
        return None  # what is new or gone at the end is told as layers added or gone
    if best.inserted and best.removed:
        return None
    return _draft(case, container, ours, theirs, best)


def _by_names(ours: list[_Entry], theirs: list[_Entry]) -> _Alignment | None:
    """Entries matched by all their variables' names, where these are different ones on each side."""
    at = {entry.identity: place for place, entry in enumerate(theirs) if entry.names}
    if len(at) < len(theirs) or len({entry.identity for entry in ours if entry.names}) < len(ours):
        return None
    pairs = [(place, at[entry.identity]) for place, entry in enumerate(ours) if entry.identity in at]
    if 2 * len(pairs) < min(len(ours), len(theirs)):
        return None
    pairs = _with_renamed(ours, theirs, pairs)
    misfits = sum(ours[one].signature != theirs[other].signature for one, other in pairs)
    return _alignment(pairs, len(ours), len(theirs), misfits, True)


def _with_renamed(
    ours: list[_Entry], theirs: list[_Entry], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pairs, and entries of other names between the same neighbours that hold the very same: renamed ones."""
    pairs = sorted(pairs)
    if any(one[1] > other[1] for one, other in pairwise(pairs)):
        return pairs  # in another order: nobody is a neighbour
    found = list(pairs)
    ends = [(-1, -1), *pairs, (len(ours), len(theirs))]
    for (our_start, their_start), (our_end, their_end) in pairwise(ends):
        free = list(range(our_start + 1, our_end))
        for other in range(their_start + 1, their_end):
            alike = [one for one in free if ours[one].contents == theirs[other].contents]
            if len(alike) == 1:
                found.append((alike[0], other))
                free = [one for one in free if one > alike[0]]
    return sorted(found)


def _by_shapes(ours: list[_Entry], theirs: list[_Entry]) -> _Alignment | None:
    """Entries matched in order by what they hold; equal ones cannot be told apart, so the count must differ."""
    one, other = [entry.signature for entry in ours], [entry.signature for entry in theirs]
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    last = 0
    while last < min(len(one), len(other)) - first and one[-1 - last] == other[-1 - last]:
        last += 1
    inner, outer = one[first : len(one) - last], other[first : len(other) - last]
    if max(len(inner), len(outer)) > _MOST_ALIGNED:
        return None
    pairs = [(place, place) for place in range(first)]
    for start, stored_start, size in SequenceMatcher(None, inner, outer, False).get_matching_blocks():
        pairs += [(first + start + k, first + stored_start + k) for k in range(size)]
    pairs += [(len(one) - last + k, len(other) - last + k) for k in range(last)]
    if 2 * len(pairs) < min(len(ours), len(theirs)):
        return None
    found = _alignment(pairs, len(ours), len(theirs), 0, False)
    found.misfits = min(len(found.inserted), len(found.removed))
    return found


def _alignment(
    pairs: list[tuple[int, int]], our_count: int, their_count: int, misfits: int, is_named: bool
) -> _Alignment:
    ours, theirs = {one for one, _ in pairs}, {other for _, other in pairs}
    return _Alignment(
        [place for place in range(our_count) if place not in ours],
        [place for place in range(their_count) if place not in theirs],
        [(one, other) for one, other in pairs if one != other],
        misfits,
        is_named,
    )


def _draft(case: Case, container: str, ours: list[_Entry], theirs: list[_Entry], found: _Alignment) -> Draft:
    where = container.rstrip("/").removesuffix("layer_with_weights-").rstrip("/") or "the model"
    if case.checkpoint.format in ("weights_h5", "keras"):
        where = f"the layers called {where.rpartition('/')[2]}"
    if where.endswith("_trainable_variables"):
        where = "the model"
    rows = _touched(case, ours, theirs, found)
    pairs = _pairs(case, ours, theirs, found)
    after = len(found.moved)
    shift = (
        "Layers there are matched by their number: "
        f"the {'one' if after == 1 else f'{after:,}'} after it would take the values of {'a neighbour' if after == 1 else 'neighbours'}."
    )
    if found.inserted or found.removed:
        places = found.inserted or found.removed
        names = [_title((ours if found.inserted else theirs)[place]) for place in places]
        numbers = listed([str(place) for place in places])
        at = f"positions {numbers}" if len(places) > 1 else f"position {numbers}"
        noun = "a layer" if len(names) == 1 else f"{len(names):,} layers"
        surely = "" if found.is_named else "probably "
        if found.inserted:
            title = f"The model has {noun} that the checkpoint has not: {listed(names)}, {surely}at {at} of {where}"
            return Draft("layer-inserted", title, rows, shift, names, pairs=pairs)
        title = f"The model lacks {noun} that the checkpoint has: {listed(names)}, {surely}at {at} of {where}"
        return Draft("layer-removed", title, rows, shift, names, pairs=pairs)
    names = [_title(ours[one]) for one, _ in found.moved]
    title = f"{count(len(found.moved), 'layer')} of {where} {'stands' if len(names) == 1 else 'stand'} in another order: {listed(names)}"
    detail = (
        "They are matched by their number: each would take the values of the one that stood there before."
    )
    return Draft("order-changed", title, rows, detail, names, pairs=pairs)


def _title(entry: _Entry) -> str:
    """The layer's name as the program's names tell it, else its shapes."""
    scopes = [name.rpartition("/")[0] for name in entry.names if "/" in name]
    if scopes:
        common = scopes[0].split("/")
        for scope in scopes[1:]:
            parts = scope.split("/")
            common = [one for one, other in zip(common, parts) if one == other]
        if common:
            return layer_name("/".join(common), "")
    return "one of shapes " + listed(["?" if s is None else str(list(s)) for _, s in entry.contents])


def _touched(case: Case, ours: list[_Entry], theirs: list[_Entry], found: _Alignment) -> list[int]:
    """Rows of what was inserted, removed or moved, on both sides."""
    places: set[int] = set()
    for place in (*found.inserted, *(one for one, _ in found.moved)):
        places.update(ours[place].rows)
    for place in (*found.removed, *(other for _, other in found.moved)):
        places.update(theirs[place].rows)
    is_silent = not found.inserted and not found.removed
    # A value that fits where it does not belong is part of it, too: restored, yet another layer's.
    return sorted(
        place
        for place in places
        if place not in case.explained
        and (
            case.rows[place].verdict in PROBLEM_VERDICTS
            or case.rows[place].verdict == "unused by model"
            or is_silent
            or found.is_named
        )
    )


def _pairs(case: Case, ours: list[_Entry], theirs: list[_Entry], found: _Alignment) -> list[tuple[int, int]]:
    """(variable, stored row) of the moved layers, by what they are called inside."""
    pairs = []
    for one, other in found.moved:
        stored = {path: row for (path, _), row in zip(theirs[other].contents, theirs[other].rows)}
        for (path, _), place in zip(ours[one].contents, ours[one].rows):
            row = stored.get(path, -1)
            if row >= 0 and case.rows[place].variable >= 0 and case.rows[row].row >= 0:
                pairs.append((case.rows[place].variable, case.rows[row].row))
    return pairs

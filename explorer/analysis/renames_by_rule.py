"""Pairs that follow from a rule alone: equal names, equal words, a matrix with its sizes exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from explorer.analysis.renames_numbers import is_in, moved_scopes
from explorer.analysis.renames_sides import Left, Pairs, Texts
from explorer.analysis.renames_words import Named, named, plain_path
from explorer.task import breathing

_TRANSPOSED_CONFIDENCE = 0.25

Label = TypeVar("Label")


def by_equal_name(texts: Texts, left: Left) -> Pairs:
    """Pairs whose full names are equal though their paths are not: an attribute was renamed, a layer inserted."""
    if not texts.both_objects:
        return {}
    stored, expected = defaultdict(list), defaultdict(list)
    for i, row in enumerate(left.rows):
        name = texts.stored_name(row)
        if "/" in name and name != texts.checkpoint.table.keys[row]:  # "Variable" or "kernel" is no proof
            stored[plain_path(name), left.row_block[i]].append(row)
    for j, place in enumerate(left.places):
        expected[plain_path(texts.expected_name(place)), left.place_block[j]].append(place)
    return _unique_pairs(stored, expected, 0.94, "the program gives it the same name")


def by_equal_words(texts: Texts, left: Left) -> Pairs:
    """Pairs whose names are made of the same words once what all names of a side begin with is left out."""
    stored_start = _common_start([texts.stored(row).parts for row in breathing(left.rows)])
    expected_start = _common_start([texts.expected(place).parts for place in breathing(left.places)])
    found: Pairs = {}
    for first, second in {(0, 0), (stored_start, expected_start)}:
        moved = moved_scopes(
            (_without_start(texts.stored(row), first) for row in breathing(left.rows)),
            (_without_start(texts.expected(place), second) for place in breathing(left.places)),
        )
        stored, expected = defaultdict(list), defaultdict(list)
        for i, row in enumerate(left.rows):
            stored[_without_start(texts.stored(row), first).words, left.row_block[i]].append(row)
        for j, place in enumerate(left.places):
            name = _without_start(texts.expected(place), second)
            if not is_in(name, moved):
                expected[name.words, left.place_block[j]].append(place)
        pairs = _unique_pairs(stored, expected, 0.95, "")
        if len(pairs) * 2 > len(found):
            used = {pair[0] for pair in found.values()}
            found.update({v: pair for v, pair in pairs.items() if v not in found and pair[0] not in used})
    # The same words for a few among many may be chance (a bias here, a bias there): then all are compared.
    return found if 2 * len(found) >= min(len(left.rows), len(left.places)) else {}


def _without_start(name: Named, start: int) -> Named:
    return named(name.parts[start:], name.slot) if start else name


def _common_start(names: Sequence[tuple[str, ...]]) -> int:
    """How many leading parts all names share, their last part left out."""
    if not names:
        return 0
    lowest, highest = min(names), max(names)
    count = 0
    for ours, theirs in zip(lowest[:-1], highest[:-1]):
        if ours != theirs:
            break
        count += 1
    return count


def _unique_pairs(
    stored: Mapping[tuple[Label, int], list[int]],
    expected: Mapping[tuple[Label, int], list[int]],
    confidence: float,
    reason: str,
) -> Pairs:
    return {
        expected[label][0]: (rows[0], confidence, reason)
        for label, rows in stored.items()
        if label[1] >= 0 and len(rows) == 1 and len(expected.get(label, ())) == 1
    }


def by_exchanged_sizes(texts: Texts, left: Left) -> Pairs:
    """A hint only: matrices that are left over, alike in name, with their sizes exchanged."""
    stored = defaultdict(list)
    for i, row in enumerate(left.rows):
        shape = left.stored_shape[i]
        if len(shape) == 2 and shape[0] != shape[1]:
            stored[left.stored_dtype[i], shape[::-1], _last(texts.stored(row))].append(row)
    expected = defaultdict(list)
    for place, variable in zip(left.places, left.variables):
        if variable.shape is not None and len(variable.shape) == 2:
            expected[variable.dtype, variable.shape, _last(texts.expected(place))].append(place)
    return {
        expected[kind][0]: (rows[0], _TRANSPOSED_CONFIDENCE, "its sizes are exchanged: transposed")
        for kind, rows in stored.items()
        if len(rows) == 1 and len(expected.get(kind, ())) == 1
    }


def _last(named: Named) -> str:
    return named.words[-1] if named.words else ""

"""Align two tensor tables by key and tell from columns alone what differs: no value is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import numpy.typing as npt

from explorer.analysis.diff_renames import KeyPair, usable_pairs
from explorer.analysis.diff_rule import EqualityRule
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLE_CODE
from explorer.formats.tensor_table import TensorTable

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8]

ADDED, REMOVED, SHAPE, DTYPE, VALUE, SAME = range(6)
UNKNOWN = -1  # only the values can tell


@dataclass(frozen=True, eq=False)
class Alignment:
    """One entry a key, in byte order of keys; a row of -1: not on that side.

    A renamed tensor is one entry under its newer key; `renamed` has its older one.
    """

    keys: list[str]
    older: Rows
    newer: Rows
    change: npt.NDArray[np.int8]  # index into diff.CHANGES, or UNKNOWN
    problems: dict[int, str] = field(default_factory=dict)  # entry -> why a value cannot be trusted
    renamed: dict[int, KeyPair] = field(default_factory=dict)  # entry -> the pair that made it

    def older_key(self, entry: int) -> str:
        """The key an entry has on the older side."""
        pair = self.renamed.get(entry)
        return self.keys[entry] if pair is None else pair.older_key

    @property
    def has_equal_shape(self) -> npt.NDArray[np.bool_]:
        """Of each entry: whether it is on both sides, in one shape."""
        return np.asarray(~np.isin(self.change, (ADDED, REMOVED, SHAPE)))

    def needs_values(self, rule: EqualityRule) -> npt.NDArray[np.bool_]:
        """Of each entry: whether only its values tell if it is the same under a rule."""
        if rule.tolerance is None:
            return np.asarray(self.change == UNKNOWN)
        return np.asarray((self.change == UNKNOWN) | (self.change == VALUE))

    def roles(self, older: Codes, newer: Codes) -> Codes:
        """uint8 [n]: the role of each entry, of its newer side where it is there."""
        found = np.full(len(self.keys), ROLE_CODE["other"], np.uint8)
        for codes, rows in ((older, self.older), (newer, self.newer)):
            there = rows >= 0
            found[there] = codes[rows[there]]
        return found

    def is_ignored(self, older: Codes, newer: Codes, rule: EqualityRule) -> npt.NDArray[np.bool_]:
        """Of each entry, given the role codes of both sides: whether a rule leaves it out."""
        ignored = [code for role, code in ROLE_CODE.items() if rule.ignores(role, "")]
        found = np.isin(self.roles(older, newer), ignored)
        if rule.ignores("other", OBJECT_GRAPH_KEY) and OBJECT_GRAPH_KEY in self.keys:
            found[self.keys.index(OBJECT_GRAPH_KEY)] = True
        return found


def align(older: TensorTable, newer: TensorTable, renames: Iterable[KeyPair] = ()) -> Alignment:
    """Both tables joined by key, each entry judged by dtype, shape, stored size and checksum.

    Pairs of `renames` are joined, too, where each key is on one side only.
    """
    pairs = usable_pairs(renames, older.keys, newer.keys) if (renames := tuple(renames)) else {}
    keys, old_rows, new_rows = _joined(older, newer, pairs)
    change = np.full(len(keys), UNKNOWN, np.int8)
    change[old_rows < 0] = ADDED
    change[new_rows < 0] = REMOVED
    both = np.flatnonzero((old_rows >= 0) & (new_rows >= 0))
    old, new = old_rows[both], new_rows[both]
    verdict = np.full(len(both), UNKNOWN, np.int8)

    # A checksum of 0 means that none is stored (other formats, sliced tensors): then values must tell.
    has_sums = (older.crc32c[old] != 0) & (newer.crc32c[new] != 0)
    is_equal = (older.crc32c[old] == newer.crc32c[new]) & (older.size_bytes[old] == newer.size_bytes[new])
    verdict[has_sums] = np.where(is_equal[has_sums], SAME, VALUE)
    if older.slices or newer.slices:
        for index in np.flatnonzero(~has_sums).tolist():
            verdict[index] = _slices_change(older, newer, int(old[index]), int(new[index]))
    verdict[older.dtype[old] != newer.dtype[new]] = DTYPE
    old_shapes, new_shapes = _common_shape_ids(older, newer)
    verdict[old_shapes[older.shape_id[old]] != new_shapes[newer.shape_id[new]]] = SHAPE
    change[both] = verdict

    problems = _problems(older, newer, keys, old_rows, new_rows) if older.problems or newer.problems else {}
    for index in problems:
        if change[index] in (SAME, UNKNOWN):
            change[index] = VALUE
    renamed = {entry: pairs[key] for entry, key in enumerate(keys) if key in pairs} if pairs else {}
    return Alignment(keys, old_rows, new_rows, change, problems, renamed)


def _joined(
    older: TensorTable, newer: TensorTable, pairs: Mapping[str, KeyPair]
) -> tuple[list[str], Rows, Rows]:
    old_keys, new_keys = list(older.keys), list(newer.keys)
    if old_keys == new_keys:  # two steps of one run
        rows = np.arange(len(old_keys))
        return old_keys, rows, rows
    old_of, new_of = older.row_of, newer.row_of
    older_key = {newer_key: pair.older_key for newer_key, pair in pairs.items()}
    moved = set(older_key.values())
    keys = [key for key in old_keys if key not in moved] if moved else old_keys
    keys = keys + [key for key in new_keys if key not in old_of]
    if all(map(str.isascii, keys)):
        keys.sort()
    else:
        keys.sort(key=lambda key: key.encode("utf-8", "surrogateescape"))
    old_names = map(older_key.get, keys, keys) if older_key else keys
    old_rows = np.fromiter(map(old_of.get, old_names, repeat(-1)), np.int64, len(keys))
    new_rows = np.fromiter(map(new_of.get, keys, repeat(-1)), np.int64, len(keys))
    return keys, old_rows, new_rows


def _common_shape_ids(older: TensorTable, newer: TensorTable) -> tuple[Rows, Rows]:
    """For each table: its shape ids -> numbers that are equal where the shapes are."""
    numbers: dict[tuple[int, ...], int] = {}
    old = np.array([numbers.setdefault(shape, len(numbers)) for shape in older.shapes], np.int64)
    new = np.array([numbers.setdefault(shape, len(numbers)) for shape in newer.shapes], np.int64)
    return old, new


def _slices_change(older: TensorTable, newer: TensorTable, old: int, new: int) -> int:
    """Slice by slice where both cut the tensor alike; otherwise the checksums say nothing."""
    old_slices, new_slices = older.slices.get(old), newer.slices.get(new)
    if not old_slices or not new_slices or len(old_slices) != len(new_slices):
        return UNKNOWN
    for left, right in zip(old_slices, new_slices):
        if (left.start, left.length) != (right.start, right.length) or not (left.crc32c and right.crc32c):
            return UNKNOWN
    is_same = all(
        (left.crc32c, left.size_bytes) == (right.crc32c, right.size_bytes)
        for left, right in zip(old_slices, new_slices)
    )
    return SAME if is_same else VALUE


def _problems(
    older: TensorTable, newer: TensorTable, keys: list[str], old_rows: Rows, new_rows: Rows
) -> dict[int, str]:
    """Entry -> what is wrong with its value on either side, saying which side."""
    found: dict[int, str] = {}
    for name, table, rows in (("older", older, old_rows), ("newer", newer, new_rows)):
        if not table.problems:
            continue
        for index in np.flatnonzero(np.isin(rows, list(table.problems))).tolist():
            sentence = f"{name}: {table.problems[int(rows[index])]}"
            found[index] = f"{found[index]} {sentence}" if index in found else sentence
    return found

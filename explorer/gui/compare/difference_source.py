"""The rows of the compare table: columns over an alignment, with the size of each change as it becomes known.

No record is made of a row before somebody looks at it, so 200,000 rows cost arrays and no objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.checkpoints.roles import ROLE_CODE, ROLES
from explorer.errors import MissingFileError
from explorer.formats.dtypes import data_type
from explorer.gui.compare import difference_cells as cells
from explorer.gui.compare.change_words import (
    CHANGE_WORD,
    COMPARE_COLUMNS,
    IGNORED,
    PENDING,
    VALUE_COLUMNS,
    VALUE_FIELDS,
)
from explorer.gui.compare.difference_tips import difference_tip
from explorer.gui.compare.measure_words import left_out
from explorer.gui.compare.side_kinds import SideKinds
from explorer.gui.item_models.cells import Cell
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.item_models.row_order import Coded
from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_count, format_percent
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:
    from explorer.analysis.diff import Difference, Side, ValueChange, ValueVerdict
    from explorer.analysis.diff_columns import Alignment
    from explorer.analysis.diff_renames import KeyPair
    from explorer.checkpoints.checkpoint import Checkpoint

_WORDS = tuple(CHANGE_WORD.values())
_CODE = {change: code for code, change in enumerate(CHANGE_WORD)}
ADDED, REMOVED, SHAPE, DTYPE, VALUE, SAME = range(6)
_COUNTER_ROLES = [ROLE_CODE[role] for role in ("bookkeeping", "hyperparameter")]


class DifferenceSource:
    """The differences of one pair of checkpoints. `learn` takes what values say as it streams in."""

    columns = COMPARE_COLUMNS
    quick_columns = frozenset(("change", *VALUE_COLUMNS))

    def __init__(
        self,
        older: Checkpoint,
        newer: Checkpoint,
        alignment: Alignment,
        known: Callable[[Checkpoint, str], Any],
        rule: EqualityRule = BITWISE,
    ) -> None:
        self.older, self.newer, self.alignment, self.rule = older, newer, alignment, rule
        self._known = known
        self._keys = alignment.keys
        self._verdicts: dict[int, ValueVerdict] = {}
        self.largest_move = 0.0
        self.codes_changed = 0  # how often a row turned out to be something else
        self.role_codes = alignment.roles(np.asarray(older.role_codes), np.asarray(newer.role_codes))
        self.is_renamed = np.zeros(len(self._keys), np.bool_)
        self.is_renamed[list(alignment.renamed)] = True
        self._is_unsure = alignment.needs_values(rule)
        self.change_codes = np.where(self._is_unsure, PENDING, alignment.change).astype(np.int8)
        self.change_codes[list(alignment.problems)] = alignment.change[list(alignment.problems)]
        if rule.ignores_slots or rule.ignores_bookkeeping:
            ignored = alignment.is_ignored(np.asarray(older.role_codes), np.asarray(newer.role_codes), rule)
            self.change_codes[ignored] = IGNORED
        self.is_counter = self._counters()
        self._numbers = {name: np.full(len(self._keys), np.nan) for name in VALUE_COLUMNS}
        same = self.change_codes == SAME
        for name in ("relative_l2", "moved", "max_abs", "changed"):
            self._numbers[name][same] = 0.0
        self._numbers["moved"][self.is_counter] = np.nan

    def _counters(self) -> np.ndarray:
        """Bool [n]: step counters and hyperparameters. They move by much and mean little."""
        found = np.isin(self.role_codes, _COUNTER_ROLES)
        for checkpoint, rows in ((self.older, self.alignment.older), (self.newer, self.alignment.newer)):
            table = checkpoint.table
            integers = [number for number in np.unique(table.dtype).tolist() if _is_integer(number)]
            lone = np.isin(table.dtype, integers) & (np.asarray(table.element_count) == 1)
            found |= (rows >= 0) & np.append(lone, False)[rows]
        return found

    # Rows and keys

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, row: int) -> str:
        """The key of a row: the newer one of what was renamed."""
        return self._keys[row]

    def keys(self) -> list[str]:
        """All keys, in row order."""
        return self._keys

    @cached_property
    def _row_of_key(self) -> dict[str, int]:
        found = {key: row for row, key in enumerate(breathing(self._keys))}
        found.update((pair.older_key, row) for row, pair in self.alignment.renamed.items())
        return found

    def row_of(self, key: str) -> int:
        """The row of a key of either side, -1 for none."""
        return self._row_of_key.get(key, -1)

    def find_rows(self) -> None:
        """Look at all keys now: a worker does it, so that the first question does not wait."""
        _ = self._row_of_key, self._kinds

    def record(self, row: int) -> Difference:
        """One row as a record, with what its values said so far."""
        from dataclasses import replace

        from explorer.analysis.diff import difference_at

        found = difference_at(self.older.table, self.newer.table, self.alignment, row)
        verdict = self._verdicts.get(row)
        if verdict is None:
            return found
        change = "same" if self.change_codes[row] == SAME else found.change
        return replace(
            found,
            change=change,
            values=verdict.values,
            problem=self.problem(row),
            is_certain=verdict.is_read and verdict.error is None,
        )

    def pair_of(self, row: int) -> KeyPair | None:
        """The proposal that made one row of two keys."""
        return self.alignment.renamed.get(row)

    def keys_on(self, checkpoint: Checkpoint, keys: Iterable[str]) -> list[str]:
        """What rows are called on one side, as far as they are there."""
        rows = self.alignment.older if checkpoint is self.older else self.alignment.newer
        places = [int(rows[row]) for key in keys if (row := self.row_of(key)) >= 0]
        return [checkpoint.table.keys[place] for place in places if place >= 0]

    def answers(self, row: int) -> tuple[Any, Any]:
        """The statistics of both sides of a row, as far as they are known."""
        found = []
        for checkpoint in (self.older, self.newer):
            names = self.keys_on(checkpoint, (self._keys[row],))
            found.append(self._known(checkpoint, names[0]) if names else None)
        return found[0], found[1]

    # What values say

    def learn(self, key: str, verdict: ValueVerdict) -> None:
        """What the values of one row say."""
        row = self.row_of(key)
        if row < 0:
            return
        self._verdicts[row] = verdict
        if self._is_unsure[row] and self.change_codes[row] != IGNORED:
            code = SAME if verdict.is_same else VALUE
            self.codes_changed += int(self.change_codes[row]) != code
            self.change_codes[row] = code
        change = verdict.values
        if change is not None:
            for name in VALUE_COLUMNS:
                number = getattr(change, VALUE_FIELDS[name])
                self._numbers[name][row] = np.nan if number is None else number
        elif verdict.is_same:
            for name in ("relative_l2", "max_abs", "changed"):
                self._numbers[name][row] = 0.0
        moved = self._numbers["moved"][row]
        if self.is_counter[row]:
            self._numbers["moved"][row] = np.nan
        elif np.isfinite(moved):
            self.largest_move = max(self.largest_move, float(moved))

    def is_measured(self, key: str) -> bool:
        """Whether the size of a change is known; files that were away may be there again."""
        verdict = self._verdicts.get(self.row_of(key))
        return verdict is not None and not isinstance(verdict.error, MissingFileError)

    def change_of(self, row: int) -> ValueChange | Exception | None:
        """The size of a row's change, as far as it is known."""
        verdict = self._verdicts.get(row)
        return None if verdict is None else verdict.error or verdict.values

    def element_count(self, row: int) -> int:
        """How many elements a row's tensor has, on the newer side where it is there."""
        place = int(self.alignment.newer[row])
        table = (self.newer if place >= 0 else self.older).table
        return max(int(table.element_count[place if place >= 0 else int(self.alignment.older[row])]), 0)

    def left_out(self, row: int) -> int | None:
        """How many elements the row's measures are not over, being NaN or infinite; None where there are none."""
        change = self.change_of(row)
        if change is None or isinstance(change, Exception):
            return None
        return left_out(change, self.element_count(row))

    def is_awaited(self, row: int) -> bool:
        """Whether the size of the change is on its way."""
        may_have = self.change_codes[row] in (VALUE, DTYPE, PENDING) and row not in self.alignment.problems
        return may_have and row not in self._verdicts

    def keys_to_measure(self) -> list[str]:
        """Keys whose values are to be compared, in row order."""
        wanted = np.isin(self.change_codes, (VALUE, DTYPE, PENDING))
        wanted[list(self.alignment.problems)] = False
        return [self._keys[row] for row in np.flatnonzero(wanted).tolist()]

    def problem(self, row: int) -> str:
        """Why a row's value cannot be trusted or read; "" for a side whose files are merely gone."""
        found = self.alignment.problems.get(row, "")
        verdict = self._verdicts.get(row)
        if found or verdict is None or isinstance(verdict.error, MissingFileError):
            return found
        return verdict.problem

    def is_problem(self, row: int) -> bool:
        return bool(self.problem(row))

    # Counting

    def counts(self) -> dict[str, int]:
        """Word of a change -> number of rows, and "renamed"."""
        counts = np.bincount(self.change_codes, minlength=len(CHANGE_WORD)).tolist()
        return {**dict(zip(_WORDS, counts, strict=True)), "renamed": int(self.is_renamed.sum())}

    def summary(self, said: Callable[[str], str] = str) -> str:
        """ "11 changed · 2 added · 0 removed · 31 same", its words in the language of `said`."""
        counts = self.counts()
        always = {"changed", "added", "removed", "same"}
        words = ("changed", *(word for word in _WORDS if word not in always), "renamed")
        parts = [f"{format_count(counts[w])} {said(w)}" for w in words if counts[w] or w == "changed"]
        parts += [f"{format_count(counts[word])} {said(word)}" for word in ("added", "removed", "same")]
        return " · ".join(parts)

    def is_difference(self) -> np.ndarray:
        """Bool [n]: the rows that differ, or may: renamed ones too."""
        return ~np.isin(self.change_codes, (SAME, IGNORED)) | self.is_renamed

    # Cells

    def role(self, row: int) -> str:
        """The role of a row: of the newer side where it is there."""
        return ROLES[self.role_codes[row]]

    def change(self, row: int) -> str:
        """The kind of change of a row, one of CHANGE_WORD."""
        return _CHANGES[self.change_codes[row]]

    def cell(self, row: int, column_id: str) -> Cell:
        if column_id == "key":
            return cells.key_cell(self, row)
        if column_id == "role":
            role = self.role(row)
            return Cell(tr(role), f"role:{role}", role=role, is_data=False)
        if column_id == "change":
            return cells.change_cell(self, row)
        if column_id in ("older", "newer"):
            return cells.side_cell(self, row, column_id)
        if column_id == "values":
            return cells.values_cell(self, row)
        return cells.number_cell(self, row, column_id)

    def text(self, row: int, column_id: str, limit: int = 1 << 20) -> str:
        if column_id == "key":
            pair = self.pair_of(row)
            name = display_name(self._keys[row], limit)
            return name if pair is None else f"{display_name(pair.older_key, limit)} -> {name}"
        if column_id == "role":
            return self.role(row)
        if column_id == "change":
            word = CHANGE_WORD[self.change(row)]
            return display_name(self.problem(row), 4096) or (
                f"{word}, renamed (proposed)" if self.is_renamed[row] else word
            )
        if column_id in ("older", "newer"):
            return cells.side_text(self.side(row, column_id))
        number = self.number(row, column_id)
        return "" if number is None else repr(number)

    def tool_tip(self, row: int, column_id: str) -> str:
        """The content of a cell, and what else is to be said of it."""
        return difference_tip(self, row, column_id)

    def rename_sentence(self, pair: KeyPair) -> str:
        """ "Proposed as renamed, 94 % sure: `model` -> `net`."."""
        return (
            f"Proposed as renamed, {format_percent(pair.confidence)} sure: {display_name(pair.reason, 4096)}."
        )

    def name_of(self, row: int) -> str:
        """The name the program gave it, "" where it is the key itself."""
        for checkpoint, place in (
            (self.newer, int(self.alignment.newer[row])),
            (self.older, int(self.alignment.older[row])),
        ):
            name = checkpoint.names[place] if place >= 0 else ""
            if name not in ("", self._keys[row]):
                return name
        return ""

    def side(self, row: int, side_name: str) -> Side | None:
        """One side of a row, None where it is not there."""
        from explorer.analysis.diff import Side

        is_older = side_name == "older"
        table = (self.older if is_older else self.newer).table
        place = int((self.alignment.older if is_older else self.alignment.newer)[row])
        return None if place < 0 else Side(data_type(int(table.dtype[place])).name, table.shape(place))

    def number(self, row: int, column_id: str) -> float | int | None:
        """What a column of numbers holds, None where it is not known or makes no sense."""
        if column_id not in self._numbers:
            return None  # a picture
        number = float(self._numbers[column_id][row])
        if np.isnan(number):
            return None
        return int(number) if column_id == "changed" else number

    def values(self, column_id: str) -> Any:
        if column_id == "key":
            return self._keys
        if column_id == "role":
            return Coded(ROLES, self.role_codes)
        if column_id == "change":
            return self.change_codes
        if column_id in ("older", "newer"):
            kinds = self._kinds[column_id]
            sides = [None if side is None else (side.dtype, side.shape) for side in kinds.distinct]
            return Coded(sides, kinds.codes)
        return self._numbers[column_id].copy()

    def fields(self) -> tuple[FilterField, ...]:
        found = [
            FilterField("key", [key.lower() for key in breathing(self._keys)]),
            FilterField("change", list(_WORDS), self.change_codes),
            FilterField("role", list(ROLES), self.role_codes),
        ]
        if self.is_renamed.any():
            numbers = self.is_renamed.astype(np.int32)
            numbers[numbers > 0] = np.arange(1, int(self.is_renamed.sum()) + 1)
            older = [
                f"{self.alignment.renamed[row].older_key.lower()} renamed"
                for row in np.flatnonzero(self.is_renamed).tolist()
            ]
            found.append(FilterField("renamed", ["", *older], numbers))
        for name in ("older", "newer"):
            kinds = self._kinds[name]
            found.append(FilterField(name, kinds.searched(), kinds.codes))
        return tuple(found)

    @cached_property
    def _kinds(self) -> dict[str, SideKinds]:
        return {
            "older": SideKinds(self.older.table, self.alignment.older),
            "newer": SideKinds(self.newer.table, self.alignment.newer),
        }

    def longest_side(self, side_name: str) -> int:
        """How many characters the widest cell of a side needs."""
        return self._kinds[side_name].longest()


_CHANGES = tuple(CHANGE_WORD)


def find_differences(
    older: Any,
    newer: Any,
    known: Any,
    rule: EqualityRule = BITWISE,
    renames: Iterable[KeyPair] = (),
    task: Task = QUIET,
) -> DifferenceSource:
    """The structure of the comparison, with everything slow already done."""
    from explorer.analysis.diff_columns import align  # late: not needed before the view is

    task.report(0, len(older.table) + len(newer.table), "Comparing tables")
    source = DifferenceSource(older, newer, align(older.table, newer.table, renames), known, rule)
    source.find_rows()
    return source


def _is_integer(number: int) -> bool:
    return data_type(number).name.startswith(("int", "uint"))

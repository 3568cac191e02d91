"""The rows of the compare table: older and newer aligned, with the size of each change as it becomes known."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.checkpoints.roles import ROLE_CODE
from explorer.errors import MissingFileError
from explorer.gui.item_models.cells import (
    MOST_TIP_CHARACTERS,
    Cell,
    SmallHistogram,
    TableColumn,
    without_tail,
)
from explorer.gui.item_models.keyed_records import KeyedRecords
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.item_models.row_order import Coded
from explorer.gui.variables.variable_source import coded_field
from explorer.report.numbers import display_name, format_count, format_float, format_shape
from explorer.report.palette import DIFFERENCE_MARK
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:
    from explorer.analysis.diff import Difference, Side, ValueChange
    from explorer.checkpoints.checkpoint import Checkpoint

CHANGE_WORD = {
    "added": "added",
    "removed": "removed",
    "shape": "shape differs",
    "dtype": "dtype differs",
    "value": "changed",
    "same": "same",
}
MARKS = {**DIFFERENCE_MARK, "value": "~"}
_VALUE_CODE = list(CHANGE_WORD).index("value")
VALUE_COLUMNS = ("relative_l2", "moved", "max_abs", "cosine", "changed")

COMPARE_COLUMNS = (
    TableColumn("key", "Key", "The name the tensor is stored under", 30),
    TableColumn("role", "Role", "Variable, slot variable, hyperparameter ...", 17, is_default=False),
    TableColumn("change", "Change", "What differs between the two steps", 11),
    TableColumn("older", "Older", "Shape in the older step, with the dtype where the two differ", 11),
    TableColumn("newer", "Newer", "Shape in the newer step, with the dtype where the two differ", 11),
    TableColumn("relative_l2", "‖Δ‖ / ‖w‖", "Norm of the change over the norm of the older values", 10, is_number=True),
    TableColumn("moved", "Moved", "The same as a bar, against the largest of all variables and slots; counters get none", 8),
    TableColumn(
        "values",
        "Values",
        "How the values are spread: older in grey, newer in blue",
        12,
        needs_statistics=True,
        is_sortable=False,
    ),
    TableColumn("max_abs", "Max |Δ|", "Largest change of a single element", 11, is_number=True),
    TableColumn("cosine", "Cosine", "Cosine between older and newer values: 1 is the same direction", 10, is_number=True),
    TableColumn("changed", "Elements", "How many elements changed, bit by bit", 11, is_number=True, is_default=False),
)  # fmt: skip


class DifferenceSource(KeyedRecords):
    """The differences of one pair of checkpoints. `learn` takes value changes as they stream in."""

    columns = COMPARE_COLUMNS
    quick_columns = frozenset(("change",))

    def __init__(
        self,
        older: Checkpoint,
        newer: Checkpoint,
        differences: tuple[Difference, ...],
        known: Callable[[Checkpoint, str], Any],
    ) -> None:
        super().__init__(differences)
        self.older, self.newer, self.differences = older, newer, differences
        self._known = known
        self._changes: dict[str, ValueChange | Exception | None] = {}
        self.largest_move = 0.0

    def learn(self, key: str, change: ValueChange | Exception | None) -> None:
        """The size of one change, or why it is not known."""
        self._changes[key] = change
        moved = getattr(change, "relative_l2", None)
        if moved is not None and np.isfinite(moved) and key not in self._counters:
            self.largest_move = max(self.largest_move, moved)

    def is_measured(self, key: str) -> bool:
        """Whether the size of a change is known; files that were away may be there again."""
        return key in self._changes and not isinstance(self._changes[key], MissingFileError)

    def change_of(self, row: int) -> ValueChange | Exception | None:
        """The size of a row's change, as far as it is known."""
        found = self.differences[row]
        return self._changes.get(found.key, found.values)

    def keys_to_measure(self) -> list[str]:
        """Keys whose values differ, in row order."""
        return [self._keys[row] for row in np.flatnonzero(self.change_codes == _VALUE_CODE).tolist()]

    @cached_property
    def _counters(self) -> frozenset[str]:
        """Keys of step counters and hyperparameters: they move by much and mean little."""
        codes = [ROLE_CODE[role] for role in ("bookkeeping", "hyperparameter")]
        return frozenset(
            checkpoint.variables[row].key
            for checkpoint in (self.older, self.newer)
            for row in np.flatnonzero(np.isin(np.asarray(checkpoint.role_codes), codes)).tolist()
        )

    @cached_property
    def change_codes(self) -> np.ndarray:
        """[n] index into CHANGE_WORD's keys."""
        numbers = {change: number for number, change in enumerate(CHANGE_WORD)}
        return np.fromiter(
            (numbers[found.change] for found in breathing(self.differences)), np.int8, len(self)
        )

    def counts(self) -> dict[str, int]:
        """Change -> number of rows."""
        counts = np.bincount(self.change_codes, minlength=len(CHANGE_WORD)).tolist()
        return dict(zip(CHANGE_WORD, counts, strict=True))

    def summary(self) -> str:
        """ "11 changed · 2 added · 0 removed · 31 same"."""
        counts = self.counts()
        parts = [f"{format_count(counts['value'])} changed"]
        parts += [
            f"{format_count(counts[change])} {CHANGE_WORD[change]}"
            for change in ("shape", "dtype")
            if counts[change]
        ]
        parts += [f"{format_count(counts[change])} {change}" for change in ("added", "removed", "same")]
        return " · ".join(parts)

    @cached_property
    def roles(self) -> list[str]:
        """The role of each row: of the newer side where it is there."""
        found = {variable.key: variable.role for variable in breathing(self.older.variables)}
        found.update((variable.key, variable.role) for variable in breathing(self.newer.variables))
        return [found.get(key, "other") for key in breathing(self._keys)]

    def cell(self, row: int, column_id: str) -> Cell:
        found = self.differences[row]
        if column_id == "key":
            tone = f"difference:{found.change}" if found.change in ("added", "removed") else ""
            text, tail = without_tail(display_name(found.key))
            return Cell(text, tone, elide_middle=True, tail=tail)
        if column_id == "role":
            return Cell(self.roles[row], f"role:{self.roles[row]}", role=self.roles[row], is_data=False)
        if column_id == "change":
            if found.problem:
                return Cell("damaged", "verdict:damaged", mark="✗", is_data=False)
            tone = "muted" if found.change == "same" else f"difference:{found.change}"
            return Cell(CHANGE_WORD[found.change], tone, mark=MARKS[found.change], is_data=False)
        if column_id in ("older", "newer"):
            return self._side_cell(found, column_id)
        if column_id == "values":
            return self._values_cell(found)
        return self._number_cell(row, found, column_id)

    def text(self, row: int, column_id: str, limit: int = 1 << 20) -> str:
        found = self.differences[row]
        if column_id == "key":
            return display_name(found.key, limit)
        if column_id == "role":
            return self.roles[row]
        if column_id == "change":
            return display_name(found.problem, 4096) or CHANGE_WORD[found.change]
        if column_id in ("older", "newer"):
            return side_text(getattr(found, column_id))
        number = self._number(row, column_id)
        return "" if number is None else repr(number)

    def tool_tip(self, row: int, column_id: str) -> str:
        """The content of a cell, elided in the middle if it is endless; of a key also the name the program gave it."""
        text = self.text(row, column_id, MOST_TIP_CHARACTERS)
        name = self.name_of(row) if column_id == "key" else ""
        return f"{text}\n{display_name(name, MOST_TIP_CHARACTERS)}" if name else text

    def name_of(self, row: int) -> str:
        """The name the program gave it, "" where it is the key itself."""
        key = self._keys[row]
        for checkpoint in (self.newer, self.older):
            place = checkpoint.table.row_of.get(key, -1)
            name = checkpoint.variables[place].name if place >= 0 else key
            if name not in ("", key):
                return name
        return ""

    def values(self, column_id: str) -> Any:
        if column_id == "key":
            return self._keys
        if column_id == "role":
            return Coded.of(self.roles, len(self))
        if column_id == "change":
            return self.change_codes
        if column_id in ("older", "newer"):
            return [
                None if (side := getattr(found, column_id)) is None else (side.dtype, side.shape)
                for found in breathing(self.differences)
            ]
        return [self._number(row, column_id) for row in breathing(range(len(self)))]

    def fields(self) -> tuple[FilterField, ...]:
        return (
            FilterField("key", [key.lower() for key in breathing(self._keys)]),
            coded_field("change", [CHANGE_WORD[found.change] for found in breathing(self.differences)]),
            coded_field("role", self.roles),
            coded_field("older", [_searched(found.older) for found in breathing(self.differences)]),
            coded_field("newer", [_searched(found.newer) for found in breathing(self.differences)]),
        )

    def is_problem(self, row: int) -> bool:
        return bool(self.differences[row].problem)

    def _number(self, row: int, column_id: str) -> float | int | None:
        found = self.differences[row]
        if column_id == "values" or (column_id == "moved" and found.key in self._counters):
            return None  # a picture, and a counter's progress: no numbers
        if found.change == "same" and not found.problem:
            return None if column_id == "cosine" else 0
        change = self.change_of(row)
        if change is None or isinstance(change, Exception):
            return None
        if column_id == "changed":
            return change.changed_elements
        return getattr(change, "relative_l2" if column_id == "moved" else column_id)

    def _number_cell(self, row: int, found: Difference, column_id: str) -> Cell:
        number = self._number(row, column_id)
        is_pending = found.change == "value" and found.key not in self._changes and found.values is None
        if column_id == "moved":
            if number is None:
                return Cell("…" if is_pending and found.key not in self._counters else "", "muted")
            share = number / self.largest_move if self.largest_move > 0 and np.isfinite(number) else 0.0
            return Cell(tone="difference:value", fraction=min(share, 1.0) if number == number else 0.0)
        if number is None:
            return Cell("…" if is_pending else "–", "muted", is_number=True)
        if number == 0:
            return Cell("0", "muted", is_number=True)
        if column_id == "changed":
            return Cell(format_count(int(number)), is_number=True)
        return Cell(format_float(float(number)), is_number=True)

    def _side_cell(self, found: Difference, side_name: str) -> Cell:
        side, other = getattr(found, side_name), found.older if side_name == "newer" else found.newer
        if side is None:
            return Cell("not there", "muted", is_data=False)
        if other is None:
            return Cell(side_text(side))
        # An equal dtype goes without saying; the tool tip and the panel below have it.
        is_told = side.dtype != other.dtype
        text = side_text(side) if is_told else format_shape(side.shape)
        start = len(side.dtype) + 1 if is_told else 0
        spans = [(0, len(side.dtype))] if is_told else []
        spans += [(start + a, start + b) for a, b in differing_parts(side.shape, other.shape)]
        return Cell(
            text, "muted" if not spans else "", spans=tuple(spans), span_tone=f"difference:{found.change}"
        )

    def _values_cell(self, found: Difference) -> Cell:
        pictures = []
        for checkpoint, side, tone in (
            (self.older, found.older, "older"),
            (self.newer, found.newer, "newer"),
        ):
            answer = self._known(checkpoint, found.key) if side is not None else None
            values = getattr(answer, "values", None)
            if values is not None and len(values.count):
                pictures.append(SmallHistogram(values, tone))
        if pictures:
            return Cell(histograms=tuple(pictures))
        return Cell()


def find_differences(older: Any, newer: Any, known: Any, task: Task = QUIET) -> DifferenceSource:
    """The structure of the comparison, with everything slow already done."""
    from explorer.analysis.diff import diff_checkpoints  # late: not needed before the view is

    source = DifferenceSource(older, newer, diff_checkpoints(older, newer, task=task), known)
    source.find_rows()
    _ = source.roles, source.change_codes
    return source


def side_text(side: Side | None) -> str:
    """ "float32 [4, 10]", or "" for a side that is not there."""
    return "" if side is None else f"{side.dtype} {format_shape(side.shape)}"


def differing_parts(
    shape: tuple[int | None, ...], other: tuple[int | None, ...] | None
) -> tuple[tuple[int, int], ...]:
    """Where in `format_shape(shape)` the sizes stand that differ from `other`; all of it for another rank."""
    text = format_shape(shape)
    if other is None or shape == other:
        return ()
    if len(shape) != len(other):
        return ((0, len(text)),)
    parts, position = [], 1
    for size, other_size in zip(shape, other, strict=True):
        length = len("?" if size is None else str(size))
        if size != other_size:
            parts.append((position, position + length))
        position += length + 2
    return tuple(parts)


def _searched(side: Side | None) -> str:
    return "" if side is None else f"{side.dtype} {format_shape(side.shape).replace(' ', '')}"

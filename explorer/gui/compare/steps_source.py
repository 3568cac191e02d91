"""The rows of the table of steps: a variable a row, a step a column, the chosen quantity in the cells."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from explorer.analysis.diff_steps import StepAlignment
from explorer.errors import ExplorerError, MissingFileError
from explorer.formats.dtypes import data_type
from explorer.gui.compare.measure_words import (
    AWAITED,
    LEFT_OUT_MARK,
    error_words,
    left_out,
    over_which,
    why_no_measure,
)
from explorer.gui.item_models.cells import MOST_TIP_CHARACTERS, Cell, TableColumn, without_tail
from explorer.gui.item_models.copying import inert
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.language import tr, tr_label
from explorer.report.atomic import atomic_write
from explorer.report.numbers import display_name, format_count, format_float, format_label, format_shape
from explorer.task import Task, breathing

NEW_KEY = "rows are matched by key alone here, so a renamed variable begins anew."


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing a cell can show. `of_change` is measured between two steps, the others in one."""

    id: str
    title: str
    explanation: str
    of_change: bool = False


QUANTITIES = (
    Quantity("before", "‖Δ‖ / ‖w‖ since the step before", "Norm of the change since the column before, over its norm", True),
    Quantity("older", "‖Δ‖ / ‖w‖ since the older step", "Norm of the change since the older step, over its norm", True),
    Quantity("mean", "Mean", "Mean of the finite values"),
    Quantity("std", "Standard deviation", "Standard deviation of the finite values"),
    Quantity("l2", "Norm", "Euclidean norm of the finite values"),
    Quantity("nan", "NaN", "How many values are NaN"),
    Quantity("shape", "Shape", "Shape, with the dtype where it changes"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeatCell(Cell):
    """A number with a ground the stronger the larger it is; `heat` lies in 0..1."""

    heat: float = 0.0


@dataclass(frozen=True)
class StepColumn:
    """One step: its entry, and the open checkpoint or why it cannot be read."""

    entry: Any
    checkpoint: Any = None
    error: ExplorerError | None = None


def _title(step: StepColumn) -> str:
    """What a column is called; marked where its files are gone."""
    return tr_label(display_name(format_label(step.entry.label), 24)) + (
        " ○" if step.entry.status == "gone" else ""
    )


class StepsSource:
    """The numbers come from the session's stores as they stream in; nothing is kept here twice."""

    def __init__(
        self,
        steps: tuple[StepColumn, ...],
        alignment: StepAlignment,
        quantity: Quantity,
        older: Any,
        session: Any,
    ) -> None:
        self.steps, self.alignment, self.quantity, self.older = steps, alignment, quantity, older
        self._statistics, self._changes = session.statistics, session.changes
        self._keys = alignment.keys
        self._row_of = {key: row for row, key in enumerate(breathing(self._keys))}
        self.largest = 0.0
        self.columns = (
            TableColumn("key", "Key", "The name the tensor is stored under", 30),
            *(
                TableColumn(
                    f"step{place}",
                    (title := _title(step)),
                    self._explained(step),
                    max(11 if quantity.id != "shape" else 12, len(title) + 2),
                    is_number=quantity.id != "shape",
                )
                for place, step in enumerate(steps)
            ),
        )

    def _explained(self, step: StepColumn) -> str:
        where = f"{display_name(step.entry.name, 200)}: {tr(self.quantity.explanation)}"
        if step.error is not None:
            return f"{where}. {tr(display_name(str(step.error), 1000))}"
        if step.entry.status == "gone":
            return f"{where}. {tr('Gone from the disk; what is known of it was remembered.')}"
        return where

    def with_quantity(self, quantity: Quantity, older: Any, session: Any) -> StepsSource:
        """The same steps, another quantity."""
        return StepsSource(self.steps, self.alignment, quantity, older, session)

    def may_have_renames(self) -> bool:
        """Whether between two steps one key goes and another comes: it may be one variable renamed."""
        read = [place for place, step in enumerate(self.steps) if step.checkpoint is not None]
        is_there = self.alignment.rows[read] >= 0
        goes = (is_there[:-1] & ~is_there[1:]).any(axis=1)
        comes = (~is_there[:-1] & is_there[1:]).any(axis=1)
        return bool((goes & comes).any())

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, row: int) -> str:
        return self._keys[row]

    def keys(self) -> list[str]:
        return self._keys

    def row_of(self, key: str) -> int:
        return self._row_of.get(key, -1)

    def record(self, row: int) -> str:
        return self._keys[row]

    def is_problem(self, row: int) -> bool:
        return False

    def pair(self, place: int) -> tuple[Any, Any]:
        """The two checkpoints a change of a column is measured between; None for one there is not."""
        if self.quantity.id == "older":
            before = self.older
        else:
            before = self.steps[place - 1].checkpoint if place else None
        newer = self.steps[place].checkpoint
        same = before is not None and newer is not None and before.identity == newer.identity
        return (None if same else before), newer

    def is_measurable(self, place: int, row: int) -> bool:
        """Whether a cell can have a number: there, numeric, and of one shape on both sides of a change."""
        at = int(self.alignment.rows[place, row])
        checkpoint = self.steps[place].checkpoint
        if checkpoint is None or at < 0 or not data_type(int(checkpoint.table.dtype[at])).is_numeric:
            return False
        if not self.quantity.of_change:
            return self.quantity.id != "shape"
        before, _ = self.pair(place)
        other = -1 if before is None else before.table.find(self._keys[row])
        if other < 0 or not data_type(int(before.table.dtype[other])).is_numeric:
            return False
        return bool(before.table.shape(other) == checkpoint.table.shape(at))

    def answer(self, place: int, row: int) -> Any:
        """What the stores know of a cell: statistics, a change, an error, or None for nothing yet."""
        key = self._keys[row]
        if self.quantity.of_change:
            before, newer = self.pair(place)
            return self._changes.get(before, newer, key)
        return self._statistics.get(self.steps[place].checkpoint, key)

    def number(self, place: int, row: int) -> float | None:
        """The number of a cell, None where there is none (yet)."""
        if not self.is_measurable(place, row):
            return None
        answer = self.answer(place, row)
        if answer is None or isinstance(answer, Exception):
            return None
        found = getattr(answer, "relative_l2" if self.quantity.of_change else self.quantity.id, None)
        if found is None or not math.isfinite(found):
            return None
        self.largest = max(self.largest, abs(float(found)))
        return float(found)

    def wish(self, place: int, keys: Iterable[str]) -> None:
        """Ask the stores for a column's numbers of these keys, the first first."""
        wanted = [key for key in keys if self.is_measurable(place, self._row_of[key])]
        if not wanted:
            return
        if self.quantity.of_change:
            self._changes.want(*self.pair(place), wanted)
        else:
            self._statistics.want(self.steps[place].checkpoint, wanted)

    def cell(self, row: int, column_id: str) -> Cell:
        if column_id == "key":
            text, tail = without_tail(display_name(self._keys[row]))
            return Cell(text, elide_middle=True, tail=tail)
        place = int(column_id.removeprefix("step"))
        is_number = self.quantity.id != "shape"
        if self.steps[place].checkpoint is None:
            return Cell("✗", "verdict:damaged", is_number=is_number)
        if self.alignment.rows[place, row] < 0:
            return Cell(tr("not there"), "muted", is_data=False, is_number=is_number)
        if not is_number:
            return self._shape_cell(place, row)
        if not self.is_measurable(place, row):
            return Cell("–", "muted", is_number=True)
        answer = self.answer(place, row)
        if isinstance(answer, Exception):
            is_gone = isinstance(answer, MissingFileError)
            return Cell(
                tr("gone") if is_gone else "✗", "muted" if is_gone else "verdict:damaged", is_number=True
            )
        if answer is None:
            return Cell("…", "muted", is_number=True)
        number = self.number(place, row)
        if number is None:
            return Cell("–", "muted", is_number=True)
        mark = LEFT_OUT_MARK if self.quantity.of_change and self._lacks_values(place, row, answer) else ""
        if number == 0:
            return Cell("0", "muted", is_number=True, mark=mark)
        text = format_count(int(number)) if self.quantity.id == "nan" else format_float(number)
        tone = "verdict:damaged" if self.quantity.id == "nan" else ""
        return HeatCell(text, tone, is_number=True, heat=self._heat(row, number), mark=mark)

    def _lacks_values(self, place: int, row: int, change: Any) -> bool:
        return left_out(change, self.element_count(place, row)) > 0

    def _heat(self, row: int, number: float) -> float:
        """Changes are compared with those of all variables, other quantities with the variable's own history."""
        if self.quantity.of_change or self.quantity.id == "nan":
            largest = self.largest
        else:
            known = [self.number(place, row) for place in range(len(self.steps))]
            largest = max((abs(found) for found in known if found is not None), default=0.0)
        return math.sqrt(min(abs(number) / largest, 1.0)) if largest else 0.0

    def _shape_cell(self, place: int, row: int) -> Cell:
        kind, before = self._kind(place, row), self._kind(place - 1, row) if place else None
        is_changed = before is not None and kind != before
        text = f"{kind[0]} {kind[1]}" if is_changed and kind[0] != before[0] else kind[1]
        return Cell(text, "difference:shape" if is_changed else "muted", mark="≠" if is_changed else "")

    def _kind(self, place: int, row: int) -> tuple[str, str] | None:
        checkpoint, at = self.steps[place].checkpoint, int(self.alignment.rows[place, row])
        if checkpoint is None or at < 0:
            return None
        return data_type(int(checkpoint.table.dtype[at])).name, format_shape(checkpoint.table.shape(at))

    def text(self, row: int, column_id: str, limit: int = 1 << 20) -> str:
        if column_id == "key":
            return display_name(self._keys[row], limit)
        place = int(column_id.removeprefix("step"))
        if self.quantity.id == "shape":
            kind = self._kind(place, row)
            return "" if kind is None else f"{kind[0]} {kind[1]}"
        number = self.number(place, row)
        if number is None:
            return ""
        return repr(int(number)) if self.quantity.id == "nan" else repr(number)

    def tool_tip(self, row: int, column_id: str) -> str:
        """The whole number, or why there is none."""
        if column_id == "key":
            return self.text(row, column_id, MOST_TIP_CHARACTERS)
        place = int(column_id.removeprefix("step"))
        step = self.steps[place]
        if step.error is not None:
            return tr(display_name(str(step.error), 4096))
        if self.alignment.rows[place, row] < 0:
            return tr("This step does not hold it.")
        if self.quantity.id != "shape" and not self.is_measurable(place, row):
            return tr(self._why_not_measurable(place, row))
        answer = self.answer(place, row) if self.quantity.id != "shape" else None
        if isinstance(answer, Exception):
            return tr(error_words(answer))
        text = self.text(row, column_id)
        if self.quantity.id == "shape":
            return text
        if answer is None:
            return tr(AWAITED)
        count = self.element_count(place, row)
        if self.quantity.of_change:
            over = over_which(answer, count) if text else why_no_measure("relative_l2", answer, count)
            return f"{text}\n{tr(over)}".strip()
        return text or tr("No element is finite." if count else "It has no elements.")

    def _why_not_measurable(self, place: int, row: int) -> str:
        at = int(self.alignment.rows[place, row])
        if not data_type(int(self.steps[place].checkpoint.table.dtype[at])).is_numeric:
            return "It has no numbers."
        before, _ = self.pair(place)
        if before is not None:
            found = before.table.find(self._keys[row])
            where = "the column before" if self.quantity.id == "before" else "the older step"
            if found < 0:
                return f"It is not in {tr(where)}: {NEW_KEY}"
            return f"It has another shape than in {where}, or no numbers there."
        if self.quantity.id == "older":
            no_older = "No older step is chosen: choose one with Shift+click on the time axis."
            return no_older if self.older is None else "This is the older step itself."
        return "This is the first step shown." if place == 0 else "The column before cannot be read."

    def element_count(self, place: int, row: int) -> int:
        """How many elements a tensor has in a step that holds it."""
        counts = self.steps[place].checkpoint.table.element_count
        return max(int(counts[self.alignment.rows[place, row]]), 0)

    def values(self, column_id: str) -> Any:
        if column_id == "key":
            return self._keys
        place = int(column_id.removeprefix("step"))
        rows = breathing(range(len(self._keys)))
        if self.quantity.id == "shape":
            return [self._kind(place, row) for row in rows]
        numbers = (self.number(place, row) for row in rows)
        return np.fromiter((np.nan if n is None else n for n in numbers), np.float64, len(self._keys))

    def fields(self) -> tuple[FilterField, ...]:
        return (FilterField("key", [key.lower() for key in breathing(self._keys)]),)


def write_steps(path: Path, source: StepsSource, rows: np.ndarray, task: Task) -> None:
    """The rows as CSV, a step a column, what is not known left empty; the quantity stands in each title."""
    ids = [column.id for column in source.columns]
    titles = ["key", *(f"{step.entry.label}: {source.quantity.title}" for step in source.steps)]
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow([inert(display_name(title, 4096)) for title in titles])
        for done, row in enumerate(rows.tolist()):
            if done % 256 == 0:
                task.report(done, len(rows), "Writing steps")
            writer.writerow([inert(source.text(row, name)) for name in ids])

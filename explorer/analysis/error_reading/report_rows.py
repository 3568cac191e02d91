"""The rows of a check by the names an error may use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from explorer.analysis.error_reading.records import ErrorMatch, NamedTensor, Shape
from explorer.analysis.error_reading.sides import described, expected_text, labels_of, stored_text
from explorer.analysis.renames_words import plain_path
from explorer.analysis.restoring.verdicts import RestoreRow
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type
from explorer.task import breathing

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport

OF_OPTIMIZERS = frozenset({"slot", "optimizer", "hyperparameter"})
_MOST_NAMED = 200  # of one name: many variables of a program may be called `Variable`
_MOST_SEARCHES = 50  # through all names for one layer or object


class ReportRows:
    """The rows of a report by the names an error may use: the model's before the checkpoint's."""

    def __init__(self, report: RestoreReport, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._searches_left = _MOST_SEARCHES
        self._variables = report.spec.variables if report.spec is not None else ()
        self._rows = report.rows
        self._likeliest = report.outcomes[0] if report.outcomes else None
        self._by_model: dict[str, list[RestoreRow]] = defaultdict(list)
        self._by_key: dict[str, list[RestoreRow]] = defaultdict(list)
        for row in breathing(report.rows):
            self._by_key[plain_path(row.key)].append(row)
            if row.variable >= 0:
                variable = self._variables[row.variable]
                for label in {
                    plain_path(text) for text in (variable.name, variable.full_name, variable.key) if text
                }:
                    self._by_model[label].append(row)

    def find(self, tensor: NamedTensor) -> list[RestoreRow]:
        """The rows an error means by what it names; those whose sides are the told ones, where any are."""
        books = [self._by_model, self._by_key]
        if tensor.name_kind == "key":
            books.reverse()
        for book in books:
            for label in labels_of(tensor):
                if rows := book.get(label):
                    return self._as_told(rows, tensor)[:_MOST_NAMED]
        if tensor.name_kind in ("layer", "object path") and self._searches_left:
            self._searches_left -= 1
            part = f"/{plain_path(tensor.name.replace('.', '/'))}/"
            rows = self._with_part(part)
            if tensor.name_kind == "layer":  # its own weights, not what an optimizer keeps of them
                rows = [row for row in rows if not self.is_of_optimizer(row)] or rows
            return self._as_told(rows, tensor)[:_MOST_NAMED]
        last = plain_path(tensor.name).rpartition("/")[2]
        if tensor.name and (tensor.expected_shape is None or tensor.stored_shape is None):
            return []
        found = _unique(self._by_shapes.get((last, tensor.expected_shape, tensor.stored_shape), []))
        return found[:_MOST_NAMED] if not tensor.name or len(found) == 1 else []

    @cached_property
    def _by_shapes(self) -> dict[tuple[str, Shape | None, Shape | None], list[RestoreRow]]:
        """Rows by both shapes and the last part of the model's name ("" for any); of shapes alone also by one."""
        found: dict[tuple[str, Shape | None, Shape | None], list[RestoreRow]] = defaultdict(list)
        for label, rows in breathing(self._by_model.items()):
            for row in rows:
                if row.expected is not None and row.stored is not None:
                    found[label.rpartition("/")[2], row.expected.shape, row.stored.shape].append(row)
        for row in breathing(self._rows):
            expected = row.expected.shape if row.expected is not None else None
            stored = row.stored.shape if row.stored is not None else None
            for sides in {(expected, stored), (expected, None), (None, stored)} - {(None, None)}:
                found["", *sides].append(row)
        return found

    def is_of_optimizer(self, row: RestoreRow) -> bool:
        """Whether a row is a slot or a setting of an optimizer."""
        if row.variable >= 0:
            return self._variables[row.variable].role in OF_OPTIMIZERS
        return row.row >= 0 and ROLES[self._checkpoint.role_codes[row.row]] in OF_OPTIMIZERS

    def _with_part(self, part: str) -> list[RestoreRow]:
        return _unique(
            row
            for book in (self._by_model, self._by_key)
            for label, rows in breathing(book.items())
            if part in f"/{label}/"
            for row in rows
        )

    def _as_told(self, rows: Sequence[RestoreRow], tensor: NamedTensor) -> list[RestoreRow]:
        fits = [self._fit(row, tensor) for row in rows]
        best = max(fits, default=0)
        return [row for row, fit in zip(rows, fits) if fit == best]

    def _fit(self, row: RestoreRow, tensor: NamedTensor) -> int:
        """How many of the two shapes an error tells are this row's."""
        expected = row.expected is not None and row.expected.shape == tensor.expected_shape is not None
        stored = row.stored is not None and row.stored.shape == tensor.stored_shape is not None
        return int(expected) + int(stored)

    def match(self, row: RestoreRow, why: str, tensor: NamedTensor | None = None) -> ErrorMatch:
        """A row as a match. By position a variable may be offered another value than the one of its name."""
        variable = self._variables[row.variable] if row.variable >= 0 else None
        place, stored = row.row, described(row.stored.dtype, row.stored.shape) if row.stored else ""
        table = self._checkpoint.table
        told = tensor.stored_shape if tensor is not None else None
        if told is not None and (place < 0 or table.shape(place) != told):
            place = int(self._likeliest.row[row.variable]) if self._likeliest is not None and variable else -1
            if place >= 0 and table.shape(place) == told:
                stored = described(data_type(int(table.dtype[place])).name, told)
            else:
                place, stored = row.row, stored_text(tensor) if tensor is not None else stored
        expected = described(variable.dtype, variable.shape) if variable else ""
        if tensor is not None:
            expected = expected_text(tensor) or expected
        name = (variable.name or variable.full_name) if variable else ""
        return ErrorMatch(
            row.key, why, place, row.variable, expected, stored, name if name != row.key else ""
        )


def _unique(rows: Iterable[RestoreRow]) -> list[RestoreRow]:
    return list({id(row): row for row in rows}.values())

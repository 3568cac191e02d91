"""Table rows over plain records: each column a text, in few hundreds of rows or a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.gui.item_models.cells import Cell, TableColumn
from explorer.gui.item_models.row_filter import FilterField
from explorer.report.numbers import display_name
from explorer.task import breathing

PLACE = "place"
PLACE_COLUMN = TableColumn(PLACE, "Order", "The order in which it was found", 8, True, is_default=False)
MOST_SHOWN = 2048


class RecordSource:
    """One row a record. `texts(record)` gives the columns' texts by id; made when asked for, row by row.

    A row's key is its tensor's (or file's) name with its number behind it: two rows may be about one tensor.
    """

    def __init__(
        self,
        columns: tuple[TableColumn, ...],
        records: Sequence[Any],
        texts: Callable[[Any], dict[str, str]],
        *,
        key: str,
        tones: Callable[[Any], dict[str, str]] | None = None,
        marks: Callable[[Any], dict[str, str]] | None = None,
        data_columns: frozenset[str] = frozenset(),
    ) -> None:
        self.columns = columns
        self._records, self._texts, self._key_column = records, texts, key
        self._tones, self._marks, self._data_columns = tones, marks, data_columns
        self._numbers = frozenset(column.id for column in columns if column.is_number)

    def __len__(self) -> int:
        return len(self._records)

    def key(self, row: int) -> str:
        return f"{self._texts(self._records[row])[self._key_column]}\n{row}"

    def keys(self) -> list[str]:
        return [self.key(row) for row in breathing(range(len(self)))]

    def row_of(self, key: str) -> int:
        number = key.rpartition("\n")[2]
        row = int(number) if number.isdecimal() and number.isascii() else -1
        return row if 0 <= row < len(self) and self.key(row) == key else -1

    def record(self, row: int) -> Any:
        return self._records[row]

    def cell(self, row: int, column_id: str) -> Cell:
        is_data = column_id in self._data_columns
        record = self._records[row]
        return Cell(
            display_name(self.text(row, column_id), MOST_SHOWN),
            "" if self._tones is None else self._tones(record).get(column_id, ""),
            mark="" if self._marks is None else self._marks(record).get(column_id, ""),
            is_data=is_data,
            is_number=column_id in self._numbers,
            elide_middle=is_data,
        )

    def text(self, row: int, column_id: str) -> str:
        if column_id == PLACE:
            return str(row + 1)
        return display_name(self._texts(self._records[row])[column_id], 1 << 20)

    def values(self, column_id: str) -> Any:
        if column_id == PLACE:
            return np.arange(len(self))
        return [self._texts(record)[column_id] for record in breathing(self._records)]

    def fields(self) -> tuple[FilterField, ...]:
        names = [column.id for column in self.columns if column.id != PLACE]
        columns: dict[str, list[str]] = {name: [] for name in names}
        for record in breathing(self._records):
            texts = self._texts(record)
            for name in names:
                columns[name].append(texts[name].lower())
        return tuple(FilterField(name, column) for name, column in columns.items())

    def is_problem(self, row: int) -> bool:
        return False

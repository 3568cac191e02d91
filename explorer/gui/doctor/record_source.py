"""Table rows over plain records: each column a text, in few hundreds of rows or a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from explorer.gui.item_models.cells import Cell, TableColumn
from explorer.gui.item_models.row_filter import FilterField
from explorer.report.numbers import display_name

PLACE = "place"
PLACE_COLUMN = TableColumn(PLACE, "Order", "The order in which it was found", 8, True, is_default=False)
MOST_SHOWN = 2048


class RecordSource:
    """One row a record. `texts(record)` gives the columns' texts by id, `key(record)` what type-ahead goes by."""

    def __init__(
        self,
        columns: tuple[TableColumn, ...],
        records: Sequence[Any],
        texts: Callable[[Any], dict[str, str]],
        *,
        key: str,
        tones: Callable[[Any], dict[str, str]] | None = None,
        data_columns: frozenset[str] = frozenset(),
        marks: Callable[[Any], dict[str, str]] | None = None,
    ) -> None:
        self.columns = columns
        self._records = records
        self._key_column = key
        self._tones, self._marks, self._data_columns = tones, marks, data_columns
        self._numbers = frozenset(column.id for column in columns if column.is_number)
        self._texts = [texts(record) for record in records]

    def __len__(self) -> int:
        return len(self._records)

    @cached_property
    def _keys(self) -> list[str]:
        """Two rows may be about one tensor, so the row's number stands behind its name."""
        return [f"{texts[self._key_column]}\n{row}" for row, texts in enumerate(self._texts)]

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self._keys)}

    def key(self, row: int) -> str:
        return self._keys[row]

    def keys(self) -> list[str]:
        return self._keys

    def row_of(self, key: str) -> int:
        return self._row_of.get(key, -1)

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
        return display_name(self._texts[row][column_id], 1 << 20)

    def values(self, column_id: str) -> Any:
        if column_id == PLACE:
            return list(range(len(self)))
        return [texts[column_id] for texts in self._texts]

    def fields(self) -> tuple[FilterField, ...]:
        names = [column.id for column in self.columns if column.id != PLACE]
        return tuple(FilterField(name, [texts[name].lower() for texts in self._texts]) for name in names)

    def is_problem(self, row: int) -> bool:
        return False

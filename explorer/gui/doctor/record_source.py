"""Table rows over plain records: each column a text, in few hundreds of rows or a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.gui.item_models.cells import Cell, TableColumn
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.language import tr
from explorer.report.numbers import display_name
from explorer.task import breathing

PLACE = "place"
PLACE_COLUMN = TableColumn(PLACE, "Order", "The order in which it was found", 8, True, is_default=False)
MOST_SHOWN = 2048


class RecordSource:
    """One row a record. `texts(record)` gives the columns' texts by id; made when asked for, row by row.

    Columns in `data_columns` hold what is the file's: names, dtypes, shapes. `shown(record)` gives, by id, what some
    cells say in another way than they are copied.

    A row's key is its tensor's (or file's) name with its number behind it: two rows may be about one tensor.
    """

    def __init__(
        self,
        columns: tuple[TableColumn, ...],
        records: Sequence[Any],
        texts: Callable[[Any], dict[str, str]],
        *,
        key: str,
        shown: Callable[[Any], dict[str, str]] | None = None,
        tones: Callable[[Any], dict[str, str]] | None = None,
        marks: Callable[[Any], dict[str, str]] | None = None,
        data_columns: frozenset[str] = frozenset(),
        is_filtered: bool = False,
    ) -> None:
        self.columns = columns
        self._records, self._texts, self._key_column = records, texts, key
        self._shown = shown
        self._tones, self._marks, self._data_columns = tones, marks, data_columns
        self._is_filtered = is_filtered
        self._numbers = frozenset(column.id for column in columns if column.is_number)

    def __len__(self) -> int:
        return len(self._records)

    def key(self, row: int) -> str:
        return f"{self._texts(self._records[row])[self._key_column]}\n{row}"

    def keys(self) -> Sequence[str]:
        return _Keys(self)

    @property
    def records(self) -> Sequence[Any]:
        """The records, in row order."""
        return self._records

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
            display_name(self._said(row, column_id), MOST_SHOWN),
            "" if self._tones is None else self._tones(record).get(column_id, ""),
            mark="" if self._marks is None else self._marks(record).get(column_id, ""),
            is_data=is_data,
            is_number=column_id in self._numbers,
            elide_middle=is_data,
        )

    def _said(self, row: int, column_id: str) -> str:
        """What a cell says: names of the file as they are, words of ours in the window's language."""
        if self._shown is not None and (said := self._shown(self._records[row]).get(column_id)):
            return said
        text = self.text(row, column_id)
        return text if column_id in self._data_columns else tr(text)

    def text(self, row: int, column_id: str) -> str:
        if column_id == PLACE:
            return str(row + 1)
        return display_name(self._texts(self._records[row])[column_id], 1 << 20)

    def values(self, column_id: str) -> Any:
        if column_id == PLACE:
            return np.arange(len(self))
        return [self._texts(record)[column_id] for record in breathing(self._records)]

    def fields(self) -> tuple[FilterField, ...]:
        names = [FilterField("key", _LoweredKeys(self))]  # what type-ahead looks through
        if not self._is_filtered:
            return tuple(names)
        columns = [column.id for column in self.columns if column.id not in (PLACE, "key")]
        texts = [self._texts(record) for record in breathing(self._records)]
        return (*names, *(FilterField(name, [text[name].lower() for text in texts]) for name in columns))

    def is_problem(self, row: int) -> bool:
        return False


class _Keys(Sequence[str]):
    """The keys, each made when it is looked at: a hundred thousand rows cost nothing until then."""

    def __init__(self, source: RecordSource) -> None:
        self._source = source

    def __len__(self) -> int:
        return len(self._source)

    def __getitem__(self, row):
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        return self._source.key(row)

    def __eq__(self, other: object) -> bool:
        """By the records, most of which are the very same objects: no key is made for it."""
        return isinstance(other, _Keys) and self._source.records == other._source.records

    __hash__ = None


class _LoweredKeys(_Keys):
    """The same in lower case."""

    def __getitem__(self, row):
        found = super().__getitem__(row)
        return [key.lower() for key in found] if isinstance(row, slice) else found.lower()

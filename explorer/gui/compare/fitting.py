"""Columns that are shown where there is room for them, until the user chooses columns."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.gui.item_models.record_table import RecordTable


class FittingColumns:
    """Shows `optional` columns of a table in this order while all fit beside each other."""

    def __init__(self, table: RecordTable, optional: Sequence[str]) -> None:
        self._table, self._optional = table, tuple(optional)
        self._is_fitting = self._is_by_hand = False
        table.columns_changed.connect(self._changed)

    def fit(self) -> None:
        """The table has another width."""
        if self._is_by_hand or self._is_fitting:
            return
        self._is_fitting = True
        header, model = self._table.horizontalHeader(), self._table.model()
        numbers = [model.column_index(name) for name in self._optional]
        key = model.column_index("key")
        room = self._table.viewport().width() - self._table.min_stretch
        for number in range(header.count()):
            if number not in (*numbers, key):
                room -= header.sectionSize(number)
        for name, number in zip(self._optional, numbers, strict=True):
            room -= self._table.first_width(name)
            if (room >= 0) is header.isSectionHidden(number):
                self._table.show_column(name, room >= 0)
        self._is_fitting = False

    def _changed(self) -> None:
        if not self._is_fitting:
            model, shown = self._table.model(), set(self._table.shown_columns())
            self._is_by_hand = shown != {column.id for column in model.columns if column.is_default}

"""Records of a table, in their own order and found by key."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from explorer.task import breathing


class KeyedRecords:
    """The part of a `TableSource` that only needs each record's `key`."""

    def __init__(self, records: tuple[Any, ...]) -> None:
        self.records = records

    def __len__(self) -> int:
        return len(self.records)

    def record(self, row: int) -> Any:
        """The record of a row."""
        return self.records[row]

    def key(self, row: int) -> str:
        """The key of a row."""
        return self.records[row].key

    @cached_property
    def _keys(self) -> list[str]:
        return [record.key for record in breathing(self.records)]

    def keys(self) -> list[str]:
        """All keys, in row order."""
        return self._keys

    @cached_property
    def _row_of_key(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(breathing(self._keys))}

    def row_of(self, key: str) -> int:
        """The row of a key, -1 for none."""
        return self._row_of_key.get(key, -1)

    def find_rows(self) -> None:
        """Look at all keys now: a worker does it, so that the first question does not wait."""
        _ = self._row_of_key

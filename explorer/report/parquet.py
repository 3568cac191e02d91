"""Tables as Parquet, through pyarrow, which is an extra: without it a sentence says how to get it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from explorer.errors import UnsupportedFileError
from explorer.report.atomic import atomic_write
from explorer.report.numbers import escape_name, is_utf8

_ROWS_AT_ONCE = 1 << 14  # a row group: bounded memory, and still worth compressing
_LARGEST = 2**63 - 1

Cell = str | int | float | None


def write_parquet(path: Path | str, rows: Iterable[Mapping[str, Cell]], kinds: Mapping[str, str]) -> int:
    """Write rows as one Parquet file, whole or not at all; gives their number.

    Args:
        path: where to.
        rows: cells by column name; None is null. Integers past 63 bits in a column of floats are rounded.
        kinds: column -> "int" (int64), "float" (float64) or "text"; their order is the columns'.

    Raises:
        UnsupportedFileError: pyarrow is not installed.
        FileAccessError, MissingFileError: the file cannot be written; the old one is untouched.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UnsupportedFileError(
            "Parquet needs the library pyarrow, which is not installed",
            hint='Install it with pip install "checkpoint-explorer[parquet]", or choose a CSV file.',
            path=path,
        ) from error
    types = {"int": pyarrow.int64(), "float": pyarrow.float64(), "text": pyarrow.string()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in kinds.items()])
    count = 0
    with atomic_write(path, binary=True) as file, pyarrow.parquet.ParquetWriter(file, schema) as writer:
        for batch in _batches(rows):
            columns = {name: [_cell(row.get(name), kind) for row in batch] for name, kind in kinds.items()}
            writer.write_table(pyarrow.table(columns, schema=schema))
            count += len(batch)
    return count


def _batches(rows: Iterable[Mapping[str, Cell]]) -> Iterator[list[Mapping[str, Cell]]]:
    source = iter(rows)
    while batch := list(islice(source, _ROWS_AT_ONCE)):
        yield batch


def _cell(cell: Cell, kind: str) -> Any:
    if cell is None:
        return None
    if kind == "float":
        return float(cell)
    if kind == "int":
        return int(cell) if -_LARGEST <= int(cell) <= _LARGEST else None
    text = str(cell)
    return text if is_utf8(text) else escape_name(text)  # Parquet's strings are UTF-8

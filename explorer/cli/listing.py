"""`ckptx list`: JSON straight from the columns, or columns as text for the table."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.errors import MissingFileError
from explorer.report.list_json import list_json

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.report.columns import Column


def print_list_json(
    path: str,
    *,
    step: int | None = None,
    number: int | None = None,
    keys: Callable[[str], bool] | None = None,
) -> int:
    """Write the JSON of one checkpoint's variables; exit status 1 when something is wrong with it."""
    checkpoint = open_chosen(path, step=step, number=number)
    rows = None if keys is None else matching_rows(checkpoint, keys)
    write = sys.stdout.write
    for piece in list_json(checkpoint, rows):
        write(piece)
    write("\n")
    return problem_status(checkpoint)


def open_chosen(path: str, *, step: int | None = None, number: int | None = None) -> Checkpoint:
    """`open_checkpoint`; says on standard error when the step was that of the name alone.

    Of a checkpoint that was deleted, the error says so where the record of the run remembers it.
    """
    try:
        checkpoint = open_checkpoint(path, step=step, number=number)
    except MissingFileError as error:
        if (step is not None or number is not None) and os.path.isdir(path):  # noqa: PTH112 - this starts fast
            from explorer.cli.histories import deleted_checkpoint

            raise deleted_checkpoint(path, step, number) or error from error
        raise
    if step is not None and checkpoint.step != step and os.path.isdir(path):  # noqa: PTH112 - this starts fast
        from explorer.report.numbers import display_name

        stored = "no step" if checkpoint.step is None else f"step {checkpoint.step}"
        print(
            f"{display_name(checkpoint.name)} was chosen by the number in its name: it stores {stored}.",
            file=sys.stderr,
        )
    return checkpoint


def matching_rows(checkpoint: Checkpoint, keys: Callable[[str], bool]) -> list[int]:
    """The rows whose key is wanted."""
    return [row for row, key in enumerate(checkpoint.table.keys) if keys(key)]


def problem_status(checkpoint: Checkpoint) -> int:
    """Exit status of a command that only showed a checkpoint: 1 when the checkpoint has problems."""
    return 1 if checkpoint.problems or checkpoint.table.problems else 0


def column_texts(checkpoint: Checkpoint, column: Column, rows: Sequence[int]) -> list[str]:
    """One column's cells as text; from the table's columns where they suffice."""
    from explorer.report.columns import cell_text, value

    quick = _columnwise(checkpoint, column.id)
    if quick is None:
        variables = checkpoint.variables
        return [cell_text(column.id, value(column.id, variables[row])) for row in rows]
    memo: dict[object, str] = {}
    texts = []
    for row in rows:
        cell = quick(row)
        text = memo.get(cell)
        if text is None:
            text = memo[cell] = cell_text(column.id, cell)  # type: ignore[arg-type]
        texts.append(text)
    return texts


def _columnwise(checkpoint: Checkpoint, column_id: str) -> Callable[[int], object] | None:
    """How to get a column's cell from the table alone; None when it takes a `Variable`."""
    from explorer.checkpoints.roles import ROLES
    from explorer.formats.dtypes import data_type

    table = checkpoint.table
    if column_id == "key":
        return table.keys.__getitem__
    if column_id == "name":
        return checkpoint.names.__getitem__
    if column_id == "role":
        codes = checkpoint.role_codes.tolist()
        return lambda row: ROLES[codes[row]]
    if column_id == "dtype":
        numbers = table.dtype.tolist()
        return lambda row: data_type(numbers[row]).name
    if column_id == "shape":
        return table.shape
    if column_id == "element_count":
        return table.element_count.tolist().__getitem__  # type: ignore[no-any-return]
    if column_id == "size_bytes":
        return table.size_bytes.tolist().__getitem__  # type: ignore[no-any-return]
    if column_id == "problem":
        return table.problems.get
    return None

"""Is a tensor's value there as it was saved: reads all of it and keeps nothing."""

from __future__ import annotations

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import CorruptFileError, locating
from explorer.formats.dtypes import STRING, data_type
from explorer.task import QUIET, Task


def check_value(
    checkpoint: Checkpoint, key: str, task: Task = QUIET, *, start: int = 0, total: int | None = None
) -> None:
    """Read one tensor piece by piece and compare its checksum.

    Variants and dtypes we do not know cannot be read: of them it is only known that their bytes are
    there. The task is told bytes: `start` of `total` are done before this tensor.

    Raises:
        UnknownKeyError: no such tensor.
        CorruptFileError, MissingFileError, FileAccessError, NoValueError: it is not there as it was saved.
        Cancelled: through the task.
    """
    table = checkpoint.table
    row = checkpoint.row(key)
    dtype, size = int(table.dtype[row]), int(table.size_bytes[row])
    total = size if total is None else total
    doing = f"Verifying {key}"
    task.report(start, total, doing)
    if data_type(dtype).is_numeric:
        count = max(int(table.element_count[row]), 1)
        for chunk in checkpoint.chunks(key):
            done = min(chunk.start + len(chunk.values), count)
            task.report(start + size * done // count, total, doing)
    if (
        row in table.problems
    ):  # also what no reading of the parts that are there can find: a gap between slices
        with locating(checkpoint=checkpoint.name, key=key):
            raise CorruptFileError(table.problems[row])
    if dtype == STRING:
        checkpoint.read(key)

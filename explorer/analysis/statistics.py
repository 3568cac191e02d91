"""Statistics and exact value counts of one tensor, in one pass of bounded memory."""

from __future__ import annotations

import math

from explorer.analysis.accumulators import Accumulator, accumulator_for
from explorer.analysis.stored_values import check_value
from explorer.analysis.value_counts import TensorStatistics, ValueCounts
from explorer.checkpoints.checkpoint import Checkpoint, as_checkpoint
from explorer.checkpoints.variable import Variable
from explorer.errors import NoValueError, locating
from explorer.formats.dtypes import data_type, numpy_dtype
from explorer.storage.files import PathLike
from explorer.task import QUIET, Task

__all__ = ["TensorStatistics", "ValueCounts", "tensor_statistics"]


def tensor_statistics(
    checkpoint: Checkpoint | PathLike, key: str | Variable, task: Task = QUIET
) -> TensorStatistics:
    """One pass over one tensor, checksum verified. The task is told elements.

    Strings, variants and dtypes we do not know give their element count alone. Strings are read
    all the same, for their checksum; of the others it is known that their bytes are there.

    Raises:
        UnknownKeyError: no such tensor; the hint names near keys.
        CorruptFileError, MissingFileError, FileAccessError: the value cannot be read as it was saved.
        NoValueError: slices are missing.
        Cancelled: through the task.
    """
    checkpoint = as_checkpoint(checkpoint)
    table = checkpoint.table
    row = checkpoint.row(key)
    key = key.key if isinstance(key, Variable) else key
    dtype = data_type(int(table.dtype[row]))
    total = int(table.element_count[row])
    if total < 0:  # past 63 bits: still what the shape says
        total = math.prod(table.shape(row))
    if not dtype.is_numeric:
        check_value(checkpoint, key, task)
        return TensorStatistics(key, total, 0, 0, 0, 0, 0, 0, None, None, None, None, None, None, None)
    gathered: Accumulator | None = None
    done = 0
    doing = f"Reading {key}"
    task.report(0, total, doing)
    chunks = checkpoint.chunks(key, task=task)
    for chunk in chunks:
        task.report(done, total, doing)
        values = chunk.values.reshape(-1)
        if not values.dtype.isnative:
            values = values.astype(values.dtype.newbyteorder("="))
        if gathered is None:
            gathered = accumulator_for(values.dtype)
        if len(values):
            gathered.add(values)
            done += len(values)
    if done != total:
        with locating(checkpoint=checkpoint.name, key=key):
            raise NoValueError(
                f"{done} of the tensor's {total} elements are stored",
                hint="A part of a partitioned variable is missing from the checkpoint, or stored twice.",
            )
    if gathered is None:  # empty, and the reader gave not even an empty chunk
        gathered = accumulator_for(numpy_dtype(int(table.dtype[row])))
    return gathered.statistics(key)

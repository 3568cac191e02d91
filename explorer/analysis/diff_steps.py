"""Several checkpoints side by side: all their keys, and where each has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task, breathing


@dataclass(frozen=True, eq=False)
class StepAlignment:
    """Every key of any of k checkpoints once, in byte order; `rows` tells where each checkpoint has it."""

    keys: list[str]  # [n]
    rows: npt.NDArray[np.int64]  # [k, n] row in that checkpoint's table, -1 where it is not there


def align_steps(tables: Sequence[TensorTable], task: Task = QUIET) -> StepAlignment:
    """Join tables by key. Steps of one run mostly hold the same keys, and then cost next to nothing."""
    if not tables:
        return StepAlignment([], np.empty((0, 0), np.int64))
    lists = [list(table.keys) for table in tables]
    if all(keys == lists[0] for keys in lists[1:]):
        rows = np.broadcast_to(np.arange(len(lists[0])), (len(tables), len(lists[0])))
        return StepAlignment(lists[0], rows)
    found: dict[str, None] = {}
    for done, keys in enumerate(lists):
        task.report(done, len(lists), "Comparing tables")
        found.update(dict.fromkeys(keys))
    keys = sorted(found, key=lambda key: key.encode("utf-8", "surrogateescape"))
    rows = np.full((len(tables), len(keys)), -1, np.int64)
    for place, table in enumerate(tables):
        task.report(place, len(lists), "Comparing tables")
        row_of = table.row_of
        rows[place] = np.fromiter((row_of.get(key, -1) for key in breathing(keys)), np.int64, len(keys))
    return StepAlignment(keys, rows)

"""Statistics of many tensors behind one plain call: in this process for little work, in worker processes for much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.task import QUIET, Task

Answer: TypeAlias = TensorStatistics | tuple[str, ExplorerError]


def many_statistics(checkpoint: Checkpoint, keys: Iterable[str], task: Task = QUIET) -> Iterator[Answer]:
    for key in keys:
        try:
            yield tensor_statistics(checkpoint, key, task)
        except ExplorerError as error:
            yield key, error

"""What the readers of all formats share when they hand out values: chunks with progress, and arrays that fit in memory."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from explorer.errors import NoValueError
from explorer.formats.reader import Chunk
from explorer.task import Cancelled, Task

if TYPE_CHECKING:
    import numpy.typing as npt

_REPORT_INTERVAL_S = 0.1


def as_chunks(
    pieces: Iterable[tuple[npt.NDArray[Any], int]], total_bytes: int, key: str, task: Task
) -> Iterator[Chunk]:
    """Pieces of a tensor, one behind the other, as chunks; the task is told about ten times a second.

    Args:
        pieces: (flat elements, how many stored bytes they are of).
        total_bytes: of all pieces together.
        key: for the task's words.
        task: asked before each chunk whether anybody still waits.

    Raises:
        Cancelled: through the task.
    """
    start = done = 0
    last_report = 0.0
    for values, size_bytes in pieces:
        if task.is_cancelled:
            raise Cancelled
        yield Chunk(start, values)
        start += len(values)
        done += size_bytes
        now = time.monotonic()
        if now - last_report >= _REPORT_INTERVAL_S or done == total_bytes:
            last_report = now
            task.report(done, total_bytes, f"Reading {key[:200]}")


@contextmanager
def fitting_in_memory(shape: Sequence[int]) -> Iterator[None]:
    """Turn a failed allocation of a tensor of this shape into NoValueError."""
    try:
        yield
    except MemoryError as error:
        raise NoValueError(
            f"a tensor of the shape {list(shape)} does not fit in memory",
            hint="Statistics and histograms read it piece by piece.",
        ) from error

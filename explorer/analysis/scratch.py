"""Working memory that is used again for every block, one set for each thread.

Memory asked for anew for each block is given back to the system and faulted in again, page by page:
that costs as much as the counting itself.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import numpy.typing as npt

_LARGEST = 4 << 20  # bytes of what is asked for again and again: chunks, tables of all buckets

# The C library of Linux gives a large freed block back to the system at once, until it has seen one of
# that size freed: from then on it keeps blocks up to it for the next request. Nothing is touched here.
np.empty(_LARGEST, np.uint8)


class _Buffers(threading.local):
    def __init__(self) -> None:
        self.of_name: dict[str, npt.NDArray[np.uint64]] = {}


_buffers = _Buffers()


def scratch(name: str, count: int, dtype: Any) -> npt.NDArray[Any]:
    """Room for `count` elements of 8 bytes, with whatever is in it.

    It is this thread's until the same name is asked for again: use it within one call, hand none out.
    """
    known = _buffers.of_name.get(name)
    if known is None or len(known) < count:
        known = _buffers.of_name[name] = np.empty(count, np.uint64)
    return known[:count].view(dtype)

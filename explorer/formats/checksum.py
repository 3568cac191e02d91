"""The masked CRC-32C (Castagnoli) that TensorFlow stores beside blocks and tensors.

A stored checksum is rotated right by 15 bits and moved by a constant, so that the checksum of
data which holds checksums stays useful. Source: TensorFlow, lib/hash/crc32c.h.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import google_crc32c

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Checked = bytes | npt.NDArray[np.uint8]  # what the C code takes without a copy; a memoryview it refuses

_DELTA = 0xA282EAD8


def crc32c(data: Checked, crc: int = 0) -> int:
    """The CRC-32C of `data`, continuing `crc`."""
    library: Any = google_crc32c
    value: int = library.extend(crc, data)
    return value


def mask(crc: int) -> int:
    """The form in which a checksum is stored."""
    return ((crc >> 15 | crc << 17) + _DELTA) & 0xFFFFFFFF


def masked_crc32c(data: Checked) -> int:
    """The stored form of the checksum of `data`."""
    return mask(crc32c(data))


def unmask(stored: int) -> int:
    """The CRC-32C whose stored form this is."""
    rotated = (stored - _DELTA) & 0xFFFFFFFF
    return (rotated >> 17 | rotated << 15) & 0xFFFFFFFF


def both_checksums(stored: int, crc: int) -> str:
    """A stored checksum beside the CRC-32C of what was read, in the numbers of TensorFlow's own message.

    "Checksum does not match: stored 805036043 vs. calculated on the restored bytes 2861786951" gives them
    unmasked and decimal: whoever has that message finds the tensor by them.
    """
    return f"stored {unmask(stored)}, computed {crc}"

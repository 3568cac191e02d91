"""The masked CRC-32C (Castagnoli) that TensorFlow stores beside blocks and tensors.

A stored checksum is rotated right by 15 bits and moved by a constant, so that the checksum of
data which holds checksums stays useful. Source: TensorFlow, lib/hash/crc32c.h.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import google_crc32c

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Checked = bytes | npt.NDArray[np.uint8]  # what the C code takes without a copy; a memoryview it refuses

_DELTA = 0xA282EAD8
_POLYNOMIAL = 0x82F63B78  # Castagnoli's, lowest bit first


def crc32c(data: Checked, crc: int = 0) -> int:
    """The CRC-32C of `data`, continuing `crc`."""
    library: Any = google_crc32c
    value: int = library.extend(crc, data)
    return value


def joined_crc32c(first: int, second: int, second_size: int) -> int:
    """The CRC-32C of two runs of bytes, one behind the other, from the CRC-32C of each.

    The first one is carried over the second's bytes: multiplied by x**(8 * second_size) among the
    polynomials over GF(2), modulo Castagnoli's. Source: zlib, crc32_combine.
    """
    return _product(_power_of_x(8 * second_size), first) ^ second


@lru_cache(maxsize=64)
def _power_of_x(exponent: int) -> int:
    """x**exponent modulo the polynomial, by repeated squaring."""
    power, square = 1 << 31, 1 << 30  # the highest bit is x**0
    while exponent:
        if exponent & 1:
            power = _product(power, square)
        square = _product(square, square)
        exponent >>= 1
    return power


def _product(left: int, right: int) -> int:
    product = 0
    for bit in range(31, -1, -1):
        if left >> bit & 1:
            product ^= right
        right = right >> 1 ^ (_POLYNOMIAL if right & 1 else 0)
    return product


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

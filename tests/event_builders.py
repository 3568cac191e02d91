"""Writes event files for tests: sound ones as TensorFlow writes them, and every kind of damaged one.

    path.write_bytes(event_file(version(), scalar(0, "loss", 1.5), tf2_scalar(10, "loss", 0.5)))

Independent of the code it tests: no module of `explorer` is imported.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable, Sequence

import numpy as np

from tests.builders import DTYPE_NUMBER, bytes_field, crc32c, mask, number_field, varint

CLOCK = 1_700_000_000.0  # wall time of step 0; a second a step
START, STOP, CHECKPOINT = 1, 2, 3


# --- messages ----------------------------------------------------------------------------------


def double_field(number: int, value: float) -> bytes:
    return varint(number << 3 | 1) + struct.pack("<d", value)


def float_field(number: int, value: float) -> bytes:
    return varint(number << 3 | 5) + struct.pack("<f", value)


def event(step: int, content: bytes, wall_time: float | None = None) -> bytes:
    """One Event with a content field already encoded."""
    time = CLOCK + step if wall_time is None else wall_time
    return double_field(1, time) + number_field(2, step) + content


def version(text: str = "brain.Event:2") -> bytes:
    """The first event of every file."""
    return event(0, bytes_field(3, text))


def summary(step: int, *values: bytes) -> bytes:
    return event(step, bytes_field(5, b"".join(bytes_field(1, value) for value in values)))


def simple_value(tag: str, value: float) -> bytes:
    return bytes_field(1, tag) + float_field(2, value)


def scalar(step: int, tag: str, value: float) -> bytes:
    """A TF1 scalar."""
    return summary(step, simple_value(tag, value))


def metadata(plugin: str) -> bytes:
    return bytes_field(9, bytes_field(1, bytes_field(1, plugin)))


def tensor(dtype: str, shape: Sequence[int], values: bytes) -> bytes:
    """A TensorProto; `values` is its value field, encoded."""
    dims = b"".join(bytes_field(2, number_field(1, size)) for size in shape)
    return number_field(1, DTYPE_NUMBER[dtype]) + bytes_field(2, dims) + values


def content(array: object, dtype: str) -> bytes:
    return bytes_field(4, np.asarray(array, dtype).tobytes())


def tensor_value(tag: str, tensor_proto: bytes, plugin: str = "") -> bytes:
    return bytes_field(1, tag) + bytes_field(8, tensor_proto) + (metadata(plugin) if plugin else b"")


def tf2_scalar(step: int, tag: str, value: float, plugin: str = "scalars") -> bytes:
    """A TF2 scalar; without `plugin` like all but the first of a tag in a file."""
    return summary(step, tensor_value(tag, tensor("float32", (), content(value, "float32")), plugin))


def histogram(step: int, tag: str, limits: Sequence[float], counts: Sequence[float]) -> bytes:
    """A TF1 histogram whose min and max are its outer limits less and plus a half."""
    proto = double_field(1, limits[0] - 0.5) + double_field(2, limits[-1] + 0.5)
    proto += bytes_field(6, np.array(limits, "<f8").tobytes()) + bytes_field(
        7, np.array(counts, "<f8").tobytes()
    )
    return summary(step, bytes_field(1, tag) + bytes_field(5, proto))


def tf2_histogram(step: int, tag: str, rows: Sequence[Sequence[float]]) -> bytes:
    proto = tensor("float64", (len(rows), 3), content(rows, "float64"))
    return summary(step, tensor_value(tag, proto, "histograms"))


def session_log(step: int, status: int, path: str = "") -> bytes:
    return event(step, bytes_field(7, number_field(1, status) + (bytes_field(2, path) if path else b"")))


def graph(size: int) -> bytes:
    """An event with a graph of so many bytes."""
    return event(0, bytes_field(4, bytes(size)))


# --- records -----------------------------------------------------------------------------------


def record(data: bytes, *, length: int | None = None, data_crc: int | None = None) -> bytes:
    """A framed record; a false length gets a checksum that holds, so that only its size is wrong."""
    head = struct.pack("<Q", len(data) if length is None else length)
    stored = mask(crc32c(data)) if data_crc is None else data_crc
    return head + struct.pack("<I", mask(crc32c(head))) + data + struct.pack("<I", stored)


def event_file(*events: bytes) -> bytes:
    return b"".join(map(record, events))


def record_ends(data: bytes) -> list[int]:
    """Where each record of a sound file ends."""
    ends, position = [], 0
    while position < len(data):
        position += 16 + int.from_bytes(data[position : position + 8], "little")
        ends.append(position)
    return ends


def with_bad_byte(data: bytes, position: int) -> bytes:
    """One byte turned over, checksums left as they are."""
    return data[:position] + bytes([data[position] ^ 0x55]) + data[position + 1 :]


def mutants(events: Sequence[bytes], count: int, seed: int = 0) -> Iterable[bytes]:
    """Files in which bytes of one event were changed, cut or doubled, behind checksums that hold."""
    chance = random.Random(seed)
    for _ in range(count):
        changed = list(events)
        index = chance.randrange(len(changed))
        data = bytearray(changed[index])
        for _ in range(chance.randint(1, 4)):
            action, at = chance.randrange(4), chance.randrange(len(data) + 1)
            if action == 0 and at < len(data):
                data[at] = chance.randrange(256)
            elif action == 1:
                del data[at : at + chance.randint(1, 8)]
            elif action == 2:
                data[at:at] = chance.randbytes(chance.randint(1, 8))
            else:
                data[at:at] = data[at : at + 16]
        changed[index] = bytes(data)
        yield event_file(*changed)

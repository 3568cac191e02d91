"""The values of a TensorProto as numpy numbers, some at a time; no Python object for a number.

    TensorProto: 1 dtype, 2 tensor_shape, 4 tensor_content, 5 float_val, 6 double_val, 7 int_val, 8 string_val,
      9 scomplex_val, 10 int64_val, 11 bool_val, 12 dcomplex_val, 13 half_val, 16 uint32_val, 17 uint64_val,
      18 float8_val

Numbers stand packed in one field, or (which readers must take as well) one field each. Negative
integers of fewer than 64 bits take ten bytes. Here nothing is repeated: n elements are n values.
Source: TensorFlow, core/framework/tensor.proto.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.dtypes import data_type, numpy_dtype
from explorer.formats.tensor_values import to_numbers
from explorer.formats.varint import (
    BYTES,
    FIXED32,
    FIXED64,
    VARINT,
    int32,
    read_fields,
    read_varint,
    write_varint,
)
from explorer.formats.wide_words import varints_in, words_at

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.wide_words import Ints, Octets

_DTYPE, _CONTENT, _STRINGS = 1, 4, 8
_FLOAT, _DOUBLE, _INT, _COMPLEX, _INT64, _BOOL, _COMPLEX128, _HALF, _UINT32, _UINT64, _FLOAT8 = (
    5, 6, 7, 9, 10, 11, 12, 13, 16, 17, 18,
)  # fmt: skip
# Where the values of a dtype stand; small integers, quantized or not, share one field.
_FIELD_OF = {
    1: _FLOAT,
    2: _DOUBLE,
    7: _STRINGS,
    8: _COMPLEX,
    9: _INT64,
    10: _BOOL,
    14: _HALF,
    18: _COMPLEX128,
}
_FIELD_OF |= dict.fromkeys((3, 4, 5, 6, 11, 12, 13, 15, 16, 17, 29, 30, 31, 32), _INT)
_FIELD_OF |= {19: _HALF, 22: _UINT32, 23: _UINT64} | dict.fromkeys(range(24, 29), _FLOAT8)
_WIDTH = {_FLOAT: 4, _COMPLEX: 4, _DOUBLE: 8, _COMPLEX128: 8}  # bytes of a value of fixed size
_FIRST_WINDOW = 256  # bytes in which single fields are looked for, doubled as long as there are more
_DAMAGED = "The file is damaged, or was not written by TensorFlow."
_SLAB = 1 << 16  # bytes of varints decoded at one time: what stays in the processor's cache
_LONGEST = 10  # bytes of a varint
_MOST_FIELDS = 10_000  # writers make one; more runs than this are somebody's trap


class ProtoValues:
    """The values of one TensorProto of known dtype: found at once, decoded when they are asked for.

    Args:
        data: what holds the message; it is not copied.
        start: where the message begins.
        end: where it ends.
        dtype: number of the DataType enum (V1 checkpoints do not repeat it in the message).

    Raises:
        CorruptFileError: it is no such message, names another dtype, or holds its values in two forms.
    """

    def __init__(self, data: bytes, start: int, end: int, dtype: int) -> None:
        self._octets: Octets = np.frombuffer(data, np.uint8)
        self._dtype = dtype
        self._field = _FIELD_OF.get(dtype, 0)
        self._content: Octets | None = None
        self._runs: list[Octets] = []  # packed values
        self._strings: list[bytes] = []
        self._find(data, start, end)

    def _find(self, data: bytes, start: int, end: int) -> None:
        position, count = start, 0
        while position < end:
            for number, wire, a, b in read_fields(data, position, end):
                count += number != self._field or number != _STRINGS  # strings are a field each
                if count > _MOST_FIELDS:
                    raise CorruptFileError("its values are scattered over too many fields", hint=_DAMAGED)
                if number == self._field and wire != BYTES:
                    position = self._take_single_fields(position, end, wire, b)
                    break
                position = b
                if wire == BYTES:
                    self._take_bytes(data, number, a, b)
                elif number == _DTYPE and wire == VARINT and int32(a) not in (0, self._dtype):
                    raise CorruptFileError(
                        f"its values are {data_type(int32(a)).name}, it is listed as {data_type(self._dtype).name}",
                        hint=_DAMAGED,
                    )
        if self._content is not None and (self._runs or self._strings):
            raise CorruptFileError("it holds its values in two forms", hint=_DAMAGED)

    def _take_bytes(self, data: bytes, number: int, a: int, b: int) -> None:
        if number == self._field == _STRINGS:
            self._strings.append(data[a:b])
        elif number == self._field and b > a:
            self._runs.append(self._octets[a:b])
        elif number == _CONTENT and b > a:
            self._content = self._octets[a:b]

    def _take_single_fields(self, start: int, end: int, wire: int, behind: int) -> int:
        """Take a run of fields that hold one value each as if they were packed; gives the end of the run.

        The first stands at `start : behind`. Looked at is a window that grows while there are more.
        """
        width = _WIDTH.get(self._field)
        if self._field == _FLOAT8 or wire != {None: VARINT, 4: FIXED32, 8: FIXED64}[width]:
            raise CorruptFileError(f"its values have the wire type {wire}", hint=_DAMAGED)
        take = self._take_fixed if width is not None else self._take_varints
        position, window = start, _FIRST_WINDOW
        while position < end:
            taken, is_last = take(position, min(position + window, end))
            position += taken
            window *= 2
            if is_last or (not taken and window > end - position):
                break
        if position < behind:
            raise CorruptFileError("the number of a field takes more bytes than it needs", hint=_DAMAGED)
        return position

    def _take_fixed(self, start: int, end: int) -> tuple[int, bool]:
        """Take fields of fixed size; gives the bytes they have, and whether another field follows."""
        stride = 1 + _WIDTH[self._field]
        rows = self._octets[start : start + (end - start) // stride * stride].reshape(-1, stride)
        tag = self._field << 3 | (FIXED32 if stride == 5 else FIXED64)
        is_other = rows[:, 0] != tag
        count = int(np.argmax(is_other)) if is_other.any() else len(rows)
        if count:
            self._runs.append(np.ascontiguousarray(rows[:count, 1:]).reshape(-1))
        return count * stride, count < len(rows)

    def _take_varints(self, start: int, end: int) -> tuple[int, bool]:
        """Take fields of a varint each; gives the bytes they have, and whether another field follows."""
        part = self._octets[start:end]
        ends = np.flatnonzero(part < 0x80)[1::2] + 1  # a tag and its value are two varints
        begins = np.concatenate((np.zeros(1, np.int64), ends))[: len(ends)]
        is_ours = np.ones(len(begins), bool)
        tag = write_varint(self._field << 3)
        for at, byte in enumerate(tag):
            is_ours &= part[begins + at] == byte
        count = len(begins) if is_ours.all() else int(np.argmin(is_ours))
        if not count:
            return 0, len(begins) > 0
        is_value = np.ones(int(ends[count - 1]), bool)
        for at in range(len(tag)):
            is_value[begins[:count] + at] = False
        self._runs.append(part[: len(is_value)][is_value])
        return len(is_value), count < len(begins)

    @property
    def _is_varint(self) -> bool:
        return self._field not in _WIDTH and self._field != _FLOAT8

    def check_count(self, count: int) -> None:
        """Refuse a count that the stored bytes cannot hold, before memory is asked for it.

        Raises:
            CorruptFileError: more elements are asked for than are stored, or (where that can be told) fewer.
        """
        stored = sum(len(run) for run in self._runs)
        if self._content is not None:
            stored, item_size = len(self._content), data_type(self._dtype).item_size
            is_right = stored == count * item_size if item_size else stored >= count
        elif self._field == _STRINGS:
            stored = len(self._strings)
            is_right = stored == count
        elif self._is_varint:
            is_right = -(-stored // _LONGEST) <= count <= stored
        else:
            is_right = stored == count * data_type(self._dtype).item_size
        if not is_right:
            what = "strings" if self._field == _STRINGS and self._content is None else "bytes of values"
            raise CorruptFileError(
                f"its shape has {count} elements, {stored} {what} are stored", hint=_DAMAGED
            )

    def strings(self, count: int) -> list[bytes]:
        """The `count` elements of a string tensor; errors as of `check_count`."""
        self.check_count(count)
        if self._content is None:
            return self._strings
        data = self._content.tobytes()  # the sizes of all strings, then their bytes
        position, sizes = 0, []
        for _ in range(count):
            size, position = read_varint(data, position, len(data))
            sizes.append(size)
        if position + sum(sizes) != len(data):
            raise CorruptFileError("its strings do not fill its content", hint=_DAMAGED)
        strings = []
        for size in sizes:
            strings.append(data[position : position + size])
            position += size
        return strings

    def numbers(self, count: int, chunk_bytes: int) -> Iterator[npt.NDArray[Any]]:
        """All `count` elements in order, some `chunk_bytes` at a time, as arrays of `numpy_dtype`.

        Raises:
            CorruptFileError: there are more or fewer, or one of them is no value of the dtype.
        """
        self.check_count(count)
        if self._content is None and self._is_varint:
            left = count
            for values in _decoded(self._runs, max(chunk_bytes // 8, 1)):
                left -= len(values)
                if left < 0:
                    break
                yield _to_dtype(values, self._dtype)
            if left:
                raise CorruptFileError(
                    f"its shape has {count} elements, {'more' if left < 0 else count - left} are stored",
                    hint=_DAMAGED,
                )
            return
        runs = self._runs if self._content is None else [self._content]
        stored = runs[0] if len(runs) == 1 else np.concatenate([self._octets[:0], *runs])
        item_size = data_type(self._dtype).item_size
        step = max(chunk_bytes // item_size, 1) * item_size
        for begin in range(0, len(stored), step):
            yield to_numbers(stored[begin : begin + step].copy(), self._dtype)  # a copy is aligned


def _decoded(runs: list[Octets], most: int) -> Iterator[Ints]:
    """The varints of all runs, `most` at a time or fewer."""
    for run in runs:
        position = 0
        while position < len(run):
            values, used = decode_varints(run[position : position + _SLAB], position + _SLAB >= len(run))
            position += used
            for first in range(0, len(values), most):
                yield values[first : first + most]


def decode_varints(octets: Octets, is_last: bool) -> tuple[Ints, int]:
    """The varints in `octets` as 64-bit numbers, and the bytes they take.

    Args:
        octets: of packed values; unless `is_last`, what is left of a cut one at the end is not used.
        is_last: nothing follows, so that a varint cut off is damage.

    Raises:
        CorruptFileError: a varint is cut off, or has more than 10 bytes.
    """
    ends = np.flatnonzero(octets < 0x80)
    used = int(ends[-1]) + 1 if len(ends) else 0
    if len(octets) - used >= (1 if is_last else _LONGEST):
        raise CorruptFileError("a value is cut off, or has too many bytes", hint=_DAMAGED)
    if used == len(ends):  # one byte each
        return octets[:used].astype(np.int64), used
    padded = np.zeros(used + 16, np.uint8)
    padded[:used] = octets[:used]
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    sizes = ends - starts + 1
    if int(sizes.max()) > _LONGEST:
        raise CorruptFileError("a value has more than 10 bytes", hint=_DAMAGED)
    values, _ = varints_in(words_at(padded)[starts])  # of longer ones the first 8 bytes
    for size, shift in ((9, 56), (10, 63)):
        rows = np.flatnonzero(sizes >= size)
        if len(rows):
            more = padded[starts[rows] + size - 1].astype(np.int64) & 0x7F
            values[rows] |= more << shift
    return values, used


def _to_dtype(values: Ints, dtype: int) -> npt.NDArray[Any]:
    """Decoded varints as values of a dtype; a number that is none is damage."""
    row, target = data_type(dtype), numpy_dtype(dtype)
    if row.kind == "bool":
        return np.not_equal(values, 0)
    if row.bits == 64:
        whole: npt.NDArray[Any] = values.view(target)
        return whole
    is_half = row.kind == "float"
    if row.bits == 32:  # as protobuf does: the low half
        low_half: npt.NDArray[Any] = values.astype(np.uint32).view(target)
        return low_half
    values = values.astype(np.int32).astype(np.int64)
    low = 0 if is_half or row.kind == "uint" else -(1 << row.bits - 1)
    smallest, largest = int(values.min()), int(values.max())
    if smallest < low or largest >= low + (1 << row.bits):
        wrong = smallest if smallest < low else largest
        raise CorruptFileError(f"it holds {wrong}, which is no {row.name}", hint=_DAMAGED)
    if is_half:
        return values.astype(np.uint16).view(target)
    if row.bits < 8:
        values = values.astype(np.int8 if low else np.uint8)
    numbers: npt.NDArray[Any] = values.astype(target)
    return numbers

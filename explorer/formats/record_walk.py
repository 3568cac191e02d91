"""The records of a TFRecord file, the container of event files, walked from any record on.

A record is u64 length, u32 masked checksum of those 8 bytes, the data, u32 masked checksum of the
data; there is no file header. While a program writes, the last record is torn: that is no damage.
Source: TensorFlow, lib/io/record_writer.h.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explorer.formats.checksum import crc32c, mask, masked_crc32c
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

HEADER_SIZE, FOOTER_SIZE = 12, 4
CHUNK_SIZE = 256 << 10
PIECE_SIZE = 1 << 20
HEAD_SIZE = 64
MAX_RECORD = 1 << 31  # protobuf's own limit: no writer makes a longer one
MAX_WANTED = 16 << 20  # longer ones are checked, not handed out
_REMEMBERED_HEADERS = 4096


def _everything(head: bytes) -> bool:
    return True


class RecordWalk:
    """Iterates over the data of whole and sound records, one chunk of the file in memory at a time.

    After the walk the attributes tell where and why it stopped. A record whose length is damaged
    ends it, for nothing tells where the next one begins; one whose data is damaged is passed over,
    unless it is the file's last: that one may still be being written.

    Args:
        source: the file as it is now.
        offset: where a record begins.
        is_wanted: told the first bytes of a record longer than a chunk, whether to read it at all;
            others are verified piece by piece and left out.
        limit: stop after about this many bytes.
        task: reports bytes.
    """

    def __init__(
        self,
        source: ByteSource,
        offset: int = 0,
        is_wanted: Callable[[bytes], bool] = _everything,
        limit: int = 1 << 62,
        task: Task = QUIET,
    ) -> None:
        self.offset = offset  # behind the last record that was dealt with
        self.length_is_damaged = False  # at `offset`: the walk cannot go on
        self.last_is_damaged = False  # the record at `offset` ends the file and fails its checksum
        self.reached_end = True  # False: stopped by the limit
        self.damaged: list[int] = []  # offsets of records passed over (the first of them only)
        self.damaged_count = 0
        self.too_long: list[int] = []  # offsets of sound, wanted records beyond MAX_WANTED (the first only)
        self._source, self._is_wanted, self._limit, self._task = source, is_wanted, limit, task
        self._lengths: dict[bytes, int] = {}  # headers met before: most records of a run are alike

    def __iter__(self) -> Iterator[bytes]:
        source, size = self._source, self._source.size
        stop_at = self.offset + self._limit
        while self.offset < size - HEADER_SIZE + 1:
            if self.offset >= stop_at:
                self.reached_end = False
                return
            start = self.offset
            self._task.report(start, size, f"Reading {source.name}")
            chunk = source.read(start, min(CHUNK_SIZE, size - start))
            yield from self._small_records(chunk, start, size)
            if self._is_stuck():
                return
            if self.offset == start:
                length = self._lengths[chunk[:HEADER_SIZE]]
                if start + HEADER_SIZE + length + FOOTER_SIZE > size:
                    return  # torn
                data = self._large_record(start, length, size)
                if self._is_stuck():
                    return
                if data is not None:
                    yield data

    def _is_stuck(self) -> bool:
        return self.length_is_damaged or self.last_is_damaged

    def _small_records(self, chunk: bytes, start: int, size: int) -> Iterator[bytes]:
        """The records that lie whole in `chunk`, the bytes from `start` on."""
        position, end = 0, len(chunk)
        lengths = self._lengths
        while position + HEADER_SIZE <= end:
            begin = position + HEADER_SIZE
            header = chunk[position:begin]
            length = lengths.get(header)
            if length is None:
                length = self._length_of(header)
                if length < 0:
                    self.length_is_damaged = True
                    return
            stop = begin + length
            if stop + FOOTER_SIZE > end:
                return
            data = chunk[begin:stop]
            if mask(crc32c(data)) == int.from_bytes(chunk[stop : stop + FOOTER_SIZE], "little"):
                position = stop + FOOTER_SIZE
                self.offset = start + position
                yield data
            elif not self._pass_over(start + position, start + stop + FOOTER_SIZE, size):
                return
            else:
                position = stop + FOOTER_SIZE

    def _large_record(self, start: int, length: int, size: int) -> bytes | None:
        """The data of a record longer than a chunk, None unless it is sound, wanted and not too long."""
        source, begin, stop = self._source, start + HEADER_SIZE, start + HEADER_SIZE + length
        is_wanted = self._is_wanted(source.read(begin, min(HEAD_SIZE, length)))
        data: bytes | None = None
        if is_wanted and length <= MAX_WANTED:
            data = source.read(begin, length)
            crc = crc32c(data)
        else:
            crc = 0
            for at in range(begin, stop, PIECE_SIZE):
                self._task.report(at, size, f"Checking {source.name}")
                crc = crc32c(source.read(at, min(PIECE_SIZE, stop - at)), crc)
        end = stop + FOOTER_SIZE
        if mask(crc) != int.from_bytes(source.read(stop, FOOTER_SIZE), "little"):
            self._pass_over(start, end, size)
            return None
        self.offset = end
        if is_wanted and data is None and not self.too_long:
            self.too_long.append(start)
        return data

    def _pass_over(self, start: int, end: int, size: int) -> bool:
        """Note a record whose data is damaged; False when it is the last and is waited for."""
        if end == size:
            self.last_is_damaged = True
            return False
        self.damaged_count += 1
        if not self.damaged:
            self.damaged.append(start)
        self.offset = end
        return True

    def _length_of(self, header: bytes) -> int:
        """The length a record's header tells, -1 when its checksum does not hold or no event is that long."""
        length = int.from_bytes(header[:8], "little")
        if masked_crc32c(header[:8]) != int.from_bytes(header[8:], "little") or length > MAX_RECORD:
            return -1
        if len(self._lengths) >= _REMEMBERED_HEADERS:
            self._lengths.clear()
        self._lengths[header] = length
        return length

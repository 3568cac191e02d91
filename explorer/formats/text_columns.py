"""Columns of texts in the bytes of a file: decoded when they are looked at, and equal ones once.

`TextColumn` knows where each text stands; `NameColumn` numbers equal texts alike, for columns
such as edge names, of which a graph of 100,000 nodes has a few dozen different ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from explorer.formats.wide_words import LOW_BYTES, distinct, words_at
from explorer.lazily import cached_property

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.wide_words import Bools, Ints, Octets

    Rows = Ints | npt.NDArray[np.int32] | Bools | slice

_UTF8 = ("utf-8", "surrogateescape")
PADDING = 40  # bytes behind the data: `distinct` looks at 32 at a time
_LONGEST = 32  # bytes of a text that is numbered in numpy
_WORTH_NUMPY = 200  # texts
_AT_ONCE = 16384  # texts that are decoded together, and how many bytes they may have
_MOST_JOINED = 1 << 21
_SEPARATOR = b"\n"


class TextColumn(Sequence[str]):
    """Texts `data[first[i]:last[i]]`, decoded as UTF-8 with `surrogateescape` when they are asked for."""

    __slots__ = ("data", "first", "last")

    def __init__(self, data: bytes, first: Ints, last: Ints) -> None:
        self.data, self.first, self.last = data, first, last

    def __len__(self) -> int:
        return len(self.first)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return self.take(index).tolist()
        return self.data[int(self.first[index]) : int(self.last[index])].decode(*_UTF8)

    def __iter__(self) -> Iterator[str]:
        for begin in range(0, len(self.first), _AT_ONCE):
            part = slice(begin, begin + _AT_ONCE)
            first, last = self.first[part], self.last[part]
            yield from _joined(self.data, first, last) or (
                self.data[a:b].decode(*_UTF8) for a, b in zip(first.tolist(), last.tolist())
            )

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<TextColumn of {len(self)}>"

    def tolist(self) -> list[str]:
        """All texts."""
        return list(self)

    def take(self, rows: Rows) -> TextColumn:
        """The texts of some rows."""
        return TextColumn(self.data, self.first[rows], self.last[rows])

    @property
    def is_empty(self) -> Bools:
        """Texts without a character (bool, one each)."""
        found: Bools = self.first == self.last
        return found

    def equal(self, text: str) -> Bools:
        """Rows of this text (bool, one each)."""
        wanted = text.encode(*_UTF8)
        found: Bools = self.last - self.first == len(wanted)
        for row in np.flatnonzero(found).tolist():
            found[row] = self.data[int(self.first[row]) : int(self.last[row])] == wanted
        return found

    @classmethod
    def of(cls, texts: Iterable[str]) -> TextColumn:
        """A column of texts made by a program."""
        if isinstance(texts, TextColumn):
            return texts
        encoded = [text.encode(*_UTF8) for text in texts]
        last = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        first = np.concatenate((np.zeros(1, np.int64), last))[:-1]
        return cls(b"".join(encoded), first, last)


class NameColumn(Sequence[str]):
    """Texts by number: text i is `names[number[i]]`. `number` is int32 [n]; no name stands in `names` twice."""

    def __init__(self, number: npt.NDArray[np.int32], names: list[str]) -> None:
        self.number, self.names = number, names

    def __len__(self) -> int:
        return len(self.number)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self.names[number] for number in self.number[index].tolist()]
        return self.names[int(self.number[index])]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tolist())

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<NameColumn of {len(self)}, {len(self.names)} different>"

    def tolist(self) -> list[str]:
        """All texts, equal ones as one object."""
        texts = np.empty(len(self.names), object)
        texts[:] = self.names
        found: list[str] = texts[self.number].tolist()
        return found

    def take(self, rows: Rows) -> NameColumn:
        """The texts of some rows."""
        return NameColumn(self.number[rows], self.names)

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def find(self, name: str) -> int:
        """The number of a name; -1 if no row has it."""
        return self._number_of.get(name, -1)

    def equal(self, name: str) -> Bools:
        """Rows of this name (bool, one each)."""
        found: Bools = self.number == self.find(name)
        return found

    def among(self, wanted: Iterable[str]) -> Bools:
        """Rows of one of these names (bool, one each)."""
        flags = np.zeros(len(self.names) + 1, np.bool_)  # the last stands for names that no row has
        flags[[self.find(name) for name in wanted]] = True
        flags[-1] = False
        found: Bools = flags[self.number]
        return found

    @cached_property
    def decimal_of_name(self) -> Ints:
        """Of each of `names` the number that its digits write, as in a list's edges; -1 for other names (int64)."""
        return np.fromiter(map(_decimal, self.names), np.int64, len(self.names))

    @cached_property
    def decimal(self) -> Ints:
        """Of each row the number that its name writes, else -1 (int64)."""
        found: Ints = self.decimal_of_name[self.number] if self.names else np.empty(0, np.int64)
        return found

    @classmethod
    def of(cls, texts: Iterable[str]) -> NameColumn:
        """Number the texts of a sequence, in the order in which they first occur."""
        if isinstance(texts, NameColumn):
            return texts
        number_of: dict[str, int] = {}
        number = [number_of.setdefault(text, len(number_of)) for text in texts]
        return cls(np.array(number, np.int32), list(number_of))

    @classmethod
    def of_bytes(cls, data: bytes, octets: Octets, first: Ints, last: Ints) -> NameColumn:
        """Number the texts `data[first[i]:last[i]]`; `octets` are the data with `PADDING` behind."""
        size = last - first
        if len(first) < _WORTH_NUMPY:
            return cls.of(TextColumn(data, first, last))
        words = words_at(octets)
        if 0 < size[0] <= _LONGEST and (size == size[0]).all():  # one word many times, VARIABLE_VALUE
            places = (*range(0, int(size[0]) - 7, 8), *([int(size[0]) - 8] if size[0] >= 8 else ()))
            same = [words[first + at] == words[first[0] + at] for at in places] or [
                (words[first] ^ words[first[0]]) & LOW_BYTES[size[0]] == 0
            ]
            if all(part.all() for part in same):
                return cls(np.zeros(len(first), np.int32), [data[first[0] : last[0]].decode(*_UTF8)])
        number = np.empty(len(first), np.int32)
        texts: list[str] = []
        # Those of one word need no hash, so they are better off alone.
        for least, most in ((0, 7), (8, _LONGEST), (_LONGEST + 1, None)):
            rows = np.flatnonzero((size >= least) & (size <= most) if most else size >= least)
            if not len(rows):
                continue
            starts, ends = first[rows], last[rows]
            found = distinct(words, starts, size[rows]) if most else None
            if found is None:  # long ones, or two hashes met
                part = cls.of(TextColumn(data, starts, ends))
                number[rows] = part.number + len(texts)
                texts += part.names
                continue
            number[rows] = found[0] + np.int32(len(texts))
            texts += TextColumn(data, starts[found[1]], ends[found[1]]).tolist()
        return cls(number, texts)


def _joined(data: bytes, first: Ints, last: Ints) -> list[str] | None:
    """The texts by one decoding and one split: quicker than piece by piece. None where that is not possible."""
    count, behind = len(first), np.cumsum(last - first + 1)
    if count < _WORTH_NUMPY or behind[-1] > _MOST_JOINED:
        return None
    source = np.arange(behind[-1])
    source += np.repeat(last - behind + 1, last - first + 1)
    source[behind - 1] = 0
    joined = np.frombuffer(data, np.uint8)[source]
    joined[behind - 1] = _SEPARATOR[0]
    texts = joined.tobytes().decode(*_UTF8).split(_SEPARATOR.decode())
    texts.pop()
    return texts if len(texts) == count else None


def _decimal(name: str) -> int:
    """The value of a name of digits, as long as it is a number that lists may have."""
    return int(name) if len(name) <= 18 and name.isascii() and name.isdigit() else -1


def _same(texts: Sequence[str], other: object) -> bool:
    if not isinstance(other, Sequence) or isinstance(other, str):
        return False
    return len(texts) == len(other) and list(texts) == list(other)

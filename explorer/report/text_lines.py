"""Very many short texts in one array, searched in one pass: by a part of them, or by letters in their order.

100,000 paths are some megabytes of letters; whole-array operations look through them in a few
milliseconds where a loop over Python strings takes a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.lazily import cached_property

Numbers = npt.NDArray[np.int64]

# What a hit is worth; the whole last name of a path counts most: 100.
INSIDE, AT_WORD, AT_NAME_START, IN_NAME, AT_END = 30, 12, 8, 40, 10
RUNS, RUNS_IN_NAME = 24, 44  # letters that begin words: less than any whole match of the same part
LOOSE, LOOSE_IN_NAME = 6, 14
LONGEST_WORD = 31  # letters of which the order is looked at: one bit each
MOST_CELLS = 2_000_000  # letters looked at one by one; of more than these, the ends of the lines

_SLASH = ord("/")


@dataclass(frozen=True)
class TextLines:
    """n lines of lower-case text. `codes` begins with a 0 and has one behind each line."""

    codes: npt.NDArray[Any]  # uint8 while all is ASCII, else uint16
    first: Numbers  # [n] place of a line's first letter in `codes`
    last: Numbers  # [n] place behind its last letter
    name: Numbers  # [n] where its last name begins

    @property
    def count(self) -> int:
        """Lines."""
        return len(self.first)

    def text(self, line: int) -> str:
        """One line as it was put in (rare letters beyond 16 bits may differ)."""
        codes = self.codes[self.first[line] : self.last[line]]
        if codes.dtype == np.uint8:
            return codes.tobytes().decode("latin-1")
        return "".join(map(chr, codes.tolist()))

    @cached_property
    def starts(self) -> npt.NDArray[np.bool_]:
        """Bool [codes]: a letter or digit behind neither, the first digit of a number, or a slash."""
        kind = _KIND[np.minimum(self.codes, 128)]
        before = np.empty_like(kind)
        before[0], before[1:] = 0, kind[:-1]
        begins: npt.NDArray[np.bool_] = (kind > 0) & ((before == 0) | ((kind == 2) & (before != 2)))
        begins |= self.codes == _SLASH
        return begins

    @cached_property
    def letters(self) -> npt.NDArray[np.uint64]:
        """uint64 [n]: one bit for each kind of letter that occurs in a line."""
        return self._bits(_BIT[np.minimum(self.codes, 255)])

    @cached_property
    def initials(self) -> npt.NDArray[np.uint64]:
        """uint64 [n]: as `letters`, of those that begin a word."""
        bits = _BIT[np.minimum(self.codes, 255)]
        bits[~self.starts] = 0
        return self._bits(bits)

    @cached_property
    def _frequency(self) -> Numbers:
        return np.bincount(np.minimum(self.codes, 255), minlength=256)

    def _bits(self, bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
        # A line's part of the array ends with its own 0, so that an empty line has one too.
        return np.bitwise_or.reduceat(bits, self.first) if self.count else np.zeros(0, np.uint64)

    def hits(self, word: str) -> tuple[Numbers, Numbers]:
        """Lines that hold `word` and what their best hit is worth, both [hits], lines rising.

        One letter or digit alone is found at the beginning of words only: it is in nearly every line.
        """
        none = np.zeros(0, np.int64)
        wanted = encode(word)
        size = len(wanted)
        if not size or not self.count or size > len(self.codes):
            return none, none
        if size == 1 and word.isalnum():
            at = np.flatnonzero((self.codes == wanted[0]) & self.starts)
        else:
            seldom = int(np.argmin(self._frequency[np.minimum(wanted, 255)]))
            at = np.flatnonzero(self.codes == wanted[seldom]) - seldom
            at = at[(at >= 0) & (at + size < len(self.codes))]
            for place in range(size):
                if place != seldom:
                    at = at[self.codes[at + place] == wanted[place]]
        if not len(at):
            return none, none
        line = np.searchsorted(self.first, at, "right") - 1
        worth = np.full(len(at), INSIDE)
        worth += np.where(self.starts[at], AT_WORD, 0)
        before = self.codes[at - 1]
        worth += np.where((before == 0) | (before == _SLASH), AT_NAME_START, 0)
        worth += np.where(at + size > self.name[line], IN_NAME, 0)
        worth += np.where(at + size == self.last[line], AT_END, 0)
        begins = np.flatnonzero(np.r_[True, line[1:] != line[:-1]])
        return line[begins], np.maximum.reduceat(worth, begins)

    def run_hits(self, word: str, among: Numbers) -> tuple[Numbers, Numbers]:
        """As `hits`, for a word made of beginnings of words: "l1ker" is in "net/l1/kernel".

        Every letter follows the one before it at once, or begins a word.
        """
        wanted = encode(word)
        if not 2 <= len(wanted) <= LONGEST_WORD or not len(among):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        need = np.bitwise_or.reduce(_BIT[np.minimum(wanted, 255)])
        begin = _BIT[min(int(wanted[0]), 255)]
        lines = among[(self.letters[among] & need == need) & (self.initials[among] & begin == begin)]
        if not len(lines):
            return lines, lines
        masks = np.zeros(int(self.codes.max()) + 1, np.uint32)  # by code: bit i for letter i of the word
        for place, code in enumerate(wanted.tolist()):
            if code < len(masks):
                masks[code] |= np.uint32(1 << place)
        end, one = np.uint32(1 << (len(wanted) - 1)), np.uint32(1)
        ever = np.zeros(len(lines), np.uint32)  # bit i: letters 0 ... i were found somewhere before
        now = np.zeros(len(lines), np.uint32)  # bit i: letter i is the one just looked at
        in_name = np.zeros(len(lines), np.bool_)
        first, last, name = self.first[lines], self.last[lines], self.name[lines]
        for step in range(self._steps(first, last), 0, -1):
            at = np.maximum(last - step, first - 1)  # the 0 before a line is no letter of any word
            before = (now << one) | ((ever << one) | one) * self.starts[at]
            now = before & masks[self.codes[at]]
            ever |= now
            in_name |= (now & end > 0) & (at >= name)
        found = ever & end > 0
        return lines[found], np.where(in_name[found], RUNS_IN_NAME, RUNS)

    def loose_hits(self, word: str, among: Numbers) -> tuple[Numbers, Numbers]:
        """As `hits`, for letters that only come in this order."""
        wanted = encode(word)
        if not 1 <= len(wanted) <= LONGEST_WORD or not len(among):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        need = np.bitwise_or.reduce(_BIT[np.minimum(wanted, 255)])
        lines = among[self.letters[among] & need == need]
        if not len(lines):
            return lines, lines
        # From the end, so that the last name is looked at first; a guard that no code equals ends it.
        waiting = np.r_[np.array([-1]), wanted.astype(np.int64)]
        left = np.full(len(lines), len(wanted))
        first, last, name = self.first[lines], self.last[lines], self.name[lines]
        in_name = np.zeros(len(lines), np.bool_)
        for step in range(1, self._steps(first, last) + 1):
            at = np.maximum(last - step, first - 1)
            fits = waiting[left] == self.codes[at]
            left -= fits
            in_name |= fits & (at >= name)
        found = left == 0
        return lines[found], np.where(in_name[found], LOOSE_IN_NAME, LOOSE)

    @staticmethod
    def _steps(first: Numbers, last: Numbers) -> int:
        return min(int((last - first).max()), max(MOST_CELLS // len(first), 1))


def text_lines(lines: Sequence[str], names: Sequence[int] | Numbers | None = None) -> TextLines:
    """Put lower-case `lines` into one array; `names[i]` letters at the end of line i are its last name."""
    blob = "\0".join(lines)
    if blob.count("\0") != max(len(lines) - 1, 0):
        lines = [line.replace("\0", " ") for line in lines]
        blob = "\0".join(lines)
    codes = np.concatenate((np.zeros(1, np.uint8), encode(blob), np.zeros(1, np.uint8)))
    lengths = np.fromiter(map(len, lines), np.int64, len(lines))
    last = np.cumsum(lengths + 1)
    first = last - lengths
    name = first if names is None else np.maximum(last - np.asarray(names, np.int64), first)
    return TextLines(codes, first, last, name)


def encode(text: str) -> npt.NDArray[Any]:
    """The letters of a text as numbers of 8 bits (all ASCII) or 16; rarer ones are folded into 16 bits."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(wide > 0xFFFF, 0xE000 + wide % 0x1000, wide).astype(np.uint16)


def _letter_bits() -> npt.NDArray[np.uint64]:
    """uint64 [256]: the bit of each code; letters and digits have one of their own, 0 has none."""
    bits = np.zeros(256, np.uint64)
    own = "abcdefghijklmnopqrstuvwxyz0123456789_/.-"
    for code in range(1, 256):
        place = own.find(chr(code))
        bits[code] = np.uint64(1 << (place if place >= 0 else len(own) + code % 16))
    return bits


def _letter_kinds() -> npt.NDArray[np.uint8]:
    """uint8 [129]: 1 for letters (and all that is not ASCII, 128), 2 for digits, 0 for the rest."""
    kinds = np.zeros(129, np.uint8)
    for code in range(128):
        kinds[code] = 2 if chr(code).isdigit() else 1 if chr(code).isalpha() else 0
    kinds[128] = 1
    return kinds


_BIT, _KIND = _letter_bits(), _letter_kinds()

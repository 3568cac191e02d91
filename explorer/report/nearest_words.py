"""What a misspelt word may have meant: the known words that few changed letters away."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from explorer.report.text_lines import TextLines, encode, text_lines

MOST_KNOWN, LONGEST_KNOWN, MOST_SUGGESTIONS = 50_000, 31, 3
_LETTERS = re.compile(r"[^\W\d_]{3,}")


class NearestWords:
    """The distinct words of very many names."""

    def __init__(self, names: Iterable[str]) -> None:
        words: dict[str, None] = {}
        for name in names:
            for word in _LETTERS.findall(name):
                if len(word) <= LONGEST_KNOWN:
                    words[word] = None
            if len(words) >= MOST_KNOWN:
                break
        self._words = tuple(words)
        self._lines: TextLines = text_lines(self._words)

    def suggestions(self, text: str) -> list[str]:
        """`text` with its unknown words replaced by near ones, up to MOST_SUGGESTIONS; [] where nothing is near."""
        found = [""]
        changed = False
        rest = 0
        for match in _LETTERS.finditer(text[:120]):
            between, word = text[rest : match.start()], match[0]
            rest = match.end()
            near = [word] if len(self._lines.hits(word)[0]) else self._near(word)
            if not near:
                return []
            changed |= near != [word]
            found = [before + between + one for before in found for one in near][:MOST_SUGGESTIONS]
        return [before + text[rest:] for before in found] if changed else []

    def _near(self, word: str) -> list[str]:
        """Known words at the least distance; one change for short words, two from six letters on."""
        allowed = 1 if len(word) < 6 else 2
        lines = self._lines
        length = lines.last - lines.first
        wanted = text_lines([word])
        missing = _bit_counts(wanted.letters[0] & ~lines.letters)
        chosen = np.flatnonzero((np.abs(length - len(word)) <= allowed) & (missing <= allowed))
        if not len(chosen):
            return []
        distance = _distances(encode(word), lines, chosen)
        least = int(distance.min())
        if least > allowed:
            return []
        return [self._words[line] for line in chosen[distance == least][:MOST_SUGGESTIONS].tolist()]


def _bit_counts(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    parts = np.ascontiguousarray(values).view(np.uint8).reshape(len(values), 8)
    counts: npt.NDArray[np.int64] = np.unpackbits(parts, axis=1).sum(axis=1).astype(np.int64)
    return counts


def _distances(
    word: npt.NDArray[np.integer], lines: TextLines, chosen: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Changed, left out, added and swapped letters between `word` and each chosen line (optimal string alignment)."""
    first, last = lines.first[chosen], lines.last[chosen]
    size = len(word)
    result = np.full(len(chosen), size)
    rows = [np.full(len(chosen), place) for place in range(size + 1)]  # of the empty beginning of a line
    before: list[npt.NDArray[np.int64]] = rows
    previous = np.zeros(len(chosen), np.int64)
    for step in range(int((last - first).max())):
        letter = lines.codes[np.minimum(first + step, last)].astype(np.int64)
        now = [np.full(len(chosen), step + 1)]
        for place in range(size):
            differs = letter != word[place]
            best = np.minimum(np.minimum(rows[place + 1], now[place]) + 1, rows[place] + differs)
            if step and place:
                swapped = (letter == word[place - 1]) & (previous == word[place])
                best = np.where(swapped, np.minimum(best, before[place - 1] + 1), best)
            now.append(best)
        before, rows, previous = rows, now, letter
        result = np.where(last - first == step + 1, now[size], result)
    return result

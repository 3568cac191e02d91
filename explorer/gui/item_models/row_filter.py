"""Filter as you type: the words of a query, and which rows of a table have them all.

A word is looked for in every field, `role:slot` in one; `-bias` leaves rows out, quotes keep
blanks, and a shape may be begun: `kernel float32 [4,`. Case does not matter.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import numpy.typing as npt

from explorer.gui.item_models.cells import WORD_COLUMNS
from explorer.gui.language import tr

REMEMBERED_WORDS = 8
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Word:
    """One condition. `field` is empty when any field may hold `text` (lower case)."""

    text: str
    field: str = ""
    is_excluded: bool = False


@dataclass(frozen=True)
class FilterField:
    """One searchable field, in lower case: a text a row, or distinct `texts` chosen by `codes` [n]."""

    name: str
    texts: Sequence[str]
    codes: npt.NDArray[np.integer] | None = None
    is_looked_up_only: bool = False  # searched by `owner:...` alone, as its texts are parts of another field


_WORD = re.compile(r'(-?)(?:([a-z]+):)?("[^"]*"?|\[[\d,\s?]*\]?|\S+)?')


def parse_query(query: str, field_names: Collection[str]) -> tuple[Word, ...]:
    """The words of a query. `anything:` before a word counts as a field only if there is one of that name."""
    words = []
    position = 0
    query = query.lower()
    while position < len(query):
        if query[position].isspace():
            position += 1
            continue
        match = _WORD.match(query, position)
        if match[2] and match[2] not in field_names:
            match = re.compile(r'(-?)()("[^"]*"?|\S+)').match(query, position)
        position = max(match.end(), position + 1)
        text = match[3] or ""
        if text.startswith('"'):
            text = text.strip('"')
        elif text.startswith("["):
            text = "".join(text.split())  # "[4, 20]" is found however it is spaced
        if text:  # "role:" alone is a word being typed
            words.append(Word(text, match[2] or "", bool(match[1])))
        elif match[1] and not match[2]:
            continue  # a lone "-": likewise
    return tuple(words)


class FilterIndex:
    """The searchable fields of n rows; finds the rows a query accepts."""

    def __init__(self, row_count: int, fields: Sequence[FilterField]) -> None:
        self.row_count = row_count
        self._fields = tuple(map(_with_words_shown, fields))
        self._names = frozenset(field.name for field in fields)
        self._last: tuple[tuple[Word, ...], Rows] | None = None
        self._hits: dict[Word, npt.NDArray[np.bool_]] = {}  # the last words looked for among all rows

    def texts(self, name: str) -> Sequence[str]:
        """The lower-case texts of a field that has one a row."""
        return next(field.texts for field in self._fields if field.name == name)

    def match(self, query: str) -> npt.NDArray[np.bool_] | None:
        """A bool [n]: the rows accepted; None when the query asks for nothing."""
        words = parse_query(query, self._names)
        if not words:
            self._last = None
            return None
        rows = self._start(words)
        # Long words first: they leave the fewest rows to look at.
        for word in sorted(words, key=lambda word: (word.is_excluded, -len(word.text))):
            rows = rows[self._has(word, rows) ^ word.is_excluded]
        self._last = words, rows
        accepted = np.zeros(self.row_count, np.bool_)
        accepted[rows] = True
        return accepted

    def _start(self, words: tuple[Word, ...]) -> Rows:
        """All rows, or the last answer when the new query can only narrow it: a letter more was typed."""
        if self._last is not None:
            old_words, rows = self._last
            if all(any(_narrows(new, old) for new in words) for old in old_words):
                return rows
        return np.arange(self.row_count)

    def _has(self, word: Word, rows: Rows) -> npt.NDArray[np.bool_]:
        """For each of `rows`, whether it has the word."""
        if len(rows) * 4 < self.row_count and word not in self._hits:
            return self._look(word, rows)
        hits = self._hits.get(word)
        if hits is None:
            hits = self._look(word, None)
            while len(self._hits) >= REMEMBERED_WORDS:
                del self._hits[next(iter(self._hits))]
            self._hits[Word(word.text, word.field)] = hits
        return hits if len(rows) == self.row_count else hits[rows]

    def _look(self, word: Word, rows: Rows | None) -> npt.NDArray[np.bool_]:
        found = np.zeros(self.row_count if rows is None else len(rows), np.bool_)
        for field in self._fields:
            if word.field != field.name and (word.field or field.is_looked_up_only):
                continue
            if field.codes is not None:
                hits = np.fromiter(_contains(field.texts, word.text), np.bool_, len(field.texts))
                if hits.any():
                    found |= hits[field.codes if rows is None else field.codes[rows]]
            else:
                texts = field.texts if rows is None else map(field.texts.__getitem__, rows.tolist())
                found |= np.fromiter(_contains(texts, word.text), np.bool_, len(found))
        return found


def _with_words_shown(field: FilterField) -> FilterField:
    """Words are found as they are written and as the window says them."""
    if field.codes is None or field.name not in WORD_COLUMNS:
        return field
    texts = tuple(text if tr(text) is text else f"{text}\n{tr(text).lower()}" for text in field.texts)
    return replace(field, texts=texts)


def _contains(texts, text: str):
    return map(operator.contains, texts, repeat(text))


def _narrows(new: Word, old: Word) -> bool:
    if new.is_excluded or old.is_excluded:
        return new == old
    return old.text in new.text and old.field in ("", new.field)

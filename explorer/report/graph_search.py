"""Finding nodes by what a person may type: letters of the path, a role, a dtype, a shape, a size.

Plain words are looked for in the path (in pieces, too: "l1ker" finds net/l1/kernel), in the name the
program gave, and among roles, dtypes and classes; all words must be found. `graph_query` tells how
fields are written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from explorer.analysis.graph_tree import Ints
from explorer.report.graph_fields import FieldError
from explorer.report.graph_index import GraphIndex
from explorer.report.graph_query import FIELDS, Word, is_glob, query_words
from explorer.report.graph_words import EXACT, LOOSE, KnownOfNodes, word_worth
from explorer.report.letter_marks import word_places
from explorer.report.numbers import display_name
from explorer.report.text_lines import RUNS_IN_NAME, Numbers
from explorer.task import QUIET, Task

__all__ = ["NOTHING_FOUND", "Found", "GraphIndex", "KnownOfNodes", "find_nodes"]

REFINED = 100  # of the best: looked at letter by letter


@dataclass(frozen=True)
class Found:
    """The answer to a query."""

    query: str
    nodes: Ints  # ids, the best first
    words: tuple[str, ...] = ()  # plain words as they were found, for marking their letters
    whole: frozenset[str] = frozenset()  # those of them that were quoted
    note: str = ""  # "No exact match; nearest: …"
    problem: str = ""  # a field or a value that says nothing


NOTHING_FOUND = Found("", np.zeros(0, np.int32))


def find_nodes(index: GraphIndex, query: str, known: KnownOfNodes | None = None, task: Task = QUIET) -> Found:
    """Nodes that fulfil all words of `query`, the best first; never raises for what was typed."""
    words = query_words(query)
    wanted = [word for word in words if word.text]
    if not wanted or not index.count:
        return Found(query, np.zeros(0, np.int32))
    known = known or KnownOfNodes()
    for level in (EXACT, LOOSE):
        task.report(level - 1, 2, "Searching the graph")
        try:
            worth = _all_worth(index, wanted, level, known)
        except FieldError as problem:
            return Found(query, np.zeros(0, np.int32), problem=str(problem))
        if worth.any():
            plain = tuple(word.text for word in wanted if _is_text(word))
            return Found(query, _ranked(index, worth, plain), plain, _quoted(wanted))
    return _nearest(index, query, wanted, known)


def _all_worth(index: GraphIndex, words: list[Word], level: int, known: KnownOfNodes) -> Numbers:
    """int64 [n]: 1 and the sum of what text words are worth, 0 where any word is not fulfilled."""
    allowed = np.ones(index.count, np.bool_)
    total = np.ones(index.count, np.int64)
    for word in words:
        if word.negated:  # left out is only what holds the word as it stands
            allowed &= word_worth(index, replace(word, quoted=True), EXACT, known) == 0
            continue
        worth = word_worth(index, word, level, known)
        allowed &= worth > 0
        if _is_text(word):
            total += worth
    return np.where(allowed, total, 0)


def _quoted(words: list[Word]) -> frozenset[str]:
    return frozenset(word.text for word in words if word.quoted)


def _is_text(word: Word) -> bool:
    """Whether letters of the path are looked for, and better and worse places told apart."""
    return word.field in ("", "path", "name") and not word.negated and not is_glob(word)


def _ranked(index: GraphIndex, worth: Numbers, words: tuple[str, ...]) -> Ints:
    """Nodes of some worth, the best first; of equal ones short paths, then drawing order."""
    nodes = np.flatnonzero(worth)
    length = np.minimum((index.paths.last - index.paths.first)[nodes], 1023) if words else 0
    order = np.minimum(index.order[nodes], (1 << 24) - 1)
    nodes = nodes[np.argsort(((4095 - np.minimum(worth[nodes], 4095)) << 34) + (length << 24) + order)]
    best = nodes[:REFINED].tolist()
    if words and worth[best[0]] <= 1 + RUNS_IN_NAME * len(words):  # letters in pieces: how many pieces?
        best.sort(key=lambda node: (_pieces(index.paths.text(node), words), -int(worth[node])))
        nodes[: len(best)] = best
    return nodes.astype(np.int32)


def _pieces(text: str, words: tuple[str, ...]) -> int:
    """In how many runs the letters of words stand in a text."""
    count = 0
    for word in words:
        places = word_places(word, text)
        count += sum(1 for place, last in pairwise(places) if place + 1 != last) if places else len(word)
    return count


def _nearest(index: GraphIndex, query: str, words: list[Word], known: KnownOfNodes) -> Found:
    """Nothing fulfils a query: look for what its words may have meant, and tell why there is nothing."""
    for word in words:
        if word.unknown_field and not word.negated and not word_worth(index, word, LOOSE, known).any():
            told = f"“{display_name(word.unknown_field, 30)}:” is no field. Fields: {', '.join(FIELDS)}."
            return Found(query, np.zeros(0, np.int32), problem=told)
    choices: list[tuple[Word, list[str]]] = []
    for word in words:
        if _is_text(word) and not word.quoted and not word_worth(index, word, LOOSE, known).any():
            near = index.nearest.suggestions(word.text)
            if not near:
                return Found(query, np.zeros(0, np.int32))
            choices.append((word, near))
    if not choices:
        return Found(query, np.zeros(0, np.int32))
    total = np.zeros(index.count, np.int64)
    # The first guesses of all words together, then those of the last word alone.
    word, near = choices[-1]
    first = {other: guesses[0] for other, guesses in choices}
    tried = [{**first, word: guess} for guess in near]
    meant: list[str] = []
    for guesses in tried:
        changed = [replace(one, text=guesses[one]) if one in guesses else one for one in words]
        worth = _all_worth(index, changed, EXACT, known)
        if worth.any():
            meant += [guess for guess in guesses.values() if guess not in meant]
            total = np.maximum(total, worth)
    if not meant:
        return Found(query, np.zeros(0, np.int32))
    plain = (*(one.text for one in words if _is_text(one) and one not in first), *meant)
    note = f"No exact match; nearest: {', '.join(display_name(guess, 40) for guess in meant)}"
    return Found(query, _ranked(index, total, plain), plain, _quoted(words), note)

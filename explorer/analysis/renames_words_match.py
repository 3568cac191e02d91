"""Which word of one way of naming stands for which word of the other: first guesses, then what pairs teach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from explorer.analysis.renames_words import likeness, stem_of

if TYPE_CHECKING:
    import numpy.typing as npt

_MOST_STEMS = 40  # numbered words that are only on one side, compared with those only on the other
_MOST_CELLS = 10_000  # of one alignment of numbers; larger ones are paired in their order
_MOST_LIKENESSES = 20_000
# Different words for the same, in either direction: a guess that what else is known may overrule.
_SYNONYMS = {
    frozenset(pair): 0.5
    for pair in (
        ("gamma", "scale"),
        ("beta", "offset"),
        ("beta", "shift"),
        ("beta", "bias"),
        ("kernel", "matrix"),
        ("kernel", "filter"),
        ("bias", "b"),
        ("kernel", "w"),
        ("moving", "running"),
        ("mean", "mu"),
        ("variance", "sigma"),
        ("logit", "head"),
        ("logit", "output"),
        ("output", "out"),
        ("hidden", "dense"),
        ("block", "layer"),
        ("ffn", "intermediate"),
        ("ffn", "mlp"),
        ("embedding", "table"),
        ("gamma", "kernel"),
    )
}


class Bags:
    """The names of one side as rows of word counts. `matrix` is float64 [names, words]."""

    def __init__(self, names: Sequence[tuple[str, ...]], blocks: Sequence[int]) -> None:
        numbered: dict[str, set[int]] = defaultdict(set)
        for words in names:
            for word in words:
                stem, number = stem_of(word)
                if number >= 0:
                    numbered[stem].add(number)
        self.numbered = numbered
        self.words: list[str] = []
        self.place: dict[str, int] = {}
        self.profile: dict[str, Counter[int]] = defaultdict(Counter)
        cells: list[tuple[int, int]] = []
        for row, words in enumerate(names):
            for word in self._with_first_numbers(words):
                place = self.place.setdefault(word, len(self.words))
                if place == len(self.words):
                    self.words.append(word)
                cells.append((row, place))
                if "#" in word:
                    self.profile[word][blocks[row]] += 1
        self.matrix = np.zeros((len(names), len(self.words)))
        if cells:
            rows, places = np.array(cells).T
            self.matrix[rows, places] = 1.0
        self.frequency = self.matrix.sum(0)

    def _with_first_numbers(self, words: tuple[str, ...]) -> list[str]:
        """Keras calls its first layer `dense`, the next `dense_1`: the first is number 0 then."""
        found = list(words)
        for place, word in enumerate(words):
            follows = words[place + 1] if place + 1 < len(words) else ""
            if (
                word in self.numbered
                and 0 not in self.numbered[word]
                and not follows.startswith(f"{word}#")
                and "#" not in word
            ):
                found.append(f"{word}#0")
        return found

    def numbers(self, stem: str) -> list[int]:
        """The numbers a stem has, ascending, its first one included."""
        found = set(self.numbered.get(stem, ()))
        if f"{stem}#0" in self.place:
            found.add(0)
        return sorted(found)


def first_guess(older: Bags, newer: Bags) -> npt.NDArray[np.float64]:
    """float64 [older words, newer words] in 0..1: how probably one stands for the other."""
    guess = np.zeros((len(older.words), len(newer.words)))
    for word, place in older.place.items():
        if "#" not in word and word in newer.place:
            guess[place, newer.place[word]] = 1.0
    _guess_by_likeness(guess, older, newer)
    for ours, theirs, prior in _stem_pairs(older, newer):
        _guess_numbers(guess, older, newer, ours, theirs, prior)
    return guess


def _guess_by_likeness(guess: npt.NDArray[np.float64], older: Bags, newer: Bags) -> None:
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in newer.words:
        if "#" not in word and word not in older.place:
            by_letter[word[:1]].append(word)
    looked_at = 0
    for word in older.words:
        if "#" in word or word in newer.place:
            continue
        for other in by_letter.get(word[:1], ()):
            looked_at += 1
            if looked_at > _MOST_LIKENESSES:
                break
            alike = likeness(word, other)
            if alike >= 0.3:
                guess[older.place[word], newer.place[other]] = 0.8 * alike
    for first, second in map(sorted, _SYNONYMS):
        for ours, theirs in ((first, second), (second, first)):
            i, j = older.place.get(ours, -1), newer.place.get(theirs, -1)
            if i >= 0 and j >= 0 and ours not in newer.place and theirs not in older.place:
                guess[i, j] = max(guess[i, j], _SYNONYMS[frozenset((ours, theirs))])


def _stem_pairs(older: Bags, newer: Bags) -> list[tuple[str, str, float]]:
    ours, theirs = set(older.numbered), set(newer.numbered)
    pairs = [(stem, stem, 1.0) for stem in sorted(ours & theirs)]
    only_ours, only_theirs = sorted(ours - theirs)[:_MOST_STEMS], sorted(theirs - ours)[:_MOST_STEMS]
    for older_stem, newer_stem in product(only_ours, only_theirs):
        pairs.append((older_stem, newer_stem, 0.5 + 0.4 * likeness(older_stem, newer_stem)))
    return pairs


def _guess_numbers(
    guess: npt.NDArray[np.float64], older: Bags, newer: Bags, ours: str, theirs: str, prior: float
) -> None:
    """Numbers keep their order; where layers came or went, what each number holds says where."""
    first, second = older.numbers(ours), newer.numbers(theirs)
    if not first or not second:
        return
    rows = [older.place.get(f"{ours}#{number}", -1) for number in first]
    columns = [newer.place.get(f"{theirs}#{number}", -1) for number in second]
    if len(first) * len(second) > _MOST_CELLS:
        on_path = np.eye(len(first), len(second))
    else:
        likes = np.array(
            [
                [
                    _profile_likeness(older.profile[f"{ours}#{a}"], newer.profile[f"{theirs}#{b}"])
                    for b in second
                ]
                for a in first
            ]
        )
        on_path = ordered_alignments(likes)
    for i, row in enumerate(rows):
        count = on_path[i].sum()
        for j in np.flatnonzero(on_path[i]):
            if row < 0 or columns[j] < 0:
                continue
            sure = max(count, on_path[:, j].sum()) <= 1
            value = prior if sure else prior * (0.6 if first[i] == second[j] else 0.5)
            guess[row, columns[j]] = max(guess[row, columns[j]], value)


def _profile_likeness(older: Counter[int], newer: Counter[int]) -> float:
    shared = sum((older & newer).values())
    return shared / max(older.total(), newer.total(), 1)


def ordered_alignments(likes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """1.0 at every (i, j) that some best order-preserving alignment pairs, else 0.0. `likes` [k, l] in 0..1."""
    count, width = likes.shape
    before = np.zeros((count + 1, width + 1))
    after = np.zeros((count + 1, width + 1))
    values = likes.tolist()
    for i in range(count):
        for j in range(width):
            before[i + 1, j + 1] = max(before[i, j + 1], before[i + 1, j], before[i, j] + values[i][j])
    for i in range(count - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            after[i, j] = max(after[i + 1, j], after[i, j + 1], after[i + 1, j + 1] + values[i][j])
    through = before[:-1, :-1] + likes + after[1:, 1:]
    chosen: npt.NDArray[np.bool_] = (through >= before[-1, -1] - 1e-9) & (likes > 0.2)
    return chosen.astype(np.float64)


def learned(
    guess: npt.NDArray[np.float64],
    older: npt.NDArray[np.float64],
    newer: npt.NDArray[np.float64],
    weight: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """The guess, and what pairs teach: words left over on one side that go with words left over on the other.

    Args:
        guess: [older words, newer words], as of `first_guess`.
        older: [pairs, words], the bags of the stored names of the pairs.
        newer: [pairs, words], those of the expected names.
        weight: [pairs] in 0..1, how sure each pair is.
    """
    left_older = older * (np.minimum(newer @ guess.T, 1.0) < 0.5)
    left_newer = newer * (np.minimum(older @ guess, 1.0) < 0.5)
    together = (left_older * weight[:, None]).T @ left_newer
    ours, theirs = (left_older * weight[:, None]).sum(0), (left_newer * weight[:, None]).sum(0)
    scale = np.sqrt(np.outer(np.maximum(ours, 0.5), np.maximum(theirs, 0.5)))
    association = together / scale
    # Of several words that always come together each explains its share only.
    association /= np.maximum(1.0, np.maximum(association.sum(1)[:, None], association.sum(0)[None, :]))
    association[association < 0.2] = 0.0
    return np.maximum(guess, association)

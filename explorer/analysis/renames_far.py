"""Applies what some hundred pairs taught about words to many thousand names, by looking them up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from explorer.analysis.renames_solve import Solution
from explorer.analysis.renames_words import Named, stem_of
from explorer.task import breathing

_SURE = 0.5


def by_learned_words(
    solution: Solution,
    older: Sequence[tuple[Named, int]],
    newer: Sequence[tuple[Named, int]],
) -> Iterator[tuple[int, int]]:
    """Places (older, newer) whose names are the same once translated, and nothing else's are; blocks are equal.

    Words without a counterpart are left out on both sides (a scope that was dropped or added).
    """
    translation, shift = _translation(solution)
    known = set(translation.values())
    stored, expected = defaultdict(list), defaultdict(list)
    for place, (name, block) in enumerate(breathing(older)):
        words = [_translated(word, translation, shift) for word in name.words]
        stored[block, tuple(sorted(word for word in words if word))].append(place)
    for place, (name, block) in enumerate(breathing(newer)):
        words = [word for word in name.words if word in known or "#" in word]
        expected[block, tuple(sorted(words))].append(place)
    for label, places in stored.items():
        others = expected.get(label, ())
        if len(places) == 1 and len(others) == 1:
            yield places[0], others[0]


def _translation(solution: Solution) -> tuple[dict[str, str], dict[str, tuple[str, int]]]:
    """Word -> word, and stem -> (stem, by how much its numbers moved) for numbers not seen."""
    words: dict[str, str] = {}
    seen: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    guess, ours, theirs = solution.guess, solution.older.words, solution.newer.words
    if not guess.size:
        return words, {}
    best, back = guess.argmax(1), guess.argmax(0)
    for place, other in enumerate(best.tolist()):
        if guess[place, other] < _SURE or back[other] != place:
            continue
        words[ours[place]] = theirs[other]
        stem, number = stem_of(ours[place])
        other_stem, other_number = stem_of(theirs[other])
        if number >= 0 and other_number >= 0:
            seen[stem][other_stem, other_number - number] += 1
    # Numbers not among those compared move as the others did, if those all moved alike.
    moved = {
        stem: votes.most_common(1)[0][0]
        for stem, votes in seen.items()
        if votes.most_common(1)[0][1] >= 0.9 * votes.total()
    }
    return words, moved


def _translated(word: str, words: dict[str, str], moved: dict[str, tuple[str, int]]) -> str:
    stem, number = stem_of(word)
    if number < 0:
        return words.get(word, "")
    if stem in moved:
        other, by = moved[stem]
        return f"{other}#{number + by}"
    return words.get(word, word)

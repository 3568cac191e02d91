"""Numbered scopes that moved: `layer_0 ... layer_5` became `layer_1 ... layer_6`.

Five of those six names are on both sides, yet each is another layer's: equal names prove nothing
where numbers are left over on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from explorer.analysis.renames_words import Named, stem_of

Scope = tuple[tuple[str, ...], str]  # the words before a number, and the stem it belongs to


def numbered_scopes(name: Named) -> list[tuple[Scope, int]]:
    """Each number of a name with the words before it (numbers included)."""
    found = []
    for place, word in enumerate(name.words):
        stem, number = stem_of(word)
        if number >= 0:
            found.append(((name.words[: max(0, place - 1)], stem), number))
    return found


def moved_scopes(stored: Iterable[Named], expected: Iterable[Named]) -> frozenset[Scope]:
    """The numbered scopes that have numbers on each side which the other side lacks, and some in common."""
    ours, theirs = _numbers(stored), _numbers(expected)
    moved = set()
    for scope in ours.keys() & theirs.keys():
        first, second = ours[scope], theirs[scope]
        if max(first) > 0 and max(second) > 0 and first - second and second - first and first & second:
            moved.add(scope)
    return frozenset(moved)


def _numbers(names: Iterable[Named]) -> dict[Scope, set[int]]:
    """Scope -> its numbers; `dense` beside `dense_1` is number 0, as Keras counts."""
    numbers: dict[Scope, set[int]] = defaultdict(set)
    for words in {name.words[:-1] for name in names}:
        for place, word in enumerate(words):
            stem, mark, number = word.partition("#")
            if mark:
                numbers[words[: place - 1] if place else (), stem].add(int(number))
            elif not (place + 1 < len(words) and words[place + 1].startswith(f"{word}#")):
                numbers[words[:place], word].add(0)
    return numbers


def is_in(name: Named, scopes: frozenset[Scope]) -> bool:
    """Whether a name lies in one of the numbered scopes, under a number or the first, unnumbered one."""
    if not scopes:
        return False
    if any(scope in scopes for scope, _ in numbered_scopes(name)):
        return True
    return any((name.words[:place], word) in scopes for place, word in enumerate(name.words[:-1]))


def kept_numbers(pairs: Sequence[tuple[Named, Named]]) -> frozenset[str]:
    """The stems whose numbers certain pairs keep: another pair that changes them is doubtful."""
    kept = set()
    for stored, expected in pairs:
        kept |= {stem_of(word)[0] for word in stored.words if "#" in word and word in expected.words}
    return frozenset(kept)


def changes_a_kept_number(stored: Named, expected: Named, kept: frozenset[str]) -> bool:
    """Whether a number of a stem that elsewhere keeps its numbers is another one on the other side."""
    ours = {stem_of(word) for word in stored.words if "#" in word}
    theirs = {stem_of(word) for word in expected.words if "#" in word}
    return any(stem in kept for stem, _ in ours ^ theirs)

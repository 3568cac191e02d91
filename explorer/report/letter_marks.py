"""Which letters of a path a search was about, for marking them; and how well they hang together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

LONGEST_TEXT, LONGEST_WORD = 400, 31
_START, _FOLLOWS, _IN_NAME, _APART = 6, 8, 3, -2


def letter_marks(words: Iterable[str], text: str, whole: Collection[str] = ()) -> tuple[tuple[int, int], ...]:
    """(start, end) of the letters of `text` that the lower-case `words` found, rising, not overlapping.

    Words in `whole` are marked as they stand or not at all.
    """
    marked: set[int] = set()
    for word in words:
        marked.update(word_places(word, text, word in whole))
    spans: list[tuple[int, int]] = []
    for place in sorted(marked):
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)


def word_places(word: str, text: str, whole: bool = False) -> tuple[int, ...]:
    """Places of a word's letters in `text`: the whole word if it is there, else (unless `whole`) in order; () if neither."""
    cut = max(0, len(text) - LONGEST_TEXT)
    lower = _lower(text[cut:])
    if not word:
        return ()
    place = _best_place(word, lower)
    if place >= 0:
        return tuple(range(cut + place, cut + place + len(word)))
    return () if whole else tuple(cut + each for each in aligned(word, lower))


def aligned(word: str, text: str) -> tuple[int, ...]:
    """The best places of a word's letters in order: runs, beginnings of words and the last name before others."""
    if not word or len(word) > min(len(text), LONGEST_WORD):
        return ()
    name = text.rfind("/") + 1
    size = len(text)
    worst = -(10**6)
    bonus = [
        (_START if _begins(text, place) else 0) + (_IN_NAME if place >= name else 0) for place in range(size)
    ]
    came_from: list[list[int]] = []
    scores: list[int] = []
    for number, letter in enumerate(word):
        now, back = [worst] * size, [-1] * size
        best, best_at = worst, -1
        for place in range(number, size):
            if number and place and scores[place - 1] > best:
                best, best_at = scores[place - 1], place - 1
            if text[place] != letter:
                continue
            if not number:
                now[place] = bonus[place]
                continue
            follows = scores[place - 1] + _FOLLOWS if place and scores[place - 1] > worst else worst
            apart = best + _APART if best > worst else worst
            if max(follows, apart) > worst:
                now[place] = max(follows, apart) + bonus[place]
                back[place] = place - 1 if follows >= apart else best_at
        scores = now
        came_from.append(back)
    best = max(scores)
    if best <= worst:
        return ()
    place = size - 1 - scores[::-1].index(best)
    places = [place]
    for back in came_from[:0:-1]:
        place = back[place]
        places.append(place)
    return tuple(places[::-1])


def _best_place(word: str, text: str) -> int:
    """Where a whole word is best seen: at a beginning in the last name, else in it, else at any beginning, else anywhere."""
    name = text.rfind("/", 0, max(len(text) - 1, 0)) + 1
    best, found = -1, text.rfind(word)
    if len(word) == 1 and word.isalnum():  # found at beginnings only
        while found >= 0 and not _begins(text, found):
            found = text.rfind(word, 0, found)
        return found
    worth = -1
    tries = 0
    while found >= 0 and tries < 64:
        here = 2 * (found + len(word) > name) + _begins(text, found)
        if here > worth:
            best, worth = found, here
        found = text.rfind(word, 0, found + len(word) - 1)
        tries += 1
    return best


def _begins(text: str, place: int) -> bool:
    letter = text[place]
    if not letter.isalnum():
        return False
    before = text[place - 1] if place else "/"
    return not before.isalnum() or (letter.isdigit() and not before.isdigit())


def _lower(text: str) -> str:
    """Lower case letter by letter, so that places stay the same."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(each.lower()[:1] for each in text)

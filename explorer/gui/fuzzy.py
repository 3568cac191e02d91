"""Finding a text by some of its letters, for the command palette."""

from __future__ import annotations

import re
from collections.abc import Sequence


def fuzzy_score(wanted: str, text: str) -> float | None:
    """How well lower-case `wanted` is found in lower-case `text`: smaller is better, None is not at all.

    A whole match counts before letters in order; early ones and word starts before others.
    """
    if not wanted:
        return 0.0
    place = text.find(wanted)
    if place >= 0:
        at_word = place == 0 or not text[place - 1].isalnum()
        return (0.0 if at_word else 20.0) + min(place, 40) * 0.1 + len(text) * 0.01
    match = re.search(".*?".join(map(re.escape, wanted.replace(" ", ""))), text)
    if match is None:
        return None
    return 50.0 + (match.end() - match.start()) - len(wanted) + match.start() * 0.1 + len(text) * 0.01


def best_matches(
    wanted: str, texts: Sequence[str], limit: int, fuzzy_limit: int = 20_000
) -> list[tuple[float, int]]:
    """(score, index) of the best matches among lower-case `texts`, best first.

    Letters in order are looked for in the first `fuzzy_limit` texts only; whole matches in all.
    """
    if not wanted:
        return [(0.0, index) for index in range(min(limit, len(texts)))]
    found: list[tuple[float, int]] = []
    whole = [index for index, text in enumerate(texts) if wanted in text]
    for index in whole[: limit * 20]:
        score = fuzzy_score(wanted, texts[index])
        if score is not None:
            found.append((score, index))
    if len(found) < limit:
        known = set(whole)
        for index, text in enumerate(texts[:fuzzy_limit]):
            if index not in known and (score := fuzzy_score(wanted, text[:300])) is not None:
                found.append((score, index))
    return sorted(found)[:limit]

"""In words: what was changed in a name, and how often the same was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def change_of(stored: str, expected: str) -> str:
    """The least part of a path that was exchanged: "`dense` -> `hidden`", "`model/` dropped", "`net/` added"."""
    ours, theirs = stored.split("/"), expected.split("/")
    start = 0
    while start < min(len(ours), len(theirs)) and ours[start] == theirs[start]:
        start += 1
    end = 0
    while end < min(len(ours), len(theirs)) - start and ours[-1 - end] == theirs[-1 - end]:
        end += 1
    before = "/".join(ours[start : len(ours) - end])
    after = "/".join(theirs[start : len(theirs) - end])
    if not before and not after:
        return "the same path"
    if not before:
        return f"`{after}/` added"
    if not after:
        return f"`{before}/` dropped"
    return f"`{before}` -> `{after}`"


def reasons(paths: Sequence[tuple[str, str]], told: Sequence[str]) -> list[str]:
    """One sentence for each pair (stored, expected): what speaks for it beside its shape and dtype."""
    changes = [change_of(stored, expected) for stored, expected in paths]
    counts = Counter(changes)
    sentences = []
    for change, own in zip(changes, told):
        others = counts[change] - 1
        alike = f" (and {others:,} others alike)" if others > 1 else " (and another alike)" if others else ""
        text = f"{change}{alike}"
        shape = "" if "transposed" in own else "; same shape and dtype"
        sentences.append(f"{text}{shape}" + (f"; {own}" if own else ""))
    return sentences

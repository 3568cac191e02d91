"""A variable's name as the words it is made of, so that two ways of naming it can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from explorer.checkpoints.roles import VALUE_SUFFIX

_SLOT = "/.OPTIMIZER_SLOT/"
_LONGEST = 1000  # characters of a name that are looked at
_MOST_WORDS = 40
_WORD = re.compile(r"[A-Z]?[a-z]+(?:[123]d(?![a-z]))?|[A-Z]+(?![a-z])|[0-9]+")
_DIMENSIONS = re.compile(r"([123])D(?![a-z])")
# What different programs call the same thing.
_SAME = {
    "biase": "bias",
    "weight": "kernel",
    "running": "moving",
    "var": "variance",
    "attn": "attention",
    "emb": "embedding",
    "embed": "embedding",
    "bn": "batchnormalization",
    "ln": "layernormalization",
    "fc": "dense",
    "linear": "dense",
}
_PAIRS = {("batch", "normalization"): "batchnormalization", ("layer", "normalization"): "layernormalization"}
_PAIRS |= {("batch", "norm"): "batchnormalization", ("layer", "norm"): "layernormalization"}


@dataclass(frozen=True, slots=True)
class Named:
    """One name taken apart: its words in order, each number also joined to the word before it ("layer#3").

    `parts` are its path parts as written, without what every stored key carries; `slot` is its
    optimizer slot, "" for a variable.
    """

    parts: tuple[str, ...]
    words: tuple[str, ...]
    slot: str = ""

    @property
    def scope(self) -> tuple[str, ...]:
        """The parts of what owns it: the layer, or the variable of a slot."""
        return self.parts[:-1]


def plain_path(name: str) -> str:
    """A key or name without what the format adds: the value suffix, and `:0`."""
    return name[:_LONGEST].removesuffix(VALUE_SUFFIX).removesuffix(":0")


def take_apart(name: str) -> Named:
    """The words of a key or name, in any of the ways of writing one. Bounded by constants, not by the name."""
    path = plain_path(name)
    slot = ""
    if _SLOT in path:
        path, _, rest = path.partition(_SLOT)
        slot = rest.rpartition("/")[2]
        path = f"{path}/{slot}"
    parts: list[str] = []
    for part in path.split("/"):
        if part and (not parts or part != parts[-1]):  # `dense/dense/kernel` of .h5 files
            parts.append(part)
    return named(tuple(parts), slot)


def named(parts: tuple[str, ...], slot: str = "") -> Named:
    """A name of these path parts."""
    words: list[str] = []
    before = ""
    for part in parts:
        for word in _words_of(part):
            if word[0].isdigit():
                words.append(f"{before}#{word}")
                continue
            joined = _PAIRS.get((before, word))
            if joined is not None and words and words[-1] == before:
                words[-1] = word = joined
            else:
                words.append(word)
            before = word
        if len(words) >= _MOST_WORDS:
            break
    return Named(parts, tuple(words), slot)


@lru_cache(maxsize=1 << 15)
def _words_of(part: str) -> tuple[str, ...]:
    """The words and numbers of one part of a path, each word in the form it is compared in."""
    found = []
    for word in _WORD.findall(_DIMENSIONS.sub(r"\1d", part))[:_MOST_WORDS]:
        if word[0].isdigit():
            found.append(str(int(word[:9])))
        else:
            word = _one_of_many(word.lower())
            found.append(_SAME.get(word, word))
    return tuple(found)


def _one_of_many(word: str) -> str:
    """The singular, as far as names need it: "layers" -> "layer", but "bias" and "class" as they are."""
    if len(word) > 3 and word[-1] == "s" and word[-2:] not in ("ss", "us", "is", "as"):
        return word[:-1]
    return word


def stem_of(word: str) -> tuple[str, int]:
    """("layer", 3) of "layer#3"; the number is -1 where there is none."""
    stem, mark, number = word.partition("#")
    return stem, int(number) if mark else -1


def likeness(older: str, newer: str) -> float:
    """How alike two different words are, 0..1: one abbreviates the other, or they share a long beginning."""
    shorter, longer = sorted((older, newer), key=len)
    if not shorter or shorter[0] != longer[0]:
        return 0.0
    if longer.startswith(shorter):
        return 0.7 if len(shorter) > 1 else 0.5
    place = 0
    for letter in longer:
        if place < len(shorter) and letter == shorter[place]:
            place += 1
    if place == len(shorter) and len(shorter) > 1:
        return 0.55
    shared = 0
    for ours, theirs in zip(shorter, longer):
        if ours != theirs:
            break
        shared += 1
    return 0.5 * shared / len(longer) if shared >= 3 else 0.0

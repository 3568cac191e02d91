"""Which template a finished text was made from, and what was put into it.

Lower layers make whole sentences in English, with names and numbers already inside. To say such a sentence
in another language its template is found again: the template with the most letters of its own that fits in
only one way. What was put in is handed back character by character, so a name is never changed; where two
readings are possible, none is believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

OWN, LABEL, OPAQUE, NUMBER = "own", "label", "opaque", "number"
MOST_READINGS = 12  # of one text by one template
MOST_STEPS = 400  # looked at for them
_HOLE = re.compile(r"\{\d+\}")
_WORD = re.compile(r"[A-Za-z]{2,}")
_NUMBER = re.compile(
    r"[<>≤≥~±+−-]? ?(?:[\d.,  '’]*\d(?:[eE][+-]?\d+)?|0x[0-9a-f]+|nan|inf|\?)?"
    r" ?(?:%|[KMGTPE]i?B|B|µs|ms|s|min|h)?"
)
_MOMENT = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}.{0,12}")

Kind = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with holes; `pieces` are its letters around them, one more than there are `kinds`."""

    source: str
    pieces: tuple[str, ...]
    kinds: tuple[Kind, ...]

    @property
    def letters(self) -> int:
        """How many characters are its own."""
        return sum(map(len, self.pieces))


@dataclass(frozen=True, slots=True)
class Reading:
    """A text understood as a template and what was put into it."""

    template: Template
    arguments: tuple[str, ...]


def template_of(source: str, kinds: tuple[Kind, ...]) -> Template:
    """A source text as the extraction writes it: holes are {0}, {1} ... in order."""
    return Template(source, tuple(_HOLE.split(source)), kinds)


class Recognition:
    """All templates, found by the rarest whole word that each must have."""

    def __init__(self, templates: tuple[Template, ...]) -> None:
        found = Counter(word for template in templates for word in set(_words_of(template)))
        self._by_word: dict[str, list[Template]] = {}
        self._wordless: list[Template] = []
        for template in templates:
            words = _words_of(template)
            if words:
                self._by_word.setdefault(min(words, key=lambda word: (found[word], word)), []).append(
                    template
                )
            else:
                self._wordless.append(template)

    def read(self, text: str, is_ours: Callable[[str], bool]) -> Reading | None:
        """The reading with the most letters of its own, None where nothing fits in one way only.

        `is_ours` tells whether an argument is a text of ours: it decides between two readings.
        """
        words = {word.lower() for word in _WORD.findall(text)}
        candidates = [template for word in words for template in self._by_word.get(word, ())]
        candidates += self._wordless
        candidates.sort(key=lambda template: -template.letters)
        for template in candidates:
            readings = list(_readings(template, text))
            if len(readings) > 1:
                readings = [
                    found
                    for found in readings
                    if all(
                        kind != OWN or is_ours(argument)
                        for kind, argument in zip(template.kinds, found.arguments)
                    )
                ]
            if len(readings) == 1:
                return readings[0]
        return None


def _words_of(template: Template) -> list[str]:
    """The words that stand whole in every text of the template: none that touches a hole."""
    words = []
    last = len(template.pieces) - 1
    for index, piece in enumerate(template.pieces):
        for found in _WORD.finditer(piece):
            touches = (found.start() == 0 and index > 0) or (found.end() == len(piece) and index < last)
            if not touches:
                words.append(found[0].lower())
    return words


def _readings(template: Template, text: str) -> Iterator[Reading]:
    """Every way (some, if there are many) to cut the text as the template is; arguments fit their kinds."""
    pieces, kinds = template.pieces, template.kinds
    head, tail = pieces[0], pieces[-1]
    if len(text) < template.letters or not text.endswith(tail) or not _starts(text, head):
        return
    end = len(text) - len(tail)
    steps = MOST_STEPS
    found = 0
    # (which hole, where it starts, the arguments before it)
    waiting: list[tuple[int, int, tuple[str, ...]]] = [(0, len(head), ())]
    while waiting and steps and found < MOST_READINGS:
        hole, start, arguments = waiting.pop()
        if hole == len(kinds) - 1:
            argument = text[start:end]
            if start <= end and fits(kinds[hole], argument):
                found += 1
                yield Reading(template, (*arguments, argument))
            continue
        piece = pieces[hole + 1]
        later: list[tuple[int, int, tuple[str, ...]]] = []
        if not piece:  # two holes touch: only alternatives tell where one ends
            for alternative in kinds[hole] if isinstance(kinds[hole], tuple) else ():
                if text.startswith(alternative, start):
                    later.append((hole + 1, start + len(alternative), (*arguments, alternative)))
            if not isinstance(kinds[hole], tuple) and isinstance(kinds[hole + 1], tuple):
                later += [
                    (hole + 1, cut, (*arguments, text[start:cut]))
                    for cut in range(start, min(end, start + 60) + 1)
                    if fits(kinds[hole], text[start:cut])
                ]
        else:
            cut = text.find(piece, start, end)
            while cut >= 0 and steps:
                steps -= 1
                if fits(kinds[hole], text[start:cut]):
                    later.append((hole + 1, cut + len(piece), (*arguments, text[start:cut])))
                cut = text.find(piece, cut + 1, end)
        waiting.extend(reversed(later))


def _starts(text: str, head: str) -> bool:
    """Whether the text starts so; a sentence may have been given a capital letter."""
    if text.startswith(head):
        return True
    return bool(head) and text[:1].lower() == head[:1].lower() and text.startswith(head[1:], 1)


def fits(kind: Kind, argument: str) -> bool:
    """Whether this can be what was put in."""
    if isinstance(kind, tuple):
        return argument in kind
    if kind == NUMBER:
        return _NUMBER.fullmatch(argument) is not None or _MOMENT.fullmatch(argument) is not None
    return True

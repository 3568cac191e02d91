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
LEAST_LETTERS = 13  # of a template's own, to be believed whatever was put in
LEAST_OF_PLAIN = 4  # of one with nothing but one name put in
LEAST_TOLD = 2
LEAST_TO_STOP = 4  # of one that fits, but cannot be believed: nor can any with fewer
MOST_READINGS = 120  # of one text by one template
MOST_TOUCHING = 200  # characters of an argument right before another one
MOST_STEPS = 1500  # towards them
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

    def read(self, text: str, is_ours: Callable[[str], bool]) -> Iterator[tuple[Reading, ...]]:
        """The readings by each template that fits, the one with the most letters of its own first.

        Of a template there is more than one where the text can be cut in several ways; `is_ours` tells whether
        an argument is wholly a text of ours: the cuts that make the most of them so are left.
        """
        words = {word.lower() for word in _WORD.findall(text)}
        candidates = [template for word in words for template in self._by_word.get(word, ())]
        candidates += self._wordless
        candidates.sort(key=lambda template: -template.letters)
        for template in candidates:
            every = _readings(template, text)
            readings = [found for found in every if _is_sound(found, is_ours)]
            if (
                every
                and not readings
                and OPAQUE in template.kinds
                and _own_letters(template) >= LEAST_TO_STOP
            ):
                return  # with a name in it, whatever else the name may look like
            if len(readings) > 1:
                ours = [_count_ours(found, is_ours) for found in readings]
                readings = [found for found, count in zip(readings, ours) if count == max(ours)]
            if readings:
                yield tuple(readings)


def _count_ours(reading: Reading, is_ours: Callable[[str], bool]) -> tuple[int, int]:
    """How much speaks for a reading: brackets that close where they open, and letters of texts of ours."""
    pairs = tuple(zip(reading.template.kinds, reading.arguments))
    closed = sum(argument.count("[") == argument.count("]") for _, argument in pairs)
    return closed, sum(len(argument) for kind, argument in pairs if kind == OWN and is_ours(argument))


def _own_letters(template: Template) -> int:
    return sum(map(str.isalpha, "".join(template.pieces)))


def _is_sound(reading: Reading, is_ours: Callable[[str], bool]) -> bool:
    """A template of few letters, "{0} and {1}", fits many a text that was not made from it."""
    kinds = reading.template.kinds
    chosen = (argument for kind, argument in zip(kinds, reading.arguments) if isinstance(kind, tuple))
    letters = sum(map(str.isalpha, "".join((*reading.template.pieces, *chosen))))
    # One name alone, at the end, can be told from nothing else.
    is_plain = kinds == (OPAQUE,) and letters >= LEAST_OF_PLAIN
    if letters >= LEAST_LETTERS or is_plain:
        return True
    names = told = 0
    for kind, argument in zip(kinds, reading.arguments):
        if kind in (OWN, LABEL) and is_ours(argument):
            told += 1
        elif kind != NUMBER and not isinstance(kind, tuple) and " " in argument.strip():
            names += 1
            if kind != OPAQUE:
                return False
    return not names or (names == 1 and told >= LEAST_TOLD)  # a name among several texts of ours


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


def _readings(template: Template, text: str) -> list[Reading]:
    """Every way to cut the text as the template is, each argument fitting its kind; none if there are too many."""
    pieces, kinds = template.pieces, template.kinds
    head, tail = pieces[0], pieces[-1]
    if len(text) < template.letters or not text.endswith(tail) or not _starts(text, head):
        return []
    end = len(text) - len(tail)
    found: list[Reading] = []
    # (which hole, where it starts, the arguments before it)
    waiting: list[tuple[int, int, tuple[str, ...]]] = [(0, len(head), ())]
    for _ in range(MOST_STEPS):
        if not waiting:
            return found
        hole, start, arguments = waiting.pop()
        if hole == len(kinds) - 1:
            if start <= end and fits(kinds[hole], text[start:end]):
                found.append(Reading(template, (*arguments, text[start:end])))
                if len(found) > MOST_READINGS:
                    break
            continue
        piece, later = pieces[hole + 1], []
        for cut in _cuts(text, start, end, piece, kinds[hole + 1]):
            if fits(kinds[hole], text[start:cut]):
                later.append((hole + 1, cut + len(piece), (*arguments, text[start:cut])))
        waiting.extend(reversed(later))
    return []


def _cuts(text: str, start: int, end: int, piece: str, following: Kind) -> Iterator[int]:
    """Where an argument that begins at `start` may end: before the template's next piece."""
    if not piece:  # another argument follows at once
        for cut in range(start, min(end, start + MOST_TOUCHING) + 1):
            if cut == end or text[cut] in " ,;:.(" or isinstance(following, tuple):
                yield cut
        return
    cut = text.find(piece, start, end)
    while cut >= 0:
        yield cut
        cut = text.find(piece, cut + 1, end)


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

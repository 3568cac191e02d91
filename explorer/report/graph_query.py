"""The words of a search in the graph: plain ones, fields such as `role:slot`, quotes, a minus in front."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_QUERY, MOST_WORDS = 400, 24
# name of the field -> what it looks at, in the order told
FIELDS = {
    "path": "the path",
    "name": "the last name of the path",
    "key": "the checkpoint key",
    "role": "the role",
    "class": "the class",
    "dtype": "the dtype",
    "shape": "the shape",
    "size": "stored bytes",
    "elements": "how many elements",
    "is": "what else is known of the node",
}
_OTHER_NAMES = {"type": "dtype", "bytes": "size", "count": "elements"}
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_PAIRS = {"[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class Word:
    """One condition of a query; all must hold."""

    text: str  # lower-case, without quotes, minus and field; "" while it is still being typed
    field: str = ""  # one of FIELDS; "" for a plain word
    negated: bool = False
    quoted: bool = False  # to be found as it stands
    unknown_field: str = ""  # "colour" of a plain word "colour:red"
    start: int = 0  # place in the query, with everything that belongs to it
    end: int = 0


def query_words(query: str) -> tuple[Word, ...]:
    """Split a query at spaces, keeping "quoted text" and shapes in brackets in one piece. Never raises."""
    query = query[:LONGEST_QUERY]
    found: list[Word] = []
    for start, end in _pieces(query):
        piece = query[start:end]
        negated = piece.startswith("-") and len(piece) > 1
        rest = piece[1:] if negated else piece
        field, unknown = "", ""
        match = None if rest.startswith('"') else _FIELD.fullmatch(rest)
        if match is not None:
            name = match[1].lower()
            name = _OTHER_NAMES.get(name, name)
            if name in FIELDS:
                field, rest = name, match[2]
            else:
                unknown = name
        quoted = rest.startswith('"')
        text = rest.replace('"', "") if quoted else rest
        found.append(Word(text.lower().strip(), field, negated, quoted, unknown, start, end))
        if len(found) == MOST_WORDS:
            break
    return tuple(found)


def _pieces(query: str) -> list[tuple[int, int]]:
    """(start, end) of what stands between spaces that are neither quoted nor in brackets."""
    pieces: list[tuple[int, int]] = []
    start, closing, quoted = -1, "", False
    for place, character in enumerate(query):
        if start < 0:
            if character.isspace():
                continue
            start = place
        if quoted:
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif closing:
            closing = "" if character == closing else closing
        elif character in _PAIRS:
            closing = _PAIRS[character]
        elif character.isspace():
            pieces.append((start, place))
            start = -1
    if start >= 0:
        pieces.append((start, len(query)))
    return pieces


def is_glob(word: Word) -> bool:
    """Whether a word holds wildcards that count."""
    return not word.quoted and ("*" in word.text or "?" in word.text)


def glob_pattern(text: str) -> re.Pattern[str]:
    """A pattern for one name: `*` any letters, `?` one. Runs of `*` count as one, so that it cannot explode."""
    parts = re.split(r"(\*+|\?)", text)
    made = ("[^\0]*" if part.startswith("*") else "." if part == "?" else re.escape(part) for part in parts)
    return re.compile("".join(made), re.DOTALL)

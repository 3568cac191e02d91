"""One message of protobuf text, decoded into plain dicts: for the small pieces of a text file that are wanted.

    name: "w"            a string: bytes, escapes undone, adjacent literals joined
    op: DT_FLOAT, 3, -1  anything else: its letters, as bytes
    attr { key: "x" }    a message: a dict; `<` `>` and a colon before the brace are allowed

Each field is a list of its values, in order. No recursion, linear in the size.
Source: https://protobuf.dev/reference/protobuf/textformat-spec
"""

from __future__ import annotations

import re
from typing import TypeAlias

from explorer.errors import CorruptFileError

MAX_DEPTH = 64  # an attribute of a node is some 6 levels deep
MAX_FIELDS = 1_000_000  # the names of 200,000 variables are as many fields

TextValue: TypeAlias = "bytes | TextMessage"
TextMessage: TypeAlias = "dict[bytes, list[TextValue]]"

_LITERAL = re.compile(rb'"(?:[^"\\\n]|\\[^\n])*+"|\'(?:[^\'\\\n]|\\[^\n])*+\'')
_PARTS = {
    b"blank": rb"(?:[ \t\r\n\v\f,;]++|\#[^\n]*+)*+",
    # Counted rather than possessive: before 3.11.5, Python forgets to go back to where such a group began
    # when its last round fails in the middle.
    b"strings": rb"(?:%s)(?:[ \t\r\n]*+(?:%s)){0,10000}" % (_LITERAL.pattern, _LITERAL.pattern),
}
_FIELD = re.compile(
    rb"%(blank)s(?:(\w++)[ \t\r\n]*+(?:"
    rb"(?::[ \t\r\n]*+)?(?P<opens>[{<])|:%(blank)s(?:(?P<strings>%(strings)s)|(?P<word>[-+.\w]++)|(?P<list>\[)))"
    rb"|(?P<closes>[}>])|(?P<end>\Z))" % _PARTS
)
_ITEM = re.compile(rb"%(blank)s(?:(?P<strings>%(strings)s)|(?P<word>[-+.\w]++)|(?P<end>\]))" % _PARTS)
_ESCAPE = re.compile(
    rb"\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U(0[0-9a-fA-F]{7})|(.))", re.DOTALL
)
_SIMPLE = {
    b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v",
}  # fmt: skip
_CLOSES = {b"{": b"}", b"<": b">"}
_HINT = "The file is damaged or cut short; the checkpoints beside it can still be opened."


def parse_text_message(text: bytes) -> TextMessage:
    """Decode the fields of one message (without the braces around it).

    Raises:
        CorruptFileError: it is no protobuf text, or nested deeper than any message we read.
    """
    root: TextMessage = {}
    stack: list[tuple[TextMessage, bytes]] = []  # the messages around, and what closes this one
    message, closing = root, b""
    position = 0
    for _ in range(MAX_FIELDS):
        match = _FIELD.match(text, position)
        if match is None:
            raise _error(text, position, "it is no protobuf text")
        position = match.end()
        kind, name = match.lastgroup, match[1]
        if kind == "word":
            message.setdefault(name, []).append(match["word"])
        elif kind == "strings":
            message.setdefault(name, []).append(_joined(match["strings"]))
        elif kind == "opens":
            if len(stack) == MAX_DEPTH:
                raise _error(text, position, f"it is nested over {MAX_DEPTH} levels deep")
            inner: TextMessage = {}
            message.setdefault(name, []).append(inner)
            stack.append((message, closing))
            message, closing = inner, _CLOSES[match["opens"]]
        elif kind == "closes":
            if match["closes"] != closing:
                raise _error(text, position, f"{match['closes'].decode()} is not expected")
            message, closing = stack.pop()
        elif kind == "list":
            position = _read_list(text, position, message.setdefault(name, []))
        elif stack:
            raise _error(text, position, "it ends within a message")
        else:
            return root
    raise _error(text, position, f"it has over {MAX_FIELDS:,} fields")


def _read_list(text: bytes, position: int, values: list[TextValue]) -> int:
    """The strings or words of `[1, 2]` behind the bracket, put to `values`; gives the position behind it."""
    while (match := _ITEM.match(text, position)) is not None and len(values) < MAX_FIELDS:
        position = match.end()
        if match.lastgroup == "end":
            return position
        values.append(match["word"] if match.lastgroup == "word" else _joined(match["strings"]))
    raise _error(text, position, "a list does not end")


def _joined(literals: bytes) -> bytes:
    """What one or more quoted strings beside each other stand for."""
    quote = literals[:1]
    if b"\\" not in literals and literals.count(quote) == 2 and literals.endswith(quote):
        return literals[1:-1]
    return b"".join(unescape(literal[1:-1]) for literal in _LITERAL.findall(literals))


def unescape(literal: bytes) -> bytes:
    """The bytes a quoted string stands for."""
    return _ESCAPE.sub(_unescaped, literal) if b"\\" in literal else literal


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, hexadecimal, short, long, other = match.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if hexadecimal is not None:
        return bytes([int(hexadecimal, 16)])
    if other is not None:
        return _SIMPLE.get(other, other)
    code = int(short or long, 16)
    return chr(code if code < 0x110000 else 0xFFFD).encode("utf-8", "surrogatepass")


def _error(text: bytes, position: int, problem: str) -> CorruptFileError:
    line = text.count(b"\n", 0, position) + 1
    return CorruptFileError(f"line {line} of a node cannot be read: {problem}", hint=_HINT)

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

TextValue: TypeAlias = "bytes | TextMessage"
TextMessage: TypeAlias = "dict[bytes, list[TextValue]]"

_LITERAL = re.compile(rb'"(?:[^"\\\n]|\\[^\n])*+"|\'(?:[^\'\\\n]|\\[^\n])*+\'')
_TOKEN = re.compile(
    rb"[ \t\r\n\v\f,;]++|\#[^\n]*+"
    rb"|(?P<string>(?:%(literal)s)(?:[ \t\r\n]*+(?:%(literal)s))*+)"
    rb"|(?P<word>[-+.\w]++)"
    rb"|(?P<sign>[:{}<>\[\]])" % {b"literal": _LITERAL.pattern}
)
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
    name = b""  # of the field whose value comes next
    in_list = False
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _error(text, position, "it is no protobuf text")
        position = match.end()
        kind = match.lastgroup
        if kind is None:
            continue
        token = match.group()
        if kind == "string":
            if not name:
                raise _error(text, match.start(), "a field name is expected")
            value = b"".join(unescape(literal[1:-1]) for literal in _LITERAL.findall(token))
            message.setdefault(name, []).append(value)
            name = name if in_list else b""
        elif kind == "word":
            if not name:
                name = token
                continue
            message.setdefault(name, []).append(token)
            name = name if in_list else b""
        elif token in _CLOSES:
            if not name or in_list:
                raise _error(text, match.start(), "a message without a name")
            if len(stack) == MAX_DEPTH:
                raise _error(text, match.start(), f"it is nested over {MAX_DEPTH} levels deep")
            inner: TextMessage = {}
            message.setdefault(name, []).append(inner)
            stack.append((message, closing))
            message, closing, name = inner, _CLOSES[token], b""
        elif token in (b"}", b">"):
            if token != closing or name:
                raise _error(text, match.start(), f"{token.decode()} is not expected")
            message, closing = stack.pop()
        elif token == b"[":
            if not name or in_list:
                raise _error(text, match.start(), "[ is not expected")
            in_list = True
        elif token == b"]":
            if not in_list:
                raise _error(text, match.start(), "] is not expected")
            in_list, name = False, b""
        elif not name:
            raise _error(text, match.start(), "a colon without a name")
    if stack or name:
        raise _error(text, position, "it ends within a message")
    return root


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

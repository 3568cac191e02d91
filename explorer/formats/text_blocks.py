"""The top level of a protobuf text file, block by block, whatever the size of the file.

As TensorFlow prints it, a block begins with `node {` and ends with a `}` that stands alone at the
start of a line: both are found by plain search. Other indentation, `<` `>` and braces on one line
are read too, sign by sign, which is slower. No text is read twice and none beyond one block kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.errors import CorruptFileError
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

CHUNK_BYTES = 1 << 18  # some milliseconds of work, so that a window is never held up
_HEAD = re.compile(rb"(?:[ \t\r\n\v\f,;]|#[^\n]*\n)*+(\w+)[ \t\r\n]*(?:(:)[ \t\r\n]*)?([{<]?)")
_BLANK = re.compile(rb"(?:[ \t\r\n\v\f,;]|#[^\n]*\n)*+(?:#[^\n]*)?")
_SCALAR = re.compile(rb'[-+.\w]+|"(?:[^"\\\n]|\\[^\n])*+"')
_SIGN = re.compile(rb"[\"'#{}<>]")
_IN_STRING = {
    quote: re.compile(rb"(?:[^\\\n%c]|\\[^\n])*+" % quote) for quote in (ord('"'), ord("'"))
}  # up to the closing quote
_MAX_HEAD = 1 << 16  # blanks and comments between two blocks
_HINT = "The file is damaged or cut short; the checkpoints beside it can still be opened."


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A message at the top level. `text` is what stands between its braces, None when it is over the limit."""

    name: bytes
    offset: int  # where `text` begins in the file
    size: int
    text: bytes | None


def text_blocks(source: ByteSource, max_block: int, task: Task = QUIET) -> Iterator[TextBlock]:
    """Every message at the top level; numbers and strings there are passed over.

    Raises:
        CorruptFileError: it is no protobuf text, or ends within a block.
    """
    reader = _Reader(source, task)
    while (head := reader.head()) is not None:
        name, opening = head
        if opening:
            yield reader.block(name, opening, max_block)


class _Reader:
    """A window over the file: `_text` stands at `_start`, and is read up to `_at`."""

    def __init__(self, source: ByteSource, task: Task) -> None:
        self._source = source
        self._task = task
        self._text = b""
        self._start = 0
        self._at = 0

    def head(self) -> tuple[bytes, bytes] | None:
        """Name of the next field and the brace that opens it (empty for a scalar); None at the end of the file."""
        while True:
            match = _HEAD.match(self._text, self._at)
            # A match that ends where the window ends may go on in the file.
            if match and match.end() < len(self._text):
                break
            if not self._more(keep=self._at):
                if _BLANK.fullmatch(self._text, self._at):
                    return None
                if match:
                    break
                raise self._error(self._at, "a field name is expected")
            if len(self._text) - self._at > _MAX_HEAD + 2 * CHUNK_BYTES:
                raise self._error(self._at, "a field name is expected")
        self._at = match.end()
        if match[3]:
            return match[1], match[3]
        if not match[2]:
            raise self._error(match.end(), f"{match[1][:40].decode('ascii', 'replace')} has no value")
        while (scalar := _SCALAR.match(self._text, self._at)) is None or scalar.end() == len(self._text):
            if len(self._text) - self._at > _MAX_HEAD + 2 * CHUNK_BYTES or not self._more(keep=self._at):
                if scalar is None:
                    raise self._error(self._at, "a value is expected")
                break
        self._at = scalar.end()
        return match[1], b""

    def block(self, name: bytes, opening: bytes, max_block: int) -> TextBlock:
        """The message that begins here, up to its closing brace."""
        if len(self._text) - self._at < 3:
            self._more(keep=self._at)
        begin = self._start + self._at
        if opening == b"{" and self._text[self._at : self._at + 3] in (b"\n  ", b"\r\n "):
            kept, end = self._printed(max_block)
        else:
            kept, end = self._any(max_block)
        return TextBlock(name, begin, end - begin, kept)

    def _printed(self, max_block: int) -> tuple[bytes | None, int]:
        """Text and end of a block as TensorFlow prints it: the first brace at the start of a line ends it."""
        first = self._at
        search = first
        is_kept = True
        while (found := self._text.find(b"\n}", search)) < 0:
            search = len(self._text) - 1  # the newline may be the last byte read so far
            if is_kept and search - first > max_block:
                is_kept = False
            dropped = first if is_kept else search
            if not self._more(keep=dropped):
                raise self._error(len(self._text), "it ends within a block")
            first, search = first - dropped if is_kept else 0, search - dropped
        self._at = found + 2
        is_kept = is_kept and found - first <= max_block
        return (self._text[first : found + 1] if is_kept else None), self._start + found + 1

    def _any(self, max_block: int) -> tuple[bytes | None, int]:
        """Text and end of a block of any form: brackets counted, strings and comments passed over."""
        first, position, depth = self._at, self._at, 1
        quote = 0  # inside a string: the sign that ends it
        is_comment = False
        is_kept = True
        while True:
            if quote:
                position = _IN_STRING[quote].match(self._text, position).end()  # type: ignore[union-attr]  # may be empty
                if position < len(self._text) and self._text[position] == quote:
                    position, quote = position + 1, 0
                elif position < len(self._text) - 1:
                    raise self._error(position, "a string does not end on its line")
            elif is_comment:
                newline = self._text.find(b"\n", position)
                position, is_comment = (newline, False) if newline >= 0 else (len(self._text), True)
            else:
                match = _SIGN.search(self._text, position)
                position = match.end() if match else len(self._text)
                sign = match.group() if match else b""
                if sign in (b'"', b"'"):
                    quote = sign[0]
                elif sign == b"#":
                    is_comment = True
                elif sign in (b"{", b"<"):
                    depth += 1
                elif sign:
                    depth -= 1
                    if not depth:
                        break
            if position >= len(self._text) - 1:  # a backslash at the very end waits for what it escapes
                if is_kept and position - first > max_block:
                    is_kept = False
                dropped = first if is_kept else position
                if not self._more(keep=dropped):
                    if position < len(self._text) and not quote:
                        continue
                    raise self._error(position, "it ends within a block")
                first, position = (first - dropped if is_kept else 0), position - dropped
        self._at = position
        is_kept = is_kept and position - 1 - first <= max_block
        return (self._text[first : position - 1] if is_kept else None), self._start + position - 1

    def _more(self, keep: int) -> bool:
        """Read on, dropping what stands before `keep`; False at the end of the file."""
        end = self._start + len(self._text)
        self._task.report(end, self._source.size, f"Reading {self._source.name}")
        size = min(
            max(CHUNK_BYTES, len(self._text) - keep), self._source.size - end
        )  # doubling keeps it linear
        if not size:
            return False
        self._text = self._text[keep:] + self._source.read(end, size)
        self._start += keep
        self._at = max(self._at - keep, 0)
        return True

    def _error(self, position: int, problem: str) -> CorruptFileError:
        return CorruptFileError(
            f"it is no protobuf text at byte {self._start + position}: {problem}", hint=_HINT
        )

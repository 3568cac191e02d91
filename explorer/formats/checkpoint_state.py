"""The `checkpoint` state file: protobuf text of a CheckpointState, read by a small line-free parser.

    model_checkpoint_path: "ckpt-2"
    all_model_checkpoint_paths: "ckpt-1"
    all_model_checkpoint_paths: "ckpt-2"
    all_model_checkpoint_timestamps: 1576640070.138009
    last_preserved_timestamp: 1576640036.6357675

Strings take the escapes of C, bytes beyond ASCII as octal of their UTF-8. Linear in the size.
Source: TensorFlow, python/training/checkpoint_state.proto; https://protobuf.dev/reference/protobuf/textformat-spec
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.errors import CorruptFileError

MAX_STATE_BYTES = 16 << 20

_BLANK = re.compile(rb"(?:[ \t\r\n\v\f]+|#[^\n]*)*+")
_NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")
_STRING = re.compile(rb'"((?:[^"\\\n]|\\[^\n])*+)"|\'((?:[^\'\\\n]|\\[^\n])*+)\'')
# protobuf's own tokens: what a token of a number may look like is only asked of `float`.
_NUMBER = re.compile(rb"[A-Za-z_][A-Za-z0-9_+-]*|(?:[0-9+-]|\.[0-9])[A-Za-z0-9_.+-]*")
_INFINITY = re.compile(rb"(-?)inf(?:inity)?f?", re.IGNORECASE)
# Runs of strings without escapes that nothing joins to the next one: what lists of thousands consist of.
# Counted rather than possessive: before 3.11.5, Python forgets to go back to where such a group began when
# its last round fails in the middle.
_PLAIN_LINES = re.compile(
    rb'(?:all_model_checkpoint_paths:[ \t]*"[^"\\\n]*+"[ \t]*\r?\n(?=[a-z]|\Z)){1,512}', re.DOTALL
)
_PLAIN_ITEMS = re.compile(rb'(?:"[^"\\\n]*+"[ \t\r\n]*+,[ \t\r\n]*+(?=")){1,512}')
_QUOTED = re.compile(rb'"([^"]*+)"')
_MAX_STRING_BYTES = 1 << 16  # no system has a path of that length, be each byte of it an escape
_MAX_NUMBER_BYTES = 400  # a double is written in 25; reading far more digits costs time
_ESCAPE = re.compile(
    rb"\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([abfnrtv\\'\"?])|(.?))",
    re.DOTALL,
)
_SIMPLE = dict(
    zip(b"abfnrtv\\'\"?", (b"\a", b"\b", b"\f", b"\n", b"\r", b"\t", b"\v", b"\\", b"'", b'"', b"?"))
)
_STRING_FIELDS = {b"model_checkpoint_path": False, b"all_model_checkpoint_paths": True}
_NUMBER_FIELDS = {b"all_model_checkpoint_timestamps": True, b"last_preserved_timestamp": False}


@dataclass(frozen=True, slots=True)
class CheckpointState:
    """What the state file says; paths as written, oldest first. Absent fields are empty or 0."""

    model_checkpoint_path: str = ""
    all_model_checkpoint_paths: tuple[str, ...] = ()
    all_model_checkpoint_timestamps: tuple[float, ...] = ()  # seconds since 1970
    last_preserved_timestamp: float = 0.0


def parse_checkpoint_state(text: bytes) -> CheckpointState:
    """Decode the content of a `checkpoint` file.

    Raises:
        CorruptFileError: it is no CheckpointState; TensorFlow refuses it too (an unknown field, say).
    """
    if len(text) > MAX_STATE_BYTES:
        raise CorruptFileError(
            f"a checkpoint state file has at most {MAX_STATE_BYTES} bytes, found {len(text)}"
        )
    values: dict[bytes, list[str] | list[float]] = {}
    position = _skip(text, 0)
    while position < len(text):
        if plain := _PLAIN_LINES.match(text, position):
            known = values.setdefault(b"all_model_checkpoint_paths", [])
            known += _plain_strings(plain)  # type: ignore[operator]
            position = plain.end()
            continue
        match = _NAME.match(text, position)
        if match is None:
            raise _error(text, position, "a field name is expected")
        name = match.group()
        position = _skip(text, match.end())
        if name not in _STRING_FIELDS and name not in _NUMBER_FIELDS:
            raise _error(text, match.start(), f"the field {name[:60].decode('ascii')} is not known")
        if text[position : position + 1] != b":":
            raise _error(text, position, "a colon is expected")
        position = _skip(text, position + 1)
        found: list[str] | list[float]
        if name in _STRING_FIELDS:
            found, position = _strings(text, position, _STRING_FIELDS[name])
        else:
            found, position = _numbers(text, position, _NUMBER_FIELDS[name])
        known = values.setdefault(name, [])
        known += found  # type: ignore[operator]  # one kind of value a field
        if text[position : position + 1] in (b",", b";"):
            position += 1
        position = _skip(text, position)
    # Of a field that is there twice the last counts: TensorFlow merges the text.
    latest = values.get(b"model_checkpoint_path") or [""]
    preserved = values.get(b"last_preserved_timestamp") or [0.0]
    return CheckpointState(
        str(latest[-1]),
        tuple(str(path) for path in values.get(b"all_model_checkpoint_paths", ())),
        tuple(float(stamp) for stamp in values.get(b"all_model_checkpoint_timestamps", ())),
        float(preserved[-1]),
    )


def _skip(text: bytes, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _strings(text: bytes, position: int, repeated: bool) -> tuple[list[str], int]:
    """One string (adjacent literals join), or where a list is allowed `["a", "b"]`."""
    if not (repeated and text[position : position + 1] == b"["):
        value, position = _string(text, position)
        return [value], position
    found: list[str] = []
    position = _skip(text, position + 1)
    while plain := _PLAIN_ITEMS.match(text, position):
        found += _plain_strings(plain)
        position = plain.end()
    if found:
        value, position = _string(text, position)
        found.append(value)
    while text[position : position + 1] != b"]":
        if found:
            position = _comma(text, position)
        value, position = _string(text, position)
        found.append(value)
    return found, _skip(text, position + 1)


def _string(text: bytes, position: int) -> tuple[str, int]:
    parts = []
    while match := _STRING.match(text, position):
        literal = match.group(1) if match.group(1) is not None else match.group(2)
        if len(literal) > _MAX_STRING_BYTES:
            raise _error(text, position, f"a name of {len(literal)} bytes is none")
        parts.append(_ESCAPE.sub(lambda escape: _unescape(text, position, escape), literal))  # noqa: B023
        position = _skip(text, match.end())
    if not parts:
        raise _error(text, position, "a quoted string is expected")
    return b"".join(parts).decode("utf-8", "surrogateescape"), position


def _plain_strings(run: re.Match[bytes]) -> list[str]:
    """The strings in a run of those that have no escapes."""
    found = _QUOTED.findall(run.group())
    longest = max(map(len, found))
    if longest > _MAX_STRING_BYTES:
        raise _error(run.string, run.start(), f"a name of {longest} bytes is none")
    return [name.decode("utf-8", "surrogateescape") for name in found]


def _unescape(text: bytes, position: int, escape: re.Match[bytes]) -> bytes:
    octal, hexadecimal, short, long, simple, other = escape.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if hexadecimal is not None:
        return bytes([int(hexadecimal, 16)])
    if simple is not None:
        return _SIMPLE[simple[0]]
    if other not in (None, b"", b"x", b"X", b"u", b"U"):
        return escape.group()  # no escape at all: both characters stand for themselves
    code = int(short or long or b"110000", 16)
    if code >= 0x110000:
        raise _error(text, position, f"the escape {escape.group()[:12]!r} is not known")
    return chr(code).encode("utf-8", "surrogatepass")


def _numbers(text: bytes, position: int, repeated: bool) -> tuple[list[float], int]:
    if not (repeated and text[position : position + 1] == b"["):
        value, position = _number(text, position)
        return [value], position
    found: list[float] = []
    position = _skip(text, position + 1)
    while text[position : position + 1] != b"]":
        if found:
            position = _comma(text, position)
        value, position = _number(text, position)
        found.append(value)
    return found, _skip(text, position + 1)


def _number(text: bytes, position: int) -> tuple[float, int]:
    match = _NUMBER.match(text, position)
    if match is None:
        raise _error(text, position, "a number is expected")
    token = match.group()
    position = _skip(text, match.end())
    if len(token) > _MAX_NUMBER_BYTES:
        raise _error(text, match.start(), "a number is too long")
    for digits in (
        token,
        token.rstrip(b"f"),
    ):  # a small f may end a number, as in C; hexadecimal ones are no floats
        try:
            return float(digits), position
        except ValueError:
            continue
    if infinity := _INFINITY.fullmatch(token):
        return float(infinity[1] + b"inf"), position
    if token.lower() == b"nanf":
        return float("nan"), position
    raise _error(text, match.start(), "a number is expected")


def _comma(text: bytes, position: int) -> int:
    if text[position : position + 1] != b",":
        raise _error(text, position, "a comma is expected")
    return _skip(text, position + 1)


def _error(text: bytes, position: int, problem: str) -> CorruptFileError:
    line = text.count(b"\n", 0, position) + 1
    return CorruptFileError(
        f"line {line} of the checkpoint state file cannot be read: {problem}",
        hint="The checkpoints themselves can still be opened; only this list of them is damaged.",
    )

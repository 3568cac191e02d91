"""Numbers, shapes and names as text: the same words in the window, the terminal, CSV and notebooks."""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from datetime import datetime

from explorer.checkpoints.shape_text import shape_text

_BYTE_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_SHORT_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
_LONG_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\"}
# Control, format (bidi marks, zero-width, BOM), surrogate, private, unassigned, line and paragraph separators.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NUMBERED = re.compile(r"(step|save|epoch) ([0-9]{4,18})(?![0-9])")
_ESCAPE = re.compile(r"\\(?:([nrt0\\])|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")

ISO_DATE = "{year:04}-{month:02}-{day:02}"
_date = threading.local()

format_shape = shape_text  # sentences and tables write shapes alike


def format_bytes(size: int) -> str:
    """A size in bytes, "2.4 KiB"; exact below 1 KiB."""
    if size < 1024:
        return f"{size} B"
    value = float(size)
    unit = 0
    # 1023.95 rounds to 1024.0: better said as 1.0 of the next unit.
    while round(value, 1) >= 1024 and unit < len(_BYTE_UNITS) - 1:
        value /= 1024
        unit += 1
    return f"{value:.1f} {_BYTE_UNITS[unit]}"


def format_count(count: int) -> str:
    """A whole number with thousands separated, "65,536"."""
    return f"{count:,}"


def format_label(label: str) -> str:
    """A checkpoint's label with the digits of its number grouped: "step 3,000" for "step 3000"."""
    found = _NUMBERED.match(label)
    return label if found is None else f"{found[1]} {int(found[2]):,}{label[found.end() :]}"


def format_counted(count: int, noun: str) -> str:
    """A count of things, "1 variable", "1,200 variables"; for nouns whose plural ends with an "s"."""
    return f"{format_count(count)} {noun}" + ("" if count == 1 else "s")


def format_float(value: float | None, digits: int = 4) -> str:
    """A number with `digits` significant digits, "0.0123", thousands separated as in counts, "23,880.5".

    "" for None, "nan", "inf", "-inf" as such.
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return format_count(value) if abs(value) < 10**15 else f"{value:.{digits - 1}e}"
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e6:
        shown = f"{value:,.{digits}g}"
        if "e" in shown:  # 123456.0 with four digits: write the whole part out
            shown = f"{value:,.0f}"
        return shown
    return f"{value:.{digits - 1}e}"


def format_percent(fraction: float) -> str:
    """A fraction as a percentage, "33 %"; "< 1 %" and "> 99 %" where rounding would lie."""
    if 0 < fraction < 0.01:
        return "< 1 %"
    if 0.99 < fraction < 1:
        return "> 99 %"
    return f"{fraction * 100:.0f} %"


def use_date_format(form: str) -> None:
    """How this thread writes dates from now on, "{day}.{month}.{year}"; others go on with `ISO_DATE`.

    Only the window's own thread is told: files, written by others, look alike everywhere.
    """
    _date.form = form


def format_time(seconds: float | None) -> str:
    """A moment (seconds since the epoch) in local time, "2026-03-01 14:05:09"; "" for None.

    The date is written as `use_date_format` asked for.
    """
    if seconds is None:
        return ""
    try:
        moment = datetime.fromtimestamp(seconds)
        form = getattr(_date, "form", ISO_DATE)
        return f"{form.format(year=moment.year, month=moment.month, day=moment.day)} {moment:%H:%M:%S}"
    except (OverflowError, OSError, ValueError):  # a file system may claim any time
        return "?"


def escape_name(name: str) -> str:
    r"""A name with everything that cannot be seen or trusted written as a backslash escape.

    Bytes that are no UTF-8 become `\xNN`, control, bidi and zero-width characters `\n`, `\u202e`;
    the backslash itself is doubled, so that `unescape_name` gives exactly the name back.
    """
    if name.isascii() and name.isprintable() and "\\" not in name:
        return name
    return "".join(map(_escape_character, name))


def unescape_name(text: str) -> str:
    """The name `escape_name` was given."""
    return _ESCAPE.sub(_unescape_match, text) if "\\" in text else text


def display_name(name: str, limit: int = 512) -> str:
    """A name for the screen: escaped, and its middle elided beyond `limit` characters. Plain text, never markup."""
    if len(name) > limit:  # escape only what is shown: a name may have megabytes
        name = name[: limit // 2] + "…" + name[len(name) - (limit - limit // 2 - 1) :]
    escaped = escape_name(name)
    if len(escaped) > limit:
        escaped = escaped[: limit // 2] + "…" + escaped[len(escaped) - (limit - limit // 2 - 1) :]
    return escaped


def display_lines(text: str, line_limit: int = 1000) -> str:
    """A text of several lines for the screen: each line escaped, and elided beyond `line_limit`."""
    return "\n".join(display_name(line, line_limit) for line in text.split("\n"))


def is_utf8(name: str) -> bool:
    """Whether the file's bytes of a name are UTF-8 (no byte was smuggled in as a surrogate)."""
    if name.isascii():
        return True
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _escape_character(character: str) -> str:
    short = _SHORT_ESCAPES.get(character)
    if short is not None:
        return short
    if unicodedata.category(character) not in _UNSAFE_CATEGORIES:
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # surrogateescape: a byte of the file that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _unescape_match(match: re.Match[str]) -> str:
    short, byte, four, eight = match.groups()
    if short is not None:
        return _LONG_ESCAPES[short]
    if byte is not None:
        code = int(byte, 16)
        return chr(code if code < 0x80 else 0xDC00 + code)
    code = int(four or eight, 16)
    return chr(code) if code < 0x110000 else match[0]

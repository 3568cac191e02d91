"""A pasted text without what terminals, loggers and notebooks put around it.

Terminals break lines anywhere, so messages are looked for in the text without any white space.
Where a new record surely starts (a log prefix, `Traceback`, an exception's name) a mark stands,
so that a name at the end of one does not run into the next.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from dataclasses import dataclass

MOST_CHARACTERS = 1_000_000  # the start of a longer text is cut out: the error is at its end
KEPT_OF_START = 200_000
_USUAL_WIDTHS = (79, 80, 99, 100, 119, 120, 131, 132)
MARK = "\x01"

_ESCAPES = re.compile(
    r"\x1b\[[0-9;:?]{0,40}[A-Za-z]|\x1b\][^\x07\x1b]{0,300}(?:\x07|\x1b\\)|\x1b[=>()][0-9A-B]?"
)
_BARE_COLOURS = re.compile(r"\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m")
_TAGS = re.compile(
    r"</?(?:span|pre|div|code|br|p|b|i|a|font|table|tr|td|samp)(?: [^<>]{0,300})?/?>", re.IGNORECASE
)
_LINE_ENDS = re.compile(r"<br ?/?>|</(?:p|div|tr|pre)>", re.IGNORECASE)
_BORDERS = re.compile(r"[│┃╭╮╰╯─━❱┆┊]+")
_PREFIX = re.compile(
    r"^[ \t]*(?:>[ \t]?){0,3}"
    r"(?P<log>"
    r"(?:\([a-zA-Z_]{1,40} ?pid=[0-9]{1,9}[^)\n]{0,60}\)[ \t]*)?"
    r"(?:\[?[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}[0-9.,]{0,12}(?:Z|[+-][0-9:]{2,6})?\]?:?[ \t,-]{0,4})?"
    r"(?:\[?[0-9]{1,2}:[0-9]{2}:[0-9]{2}[0-9.,]{0,8}\]?[ \t]{0,4})?"
    r"(?:[IWEF][0-9]{4}[ \t]{1,3}[0-9:.]{8,20}[ \t]{1,8}[0-9]{1,9}[ \t][\w./-]{1,120}:[0-9]{1,6}\][ \t]?)?"
    r"(?:[IWEF][ \t]+[\w./-]{1,120}:[0-9]{1,6}\][ \t]?)?"
    r"(?:\[?(?:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL)\]?(?:[ \t]*[:|-]|[ \t])[ \t]*)?"
    r"(?:(?:tensorflow|absl|py\.warnings|root|keras|tf_keras)[ \t]*[:|-][ \t]*)?"
    r")"
)
_STARTS = re.compile(
    r"(?:Traceback \(most recent|During handling of|The above exception|  ?File \"|[\w.]{0,80}(?:Error|Exception|Warning)\b"
    r"|Value in checkpoint could|An attribute in the restored|Unresolved object in|Unused attribute in object"
    r"|Inconsistent references|Detecting that an object|List of objects that|tensor_name ?=|Node: |Detected at node"
    r"|Original stack|Please double-check|[ \t]{0,4}\[\[|Existing variables not|Variables names when|Could not find some"
    r"|\([0-9]{1,9} variable name|Errors may have|Caused by op|Original error)"
)


@dataclass(frozen=True)
class CleanText:
    """`squeezed`: the text without white space, with marks."""

    squeezed: str
    breaks: list[int]  # places in `squeezed` before which there was white space, ascending
    wraps: frozenset[int]  # those of `breaks` where a terminal may have broken a word
    was_cut: bool

    def is_break(self, place: int) -> bool:
        """Whether white space (or the text's end) stood before this place."""
        at = bisect_left(self.breaks, place)
        return place in (0, len(self.squeezed)) or (at < len(self.breaks) and self.breaks[at] == place)

    def is_wrap(self, place: int) -> bool:
        """Whether a terminal may have broken a line, and a word with it, before this place."""
        return place in self.wraps


def clean(text: str) -> CleanText:
    """The text as messages are looked for. Linear in its length; what is too long loses its middle."""
    was_cut = len(text) > MOST_CHARACTERS
    if was_cut:
        text = text[:KEPT_OF_START] + "\n" + text[KEPT_OF_START - MOST_CHARACTERS :]
    if "\\u001b" in text or "\\x1b" in text:
        text = text.replace("\\u001b", "\x1b").replace("\\x1b", "\x1b")
    if text.count("\\n") > 3 and text.count("\\n") > text.count("\n"):  # a notebook's file, or a JSON log
        text = text.replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"').replace("\\'", "'")
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    if "m" in text and "[" in text:
        text = _BARE_COLOURS.sub("", text)
    if "</" in text or "<br" in text or "<span" in text:
        text = _TAGS.sub("", _LINE_ENDS.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    if "│" in text or "╭" in text or "❱" in text:
        text = _BORDERS.sub(" ", text)
    text = text.replace("\r", "\n").replace("\x00", "").replace(MARK, "").replace("\u2028", "\n")
    lines = text.split("\n")
    matches = [_PREFIX.match(line) for line in lines]
    prefixed = sum(1 for match in matches if match and match["log"].strip())
    # A collector of logs puts its prefix before every line: then none of them starts a record.
    of_collector = prefixed > 4 and prefixed > 0.7 * sum(1 for line in lines if line.strip())
    width = _width(lines)
    breaks: list[int] = []
    wraps: list[int] = []
    squeezed: list[str] = []
    length = 0
    previous = 0
    for line, match in zip(lines, matches):
        rest = line[match.end() if match else 0 :]
        is_log = bool(match and match["log"].strip()) and not of_collector
        starts = (
            is_log or _STARTS.match(rest) is not None or _STARTS.match(line[:120].lstrip(" \t>")) is not None
        )
        words = rest.split()
        if words and width and previous + len(words[0]) >= width:
            wraps.append(length)
        previous = len(line)
        if starts:
            words = [MARK + words[0], *words[1:]] if words else []
        for word in words:
            breaks.append(length)
            squeezed.append(word)
            length += len(word)
    return CleanText("".join(squeezed), breaks, frozenset(wraps), was_cut)


def _width(lines: list[str]) -> int:
    """At which width a terminal broke the lines; 0 where nothing speaks for it."""
    widest = max(map(len, lines), default=0)
    near = sum(1 for line in lines if len(line) > widest - 12)
    return widest if 40 <= widest <= 400 and (near >= 3 or widest in _USUAL_WIDTHS) else 0

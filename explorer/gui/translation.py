"""One translation: whole texts, templates and parts of texts of ours, said in another language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTranslator

from explorer.gui.mnemonics import without_mnemonic
from explorer.gui.recognition import (
    LABEL,
    LEAST_LETTERS,
    NUMBER,
    OPAQUE,
    OWN,
    Reading,
    Recognition,
    template_of,
)

CONTEXT = "explorer"
LONGEST = 6000  # characters of one text: what is longer is a file's, not ours
MOST_REMEMBERED = 8192
MOST_SENTENCES = 10
MOST_LISTED = 12
MOST_TEMPLATES = 6  # that are tried for one text
DEEPEST = 7  # texts in texts in texts
_SENTENCE_END = re.compile(r"(?<=[.?!])[ ]+(?=\S)")
# English and Chinese, where the full-width marks carry their own space.
_SEPARATORS = (
    ("    ", "    "),
    ("  ·  ", "  ·  "),
    (" · ", " · "),
    ("; ", "\uff1b"),
    (": ", "\uff1a"),
    (", ", "\uff0c"),
)
_FULL_WIDTH = {": ": "\uff1a", "; ": "\uff1b", ", ": "\uff0c"}
_TRAILING = {".": "\u3002", "…": "…", ":": "\uff1a", "?": "\uff1f", "!": "\uff01"}
_ENDS = ".…:\u3002\uff1a"
_MARKED = re.compile(r"([!×✗✕✓≠=+−~•◐●○◆■▲▼↷?–→]+\s+)(?=\S)(.+)", re.DOTALL)
_BRACKETED = re.compile(r"(.*\S) \(([^()]+)\)\Z", re.DOTALL)
# What an error adds of where it was met: names alone, which stay.
_WHERE = re.compile(r"(.*?\S)( \((?:path|checkpoint|key|target|part|member) .+\))([.]?)\Z", re.DOTALL)
_OWN_BRACKETS = re.compile(r" ?\((.+)\)\Z", re.DOTALL)
_LINK = re.compile(r"(: |; |, )(?=\S)")
_API = re.compile(r"(?:tf|keras|Model|model)\.[\w.]+")
_REASON = re.compile(r"\w\w: \w\S*\w")
_LISTED = re.compile(r", | and ")
_MORE = re.compile(r"[\d,]+ more")
_KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|[^\s]|[A-Z]\w+)(?:(?:,| or) .*)?")
_MNEMONIC = re.compile(r"&(?=\w)")
_HOLE = re.compile(r"( ?)\{(\d+)\}( ?)")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


class Understood(NamedTuple):
    """What a text says, how many of its letters are ours, and whether all of it is."""

    said: str
    letters: int
    is_whole: bool = True


class Translation:
    """Texts of ours in one language; what it does not know comes back as it is.

    Args:
        translator: with the texts, whole and as templates.
        index: the list of the texts that it holds, as `make translations` writes it.
    """

    def __init__(self, translator: QTranslator, index: Path) -> None:
        self._translator = translator
        listed = json.loads(index.read_text(encoding="utf-8"))
        self._plain: dict[str, str] = {}
        for source in listed["whole"]:
            self._plain.setdefault(_plain(source), source)
        self._recognition = Recognition(
            tuple(
                template_of(source, tuple(tuple(kind) if isinstance(kind, list) else kind for kind in kinds))
                for source, kinds in listed["templates"]
            )
        )
        self._remembered: dict[str, str] = {}
        self._made: set[str] = set()
        self._parts: dict[str, Understood | None] = {}  # of the text being said: some are asked for often
        self.on_miss: Callable[[str], None] | None = None  # tests listen to what was asked in vain

    def say(self, text: str) -> str:
        """A text in this language; the very same object where it is not one of ours."""
        known = self._remembered.get(text)
        if known is not None:
            return known
        if text in self._made or not text or len(text) > LONGEST:
            return text
        self._parts.clear()
        found = self._understand(text, 0)
        if found is None and self.on_miss is not None:
            self.on_miss(text)
        said = text if found is None else found.said
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
            self._made.clear()
        self._remembered[text] = said
        if said is not text:
            self._made.add(said)
        return said

    # -- whole texts ---------------------------------------------------------------------------

    def _lookup(self, source: str) -> str:
        return self._translator.translate(CONTEXT, source) or ""

    def _whole(self, text: str) -> str | None:
        """A text known as it stands, but for its mnemonic, first letter and end."""
        if "{" not in text:
            said = self._lookup(text)
            if said:
                return said
        source = self._plain.get(_plain(text))
        if source is None:
            return None
        said = self._lookup(source)
        if not said:
            return None
        if "&" not in text:
            said = without_mnemonic(said)
        return _with_end(said, text)

    # -- templates and parts -------------------------------------------------------------------

    def _understand(self, text: str, depth: int) -> Understood | None:
        """(the text said, how many of its letters are ours), None where it is not understood at all."""
        if text in self._made:  # a part said before the whole was
            return Understood(text, len(text))
        if text not in self._parts:
            found = self._understood(text, depth)
            if found is None and depth > DEEPEST:  # nobody looked
                return None
            self._parts[text] = found
        return self._parts[text]

    def _understood(self, text: str, depth: int) -> Understood | None:
        whole = self._whole(text)
        if whole is not None:
            return Understood(whole, len(text))
        if depth > DEEPEST or not any("a" <= letter <= "z" for letter in text.lower()):
            return None
        best = self._as_template(text, depth)
        for split in (self._dressed, self._by_lines, self._by_sentences, self._as_list):
            found = split(text, depth)
            if found is not None and (
                best is None or (found.is_whole, found.letters) > (best.is_whole, best.letters)
            ):
                best = found
        return best if best is not None else self._by_separators(text, depth)

    def _as_template(self, text: str, depth: int) -> Understood | None:
        best, how_well = None, (False, 0, False)
        for tried in dict.fromkeys((text, text.rstrip(".…:"), text + ".", " " + text)):
            is_shorter = len(tried) < len(text)  # by the end of a sentence, which is no part of a name
            readings_of_each = self._recognition.read(tried, lambda part: self._is_ours(part, depth))
            for readings in islice(readings_of_each, MOST_TEMPLATES):
                head = readings[0].template.pieces[0]
                if tried[0] == " " != text[0] and head[:1] != " ":  # nothing was put in before it
                    continue
                letters = readings[0].template.letters
                # A text with one name in it, "Layer hidden", is not taken for a shorter one that the name looks like.
                weight = max(letters, LEAST_LETTERS) if readings[0].template.kinds == (OPAQUE,) else letters
                rank = (_is_plain_reading(readings[0]), weight, is_shorter)
                if rank <= how_well:
                    continue
                said = {self._filled(reading, depth) for reading in readings}
                if len(said) == 1 and "" not in said:  # however it is cut, it says the same
                    form = said.pop()
                    best = Understood(form if tried == text else _with_end(form.strip(), text), letters)
                    how_well = rank
        return best

    def _is_ours(self, text: str, depth: int) -> bool:
        found = self._understand(text, depth + 1)
        return found is not None and found.is_whole

    def _dressed(self, text: str, depth: int) -> Understood | None:
        """A text behind a mark, "✓ restored", or before its keys, "Reload (F5)", or words in brackets."""
        found = _MARKED.match(text)
        if found is not None:
            inner = self._understand(found[2], depth + 1)
            return None if inner is None else inner._replace(said=found[1] + inner.said)
        found = _WHERE.match(text)
        if found is not None:
            head = self._understand(found[1], depth + 1)
            return (
                None
                if head is None
                else head._replace(said=head.said + found[2] + _TRAILING.get(found[3], ""))
            )
        found = _OWN_BRACKETS.match(text)
        if found is not None:
            inner = self._understand(found[1], depth + 1)
            return None if inner is None else inner._replace(said=f"\uff08{inner.said}\uff09")
        found = _LINK.match(text)  # what follows a sentence: ": why"
        if found is not None:
            inner = self._understand(text[found.end() :], depth + 1)
            return None if inner is None else inner._replace(said=_FULL_WIDTH[found[1]] + inner.said)
        found = _BRACKETED.match(text)
        if found is None:
            return None
        head = self._understand(found[1], depth + 1)
        aside = None if head is not None else self._as_template(f" ({found[2]})", depth + 1)
        if aside is not None:  # "a -> b (and 5 others alike)"
            return aside._replace(said=found[1] + aside.said.removeprefix(" "), is_whole=False)
        inner = None if _KEYS.fullmatch(found[2]) else self._understand(found[2], depth + 1)
        if head is None and inner is None:
            return None
        said = f"{found[1] if head is None else head.said} ({found[2] if inner is None else inner.said})"
        letters = sum(part.letters for part in (head, inner) if part is not None)
        return Understood(said, letters, all(part is not None and part.is_whole for part in (head, inner)))

    def _as_list(self, text: str, depth: int) -> Understood | None:
        """ "a, b and c" and "a, b and 2 more" of names of TensorFlow's own, with conditions in brackets."""
        if " and " not in text:
            return None
        parts = _LISTED.split(text)
        more = _MORE.fullmatch(parts[-1])
        if more:
            parts.pop()
        if len(parts) > MOST_LISTED or not all(_API.fullmatch(part.partition(" ")[0]) for part in parts):
            return None
        found = [self._understand(part, depth + 1) for part in parts]
        said = [part if one is None else one.said for part, one in zip(parts, found)]
        if more:
            return Understood(f"{'、'.join(said)} 等，另有 {more[0].split()[0]} 个", len(text))
        return Understood(f"{'、'.join(said[:-1])} 和 {said[-1]}", len(text))

    def _filled(self, reading: Reading, depth: int) -> str:
        form = self._lookup(reading.template.source)
        arguments = [
            self._argument(kind, argument, depth)
            for kind, argument in zip(reading.template.kinds, reading.arguments)
        ]

        def put_in(found: re.Match[str]) -> str:
            before, number, after = found.groups()
            place = int(number)
            if place >= len(arguments):
                return found[0]
            argument = arguments[place]
            # A space divides two scripts; where both sides are Chinese there is none.
            left, right = form[found.start() - 1 : found.start()], form[found.end() : found.end() + 1]
            if reading.template.kinds[place] != OPAQUE and argument:
                if _WIDE.match(argument[0]):
                    before = "" if before and _WIDE.match(left) else before
                elif argument[0].isalnum() and not before and _IDEOGRAPH.match(left):
                    before = " "
                if _WIDE.match(argument[-1]):
                    after = "" if after and _WIDE.match(right) else after
                elif argument[-1].isalnum() and not after and _IDEOGRAPH.match(right):
                    after = " "
            return f"{before}{argument}{after}"

        return _HOLE.sub(put_in, form)

    def _argument(self, kind: str | tuple[str, ...], argument: str, depth: int) -> str:
        if kind in (OPAQUE, NUMBER) or not argument:
            return argument
        if kind == LABEL:  # "step 200", but never a checkpoint's own name
            found = self._as_template(argument, depth + 1)
            return argument if found is None else found.said
        found = self._understand(argument, depth + 1) if kind == OWN or isinstance(kind, tuple) else None
        return argument if found is None else found.said

    def _by_lines(self, text: str, depth: int) -> Understood | None:
        if "\n" not in text:
            return None
        said, letters, is_whole = [], 0, True
        for line in text.split("\n"):
            found = self._understand(line.strip(), depth + 1) if line.strip() else None
            said.append(line if found is None else line.replace(line.strip(), found.said))
            letters += 0 if found is None else found.letters
            is_whole = is_whole and (not line.strip() or (found is not None and found.is_whole))
        return Understood("\n".join(said), letters, is_whole) if letters else None

    def _by_sentences(self, text: str, depth: int) -> Understood | None:
        """The text cut between sentences so that most of its letters are understood."""
        ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
        if not 2 < len(ends) <= MOST_SENTENCES + 1:
            return None
        # best[i]: what stands before the i-th cut, said so that most of its letters are understood
        best = [Understood("", 0)]
        for last in range(1, len(ends)):
            choices = []
            for first in range(last):
                piece = text[ends[first] : ends[last]]
                if first == 0 and last == len(ends) - 1:
                    continue
                bare, before = piece.rstrip(" "), best[first]
                found = self._one_sentence(bare, depth)
                if found is not None:
                    gap = "" if _WIDE.match(found.said[-1:]) else piece[len(bare) :]
                    letters, is_whole = before.letters + found.letters, before.is_whole and found.is_whole
                    choices.append(Understood(before.said + found.said + gap, letters, is_whole))
                elif last - first == 1:
                    choices.append(Understood(before.said + piece, before.letters, False))
            best.append(max(choices, key=lambda choice: choice.letters))
        return best[-1] if best[-1].letters else None

    def _one_sentence(self, text: str, depth: int) -> Understood | None:
        if " " not in text.rstrip(" .?!"):  # a single word may be part of a name
            return None
        whole = self._whole(text)
        if whole is not None:
            return Understood(whole, len(text))
        return (
            self._as_template(text, depth + 1)
            or self._dressed(text, depth + 1)
            or self._by_separators(text, depth + 1)
        )

    def _by_separators(self, text: str, depth: int) -> Understood | None:
        """Parts between separators; a single word is left alone there, it may be a file's name."""
        for separator, said_as in _SEPARATORS:
            if separator not in text:
                continue
            parts = text.split(separator)
            if len(parts) > 40:
                return None
            if separator == ": " and len(parts) > 2:  # a name, and what is said of it
                parts = text.split(separator, 1)
            said: list[str] = []
            known: list[bool] = []
            letters = 0
            for part in parts:
                found = self._part(part, depth)
                known.append(found is not None)
                said.append(part if found is None else found.said)
                letters += 0 if found is None else found.letters
            # Half a sentence in each language is worse than English; of facts side by side some may be names.
            if not letters or (
                separator in _FULL_WIDTH
                and any(not ours and _has_words(part) for part, ours in zip(parts, known))
            ):
                continue
            joined = said[0]
            for place in range(1, len(said)):
                # Beside what is not ours the separator may be part of a name.
                joined += (said_as if known[place - 1] and known[place] else separator) + said[place]
            return Understood(joined, letters, False)
        return None

    def _part(self, part: str, depth: int) -> Understood | None:
        if " " not in part.strip() or depth > DEEPEST:
            return None
        found = self._understand(part.strip(), depth + 1)
        return None if found is None else found._replace(said=part.replace(part.strip(), found.said))


def _is_plain_reading(reading: Reading) -> bool:
    """Whether no name of it has a colon as between a sentence and its reason: few names have."""
    return not any(
        kind == OPAQUE and _REASON.search(argument)
        for kind, argument in zip(reading.template.kinds, reading.arguments)
    )


def _has_words(part: str) -> bool:
    """Whether what was not understood may be more than a name, a number, or a name that became another."""
    return sum(any(map(str.isalpha, word)) for word in part.replace(" → ", "→").split()) > 1


def _plain(text: str) -> str:
    """A text without its mnemonic, its end and the size of its first letter."""
    bare = _MNEMONIC.sub("", text, count=1).rstrip(" .…:") if "&" in text else text.rstrip(" .…:")
    bare = bare.lstrip(" ")
    return bare[:1].lower() + bare[1:]


def _with_end(said: str, text: str) -> str:
    """What was said, ending as the English text ends."""
    bare = said.rstrip(_ENDS)
    end = text[len(text.rstrip(".…:")) :]
    return bare + "".join(_TRAILING.get(mark, mark) for mark in end)

"""The help's own files: which pages there are, their sections, and where words stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from explorer.errors import MissingFileError
from explorer.gui.language import ENGLISH, current_language, tr
from explorer.resources import resource_path

MOST_FOUND = 60
_AROUND = 36  # characters on either side of a word that was found
_FENCE, _HEADING = re.compile(r"^\s*```"), re.compile(r"^#{1,6}\s+(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, as plain text. `number` counts the headings of a page from 0."""

    title: str  # the page's English title, by which the dialog knows it
    page: str  # its heading as shown
    heading: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A section that holds all words, and a piece of it around the first."""

    section: Section
    snippet: str


def help_files() -> dict[str, Path]:
    """English title -> file of the help pages that are installed: the contents first, the others in their order.

    The file is the one in the window's language, where the page is there in it.
    """
    try:
        folder = resource_path("help")
    except MissingFileError:
        return {}
    try:
        linked = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "index.md").read_text("utf-8"))
    except OSError:
        linked = []
    order = {name: place for place, name in enumerate(("index.md", *linked))}
    paths = sorted(folder.glob("*.md"), key=lambda path: (order.get(path.name, len(order)), path.name))
    titles: dict[str, Path] = {}
    for path in paths:
        translated = folder / current_language() / path.name
        titles[title_of(path)] = translated if translated.is_file() else path
    return titles


def english_file(path: Path) -> Path:
    """The page in English, for a page in any language."""
    return path if is_english(path) else path.parent.parent / path.name


def is_english(path: Path) -> bool:
    """Whether a page lies among those in English; the others have a folder for each language."""
    return path.parent.name == "help"


def title_of(path: Path) -> str:
    """A page's heading; its file's name where it has none."""
    with path.open(encoding="utf-8") as file:
        match = re.match(r"#\s+(.+)", file.readline())
    return match[1].strip() if match else path.stem.replace("_", " ").replace("-", " ")


def foreign_note(path: Path) -> str:
    """What stands above a page that is not there in the window's language."""
    language = current_language()
    if language == ENGLISH or path.parent.name == language:
        return ""
    return f"*{tr('This page is there in English only.')}*\n\n"


def section_names(heading: str) -> tuple[str, str]:
    """What links call a section: its heading in lower case with hyphens, or the word before a colon."""
    words = re.sub(r"[^\w\s-]", "", heading.lower()).strip()
    return re.sub(r"\s", "-", words), re.split("[:\uff1a]", heading)[0].strip().lower()


def section_number(path: Path, name: str) -> int:
    """Which heading of a page a link calls `name`, counted from 0; -1 for none.

    A section has its English name in every language: the translations have the same headings in the same order.
    """
    for file in dict.fromkeys((english_file(path), path)):
        for number, (heading, _) in enumerate(_pieces(file)):
            if name in section_names(heading):
                return number
    return -1


def sections(files: dict[str, Path]) -> tuple[Section, ...]:
    """All sections of all pages that can be read, in their order."""
    found: list[Section] = []
    for title, path in files.items():
        pieces = _pieces(path)
        page = pieces[0][0] if pieces else title
        found += [
            Section(title, page, heading, number, _plain(text))
            for number, (heading, text) in enumerate(pieces)
        ]
    return tuple(found)


def search(where: tuple[Section, ...], query: str) -> tuple[Found, ...]:
    """The sections that hold all words of `query`: those with them in their heading first."""
    words = query.casefold().split()
    if not words:
        return ()
    ranked: list[tuple[int, Found]] = []
    for section in where:
        heading = f"{section.page} {section.heading}".casefold()
        text = section.text.casefold()
        if not all(word in text or word in heading for word in words):
            continue
        in_own = sum(word in section.heading.casefold() for word in words)
        in_page = sum(word in section.page.casefold() for word in words)
        ranked.append((-(4 * in_own + in_page), Found(section, _snippet(section.text, words))))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(found for _, found in ranked[:MOST_FOUND])


def _snippet(text: str, words: list[str]) -> str:
    places = [place for place in map(text.casefold().find, words) if place >= 0]
    place = min(places, default=0)
    start, end = max(place - _AROUND, 0), min(place + 2 * _AROUND, len(text))
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), place + 1)
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"


def _pieces(path: Path) -> list[tuple[str, str]]:
    """(heading, Markdown below it) of a page; none where it cannot be read."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return []
    pieces: list[tuple[str, list[str]]] = []
    is_code = False
    for line in lines:
        if _FENCE.match(line):
            is_code = not is_code
            continue
        heading = None if is_code else _HEADING.match(line)
        if heading is not None:
            pieces.append((heading[1], []))
        elif pieces:
            pieces[-1][1].append(line)
    return [(heading, "\n".join(text)) for heading, text in pieces]


def _plain(markdown: str) -> str:
    """Markdown without its marks, on one line."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\|[\s|:-]+\|$|^\s*(?:[-*]|\d+\.)\s|^>\s?", " ", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)\||\*+(?=\w)|(?<=[\w.)])\*+|`", " ", text).replace("\\|", "|")
    return re.sub(r"\s([,.;:)])(?=\s|$)", r"\1", " ".join(text.split()))

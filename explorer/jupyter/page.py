"""What a display is made of, before it is HTML or plain text: a title and blocks below it.

Every text in these records is raw: names as the files have them. The writers (`page_html`, `page_text`)
make each safe to show; nothing here is ever taken for markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.report.palette import Palette

# What a colour may mean; each is told by a mark or a word as well.
Tone = str  # "" or a class of `style`: "muted", "bad", "role-slot", "verdict-restored", "change-added" ...


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a mark in a colour, if it has one, and a text. `hint` is its tool tip."""

    text: str
    mark: str = ""
    tone: Tone = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column. `is_number`: set right-aligned; `is_name`: in the font of code; `is_prose`: wrapped."""

    title: str
    is_number: bool = False
    is_name: bool = False
    is_prose: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows made as far as they are shown: `row(i)` of `count`. `more` says how to get those that are not."""

    heads: tuple[Head, ...]
    count: int
    row: Callable[[int], Sequence[str | Cell]]
    more: str = ""
    noun: str = "row"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of its own."""

    text: str
    tone: Tone = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values side by side."""

    rows: tuple[tuple[str, str | Cell], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A few words on a card: what it is about, what is to be known, and details."""

    title: str
    text: str
    tone: Tone = ""
    mark: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards in a row, as many as fit."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A bar cut in parts; each says how large it is."""

    parts: tuple[tuple[str, float, Tone], ...]  # (text, fraction of the whole, tone)


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to copy."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for each theme. `alt` says in words what is to be seen."""

    draw: Callable[[Palette], str]  # an SVG
    alt: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks behind a line that opens them."""

    title: str
    blocks: tuple[Block, ...]
    is_open: bool = False


Block = Table | Note | Facts | Cards | Share | Code | Picture | Fold


@dataclass(frozen=True, slots=True)
class Page:
    """One display."""

    kind: str  # "Checkpoint", "Object graph" ...
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    picture: Picture | None = field(default=None)  # what stands for it where only a picture can be shown

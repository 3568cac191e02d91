"""Tables on the terminal: rich ones for people, plain aligned lines for the very long.

No cell is ever markup. On a terminal the first column folds when there is no room and nothing
is cut; in a pipe a row is one line of whatever length, so that grep finds whole names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

RICH_ROWS = 1000  # rich lays out about 3,000 rows a second
_UNLIMITED = 1_000_000
_NARROWEST = 40

ROLE_STYLES = {
    "optimizer": "red",
    "variable": "blue",
    "slot": "yellow",
    "hyperparameter": "magenta",
    "metric": "cyan",
    "bookkeeping": "bright_black",
}
WORD_STYLES = {
    "complete": "green",
    "damaged": "bold red",
    "being written": "yellow",
    "gone": "bright_black",
    "added": "green",
    "removed": "red",
    "shape": "magenta",
    "dtype": "magenta",
    "value": "yellow",
    "restored": "green",
    "shape differs": "red",
    "dtype differs": "magenta",
    "missing in checkpoint": "red",
    "unused by model": "cyan",
}


@dataclass(frozen=True, slots=True)
class Head:
    """A column's title; numbers stand right; `styles` colours known words."""

    title: str
    is_number: bool = False
    styles: str = ""  # "role" or "word"
    is_narrow: bool = False  # a first column of marks needs no room for names


def print_table(heads: Sequence[Head], columns: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> None:
    """Print columns of equal length below their titles, then the notes, one a line."""
    row_count = len(columns[0]) if columns else 0
    if row_count > RICH_ROWS:
        _print_plain(heads, columns, row_count)
    elif row_count:
        _print_rich(heads, columns)
    for note in notes:
        sys.stdout.write(note + "\n")


def _print_rich(heads: Sequence[Head], columns: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    table = Table(box=box.SIMPLE_HEAD if is_utf8 else box.ASCII2, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(
            Text(head.title),
            justify="right" if head.is_number else "left",
            overflow="fold",
            no_wrap=head.is_number,
            ratio=None,
            min_width=20 if place == 0 and not head.is_narrow else None,
        )
    for cells in zip(*columns, strict=True):
        table.add_row(
            *(Text(cell, style=_style(head, cell)) for head, cell in zip(heads, cells, strict=True))
        )
    _console().print(table)


def print_lines(lines: Iterable[Sequence[tuple[str, str]]]) -> None:
    """Print lines on a terminal, each made of (text, style) pieces; no text is ever markup."""
    from rich.text import Text

    console = _console()
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)


def _console() -> Console:
    from rich.console import Console

    class PipeConsole(Console):
        def on_broken_pipe(self) -> None:  # rich would exit with 1, which here means "differences"
            raise BrokenPipeError

    is_limited = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = PipeConsole(
        file=sys.stdout, width=None if is_limited else _UNLIMITED, highlight=False, markup=False, emoji=False
    )
    console.width = max(console.width, _NARROWEST)
    return console


def _print_plain(heads: Sequence[Head], columns: Sequence[Sequence[str]], row_count: int) -> None:
    widths = [max(len(head.title), *map(len, column)) for head, column in zip(heads, columns, strict=True)]
    line = "  ".join(
        f"{{:>{width}}}" if head.is_number else f"{{:<{width}}}"
        for head, width in zip(heads, widths, strict=True)
    )
    write = sys.stdout.write
    write(line.format(*(head.title for head in heads)).rstrip() + "\n")
    write("  ".join("-" * width for width in widths) + "\n")
    for cells in zip(*columns, strict=True):
        write(line.format(*cells).rstrip() + "\n")


def _style(head: Head, cell: str) -> str:
    if head.styles == "role":
        return ROLE_STYLES.get(cell, "")
    return WORD_STYLES.get(cell, "") if head.styles == "word" else ""

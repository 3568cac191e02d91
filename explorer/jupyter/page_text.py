"""A page as plain text: for a terminal session, for GitHub's preview, for whoever reads the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.jupyter import page as p
from explorer.report.numbers import display_lines, display_name, format_count

MOST_ROWS = 40
_WIDEST = 60


def page_text(page: p.Page) -> str:
    """The page in lines."""
    head = f"{_shown(page.kind)} {_shown(page.title)}"
    lines = [f"{head}: {_shown(page.subtitle)}" if page.subtitle else head]
    for block in page.blocks:
        lines += _lines(block)
    return "\n".join(lines)


def _shown(text: str, limit: int = 1000) -> str:
    return display_name(text, limit)


def _lines(block: p.Block) -> Iterator[str]:
    match block:
        case p.Table():
            yield from _table(block)
        case p.Note():
            yield f"{block.mark} {_shown(block.text)}".strip()
        case p.Facts():
            width = max((len(name) for name, _ in block.rows), default=0)
            for name, value in block.rows:
                yield f"  {name:{width}}  {_cell(value)}"
        case p.Cards():
            for card in block.cards:
                detail = f" {_shown(card.detail)}" if card.detail else ""
                yield f"  {card.mark} {_shown(card.title)}: {_shown(card.text)}{detail}"
        case p.Share():
            yield "  " + ", ".join(_shown(text) for text, _, _ in block.parts)
        case p.Code():
            yield from ("    " + line for line in display_lines(block.text).split("\n"))
        case p.Picture():
            yield f"  {_shown(block.alt)}"
        case p.Fold():
            yield _shown(block.title)
            for inside in block.blocks:
                yield from _lines(inside)


def _cell(cell: str | p.Cell) -> str:
    if isinstance(cell, p.Cell):
        return f"{cell.mark} {_shown(cell.text)}".strip() if cell.mark else _shown(cell.text)
    return _shown(cell)


def _table(table: p.Table) -> Iterator[str]:
    count = min(table.count, MOST_ROWS)
    rows = [[head.title for head in table.heads]]
    rows += [[_elided(_cell(cell)) for cell in table.row(index)] for index in range(count)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            f"{text:>{width}}" if head.is_number else f"{text:{width}}"
            for head, text, width in zip(table.heads, row, widths, strict=True)
        )
        yield ("  " + "  ".join(cells)).rstrip()
    if count < table.count:
        left = table.count - count
        yield f"  … {format_count(left)} more {table.noun}{'' if left == 1 else 's'}. {table.more}".rstrip()


def _elided(text: str) -> str:
    half = _WIDEST // 2
    return text if len(text) <= _WIDEST else f"{text[:half]}…{text[-half + 1 :]}"

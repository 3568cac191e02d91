"""A page as HTML for a notebook: inert, capped, and readable in light and dark.

No script, no address, nothing that acts. Pictures are images with their data in them, so that nothing in a
drawing can act either, and so that they survive where a notebook is not trusted: there JupyterLab drops the
style sheet and every SVG element, keeps the texts, and shows the light picture.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from explorer.jupyter import page as p
from explorer.jupyter.style import plain_colour, style_sheet
from explorer.report.numbers import display_lines, display_name, format_count
from explorer.report.palette import palette

MOST_ROWS = 200
MOST_BYTES = 200_000
MOST_PICTURE_BYTES = 60_000  # of one theme's; a larger one is not shown a second time for the other
_FEWEST_ROWS = 5
_LONGEST = 300  # characters of a text in a cell
_LONGEST_LINE = 1200
_LONGEST_CODE = 6000


def page_html(page: p.Page) -> str:
    """The page, with as many rows and pictures as fit."""
    rows = MOST_ROWS
    while True:
        made = _Writer(rows).page(page)
        if len(made.encode("utf-8")) <= MOST_BYTES or rows < _FEWEST_ROWS:
            return made
        rows //= 2


def shown(text: str, limit: int = _LONGEST) -> str:
    """Any text as text: what cannot be seen or trusted escaped, then what HTML would take for markup."""
    return escape(display_name(text, limit))


class _Writer:
    def __init__(self, most_rows: int) -> None:
        self._most_rows = most_rows
        self._tones: set[p.Tone] = set()

    def page(self, page: p.Page) -> str:
        subtitle = (
            f' <span class="ckx-sub">{shown(page.subtitle, _LONGEST_LINE)}</span>' if page.subtitle else ""
        )
        body = "".join(self._block(block) for block in page.blocks)
        head = (
            f'<div style="text-align:left"><span class="ckx-kind">{shown(page.kind)}</span> '
            f'<b class="ckx-title">{shown(page.title)}</b>{subtitle}</div>'
        )
        return f'<div class="ckx"><style>{style_sheet(self._tones)}</style>{head}{body}</div>'

    def _block(self, block: p.Block) -> str:
        match block:
            case p.Table():
                return self._table(block)
            case p.Note():
                quiet = ' class="ckx-muted"' if block.tone == "muted" else ""
                text = self._marked(block.mark, block.tone) + shown(block.text, _LONGEST_LINE)
                return f'<div{quiet} style="text-align:left">{text}</div>'
            case p.Facts():
                return self._facts(block)
            case p.Cards():
                return "".join(map(self._card, block.cards))
            case p.Share():
                return self._share(block)
            case p.Code():
                return f'<pre class="ckx-code">{escape(display_lines(block.text[:_LONGEST_CODE]))}</pre>'
            case p.Picture():
                return _picture(block)
            case p.Fold():
                is_open = " open" if block.is_open else ""
                inner = "".join(self._block(inside) for inside in block.blocks)
                return f'<details{is_open} style="text-align:left"><summary>{shown(block.title)}</summary>{inner}</details>'

    def _marked(self, mark: str, tone: p.Tone) -> str:
        return f"{self._toned(mark, tone)} " if mark else ""

    def _toned(self, text: str, tone: p.Tone) -> str:
        if not tone:
            return shown(text)
        self._tones.add(tone)
        colour = plain_colour(tone)
        style = f' style="color:{colour}"' if colour else ""
        return f'<span class="ckx-{tone}"{style}>{shown(text)}</span>'

    def _table(self, table: p.Table) -> str:
        heads = "".join(_head(head) for head in table.heads)
        count = min(table.count, self._most_rows)
        rows = "".join(f"<tr>{''.join(self._cells(table, index))}</tr>" for index in range(count))
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{_more(table, count)}"

    def _cells(self, table: p.Table, index: int) -> Iterator[str]:
        for head, cell in zip(table.heads, table.row(index), strict=True):
            known = cell if isinstance(cell, p.Cell) else p.Cell(cell)
            hint = f' title="{shown(known.hint, _LONGEST_LINE)}"' if known.hint else ""
            inner = self._marked(known.mark, known.tone) + shown(known.text)
            yield f"<td{_side(head, known.text)}{hint}>{inner}</td>"

    def _facts(self, facts: p.Facts) -> str:
        rows = "".join(
            f'<tr><th class="ckx-head" style="text-align:left" scope="row">{shown(name)}</th>'
            f'<td style="text-align:left">{self._value(value)}</td></tr>'
            for name, value in facts.rows
        )
        return f"<table><tbody>{rows}</tbody></table>"

    def _value(self, value: str | p.Cell) -> str:
        known = value if isinstance(value, p.Cell) else p.Cell(value)
        return self._marked(known.mark, known.tone) + shown(known.text, _LONGEST_LINE)

    def _card(self, card: p.Card) -> str:
        detail = (
            f'<br><span class="ckx-muted">{shown(card.detail, _LONGEST_LINE)}</span>' if card.detail else ""
        )
        return (
            '<div class="ckx-card" style="display:inline-block;text-align:left;vertical-align:top;'
            'padding:4px 8px;margin:4px 6px 2px 0;max-width:28em">'
            f"{self._marked(card.mark, card.tone)}<b>{shown(card.title)}</b><br>"
            f"{shown(card.text, _LONGEST_LINE)}{detail}</div>"
        )

    def _share(self, share: p.Share) -> str:
        """A bar of one row, and below it what its parts are."""
        parts, words = [], []
        for text, fraction, tone in share.parts:
            self._tones.add(tone)
            colour = plain_colour(tone)
            width = max(100 * fraction, 0.4)
            parts.append(
                f'<span class="ckx-{tone}" style="display:inline-block;width:{width:.1f}%;color:{colour}">'
                f'<i style="display:block;height:8px;background-color:{colour}"></i></span>'
            )
            words.append(f'<span style="white-space:nowrap">{self._toned("■", tone)} {shown(text)}</span>')
        bar = "".join(parts)
        return (
            '<div class="ckx-bar" style="text-align:left">'
            f'<div style="max-width:560px;white-space:nowrap;line-height:8px;overflow:hidden">{bar}</div>'
            f"{' &#160; '.join(words)}</div>"
        )


def _head(head: p.Head) -> str:
    hint = f' title="{shown(head.hint)}"' if head.hint else ""
    side = ' class="ckx-n"' if head.is_number else ' style="text-align:left"'
    return f'<th{side} scope="col"{hint}>{shown(head.title)}</th>'


def _side(head: p.Head, text: str) -> str:
    """The class of a cell; where no style sheet is, JupyterLab would set every cell on the right."""
    if head.is_number:
        return ' class="ckx-n"'
    kind = "ckx-c" if head.is_name else "ckx-w" if head.is_prose and text else ""
    return (f' class="{kind}"' if kind else "") + ' style="text-align:left"'


def _more(table: p.Table, count: int) -> str:
    if count >= table.count:
        return ""
    left = table.count - count
    plural = "" if left == 1 else "s"
    sentence = f"… {format_count(left)} more {table.noun}{plural}. {table.more}".strip()
    return f'<div class="ckx-more" style="text-align:left">{shown(sentence, _LONGEST_LINE)}</div>'


def _picture(picture: p.Picture) -> str:
    light = picture.draw(palette(False))
    size = len(light.encode("utf-8"))
    if size > 2 * MOST_PICTURE_BYTES:
        return f'<div class="ckx-muted">{shown(picture.alt, _LONGEST_LINE)}</div>'
    alt = f'alt="{shown(picture.alt, _LONGEST_LINE)}"'
    if size > MOST_PICTURE_BYTES:
        return f'<img {alt} style="max-width:100%" src="{_address(light)}">'
    dark = picture.draw(palette(True))
    return (
        f'<img class="ckx-light" {alt} style="max-width:100%" src="{_address(light)}">'
        f'<img class="ckx-dark" {alt} style="display:none;max-width:100%" src="{_address(dark)}">'
    )


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8", "backslashreplace")).decode("ascii")

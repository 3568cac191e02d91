"""The selected row of the compare table at large: both histograms laid over each other, and the numbers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.compare.change_words import CHANGE_WORD, MARKS
from explorer.gui.compare.difference_cells import side_text
from explorer.gui.compare.difference_source import DifferenceSource
from explorer.gui.compare.measure_words import error_words
from explorer.gui.language import tr, tr_label
from explorer.gui.sparkline import paint_histogram, value_range
from explorer.gui.theme import current_palette, data_font, px, qcolor, ui_font
from explorer.report.numbers import display_name, format_count, format_counted, format_float

HEIGHT = 176
LINE = 17
_MARGIN = 12
_SENTENCES = {"problem", "values", "renamed?"}  # facts told in words, on as many lines as they need


class DetailPanel(QWidget):
    """Painted, not composed of labels: it changes with every arrow key and must not flicker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_detail")
        self.setAccessibleName(tr("The selected difference"))
        self.setFixedHeight(px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = ""
        self._facts: tuple[tuple[str, str], ...] = ()
        self._columns: tuple[tuple[str, str, str], ...] = ()
        self._values: tuple[Any, Any] = (None, None)
        self._labels = ("older", "newer")

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the panel says: (word, value)."""
        return self._facts

    @property
    def columns(self) -> tuple[tuple[str, str, str], ...]:
        """The statistics of both sides: (word, older, newer)."""
        return self._columns

    def show_row(
        self, source: DifferenceSource | None, row: int, labels: tuple[str, str], answers: tuple[Any, Any]
    ) -> None:
        """Show one row; `answers` are the statistics of both sides as far as they are known."""
        self._labels = labels
        if source is None or row < 0:
            self._title, self._facts, self._columns, self._values = "", (), (), (None, None)
        else:
            found = source.record(row)
            name = source.name_of(row)
            self._title = source.text(row, "key", 4096) + (f"  ·  {display_name(name)}" if name else "")
            facts = list(
                self._facts_of(found, source.change(row), source.change_of(row), source.left_out(row) or 0)
            )
            if found.renamed is not None:
                facts.insert(1, ("renamed?", tr(source.rename_sentence(found.renamed))))
            self._facts = tuple(facts)
            self._columns = tuple(_statistics_rows(answers))
            self._values = tuple(getattr(answer, "values", None) for answer in answers)
        lines = max(len(self._facts), len(self._columns) + 1)
        self.setFixedHeight(
            max(self.height(), 22 + px(18) + px(LINE) * lines)
        )  # never lower: rows pass under the arrow keys
        self.setAccessibleDescription(", ".join(f"{tr(word)} {value}" for word, value in self._facts))
        self.update()

    def _facts_of(self, found: Any, kind: str, change: Any, missing: int) -> Any:
        yield "change", f"✗ {tr('damaged')}" if found.problem else f"{MARKS[kind]} {tr(CHANGE_WORD[kind])}"
        if found.problem:
            yield "problem", tr(display_name(found.problem))
        for word in ("older", "newer"):
            yield word, side_text(getattr(found, word)) or tr("not there")
        if isinstance(change, Exception):
            if not found.problem:
                yield "values", tr(error_words(change))
        elif change is not None:
            yield "‖Δ‖ / ‖w‖", format_float(change.relative_l2) or "–"
            yield "max |Δ|", format_float(change.max_abs) or "–"
            yield "cosine", format_float(change.cosine, 6) or "–"
            yield "changed", format_count(change.changed_elements)
            if change.beyond is not None:
                yield "beyond rule", format_count(change.beyond)
            if missing:
                yield "left out", tr(f"! {format_counted(missing, 'value')} not finite")
            if missing and change.compared:
                norms = (format_float(norm) or "–" for norm in (change.older_l2, change.newer_l2))
                yield "‖w‖ of the rest", " → ".join(norms)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_palette()
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolor(colours.panel))
        painter.setPen(QPen(qcolor(colours.border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        if not self._title:
            return
        bold = data_font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(qcolor(colours.text))
        width = self.width() - 2 * _MARGIN
        title = QFontMetrics(bold).elidedText(self._title, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(QRectF(_MARGIN, 8, width, px(18)), Qt.AlignmentFlag.AlignVCenter, title)
        facts_width = min(px(330), max(width * 0.36, px(236)))
        self._paint_facts(
            painter, QRectF(_MARGIN, 14 + px(18), facts_width, self.height() - px(18) - 22), colours
        )
        numbers_width = px(250) if self._columns and width > px(700) else 0.0
        if numbers_width:
            self._paint_numbers(
                painter,
                QRectF(
                    self.width() - _MARGIN - numbers_width,
                    14 + px(18),
                    numbers_width,
                    self.height() - px(18) - 22,
                ),
                colours,
            )
        left = _MARGIN + facts_width + 16
        area = QRectF(
            left,
            16 + px(18),
            self.width() - _MARGIN - numbers_width - left - (16 if numbers_width else 0),
            self.height() - px(18) - px(17) - 27,
        )
        self._paint_overlay(painter, area, colours)

    def _paint_facts(self, painter: QPainter, area: QRectF, colours: Any) -> None:
        words, data = QFontMetrics(ui_font(12)), QFontMetrics(data_font())
        word_width = max((words.horizontalAdvance(tr(word)) for word, _ in self._facts), default=0) + 14
        room, top = area.width() - word_width, area.top()
        wrapped = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        for word, value in sorted(self._facts, key=lambda fact: fact[0] in _SENTENCES):
            painter.setFont(ui_font(12))
            painter.setPen(qcolor(colours.muted))
            painter.drawText(
                QRectF(area.left(), top, word_width, px(LINE)), Qt.AlignmentFlag.AlignVCenter, tr(word)
            )
            painter.setPen(qcolor(colours.text))
            place = QRectF(area.left() + word_width, top, room, px(LINE))
            if word in _SENTENCES:
                place.setHeight(max(area.bottom() - top, px(LINE)))
                used = painter.boundingRect(place, wrapped, value).height()
                painter.drawText(place, wrapped, value)
                top += max(used, px(15)) + 4
                continue
            painter.setFont(data_font())
            text = data.elidedText(value, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            top += px(LINE)

    def _paint_numbers(self, painter: QPainter, area: QRectF, colours: Any) -> None:
        third = area.width() / 3
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(ui_font(12))
        for place, (tone, label) in enumerate(zip(("older", "newer"), ("older", "newer"), strict=True)):
            painter.setPen(qcolor(colours.as_text(colours.series(tone))))
            painter.drawText(
                QRectF(area.left() + third * (place + 1), area.top(), third, px(LINE)), flags, tr(label)
            )
        for place, (word, *pair) in enumerate(self._columns):
            top = area.top() + px(LINE) * (place + 1)
            painter.setFont(ui_font(12))
            painter.setPen(qcolor(colours.muted))
            painter.drawText(
                QRectF(area.left(), top, third, px(LINE)), Qt.AlignmentFlag.AlignVCenter, tr(word)
            )
            painter.setFont(data_font())
            painter.setPen(qcolor(colours.text))
            for column, text in enumerate(pair):
                painter.drawText(
                    QRectF(area.left() + third * (column + 1), top, third, px(LINE)), flags, text
                )

    def _paint_overlay(self, painter: QPainter, area: QRectF, colours: Any) -> None:
        reach = value_range(*self._values)
        if area.width() < 60:
            return
        if reach is None:
            painter.setPen(qcolor(colours.muted))
            painter.setFont(ui_font(12))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tr("no numbers to draw yet"))
            return
        for values, tone in zip(self._values, ("older", "newer"), strict=True):
            if values is not None:
                paint_histogram(
                    painter,
                    area,
                    values,
                    qcolor(colours.series(tone)),
                    lower=reach[0],
                    upper=reach[1],
                    filled=tone == "newer",
                )
        painter.setFont(data_font(11))
        painter.setPen(qcolor(colours.muted))
        below = QRectF(area.left(), area.bottom() + 3, area.width(), px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, format_float(reach[0]))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, format_float(reach[1]))
        painter.setFont(ui_font(11))
        older, newer = map(tr_label, self._labels)
        middle = tr(f"{older} in grey, {newer} in blue")
        if QFontMetrics(ui_font(11)).horizontalAdvance(middle) < area.width() - 120:
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, middle)


_WORDS = {"l2": "norm", "zero": "zeros", "nan": "NaN", "posinf": "+Inf", "neginf": "−Inf"}


def _statistics_rows(answers: tuple[Any, Any]) -> Any:
    if all(getattr(answer, "mean", None) is None for answer in answers):
        return
    has_infinite = any(getattr(answer, name, 0) for answer in answers for name in ("posinf", "neginf"))
    infinities = ("posinf", "neginf") if has_infinite else ()
    for word in ("mean", "std", "min", "max", "l2", "zero", "nan", *infinities):
        pair = [getattr(answer, word, None) for answer in answers]
        texts = ["–" if number is None else format_float(float(number)) for number in pair]
        yield _WORDS.get(word, word), *texts

"""One compact card a way of loading, side by side in a strip that scrolls; the pressed one is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from explorer.gui.language import tr
from explorer.gui.plain_text import tool_tip
from explorer.gui.restore.outcome_words import Said
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.report.palette import RADIUS, mix

LEAST_WIDTH, MOST_WIDTH, CARD_HEIGHT = 222, 280, 68
PEEK = 26  # px of the next card where not all fit: there are more
_BAR = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class OutcomeCard(QPushButton):
    """Title, mark and word, and a line of what; pressed while its way of loading is looked at."""

    def __init__(self, place: int, said: Said, parent: QWidget) -> None:
        super().__init__(parent)
        self.said = said
        self.setObjectName(f"restore_card_{place}")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._width = px(LEAST_WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._word, self._line, conditions = tr(said.word), tr(said.line), tr_parts(said.under, ", ")
        self.setAccessibleName(f"{said.title}: {self._word}. {self._line}")
        told = tr("Press to see what it does to each variable.")
        under = tr(f"Judged for {conditions}.") if conditions else ""
        self.setAccessibleDescription(f"{told} {under}".strip())
        tip = f"{said.title}\n{said.mark} {self._word}\n{self._line}\n{conditions}"
        self.setToolTip(tool_tip(tip.strip()))

    def sizeHint(self) -> QSize:
        return QSize(self._width, px(CARD_HEIGHT))

    def set_width(self, width: int) -> None:
        """All cards of a strip are as wide as fits its view."""
        if width != self._width:
            self._width = width
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, said = current_palette(), self.said
        tone = colours.verdict(said.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_silent = (
            said.tone == "wrong value silently"
        )  # no error will tell: it must not look like the others
        ground = colours.selection if self.isChecked() else colours.raised
        if is_silent and not self.isChecked():
            ground = mix(colours.raised, tone, 0.12)
        elif self.underMouse() and not self.isChecked():
            ground = mix(colours.raised, colours.accent, 0.08)
        edge = tone if is_silent else colours.border
        if self.isChecked() or self.hasFocus():
            edge = colours.accent
        painter.setBrush(qcolor(ground))
        painter.setPen(QPen(qcolor(edge), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(tone))
        painter.drawRoundedRect(QRectF(frame.left(), frame.top(), _BAR, frame.height()), 2, 2)
        left, width = _BAR + 8, self.width() - _BAR - 12
        for top, text, font, colour in (
            (px(7), said.title, ui_font(12, bold=True), colours.text),
            (px(25), f"{said.mark} {self._word}", ui_font(12, bold=True), tone),
            (px(43), self._line, ui_font(12), colours.muted),
        ):
            painter.setFont(font)
            painter.setPen(qcolor(colour))
            # What tells two titles apart stands at their ends.
            mode = Qt.TextElideMode.ElideMiddle if text is said.title else Qt.TextElideMode.ElideRight
            shown = QFontMetrics(font).elidedText(text, mode, width)
            painter.drawText(QRect(left, top, width, px(18)), _LEFT, shown)


class CardStrip(QScrollArea):
    """The cards in their order; at most one is pressed."""

    card_pressed = Signal(int)  # place of the card, -1 when it was released
    card_opened = Signal(int)  # double click or Enter: its whole story

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_cards")
        self.setAccessibleName(tr("What each way of loading would do"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[OutcomeCard] = []
        self._body = QWidget(self)
        self._body.setObjectName("restore_cards_body")
        self._body.setProperty("page", True)
        self._row = QHBoxLayout(self._body)
        self._row.setContentsMargins(12, 2, 12, 4)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.setWidget(self._body)
        self._fit()

    def show_cards(self, said: Sequence[Said], pressed: int) -> None:
        """Show these; `pressed` is the place of the one looked at, -1 for none."""
        if [card.said for card in self.cards] != list(said):
            had_focus = any(card.hasFocus() for card in self.cards)
            for card in self.cards:
                self._row.removeWidget(card)
                card.deleteLater()
            self.cards = [_Card(place, one, self) for place, one in enumerate(said)]
            for place, card in enumerate(self.cards):
                card.clicked.connect(lambda on, place=place: self.card_pressed.emit(place if on else -1))
                self._row.insertWidget(place, card)
            if had_focus and self.cards:
                self.cards[max(pressed, 0)].setFocus()
        for place, card in enumerate(self.cards):
            card.setChecked(place == pressed)
        self._fit()

    def walk(self, card: OutcomeCard, offset: int) -> None:
        """The keyboard goes to a neighbour."""
        place = self.cards.index(card) + offset
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        delta = event.angleDelta().y() or event.angleDelta().x()
        if bar.maximum() > bar.minimum() and delta:
            bar.setValue(bar.value() - delta)
            event.accept()
        else:
            super().wheelEvent(event)

    def _fit(self) -> None:
        """As high as a card, and its scroll bar where they are wider than the view."""
        gap, count = self._row.spacing(), max(len(self.cards), 1)
        margins = self._row.contentsMargins()
        inside = self.width() - margins.left() - margins.right()
        fits = count * (px(LEAST_WIDTH) + gap) - gap <= inside
        if fits:
            width = (inside - (count - 1) * gap) // count
        else:
            whole = max((inside + margins.right() - PEEK) // (px(LEAST_WIDTH) + gap), 1)
            width = (inside + margins.right() - PEEK) // whole - gap
        for card in self.cards:
            card.set_width(min(max(width, px(LEAST_WIDTH)), px(MOST_WIDTH)))
        room = 0 if fits else self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(px(CARD_HEIGHT) + 6 + room)


class _Card(OutcomeCard):
    """A card that knows its strip: arrow keys walk, Enter opens."""

    def __init__(self, place: int, said: Said, strip: CardStrip) -> None:
        super().__init__(place, said, strip)
        self._strip, self._place = strip, place

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._strip.ensureWidgetVisible(self, 12, 0)

    def mouseDoubleClickEvent(self, event) -> None:
        self._strip.card_opened.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._strip.walk(self, 1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._strip.card_opened.emit(self._place)
        else:
            super().keyPressEvent(event)

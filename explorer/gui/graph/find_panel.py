"""What a search in the graph found, in a corner of the canvas: a list to walk through, and what may be typed next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from explorer.gui.flow_layout import FlowLayout
from explorer.gui.graph.found_list import MOST_ROWS, ROW_HEIGHT, FoundList
from explorer.gui.language import tr
from explorer.gui.layouts import clear_layout
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.theme import px
from explorer.report.graph_completions import EXAMPLE, Completion
from explorer.report.graph_search import NOTHING_FOUND, Found, GraphIndex
from explorer.report.numbers import format_count

WIDTH, LEAST_WIDTH, MARGIN, MOST_SHOWN_ROWS = 356, 250, 10, 9
HINT = f"Try {EXAMPLE}"


class FindPanel(QFrame):
    """Shown while searching, over the upper right corner of the canvas."""

    row_wanted = Signal(int)  # place in what was found
    query_wanted = Signal(str)  # a completion was taken
    step_wanted = Signal(bool)  # forward
    left = Signal(bool)  # the focus goes back to the canvas; False: and the search ends
    placed = Signal()  # it may lie over other things now
    hidden_wanted = Signal()  # show what hidden helpers and the focus keep out of sight

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setObjectName("card")
        self.setAccessibleName(tr("Search in the graph"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = plain_label("", self, name="graph_find_count")
        self.count.setWordWrap(True)
        self.previous = self._button("graph_find_previous", "↑", "Previous match", "Shift+F3")
        self.next = self._button("graph_find_next", "↓", "Next match", "F3")
        self.close_button = self._button("graph_find_close", "✕", "End the search", "Esc")
        self.previous.clicked.connect(lambda: self.step_wanted.emit(False))
        self.next.clicked.connect(lambda: self.step_wanted.emit(True))
        self.close_button.clicked.connect(lambda: self.left.emit(False))
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 6, 4)
        head.setSpacing(2)
        head.addWidget(self.count, 1)
        for button in (self.previous, self.next, self.close_button):
            head.addWidget(button)
        self.offers = QWidget(self)
        self.offers.setObjectName("graph_find_offers")
        self._flow = FlowLayout(self.offers)
        self._flow.setContentsMargins(8, 0, 8, 6)
        self._flow.setSpacing(4)
        self.list = FoundList(self)
        self.list.row_wanted.connect(self.row_wanted)
        self.list.left.connect(self.left)
        self.hidden_note = plain_label("", self, name="graph_find_hidden", muted=True)
        self.hidden_note.setWordWrap(True)
        self.show_hidden = QToolButton(self)
        self.show_hidden.setObjectName("graph_find_show_hidden")
        self.show_hidden.setText(tr("Show"))
        self.show_hidden.setAccessibleName(tr("Show the matches that are out of sight"))
        self.show_hidden.setToolTip(tr("Brings the first of them into sight"))
        self.show_hidden.setProperty("pill", True)
        self.show_hidden.clicked.connect(self.hidden_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 8, 6)
        foot.addWidget(self.hidden_note, 1)
        foot.addWidget(self.show_hidden)
        self._foot = QWidget(self)
        self._foot.setLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 5)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.offers)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._foot)
        self._offers: tuple[Completion, ...] = ()
        self.found: Found = NOTHING_FOUND
        canvas.installEventFilter(self)
        self.hide()

    def _button(self, name: str, text: str, said: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(f"{tr(said)} ({key})")
        button.setAccessibleName(tr(said))
        button.setProperty("flat", True)
        # By keyboard all of them are there already: F3, Shift+F3 and Esc.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    # --- content -----------------------------------------------------------------------------

    def show_hint(self, offers: Sequence[Completion]) -> None:
        """Nothing is typed yet: say what may be."""
        self.list.rows.show_found(None, NOTHING_FOUND)
        self.found = NOTHING_FOUND
        self._show_offers(offers, by_key=False)
        self.tell_hidden("", can_show=False)
        self._fill(HINT)

    def show_found(
        self, index: GraphIndex | None, found: Found, offers: Sequence[Completion], at: int = -1
    ) -> None:
        """Replace the list."""
        self.list.rows.show_found(index, found)
        self.found = found
        self._show_offers(offers)
        self.mark(at)

    def say(self, text: str) -> None:
        """A sentence in place of a list: the graph is being looked at."""
        self.list.rows.show_found(None, NOTHING_FOUND)
        self.found = NOTHING_FOUND
        self._fill(text)

    def mark(self, at: int) -> None:
        """Say which match the reader is at; -1: none yet."""
        total = len(self.found.nodes)
        self.list.mark_row(at if at < self.list.rows.rowCount() else -1)
        if self.found.problem:
            text = tr(self.found.problem)
        elif not total:
            text = tr("No match. Fewer letters or fields find more.")
        elif at >= 0:
            text = tr(f"{format_count(at + 1)} of {format_count(total)}")
        else:
            text = tr(f"{format_count(total)} found")
        if total > MOST_ROWS:
            text = f"{text} · {tr(f'the best {format_count(MOST_ROWS)} are listed')}"
        if self.found.note:
            text = f"{tr(self.found.note)} · {text}"
        self._fill(text)

    def tell_hidden(self, text: str, *, can_show: bool) -> None:
        """Where matches are that cannot be seen."""
        self.hidden_note.setText(tr(text))
        self._foot.setVisible(bool(text))
        self.show_hidden.setVisible(can_show)
        self._place()

    def first_offer(self) -> str:
        """The query Tab makes; "" for none."""
        return self._offers[0].query if self._offers else ""

    def _show_offers(self, offers: Sequence[Completion], *, by_key: bool = True) -> None:
        clear_layout(self._flow)
        self._offers = tuple(offers)
        for number, offer in enumerate(self._offers):
            button = QToolButton(self.offers)
            button.setObjectName(f"graph_find_offer_{number}")
            button.setText(offer.text.replace("&", "&&"))
            button.setAccessibleName(f"{offer.text} {tr_parts(offer.told)}")
            button.setToolTip(tool_tip(tr_parts(offer.told) + (" (Tab)" if by_key and not number else "")))
            button.setProperty("pill", True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, query=offer.query: self.query_wanted.emit(query))
            self._flow.addWidget(button)
            button.show()
        self.offers.setVisible(bool(self._offers))

    def _fill(self, text: str) -> None:
        text = tr(text)
        self.count.setText(text)
        has_rows = self.list.rows.rowCount() > 0
        self.list.setVisible(has_rows)
        for button in (self.previous, self.next):
            button.setVisible(has_rows)
        self.setAccessibleDescription(text)
        self._place()

    # --- place -------------------------------------------------------------------------------

    def _place(self) -> None:
        canvas = self.parentWidget()
        # In a small window the graph keeps some of the width, and most of the height.
        wanted = min(px(WIDTH), max(px(LEAST_WIDTH), round(0.6 * canvas.width())))
        width = max(min(wanted, canvas.width() - 2 * MARGIN), 100)
        room = canvas.height() - 2 * MARGIN
        self.list.setFixedHeight(0)
        self.setFixedWidth(width)
        layout = self.layout()
        layout.invalidate()
        least = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        shown = min(self.list.rows.rowCount(), MOST_SHOWN_ROWS, max(2, int(0.6 * room / px(ROW_HEIGHT))))
        self.list.setFixedHeight(max(0, min(shown * px(ROW_HEIGHT), room - least)))
        self.resize(width, min(least + self.list.height(), room))
        self.move(canvas.width() - width - MARGIN, MARGIN)
        self.placed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.placed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.placed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

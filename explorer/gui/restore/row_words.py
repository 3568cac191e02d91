"""Below the verdicts: why the chosen row has its verdict, what to do, and the totals."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.language import tr
from explorer.gui.restore.outcome_words import without_machinery
from explorer.gui.restore.verdict_source import VerdictSource
from explorer.gui.restore.verdict_totals import totals_sentence
from explorer.report.numbers import display_name
from explorer.report.restore_text import short_title

FULL_STOPS = (".", "。")
NOTHING_CHOSEN = "Choose a row to see why, and what to do. F7 goes to the next problem."


class RowWords(QWidget):
    """Three lines at most; less where there is less to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_row_words")
        self.detail = QLabel(self)
        self.detail.setObjectName("restore_detail")
        self.hint = QLabel(self)
        self.hint.setObjectName("restore_hint")
        self.hint.setProperty("muted", True)
        self.totals = PlainLabel("restore_totals", self, muted=True)
        self.totals.setContentsMargins(12, 3, 12, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label, margins in ((self.detail, (12, 6, 12, 1)), (self.hint, (12, 1, 12, 2))):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(*margins)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addWidget(self.totals)

    def show_row(self, source: VerdictSource | None, row: int, api: str, *, has_room: bool) -> None:
        """Say why; `row` -1 for none chosen, `api` the way of loading looked at."""
        sentence, hint = tr(NOTHING_CHOSEN), ""
        if source is not None and row >= 0:
            found, effect = source.record(row), source.effect(row)
            why = tr(without_machinery(found.sentence))
            why = why if why.endswith(FULL_STOPS) else f"{why}."
            under = f"{short_title(api)}: {tr(effect)}." if effect and api else ""
            sentence = f"{without_machinery(found.key)}: {why} {under}".rstrip()
            hint = found.hint
        self.detail.setText(display_name(sentence, 1000))
        self.hint.setText(display_name(tr(hint), 1000))
        self.detail.setVisible(has_room)
        self.hint.setVisible(has_room and bool(hint))

    def show_totals(self, source: VerdictSource | None, rows: object, api: str) -> None:
        """Count the rows shown; `rows` None for all."""
        title = short_title(api) if api else ""
        self.totals.say("" if source is None else totals_sentence(source, rows, title))

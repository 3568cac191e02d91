"""The ways of loading above the table: cards, what was not judged, and the whole story of the one looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.language import tr
from explorer.gui.restore.cards import CardStrip
from explorer.gui.restore.detail_panel import DetailPanel
from explorer.gui.restore.outcome_words import outcome_looked_at, story, unsuitable_sentence
from explorer.gui.restore.verdict_source import source_of
from explorer.gui.theme import current_palette
from explorer.report.numbers import display_name
from explorer.report.restore_text import api_title

if TYPE_CHECKING:
    from explorer.analysis.restoring.outcome import Outcome
    from explorer.gui.session import Session


class WaysPanel(QWidget):
    """Shows the session's report; which card is pressed is the session's choice."""

    story_closed = Signal()
    story_wanted = Signal()  # a card was opened

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._wants_story = self._is_short = False
        self.setObjectName("restore_ways")
        self.cards = CardStrip(self)
        self.unsuitable = PlainLabel("restore_unsuitable", self, muted=True)
        self.unsuitable.setContentsMargins(12, 0, 12, 3)
        self.problems = PlainLabel("restore_problems", self)
        self.problems.setContentsMargins(12, 0, 12, 3)
        self.story = DetailPanel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.problems, self.cards, self.unsuitable, self.story):
            layout.addWidget(part)
        self.cards.card_pressed.connect(self._press)
        self.cards.card_opened.connect(self._open)
        self.story.closed.connect(self.story_closed)
        self.refresh_theme()

    def outcomes(self) -> tuple[Outcome, ...]:
        """Those of the report, in their order."""
        report = self._session.report
        return report.outcomes if report is not None else ()

    def place(self) -> int:
        """Place of the outcome looked at, -1 for none."""
        chosen = self.outcome()
        return next((place for place, one in enumerate(self.outcomes()) if one is chosen), -1)

    def outcome(self) -> Outcome | None:
        """The outcome looked at."""
        return outcome_looked_at(self.outcomes(), self._session.choice)

    def refresh(self) -> None:
        """Another report, or another card."""
        report = self._session.report
        outcomes = self.outcomes()
        self.cards.show_cards(source_of(report).cards if report is not None else (), self.place())
        for card, outcome in zip(self.cards.cards, outcomes):
            card.setProperty("help_topic", f"restore-ways.md#{outcome.api}")
        self.cards.setVisible(bool(outcomes))
        self.unsuitable.say(unsuitable_sentence(report) if report is not None else "")
        problems = report.spec.problems if report is not None and report.spec is not None else ()
        self.problems.say(display_name(f"! {' '.join(map(tr, problems))}", 1 << 14) if problems else "")
        self.problems.setVisible(bool(problems))
        self._show_story()

    def show_story(self, wanted: bool) -> None:
        """Show the whole story of the card looked at, or of the first."""
        self._wants_story = wanted
        self._show_story()

    def set_short(self, is_short: bool) -> None:
        """In a low window what was not judged stands in the story alone."""
        self._is_short = is_short
        self.unsuitable.setVisible(not self.shows_story and not is_short and bool(self.unsuitable.whole))

    @property
    def shows_story(self) -> bool:
        """Whether the story takes the room of other things."""
        return not self.story.isHidden()

    def _show_story(self) -> None:
        outcomes, report = self.outcomes(), self._session.report
        is_shown = self._wants_story and bool(outcomes) and report is not None
        self.story.setVisible(is_shown)
        self.unsuitable.setVisible(not is_shown and not self._is_short and bool(self.unsuitable.whole))
        if is_shown:
            outcome = outcomes[max(self.place(), 0)]
            text = story(outcome)
            if report.assumed:
                text += "\n\n" + "\n".join(display_name(tr(sentence), 2000) for sentence in report.assumed)
            if self.problems.whole:
                told = tr(f"Of the target: {self.problems.whole.removeprefix('! ')}")
                text += f"\n\n{told}"
            if self.unsuitable.whole:
                text += f"\n\n{self.unsuitable.whole}"
            self.story.show_story(api_title(outcome.api), text)

    def _press(self, place: int) -> None:
        choice = self._session.choice
        outcome = self.outcomes()[place] if place >= 0 else None
        if outcome is None:
            self._session.choose_way(replace(choice, api="", kind=""))
        else:
            self._session.choose_way(replace(choice, api=outcome.api, kind=outcome.conditions.variables))

    def _open(self, place: int) -> None:
        self._press(place)
        self.story_wanted.emit()

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        self.story.refresh_theme()
        self.cards.update()
        self.problems.setStyleSheet(f"color: {current_palette().verdict('wrong value silently')};")

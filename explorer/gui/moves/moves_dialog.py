"""Tools > What moved over the run: what trained, what never moved, where the first NaN came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.exporting import Exports
from explorer.gui.jobs import BOARD
from explorer.gui.language import tr
from explorer.gui.moves.knowledge import knowledge_of
from explorer.gui.moves.moves_parts import BAR_STEPS, MOVED, ODD, STILL, MovesParts
from explorer.gui.moves.overview import Overview
from explorer.gui.moves.page import MovesPage
from explorer.gui.moves.rows import WEIGHT_KINDS
from explorer.gui.moves.words import Headline, explanation, headlines
from explorer.gui.theme import current_palette
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name, format_count
from explorer.task import Progress, Task

if TYPE_CHECKING:
    from explorer.gui.session import Session


class MovesDialog(MovesParts):
    """Looks at a family of the run when it is opened; follows the session while it is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.knowledge = knowledge_of(session)
        self._exports = Exports(session, self)
        self._exports.said.connect(self._say)
        self._exports.failed.connect(lambda error, what: self._say(f"{what}: {error}"))
        self._problem = ""
        self._shown: Overview | None = None
        self._was_busy = False
        self._connect()
        self._show()

    def _connect(self) -> None:
        session = self._session
        self.knowledge.changed.connect(self._show)
        self.knowledge.failed.connect(self._explain)
        self.knowledge.slot.progressed.connect(self._show_progress)
        BOARD.changed.connect(self._notice_cancel)
        self.stop_button.clicked.connect(self._toggle)
        self.family.activated.connect(lambda _: self._ask())
        self.everything.toggled.connect(lambda _: self._show_rows())
        self.show_button.clicked.connect(lambda: self.current_page.open_current())
        self.copy_button.clicked.connect(lambda: self.current_page.copy())
        self.export_button.clicked.connect(self.export)
        self.tabs.currentChanged.connect(lambda _: self._enable())
        for page in self.pages:
            page.opened.connect(self._open)
            page.chosen.connect(self._enable)
        session.run_changed.connect(self._follow)
        session.palette_changed.connect(self._refresh_theme)

    @property
    def current_page(self) -> MovesPage:
        """The page on show."""
        page = self.tabs.currentWidget()
        assert isinstance(page, MovesPage)
        return page

    def is_busy(self) -> bool:
        """Whether something is on its way."""
        return self.knowledge.is_busy or self._exports.is_busy

    # -- asking --------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._follow()
        self.current_page.setFocus()

    def _follow(self) -> None:
        """Another run, or another step of it."""
        if not self.isVisible():
            return
        before, families = self.family.currentData(), self.knowledge.families()
        self.family.clear()
        for family in families:
            self.family.addItem(display_name(family, 60) or tr("(no name)"), family)
        place = families.index(before) if before in families else 0
        self.family.setCurrentIndex(place if families else -1)
        self.family.setVisible(len(families) > 1)
        self._ask()
        self._show()

    def _ask(self) -> None:
        family = self.family.currentData()
        if family is not None:
            self._problem = ""
            self.knowledge.ask(family)

    def _toggle(self) -> None:
        if self.knowledge.is_busy:
            self.knowledge.stop()
        else:
            self._ask()

    def _notice_cancel(self) -> None:
        """The status bar's Cancel stops the work without a word to who asked for it."""
        if not self.bar.isHidden() and not self.knowledge.is_busy:
            self._show()

    def _explain(self, error: Exception) -> None:
        hint = getattr(error, "hint", "")
        sentence = f"The steps could not be looked at: {error}"
        self._problem = f"{tr(sentence)} {tr(hint)}" if hint else tr(sentence)
        self._show()

    # -- showing -------------------------------------------------------------------------------

    def _show(self) -> None:
        overview = self.knowledge.overview
        said = self._headlines(overview)
        for label, headline in zip(self.sentences, (*said, Headline(""), Headline(""))):
            label.setText(display_name(f"{headline.mark} {tr(headline.text)}".strip(), 2000))
            label.setAccessibleName(label.text())
            label.setVisible(bool(headline.text))
            palette = label.palette()
            colours = current_palette()
            colour = colours.as_text(colours.verdict(headline.tone)) if headline.tone else colours.text
            palette.setColor(palette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        self.explanation.setText(display_name("" if overview is None else tr(explanation(overview)), 4000))
        self.explanation.setVisible(bool(self.explanation.text()))
        is_busy = self.knowledge.is_busy
        self.bar.setVisible(is_busy)
        self.doing.setVisible(is_busy)
        can_go_on = overview is not None and not overview.is_whole and len(overview.entries) > 1
        self.stop_button.setVisible(is_busy or can_go_on)
        self.stop_button.setText(tr("Stop" if is_busy else "Go on"))
        self.stop_button.setToolTip(
            tr("Stop looking; what is known stays on show" if is_busy else "Look at what is not known yet")
        )
        if overview is not self._shown or is_busy is not self._was_busy:
            self._shown, self._was_busy = overview, is_busy
            self._show_rows()
        self._enable()

    def _headlines(self, overview: Overview | None) -> tuple[Headline, ...]:
        if self._problem:
            return (Headline(self._problem, "✗", "damaged"),)
        if self._session.run is None:
            return (Headline("No directory is open: open one with Ctrl+O."),)
        if not self.knowledge.families():
            return (Headline("No step of this directory can be read."),)
        if overview is None:
            return (
                Headline("Looking at the steps…" if self.knowledge.is_busy else "Nothing was looked at yet."),
            )
        return headlines(overview)

    def _show_rows(self) -> None:
        overview = self._shown
        moved = () if overview is None else overview.moved
        still = () if overview is None else overview.still
        odd = () if overview is None else overview.odd
        if not self.everything.isChecked():
            moved = tuple(row for row in moved if row.kind in WEIGHT_KINDS)
            still = tuple(row for row in still if row.kind in WEIGHT_KINDS)
        is_whole = overview is not None and overview.is_whole
        has_health = overview is not None and overview.unhealthy is not None
        for place, (title, page, rows, is_known, none) in enumerate(
            (
                (MOVED, self.moved, moved, is_whole, "Nothing moved between the steps looked at."),
                (STILL, self.still, still, is_whole, "Everything shown moved at some step."),
                (ODD, self.odd, odd, has_health, "No NaN and no infinity was found."),
            )
        ):
            page.show_rows(rows, none if is_known else self._why_unknown())
            count = format_count(len(rows)) if rows or is_known else ""
            self.tabs.setTabText(place, f"{tr(title)}  {count}".rstrip())
        self._enable()

    def _why_unknown(self) -> str:
        """Why a page has no rows yet."""
        if self.knowledge.is_busy:
            return "Still comparing the steps: rows come as soon as they are known."
        if self.knowledge.families():
            return "Not known: looking was stopped. “Go on” looks further."
        return "There is nothing to look at."

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setValue(round(BAR_STEPS * progress.done / progress.total) if progress.total else 0)
        metrics = self.doing.fontMetrics()
        text = metrics.elidedText(tr(self.knowledge.sentence()), Qt.TextElideMode.ElideMiddle, 320)
        self.doing.setText(text)

    def _enable(self) -> None:
        page = self.current_page
        record = page.current_record()
        self.show_button.setEnabled(record is not None)
        told = "" if record is None else getattr(record, "reason", "") or getattr(record, "note", "")
        text = f"{record.key}: {tr(told)}" if told else ""
        if record is None and page.row_count():
            text = tr("Choose a row and press Enter to see its variable and its two steps in the window.")
        self.detail.setText(display_name(text, 2000))
        self.detail.setVisible(bool(text))
        self.copy_button.setEnabled(page.row_count() > 0)
        overview = self._shown
        self.export_button.setEnabled(overview is not None and overview.moves is not None)

    def _refresh_theme(self) -> None:
        for page in self.pages:
            if page.is_made:
                page.table.refresh_theme()
        self._show()

    # -- leading on, writing -------------------------------------------------------------------

    def _open(self, record: Any) -> None:
        """The variable, and the two steps the row is about, in all views."""
        session = self._session
        newer = getattr(record, "newer", None) or getattr(record, "first", None)
        older = getattr(record, "older", None) or getattr(record, "last_sound", None)
        if newer is not None:
            session.choose_newer(newer)
        if older is not None:
            session.choose_older(older)
        session.select(record.key)

    def export(self) -> None:
        """Ask where to and write every change of every pair of steps."""
        overview, run = self._shown, self._session.run
        if overview is None or overview.moves is None or run is None:
            return
        moves, across, entries = overview.moves, overview.across, overview.entries

        def write(path: Path, task: Task) -> None:
            from explorer.gui.moves.moves_csv import write_moves

            write_moves(path, moves, across, entries, task)

        self._exports.write(
            ViewExport("Changes of all steps (CSV)", ".csv", write), f"{run.directory.name}-moves"
        )

    def _say(self, text: str) -> None:
        self.explanation.setText(display_name(tr(text), 2000))
        self.explanation.setVisible(True)

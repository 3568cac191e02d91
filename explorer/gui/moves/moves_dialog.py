"""Tools > What moved over the run: what trained, what never moved, where the first NaN came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.exporting import Exports
from explorer.gui.jobs import BOARD
from explorer.gui.moves.knowledge import knowledge_of
from explorer.gui.moves.overview import Overview
from explorer.gui.moves.page import MovesPage
from explorer.gui.moves.rows import WEIGHT_KINDS
from explorer.gui.moves.sources import MOVED_COLUMNS, ODD_COLUMNS, STILL_COLUMNS
from explorer.gui.moves.words import Headline, explanation, headlines
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import current_palette, ui_font
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name, format_count
from explorer.task import Progress, Task

if TYPE_CHECKING:
    from explorer.gui.session import Session

BAR_STEPS = 1000


class MovesDialog(QDialog):
    """Looks at a family of the run when it is opened; follows the session while it is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.knowledge = knowledge_of(session)
        self._exports = Exports(session, self)
        self._exports.said.connect(self._say)
        self._exports.failed.connect(lambda error, what: self._say(f"{what}: {error}"))
        self._problem = ""
        self._shown: Overview | None = None
        self.setObjectName("moves_dialog")
        self.setWindowTitle("What moved over the run")
        self.setAccessibleName("What moved over the run")
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self.resize(1000, 620)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        self.sentences = tuple(self._sentence(f"moves_sentence_{place}") for place in range(2))
        for label in self.sentences:
            layout.addWidget(label)
        self.explanation = plain_label("", self, name="moves_explanation", muted=True)
        self.explanation.setWordWrap(True)
        layout.addWidget(self.explanation)
        self.family = QComboBox(self)
        self.family.setObjectName("moves_family")
        self.family.setAccessibleName("Which family of checkpoints")
        self.family.setToolTip("Which family of checkpoints is looked at")
        self.everything = QCheckBox("&Slots and counters too", self)
        self.everything.setObjectName("moves_everything")
        self.everything.setToolTip("Show optimizer slots, counters and settings beside the variables (Alt+S)")
        self.bar = QProgressBar(self)
        self.bar.setObjectName("moves_bar")
        self.bar.setAccessibleName("Looked at so far")
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.doing = plain_label("", self, name="moves_doing", muted=True)
        self.stop_button = push_button(
            "Stop", "moves_stop", self, "Stop looking; what is known stays on show"
        )
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.family)
        line.addWidget(self.everything)
        line.addStretch(1)
        line.addWidget(self.doing)
        line.addWidget(self.bar)
        line.addWidget(self.stop_button)
        layout.addLayout(line)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("moves_tabs")
        self.tabs.setAccessibleName("What moved, what did not, what is not finite")
        self.moved = MovesPage(MOVED_COLUMNS, "key", "moved", "Tensors that moved", self._session, self)
        self.still = MovesPage(
            STILL_COLUMNS, "reason", "still", "Tensors that did not move", self._session, self
        )
        self.odd = MovesPage(ODD_COLUMNS, "key", "odd", "Tensors with NaN or infinities", self._session, self)
        self.pages = {
            "Moved &most": self.moved,
            "&Never moved, or stopped": self.still,
            "N&aN and infinities": self.odd,
        }
        for title, page in self.pages.items():
            self.tabs.addTab(page, title)
        layout.addWidget(self.tabs, 1)
        self.detail = plain_label("", self, name="moves_detail", muted=True)
        self.detail.setWordWrap(True)
        layout.addWidget(self.detail)
        self.show_button = push_button(
            "Show in the window",
            "moves_show",
            self,
            "Choose the variable and the two steps in the window (Enter)",
        )
        self.copy_button = push_button(
            "Copy as TSV", "moves_copy", self, "Copy the chosen rows, or all of them"
        )
        self.export_button = push_button(
            "Export…", "moves_export", self, "Write every change of every step as CSV"
        )
        layout.addLayout(foot_row(self, self.copy_button, self.export_button, self.show_button))

    def _sentence(self, name: str) -> QLabel:
        label = plain_label("", self, name=name)
        label.setFont(ui_font(14, bold=True))
        label.setWordWrap(True)
        return label

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
        for page in self.pages.values():
            page.opened.connect(self._open)
            page.chosen.connect(self._enable)
        session.run_changed.connect(lambda _: self._follow())
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
        self.moved.table.setFocus()

    def _follow(self) -> None:
        """Another run, or another step of it."""
        if not self.isVisible():
            return
        before, families = self.family.currentData(), self.knowledge.families()
        self.family.clear()
        for family in families:
            self.family.addItem(display_name(family, 60) or "(no name)", family)
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
        self._problem = f"The steps could not be looked at: {error}" + (f" {hint}" if hint else "")
        self._show()

    # -- showing -------------------------------------------------------------------------------

    def _show(self) -> None:
        overview = self.knowledge.overview
        said = self._headlines(overview)
        for label, headline in zip(self.sentences, (*said, Headline(""), Headline(""))):
            label.setText(display_name(headline.shown, 2000))
            label.setAccessibleName(label.text())
            label.setVisible(bool(headline.text))
            palette = label.palette()
            colours = current_palette()
            colour = colours.as_text(colours.verdict(headline.tone)) if headline.tone else colours.text
            palette.setColor(palette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        self.explanation.setText(display_name("" if overview is None else explanation(overview), 4000))
        self.explanation.setVisible(bool(self.explanation.text()))
        is_busy = self.knowledge.is_busy
        self.bar.setVisible(is_busy)
        self.doing.setVisible(is_busy)
        can_go_on = overview is not None and not overview.is_whole and len(overview.entries) > 1
        self.stop_button.setVisible(is_busy or can_go_on)
        self.stop_button.setText("Stop" if is_busy else "Go on")
        self.stop_button.setToolTip(
            "Stop looking; what is known stays on show" if is_busy else "Look at what is not known yet"
        )
        if overview is not self._shown:
            self._shown = overview
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
        self.moved.show_rows(moved, "Nothing moved between the steps looked at." if is_whole else "…")
        self.still.show_rows(still, "Everything shown moved at some step." if is_whole else "…")
        has_health = overview is not None and overview.unhealthy is not None
        self.odd.show_rows(odd, "No NaN and no infinity was found." if has_health else "…")
        for place, (title, rows) in enumerate(zip(self.pages, (moved, still, odd), strict=True)):
            self.tabs.setTabText(place, f"{title}  {format_count(len(rows))}")
        self._enable()

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setValue(round(BAR_STEPS * progress.done / progress.total) if progress.total else 0)
        metrics = self.doing.fontMetrics()
        text = metrics.elidedText(self.knowledge.sentence(), Qt.TextElideMode.ElideMiddle, 320)
        self.doing.setText(text)

    def _enable(self) -> None:
        page = self.current_page
        record = page.current_record()
        self.show_button.setEnabled(record is not None)
        told = "" if record is None else getattr(record, "reason", "") or getattr(record, "note", "")
        self.detail.setText(display_name(f"{record.key}: {told}", 2000) if told else "")
        self.detail.setVisible(bool(told))
        self.copy_button.setEnabled(page.row_count() > 0)
        overview = self._shown
        self.export_button.setEnabled(overview is not None and overview.moves is not None)

    def _refresh_theme(self) -> None:
        for page in self.pages.values():
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
        moves = overview.moves

        def write(path: Path, task: Task) -> None:
            from explorer.gui.moves.moves_csv import write_moves

            write_moves(path, moves, task)

        self._exports.write(
            ViewExport("Changes of all steps (CSV)", ".csv", write), f"{run.directory.name}-moves"
        )

    def _say(self, text: str) -> None:
        self.explanation.setText(display_name(text, 2000))
        self.explanation.setVisible(True)

"""The causes behind the rows: what happened, to how many variables, Show, Cures, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.item_models.timers import single_shot
from explorer.gui.language import tr
from explorer.gui.restore.outcome_words import without_machinery
from explorer.gui.theme import ui_font
from explorer.report.numbers import display_name, format_counted

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Finding

SHOWN_LINES = 2  # high; more are scrolled to
MOST_LINES = 50  # what a person would name; the report as Markdown has all
MADE_AT_ONCE = 4  # lines in one turn of the event loop: fifty take a tenth of a second


class FindingLine(QWidget):
    """One finding; Show is pressed while the table is filtered to its rows."""

    def __init__(self, place: int, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"restore_finding_{place}")
        title = display_name(tr(without_machinery(finding.title)), 400)
        count = len(finding.keys)
        rest = tr(format_counted(count, "variable"))
        self.title = PlainLabel(f"restore_finding_title_{place}", self)
        self.title.setFont(ui_font(13, bold=True))
        self.title.say(title)
        detail = display_name(tr(finding.detail), 2000)
        self.rest = PlainLabel(f"restore_finding_rest_{place}", self, muted=True)
        self.rest.say(" · ".join(part for part in (rest if count else "", detail) if part))
        self.show_button = QPushButton(tr(f"Show {count:,}" if count else "Show"), self)
        self.show_button.setCheckable(True)
        self.show_button.setEnabled(bool(count))
        if not count:
            self.show_button.hide()
        self.show_button.setAccessibleName(tr(f"Show only the {rest} of: {title}"))
        self.show_button.setToolTip(tr("Show only the rows this explains; again for all"))
        cures = len(finding.cures)
        self.cures_button = QPushButton(tr(f"Cures ({cures})"), self)
        if not cures:
            self.cures_button.hide()
        self.cures_button.setAccessibleName(tr(f"{cures} cures for: {title}"))
        self.cures_button.setToolTip(tr("How to mend it, with code to copy"))
        self.help_button = QPushButton("?", self)
        self.help_button.setAccessibleName(tr(f"What is this? Help about: {title}"))
        self.help_button.setToolTip(tr("What is this? The help about findings of this kind"))
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.rest, 1)
        named = (("show", self.show_button), ("cures", self.cures_button), ("help", self.help_button))
        for name, button in named:
            button.setObjectName(f"restore_finding_{name}_{place}")
            button.setProperty("pill", True)
            button.setAutoDefault(False)
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 3)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addLayout(below)


class FindingsStrip(QScrollArea):
    """As high as its findings, up to a few lines; more are scrolled to."""

    shown = Signal(object)  # the Finding whose rows are wanted, None for all rows
    cures_wanted = Signal(object)  # the Finding
    help_wanted = Signal(str)  # the finding's kind
    lines_made = Signal()  # the last lines of a long list are there

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_findings")
        self.setAccessibleName(tr("What went wrong"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines: list[FindingLine] = []
        self._findings: tuple[Finding, ...] = ()
        self._most = SHOWN_LINES
        self._body = QWidget(self)
        self._body.setProperty("page", True)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(12, 0, 12, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self._later = single_shot(self, 0, self._make_lines)
        self.show_findings(())

    @property
    def is_busy(self) -> bool:
        """Whether lines are still being made."""
        return self._later.isActive()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these; none is pressed."""
        if findings[:MOST_LINES] == self._findings and self._findings:
            self.release()
            return
        self._later.stop()
        self._findings = findings[:MOST_LINES]
        for line in self.lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self.lines = []
        self._make_lines()
        self._fit()
        self.setVisible(bool(self.lines))

    def _make_lines(self) -> None:
        """The first lines at once, a few more whenever the window has nothing else to do."""
        first = len(self.lines)
        for place, finding in list(enumerate(self._findings))[first : first + MADE_AT_ONCE]:
            line = FindingLine(place, finding, self._body)
            line.setProperty("help_topic", f"restore-findings.md#{finding.kind}")
            line.show_button.clicked.connect(lambda on, place=place: self._press(place if on else -1))
            line.cures_button.clicked.connect(
                lambda _=False, place=place: self.cures_wanted.emit(self._findings[place])
            )
            line.help_button.clicked.connect(
                lambda _=False, place=place: self.help_wanted.emit(self._findings[place].kind)
            )
            self.lines.append(line)
            self._column.insertWidget(place, line)
        if len(self.lines) < len(self._findings):
            self._later.start()
        elif first:
            self.lines_made.emit()

    def limit(self, lines: int) -> None:
        """Show so many lines at most; the others are scrolled to."""
        if lines != self._most:
            self._most = lines
            self._fit()

    def _fit(self) -> None:
        shown = self.lines[: self._most]
        peek = 10 if len(self._findings) > self._most else 0  # of the next one: there is more below
        self.setFixedHeight(sum(line.sizeHint().height() for line in shown) + peek + 2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # in the fonts of the theme

    def release(self) -> None:
        """No finding's rows are shown any more; nobody is told."""
        for line in self.lines:
            line.show_button.setChecked(False)

    @property
    def pressed(self) -> Finding | None:
        """The finding whose rows are shown."""
        for finding, line in zip(self._findings, self.lines, strict=False):
            if line.show_button.isChecked():
                return finding
        return None

    def _press(self, pressed: int) -> None:
        for place, line in enumerate(self.lines):
            line.show_button.setChecked(place == pressed)
        self.shown.emit(self._findings[pressed] if pressed >= 0 else None)

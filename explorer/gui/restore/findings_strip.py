"""The causes behind the rows: one line each, with how many variables, Show, and Cures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.theme import ui_font
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Finding

LINE_HEIGHT = 27
SHOWN_LINES = 3
MOST_LINES = 50  # what a person would name; the report as Markdown has all


class FindingLine(QWidget):
    """One finding; Show is pressed while the table is filtered to its rows."""

    def __init__(self, place: int, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"restore_finding_{place}")
        self.setFixedHeight(LINE_HEIGHT)
        title = display_name(finding.title, 400)
        count = len(finding.keys)
        rest = f"{count:,} variable" if count == 1 else f"{count:,} variables"
        self.title = PlainLabel(f"restore_finding_title_{place}", self)
        self.title.setFont(ui_font(13, bold=True))
        self.title.say(title)
        detail = display_name(finding.detail, 2000)
        self.rest = PlainLabel(f"restore_finding_rest_{place}", self, muted=True)
        self.rest.say(" · ".join(part for part in (rest if count else "", detail) if part))
        self.show_button = QPushButton("Show", self)
        self.show_button.setCheckable(True)
        self.show_button.setEnabled(bool(count))
        self.show_button.setAccessibleName(f"Show only the {rest} of: {title}")
        self.show_button.setToolTip("Show only the rows this explains; again for all")
        cures = len(finding.cures)
        self.cures_button = QPushButton(f"Cures ({cures})", self)
        if not cures:
            self.cures_button.hide()
        self.cures_button.setAccessibleName(f"{cures} cures for: {title}")
        self.cures_button.setToolTip("How to mend it, with code to copy")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(self.title, 0)
        for name, button in (("show", self.show_button), ("cures", self.cures_button)):
            button.setObjectName(f"restore_finding_{name}_{place}")
            button.setProperty("pill", True)
            button.setAutoDefault(False)
            layout.addWidget(button)
        layout.addWidget(self.rest, 1)


class FindingsStrip(QScrollArea):
    """As high as its findings, up to a few lines; more are scrolled to."""

    shown = Signal(object)  # the Finding whose rows are wanted, None for all rows
    cures_wanted = Signal(object)  # the Finding

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_findings")
        self.setAccessibleName("What went wrong")
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
        self.show_findings(())

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these; none is pressed."""
        if findings[:MOST_LINES] == self._findings and self.lines:
            self.release()
            return
        self._findings = findings[:MOST_LINES]
        for line in self.lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self.lines = [FindingLine(place, one, self._body) for place, one in enumerate(self._findings)]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
            line.show_button.clicked.connect(lambda on, place=place: self._press(place if on else -1))
            line.cures_button.clicked.connect(
                lambda _, place=place: self.cures_wanted.emit(self._findings[place])
            )
        self._fit()
        self.setVisible(bool(self.lines))

    def limit(self, lines: int) -> None:
        """Show so many lines at most; the others are scrolled to."""
        if lines != self._most:
            self._most = lines
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(min(len(self.lines), self._most) * LINE_HEIGHT + 2)

    def release(self) -> None:
        """No finding's rows are shown any more; nobody is told."""
        for line in self.lines:
            line.show_button.setChecked(False)

    @property
    def pressed(self) -> Finding | None:
        """The finding whose rows are shown."""
        for finding, line in zip(self._findings, self.lines, strict=True):
            if line.show_button.isChecked():
                return finding
        return None

    def _press(self, pressed: int) -> None:
        for place, line in enumerate(self.lines):
            line.show_button.setChecked(place == pressed)
        self.shown.emit(self._findings[pressed] if pressed >= 0 else None)

"""The parts of the window that tells what moved: sentences, a bar of choices, three pages, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.elided_box import ElidedBox
from explorer.gui.language import tr
from explorer.gui.moves.page import MovesPage
from explorer.gui.moves.sources import MOVED_COLUMNS, ODD_COLUMNS, STILL_COLUMNS
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import dialog_size, ui_font

if TYPE_CHECKING:
    from explorer.gui.session import Session

BAR_STEPS = 1000
MOVED, STILL, ODD = "Moved &most", "&Never moved, or stopped", "N&aN and infinities"


class MovesParts(QDialog):
    """Makes the widgets, in the order the Tab key visits them; what they do is the dialog's own matter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("moves_dialog")
        self.setWindowTitle(tr("What moved over the run"))
        self.setAccessibleName(tr("What moved over the run"))
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self.resize(dialog_size(1000, 620))
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        self.sentences = tuple(self._sentence(f"moves_sentence_{place}") for place in range(2))
        for label in self.sentences:
            layout.addWidget(label)
        self.explanation = plain_label("", self, name="moves_explanation", muted=True)
        self.explanation.setWordWrap(True)
        layout.addWidget(self.explanation)
        self.family = ElidedBox(self)
        self.family.setObjectName("moves_family")
        self.family.setAccessibleName(tr("Which family of checkpoints"))
        self.family.setToolTip(tr("Which family of checkpoints is looked at"))
        self.everything = QCheckBox(tr("&Slots and counters too"), self)
        self.everything.setObjectName("moves_everything")
        self.everything.setToolTip(
            tr("Show optimizer slots, counters and settings beside the variables (Alt+S)")
        )
        self.bar = QProgressBar(self)
        self.bar.setObjectName("moves_bar")
        self.bar.setAccessibleName(tr("Looked at so far"))
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
        self.tabs.setAccessibleName(tr("What moved, what did not, what is not finite"))
        self.tabs.tabBar().setObjectName("moves_tab_bar")
        self.tabs.tabBar().setAccessibleName(tr("Kinds of variables"))
        self.moved = MovesPage(MOVED_COLUMNS, "key", "moved", "Tensors that moved", self._session, self)
        self.still = MovesPage(
            STILL_COLUMNS, "reason", "still", "Tensors that did not move", self._session, self
        )
        self.odd = MovesPage(ODD_COLUMNS, "key", "odd", "Tensors with NaN or infinities", self._session, self)
        self.pages = (self.moved, self.still, self.odd)
        for title, page in zip((MOVED, STILL, ODD), self.pages, strict=True):
            self.tabs.addTab(page, tr(title))
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

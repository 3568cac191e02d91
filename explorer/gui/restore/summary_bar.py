"""The answer in one glance: what goes wrong in silence first, then the count, then the notes; buttons below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from explorer.gui.item_models.table_model import plain_tool_tip
from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.language import tr
from explorer.gui.menu_button import menu_button
from explorer.gui.theme import current_palette, ui_font
from explorer.report.numbers import display_name
from explorer.report.restore_text import silent_line

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport


CAPTION = "Alternatives: what each way of loading would do. Press one for its effect on each variable."

ONE_WAY = "The way of loading that suits both sides. Press it for its effect on each variable."


class Headline(QLabel):
    """A bold sentence that wraps; in a low window one line of it, and the whole as a tool tip."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole, self._is_short = "", False
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(ui_font(13, bold=True))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def say(self, text: str) -> None:
        """Show a sentence."""
        self._whole = text = tr(text)
        self.setAccessibleName(text)
        self._fit()

    def set_short(self, is_short: bool) -> None:
        """Take one line only."""
        self._is_short = is_short
        self.setWordWrap(not is_short)
        self.setMinimumWidth(40 if is_short else 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(40, hint.height()) if self._is_short else hint

    def _fit(self) -> None:
        text = self._whole
        if self._is_short:
            text = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(self.width(), 40))
        if text != self.text():
            self.setText(text)
        self.setToolTip(plain_tool_tip(self._whole) if text != self._whole else "")


class SummaryBar(QWidget):
    """`headline` is the count of variables, `silent` stands above it where no error would tell, `note` below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_answer")
        self._is_short = False
        self.silent = Headline("restore_silent", self)
        self.headline = Headline("restore_summary", self)
        self.note = PlainLabel("restore_note", self, muted=True)
        self.details_button = QPushButton(tr("Details"), self)
        self.details_button.setObjectName("restore_details")
        self.details_button.setCheckable(True)
        self.details_button.setAccessibleName(tr("Show TensorFlow's message, assertions and log in full"))
        self.details_button.setToolTip(
            tr("TensorFlow's own message, the three assertions, what it prints (Ctrl+D)")
        )
        self.details_button.setShortcut("Ctrl+D")
        self.copy_button = QPushButton(tr("Copy report"), self)
        self.copy_button.setObjectName("restore_copy_report")
        self.copy_button.setAccessibleName(tr("Copy the report as Markdown"))
        self.copy_button.setToolTip(
            tr("Copy verdict, ways of loading, findings with cures and all rows as Markdown")
        )
        self.more_button = menu_button(
            "restore_more", self, text="More", said="More about this restore",
            tip="Rename proposals, whether training resumes, explain an error",
        )  # fmt: skip
        self.caption = PlainLabel("restore_ways_caption", self, muted=True)
        self.caption.say(CAPTION)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.setContentsMargins(0, 3, 0, 0)
        buttons.addWidget(self.caption, 1)
        for button in (self.details_button, self.copy_button, self.more_button):
            button.setProperty("pill", True)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 2)
        layout.setSpacing(1)
        for label in (self.silent, self.headline, self.note):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self.refresh_theme()

    def show_report(self, report: RestoreReport | None) -> None:
        """Say what becomes of the variables."""
        silent = silent_line(report.outcomes) if report is not None else ""
        headline, _, note = (report.summary if report is not None else "").partition(". ")
        headline, _, unused = headline.rstrip(".").partition("; ")  # what nobody asks for harms nobody
        note = " ".join(filter(None, (tr(f"{unused}.") if unused else "", tr(note))))
        self.silent.say(display_name(f"! {tr(silent)}", 1000) if silent else "")
        self.silent.setVisible(bool(silent))
        self.headline.say(display_name(f"{headline}." if headline else "", 1000))
        self.note.say(display_name(note, 4000))
        self.note.setVisible(bool(note) and not self._is_short)
        ways = len(report.outcomes) if report is not None else 0
        self.caption.say(CAPTION if ways > 1 else ONE_WAY if ways else "")
        self.details_button.setVisible(bool(ways))

    def set_short(self, is_short: bool) -> None:
        """A low window has no room for the notes; the report has them."""
        self._is_short = is_short
        for label in (self.silent, self.headline):
            label.set_short(is_short)
        self.note.setVisible(bool(self.note.whole) and not is_short)

    def refresh_theme(self) -> None:
        """The palette changed."""
        self.silent.setStyleSheet(f"color: {current_palette().verdict('wrong value silently')};")

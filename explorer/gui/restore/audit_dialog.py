"""Will training resume? Each thing it needs, with a mark and a word, for the current checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.doctor.parts import copy_rows, record_table
from explorer.gui.doctor.record_source import PLACE, PLACE_COLUMN, RecordSource
from explorer.gui.item_models.cells import TableColumn
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.restore import questions
from explorer.gui.theme import dialog_size, ui_font
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.gui.restore.answer_records import Audit, AuditLine
    from explorer.gui.session import Session

AUDIT_COLUMNS = (
    TableColumn("word", "Answer", "Whether it is there", 13),
    TableColumn("what", "Training needs", "What was looked for", 22),
    TableColumn("why", "Found", "What the checkpoint holds of it", 60),
    PLACE_COLUMN,
)


class AuditDialog(QDialog):
    """Follows the session while it is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Checking whether training will resume")
        self._asked: tuple[object, object] | None = None
        self.setObjectName("audit_dialog")
        self.setWindowTitle(tr("Will training resume?"))
        self.setAccessibleName(tr("Whether training will go on where it stopped"))
        self.resize(dialog_size(920, 420))
        self.sentence = plain_label("", self, name="audit_sentence")
        self.sentence.setFont(ui_font(14, bold=True))
        self.hint = plain_label("", self, name="audit_hint", muted=True)
        self.table = record_table(
            AUDIT_COLUMNS, PLACE, "why", "audit", "What training needs to resume", session, self
        )
        self.detail = plain_label("", self, name="audit_detail", muted=True)
        for label in (self.sentence, self.hint, self.detail):
            label.setWordWrap(True)
        self.show_button = push_button(
            "Show the variables",
            "audit_show",
            self,
            "Show the variables of the chosen row in the window (Enter)",
        )
        self.copy_button = push_button("Copy as TSV", "audit_copy", self)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for widget in (self.sentence, self.hint):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(foot_row(self, self.copy_button, self.show_button))
        self.copy_button.clicked.connect(lambda: copy_rows(self.table))
        self.show_button.clicked.connect(self._show_variables)
        self.table.key_opened.connect(lambda _: self._show_variables())
        self.table.selection_settled.connect(self._show_detail)
        for signal in (session.newer_changed, session.target_changed):
            signal.connect(self._ask)
        session.palette_changed.connect(self.table.refresh_theme)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._ask()

    @property
    def is_busy(self) -> bool:
        """Whether the answer is still on its way."""
        return self._slot.is_busy

    def _ask(self) -> None:
        if not self.isVisible():
            return
        newer, target = self._session.newer, self._session.target
        if newer is None:
            self._slot.cancel()
            self._asked = None
            self._say("No checkpoint is open.", "Open a directory with Ctrl+O and choose a step.")
            self.table.model().set_source(None)
            self._show_detail()
            return
        if self._asked is not None and self._asked[0] is newer and self._asked[1] is target:
            return
        self._asked = (newer, target)
        self._say(f"Looking at {newer.name} …", "")
        self._slot.start(questions.ask_audit, newer, target, then=self._take, otherwise=self._explain)

    def _take(self, audit: Audit) -> None:
        self._say(audit.sentence, audit.hint)
        self.table.model().set_source(
            RecordSource(
                AUDIT_COLUMNS,
                audit.lines,
                _texts,
                key="what",
                tones=lambda line: {"word": f"verdict:{line.tone}"},
                marks=lambda line: {"word": line.mark},
            )
        )
        self._show_detail()

    def _explain(self, error: Exception) -> None:
        self._asked = None
        self.table.model().set_source(None)
        self._say(f"It could not be told: {error}", getattr(error, "hint", ""))

    def _say(self, sentence: str, hint: str) -> None:
        self.sentence.setText(display_name(tr(sentence), 2000))
        self.hint.setText(display_name(tr(hint), 2000))
        self.hint.setVisible(bool(hint))

    def _chosen(self) -> AuditLine | None:
        rows = self.table.chosen_source_array() if self.table.model().source is not None else ()
        return self.table.model().source.record(int(rows[0])) if len(rows) else None

    def _show_detail(self) -> None:
        line = self._chosen()
        text = "" if line is None else f"{tr(line.what)}: {tr(line.why)} {tr(line.hint)}".strip()
        self.detail.setText(display_name(text, 4000))
        self.show_button.setEnabled(line is not None and bool(line.keys))

    def _show_variables(self) -> None:
        line = self._chosen()
        if line is not None and line.keys:
            if self._session.report is not None:
                self._session.show_rows(line.keys)
            else:
                self._session.select(line.keys[0])


def _texts(line: AuditLine) -> dict[str, str]:
    return {"word": line.word, "what": line.what, "why": line.why}

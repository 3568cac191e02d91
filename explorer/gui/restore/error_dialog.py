"""Error in, answer out: a traceback is pasted, and what it means stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.doctor.parts import record_table
from explorer.gui.doctor.record_source import PLACE, PLACE_COLUMN, RecordSource
from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.timers import single_shot
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.restore import questions
from explorer.gui.restore.code_box import CodeBox
from explorer.gui.theme import data_font, dialog_size, px, ui_font
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.gui.restore.answer_records import Explained, Named
    from explorer.gui.session import Session

WAIT_MS = 250  # after the last letter
MOST_CHARACTERS = 4 << 20  # a log of hours; more is cut at the front, where the error is not
NAMED_COLUMNS = (
    TableColumn("name", "Variable", "What the error names, and what has the same fault", 36),
    TableColumn("expected", "Model expects", "From the error, or from the target", 16),
    TableColumn("stored", "Checkpoint holds", "From the error, or from the checkpoint", 16),
    TableColumn("note", "", "Whether the error names it, or it has the same fault", 18),
    PLACE_COLUMN,
)
PLACEHOLDER = (
    "Paste here what TensorFlow, Keras or an Estimator printed: a traceback, a log, a piece of it. "
    "It never leaves this window."
)


class ErrorDialog(QDialog):
    """Stays open beside the window; answers as one types or pastes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Reading the error")
        self._answer: Explained | None = None
        self.setObjectName("error_dialog")
        self.setWindowTitle(tr("Explain an error"))
        self.setAccessibleName(tr("Explain an error of TensorFlow or Keras"))
        self.resize(dialog_size(1000, 700))
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("error_text")
        self.text.setAccessibleName(tr("The error as it was printed"))
        self.text.setPlaceholderText(tr(PLACEHOLDER))
        self.text.setTabChangesFocus(True)
        self.text.setFont(data_font())
        self.paste_button = push_button("Paste", "error_paste", self)
        self.paste_button.setToolTip(tr("Put the clipboard in place of the text"))
        self.clear_button = push_button("Clear", "error_clear", self)
        entry = QWidget(self)
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        bar = QHBoxLayout()
        bar.addWidget(plain_label(tr("The error"), entry, muted=True))
        bar.addStretch(1)
        bar.addWidget(self.paste_button)
        bar.addWidget(self.clear_button)
        column.addLayout(bar)
        column.addWidget(self.text, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("error_splitter")
        splitter.addWidget(entry)
        splitter.addWidget(self._build_answer())
        splitter.setSizes([220, 420])
        splitter.setChildrenCollapsible(False)
        self.show_button = push_button("Show the variables", "error_show", self)
        self.show_button.setToolTip(tr("Show these variables in the Restore view"))
        self.copy_button = push_button("Copy the answer", "error_copy", self)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot_row(self, self.show_button, self.copy_button))
        self._soon = single_shot(self, WAIT_MS, self._ask)
        self.text.textChanged.connect(self._soon.start)
        self.paste_button.clicked.connect(
            lambda: self.text.setPlainText(QGuiApplication.clipboard().text()[-MOST_CHARACTERS:])
        )
        self.clear_button.clicked.connect(self.text.clear)
        self.show_button.clicked.connect(self._show_rows)
        self.copy_button.clicked.connect(self._copy)
        self.table.key_opened.connect(lambda _: self._show_rows())
        for signal in (session.newer_changed, session.target_changed):
            signal.connect(self._start_soon)
        session.palette_changed.connect(self._refresh_theme)
        self._ask()

    def _start_soon(self) -> None:
        self._soon.start()

    def _build_answer(self) -> QWidget:
        body = QWidget(self)
        body.setProperty("page", True)
        self.sentence = plain_label("", body, name="error_sentence")
        self.sentence.setFont(ui_font(14, bold=True))
        self.detail = plain_label("", body, name="error_detail")
        for label in (self.sentence, self.detail):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = record_table(
            NAMED_COLUMNS, PLACE, "name", "error_variables", "Variables of the error", self._session, self
        )
        self._cures = QVBoxLayout()
        self._cures.setSpacing(6)
        self.boxes: list[CodeBox] = []
        self._parts: list[QWidget] = []
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.detail)
        column.addWidget(self.table)
        column.addLayout(self._cures)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("error_answer")
        scroll.setAccessibleName(tr("What the error means"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        return scroll

    @property
    def is_busy(self) -> bool:
        """Whether the answer is still on its way."""
        return self._soon.isActive() or self._slot.is_busy

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.text.setFocus()

    def _ask(self) -> None:
        text = self.text.toPlainText()[-MOST_CHARACTERS:]
        if not text.strip():
            self._slot.cancel()
            self._take(None)
            return
        session = self._session
        self._slot.start(
            questions.ask_error, text, session.newer, session.target,
            then=self._take, otherwise=self._explain,
        )  # fmt: skip

    def _explain(self, error: Exception) -> None:
        self._take(None)
        self.sentence.setText(display_name(tr(f"The error could not be read: {error}"), 2000))

    def _take(self, answer: Explained | None) -> None:
        self._answer = answer
        for part in self._parts:
            self._cures.removeWidget(part)
            part.deleteLater()
        self._parts, self.boxes = [], []
        if answer is None:
            self.sentence.setText(tr("Nothing is pasted yet."))
            self.detail.setText(
                tr(
                    "The answer names the variable, what the model expects and what the checkpoint holds, the cause, "
                    "and what to do. With a checkpoint and a target open, it also finds what else has the same fault."
                )
            )
        else:
            self.sentence.setText(display_name(tr(answer.sentence), 4000))
            lines = (self._said(line) for line in answer.detail.split("\n"))
            self.detail.setText("\n".join(display_name(line, 4000) for line in lines))
        named = answer.named if answer is not None else ()
        self.detail.setVisible(bool(self.detail.text()))
        self.table.setVisible(bool(named))
        self.table.model().set_source(
            RecordSource(
                NAMED_COLUMNS,
                named,
                _texts,
                key="name",
                tones=lambda one: {
                    "expected": "verdict:shape differs" if one.expected else "muted",
                    "note": "muted",
                },
                data_columns=frozenset(("name", "expected", "stored")),
            )
        )
        rows = min(len(named), 8)
        self.table.setFixedHeight(self.table.horizontalHeader().height() + rows * px(24) + 14)
        for number, cure in enumerate(answer.cures if answer is not None else (), 1):
            label = plain_label(
                f"{number}.  {display_name(tr(cure.text), 4000)}", self, name=f"error_cure_{number}"
            )
            label.setWordWrap(True)
            self._add(label)
            if cure.code:
                box = CodeBox(f"error_code_{number}", cure.code, f"Code of cure {number}", self)
                self.boxes.append(box)
                self._add(box)
        self.show_button.setEnabled(bool(answer is not None and answer.keys))
        self.copy_button.setEnabled(bool(answer is not None and answer.is_found))

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._cures.addWidget(part)

    def _show_rows(self) -> None:
        answer, session = self._answer, self._session
        if answer is None or not answer.keys:
            return
        if session.report is not None:
            session.show_rows(answer.keys)
        else:
            session.select(answer.keys[0])

    def _said(self, line: str) -> str:
        """A line of the answer; what it quotes of the error stays as TensorFlow wrote it."""
        is_quoted = " ".join(line.split()) in " ".join(self.text.toPlainText().split())
        return line if is_quoted else tr(line)

    def _copy(self) -> None:
        answer = self._answer
        if answer is None:
            return
        lines = [answer.sentence, *([answer.detail] if answer.detail else [])]
        lines += [
            f"{one.name}: model expects {one.expected or '?'}, checkpoint holds {one.stored or '?'}"
            for one in answer.named
        ]
        for number, cure in enumerate(answer.cures, 1):
            lines += [f"{number}. {cure.text}", *([cure.code] if cure.code else [])]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def _refresh_theme(self) -> None:
        self.table.refresh_theme()
        self.text.setFont(data_font())


def _texts(named: Named) -> dict[str, str]:
    sides = {"expected": named.expected or "–", "stored": named.stored or "–"}
    return {"name": named.name, **sides, "note": named.note}

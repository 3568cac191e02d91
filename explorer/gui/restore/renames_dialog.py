"""Old name to new name for what found no partner: accepted row by row, copied as code, saved as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.elided_box import ElidedBox
from explorer.gui.item_models.cell_delegate import CellDelegate
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.restore import questions
from explorer.gui.restore.asking import ask_where_to_save
from explorer.gui.restore.code_box import CodeBox
from explorer.gui.restore.renames_model import CONFIDENCE, NEW, OLD, SURE, TAKE, WHY, RenamesModel
from explorer.gui.theme import dialog_size, px, ui_font
from explorer.report.numbers import display_name
from explorer.report.palette import ROW_HEIGHT

if TYPE_CHECKING:
    from explorer.gui.session import Session

CODE_LINES = 9


class RenamesDialog(QDialog):
    """Follows the session while it is open: another step or target is asked anew."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Looking for renamed variables")
        self._writing = session.new_slot(self, "Writing the renames")
        self.setObjectName("renames_dialog")
        self.setWindowTitle(tr("Renamed variables"))
        self.setAccessibleName(tr("Proposed renames"))
        self.resize(dialog_size(920, 640))
        self.sentence = plain_label("", self, name="renames_sentence")
        self.sentence.setFont(ui_font(14, bold=True))
        self.hint = plain_label("", self, name="renames_hint", muted=True)
        for label in (self.sentence, self.hint):
            label.setWordWrap(True)
        self.model = RenamesModel(self)
        self.table = _Table(self.model, self)
        self.sure_button = push_button(f"Accept all above {round(100 * SURE)} %", "renames_sure", self)
        self.all_button = push_button("Accept all", "renames_all", self)
        self.none_button = push_button("Accept none", "renames_none", self)
        self.form = ElidedBox(self)
        self.form.setObjectName("renames_form")
        self.form.setAccessibleName(tr("The form of the code"))
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box = CodeBox("renames_code", "", "The code with the accepted renames", self)
        self.save_button = push_button("Save as CSV…", "renames_save", self)
        choices = QHBoxLayout()
        for button in (self.sure_button, self.all_button, self.none_button):
            choices.addWidget(button)
        choices.addStretch(1)
        choices.addWidget(plain_label(tr("Code as"), self, muted=True))
        choices.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(choices)
        layout.addWidget(self.box)
        layout.addLayout(foot_row(self, self.save_button))
        self.sure_button.clicked.connect(
            lambda: self.model.take([rename.confidence > SURE for rename in self.model.renames])
        )
        self.all_button.clicked.connect(lambda: self.model.take([True] * len(self.model.renames)))
        self.none_button.clicked.connect(lambda: self.model.take([False] * len(self.model.renames)))
        self.save_button.clicked.connect(self._save)
        self.model.taken_changed.connect(self._show_code)
        self.form.currentIndexChanged.connect(lambda _: self._show_code())
        for signal in (session.newer_changed, session.report_changed):
            signal.connect(self._ask)
        session.palette_changed.connect(self.table.refresh_theme)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._ask()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still on its way."""
        return self._slot.is_busy or self._writing.is_busy

    def _ask(self) -> None:
        if not self.isVisible():
            return
        session = self._session
        if session.newer is None or session.target is None:
            self._take(())
            self._say(
                "There is nothing to compare names with."
                if session.newer is not None
                else "No checkpoint is open.",
                "Choose a target first: names of the checkpoint are paired with those of a model.",
            )
            return
        if session.report is None and session.is_busy():
            return  # the report is on its way, and asks again
        self._say("Looking for renamed variables …", "")
        self._slot.start(
            questions.ask_renames, session.newer, session.target, session.report,
            then=self._take, otherwise=self._explain,
        )  # fmt: skip

    def _take(self, renames: tuple) -> None:
        forms = questions.rename_forms(self._session.newer, self._session.target)
        if [self.form.itemText(i) for i in range(self.form.count())] != [tr(title) for _, title in forms]:
            self.form.blockSignals(True)
            self.form.clear()
            for form, title in forms:
                self.form.addItem(tr(title), form)
            self.form.blockSignals(False)
        self.model.show(renames)
        self.table.fit()
        count, sure = len(renames), sum(rename.confidence > SURE for rename in renames)
        if count:
            self._say(
                f"{count:,} {'variable' if count == 1 else 'variables'} most likely "
                f"{'has' if count == 1 else 'have'} another name; {sure:,} above {round(100 * SURE)} %.",
                "Names, shapes and neighbours were compared. Check the rows before you take them over.",
            )
        else:
            self._say(
                "No renamed variables were found.",
                "Every variable of the model has its value, or nothing stored fits those that have none.",
            )
        for widget in (self.table, self.sure_button, self.all_button, self.none_button, self.form):
            widget.setEnabled(bool(count))

    def _explain(self, error: Exception) -> None:
        self._take(())
        self._say(f"The names could not be compared: {error}", getattr(error, "hint", ""))

    def _say(self, sentence: str, hint: str) -> None:
        self.sentence.setText(display_name(tr(sentence), 2000))
        self.hint.setText(display_name(tr(hint), 2000))
        self.hint.setVisible(bool(hint))

    def _show_code(self) -> None:
        taken, session = self.model.taken(), self._session
        code = ""
        if taken and session.newer is not None and session.target is not None:
            code = questions.rename_code(taken, session.newer, session.target, self.form.currentData() or "")
        self.box.set_code(code or tr("Accept a row to see the code."))
        self.box.text.setFixedHeight(CODE_LINES * self.box.text.fontMetrics().lineSpacing() + 14)
        self.box.copy_button.setEnabled(bool(code))
        self.save_button.setEnabled(bool(taken))

    def _save(self) -> None:
        path = ask_where_to_save(self, tr("Save the accepted renames"), "renames.csv", "CSV (*.csv)")
        taken, session = self.model.taken(), self._session
        if path is not None and taken and session.newer is not None and session.target is not None:
            self._writing.start(
                questions.write_renames, path, taken, session.newer, session.target,
                then=lambda _: self._said_saved(path, len(taken)), otherwise=self._could_not_save,
            )  # fmt: skip

    def _said_saved(self, path: Path, count: int) -> None:
        self._say(self.sentence.text(), f"{count:,} renames were written to {path}.")

    def _could_not_save(self, error: Exception) -> None:
        self._say(self.sentence.text(), f"The renames could not be written: {error}")


class _Table(QTableView):
    """Space accepts the chosen rows, or no longer."""

    def __init__(self, model: RenamesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("renames_table")
        self.setAccessibleName(tr("Proposed renames: Space accepts a row"))
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self._delegate = CellDelegate(self)
        for column in (OLD, NEW, CONFIDENCE, WHY):
            self.setItemDelegateForColumn(column, self._delegate)
        header = self.horizontalHeader()
        header.setFont(ui_font(12))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.fit()

    def fit(self) -> None:
        """The two names share what the others leave."""
        header = self.horizontalHeader()
        for column, width in ((TAKE, px(58)), (CONFIDENCE, px(92))):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        for column in (OLD, NEW, WHY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            for index in self.selectionModel().selectedRows():
                self.model().toggle(index.row())
            return
        super().keyPressEvent(event)

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        self._delegate.refresh_fonts()
        self.viewport().update()

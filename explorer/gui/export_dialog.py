"""Export: what the current view offers and the variable table, written in the background, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialogs import ask_where_to_save
from explorer.gui.elided_box import ElidedBox
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.view import ExportQuestion, View, ViewExport
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

WHICH = "export"


def table_exports(session: Session) -> tuple[ViewExport, ...]:
    """The variable table of this step and of all steps."""
    newer, run = session.newer, session.run
    if newer is None:
        return ()

    def write(path: Path, task: Task, *, all_steps: bool) -> None:
        from explorer.gui.statuses import can_be_chosen
        from explorer.report.columns import DEFAULT_COLUMNS
        from explorer.report.csv_table import write_variable_table

        checkpoints = [newer]
        if all_steps and run is not None:
            there = [entry for entry in run.checkpoints if can_be_chosen(entry)]
            checkpoints = [session.cache.open(entry) for entry in there]
        write_variable_table(path, checkpoints, DEFAULT_COLUMNS, all_steps=all_steps, task=task)

    made = [ViewExport("Variables of this step (CSV)", ".csv", lambda p, t: write(p, t, all_steps=False))]
    if run is not None and len(run.checkpoints) > 1:
        made.append(
            ViewExport("Variables of all steps (CSV)", ".csv", lambda p, t: write(p, t, all_steps=True))
        )
    return tuple(made)


def all_exports(session: Session, view: View | None) -> tuple[ViewExport, ...]:
    """The view's own exports first; the variables view's own stand for the variable table."""
    own = view.exports() if view is not None else ()
    if view is not None and view.view_id == "variables" and own:
        return own
    return (*own, *table_exports(session))


def export_name(session: Session, export: ViewExport, view_id: str) -> str:
    """What the file is about: directory and step(s), "iris-step-200", "iris-all-steps"."""
    run, newer, older = session.run, session.newer_entry, session.older_entry
    name = run.directory.name if run is not None else ""
    if "all steps" in export.label.lower():
        return f"{name}-all-steps"
    if newer is None:
        return name
    if view_id == "compare" and older is not None and "step" not in export.label:
        return f"{name}-{older.label}-to-{newer.label}"
    return "-".join(part for part in (name, newer.label, export.name_part) if part)


class ExportDialog(QDialog):
    """Chooses one of the exports, and asks what it leaves open.

    `remembered` are the answers of last time; the export chosen then stands under `WHICH`.
    """

    def __init__(
        self,
        exports: tuple[ViewExport, ...],
        parent: QWidget | None = None,
        remembered: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(tr("Export"))
        self._exports = exports
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(plain_label(tr("What shall be written?"), self))
        self.group = QButtonGroup(self)
        labels = [export.label for export in exports]
        first = labels.index(remembered[WHICH]) if remembered.get(WHICH) in labels else 0
        for number, label in enumerate(labels):
            button = QRadioButton(tr(label).replace("&", "&&"), self)
            button.setObjectName(f"export_{number}")
            button.setChecked(number == first)
            self.group.addButton(button, number)
            layout.addWidget(button)
        self.answers: dict[str, QComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setSpacing(8)
        form.setContentsMargins(0, 8, 0, 0)
        for export in exports:
            for question in export.questions:
                if question.id not in self.answers:
                    self._add(form, question, remembered.get(question.id, ""))
        layout.addLayout(form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        save = buttons.addButton(tr("Choose file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("export_choose_file")
        save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(8)
        layout.addWidget(buttons)
        self.group.idToggled.connect(lambda *_: self._show_questions())
        self._show_questions()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def _add(self, form: QFormLayout, question: ExportQuestion, remembered: str) -> None:
        combo = ElidedBox(self)
        combo.setObjectName(f"export_{question.id}")
        combo.setAccessibleName(tr(question.label))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        possible = [answer for answer, _, why_not in question.answers if not why_not]
        for number, (answer, text, why_not) in enumerate(question.answers):
            combo.addItem(f"{tr(text)} ({tr(why_not)})" if why_not else tr(text), answer)
            model = combo.model()
            if why_not and isinstance(model, QStandardItemModel):
                model.item(number).setEnabled(False)
        wanted = remembered if remembered in possible else possible[0] if possible else ""
        combo.setCurrentIndex(max(combo.findData(wanted), 0))
        label = plain_label(tr(f"{question.label}:"), self)
        label.setBuddy(combo)
        form.addRow(label, combo)
        self.answers[question.id], self._labels[question.id] = combo, label

    def _show_questions(self) -> None:
        """The questions of the export that is checked; the others would change nothing."""
        asked = {question.id for question in self._checked().questions}
        for question, combo in self.answers.items():
            combo.setEnabled(question in asked)
            self._labels[question].setEnabled(question in asked)

    def _checked(self) -> ViewExport:
        return self._exports[max(self.group.checkedId(), 0)]

    def answers_now(self) -> dict[str, str]:
        """Question -> answer, for the next time."""
        told = {question: str(combo.currentData()) for question, combo in self.answers.items()}
        return told | {WHICH: self._checked().label}

    def chosen(self) -> ViewExport:
        """The export chosen, with its questions answered."""
        export = self._checked()
        return export if export.answered is None else export.answered(self.answers_now())


def ask_for_export(
    parent: QWidget, exports: tuple[ViewExport, ...], settings: Settings | None = None
) -> ViewExport | None:
    """Let a person choose; tests replace this name."""
    remembered = settings.export_answers if settings is not None else {}
    dialog = ExportDialog(exports, parent, remembered)
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        if settings is not None:
            settings.export_answers = remembered | dialog.answers_now()
        return dialog.chosen()
    finally:
        dialog.deleteLater()


def ask_for_save_path(parent: QWidget, title: str, suggestion: Path, suffix: str) -> Path | None:
    """Ask where to write; tests replace this name."""
    kinds = f"*{suffix};;{tr('All files')} (*)"
    path = ask_where_to_save(parent, tr(title), suggestion, kinds)
    if path is None:
        return None
    return path if path.suffix else path.with_name(path.name + suffix)


def suggested_name(name: str, suffix: str) -> str:
    """A harmless file name made of a checkpoint's or variable's name."""
    harmless = re.sub(r"[^A-Za-z0-9._-]+", "_", name.replace(" ", "-")).strip("._-")[-80:].strip("._-")
    return f"{harmless or 'export'}{suffix}"

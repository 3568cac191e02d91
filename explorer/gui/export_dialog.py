"""Export: what the current view offers and the variable table, written in the background, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.plain_text import plain_label
from explorer.gui.view import View, ViewExport
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session


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
    return f"{name}-{newer.label}"


class ExportDialog(QDialog):
    """Chooses one of the exports."""

    def __init__(self, exports: tuple[ViewExport, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle("Export")
        self._exports = exports
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(plain_label("What shall be written?", self))
        self.group = QButtonGroup(self)
        for number, export in enumerate(exports):
            button = QRadioButton(export.label.replace("&", "&&"), self)
            button.setObjectName(f"export_{number}")
            button.setChecked(number == 0)
            self.group.addButton(button, number)
            layout.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        save = buttons.addButton("Choose file…", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("export_choose_file")
        save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(8)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def chosen(self) -> ViewExport:
        """The export chosen."""
        return self._exports[max(self.group.checkedId(), 0)]


def ask_for_export(parent: QWidget, exports: tuple[ViewExport, ...]) -> ViewExport | None:
    """Let a person choose; tests replace this name."""
    dialog = ExportDialog(exports, parent)
    try:
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def ask_for_save_path(parent: QWidget, title: str, suggestion: Path, suffix: str) -> Path | None:
    """Ask where to write; tests replace this name."""
    text, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), f"*{suffix};;All files (*)")
    if not text:
        return None
    path = Path(text)
    return path if path.suffix else path.with_name(path.name + suffix)


def suggested_name(name: str, suffix: str) -> str:
    """A harmless file name made of a checkpoint's or variable's name."""
    harmless = re.sub(r"[^A-Za-z0-9._-]+", "_", name.replace(" ", "-")).strip("._-")[-80:].strip("._-")
    return f"{harmless or 'export'}{suffix}"

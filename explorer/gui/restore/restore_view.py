"""The Restore view: does the current checkpoint fit a target model, variable by variable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from explorer.analysis.restore import VERDICTS
from explorer.gui.item_models.table_parts import Chips, PlainLabel
from explorer.gui.item_models.table_view import TableView, bar_layout
from explorer.gui.menu_button import menu_button
from explorer.gui.problems import why_nothing
from explorer.gui.restore.report_files import markdown_report, write_csv, write_json
from explorer.gui.restore.verdict_source import RESTORE_COLUMNS, VerdictSource, source_of
from explorer.gui.target_menu import TargetMenu
from explorer.gui.theme import current_palette, ui_font
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name
from explorer.report.palette import VERDICT_MARK


def ask_for_target(parent: QWidget, start: Path | None = None) -> Path | None:
    """Let the user choose a checkpoint file whose model is the target."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent,
        "Choose a checkpoint, or the graph, of the target model",
        str(start or ""),
        "Checkpoints and graphs (*.index *.meta *.pbtxt *.h5 *.keras *.pb checkpoint);;All files (*)",
    )
    return Path(chosen) if chosen else None


def ask_for_target_directory(parent: QWidget, start: Path | None = None) -> Path | None:
    """Let the user choose a directory whose latest checkpoint is the target."""
    title = "Choose a directory with a checkpoint of the target model"
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(chosen) if chosen else None


class RestoreView(TableView):
    """The session's report as a table; the target is chosen here or in the tool bar."""

    view_id = "restore"
    title = "Restore"

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, RESTORE_COLUMNS, "verdict", parent)
        self.setAccessibleName("What a restore into the target would do")
        self._source: VerdictSource | None
        self._target: Any = None  # that of the verdicts on show
        self._targets = TargetMenu(session, self)
        self._build()
        self._connect()
        self._show_report(session.report)

    def _build(self) -> None:
        layout = self._new_layout()
        self.table = self._new_table("Verdicts")
        self.sides = PlainLabel("restore_sides", self)
        self.target_button = _target_button("restore_target", "Target", self)
        self.copy_button = QPushButton("Copy report", self)
        self.copy_button.setObjectName("restore_copy_report")
        self.copy_button.setAccessibleName("Copy the report as Markdown")
        self.copy_button.setToolTip("Copy the summary and all rows as Markdown")
        self.clear_button = QPushButton("Clear target", self)
        self.clear_button.setObjectName("restore_clear_target")
        self.clear_button.setAccessibleName("Forget the target")
        self.clear_button.setToolTip("Forget the target: tables and graph lose the verdict colours")
        self.columns_button = self._new_column_button()
        buttons = (self.target_button, self.copy_button, self.columns_button, self.clear_button)
        layout.addLayout(bar_layout((self.sides, 1), *((button, 0) for button in buttons), bottom=6))
        self.cards = QVBoxLayout()  # one card an API goes here, above the table
        layout.addLayout(self.cards)
        self.summary = QLabel(self)
        self.summary.setObjectName("restore_summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setFont(ui_font(14, bold=True))
        self.summary.setContentsMargins(12, 6, 12, 6)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.summary)
        self.filter = self._new_filter("kernel verdict:shape")
        self.chips = Chips(
            "restore_chips",
            [
                (verdict, VERDICT_MARK[verdict], f"Show only rows with the verdict “{verdict}”")
                for verdict in VERDICTS
            ],
            self,
        )
        layout.addLayout(bar_layout((self.chips, 2), (self.filter, 1), top=2, spacing=12))
        self.choose_button = _target_button("restore_choose_target", "Another step of this run", self)
        self.directory_button = QPushButton("Choose a directory…", self)
        self.directory_button.setObjectName("restore_browse_directory")
        self.directory_button.setAccessibleName("Choose a directory whose latest checkpoint is the target")
        self.browse_button = QPushButton("Choose a file…", self)
        self.browse_button.setObjectName("restore_browse")
        self.browse_button.setAccessibleName("Choose a checkpoint file as the target")
        self.empty = self._new_empty(self.choose_button, self.directory_button, self.browse_button)
        self.pages = self._new_pages(self.table, self.empty)
        layout.addWidget(self.pages, 1)
        self.detail = QLabel(self)
        self.detail.setObjectName("restore_detail")
        self.hint = QLabel(self)
        self.hint.setObjectName("restore_hint")
        self.hint.setProperty("muted", True)
        for label, margins in ((self.detail, (12, 10, 12, 2)), (self.hint, (12, 2, 12, 10))):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(*margins)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)

    def _connect(self) -> None:
        self._connect_table()
        session = self.session
        session.report_changed.connect(self._show_report)
        session.target_changed.connect(lambda _: self._say_sides())
        session.newer_changed.connect(lambda _: self._say_sides())
        session.run_changed.connect(lambda _: self._say_sides())
        self.chips.changed.connect(self._accept)
        self.table.selection_settled.connect(self._show_detail)
        for button in (self.target_button, self.choose_button):
            button.menu().aboutToShow.connect(lambda button=button: self.fill_target_menu(button.menu()))
        self.browse_button.clicked.connect(self._browse)
        self.directory_button.clicked.connect(self._browse_directory)
        self.copy_button.clicked.connect(self._copy_report)
        self.clear_button.clicked.connect(lambda: session.choose_target(None))

    # What the window asks

    def is_busy(self) -> bool:
        waits = self.session.target is not None and self.session.newer is not None and self.session.is_busy()
        return waits or self.model.is_preparing or self._targets.is_busy

    def exports(self) -> tuple[ViewExport, ...]:
        report = self.session.report
        if report is None:
            return ()
        return (
            ViewExport("Verdicts as CSV", ".csv", lambda path, task: write_csv(path, report, task)),
            ViewExport("Verdicts as JSON", ".json", lambda path, task: write_json(path, report, task)),
        )

    # The target

    def fill_target_menu(self, menu: QMenu) -> None:
        """Everything that can be chosen as the target."""
        self._targets.fill(menu, self._browse_directory, self._browse)

    def _browse(self) -> None:
        self._choose_path(ask_for_target(self, self._place_beside()))

    def _browse_directory(self) -> None:
        self._choose_path(ask_for_target_directory(self, self._place_beside()))

    def _choose_path(self, path: Path | None) -> None:
        if path is not None:
            self.session.choose_target_path(path)

    def _place_beside(self) -> Path | None:
        return self.session.run.directory.parent if self.session.run is not None else None

    # Rows

    def _show_report(self, report: Any) -> None:
        before, self._target = self._target, self.session.target
        is_renewed = report is not None and before is self._target  # another step into the same model
        self._source = source_of(report) if report is not None else None
        pressed = self.chips.pressed() if is_renewed else frozenset()
        self.chips.blockSignals(True)
        self.chips.press(pressed)
        self.chips.blockSignals(False)
        self.model.set_source(self._source)
        if self._source is not None:
            self.chips.set_counts(self._source.counts(), current_palette().verdict)
            if pressed:
                self._accept(pressed)
            self.table.choose(self.session.selected_key)
        self._say_sides()

    def _accept(self, pressed: frozenset[str]) -> None:
        if self._source is not None:
            self.model.set_accepted(self._source.rows_with(pressed) if pressed else None)

    def _rows_changed(self) -> None:
        self._show_page()
        self._show_detail()

    def _say_sides(self) -> None:
        session = self.session
        if session.newer is not None and session.target is not None:
            checkpoint, target = (
                display_name(session.newer.name, 200),
                display_name(session.target.source, 200),
            )
            self.sides.say(f"Checkpoint {checkpoint} into the model of {target}")
        else:
            self.sides.say("")
        self.summary.setText(display_name(session.report.summary, 2000) if session.report is not None else "")
        self._show_page()

    def _show_page(self) -> None:
        has_rows = self._source is not None and len(self._source) > 0
        shown = has_rows and len(self.model.rows) > 0
        self.pages.setCurrentWidget(self.table if shown else self.empty)
        for widget in (self.summary, self.chips, self.filter, self.copy_button, self.columns_button):
            widget.setVisible(has_rows)
        for widget in (self.detail, self.hint):
            widget.setVisible(bool(shown))
        has_target = self.session.target is not None
        self.target_button.setVisible(has_target)
        self.clear_button.setVisible(has_target)
        for button in (self.choose_button, self.browse_button):
            button.setVisible(not has_target and self.session.newer is not None)
        if not shown:
            self._say_why_empty()

    def _say_why_empty(self) -> None:
        session = self.session
        if self._source is not None and len(self._source):
            self.empty.say(
                "No row is left by the filter and the pressed verdicts.", "Esc in the filter field clears it."
            )
        elif self._source is not None:
            self.empty.say("Neither the model nor the checkpoint has a variable.")
        elif session.newer is None:
            self.empty.say(
                *why_nothing(
                    session,
                    "There is no checkpoint to restore.",
                    "Open a directory with Ctrl+O and choose a step.",
                )
            )
        elif session.target is None:
            self.empty.say(
                "No target is chosen: the model this checkpoint is to be restored into.",
                "Take the model that wrote another step of this run, or any other checkpoint. "
                "Then every variable gets a verdict: does it fit, is it missing, has it another shape.",
            )
        elif session.is_busy():
            self.empty.say("Checking …")
        else:
            self.empty.say(
                "The restore could not be checked.",
                "The banner above says why. Choose another target, or another step.",
            )

    def _show_selection(self, key: str) -> None:
        super()._show_selection(key)
        self._show_detail()

    def _show_detail(self) -> None:
        source, index = self._source, self.table.currentIndex()
        if source is None or not index.isValid() or index.row() >= len(self.model.rows):
            self.detail.setText("Choose a row to see why, and what to do. F7 goes to the next problem.")
            self.hint.setText("")
            return
        row = source.record(int(self.model.rows[index.row()]))
        self.detail.setText(display_name(f"{row.key}: {row.sentence}", 1000))
        self.hint.setText(display_name(row.hint, 1000))

    def _copy_report(self) -> None:
        if self.session.report is not None:
            QGuiApplication.clipboard().setText(markdown_report(self.session.report))

    def _refresh_theme(self) -> None:
        super()._refresh_theme()
        if self._source is not None:
            self.chips.set_counts(self._source.counts(), current_palette().verdict)

    def fill_menu(self, menu: QMenu) -> None:
        super().fill_menu(menu)
        menu.addSeparator()
        menu.addAction("Copy report as Markdown", self._copy_report)


def _target_button(name: str, text: str, parent: QWidget) -> QToolButton:
    tip = "Choose the model this checkpoint is to be restored into"
    return menu_button(name, parent, text=text, said="Choose the target model", tip=tip)

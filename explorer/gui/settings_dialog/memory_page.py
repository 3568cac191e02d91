"""Settings of what is remembered: where it lies, how large it is, which runs; forgetting one or all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from explorer.gui import dialogs
from explorer.gui.dialog_parts import push_button
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.recording import policy_of
from explorer.gui.session import Session
from explorer.gui.settings import LEAST_RECORDS_MIB, MOST_RECORDS_MIB, Settings
from explorer.gui.settings_dialog.parts import Page, check_box, mib_box
from explorer.gui.settings_dialog.records_model import RecordsModel
from explorer.gui.theme import px
from explorer.report.numbers import display_name, format_bytes, format_count
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.run_record import RunRecord
    from explorer.analysis.run_record.folder import RecordFile

WHAT = (
    "Names, shapes, statistics, histograms and object graphs that were read of a run are kept, so that opening "
    "it again reads no tensor, and deleted checkpoints can still be looked at. The opened directory is never "
    "written to. Nothing leaves this machine."
)
FRESH = "This window was started with --fresh: nothing is remembered."
FORGOTTEN = "Forgotten."
ANEW = "Forgotten. The run that is open is remembered anew from now on: what is on disk, as it is read."
FORGET_MORE = (
    "Its deleted checkpoints are lost with it; what is still on disk is read anew when it is opened."
)


@dataclass(frozen=True, slots=True)
class Held:
    """What the folder of records holds."""

    folder: Path
    size_bytes: int
    records: tuple[RecordFile, ...]


class MemoryPage(Page):
    """Looks at the folder in a job; what it deletes is asked about first."""

    title = "Memory"

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__("memory", parent)
        self._session, self._settings = session, settings
        self._slot = session.new_slot(self)
        self._forgetting = session.new_slot(self, "Forgetting")  # looking again must not cancel it
        self._held: Held | None = None
        self.add_heading("What is remembered")
        self.remember = check_box(
            "Remember runs",
            "settings_remember_runs",
            "Keep what is read of a run in your cache directory",
            settings.remember_runs and not settings.is_fresh,
            self._switch,
            self,
        )
        self.remember.setEnabled(not settings.is_fresh)
        self.column.addWidget(self.remember)
        self.add_sentence(FRESH if settings.is_fresh else WHAT, "settings_memory_what")
        self.problem = self.add_sentence("", "settings_memory_problem")
        self.add_heading("Where, and how much")
        self.place = plain_label("", self, name="settings_memory_place")
        self.place.setWordWrap(True)
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.place.setAccessibleName(tr("Folder of the records"))
        self.column.addWidget(self.place)
        row = QHBoxLayout()
        self.size = plain_label("", self, name="settings_memory_size")
        row.addWidget(self.size)
        row.addStretch(1)
        most = plain_label(tr("At most"), self)
        row.addWidget(most)
        self.cap = mib_box(
            "settings_records_mib",
            "How much all records may take together; the oldest used go first",
            (LEAST_RECORDS_MIB, MOST_RECORDS_MIB),
            settings.records_mib,
            self._set_cap,
            self,
        )
        most.setBuddy(self.cap)
        row.addWidget(self.cap)
        self.column.addLayout(row)
        self._make_table()
        buttons = QHBoxLayout()
        self.forget_one = push_button(
            "Forget this run",
            "settings_forget_one",
            self,
            "Delete what is remembered of the chosen run (Del)",
        )
        self.forget_all = push_button(
            "Forget all", "settings_forget_all", self, "Delete what is remembered of all runs"
        )
        self.forget_one.setShortcut("Del")
        self.forget_one.clicked.connect(self._forget_chosen)
        self.forget_all.clicked.connect(self._forget_all)
        buttons.addWidget(self.forget_one)
        buttons.addWidget(self.forget_all)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.told = self.add_sentence("", "settings_memory_told")
        self.told.hide()
        session.recording.changed.connect(self._recording_changed)
        self._show(None)

    def _make_table(self) -> None:
        self.model = RecordsModel(self)
        self.table = QTableView(self)
        self.table.setObjectName("settings_records")
        self.table.setAccessibleName(tr("Runs that are remembered"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(px(120))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.column.addWidget(self.table, 1)

    # -- what is shown -------------------------------------------------------------------------

    def shown(self) -> None:
        """Look at the folder again."""
        self._slot.start(
            _look, self._session.recording.policy.folder, then=self._show, otherwise=self._explain
        )

    @property
    def is_busy(self) -> bool:
        """Whether the folder is being looked at, or something in it forgotten."""
        return self._slot.is_busy or self._forgetting.is_busy

    def _recording_changed(self) -> None:
        if self.isVisible():
            self.shown()

    def _show(self, held: Held | None) -> None:
        chosen = self.model.record(self.table.currentIndex())
        self._held = held
        problem = self._session.recording.problem
        self.problem.setText(display_name(problem, 600))
        self.problem.setVisible(bool(problem))
        if held is not None:
            self.place.setText(display_name(str(held.folder), 400))
            count = len(held.records)
            runs = "1 run" if count == 1 else f"{format_count(count)} runs"
            self.size.setText(
                tr(f"{format_bytes(held.size_bytes)} in {runs}" if count else "Nothing is remembered yet.")
            )
            self.model.set_records(held.records)
            row = self.model.row_of(chosen)
            if row >= 0:
                self.table.selectRow(row)
        self._enable()

    def _explain(self, error: Exception) -> None:
        self.size.setText(tr(f"The folder could not be looked at: {display_name(str(error), 300)}"))

    def _enable(self) -> None:
        self.forget_one.setEnabled(self.table.selectionModel().hasSelection())
        self.forget_all.setEnabled(self._held is not None and bool(self._held.records))

    # -- what is changed -----------------------------------------------------------------------

    def _switch(self, wanted: bool) -> None:
        self._settings.remember_runs = wanted
        self._session.recording.set_policy(policy_of(self._settings))

    def _set_cap(self, value: int) -> None:
        self._settings.records_mib = value
        self._session.recording.set_policy(policy_of(self._settings))

    def _forget_chosen(self) -> None:
        record = self.model.record(self.table.currentIndex())
        if record is None:
            return
        name = display_name(record.directory, 300) if record.directory else tr("the damaged record")
        question = f"Forget what is remembered of {name}?"
        if dialogs.confirm(self, "Forget this run", question, FORGET_MORE, "Forget"):
            self._delete((record,))

    def _forget_all(self) -> None:
        if self._held is None:
            return
        count = len(self._held.records)
        runs = "the one run" if count == 1 else f"all {format_count(count)} runs"
        question = f"Forget what is remembered of {tr(runs)}?"
        more = "Checkpoints that were deleted are lost with it; what is still on disk is read anew when it is opened."
        if dialogs.confirm(self, "Forget all runs", question, more, "Forget all"):
            self._delete(None)

    def _delete(self, records: tuple[RecordFile, ...] | None) -> None:
        """Delete these, or all; that of the open run is closed before, and begun anew."""
        recording = self._session.recording
        parted = recording.part_with(None if records is None else [record.path for record in records])

        def begin_anew() -> None:
            if parted is not None:
                recording.start_over()

        def forgotten(held: Held) -> None:
            begin_anew()
            self._show(held)
            self.told.setText(tr(FORGOTTEN if parted is None else ANEW))
            self.told.show()

        def failed(error: Exception) -> None:
            begin_anew()
            self._explain(error)

        self._forgetting.start(
            _forget, recording.policy.folder, records, parted, then=forgotten, otherwise=failed
        )


def _look(folder: Path | None, task: Task = QUIET) -> Held:
    from explorer.analysis.run_record.folder import list_records, record_folder, record_size

    folder = record_folder() if folder is None else folder
    records = list_records(folder)
    return Held(folder, record_size(folder)[0], records)


def _forget(
    folder: Path | None,
    records: tuple[RecordFile, ...] | None,
    parted: RunRecord | None,
    task: Task = QUIET,
) -> Held:
    """Delete `records`, or all; `parted` is the record of the open run if it is among them."""
    from explorer.analysis.run_record.folder import clear_records, delete_file

    if parted is not None:
        parted.close()  # before: it would write what it still holds into a new file
    if records is None:
        clear_records(folder)
    else:
        for record in records:
            delete_file(record.path)
    return _look(folder, task)

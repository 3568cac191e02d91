"""The pages of a verification: problems, checkpoints, lost tensors, notes, the proposed `checkpoint` file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialog_parts import push_button
from explorer.gui.doctor.parts import put_on_clipboard, record_table, text_field
from explorer.gui.doctor.record_source import PLACE, PLACE_COLUMN, RecordSource
from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.table_parts import EmptyNote
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.report.numbers import display_name, format_bytes, format_count
from explorer.report.palette import STATUS_MARK
from explorer.report.sentences import capital

if TYPE_CHECKING:
    from explorer.analysis.doctor_records import CheckpointVerdict, FileProblem, Verification
    from explorer.gui.item_models.record_table import RecordTable
    from explorer.gui.session import Session

PROBLEM_COLUMNS = (
    TableColumn("file", "File", "The file it is about, relative to the directory", 30),
    TableColumn("tensor", "Tensor", "The tensor, or how many are concerned", 24),
    TableColumn("problem", "Problem", "What is wrong", 50),
    TableColumn("hint", "What to do", "The next step", 26),
    PLACE_COLUMN,
)
VERDICT_COLUMNS = (
    TableColumn("checkpoint", "Checkpoint", "The checkpoint's prefix", 36),
    TableColumn("verdict", "Verdict", "What is left of it", 44),
    TableColumn("status", "Status", "complete, damaged, being written or gone", 14),
    TableColumn("bytes", "Read", "How many bytes were checked", 12, True),
    PLACE_COLUMN,
)
LOST_COLUMNS = (
    TableColumn("tensor", "Lost tensor", "The checkpoint key", 50),
    TableColumn("checkpoint", "Checkpoint", "The checkpoint's prefix", 28),
    TableColumn("recovery", "Recoverable", "Whether its bytes stand in another data file", 24),
    PLACE_COLUMN,
)


class LostTensor(NamedTuple):
    """One tensor whose value cannot be read, and the checkpoint it is lost in."""

    key: str
    prefix: str
    is_misplaced: bool = False  # its bytes stand in a data file of another's name


class LostTensors(Sequence[LostTensor]):
    """The lost tensors of all checkpoints one behind the other; a record is made when it is looked at."""

    def __init__(self, verdicts: Sequence[CheckpointVerdict]) -> None:
        self._verdicts = [verdict for verdict in verdicts if verdict.lost]
        self._ends = list(accumulate(len(verdict.lost) for verdict in self._verdicts))
        self._misplaced = [frozenset(verdict.misplaced) for verdict in self._verdicts]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, row):
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        place = bisect_right(self._ends, row)
        verdict = self._verdicts[place]
        key = verdict.lost[row - self._ends[place]]
        return LostTensor(key, verdict.prefix, key in self._misplaced[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LostTensors) and self._verdicts == other._verdicts

    __hash__ = None


class ResultTabs(QWidget):
    """A sentence while there is nothing to list, else one page for each kind of result."""

    variable_opened = Signal(object, object)  # key, prefix of the checkpoint ("" for none)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("verify_result")
        self.note = EmptyNote("verify_note", self)
        self.problems = record_table(
            PROBLEM_COLUMNS, PLACE, "problem", "verify_problems", "Problems found", session, self
        )
        self.detail = text_field("verify_detail", "The chosen problem in full", self)
        self.verdicts = record_table(
            VERDICT_COLUMNS, PLACE, "verdict", "verify_verdicts", "Verdict of each checkpoint", session, self
        )
        self.lost = record_table(LOST_COLUMNS, PLACE, "tensor", "verify_lost", "Lost tensors", session, self)
        self.notes = text_field("verify_notes", "Notes", self)
        self.state = text_field("verify_state", "Proposed text of the checkpoint file", self, data=True)
        self.copy_state_button = push_button("Copy", "verify_copy_state", self, "The proposed text")
        self.copy_state_button.clicked.connect(lambda: put_on_clipboard(self.state.toPlainText()))
        self.save_state_button = push_button(
            "Save elsewhere…", "verify_save_state", self, "Into a file outside the directory"
        )
        for table in (self.problems, self.lost):
            table.key_opened.connect(lambda key, table=table: self._open(table, key))
        self.problems.key_chosen.connect(self._show_detail)
        self.verdicts.key_opened.connect(self._open_checkpoint)

        halves = QSplitter(self)
        halves.setObjectName("verify_halves")
        halves.setOrientation(Qt.Orientation.Vertical)
        halves.addWidget(self.problems)
        halves.addWidget(self.detail)
        halves.setStretchFactor(0, 1)
        halves.setSizes([320, 140])
        halves.setCollapsible(0, False)
        self._problem_page = halves
        self._state_page = self._make_state_page()
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("verify_tabs")
        self.tabs.setAccessibleName(tr("Results"))
        self.tabs.tabBar().setObjectName("verify_tab_bar")
        self.tabs.tabBar().setAccessibleName(tr("Kinds of results"))
        self.tabs.setDocumentMode(True)
        for page in (halves, self.verdicts, self.lost, self.notes, self._state_page):
            page.setParent(None)
        self._pages: tuple[tuple[QWidget, str], ...] = (
            (halves, "Problems"),
            (self.verdicts, "Checkpoints"),
            (self.lost, "Lost tensors"),
            (self.notes, "Notes"),
            (self._state_page, "checkpoint file"),
        )
        for page, title in self._pages:
            self.tabs.addTab(page, tr(title))
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.note)
        self.stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.clear()

    def say(self, sentence: str, hint: str = "") -> None:
        """Show a sentence in place of the pages."""
        self.note.say(sentence, hint)
        self.stack.setCurrentWidget(self.note)

    def clear(self) -> None:
        """Forget the last result."""
        for table in (self.problems, self.verdicts, self.lost):
            table.model().set_source(None)
        self.detail.clear()
        self.say("")

    def show_verification(self, verification: Verification, *, is_partial: bool = False) -> None:
        """Show what was found; of a part only what there is already."""
        problems, verdicts = verification.problems, verification.checkpoints
        lost = LostTensors(verdicts)
        self._fill(self.problems, PROBLEM_COLUMNS, problems, _problem_texts, "tensor", _problem_tones)
        self._fill(self.verdicts, VERDICT_COLUMNS, verdicts, _verdict_texts, "checkpoint", _verdict_tones)
        self._fill(self.lost, LOST_COLUMNS, lost, _lost_texts, "tensor", None)
        self.notes.setPlainText("\n".join(display_name(tr(note), 2000) for note in verification.notes))
        self.state.setPlainText(verification.proposed_state or "")
        counts = (len(problems), len(verdicts), len(lost), len(verification.notes), None)
        wanted = (
            bool(problems),
            bool(verdicts),
            bool(lost),
            bool(verification.notes),
            verification.proposed_state is not None,
        )
        for place, ((_, title), count, is_wanted) in enumerate(zip(self._pages, counts, wanted, strict=True)):
            said = tr(title)
            self.tabs.setTabText(place, said if count is None else f"{said} ({format_count(count)})")
            self.tabs.setTabVisible(place, is_wanted)
        if not any(wanted):
            self.say("There was nothing to verify.")
            return
        first = wanted.index(True)
        if not is_partial or not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(first)
        self.stack.setCurrentWidget(self.tabs)
        if problems and not self.detail.toPlainText():
            self.problems.go_to(0)

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        for table in (self.problems, self.verdicts, self.lost):
            table.refresh_theme()

    def _fill(self, table: RecordTable, columns, records, texts, key: str, tones) -> None:
        table.model().set_source(
            RecordSource(
                columns,
                records,
                texts,
                key=key,
                shown=_problem_shown if columns is PROBLEM_COLUMNS else None,
                tones=tones,
                marks=_verdict_marks if columns is VERDICT_COLUMNS else None,
                data_columns=frozenset(("file", "tensor", "checkpoint")),
            )
        )

    def _show_detail(self, key: str) -> None:
        problem = self._record(self.problems, key)
        if problem is None:
            return
        place = "  ·  ".join(display_name(part) for part in (problem.file, problem.key) if part)
        said = [display_name(tr(text), 4000) for text in (capital(problem.problem), problem.hint)]
        lines = [place, *said]
        if problem.keys:
            shown = [display_name(name) for name in problem.keys[:1000]]
            more = [tr(f"and {len(problem.keys) - 1000:,} more")] if len(problem.keys) > 1000 else []
            lines += ["", tr("Tensors concerned:"), *shown, *more]
        self.detail.setPlainText("\n".join(line for line in lines if line is not None))

    def _open(self, table: RecordTable, key: str) -> None:
        record = self._record(table, key)
        if record is not None:
            name = record.key or next(iter(getattr(record, "keys", ()) or ()), "")
            self.variable_opened.emit(name, record.prefix)

    def _open_checkpoint(self, key: str) -> None:
        """From a checkpoint to the first tensor it lost."""
        verdict = self._record(self.verdicts, key)
        if verdict is not None and verdict.lost:
            self.variable_opened.emit(verdict.lost[0], verdict.prefix)

    def _record(self, table: RecordTable, key: str):
        row = table.model().source_row_of(key)
        return None if row < 0 else table.model().source.record(row)

    def _make_state_page(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("verify_state_page")
        why = plain_label(
            tr(
                "The directory's checkpoint file is wrong. This is what it should say; nothing was changed. "
                "Save it somewhere else, look at it, and copy it over the old one yourself."
            ),
            page,
            name="verify_state_why",
            muted=True,
        )
        why.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_state_button)
        buttons.addWidget(self.save_state_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addWidget(why)
        layout.addWidget(self.state, 1)
        layout.addLayout(buttons)
        return page


def _problem_texts(problem: FileProblem) -> dict[str, str]:
    count = len(problem.keys)
    tensor = problem.key or (problem.keys[0] if count == 1 else f"{count:,} tensors" if count else "")
    return {
        "file": problem.file,
        "tensor": tensor,
        "problem": capital(problem.problem),
        "hint": problem.hint,
    }


def _problem_shown(problem: FileProblem) -> dict[str, str]:
    is_many = not problem.key and len(problem.keys) > 1
    return {"tensor": tr(_problem_texts(problem)["tensor"])} if is_many else {}


def _problem_tones(problem: FileProblem) -> dict[str, str]:
    return {"problem": "verdict:damaged", "file": "muted"}


def _verdict_texts(verdict: CheckpointVerdict) -> dict[str, str]:
    from explorer.report.verify_text import lost_sentence

    return {
        "checkpoint": verdict.prefix,
        "verdict": capital(lost_sentence(verdict)),
        "status": verdict.status,
        "bytes": format_bytes(verdict.checked_bytes) if verdict.checked_bytes else "",
    }


def _verdict_tones(verdict: CheckpointVerdict) -> dict[str, str]:
    if verdict.lost or verdict.status == "damaged":
        return {"verdict": "verdict:damaged", "status": "verdict:damaged"}
    return {"status": "muted", "bytes": "muted"}


def _verdict_marks(verdict: CheckpointVerdict) -> dict[str, str]:
    return {"status": STATUS_MARK.get(verdict.status, "?")}


def _lost_texts(lost: LostTensor) -> dict[str, str]:
    recovery = "by renaming data files" if lost.is_misplaced else "no"
    return {"tensor": lost.key, "checkpoint": lost.prefix, "recovery": recovery}

"""The variables behind a sentence of the self-check: what the graph expects, what the checkpoint holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.doctor.parts import choose_variable, copy_rows, record_table
from explorer.gui.doctor.record_source import RecordSource
from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.table_parts import FilterField
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import dialog_size, ui_font
from explorer.report.numbers import display_name, format_count, format_counted, format_shape

if TYPE_CHECKING:
    from explorer.analysis.self_check import Contradiction, Finding
    from explorer.gui.session import Session

FINDING_COLUMNS = (
    TableColumn("key", "Variable", "The checkpoint key", 40),
    TableColumn("expected", "Graph expects", "Dtype and shape that the source asks for", 20),
    TableColumn("stored", "Checkpoint holds", "Dtype and shape stored in the checkpoint", 20),
    TableColumn("checkpoint", "Checkpoint", "The checkpoint that holds it, and its step", 22),
    TableColumn("source", "Source", "The file that expects it", 26),
)


_SIDES = ("expected", "stored")


class FindingsDialog(QDialog):
    """A table of the variables; Enter chooses one in the window and closes."""

    def __init__(
        self, findings: tuple[Finding, ...], session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("findings_dialog")
        self.setWindowTitle(tr("Graph and checkpoints disagree"))
        self.setAccessibleName(tr("Variables on which graph and checkpoints disagree"))
        self.resize(dialog_size(980, 560))
        rows = [row for finding in findings for row in finding.rows]
        self.sentence = plain_label(
            "\n".join(display_name(tr(finding.sentence), 2000) for finding in findings),
            self,
            name="findings_sentence",
        )
        self.sentence.setFont(ui_font(14, bold=True))
        self.explanation = plain_label(
            "\n".join(dict.fromkeys(display_name(tr(finding.explanation), 4000) for finding in findings)),
            self,
            name="findings_explanation",
            muted=True,
        )
        for label in (self.sentence, self.explanation):
            label.setWordWrap(True)
            label.setAccessibleName(label.text())
        self.table = record_table(
            FINDING_COLUMNS, "key", "key", "findings", "Variables the files disagree on", session, self
        )
        self.table.model().set_source(
            RecordSource(
                FINDING_COLUMNS,
                rows,
                _texts,
                key="key",
                is_filtered=True,
                data_columns=frozenset(("key", "expected", "stored", "source", "checkpoint")),
                shown=_shown,
                tones=lambda _: {
                    "expected": "verdict:shape differs",
                    "checkpoint": "muted",
                    "source": "muted",
                },
            )
        )
        self.table.key_opened.connect(self._open)
        self.filter = FilterField("findings", "kernel [4,20]", self.table, self)
        self.filter.textChanged.connect(self.table.model().set_filter)
        self.count = plain_label(
            tr(format_counted(len(rows), "row")), self, name="findings_count", muted=True
        )
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addStretch(1)
        top.addWidget(self.count)
        self.copy_button = push_button(
            "Copy as TSV", "findings_copy", self, "Copy the chosen rows, or all of them"
        )
        self.copy_button.clicked.connect(lambda: copy_rows(self.table))
        self.show_button = push_button(
            "Show variable", "findings_show", self, "Choose this variable in the window (Enter)"
        )
        self.show_button.clicked.connect(lambda: self._open(self.table.current_key))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.sentence)
        layout.addWidget(self.explanation)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot_row(self, self.copy_button, self.show_button))
        self.table.key_chosen.connect(lambda _: self.show_button.setEnabled(True))
        self.show_button.setEnabled(False)
        self.setTabOrder(self.filter, self.table)
        self.table.setFocus()
        self.table.go_to(0)
        session.palette_changed.connect(self.table.refresh_theme)

    def _open(self, key: str) -> None:
        row = self.table.model().source_row_of(key)
        if row < 0:
            return
        record = self.table.model().source.record(row)
        if choose_variable(self._session, record.key, record.prefix):
            self.accept()


def _texts(row: Contradiction) -> dict[str, str]:
    holds = row.stored_dtype is not None or row.stored_shape is not None
    expects = row.expected_dtype is not None or row.expected_shape is not None
    step = "" if row.step is None else f"  step {format_count(row.step)}"
    return {
        "key": row.key,
        "expected": _side(row.expected_dtype, row.expected_shape) if expects else "nothing",
        "stored": _side(row.stored_dtype, row.stored_shape) if holds else "nothing",
        "checkpoint": f"{row.prefix}{step}",
        "source": row.source,
    }


def _side(dtype: str | None, shape: tuple[int | None, ...] | None) -> str:
    return f"{dtype or '?'} {format_shape(shape)}"


def _shown(row: Contradiction) -> dict[str, str]:
    """What cells say where nothing is told."""
    return {side: tr("nothing") for side, text in _texts(row).items() if text == "nothing" and side in _SIDES}

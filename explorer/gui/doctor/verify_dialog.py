"""Tools > Verify: reads every byte of a checkpoint or a directory and says what is lost and what is safe."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from explorer.errors import ExplorerError
from explorer.gui.dialog_parts import push_button
from explorer.gui.dialogs import home
from explorer.gui.doctor.parts import choose_variable, put_on_clipboard
from explorer.gui.doctor.result_tabs import ResultTabs
from explorer.gui.export_dialog import ask_for_save_path, suggested_name
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import dialog_size, ui_font
from explorer.report.numbers import display_name, format_bytes
from explorer.task import QUIET, Progress, Task

if TYPE_CHECKING:
    from explorer.analysis.doctor_records import Verification
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.gui.session import Session

BAR_STEPS = 1000  # Qt's bars count in 32 bits, bytes do not


class VerifyDialog(QDialog):
    """Chooses what to verify, shows how far it is, and what was found so far."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Verifying")
        self._write_slot = session.new_slot(self, "Writing the report")
        self._slot.progressed.connect(self._show_progress)
        self._started = 0.0
        self._subject = ""
        self._directory: Path | None = None
        self.verification: Verification | None = None
        self.setObjectName("verify_dialog")
        self.setWindowTitle(tr("Verify"))
        self.setAccessibleName(tr("Verify checkpoints"))
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self.resize(dialog_size(1000, 640))

        self.this_button = _choice("verify_this", self)
        self.all_button = _choice("verify_all", self)
        self.choice = QButtonGroup(self)
        for button in (self.this_button, self.all_button):
            self.choice.addButton(button)
        self.all_button.setChecked(True)
        self.run_button = push_button("Verify", "verify_run", self)
        self.run_button.setDefault(True)
        self.run_button.clicked.connect(self.toggle)
        self.bar = QProgressBar(self)
        self.bar.setObjectName("verify_bar")
        self.bar.setAccessibleName(tr("Verified so far"))
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.doing = plain_label(name="verify_doing", muted=True)
        self.summary = plain_label(name="verify_summary")
        self.summary.setFont(ui_font(15, bold=True))
        self.summary.setWordWrap(True)
        self.tabs = ResultTabs(session, self)
        self.tabs.variable_opened.connect(lambda key, prefix: choose_variable(session, key, prefix))
        self.tabs.save_state_button.clicked.connect(self.save_state)

        self.copy_button = push_button("Copy report", "verify_copy", self, "The whole result as text")
        self.copy_button.clicked.connect(self.copy_report)
        self.export_button = push_button("Export…", "verify_export", self, "The problems as CSV or JSON")
        self.export_button.clicked.connect(self.export)
        self.close_button = push_button("Close", "verify_close", self)
        self.close_button.clicked.connect(self.close)

        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.this_button)
        top.addWidget(self.all_button)
        top.addStretch(1)
        top.addWidget(self.run_button)
        progress = QHBoxLayout()
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.doing)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addWidget(self.export_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addLayout(progress)
        layout.addWidget(self.summary)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

        session.run_changed.connect(self._show_choice)
        session.entries_changed.connect(self._show_choice)
        session.palette_changed.connect(self.tabs.refresh_theme)
        self._show_choice()
        self._show_idle()
        self.run_button.setFocus()

    def is_busy(self) -> bool:
        """Whether a verification or a writing is under way."""
        return self._slot.is_busy or self._write_slot.is_busy

    # -- asking --------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Begin, or stop what is under way."""
        if self._slot.is_busy:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Verify what is chosen."""
        run, entry = self._session.run, self._session.newer_entry
        if run is None:
            return
        is_single = self.this_button.isChecked() and entry is not None
        self._directory = run.directory
        self._subject = entry.name if is_single and entry is not None else str(run.directory)
        self._started = time.monotonic()
        self.verification = None
        self.tabs.clear()
        self._say("")
        self.bar.setValue(0)
        self.bar.setVisible(True)
        self._say_doing("Starting")
        self.run_button.setText(tr("Cancel"))
        self.copy_button.setEnabled(False)
        self.export_button.setEnabled(False)
        self._slot.start(
            _verify,
            run.directory,
            entry if is_single else None,
            then=self._show_result,
            otherwise=self._show_failure,
            partly=self._show_part,
        )

    def stop(self) -> None:
        """Cancel; what was found so far stays on show."""
        self._slot.cancel()
        self._settle()
        found = self.verification
        if found is None:
            self._say("Cancelled before anything was found.")
            self.tabs.say("Nothing was verified.", "Press Verify to begin again.")
            return
        count = len(found.checkpoints)
        self._say(
            f"Cancelled: {count} {'checkpoint was' if count == 1 else 'checkpoints were'} verified before that."
        )
        self._offer_report()

    # -- answers -------------------------------------------------------------------------------

    def _show_progress(self, progress: Progress) -> None:
        share = progress.done / progress.total if progress.total > 0 else 0.0
        self.bar.setValue(round(min(max(share, 0.0), 1.0) * BAR_STEPS))
        elapsed_s = max(time.monotonic() - self._started, 0.001)
        far = tr(f"{format_bytes(progress.done)} of {format_bytes(progress.total)}")
        if progress.done:
            far = f"{far}, {format_bytes(round(progress.done / elapsed_s))}/s"
        self._say_doing(far if 0 < progress.done < progress.total else display_name(progress.doing, 80))
        self.bar.setAccessibleDescription(tr(display_name(progress.doing)))

    def _show_part(self, verification: Verification) -> None:
        self.verification = verification
        self.tabs.show_verification(verification, is_partial=True)

    def _show_result(self, verification: Verification) -> None:
        from explorer.report.verify_text import summary

        self.verification = verification
        self._settle()
        self._say(display_name(summary(verification), 2000))
        self.tabs.show_verification(verification)
        self._offer_report()

    def _show_failure(self, error: Exception) -> None:
        self._settle()
        if not isinstance(error, ExplorerError):
            self._say("The verification failed: a fault of the program.")
            self._session.problem_met.emit(error, "Verifying failed")
            return
        self._say("It could not be verified.")
        self.tabs.say(tr(display_name(str(error), 2000)), tr(display_name(error.hint, 2000)))

    def _settle(self) -> None:
        self.run_button.setText(tr("Verify"))
        self.bar.setVisible(False)
        self._say_doing("")

    def _say(self, sentence: str) -> None:
        sentence = tr(sentence)
        self.summary.setText(sentence)
        self.summary.setAccessibleName(sentence)
        self.summary.setVisible(bool(sentence))

    def _say_doing(self, text: str) -> None:
        self.doing.setText(tr(text))
        self.doing.setVisible(bool(text))

    def _offer_report(self) -> None:
        self.copy_button.setEnabled(True)
        self.export_button.setEnabled(True)

    # -- what is shown before ------------------------------------------------------------------

    def _show_choice(self, *_: object) -> None:
        run, entry = self._session.run, self._session.newer_entry
        self.run_button.setEnabled(run is not None)
        self.this_button.setEnabled(entry is not None)
        self.all_button.setEnabled(run is not None)
        if entry is None:
            self.all_button.setChecked(True)
        name = display_name(entry.name, 60) if entry is not None else tr("none")
        self.this_button.setText(tr(f"This checkpoint: {name}").replace("&", "&&"))
        if run is None:
            self.all_button.setText(tr("Whole directory"))
            return
        count = len(run.checkpoints)
        of = tr("1 checkpoint" if count == 1 else f"{count} checkpoints")
        text = tr(f"Whole directory: {display_name(run.directory.name, 60)} ({of})")
        self.all_button.setText(text.replace("&", "&&"))

    def _show_idle(self) -> None:
        self._settle()
        self._say("")
        self.copy_button.setEnabled(False)
        self.export_button.setEnabled(False)
        if self._session.run is None:
            self.tabs.say("No directory is open.", "Open one first: then its files can be verified here.")
            return
        self.tabs.say(
            "Every byte is read and every checksum compared.",
            "Lost and safe tensors are named, and a wrong checkpoint file gets a corrected text. "
            "Nothing is written into the directory.",
        )

    # -- taking it away ------------------------------------------------------------------------

    def copy_report(self) -> None:
        """The whole result as text on the clipboard."""
        if self.verification is None:
            return

        def put(text: str) -> None:
            put_on_clipboard(text)
            self._say_doing("Copied")

        self._write_slot.start(
            _report_text, self.verification, self._subject, then=put, otherwise=self._show_write_failure
        )

    def export(self) -> None:
        """The problems as CSV or JSON, into a file the user chooses."""
        if self.verification is None:
            return
        from explorer.gui.doctor.report_files import write_report

        name = suggested_name(f"{Path(self._subject).name}-verified", ".csv")
        path = ask_for_save_path(self, tr("Export the problems (.csv or .json)"), home() / name, ".csv")
        if path is not None:
            self._write(write_report, path, self.verification)

    def save_state(self) -> None:
        """The proposed `checkpoint` file, into a place outside the directory."""
        found = self.verification
        if found is None or found.proposed_state is None:
            return
        from explorer.gui.doctor.report_files import write_state

        path = ask_for_save_path(self, tr("Save the checkpoint file elsewhere"), home() / "checkpoint", "")
        if path is not None:
            self._write(write_state, path, found.proposed_state)

    def _write(self, function: object, path: Path, what: object) -> None:
        def written(target: Path) -> None:
            self._say(display_name(f"Written: {target}", 2000))

        self._write_slot.start(
            function, path, what, self._directory, then=written, otherwise=self._show_write_failure
        )

    def _show_write_failure(self, error: Exception) -> None:
        if isinstance(error, ExplorerError):
            self._say(display_name(f"Not written: {error}. {error.hint}", 2000))
        else:
            self._session.problem_met.emit(error, "Writing failed")

    # -- Qt's side -----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        self._slot.cancel()
        self._settle()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc: first stops what is under way, then closes."""
        if self._slot.is_busy:
            self.stop()
        else:
            super().reject()


def _verify(
    directory: Path, entry: CheckpointEntry | None, task: Task = QUIET, partly: object = None
) -> Verification:
    """On a pool thread."""
    from explorer.analysis.doctor import verify, verify_entry

    if entry is not None:
        return verify_entry(entry, task=task)
    return verify(directory, task=task, on_partial=partly)  # type: ignore[arg-type]


def _report_text(verification: Verification, subject: str, task: Task = QUIET) -> str:
    """On a pool thread."""
    from explorer.report.verify_text import report_text

    task.report(0, 1, "Writing the report")
    return report_text(verification, subject)


def _choice(name: str, parent: QWidget) -> QRadioButton:
    button = QRadioButton(parent)
    button.setObjectName(name)
    return button

"""The status bar: what is open in numbers, and what is being worked on, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from explorer.gui.jobs import BOARD
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.session import Session
from explorer.gui.statuses import GONE, can_be_chosen
from explorer.gui.theme import px
from explorer.report.numbers import display_name, format_bytes, format_count, format_percent

SHOWN_AFTER_MS = 150  # work that is done sooner needs no bar
SCALE = 1000  # QProgressBar counts in 32 bits
_ROLE_WORDS = {"variable": "weights", "slot": "slots"}


class StatusBar(QStatusBar):
    """Numbers at the left, work at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self.totals = plain_label(name="status_totals")
        # Numbers are cut at their end where work needs the room: the window must not grow for it.
        self.totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.totals, 1)
        self.doing = plain_label(name="status_doing")
        self.bar = QProgressBar(self)
        self.bar.setObjectName("status_progress")
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(120))
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setObjectName("status_cancel")
        self.cancel.setAccessibleName(tr("Cancel the work under way"))
        self.cancel.setProperty("pill", True)
        self.cancel.clicked.connect(self.cancel_work)
        for widget in (self.doing, self.bar, self.cancel):
            self.addPermanentWidget(widget)
            widget.hide()
        self.following = plain_label(name="status_following", muted=True)
        self.addPermanentWidget(self.following)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._soon.timeout.connect(self._show_work)
        BOARD.changed.connect(self._work_changed)
        for signal in (session.run_changed, session.newer_changed):
            signal.connect(self._show_totals)
        self._show_totals()

    def say(self, sentence: str) -> None:
        """A passing word: what was copied or written."""
        self.showMessage(tr(display_name(sentence, 300)), 6000)

    def show_following(self, sentence: str, explanation: str = "") -> None:
        """Whether the run is followed; at length, and when it was last looked at, in the tool tip."""
        self.following.setText(tr(sentence))
        self.following.setToolTip(tool_tip(tr(explanation)))

    def cancel_work(self) -> None:
        """Stop what is under way."""
        self.session.cancel_wishes()
        BOARD.cancel_all()
        self._show_work()

    def _work_changed(self) -> None:
        if not any(slot.name for slot in BOARD.active()):
            self._soon.stop()
            self._show_work()
        elif not self._soon.isActive():
            self._soon.start()

    def _show_work(self) -> None:
        jobs = [slot for slot in BOARD.active() if slot.name]
        progress = next((slot.progress for slot in reversed(jobs) if slot.progress is not None), None)
        busy = bool(jobs)
        for widget in (self.doing, self.bar, self.cancel):
            widget.setVisible(busy)
        if not busy:
            return
        if progress is not None and progress.total > 1:
            share = min(max(progress.done / progress.total, 0.0), 1.0)
            self.bar.setRange(0, SCALE)
            self.bar.setValue(round(share * SCALE))
            self.doing.setText(f"{tr(display_name(progress.doing, 60))} {format_percent(share)}")
        else:
            self.bar.setRange(0, 0)
            self.doing.setText(
                tr(display_name(progress.doing if progress is not None else jobs[-1].name, 60))
            )

    def _show_totals(self, *_: object) -> None:
        run, newer = self.session.run, self.session.newer
        if run is None:
            self.totals.setText(tr("No directory is open"))
            return
        there = sum(entry.status != GONE for entry in run.checkpoints)
        parts = [f"{format_count(there)} checkpoint{'' if there == 1 else 's'}"]
        if ghosts := sum(map(can_be_chosen, run.checkpoints)) - there:
            parts[0] += f", {format_count(ghosts)} remembered"
        if newer is not None:
            totals = newer.totals_by_role
            count = newer.variable_count
            size = sum(bytes_ for _, bytes_ in totals.values())
            parts += [f"{format_count(count)} variable{'' if count == 1 else 's'}", format_bytes(size)]
            if size:
                shares = {word: totals[role][1] for role, word in _ROLE_WORDS.items() if role in totals}
                shares["other"] = size - sum(shares.values())
                parts.append(
                    " · ".join(
                        f"{tr(word)} {format_percent(part / size)}" for word, part in shares.items() if part
                    )
                )
        self.totals.setText("      ".join(map(tr, parts)))

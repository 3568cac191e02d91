"""What the inspector works out of a variable beyond its statistics: the optimizer's last step, the effective rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.problems import describe
from explorer.gui.theme import current_palette
from explorer.report.numbers import display_name, format_float, format_label
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.inspector.page import Page
    from explorer.gui.session import Session

_MANY = 64 << 20  # bytes of a variable whose steps are worked out only in the table, when asked for

_RANK_TIP = "Reads the whole tensor and takes its singular values (Space, when it has the focus)"


class AskedFacts(QObject):
    """Answers about the chosen variable; another one cancels what is under way."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._step_slot = session.new_slot(self, "Working out the optimizer's step")
        self._rank_slot = session.new_slot(self, "Measuring the effective rank")
        self._rank_slot.progressed.connect(lambda _: self.changed.emit())
        self._is_listening = False  # to what looking at the whole run finds
        self._about: tuple[object, ...] = ()
        self._steps: Any = None
        self._rank: Any = None

    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._step_slot.is_busy or self._rank_slot.is_busy

    def turn_to(self, checkpoint: Checkpoint | None, key: str) -> None:
        """Another variable, or another step."""
        about = (checkpoint.identity if checkpoint is not None else None, key)
        if about != self._about:
            self._about = about
            self._steps = self._rank = None
            self._step_slot.cancel()
            self._rank_slot.cancel()

    def ask_steps(self, variable: Variable, checkpoint: Checkpoint) -> None:
        """Work out the last step of a variable with slots, of moderate size; of a remembered checkpoint only by the button.

        Opening a remembered run reads no tensor: that is what it is remembered for.
        """
        is_wanted = variable.row in checkpoint.slots_of and variable.size_bytes <= _MANY
        if is_wanted and not _is_remembered(checkpoint):
            self._start_steps(variable.key, checkpoint)

    def _start_steps(self, key: str, checkpoint: Checkpoint) -> None:
        if self._steps is None and not self._step_slot.is_busy:
            self._step_slot.start(
                _steps_of, checkpoint, key, then=self._take_steps, otherwise=self._take_steps
            )

    def show_steps(self, page: Page, variable: Variable, checkpoint: Checkpoint) -> None:
        """The block about the optimizer's last step, with what was taken for granted."""
        is_unknown = self._steps is None and not self._step_slot.is_busy
        if variable.row not in checkpoint.slots_of or (is_unknown and not _is_remembered(checkpoint)):
            return
        page.heading("Last step of the optimizer")
        if is_unknown:
            tip = "Reads the variable and its slots (Space, when it has the focus)"
            self._button_row(page, "", "Work it out", self._ask_steps, "inspector_steps", tip)
            return
        if self._steps is None:
            page.sentence("Working it out from the slots…")
            return
        if isinstance(self._steps, Exception):
            page.sentence(describe(self._steps).sentence)
            return
        for step in self._steps:
            facts = page.facts("optimizer_step_facts")
            facts.add("optimizer", display_name(step.kind or step.optimizer, 60), name=True)
            if step.step_l2 is None:
                facts.add("step", display_name(step.reason, 400) or "It cannot be told.")
                continue
            tip = "Norm of what was added to the variable, over its norm"
            facts.add("step / ‖w‖", format_float(step.relative) or "–", data=True, tip=tip)
            tip = "The largest step of one element"
            facts.add("largest", format_float(step.largest) or "–", data=True, tip=tip)
            facts.add("how", display_name(step.formula, 300), data=True)
            if step.assumed:
                assumed = ", ".join(f"{one.name} {format_float(one.value)}" for one in step.assumed)
                facts.add(
                    "assumed",
                    display_name(assumed, 300),
                    name=True,
                    tip="Not in the checkpoint: the defaults of the optimizer's class were taken",
                )

    def show_rank(self, page: Page, variable: Variable) -> None:
        """A button that asks for the effective rank of a matrix, its progress, or the answer."""
        if len(variable.shape) < 2 or variable.element_count < 2 or not variable.dtype.startswith(_FLOATS):
            return
        page.heading("Effective rank")
        if self._rank_slot.is_busy:
            progress = self._rank_slot.progress
            share = progress.done / progress.total if progress is not None and progress.total else 0.0
            self._button_row(page, f"Measuring… {share:.0%}", "Cancel", self._cancel_rank)
        elif self._rank is None:
            self._button_row(page, "", "Measure the effective rank", self._ask_rank)
        elif isinstance(self._rank, Exception):
            page.sentence(describe(self._rank).sentence)
        else:
            rank = self._rank
            facts = page.facts("rank_facts")
            most = min(rank.rows, rank.columns)
            effective = format_float(rank.effective_rank) or "–"
            tip = "exp of the entropy of the singular values: how many directions the matrix uses"
            facts.add("effective", f"{effective} of {most:,}", data=True, tip=tip)
            tip = "‖W‖² (Frobenius) over the largest singular value squared"
            facts.add("stable", format_float(rank.stable_rank) or "–", data=True, tip=tip)
            page.sentence(display_name(rank.sentence, 600))

    def show_first_odd(self, page: Page, key: str) -> None:
        """Where this variable first held NaN or infinities, if the run was looked at."""
        from explorer.gui.moves.knowledge import knowledge_of  # late: not needed before the first paint

        knowledge = knowledge_of(self._session)
        if not self._is_listening:
            self._is_listening = True
            knowledge.changed.connect(self.changed)
        overview = knowledge.overview
        row = next((row for row in overview.odd if row.key == key), None) if overview is not None else None
        if row is None:
            return
        sound = f"; {format_label(row.last_sound.label)} is sound" if row.last_sound is not None else ""
        when = row.when or f"at {format_label(row.first.label)}"
        text = f"! NaN or infinities in it {when}{sound}."
        page.sentence(display_name(text, 300), current_palette().verdict("damaged"))

    def _button_row(
        self, page: Page, text: str, said: str, act: Any, name: str = "inspector_rank", tip: str = _RANK_TIP
    ) -> None:
        button = QPushButton(tr(said), page.body)
        button.setObjectName(name)
        button.setProperty("pill", True)
        button.setAccessibleName(tr(said))
        button.setToolTip(tr(tip))
        button.clicked.connect(act)
        line = QHBoxLayout()
        if text:
            line.addWidget(plain_label(tr(text), page.body, muted=True))
        line.addWidget(button)
        line.addStretch(1)
        page.layout.addLayout(line)

    def _ask_steps(self) -> None:
        newer, key = self._session.newer, self._session.selected_key
        if newer is not None and key:
            self._start_steps(key, newer)
            self.changed.emit()

    def _ask_rank(self) -> None:
        newer, key = self._session.newer, self._session.selected_key
        if newer is not None and key:
            self._rank_slot.start(_rank_of, newer, key, then=self._take_rank, otherwise=self._take_rank)
            self.changed.emit()

    def _cancel_rank(self) -> None:
        self._rank_slot.cancel()
        self.changed.emit()

    def _take_steps(self, steps: Any) -> None:
        self._steps = steps
        self.changed.emit()

    def _take_rank(self, rank: Any) -> None:
        self._rank = rank
        self.changed.emit()


_FLOATS = ("float", "bfloat", "half", "double", "int", "uint")


def _is_remembered(checkpoint: Checkpoint) -> bool:
    """Whether its files are there, but were not needed so far: the record of the run told what is in them."""
    return getattr(checkpoint.reader, "is_gone", None) is False


def _steps_of(checkpoint: Checkpoint, key: str, task: Task = QUIET) -> tuple[Any, ...]:
    # From the package: two threads, one at its module and one at the package, would wait for each other.
    from explorer.analysis.updates import optimizer_steps

    return optimizer_steps(checkpoint, task, (key,)).steps


def _rank_of(checkpoint: Checkpoint, key: str, task: Task = QUIET) -> Any:
    from explorer.analysis.updates import effective_rank

    return effective_rank(checkpoint, key, task)

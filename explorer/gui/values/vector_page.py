"""The picture of a vector: its curve, the older step's behind it when both are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.analysis.sampling_detail import EXACT_ELEMENTS
from explorer.analysis.sampling_slices import SliceChoice, real_values
from explorer.analysis.sampling_statistics import SliceStatistics, slice_statistics
from explorer.analysis.sampling_values import LoadedValues, TensorValues
from explorer.gui.language import tr
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.page import Page
from explorer.gui.values.subject import Subject
from explorer.gui.values.vector_plot import VectorPlot
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session

_SAMPLE = 1 << 15
_ONE_ROW = range(1)


@dataclass(frozen=True, eq=False)
class _Curve:
    values: npt.NDArray[np.float64]
    older: npt.NDArray[np.float64] | None
    first: int
    step: int
    statistics: SliceStatistics


class VectorPage(Page):
    """Reads what is in view when the vector is read in parts, and all of it otherwise."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "values_vector_page", parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.plot = VectorPlot(self)
        self.plot.hovered.connect(self._hovered)
        self.plot.ranged.connect(self._ranged)
        layout.addWidget(self.plot)
        self._slot = self.new_slot("Reading the curve")
        self._shown: _Curve | None = None
        self._asking = QTimer(self, singleShot=True, interval=60)
        self._asking.timeout.connect(self._ask)

    def show_subject(self, subject: Subject) -> None:
        super().show_subject(subject)
        self._shown = None
        self.say("measuring …")
        self._ask()

    def _ask(self) -> None:
        subject = self.subject
        if subject is None:
            return
        count = subject.size[1]
        window = (0, count) if self._shown is None or not subject.values.is_stored else self.plot.window()
        layers = [values for _, values in subject.layers]
        older = layers[1] if len(layers) == 3 else None
        self._slot.start(
            _curve,
            layers[0],
            older,
            subject.choice,
            window,
            subject.part,
            then=self._show,
            otherwise=self._fail,
        )

    def _show(self, found: _Curve) -> None:
        subject = self.subject
        if subject is None:
            return
        is_first, self._shown = self._shown is None, found
        count = subject.size[1]
        self.plot.blockSignals(True)  # drawing is no zooming
        self.plot.show_values(
            found.values,
            subject.column_name,
            older=found.older,
            first=found.first,
            step=found.step,
            count=count,
            keeps_zoom=subject.keeps_place or not is_first,
        )
        self.plot.blockSignals(False)
        self.plot.setAccessibleName(tr(f"Values of the vector over their index, {count:,} of them"))
        words = [tr(f"a sample: every {found.step:,} values one")] if found.step > 1 else []
        if found.older is not None:
            words.append(tr("the older step in grey"))
        odd = found.statistics
        marks = ((odd.nan, "✕ NaN"), (odd.posinf, "▲ +Inf"), (odd.neginf, "▼ −Inf"))
        words += (
            [tr(f"marked {', '.join(mark for count, mark in marks if count)}")]
            if any(c for c, _ in marks)
            else []
        )
        what = "difference" if subject.is_difference else "value"
        self.say(facts_sentence(found.statistics, total=count, detail=" · ".join(words), what=what))

    def _ranged(self) -> None:
        if self.subject is not None and self.subject.values.is_stored and self._shown is not None:
            self._asking.start()

    def is_busy(self) -> bool:
        return self._asking.isActive() or super().is_busy()

    def stop(self) -> None:
        super().stop()
        self._asking.stop()

    def _hovered(self, cell: tuple[int, int] | None, at: QPointF) -> None:
        self.pointed.emit(self.plot, cell, at)

    def take_theme(self) -> None:
        self.plot.take_theme()


def _curve(
    values: TensorValues,
    older: TensorValues | None,
    choice: SliceChoice,
    window: tuple[int, int],
    part: str,
    *,
    task: Task,
) -> _Curve:
    first, end = window
    is_long = values.is_stored and end - first > EXACT_ELEMENTS
    step = -(-(end - first) // _SAMPLE) if is_long else 1
    columns = range(first, end, step)
    cells = values.part(choice, _ONE_ROW, columns, task)
    compared = None if older is None else real_values(older.part(choice, _ONE_ROW, columns, task), part)[0]
    found = slice_statistics(
        LoadedValues(cells), SliceChoice(0, 1, (0, 0)), _ONE_ROW, range(len(columns)), part, task
    )
    return _Curve(real_values(cells, part)[0], compared, first, step, found)

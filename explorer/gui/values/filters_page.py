"""The filters of a convolution as a contact sheet: one tile an output channel, scaled together or each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from explorer.analysis.sampling_slices import SliceChoice, first_choice
from explorer.analysis.sampling_statistics import SliceStatistics, slice_statistics
from explorer.analysis.sampling_tiles import COLOURS, MEAN, TileAxes, Tiles, tile_axes, tiles_of
from explorer.analysis.sampling_values import LoadedValues
from explorer.gui.elided_box import ElidedBox
from explorer.gui.language import tr
from explorer.gui.values.colour_bar import ColourBar
from explorer.gui.values.colours import AROUND_ZERO, RISING, ColourScale, scale_for
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.odd_marks import marks_in
from explorer.gui.values.page import Page
from explorer.gui.values.subject import Subject
from explorer.gui.values.tile_sheet import TileSheet
from explorer.report.numbers import format_counted

if TYPE_CHECKING:
    from explorer.gui.session import Session

_MOST_CHANNELS = 4096  # in the box


class FiltersPage(Page):
    """The sheet, its colour bar, and which input channel is looked at."""

    opened = Signal(object)  # SliceChoice: one filter as a picture of its own

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "values_filters_page", parent)
        self._slot = self.new_slot("Reading the filters")
        self.axes: TileAxes | None = None
        self.tiles: Tiles | None = None
        self.kind: str | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.controls = self._make_controls()  # the view puts them among its own
        below = QHBoxLayout()
        below.setSpacing(0)
        layout.addLayout(below, 1)
        self.sheet, self.bar = TileSheet(self), ColourBar(self)
        self.bar.setObjectName("values_filters_bar")
        self.sheet.chosen_changed.connect(lambda _: self._tell_facts())
        self.sheet.opened.connect(self._open)
        below.addWidget(self.sheet, 1)
        below.addWidget(self.bar)

    def _make_controls(self) -> QWidget:
        controls = QWidget(self)
        line = QHBoxLayout(controls)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.channels = ElidedBox(controls)
        self.channels.setObjectName("values_channel")
        self.channels.setAccessibleName(tr("Input channel of the filters"))
        self.channels.setToolTip(tr("Which input channel of each filter is drawn (I)"))
        self.channels.activated.connect(lambda _: self._ask())
        self.own = QToolButton(controls)
        self.own.setObjectName("values_own_scaling")
        self.own.setText(tr("Own colours"))
        self.own.setAccessibleName(tr("Own colours for each filter"))
        self.own.setToolTip(
            tr("Each filter from its own least to its own largest value, not the common one (O)")
        )
        self.own.setCheckable(True)
        self.own.toggled.connect(lambda _: self._paint())
        for key, act in (("O", self.own.click), ("I", self._next_channel)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        line.addWidget(self.channels)
        line.addWidget(self.own)
        return controls

    def _next_channel(self) -> None:
        self.channels.setCurrentIndex((self.channels.currentIndex() + 1) % max(self.channels.count(), 1))
        self._ask()

    def show_subject(self, subject: Subject) -> None:
        before, wanted = self.subject, self.channels.currentData()
        super().show_subject(subject)
        self.axes = tile_axes(subject.names, subject.newer.shape)
        if self.axes is None:
            return
        inputs = subject.newer.shape[self.axes.inputs]
        if before is None or before.key != subject.key or before.newer.shape != subject.newer.shape:
            wanted = COLOURS if inputs == 3 and not subject.is_difference else MEAN if inputs > 1 else 0
            self.sheet.chosen = 0
        self.channels.clear()
        if inputs > 1:
            self.channels.addItem(tr(f"mean of {inputs:,} inputs"), MEAN)
        if inputs == 3:
            self.channels.addItem(tr("as red, green, blue"), COLOURS)
        for channel in range(min(inputs, _MOST_CHANNELS)):
            self.channels.addItem(tr(f"input {channel}"), channel)
        self.channels.setCurrentIndex(max(self.channels.findData(wanted), 0))
        self.channels.setEnabled(self.channels.count() > 1)
        self._ask()

    def set_colours(self, kind: str | None) -> None:
        """How values become colours."""
        self.kind = kind
        self._paint()

    def _ask(self) -> None:
        if self.subject is None or self.axes is None:
            return
        self._slot.start(
            tiles_of,
            self.subject.values,
            self.axes,
            self.channels.currentData(),
            self.subject.part,
            then=self._show,
            otherwise=self._fail,
        )

    def _show(self, found: Tiles) -> None:
        self.tiles = found
        self.sheet.setAccessibleName(tr(f"{len(found.values)} filters, {self.channels.currentText()}"))
        self._paint()

    # --- painting ----------------------------------------------------------------------------

    def _paint(self) -> None:
        if self.tiles is None:
            return
        found, values = _measured(self.tiles.values), self.tiles.values
        scale = scale_for(found, self.kind)
        is_coloured = self.tiles.channel == COLOURS
        self.bar.setVisible(not is_coloured and not self.own.isChecked())
        self.bar.show_scale(scale, marks_in(found))
        if is_coloured:
            pixels = _as_colours(values, own=self.own.isChecked())
        elif self.own.isChecked():
            pixels = _own_colours(values, scale)
        else:
            pixels = _painted(values, scale)
        self.sheet.show_tiles(pixels, values)
        self._tell_facts()

    def _tell_facts(self) -> None:
        subject, tiles = self.subject, self.tiles
        if subject is None or tiles is None or not len(tiles.values):
            return
        of = tr(f"filter {self.sheet.chosen}, {self.channels.currentText()}")
        what = "difference" if subject.is_difference else "value"
        detail = (
            tr(f"{tr(format_counted(tiles.left_out, 'more filter'))} not drawn") if tiles.left_out else ""
        )
        self.say(facts_sentence(_measured(tiles.values[self.sheet.chosen]), of=of, detail=detail, what=what))

    def _open(self, tile: int) -> None:
        axes, channel = self.axes, self.channels.currentData()
        if axes is not None:
            at = [0] * 4
            at[axes.outputs], at[axes.inputs] = tile, max(channel, 0)
            self.opened.emit(SliceChoice(axes.height, axes.width, tuple(at)))

    def take_theme(self) -> None:
        self._paint()
        super().take_theme()


def _measured(values: npt.NDArray[np.float64]) -> SliceStatistics:
    flat = values.reshape(-1)
    return slice_statistics(LoadedValues(flat), first_choice(flat.shape), range(1), range(len(flat)))


def _painted(values: npt.NDArray[np.float64], scale: ColourScale | None) -> npt.NDArray[np.uint8]:
    if scale is None:
        return np.zeros((*values.shape, 4), np.uint8)
    return scale.colours_of(values)


def _own_colours(values: npt.NDArray[np.float64], scale: ColourScale | None) -> npt.NDArray[np.uint8]:
    """Each tile over all colours: around zero by its largest size, else from its least to its largest value."""
    known = np.where(np.isfinite(values), values, 0.0)
    if scale is not None and scale.kind == AROUND_ZERO:
        size = np.abs(known).max(axis=(1, 2), keepdims=True)
        return _painted(known / np.where(size > 0, size, 1.0), ColourScale(AROUND_ZERO, -1.0, 1.0))
    low, high = known.min(axis=(1, 2), keepdims=True), known.max(axis=(1, 2), keepdims=True)
    return _painted((known - low) / np.where(high > low, high - low, 1.0), ColourScale(RISING, 0.0, 1.0))


def _as_colours(values: npt.NDArray[np.float64], *, own: bool) -> npt.NDArray[np.uint8]:
    """Three inputs as red, green and blue: the least value dark, the largest bright."""
    finite = np.where(np.isfinite(values), values, np.nan)
    axes = (1, 2, 3) if own else (0, 1, 2, 3)
    with np.errstate(invalid="ignore"):
        known = np.nan_to_num(finite, nan=0.0)
        low, high = known.min(axis=axes, keepdims=True), known.max(axis=axes, keepdims=True)
        span = np.where(high > low, high - low, 1.0)
        levels = np.clip((known - low) / span * 255, 0, 255).astype(np.uint8)
    opaque = np.full((*levels.shape[:3], 1), 255, np.uint8)
    return np.concatenate([levels, opaque], axis=3)

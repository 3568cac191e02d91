"""The picture of a matrix: one heat map with its profiles, or newer, older and difference side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from explorer.analysis.sampling_statistics import SliceStatistics
from explorer.gui.language import tr, tr_label
from explorer.gui.values.colour_bar import ColourBar
from explorer.gui.values.colours import joined, scale_for
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.heat_layout import is_better_beside, place_one, place_three
from explorer.gui.values.heat_map import HeatMap
from explorer.gui.values.look import Look, is_sampled, look, measure
from explorer.gui.values.odd_marks import marks_in
from explorer.gui.values.page import Page
from explorer.gui.values.painting import Painted, paint
from explorer.gui.values.profile_strip import ProfileStrip
from explorer.gui.values.subject import Subject
from explorer.report.numbers import format_float

if TYPE_CHECKING:
    from explorer.gui.session import Session

_NAMES = ("", "_older", "_difference")


class HeatPage(Page):
    """Asks for pixels and statistics; whichever comes last paints."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "values_heat_page", parent)
        self.kind: str | None = None
        self.clipped = False
        self.shows_profiles = False
        self.statistics: tuple[SliceStatistics, ...] | None = None
        self._look: Look | None = None
        self._detail_slot, self._measure_slot = self.new_slot("Reading the picture"), self.new_slot()
        self._paint_slot = self.new_slot()
        self._detailing = QTimer(self, singleShot=True, interval=30)
        self._detailing.timeout.connect(self._ask_detail)
        self.maps: list[HeatMap] = []
        self.titles: list[QLabel] = []
        self.bars = [ColourBar(self), ColourBar(self)]
        self.bars[1].setObjectName("values_difference_bar")
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.profile_words = QLabel(tr("line: mean\nband: least\nto largest"), self)
        self.profile_words.setObjectName("values_profile_words")
        self.profile_words.setProperty("muted", True)
        self.profile_words.setContentsMargins(6, 8, 0, 0)
        self.profile_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._add_map()
        self.row_strip = ProfileStrip(self.maps[0], of_rows=True, parent=self)
        self.column_strip = ProfileStrip(self.maps[0], of_rows=False, parent=self)
        self._arranged: tuple[object, ...] = ()
        self._arrange()

    @property
    def heat_map(self) -> HeatMap:
        """The first, or only, picture."""
        return self.maps[0]

    @property
    def colour_bar(self) -> ColourBar:
        """Of the first picture."""
        return self.bars[0]

    # --- widgets -----------------------------------------------------------------------------

    def _add_map(self) -> None:
        heat_map, title = HeatMap(self), QLabel(self)
        heat_map.setObjectName(f"values_heat_map{_NAMES[len(self.maps)]}")
        heat_map.hovered.connect(partial(self._hovered, heat_map))
        heat_map.ranged.connect(partial(self._ranged, heat_map))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title.setProperty("muted", True)
        title.setContentsMargins(64, 6, 0, 0)
        self.maps.append(heat_map)
        self.titles.append(title)

    def _arrange(self) -> None:
        """Put the pictures of this layer beside or below each other."""
        count = len(self.subject.layers) if self.subject is not None else 1
        beside = is_better_beside(self.width(), self.height())
        profiles = self.shows_profiles and count == 1
        size = (self.width(), self.height()) if count > 1 else None
        if self._arranged == (count, beside, profiles, size):
            return
        self._arranged = (count, beside, profiles, size)
        while len(self.maps) < count:
            self._add_map()
        for number, (heat_map, title) in enumerate(zip(self.maps, self.titles)):
            heat_map.show_axes(left=number == 0 or not beside, top=number == 0 or beside)
            title.setContentsMargins(64 if number == 0 or not beside else 12, 6, 0, 0)
            heat_map.setVisible(number < count)
            title.setVisible(number < count and count > 1)
        self.bars[1].setVisible(count == 3)
        for strip in (self.row_strip, self.column_strip, self.profile_words):
            strip.setVisible(profiles)
        if count == 1:
            place_one(self._grid, self.maps[0], self.bars[0], self.row_strip, self.column_strip)
            self._grid.addWidget(self.profile_words, 1, 1, 1, 2)
        else:
            place_three(
                self._grid,
                self.titles,
                self.maps,
                self.bars,
                beside=beside,
                size=(self.width(), self.height()),
            )

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._arrange()

    # --- asking ------------------------------------------------------------------------------

    def show_subject(self, subject: Subject) -> None:
        super().show_subject(subject)
        self.stop()
        self.statistics = self._look = None
        self._arrange()
        rows, columns = subject.size
        for (title, _), heat_map, label in zip(subject.layers, self.maps, self.titles):
            heat_map.set_shape(rows, columns, subject.row_name, subject.column_name)
            heat_map.setAccessibleName(
                tr(
                    f"Heat map of the slice, {_layer_words(title)}: {rows:,} rows along {tr(subject.row_name)}, "
                    f"{columns:,} columns along {tr(subject.column_name)}"
                )
            )
            label.setText(_layer_words(title))
        layers = tuple(values for _, values in subject.layers)
        if not any(is_sampled(values, subject.choice) for values in layers):
            self._measure_slot.start(
                measure,
                layers,
                subject.choice,
                subject.part,
                then=self._show_statistics,
                otherwise=self._fail,
            )
        self.say("measuring …")
        self._detailing.start()

    def stop(self) -> None:
        super().stop()
        self._detailing.stop()

    def is_busy(self) -> bool:
        return self._detailing.isActive() or super().is_busy()

    def set_colours(self, kind: str | None, clipped: bool) -> None:
        """How values become colours."""
        self.kind, self.clipped = kind, clipped
        self._paint()

    def set_profiles(self, shown: bool) -> None:
        """With or without the profiles of rows and columns."""
        self.shows_profiles = shown
        self._arrange()
        self._paint()

    def _ask_detail(self) -> None:
        if self.subject is None:
            return
        self._detail_slot.start(
            look,
            tuple(values for _, values in self.subject.layers),
            self.subject.choice,
            self.heat_map.window(),
            self.subject.part,
            then=self._show_look,
            otherwise=self._fail,
            partly=self._show_look,
        )

    def _show_look(self, found: Look) -> None:
        self._look = found
        # A sample of the whole slice tells its range; one of a part of it must not change the colours.
        if found.statistics is not None and (self.statistics is None or self._is_whole()):
            self.statistics = found.statistics
        self._paint()

    def _is_whole(self) -> bool:
        top, bottom, left, right = self.heat_map.window()
        return (bottom - top, right - left) == (self.heat_map.rows, self.heat_map.columns)

    def _show_statistics(self, found: tuple[SliceStatistics, ...]) -> None:
        self.statistics = found
        self._paint()

    # --- painting ----------------------------------------------------------------------------

    def _paint(self) -> None:
        subject, statistics, seen = self.subject, self.statistics, self._look
        if subject is None or statistics is None:
            return
        self._tell_facts(subject, statistics, seen)
        if seen is None or len(seen.details) != len(subject.layers):
            return
        shared = joined(*statistics[:2]) if len(statistics) == 3 else statistics[0]
        scales = (
            scale_for(
                shared,
                self.kind,
                clipped=self.clipped,
                is_difference=subject.is_difference,
                dtype=subject.dtype,
            ),
        )
        self.bars[0].show_scale(scales[0], marks_in(shared))
        if len(statistics) == 3:
            apart = scale_for(statistics[2], self.kind, clipped=self.clipped, is_difference=True)
            self.bars[1].show_scale(apart, marks_in(statistics[2]))
            scales = (scales[0], scales[0], apart)
        self._paint_slot.start(paint, seen.details, scales, then=self._show_painted, otherwise=self._fail)
        if self.shows_profiles:
            self.row_strip.show_profile(seen.row_profile, seen.details[0])
            self.column_strip.show_profile(seen.column_profile, seen.details[0])

    def _show_painted(self, found: tuple[Painted, ...]) -> None:
        for heat_map, painted in zip(self.maps, found):
            heat_map.show_painted(painted)

    def _tell_facts(
        self, subject: Subject, statistics: tuple[SliceStatistics, ...], seen: Look | None
    ) -> None:
        rows, columns = subject.size
        text = facts_sentence(
            statistics[0],
            of=tr(f"slice {subject.choice.text()}") if len(subject.newer.shape) > 2 else "",
            total=rows * columns,
            detail=seen.details[0].words() if seen is not None else "",
            what="difference" if subject.is_difference else "value",
        )
        if len(statistics) == 3 and statistics[2].min is not None:
            apart = statistics[2]
            more = tr(f"difference {format_float(apart.min)} to {format_float(apart.max)}")
            text = f"{text} · {more}"
        self.say(text)

    # --- pointing ----------------------------------------------------------------------------

    def _ranged(self, source: HeatMap) -> None:
        rect = QRectF(source.view_rect())
        for heat_map in self.maps:
            if heat_map is not source and heat_map.isVisibleTo(self):
                heat_map.blockSignals(True)
                heat_map.show_rect(rect)
                heat_map.blockSignals(False)
        self._detailing.start()

    def _hovered(self, source: HeatMap, cell: tuple[int, int] | None, at: QPointF) -> None:
        for heat_map in self.maps:
            if heat_map is not source:
                heat_map.frame_cell(cell)
        self._point_profiles(cell)
        self.pointed.emit(source, cell, at)

    def _point_profiles(self, cell: tuple[int, int] | None) -> None:
        if not self.shows_profiles or self._look is None:
            return
        detail = self._look.details[0]
        rows, columns = detail.mean.shape
        across = down = None
        if cell is not None:
            row, column = (
                (cell[0] - detail.top) // detail.row_step,
                (cell[1] - detail.left) // detail.column_step,
            )
            if 0 <= row < rows and 0 <= column < columns:
                across, down = detail.mean[row], detail.mean[:, column]
        self.row_strip.show_cursor(down)
        self.column_strip.show_cursor(across)

    def take_theme(self) -> None:
        for heat_map in self.maps:
            heat_map.take_theme()
        self._paint()
        super().take_theme()


def _layer_words(title: str) -> str:
    """ "step 300 − step 200": the names of steps, not of files."""
    return " − ".join(map(tr_label, title.split(" − ")))

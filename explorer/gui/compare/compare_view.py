"""The Compare view: older and newer step side by side, what differs and by how much."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QPushButton, QWidget

from explorer.gui.compare.detail_panel import DetailPanel
from explorer.gui.compare.difference_export import write_differences
from explorer.gui.compare.difference_source import (
    CHANGE_WORD,
    COMPARE_COLUMNS,
    MARKS,
    VALUE_COLUMNS,
    DifferenceSource,
    find_differences,
)
from explorer.gui.compare.measuring import Wishes, measure
from explorer.gui.item_models.table_parts import Chips, PlainLabel
from explorer.gui.item_models.table_view import FillingTableView, bar_layout
from explorer.gui.problems import describe, why_nothing
from explorer.gui.statuses import GONE
from explorer.gui.theme import current_palette
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name


class CompareView(FillingTableView):
    """Aligned rows of `session.older` and `session.newer`."""

    view_id = "compare"
    title = "Compare"
    redraw_ms = 80

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, COMPARE_COLUMNS, "key", parent)
        self.setAccessibleName("Older and newer step compared")
        self._diff_slot = session.new_slot(self, "Comparing")
        self._measure_slot = session.new_slot(self, "Comparing values")
        self._source: DifferenceSource | None
        self._pair: tuple[object, object] = (None, None)
        self._wishes = Wishes(())
        self._drawn_against = 0.0
        self._error: Exception | None = None
        self._build()
        self._connect()
        self._show_page()

    def _build(self) -> None:
        layout = self._new_layout()
        self.table = self._new_table("Differences")
        self.filter = self._new_filter("kernel change:added")
        self.only_differences = QPushButton("Only differences", self)
        self.only_differences.setObjectName("compare_only_differences")
        self.only_differences.setCheckable(True)
        self.only_differences.setChecked(True)
        self.only_differences.setAccessibleName("Show only rows that differ")
        self.only_differences.setToolTip("Hide the rows that are the same in both steps (Ctrl+D)")
        self.only_differences.setShortcut("Ctrl+D")
        self.columns_button = self._new_column_button()
        self.sides = PlainLabel("compare_sides", self, muted=True, right=True)
        layout.addLayout(
            bar_layout(
                (self.filter, 1),
                (self.only_differences, 0),
                (self.columns_button, 0),
                (self.sides, 1),
                bottom=6,
            )
        )
        self.chips = Chips(
            "compare_chips",
            [
                (CHANGE_WORD[change], MARKS[change], f"Show only rows that are {CHANGE_WORD[change]}")
                for change in CHANGE_WORD
            ],
            self,
        )
        self.summary = PlainLabel("compare_summary", self, muted=True, right=True)
        layout.addLayout(bar_layout((self.chips, 1), (self.summary, 0), top=0, spacing=-1))
        self.previous_button = QPushButton("Compare with the step before", self)
        self.previous_button.setObjectName("compare_with_previous")
        self.previous_button.setAccessibleName("Compare with the step before")
        self.empty = self._new_empty(self.previous_button)
        self.pages = self._new_pages(self.table, self.empty)
        layout.addWidget(self.pages, 1)
        self.detail = DetailPanel(self)
        layout.addWidget(self.detail)

    def _connect(self) -> None:
        self._connect_table()
        session = self.session
        session.newer_changed.connect(lambda _: self._ask())
        session.older_changed.connect(lambda _: self._ask())
        session.entries_changed.connect(self._say_sides)
        self.only_differences.toggled.connect(lambda _: self._accept())
        self.chips.changed.connect(lambda _: self._accept())
        self.table.key_chosen.connect(lambda _: self._show_detail())
        self.previous_button.clicked.connect(self._compare_with_previous)

    # What the window asks

    def activate(self) -> None:
        self._is_active = True
        self._ask()

    def deactivate(self) -> None:
        """The structure stays; values are measured again from where they stood when one comes back."""
        self._is_active = False
        self._measure_slot.cancel()

    def is_busy(self) -> bool:
        waits = self._is_active and self._source is not None and self.session.statistics.is_busy()
        timers = self._look.isActive() or self._redraw.isActive()
        return (
            self._diff_slot.is_busy
            or self._measure_slot.is_busy
            or self.model.is_preparing
            or timers
            or waits
        )

    def _is_remarkable(self, row: int) -> bool:
        return self._source.differences[row].change != "same"

    def exports(self) -> tuple[ViewExport, ...]:
        if self._source is None:
            return ()
        source, rows = self._source, self.model.rows.copy()
        return (
            ViewExport(
                "Differences shown as CSV",
                ".csv",
                lambda path, task: write_differences(path, source, rows, task),
            ),
        )

    # Rows

    def _ask(self) -> None:
        older, newer = self.session.older, self.session.newer
        pair = (getattr(older, "identity", None), getattr(newer, "identity", None))
        if older is None or newer is None:
            self._diff_slot.cancel()
            self._measure_slot.cancel()
            self._pair = (None, None)
            self._set_source(None)
        elif pair[0] == pair[1]:
            return  # both handles move, and the newer one has not arrived yet
        elif not self._is_active:
            return  # asked when the tab is shown
        elif pair != self._pair:
            self._pair, self._error = pair, None
            self._measure_slot.cancel()
            store = self.session.statistics
            self._diff_slot.start(
                find_differences, older, newer, store.get, then=self._take, otherwise=self._explain
            )
        elif not self._measure_slot.is_busy:
            self._measure()
        self._say_sides()

    def _take(self, source: DifferenceSource) -> None:
        self._set_source(source)
        self._measure()

    def _set_source(self, source: DifferenceSource | None) -> None:
        self._source = source
        self.model.set_source(source)
        if source is not None:
            counts = source.counts()
            self.chips.set_counts(
                {CHANGE_WORD[change]: count for change, count in counts.items()}, self._chip_colour
            )
            self.summary.say(source.summary())
            self._accept()
            self.table.choose(self.session.selected_key)
        else:
            self.summary.say("")
        self._show_page()
        self._show_detail()

    def _explain(self, error: Exception) -> None:
        self._error = error
        self._set_source(None)

    def _accept(self) -> None:
        """Only the chosen kinds of change."""
        if self._source is None:
            return
        pressed = self.chips.pressed()
        changes = list(CHANGE_WORD)
        if pressed:
            wanted = [number for number, change in enumerate(changes) if CHANGE_WORD[change] in pressed]
        elif self.only_differences.isChecked():
            wanted = [number for number, change in enumerate(changes) if change != "same"]
        else:
            self.model.set_accepted(None)
            return
        self.model.set_accepted(np.isin(self._source.change_codes, wanted))

    def _rows_changed(self) -> None:
        self._show_page()
        self._show_detail()
        self._look.start()

    def _show_page(self) -> None:
        has_rows = self._source is not None and len(self._source) > 0
        shown = has_rows and len(self.model.rows) > 0
        self.pages.setCurrentWidget(self.table if shown else self.empty)
        self.detail.setVisible(bool(shown))
        for widget in (self.filter, self.only_differences, self.columns_button, self.chips):
            widget.setEnabled(has_rows)
        self.chips.setVisible(has_rows)
        self.previous_button.setVisible(self._source is None and self._previous_entry() is not None)
        if not shown:
            self._say_why_empty()

    def _say_why_empty(self) -> None:
        session = self.session
        if self._source is not None and self.model.query:
            self.empty.say("No row has all the words of the filter.", "Esc in the filter field clears it.")
        elif self._source is not None and len(self._source):
            if self.chips.pressed():
                self.empty.say(
                    "No row has the chosen kind of change.",
                    "Press the coloured buttons again to see all rows.",
                )
            else:
                self.empty.say(
                    "The two steps are the same, bit by bit.",
                    "Switch off “Only differences” to see the rows.",
                )
        elif self._source is not None:
            self.empty.say("Neither step holds a variable.")
        elif self._error is not None:
            self.empty.say(
                f"The steps could not be compared: {self._error}", getattr(self._error, "hint", "")
            )
        elif session.newer is None:
            self.empty.say(
                *why_nothing(
                    session, "There is no step to compare.", "Open a directory with Ctrl+O and choose a step."
                )
            )
        elif session.older_error is not None:
            self.empty.say(
                describe(session.older_error).sentence, "Choose another older step on the time axis."
            )
        elif session.older is None and session.older_entry is None and not self._can_be_compared():
            self.empty.say(
                "There is only this checkpoint to look at.",
                "Comparing takes two: open a directory with more, or check its restore into another model.",
            )
        elif session.older is None and session.older_entry is None:
            self.empty.say(
                "No older step is chosen.",
                "Choose one with “Compare with” in the tool bar, or with Shift+click on a mark of the time axis.",
            )
        else:
            self.empty.say("Comparing …")

    def _can_be_compared(self) -> bool:
        """Whether the run has another checkpoint than the one on show."""
        run = self.session.run
        return run is not None and sum(entry.status != GONE for entry in run.checkpoints) > 1

    def _previous_entry(self) -> Any:
        run, newer = self.session.run, self.session.newer_entry
        if run is None or newer is None:
            return None
        before = None
        for entry in run.checkpoints:
            if entry.path == newer.path:
                return before
            if entry.status == "complete":
                before = entry
        return None

    def _compare_with_previous(self) -> None:
        entry = self._previous_entry()
        if entry is not None:
            self.session.choose_older(entry)

    # Values stream in

    def _measure(self) -> None:
        source = self._source
        if source is None or not self._is_active:
            return
        left = [key for key in source.keys_to_measure() if not source.is_measured(key)]
        if left:
            self._wishes = Wishes(left)
            self._want_in_view()
            self._measure_slot.start(
                measure,
                source.older,
                source.newer,
                self._wishes,
                self.session.changes,
                then=self._measured,
                otherwise=self._not_measured,
                partly=lambda found: self._learn(source, found),
            )
        else:
            self._measured()

    def _learn(self, source: DifferenceSource, found: list[tuple[str, Any]]) -> None:
        for key, change in found:
            source.learn(key, change)
            self._gather(key)

    def _measured(self, _: object = None) -> None:
        self.model.forget_values(VALUE_COLUMNS)
        self.table.viewport().update()
        self._show_detail()

    def _not_measured(self, error: Exception) -> None:
        self.summary.say(f"The values could not be compared: {error}")

    def _want_in_view(self) -> None:
        source = self._source
        if source is None or not self._is_active:
            return
        keys = self._keys_in_view()
        if self.table.current_key in keys:
            keys.insert(0, self.table.current_key)
        self._wishes.first(keys)
        if "values" in self.table.shown_columns():
            for checkpoint in (source.older, source.newer):
                known = checkpoint.table
                self.session.statistics.want(
                    checkpoint,
                    [key for key in keys if key in known.row_of and known.row_of[key] not in known.problems],
                )

    def _is_shown(self, identity: object) -> bool:
        return identity in self._pair

    def _show_arrived(self) -> None:
        keys = self._take_arrived()
        self._refresh_in_view(keys)
        largest = self._source.largest_move if self._source is not None else 0.0
        if largest != self._drawn_against and "moved" in self.table.shown_columns():
            self._drawn_against = largest  # every bar is drawn against the largest change known
            number = self.model.column_index("moved")
            viewport = self.table.viewport()
            left, width = self.table.columnViewportPosition(number), self.table.columnWidth(number)
            viewport.update(left, 0, width, viewport.height())
        if self.table.current_key in keys:
            self._show_detail()

    # What else is shown

    def _show_selection(self, key: str) -> None:
        super()._show_selection(key)
        self._show_detail()

    def _show_detail(self) -> None:
        source, index = self._source, self.table.currentIndex()
        row = int(self.model.rows[index.row()]) if source is not None and index.isValid() else -1
        answers: tuple[Any, Any] = (None, None)
        if row >= 0:
            store, key = self.session.statistics, source.key(row)
            answers = tuple(store.get(checkpoint, key) for checkpoint in (source.older, source.newer))
        self.detail.show_row(source, row, self._labels(), answers)

    def _labels(self) -> tuple[str, str]:
        entries = (self.session.older_entry, self.session.newer_entry)
        return tuple(
            display_name(entry.label, 60) if entry is not None else word
            for entry, word in zip(entries, ("older", "newer"), strict=True)
        )

    def _say_sides(self) -> None:
        if self.session.older is None or self.session.newer is None:
            self.sides.say("")
        else:
            older, newer = self._labels()
            self.sides.say(f"older: {older} · newer: {newer}")

    def _chip_colour(self, word: str) -> str:
        change = next(name for name, said in CHANGE_WORD.items() if said == word)
        return current_palette().difference(change)

    def _refresh_theme(self) -> None:
        super()._refresh_theme()
        self.detail.update()
        if self._source is not None:
            counts = {CHANGE_WORD[change]: count for change, count in self._source.counts().items()}
            self.chips.set_counts(counts, self._chip_colour)

    def _prefix(self) -> str:
        return str(self._source.newer.prefix) if self._source else ""

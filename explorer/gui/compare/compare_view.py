"""The Compare view: older and newer side by side, what differs and by how much."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from explorer.analysis.diff_columns import ADDED, REMOVED
from explorer.gui.choices import previous_entry
from explorer.gui.compare.change_words import (
    CHANGE_WORD,
    COMPARE_COLUMNS,
    IGNORED,
)
from explorer.gui.compare.compare_parts import GRAPH, STEPS, TABLE
from explorer.gui.compare.compared_values import ComparedValues
from explorer.gui.compare.difference_export import differences_markdown, write_differences, write_markdown
from explorer.gui.compare.difference_source import SAME, DifferenceSource, find_differences
from explorer.gui.compare.empty_words import why_no_rows
from explorer.gui.compare.key_words import side_labels
from explorer.gui.compare.steps_source import write_steps
from explorer.gui.item_models.table_menu import copy_job, copy_tsv
from explorer.gui.language import tr, tr_label
from explorer.gui.statuses import GONE, shown_status
from explorer.gui.theme import current_palette, px, ui_font
from explorer.gui.view import ViewExport
from explorer.task import QUIET, Task

COPIED_AT_ONCE = 200  # rows; more are written by a worker
MARK_WIDTH = 44  # px: the mark before the word of a change, a question mark after it, and the cell's margins
MOST_SIDE_LETTERS = 18  # of a shape's column


class CompareView(ComparedValues):
    """Aligned rows of `session.older` and `session.newer`."""

    view_id = "compare"
    title = "Compare"
    redraw_ms = 80

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, COMPARE_COLUMNS, "key", parent)
        self.setAccessibleName(tr("Older and newer step compared"))
        self._diff_slot = session.new_slot(self, "Comparing")
        self._rename_slot = session.new_slot(self, "Looking for renamed variables")
        self._source: DifferenceSource | None
        self._init_values()
        self._error: Exception | None = None
        self._build()
        self._connect()
        self._show_page()

    def _connect(self) -> None:
        self._connect_table()
        session = self.session
        session.newer_changed.connect(self._ask)
        session.older_changed.connect(self._ask)
        session.entries_changed.connect(self._say_sides)
        self.only_differences.toggled.connect(self._only_differences_toggled)
        self.graph_page.summed.connect(lambda _: self._say_summary())
        self.steps_page.said.connect(lambda _: self._say_summary())
        self.chips.changed.connect(lambda _: self._accept())
        self.table.key_chosen.connect(lambda _: self._show_detail())
        self.table.selection_settled.connect(self._show_detail)
        self.previous_button.clicked.connect(self._compare_with_previous)
        self.directory_button.clicked.connect(self._ask_for_directory)
        self.rules.rule_changed.connect(lambda _: self._compare())
        self.renames.changed.connect(self._compare)

    # What the window asks

    def activate(self) -> None:
        self._is_active = True
        self._ask()

    def deactivate(self) -> None:
        """The structure stays; values are measured again from where they stood when one comes back."""
        self._is_active = False
        self._measure_slot.cancel()
        self._rename_slot.cancel()
        self.steps_page.set_active(False)

    def is_busy(self) -> bool:
        waits = self._is_active and self._source is not None and self.session.statistics.is_busy()
        slots = (self._diff_slot, self._measure_slot, self._rename_slot)
        timers = (self._look, self._redraw, self._recount)
        return (
            any(slot.is_busy for slot in slots)
            or any(timer.isActive() for timer in timers)
            or self.model.is_preparing
            or waits
            or self.graph_page.is_busy
            or self.steps_page.is_busy
        )

    def _is_remarkable(self, row: int) -> bool:
        source = self._source
        return source.change_codes[row] not in (SAME, IGNORED) or bool(source.is_renamed[row])

    def copy_text(self) -> str:
        if self.mode == GRAPH:
            return self.graph_page.copy_text()
        return copy_tsv(self.steps_page.table) if self.mode == STEPS else super().copy_text()

    def copy_job(self) -> tuple[int, Callable[[Task], str] | None]:
        if self.mode == TABLE:
            return super().copy_job()
        return copy_job(self.steps_page.table) if self.mode == STEPS else (0, None)

    def selected_keys(self) -> tuple[str, ...]:
        if self.mode == TABLE:
            return super().selected_keys()
        return (self.steps_page.table if self.mode == STEPS else self.graph_page.tree).chosen_keys()

    def exports(self) -> tuple[ViewExport, ...]:
        if self.mode == STEPS and self.steps_page.source is not None:
            steps, shown = self.steps_page.source, self.steps_page.model.rows.copy()
            write = partial(write_steps, source=steps, rows=shown)
            return (ViewExport("Steps shown as CSV", ".csv", lambda path, task: write(path, task=task)),)
        if self._source is None:
            return ()
        source, rows, labels = self._source, self.model.rows.copy(), self._labels()
        return (
            ViewExport(
                "Differences shown as CSV",
                ".csv",
                lambda path, task: write_differences(path, source, rows, task),
            ),
            ViewExport(
                "Differences shown as Markdown",
                ".md",
                lambda path, task: write_markdown(path, source, rows, labels, task),
            ),
        )

    # Pages

    def set_mode(self, mode: str, _: bool = True) -> None:
        """Show another page."""
        self.mode_buttons[mode].setChecked(True)
        self._ask_pages()
        self._show_page()
        self._show_detail()
        self._say_summary()

    def _ask_pages(self) -> None:
        """What the page on show needs beyond the aligned rows."""
        session, mode = self.session, self.mode
        if self._is_active and mode == GRAPH and session.older is not None and session.newer is not None:
            self.graph_page.ask(session.older, session.newer)
        self.steps_page.set_active(self._is_active and mode == STEPS)

    def _only_differences_toggled(self, wanted: bool) -> None:
        self._accept()
        self.graph_page.show_only_differences(wanted)

    def _say_summary(self) -> None:
        source = self._source
        if self.mode == GRAPH:
            found = self.graph_page.source
            self.summary.say("" if found is None or source is None else found.summary(tr))
        elif self.mode == STEPS:
            self.summary.say(self.steps_page.sentence)
        else:
            self.summary.say("" if source is None else source.summary(tr))
        self._show_summary()

    def next_difference(self, forward: bool) -> bool:
        if self.mode == GRAPH:
            return self.graph_page.next_difference(forward)
        return super().next_difference(forward) if self.mode == TABLE else False

    # Rows

    def _ask(self) -> None:
        older, newer = self.session.older, self.session.newer
        pair = (getattr(older, "identity", None), getattr(newer, "identity", None))
        if older is None or newer is None:
            for slot in (self._diff_slot, self._measure_slot, self._rename_slot):
                slot.cancel()
            self._pair = (None, None)
            self.renames.offer(())
            self._set_source(None)
        elif pair[0] == pair[1]:
            return  # both handles move, and the newer one has not arrived yet
        elif not self._is_active:
            return  # asked when the tab is shown
        elif pair != self._pair:
            self._pair, self._error = pair, None
            self._rename_slot.cancel()
            self.renames.offer(())
            self._compare()
        elif not self._measure_slot.is_busy and not self._diff_slot.is_busy:
            self._measure()
        self._ask_pages()
        self._say_sides()

    def _compare(self) -> None:
        """Align both sides, under the rule and with the matches there are now."""
        session = self.session
        if session.older is None or session.newer is None or self._pair == (None, None):
            return
        self._measure_slot.cancel()
        self._diff_slot.start(
            find_differences,
            session.older,
            session.newer,
            session.statistics.get,
            self.rules.rule,
            self.renames.used(),
            then=self._take,
            otherwise=self._explain,
        )

    def _take(self, source: DifferenceSource) -> None:
        self._set_source(source)
        self._measure()
        codes = source.alignment.change
        if not self.renames.is_asked and (codes == ADDED).any() and (codes == REMOVED).any():
            from explorer.analysis.diff_renames import propose_key_pairs  # late: most sides have equal keys

            self._rename_slot.start(
                propose_key_pairs,
                source.older,
                source.newer,
                then=self._offer,
                otherwise=lambda _: self.renames.offer((), is_asked=True),
            )

    def _offer(self, pairs: tuple[Any, ...]) -> None:
        self.renames.offer(pairs, is_asked=True)
        if self.renames.used():
            self._compare()

    def _set_filter(self, text: str) -> None:
        super()._set_filter(text)
        self.steps_page.model.set_filter(text)

    def _set_source(self, source: DifferenceSource | None) -> None:
        self._source = source
        self.model.set_source(source)
        if source is not None:
            letter = self.table.fontMetrics().horizontalAdvance("0")
            for side in ("older", "newer"):
                letters = min(source.longest_side(side), MOST_SIDE_LETTERS)
                self.table.suit_column(side, letters * letter + 24)
            self._fitting.fit()
            self._show_counts()
            self.table.choose(self.session.selected_key)
        self._say_summary()
        self._show_page()
        self._show_detail()

    def _explain(self, error: Exception) -> None:
        self._error = error
        self._set_source(None)

    def _show_counts(self) -> None:
        """Chips, counts and the rows chosen by kind: values may have told what a row is."""
        source = self._source
        if source is None:
            return
        self._codes_shown = source.codes_changed
        counts = source.counts()
        self.chips.set_counts(counts, self._chip_colour)
        letters = QFontMetrics(ui_font())
        widest = max(
            (letters.horizontalAdvance(tr(word)) for word, count in counts.items() if count), default=0
        )
        self.table.suit_column("change", widest + px(MARK_WIDTH))
        self._say_summary()
        self.gutter.renew()
        self._accept()

    def _accept(self) -> None:
        """Only the chosen kinds of change."""
        source = self._source
        if source is None:
            return
        pressed = self.chips.pressed()
        if pressed:
            wanted = [number for number, word in enumerate(CHANGE_WORD.values()) if word in pressed]
            accepted = np.isin(source.change_codes, wanted)
            self.model.set_accepted(accepted | source.is_renamed if "renamed" in pressed else accepted)
        elif self.only_differences.isChecked():
            self.model.set_accepted(source.is_difference())
        else:
            self.model.set_accepted(None)

    def _rows_changed(self) -> None:
        self._show_page()
        self._show_detail()
        self._look.start()

    def _show_page(self) -> None:
        mode = self.mode
        has_rows = self._source is not None and len(self._source) > 0
        shown = has_rows and len(self.model.rows) > 0
        if mode == STEPS:
            self.pages.setCurrentWidget(self.steps_page)
        elif mode == GRAPH and self._source is not None:
            self.pages.setCurrentWidget(self.graph_page)
        else:
            self.pages.setCurrentWidget(self.table_page if shown else self.empty)
        is_table = mode == TABLE
        for widget, belongs in (
            (self.filter, mode != GRAPH),
            (self.columns_button, is_table),
            (self.rules.button, is_table),
            (self.only_differences, mode != STEPS),
            (self.previous_difference, mode != STEPS),
            (self.following_difference, mode != STEPS),
            (self.steps_page.steps_button, mode == STEPS),
            (self.steps_page.quantity_button, mode == STEPS),
        ):
            widget.setVisible(belongs)
            widget.setEnabled(has_rows or mode == STEPS)
        self.renames.button.setVisible(is_table and bool(self.renames.proposed))
        self.chips.setVisible(has_rows and is_table)
        self._show_summary()
        lacks_older = self._source is None and self.session.newer is not None
        self.previous_button.setVisible(lacks_older and self._previous_entry() is not None)
        has_none = self.session.older_entry is None and self.session.older_error is None
        self.directory_button.setVisible(lacks_older and has_none)
        if not shown:
            has_chips = bool(self.chips.pressed())
            query, rule = self.model.query, self.rules.rule
            self.empty.say(*why_no_rows(self.session, self._source, query, has_chips, self._error, rule))

    def _previous_entry(self) -> Any:
        run, newer = self.session.run, self.session.newer_entry
        if run is None or newer is None:
            return None
        return previous_entry(run, newer)

    def _ask_for_directory(self) -> None:
        action = self.window().findChild(QAction, "action_compare_directory")
        if action is not None:
            action.trigger()

    def _compare_with_previous(self) -> None:
        entry = self._previous_entry()
        if entry is not None:
            self.session.choose_older(entry)

    # What else is shown

    def _show_selection(self, key: str) -> None:
        row = self._source.row_of(key) if self._source is not None and key else -1
        super()._show_selection(self._source.key(row) if row >= 0 else key)
        self._show_detail()

    def _show_detail(self) -> None:
        """The chosen row at large; without one the table has all the room."""
        source, index = self._source, self.table.currentIndex()
        is_chosen = source is not None and self.mode == TABLE and self.table.chosen_row() >= 0
        row = int(self.model.rows[index.row()]) if is_chosen else -1
        answers = source.answers(row) if row >= 0 else (None, None)
        if row >= 0 and None in answers:
            self._want_chosen()
        self.detail.show_row(source, row, self._labels(), answers)
        if self.detail.isHidden() is (row >= 0):
            self.detail.setVisible(row >= 0)
            if row >= 0:  # the table gets shorter: keep the row in sight
                self.layout().activate()
                self.table.scrollTo(index)

    def _labels(self) -> tuple[str, str]:
        return side_labels(self.session.older_entry, self.session.newer_entry)

    def _say_sides(self) -> None:
        if self.session.older is None or self.session.newer is None:
            self.sides.say("")
        else:
            older, newer = (
                f"{label} ({tr(shown_status(entry))})"
                if entry is not None and entry.status == GONE
                else label
                for label, entry in zip(
                    map(tr_label, self._labels()),
                    (self.session.older_entry, self.session.newer_entry),
                    strict=True,
                )
            )
            self.sides.say(f"{tr('older')}: {older} · {tr('newer')}: {newer}", f"{older} → {newer}")

    def _chip_colour(self, word: str) -> str:
        colours = current_palette()
        if word == "renamed":
            return colours.as_text(colours.series("newer"))
        change = next(name for name, said in CHANGE_WORD.items() if said == word)
        return colours.muted if change in ("pending", "ignored") else colours.difference(change)

    def _refresh_theme(self) -> None:
        super()._refresh_theme()
        self.detail.update()
        self.gutter.update()
        self.graph_page.refresh_theme()
        self.steps_page.refresh_theme()
        if self._source is not None:
            self.chips.set_counts(self._source.counts(), self._chip_colour)

    def _prefix(self) -> str:
        return str(self._source.newer.prefix) if self._source else ""

    # Menu

    def fill_menu(self, menu: QMenu) -> None:
        """The context menu of a row: copying with the rule, and taking a match back."""
        super().fill_menu(menu)
        source = self._source
        if source is None:
            return
        menu.addSeparator()
        for text, rows in (
            ("Copy differences as Markdown, with the rule", self.table.chosen_source_array()),
            ("Copy all rows shown as Markdown, with the rule", self.model.rows.copy()),
        ):
            action = menu.addAction(tr(text), partial(self._copy_markdown, source, rows))
            action.setEnabled(bool(len(rows)))
        row = source.row_of(self.table.current_key)
        pair = source.pair_of(row) if row >= 0 else None
        if pair is not None:
            menu.addAction(tr("Undo this match of two keys"), partial(self.renames.undo, pair))

    def _copy_markdown(self, source: DifferenceSource, rows: np.ndarray) -> None:
        labels, window = self._labels(), self.window()

        def make(task: Task) -> str:
            return differences_markdown(source, rows, labels, task)

        if len(rows) > COPIED_AT_ONCE and hasattr(window, "copy_in_job"):
            window.copy_in_job(len(rows), make)
        else:
            QGuiApplication.clipboard().setText(make(QUIET))

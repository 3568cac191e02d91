"""The Variables view: every tensor of the current step in a table, or as a tree of scopes."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from explorer.gui.item_models.fitting import FittingColumns
from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.item_models.table_view import FillingTableView, bar_layout
from explorer.gui.language import tr
from explorer.gui.problems import why_nothing
from explorer.gui.theme import px
from explorer.gui.variables.change_cells import ChangeCells
from explorer.gui.variables.scope_paths import ScopePaths
from explorer.gui.variables.scope_tree import ScopeTree
from explorer.gui.variables.table_exports import AllStepsExport, StepExport
from explorer.gui.variables.totals import totals_sentence
from explorer.gui.variables.variable_source import (
    CHANGE_IDS,
    STATISTICS_COLUMNS,
    VALUES,
    VARIABLE_COLUMNS,
    VERDICT,
    VariableSource,
    find_paths,
    make_source,
)
from explorer.gui.view import ViewExport
from explorer.report import columns as report_columns
from explorer.report.change_columns import CHANGE_BY_ID, NOT_FINITE, OPTIMIZER_STEP
from explorer.report.numbers import display_name, format_label


class VariablesView(FillingTableView):
    """Table and scope tree of the session's current checkpoint."""

    view_id = "variables"
    title = "Variables"

    variable_opened = Signal(object)  # key: Enter or double click; the window shows its histogram

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, VARIABLE_COLUMNS, "key", parent)
        self.setAccessibleName(tr("Variables of the current step"))
        self._source_slot = session.new_slot(self, "Listing variables")
        self._tree_slot = session.new_slot(self, "Building the tree of scopes")
        self._source: VariableSource | None
        self._shows_damage = self._has_new_damage = self._shows_odd = False
        self.changes = ChangeCells(session, self)
        self._build()
        self._connect()
        self._columns_changed()  # those found again may be the columns of changes
        self._ask()

    def _build(self) -> None:
        layout = self._new_layout()
        self.table = self._new_table("Variables")
        self.table.min_stretch = 180
        FittingColumns(self.table, ("shape", VALUES, "role", "size_bytes", "dtype"))
        for column_id in ("problem", VERDICT):  # they come when there is something to say
            self.table.show_column(column_id, False)
        self.tree = ScopeTree(self)
        self.filter = self._new_filter("kernel")
        self.filter.setMinimumWidth(px(110))
        self.mode_button = QPushButton(tr("Tree"), self)
        self.mode_button.setObjectName("variables_mode")
        self.mode_button.setCheckable(True)
        self.mode_button.setAccessibleName(tr("Show variables as a tree of scopes"))
        self.mode_button.setToolTip(tr("Show the variables as a tree of their scopes (Ctrl+T)"))
        self.mode_button.setShortcut("Ctrl+T")
        self.changes_button = QPushButton(tr("Changes"), self)
        self.changes_button.setObjectName("variables_changes")
        self.changes_button.setCheckable(True)
        self.changes_button.setAccessibleName(tr("Show how much each variable changed since the older step"))
        self.changes_button.setToolTip(
            tr("Show or hide the columns of changes since the older step (Ctrl+Shift+D)")
        )
        self.changes_button.setShortcut("Ctrl+Shift+D")
        self.columns_button = self._new_column_button()
        bar = bar_layout(
            (self.filter, 1), (self.mode_button, 0), (self.changes_button, 0), (self.columns_button, 0)
        )
        bar.addStretch(0)
        self.note = PlainLabel("variables_note", self, muted=True, right=True)
        bar.addWidget(self.note, 1)
        layout.addLayout(bar)
        self.empty = self._new_empty()
        self.pages = self._new_pages(self.table, self.tree, self.empty)
        layout.addWidget(self.pages, 1)
        self.footer = PlainLabel("variables_totals", self, muted=True)
        self.footer.setContentsMargins(12, 5, 12, 6)
        layout.addWidget(self.footer)

    def _connect(self) -> None:
        self._connect_table()
        session = self.session
        session.newer_changed.connect(self._ask)
        session.report_changed.connect(self._show_report)
        session.damage_found.connect(self._note_damage)
        self.mode_button.toggled.connect(lambda _: self._show_page())
        self.model.settled.connect(self._find_paths)
        self.model.failed.connect(lambda error: self.note.say(f"The rows could not be sorted: {error}"))
        self.table.columns_changed.connect(self._columns_changed)
        self.changes_button.clicked.connect(self._show_changes)
        self.changes.arrived.connect(self._gather)
        self.changes.renewed.connect(self._renew_changes)
        self.changes.steps_arrived.connect(self._take_steps)
        self.tree.key_chosen.connect(session.select)
        self.tree.key_opened.connect(self._open)

    # What the window asks

    def activate(self) -> None:
        self._is_active = True
        self._look.start()

    def deactivate(self) -> None:
        self._is_active = False
        self.session.chosen_keys = self.selected_keys()  # for views that show several tensors

    def is_busy(self) -> bool:
        waits = self._wants_statistics() and self.session.statistics.is_busy()
        return (
            self._source_slot.is_busy
            or self._tree_slot.is_busy
            or self.model.is_preparing
            or self._look.isActive()
            or (self._redraw.isActive() or waits)
            or (self._is_active and self.changes.is_busy())
        )

    def next_difference(self, forward: bool) -> bool:
        """The next row that is damaged or does not fit the target."""
        return self.pages.currentWidget() is self.table and super().next_difference(forward)

    def exports(self) -> tuple[ViewExport, ...]:
        if self._source is None:
            return ()
        ids = [
            name
            for name in self.table.shown_columns()
            if name in report_columns.BY_ID or name in CHANGE_BY_ID
        ]
        made = [
            ViewExport(
                "This step, columns shown (CSV)",
                ".csv",
                StepExport(self.session, self._source.checkpoint, self.session.older, ids),
            ),
        ]
        if self.session.run is not None:
            made.append(
                ViewExport("All steps, columns shown (CSV)", ".csv", AllStepsExport(self.session, ids))
            )
        return tuple(made)

    # Rows

    def _ask(self) -> None:
        checkpoint = self.session.newer
        if checkpoint is None:
            self._source_slot.cancel()
            self._take(None)
            return
        store = self.session.statistics
        self._source_slot.start(
            make_source,
            checkpoint,
            lambda key: store.get(checkpoint, key),
            then=self._take,
            otherwise=self._explain,
        )

    def _take(self, source: VariableSource | None) -> None:
        before, self._source = self._source, source
        if source is not None:
            source.set_report(self.session.report)
            source.damage = self.session.damage_of(source.checkpoint)
            source.changed = self.changes.known_of(source.checkpoint)
            source.known_all = partial(self.session.statistics.answers, source.checkpoint)
            source.changed_all = self.changes.known_of_all(source.checkpoint)
            self.changes.forget_steps()
            if before is not None and before.keys() == source.keys():
                source.paths = before.paths  # a step later, or saved again: the same scopes
        self._tree_slot.cancel()
        self.tree.set_source(source if source is not None and source.paths is not None else None)
        self.model.set_source(source)
        self._show_damage()
        if source is not None:
            letter = self.table.fontMetrics().horizontalAdvance("0")
            self.table.suit_column("dtype", max(source.longest_dtype, 7) * letter + 18)
            self._show_selection(self.session.selected_key)
        self._show_page()

    def _show_damage(self) -> None:
        has_damage = self._source is not None and self._source.problem_count() > 0
        if has_damage != self._shows_damage:  # once each way: a user who hides the column keeps it hidden
            self._shows_damage = has_damage
            self.table.show_column("problem", has_damage)
            if has_damage:  # beside the key: the last column may be out of sight
                self.table.put_column("problem", 1)

    def _columns_changed(self) -> None:
        shown = set(self.table.shown_columns())
        self.changes_button.setChecked(shown.issuperset(CHANGE_IDS))
        self._say_note()
        self._look.start()

    def _show_changes(self, is_wanted: bool) -> None:
        """All columns of changes, or none."""
        for column_id in CHANGE_IDS:
            self.table.show_column(column_id, is_wanted)
        if is_wanted:  # after the key: the last columns may be out of sight
            place = 1 + ("problem" in self.table.shown_columns())
            for offset, column_id in enumerate(CHANGE_IDS):
                self.table.put_column(column_id, place + offset)

    def _renew_changes(self) -> None:
        """Another older step."""
        self.model.forget_values(CHANGE_IDS)
        self.table.viewport().update()
        self._say_note()
        self._look.start()

    def _take_steps(self, steps: Any) -> None:
        if self._source is not None:
            self._source.optimizer_steps.update(steps)
            self.model.forget_values((OPTIMIZER_STEP.id,))
            self.table.viewport().update()
            self._look.start()

    def _show_odd(self, keys: set[str]) -> None:
        """The count of NaN and infinities comes once there are any; who hides it keeps it hidden."""
        if self._shows_odd or self._source is None:
            return
        if any(self._source.change_value(key, NOT_FINITE.id) for key in keys):
            self._shows_odd = True
            self.table.show_column(NOT_FINITE.id, True)
            self.table.put_column(NOT_FINITE.id, 1)

    def _note_damage(self, identity: object) -> None:
        if self._is_shown(identity):
            self._has_new_damage = True
            self._redraw.start()

    def _find_paths(self) -> None:
        """Build the tree once the table needs nothing more: two workers at once would slow the window."""
        source = self._source
        if source is not None and source.paths is None and not self._tree_slot.is_busy:
            self._tree_slot.start(
                find_paths,
                source,
                then=lambda paths: self._take_paths(source, paths),
                otherwise=self._explain,
            )

    def _take_paths(self, source: VariableSource, paths: ScopePaths) -> None:
        source.paths = paths
        self.tree.set_source(source)
        self.tree.set_rows(self.model.rows if self.model.is_filtered else None)
        self.tree.choose(self.session.selected_key)

    def _explain(self, error: Exception) -> None:
        self._take(None)
        self.empty.say(f"The variables could not be listed: {error}", getattr(error, "hint", ""))

    def _show_report(self, report: Any) -> None:
        if self._source is None:
            return
        self._source.set_report(report)
        self.model.forget_values((VERDICT,))
        if (VERDICT in self.table.shown_columns()) != (report is not None):
            self.table.show_column(VERDICT, report is not None)
        self.table.viewport().update()
        self.tree.viewport().update()
        self._say_note()

    def _set_filter(self, text: str) -> None:
        super()._set_filter(text)
        self.tree.set_rows(self.model.rows if self.model.is_filtered else None)

    def _rows_changed(self) -> None:
        source = self._source
        if source is None:
            self.footer.say("")
            return
        shown = self.model.rows if self.model.is_filtered else None
        self.footer.say(totals_sentence(source.role_codes, source.size_bytes, shown))
        self.tree.set_rows(shown)
        self._show_page()
        self._look.start()

    def _show_page(self) -> None:
        self._say_note()
        has_rows = self._source is not None and len(self._source) > 0
        for widget in (self.filter, self.mode_button, self.columns_button, self.footer, self.note):
            widget.setEnabled(has_rows)
        self.footer.setVisible(has_rows)
        if has_rows and len(self.model.rows):
            page = self.tree if self.mode_button.isChecked() else self.table
        else:
            page = self.empty
            self._say_why_empty()
        if self.pages.currentWidget() is not page:
            had_focus = self.pages.currentWidget().hasFocus()
            self.pages.setCurrentWidget(page)
            if had_focus and page is not self.empty:
                page.setFocus()
        self.columns_button.setEnabled(has_rows and not self.mode_button.isChecked())

    def _say_why_empty(self) -> None:
        session = self.session
        if self._source is not None and len(self._source):
            query = display_name(self.model.query, 80)
            self.empty.say(
                f"No variable has all of: {query}", "Esc in the filter field shows all variables again."
            )
        elif self._source is not None:
            self.empty.say("This checkpoint holds no variables.", "Choose another step on the time axis.")
        elif session.newer_error is not None:
            self.empty.say(*why_nothing(session, "", ""))
        elif session.run is None:
            self.empty.say("Nothing is opened yet.", "Open a directory with Ctrl+O, or drop one here.")
        elif not session.run.checkpoints:
            self.empty.say("This directory holds no checkpoints.", "Open another one with Ctrl+O.")
        elif session.newer_entry is not None:
            self.empty.say(f"Opening {display_name(format_label(session.newer_entry.label), 80)}…")
        else:
            self.empty.say("No step is chosen.", "Choose one on the time axis or in the directory.")

    def _say_note(self) -> None:
        source = self._source
        if source is None:
            self.note.say("")
            self.note.hide()
            return
        damaged = source.problem_count()
        parts = [tr(f"✗ {damaged:,} damaged")] if damaged else []
        if set(CHANGE_IDS).intersection(self.table.shown_columns()):
            parts.append(tr(self.changes.sentence()))
        if self.session.report is not None:
            parts.append(tr(f"target: {display_name(self.session.report.target, 80)}"))
        self.note.say(" · ".join(parts))
        self.note.setVisible(bool(parts))  # an empty one would take room from the panels beside

    def _show_selection(self, key: str) -> None:
        super()._show_selection(key)
        self.tree.choose(key)

    def _open(self, key: str) -> None:
        super()._open(key)
        self.variable_opened.emit(key)
        tabs = self.parentWidget()
        while tabs is not None and not hasattr(tabs, "show_view"):
            tabs = tabs.parentWidget()
        if tabs is not None:
            tabs.show_view("histograms")

    # Statistics of what is in view

    def _wants_statistics(self) -> bool:
        shown = self.table.shown_columns()
        return (
            self._is_active
            and self._source is not None
            and (
                self.pages.currentWidget() is self.table and any(name in STATISTICS_COLUMNS for name in shown)
            )
        )

    def _want_in_view(self) -> None:
        self._want_changes()
        if not self._wants_statistics():
            return
        source, store = self._source, self.session.statistics
        keys = self._keys_in_view()
        if self.model.sort_column in STATISTICS_COLUMNS:  # sorting by values needs all of them
            rows = self.model.rows
            store.want_all(source.checkpoint, map(source.key, rows.tolist()), len(rows), rows)
        store.want(
            source.checkpoint,
            [key for key in keys if source.record(source.row_of(key)).problem is None],
        )

    def _want_changes(self) -> None:
        source = self._source
        if source is None or not self._is_active or self.pages.currentWidget() is not self.table:
            return
        shown = self.table.shown_columns()
        if self.model.sort_column in (*CHANGE_IDS, OPTIMIZER_STEP.id):
            self.changes.want_all(source, self.model.rows, shown)
        self.changes.want(source.checkpoint, self._keys_in_view(), shown)

    def _is_shown(self, identity: object) -> bool:
        return self._source is not None and identity == self._source.checkpoint.identity

    def _show_arrived(self) -> None:
        keys = self._take_arrived()
        self._show_odd(keys)
        if self._has_new_damage:
            self._has_new_damage = False
            self._show_damage()
            self._say_note()
            self.tree.viewport().update()
            self.model.forget_fields(("problem",))
        if self.model.sort_column in STATISTICS_COLUMNS and not self.session.statistics.is_busy():
            self.model.forget_values(STATISTICS_COLUMNS)
            return
        if self.model.sort_column in CHANGE_IDS and not self.session.changes.is_busy():
            self.model.forget_values(CHANGE_IDS)
            return
        self._refresh_in_view(keys)

    def _refresh_theme(self) -> None:
        super()._refresh_theme()
        self.tree.refresh_theme()

    # Menu

    def _prefix(self) -> str:
        return str(self._source.checkpoint.prefix) if self._source else ""

    def fill_menu(self, menu: QMenu) -> None:
        """The context menu of a row."""
        key = self.table.current_key
        action = menu.addAction(tr("Show histogram over all steps"), lambda: self._open(key))
        action.setEnabled(bool(key))
        menu.addSeparator()
        super().fill_menu(menu)
        menu.addSeparator()
        fill = menu.addMenu(tr("Filter"))
        index = self.table.currentIndex()
        if index.isValid() and self._source is not None:
            variable = self._source.record(int(self.model.rows[index.row()]))
            scope = variable.key.rpartition("/")[0]
            for text in (
                f"role:{variable.role}",
                f"dtype:{variable.dtype}",
                f"key:{scope}/" if scope else "",
            ):
                if text:
                    fill.addAction(
                        display_name(text, 60).replace("&", "&&"), lambda text=text: self.filter.setText(text)
                    )
        fill.addAction(tr("Show all"), self.filter.clear)

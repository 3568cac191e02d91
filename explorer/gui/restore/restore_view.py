"""The Restore view: does the current checkpoint fit a target model, and what would each way of loading do."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from explorer.analysis.restoring.verdicts import WORST_FIRST
from explorer.gui.item_models.table_parts import Chips
from explorer.gui.item_models.table_view import TableView, bar_layout
from explorer.gui.language import tr
from explorer.gui.restore import empty_words
from explorer.gui.restore.column_widths import suit_columns
from explorer.gui.restore.conditions_bar import ConditionsBar
from explorer.gui.restore.cures_dialog import CuresDialog
from explorer.gui.restore.findings_strip import SHOWN_LINES, FindingsStrip
from explorer.gui.restore.report_actions import copy_report, fill_more, report_exports
from explorer.gui.restore.row_words import RowWords
from explorer.gui.restore.summary_bar import SummaryBar
from explorer.gui.restore.target_choices import TargetChoices
from explorer.gui.restore.verdict_source import RESTORE_COLUMNS, VerdictSource, source_of
from explorer.gui.restore.verdict_tree import VerdictScopeModel, find_verdict_paths
from explorer.gui.restore.ways_panel import WaysPanel
from explorer.gui.theme import current_palette, px
from explorer.gui.variables.scope_tree import ScopeTree
from explorer.gui.view import ViewExport
from explorer.report.palette import VERDICT_MARK

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Finding

EFFECT = "effect"
EFFECT_IN_TREE = 4  # its column there
LOW = 470  # px of height


class RestoreView(TableView):
    """The session's report: cards, findings and a table; the target is chosen here or in the tool bar."""

    view_id = "restore"
    title = "Restore"
    leads_to_restore = False

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, RESTORE_COLUMNS, "verdict", parent)
        self.setAccessibleName(tr("What a restore into the target would do"))
        self._source: VerdictSource | None
        self._target: Any = None  # that of the verdicts on show
        self._tree_slot = session.new_slot(self, "Building the tree of scopes")
        self._wants_tree = self._is_short = False
        self._build()
        self._connect()
        self._show_report(session.report)

    def _build(self) -> None:
        layout = self._new_layout()
        self.table = self._new_table("Verdicts")
        self.table.min_stretch = 140  # five columns are to fit beside the panels of a small window
        self.tree = ScopeTree(self, VerdictScopeModel(self), "restore_tree")
        self.choices = TargetChoices(self.session, self)
        self.bar = ConditionsBar(self.session, self.fill_target_menu, self)
        self.target_button = self.bar.target_button
        layout.addWidget(self.bar)
        self.answer = SummaryBar(self)
        self.summary, self.details_button = self.answer.headline, self.answer.details_button
        self.copy_button, self.more_button = self.answer.copy_button, self.answer.more_button
        layout.addWidget(self.answer)
        self.ways = WaysPanel(self.session, self)
        self.cards, self.unsuitable, self.story = self.ways.cards, self.ways.unsuitable, self.ways.story
        layout.addWidget(self.ways)
        self.findings = FindingsStrip(self)
        layout.addWidget(self.findings)
        self.chips = Chips(
            "restore_chips",
            [
                (verdict, VERDICT_MARK[verdict], f"Show only rows with the verdict “{tr(verdict)}”")
                for verdict in WORST_FIRST
            ],
            self,
        )
        self.chips.layout().setContentsMargins(0, 4, 0, 0)
        self.filter = self._new_filter("kernel verdict:shape")
        self.mode_button = QPushButton(tr("Tree"), self)
        self.mode_button.setObjectName("restore_mode")
        self.mode_button.setCheckable(True)
        self.mode_button.setAccessibleName(tr("Show the verdicts as a tree of scopes"))
        self.mode_button.setToolTip(tr("Show the verdicts as a tree of their scopes (Ctrl+T)"))
        self.mode_button.setShortcut("Ctrl+T")
        self.columns_button = self._new_column_button()
        layout.addLayout(
            bar_layout(
                (self.chips, 3),
                (self.filter, 1),
                (self.mode_button, 0),
                (self.columns_button, 0),
                top=4,
                bottom=6,
            )
        )
        self.empty = self._new_empty(self.choices)
        self.pages = self._new_pages(self.table, self.tree, self.empty)
        layout.addWidget(self.pages, 1)
        self.words = RowWords(self)
        self.detail, self.hint, self.footer = self.words.detail, self.words.hint, self.words.totals
        layout.addWidget(self.words)

    def _connect(self) -> None:
        self._connect_table()
        session = self.session
        session.report_changed.connect(self._show_report)
        session.rows_wanted.connect(self._show_wanted)
        session.choice_changed.connect(self._show_way)
        for signal in (session.target_changed, session.newer_changed, session.run_changed):
            signal.connect(self._say_sides)
        self.chips.changed.connect(lambda _: self._accept())
        self.findings.shown.connect(lambda _: self._accept())
        self.findings.cures_wanted.connect(self.show_cures)
        self.findings.help_wanted.connect(self._show_help)
        self.findings.lines_made.connect(self._order_tabs)
        self.ways.story_wanted.connect(lambda: self.details_button.setChecked(True))
        self.details_button.toggled.connect(lambda _: self._show_story())
        self.ways.story_closed.connect(lambda: self.details_button.setChecked(False))
        self.mode_button.toggled.connect(lambda _: self._show_mode())
        self.table.selection_settled.connect(self._show_detail)
        self.tree.key_chosen.connect(session.select)
        self.tree.key_opened.connect(self._open)
        more = self.more_button.menu()
        more.aboutToShow.connect(lambda: fill_more(more, session, self))
        self.copy_button.clicked.connect(self._copy_report)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table comes first."""
        super().resizeEvent(event)
        is_short = self.height() < px(LOW)
        if is_short != self._is_short:
            self._is_short = is_short
            self.ways.set_short(is_short)
            self.answer.set_short(is_short)
            self.findings.limit(1 if is_short else SHOWN_LINES)
            self._show_page()

    # What the window asks

    def is_busy(self) -> bool:
        waits = self.session.target is not None and self.session.newer is not None and self.session.is_busy()
        return waits or self.model.is_preparing or self._is_making()

    def _is_making(self) -> bool:
        return self.choices.is_busy or self._tree_slot.is_busy or self.findings.is_busy

    def exports(self) -> tuple[ViewExport, ...]:
        return report_exports(self.session.report, self.ways.outcome())

    def next_difference(self, forward: bool) -> bool:
        """The next problem, in the table's order; in the tree, too."""
        if not self._shows_tree or self._source is None:
            return super().next_difference(forward)
        rows = self.model.rows
        here = self.model.row_of(self.session.selected_key)
        start = here if here >= 0 else (-1 if forward else 0)
        for offset in range(1, len(rows) + 1):
            row = int(rows[(start + offset if forward else start - offset) % len(rows)])
            if self._is_remarkable(row):
                self.session.select(self._source.key(row))
                return True
        return False

    # The target

    def fill_target_menu(self, menu: QMenu) -> None:
        """Everything that can be chosen as the target."""
        self.choices.fill_menu(menu)

    # Rows

    def _show_report(self, report: Any) -> None:
        before, self._target = self._target, self.session.target
        is_renewed = report is not None and before is self._target  # another step into the same model
        old, self._source = self._source, source_of(report) if report is not None else None
        pressed = self.chips.pressed() if is_renewed else frozenset()
        self.chips.blockSignals(True)
        self.chips.press(pressed)
        self.chips.blockSignals(False)
        self._tree_slot.cancel()
        if self._source is not None:
            self._source.set_outcome(self.ways.outcome())
            if old is not None and self._source.paths is None and old.keys() == self._source.keys():
                self._source.paths = old.paths
        has_paths = self._source is not None and self._source.paths is not None
        self.tree.set_source(self._source if has_paths else None)
        self.model.set_source(self._source)
        self.findings.show_findings(report.findings if report is not None else ())
        self._show_effects(self.ways.outcome() is not None)
        if self._source is not None:
            self.chips.set_counts(self._source.counts(), current_palette().verdict)
            self._accept()
            self.table.choose(self.session.selected_key)
        self.ways.refresh()
        self._show_story()
        self._want_tree()
        self._say_sides()
        self._order_tabs()
        self._show_wanted()

    def _accept(self) -> None:
        """Show the rows of the pressed verdicts, and of the pressed finding."""
        source = self._source
        if source is None:
            return
        pressed, finding = self.chips.pressed(), self.findings.pressed
        accepted = source.rows_with(pressed) if pressed else None
        if finding is not None:
            rows = source.rows_of_keys(finding.keys)
            accepted = rows if accepted is None else accepted & rows
        self.model.set_accepted(accepted)

    def _show_wanted(self) -> None:
        """Show and choose the rows asked for, whatever was filtered before: an error names them."""
        keys, source = self.session.wanted_rows, self._source
        if source is None or not keys:
            return
        self.session.wanted_rows = ()
        self.findings.release()
        self.chips.blockSignals(True)
        self.chips.press(frozenset())
        self.chips.blockSignals(False)
        self.filter.clear()
        rows = source.rows_of_keys(keys)
        self.model.set_accepted(rows if len(keys) > 1 and rows.any() else None)
        self.table.choose(keys[0])

    def _rows_changed(self) -> None:
        self.tree.set_rows(self.model.rows if self.model.is_filtered else None)
        self._show_page()
        self._show_detail()
        self._say_totals()

    def _is_remarkable(self, row: int) -> bool:
        source = self._source
        return source is not None and (source.is_problem(row) or bool(source.problem_mask[row]))

    # The ways of loading

    def _show_way(self) -> None:
        """Another way of loading is looked at: its effects, and what counts as a problem under it."""
        outcome = self.ways.outcome()
        if self._source is not None:
            self._source.set_outcome(outcome)
            self.model.forget_fields((EFFECT,))
        self._show_effects(outcome is not None)
        self.table.viewport().update()
        self.tree.viewport().update()
        self.ways.refresh()
        self._show_story()
        self._say_sides()
        self._say_totals()

    def _order_tabs(self) -> None:
        """Tab visits everything from the top: cards and findings are made anew with each report."""
        bar, story = self.bar, self.ways.story
        stops: list[QWidget] = [bar.checkpoint_button, bar.target_button, bar.api_button]
        stops += [bar.tensorflow_button, bar.variables_button]
        stops += [self.details_button, self.copy_button, self.more_button]
        stops += [*self.ways.cards.cards, story.copy_button, story.close_button, story.text]
        for line in self.findings.lines:
            stops += [line.show_button, line.cures_button, line.help_button]
        stops += [*self.chips.buttons.values(), self.filter, self.mode_button, self.columns_button]
        for before, after in pairwise([*stops, self.table, self.tree]):
            QWidget.setTabOrder(before, after)

    def _show_effects(self, are_shown: bool) -> None:
        self.table.show_column(EFFECT, are_shown)
        self.tree.setColumnHidden(EFFECT_IN_TREE, not are_shown)
        if self._source is not None:
            suit_columns(self.table, self.tree.header(), self._source)

    def _show_story(self) -> None:
        """In a small window there is no room for the story, the findings and the row's words at once."""
        self.ways.show_story(self.details_button.isChecked())
        self.findings.setVisible(not self.ways.shows_story and bool(self.findings.lines))
        self._show_detail()

    def show_cures(self, finding: Finding) -> CuresDialog:
        """The cures of a finding, in a dialog beside the window."""
        dialog = CuresDialog(finding, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog

    def _show_help(self, kind: str) -> None:
        """What a finding of this kind is."""
        window = self.window()
        if hasattr(window, "show_help"):
            window.show_help("restore-findings.md", kind)

    # Words

    def _say_sides(self) -> None:
        self.bar.refresh()
        self.answer.show_report(self.session.report)
        self._show_page()

    def _say_totals(self) -> None:
        rows = self.model.rows if self.model.is_filtered else None
        self.words.show_totals(self._source, rows, self._api())

    def _api(self) -> str:
        outcome = self.ways.outcome()
        return outcome.api if outcome is not None else ""

    def _show_mode(self) -> None:
        self._wants_tree = self.mode_button.isChecked()
        self._want_tree()
        self._show_page()

    def _want_tree(self) -> None:
        """Build the tree of scopes once somebody looks at it."""
        source = self._source
        if self._wants_tree and source is not None and source.paths is None:
            self._tree_slot.start(
                find_verdict_paths,
                source,
                then=lambda paths: self._take_paths(source, paths),
                otherwise=lambda error: self.footer.say(f"The tree could not be built: {error}"),
            )

    def _take_paths(self, source: VerdictSource, paths: Any) -> None:
        source.paths = paths
        self.tree.set_source(source)
        self.tree.set_rows(self.model.rows if self.model.is_filtered else None)
        self.tree.choose(self.session.selected_key)

    def _show_page(self) -> None:
        has_rows = self._source is not None and len(self._source) > 0
        shown = has_rows and len(self.model.rows) > 0
        page = (self.tree if self.mode_button.isChecked() else self.table) if shown else self.empty
        if self.pages.currentWidget() is not page:
            had_focus = self.pages.currentWidget().hasFocus()
            self.pages.setCurrentWidget(page)
            if had_focus and page is not self.empty:
                page.setFocus()
        for widget in (self.answer, self.chips, self.filter, self.mode_button):
            widget.setVisible(has_rows)
        self.footer.setVisible(has_rows)
        self.columns_button.setVisible(has_rows and not self._is_short)  # the header's menu has the same
        self.columns_button.setEnabled(page is not self.tree)
        self._show_detail()
        has_target = self.session.target is not None
        self.bar.setVisible(has_target)
        is_open = self.session.newer is not None
        self.choices.offer(any_target=is_open and not has_target, directory=is_open and not has_rows)
        if not shown:
            self.empty.say(*empty_words.why_empty(self.session, self._source))

    def _show_selection(self, key: str) -> None:
        super()._show_selection(key)
        self.tree.choose(key)
        self._show_detail()

    def _show_detail(self) -> None:
        source = self._source
        has_room = (
            source is not None
            and len(self.model.rows) > 0
            and not self.ways.shows_story
            and not self._is_short
        )
        row = source.row_of(self.session.selected_key) if source is not None else -1
        index = self.table.currentIndex()
        if not self._shows_tree and index.isValid() and index.row() < len(self.model.rows):
            row = int(self.model.rows[index.row()])
        self.words.show_row(source, row, self._api(), has_room=has_room)

    def _copy_report(self) -> None:
        copy_report(self.session.report, self.window())

    def _refresh_theme(self) -> None:
        super()._refresh_theme()
        self.tree.refresh_theme()
        self.ways.refresh_theme()
        self.answer.refresh_theme()
        if self._source is not None:
            self.chips.set_counts(self._source.counts(), current_palette().verdict)

    # Menus

    def fill_menu(self, menu: QMenu) -> None:
        super().fill_menu(menu)
        menu.addSeparator()
        menu.addAction(tr("Copy report as Markdown"), self._copy_report)

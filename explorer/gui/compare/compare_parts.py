"""The parts of the Compare view: bars, chips, table with its map, and the other two pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from explorer.gui.compare.change_words import CHANGE_WORD, MARKS, RENAMED_MARK
from explorer.gui.compare.detail_panel import DetailPanel
from explorer.gui.compare.graph_page import GraphPage
from explorer.gui.compare.gutter import Gutter
from explorer.gui.compare.rename_button import RenameButton
from explorer.gui.compare.rule_button import RuleButton
from explorer.gui.compare.steps_page import StepsPage
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.item_models.fitting import FittingColumns
from explorer.gui.item_models.table_parts import Chips, PlainLabel
from explorer.gui.item_models.table_view import FillingTableView, bar_layout
from explorer.gui.language import tr
from explorer.gui.scrolled import LowRoom
from explorer.gui.theme import px

TABLE, GRAPH, STEPS = "table", "graph", "steps"
DETAIL_ALWAYS = 220  # px that the chosen row at large may always take
MODES = (
    (TABLE, "Table", "Both sides row by row"),
    (GRAPH, "Graph", "The objects of both sides as one tree: added, removed, changed"),
    (STEPS, "Steps", "Several steps as columns"),
)


class CompareParts(FillingTableView):
    """Makes the widgets, in the order the Tab key visits them; what they do is the view's own matter."""

    def _show_summary(self) -> None:
        """How it came out stands beside the chips, or in the bar of a page without any.

        Where the chips leave no room the sentence goes: they say the same.
        """
        is_table = self.mode == TABLE
        room = self.width() - self.chips.sizeHint().width() - 2 * 12 - 8
        self.summary.setVisible(not self.chips.isVisibleTo(self) or self.summary.sizeHint().width() <= room)
        self.chip_bar.setVisible(is_table and bool(self.summary.whole))
        self.page_summary.say(self.summary.whole)
        self.page_summary.setVisible(not is_table and bool(self.summary.whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_summary()

    @property
    def mode(self) -> str:
        """Which page is shown: TABLE, GRAPH or STEPS."""
        return next(mode for mode, button in self.mode_buttons.items() if button.isChecked())

    def set_mode(self, mode: str, _: bool = True) -> None:
        """Show another page."""
        raise NotImplementedError

    def _build(self) -> None:
        layout = self._new_layout()
        self.table = self._new_table("Differences")
        self.table.min_stretch = 170
        self._build_side_bar(layout)
        self.steps_page = StepsPage(self.session, self)
        layout.addWidget(self._new_row_bar())
        chips = [
            (CHANGE_WORD[change], MARKS[change], f"Show only rows that are {tr(CHANGE_WORD[change])}")
            for change in CHANGE_WORD
        ]
        chips.append(("renamed", RENAMED_MARK, "Show only rows that are matched as renamed"))
        self.chips = Chips("compare_chips", chips, self)
        self.summary = PlainLabel("compare_summary", self, muted=True, right=True)
        self.chip_bar = QWidget(self)
        chip_layout = bar_layout((self.chips, 1), (self.summary, 0), top=0)
        self.chip_bar.setLayout(chip_layout)
        layout.addWidget(self.chip_bar)
        self.previous_button = QPushButton(tr("Compare with the step before"), self)
        self.previous_button.setObjectName("compare_with_previous")
        self.previous_button.setAccessibleName(tr("Compare with the step before"))
        self.previous_button.setToolTip(tr("Choose the step before as the older side"))
        self.directory_button = QPushButton(tr("Compare with another directory…"), self)
        self.directory_button.setObjectName("compare_with_directory")
        self.directory_button.setAccessibleName(tr("Compare with another directory"))
        self.directory_button.setToolTip(
            tr("Choose a directory; its same step, or else its latest, becomes the older side (Space)")
        )
        self.empty = self._new_empty(self.previous_button, self.directory_button)
        self.table_page = QWidget(self)
        self.gutter = Gutter(self.table, self.table_page)
        beside = QHBoxLayout(self.table_page)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.table, 1)
        beside.addWidget(self.gutter)
        self.graph_page = GraphPage(self.session, self)
        self.pages = self._new_pages(self.table_page, self.empty, self.graph_page, self.steps_page)
        layout.addWidget(self.pages, 1)
        self.detail = DetailPanel(self)
        self.detail.hide()
        layout.addWidget(LowRoom(self.detail, self, DETAIL_ALWAYS))
        self._fitting = FittingColumns(
            self.table, ("relative_l2", "values", "newer", "older", "moved", "max_abs", "cosine")
        )

    def _build_side_bar(self, layout: Any) -> None:
        """Which picture of the comparison is shown, what is compared, and how it came out."""
        self.modes = QButtonGroup(self)
        self.mode_buttons: dict[str, QPushButton] = {}
        bar = bar_layout(bottom=0, spacing=0)
        for number, (mode, said, tip) in enumerate(MODES, start=1):
            button = QPushButton(tr(said), self)
            button.setObjectName(f"compare_mode_{mode}")
            button.setAccessibleName(tr(f"Compare as {tr(said).lower()}"))
            button.setToolTip(f"{tr(tip)} (Ctrl+Alt+{number})")
            button.setShortcut(f"Ctrl+Alt+{number}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.set_mode, mode))
            self.modes.addButton(button)
            self.mode_buttons[mode] = button
            bar.addWidget(button)
        self.mode_buttons[TABLE].setChecked(True)
        bar.addSpacing(12)
        self.sides = PlainLabel("compare_sides", self)
        bar.addWidget(self.sides, 1)
        layout.addLayout(bar)

    def _new_row_bar(self) -> QWidget:
        """Which rows are shown, the way from difference to difference, and what equal means."""
        self.row_bar = QWidget(self)
        flow = FlowLayout(self.row_bar)
        flow.setContentsMargins(12, 8, 12, 6)
        flow.setSpacing(8)
        self.filter = self._new_filter("kernel")
        self.filter.setMaximumWidth(px(320))
        flow.stretch(self.filter)
        self.only_differences = QPushButton(tr("Only differences"), self)
        self.only_differences.setObjectName("compare_only_differences")
        self.only_differences.setCheckable(True)
        self.only_differences.setChecked(True)
        self.only_differences.setAccessibleName(tr("Show only rows that differ"))
        self.only_differences.setToolTip(tr("Hide the rows that are the same in both steps (Ctrl+D)"))
        self.only_differences.setShortcut("Ctrl+D")
        self.previous_difference = self._new_arrow("▲", "previous", "Previous difference (Shift+F7)", False)
        self.following_difference = self._new_arrow("▼", "next", "Next difference (F7)", True)
        self.columns_button = self._new_column_button()
        self.rules = RuleButton(self)
        self.renames = RenameButton(self)
        self.page_summary = PlainLabel("compare_page_summary", self, muted=True)
        for widget in (
            self.filter,
            self.only_differences,
            self.previous_difference,
            self.following_difference,
            self.columns_button,
            self.rules.button,
            self.renames.button,
            self.steps_page.steps_button,
            self.steps_page.quantity_button,
            self.page_summary,
        ):
            flow.addWidget(widget)
        return self.row_bar

    def _new_arrow(self, arrow: str, name: str, tip: str, forward: bool) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"compare_{name}_difference")
        button.setText(arrow)
        button.setAccessibleName(tr(tip))
        button.setToolTip(tr(tip))
        button.setFixedWidth(px(32))
        button.clicked.connect(lambda: self.next_difference(forward))
        return button

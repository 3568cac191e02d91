"""The objects of both sides as one tree: what was added, removed and changed, aligned by path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.analysis.graph_diff import GRAPH_CHANGES, SAME, GraphDiff, graph_diff
from explorer.checkpoints.roles import ROLES
from explorer.gui.compare.change_words import MARKS
from explorer.gui.item_models.cells import Cell
from explorer.gui.item_models.table_model import plain_tool_tip
from explorer.gui.item_models.table_parts import EmptyNote
from explorer.gui.language import tr
from explorer.gui.theme import px
from explorer.gui.variables.scope_paths import ScopePaths
from explorer.gui.variables.scope_tree import ScopeModel, ScopeTree
from explorer.report.numbers import display_name, format_count
from explorer.task import QUIET, Task

_TONES = ("", "difference:value", "difference:added", "difference:removed")
_MARKS = (MARKS["same"], MARKS["value"], MARKS["added"], MARKS["removed"])
_MOST_NAME = 200
ROOM_FOR_CHANGE, ROOM_FOR_BELOW = 700, 580  # px of the page


class GraphPaths(ScopePaths):
    """A parent comes before its children, so one pass back over all nodes finds what leads to some."""

    def marked(self, rows: np.ndarray | None) -> np.ndarray:
        if rows is None:
            return np.ones(len(self.names), np.bool_)
        marks = bytearray(len(self.names))
        marks[0] = 1
        for row in rows.tolist():
            marks[row] = 1
        parents = self.parent.tolist()
        for node in range(len(marks) - 1, 0, -1):
            if marks[node]:
                marks[parents[node]] = 1
        return np.frombuffer(bytes(marks), np.bool_)


class GraphDiffSource:
    """The entries of one graph diff, as the tree asks for them."""

    def __init__(self, older: Any, newer: Any, diff: GraphDiff) -> None:
        self.older, self.newer, self.diff = older, newer, diff
        count = len(diff)
        self._key_of: dict[int, str] = {}
        self._entry_of: dict[str, int] = {}
        for checkpoint, nodes in ((older, diff.older), (newer, diff.newer)):
            rows = checkpoint.graph.row
            for entry in np.flatnonzero(nodes >= 0).tolist():
                row = int(rows[nodes[entry]])
                if row >= 0:
                    key = checkpoint.table.keys[row]
                    self._key_of[entry] = key
                    self._entry_of.setdefault(key, entry)
        has_key = np.full(count, -1, np.int32)
        entries = list(self._key_of)
        has_key[entries] = entries
        self.paths = GraphPaths(
            names=list(diff.name),
            parent=diff.parent,
            depth=np.zeros(count, np.int32),
            row=has_key,
            node_of_row=np.arange(count, dtype=np.int32),
            children=np.arange(1, max(count, 1), dtype=np.int32),
            first_child=diff.first_child - 1,
        )
        self.differing = np.flatnonzero(diff.change != SAME)

    def __len__(self) -> int:
        return len(self.diff)

    def key(self, entry: int) -> str:
        """The key of the entry's value, of the newer side where it is there."""
        return self._key_of.get(entry, "")

    def row_of(self, key: str) -> int:
        """The entry whose value a key is, -1 for none."""
        return self._entry_of.get(key, -1)

    def record(self, entry: int) -> int:
        return entry

    def summary(self, said: Callable[[str], str] = str) -> str:
        """ "objects: 2 changed · 11 added · 12 removed · 68 same", its words in the language of `said`."""
        counts = self.diff.counts
        words = ("changed", "added", "removed", "same")
        parts = " · ".join(f"{format_count(counts[word])} {said(word)}" for word in words)
        return said(f"objects: {parts}")

    def role(self, entry: int) -> str:
        """The role of the object, of the newer side where it is there."""
        node = int(self.diff.newer[entry])
        graph = self.newer.graph if node >= 0 else self.older.graph
        return ROLES[graph.role[node if node >= 0 else int(self.diff.older[entry])]]

    def text(self, entry: int, said: Callable[[str], str] = str) -> str:
        """One line: mark, path, what changed, in the language of `said`."""
        diff = self.diff
        path = display_name(diff.path(entry), 1 << 16) or "(root)"
        reasons = "; ".join(said(display_name(reason, 4096)) for reason in diff.reasons.get(entry, ()))
        return f"{_MARKS[diff.change[entry]]} {path}{': ' if reasons else ''}{reasons}"

    def lines(self, entries: Iterable[int]) -> str:
        """Entries as text, a line each."""
        return "".join(f"{self.text(entry)}\n" for entry in entries)

    def depth_first(self) -> list[int]:
        """All entries as they stand in the unfolded tree."""
        first, found, waiting = self.diff.first_child.tolist(), [], [0] if len(self) else []
        while waiting:
            entry = waiting.pop()
            found.append(entry)
            waiting += range(first[entry + 1] - 1, first[entry] - 1, -1)
        return found


def find_graph_diff(older: Any, newer: Any, task: Task = QUIET) -> GraphDiffSource:
    """The aligned objects with everything slow done."""
    return GraphDiffSource(older, newer, graph_diff(older, newer, task))


class GraphDiffModel(ScopeModel):
    """What changed at each object, and how much below it."""

    titles = ("Object", "Change", "What changed, older → newer", "Below")
    numbers = ()
    widths = (0, 110, 250, 120)

    def _sum_up(self, source: Any, paths: ScopePaths, rows: np.ndarray | None) -> None:
        """The diff has counted already."""

    def _cell(self, node: int, column: int) -> Cell:
        diff: GraphDiff = self.source.diff
        code = int(diff.change[node])
        if column == 0:
            name = display_name(diff.name[node], _MOST_NAME) or "(no name)"
            mark = "" if code == SAME else _MARKS[code]
            # Mark or shape: a cell has room for both, and the shape says what the object is.
            return Cell(name, _TONES[code], mark=mark, role=self.source.role(node), elide_middle=True)
        if column == 1:
            tone = _TONES[code] or "muted"
            return Cell(tr(GRAPH_CHANGES[code]), tone, mark=_MARKS[code], is_data=False)
        if column == 2:
            reasons = diff.reasons.get(node, ())
            return Cell("; ".join(tr(display_name(reason, _MOST_NAME)) for reason in reasons))
        changed, added, removed = diff.below[node].tolist()
        parts = [f"{mark} {count:,}" for mark, count in zip("~+−", (changed, added, removed)) if count]
        return Cell("  ".join(parts), "muted")

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid() and self.source is not None:
            return plain_tool_tip(self.source.text(index.internalId(), tr))
        return super().data(index, role)


class GraphPage(QWidget):
    """The tree, or a sentence where there is nothing to see."""

    summed = Signal(str)

    def __init__(self, session: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_graph_page")
        self.session = session
        self._slot = session.new_slot(self, "Comparing objects")
        self._pair: tuple[object, object] = (None, None)
        self.source: GraphDiffSource | None = None
        self._only_differences = True
        self._order: list[int] = []
        self._entry = 0
        self.model = GraphDiffModel(self)
        self.tree = ScopeTree(self, self.model, "compare_graph")
        self.tree.setAccessibleName(tr("Objects of both sides"))
        self.empty = EmptyNote("compare_graph_empty", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.tree.key_chosen.connect(session.select)
        session.selection_changed.connect(self.tree.choose)

    @property
    def is_busy(self) -> bool:
        """Whether objects are still being compared."""
        return self._slot.is_busy

    def ask(self, older: Any, newer: Any) -> None:
        """Compare these two, unless it was done."""
        pair = (getattr(older, "identity", None), getattr(newer, "identity", None))
        if pair == self._pair:
            return
        self._pair = pair
        if older is None or newer is None:
            self._slot.cancel()
            return
        self.empty.say("Comparing objects …")
        self._stack.setCurrentWidget(self.empty)
        self._slot.start(find_graph_diff, older, newer, then=self._take, otherwise=self._explain)

    def show_only_differences(self, wanted: bool) -> None:
        """Leave out the objects that are the same and have nothing else below them."""
        self._only_differences = wanted
        self._show()

    def next_difference(self, forward: bool) -> bool:
        """Go to the next object that differs, in the order of the tree, round the end."""
        source = self.source
        if source is None or not len(source.differing):
            return False
        differs = source.diff.change != SAME
        place = self._order.index(self._entry) if self._entry in self._order else -1
        count, step = len(self._order), 1 if forward else -1
        for offset in range(1, count + 1):
            entry = self._order[(place + step * offset) % count]
            if differs[entry]:
                self._go_to(entry)
                return True
        return False

    def copy_text(self) -> str:
        """The chosen objects, a line each."""
        rows = self.tree.selectionModel().selectedRows()
        return self.source.lines(index.internalId() for index in rows) if self.source is not None else ""

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        self.tree.refresh_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The mark before a name says what the column of changes says, and the objects need the room.
        for column, least in ((1, px(ROOM_FOR_CHANGE)), (3, px(ROOM_FOR_BELOW))):
            self.tree.setColumnHidden(column, self.width() < least)

    def _take(self, source: GraphDiffSource) -> None:
        self.source, self._order, self._entry = source, source.depth_first(), 0
        self._show()
        self.tree.choose(self.session.selected_key)
        self.summed.emit(source.summary(tr))

    def _explain(self, error: Exception) -> None:
        self.source = None
        self.empty.say(f"The objects could not be compared: {error}", getattr(error, "hint", ""))
        self._stack.setCurrentWidget(self.empty)

    def _show(self) -> None:
        source = self.source
        if source is None:
            return
        if not len(source):
            self.empty.say("Neither side holds an object.")
        elif self._only_differences and not len(source.differing):
            self.empty.say(
                "Both sides have the same objects.",
                "Names, roles, shapes and dtypes are equal. Switch off “Only differences” to see the objects.",
            )
        else:
            self.tree.set_source(source)
            self.tree.set_rows(source.differing if self._only_differences else None)
            self._stack.setCurrentWidget(self.tree)
            return
        self._stack.setCurrentWidget(self.empty)

    def _go_to(self, entry: int) -> None:
        self._entry = entry
        index = self.model.node_index(entry)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

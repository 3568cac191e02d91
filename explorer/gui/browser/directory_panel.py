"""The directory panel: a tree of checkpoints with their status and step, and of what else lies there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.browser.folder_contents import FolderContents
from explorer.gui.browser.tree import TreeRow, build_rows
from explorer.gui.browser.tree_model import NOTE_ROLE, ROW_ROLE, DirectoryModel
from explorer.gui.language import tr
from explorer.gui.marks import paint_status
from explorer.gui.session import Session
from explorer.gui.statuses import COMPLETE, DAMAGED, GONE, REMEMBERED, can_be_chosen, shown_status
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.gui.turns import first_turn
from explorer.report.palette import ROW_HEIGHT

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir


MANY_ROWS = 1000


class DirectoryPanel(QWidget):
    """Shows the session's run; a click on a checkpoint makes it the current step."""

    def __init__(
        self, session: Session, actions: tuple[QAction, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._shared_actions = actions  # the window's own, shown at the foot of the context menu
        self.setObjectName("directory_panel")
        self.model = DirectoryModel(self)
        self.tree = _Tree(self)
        self.tree.setObjectName("directory_tree")
        self.tree.setAccessibleName(tr("Directory: checkpoints and other files"))
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_RowDelegate(session, self.tree))
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.chosen.connect(self._choose)
        self.tree.expanded.connect(self._look_into)
        self.contents = FolderContents(session, self)
        self.contents.arrived.connect(lambda: self._show_run(session.run))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        session.run_changed.connect(self._show_run)
        session.entries_changed.connect(self._follow)
        session.palette_changed.connect(self.tree.viewport().update)
        self._chosen: TreeRow | None = (
            None  # what was chosen, and how far down, before the rows were made anew
        )
        self._scroll = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._restore)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        self._fill()

    def _show_run(self, run: ModelDir | None) -> None:
        if run is not None and len(run.checkpoints) > MANY_ROWS:  # rows in a turn of their own, and made once
            self._soon.start()
        else:
            self._fill()

    def _fill(self) -> None:
        """Make the rows of the run."""
        self._soon.stop()
        run = self.session.run
        folded, unfolded = self._folding()
        if not self._later.isActive():
            self._scroll = self.tree.verticalScrollBar().value()
            self._chosen = self.model.row(self.tree.currentIndex())
        self.contents.keep_for(run)
        known = self.contents.known
        self.model.set_rows(build_rows(run, known, self.model.rows) if run is not None else [])
        for number, row in enumerate(self.model.rows):
            if row.children:
                is_open = row.identity in unfolded if row.kind == "folder" else row.identity not in folded
                self.tree.setExpanded(self.model.index_of(number), is_open)
        if len(self.model.rows) > MANY_ROWS:  # the tree lays them out in a turn of its own
            self._later.start()
        else:
            self._restore()

    def _restore(self) -> None:
        """Choose what was chosen, and scroll to where it was; this has the tree lay out its rows."""
        chosen, self._chosen = self._chosen, None
        self._later.stop()
        if chosen is not None and chosen.entry is None:
            self._choose_again(chosen)
        self._follow()
        self.tree.verticalScrollBar().setValue(self._scroll)

    def _folding(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """The branches that are folded, and those that are not; folders start folded, all else does not."""
        folded: set[tuple[str, str]] = set()
        unfolded: set[tuple[str, str]] = set()
        for number, row in enumerate(self.model.rows):
            if row.children:
                is_open = self.tree.isExpanded(self.model.index_of(number))
                (unfolded if is_open else folded).add(row.identity)
        return folded, unfolded

    def _choose_again(self, chosen: TreeRow) -> None:
        """Keep a folder or file chosen when the rows were made anew."""
        for number, row in enumerate(self.model.rows):
            if row.identity == chosen.identity:
                self.tree.setCurrentIndex(self.model.index_of(number))
                return

    def _look_into(self, index: QModelIndex) -> None:
        """A folder was unfolded: ask for what lies in it."""
        row = self.model.row(index)
        if row is not None and row.kind == "folder":
            self.contents.ask(row.folder)

    def _follow(self) -> None:
        """Keep the current step's row chosen, whoever chose the step."""
        if self._later.isActive() or self._soon.isActive():
            return
        entry = self.session.newer_entry
        index = self.model.find(entry.prefix) if entry is not None else QModelIndex()
        if index.isValid() and index != self.tree.currentIndex():
            self.tree.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Current,
            )
            self.tree.scrollTo(index)
        self.tree.viewport().update()

    def _choose(self, index: QModelIndex, other: bool, activated: bool) -> None:
        """A click (`activated` false) or Enter or a double click on a row."""
        row = self.model.row(index)
        if row is None:
            return
        if row.entry is not None:
            if other:
                self.session.choose_older(row.entry)
            else:
                self.session.choose_newer(row.entry)
        elif activated and _can_be_opened(row):
            self._open(row)
        elif activated and row.children:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _open(self, row: TreeRow) -> None:
        if row.path is not None:
            self.session.open(row.path)

    def menu_for(self, index: QModelIndex) -> QMenu:
        """The context menu of a row; also what a test looks at."""
        menu = QMenu(self)
        menu.setObjectName("directory_menu")
        row = self.model.row(index)
        directory = self.session.run.directory if self.session.run is not None else Path()
        if row is not None and row.entry is not None:
            entry = row.entry
            show = menu.addAction(tr("Show this checkpoint"), lambda: self.session.choose_newer(entry))
            compare = menu.addAction(
                tr("Compare with this checkpoint"), lambda: self.session.choose_older(entry)
            )
            target = menu.addAction(
                tr("Use as restore target"), lambda: self.session.choose_target_entry(entry)
            )
            for action in (show, compare, target):
                action.setEnabled(can_be_chosen(entry))
            menu.addSeparator()
            menu.addAction(tr("Copy path"), lambda: _copy(str(entry.path)))
            menu.addAction(tr("Copy name"), lambda: _copy(entry.prefix))
            if entry.problems:
                menu.addAction(tr("Copy what is wrong"), lambda: _copy("\n".join(entry.problems)))
        elif row is not None and row.path is not None:
            path = row.path
            if _can_be_opened(row):
                menu.addAction(tr("Open"), lambda: self._open(row))
            if row.kind == "folder" and row.children:
                is_open = self.tree.isExpanded(index)
                words = "Fold" if is_open else "Show what is in it"
                kept = QPersistentModelIndex(index)
                menu.addAction(tr(words), lambda: self.tree.setExpanded(QModelIndex(kept), not is_open))
            menu.addAction(tr("Copy path"), lambda: _copy(str(path)))
        elif row is not None and row.kind == "directory":
            menu.addAction(tr("Copy path"), lambda: _copy(str(directory)))
        if self._shared_actions:
            menu.addSeparator()
            menu.addActions(list(self._shared_actions))
        return menu

    def _show_menu(self, position: object) -> None:
        menu = self.menu_for(self.tree.indexAt(position))
        menu.exec(self.tree.viewport().mapToGlobal(position))
        menu.deleteLater()


class _Tree(QTreeView):
    """A tree whose click, Shift/Ctrl-click and Enter are told apart."""

    from PySide6.QtCore import Signal

    chosen = Signal(QModelIndex, bool, bool)  # index, with Shift or Ctrl, Enter or double click

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setRootIsDecorated(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)

    def doItemsLayout(self) -> None:
        with first_turn():  # thousands of calls back into Python, each of which a busy worker could delay
            super().doItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        modifiers = event.modifiers()
        other = bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if event.button() == Qt.MouseButton.LeftButton and other and index.isValid():
            self.chosen.emit(index, True, False)
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(index, False, False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.chosen.emit(index, False, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            other = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.chosen.emit(self.currentIndex(), other, True)
            return
        super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """Mark, name and note in one line; plain text only."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = current_palette()
        row: TreeRow = index.data(ROW_ROLE)
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_current = row.entry is not None and _same(row.entry, self._session.newer_entry)
        is_older = row.entry is not None and _same(row.entry, self._session.older_entry)
        painter.save()
        if selected or is_current:
            painter.fillRect(rect, qcolor(colours.selection))
        if is_current or is_older:  # a bar says which handle stands here, in the handles' colours
            bar = QRectF(rect.right() - 2, rect.top() + 3, 3, rect.height() - 6)
            painter.fillRect(bar, qcolor(colours.series("newer" if is_current else "older")))
        font = ui_font(bold=row.kind in ("directory",))
        text_colour, note_colour = colours.text, colours.muted
        left = rect.left() + 2
        entry = row.entry or row.inner
        if entry is not None:
            paint_status(painter, QPointF(left + 6, rect.center().y() + 0.5), 4.5, shown_status(entry))
            left += 17
            if entry.status == GONE:
                text_colour = colours.muted
            elif entry.status == DAMAGED:
                text_colour = note_colour = colours.verdict("damaged")
        elif row.kind in ("file", "message"):
            text_colour = colours.muted
        note = str(index.data(NOTE_ROLE) or "")
        room = rect.right() - 10 - left
        small = ui_font(12)
        note_metrics = QFontMetrics(small)
        metrics = QFontMetrics(font)
        name_width = metrics.horizontalAdvance(row.text)
        longer = f"{note} · {tr('older')}" if note else tr("older")
        if is_older and name_width + note_metrics.horizontalAdvance(longer) + 10 < room:
            note = longer
        # A status says more than a number that the name tells as well.
        # A remembered one is told by its hollow mark and its colour: the step matters more than the word.
        kept = -1 if entry is not None and shown_status(entry) not in (COMPLETE, REMEMBERED) else 0
        for shorter in (
            note,
            note.removeprefix("step "),
            note.split(" · ")[kept],
            note.removeprefix("step ").split(" · ")[kept],
            note.split(", ")[0],
        ):
            if name_width + note_metrics.horizontalAdvance(shorter) + 10 <= room:
                note = shorter
                break
        else:
            note = note.split(" · ")[kept]
        note_width = min(
            note_metrics.horizontalAdvance(note), max(room - min(name_width, room * 55 // 100) - 10, 0)
        )
        painter.setFont(font)
        painter.setPen(qcolor(text_colour))
        name_rect = QRectF(left, rect.top(), room - note_width - (10 if note_width else 0), rect.height())
        shown = metrics.elidedText(row.text, Qt.TextElideMode.ElideMiddle, int(name_rect.width()) + 1)
        painter.drawText(name_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if note_width >= min(
            12, note_metrics.horizontalAdvance(note)
        ):  # a sliver of a longer one says nothing
            painter.setFont(small)
            painter.setPen(qcolor(note_colour))
            note_rect = QRectF(rect.right() - 10 - note_width, rect.top(), note_width, rect.height())
            painter.drawText(
                note_rect,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                note_metrics.elidedText(note, Qt.TextElideMode.ElideRight, note_width + 1),
            )
        painter.restore()


def _can_be_opened(row: TreeRow) -> bool:
    """Whether Enter opens something else than what is open: a folder, or a checkpoint in one."""
    if row.inner is not None:
        return row.inner.status != GONE
    return row.kind in ("folder", "message")


def _same(entry: object, other: object) -> bool:
    return entry is not None and other is not None and entry.path == other.path


def _copy(text: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(text)

"""Two small dialogs: one note, and the list of all notes of the directory."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.graph.note_keeper import NOT_KEPT, NoteKeeper
from explorer.gui.graph.own_words import ROOT
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.theme import dialog_size, px
from explorer.report.node_notes import LONGEST_TEXT
from explorer.report.numbers import display_name

SHOWN_TEXT = 90


def path_name(path: str) -> str:
    """A path as people read it."""
    return display_name(path, 120) or tr(ROOT)


class NoteDialog(QDialog):
    """Edits the note of one node: Ctrl+Enter keeps it, Esc leaves it as it was."""

    kept = Signal(str, str)  # path, text; no text: delete it

    def __init__(self, keeper: NoteKeeper, path: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graph_note_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Note"))
        self._path = path
        note = keeper.notes.get(path)
        layout = QVBoxLayout(self)
        heading = ElidedLabel(self, is_sentence=True)
        heading.setText(path_name(path))
        heading.setToolTip(tool_tip(path))
        layout.addWidget(heading)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("graph_note_text")
        self.text.setAccessibleName(tr(f"Note on {path_name(path)}"))
        self.text.setPlaceholderText(tr("What you want to remember of this node"))
        self.text.setTabChangesFocus(True)
        self.text.setPlainText(note.text if note is not None else "")
        self.text.selectAll()
        layout.addWidget(self.text, 1)
        if not keeper.is_kept:
            hint = plain_label(tr(NOT_KEPT), self, name="graph_note_not_kept", muted=True)
            hint.setWordWrap(True)
            layout.addWidget(hint)
        self.keep = push_button("Keep", "graph_note_keep", self, "Keep the note (Ctrl+Enter)")
        self.keep.setDefault(True)
        self.delete = push_button("Delete", "graph_note_delete", self, "Delete the note")
        self.delete.setEnabled(note is not None)
        leave = push_button("Cancel", "graph_note_cancel", self, "Leave it as it was (Esc)")
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.keep)
        layout.addLayout(row)
        self.keep.clicked.connect(self._keep)
        self.delete.clicked.connect(lambda: self._end(""))
        leave.clicked.connect(self.reject)
        self.text.textChanged.connect(self._shorten)
        self.text.installEventFilter(self)
        self.resize(dialog_size(380, 200))
        self.text.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress
        is_enter = is_key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
            return True
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        self._end(self.text.toPlainText())

    def _end(self, text: str) -> None:
        self.kept.emit(self._path, text)
        self.accept()

    def _shorten(self) -> None:
        text = self.text.toPlainText()
        if len(text) > LONGEST_TEXT:
            self.text.setPlainText(text[:LONGEST_TEXT])
            self.text.moveCursor(self.text.textCursor().MoveOperation.End)


class NoteList(QDialog):
    """All notes: Enter goes to the node, F2 edits, Del deletes."""

    wanted = Signal(str)  # path to go to
    edit_wanted = Signal(str)
    deleted = Signal(str)

    def __init__(self, keeper: NoteKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graph_note_list")
        self.setWindowTitle(tr("Notes"))
        self._keeper = keeper
        layout = QVBoxLayout(self)
        self.list = QListWidget(self)
        self.list.setObjectName("graph_notes_list")
        self.list.setAccessibleName(tr("Notes pinned in this directory"))
        layout.addWidget(self.list, 1)
        self.hint = plain_label("", self, name="graph_notes_hint", muted=True)
        self.hint.setWordWrap(True)
        layout.addWidget(self.hint)
        self.go = push_button("Go there", "graph_notes_go", self, "Fly to the node (Enter)")
        self.edit = push_button("Edit…", "graph_notes_edit", self, "Change the note (F2)")
        self.delete = push_button("Delete", "graph_notes_delete", self, "Delete the note (Del)")
        layout.addLayout(foot_row(self, self.go, self.edit, self.delete))
        self.go.clicked.connect(lambda: self._tell(self.wanted))
        self.edit.clicked.connect(lambda: self._tell(self.edit_wanted))
        self.delete.clicked.connect(lambda: self._tell(self.deleted))
        self.list.itemActivated.connect(lambda _: self._tell(self.wanted))
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        keeper.changed.connect(self.show_notes)
        self.resize(dialog_size(560, 320))
        self.show_notes()

    @property
    def path(self) -> str | None:
        """Of the note the list stands on."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def show_notes(self) -> None:
        """List them anew; the same one stays current."""
        before, row = self.path, self.list.currentRow()
        self.list.clear()
        for path, note in self._keeper.notes.items():
            is_here = self._keeper.node_of(path) >= 0
            text = display_name(" ".join(note.text.split()), SHOWN_TEXT)
            away = "" if is_here else f"  ({tr('not in this step')})"
            item = QListWidgetItem(f"{path_name(path)}{away}\n    {text}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setSizeHint(
                QSize(0, 2 * self.list.fontMetrics().lineSpacing() + px(10))
            )  # Chinese is higher
            item.setToolTip(tool_tip(note.text))
            if path == before:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        hint = "" if self.list.count() else "No notes yet: choose a node and press N."
        self.hint.setText(tr(hint or ("" if self._keeper.is_kept else NOT_KEPT)))
        self.hint.setVisible(bool(self.hint.text()))
        self._enable()

    def _enable(self) -> None:
        path = self.path
        self.go.setEnabled(path is not None and self._keeper.node_of(path) >= 0)
        self.edit.setEnabled(path is not None)
        self.delete.setEnabled(path is not None)

    def _tell(self, signal: Signal) -> None:
        if self.path is not None:
            signal.emit(self.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self._tell(self.deleted)
        elif key == Qt.Key.Key_F2:
            self._tell(self.edit_wanted)
        else:
            super().keyPressEvent(event)

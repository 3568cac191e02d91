"""The command palette: any command, view, checkpoint or variable by a few of its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.actions import Actions
from explorer.gui.fuzzy import best_matches
from explorer.gui.language import tr, tr_label, without_mnemonic
from explorer.gui.plain_text import plain_label
from explorer.gui.session import Session
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.report.numbers import display_name, format_label

MAX_SHOWN = 60
TIP_SCORE = 40.0  # after names that hold the word, before letters scattered in names
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line: what it is, a note at the right, and what happens when it is chosen."""

    text: str
    kind: str  # "command", "checkpoint" or "variable"
    note: str
    run: Callable[[], object]
    tip: str = ""  # found by it too


class CommandPalette(QDialog):
    """A field and a list. Made when first asked for, filled anew each time."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.session, self._actions = session, actions
        self.setObjectName("command_palette")
        self.setAccessibleName(tr("Command palette"))
        self.field = QLineEdit(self)
        self.field.setObjectName("palette_field")
        self.field.setAccessibleName(tr("Find a command, view, checkpoint or variable"))
        self.field.setPlaceholderText(tr("Command, view, checkpoint or variable"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.model = _ItemModel(self)
        self.list = QListView(self)
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(tr("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ItemDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose)
        self.nothing = plain_label(
            tr(
                "Nothing matches. Commands, views, checkpoints and variables are found here by their letters."
            ),
            self,
            muted=True,
            name="palette_nothing",
        )
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(10, 6, 10, 6)
        self.nothing.hide()
        frame = QFrame(self)
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.field)
        inside.addWidget(self.list)
        inside.addWidget(self.nothing, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._commands: list[PaletteItem] = []
        self._lowered: list[str] = []
        self._keys: list[str] = []
        self._lowered_keys: list[str] = []
        self._keys_of: object = None

    def open_at(self, window: QWidget) -> None:
        """Show it over the upper middle of a window."""
        self._gather()
        self.field.clear()
        self._filter("")
        width = min(px(640), max(window.width() - 80, 280))
        self.resize(width, min(px(420), max(window.height() - 120, 200)))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + 64)
        self.show()
        self.field.setFocus()

    def _gather(self) -> None:
        self._commands = []
        for action_id, action in self._actions.items():
            if action.isEnabled() and action_id not in ("palette", "escape"):
                text = without_mnemonic(action.text()).rstrip(".…")
                if action_id.startswith("view_"):
                    text = tr(f"Show {text}")
                elif action_id.startswith("language_"):
                    text = tr(f"Language: {text}")
                elif action_id.startswith("theme_"):
                    text = tr(f"Theme: {text}")
                keys = action.shortcut().toString()
                self._commands.append(PaletteItem(text, "command", keys, action.trigger, action.statusTip()))
        run = self.session.run
        for entry in reversed(run.checkpoints if run is not None else ()):
            name = tr_label(display_name(format_label(entry.label), 120))
            note = display_name(entry.name, 80)
            self._commands.append(
                PaletteItem(
                    tr(f"Go to {name}"), "checkpoint", note, lambda e=entry: self.session.choose_newer(e)
                )
            )
        self._lowered = [
            f"{item.text} {item.note if item.kind == 'checkpoint' else ''}".lower() for item in self._commands
        ]
        newer = self.session.newer
        if newer is not self._keys_of:
            self._keys_of = newer
            self._keys = list(newer.table.keys) if newer is not None else []
            self._lowered_keys = [key.lower() for key in self._keys]

    def _filter(self, text: str) -> None:
        wanted = text.strip().lower()
        places = best_matches(wanted, self._lowered, MAX_SHOWN)
        if wanted:
            known = {index for _, index in places}
            places += [
                (TIP_SCORE + item.tip.lower().index(wanted) * 0.1, index)
                for index, item in enumerate(self._commands)
                if index not in known and wanted in item.tip.lower()
            ]
        found = [(score, self._commands[index]) for score, index in places]
        if wanted:
            for score, index in best_matches(wanted, self._lowered_keys, MAX_SHOWN):
                key = self._keys[index]
                item = PaletteItem(
                    display_name(key), "variable", "variable", lambda k=key: self.session.select(k)
                )
                found.append((score + 5.0, item))  # at equal score a command is meant
            found.sort(key=lambda pair: pair[0])
        self.model.set_items([item for _, item in found[:MAX_SHOWN]])
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.field.setAccessibleDescription("" if found else self.nothing.text())

    def _choose(self, index: QModelIndex) -> None:
        item = self.model.item(index)
        if item is not None:
            self.close()
            item.run()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            offsets = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            offset = offsets.get(Qt.Key(event.key()))
            if offset is not None:
                last = self.model.rowCount() - 1
                row = min(max(self.list.currentIndex().row() + offset, 0), max(last, 0))
                self.list.setCurrentIndex(self.model.index(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)


class _ItemModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[PaletteItem] = []

    def set_items(self, items: list[PaletteItem]) -> None:
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, index: QModelIndex | QPersistentModelIndex) -> PaletteItem | None:
        return self._items[index.row()] if index.isValid() and index.row() < len(self._items) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        item = self.item(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(item.kind)}: {item.text} {item.note}"
        return None


class _ItemDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, px(28))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = current_palette()
        item: PaletteItem = index.data(ITEM_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, qcolor(colours.selection))
        small = ui_font(11)
        note_width = min(QFontMetrics(small).horizontalAdvance(item.note) + 4, int(rect.width() * 0.45))
        painter.setFont(small)
        painter.setPen(qcolor(colours.muted))
        note_rect = QRectF(rect.right() - 10 - note_width, rect.top(), note_width, rect.height())
        note = QFontMetrics(small).elidedText(item.note, Qt.TextElideMode.ElideMiddle, note_width)
        painter.drawText(note_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        painter.setFont(ui_font())
        painter.setPen(qcolor(colours.text))
        text_rect = QRectF(rect.left() + 10, rect.top(), rect.width() - note_width - 34, rect.height())
        text = QFontMetrics(ui_font()).elidedText(
            item.text, Qt.TextElideMode.ElideMiddle, int(text_rect.width())
        )
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

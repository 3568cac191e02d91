"""Help: our own Markdown pages with their pictures, and About. No text of any opened file is shown here."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import explorer
from explorer.gui.actions import Actions
from explorer.gui.dialog_parts import foot_row, push_button
from explorer.gui.help_pages import (
    Section,
    foreign_note,
    help_files,
    search,
    section_number,
    sections,
    title_of,
)
from explorer.gui.help_text import HelpText
from explorer.gui.help_topics import ABOUT_PAGE, KEYBOARD_PAGE
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import current_palette, dialog_size, px

SEARCH_MS = 120  # after the last letter
MOST_VISITED = 100
_TITLE, _NUMBER = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class FindBar(QWidget):
    """Finds words in the page on show; hidden until it is asked for."""

    def __init__(self, text: HelpText, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help_find_bar")
        self._text = text
        self.field = QLineEdit(self)
        self.field.setObjectName("help_find")
        self.field.setAccessibleName(tr("Find on this page"))
        self.field.setPlaceholderText(tr("Find on this page"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._changed)
        self.field.installEventFilter(self)
        self.count = plain_label(parent=self, name="help_find_count", muted=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for shown, name, tip, forward in (
            ("▲", "help_find_previous", "Previous place (Shift+Enter)", False),
            ("▼", "help_find_next", "Next place (Enter)", True),
        ):
            button = push_button(shown, name, self, tip)
            button.setAccessibleName(tr(tip))
            button.setFixedWidth(px(34))
            button.clicked.connect(lambda _=False, forward=forward: self.go(forward))
            row.addWidget(button)
        close = push_button("✕", "help_find_close", self, "Close (Esc)")
        close.setAccessibleName(tr("Close the search on this page"))
        close.setFixedWidth(px(34))
        close.clicked.connect(self.end)
        row.addWidget(close)
        self.hide()

    def begin(self) -> None:
        """Ask what to find; what is in sight comes first."""
        self.show()
        self._text.setTextCursor(self._text.cursorForPosition(QPoint(0, 0)))
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.again()

    def end(self) -> None:
        """Take the marks and the bar away."""
        self.hide()
        self._text.find_all("")
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def again(self) -> None:
        """Another page is shown: mark the words there."""
        if not self.isHidden():
            self._count()

    def go(self, forward: bool) -> None:
        """To the next or previous place."""
        self._text.go_to_match(self.field.text(), forward)

    def _changed(self) -> None:
        if self._count():
            cursor = self._text.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._text.setTextCursor(cursor)
            self.go(True)

    def _count(self) -> int:
        words = self.field.text()
        count = self._text.find_all(words)
        said = "" if not words else "1 place" if count == 1 else f"{count} places" if count else "Not here"
        self.count.setText(tr(said))
        return count

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
        return super().eventFilter(watched, event)


class HelpDialog(QDialog):
    """Pages at the left, or the sections that hold what is searched for; the chosen one at the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._sections: tuple[Section, ...] | None = None
        self._visited: list[tuple[str, int]] = []  # page and how far it was scrolled
        self._place = -1
        self._is_going = False
        self.setObjectName("help_dialog")
        self.setWindowTitle(tr("Help"))
        self.resize(self.sizeHint())
        self._files = help_files()
        self._make_left()
        self._make_right()
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 690])  # shares: where the screen ends, texts grow and the window does not
        self.back = self._step_button("‹", "help_back", "Back", "Alt+Left", -1)
        self.forward = self._step_button("›", "help_forward", "Forward", "Alt+Right", 1)
        find = push_button("Find on this page", "help_find_button", self, "Find words on this page (Ctrl+F)")
        find.clicked.connect(self.find_bar.begin)
        self._keys = [
            self._shortcut("Alt+Left", lambda: self._step(-1)),
            self._shortcut("Alt+Right", lambda: self._step(1)),
            self._shortcut("Ctrl+F", self.find_bar.begin),
            self._shortcut("F3", lambda: self.find_bar.go(True)),
            self._shortcut("Shift+F3", lambda: self.find_bar.go(False)),
            self._shortcut("Ctrl+K", self._ask),
        ]
        foot = foot_row(self, self.back, self.forward, find)
        foot.setContentsMargins(8, 0, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot)
        self._enable()

    # Parts

    def _make_left(self) -> None:
        self._left = QWidget(self)
        self.field = QLineEdit(self._left)
        self.field.setObjectName("help_search")
        self.field.setAccessibleName(tr("Search all help pages"))
        self.field.setPlaceholderText(tr("Search all pages"))
        self.field.setToolTip(tr("Search all help pages (Ctrl+K); Enter opens the first place"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._soon.timeout.connect(self._search)
        self.field.textChanged.connect(self._soon.start)
        self.pages = QListWidget(self._left)  # a dozen lines of our own: no model needed
        self.pages.setObjectName("help_pages")
        self.pages.setAccessibleName(tr("Help pages"))
        for title in dict.fromkeys((*self._files, KEYBOARD_PAGE, ABOUT_PAGE)):
            shown = title_of(self._files[title]) if title in self._files else tr(title)
            item = QListWidgetItem(shown, self.pages)
            item.setData(_TITLE, title)  # what links and F1 call it
        self.pages.currentItemChanged.connect(self._show_item)
        self.found = QListWidget(self._left)
        self.found.setObjectName("help_found")
        self.found.setAccessibleName(tr("Places in the help"))
        self.found.setWordWrap(True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setStyleSheet("QListView::item { padding: 5px 10px; }")
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.itemClicked.connect(self._show_found)
        self.found.itemActivated.connect(self._show_found)
        self.nothing = plain_label(
            tr("No page has these words."), self._left, name="help_nothing", muted=True
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(12, 8, 12, 8)
        self.lists = QStackedWidget(self._left)
        for page in (self.pages, self.found, self.nothing):
            self.lists.addWidget(page)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        over = QHBoxLayout()
        over.setContentsMargins(8, 8, 8, 6)
        over.addWidget(self.field)
        column.addLayout(over)
        column.addWidget(self.lists, 1)

    def _make_right(self) -> None:
        self._right = QWidget(self)
        self.text = HelpText(self._right)
        self.text.setObjectName("help_text")
        self.text.setAccessibleName(tr("Help text"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.find_bar = FindBar(self.text, self._right)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(self.find_bar)

    def _step_button(self, shown: str, name: str, title: str, keys: str, by: int) -> QPushButton:
        button = push_button(shown, name, self)
        button.setAccessibleName(tr(title))
        button.setToolTip(f"{tr(title)} ({keys})")
        button.setFixedWidth(px(34))
        button.clicked.connect(lambda: self._step(by))
        return button

    def _shortcut(self, keys: str, act: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)
        return shortcut

    def sizeHint(self) -> QSize:
        return dialog_size(960, 680)

    # Pages

    def open_page(self, title: str = "") -> None:
        """Show a page by its title; the first one when there is none of that title."""
        self._go(title)
        self.show()
        self.pages.doItemsLayout()  # in the row height of the theme, known once it is shown
        self.raise_()
        self.activateWindow()
        self.pages.setFocus()

    def open_file(self, name: str, section: str = "", word: str = "") -> None:
        """Show the page of a file, at one of its sections, and there at the cell or line that begins with a word."""
        title = next((title for title, path in self._files.items() if path.name == name), "")
        self.field.clear()
        self.open_page(title)
        if title and section:
            self._show_section(self._files[title], section, word)
        elif title and word:
            self.text.show_heading(0, word) or self.text.show_heading(0, tr(word))

    def _show_section(self, path: Path, section: str, word: str = "") -> None:
        number = section_number(path, section)
        if number < 0:
            self.text.show_section(section) or self.text.show_section(tr(section))
        elif tr(word) != word and word:
            self.text.show_heading(number, tr(word))
        else:
            self.text.show_heading(number, word)

    def _go(self, title: str) -> None:
        """Make a page the current one, in the list and beside it."""
        titles = [self._title(self.pages.item(row)) for row in range(self.pages.count())]
        row = titles.index(title) if title in titles else 0
        if row == self.pages.currentRow():
            self._visit(titles[row])
            self.text.verticalScrollBar().setValue(0)
        self.pages.setCurrentRow(row)

    @staticmethod
    def _title(item: QListWidgetItem) -> str:
        return str(item.data(_TITLE))

    def _show_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._visit(self._title(item))
            self._show(self._title(item))
            self.find_bar.again()

    def _show(self, title: str) -> None:
        self.text.document().setDefaultStyleSheet(
            f"a {{ color: {current_palette().accent}; }} td {{ padding: 3px 18px 3px 0; }} "
            f"code {{ font-family: monospace; }} .muted {{ color: {current_palette().muted}; }}"
        )
        if title in self._files:
            path = self._files[title]
            try:
                self.text.show_markdown(foreign_note(path) + path.read_text("utf-8"), path.parent)
            except OSError as error:
                self.text.setPlainText(tr(f"This page cannot be read: {error.strerror}."))
        elif title == KEYBOARD_PAGE:  # the pages are not installed: what the actions tell of themselves
            self.text.setHtml(_shortcuts_page(self._actions))
        elif title == ABOUT_PAGE:
            self.text.setHtml(_about_page())

    def _follow(self, link: QUrl) -> None:
        name = Path(link.path()).name
        path = next((path for path in self._files.values() if path.name == name), None)
        if path is not None:
            self.open_file(name, link.fragment())
            self.text.setFocus()
        elif link.fragment():
            here = self._files.get(self._title(self.pages.currentItem()))
            self._visit(self._title(self.pages.currentItem()))
            if here is not None:
                self._show_section(here, link.fragment())

    # Back and forward

    def _visit(self, title: str) -> None:
        if self._is_going:
            return
        self._keep_place()
        del self._visited[self._place + 1 :]
        self._visited.append((title, 0))
        del self._visited[:-MOST_VISITED]
        self._place = len(self._visited) - 1
        self._enable()

    def _keep_place(self) -> None:
        if 0 <= self._place < len(self._visited):
            title, _ = self._visited[self._place]
            self._visited[self._place] = (title, self.text.verticalScrollBar().value())

    def _step(self, by: int) -> None:
        if not 0 <= self._place + by < len(self._visited):
            return
        self._keep_place()
        self._place += by
        title, scrolled = self._visited[self._place]
        self._is_going = True
        try:
            self._go(title)
        finally:
            self._is_going = False
        self.text.verticalScrollBar().setValue(scrolled)
        self._enable()

    def _enable(self) -> None:
        self.back.setEnabled(self._place > 0)
        self.forward.setEnabled(self._place < len(self._visited) - 1)

    # Search in all pages

    def _ask(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _search(self) -> None:
        self._soon.stop()
        query = self.field.text().strip()
        self.found.clear()
        if not query:
            self.lists.setCurrentWidget(self.pages)
            return
        if self._sections is None:
            self._sections = sections(self._files)
        for place in search(self._sections, query):
            section = place.section
            where = section.page if section.number <= 0 else f"{section.page} › {section.heading}"
            item = QListWidgetItem(f"{where}\n{place.snippet}", self.found)
            item.setData(_TITLE, section.title)
            item.setData(_NUMBER, section.number)
        if self.found.count():
            self.found.setCurrentRow(0)
        self.lists.setCurrentWidget(self.found if self.found.count() else self.nothing)

    def _show_found(self, item: QListWidgetItem) -> None:
        self._go(self._title(item))
        words = self.field.text().split()
        self.text.show_heading(int(item.data(_NUMBER)))
        if words:
            self.text.find_all(max(words, key=len))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, row = event.key(), self.found.currentRow()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search_now()
                if self.found.currentItem() is not None and self.field.text().strip():
                    self._show_found(self.found.currentItem())
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.found.count():
                row += 1 if key == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(min(max(row, 0), self.found.count() - 1))
                return True
            if key == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                self._search()
                return True
        return super().eventFilter(watched, event)

    def _search_now(self) -> None:
        if self._soon.isActive():
            self._search()


def _shortcuts_page(actions: Actions) -> str:
    rows = [
        *actions.shortcut_rows(),
        (
            tr("Time axis: move a handle"),
            "Left, Right, Home, End, Page Up, Page Down",
            tr("Tab reaches the handles"),
        ),
        (
            tr("Time axis: compare with"),
            tr("Shift or Ctrl with a click"),
            tr("A plain click chooses the current step"),
        ),
        (tr("Directory: show, compare with"), "Enter, Shift+Enter", ""),
    ]
    lines = (
        f"<tr><td>{escape(text)}</td><td><b>{escape(keys)}</b></td><td class='muted'>{escape(tip)}</td></tr>"
        for text, keys, tip in rows
    )
    return f"<h2>{escape(tr(KEYBOARD_PAGE))}</h2><table>{''.join(lines)}</table>"


_ABOUT = (
    "See what is inside a TensorFlow model_dir, without TensorFlow.",
    "Licensed under the Apache License 2.0. Nothing leaves this machine, and nothing is ever "
    "written into a directory you open.",
    "Made with Python, Qt (PySide6, LGPL 3), numpy, pyqtgraph, networkx, protobuf and others.",
)


def _about_page() -> str:
    return f"<h2>Checkpoint Explorer {escape(explorer.__version__)}</h2>" + "".join(
        f"<p>{escape(tr(paragraph))}</p>" for paragraph in _ABOUT
    )

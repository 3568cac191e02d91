"""Help: our own Markdown pages with their pictures, and About. No text of any opened file is shown here."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import explorer
from explorer.errors import MissingFileError
from explorer.gui.actions import Actions
from explorer.gui.language import ENGLISH, current_language, tr
from explorer.gui.theme import current_palette
from explorer.resources import resource_path

SHORTCUTS, ABOUT = "Keyboard", "About"  # the first is the title of keyboard.md


class HelpText(QTextBrowser):
    """A page whose pictures are never wider than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}  # as they lie on disk
        self.document().setDocumentMargin(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # everything wraps

    def show_markdown(self, text: str, folder: Path) -> None:
        """Show a page whose pictures lie beside it."""
        self.setSearchPaths([str(folder)])
        self.setMarkdown(text)
        self._space_blocks()
        self.fit_pictures()

    def show_section(self, name: str) -> bool:
        """Scroll to the heading a link calls `name`, or that begins with it; whether there is one."""
        block, layout = self.document().begin(), self.document().documentLayout()
        while block.isValid():
            if block.blockFormat().headingLevel() and name in _section_names(block.text()):
                self.verticalScrollBar().setValue(int(layout.blockBoundingRect(block).top()) - 8)
                return True
            block = block.next()
        return False

    def _space_blocks(self) -> None:
        """Room between paragraphs, and lines of code that wrap: Markdown comes without the one or the other."""
        cursor, block = QTextCursor(self.document()), self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            kind = block.blockFormat()
            spaced = QTextBlockFormat()
            spaced.setNonBreakableLines(False)
            if cursor.currentTable() is None:
                if kind.headingLevel():
                    above, below = (0 if block.position() == 0 else 16), 6
                elif block.textList() is not None:
                    above, below = 0, 3
                elif kind.hasProperty(QTextFormat.Property.BlockCodeLanguage) or kind.nonBreakableLines():
                    above, below = 0, 0
                else:
                    above, below = 4, 6
                spaced.setTopMargin(above)
                spaced.setBottomMargin(below)
            cursor.mergeBlockFormat(spaced)
            block = block.next()

    def fit_pictures(self) -> None:
        """Scale the pictures to the width of the page; smoothly, which Qt's own scaling is not."""
        document, ratio = self.document(), self.devicePixelRatioF()
        room = self.viewport().width() - round(2 * document.documentMargin()) - 2
        for place, name in self._picture_places():
            if name not in self._images:
                folder = Path(self.searchPaths()[0]) if self.searchPaths() else Path()
                self._images[name] = QImage(str(folder / name))
            image = self._images[name]
            if image.isNull() or room < 16:
                continue
            width = min(room, image.width())
            size = QSize(width, round(image.height() * width / image.width()))
            shown = image.scaled(
                size * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            shown.setDevicePixelRatio(ratio)
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), shown)
            cursor = QTextCursor(document)
            cursor.setPosition(place)
            cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            wanted = cursor.charFormat().toImageFormat()
            wanted.setWidth(size.width())
            wanted.setHeight(size.height())
            cursor.setCharFormat(wanted)

    def _picture_places(self) -> list[tuple[int, str]]:
        """(position, name) of every picture of the page."""
        found, block = [], self.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                fragment = pieces.fragment()
                if fragment.charFormat().isImageFormat():
                    name = fragment.charFormat().toImageFormat().name()
                    found += [(fragment.position() + i, name) for i in range(fragment.length())]
                pieces += 1
            block = block.next()
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_pictures()


class HelpDialog(QDialog):
    """Pages at the left, the chosen one at the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setObjectName("help_dialog")
        self.setWindowTitle(tr("Help"))
        self.resize(960, 680)
        self.pages = QListWidget(self)  # a dozen lines of our own: no model needed
        self.pages.setObjectName("help_pages")
        self.pages.setAccessibleName(tr("Help pages"))
        self.text = HelpText(self)
        self.text.setObjectName("help_text")
        self.text.setAccessibleName(tr("Help text"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self._files = help_files()
        for title in dict.fromkeys((*self._files, SHORTCUTS, ABOUT)):
            shown = _title_of(self._files[title]) if title in self._files else tr(title)
            item = QListWidgetItem(shown, self.pages)
            item.setData(Qt.ItemDataRole.UserRole, title)  # what links and F1 call it
        self.pages.currentItemChanged.connect(self._show_item)
        splitter = QSplitter(self)
        splitter.addWidget(self.pages)
        splitter.addWidget(self.text)
        splitter.setSizes([236, 724])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 8)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot)

    def open_page(self, title: str = "") -> None:
        """Show a page by its title; the first one when there is none of that title."""
        titles = [self._title(self.pages.item(row)) for row in range(self.pages.count())]
        self.pages.setCurrentRow(titles.index(title) if title in titles else 0)
        self.show()
        self.pages.doItemsLayout()  # in the row height of the theme, known once it is shown
        self.raise_()
        self.pages.setFocus()

    def open_file(self, name: str, section: str = "") -> None:
        """Show the page of a file, at one of its sections."""
        title = next((title for title, path in self._files.items() if path.name == name), "")
        self.open_page(title)
        if title and section:
            self.text.show_section(section) or self.text.show_section(tr(section))

    @staticmethod
    def _title(item: QListWidgetItem) -> str:
        return str(item.data(Qt.ItemDataRole.UserRole))

    def _show_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(self._title(item))

    def _show(self, title: str) -> None:
        self.text.document().setDefaultStyleSheet(
            f"a {{ color: {current_palette().accent}; }} td {{ padding: 3px 18px 3px 0; }} "
            f"code {{ font-family: monospace; }} .muted {{ color: {current_palette().muted}; }}"
        )
        if title in self._files:
            path = self._files[title]
            try:
                self.text.show_markdown(_foreign_note(path) + path.read_text("utf-8"), path.parent)
            except OSError as error:
                self.text.setPlainText(tr(f"This page cannot be read: {error.strerror}."))
        elif title == SHORTCUTS:  # the pages are not installed: what the actions tell of themselves
            self.text.setHtml(_shortcuts_page(self._actions))
        elif title == ABOUT:
            self.text.setHtml(_about_page())

    def _follow(self, link: QUrl) -> None:
        name = Path(link.path()).name
        if any(path.name == name for path in self._files.values()):
            self.open_file(name, link.fragment())
        elif link.fragment():
            self.text.show_section(link.fragment())


def _section_names(heading: str) -> tuple[str, str]:
    """What links call a section: its heading in lower case with hyphens, or the word before a colon."""
    words = re.sub(r"[^\w\s-]", "", heading.lower()).strip()
    return re.sub(r"\s", "-", words), re.split("[:\uff1a]", heading)[0].strip().lower()


def help_files() -> dict[str, Path]:
    """English title -> file of the help pages that are installed: the contents first, the others in their order.

    The file is the one in the window's language, where the page is there in it.
    """
    try:
        folder = resource_path("help")
    except MissingFileError:
        return {}
    try:
        linked = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "index.md").read_text("utf-8"))
    except OSError:
        linked = []
    order = {name: place for place, name in enumerate(("index.md", *linked))}
    paths = sorted(folder.glob("*.md"), key=lambda path: (order.get(path.name, len(order)), path.name))
    titles: dict[str, Path] = {}
    for path in paths:
        translated = folder / current_language() / path.name
        titles[_title_of(path)] = translated if translated.is_file() else path
    return titles


def _title_of(path: Path) -> str:
    """A page's heading; its file's name where it has none."""
    with path.open(encoding="utf-8") as file:
        match = re.match(r"#\s+(.+)", file.readline())
    return match[1].strip() if match else path.stem.replace("_", " ").replace("-", " ")


def _foreign_note(path: Path) -> str:
    """What stands above a page that is not there in the window's language."""
    language = current_language()
    if language == ENGLISH or path.parent.name == language:
        return ""
    return f"*{tr('This page is there in English only.')}*\n\n"


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
    return f"<h2>{escape(tr(SHORTCUTS))}</h2><table>{''.join(lines)}</table>"


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

"""A page of the help as it is shown: pictures as wide as the page, sections to scroll to, words to find."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from explorer.gui.help_pages import section_names
from explorer.gui.theme import current_palette, qcolor
from explorer.report.palette import mix


class HelpText(QTextBrowser):
    """A page whose pictures are never wider than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}  # as they lie on disk
        self._page: QTextDocument | None = None
        self.document().setDocumentMargin(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # everything wraps

    def show_markdown(self, text: str, folder: Path) -> None:
        """Show a page whose pictures lie beside it."""
        self.setSearchPaths([str(folder)])
        self.setExtraSelections([])
        made = QTextDocument(self)
        # Made ready before it is shown: nothing is laid out again for every block.
        made.setDefaultFont(self.font())
        made.setDefaultStyleSheet(self.document().defaultStyleSheet())
        made.setDocumentMargin(self.document().documentMargin())
        made.setMarkdown(text)
        _space_blocks(made)
        self._fit_pictures(made)
        self.setDocument(made)
        if self._page is not None:  # Qt deletes its own document only
            self._page.deleteLater()
        self._page = made

    def show_section(self, name: str) -> bool:
        """Scroll to the heading a link calls `name`, or that begins with it; whether there is one."""
        for block in self._headings():
            if name in section_names(block.text()):
                self._scroll_to(block)
                return True
        return False

    def show_heading(self, number: int, word: str = "") -> bool:
        """Scroll to a heading by its number from 0, and there to the cell or line that begins with a word."""
        headings = self._headings()
        if not 0 <= number < len(headings):
            return False
        block = headings[number]
        found = self._line_of(block, word) if word else None
        shown = found if found is not None else block
        self._scroll_to(shown)
        if found is not None or self.verticalScrollBar().value() == self.verticalScrollBar().maximum():
            cursor = QTextCursor(shown)  # it does not stand at the top, or not alone there
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self._mark([cursor])
        return True

    def _headings(self) -> list[QTextBlock]:
        found, block = [], self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                found.append(block)
            block = block.next()
        return found

    @staticmethod
    def _line_of(heading: QTextBlock, word: str) -> QTextBlock | None:
        """The first cell of a table, item or line below a heading that names `word`: by itself, or in a list of words."""
        block, nearly = heading.next(), None
        while block.isValid() and not block.blockFormat().headingLevel():
            text = block.text().strip()
            # Chinese has a comma of its own for lists.
            if word in [part.strip() for part in re.split("[,\u3001]", text)]:
                return block
            if nearly is None and text.startswith(word):
                nearly = block
            block = block.next()
        return nearly

    def _scroll_to(self, block: QTextBlock) -> None:
        layout = self.document().documentLayout()
        self.verticalScrollBar().setValue(int(layout.blockBoundingRect(block).top()) - 8)

    # Words

    def find_all(self, text: str) -> int:
        """Mark a text wherever it stands in the page; how often it does."""
        found: list[QTextCursor] = []
        cursor = QTextCursor(self.document())
        while text:
            cursor = self.document().find(text, cursor)
            if cursor.isNull():
                break
            found.append(cursor)
        self._mark(found)
        return len(found)

    def go_to_match(self, text: str, forward: bool = True) -> bool:
        """Go to the next or previous place of a text, round the end; whether there is any."""
        flags = QTextDocument.FindFlag(0) if forward else QTextDocument.FindFlag.FindBackward
        if not text:
            return False
        if self.find(text, flags):
            return True
        before = self.textCursor()
        end = QTextCursor.MoveOperation.Start if forward else QTextCursor.MoveOperation.End
        self.moveCursor(end)
        if self.find(text, flags):
            return True
        self.setTextCursor(before)
        return False

    def _mark(self, cursors: list[QTextCursor]) -> None:
        colours = current_palette()
        marks = []
        for cursor in cursors:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            look = QTextCharFormat()
            look.setBackground(qcolor(mix(colours.panel, colours.accent, 0.28)))
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)

    def fit_pictures(self) -> None:
        """Scale the pictures to the width of the page; smoothly, which Qt's own scaling is not."""
        self._fit_pictures(self.document())

    def _fit_pictures(self, document: QTextDocument) -> None:
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - round(2 * document.documentMargin()) - 2
        for place, name in _picture_places(document):
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_scrolled = self.verticalScrollBar().value() > 0
        first = self.cursorForPosition(QPoint(0, 8)).block()  # before all lines are broken anew
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_pictures()
            if is_scrolled:
                self._scroll_to(first)


def _space_blocks(document: QTextDocument) -> None:
    """Room between paragraphs, and lines of code that wrap: Markdown comes without the one or the other."""
    cursor, block = QTextCursor(document), document.begin()
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


def _picture_places(document: QTextDocument) -> list[tuple[int, str]]:
    """(position, name) of every picture of the page."""
    found, block = [], document.begin()
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

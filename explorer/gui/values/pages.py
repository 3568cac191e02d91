"""The pages of the values view: made when first shown, one of them in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtWidgets import QListView, QStackedWidget, QWidget

from explorer.analysis.sampling_tiles import tile_axes
from explorer.gui.histogram.message_page import MessagePage
from explorer.gui.language import tr
from explorer.gui.theme import data_font
from explorer.gui.values.element_text import element_text, exact_text
from explorer.gui.values.grid_page import GridPage
from explorer.gui.values.heat_page import HeatPage
from explorer.gui.values.page import Page
from explorer.gui.values.subject import Subject
from explorer.gui.values.text_model import TextModel
from explorer.gui.values.values_bar import FILTERS, GRID, PICTURE, ROWS
from explorer.report.numbers import format_bytes, format_counted

if TYPE_CHECKING:
    from explorer.gui.session import Session

VECTOR = "vector"


def modes_of(subject: Subject) -> tuple[str, ...]:
    """The ways of looking that make sense for a tensor."""
    modes = [PICTURE, GRID]
    rows, columns = subject.size
    if not subject.is_vector and rows > 1 and columns > 1:
        modes.append(ROWS)
    if tile_axes(subject.names, subject.newer.shape) is not None:
        modes.append(FILTERS)
    return tuple(modes)


class Pages(QStackedWidget):
    """A plot takes 40 ms to make, so each page is made when it is first wanted."""

    def __init__(self, session: Session, made: Callable[[Page], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._made = session, made
        self._pages: dict[str, Page] = {}
        self.text_model = TextModel(self)
        self.texts = QListView(self)
        self.texts.setObjectName("values_texts")
        self.texts.setAccessibleName(tr("Strings of the tensor"))
        self.texts.setModel(self.text_model)
        self.texts.setFont(data_font())
        self.texts.setUniformItemSizes(True)
        self.texts.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.scalar = MessagePage("values_scalar", self)
        self.message = MessagePage("values_message", self)
        for page in (self.texts, self.scalar, self.message):
            self.addWidget(page)
        self.setCurrentWidget(self.message)

    def page(self, name: str) -> Any:
        """The page of a way of looking; VECTOR for the picture of a vector."""
        if name not in self._pages:
            page = self._new(name)
            self._pages[name] = page
            self._made(page)
            self.addWidget(page)
        return self._pages[name]

    def made_page(self, name: str) -> Page | None:
        """The page of a way of looking, if it was made."""
        return self._pages.get(name)

    def _new(self, name: str) -> Page:
        if name == PICTURE:
            return HeatPage(self._session, self)
        if name == GRID:
            return GridPage(self._session, self)
        if name == VECTOR:
            from explorer.gui.values.vector_page import VectorPage

            return VectorPage(self._session, self)
        if name == ROWS:
            from explorer.gui.values.rows_page import RowsPage

            return RowsPage(self._session, self)
        from explorer.gui.values.filters_page import FiltersPage

        return FiltersPage(self._session, self)

    def show_alone(self, array: Any) -> str:
        """Show strings as a list, or one value large; what is to be said of them."""
        if array.dtype == object:
            self.text_model.show_array(array)
            self.setCurrentWidget(self.texts)
            total = sum(len(element) for element in array.reshape(-1)[:100_000])
            return f"{tr(format_counted(int(array.size), 'string'))} · {format_bytes(total)}"
        value = array.reshape(-1)[0]
        is_stored = value is not np.ma.masked
        exact = exact_text(value) if is_stored else tr("not stored")
        short = element_text(value) if is_stored else exact
        self.scalar.say(short, f"exactly {exact}" if exact != short else "")
        self.setCurrentWidget(self.scalar)
        return "one value"

    @property
    def front(self) -> Page | None:
        """The page in front; None for text, one value, or a message."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def made(self) -> tuple[Page, ...]:
        """The pages there are by now."""
        return tuple(self._pages.values())

    def stop(self) -> None:
        """Cancel what any page asked."""
        for page in self._pages.values():
            page.stop()

    def take_theme(self) -> None:
        """Use the current palette."""
        self.texts.setFont(data_font())
        for page in self._pages.values():
            page.take_theme()

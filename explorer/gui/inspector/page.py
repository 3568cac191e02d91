"""The page the inspector writes on: headings, sentences and rows of facts, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from explorer.gui.inspector.parts import Facts, heading
from explorer.gui.language import tr
from explorer.gui.plain_text import breakable, plain_label, tool_tip
from explorer.gui.theme import data_font
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from explorer.gui.session import Session


class Page:
    """Appends to a layout; `tell_heading` hears the first heading, which the dock's title shows."""

    def __init__(
        self,
        session: Session,
        body: QWidget,
        layout: QVBoxLayout,
        tell_heading: Callable[[str], object],
    ) -> None:
        self.session, self.body, self.layout = session, body, layout
        self._tell_heading = tell_heading

    def heading(self, text: str) -> None:
        """A section's title; the first one goes to the dock."""
        if not self.layout.count():  # the dock's title bar says it
            self._tell_heading(tr(text).upper())
            return
        self.layout.addSpacing(8)
        self.layout.addWidget(heading(text, self.body))

    def title(self, name: str) -> None:
        """The name of what is described."""
        label = plain_label(breakable(name), self.body, name="inspector_title")
        label.setAccessibleName(display_name(name))
        label.setFont(data_font(13))
        label.setWordWrap(True)
        label.setToolTip(tool_tip(name))
        self.layout.addWidget(label)

    def sentence(self, text: str, colour: str = "") -> None:
        """A sentence, muted unless it has a colour; nothing for an empty one."""
        if not text:
            return
        label = plain_label(tr(text), self.body, muted=not colour)
        label.setWordWrap(True)
        if colour:
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, colour)
            label.setPalette(palette)
        self.layout.addWidget(label)

    def line(self, text: str) -> None:
        """A muted line of names, as it is."""
        label = plain_label(text, self.body, muted=True)
        label.setWordWrap(True)
        self.layout.addWidget(label)

    def facts(self, name: str) -> Facts:
        """An empty list of facts."""
        facts = Facts(self.body, name)
        self.layout.addWidget(facts)
        return facts

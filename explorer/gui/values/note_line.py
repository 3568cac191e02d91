"""A line above the values: how far they are to be trusted, and a button that reads all of a tensor."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.gui.language import tr
from explorer.gui.theme import current_palette
from explorer.gui.values.reading import ASK_ABOVE_BYTES, LoadedTensor


class NoteLine(QWidget):
    """Hidden while there is nothing to say."""

    read_all_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("values_note_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label, self.button = QLabel(self), QPushButton(tr("Read all of it"), self)
        self.label.setObjectName("values_note")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setContentsMargins(12, 4, 12, 6)
        self.button.setObjectName("values_read_all")
        self.button.setAccessibleName(tr("Read all of the tensor"))
        self.button.setToolTip(tr("Read the whole tensor into memory and compare its checksum (Ctrl+R)"))
        self.button.setShortcut("Ctrl+R")
        self.button.clicked.connect(self.read_all_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 12, 0)
        line.addWidget(self.label, 1)
        line.addWidget(self.button)
        self._is_doubtful = False
        self.say("", None)

    def say(self, note: str, loaded: LoadedTensor | None) -> None:
        """Show a note; the button where all can be read of what is read in parts."""
        self.label.setText(tr(note))
        self.setVisible(bool(note))
        can_read = loaded is not None and loaded.array is None and loaded.size_bytes <= ASK_ABOVE_BYTES
        self.button.setVisible(can_read)
        self._is_doubtful = loaded is not None and loaded.is_doubtful
        self.take_theme()

    def take_theme(self) -> None:
        """Use the current palette."""
        palette = current_palette()
        colour = palette.verdict("wrong value silently") if self._is_doubtful else palette.muted
        self.label.setStyleSheet(f"color: {colour};")
        self.setStyleSheet(f"#values_note_line {{ background: {palette.panel}; }}")

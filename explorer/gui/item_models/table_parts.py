"""Small parts the table views share: filter field, chips with counts, a plain label, a sentence for an empty view."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.gui.flow_layout import FlowLayout
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, ui_font


class PlainLabel(QLabel):
    """A label that shows text as it is, never as markup, elided to the room it has."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, muted: bool = False, right: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("muted", muted)
        self._whole = self._short = ""
        self._is_elided = not right
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, text: str, short: str = "") -> None:
        """Show `text`, or `short` where it does not fit; what does not fit either is in the tool tip."""
        self._whole, self._short = tr(text), tr(short)
        self.setAccessibleName(self._whole)
        self._fit()

    def minimumSizeHint(self):
        hint = super().minimumSizeHint()
        hint.setWidth(40)
        return hint

    def sizeHint(self):
        hint = super().sizeHint()
        hint.setWidth(QFontMetrics(self.font()).horizontalAdvance(self._whole) + 4)
        return hint

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def whole(self) -> str:
        """The text said, however little of it fits."""
        return self._whole

    def _fit(self) -> None:
        metrics, room = QFontMetrics(self.font()), max(self.contentsRect().width(), 40)
        is_too_long = bool(self._short) and metrics.horizontalAdvance(self._whole) > room
        wanted = self._short if is_too_long else self._whole
        text = metrics.elidedText(wanted, Qt.TextElideMode.ElideRight, room)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
        from explorer.gui.item_models.table_model import plain_tool_tip

        self.setToolTip(plain_tool_tip(self._whole) if text != self._whole else "")


class FilterField(QLineEdit):
    """Filter as you type; Esc clears, Down goes into the table."""

    def __init__(self, name: str, example: str, table: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_filter")
        self.setAccessibleName(tr("Filter the rows"))
        self.setPlaceholderText(f"{tr('Filter:')}  {example}")
        self.setToolTip(
            tr(
                "Rows that have all the words are shown. role:slot looks in one column, -bias leaves rows out, "
                '"two words" are kept together. Esc clears.'
            )
        )
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(px(140))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(px(420))
        self._table = table

    def event(self, event: QEvent) -> bool:
        # Esc belongs to the field as long as there is something to clear; the window's "back" comes after.
        is_key = event.type() == QEvent.Type.ShortcutOverride
        if is_key and event.key() == Qt.Key.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
            if not self._table.currentIndex().isValid():
                self._table.go_to(0)
        else:
            super().keyPressEvent(event)


class EscapeToField(QObject):
    """Esc in the table clears the filter, once there is one; otherwise Esc goes its way (back)."""

    def __init__(self, field: QLineEdit, table: QWidget) -> None:
        super().__init__(table)
        self._field = field
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if is_key and event.key() == Qt.Key.Key_Escape and self._field.text():
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._field.clear()
                return True
        return super().eventFilter(watched, event)


class Chips(QWidget):
    """A row of buttons with counts; the pressed ones choose what is shown, none pressed means all."""

    changed = Signal(object)  # frozenset of the pressed chips' names

    def __init__(self, name: str, names: Sequence[tuple[str, str, str]], parent: QWidget) -> None:
        """`names`: (name, mark, what it stands for)."""
        super().__init__(parent)
        self.setObjectName(name)
        self._layout = FlowLayout(self)  # nine verdicts side by side are wider than a small window
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._marks = {chip: mark for chip, mark, _ in names}
        self.buttons: dict[str, QPushButton] = {}
        for chip, _, explanation in names:
            button = QPushButton(self)
            button.setObjectName(f"{name}_{chip.replace(' ', '_')}")
            button.setCheckable(True)
            button.setProperty("pill", True)
            button.setToolTip(tr(explanation))
            button.setAutoDefault(False)
            button.toggled.connect(lambda _: self.changed.emit(self.pressed()))
            self.buttons[chip] = button
            self._layout.addWidget(button)

    def set_counts(self, counts: dict[str, int], colour: Callable[[str], str]) -> None:
        """Show the counts; a chip without rows is hidden unless it is pressed."""
        faint = current_palette().muted
        for chip, button in self.buttons.items():
            count = counts.get(chip, 0)
            button.setText(f"{self._marks[chip]} {tr(chip)} {count:,}")
            button.setAccessibleName(tr(f"Show only {chip}: {count:,} rows"))
            button.setStyleSheet(f"color: {colour(chip) if count else faint};")
            button.setVisible(bool(count) or button.isChecked())

    def pressed(self) -> frozenset[str]:
        """Names of the pressed chips."""
        return frozenset(chip for chip, button in self.buttons.items() if button.isChecked())

    def press(self, chips: frozenset[str]) -> None:
        """Press exactly these; one signal."""
        for chip, button in self.buttons.items():
            button.blockSignals(True)
            button.setChecked(chip in chips)
            button.blockSignals(False)
        self.changed.emit(self.pressed())


class EmptyNote(QWidget):
    """What an empty view says: a sentence, what to do about it, and buttons that do it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 24, 20, 48)  # three buttons must fit into a window 1024 wide
        layout.setSpacing(12)
        layout.addStretch(2)
        self.sentence = QLabel(self)
        self.hint = QLabel(self)
        for label, part in ((self.sentence, "sentence"), (self.hint, "hint")):
            label.setObjectName(f"{name}_{part}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setContentsMargins(28, 0, 28, 0)
            layout.addWidget(label)
        self.hint.setProperty("muted", True)
        self.sentence.setFont(ui_font(15, bold=True))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    def say(self, sentence: str, hint: str = "") -> None:
        """Show a sentence, and below it what to do."""
        self.sentence.setText(tr(sentence))
        self.sentence.setAccessibleName(tr(sentence))
        self.hint.setText(tr(hint))
        self.hint.setVisible(bool(hint))

    def add_button(self, button: QWidget) -> None:
        """A button below the sentence."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

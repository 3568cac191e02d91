"""What the pages of the settings are made of: headings, sentences, boxes bound to actions, numbers of MiB."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from explorer.gui.language import tr, without_mnemonic
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import px


class Page(QWidget):
    """One page: controls from top to bottom. `title` stands in the list of pages."""

    title = ""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"settings_{name}")
        self.setAccessibleName(tr(self.title))
        self.setProperty("page", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 12)
        self.column.setSpacing(8)

    def shown(self) -> None:
        """The page came to the front: look again at what may have changed."""

    def add_heading(self, text: str) -> None:
        """The title of what follows."""
        if self.column.count():
            self.column.addSpacing(10)
        label = plain_label(tr(text), self)
        label.setProperty("heading", True)
        self.column.addWidget(label)

    def add_sentence(self, text: str, name: str) -> QLabel:
        """An explanation, wrapped."""
        label = plain_label(tr(text), self, name=name, muted=True)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column.addWidget(label)
        return label


def bound_box(action: QAction, name: str, parent: QWidget) -> QCheckBox:
    """A box that shows and switches a checkable action."""
    box = QCheckBox(without_mnemonic(action.text()), parent)
    box.setObjectName(name)
    box.setAccessibleName(box.text())
    box.setToolTip(action.toolTip())
    box.setChecked(action.isChecked())
    box.clicked.connect(lambda wanted: action.trigger() if action.isChecked() != wanted else None)
    action.toggled.connect(box.setChecked)
    return box


def check_box(
    text: str, name: str, tip: str, is_on: bool, act: Callable[[bool], object], parent: QWidget
) -> QCheckBox:
    """A box of its own."""
    box = QCheckBox(tr(text), parent)
    box.setObjectName(name)
    box.setAccessibleName(tr(text))
    box.setToolTip(tr(tip))
    box.setChecked(is_on)
    box.toggled.connect(act)
    return box


def mib_box(
    name: str, title: str, limits: tuple[int, int], value: int, act: Callable[[int], object], parent: QWidget
) -> QSpinBox:
    """A number of MiB; told when it is left or Enter is pressed, not at every digit."""
    box = QSpinBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(tr(title))
    box.setToolTip(tr(f"{title} (Up and Down change it by 64 MiB)"))
    box.setRange(*limits)
    box.setSingleStep(64)
    box.setSuffix(tr(" MiB"))
    box.setGroupSeparatorShown(True)
    box.setKeyboardTracking(False)
    box.setValue(value)
    box.valueChanged.connect(act)
    box.setFixedWidth(px(120))
    box.lineEdit().setTextMargins(6, 0, 6, 0)  # a style sheet's padding does not reach the field in the box
    return box

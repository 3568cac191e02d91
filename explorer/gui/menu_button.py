"""A button that opens a menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.gui.language import tr


def menu_button(name: str, parent: QWidget, *, text: str = "", said: str = "", tip: str = "") -> QToolButton:
    """A button with an empty menu, which opens at once; a screen reader calls it `said`, or by its text."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setText(tr(text))
    button.setAccessibleName(tr(said or text))
    button.setToolTip(tr(tip))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.setObjectName(f"{name}_menu")
    button.setMenu(menu)
    return button

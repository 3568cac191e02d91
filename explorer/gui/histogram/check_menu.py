"""A button whose menu holds choices with check marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.gui.language import tr
from explorer.report.numbers import display_name

_MOST = 200


class CheckMenu(QToolButton):
    """Tells each choice switched on or off; texts may hold anything, they are shown as they are."""

    toggled_choice = Signal(str, bool)
    about_to_open = Signal()

    def __init__(self, name: str, parent: QWidget, text: str, tip: str, *, is_exclusive: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(tr(text))
        self.setAccessibleName(tr(text))
        self.setToolTip(tr(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName(f"{name}_menu")
        menu.aboutToShow.connect(self.about_to_open)
        self.setMenu(menu)
        self._is_exclusive = is_exclusive
        self._shown: list[tuple[str, str]] = []

    def show_choices(
        self, choices: Sequence[tuple[str, str]], chosen: Collection[str], why: str = ""
    ) -> None:
        """Replace the choices, (name, text) each; `why` says why there are none."""
        menu = self.menu()
        if list(choices) != self._shown or not choices:
            menu.clear()
            self._shown = list(choices)
            group = QActionGroup(menu)
            group.setExclusive(self._is_exclusive)
            for name, text in choices[:_MOST]:
                action = menu.addAction(display_name(text, 90).replace("&", "&&"))
                action.setCheckable(True)
                action.setData(name)
                group.addAction(action)
                action.triggered.connect(lambda is_on, name=name: self.toggled_choice.emit(name, is_on))
            if not choices:
                menu.addAction(tr(why or "Nothing to choose")).setEnabled(False)
        self.check(chosen)

    def check(self, chosen: Collection[str]) -> None:
        """Set the check marks."""
        for action in self.menu().actions():
            if action.isCheckable():
                action.setChecked(action.data() in chosen)

    def open(self) -> None:
        """Show the menu, for its key."""
        if self.isEnabled() and self.isVisible():
            self.showMenu()

"""A button whose menu stands for controls that a narrow window has no room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.gui.language import tr


class MoreMenu(QToolButton):
    """Holds checkable buttons: each is an entry of the menu while it can be used."""

    def __init__(self, name: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(tr("More"))
        self.setAccessibleName(tr("More settings of the picture"))
        self.setToolTip(tr(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName(f"{name}_menu")
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._held: tuple[QToolButton, ...] = ()

    def hold(self, *buttons: QToolButton) -> None:
        """Stand for these buttons; those disabled are left out."""
        self._held = tuple(button for button in buttons if button.isEnabled())

    @property
    def is_needed(self) -> bool:
        """Whether the menu has an entry."""
        return bool(self._held)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for button in self._held:
            action = menu.addAction(button.text())
            action.setCheckable(True)
            action.setChecked(button.isChecked())
            action.setToolTip(button.toolTip())
            action.triggered.connect(button.click)

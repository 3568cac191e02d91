"""What is needed rarely above the values, in one menu: clipped colours, profiles, the next NaN, the largest value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.analysis.sampling_find import FLAWED, LARGEST
from explorer.gui.language import tr


class MoreActions(QToolButton):
    """Its actions have keys that work while the menu is closed; a hidden one leaves its key to the page."""

    def __init__(self, parent: QWidget, view: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.setObjectName("values_more")
        self.setText(tr("More"))
        self.setAccessibleName(tr("More ways to look at the values"))
        self.setToolTip(tr("Clipped colours, profiles, the next NaN, the largest value (M)"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName("values_more_menu")
        menu.setToolTipsVisible(True)
        self.setMenu(menu)
        self.clip = self._action(
            "values_clip",
            "Clip 1 % of the colours",
            "Leave 1 % of the values at each end out of the colours",
            "K",
            is_switch=True,
        )
        self.profiles = self._action(
            "values_profiles",
            "Profiles of rows and columns",
            "Their mean as a line, least to largest as a band, beside the picture",
            "P",
            is_switch=True,
        )
        menu.addSeparator()
        flaw = self._action(
            "values_next_flaw", "Next NaN or infinity", "Go there, from the first one on", "N"
        )
        size = "Go to the value next in size, the largest first"
        largest = self._action("values_next_largest", "Next largest value", size, "L")
        self.finds = {flaw: FLAWED, largest: LARGEST}

    def offer(self, *, of_maps: bool, finding: bool) -> None:
        """Show what the picture in front has a use for."""
        for action in (self.clip, self.profiles):
            action.setVisible(of_maps)
        for action in self.finds:
            action.setVisible(finding)
        self.setVisible(of_maps or finding)

    def _action(
        self, name: str, text: str, explanation: str, key: str, *, is_switch: bool = False
    ) -> QAction:
        action = self.menu().addAction(tr(text))
        action.setObjectName(name)
        action.setToolTip(tr(explanation))
        action.setCheckable(is_switch)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._view.addAction(action)
        return action

"""The three panels around the views: how they are made, how they stand at first, how they give way."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.theme import TEXT_PERCENTS, px, text_percent

_WIDTHS = {"directory_dock": 220, "inspector_dock": 270}  # below, words of every row vanish
MOST_OF_WIDTH = 400  # px that a panel insists on, however large the texts
ROOM_FOR_BOTH = 970  # px for texts of 100 %; below, the inspector stands behind the directory
_LEFT, _RIGHT, _BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class Docks:
    """Directory at the left, inspector at the right, time axis below."""

    def __init__(
        self, window: QMainWindow, directory: QWidget, inspector: QWidget, timeline: QWidget
    ) -> None:
        self._window = window
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, _BOTTOM)
        self._areas = {
            self._dock("Directory", "directory_dock", directory): _LEFT,
            self._dock("Inspector", "inspector_dock", inspector): _RIGHT,
            self._dock("Timeline", "timeline_dock", timeline): _BOTTOM,
        }
        self.all: tuple[QDockWidget, ...] = tuple(self._areas)
        for dock, area in self._areas.items():
            self._add_title(dock, area)
            window.addDockWidget(area, dock)
        for dock in self.all:  # of panels behind one another the one that is asked for comes to the front
            dock.toggleViewAction().triggered.connect(
                lambda shown, dock=dock: dock.raise_() if shown else None
            )
        self._window.setTabPosition(_LEFT, QTabWidget.TabPosition.North)
        self.inspector_title = self.all[1].titleBarWidget()
        self._away: tuple[QDockWidget, ...] | None = None
        self._is_new = text_percent() > TEXT_PERCENTS[0]
        self._state_before = b""
        self._stand_as_at_first()
        self._default_state = bytes(window.saveState())

    def _dock(self, title: str, name: str, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(tr(title), self._window)
        dock.setObjectName(name)
        dock.setWidget(widget)
        widget.setMinimumWidth(min(px(_WIDTHS.get(name, 0)), MOST_OF_WIDTH))
        dock.setAccessibleName(tr(title))
        return dock

    def _add_title(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> None:
        if area != _BOTTOM:
            label = plain_label(dock.windowTitle().upper(), dock)
            label.setProperty("heading", True)
            label.setContentsMargins(14, 10, 8, 4)
            label.setMinimumWidth(px(40))
            dock.setTitleBarWidget(label)  # a label lets the dock be dragged by it
        else:
            dock.setFeatures(dock.features() | QDockWidget.DockWidgetFeature.DockWidgetVerticalTitleBar)
            grip = QWidget(dock)
            grip.setFixedWidth(6)
            dock.setTitleBarWidget(grip)

    def _stand_as_at_first(self) -> None:
        for dock, area in self._areas.items():
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
            dock.show()
        left, right, _ = self.all
        self._is_crowded = self._window.width() < px(ROOM_FOR_BOTH) and text_percent() > TEXT_PERCENTS[0]
        if self._is_crowded:
            self._window.tabifyDockWidget(left, right)
            left.raise_()
        self._give_sizes()
        QTimer.singleShot(0, self._window, self._laid_out)

    def keep_sizes(self) -> None:
        """They stand as the settings say."""
        self._is_new = False

    def _laid_out(self) -> None:
        if self._is_new and self._away is None:
            self._give_sizes()
        self.reach_tabs()

    def _give_sizes(self) -> None:
        left, right, bottom = self.all
        if self._is_crowded:
            self._window.resizeDocks([left], [min(px(256), MOST_OF_WIDTH)], Qt.Orientation.Horizontal)
        else:
            self._window.resizeDocks([left, right], [px(256), px(286)], Qt.Orientation.Horizontal)
        high = min(px(108), max(self._window.height() // 6, 108))
        self._window.resizeDocks([bottom], [high], Qt.Orientation.Vertical)

    def reach_tabs(self) -> None:
        """The tabs of panels that stand behind one another are reached by the keyboard, and named."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bar.setObjectName("panel_tabs")
            bar.setAccessibleName(tr("Panels"))

    def reset(self) -> None:
        """Panels and tool bars as on the first day."""
        self._window.restoreState(QByteArray(self._default_state))
        self._stand_as_at_first()

    @property
    def state(self) -> bytes:
        """What the settings keep: how the panels stand when they are there."""
        return bytes(self._window.saveState()) if self._away is None else self._state_before

    def show(self, shown: bool) -> None:
        """The welcome page has the window to itself; the panels come back as they were."""
        if shown and self._away is not None:
            docks, self._away = self._away, None
            for dock in docks:
                dock.show()
            if self._is_new:  # sizes given to hidden panels count for nothing
                self._give_sizes()
            self._is_new = False
        elif not shown and self._away is None:
            self._state_before = bytes(self._window.saveState())
            self._away = tuple(dock for dock in self.all if not dock.isHidden())
            for dock in self._away:
                dock.hide()

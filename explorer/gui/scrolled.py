"""What is larger than its room when texts are large: scrolled to, by the wheel, the keys and the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from explorer.gui.language import tr


class Scrolled(QScrollArea):
    """A widget as wide as its room and at least as high as it needs."""

    def __init__(self, widget: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{widget.objectName()}_room")
        self.setAccessibleName(tr(f"{widget.accessibleName()} (scrolled)"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(widget)


class LowRoom(Scrolled):
    """A panel below others, in at most a third of their height; a higher one is reached by Tab and scrolled."""

    _always = 0

    def __init__(self, panel: QWidget, parent: QWidget, always: int) -> None:
        super().__init__(panel, parent)
        self._always = always
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel.installEventFilter(self)
        parent.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        panel = self.widget()
        if panel is None:
            return
        height = min(panel.minimumHeight(), max(self._always, self.parentWidget().height() // 3))
        is_cut = height < panel.minimumHeight()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_cut else Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(height)
        self.setVisible(not panel.isHidden())

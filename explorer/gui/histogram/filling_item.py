"""An item of a plot that covers all that is seen, however the reader zooms."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF


class FillingItem(pg.GraphicsObject):
    """What is painted over the whole view box; a kind of it says in `paint` what that is."""

    def boundingRect(self) -> QRectF:
        box = self.getViewBox()  # asked itself: what pyqtgraph remembers of it may be of another zoom
        return QRectF() if box is None else QRectF(box.viewRect())

    def viewTransformChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

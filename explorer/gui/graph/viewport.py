"""Which part of a drawing a picture shows, and how large."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect


@dataclass(frozen=True)
class Viewport:
    """World to device pixels: `device = world * scale + (x, y)`."""

    scale: float  # device pixels per world unit
    x: float
    y: float
    ratio: float  # device pixels per logical pixel

    @property
    def zoom(self) -> float:
        """Logical zoom: 1.0 is 100 %."""
        return self.scale / self.ratio

    @property
    def logical(self) -> Viewport:
        """The same view in logical pixels, for a painter on the widget."""
        return Viewport(self.zoom, self.x / self.ratio, self.y / self.ratio, 1.0)

    def world(self, rect: QRect) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a device rectangle in world units."""
        return (
            (rect.left() - self.x) / self.scale,
            (rect.top() - self.y) / self.scale,
            (rect.left() + rect.width() - self.x) / self.scale,
            (rect.top() + rect.height() - self.y) / self.scale,
        )

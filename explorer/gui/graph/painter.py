"""Paints the part of a graph scene that a rectangle of the screen shows, in as much detail as its zoom can carry.

Everything that is drawn depends on the zoom and the surroundings, never on the rectangle: so a strip
painted while panning joins the rest without a seam. Far away, nodes and lines are written straight
into the picture's pixels; near, shapes, dashes and texts are drawn with antialiasing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter, QPen

from explorer.analysis.graph_layout import NODE_RADIUS
from explorer.gui.graph.curve_painter import paint_curves, paint_edge_names, paint_heads
from explorer.gui.graph.far_pixels import paint_far
from explorer.gui.graph.grid_index import Places
from explorer.gui.graph.leads import has_leads, text_ends
from explorer.gui.graph.levels import (
    BLOCKS_BELOW,
    EDGE_NAMES_FROM,
    FEW_NODES,
    HEADS_FROM,
    LINES_FROM,
    NAMES_FROM,
    SHAPES_FROM,
    SPARKS_FROM,
)
from explorer.gui.graph.node_painter import NodePainter, node_radius
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.sight import Sight, World, look_around, meets
from explorer.gui.graph.spark_painter import Sparks, paint_sparks
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor
from explorer.report.palette import mix

SMALLEST_BLOCK = (34.0, 18.0)  # screen pixels
BLOCK_ALPHA = 170
MOST_LAYERS = 12  # of blocks at one place: by then the colour has become that of the fill
BESIDE = 8  # pixels out of sight, where edges that are not seen are put

Boxes = npt.NDArray[np.float64]


class GraphPainter:
    """Paints scenes into pictures of four bytes a pixel; keeps what it found around the view, and its sprites, between frames."""

    def __init__(self) -> None:
        self.nodes = NodePainter()
        self.sparks: Sparks | None = None
        self.sight: Sight | None = None  # of the last picture

    def look(self, scene: GraphScene, viewport: Viewport, size: tuple[int, int]) -> bool:
        """Gather what a view of [width, height] device pixels shows; False: do not join it to the last picture."""
        view = viewport.world(QRect(0, 0, *size))
        before = self.sight
        if before is not None and before.serves(scene, view):
            return True
        self.sight = look_around(scene, view)
        return before is not None and before.scene is scene and self.sight.looks_like(before)

    def paint(self, image: QImage, region: QRect, scene: GraphScene, viewport: Viewport) -> None:
        """Paint `region` (device pixels) of `image`; over what is there where the picture has an alpha channel."""
        painter = QPainter(image)
        try:
            self._paint(painter, image, region, scene, viewport)
        finally:  # a picture that dies while a painter is at it takes the process along
            painter.end()

    def _paint(
        self, painter: QPainter, image: QImage, region: QRect, scene: GraphScene, viewport: Viewport
    ) -> None:
        painter.setClipRect(region)
        if not image.hasAlphaChannel():  # an exported picture may be transparent
            painter.fillRect(region, qcolor(scene.palette.canvas))
        layout = scene.drawing.layout
        if not layout.count:
            return
        self.look(scene, viewport, (image.width(), image.height()))
        sight, world, zoom = self.sight, viewport.world(region), viewport.zoom
        lines, nodes, curves = sight.lines, sight.nodes, sight.curves
        if zoom >= LINES_FROM:
            lines = lines[meets(layout.line[lines], world, 2)]
        nodes = nodes[meets(scene.reach[nodes], world)]
        if zoom < BLOCKS_BELOW and layout.is_wrapped:
            _paint_blocks(painter, scene, viewport, world, sight.containers)
        if layout.is_wrapped and zoom >= SHAPES_FROM:
            paint_lines(painter, scene, viewport, lines)
        curves = curves[meets(scene.geometry.curve_reach[curves], world)]
        is_small = scene.drawing.count <= FEW_NODES
        if zoom < SHAPES_FROM and not is_small:
            painter.end()
            paint_far(image, region, scene, viewport, lines, nodes)
            painter.begin(image)
            painter.setClipRect(region)
        paint_curves(painter, scene, viewport, curves, world=world, fineness=sight.fineness)
        if zoom >= EDGE_NAMES_FROM:
            painter.setFont(self.nodes.detail_font)
            paint_edge_names(painter, scene, viewport, world, curves)
        if zoom >= HEADS_FROM and sight.fineness < 2:
            paint_heads(painter, scene, viewport, curves)
        if zoom >= SHAPES_FROM or is_small:
            larger = node_radius(scene, zoom) / (NODE_RADIUS * zoom) if is_small else 1.0
            self.nodes.shapes(painter, scene, viewport, nodes, larger)
        if zoom >= SPARKS_FROM and self.sparks is not None:
            view = viewport.world(QRect(0, 0, image.width(), image.height()))
            paint_sparks(painter, scene, viewport, world, view, sight.nodes, self.sparks)
        self.nodes.rings(painter, scene, viewport, nodes)
        if zoom >= NAMES_FROM:
            ends = None
            if has_leads(scene):
                ends = (text_ends(scene, viewport, nodes) - viewport.x) / viewport.scale
            self.nodes.texts(painter, scene, viewport, nodes, ends)


def _paint_blocks(
    painter: QPainter, scene: GraphScene, viewport: Viewport, world: World, chosen: Places
) -> None:
    """The rectangles of containers, each level a little stronger."""
    block, scale, palette = scene.drawing.layout.block, viewport.scale, scene.palette
    own = block[chosen]
    shown = (own[:, 2] - own[:, 0]) * scale >= SMALLEST_BLOCK[0] * viewport.ratio
    shown &= (own[:, 3] - own[:, 1]) * scale >= SMALLEST_BLOCK[1] * viewport.ratio
    shown &= meets(own, world)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(qcolor(mix(palette.canvas, palette.muted, 0.22)), 1))
    fill = QColor(mix(palette.canvas, palette.muted, 0.05))
    fill.setAlpha(BLOCK_ALPHA)
    painter.setBrush(fill)
    corner = np.floor(own[shown, :2] * scale + [viewport.x - 2.5, viewport.y + 0.5])
    size = np.floor((own[shown, 2:] - own[shown, :2]) * scale + 0.5)
    box, times = _told_apart(np.concatenate([corner, corner + size], axis=1), painter.device())
    for (left, top, right, bottom), again in zip(box.tolist(), times.tolist(), strict=True):
        for _ in range(again):
            painter.drawRect(QRectF(left, top, right - left, bottom - top))


def _told_apart(box: Boxes, device: QPaintDevice) -> tuple[Boxes, Places]:
    """Rectangles that differ in sight, outer ones first, and how often to paint each.

    A chain of 100,000 nodes lies in as many blocks that fill the same picture: more than a few
    of them on top of each other look no different.
    """
    ends = np.array([device.width(), device.height()] * 2) + BESIDE
    box = np.clip(box, -BESIDE, ends)
    code = (box.astype(np.int64) + BESIDE) @ (1 << np.array([45, 30, 15, 0]))
    _, first, times = np.unique(code, return_index=True, return_counts=True)
    order = np.argsort(first)
    return box[first[order]], np.minimum(times[order], MOST_LAYERS)


def paint_lines(painter: QPainter, scene: GraphScene, viewport: Viewport, chosen: Places) -> None:
    """The right-angled lines of a wrapped drawing, crisp on whole pixels; dashed where they lead to slots."""
    line, offset = scene.drawing.layout.line, np.array([viewport.x, viewport.y] * 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    width = max(1, round(1.25 * viewport.ratio * max(min(viewport.zoom, 1.0), viewport.zoom**0.5)))
    for slots in (False, True):
        rows = chosen[scene.geometry.line_is_slot[chosen] == slots]
        if not len(rows):
            continue
        ends = np.floor(line[rows] * viewport.scale + offset) + 0.5
        pen = QPen(QColor.fromRgb(int(scene.line_colour[rows[0]])), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if slots:
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.drawLines([QLineF(*four) for four in ends.tolist()])

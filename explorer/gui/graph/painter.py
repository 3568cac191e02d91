"""Paints the part of a graph scene that a rectangle of the screen shows, in as much detail as its zoom can carry.

Everything that is drawn depends on the zoom alone, never on the rectangle: so a strip painted while
panning joins the rest without a seam. Far away, nodes and lines are written straight into the
picture's pixels by numpy; near, shapes, dashes and texts are drawn with antialiasing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from explorer.analysis.graph_edges import OWNER, SHARED
from explorer.analysis.graph_layout import BELOW_TOP, NODE_RADIUS
from explorer.gui.graph.grid_index import Floats
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.shapes import Sprites
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor, ui_font, with_alpha
from explorer.report.graph_colours import ring_colour
from explorer.report.graph_drawing import DETAIL_PX, NAME_PX
from explorer.report.palette import mix

LINES_FROM, SHAPES_FROM, NAMES_FROM, EDGE_NAMES_FROM, DETAILS_FROM = 0.16, 0.36, 0.5, 0.6, 0.62
BLOCKS_BELOW = 0.5  # coloured blocks of containers, only from afar
SMALLEST_BLOCK = (34.0, 18.0)  # screen pixels
MAX_CURVES = 2_500
NAME_RISE = 4.6  # from a line's middle to its baseline, name font


@dataclass(frozen=True)
class _Nearby:
    """What lies in and around the view: panning looks at these only, not at the whole graph."""

    scene: GraphScene
    world: tuple[float, float, float, float]
    nodes: np.ndarray
    lines: np.ndarray
    containers: np.ndarray

    def serves(self, scene: GraphScene, world: tuple[float, ...], view: tuple[float, ...]) -> bool:
        """Whether it covers `world` and is not much larger than the view."""
        left, top, right, bottom = self.world
        return (
            self.scene is scene
            and left <= world[0] and top <= world[1] and right >= world[2] and bottom >= world[3]
            and right - left <= 8 * (view[2] - view[0])
        )  # fmt: skip


def _look_around(scene: GraphScene, view: tuple[float, float, float, float]) -> _Nearby:
    left, top, right, bottom = view
    wide, high = (right - left) * 0.7, (bottom - top) * 0.7
    world = (left - wide, top - high, right + wide, bottom + high)
    block = scene.drawing.layout.block
    return _Nearby(
        scene,
        world,
        np.flatnonzero(_meets(scene.reach, world)),
        np.flatnonzero(_meets(scene.drawing.layout.line, world)),
        scene.geometry.containers[_meets(block[scene.geometry.containers], world)],
    )


class GraphPainter:
    """Paints scenes into RGB32 pictures; keeps its sprites and fonts between frames."""

    def __init__(self) -> None:
        self._sprites = Sprites()
        self._nearby: _Nearby | None = None
        self.name_font, self.leaf_font = _font(NAME_PX, True), _font(NAME_PX, False)
        self.detail_font = _font(DETAIL_PX, False)

    def paint(self, image: QImage, region: QRect, scene: GraphScene, viewport: Viewport) -> None:
        """Paint `region` (device pixels) of `image`."""
        painter = QPainter(image)
        painter.setClipRect(region)
        painter.fillRect(region, qcolor(scene.palette.canvas))
        drawing = scene.drawing
        if not drawing.count:
            painter.end()
            return
        world = viewport.world(region)
        view = viewport.world(QRect(0, 0, image.width(), image.height()))
        if self._nearby is None or not self._nearby.serves(scene, world, view):
            self._nearby = _look_around(scene, view)
        near = self._nearby
        zoom = viewport.zoom
        lines = near.lines
        if zoom >= LINES_FROM:
            lines = lines[_meets(drawing.layout.line[lines], world, 2)]
        if zoom < BLOCKS_BELOW and drawing.layout.is_wrapped:
            self._blocks(painter, scene, viewport, world, near.containers)
        if drawing.layout.is_wrapped and zoom >= SHAPES_FROM:
            self._near_lines(painter, scene, viewport, lines)
        nodes = near.nodes[_meets(scene.reach[near.nodes], world)]
        if zoom < SHAPES_FROM:
            painter.end()
            self._far(image, region, scene, viewport, lines, nodes)
            painter = QPainter(image)
            painter.setClipRect(region)
        curves = np.flatnonzero(
            scene.geometry.drawn_curves & ~scene.edge_is_absent & _meets(scene.geometry.curve_reach, world)
        )
        self.curves(painter, scene, viewport, curves[:MAX_CURVES])
        if zoom >= EDGE_NAMES_FROM:
            self._edge_names(painter, scene, viewport, curves)
        if zoom >= SHAPES_FROM:
            self._shapes(painter, scene, viewport, nodes)
        self._rings(painter, scene, viewport, nodes)
        if zoom >= NAMES_FROM:
            self._texts(painter, scene, viewport, nodes)
        painter.end()

    def _blocks(
        self, painter: QPainter, scene: GraphScene, viewport: Viewport, world: tuple[float, ...], chosen
    ) -> None:
        """The rectangles of containers, each level a little stronger."""
        block, scale = scene.drawing.layout.block, viewport.scale
        wide = (block[chosen, 2] - block[chosen, 0]) * scale >= SMALLEST_BLOCK[0] * viewport.ratio
        high = (block[chosen, 3] - block[chosen, 1]) * scale >= SMALLEST_BLOCK[1] * viewport.ratio
        chosen = chosen[wide & high]
        chosen = chosen[_meets(block[chosen], world)]
        palette = scene.palette
        fill = qcolor(mix(palette.canvas, palette.muted, 0.05))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(qcolor(mix(palette.canvas, palette.muted, 0.22)), 1))
        fill = QColor(fill)
        fill.setAlpha(170)
        painter.setBrush(fill)
        for left, top, right, bottom in (block[chosen] * scale).tolist():
            painter.drawRect(
                QRectF(
                    round(left + viewport.x - 3),
                    round(top + viewport.y),
                    round(right - left),
                    round(bottom - top),
                )
            )

    def _near_lines(self, painter: QPainter, scene: GraphScene, viewport: Viewport, chosen) -> None:
        line = scene.drawing.layout.line
        offset = np.array([viewport.x, viewport.y, viewport.x, viewport.y])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        width = max(1, round(1.25 * viewport.scale))
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

    def _far(
        self,
        image: QImage,
        region: QRect,
        scene: GraphScene,
        viewport: Viewport,
        chosen,
        nodes,
    ) -> None:
        """Lines and nodes as pixels: ten thousands of them in some milliseconds."""
        height, width = image.height(), image.width()
        pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, image.bytesPerLine() // 4)[:, :width]
        left, top = region.left(), region.top()
        right, bottom = min(left + region.width(), width), min(top + region.height(), height)
        layout = scene.drawing.layout
        if viewport.zoom >= LINES_FROM and layout.is_wrapped:
            ends = np.floor(
                layout.line[chosen] * viewport.scale + np.array([viewport.x, viewport.y] * 2)
            ).astype(np.int64)
            _draw_straight(pixels, ends, scene.line_colour[chosen], (left, top, right, bottom))
        # Blocks as wide as a node and its name: rows of them read like lines of text from afar.
        high = int(np.clip(round(1.7 * NODE_RADIUS * viewport.scale), 2 * round(viewport.ratio), 12))
        reach = scene.reach[nodes]
        is_leaf = ~scene.geometry.has_children[nodes] | (scene.drawing.graph.row[layout.node[nodes]] >= 0)
        whole = np.clip(
            ((reach[:, 2] - reach[:, 0]) * viewport.scale * 0.75).astype(np.int64), high, 4 * high
        )
        wide = np.where(is_leaf & (viewport.zoom < LINES_FROM), whole, high)
        x = np.floor(layout.x[nodes] * viewport.scale + viewport.x).astype(np.int64) - high // 2
        y = np.floor(layout.y[nodes] * viewport.scale + viewport.y).astype(np.int64) - high // 2
        colour = scene.fill[nodes]
        # Nodes come parents first: where they share a pixel, a variable shows rather than its container.
        for across in range(int(wide.max(initial=0))):
            columns = x + across
            in_reach = (across < wide) & (columns >= left) & (columns < right)
            some_x, some_y, some_colour = columns[in_reach], y[in_reach], colour[in_reach]
            for down in range(high):
                rows = some_y + down
                inside = (rows >= top) & (rows < bottom)
                pixels[rows[inside], some_x[inside]] = some_colour[inside]

    def curves(
        self, painter: QPainter, scene: GraphScene, viewport: Viewport, curves, *, chosen: bool = False
    ) -> None:
        """Curved edges; `chosen` ones in the accent colour."""
        if not len(curves):
            return
        edges, palette = scene.drawing.edges, scene.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        offset = np.array([viewport.x, viewport.y] * 4)
        curves = np.asarray(curves)
        segments = edges.segments_of(curves)
        points = (edges.curve[segments] * viewport.scale + offset).tolist()
        counts = np.diff(edges.first)[curves].tolist()
        begin = 0
        child, slot = scene.edge_colour, scene.slot_colour
        owner = mix(slot, palette.canvas, 0.5)
        unit = viewport.ratio * min(1.0, max(0.6, viewport.zoom))
        dimmed = scene.dimmed
        for curve, count in zip(curves.tolist(), counts, strict=True):
            dashed = bool(scene.edge_is_dashed[curve])
            kind = edges.kind[curve]
            strong = slot if dashed else child
            colour = (
                palette.accent
                if chosen
                else owner
                if kind == OWNER or (kind == SHARED and dashed)
                else strong
            )
            if dimmed[edges.target[curve]] and not chosen:
                colour = mix(colour, palette.canvas, 0.7)
            pen = QPen(qcolor(colour), (2.0 if chosen else 1.3) * unit)
            if dashed:
                pen.setDashPattern([3.2, 2.6])
            painter.setPen(pen)
            path = QPainterPath(QPointF(points[begin][0], points[begin][1]))
            for _, _, x1, y1, x2, y2, x3, y3 in points[begin : begin + count]:
                path.cubicTo(x1, y1, x2, y2, x3, y3)
            begin += count
            painter.drawPath(path)

    def _edge_names(self, painter: QPainter, scene: GraphScene, viewport: Viewport, curves) -> None:
        drawing, palette = scene.drawing, scene.palette
        painter.save()
        painter.translate(viewport.x, viewport.y)
        painter.scale(viewport.scale, viewport.scale)
        painter.setFont(self.detail_font)
        background, colour = qcolor(palette.canvas), qcolor(palette.muted)
        for curve in np.asarray(curves).tolist():
            left, top, right, bottom = drawing.edge_box[curve].tolist()
            text = drawing.edge_label[curve]
            if not text or left != left or scene.dimmed[drawing.edges.target[curve]]:
                continue
            painter.fillRect(QRectF(left - 1, top + 1, right - left + 2, bottom - top - 2), background)
            painter.setPen(colour)
            painter.drawText(QPointF(left, (top + bottom) / 2 + 3.9), text)
        painter.restore()

    def _shapes(self, painter: QPainter, scene: GraphScene, viewport: Viewport, nodes) -> None:
        layout = scene.drawing.layout
        radius = NODE_RADIUS * viewport.scale
        x = layout.x[nodes] * viewport.scale + viewport.x
        y = layout.y[nodes] * viewport.scale + viewport.y
        folded = scene.drawing.inside
        get, shape = self._sprites.get, scene.colouring.shape
        draw = painter.drawPixmap
        for position, left, top, colour in zip(
            nodes.tolist(), x.tolist(), y.tolist(), scene.fill[nodes].tolist(), strict=True
        ):
            sprite = get(shape[position], colour, bool(folded[position]), radius)
            half = sprite.width() / 2
            draw(round(left - half), round(top - half), sprite)

    def _rings(self, painter: QPainter, scene: GraphScene, viewport: Viewport, nodes) -> None:
        """A ring in the verdict's colour, with its mark, around what cannot be restored."""
        rows = nodes[scene.colouring.ring[nodes]]
        if not len(rows):
            return
        layout = scene.drawing.layout
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        radius = max(NODE_RADIUS * 1.5 * viewport.scale, 4.0 * viewport.ratio)
        width = max(1.5 * viewport.ratio, 2.0 * viewport.scale)
        font = QFont(self.name_font)
        font.setPixelSize(max(1, round(12 * viewport.scale)))
        painter.setFont(font)
        for position in rows.tolist():
            x = layout.x[position] * viewport.scale + viewport.x
            y = layout.y[position] * viewport.scale + viewport.y
            colour = qcolor(ring_colour(scene.palette, scene.colouring.ring_mark[position]))
            painter.setPen(QPen(colour, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            if viewport.zoom >= NAMES_FROM:
                badge = 7.5 * viewport.scale
                centre = QPointF(x - radius * 0.95, y - radius * 0.75)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(centre, badge, badge)
                painter.setPen(qcolor(scene.palette.canvas))
                box = QRectF(centre.x() - badge, centre.y() - badge, 2 * badge, 2 * badge)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, scene.colouring.ring_mark[position])

    def _texts(self, painter: QPainter, scene: GraphScene, viewport: Viewport, nodes) -> None:
        drawing, palette = scene.drawing, scene.palette
        layout = drawing.layout
        painter.save()
        painter.translate(viewport.x, viewport.y)
        painter.scale(viewport.scale, viewport.scale)
        with_details = viewport.zoom >= DETAILS_FROM
        text, quiet = qcolor(palette.text), qcolor(palette.muted)
        faded = qcolor(mix(palette.muted, palette.canvas, 0.55))
        below, has_value = layout.label_below, drawing.graph.row[layout.node] >= 0
        boxes, detail_lines = layout.label_box, drawing.detail
        if not layout.is_wrapped:  # curves may pass behind a text, never through it
            halo = with_alpha(palette.canvas, 0.82)
            for left, top, right, bottom in boxes[nodes].tolist():
                painter.fillRect(QRectF(left - 1, top + 2, right - left + 2, bottom - top - 4), halo)
        for bold in (True, False):
            painter.setFont(self.name_font if bold else self.leaf_font)
            for position in nodes[has_value[nodes] == bold].tolist():
                x, _, right, _ = boxes[position].tolist()
                y = float(layout.y[position])
                painter.setPen(faded if scene.dimmed[position] else text)
                two = with_details and detail_lines[position]
                label = drawing.label[position]
                if below[position]:
                    painter.drawText(
                        QRectF(x - 6, y + BELOW_TOP, right - x + 12, 17), Qt.AlignmentFlag.AlignCenter, label
                    )
                else:
                    painter.drawText(QPointF(x, y + (-2.5 if two else NAME_RISE)), label)
        if with_details:
            painter.setFont(self.detail_font)
            for position in nodes.tolist():
                detail = detail_lines[position]
                if not detail:
                    continue
                x, _, right, _ = boxes[position].tolist()
                y = float(layout.y[position])
                painter.setPen(faded if scene.dimmed[position] else quiet)
                if below[position]:
                    painter.drawText(
                        QRectF(x - 6, y + BELOW_TOP + 16, right - x + 12, 15),
                        Qt.AlignmentFlag.AlignCenter,
                        detail,
                    )
                else:
                    painter.drawText(QPointF(x, y + 12), detail)
        painter.restore()


def _font(px: int, bold: bool) -> QFont:
    font = ui_font(px, bold=bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # widths then scale with the zoom
    return font


def _meets(boxes: Floats, world: tuple[float, ...], margin: float = 4.0):
    """Bool: which boxes (or axis-parallel lines) touch a world rectangle."""
    left, top, right, bottom = world
    result = boxes[:, 0] < right + margin
    result &= boxes[:, 2] > left - margin
    result &= boxes[:, 1] < bottom + margin
    result &= boxes[:, 3] > top - margin
    return result


def _draw_straight(pixels, ends, colour, clip: tuple[int, int, int, int]) -> None:
    """Axis-parallel one-pixel lines from (x0, y0) to (x1, y1), x0 <= x1, y0 <= y1, clipped."""
    left, top, right, bottom = clip
    inside = (ends[:, 2] >= left) & (ends[:, 0] < right) & (ends[:, 3] >= top) & (ends[:, 1] < bottom)
    ends, colour = ends[inside], colour[inside]
    for axis, low, high, other_low, other_high in (
        (0, left, right, top, bottom),
        (1, top, bottom, left, right),
    ):
        along = ends[:, axis + 2] > ends[:, axis] if axis == 0 else ends[:, 2] == ends[:, 0]
        other = 1 - axis
        rows = along & (ends[:, other] >= other_low) & (ends[:, other] < other_high)
        start = np.clip(ends[rows, axis], low, high)
        length = np.clip(ends[rows, axis + 2] + 1, low, high) - start
        total = int(length.sum())
        if not total:
            continue
        first = np.cumsum(length) - length
        place = np.arange(total) - np.repeat(first, length) + np.repeat(start, length)
        fixed = np.repeat(ends[rows, other], length)
        shades = np.repeat(colour[rows], length)
        if axis == 0:
            pixels[fixed, place] = shades
        else:
            pixels[place, fixed] = shades


__all__ = ["GraphPainter", "Viewport"]

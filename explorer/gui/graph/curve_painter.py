"""Curved edges and their names: with full pens while they are few, one path per pen once they are many."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from explorer.analysis.graph_edges import OWNER, SHARED
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.sight import World, meets
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor
from explorer.report.palette import mix

STRONGER, STRONGEST = 0.35, 3.0  # a curve for ten edges is so much wider, at most so many times
DASHES = [3.2, 2.6]  # in pen widths
_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _CURVE, _CURVE_DATA = 0, 2, 3  # QPainterPath.ElementType


def paint_curves(
    painter: QPainter,
    scene: GraphScene,
    viewport: Viewport,
    edges: Places,
    *,
    fineness: int = 0,
    chosen: bool = False,
) -> None:
    """Paint edges.

    Args:
        painter: in device pixels.
        scene: of the edges.
        viewport: where they are.
        edges: their numbers.
        fineness: 0 full pens; 1 pens of one pixel, smooth; 2 pens of one pixel, plain. Pens wider than
            a pixel cost a hundred times as much: they are traced as areas.
        chosen: in the accent colour, with a broad pen.
    """
    if not len(edges):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, fineness < 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    unit = viewport.ratio * min(max(1.0, viewport.zoom**0.5), max(0.6, viewport.zoom))
    width = (2.0 if chosen else 1.3) * unit if fineness == 0 else 1.0
    edges = edges[np.diff(scene.drawing.edges.first)[edges] > 0] if not chosen else edges
    for colour, dashed, group in _by_pen(scene, edges, chosen):
        pen = QPen(qcolor(colour), width)
        if dashed:
            pen.setDashPattern(DASHES if fineness == 0 else [3.0, 3.0])
        painter.setPen(pen)
        if fineness:
            painter.drawPath(_one_path(scene, viewport, group))
            continue
        for path, times in _paths(scene, viewport, group, whole=chosen):
            pen.setWidthF(width * min(1 + STRONGER * math.log10(times), STRONGEST))
            painter.setPen(pen)
            painter.drawPath(path)


def _by_pen(scene: GraphScene, edges: Places, chosen: bool) -> list[tuple[str, bool, Places]]:
    """Edges grouped by colour and dashes, quiet ones first."""
    palette, all_edges = scene.palette, scene.drawing.edges
    dashed = scene.edge_is_dashed[edges]
    if chosen:
        colours = [palette.accent]
        shade = np.zeros(len(edges), np.int64)
    else:
        kind = all_edges.kind[edges]
        shade = np.where((kind == OWNER) | ((kind == SHARED) & dashed), 1, np.where(dashed, 2, 0))
        shade = 2 * shade + scene.dimmed[all_edges.target[edges]]
        slot = scene.slot_colour
        strong = (scene.edge_colour, mix(slot, palette.canvas, 0.5), slot)
        colours = [shown for colour in strong for shown in (colour, mix(colour, palette.canvas, 0.7))]
    groups = []
    for code in np.unique(shade).tolist():
        for dash in (False, True):
            group = edges[(shade == code) & (dashed == dash)]
            if len(group):
                groups.append((colours[code], dash, group))
    return groups


def _on_screen(scene: GraphScene, viewport: Viewport, segments: Places) -> Floats:
    """[c, 8] segments in device pixels."""
    points: Floats = scene.drawing.edges.curve[segments] * viewport.scale
    return points + np.array([viewport.x, viewport.y] * 4)


def _paths(
    scene: GraphScene, viewport: Viewport, edges: Places, *, whole: bool
) -> Iterator[tuple[QPainterPath, int]]:
    """A path an edge, and how many edges of the file it stands for; `whole` with the stems it shares with others."""
    all_edges = scene.drawing.edges
    for edge in edges.tolist():
        own = np.arange(all_edges.first[edge], all_edges.first[edge + 1])
        rows = _on_screen(scene, viewport, all_edges.whole(edge) if whole else own).tolist()
        if not rows:
            continue
        path = QPainterPath(QPointF(rows[0][0], rows[0][1]))
        for _, _, x1, y1, x2, y2, x3, y3 in rows:
            path.cubicTo(x1, y1, x2, y2, x3, y3)
        yield path, max(1, int(all_edges.times[edge]))


def _one_path(scene: GraphScene, viewport: Viewport, edges: Places) -> QPainterPath:
    """All edges as one path, handed to Qt in its own stream format: building it by calls takes longer than painting."""
    all_edges = scene.drawing.edges
    points, counts = (
        _on_screen(scene, viewport, all_edges.segments_of(edges)),
        np.diff(all_edges.first)[edges],
    )
    segments, count = len(points), len(edges)
    is_first = np.zeros(segments, np.bool_)
    is_first[np.cumsum(counts) - counts] = True
    # A move before an edge's first segment, then three elements a segment.
    place = np.cumsum(3 + is_first) - 3
    elements = np.zeros(3 * segments + count, _ELEMENT)
    begin = place[is_first] - 1
    elements["type"][begin] = _MOVE
    elements["x"][begin], elements["y"][begin] = points[is_first, 0], points[is_first, 1]
    for offset, kind in enumerate((_CURVE, _CURVE_DATA, _CURVE_DATA)):
        elements["type"][place + offset] = kind
        elements["x"][place + offset] = points[:, 2 + 2 * offset]
        elements["y"][place + offset] = points[:, 3 + 2 * offset]
    number = np.array([len(elements)], ">i4").tobytes()
    ending = np.array([0, int(Qt.FillRule.OddEvenFill.value)], ">i4").tobytes()
    data = QByteArray(number + elements.tobytes() + ending)  # by name: the stream reads it without a copy
    stream = QDataStream(data)
    path = QPainterPath()
    stream >> path
    return path


def paint_edge_names(
    painter: QPainter, scene: GraphScene, viewport: Viewport, world: World, edges: Places
) -> None:
    """The names of some edges, where the drawing has room for them; in the painter's font."""
    drawing, palette = scene.drawing, scene.palette
    boxes = drawing.edge_box[edges]
    shown = np.isfinite(boxes[:, 0]) & ~scene.dimmed[drawing.edges.target[edges]]
    shown &= meets(boxes, world)  # NaN touches nothing
    painter.save()
    painter.translate(viewport.x, viewport.y)
    painter.scale(viewport.scale, viewport.scale)
    background = qcolor(palette.canvas)
    painter.setPen(qcolor(palette.muted))
    for edge, (left, top, right, bottom) in zip(edges[shown].tolist(), boxes[shown].tolist(), strict=True):
        text = drawing.edge_label[edge]
        if text:
            painter.fillRect(QRectF(left - 1, top + 1, right - left + 2, bottom - top - 2), background)
            painter.drawText(QPointF(left, (top + bottom) / 2 + 3.9), text)
    painter.restore()

"""Curved edges and their names: with full pens while they are few, one path per pen once they are many."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from explorer.analysis.graph_edges import HEAD_SIZE, OWNER, SHARED
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.leads import has_leads, leads
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.sight import World, meets
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor
from explorer.report.graph_svg import OWNER_FADE, strengths_of
from explorer.report.palette import mix

STRAIGHT, SMALL_BEND = 0.1, 3.0  # device pixels
LEAST_HEAD = 5.0  # of an arrowhead, in logical pixels
DASHES = [3.2, 2.6]  # in pen widths
_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE, _CURVE, _CURVE_DATA = 0, 1, 2, 3  # QPainterPath.ElementType


def paint_curves(
    painter: QPainter,
    scene: GraphScene,
    viewport: Viewport,
    edges: Places,
    *,
    world: World | None = None,
    fineness: int = 0,
    chosen: bool = False,
) -> None:
    """Paint edges.

    Args:
        painter: in device pixels.
        scene: of the edges.
        viewport: where they are.
        edges: their numbers.
        world: what is painted of it, if less than all.
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
    if not chosen:
        has_lines = (np.diff(scene.drawing.edges.first) > 0)[edges]
        edges = edges[has_lines | scene.edge_lost_stem[edges] if fineness == 0 else has_lines]
    for colour, dashed, group in _by_pen(scene, edges, chosen):
        pen = QPen(qcolor(colour), width)
        if dashed:
            pen.setDashPattern(DASHES if fineness == 0 else [3.0, 3.0])
        painter.setPen(pen)
        if fineness:
            painter.drawPath(_one_path(scene, viewport, group, world))
            continue
        for path, strength in _paths(scene, viewport, group, whole=chosen):
            pen.setWidthF(width * strength)
            painter.setPen(pen)
            painter.drawPath(path)


def paint_heads(
    painter: QPainter, scene: GraphScene, viewport: Viewport, edges: Places, *, chosen: bool = False
) -> None:
    """The arrowheads of edges whose way the layout does not show; above the names of the edges beside them."""
    size = max(HEAD_SIZE, LEAST_HEAD / viewport.zoom) * (1.2 if chosen else 1.0)
    heads = scene.drawing.edges.heads.of(edges)
    if not len(heads.edge):
        return
    corners = dict(
        zip(heads.edge.tolist(), heads.corners(size) * viewport.scale + [viewport.x, viewport.y], strict=True)
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, _, group in _by_pen(scene, heads.edge, chosen):
        painter.setBrush(qcolor(colour))
        for edge in group.tolist():
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners[edge].tolist()]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


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
        strong = (scene.edge_colour, mix(slot, palette.canvas, OWNER_FADE), slot)
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
) -> Iterator[tuple[QPainterPath, float]]:
    """Paths of edges, and how strong each is; `whole` with the stems they share with others, all of one strength.

    A stem is as strong as all that runs over it: a way of several strengths is several paths.
    """
    all_edges, times = scene.drawing.edges, scene.drawing.edges.segment_times
    mended: set[int] = set()  # bits of lost stems: one of those that share them draws them
    first = last = np.full(len(edges), np.nan)
    if has_leads(scene):
        first, last = leads(scene, viewport, edges)
    for edge, behind, until in zip(edges.tolist(), first.tolist(), last.tolist(), strict=True):
        own = np.arange(all_edges.first[edge], all_edges.first[edge + 1])
        segments = all_edges.whole(edge) if whole else own
        if scene.edge_lost_stem[edge] and not whole:
            way = [segment for segment in all_edges.whole(edge).tolist() if segment not in mended]
            mended.update(way)
            segments = np.array(way, np.int64)
        strengths = [1.0] * len(segments) if whole else strengths_of(times[segments]).tolist()
        path, strength, end = QPainterPath(), 0.0, (0.0, 0.0)
        for row, wanted in zip(_on_screen(scene, viewport, segments).tolist(), strengths, strict=True):
            x0, y0, x1, y1, x2, y2, x3, y3 = row
            if wanted != strength or (mended and (x0, y0) != end):
                if strength:
                    yield path, strength
                path, strength = QPainterPath(QPointF(x0, y0)), wanted
                if behind == behind:  # a number, before the first bit
                    path = QPainterPath(QPointF(behind, y0))
                    path.lineTo(x0, y0)
                    behind = np.nan
            path.cubicTo(x1, y1, x2, y2, x3, y3)
            end = x3, y3
        if strength:
            if until == until:
                path.lineTo(until, end[1])
            yield path, strength


def _one_path(scene: GraphScene, viewport: Viewport, edges: Places, world: World | None) -> QPainterPath:
    """All edges as one path, handed to Qt in its own stream format: building it by calls takes longer than painting.

    Only of segments in sight; those that are straight, or too small to bend, are lines.
    """
    all_edges, reach = scene.drawing.edges, scene.geometry.segment_reach
    segments, counts = all_edges.segments_of(edges), np.diff(all_edges.first)[edges]
    is_first = np.zeros(len(segments), np.bool_)
    is_first[np.cumsum(counts) - counts] = True
    if world is not None:
        seen = meets(reach[segments], world)
        is_first[1:] |= ~seen[:-1]  # a way that comes back into sight begins anew
        segments, is_first = segments[seen], is_first[seen]
    points, box = _on_screen(scene, viewport, segments), reach[segments]
    size = (box[:, 2:] - box[:, :2]) * viewport.scale
    is_line = (size.min(1) < STRAIGHT) | (size.max(1) < SMALL_BEND)
    length = np.where(is_line, 1, 3)
    # A move before an edge's first segment, then one element or three a segment.
    end = np.cumsum(length + is_first)
    elements = np.zeros(int(end[-1]) if len(end) else 0, _ELEMENT)
    begin = end[is_first] - length[is_first] - 1
    elements["type"][begin] = _MOVE
    elements["x"][begin], elements["y"][begin] = points[is_first, 0], points[is_first, 1]
    bent, place = points[~is_line], end[~is_line] - 3
    for offset, kind in enumerate((_CURVE, _CURVE_DATA)):
        elements["type"][place + offset] = kind
        elements["x"][place + offset] = bent[:, 2 + 2 * offset]
        elements["y"][place + offset] = bent[:, 3 + 2 * offset]
    elements["type"][end - 1] = np.where(is_line, _LINE, _CURVE_DATA)
    elements["x"][end - 1], elements["y"][end - 1] = points[:, 6], points[:, 7]
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

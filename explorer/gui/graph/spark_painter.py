"""Small histograms inside the nodes of variables, at a zoom that leaves room for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from explorer.analysis.graph_layout import NODE_RADIUS
from explorer.gui.graph.grid_index import Places
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.shapes import shape_path
from explorer.gui.graph.sight import World
from explorer.gui.graph.viewport import Viewport
from explorer.report.graph_colours.colouring import HOLLOW

Sparks = Callable[[Sequence[int]], Mapping[int, np.ndarray]]

MOST_BARS = 24
HALF_WIDTH, TOP, BASE = 0.74, 0.52, 0.5  # of the bars, in radii around the node's middle
PLACEHOLDER = 0.07  # height of a bar nobody knows yet, in radii
OPACITY, QUIET_OPACITY = 0.92, 0.4


def paint_sparks(
    painter: QPainter,
    scene: GraphScene,
    viewport: Viewport,
    world: World,
    view: World,
    nodes: Places,
    sparks: Sparks,
) -> None:
    """Draw small histograms as bars, clipped to the nodes' shapes; dots where nothing is known yet.

    Args:
        painter: in device pixels.
        scene: of the nodes.
        viewport: where they are.
        world: the part to paint.
        view: all that is in sight: its variables are asked for together, also while a strip is painted.
        nodes: positions, at least those in sight.
        sparks: asked once.
    """
    layout = scene.drawing.layout
    nodes = nodes[scene.drawing.graph.row[layout.node[nodes]] >= 0]
    nodes = nodes[_shapes_in(scene, nodes, view) & ~scene.absent[nodes] & ~scene.dimmed[nodes]]
    shown = nodes[_shapes_in(scene, nodes, world)]
    if not len(shown):
        return
    known = sparks(layout.node[nodes].tolist())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = NODE_RADIUS * viewport.scale
    for position in shown.tolist():
        shape = scene.colouring.shape[position]
        if shape.startswith(HOLLOW) or scene.colouring.mark[position]:
            continue
        middle_x = float(layout.x[position]) * viewport.scale + viewport.x
        middle_y = float(layout.y[position]) * viewport.scale + viewport.y
        counts = known.get(int(layout.node[position]))
        colour = QColor(scene.palette.canvas)
        colour.setAlphaF(QUIET_OPACITY if counts is None else OPACITY)
        painter.setBrush(colour)
        bars = _bars(counts, middle_x, middle_y, radius)
        painter.drawPath(bars.intersected(shape_path(shape, middle_x, middle_y, radius * 0.94)))


def _shapes_in(scene: GraphScene, nodes: Places, world: World) -> np.ndarray:
    left, top, right, bottom = world
    x, y = scene.drawing.layout.x[nodes], scene.drawing.layout.y[nodes]
    inside: np.ndarray = (x > left - NODE_RADIUS) & (x < right + NODE_RADIUS)
    return inside & (y > top - NODE_RADIUS) & (y < bottom + NODE_RADIUS)


def bar_heights(counts: np.ndarray) -> np.ndarray:
    """[up to MOST_BARS] heights from 0 to 1; neighbouring bins are added up where there are more."""
    counts = np.nan_to_num(np.asarray(counts, np.float64), posinf=0.0, neginf=0.0).clip(0)
    if len(counts) > MOST_BARS:
        begin = np.linspace(0, len(counts), MOST_BARS, endpoint=False).astype(np.int64)
        counts = np.add.reduceat(counts, begin)
    most = counts.max(initial=0.0)
    heights: np.ndarray = counts / most if most > 0 else np.zeros(len(counts))
    return heights


def _bars(counts: np.ndarray | None, x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    base, left = y + BASE * radius, x - HALF_WIDTH * radius
    if counts is None:
        side = 2 * PLACEHOLDER * radius
        for place in (-0.4, 0.0, 0.4):
            path.addEllipse(QRectF(x + place * radius - side / 2, y - side / 2, side, side))
        return path
    heights = bar_heights(counts)
    wide = 2 * HALF_WIDTH * radius / max(len(heights), 1)
    gap = 0.12 * wide if wide > 5 else 0.0
    for place, height in enumerate(heights.tolist()):
        high = height * (BASE + TOP) * radius
        if height > 0:  # however few, they are there
            high = max(high, 1.0)
        path.addRect(QRectF(left + place * wide + gap / 2, base - high, wide - gap, high))
    return path

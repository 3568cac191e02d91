"""What is painted over the kept picture: matches, the pointed and the chosen nodes, notes, the rubber band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from explorer.analysis.graph_layout import TEXT_OFFSET
from explorer.gui.graph.curve_painter import paint_curves, paint_edge_names, paint_heads
from explorer.gui.graph.grid_index import Places
from explorer.gui.graph.levels import EDGE_NAMES_FROM, HEADS_FROM, LINES_FROM, NAMES_FROM
from explorer.gui.graph.node_painter import graph_font, node_radius
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.sight import meets
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import current_palette, px, qcolor, ui_font, with_alpha
from explorer.report.graph_texts import DETAIL_PX
from explorer.report.numbers import display_name, format_count

MOST_RINGS = 800  # of matches, and of chosen nodes, at once
GLOW = 7.0  # pixels around the ring of the primary node
MOST_CURVES = 200  # of the pointed or the chosen node
NOTE_WIDTH = 190.0  # logical pixels
NOTE_LEAST, NOTE_HIGH = 44.0, 17.0
NOTE_LIMIT = 60  # characters of a note on the canvas; the hover card tells all


@dataclass(frozen=True)
class Marks:
    """What is marked now; node ids."""

    pointed: int
    selected: int
    chosen: frozenset[int]
    matches: np.ndarray
    searching: bool
    notes: Mapping[int, str]
    band: QRectF | None
    folded: tuple[Places, Places]  # positions of nodes with matches folded inside them, and how many


def paint_marks(
    painter: QPainter,
    scene: GraphScene,
    view: Viewport,
    size: QSize,
    marks: Marks,
) -> None:
    """Paint all marks; `view` and `size` are in logical pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    position = scene.drawing.position
    for node in (marks.pointed, marks.selected):
        if position(node) >= 0 and view.scale > 0.1:
            touching = scene.touching(position(node))[:MOST_CURVES]
            paint_curves(painter, scene, view, touching, chosen=True)
            if view.scale >= EDGE_NAMES_FROM:  # no name is struck through by its own edge
                painter.setFont(graph_font(DETAIL_PX, False))
                world = view.world(QRect(0, 0, size.width(), size.height()))
                paint_edge_names(painter, scene, view, world, touching)
            if view.scale >= HEADS_FROM:
                paint_heads(painter, scene, view, touching, chosen=True)
    if marks.searching and len(marks.matches):
        _matches(painter, scene, view, size, marks.matches)
        _badges(painter, scene, view, size, *marks.folded)
    _rings(painter, scene, view, size, marks)
    for node, text in marks.notes.items():
        if position(node) >= 0:
            _note(painter, scene, view, size, position(node), text)
    if marks.band is not None:
        palette = current_palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(qcolor(palette.accent), 1, Qt.PenStyle.DashLine))
        painter.setBrush(with_alpha(palette.accent, 0.1))
        painter.drawRect(marks.band)


def _places(scene: GraphScene, view: Viewport, size: QSize, nodes: np.ndarray) -> np.ndarray:
    """[k, 2] where those of some node ids are that are in sight; logical pixels."""
    layout = scene.drawing.layout
    nodes = nodes[(nodes >= 0) & (nodes < len(layout.index))]
    positions = layout.index[nodes]
    positions = positions[positions >= 0]
    x, y = layout.x[positions] * view.scale + view.x, layout.y[positions] * view.scale + view.y
    inside = (x > -20) & (x < size.width() + 20) & (y > -20) & (y < size.height() + 20)
    return np.stack([x[inside], y[inside]], axis=1)


def _matches(painter: QPainter, scene: GraphScene, view: Viewport, size: QSize, nodes: np.ndarray) -> None:
    palette = current_palette()
    painter.setPen(QPen(qcolor(palette.accent), 2))
    painter.setBrush(with_alpha(palette.accent, 0.18))
    ring = node_radius(scene, view.scale) + 4
    for x, y in _places(scene, view, size, nodes)[:MOST_RINGS].tolist():
        painter.drawEllipse(QPointF(x, y), ring, ring)


def folded_matches(scene: GraphScene, matches: Places) -> tuple[Places, Places]:
    """Positions of the visible nodes that hide matches, and how many each."""
    drawing = scene.drawing
    matches = matches[(matches >= 0) & (matches < len(drawing.hidden_in))]
    hider = drawing.hidden_in[matches]
    hider = drawing.layout.index[hider[(hider >= 0) & (hider != matches)]]
    count = np.bincount(hider, minlength=1)
    positions = np.flatnonzero(count)
    return positions, count[positions]


def _badges(
    painter: QPainter, scene: GraphScene, view: Viewport, size: QSize, positions: Places, counts: Places
) -> None:
    """How many matches lie folded inside a node, at its lower right; from afar a ring only."""
    layout, palette = scene.drawing.layout, scene.palette
    x, y = layout.x[positions] * view.scale + view.x, layout.y[positions] * view.scale + view.y
    inside = (x > -20) & (x < size.width() + 20) & (y > -20) & (y < size.height() + 20)
    radius = node_radius(scene, view.scale)
    painter.setFont(ui_font(10, bold=True))
    metrics = painter.fontMetrics()
    rows = zip(x[inside].tolist(), y[inside].tolist(), counts[inside].tolist(), strict=True)
    for at_x, at_y, count in list(rows)[:MOST_RINGS]:
        painter.setPen(QPen(qcolor(palette.accent), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(at_x, at_y), radius + 4, radius + 4)
        if view.scale < LINES_FROM:
            continue
        text = format_count(count)
        wide = max(14.0, metrics.horizontalAdvance(text) + 8.0)
        # Its left end stays at the node, over the ring: to the right a name may begin.
        box = QRectF(at_x + radius * 0.75 - wide, at_y + radius * 0.5, wide, 14)
        painter.setPen(QPen(qcolor(palette.canvas), 1))
        painter.setBrush(qcolor(palette.accent))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(qcolor(palette.canvas))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _ring_radius(scene: GraphScene, view: Viewport, width: float) -> float:
    """Between the node and its label, which begins TEXT_OFFSET beside the node's middle."""
    radius = node_radius(scene, view.scale)
    return min(radius + 3.5 + width, max(TEXT_OFFSET * view.scale - width / 2 - 1.5, radius + width / 2 + 1))


def _rings(painter: QPainter, scene: GraphScene, view: Viewport, size: QSize, marks: Marks) -> None:
    """The pointed node a thin ring in the colour of text, chosen ones a ring, the primary one a broad ring on a glow."""
    palette = current_palette()
    several = np.fromiter(marks.chosen - {marks.selected}, np.int64)
    pointed = marks.pointed if marks.pointed not in marks.chosen else -1
    for nodes, width, colour, glow in (
        (np.array([pointed]), 1.3, palette.text, 0.0),
        (several, 1.8, palette.accent, 0.0),
        (np.array([marks.selected]), 2.6, palette.accent, 0.22),
    ):
        ring = _ring_radius(scene, view, width)
        for x, y in _places(scene, view, size, nodes)[:MOST_RINGS].tolist():
            if glow:
                painter.setPen(QPen(with_alpha(colour, glow), GLOW))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, y), ring + GLOW / 2, ring + GLOW / 2)
            painter.setPen(QPen(qcolor(colour), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), ring, ring)


def _note(
    painter: QPainter, scene: GraphScene, view: Viewport, size: QSize, position: int, text: str
) -> None:
    """A pin on the node's upper left; from near, a flag with the text above it."""
    layout, palette = scene.drawing.layout, scene.palette
    x = float(layout.x[position]) * view.scale + view.x
    y = float(layout.y[position]) * view.scale + view.y
    if not (-NOTE_WIDTH < x < size.width() + NOTE_WIDTH and -40 < y < size.height() + 60):
        return
    radius = node_radius(scene, view.scale)
    foot = QPointF(x - radius * 0.6, y - radius * 0.8)
    head = QPointF(foot.x() - 3, foot.y() - 11)
    colour = qcolor(palette.accent)
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(foot, head)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(head, 3.6, 3.6)
    if view.scale < NAMES_FROM:
        return
    painter.setFont(ui_font(11))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(
        display_name(text, NOTE_LIMIT), Qt.TextElideMode.ElideRight, px(NOTE_WIDTH) - 12
    )
    box = _room_for_note(scene, view, position, head, metrics.horizontalAdvance(shown) + 12.0)
    if box is None:
        return
    shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, round(box.width()) - 10)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(qcolor(palette.panel))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(qcolor(palette.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _room_for_note(
    scene: GraphScene, view: Viewport, position: int, head: QPointF, width: float
) -> QRectF | None:
    """Where a note hides no node and no text: beside the pin's head, else shorter; None: the pin must do."""
    drawing = scene.drawing
    names = drawing.edge_box[np.isfinite(drawing.edge_box[:, 0])]
    for wide in (width, max(width * 0.6, NOTE_LEAST), NOTE_LEAST):
        if wide > width:
            break
        for left, top in (
            (head.x() - wide - 6, head.y() - 8),
            (head.x() - wide - 6, head.y() + 6),
            (head.x() - 4, head.y() - px(NOTE_HIGH) - 4),
            (head.x() - wide + 6, head.y() - px(NOTE_HIGH) - 4),
        ):
            box = QRectF(left, top, wide, px(NOTE_HIGH))
            world = (
                (box.left() - view.x) / view.scale, (box.top() - view.y) / view.scale,
                (box.right() - view.x) / view.scale, (box.bottom() - view.y) / view.scale,
            )  # fmt: skip
            around = scene.geometry.node_grid.touching(*world)
            if not (around != position).any() and not meets(names, world, 0.0).any():
                return box
    return None

"""Names of a graph seen from afar, where blocks are too small to hold text: as many as find room."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from explorer.analysis.graph_layout import (
    HALF_BLOCK,
    LEFT_RIGHT,
    LINE_HEIGHT,
    NODE_RADIUS,
    TEXT_OFFSET,
    TOP_DOWN,
)
from explorer.gui.graph.grid_index import Places
from explorer.gui.graph.levels import BLOCKS_BELOW
from explorer.gui.graph.node_painter import node_radius
from explorer.gui.graph.own_words import name_told
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import px, qcolor, ui_font, with_alpha

MAX_OVERVIEW_NAMES = 260
SMALLEST_NAMED = (66.0, 24.0)  # pixels of a block
ROW_HEAD_WIDE, ROW_HEAD_STEP = (
    200.0,
    44.0,
)  # pixels: of a container whose rows get heads, and from one to the next
MOST_LEVELS = 60  # a block has moved on by more than a name's height within so many
LEAST_NAME = 30  # pixels: less of a name says nothing
NAMED_FROM_AFAR = 400  # nodes in sight: so few are named one by one, as far as there is room
NAME_FROM_AFAR_PX, NAME_HIGH = 10, 11.0  # whatever the zoom
CLOSE = 2.0  # how far the boxes of two lines may meet: only their letters must not


def paint_names(painter: QPainter, scene: GraphScene, view: Viewport, within: QRect) -> None:
    """Paint names over a picture; `view` and `within`, the widget's rectangle, are in logical pixels."""
    world = (np.array([0, 0, within.width(), within.height()]) - [view.x, view.y] * 2) / view.scale
    if scene.drawing.count <= NAMED_FROM_AFAR or view.scale >= BLOCKS_BELOW:
        near = scene.geometry.nodes_near(tuple(world.tolist()))
        if len(near) <= NAMED_FROM_AFAR:
            _paint_each_name(painter, scene, view, within, near)
            return
    _paint_container_names(painter, scene, view, world)
    if scene.drawing.layout.rows is not None and scene.drawing.layout.orientation == TOP_DOWN:
        _paint_row_heads(painter, scene, view, within)


def _paint_container_names(painter: QPainter, scene: GraphScene, view: Viewport, world: np.ndarray) -> None:
    """Names of the big containers, kept inside the view while their block is."""
    palette = scene.palette
    layout, labels = scene.drawing.layout, scene.drawing.label
    chosen = scene.geometry.containers[scene.geometry.container_grid.touching(*world.tolist())]
    block = layout.block[chosen]
    big = (block[:, 2] - block[:, 0]) * view.scale > SMALLEST_NAMED[0]
    big &= (block[:, 3] - block[:, 1]) * view.scale > SMALLEST_NAMED[1]
    chosen, block = chosen[big], block[big]
    if len(chosen) > MAX_OVERVIEW_NAMES:  # all of a size or none: a part of equals would say that it differs
        area = (block[:, 2] - block[:, 0]) * (block[:, 3] - block[:, 1])
        larger = area > area[MAX_OVERVIEW_NAMES] * 1.02
        chosen, block = chosen[larger], block[larger]
    scaled = block * view.scale + np.array([view.x, view.y] * 2)
    painter.setFont(ui_font(NAME_FROM_AFAR_PX, bold=True))
    metrics = painter.fontMetrics()
    background, text_colour = with_alpha(palette.canvas, 0.86), qcolor(palette.text)
    painter.setPen(text_colour)
    across = layout.orientation == LEFT_RIGHT
    beside = ((HALF_BLOCK if across else NODE_RADIUS + 4) + TEXT_OFFSET - 2) * view.scale
    below = max(0.0, (LINE_HEIGHT / 2 + 1 if across else HALF_BLOCK) * view.scale - 8)
    # A name keeps inside its block, so only those of the blocks around it can be in its way.
    taken: dict[int, tuple[float, float]] = {}
    for position, (left, top, right, bottom) in zip(chosen.tolist(), scaled.tolist(), strict=True):
        if position == 0:
            continue
        # Beside the node, or at the edge of the view once the node has left it.
        x = max(left + beside, 4.0)
        y = max(top + below, 2.0)
        text = labels[position]
        width = metrics.horizontalAdvance(text)
        if width > right - x - 2:  # numbers stand at the end of names, and tell them apart
            text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(right - x - 2))
            width = metrics.horizontalAdvance(text)
        if len(text) < 3 or y + px(16) > bottom + 2:
            continue
        above, free = int(layout.parent[position]), True
        for _ in range(MOST_LEVELS):
            if above <= 0 or not free:
                break
            other = taken.get(above)
            free = other is None or x > other[0] or abs(y - other[1]) >= px(16)
            above = int(layout.parent[above])
        if not free:
            continue
        taken[position] = (x + width + 4, y)
        painter.fillRect(QRectF(x - 3, y, width + 7, px(16)), background)
        painter.drawText(QPointF(x, y + px(12)), text)


def _paint_row_heads(painter: QPainter, scene: GraphScene, view: Viewport, within: QRect) -> None:
    """Where rows are too low to name what stands in them: the first of some rows, at their left end, as in a directory."""
    layout, palette = scene.drawing.layout, scene.palette
    heads = np.flatnonzero(layout.rows.begins[layout.node])
    own, outer = layout.block[heads], layout.block[layout.parent[heads]] * view.scale
    outer += np.array([view.x, view.y] * 2)
    y = layout.y[heads] * view.scale + view.y
    fits = (own[:, 2] - own[:, 0]) * view.scale <= SMALLEST_NAMED[0]  # else they are named themselves
    fits &= (outer[:, 2] - np.maximum(outer[:, 0], 0) > ROW_HEAD_WIDE) & (outer[:, 0] < within.right())
    fits &= (outer[:, 3] - outer[:, 1] > 4 * px(ROW_HEAD_STEP)) & (y < within.bottom() - 8)
    fits &= y > np.maximum(outer[:, 1], 0) + px(ROW_HEAD_STEP) * 0.7  # below the name of the container itself
    heads, outer, y = heads[fits], outer[fits], y[fits]
    order = np.lexsort((y, layout.parent[heads]))
    painter.setFont(ui_font(NAME_FROM_AFAR_PX))
    metrics = painter.fontMetrics()
    background = with_alpha(palette.canvas, 0.9)
    painter.setPen(qcolor(palette.muted))
    last, shown = (-1, 0.0), 0
    for place in order.tolist():
        father, at = int(layout.parent[heads[place]]), float(y[place])
        if father == last[0] and at - last[1] < px(ROW_HEAD_STEP):
            continue
        last, shown = (father, at), shown + 1
        if shown > MAX_OVERVIEW_NAMES:
            break
        text = f"{scene.drawing.label[heads[place]]} …"
        left = max(float(outer[place, 0]), 0.0) + 3
        painter.fillRect(
            QRectF(left - 2, at - px(7), metrics.horizontalAdvance(text) + 5, px(14)), background
        )
        painter.drawText(QPointF(left, at + px(10) * 0.36), text)


def _paint_each_name(
    painter: QPainter, scene: GraphScene, view: Viewport, within: QRect, near: Places
) -> None:
    """As many names as find room, upper levels first, where the drawing has its texts: beside or below the nodes.

    A name beside its node ends before the next node in its line and before the edge of the view; one
    below it is written whole or not at all.
    """
    palette, layout, labels = scene.palette, scene.drawing.layout, scene.drawing.label
    painter.setFont(ui_font(NAME_FROM_AFAR_PX))
    metrics = painter.fontMetrics()
    x, y = layout.x[near] * view.scale + view.x, layout.y[near] * view.scale + view.y
    radius, half = node_radius(scene, view.scale), px(NAME_HIGH) / 2
    halo, text_colour, quiet = with_alpha(palette.canvas, 0.88), qcolor(palette.text), qcolor(palette.muted)
    is_below, is_faint = layout.label_below[near], scene.dimmed[near] | scene.absent[near]
    taken = np.empty((len(near), 4))
    count = 0
    rows = np.flatnonzero((x > 0) & (x < within.right()) & (y > 0) & (y < within.bottom()))
    rows = rows[np.argsort(scene.absent[near[rows]], kind="stable")]  # what is there comes first
    for place in rows.tolist():
        text, at_x, at_y = name_told(labels[near[place]]), float(x[place]), float(y[place])
        width = metrics.horizontalAdvance(text) + 2.0
        if is_below[place]:
            left, top = min(at_x - width / 2, within.right() - width), at_y + radius + 1
        else:
            left, top = at_x + radius + 4, at_y - half  # a ring finds room between
            behind = x[(np.abs(y - at_y) < half + radius * 0.7) & (x > at_x + 1)]
            room = within.right() - left - 4
            if behind.size:
                room = min(room, float(behind.min()) - radius - 2 - left)
            if width > room:
                if room < LEAST_NAME:
                    continue
                text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(room))
                width = metrics.horizontalAdvance(text) + 2.0
        right, bottom = left + width, top + px(NAME_HIGH)
        others = taken[:count]
        if (
            (others[:, 0] < right)
            & (others[:, 2] > left)
            & (others[:, 1] < bottom - CLOSE)
            & (others[:, 3] > top + CLOSE)
        ).any():
            continue
        taken[count] = left, top, right, bottom
        count += 1
        painter.fillRect(QRectF(left + 1, top + 1, width - 1, px(NAME_HIGH) - 2), halo)
        painter.setPen(quiet if is_faint[place] else text_colour)
        painter.drawText(QPointF(left + 1, top + half + px(NAME_FROM_AFAR_PX) * 0.36), text)

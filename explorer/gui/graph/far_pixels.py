"""A graph from afar: lines and nodes written straight into a picture's pixels, ten thousands in milliseconds."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from explorer.analysis.graph_layout import NODE_RADIUS
from explorer.gui.graph.grid_index import Places
from explorer.gui.graph.levels import LINES_FROM
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport

MOST_HIGH, MOST_WIDE = 12, 4  # logical pixels of a node; times its height


def paint_far(
    image: QImage, region: QRect, scene: GraphScene, viewport: Viewport, lines: Places, nodes: Places
) -> None:
    """Write lines and nodes into `region` of an RGB32 picture."""
    height, width = image.height(), image.width()
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, image.bytesPerLine() // 4)[:, :width]
    left, top = region.left(), region.top()
    right, bottom = min(left + region.width(), width), min(top + region.height(), height)
    layout = scene.drawing.layout
    if viewport.zoom >= LINES_FROM and layout.is_wrapped:
        ends = layout.line[lines] * viewport.scale + np.array([viewport.x, viewport.y] * 2)
        _write_lines(
            pixels, np.floor(ends).astype(np.int64), scene.line_colour[lines], (left, top, right, bottom)
        )
    nodes = nodes[~scene.absent[nodes]]
    # Blocks as wide as a node and its name: rows of them read like lines of text from afar.
    high = int(
        np.clip(
            round(1.7 * NODE_RADIUS * viewport.scale),
            2 * round(viewport.ratio),
            round(MOST_HIGH * viewport.ratio),
        )
    )
    reach = scene.reach[nodes]
    is_leaf = ~scene.geometry.has_children[nodes] | (scene.drawing.graph.row[layout.node[nodes]] >= 0)
    whole = np.clip(
        ((reach[:, 2] - reach[:, 0]) * viewport.scale * 0.75).astype(np.int64), high, MOST_WIDE * high
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


def averages(cells: Places, colour: np.ndarray, count: int) -> tuple[Places, np.ndarray]:
    """The cells that hold anything, and the mean colour of each.

    Args:
        cells: [k] a cell number for each of k dots, below `count`.
        colour: uint32 [k] 0xffRRGGBB.
        count: of all cells.
    """
    dots = np.bincount(cells, minlength=count)
    filled = np.flatnonzero(dots)
    mean = np.full(len(filled), 0xFF000000, np.uint32)
    for shift in (16, 8, 0):
        light = np.bincount(cells, ((colour >> shift) & 0xFF).astype(np.float64), minlength=count)[filled]
        mean |= (light / dots[filled] + 0.5).astype(np.uint32) << np.uint32(shift)
    return filled, mean


def _write_lines(
    pixels: np.ndarray, ends: Places, colour: np.ndarray, clip: tuple[int, int, int, int]
) -> None:
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

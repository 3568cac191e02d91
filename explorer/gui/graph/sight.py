"""What lies in and around the view, gathered once and kept while the view moves within it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect

from explorer.gui.graph.geometry import World
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.levels import LINES_FROM
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport

MARGIN = 0.7  # of the view's size, on each side
MOST_CURVES = 4_000  # painted at once; how many more are in sight is told
FINE_CURVES, SMOOTH_CURVES = 240, 1_500  # in sight: with full pens, with thin smooth ones; beyond, plain


@dataclass(frozen=True)
class Sight:
    """Numbers of what may be seen, and how finely its curves can be drawn."""

    scene: GraphScene
    world: World
    nodes: Places  # positions
    lines: Places
    containers: Places  # positions, the largest first
    curves: Places  # edges, at most MOST_CURVES
    left_out: int  # curves beyond that
    fineness: int  # of curves: 0 full pens, 1 thin and smooth, 2 thin and plain

    def serves(self, scene: GraphScene, view: World) -> bool:
        """Whether it covers a view and is not much larger."""
        left, top, right, bottom = self.world
        return (
            self.scene is scene
            and left <= view[0] and top <= view[1] and right >= view[2] and bottom >= view[3]
            and right - left <= 8 * (view[2] - view[0])
        )  # fmt: skip

    def looks_like(self, other: Sight) -> bool:
        """Whether what one painted may stand beside what the other paints."""
        return self.fineness == other.fineness and not self.left_out and not other.left_out


def look_around(scene: GraphScene, view: World) -> Sight:
    """Gather what a view and its surroundings hold; costs what is found, not what the graph holds."""
    left, top, right, bottom = view
    wide, high = (right - left) * MARGIN, (bottom - top) * MARGIN
    world = (left - wide, top - high, right + wide, bottom + high)
    geometry = scene.geometry
    curves = geometry.curve_grid.touching(*world)
    curves = curves[~scene.edge_is_absent[curves]]
    seen = count_curves(scene, view)
    return Sight(
        scene,
        world,
        geometry.nodes_near(world),
        geometry.lines_near(world),
        geometry.containers[geometry.container_grid.touching(*world)],
        # Edges are in order of their kinds: those of the tree stay, further ones go first.
        curves[:MOST_CURVES],
        max(0, len(curves) - MOST_CURVES),
        0 if seen <= FINE_CURVES else 1 if seen <= SMOOTH_CURVES else 2,
    )


def count_curves(scene: GraphScene, view: World) -> int:
    """How many curves touch a view."""
    return len(scene.geometry.curve_grid.touching(*view))


def undrawn_edges(scene: GraphScene, viewport: Viewport, size: tuple[int, int], painted: Sight | None) -> int:
    """How many edges in sight the picture leaves out: beyond the most, or too small from afar."""
    view = viewport.world(QRect(0, 0, *size))
    geometry, layout = scene.geometry, scene.drawing.layout
    undrawn = 0
    if painted is not None and painted.left_out:
        curves = geometry.curve_grid.touching(*view)
        curves = curves[~np.isin(curves, painted.curves) & ~scene.edge_is_absent[curves]]
        undrawn += int(scene.drawing.edges.times[curves].sum())
    if layout.is_wrapped and viewport.zoom < LINES_FROM:
        nodes = geometry.nodes_near(view)
        undrawn += int((layout.parent[nodes] >= 0).sum())
    return undrawn


def meets(boxes: Floats, world: World, margin: float = 4.0) -> np.ndarray:
    """Bool: which boxes (or axis-parallel lines) touch a world rectangle."""
    left, top, right, bottom = world
    result = boxes[:, 0] < right + margin
    result &= boxes[:, 2] > left - margin
    result &= boxes[:, 1] < bottom + margin
    result &= boxes[:, 3] > top - margin
    return result

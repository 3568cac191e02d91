"""Walking from node to node by keys: along the edges the tree does not hold, and in strides among siblings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from explorer.gui.graph.chosen_graph import ChosenGraph
from explorer.gui.graph.walking import PAGE, Ways, further_ways, sibling
from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_count, format_counted


class WalkedGraph(ChosenGraph):
    """A graph one can walk through; arrows are the canvas's own."""

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._way_start, self._way = -1, -1  # the node whose further edges are walked, and which of them

    def walk_further(self, forward: bool) -> None:
        """Along the next of the edges the tree does not hold, all of one node in turn, and back to that node."""
        scene, node = self.canvas.scene, self.canvas.selected
        if scene is None or self._loaded is None or node < 0:
            self.breadcrumbs.say("Choose a node first: . and , then walk along its further edges.")
            return
        ways = self._ways(self._way_start if 0 <= self._way_start < self._loaded.graph.node_count else node)
        if self._way < 0 or node != self._reached(ways):
            self._way_start, self._way = node, -1
            ways = self._ways(node)
        if not len(ways):
            self.breadcrumbs.say(f"{self._name(node)} has no edges but those of the tree.")
            return
        # One more place than ways: the node one began at.
        self._way = (self._way + 1 + (1 if forward else -1)) % (len(ways) + 1) - 1
        self._go_to(self._reached(ways))
        if self._way < 0:
            self.breadcrumbs.say(f"Back at {self._name(self._way_start)}.")
            return
        place = tr(f"edge {format_count(self._way + 1)} of {format_count(len(ways))}")
        words = f"{ways.words(self._way)} · {place}"
        self.breadcrumbs.say(words)
        self.status_changed.emit(words)
        self._announce(words)

    def walk_from_here(self) -> None:
        """Take the node that was reached as the one whose edges are walked."""
        self._way_start, self._way = -1, -1
        node = self.canvas.selected
        if node >= 0 and self.canvas.scene is not None:
            count = tr(format_counted(len(self._ways(node)), "edge"))
            self.breadcrumbs.say(f"{self._name(node)}: {count} besides the tree's (. and ,).")

    def walk_page(self, forward: bool) -> None:
        """Ten siblings on, or a screenful of the picture while nothing is chosen."""
        scene, node = self.canvas.scene, self.canvas.selected
        if scene is None or scene.drawing.position(node) < 0:
            self.canvas.pan_by(0, (-0.8 if forward else 0.8) * self.canvas.height())
            return
        other = sibling(scene.drawing, node, PAGE if forward else -PAGE)
        if other >= 0:
            self._go_to(other)

    def _reached(self, ways: Ways) -> int:
        return int(ways.target[self._way]) if 0 <= self._way < len(ways) else self._way_start

    def _ways(self, node: int) -> Ways:
        """Those that lead to what unfolding can show: hidden helpers and what focus hides are passed over."""
        drawing = self.canvas.scene.drawing
        ways = further_ways(drawing.graph, drawing.tree, node)
        return ways.only(drawing.hidden_in[ways.target] >= 0)

    def _name(self, node: int) -> str:
        return display_name(self._loaded.graph.label(node), 60) if self._loaded is not None else ""

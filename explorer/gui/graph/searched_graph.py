"""The search in the graph: what a query finds, flying from match to match, and the card of the node pointed at."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.graph_source import LoadedGraph, prepare_search
from explorer.gui.graph.hover_card import HoverCard, node_facts
from explorer.gui.item_models.timers import single_shot
from explorer.gui.view import View
from explorer.report.graph_search import find_nodes
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

SEARCH_MS = 180


class SearchedGraph(View):
    """A view with a canvas, and the query that marks nodes on it."""

    canvas: GraphCanvas
    card: HoverCard
    _loaded: LoadedGraph | None

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._search_slot = session.new_slot(self, "Searching the graph")
        self._search_timer = single_shot(self, SEARCH_MS, self._search)
        self._texts: list[str] | None = None  # of the graph on show, once it was searched
        self._query = ""
        self._match = -1

    def _connect_search(self) -> None:
        """Once canvas and card are there."""
        self.canvas.next_match_asked.connect(self.find_next)
        self.canvas.hovered.connect(self._show_card)

    def _go_to(self, node: int) -> None:
        """Fly to a node and choose it."""
        raise NotImplementedError

    def _say(self) -> None:
        """Renew the sentence about what is shown."""
        raise NotImplementedError

    def _explain(self, error: Exception) -> None:
        """Say why something could not be done."""
        raise NotImplementedError

    def _key(self, node: int) -> str:
        return self._loaded.key(node) if self._loaded is not None else ""

    def set_search(self, text: str) -> None:
        self._query = text.strip()
        self._match = -1
        self._search_timer.start()

    def _search(self) -> None:
        if self._loaded is None:
            return
        if not self._query:
            self._search_slot.cancel()
            self.canvas.set_matches(np.zeros(0, np.int32), False)
            self._say()
            return
        self._search_slot.start(
            _found, self._loaded, self._texts, self._query, then=self._show_found, otherwise=self._explain
        )

    def _show_found(self, answer: tuple[list[str], np.ndarray]) -> None:
        self._texts, nodes = answer
        self.canvas.set_matches(nodes, True)
        self._match = -1
        if len(nodes):
            self.find_next(True)
        else:
            self._say()

    def find_next(self, forward: bool = True) -> None:
        """Fly to the next (previous) match of the search."""
        count = len(self.canvas.matches)
        if not count:
            return
        self._match = (
            (self._match + (1 if forward else -1)) % count if self._match >= 0 or forward else count - 1
        )
        self._go_to(int(self.canvas.matches[self._match]))
        self._say()

    def _show_card(self, node: int, at: QPoint) -> None:
        scene = self.canvas.scene
        if node < 0 or self._loaded is None or scene is None:
            self.card.hide()
            return
        verdict = ""
        key = self._key(node)
        if key and self.session.report is not None:
            row = next((row for row in self.session.report.rows if row.key == key), None)
            verdict = display_name(row.sentence or row.verdict, 300) if row is not None else ""
        facts = node_facts(self._loaded.graph, self._loaded.table, node, scene.drawing, verdict)
        self.card.show_facts(facts, at)


def _found(
    loaded: LoadedGraph, texts: list[str] | None, query: str, task: Task = QUIET
) -> tuple[list[str], np.ndarray]:
    texts = texts if texts is not None else prepare_search(loaded, task)
    return texts, find_nodes(texts, loaded.tree, query)

"""What the card beside a node tells, and when it is asked for: at once what is known, the rest while it stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from explorer.errors import ExplorerError
from explorer.gui.comparable import label_of
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.graph_source import LoadedGraph
from explorer.gui.graph.hover_card import HoverCard
from explorer.gui.graph.scene import GraphScene
from explorer.gui.inspector.small_value import MAX_BYTES, MAX_ELEMENTS, small_value
from explorer.gui.item_models.timers import single_shot
from explorer.gui.language import tr_label
from explorer.gui.problems import describe
from explorer.report.card_facts import (
    BAD,
    SLOW_BYTES,
    Fact,
    change_fact,
    contents,
    node_facts,
    shown,
    slots_kept,
    statistics_facts,
)
from explorer.report.graph_colours import BY_DTYPE, BY_HEALTH, BY_MOVE, BY_SIZE, BY_VERDICT
from explorer.report.numbers import display_name, format_bytes
from explorer.report.palette import VERDICT_MARK
from explorer.task import QUIET, Task

STAYS_MS = 250
MOST_VALUES = 12  # hyperparameters that are read
_CATEGORY = {BY_MOVE: "moved", BY_VERDICT: "verdict", BY_HEALTH: "values are"}
_TOLD = (BY_SIZE, BY_DTYPE, BY_VERDICT)  # by other facts, of a node that is not folded


class NodeCard(QObject):
    """Fills the card for one node at a time; pinned by a key it follows the chosen node."""

    def __init__(
        self, session: Any, canvas: GraphCanvas, card: HoverCard, loaded: Callable[[], LoadedGraph | None]
    ) -> None:
        super().__init__(canvas)
        self.session, self._canvas, self._card, self._loaded = session, canvas, card, loaded
        self.node = -1
        self.is_pinned = False
        self._scene: object = None  # the picture the card was filled for
        self._late: tuple[Fact, ...] = ()  # what a worker found for this node
        self._late_of: list[int] = []  # the nodes it stood for then: a pile that opens is one block again
        self._slot = session.new_slot(self, "Adding up what a node holds")
        self._timer = single_shot(canvas, STAYS_MS, self._ask)
        self._is_listening = False
        self._verdicts: tuple[Any, dict[str, Any]] = (None, {})

    # --- showing -------------------------------------------------------------------------------

    def show(self, node: int, *, pinned: bool = False) -> None:
        """Tell of a node in sight; of none, hide."""
        if node < 0 or self._loaded() is None or self._canvas.place_of(node) is None:
            self.hide()
            return
        self.is_pinned = pinned
        if node != self.node:
            self.node, self._late = node, ()
            self._slot.cancel()
        self._fill()
        self._timer.start()
        if pinned and QAccessible.isActive():
            said = self._card.accessibleDescription()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, said))

    def hide(self) -> None:
        """Forget the node."""
        self.node, self.is_pinned, self._late = -1, False, ()
        self._timer.stop()
        self._slot.cancel()
        self._card.hide()

    def follow(self) -> None:
        """The view moved: so does the card."""
        place = self._canvas.place_of(self.node) if self.node >= 0 else None
        if place is None or not self._canvas.rect().contains(place.toPoint()):
            self._card.hide()
        elif self.is_pinned and self._canvas.scene is self._scene:
            self._card.follow(place.toPoint())
            self._card.show()
        elif self.is_pinned:
            self._fill()

    def _fill(self) -> None:
        loaded, scene = self._loaded(), self._canvas.scene
        place = self._canvas.place_of(self.node) if self.node >= 0 else None
        if loaded is None or scene is None or place is None or self.node >= loaded.graph.node_count:
            self.hide()
            return
        if scene is not self._scene and self._meant(self.node) != self._late_of:
            self._late, self._late_of = (), self._meant(self.node)
            self._slot.cancel()
            self._timer.start()
        self._scene = scene
        graph, drawing = loaded.graph, scene.drawing
        facts = list(
            node_facts(graph, loaded.table, self.node, drawing, self._canvas.notes.get(self.node, ""))
        )
        if scene.absent[drawing.position(self.node)]:
            facts.append(Fact("here", "Not in this checkpoint: only on the other side."))
        key = loaded.key(self.node)
        facts += self._category(scene)
        facts += self._verdict(key)
        values = None
        if key:
            told, values = self._statistics(loaded, key)
            facts += told
            facts += self._change(loaded, key)
        facts += self._late
        position = drawing.position(self.node)
        self._card.show_facts(
            drawing.label[position], graph.role_name(self.node), facts, _point(place), values
        )

    def _category(self, scene: GraphScene) -> list[Fact]:
        """What its colour says; of a folded node how many inside are alike."""
        position, colouring = scene.drawing.position(self.node), scene.colouring
        told_elsewhere = colouring.mode in _TOLD and not colouring.share(position)
        said = "" if told_elsewhere else colouring.said(position)
        return [Fact(_CATEGORY.get(colouring.mode, colouring.mode), said)] if said else []

    def _verdict(self, key: str) -> list[Fact]:
        report = self.session.report
        if report is None or not key:
            return []
        if self._verdicts[0] is not report:
            self._verdicts = (report, {row.key: row for row in report.rows})
        row = self._verdicts[1].get(key)
        if row is None:
            return []
        text = f"{VERDICT_MARK.get(row.verdict, '')} {display_name(row.sentence or row.verdict, 300)}"
        return [Fact("restore", text.strip())]

    def _statistics(self, loaded: LoadedGraph, key: str) -> tuple[list[Fact], Any]:
        checkpoint, table = loaded.checkpoint, loaded.checkpoint.table
        answer = self.session.statistics.get(checkpoint, key)
        row = table.find(key)
        if answer is None:
            size = int(table.size_bytes[row]) if row >= 0 else 0
            if row in table.problems:
                return [], None
            if size > SLOW_BYTES:
                told = (
                    f"not read yet: {format_bytes(size)} take longer than a moment. "
                    "Choose the node, and the inspector reads them."
                )
                return [Fact("values", told)], None
            return [Fact("values", "Reading statistics…")], None
        if isinstance(answer, Exception):
            return [Fact("values", describe(answer).sentence, BAD)], None
        dtype = checkpoint.variable(key).dtype
        values = answer.values if answer.finite > 1 else None
        return list(statistics_facts(answer, dtype)), values

    def _change(self, loaded: LoadedGraph, key: str) -> tuple[Fact, ...]:
        older, newer = self.session.older, loaded.checkpoint
        if older is None or newer is not self.session.newer:
            return ()
        change = self.session.changes.get(older, newer, key)
        row = newer.table.find(key)
        count = int(newer.table.element_count[row]) if row >= 0 else 0
        return change_fact(change, count, tr_label(display_name(label_of(older), 40)))

    # --- asking --------------------------------------------------------------------------------

    def _ask(self) -> None:
        """The card stays open: ask for what is not known yet."""
        loaded, node = self._loaded(), self.node
        if loaded is None or node < 0 or not self._card.isVisible():
            return
        key = loaded.key(node)
        checkpoint = loaded.checkpoint
        if key:
            row = checkpoint.table.find(key)
            small = row >= 0 and int(checkpoint.table.size_bytes[row]) <= SLOW_BYTES
            if (
                small
                and row not in checkpoint.table.problems
                and self.session.statistics.get(checkpoint, key) is None
            ):
                if not self._is_listening:
                    self._is_listening = True
                    self.session.statistics.arrived.connect(self._arrived)
                self.session.statistics.want(checkpoint, (key,))
        role = loaded.graph.role_name(node)
        if not self._late and (len(loaded.tree.children_of(node)) or role == "optimizer") and not key:
            self._slot.start(
                _late_facts, loaded, self._meant(node), then=self._take, otherwise=lambda _: None
            )

    def _meant(self, node: int) -> list[int]:
        """A stack stands for all its members."""
        scene = self._canvas.scene
        return (scene.drawing.pile(node).tolist() if scene is not None else []) or [node]

    def _arrived(self, wish: tuple[object, str]) -> None:
        loaded = self._loaded()
        if self.node < 0 or loaded is None or not self._card.isVisible():
            return
        if wish == (loaded.checkpoint.identity, loaded.key(self.node)):
            self._fill()

    def _take(self, facts: tuple[Fact, ...]) -> None:
        self._late = facts
        if self._card.isVisible():
            self._fill()


def _point(place: Any) -> QPoint:
    return place.toPoint()


def _late_facts(loaded: LoadedGraph, nodes: list[int], task: Task = QUIET) -> tuple[Fact, ...]:
    """What takes walking through the graph, or reading small values."""
    graph, node = loaded.graph, nodes[0]
    facts: list[Fact] = []
    if graph.role_name(node) == "optimizer" and len(nodes) == 1:
        facts += _hyperparameters(loaded, node, task)
        facts += slots_kept(graph, node)
    return (*facts, *contents(graph, loaded.table, loaded.tree, nodes, task))


def _hyperparameters(loaded: LoadedGraph, optimizer: int, task: Task) -> list[Fact]:
    graph, table = loaded.graph, loaded.checkpoint.table
    facts: list[Fact] = []
    for name, child in graph.children(optimizer):
        key = loaded.key(child)
        row = table.find(key) if key and graph.role_name(child) == "hyperparameter" else -1
        if (
            row < 0
            or not 0 < int(table.element_count[row]) <= MAX_ELEMENTS
            or table.size_bytes[row] > MAX_BYTES
        ):
            continue
        try:
            facts.append(Fact(shown(name)[:30], small_value(loaded.checkpoint, key, task)))
        except ExplorerError as error:
            facts.append(Fact(shown(name)[:30], display_name(str(error), 200), BAD))
        if len(facts) == MOST_VALUES:
            break
    return facts

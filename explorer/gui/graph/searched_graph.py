"""The search in the graph: what a query finds, flying from match to match, and the card of the node pointed at."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.find_panel import FindPanel
from explorer.gui.graph.graph_source import LoadedGraph
from explorer.gui.graph.hidden_matches import HiddenMatches, hidden_matches
from explorer.gui.graph.hover_card import HoverCard
from explorer.gui.graph.node_card import NodeCard
from explorer.gui.item_models.timers import single_shot
from explorer.gui.view import View
from explorer.report.graph_completions import Completion, completions
from explorer.report.graph_search import Found, GraphIndex, KnownOfNodes, find_nodes
from explorer.report.numbers import format_count
from explorer.task import QUIET, Task

SEARCH_MS, UNCOVER_MS = 120, 60
FEW = 20  # matches: the best of so few is unfolded for while the reader is still typing

COVERED = 80  # px beside the panel that a match and its label need
CARD_KEY = Qt.Key.Key_D

Answer = tuple[GraphIndex, Found, tuple[Completion, ...]]


class SearchedGraph(View):
    """A view with a canvas, and the query that marks nodes on it."""

    canvas: GraphCanvas
    card: HoverCard
    node_card: NodeCard
    _loaded: LoadedGraph | None

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._search_slot = session.new_slot(self, "Searching the graph")
        self._search_timer = single_shot(self, SEARCH_MS, self._search)
        self._uncover_timer = single_shot(self, UNCOVER_MS, self._uncover)
        self._index: GraphIndex | None = None  # of the graph on show, once it was searched
        self._query = ""
        self._typed = ""  # the query with the space at its end
        self._match = -1
        self._is_near = False  # whether the matches are only like what was typed
        self._told_scene: object = None  # of which hidden matches were counted
        self._field: QLineEdit | None = None  # the window's
        self.finder: FindPanel | None = None  # made at the first search

    def _connect_search(self) -> None:
        """Once canvas and card are there."""
        self.canvas.next_match_asked.connect(self.find_next)
        self.canvas.hovered.connect(self._show_card)
        self.canvas.view_moved.connect(self._scene_may_differ)
        self.card.keep_clear = self._panel_box
        self.node_card = NodeCard(self.session, self.canvas, self.card, lambda: self._loaded)
        self.canvas.view_moved.connect(self.node_card.follow)
        self.session.node_changed.connect(self._card_follows)
        self.session.selection_changed.connect(self._card_follows)

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

    # --- the query -----------------------------------------------------------------------------

    def main_widget(self) -> QWidget:
        return self.canvas

    def set_search(self, text: str) -> None:
        self._watch_field()
        if text.strip() != self._query:
            self._match = -1
        self._typed, self._query = text, text.strip()
        self._search_timer.start()

    def _watch_field(self) -> None:
        """Follow the keys of the window's search field: they walk through what was found."""
        field = self.window().findChild(QLineEdit, "search_field")
        if field is not None and field is not self._field:
            self._field = field
            field.installEventFilter(self)

    def _panel(self) -> FindPanel:
        if self.finder is None:
            self.finder = FindPanel(self.canvas)
            self.finder.row_wanted.connect(self._show_match)
            self.finder.step_wanted.connect(self.find_next)
            self.finder.query_wanted.connect(self._set_query)
            self.finder.left.connect(self._leave_panel)
            self.finder.hidden_wanted.connect(self._show_hidden)
        return self.finder

    def _panel_box(self) -> QRect:
        return self.finder.geometry() if self.finder is not None and self.finder.isVisible() else QRect()

    def _set_query(self, query: str) -> None:
        """Put a completed query into the field it comes from."""
        if self._field is not None:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._field.setText(query)
        else:
            self.set_search(query)

    def _leave_panel(self, go_on: bool) -> None:
        if not go_on:
            if self._field is not None:
                self._field.clear()
            self.set_search("")
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        if self._loaded is None:
            return
        if not self._query:
            self._search_slot.cancel()
            self.canvas.set_matches(np.zeros(0, np.int32), False)
            self._tell_hidden()
            self._show_hint()
            self._say()
            return
        if not self._has_index():
            self._panel().say("Preparing the search…")
            self._panel().show()
        self._search_slot.start(
            _found, self._loaded, self._index, self._typed, self._known(), then=self._show_found,
            otherwise=self._cannot_search,
        )  # fmt: skip

    def _has_index(self) -> bool:
        index, loaded = self._index, self._loaded
        return index is not None and loaded is not None and _is_of(index, loaded)

    def _known(self) -> KnownOfNodes:
        loaded, scene = self._loaded, self.canvas.scene
        folded = scene.drawing.layout.node[scene.drawing.inside > 0].tolist() if scene is not None else ()
        damaged = ()
        if loaded is not None and loaded.checkpoint is self.session.newer:
            find = loaded.checkpoint.table.find
            damaged = tuple(find(key) for key in self.session.damage_of(loaded.checkpoint))
        return KnownOfNodes(tuple(folded), tuple(self.canvas.notes), damaged)

    def _show_hint(self) -> None:
        """With nothing typed: what may be, while the cursor is in the field."""
        if self._field is not None and self._field.hasFocus() and self.canvas.scene is not None:
            self._panel().show_hint(completions(None, ""))
            self._panel().show()
            self._panel().raise_()
        elif self.finder is not None:
            self.finder.hide()

    def _cannot_search(self, error: Exception) -> None:
        self._panel().say(f"The graph could not be searched: {error}")
        self._panel().show()

    # --- what was found ------------------------------------------------------------------------

    def _show_found(self, answer: Answer) -> None:
        index, found, offers = answer
        if self._loaded is None or not _is_of(index, self._loaded):
            return  # another graph has come meanwhile, and is searched next
        self._index = index
        self._match, self._is_near = -1, bool(found.note)
        self.canvas.set_matches(found.nodes, True)
        panel = self._panel()
        panel.show_found(self._index, found, offers)
        self._tell_hidden()
        panel.show()
        panel.raise_()
        scene = self.canvas.scene
        best = int(found.nodes[0]) if len(found.nodes) and scene is not None else -1
        # Flying unfolds: with many matches that waits until the reader asks for one of them.
        if best >= 0 and (len(found.nodes) <= FEW or scene.drawing.position(best) >= 0):
            self.find_next(True)
        else:
            self._uncover()
            self._say()

    def _match_words(self) -> str:
        """ "match 3 of 12", of which there may be none but words that are near."""
        count = len(self.canvas.matches)
        if not count:
            return "no match"
        if self._match < 0 and self._is_near:
            return f"no match, {format_count(count)} near"
        if self._match < 0:
            return "1 match" if count == 1 else f"{format_count(count)} matches"
        at = f"{format_count(self._match + 1)} of {format_count(count)}"
        return f"no match, nearest {at}" if self._is_near else f"match {at}"

    def find_next(self, forward: bool = True) -> None:
        """Fly to the next (previous) match of the search."""
        count = len(self.canvas.matches)
        if count:
            first = 0 if forward else count - 1
            self._show_match((self._match + (1 if forward else -1)) % count if self._match >= 0 else first)

    def _show_match(self, at: int) -> None:
        if not 0 <= at < len(self.canvas.matches):
            return
        if self._match < 0:
            self._match = at
            self._tell_hidden()
        self._match = at
        self._panel().mark(at)
        self._go_to(int(self.canvas.matches[at]))
        self._uncover()
        self._say()

    def _uncover(self) -> None:
        """Shift the picture if the panel lies over the match the reader is at."""
        if self.canvas.is_moving:
            self._uncover_timer.start()  # where the flight ends is not known before
            return
        scene = self.canvas.scene
        if self.finder is None or scene is None or not len(self.canvas.matches):
            return
        node = int(self.canvas.matches[max(self._match, 0)])
        if self._match < 0 and node < len(scene.drawing.hidden_in):
            node = int(scene.drawing.hidden_in[node])  # what the best match is folded into
        place = self.canvas.place_of(node)
        box = self.finder.geometry().adjusted(-COVERED, -COVERED // 2, COVERED, COVERED // 2)
        if not self.finder.isVisible() or place is None or not box.contains(place.toPoint()):
            return
        if box.left() >= COVERED // 2:
            self.canvas.pan_by(box.left() - place.x(), 0)
        else:  # a narrow window: below the panel
            self.canvas.pan_by(0, min(box.bottom(), self.canvas.height() - COVERED // 2) - place.y())

    def _scene_may_differ(self) -> None:
        if self.canvas.scene is None:  # closed: keep nothing of it
            self._index = None
            if self.finder is not None:
                self.finder.hide()
        if self.canvas.searching and self.canvas.scene is not self._told_scene:
            self._tell_hidden()
            self._uncover_timer.start()

    def _tell_hidden(self) -> None:
        """Count matches on the folded nodes that hide them, and tell of those that unfolding does not show."""
        scene = self._told_scene = self.canvas.scene
        is_searching = self.canvas.searching and scene is not None
        hidden = hidden_matches(scene.drawing, self.canvas.matches) if is_searching else HiddenMatches()
        self.canvas.folded_matches = hidden.folded
        self.canvas.update()
        if self.finder is not None:
            text = hidden.sentence(self._match >= 0)
            self.finder.tell_hidden(text, can_show=hidden.needs_more_than_unfolding)

    def _show_hidden(self) -> None:
        """Fly to the first match that unfolding alone does not show."""
        scene = self.canvas.scene
        if scene is None:
            return
        hidden_in = scene.drawing.hidden_in
        for at, node in enumerate(self.canvas.matches.tolist()):
            if node < len(hidden_in) and hidden_in[node] < 0:
                self._show_match(at)
                return

    # --- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and self.isVisible() and self._loaded is not None:
            if event.type() == QEvent.Type.KeyPress:
                return self._field_key(event)
            if event.type() == QEvent.Type.FocusIn and not self._query:
                self._show_hint()
            elif event.type() == QEvent.Type.FocusOut and not self._query and self.finder is not None:
                self.finder.hide()
        is_press = event.type() == QEvent.Type.KeyPress
        if watched is self.canvas and (is_press or event.type() == QEvent.Type.ShortcutOverride):
            return self._canvas_key(event, is_press)
        return super().eventFilter(watched, event)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.canvas.installEventFilter(self)  # anew, so that the card's Esc comes before all others

    def _field_key(self, event: Any) -> bool:
        """Walk and complete without leaving the field; True: the key is used up."""
        key, panel = event.key(), self.finder
        if panel is None or not panel.isVisible():
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_F3:
            self.find_next(not shift)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and len(self.canvas.matches):
            self.find_next(key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_Tab and self._query and panel.first_offer() not in ("", self._field.text()):
            self._set_query(panel.first_offer())  # with nothing begun Tab goes on to the next control
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._match < 0:
                self.find_next(True)  # and the window gives the focus to the canvas
            return False
        return True

    # --- the card ------------------------------------------------------------------------------

    def _show_card(self, node: int, at: QPoint) -> None:
        """The pointer rests on a node, or has left it; a card that a key opened stays."""
        if not self.node_card.is_pinned:
            self.node_card.show(node)

    def _toggle_card(self) -> None:
        """By key: open the card of the chosen node, or close it."""
        node = self.canvas.selected
        if self.node_card.is_pinned or node < 0:
            self.node_card.hide()
        else:
            self.node_card.show(node, pinned=True)

    def _card_follows(self) -> None:
        """Another node is chosen: a card opened by key goes along."""
        if self.node_card.is_pinned:
            self.node_card.show(self.session.selected_node, pinned=True)

    def _canvas_key(self, event: Any, is_press: bool) -> bool:
        """D opens and closes the card, Esc closes it; True: the key is used up."""
        is_escape = event.key() == Qt.Key.Key_Escape and self.card.isVisible()
        is_toggle = event.key() == CARD_KEY and not event.modifiers()
        if not (is_escape or is_toggle):
            return False
        if not is_press:
            event.accept()  # the window's own Esc would end the search or the choice
        elif is_escape:
            self.node_card.hide()
        else:
            self._toggle_card()
        return True


def _is_of(index: GraphIndex, loaded: LoadedGraph) -> bool:
    return index.graph is loaded.graph and index.table is loaded.table and index.tree is loaded.tree


def _found(
    loaded: LoadedGraph, index: GraphIndex | None, query: str, known: KnownOfNodes, task: Task = QUIET
) -> Answer:
    if index is None or not _is_of(index, loaded):
        index = GraphIndex(loaded.graph, loaded.table, loaded.tree, task)
    return index, find_nodes(index, query, known, task), completions(index, query, known)

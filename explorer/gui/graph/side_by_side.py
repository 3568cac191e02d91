"""Two checkpoints' graphs side by side: one layout of both together, seen through two linked canvases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from explorer.gui.comparable import label_of
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.colour_wish import OF_THE_NEWER, ColourWish, categories_of, kept_answer
from explorer.gui.graph.graph_source import LoadedGraph
from explorer.gui.graph.scene import GraphScene, make_scene
from explorer.gui.language import tr, tr_label
from explorer.gui.theme import px
from explorer.report.graph_colours import (
    BY_DTYPE,
    BY_ROLE,
    BY_SIZE,
    Categories,
    by_dtype,
    by_role,
    by_size,
    colour_drawing,
)
from explorer.report.graph_sides import OlderSide, as_older, lost_edges, older_side
from explorer.report.numbers import display_name
from explorer.report.palette import Palette
from explorer.report.sentences import capital
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.object_graph import ObjectGraph

NO_OLDER = "No older step to show beside this one: choose one to compare with."
_TITLE_LIMIT = 80
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_FOCUS_KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class SideBySide(QSplitter):
    """The newer graph's canvas, and on demand the older one's left of it.

    The older canvas does what the newer one is asked for: whatever is clicked or typed in it goes on as
    a signal of the newer one, and it follows its selection, search and notes. `clicked` tells the side.
    """

    clicked = Signal(str)  # "older" or "newer"
    older_asked = Signal()  # the reader wants to choose an older step

    def __init__(self, newer: GraphCanvas, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("graph_sides")
        self.setChildrenCollapsible(False)
        self.newer = newer
        self.older: GraphCanvas | None = None
        self.newer_title, self.older_title = _title("newer"), _title("older")
        self._right = _pane(self.newer_title, newer)
        self._left: QWidget | None = None
        self.choose = QPushButton(tr("Choose an older step…"))
        self.addWidget(self._right)
        self.newer_title.hide()

    @property
    def is_on(self) -> bool:
        """Whether two sides are shown."""
        return self._left is not None and not self._left.isHidden()

    def show_pair(self, wanted: bool) -> None:
        """Show both sides, or the newer one alone."""
        if wanted == self.is_on:
            return
        if self._left is None:
            self._make_older()
        self._left.setVisible(wanted)
        self.newer_title.setVisible(wanted)
        self.newer.link(self.older if wanted else None)
        if wanted:
            self.setSizes([1, 1])

    def _make_older(self) -> None:
        older = self.older = GraphCanvas()
        older.setObjectName("graph_canvas_older")
        older.setAccessibleName(tr("Object graph of the older step"))
        self.choose.setObjectName("graph_choose_older")
        self.choose.setAccessibleName(tr("Choose an older step to show beside this one"))
        self.choose.setToolTip(tr("Opens the list of steps and other directories to compare with"))
        self.choose.clicked.connect(lambda _=False: self.older_asked.emit())
        self.choose.hide()
        self._left = _pane(self.older_title, older, self.choose)
        self._left.hide()
        self.insertWidget(0, self._left)
        for one in (older, self.newer):
            one.installEventFilter(self)
        newer = self.newer
        older.chosen_changed.connect(self._take_chosen)
        for name in ("node_chosen", "fold_asked", "menu_asked", "next_match_asked", "command_asked"):
            getattr(older, name).connect(partial(self._pass_on, getattr(newer, name)))
        older.hovered.connect(self._hovered)

    def show_older(self, scene: GraphScene | None, title: str, newer_title: str, message: str = "") -> None:
        """What stands on the older side, and what both sides are called."""
        if self.older is None:
            return
        self.older_title.setText(display_name(title, _TITLE_LIMIT))
        self.newer_title.setText(display_name(newer_title, _TITLE_LIMIT))
        if message:
            self.older.set_message(message)
        self.choose.setVisible(bool(message))
        self.older.set_scene(scene, same_graph=True)
        self.newer.link(self.older)  # brings it to the same place
        self._follow()

    def _is_pair(self) -> bool:
        """Whether a node is the same on both sides; not while the older one waits for another step's graph."""
        older, newer = self.older, self.newer.scene
        if older is None or older.scene is None or newer is None:
            return False
        return older.scene.drawing.tree is newer.drawing.tree

    def _pass_on(self, signal: Any, *what: object) -> None:
        if self._is_pair():
            signal.emit(*what)

    # --- one follows the other -----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self.newer and self.is_on:
            self._follow()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.clicked.emit("older" if watched is self.older else "newer")
        elif watched is self.older and event.type() in _KEYS and event.key() not in _FOCUS_KEYS:
            # All keys of the graph belong to one canvas: the other passes them on.
            QCoreApplication.sendEvent(self.newer, event)
            return event.isAccepted()
        return False

    def _follow(self) -> None:
        older, newer = self.older, self.newer
        if older is None or not self._is_pair():
            return
        now = (newer.selected, newer.pointed, newer.searching, newer.chosen)
        if now != (older.selected, older.pointed, older.searching, older.chosen) or (
            older.matches is not newer.matches
        ):
            older.selected, older.pointed, older.searching, older.chosen = now
            older.matches = newer.matches
            older.update()
        if older.notes != newer.notes:
            older.notes = newer.notes

    def _take_chosen(self, nodes: frozenset[int]) -> None:
        if nodes != self.newer.chosen and self._is_pair():
            self.newer.set_chosen(nodes)

    def _hovered(self, node: int, at: object) -> None:
        """Light the same node up on both sides; the card stands at the newer one."""
        if not self._is_pair() or self.newer.pointed == self.older.pointed == node:
            return
        self.newer.pointed = self.older.pointed
        self.newer.update()
        place = self.newer.place_of(node)
        if node >= 0 and place is not None and self.newer.rect().contains(place.toPoint()):
            self.newer.hovered.emit(node, place.toPoint())
        elif node < 0:
            self.newer.hovered.emit(-1, at)


def older_scene(
    loaded: LoadedGraph, newer: GraphScene, wish: ColourWish, palette: Palette, task: Task = QUIET
) -> GraphScene | None:
    """The same drawing as the older step alone tells it: names, classes, counts, colours, without what was added since."""
    union, older = loaded.union, wish.older
    if union is None or older is None or loaded.union_of is not older:
        return None
    task.report(0, 1, "Colouring the older graph")
    drawing = newer.drawing
    side: OlderSide = kept_answer(loaded, "older side", older, lambda: older_side(loaded.graph, union, older))
    mine = as_older(drawing, side)
    categories = kept_answer(
        loaded,
        f"older {wish.mode}",
        categories_of(loaded, wish),
        lambda: side.categories(_older_categories(loaded, side.graph, older, wish)),
    )
    hidden = categories.codes(wish.hidden)
    colouring = colour_drawing(
        mine,
        categories,
        palette,
        table=older.table,
        hidden=hidden,
        filtered=wish.filtered,
        has_letters=wish.has_letters,
    )
    missing = union.older < 0
    return make_scene(
        mine, colouring, palette, hidden, missing[drawing.layout.node], missing, lost_edges(mine, side)
    )


def _older_categories(
    loaded: LoadedGraph, graph: ObjectGraph, older: Checkpoint, wish: ColourWish
) -> Categories:
    """Roles, sizes and dtypes are the older step's own; what changed is the same on both sides."""
    if wish.mode == BY_SIZE:
        return by_size(graph, older.table)
    if wish.mode == BY_DTYPE:
        return by_dtype(graph, older.table)
    if wish.mode == BY_ROLE or wish.mode in OF_THE_NEWER:
        return by_role(graph)
    return categories_of(loaded, wish)


def side_titles(
    older: Checkpoint | None, newer: Checkpoint | None, *, is_elsewhere: bool, mode: str
) -> tuple[str, str]:
    """What the sides are called: step and prefix, with the directory where they lie in two."""

    def title(side: str, checkpoint: Checkpoint | None) -> str:
        if checkpoint is None:
            return tr(capital(side))
        place = f"{checkpoint.prefix.parent.name}/{checkpoint.name}" if is_elsewhere else checkpoint.name
        label = label_of(checkpoint)
        told = f"{tr_label(label)} · {place}" if label != checkpoint.name else place
        return f"{tr(capital(side))}: {told}"

    note = f" · {tr(f'by role, as {tr(mode)} is of the newer')}" if mode in OF_THE_NEWER else ""
    return title("older", older) + note, title("newer", newer)


def _title(side: str) -> ElidedLabel:
    label = ElidedLabel(is_sentence=True)
    label.setObjectName(f"graph_title_{side}")
    label.setAccessibleName(tr(f"The {side} side"))
    label.setMinimumHeight(px(24))
    return label


def _pane(*widgets: QWidget) -> QWidget:
    pane = QWidget()
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        if isinstance(widget, GraphCanvas):
            layout.addWidget(widget, 1)
        elif isinstance(widget, QPushButton):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            line = QHBoxLayout()
            line.setContentsMargins(12, 2, 12, 2)
            line.addWidget(widget)
            layout.addLayout(line)
    return pane

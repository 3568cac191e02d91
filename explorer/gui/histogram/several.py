"""Runs the small pictures: which tensors, which steps, what is read next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.gui.choices import content_of
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.several_reading import Cell, find_cells, read_cells, shown_steps
from explorer.gui.histogram.several_view import SeveralView
from explorer.gui.histogram.tensor_sets import LAYER, SELECTED, SETS
from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_counted

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.gui.session import Session


class Several(QObject):
    """Fills a SeveralView while it is shown."""

    found = Signal()  # the tensors of the set are known
    read = Signal()  # some more was read

    def __init__(self, session: Session, view: SeveralView, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.view = session, view
        self.chosen_set = LAYER
        self._find_slot = session.new_slot(self)
        self._read_slot = session.new_slot(self, "Reading several tensors")
        self._entries: tuple[CheckpointEntry, ...] = ()
        self._asked: tuple[object, ...] = ()
        self._problem = ""
        view.view_moved.connect(self._read_on)

    def is_busy(self) -> bool:
        """Whether anything is on its way."""
        return self._find_slot.is_busy or self._read_slot.is_busy

    def cancel(self) -> None:
        """Stop: nobody looks."""
        self._find_slot.cancel()
        self._read_slot.cancel()
        self._asked = ()

    def show(
        self, picture: Picture, entries: tuple[CheckpointEntry, ...], *, log_counts: bool, own: bool | None
    ) -> None:
        """Draw the set that the picture's tensor belongs to, and read what is missing of it."""
        canvas = self.view.canvas
        canvas.picture, canvas.kind = picture, picture.kind
        if (canvas.log_counts, canvas.own_heights) != (log_counts, own):
            canvas.log_counts, canvas.own_heights = log_counts, own
        canvas.forget_shapes()
        steps = shown_steps(len(entries), picture.newer, picture.older)
        newer = self.session.newer
        selected = self.session.chosen_keys if self.chosen_set == SELECTED else ()
        whose = picture.key if self.chosen_set != SELECTED else ""
        contents = tuple(map(content_of, entries))
        asked = (None if newer is None else newer.identity, whose, self.chosen_set, selected, contents, steps)
        if asked == self._asked or newer is None:
            return
        if self._asked[4:5] != asked[4:5]:
            canvas.records.clear()  # other files, or in another order
        self._asked, self._entries = asked, entries
        canvas.steps = steps
        self._read_slot.cancel()
        self._find_slot.start(
            find_cells, newer, picture.key, self.chosen_set, selected, then=self._take, otherwise=self._fail
        )

    def sentence(self) -> str:
        """What the view says of itself."""
        canvas = self.view.canvas
        if self._problem:
            return self._problem
        if not canvas.cells:
            if self._find_slot.is_busy:
                return "Looking for tensors…"
            if self.chosen_set == SELECTED:
                return "Select several rows in the Variables table, then come back here."
            return f"No tensor belongs to this set: {tr(SETS[self.chosen_set])}. Choose another with Tensors."
        wanted, total = len(canvas.steps), len(canvas.picture.records)
        done = sum(len(canvas.records.get(cell.key, ())) >= total for cell in canvas.cells)
        parts = [format_counted(len(canvas.cells), "tensor")]
        if done < len(canvas.cells):
            parts.append(f"{done} read")
        parts.append(f"{wanted} of {total} steps drawn" if wanted < total else format_counted(total, "step"))
        odd = sum(bool(canvas.odd_text(cell)) for cell in canvas.cells)
        if odd:
            parts.append(tr(f"! {tr(format_counted(odd, 'tensor'))} with NaN or infinities"))
        if len(canvas.cells) == 1:
            parts.append("choose more with Tensors (M)")
        return " · ".join(parts)

    def _take(self, cells: tuple[Cell, ...]) -> None:
        canvas = self.view.canvas
        self._problem = ""
        canvas.cells = cells
        keys = {cell.key for cell in cells}
        for key in [key for key in canvas.records if key not in keys]:
            del canvas.records[key]
        canvas.current = next((n for n, cell in enumerate(cells) if cell.key == canvas.picture.key), 0)
        canvas.fit(self.view.viewport().size())
        canvas.forget_shapes()
        self.found.emit()
        self._read_on()

    def _read_on(self) -> None:
        """What is in view first, then the rest."""
        canvas = self.view.canvas
        wanted = set(range(len(self._entries)))
        cells = [canvas.cells[number] for number in self.view.in_view()]
        missing = [cell for cell in cells if wanted - set(canvas.records.get(cell.key, ()))]
        if not missing:
            self.read.emit()
            return
        newer = canvas.picture.newer
        nearest = sorted(wanted, key=lambda index: abs(index - newer))
        drawn = [index for index in nearest if index in canvas.steps]
        # The others for their NaN and infinities, which are never dropped in silence.
        order = (drawn, [index for index in nearest if index not in canvas.steps])
        self._read_slot.start(
            read_cells,
            self._entries,
            missing,
            order,
            self.session.cache,
            self.session.statistics,
            then=lambda _: self.read.emit(),
            otherwise=self._fail,
            partly=self._add,
        )

    def _add(self, found: tuple) -> None:  # type: ignore[type-arg]
        self.view.canvas.add(found)
        self.read.emit()

    def _fail(self, error: Exception) -> None:
        self._problem = f"The tensors could not be read: {display_name(str(error), 160)}"
        self.found.emit()

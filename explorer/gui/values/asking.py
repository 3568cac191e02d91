"""What the values view asks for: the chosen tensor of the current step, in whole or in part, or why not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from explorer.errors import CorruptFileError
from explorer.gui.language import tr, tr_label
from explorer.gui.problems import why_nothing
from explorer.gui.starters import NO_VARIABLE, offer_largest
from explorer.gui.values.gone import is_remembered
from explorer.gui.values.reading import read_part, read_tensor
from explorer.gui.values.tensors import Tensors, error_words
from explorer.report.numbers import display_name, format_bytes, format_label, format_shape

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.session import Session
    from explorer.gui.values.values_view import ValuesView


class Asking(QObject):
    """Begins readings, and puts what stands in their way into words and buttons."""

    def __init__(self, session: Session, tensors: Tensors, view: ValuesView) -> None:
        super().__init__(view)
        self._session, self._tensors, self._view = session, tensors, view
        self._offer_slot = session.new_slot(self)
        tensors.newer_failed.connect(self._failed)

    def look_again(self) -> None:
        """Told again of the same files: what could not be read may be there now."""
        if self._tensors.newer is None:
            self._tensors.asked = None

    def ask(self) -> None:
        """Ask for what the session has chosen, unless it is on show or on its way."""
        session, key = self._session, self._session.selected_key
        newer, explain = session.newer, self._view.explain
        if newer is None:
            nothing = "Open a directory with checkpoints to see their values."
            heading, text = why_nothing(session, "Nothing to show", nothing)
            explain(tr(heading), text)
        elif not key:
            text = "Choose a variable in the graph or the table to see its values."
            explain(tr(NO_VARIABLE), text)
            offer_largest(self._offer_slot, newer, self._view.message, text, session.select)
        elif key not in newer.table.row_of:
            explain(
                display_name(key, 120), f"{tr_label(format_label(newer.label))} does not hold this tensor."
            )
        elif self._tensors.asked != (newer.identity, key):
            self._start(newer, newer.variable(key))

    def _start(self, checkpoint: Checkpoint, variable: Variable, *read: Any) -> None:
        """Read a tensor; `read`: by which function with which options, the usual one without."""
        view, heading = self._view, display_name(variable.key, 120)
        if variable.element_count == 0:
            view.explain(heading, f"The tensor is empty: its shape is {format_shape(variable.shape)}.")
            return
        self._offer_slot.cancel()
        if self._tensors.newer is None or view.pages.currentWidget() is view.message:
            view.message.say(heading, "Reading …")
            view.pages.setCurrentWidget(view.message)
        self._tensors.ask_newer(checkpoint, variable.key, *read)

    def ask_first(self) -> None:
        """It is too large to be read unasked, and cannot be read in parts."""
        asked, checkpoint = self._tensors.asked, self._session.newer
        if asked is None or checkpoint is None or asked[1] not in checkpoint.table.row_of:
            return
        variable = checkpoint.variable(asked[1])
        size = format_bytes(variable.size_bytes)
        buttons = [(tr(f"Read all {size}"), partial(self._start, checkpoint, variable, read_tensor))]
        if variable.slices is None:
            beginning = partial(self._start, checkpoint, variable, read_part)
            buttons.insert(0, (tr("Read its beginning (16.0 MiB)"), beginning))
        self._view.explain(display_name(variable.key, 120), f"This tensor takes {size} of memory.", buttons)
        self._tensors.asked = asked

    def read_all(self) -> None:
        """Read the whole of what is read in parts, checksum compared."""
        newer, loaded = self._session.newer, self._tensors.newer
        if newer is not None and loaded is not None and loaded.key in newer.table.row_of:
            self._start(newer, newer.variable(loaded.key), read_tensor)

    # --- what went wrong ---------------------------------------------------------------------

    def _failed(self, checkpoint: Checkpoint, error: Exception) -> None:
        asked = self._tensors.asked
        key = asked[1] if asked is not None else self._session.selected_key
        buttons = []
        if isinstance(error, CorruptFileError) and key in checkpoint.table.row_of:
            again = partial(self._start, checkpoint, checkpoint.variable(key), read_tensor, False)
            buttons.append((tr("Show anyway"), again))
        words = self._tensors.failure_words(checkpoint, key, error)
        self._view.explain(display_name(key, 120), words, buttons)
        self._tensors.asked = asked  # the answer stands; it is not asked again by every signal
        if asked is not None and is_remembered(self._session, error):
            self._await_remembered(checkpoint, key, error)

    def _await_remembered(self, checkpoint: Checkpoint, key: str, error: Exception) -> None:
        """The value is gone, its statistics may be remembered: say them when they come."""
        store, asked, view = self._session.statistics, self._tensors.asked, self._view
        if store.get(checkpoint, key) is not None:
            return

        def came(wish: object) -> None:
            if wish == (checkpoint.identity, key):
                store.arrived.disconnect(came)
                if (
                    isValid(view)
                    and self._tensors.asked == asked
                    and view.pages.currentWidget() is view.message
                ):
                    words = self._tensors.failure_words(checkpoint, key, error)
                    view.message.say(display_name(key, 120), words)

        store.arrived.connect(came)
        store.want(checkpoint, (key,))

    def page_failed(self, error: Exception) -> None:
        """A page could not read on."""
        asked = self._tensors.asked
        self._view.explain(tr("These values cannot be shown"), error_words(error))
        self._tensors.asked = asked

    def stop(self) -> None:
        """Nobody waits for the offer any more."""
        self._offer_slot.cancel()

    def is_busy(self) -> bool:
        """Whether an offer is being looked for."""
        return self._offer_slot.is_busy

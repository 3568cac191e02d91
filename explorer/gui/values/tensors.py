"""The tensor of the newer step and, when it is compared, that of the older: asked for, read, or why not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from explorer.errors import ExplorerError
from explorer.gui.histogram.history import sentence
from explorer.gui.language import tr, tr_label
from explorer.gui.values.gone import is_remembered, remembered_words
from explorer.gui.values.reading import LoadedTensor, get_tensor
from explorer.report.numbers import format_label, format_shape

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.session import Session


class Tensors(QObject):
    """Two questions, one a side; what has been read of the chosen variable."""

    newer_came = Signal(object)  # LoadedTensor, or None: too large to be read unasked
    newer_failed = Signal(object, object)  # Checkpoint, error
    older_came = Signal()  # `older` or `older_problem` changed

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._newer_slot = session.new_slot(self, "Reading values")
        self._older_slot = session.new_slot(self, "Reading the older values")
        self.asked: tuple[object, str] | None = None  # (identity, key) of the newer, on screen or on its way
        self.newer: LoadedTensor | None = None
        self.older: LoadedTensor | None = None
        self.older_problem = ""  # why there is nothing to compare with
        self.asked_older: tuple[object, str] | None = None

    def ask_newer(self, checkpoint: Checkpoint, key: str, read: Any = get_tensor, *options: Any) -> None:
        """Read the tensor of the newer step."""
        self.asked = (checkpoint.identity, key)
        self._newer_slot.start(
            read,
            checkpoint,
            key,
            *options,
            then=self._take_newer,
            otherwise=partial(self.newer_failed.emit, checkpoint),
        )

    def _take_newer(self, found: LoadedTensor | None) -> None:
        if found is not None:
            self.newer = found
        self.newer_came.emit(found)

    def ask_older(self) -> None:
        """Read the tensor of the older step, unless it is at hand."""
        older, newer = self._session.older, self.newer
        if newer is None:
            return
        if older is None:
            self._no_older("There is no older step to compare with: choose one on the timeline.")
        elif newer.key not in older.table.row_of:
            self._no_older(f"{tr_label(format_label(older.label))} does not hold this tensor.")
        elif (other := older.table.shape(older.row(newer.key))) != newer.shape:
            here, there = format_shape(newer.shape), format_shape(other)
            where = tr_label(format_label(older.label))
            self._no_older(
                f"The shapes differ: {here} here, {there} at {where}. There is no difference value by value."
            )
        elif newer.is_part:
            self._no_older("Only the beginning of the tensor was read; read all of it to compare.")
        elif self.asked_older != (older.identity, newer.key):
            self.older, self.older_problem = None, ""
            self.asked_older = (older.identity, newer.key)
            self._older_slot.start(
                get_tensor, older, newer.key, then=self._take_older, otherwise=self._older_failed
            )
        elif not self._older_slot.is_busy:
            self.older_came.emit()

    def _no_older(self, why: str) -> None:
        self._older_slot.cancel()
        self.older, self.older_problem, self.asked_older = None, why, None
        self.older_came.emit()

    def _take_older(self, found: LoadedTensor | None) -> None:
        if found is None:
            self.older_problem = "The older value is too large to be read, and cannot be read in parts."
        elif found.is_text:
            self.older_problem = "Strings have no difference."
        else:
            self.older = found
        self.older_came.emit()

    def _older_failed(self, error: Exception) -> None:
        self.older_problem = f"The older value cannot be read: {error_words(error)}"
        self.older_came.emit()

    def forget(self) -> None:
        """Nothing is shown any more."""
        self.stop()
        self.asked = self.newer = self.older = self.asked_older = None
        self.older_problem = ""

    def stop(self) -> None:
        """Cancel what is on its way; what has been read stays."""
        if self._newer_slot.is_busy:
            self.asked = None
        if self._older_slot.is_busy:
            self.asked_older = None
        self._newer_slot.cancel()
        self._older_slot.cancel()

    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._newer_slot.is_busy or self._older_slot.is_busy

    def failure_words(self, checkpoint: Checkpoint, key: str, error: Exception) -> str:
        """Why the newer value cannot be shown, with what is remembered of one that is gone."""
        words = error_words(error)
        if is_remembered(self._session, error):
            words = f"{words} {remembered_words(self._session, checkpoint, key)}"
        return words


def error_words(error: Exception | None) -> str:
    """Problem and hint of an error; a bug is called one."""
    if isinstance(error, ExplorerError):
        return f"{tr(sentence(error))} {tr(error.hint)}".strip()
    return tr(f"This is a fault of the program: {error!r}")

"""Who starts threads: job slots over one pool of daemon threads, and the list of jobs the status bar shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class JobSlot(QObject):
    """Room for one question: a new one cancels the old one and drops its answer."""

    progressed = Signal(object)  # Progress

    def start(self, function, *args, then, otherwise) -> None: ...  # type: ignore[no-untyped-def]
    def cancel(self) -> None: ...

"""How often a picture is drawn anew while its steps arrive: what drawing takes, the reading must wait for."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

LEAST_MS, MOST_MS = 40, 400
SHARE = 4  # of the time, one part goes into drawing and this many into reading


class Pace(QObject):
    """Measures what drawing and painting take of the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._began_s = self._took_s = 0.0
        self._painted = QTimer(self, singleShot=True, interval=0)  # painting is done in between
        self._painted.timeout.connect(self._end)

    def begin(self) -> None:
        """A picture is about to be drawn."""
        self._began_s = time.thread_time()
        self._painted.start()

    def _end(self) -> None:
        self._took_s = time.thread_time() - self._began_s

    @property
    def pause_ms(self) -> int:
        """How long to wait before the next picture is drawn."""
        return round(min(max(LEAST_MS, SHARE * 1000 * self._took_s), MOST_MS))

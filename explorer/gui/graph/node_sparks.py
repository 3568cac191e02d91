"""The small histograms inside the nodes of variables: known ones at once, others read while the reader looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.gui.graph.graph_source import LoadedGraph
from explorer.gui.item_models.timers import single_shot
from explorer.gui.sparkline import histogram_heights, value_range

BINS = 24
LARGEST = 32 << 20  # bytes of a tensor that is read without being asked for
TELL_MS = 120


class NodeSparks(QObject):
    """To be set as `canvas.sparks`; `arrived` tells that there is more to paint."""

    arrived = Signal()

    def __init__(self, session: Any, loaded: Callable[[], LoadedGraph | None], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._loaded = session, loaded
        self._wanted: set[tuple[object, str]] = set()
        self._is_listening = False
        self._soon = single_shot(self, TELL_MS, self.arrived.emit)

    def __call__(self, nodes: Sequence[int]) -> Mapping[int, np.ndarray]:
        """Heights over `BINS` equal parts of the values' range, of those nodes whose statistics are known."""
        loaded = self._loaded()
        if loaded is None or loaded.checkpoint is not self._session.newer:
            return {}
        checkpoint, store = loaded.checkpoint, self._session.statistics
        table = checkpoint.table
        if not self._is_listening:
            self._is_listening = True
            store.arrived.connect(self._take)
        found: dict[int, np.ndarray] = {}
        missing = []
        for node in nodes:
            key = loaded.key(node)
            row = table.find(key) if key else -1
            if row < 0 or row in table.problems:
                continue
            known = store.get(checkpoint, key)
            if known is None:
                if int(table.size_bytes[row]) <= LARGEST:
                    missing.append(key)
                continue
            values = None if isinstance(known, Exception) else known.values
            span = value_range(values)
            if values is not None and span is not None:
                found[node] = histogram_heights(values, BINS, *span)
        self._wanted = {(checkpoint.identity, key) for key in missing}
        if missing:
            store.want(checkpoint, missing)
        return found

    def _take(self, wish: tuple[object, str]) -> None:
        if wish in self._wanted:
            self._wanted.discard(wish)
            if not self._soon.isActive():
                self._soon.start()

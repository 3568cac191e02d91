"""What was shown of a graph before: folds and focus that can be taken back, and taken back again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

import numpy as np

from explorer.report.graph_drawing import GraphState

MOST_STATES = 100


@dataclass(frozen=True)
class _Packed:
    """A state with its sets of nodes as arrays: sets of 100,000 nodes would fill the memory soon."""

    state: GraphState
    sets: tuple[np.ndarray | None, ...]


_SETS = ("collapsed", "opened", "kept")


class StateHistory:
    """States left by the reader, the last one first to come back."""

    def __init__(self) -> None:
        self._before: deque[_Packed] = deque(maxlen=MOST_STATES)
        self._after: deque[_Packed] = deque(maxlen=MOST_STATES)

    def leave(self, state: GraphState) -> None:
        """The reader goes on from a state: what was taken back before cannot be had any more."""
        self._before.append(_packed(state))
        self._after.clear()

    def back(self, now: GraphState) -> GraphState | None:
        """The state before; None if there is none."""
        return _swap(self._before, self._after, now)

    def forward(self, now: GraphState) -> GraphState | None:
        """The state that was taken back last; None if there is none."""
        return _swap(self._after, self._before, now)

    @property
    def can_go_back(self) -> bool:
        """Whether anything can be taken back."""
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        """Whether anything was taken back."""
        return bool(self._after)

    def forget(self) -> None:
        """Another graph: node ids mean nothing there."""
        self._before.clear()
        self._after.clear()


def _swap(source: deque[_Packed], target: deque[_Packed], now: GraphState) -> GraphState | None:
    if not source:
        return None
    target.append(_packed(now))
    return _unpacked(source.pop())


def _packed(state: GraphState) -> _Packed:
    sets = [getattr(state, name) for name in _SETS]
    arrays = tuple(None if one is None else np.fromiter(one, np.int32, len(one)) for one in sets)
    return _Packed(replace(state, collapsed=None, opened=frozenset(), kept=None), arrays)


def _unpacked(packed: _Packed) -> GraphState:
    sets = [None if one is None else frozenset(one.tolist()) for one in packed.sets]
    collapsed, opened, kept = sets
    return replace(packed.state, collapsed=collapsed, opened=opened or frozenset(), kept=kept)

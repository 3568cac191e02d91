"""Back and forward: the places looked at, a place being a view, a checkpoint and a chosen variable."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MAX_PLACES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was looking."""

    view: str
    prefix: Path | None  # of the newer checkpoint
    key: str
    node: int
    older: Path | None = field(default=None, compare=False)  # of the checkpoint compared with


class History:
    """A list of places with a finger on the current one."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Somebody looks at a new place: what lay ahead is forgotten. The same place takes its latest `older`."""
        if self._at >= 0 and self._places[self._at] == place:
            self._places[self._at] = place
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        if len(self._places) > MAX_PLACES:
            del self._places[0]
        self._at = len(self._places) - 1

    def clear(self) -> None:
        """Another directory: nothing to go back to."""
        self._places.clear()
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back before."""
        return self._at + 1 < len(self._places)

    def go(self, offset: int) -> Place | None:
        """Move by one place, back (-1) or forward (+1); None when there is none."""
        if not 0 <= self._at + offset < len(self._places):
            return None
        self._at += offset
        return self._places[self._at]

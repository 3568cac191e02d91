"""Which steps are known to hold NaN or infinities: from statistics as they are read, and from the look at the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.report.numbers import display_name, format_counted

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.gui.moves.knowledge import MovesKnowledge
    from explorer.gui.session import Session


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a store needs to know of a checkpoint to find an answer."""

    identity: tuple[object, ...]


class OddSteps(QObject):
    """Keys with NaN or infinities by the path of their checkpoint, as far as anybody looked."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: dict[str, set[str]] = {}
        self._is_listening = False
        self._knowledge: MovesKnowledge | None = None
        session.checkpoint_loaded.connect(self._listen)
        session.run_opened.connect(self._forget)
        if session.newer is not None:
            self._listen()

    def take_over(self, before: OddSteps) -> None:
        """Know what another knew."""
        self._keys = before._keys

    def keys_of(self, entry: CheckpointEntry) -> frozenset[str]:
        """The tensors known to hold NaN or infinities at a step."""
        return frozenset(self._keys.get(str(entry.path), ()))

    def words(self, entry: CheckpointEntry) -> str:
        """For a tool tip: "! NaN or infinities in 2 tensors: a, b"; "" when none is known."""
        keys = sorted(self.keys_of(entry))
        if not keys:
            return ""
        named = ", ".join(
            display_name(key.removesuffix("/.ATTRIBUTES/VARIABLE_VALUE"), 60) for key in keys[:3]
        )
        more = ", …" if len(keys) > 3 else ""
        return f"× NaN or infinities in {format_counted(len(keys), 'tensor')}: {named}{more}"

    def learn(self, knowledge: MovesKnowledge) -> None:
        """Follow what looking at the whole run found."""
        self._knowledge = knowledge
        knowledge.changed.connect(self._take_overview)
        self._take_overview()

    def _listen(self) -> None:
        """Only once a checkpoint is open: the store is not needed for the first painted window."""
        if not self._is_listening:
            self._is_listening = True
            self._session.statistics.arrived.connect(self._note)

    def _note(self, wish: tuple[tuple[object, ...], str]) -> None:
        identity, key = wish
        found = self._session.statistics.answer(_Subject(identity), key)
        if getattr(found, "nan", 0) or getattr(found, "posinf", 0) or getattr(found, "neginf", 0):
            self._add(str(identity[0]), key)

    def _take_overview(self) -> None:
        overview = self._knowledge.overview if self._knowledge is not None else None
        for row in overview.odd if overview is not None else ():
            self._add(str(row.first.path), row.key)

    def _add(self, path: str, key: str) -> None:
        known = self._keys.setdefault(path, set())
        if key not in known:
            known.add(key)
            self.changed.emit()

    def _forget(self) -> None:
        self._keys.clear()
        self.changed.emit()

"""What reading values shows: damage that the index does not tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.errors import CorruptFileError
from explorer.gui.session_damage import damage_sentence
from explorer.gui.session_targets import SessionTargets

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint


class SessionValues(SessionTargets):
    """The part of the session that marks a checkpoint as damaged once a value of it is."""

    def damage_of(self, checkpoint: Checkpoint) -> dict[str, str]:
        """Key -> sentence of the values that turned out damaged; goes on filling while they are read."""
        return self._damage.of(checkpoint)

    def _note_arrival(self, wish: tuple[object, str]) -> None:
        identity, key = wish
        newer = self.newer
        if newer is None or identity != newer.identity:
            return
        answer = self.statistics.get(newer, key)
        if not isinstance(answer, CorruptFileError) or key in self.damage_of(newer):
            return
        self.damage_of(newer)[key] = damage_sentence(answer)
        self._mark_damage()
        self.damage_found.emit(identity)
        again_in_s = self._damage.wants_another_look(newer)
        if again_in_s is not None:
            self._second_look.start(round(again_in_s * 1000) + 1)

    def _look_at_damage_again(self) -> None:
        """The files had been written just before: they may have been read in between two writes."""
        newer, entry = self.newer, self.newer_entry
        if newer is None or entry is None or not self.damage_of(newer):
            return
        self._damage.forget(newer)
        self._damage.forget_entry(entry)
        self.statistics.forget_failures({newer.prefix})
        if self._looked is not None:
            self._set_run_and_entries(self._looked.run)
        self.newer_changed.emit(newer)

    def _mark_damage(self) -> None:
        """The entry of the current step counts as damaged once a value of it does."""
        entry, run = self.newer_entry, self.run
        if self.newer is None or entry is None or run is None:
            return
        if self._damage.note_entry(entry, self.newer):
            self._set_run_and_entries(run)

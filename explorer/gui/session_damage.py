"""What reading values has shown to be damaged, and for how long that is believed."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import CorruptFileError
from explorer.gui.choices import content_of
from explorer.gui.statuses import COMPLETE, DAMAGED
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir

VALUE_TAIL = "/.ATTRIBUTES/VARIABLE_VALUE"
MOST_REMEMBERED = 256  # checkpoints; a run that is followed for days opens many
FRESH_S = 3.0  # two writes within a clock tick look like one: damage in files this young is looked at again


class Damage:
    """Sentences by checkpoint and key, and what they make of the directory's entries."""

    def __init__(self) -> None:
        self._of: OrderedDict[object, dict[str, str]] = OrderedDict()
        self._entries: dict[Path, tuple[object, str]] = {}  # prefix -> content when found, sentence
        self._looked_again: set[object] = set()

    def of(self, checkpoint: Checkpoint) -> dict[str, str]:
        """Key -> sentence of one checkpoint's damaged values; the dict goes on filling while they are read."""
        found = self._of.setdefault(checkpoint.identity, {})
        self._of.move_to_end(checkpoint.identity)
        while len(self._of) > MOST_REMEMBERED:
            self._of.popitem(last=False)
        return found

    def note_entry(self, entry: CheckpointEntry, checkpoint: Checkpoint) -> bool:
        """Take down that an entry's checkpoint has damaged values; whether that is news."""
        found = self.of(checkpoint)
        if not found or entry.status != COMPLETE:
            return False
        key, sentence = next(iter(found.items()))
        told = f"{display_name(key.removesuffix(VALUE_TAIL), 200)}: {sentence}"
        self._entries[entry.path] = content_of(entry), told
        return True

    def shown_in(self, run: ModelDir) -> ModelDir:
        """The run with its damaged entries marked, as long as their files are the ones that were read."""
        if not self._entries:
            return run
        entries = tuple(self._marked(entry) for entry in run.checkpoints)
        return replace(run, checkpoints=entries) if entries != run.checkpoints else run

    def _marked(self, entry: CheckpointEntry) -> CheckpointEntry:
        found = self._entries.get(entry.path)
        if found is None or entry.status != COMPLETE or found[0] != content_of(entry):
            return entry
        return replace(entry, status=DAMAGED, problems=(*entry.problems, found[1]))

    def forget_entries(self) -> None:
        """The files may be others by now; who reads them again finds out."""
        self._entries.clear()

    def forget(self, checkpoint: Checkpoint) -> None:
        """Nothing is known of one checkpoint's values."""
        self.of(checkpoint).clear()

    def forget_entry(self, entry: CheckpointEntry) -> None:
        """The entry is as the directory says it is."""
        self._entries.pop(entry.path, None)

    def wants_another_look(self, checkpoint: Checkpoint) -> float | None:
        """In how many seconds damage found now is to be looked at again; None when it is to be believed."""
        if checkpoint.identity in self._looked_again:
            return None
        age_s = time.time() - last_written(checkpoint)
        if age_s > FRESH_S:
            return None
        if len(self._looked_again) >= MOST_REMEMBERED:
            self._looked_again.clear()
        self._looked_again.add(checkpoint.identity)
        return FRESH_S - max(age_s, 0.0)


def last_written(checkpoint: Checkpoint) -> float:
    """When the last of a checkpoint's files was written, seconds since the epoch."""
    times = [stamp[1] for stamp in checkpoint.identity if isinstance(stamp, tuple)]
    return max(times, default=0) / 1e9


def damage_sentence(error: CorruptFileError) -> str:
    """What a row says of a value that cannot be read; the numbers of a checksum help nobody there."""
    if error.problem.startswith("the checksum does not match"):
        return "the value does not match its checksum"
    return error.problem

"""How much values changed between two checkpoints: from memory, from the record of the run, else measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from explorer.gui.wish_store import WishStore
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.value_change import ValueChange
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.errors import ExplorerError
    from explorer.formats.tensor_table import TensorTable

# None: the values have no numbers to be compared (strings, variants).
Change: TypeAlias = "ValueChange | ExplorerError | None"


@dataclass(frozen=True)
class Pair:
    """Two checkpoints that are compared."""

    older: Checkpoint
    newer: Checkpoint

    @property
    def identity(self) -> tuple[object, ...]:
        """(identity of the older, identity of the newer)."""
        return self.older.identity, self.newer.identity

    @property
    def table(self) -> TensorTable:
        """The newer side's, which tells how large the tensors are."""
        return self.newer.table


class ChangesStore(WishStore):
    """Changes of (older checkpoint, newer checkpoint, key).

    `arrived` tells ((older identity, newer identity), key). The keys wished for are those present on both
    sides with equal shapes.
    """

    doing = "Comparing values"
    memory_bytes = 192 << 20  # of two steps with 200,000 variables, and some more

    def get(self, older: Checkpoint, newer: Checkpoint, key: str, default: Any = None) -> Change | Any:
        """What is known of one tensor's change; `default` when nothing yet. Callable from any thread."""
        return self.answer(Pair(older, newer), key, default)

    def get_all(self, older: Checkpoint, newer: Checkpoint, keys: Sequence[str]) -> list[Change]:
        """What is known of each of very many tensors; None also where nothing is."""
        return self.answers(Pair(older, newer), keys)

    def want(self, older: Checkpoint, newer: Checkpoint, keys: Iterable[str]) -> None:
        """Wish for the changes of `keys`, the first of them first, before all earlier wishes."""
        self.wish(Pair(older, newer), keys)

    def want_all(
        self, older: Checkpoint, newer: Checkpoint, keys: Iterable[str], count: int, of: object
    ) -> None:
        """Wish for very many, after all others; see `wish_for_all`."""
        self.wish_for_all(Pair(older, newer), keys, count, of)

    def find(self, older: Checkpoint, newer: Checkpoint, key: str, task: Task) -> Change:
        """The change, measured here and now if it is not known: for use inside a job. Raises Cancelled."""
        return self.look_up(Pair(older, newer), key, task)

    def find_all(
        self, older: Checkpoint, newer: Checkpoint, keys: Sequence[str], task: Task
    ) -> Iterator[tuple[str, Change]]:
        """(key, change) for each of `keys`, those that are known first: for use inside a job. Raises Cancelled."""
        return self.look_up_all(Pair(older, newer), keys, task)

    def remember(self, older: Checkpoint, newer: Checkpoint, key: str, change: Change) -> None:
        """Keep a change measured elsewhere, in the record too; emits nothing. Callable from any thread but the window's."""
        pair = Pair(older, newer)
        self.keep(pair, key, change)
        self._record(self.record, pair, {key: change})

    def forget_failures(self, prefixes: Collection[Path]) -> None:
        """Forget what could not be read of checkpoints whose files are there again."""
        wanted = {str(prefix) for prefix in prefixes}
        self.forget_where(
            lambda pair, answer: isinstance(answer, Exception) and any(side[0] in wanted for side in pair)
        )

    def forget(self, checkpoint: Checkpoint) -> None:
        """Forget all changes from or to a checkpoint whose files were written over."""
        self.forget_where(lambda pair, _: checkpoint.identity in pair)

    def _compute(self, subject: Any, keys: list[str], task: Task) -> Iterator[tuple[str, Change]]:
        from explorer.analysis.updates import changes_between  # late: not needed before the first paint

        yield from changes_between(subject.older, subject.newer, keys, task=task)

    def _recorded(self, record: Any, subject: Any, keys: list[str]) -> Mapping[str, Change]:
        return record.changes(subject.older, subject.newer, keys)

    def _tell_record(self, record: Any, subject: Any, answers: Mapping[str, Any]) -> None:
        measured = {key: change for key, change in answers.items() if change is not None}
        if measured:
            record.remember_changes(subject.older, subject.newer, measured)

    def _weight(self, answer: Any) -> int:
        return 400

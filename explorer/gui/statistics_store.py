"""Statistics of tensors as views wish for them: from memory, from the record of the run, else computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from explorer.errors import ExplorerError
from explorer.gui.wish_store import WishStore
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.checkpoint import Checkpoint

Answer: TypeAlias = "TensorStatistics | ExplorerError"


def is_gone(checkpoint: Checkpoint) -> bool:
    """Whether the record of the run speaks for a checkpoint whose files were gone when it was opened."""
    return bool(getattr(checkpoint.reader, "is_gone", False))


class StatisticsStore(WishStore):
    """Statistics of (checkpoint, key); `arrived` tells (checkpoint identity, key)."""

    doing = "Reading statistics"
    memory_bytes = 192 << 20

    def get(self, checkpoint: Checkpoint, key: str) -> Answer | None:
        """What is known of one tensor; None when nothing yet. Callable from any thread."""
        return self.answer(checkpoint, key)

    def want(self, checkpoint: Checkpoint, keys: Iterable[str]) -> None:
        """Wish for the statistics of `keys`, the first of them first, before all earlier wishes."""
        self.wish(checkpoint, keys)

    def want_all(self, checkpoint: Checkpoint, keys: Iterable[str], count: int, of: object) -> None:
        """Wish for very many, after all others; see `wish_for_all`."""
        self.wish_for_all(checkpoint, keys, count, of)

    def find(self, checkpoint: Checkpoint, key: str, task: Task) -> Answer:
        """The answer, computed here and now if it is not known: for use inside a job. Raises Cancelled."""
        return self.look_up(checkpoint, key, task)

    def remember(self, checkpoint: Checkpoint, key: str, answer: Answer) -> None:
        """Keep an answer found elsewhere; emits nothing."""
        self.keep(checkpoint, key, answer)

    def forget_failures(self, prefixes: Collection[Path]) -> None:
        """Forget what could not be read of checkpoints whose files are there again, or were read too early."""
        wanted = {str(prefix) for prefix in prefixes}
        self.forget_where(lambda identity, answer: isinstance(answer, Exception) and identity[0] in wanted)

    def forget(self, checkpoint: Checkpoint) -> None:
        """Forget all of a checkpoint whose files were written over: nobody will ask for it again."""
        self.forget_where(lambda identity, _: identity == checkpoint.identity)

    def _compute(self, subject: Any, keys: list[str], task: Task) -> Iterator[tuple[str, Answer]]:
        if is_gone(subject):  # worker processes would look for its files
            from explorer.analysis.statistics import tensor_statistics

            for key in keys:
                try:
                    yield key, tensor_statistics(subject, key, task)
                except ExplorerError as error:
                    yield key, error
            return
        from explorer.analysis.workers import many_statistics  # late: not needed before the first paint

        for found in many_statistics(subject, keys, task):
            yield found if isinstance(found, tuple) else (found.key, found)

    def _recorded(self, record: Any, subject: Any, keys: list[str]) -> Mapping[str, Answer]:
        return record.statistics(subject, keys)

    def _tell_record(self, record: Any, subject: Any, answers: Mapping[str, Any]) -> None:
        record.remember_statistics(subject, answers.values())

    def _weight(self, answer: Any) -> int:
        values = getattr(answer, "values", None)
        return 600 + (24 * len(values.count) if values is not None else 0)

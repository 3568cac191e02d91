"""What is to be done for the statistics of many tensors: orders, handed out in turn and answered in any turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.analysis.work_units import Gathered, Splitting, gather, split
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.formats.bundle_stream import OpenFiles
from explorer.task import PartOfTask, Task

Answer: TypeAlias = TensorStatistics | tuple[str, ExplorerError]

_BATCH_BYTES = 4 << 20
_BATCH_ORDERS = 32
_BATCH_PIECES = 128
_BATCH_LETTERS = 4096  # of keys: a request must fit the pipe, or asking would block


@dataclass(slots=True, eq=False)
class Order:
    """One thing to compute: a unit of a tensor that can be cut, else a whole tensor by its key."""

    number: int
    key: str
    size_bytes: int
    splitting: Splitting | None = None
    unit: int = 0
    must_stay: bool = False  # only this process has the checkpoint open, and others should not open it
    pieces: int = field(default=1)


class Orders:
    """All orders for some keys, cut as they are handed out; `done` of `total` bytes are answered."""

    def __init__(self, checkpoint: Checkpoint, keys: Iterable[str]) -> None:
        self.checkpoint = checkpoint
        self._keys = list(dict.fromkeys(keys))
        table = checkpoint.table
        rows = ((key, table.row_of.get(key, -1)) for key in self._keys)
        self._size = {key: int(table.size_bytes[row]) if row >= 0 else 0 for key, row in rows}
        self.total, self.done = sum(self._size.values()), 0
        self.done_elsewhere = 0  # bytes of what other processes are at
        folder = checkpoint.prefix.parent
        self.file_names = list(checkpoint.stamps)
        self._files = [folder / name for name in self.file_names]
        self._opened = OpenFiles()
        self._coming = self._cut_all()
        self._waiting: deque[Order] = deque()
        self._staying: deque[Order] = deque()
        self._failed: set[str] = set()

    def close(self) -> None:
        """Give the open file back."""
        self._opened.__exit__()

    # --- handing out -------------------------------------------------------------------------

    def _cut_all(self) -> Iterator[Order]:
        file_number = {name: number for number, name in enumerate(self.file_names)}
        # What of these cannot be cut, or is known without files, another process should not open them for.
        stays = self.checkpoint.format in ("tensor_bundle", "saved_model") or getattr(
            self.checkpoint.reader, "is_gone", False
        )
        number = 0
        for key in self._keys:
            splitting = split(self.checkpoint, key, file_number)
            if splitting is None:
                yield Order(number, key, self._size[key], must_stay=stays)
                number += 1
                continue
            for at, unit in enumerate(splitting.units):
                yield Order(number, key, unit.size_bytes, splitting, at, pieces=len(unit.pieces))
                number += 1

    def _has_waiting(self) -> bool:
        """Whether `_waiting[0]` is something to do; sorts out what nobody wants any more."""
        while True:
            while self._waiting and self._waiting[0].key in self._failed:
                self.done += self._waiting.popleft().size_bytes
            if self._waiting:
                return True
            order = next(self._coming, None)
            if order is None:
                return False
            (self._staying if order.must_stay else self._waiting).append(order)

    @property
    def is_left(self) -> bool:
        """Whether anything was not handed out yet."""
        return self._has_waiting() or bool(self._staying)

    def next_staying(self) -> Order | None:
        """The next one that no other process should do."""
        return self._staying.popleft() if self._staying else None

    def next(self) -> Order | None:
        """The next one, for this process."""
        if self._has_waiting():
            return self._waiting.popleft()
        return self.next_staying()

    def next_batch(self) -> list[Order]:
        """Some small ones or one big one, for another process; empty when nothing is left."""
        batch: list[Order] = []
        size = letters = pieces = 0
        while len(batch) < _BATCH_ORDERS and letters < _BATCH_LETTERS and self._has_waiting():
            first = self._waiting[0]
            size += first.size_bytes
            pieces += first.pieces
            letters += 0 if first.splitting else len(first.key)
            if batch and (size > _BATCH_BYTES or pieces > _BATCH_PIECES):
                break
            batch.append(self._waiting.popleft())
        return batch

    def give_back(self, orders: Iterable[Order]) -> None:
        """They were handed out and nothing came of it: they are the next ones again."""
        self._waiting.extendleft(reversed(list(orders)))

    # --- answering ---------------------------------------------------------------------------

    def compute(self, order: Order, task: Task) -> Iterator[Answer]:
        """Do it here and now."""
        try:
            if order.splitting is None:
                done = self.done + self.done_elsewhere
                part = PartOfTask(task, done, order.size_bytes, self.total)
                found = tensor_statistics(self.checkpoint, order.key, part)
            else:
                unit = order.splitting.units[order.unit]
                gathered = gather(unit, self._files, self._opened, task)
                if not order.splitting.is_whole:
                    yield from self.gathered(order, gathered)
                    return
                found = gathered.accumulator.statistics(order.key)
        except ExplorerError as error:
            yield from self.failed(order, error)
        else:
            yield from self.finished(order, found)

    def finished(self, order: Order, found: TensorStatistics) -> Iterator[Answer]:
        """A whole tensor is done."""
        self.done += order.size_bytes
        yield found

    def gathered(self, order: Order, gathered: Gathered) -> Iterator[Answer]:
        """A part of a tensor is done; the answer comes with the last."""
        assert order.splitting is not None
        if order.key in self._failed or not order.splitting.add(order.unit, gathered):
            self.done += order.size_bytes
            return
        try:
            found = order.splitting.statistics()
        except ExplorerError as error:
            yield from self.failed(order, error)
        else:
            yield from self.finished(order, found)

    def failed(self, order: Order, error: ExplorerError) -> Iterator[Answer]:
        """It cannot be read: told once, however many parts the tensor has."""
        self.done += order.size_bytes
        if order.key not in self._failed:
            self._failed.add(order.key)
            error.where = {"checkpoint": self.checkpoint.name, "key": order.key} | error.where
            yield order.key, error

"""The far end of a worker: gathers units of work it is told, in a process of its own.

It is spoken to in lines of JSON over its standard input, so nothing is unpickled, and no main
module of a caller is imported again (a notebook, a script without a guard, the window itself).
It is told which bytes of which file to read and what they are, so it needs no index and little
memory. An answer is a line of JSON, followed by its columns as raw bytes.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from explorer import errors
from explorer.analysis.packing import columns_bytes, columns_of, columns_told, told_size
from explorer.analysis.value_counts import TensorStatistics, ValueCounts
from explorer.analysis.work_units import Gathered, Piece, Unit, gather, restored
from explorer.errors import ExplorerError, FileAccessError
from explorer.formats.bundle_stream import OpenFiles
from explorer.task import Progress, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

_PROGRESS_SECONDS = 0.1
_PLAIN = tuple(field.name for field in fields(TensorStatistics) if field.name != "values")

Message = dict[str, Any]


def write_message(stream: IO[bytes], message: Message, columns: tuple[Any, ...] = ()) -> None:
    """One line, and the columns behind it, at once."""
    if columns:
        message = {**message, "columns": columns_told(columns)}
    stream.write(json.dumps(message).encode("ascii") + b"\n" + columns_bytes(columns))
    stream.flush()


def read_messages(stream: IO[bytes]) -> Iterator[Message]:
    """Everything a worker says, until its end; a half-said message is dropped. `columns` are arrays."""
    for line in stream:
        if not line.endswith(b"\n"):
            return
        message: Message = json.loads(line)
        if "columns" in message:
            told = message["columns"]
            size = told_size(told)
            data = stream.read(size)
            if len(data) != size:
                return
            message["columns"] = columns_of(told, data)
        yield message


def skip_start_up(stream: IO[bytes]) -> Message | None:
    """The first thing a worker says; None if it ended. What a site's own start-up of Python prints is passed over."""
    for line in stream:
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if isinstance(message, dict) and ("ready" in message or "bug" in message):
            return message
    return None


def statistics_told(found: TensorStatistics) -> tuple[Message, tuple[Any, ...]]:
    """Statistics as a message and columns."""
    message: Message = {name: getattr(found, name) for name in _PLAIN}
    values = found.values
    return {"statistics": message}, () if values is None else (values.lower, values.upper, values.count)


def statistics_of(message: Message, key: str) -> TensorStatistics:
    """The statistics again, under the name the tensor has here."""
    columns = message.get("columns")
    values = ValueCounts(*columns) if columns else None
    return TensorStatistics(**{**message["statistics"], "key": key}, values=values)


def gathered_of(message: Message, dtype: int) -> Gathered:
    """What was gathered of a part of a tensor."""
    return restored(dtype, (message["gathered"], message["columns"]), message["checksums"])


def unit_told(unit: Unit) -> list[Any]:
    """A unit as JSON has it."""
    return [
        unit.dtype,
        unit.is_big_endian,
        [[piece.file, piece.offset, piece.size_bytes, piece.crc32c] for piece in unit.pieces],
    ]


def _unit_of(told: list[Any]) -> Unit:
    return Unit(told[0], told[1], tuple(Piece(*piece) for piece in told[2]))


def error_message(error: ExplorerError) -> Message:
    """An explained problem as a message."""
    where = {
        name: value if isinstance(value, int | str) else str(value) for name, value in error.where.items()
    }
    return {
        "error": type(error).__name__,
        "problem": error.problem,
        "hint": error.hint,
        "where": where,
    }


def error_of(message: Message) -> ExplorerError:
    """The problem again, of the class it had."""
    kind = getattr(errors, message["error"], ExplorerError)
    if not (isinstance(kind, type) and issubclass(kind, ExplorerError)):
        kind = ExplorerError
    return kind(message["problem"], hint=message["hint"], **message["where"])


class _Told(Task):
    """Tells the near end some ten times a second how far a tensor is that is read as a whole."""

    def __init__(self, stream: IO[bytes], number: int) -> None:
        super().__init__(self._tell)
        self._stream, self._number = stream, number
        self._next = time.monotonic() + _PROGRESS_SECONDS

    def _tell(self, progress: Progress) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _PROGRESS_SECONDS
            write_message(
                self._stream, {"number": self._number, "done": progress.done, "total": progress.total}
            )


class _FarEnd:
    """What the first line told: the files, and where the checkpoint is should it have to be opened."""

    def __init__(self, opening: Message, answers: IO[bytes]) -> None:
        self._answers = answers
        self._prefix, self._name = Path(opening["prefix"]), opening["name"]
        self._files = [self._prefix.parent / name for name, _ in opening["files"]]
        self._checkpoint: Checkpoint | None = None
        self._opened = OpenFiles()
        self._stamps = [stamp for _, stamp in opening["files"]]
        self._problem: ExplorerError | None = None
        self._check_files()

    def _check_files(self) -> None:
        """See whether the files are those that the near end has open."""
        if self._stamps != [_stamp(path) for path in self._files]:
            self._problem = FileAccessError(
                "the files of the checkpoint changed while it was open", hint="Open it again."
            )

    def answer(self, number: int, wanted: Any, is_whole: bool) -> None:
        """Compute one thing: a unit, or a tensor by its key."""
        try:
            if self._problem is not None:
                raise self._problem
            message, columns = self._computed(number, wanted, is_whole)
        except ExplorerError as error:
            message, columns = error_message(error), ()
        write_message(self._answers, {"number": number, **message}, columns)

    def _computed(self, number: int, wanted: Any, is_whole: bool) -> tuple[Message, tuple[Any, ...]]:
        if isinstance(wanted, str):
            from explorer.analysis.statistics import tensor_statistics  # late: units do without both
            from explorer.checkpoints.checkpoint import checkpoint_at

            if self._checkpoint is None:
                self._checkpoint = checkpoint_at(self._prefix, self._name)
                self._check_files()  # afterwards: from here on its reader refuses others
                if self._problem is not None:
                    raise self._problem
            return statistics_told(tensor_statistics(self._checkpoint, wanted, _Told(self._answers, number)))
        gathered = gather(_unit_of(wanted), self._files, self._opened)
        if is_whole:
            return statistics_told(gathered.accumulator.statistics(""))
        numbers, columns = gathered.accumulator.packed()
        return {"gathered": dict(numbers), "checksums": gathered.checksums}, tuple(columns)


def _stamp(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer a line of requests after the other until there are no more. The first names the checkpoint."""
    far_end = _FarEnd(json.loads(requests.readline()), answers)
    write_message(answers, {"ready": True})
    for line in requests:
        for number, wanted, is_whole in json.loads(line):
            far_end.answer(number, wanted, is_whole)


def main() -> None:
    """Serve standard input; what libraries print goes to standard error instead of among the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, answers)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)  # nobody listens any more; no traceback for nobody
    except Exception:
        write_message(answers, {"bug": traceback.format_exc()})
        raise

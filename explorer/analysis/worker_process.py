"""The far end of a worker: computes statistics of tensors it is told, in a process of its own.

It is spoken to in lines of JSON over its standard input, so nothing is unpickled, and no main
module of a caller is imported again (a notebook, a script without a guard, the window itself).
An answer is a line of JSON, followed by the three columns of its value counts as raw bytes.
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
from typing import IO, Any

import numpy as np

from explorer import errors
from explorer.analysis.statistics import TensorStatistics, ValueCounts, tensor_statistics
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.errors import ExplorerError, FileAccessError
from explorer.task import Progress, Task

_PROGRESS_SECONDS = 0.1
_PLAIN = tuple(field.name for field in fields(TensorStatistics) if field.name != "values")

Message = dict[str, Any]


def write_message(stream: IO[bytes], message: Message) -> None:
    """One line, at once."""
    stream.write(json.dumps(message).encode("ascii") + b"\n")
    stream.flush()


def write_statistics(stream: IO[bytes], found: TensorStatistics) -> None:
    """The plain fields as a line, the value counts as bytes behind it."""
    message: Message = {name: getattr(found, name) for name in _PLAIN}
    message["ranges"] = None if found.values is None else len(found.values)
    stream.write(json.dumps(message).encode("ascii") + b"\n")
    if found.values is not None:
        for column in (found.values.lower, found.values.upper, found.values.count):
            stream.write(column.tobytes())
    stream.flush()


def read_messages(stream: IO[bytes]) -> Iterator[Message | TensorStatistics]:
    """Everything a worker says, until its end; a half-said message is dropped."""
    for line in stream:
        if not line.endswith(b"\n"):
            return
        message: Message = json.loads(line)
        if "ranges" not in message:
            yield message
            continue
        length = message.pop("ranges")
        values = None
        if length is not None:
            data = stream.read(24 * length)
            if len(data) != 24 * length:
                return
            values = ValueCounts(
                np.frombuffer(data, np.float64, length, 0),
                np.frombuffer(data, np.float64, length, 8 * length),
                np.frombuffer(data, np.int64, length, 16 * length),
            )
        yield TensorStatistics(**message, values=values)


def error_message(key: str, error: ExplorerError) -> Message:
    """An explained problem as a message."""
    where = {
        name: value if isinstance(value, int | str) else str(value) for name, value in error.where.items()
    }
    return {
        "key": key,
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
    """Tells the near end some ten times a second how far one tensor is."""

    def __init__(self, stream: IO[bytes], key: str) -> None:
        super().__init__(self._tell)
        self._stream, self._key = stream, key
        self._next = time.monotonic() + _PROGRESS_SECONDS

    def _tell(self, progress: Progress) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _PROGRESS_SECONDS
            write_message(self._stream, {"key": self._key, "done": progress.done, "total": progress.total})


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer one request a line until there are no more. The first names the checkpoint."""
    opening = json.loads(requests.readline())
    problem: ExplorerError | None = None
    try:
        checkpoint = checkpoint_at(Path(opening["prefix"]), opening["name"])
        if repr(checkpoint.identity) != opening["identity"]:
            problem = FileAccessError(
                "the files of the checkpoint changed while it was open",
                hint="Open it again.",
                checkpoint=opening["name"],
            )
    except ExplorerError as error:
        problem = error
    write_message(answers, {"ready": True})
    for line in requests:
        for key in json.loads(line):
            try:
                if problem is not None:
                    raise problem
                found = tensor_statistics(checkpoint, key, _Told(answers, key))
            except ExplorerError as error:
                write_message(answers, error_message(key, error))
            else:
                write_statistics(answers, found)


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

"""Row 22: call k of the system fails, for every k: nobody dies, no value is wrong, the message names file and reason.

    python -m tests.fuzz.faults [--json]

A journey (scan, open, list, graph, read all, statistics, export) is taken again and again; each time one more
call succeeds before one fails. A journey in which none failed is the last.
"""

from __future__ import annotations

import argparse
import builtins
import errno
import io
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.series import open_model_dir
from explorer.errors import ExplorerError
from explorer.report.csv_table import write_variable_table
from explorer.report.list_json import list_json
from tests.fuzz.tours import digest, look_around
from tests.golden_answers import GOLDEN

SHORT, NOTHING = "short read", "read of nothing"
ERRORS = (errno.EIO, errno.EACCES, errno.ESTALE, errno.ENOSPC)
KINDS: tuple[int | str, ...] = (*ERRORS, SHORT, NOTHING)
SELDOM: dict[int | str, int] = {
    errno.EACCES: 7,
    errno.ESTALE: 11,
    errno.ENOSPC: 13,
}  # like EIO but for their words
CALLS = (
    "open",
    "pread",
    "preadv",
    "read",
    "stat",
    "lstat",
    "fstat",
    "scandir",
    "listdir",
    "write",
    "fsync",
    "replace",
    "rename",
)
_READS = ("pread", "preadv", "read")


class Faults:
    """Stands in for the system's calls and lets number `at` of them fail with `kind`; what it failed is `fired`."""

    def __init__(self, folder: Path, at: int, kind: int | str) -> None:
        self.folder, self.at, self.kind = str(folder), at, kind
        self.count = 0
        self.fired = ""
        self._names: dict[int, str] = {}

    def _is_ours(self, target: object) -> bool:
        """Only calls about the corpus count: the interpreter itself opens its modules by the same names."""
        if isinstance(target, int):
            return target in self._names
        try:
            return os.fspath(target).startswith(self.folder)  # type: ignore[call-overload]
        except TypeError:
            return False

    def hit(self, call: str, target: object) -> bool:
        """Count a call; raise what should go wrong now, or say that a read should be short."""
        if not self._is_ours(target):
            return False
        if isinstance(self.kind, str) and call not in _READS:
            return False
        self.count += 1
        if self.count != self.at:
            return False
        name = self._names[target] if isinstance(target, int) else os.fspath(target)  # type: ignore[call-overload]
        self.fired = f"{call} {Path(name).name}"
        if isinstance(self.kind, str):
            return True
        raise OSError(self.kind, os.strerror(self.kind), name)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Put the stand-ins in place of the calls, and take them away again."""
        real = {name: getattr(os, name) for name in CALLS}
        real_open = builtins.open
        for name in CALLS:
            if name not in ("open", "scandir", *_READS):
                setattr(os, name, self._plain(name, real[name]))
        os.open = self._opening(real["open"])
        os.scandir = self._scanning(real["scandir"])  # type: ignore[assignment]
        for name in _READS:
            setattr(os, name, self._reading(name, real[name]))
        builtins.open = io.open = self._file(real_open)  # type: ignore[assignment]
        try:
            yield
        finally:
            builtins.open = io.open = real_open
            for name, function in real.items():
                setattr(os, name, function)

    def _plain(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Any, *rest: Any, **options: Any) -> Any:
            self.hit(name, target)
            return real(target, *rest, **options)

        return call

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, *rest: Any, **options: Any) -> int:
            self.hit("open", path)
            descriptor = real(path, *rest, **options)
            self._names.pop(descriptor, None)
            if not isinstance(path, int) and os.fspath(path).startswith(self.folder):
                self._names[descriptor] = os.fspath(path)
            return descriptor

        return call

    def _reading(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(descriptor: int, what: Any, *rest: Any) -> Any:
            if not self.hit(name, descriptor):
                return real(descriptor, what, *rest)
            if name == "preadv":
                (buffer,) = what
                size = len(buffer) // 2 if self.kind == SHORT else 0
                return real(descriptor, [buffer[:size]], *rest) if size else 0
            size = what // 2 if self.kind == SHORT else 0
            return real(descriptor, size, *rest) if size else b""

        return call

    def _scanning(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".") -> _Listing:
            self.hit("scandir", path)
            return _Listing(self, real(path))

        return call

    def _file(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
            self.hit("open", file)
            if not (isinstance(file, int) and self._is_ours(file) and "w" in mode):
                return real(file, mode, *rest, **options)
            raw = _Written(self, file)
            buffered = io.BufferedWriter(raw)
            if "b" in mode:
                return buffered
            return io.TextIOWrapper(
                buffered, encoding=options.get("encoding"), newline=options.get("newline")
            )

        return call


class _Written(io.FileIO):
    """A file whose writes can fail, as on a full disk."""

    def __init__(self, faults: Faults, descriptor: int) -> None:
        super().__init__(descriptor, "w")
        self._faults = faults

    def write(self, data: Any) -> int:  # type: ignore[override]
        self._faults.hit("write", self.fileno())
        return super().write(data) or 0


class _Listing:
    """What `os.scandir` gives, with entries whose `stat` can fail."""

    def __init__(self, faults: Faults, entries: Any) -> None:
        self._faults, self._entries = faults, entries

    def __enter__(self) -> _Listing:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[_Entry]:
        return (_Entry(self._faults, entry) for entry in self._entries)

    def __next__(self) -> _Entry:
        return _Entry(self._faults, next(self._entries))

    def close(self) -> None:
        self._entries.close()


class _Entry:
    def __init__(self, faults: Faults, entry: os.DirEntry[str]) -> None:
        self._faults, self._entry = faults, entry
        self.name, self.path = entry.name, entry.path

    def __fspath__(self) -> str:
        return self.path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)

    def stat(self, **options: Any) -> os.stat_result:
        self._faults.hit("stat", self.path)
        return self._entry.stat(**options)


@dataclass(slots=True)
class Journey:
    """What one journey came to."""

    values: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)  # messages that came out
    told: list[str] = field(default_factory=list)  # problems shown beside the data


def take(folders: list[Path], target: Path) -> Journey:
    """Scan, open, list, graph, read all, statistics, export; explained errors are noted, others leave."""
    from explorer.analysis.statistics import tensor_statistics

    journey = Journey()

    def trying(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except ExplorerError as error:
            journey.errors.append(str(error))
            return None

    for folder in folders:
        run = trying(lambda folder=folder: open_model_dir(folder))
        if run is None:
            continue
        journey.told += [*run.problems, run.why_no_latest]
        for other in run.other_files:
            journey.told.append(other.note)
        for entry in run.checkpoints:
            journey.told += entry.problems
        found = [entry for entry in run.checkpoints if entry.status != "gone"]
        opened = [trying(lambda entry=entry: checkpoint_at(entry.path, entry.prefix)) for entry in found]
        checkpoints = [checkpoint for checkpoint in opened if checkpoint is not None]
        for checkpoint in checkpoints:
            trying(lambda checkpoint=checkpoint: look_around(checkpoint))
            journey.told += [*checkpoint.problems, *checkpoint.table.problems.values()]
            for key in checkpoint.table.keys:
                value = trying(lambda checkpoint=checkpoint, key=key: checkpoint.read(key))
                if value is not None:
                    journey.values[f"{folder.name}/{checkpoint.name}/{key}"] = digest(value)
                trying(lambda checkpoint=checkpoint, key=key: tensor_statistics(checkpoint, key))
        trying(lambda folder=folder, checkpoints=checkpoints: _export(target, folder.name, checkpoints))
    return journey


def _export(target: Path, name: str, checkpoints: list[Any]) -> None:
    write_variable_table(target / f"{name}.csv", checkpoints, all_steps=True)
    for checkpoint in checkpoints:
        json.loads("".join(list_json(checkpoint)))


@dataclass(slots=True)
class Outcome:
    """All journeys with one kind of fault."""

    kind: str
    calls: int = 0
    untyped: int = 0
    wrong: int = 0
    unnamed: int = 0  # errors that do not name both file and reason
    unsaid: int = 0  # values missing, and the reason in no message
    faults: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        return not (self.untyped or self.wrong or self.unnamed or self.unsaid)


def make_corpus(folder: Path) -> Path:
    """One small checkpoint of each kind, each in a directory of its own."""
    corpus = folder / "corpus"
    for name, source, pattern in (
        ("sharded", "sharded_saver_tf115/model_dir", "*100*"),
        ("guide", "net_adam_manager_legacy_tf215/tf_ckpts", "*ckpt-5*"),
        ("sliced", "partitioned_tf115/model_dir", "*"),
        ("saved_model", "keras3_modelcheckpoint_tf221/exported", "**/*"),
        ("v1", "v1_format_tf115/model_dir", "*"),
        ("hdf5", "keras3_modelcheckpoint_tf221/weights", "w_01*"),
        ("archive", "keras3_modelcheckpoint_tf221/checkpoints", "*01*"),
    ):
        for file in (GOLDEN / source).glob(pattern):
            if file.is_file():
                copy = corpus / name / file.relative_to(GOLDEN / source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, copy)
    shutil.copy(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/checkpoint", corpus / "guide")
    return corpus


def fail_every_call(kind: int | str, *, step: int = 1, most: int = 5000, first: int = 1) -> Outcome:
    """Let call `first`, `first + step` ... fail, until a journey meets no fault."""
    outcome = Outcome(kind if isinstance(kind, str) else errno.errorcode[kind])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folders = sorted(make_corpus(folder).iterdir())
        (folder / "out").mkdir()
        sound = take(folders, folder / "out")
        for at in range(first, most, step):
            target = folder / f"out{at}"
            target.mkdir()
            faults = Faults(folder, at, kind)
            try:
                with faults.installed():
                    journey = take(folders, target)
            except Exception as error:
                frames = [
                    f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)
                ]
                outcome.untyped += 1
                _note(outcome, at, faults, f"{type(error).__name__}: {error} at {' > '.join(frames[-4:])}")
                continue
            finally:
                shutil.rmtree(target)
            if not faults.fired:
                break
            outcome.calls += 1
            _judge(outcome, at, faults, journey, sound)
    return outcome


def _judge(outcome: Outcome, at: int, faults: Faults, journey: Journey, sound: Journey) -> None:
    truth = sound.values
    errors = [text for text in journey.errors if text not in sound.errors]
    wrong = [key for key, value in journey.values.items() if truth.get(key) != value]
    if wrong:
        outcome.wrong += 1
        _note(outcome, at, faults, f"wrong value of {wrong[0]}")
    kind = faults.kind
    if isinstance(kind, str):
        reason = "ended at byte"
        if kind == SHORT and (errors or len(journey.values) < len(truth)):
            outcome.wrong += 1
            _note(outcome, at, faults, f"a short read is no error: {errors[:1]}")
            return
    else:
        reason = os.strerror(kind)
    failed_file = faults.fired.partition(" ")[2]
    for text in errors:
        if "it holds a variant" in text:  # true whatever the disk says: only its type could not be told
            continue
        if reason not in text or not (failed_file in text or "path " in text):
            outcome.unnamed += 1
            _note(outcome, at, faults, f"says {text!r}")
            break
    missing = len(truth) - len(journey.values)
    if missing and not any(reason in text for text in (*errors, *journey.told)):
        outcome.unsaid += 1
        _note(outcome, at, faults, f"{missing} values are missing and nothing says why")


def _note(outcome: Outcome, at: int, faults: Faults, text: str) -> None:
    line = f"call {at} ({faults.fired}): {text}"
    if len(outcome.faults) < 40 and not any(known.partition("): ")[2] == text for known in outcome.faults):
        outcome.faults.append(line)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    outcomes = [fail_every_call(kind, step=options.step * SELDOM.get(kind, 1)) for kind in KINDS]
    if options.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes]))
    else:
        print(f"{'fault':<16}{'calls':>8}{'untyped':>9}{'wrong':>7}{'unnamed':>9}{'unsaid':>8}")
        for o in outcomes:
            print(f"{o.kind:<16}{o.calls:>8}{o.untyped:>9}{o.wrong:>7}{o.unnamed:>9}{o.unsaid:>8}")
            for line in o.faults:
                print(f"    {line}")
    return 0 if all(outcome.is_kept for outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

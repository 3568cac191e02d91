"""Marks of running programs, and what a mark without its program tells: that one did not end as it should.

Each program keeps three files in the state folder, named by its number: a mark it holds a lock on, a log
that faults of the machine code are written to, and its window's state. A proper end removes them. What the
next start finds of programs that are gone, it takes away and tells of.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import json
import os
import platform
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from explorer.gui.state_folder import made_state_folder

if sys.platform != "win32":
    import fcntl

MARK, LOG, STATE, NEW = ".running", ".log", ".state", ".new"
OWN = (STATE, LOG, MARK)  # the mark last: what is left without one is nobody's
MAX_MARK, MAX_LOG, MAX_STATE = 64 << 10, 256 << 10, 1 << 20
MAX_NOTES = 32 << 10  # of what we write into the log ourselves
KEPT = 5  # crashes, the newest; older ones are removed unread
LONG_LEFT_S = (
    3600.0  # what lies about without a mark for so long belongs to no program that is just beginning
)
LONGEST_END_S = 0.5  # for removing the files: the folder may lie on a disk that no longer answers
OPENING, OPEN = "opening", "open"
DISPLAY_GONE = ("connection broke", "connection to the Wayland", "Could not connect to display")

_NAME = re.compile(r"program-(\d{1,10})-([0-9a-f]{8})\.running")
_LEFT = re.compile(r"\.?(program-\d{1,10}-[0-9a-f]{8})\.(?:new|log|state)(?:\.ckptx-part-[0-9a-f]+)?")


@dataclass(frozen=True, slots=True)
class Crash:
    """What is known of a program that did not end as it should."""

    cause: str  # a sentence
    directory: str  # what was open; "" for nothing
    was_opening: bool  # it was not yet shown: opening it may be what failed
    log: str  # as it was written, capped
    versions: str
    state: bytes  # of its window, as it was saved last; b"" for none


class RunningMark:
    """The mark of this program. Where the folder cannot be written to, there is none and all calls do nothing."""

    def __init__(self) -> None:
        self._stem: Path | None = None
        self._mark: IO[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._known: dict[str, Any] = {}
        self._noted = 0
        self._watches = False
        self._is_lost = False  # the display went away

    @property
    def state_file(self) -> Path | None:
        """Where the window's state is to be saved; None for nowhere."""
        return self._stem.with_name(self._stem.name + STATE) if self._stem is not None else None

    def begin(self, versions: str) -> None:
        """Leave the mark."""
        stem = None
        try:
            folder = made_state_folder()
            stem = folder / f"program-{os.getpid()}-{os.urandom(4).hex()}"
            # Under the name of a mark only once it is locked: another start takes one without a lock for dead.
            self._mark = _path(stem, NEW).open("xb")
            _lock(self._mark)
            self._log = _path(stem, LOG).open("xb", buffering=0)
        except (OSError, RuntimeError):  # read-only, full, or no home: the program works without
            self._close()
            _unlink(stem, (LOG, NEW))
            return
        self._known = {
            "pid": os.getpid(),
            "started": time.time(),
            "process": _started(os.getpid()),
            "boot": _boot(),
            "computer": _computer(),
            "versions": versions,
        }
        self._write()
        try:
            if os.name == "posix":
                _path(stem, NEW).rename(_path(stem, MARK))
            else:  # an open file keeps its name there
                self._mark.close()
                _path(stem, NEW).rename(_path(stem, MARK))
                self._mark = _path(stem, MARK).open("r+b")
        except OSError:
            self._close()
            _unlink(stem, (LOG, NEW))
            return
        self._stem = stem

    def watch_faults(self) -> None:
        """Let faults of the machine code write the stacks of all threads into the log."""
        if self._log is not None:
            faulthandler.enable(self._log, all_threads=True)
            self._watches = True

    def tell(self, directory: str, doing: str) -> None:
        """Which directory is being opened (OPENING) or shown (OPEN)."""
        if (directory, doing) != (self._known.get("directory"), self._known.get("doing")):
            self._known |= {"directory": directory, "doing": doing}
            self._write()

    def note(self, text: str) -> None:
        """A line for the log: what Qt said before it ended the program."""
        self._is_lost |= any(words in text for words in DISPLAY_GONE)
        line = text.encode("utf-8", "backslashreplace")[:4096] + b"\n"
        if self._log is not None and self._noted + len(line) <= MAX_NOTES:
            self._noted += len(line)
            with contextlib.suppress(OSError, ValueError):
                self._log.write(line)

    def end(self) -> None:
        """The program ends as it should: nothing is left to be told. Waits for no dead disk."""
        if self._stem is None:
            return
        if self._watches:
            faulthandler.disable()
        if self._is_lost:  # Qt then ends the event loop as if somebody had asked for it
            self._close()
            return
        stem, self._stem = self._stem, None
        closer = threading.Thread(target=self._remove, args=(stem,), name="end-mark", daemon=True)
        closer.start()
        closer.join(LONGEST_END_S)

    def _remove(self, stem: Path) -> None:
        _unlink(stem, OWN)
        self._close()

    def _close(self) -> None:
        for file in (self._log, self._mark):
            if file is not None:
                with contextlib.suppress(OSError):
                    file.close()
        self._log = self._mark = None

    def _write(self) -> None:
        if self._mark is None:
            return
        # In place: another file under the name would not carry the lock. A short text goes in one write.
        data = json.dumps(self._known).encode()
        with contextlib.suppress(OSError, ValueError):
            self._mark.seek(0)
            self._mark.write(data + b"\n")
            self._mark.truncate()
            self._mark.flush()


def crashes() -> tuple[Crash, ...]:
    """What programs that are gone left behind, the newest first; their files are removed. Never raises."""
    try:
        folder = made_state_folder()
        marks = _marks(folder)
    except (OSError, RuntimeError):
        return ()
    dead = [name for name in marks if not _is_alive(folder / name)]
    dead.sort(key=lambda name: _modified(folder / name), reverse=True)
    found = []
    for name in dead:
        stem = folder / name.removesuffix(MARK)
        crash = _crash(stem) if len(found) < KEPT else None
        _unlink(stem, OWN)
        # What cannot be taken away, in a folder that became read-only, would be told at every start.
        if crash is not None and not os.path.lexists(folder / name):
            found.append(crash)
    _sweep(folder, {name.removesuffix(MARK) for name in marks} - {name.removesuffix(MARK) for name in dead})
    return tuple(found)


def _sweep(folder: Path, living: set[str]) -> None:
    """Remove what programs left without a mark: killed while they began, ended, or wrote their state."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = _LEFT.fullmatch(entry.name)
            if name is None or name[1] in living:
                continue
            with contextlib.suppress(OSError):
                if abs(time.time() - entry.stat(follow_symlinks=False).st_mtime) > LONG_LEFT_S:
                    Path(entry.path).unlink()


def is_another_running() -> bool:
    """Whether a program of this user on this computer has its mark here; cheap, and False where nothing can be read."""
    try:
        folder = made_state_folder()
        marks = _marks(folder)
    except (OSError, RuntimeError):
        return False
    return any(_is_alive(folder / name) for name in marks)


def _marks(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if _NAME.fullmatch(entry.name)]


def _crash(stem: Path) -> Crash | None:
    try:
        known = json.loads(_head(_path(stem, MARK), MAX_MARK))
    except (ValueError, RecursionError):
        known = {}
    if not isinstance(known, dict):
        known = {}

    def text(name: str) -> str:
        value = known.get(name)
        return value if isinstance(value, str) else ""

    log = _head(_path(stem, LOG), MAX_LOG).decode("utf-8", "replace")
    return Crash(
        _cause(log, text("boot")),
        text("directory"),
        text("doing") == OPENING,
        log,
        text("versions")[:200],
        _head(_path(stem, STATE), MAX_STATE),
    )


def _cause(log: str, boot: str) -> str:
    fault = re.search(r"^(?:Fatal Python error|Windows fatal exception): ([^\n]{1,80})", log, re.MULTILINE)
    if any(words in log for words in DISPLAY_GONE):
        return "The display went away while the window was open, and took the program along."
    if fault:
        return f"The program crashed: {fault[1]}."
    if boot and boot != _boot():
        return "The computer stopped or was started again while the window was open."
    return "The program was ended from outside: killed by somebody, or by the system for want of memory."


def _path(stem: Path, suffix: str) -> Path:
    return stem.with_name(stem.name + suffix)


def _unlink(stem: Path | None, suffixes: tuple[str, ...]) -> None:
    for suffix in suffixes if stem is not None else ():
        with contextlib.suppress(OSError):
            _path(stem, suffix).unlink()


def _lock(file: IO[bytes]) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # some network file systems have no locks: the number has to do
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_alive(mark: Path) -> bool:
    """Whether the program of a mark still runs, or may: on another computer that shares the folder, as another user."""
    if sys.platform != "win32":
        # Nobody gets in where somebody holds the lock, where it is another user's, a link, or gone by now.
        with contextlib.suppress(OSError), _opened(mark) as descriptor:
            with _unless_unlockable():
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return _runs_by_number(mark)
        return True
    return _runs_by_number(mark)


@contextlib.contextmanager
def _unless_unlockable() -> Iterator[None]:
    try:
        yield
    except BlockingIOError:
        raise
    except OSError:  # no locks here
        return


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _runs_by_number(mark: Path) -> bool:
    """By its number and the moment it started, for where there are no locks."""
    try:
        known = json.loads(_head(mark, MAX_MARK))
        pid, process, computer, boot = (known[name] for name in ("pid", "process", "computer", "boot"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    if computer != _computer():
        return True  # its own computer will find it
    if boot != _boot() or not isinstance(pid, int) or not process:
        return False
    return bool(_started(pid) == process)


def _head(path: Path, most: int) -> bytes:
    try:
        with _opened(path) as descriptor:
            return os.read(descriptor, most)
    except OSError:
        return b""


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _started(pid: int) -> str:
    """The moment a process started, as the kernel counts it; "" where it does not tell, or there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        return text.rpartition(")")[2].split()[19]
    except (OSError, IndexError, OverflowError):
        return ""


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _computer() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:16]

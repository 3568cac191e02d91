"""Rows 1 and 18: no file makes Python run code, start a program or talk to the network, nor opens anything outside.

    python -m tests.fuzz.audit [--count N] [--json]

Python itself tells an audit hook of every such act. After a warm-up (imports are Python's own) sound and damaged
files of every format are toured, and a directory whose `checkpoint` file points everywhere else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from explorer.checkpoints.model_dir import GONE
from explorer.errors import ExplorerError
from tests.builders import write_bundle
from tests.fuzz.bombs import names_in, warm_up
from tests.fuzz.harness import RAW, REPAIRED, mutant
from tests.fuzz.seeds import SEEDS, seed
from tests.fuzz.tours import tour_everything

FORBIDDEN = (
    "exec", "compile", "code.__new__", "marshal.", "pickle.", "ctypes.", "subprocess.", "os.system", "os.exec",
    "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn", "socket.", "urllib.", "http.", "ftplib.",
    "smtplib.", "webbrowser.", "mmap.", "shutil.", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link",
    "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.putenv", "builtins.input", "setopencodehook",
)  # fmt: skip
OPENING = ("open", "os.listdir", "os.scandir")


class Watch:
    """Notes forbidden acts and opened paths while it is awake. A hook cannot be taken away again."""

    def __init__(self) -> None:
        self.is_awake = False
        self.acts: list[str] = []
        self.opened: set[str] = set()
        self.writes: set[str] = set()
        sys.addaudithook(self._hear)

    @contextmanager
    def awake(self) -> Iterator[None]:
        self.is_awake = True
        try:
            yield
        finally:
            self.is_awake = False

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_awake or not event.startswith((*FORBIDDEN, *OPENING)):
            return
        self.is_awake = False  # what is done here is nobody's act
        try:
            if _is_importing():
                return
            if event in OPENING:
                self._note_path(arguments)
            elif event.startswith(FORBIDDEN):
                self.acts.append(f"{event} {str(arguments)[:200]}")
        finally:
            self.is_awake = True

    def _note_path(self, arguments: tuple[Any, ...]) -> None:
        path = arguments[0]
        if isinstance(path, int) or path is None:
            return
        name = os.fsdecode(path)
        self.opened.add(os.path.realpath(name))
        flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND):
            self.writes.add(name)


def _is_importing() -> bool:
    """Whether Python's import system is at work: it opens, unmarshals and executes modules."""
    frame: Any = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


OUTSIDE = (
    "/etc/passwd", "{outside}/secret-1", "../outside/secret-1", "sub/../../outside/secret-1", "//server/share/secret-1",
    r"\\server\share\secret-1", r"C:\models\secret-1", "file:///etc/passwd", "http://example.org/secret-1",
    "s3://bucket/secret-1", "lnk/secret-1", "~/secret-1", "$HOME/secret-1", ".", "..", "", "/", "./", "lnk", "\\0x",
    "/proc/self/environ", "/dev/zero", "{here}/../outside/secret-1", "con", "secret-1\\n", "*/secret-1", "../*/secret-1",
)  # fmt: skip


def tour_outside(folder: Path, watch: Watch) -> list[str]:
    """What was opened outside of a directory whose state file names everything else; the directory is made here."""
    here, outside = folder / "here", folder / "outside"
    here.mkdir()
    outside.mkdir()
    write_bundle(outside / "secret-1", {"a": np.arange(3.0)})
    write_bundle(here / "ckpt-1", {"a": np.arange(3.0)})
    (here / "lnk").symlink_to(outside)
    strays: set[str] = set()
    for latest in OUTSIDE:
        named = [latest, *OUTSIDE]
        lines = [f"model_checkpoint_path: {_quoted(latest, here, outside)}"]
        lines += [f"all_model_checkpoint_paths: {_quoted(path, here, outside)}" for path in named]
        (here / "checkpoint").write_text("\n".join(lines))
        watch.opened.clear()
        with watch.awake():
            tour_everything(here, ["checkpoint", "ckpt-1"])
            _open_all(here)
        inside = os.path.realpath(here)
        # Looking into the folder a link leads to is listing, not opening a file of it.
        strays |= {
            f"{path.replace(str(folder), '')} for {latest!r}"
            for path in watch.opened
            if not (path == inside or path.startswith(inside + "/") or path == os.path.realpath(outside))
        }
    return sorted(strays)


def _quoted(path: str, here: Path, outside: Path) -> str:
    text = path.replace("{here}", str(here)).replace("{outside}", str(outside)).replace("\\", "\\\\")
    return f'"{text}"'


def _open_all(here: Path) -> None:
    """What the window and `ckptx` do with the list: open each entry, take the latest."""
    import explorer

    run = explorer.open_model_dir(here)
    for entry in run.checkpoints:
        if entry.status != GONE:
            with suppress(ExplorerError):
                explorer.open_checkpoint(entry.path)
    with suppress(ExplorerError):
        explorer.open_checkpoint(here)


def tour_seeds(count: int, watch: Watch) -> int:
    """Sound and damaged files of every format; how many were toured."""
    toured = 0
    for name in SEEDS:
        chosen = seed(name)
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            for file, data in chosen.files.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(data)
            chosen.look(folder)
            tour_everything(folder, names_in(folder))
            for number in range(count):
                changed = mutant(chosen, (REPAIRED, RAW)[number % 2], number) if number else {}
                for file, data in changed.items():
                    (folder / file).write_bytes(data)
                with watch.awake():
                    with suppress(ExplorerError):
                        chosen.look(folder)
                    tour_everything(folder, names_in(folder) if not number else [])
                for file in changed:
                    (folder / file).write_bytes(chosen.files[file])
                toured += 1
    return toured


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=30, help="damaged files of each format")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    warm_up()
    watch = Watch()
    folder = Path(tempfile.mkdtemp(prefix="audit-"))
    try:
        toured = tour_seeds(options.count, watch)
        strays = tour_outside(folder, watch)
    finally:
        shutil.rmtree(folder)
    acts = sorted(set(watch.acts))
    figures = {
        "toured": toured, "forbidden": acts, "writes": sorted(watch.writes), "state_files": len(OUTSIDE), "outside": strays,
    }  # fmt: skip
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"files toured {toured}, forbidden acts {len(acts)}, opened for writing {len(watch.writes)}")
        print(f"state files {len(OUTSIDE)}, opened outside {len(strays)}")
        for line in (*acts, *sorted(watch.writes), *strays):
            print(f"    {line}")
    return 1 if acts or strays or watch.writes else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

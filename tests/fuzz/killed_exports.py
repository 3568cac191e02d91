"""Exports killed at random moments: the old file or the new one, whole, and nothing left after the next export.

    python tests/fuzz/killed_exports.py [KILLS]

A process writes a table, a picture's bytes, an array and a session file over and over; it is killed with SIGKILL at
60 moments. After each, every file must be one whole old or new version; after one more export no part of a file may lie
beside them. Where the superuser asks, the same exports go to a real file system of 256 KiB that is full, to one that is
read-only, and onto a folder: one clear message each, and the old file intact.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from explorer.errors import ExplorerError  # noqa: E402 - a script finds the project first
from explorer.report.atomic import atomic_write  # noqa: E402

KILLS = 60
LONGEST_S = 0.25
NAMES = ("table.csv", "picture.png", "value.npy", "found.ckptx.json")


def write_all(folder: Path, version: int) -> None:
    """One export of each kind; every file says at both ends which version it is."""
    mark = b"<%06d>" % version
    for place, name in enumerate(NAMES):
        body = bytes([65 + version % 26]) * (1 << (10 + 4 * place))
        if name.endswith((".csv", ".json")):
            with atomic_write(folder / name) as file:
                for text in (mark.decode(), body.decode(), mark.decode()):
                    file.write(text)
        else:
            with atomic_write(folder / name, binary=True) as out:
                for part in (mark, body, mark):
                    out.write(part)


def is_whole(path: Path) -> bool:
    """Whether a file is one version from end to end."""
    data = path.read_bytes()
    place = NAMES.index(path.name)
    is_long = len(data) == (1 << (10 + 4 * place)) + 16
    return is_long and data[:8] == data[-8:] and len(set(data[8:-8])) == 1


def kill_often(kills: int, dice: random.Random) -> tuple[int, int]:
    """(files half written, parts left over after the next export)."""
    half = left = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_all(folder, 0)
        for _ in range(kills):
            writer = subprocess.Popen([sys.executable, __file__, "--write", name], stdout=subprocess.PIPE)
            assert writer.stdout is not None
            writer.stdout.readline()  # it has begun
            time.sleep(dice.uniform(0, LONGEST_S))
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
            half += sum(not is_whole(folder / file) for file in NAMES)
            write_all(folder, 7)
            left += len([path for path in folder.iterdir() if path.name not in NAMES])
    return half, left


def refused(act: Callable[[], None]) -> str:
    """The message of an export that cannot be; "" when there was none."""
    try:
        act()
    except ExplorerError as error:
        return f"{error.problem} {error.hint}"
    return ""


def full_disk() -> list[str]:
    """Faults met on a full, a read-only file system and with a folder in the file's place; [] when none."""
    faults = []
    folder = Path(tempfile.mkdtemp(prefix="full-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        folder.rmdir()
        print("no file system can be mounted here: the full disk is left to the tests that simulate it")
        return faults
    try:
        old = folder / "table.csv"
        with atomic_write(old) as file:
            file.write("old")

        def too_much() -> None:
            with atomic_write(old) as file:
                file.write("x" * (1 << 20))

        def onto_folder() -> None:
            with atomic_write(folder):
                pass

        for what, act, words in (("full", too_much, "disk is full"), ("folder", onto_folder, "folder")):
            said = refused(act)
            print(f"{what:<12}{said}")
            faults += [] if words in said else [f"{what}: {said!r}"]
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        said = refused(too_much)
        print(f"{'read-only':<12}{said}")
        faults += [] if "read-only" in said.lower() else [f"read-only: {said!r}"]
        if old.read_text() != "old" or len(list(folder.iterdir())) != 1:
            faults.append("the old file did not stay alone as it was")
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        shutil.rmtree(folder)
    return faults


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--write"]:
        print("begun", flush=True)
        for version in range(1, 1_000_000):
            write_all(Path(arguments[1]), version)
    kills = int(arguments[0]) if arguments else KILLS
    half, left = kill_often(kills, random.Random(5))
    print(f"{kills} kills: half-written {half}, leftovers after the next export {left}")
    faults = full_disk() if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if half or left or faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

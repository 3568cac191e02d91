"""What stays behind after 2,000 refreshes and after 200 windows: memory, objects, threads, descriptors.

One window on a small run with every view looked at refreshes again and again, by F5 and by quiet looks, while
files of the run change; then windows are opened on it and closed. Each part warms up first, so that caches
with a limit are full. A part runs in a process of its own.

python tests/benchmarks/bench_leaks.py [--json] [--refreshes 2000] [--windows 200] [--why]
"""

from __future__ import annotations

import argparse
import collections
import ctypes
import gc
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
BUDGET_BYTES = 1024  # a refresh
WARM_REFRESHES, WARM_WINDOWS = 300, 20


@dataclass(frozen=True, slots=True)
class Count:
    """What the process holds now."""

    rss_bytes: int
    native_bytes: int  # handed out by the C library; resident memory beyond it is free, in pieces
    blocks: int  # of Python's own allocator
    objects: int  # the collector knows of
    qt_objects: int  # with a Python side
    widgets: int
    top_levels: int
    threads: int
    descriptors: int


def count() -> Count:
    """After a full collection, with Qt's cache of pictures (10 MiB at most) emptied and free memory given back."""
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPixmapCache
    from PySide6.QtWidgets import QApplication

    QPixmapCache.clear()
    gc.unfreeze()
    for _ in range(3):
        gc.collect()
    trim()
    known = gc.get_objects()
    return Count(
        rss_bytes=resident(),
        native_bytes=handed_out(),
        blocks=sys.getallocatedblocks(),
        objects=len(known),
        qt_objects=sum(isinstance(found, QObject) for found in known),
        widgets=len(QApplication.allWidgets()),
        top_levels=len(QApplication.topLevelWidgets()),
        threads=threading.active_count(),
        descriptors=sum(1 for _ in Path("/proc/self/fd").iterdir()) if Path("/proc/self/fd").is_dir() else 0,
    )


def trim() -> None:
    """Give free memory back to the system, where the C library can."""
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):
        pass


class _MallocInfo(ctypes.Structure):
    """`struct mallinfo2` of the GNU C library."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    ]


def handed_out() -> int:
    """Bytes that the C library has given out and not got back; 0 where it does not say."""
    try:
        ask = ctypes.CDLL("libc.so.6").mallinfo2
    except (OSError, AttributeError):
        return 0
    ask.restype = _MallocInfo
    told = ask()
    return int(told.uordblks + told.hblkhd)


def resident() -> int:
    """Resident memory, bytes; 0 where there is no /proc."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def kinds() -> collections.Counter[str]:
    """How many objects of each type the collector knows."""
    return collections.Counter(
        f"{type(found).__module__}.{type(found).__qualname__}" for found in gc.get_objects()
    )


def turns(milliseconds: int) -> None:
    """Let the event loop run, with what is to be deleted deleted."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until_idle(window: Any) -> None:
    """Run the event loop until nothing is on its way."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, rounds = QEventLoop(), [0]
    timer = QTimer(interval=2)

    def look() -> None:
        rounds[0] = 0 if window.is_busy() else rounds[0] + 1
        if rounds[0] >= 3:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()


def new_window(folder: Path) -> Any:
    """A shown window on the run."""
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

    window = MainWindow(Session(), Settings(fresh=True))
    window.show()
    window.open_path(folder)
    until_idle(window)
    return window


def look_at_everything(window: Any) -> None:
    """Every view, with a variable chosen and a target."""
    from explorer.gui.actions import VIEWS

    session = window.session
    keys = [key for key in session.newer.table.keys if "kernel" in key and "OPTIMIZER" not in key]
    session.select(keys[0] if keys else session.newer.table.keys[0])
    if session.older_entry is not None:
        session.choose_target_entry(session.older_entry)
    for view_id, _, _ in VIEWS:
        window.tabs.show_view(view_id)
        until_idle(window)


def refreshes(folder: Path, times: int, why: bool) -> dict[str, Any]:
    """One window, refreshed again and again."""
    from explorer.gui.actions import VIEWS

    window = new_window(folder)
    look_at_everything(window)
    touched = sorted(folder.glob("*.index"))[-1]

    def refresh(number: int) -> None:
        if number % 50 == 0:
            window.tabs.show_view(VIEWS[number // 50 % len(VIEWS)][0])
        if number % 10 == 0:
            os.utime(touched)
        if number % 2:
            window.reload()
        else:
            window.session.refresh(force=True)
        until_idle(window)

    for number in range(WARM_REFRESHES):
        refresh(number)
    before, known = count(), kinds() if why else None
    for number in range(times):
        refresh(number)
    found = difference(before, count(), times)
    if known is not None:
        found["more"] = (kinds() - known).most_common(25)
    window.close()
    return found


def windows(folder: Path, times: int, why: bool) -> dict[str, Any]:
    """Windows, one after the other."""

    def one(number: int) -> None:
        window = new_window(folder)
        if number % 5 == 0:
            look_at_everything(window)
        window.close()
        window.threads_ended(2.0, 2.0)
        window.deleteLater()
        turns(1)

    for number in range(WARM_WINDOWS):
        one(number)
    before, known = count(), kinds() if why else None
    for number in range(times):
        one(number)
    found = difference(before, count(), times)
    if known is not None:
        found["more"] = (kinds() - known).most_common(25)
    return found


def difference(before: Count, after: Count, times: int) -> dict[str, Any]:
    """What came on top, and memory for one time."""
    more = {name: value - asdict(before)[name] for name, value in asdict(after).items()}
    return {
        "times": times,
        "bytes_each": round(more.pop("rss_bytes") / times),
        "native_bytes_each": round(more.pop("native_bytes") / times),
        **more,
    }


def measure(part: str, times: int, why: bool) -> dict[str, Any]:
    """One part, in this process."""
    from PySide6.QtCore import qInstallMessageHandler

    from explorer.gui.app import make_app
    from explorer.gui.theme import apply_theme

    qInstallMessageHandler(lambda *_: None)
    apply_theme(make_app(), "light")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CHECKPOINT_EXPLORER_CACHE"] = os.environ["CHECKPOINT_EXPLORER_DATA"] = f"{scratch}/own"
        folder = Path(scratch) / "run"
        shutil.copytree(ROOT / "resources" / "demo" / "guide_net", folder)
        return {"refreshes": refreshes, "windows": windows}[part](folder, times, why)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--refreshes", type=int, default=2000, help="0 leaves this part out")
    parser.add_argument("--windows", type=int, default=200, help="0 leaves this part out")
    parser.add_argument("--why", action="store_true", help="say which kinds of objects came on top")
    parser.add_argument("--part", choices=("refreshes", "windows"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.part:
        print(json.dumps(measure(arguments.part, getattr(arguments, arguments.part), arguments.why)))
        return 0
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "budget_bytes_each": BUDGET_BYTES,
    }
    for part in ("refreshes", "windows"):
        times = getattr(arguments, part)
        if not times:
            continue
        command = [sys.executable, __file__, "--part", part, f"--{part}", str(times)]
        command += ["--why"] if arguments.why else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        found[part] = json.loads(done.stdout)
    if arguments.json:
        print(json.dumps(found))
        return 0
    for name, value in found.items():
        if not isinstance(value, dict):
            print(f"{name}: {value}")
            continue
        print(f"{name}:")
        for inner, number in value.items():
            if inner == "more":
                for kind, more in number:
                    print(f"    {more:>8} {kind}")
            else:
                print(f"  {inner:<14}{number:>12}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

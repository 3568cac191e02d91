"""The window on a run of thousands of checkpoints: how soon it shows what, and the GUI thread's longest gaps.

Opens the run, waits for the first checkpoint and for all steps, drags a handle along the time axis, and
has the directory looked at again: unchanged, with one checkpoint more, with one fewer. That is done three
times: without a record of the run, with one that is told of every checkpoint in the background meanwhile,
and with what it then remembers. The gaps are told as those of bench_window.py are.

python tests/benchmarks/bench_run_window.py [--json] [--count 3000] [--run DIRECTORY] [--why]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
BUDGET_MS = {"longest": 100, "aim": 50}


def measure(run: Path, why: bool, records: Path | None = None) -> dict[str, Any]:
    """Seconds until things are shown, and by phase the longest gap; with a record of the run in a folder."""
    from PySide6.QtCore import QCoreApplication

    from explorer.gui.app import apply_theme, make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.recording import RecordPolicy
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from tests.benchmarks.bench_window import Pulse, Watch

    app = make_app()
    apply_theme(app, "light")
    settings, session = Settings(fresh=True), Session()
    settings.follow = False
    if records is not None:
        session.recording.set_policy(RecordPolicy(True, records))
    window = MainWindow(session, settings)
    window.resize(1280, 800)
    window.show()
    settle(window, 20)
    pulse = Pulse()
    watch = Watch(pulse) if why else None
    seconds: dict[str, float] = {}

    def wait(until: Callable[[], bool], limit_s: float = 120) -> None:
        end = time.monotonic() + limit_s
        while not until() and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.001)

    def timed(phase: str, until: Callable[[], bool]) -> None:
        began = time.perf_counter()
        wait(until)
        seconds[phase] = round(time.perf_counter() - began, 2)

    pulse.start("open")
    window.open_path(run)
    timed("first checkpoint shown", lambda: session.newer is not None)
    timed("then all steps", lambda: all(entry.is_resolved for entry in session.run.checkpoints))
    pulse.start("after opening")
    began = time.perf_counter()
    settle(window, 300)
    seconds["then at rest"] = round(time.perf_counter() - began, 2)
    if records is not None:
        timed("then all remembered", lambda: not session.recording.is_busy)

    pulse.start("drag")
    handle, width = window.timeline.newer_handle, window.timeline.width()
    for x in range(width - 80, 140, -4):
        handle.dragged.emit(float(x))
        frame_ends = time.monotonic() + 0.016
        wait(lambda end=frame_ends: time.monotonic() > end)
    handle.dropped.emit()
    settle(window, 60)

    def refresh(phase: str) -> None:
        looks: list[object] = []
        session.looked.connect(looks.append)
        pulse.start(phase)
        began = time.perf_counter()
        session.refresh()
        wait(lambda: bool(looks))
        seconds[phase] = round(time.perf_counter() - began, 2)
        settle(window, 120)
        session.looked.disconnect(looks.append)

    refresh("first look again")
    refresh("nothing changed")
    last = session.run.checkpoints[-1]
    added = []
    for file in sorted(run.glob(f"{last.prefix}.*")):
        copy = file.with_name(file.name.replace(last.prefix, f"{last.family}-{10**7}"))
        copy.write_bytes(file.read_bytes())
        added.append(copy)
    refresh("one more")
    for copy in added:
        copy.unlink()
    refresh("one fewer")
    pulse.stop()
    window.close()
    window.threads_ended(20, 20)
    gaps: dict[str, Any] = {}
    for phase, wall, gui, process in pulse.gaps():
        if wall > gaps.get(phase, (0,))[0]:
            gaps[phase] = (round(wall, 1), round(gui, 1), round(process, 1))
    found: dict[str, Any] = {"seconds": seconds, "longest gap ms (wall, GUI thread, process)": gaps}
    if watch is not None:
        found["why"] = watch.found()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--run", type=Path, help="a directory made before")
    parser.add_argument("--why", action="store_true", help="say which stacks were met in long gaps")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.benchmarks import bench_directory
    from tests.benchmarks.bench_window import told

    with tempfile.TemporaryDirectory() as folder:
        run = arguments.run
        if run is None:
            bench_directory.COUNT = arguments.count
            run = bench_directory.many_checkpoints(Path(folder))
        found = {"load": round(os.getloadavg()[0], 2), "budget_ms": BUDGET_MS}
        records = Path(folder) / "records"
        for told_as, where in (
            ("without a record", None),
            ("first opening with a record", records),
            ("opened again", records),
        ):
            found[told_as] = measure(run, arguments.why, where)
    print(json.dumps(found) if arguments.json else told(found))


if __name__ == "__main__":
    main()

"""The GUI thread's longest gaps while a run is followed: a checkpoint a second, in each view.

A 5 ms timer beats on the GUI thread while another process saves and deletes checkpoints in
TensorFlow's order. The gaps are told as those of bench_window.py are.

python tests/benchmarks/bench_following.py [--json] [--layers 333] [--seconds 8] [--every 1.0] [--why]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
KEPT = 5


def write(run: Path, layers: int, every_s: float, seconds: float) -> None:
    """Save and delete until the time is over."""
    from tests.writing_order import checkpoint_files, save_merged

    number, until = KEPT, time.monotonic() + seconds
    while time.monotonic() < until:
        number += 1
        files = checkpoint_files(100 * number, number=number, layers=layers, units=8)
        keep = tuple(f"ckpt-{n}" for n in range(number - KEPT + 1, number + 1))
        for _ in save_merged(run, keep[-1], files, keep=keep, delete=(f"ckpt-{number - KEPT}",)):
            pass
        time.sleep(every_s)


def measure(layers: int, seconds: float, every_s: float, why: bool) -> dict[str, Any]:
    """View -> longest gap, 99th percentile, processor time of the GUI thread in the longest, new steps seen."""
    from explorer.gui.actions import VIEWS
    from explorer.gui.app import apply_theme, make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from tests.benchmarks.bench_window import Pulse, Watch
    from tests.fuzz.chaos_window import _wait
    from tests.writing_order import checkpoint_files, put

    app = make_app()
    apply_theme(app, "light")
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        for number in range(1, KEPT + 1):
            names = tuple(f"ckpt-{n}" for n in range(1, number + 1))
            put(run, names[-1], checkpoint_files(100 * number, number=number, layers=layers, units=8), names)
        settings, session = Settings(fresh=True), Session()
        settings.follow, settings.follow_interval_s = True, 1.0
        window = MainWindow(session, settings)
        window.resize(1280, 800)
        window.show()
        window.open_path(run)
        settle(window, 30)
        key = next(key for key in session.newer.table.keys if "kernel" in key and "OPTIMIZER" not in key)
        session.select(key)
        for view_id, _, _ in VIEWS:
            window.tabs.show_view(view_id)
            if view_id == "restore":
                session.choose_target_entry(session.run.checkpoints[-2])
            settle(window, 30)
        found["tensors"] = len(session.newer.table)
        pulse = Pulse()
        watch = Watch(pulse) if why else None
        writer = subprocess.Popen(
            [
                sys.executable,
                __file__,
                "--write",
                folder,
                str(layers),
                str(every_s),
                str(seconds * len(VIEWS)),
            ],
            cwd=ROOT,
        )
        for view_id, _, _ in VIEWS:
            window.tabs.show_view(view_id)
            settle(window, 30)
            seen = {entry.prefix for entry in session.run.checkpoints}
            pulse.start(view_id)
            _wait(lambda: False, seconds)
            found[view_id] = {"new steps": len({e.prefix for e in session.run.checkpoints} - seen)}
        pulse.stop()
        writer.kill()
        writer.wait()
        window.close()
    for view_id, _, _ in VIEWS:
        gaps = sorted((gap[1:] for gap in pulse.gaps() if gap[0] == view_id), reverse=True)
        wall, gui, process = gaps[0]
        found[view_id] |= {
            "longest_ms": round(wall, 1),
            "p99_ms": round(gaps[len(gaps) // 100][0], 1),
            "of_it_gui_thread_ms": round(gui, 1),
            "of_it_process_ms": round(process, 1),
        }
    if watch is not None:
        found["why"] = watch.found()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--layers", type=int, default=333, help="six tensors each")
    parser.add_argument("--seconds", type=float, default=8.0, help="in each view")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two saves")
    parser.add_argument("--why", action="store_true", help="say which stacks were met in long gaps")
    parser.add_argument("--write", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.write:
        run, layers, every_s, seconds = arguments.write
        write(Path(run), int(layers), float(every_s), float(seconds))
        return
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "budget_ms": {"longest": 100, "aim": 50},
        **measure(arguments.layers, arguments.seconds, arguments.every, arguments.why),
    }
    if arguments.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        if name == "why":
            for phase, counts in value.items():
                print(f"{phase}:", *(f"\n  {count:>4} {line}" for line, count in counts))
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()

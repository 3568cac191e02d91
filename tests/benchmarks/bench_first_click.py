"""The very first histogram of a fresh process: a tensor is clicked soon after its run was opened.

Each round is a process of its own that opens a run of N steps of one tensor of 1 MB, waits until the first
checkpoint is shown and a while longer, brings the Histograms view to the front and chooses the tensor. Told are
the milliseconds from there to the first picture and to all, in processor time of the whole process as well:
what a click costs whatever else the machine is at. Medians, and the quickest round.

python tests/benchmarks/bench_first_click.py [--json] [--rounds 3] [--steps 30]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
BUDGET_MS = {"first picture": 300}
CASES = (("histograms", 0), ("histograms", 500), ("graph", 500), ("graph", 2000))  # view in front, ms after


def click(run: Path, key: str, view_id: str, after_ms: int) -> dict[str, float]:
    """One round, in this process."""
    from PySide6.QtCore import QCoreApplication

    from explorer.gui.app import apply_theme, make_app
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from tests.benchmarks.bench_window import Pulse

    app = make_app()
    apply_theme(app, "light")
    settings, session = Settings(fresh=True), Session()
    settings.follow = False
    window = MainWindow(session, settings)
    window.resize(1280, 800)
    window.tabs.show_view(view_id)
    window.show()
    window.open_path(run)

    def wait(until: Callable[[], bool], limit_s: float = 60) -> None:
        end = time.monotonic() + limit_s
        while not until() and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.0005)

    wait(lambda: session.newer is not None)
    ready = time.monotonic() + after_ms / 1000
    wait(lambda: time.monotonic() >= ready)
    pulse = Pulse()
    pulse.start("click")
    began, worked = time.perf_counter(), time.process_time()

    def since() -> tuple[float, float]:
        return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)

    window.tabs.show_view("histograms")
    session.select(key)

    def is_drawn() -> bool:
        view = window.tabs.view("histograms")
        return view is not None and view.mode in view.plots and bool(view.plot.ridges)

    wait(is_drawn)
    first, first_worked = since()
    wait(lambda: not window.tabs.view("histograms").is_busy())
    whole, _ = since()
    pulse.stop()
    window.close()
    window.threads_ended(5, 5)
    gaps = list(pulse.gaps())
    return {
        "first picture": first,
        "of it processor": first_worked,
        "all pictures": whole,
        "longest gap": max(gap[1] for gap in gaps),
        "GUI thread's most": max(gap[2] for gap in gaps),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--click", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.click is not None:
        run, key, view_id, after_ms = arguments.click
        print(json.dumps(click(Path(run), key, view_id, int(after_ms))))
        return
    from tests.benchmarks.bench_histograms import make_run
    from tests.benchmarks.bench_window import told

    found: dict[str, Any] = {"load": round(os.getloadavg()[0], 2), "budget_ms": BUDGET_MS}
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        key = make_run(run, arguments.steps, 512)
        command = [sys.executable, __file__, "--click", str(run), key]
        for view_id, after_ms in CASES:
            rounds = []
            for _ in range(arguments.rounds):
                done = subprocess.run(
                    [*command, view_id, str(after_ms)],
                    stdout=subprocess.PIPE,
                    text=True,
                    check=True,
                    cwd=ROOT,
                )
                rounds.append(json.loads(done.stdout))
            found[f"{view_id} in front, clicked {after_ms} ms after the first checkpoint"] = {
                f"{name} ms (median, quickest)": (
                    round(statistics.median(one[name] for one in rounds)),
                    round(min(one[name] for one in rounds)),
                )
                for name in rounds[0]
            }
    print(json.dumps(found) if arguments.json else told(found))


if __name__ == "__main__":
    main()

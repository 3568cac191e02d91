"""The Histograms view in the real window, offscreen: from the click to the first picture and to all of them.

A run of N steps of one tensor of 1 MB is made, then one of 2N; each is opened, the view shown, the tensor
clicked for the first time (cold: nothing of it was read), and the gaps of the GUI thread noted by a timer
of 5 ms. Then every kind of picture is shown, and a reading is cancelled. The gaps are told as those of
bench_window.py are.

python tests/benchmarks/bench_histograms.py [--json] [--steps 30] [--side 512] [--why]
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
BUDGET_MS = {"click to first picture": 300, "cancel": 200, "longest gap": 50}


def make_run(folder: Path, steps: int, side: int) -> str:
    """Checkpoints of a kernel [side, side] and its bias; the kernel's key."""
    import numpy as np

    from tests.builders import VALUE, write_bundle

    folder.mkdir()
    rng = np.random.default_rng(7)
    first, drift = rng.standard_normal((2, side, side))
    for number in range(1, steps + 1):
        kernel = (first * 0.05 + drift * 0.002 * number).astype(np.float32)
        tensors = {
            f"net/l1/kernel{VALUE}": kernel,
            f"net/l1/bias{VALUE}": kernel[0] * 0.1,
            f"save_counter{VALUE}": np.int64(number),
        }
        write_bundle(folder / f"ckpt-{number}", tensors)
    return f"net/l1/kernel{VALUE}"


def measure(run: Path, key: str, why: bool) -> dict[str, Any]:
    """Milliseconds of each thing, and by phase the longest gap."""
    from PySide6.QtCore import QCoreApplication

    from explorer.gui.app import settle
    from explorer.gui.histogram import modes
    from explorer.gui.histogram.histogram_view import HistogramView
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from tests.benchmarks.bench_window import Pulse, Watch

    settings, session = Settings(fresh=True), Session()
    settings.follow = False
    window = MainWindow(session, settings)
    window.resize(1280, 800)
    window.tabs.show_view("histograms")
    window.show()
    window.open_path(run)
    settle(window, 120)
    view = window.findChild(HistogramView)
    took: dict[str, float] = {}

    def wait(until: Callable[[], bool], limit_s: float = 120) -> None:
        end = time.monotonic() + limit_s
        while not until() and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.0005)

    def timed(what: str, until: Callable[[], bool]) -> None:
        wait(until)
        took[what] = round(1000 * (time.perf_counter() - began), 1)

    ready = time.monotonic() + 2  # the window imports its other views in the meantime
    wait(lambda: time.monotonic() > ready)
    pulse = Pulse()
    watch = Watch(pulse) if why else None
    pulse.start("first look")
    began = time.perf_counter()
    session.select(key)
    timed("click to first picture", lambda: bool(view.plot.ridges))
    timed(
        "click to all pictures",
        lambda: len(view.plot.ridges) >= len(view.picture.ridge_rows()) and not view.reading.is_busy,
    )
    settle(window, 120)
    for mode in (*modes.MODES, modes.RIDGES):
        pulse.start(mode)
        began = time.perf_counter()
        view.set_mode(mode)
        timed(f"{mode} at rest", lambda: not view.is_busy())
    pulse.start("hover")
    for index in range(len(view.picture.records)):
        view.plot.cursor_place = 0.3 + 0.01 * (index % 40)
        view.plot.read_row(index)
        QCoreApplication.processEvents()
    pulse.start("another tensor, cancelled")
    session.select(key.replace("kernel", "bias"))
    wait(lambda: view.reading.is_busy, 1)
    began = time.perf_counter()
    view.deactivate()
    timed("cancel", lambda: not view.is_busy())
    pulse.stop()
    window.close()
    window.threads_ended(5, 5)
    gaps: dict[str, Any] = {}
    for phase, wall, gui, process in pulse.gaps():
        if wall > gaps.get(phase, (0,))[0]:
            gaps[phase] = (round(wall, 1), round(gui, 1), round(process, 1))
    found: dict[str, Any] = {"ms": took, "longest gap ms (wall, GUI thread, process)": gaps}
    if watch is not None:
        found["why"] = watch.found()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--side", type=int, default=512, help="of the kernel; 512 is 1 MB")
    parser.add_argument("--why", action="store_true", help="say which stacks were met in long gaps")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from explorer.gui.app import apply_theme, make_app
    from tests.benchmarks.bench_window import told

    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHECKPOINT_EXPLORER_CACHE"] = str(Path(folder) / "cache")  # cold, and nothing left behind
        app = make_app()
        apply_theme(app, "light")
        found: dict[str, Any] = {"load": round(os.getloadavg()[0], 2), "budget_ms": BUDGET_MS}
        for steps in (arguments.steps, 2 * arguments.steps):
            run = Path(folder) / f"run{steps}"
            key = make_run(run, steps, arguments.side)
            found[f"{steps} steps of {arguments.side} x {arguments.side}"] = measure(run, key, arguments.why)
    print(json.dumps(found) if arguments.json else told(found))


if __name__ == "__main__":
    main()

"""The window: time to its first painted frame as a whole process, and the GUI thread's longest gap while loading.

python tests/benchmarks/bench_window.py [--json] [--layers 2000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HEAVY = ("pyqtgraph", "networkx", "google.protobuf", "ml_dtypes", "rich")

_FIRST_PAINT = """
import sys, time
from PySide6.QtCore import QTimer
from explorer.gui.app import make_app, apply_theme
from explorer.gui.main_window import MainWindow
from explorer.gui.session import Session
from explorer.gui.settings import Settings
from pathlib import Path
app = make_app(); apply_theme(app, "light")
class Timed(MainWindow):
    def _after_first_paint(self):
        loaded = [name for name in {heavy!r} if name in sys.modules]
        print(",".join(loaded) or "none", flush=True)
        import os
        os._exit(0)
window = Timed(Session(), Settings(fresh=True))
window.open_path(Path({path!r}))
window.show()
app.exec()
"""


def first_paint(path: Path, rounds: int) -> tuple[float, float, str]:
    """(median s, least s, heavy modules loaded) of the whole process up to its first paint."""
    times, loaded = [], ""
    code = _FIRST_PAINT.format(heavy=HEAVY, path=str(path))
    for _ in range(rounds):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        )
        times.append(time.perf_counter() - began)
        loaded = done.stdout.strip()
    return statistics.median(times), min(times), loaded


def write_layers(directory: Path, layers: int) -> Path | None:
    """A checkpoint of many layers; None while no writer is there."""
    try:
        from tests.builders import write_layered_model
    except ImportError:
        return None
    for step in (100, 200):
        write_layered_model(
            directory / f"ckpt-{step // 100}", layers, units=8, step=step, save_counter=step // 100
        )
    return directory


def gaps(path: Path, views: tuple[str, ...]) -> dict[str, object]:
    """Gaps between beats of a 5 ms timer while a directory opens and its views fill."""
    from PySide6.QtCore import QTimer

    from explorer.gui.app import apply_theme, make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

    app = make_app()
    apply_theme(app, "light")
    window = MainWindow(Session(), Settings(fresh=True))
    window.show()
    settle(window, 20)
    beats: list[tuple[float, str]] = []
    timer = QTimer(interval=5)
    doing = ["open"]
    timer.timeout.connect(lambda: beats.append((time.perf_counter(), doing[0])))
    timer.start()
    window.open_path(path)
    settle(window, 60)
    for view in views:
        doing[0] = view
        window.tabs.show_view(view)
        settle(window, 120)
    timer.stop()
    window.close()
    between = sorted(
        ((second[0] - first[0]) * 1000, second[1]) for first, second in itertools.pairwise(beats)
    )
    worst: dict[str, float] = {}
    for gap, what in between:
        worst[what] = round(gap, 1)
    return {
        "beats": len(beats),
        "longest_ms": round(between[-1][0], 1),
        "longest_during": between[-1][1],
        "p99_ms": round(between[int(len(between) * 0.99)][0], 1),
        "longest_ms_by_view": worst,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--layers", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--views", default="variables,graph,histograms,compare,values")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    demo = ROOT / "resources" / "demo" / "guide_net"
    median, least, loaded = first_paint(demo, arguments.rounds)
    found: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "first_paint_s": {
            "median": round(median, 3),
            "least": round(least, 3),
            "budget": 0.7,
            "heavy_modules": loaded,
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        directory = write_layers(Path(folder), arguments.layers)
        if directory is None:
            found["gui_gap"] = "skipped: tests/builders.py cannot write a bundle here"
        else:
            size = sum(path.stat().st_size for path in directory.iterdir())
            found["gui_gap"] = {
                "layers": arguments.layers,
                "checkpoint_bytes": size,
                "budget_ms": 100,
                **gaps(directory, tuple(arguments.views.split(","))),
            }
    if arguments.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()

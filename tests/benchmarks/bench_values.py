"""The values view on a matrix of 100,000 x 100,000 float32 (40 GB, a sparse file) that is never read whole.

Tells how soon the first and the finished picture are there, how long a zoom takes that reads every cell in
view, the numbers after a jump to the last cell, how soon a search stops, how much memory that took, and the
longest gaps of the GUI thread by phase as bench_window.py does.

python tests/benchmarks/bench_values.py [--json] [--side 100000]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
KEY = "embedding/embeddings"
BUDGET = {"memory_mib": 100, "gap_ms": 50, "cancel_ms": 200}


def sparse_matrix(prefix: Path, side: int) -> Path:
    """A checkpoint of one square matrix: zeros that take no disk, and stripes of numbers every 1,000 rows."""
    import numpy as np

    from tests.builders import data_name, entry_bytes, header_bytes, write_index

    size = side * side * 4
    entry = entry_bytes("float32", (side, side), size_bytes=size, crc=1)
    write_index(prefix, {b"": header_bytes(), KEY.encode(): entry})
    numbers = np.random.default_rng(1).normal(0, 0.05, side).astype(np.float32).tobytes()
    with data_name(prefix).open("wb") as file:
        file.truncate(size)
        for row in range(0, side, 1000):
            file.seek(row * side * 4)
            file.write(numbers)
    return prefix


def measure(prefix: Path) -> dict[str, Any]:
    """Seconds, MiB, gaps."""
    from PySide6.QtCore import QCoreApplication, QRectF

    from explorer.gui.app import apply_theme, make_app
    from explorer.gui.session import Session
    from explorer.gui.values.values_view import ValuesView
    from tests.benchmarks.bench_window import Pulse

    app = make_app()
    apply_theme(app, "light")
    session = Session()
    view = ValuesView(session)
    view.resize(1000, 700)
    view.show()
    view.activate()
    pulse = Pulse()
    seconds: dict[str, float] = {}

    def wait(until: Callable[[], bool], limit_s: float = 120) -> None:
        end = time.monotonic() + limit_s
        while not until() and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.001)

    def timed(phase: str, until: Callable[[], bool]) -> None:
        began = time.perf_counter()
        wait(until)
        seconds[phase] = round(time.perf_counter() - began, 3)

    session.open(prefix)
    wait(lambda: session.newer is not None and not view.is_busy())
    view.pages.page("picture")  # making a plot is no part of reading
    wait(lambda: not view.is_busy())
    before = _memory_mib()

    pulse.start("first picture")
    session.select(KEY)
    timed("first picture", lambda: view.heat_map.detail is not None)
    timed("then the finished sample", lambda: not view.is_busy())
    sample = view.facts.text()

    pulse.start("zoom")
    view.heat_map.show_rect(QRectF(50_000, 50_000, 900, 700))
    wait(lambda: view.is_busy())
    timed("zoom to 900 x 700 cells", lambda: not view.is_busy())

    pulse.start("numbers")
    view.set_mode("grid")
    rows, columns = view.subject.size
    view.going.go_to(f"{rows - 1}, {columns - 1}")
    timed("numbers at the last cell", lambda: not view.is_busy())

    pulse.start("search and cancel")
    list(view.bar.finds)[1].trigger()
    began = time.perf_counter()
    wait(lambda: time.perf_counter() - began > 1.0)
    seconds["search stopped after"] = _cancel_s(session, view, wait)
    pulse.stop()
    found = {
        "seconds": seconds,
        "memory above idle MiB": round(_memory_mib() - before, 1),
        "facts": sample,
    }
    gaps: dict[str, tuple[float, ...]] = {}
    for phase, wall, gui, _ in pulse.gaps():
        if wall > gaps.get(phase, (0,))[0]:
            gaps[phase] = (round(wall, 1), round(gui, 1))
    found["longest gap ms (wall, GUI thread)"] = gaps
    view.close()
    session.pool.close(1.0)
    return found


def _cancel_s(session: Any, view: Any, wait: Callable[..., None]) -> float:
    """Seconds from the cancel until the thread that searched is free."""
    began = time.perf_counter()
    view.going.stop()
    wait(lambda: session.pool._waiting == 0)
    return round(time.perf_counter() - began, 3)


def _memory_mib() -> float:
    """The most that was ever resident."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", type=int, default=100_000)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        prefix = sparse_matrix(Path(folder) / "ckpt-1", arguments.side)
        found = {"load": round(os.getloadavg()[0], 2), "budget": BUDGET, **measure(prefix)}
    if arguments.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()

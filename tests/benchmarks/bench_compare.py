"""Comparing two checkpoints of very many variables: structure, sorting, filtering, and the window while it opens.

Two made checkpoints, of which every fiftieth variable differs. Times are the best of three; the gaps of the GUI
thread are told as those of bench_window.py are, by a timer of 5 ms.

python tests/benchmarks/bench_compare.py [--json] [--count 100000]
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

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
BUDGET_MS = {"structure": 1000, "sort": 100, "filter": 100, "gap": 50}
ROUNDS = 3


def write_pair(folder: Path, count: int) -> tuple[Path, Path]:
    """Two steps with `count` variables each: some changed, a few added and removed."""
    from tests.builders import write_bundle

    still, moved = np.arange(6, dtype=np.float32), np.arange(6, dtype=np.float32) + 1
    kinds = [f"{name}{slot}" for name in ("kernel", "bias") for slot in ("", "/Adam", "/Adam_1")]
    prefixes = []
    for step in (1, 2):
        tensors: dict[str | bytes, Any] = {"global_step": np.int64(step)}
        for number in range(count - 1):
            layer, kind = divmod(number, len(kinds))
            scope = f"head_{step}" if number < 50 else "model"
            differs = step == 2 and number % 50 == 0
            tensors[f"{scope}/block_{layer // 100}/dense_{layer}/{kinds[kind]}"] = moved if differs else still
        prefixes.append(write_bundle(folder / f"model.ckpt-{step}", tensors))
    return prefixes[0], prefixes[1]


def best(action: Callable[[], Any]) -> float:
    """Milliseconds of the fastest of three runs."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - began))
    return round(min(times), 1)


def columns(prefixes: tuple[Path, Path]) -> dict[str, float]:
    """Structure, sorting and filtering, in ms."""
    from explorer.analysis.diff import diff_checkpoints
    from explorer.checkpoints.checkpoint import checkpoint_at
    from explorer.gui.app import make_app
    from explorer.gui.compare.difference_source import find_differences
    from explorer.gui.item_models.table_model import ColumnTableModel, prepare

    make_app()
    sides = [checkpoint_at(prefix) for prefix in prefixes]
    for side in sides:
        _ = side.role_codes
    source = find_differences(*sides, lambda checkpoint, key: None)
    found = {
        "structure": best(lambda: find_differences(*sides, lambda checkpoint, key: None)),
        "all rows as records": best(lambda: diff_checkpoints(*sides)),
        "key ranks and filter index, in a job": best(lambda: prepare(source, "key", True)),
    }
    model = ColumnTableModel(source.columns, "key")
    model.set_source(source)
    numbers = {name: number for number, name in enumerate(column.id for column in source.columns)}
    source._numbers["relative_l2"][:] = np.random.default_rng(5).random(len(source))
    from PySide6.QtCore import Qt

    orders = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
    for name in ("relative_l2", "change", "older"):
        times = []
        for order in orders:
            model.forget_values((name,))
            began = time.perf_counter()
            model.sort(numbers[name], order)
            times.append(1000 * (time.perf_counter() - began))
        found[f"sort by {name}"] = round(max(times), 1)
    for query in ("k", "kernel", "kernel change:changed", "dense_123"):
        began = time.perf_counter()
        model.set_filter(query)
        found[f"filter {query!r}"] = round(1000 * (time.perf_counter() - began), 1)
    model.set_filter("")
    found["only differences"] = best(lambda: model.set_accepted(source.is_difference()))
    return found


def window(folder: Path) -> dict[str, Any]:
    """The longest gaps of the GUI thread, and how long the view takes to show rows and to come to rest."""
    from PySide6.QtCore import QCoreApplication, Qt

    from explorer.gui.app import apply_theme, make_app, settle
    from explorer.gui.compare.compare_view import CompareView
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from tests.benchmarks.bench_window import Pulse

    app = make_app()
    apply_theme(app, "light")
    session = Session()
    shown = MainWindow(session, Settings(fresh=True))
    shown.resize(1280, 800)
    shown.show()
    shown.open_path(folder)
    settle(shown, 60)
    pulse = Pulse()
    pulse.start("compare")
    began = time.perf_counter()
    shown.tabs.show_view("compare")
    while True:
        QCoreApplication.processEvents()
        view = shown.findChild(CompareView)
        if view is not None and view.model.rowCount():
            break
        time.sleep(0.001)
    rows_s = time.perf_counter() - began
    settle(shown, 120)
    rest_s = time.perf_counter() - began
    pulse.start("sort")
    view.table.sortByColumn(view.model.column_index("relative_l2"), Qt.SortOrder.DescendingOrder)
    settle(shown, 60)
    pulse.stop()
    shown.close()
    gaps: dict[str, Any] = {}
    for phase, wall, gui, process in pulse.gaps():
        if wall > gaps.get(phase, (0,))[0]:
            gaps[phase] = (round(wall, 1), round(gui, 1), round(process, 1))
    return {
        "rows shown s": round(rows_s, 2),
        "at rest s": round(rest_s, 2),
        "longest gap ms (wall, GUI thread, process)": gaps,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--count", type=int, default=100_000)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.benchmarks.bench_window import told

    found: dict[str, Any] = {"load": round(os.getloadavg()[0], 2), "budget_ms": BUDGET_MS}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHECKPOINT_EXPLORER_CACHE"] = str(Path(folder) / "cache")
        for count in (arguments.count, 2 * arguments.count):
            place = Path(folder) / str(count)
            place.mkdir()
            found[f"{count:,} variables, ms"] = columns(write_pair(place, count))
        found["window"] = window(place)
    print(json.dumps(found) if arguments.json else told(found))


if __name__ == "__main__":
    main()

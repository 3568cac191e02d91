"""The GUI thread's longest gaps while somebody uses everything: views, steps, searches, sorts, compare, restore, dialogs.

What restyles or furnishes the whole window on somebody's wish (a theme, a language, a text size) is told apart: Qt
styles every widget there is in one go.

A 5 ms timer beats on the GUI thread. A gap is told on the wall clock, in processor time of the GUI thread and of
the whole process; the stacks met in late beats tell where.

python tests/benchmarks/bench_tour.py [DIRECTORY ...] [--json] [--layers 2000]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
BUDGET_MS = {"longest": 100, "aim": 50, "p99": 30}
WORST = 8
RESTYLES = ("theme_dark", "theme_light", "language_zh_CN", "language_en", "text_size_150", "text_size_100")


def measure(path: Path) -> dict[str, Any]:
    """The tour over one directory, in this process."""
    from PySide6.QtCore import qInstallMessageHandler

    from explorer.gui.app import make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from explorer.gui.theme import apply_theme
    from tests.gaps import GapWatch

    qInstallMessageHandler(lambda *_: None)
    apply_theme(make_app(), "light")
    window = MainWindow(Session(), Settings(fresh=True))
    window.show()
    settle(window, 30)
    watch = GapWatch()
    with watch.watching():
        for doing, act in tour(window, path):
            watch.doing = doing
            act()
            settle(window, 300)
    window.close()
    window.threads_ended(2.0, 2.0)
    restyling = {
        name: round(max(gap.thread_ms for gap in watch.gaps if gap.doing == name), 1)
        for name in RESTYLES
        if any(gap.doing == name for gap in watch.gaps)
    }
    watch.gaps = [gap for gap in watch.gaps if gap.doing not in RESTYLES]
    worst = sorted(watch.gaps, key=lambda gap: -gap.wall_ms)[:WORST]
    work = sorted(gap.thread_ms for gap in watch.gaps)
    return {
        "beats": len(watch.gaps),
        "longest_ms": round(watch.longest_ms, 1),
        "p99_ms": round(watch.p99_ms, 1),
        "longest_of_own_work_ms": round(work[-1], 1),
        "p99_of_own_work_ms": round(work[int(len(work) * 0.99)], 1),
        "gaps_of_own_work_over_50_ms": sum(spent > BUDGET_MS["aim"] for spent in work),
        "restyling_own_work_ms": restyling,
        "worst": [
            {
                "doing": gap.doing,
                "wall_ms": round(gap.wall_ms, 1),
                "thread_ms": round(gap.thread_ms, 1),
                "process_ms": round(gap.process_ms, 1),
                "stacks": watch.stacks[gap.doing].most_common(3),
            }
            for gap in worst
        ],
    }


def tour(window: Any, path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a person does, one after the other; each is waited for."""
    from explorer.gui.actions import VIEWS

    session = window.session
    yield "open", lambda: window.open_path(path)
    names = [key for key in session.newer.table.keys if "kernel" in key] or list(session.newer.table.keys)
    yield "select", lambda: session.select(names[len(names) // 2])
    for view_id, _, _ in VIEWS:
        yield f"view {view_id}", lambda view_id=view_id: window.tabs.show_view(view_id)
    for text in ("k", "ke", "ker", "kern", ""):
        for view_id in ("graph", "variables", "compare"):
            yield (
                f"search {text!r} in {view_id}",
                lambda view_id=view_id, text=text: (
                    window.tabs.show_view(view_id),
                    window.tool_bar.search.setText(text),
                ),
            )
    yield "variables", lambda: window.tabs.show_view("variables")
    table = window.tabs.view("variables").table
    for column in range(table.model().columnCount()):
        yield f"sort by column {column}", lambda column=column: table.sortByColumn(column, _descending())
    for offset in (-1, -1, 1, 1):
        for view_id in ("graph", "histograms", "compare", "values"):
            yield (
                f"step with {view_id}",
                lambda view_id=view_id, offset=offset: (
                    window.tabs.show_view(view_id),
                    session.step_by(offset),
                ),
            )
    if session.older_entry is not None:
        yield "target", lambda: session.choose_target_entry(session.older_entry)
        yield "restore", lambda: window.tabs.show_view("restore")
    for name in (
        "palette",
        "settings",
        "help",
        "shortcuts",
        "verify",
        "what_moved",
        *RESTYLES,
    ):
        yield name, lambda name=name: window.actions_by_id[name].trigger()
    yield "reload", window.reload
    yield "close the directory", session.close_run


def _descending() -> Any:
    from PySide6.QtCore import Qt

    return Qt.SortOrder.DescendingOrder


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directories", nargs="*", type=Path, help="runs; without any one of --layers is made")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--layers", type=int, default=1000)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.measure is not None:
        print(json.dumps(measure(arguments.measure)))
        return 0
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "budget_ms": BUDGET_MS,
    }
    with tempfile.TemporaryDirectory() as scratch:
        directories = arguments.directories
        if not directories:
            from tests.benchmarks.bench_window import write_layers

            directories = [Path(scratch) / f"{arguments.layers} layers"]
            directories[0].mkdir()
            write_layers(directories[0], arguments.layers)
        environment = dict(
            os.environ, CHECKPOINT_EXPLORER_CACHE=f"{scratch}/cache", CHECKPOINT_EXPLORER_DATA=scratch
        )
        for path in directories:
            command = [sys.executable, __file__, "--measure", str(path)]
            done = subprocess.run(
                command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment
            )
            found[path.name] = json.loads(done.stdout)
    print(json.dumps(found) if arguments.json else told(found))
    return 0


def told(found: dict[str, Any]) -> str:
    """For people."""
    lines = []
    for name, value in found.items():
        if not isinstance(value, dict) or "worst" not in value:
            lines.append(f"{name}: {value}")
            continue
        lines.append(
            f"{name}: {value['beats']} beats, longest {value['longest_ms']} ms, 99th percentile {value['p99_ms']} ms, "
            f"longest of its own work {value['longest_of_own_work_ms']} ms, "
            f"99th percentile {value['p99_of_own_work_ms']} ms, "
            f"{value['gaps_of_own_work_over_50_ms']} over {BUDGET_MS['aim']}"
        )
        restyling = (f"{name} {spent} ms" for name, spent in value["restyling_own_work_ms"].items())
        lines.append(f"  restyling, own work: {', '.join(restyling)}")
        lines.append(f"  {'wall':>7}{'GUI':>7}{'all':>7}  doing")
        for gap in value["worst"]:
            lines.append(f"  {gap['wall_ms']:>7}{gap['thread_ms']:>7}{gap['process_ms']:>7}  {gap['doing']}")
            lines += [f"{'':>24}{count} {stack}" for stack, count in gap["stacks"]]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

"""The window: time to its first painted frame as a whole process, and the GUI thread's longest gaps while it works.

A 5 ms timer beats on the GUI thread while a checkpoint is opened, every view visited and every
statistic computed. A gap is told three times: on the wall clock, in processor time of the GUI thread
(work of its own), and in processor time of the whole process (work it waited for). A gap longer than
the process worked is the machine's.

python tests/benchmarks/bench_window.py [--json] [--rounds 3] [--layers 2000] [--rows 200000] [--why]
"""

from __future__ import annotations

import argparse
import collections
import gc
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HEAVY = ("pyqtgraph", "networkx", "google.protobuf", "ml_dtypes", "rich")
BEAT_MS = 5
BUDGET_MS = {"longest": 100, "aim": 50, "p99": 30}
LATE_S = 0.025  # --why: stacks are taken once a beat is this late

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


def write_layers(directory: Path, layers: int) -> None:
    """Two steps of an object-based checkpoint of many layers."""
    from tests.builders import write_layered_model

    for number in (1, 2):
        write_layered_model(
            directory / f"ckpt-{number}", layers, units=8, step=100 * number, save_counter=number, seed=number
        )


def write_rows(directory: Path, rows: int) -> None:
    """Two steps of a name-based checkpoint of many tensors."""
    from tests.builders import write_many

    for number in (1, 2):
        write_many(directory / f"model.ckpt-{number}", rows)


class Pulse:
    """Beats of a timer on the GUI thread, each with the clocks and what was being done."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.doing = ""
        self.beats: list[tuple[float, float, float, str]] = []
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        self.beats.append((time.perf_counter(), time.thread_time(), time.process_time(), self.doing))

    def start(self, doing: str) -> None:
        """A phase begins."""
        self.doing = doing
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The last phase is over."""
        self._timer.stop()

    def gaps(self) -> Iterator[tuple[str, float, float, float]]:
        """(phase, wall ms, GUI thread's processor ms, process' processor ms) between beats."""
        for before, after in zip(self.beats, self.beats[1:], strict=False):
            yield after[3], *((after[clock] - before[clock]) * 1000 for clock in range(3))


class Watch:
    """Takes the GUI thread's stack while a beat is late, to see what it is at.

    By a signal, in the thread itself: looking from another thread (sys._current_frames, faulthandler)
    crashed Python 3.11 once every few runs.
    """

    def __init__(self, pulse: Pulse) -> None:
        self._pulse, self._began = pulse, 0.0
        self.seen: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        gc.callbacks.append(self._collected)
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, 0.003, 0.003)

    def _look(self, _: int, frame: Any) -> None:
        beats = self._pulse.beats
        if beats and time.perf_counter() - beats[-1][0] > LATE_S:
            lines = []
            while frame is not None and len(lines) < 7:
                code = frame.f_code
                lines.append(f"{Path(code.co_filename).stem}.{code.co_name}:{frame.f_lineno}")
                frame = frame.f_back
            self.seen[self._pulse.doing][" < ".join(lines)] += 1

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        elif (ms := (time.perf_counter() - self._began) * 1000) > 10:
            line = f"garbage of generation {info['generation']}: {ms:.0f} ms"
            self.seen[self._pulse.doing][line] += 1

    def found(self) -> dict[str, list[tuple[str, int]]]:
        """By phase, the stacks met and how often."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        return {phase: counts.most_common(14) for phase, counts in self.seen.items()}


def measure(path: Path, why: bool) -> dict[str, object]:
    """Open, look everywhere, compute everything, in this process; gaps by phase."""
    from PySide6.QtCore import qInstallMessageHandler

    from explorer.gui.app import _pass_message, apply_theme, make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

    qInstallMessageHandler(_pass_message)
    app = make_app()
    apply_theme(app, "light")
    session = Session()
    window = MainWindow(session, Settings(fresh=True))
    window.show()
    settle(window, 20)
    pulse = Pulse()
    watch = Watch(pulse) if why else None
    times: dict[str, float] = {}
    for phase, act in phases(window, session, path):
        began = time.perf_counter()
        pulse.start(phase)
        act()
        settle(window, 300)
        times[phase] = round(time.perf_counter() - began, 2)
    pulse.stop()
    window.close()
    qInstallMessageHandler(None)
    found: dict[str, object] = {"gaps": list(pulse.gaps()), "seconds": times}
    if watch is not None:
        found["why"] = watch.found()
    return found


def phases(window: Any, session: Any, path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a person does, one after the other; each is waited for."""
    from explorer.gui.actions import VIEWS

    def kernel() -> str:
        return next(key for key in session.newer.table.keys if "kernel" in key and "OPTIMIZER" not in key)

    yield "open", lambda: window.open_path(path)
    yield "select", lambda: session.select(kernel())
    for view_id, _, _ in VIEWS:
        if view_id == "restore":
            yield "target", lambda: session.choose_target_entry(session.older_entry)
        yield view_id, lambda view_id=view_id: window.tabs.show_view(view_id)
    if len(session.newer.table) < 50_000:

        def all_statistics() -> None:
            window.tabs.show_view("variables")
            keys = [variable.key for variable in session.newer.variables]
            session.statistics.want(session.newer, keys)

        yield "all statistics", all_statistics

        def sort_by_value() -> None:
            view = window.tabs.current_view
            view.table.show_column("mean", True)
            view.table.sortByColumn(view.model.column_index("mean"), _descending())

        yield "sort by mean", sort_by_value
    table = window.tabs.view("variables")
    yield "filter", lambda: (window.tabs.show_view("variables"), table.filter.setText("kernel 7"))
    yield "select all", lambda: (table.filter.setText(""), table.table.selectAll())
    yield "copy", window.copy
    yield "other step", lambda: session.step_by(-1)


def _descending() -> Any:
    from PySide6.QtCore import Qt

    return Qt.SortOrder.DescendingOrder


def summary(runs: list[dict[str, Any]]) -> dict[str, object]:
    """Medians over the runs: of each phase's longest gap, of the 99th percentile."""
    by_phase: dict[str, list[list[float]]] = {}
    longest, p99, beats = [], [], []
    for run in runs:
        gaps = run["gaps"]
        walls = sorted(gap[1] for gap in gaps)
        longest.append(walls[-1])
        p99.append(walls[int(len(walls) * 0.99)])
        beats.append(len(walls))
        for phase in run["seconds"]:
            worst = max((gap[1:] for gap in gaps if gap[0] == phase), default=[0.0, 0.0, 0.0])
            by_phase.setdefault(phase, []).append(worst)
    median = statistics.median
    found: dict[str, object] = {
        "rounds": len(runs),
        "beats": median(beats),
        "longest_ms": round(median(longest), 1),
        "longest_ms_of_all_rounds": round(max(longest), 1),
        "p99_ms": round(median(p99), 1),
        "phases": {
            phase: {
                "seconds": median(run["seconds"][phase] for run in runs),
                "longest_ms": round(median(gap[0] for gap in worst), 1),
                "of_it_gui_thread_ms": round(median(gap[1] for gap in worst), 1),
                "of_it_process_ms": round(median(gap[2] for gap in worst), 1),
                "over_all_rounds_ms": round(max(gap[0] for gap in worst), 1),
            }
            for phase, worst in by_phase.items()
        },
    }
    if "why" in runs[-1]:
        found["why"] = runs[-1]["why"]
    return found


def gaps(path: Path, rounds: int, why: bool) -> dict[str, object]:
    """`measure` in processes of their own."""
    runs = []
    for _ in range(rounds):
        command = [sys.executable, __file__, "--measure", str(path), *(["--why"] if why else [])]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        runs.append(json.loads(done.stdout))
    size = sum(file.stat().st_size for file in path.iterdir())
    return {"files_bytes": size, **summary(runs)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--layers", type=int, default=2000, help="0 leaves this part out")
    parser.add_argument("--rows", type=int, default=200_000, help="0 leaves this part out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--why", action="store_true", help="say which stacks were met in long gaps")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.measure is not None:
        print(json.dumps(measure(arguments.measure, arguments.why)))
        return
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "budget_ms": BUDGET_MS,
    }
    if not arguments.why:
        median, least, loaded = first_paint(ROOT / "resources" / "demo" / "guide_net", arguments.rounds + 2)
        found["first_paint_s"] = {
            "median": round(median, 3),
            "least": round(least, 3),
            "budget": 0.7,
            "heavy_modules": loaded,
        }
    for name, count, write in (
        ("layers", arguments.layers, write_layers),
        ("rows", arguments.rows, write_rows),
    ):
        if count:
            with tempfile.TemporaryDirectory() as folder:
                write(Path(folder), count)
                rounds = arguments.rounds if name == "layers" else max(1, arguments.rounds // 3)
                found[f"{count} {name}"] = gaps(Path(folder), rounds, arguments.why)
    print(json.dumps(found) if arguments.json else told(found))


def told(found: dict[str, Any], indent: str = "") -> str:
    """For people: one line a number, one line a phase."""
    lines = []
    for name, value in found.items():
        if name == "phases":
            lines.append(
                f"{indent}{'phase':<16}{'s':>7}{'longest ms':>12}{'GUI cpu':>9}{'all cpu':>9}{'worst':>8}"
            )
            for phase, numbers in value.items():
                cells = list(numbers.values())
                lines.append(
                    f"{indent}{phase:<16}{cells[0]:>7}{cells[1]:>12}{cells[2]:>9}{cells[3]:>9}{cells[4]:>8}"
                )
        elif name == "why":
            for phase, counts in value.items():
                lines.append(f"{indent}{phase}:")
                lines += [f"{indent}  {count:>4} {line}" for line, count in counts]
        elif isinstance(value, dict):
            lines += [f"{indent}{name}:", told(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name}: {value}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

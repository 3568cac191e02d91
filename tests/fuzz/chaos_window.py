"""A writer that tears, replaces, deletes and makes files anew under an open window that is being used.

The window follows the directory, is sorted, filtered, plotted and exported from meanwhile. Two seconds after
the writer stopped it must show what a fresh scan shows, and every value read must be the one on disk.

python -m tests.fuzz.chaos_window [seconds] [seed]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explorer.errors import ExplorerError
from explorer.task import QUIET, Task

VIEWS = ("variables", "graph", "histograms", "compare", "values", "restore")
SETTLES_S = 2.0
MOST_MS = 100.0  # of the window's event loop, told but not judged: other programs run too


@dataclass
class Figures:
    """What a run of the chaos showed."""

    seconds: float = 0.0
    writes: int = 0
    acts: int = 0
    exports: int = 0
    looks: int = 0
    news: int = 0
    longest_gap_ms: float = 0.0
    faults: list[str] = field(default_factory=list)  # exceptions nobody caught
    wrong: list[str] = field(default_factory=list)  # where the window differs from the disk afterwards

    @property
    def is_fine(self) -> bool:
        """Nothing died and nothing lies."""
        return not self.faults and not self.wrong

    def told(self) -> str:
        """For people."""
        return (
            f"{self.seconds:.0f} s: {self.writes} changes of files, {self.acts} acts in the window, "
            f"{self.exports} exports, {self.looks} looks ({self.news} with news), "
            f"longest gap {self.longest_gap_ms:.0f} ms, faults {len(self.faults)}, wrong {len(self.wrong)}"
        )


class Writer(threading.Thread):
    """Does to a directory's files what trainers, copies and people do, at random."""

    def __init__(self, run: Path, sound: dict[str, bytes], seed: int) -> None:
        super().__init__(daemon=True)
        self.run_directory, self.sound, self.dice = run, sound, random.Random(seed)
        self.stopped, self.writes = threading.Event(), 0

    def run(self) -> None:
        while not self.stopped.wait(self.dice.uniform(0.0005, 0.02)):
            name = self.dice.choice(sorted(self.sound))
            try:
                self._change(self.run_directory / name, self.sound[name])
                self.writes += 1
            except OSError:
                continue

    def _change(self, path: Path, data: bytes) -> None:
        what = self.dice.randrange(7)
        if what == 0:
            path.write_bytes(data[: self.dice.randrange(len(data) + 1)])
        elif what == 1:
            with path.open("ab") as file:
                file.write(self.dice.randbytes(self.dice.randrange(1, 60)))
        elif what == 2:
            path.unlink(missing_ok=True)
        elif what == 3:
            at = self.dice.randrange(max(len(data), 1))
            path.write_bytes(data[:at] + self.dice.randbytes(4) + data[at + 4 :])
        elif what == 4:
            beside = path.with_name(f"{path.name}.tempstate{self.dice.randrange(9)}")
            beside.write_bytes(data)
            beside.replace(path)
        else:
            path.write_bytes(data)

    def mend(self) -> None:
        """Make everything whole again but a torn index and a deleted checkpoint, for the window to tell."""
        for path in self.run_directory.iterdir():
            if path.is_file() and path.name not in self.sound:
                path.unlink()
        for name, data in self.sound.items():
            (self.run_directory / name).write_bytes(data)
        names = sorted(name for name in self.sound if name.endswith(".index"))
        for path in self.run_directory.glob(f"{names[0].removesuffix('.index')}.*"):
            path.unlink()
        torn = self.run_directory / names[1].replace(".index", ".data-00000-of-00001")
        torn.write_bytes(torn.read_bytes()[:-5])


def chaos(seconds: float, seed: int = 1, layers: int = 12) -> Figures:
    """Run it in this process; needs a QApplication or makes one."""
    from PySide6.QtCore import QTimer

    from explorer.gui.app import apply_theme, make_app
    from explorer.gui.follow import Follower
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings
    from tests.writing_order import checkpoint_files, put

    figures = Figures(seconds=seconds)
    app = make_app()
    apply_theme(app, "light")
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook = lambda kind, error, trace: figures.faults.append(f"{kind.__name__}: {error}")
    threading.excepthook = lambda args: figures.faults.append(f"{args.exc_type.__name__}: {args.exc_value}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run, exports = Path(folder) / "run", Path(folder) / "exports"
        run.mkdir()
        exports.mkdir()
        names = tuple(f"ckpt-{number}" for number in range(1, 6))
        for number, name in enumerate(names, 1):
            put(run, name, checkpoint_files(100 * number, number=number, layers=layers), names[:number])
        sound = {path.name: path.read_bytes() for path in run.iterdir()}
        settings = Settings(fresh=True)
        settings.follow, settings.follow_interval_s = True, 1.0
        session = Session()
        window = MainWindow(session, settings)
        follower = getattr(window, "follower", None) or Follower(session, settings, window)
        session.looked.connect(lambda found: _count(figures, found))
        window.show()
        window.open_path(run)
        writer, user = Writer(run, sound, seed), User(window, exports, figures, seed)
        pulse = Pulse(figures)
        try:
            _wait(lambda: session.run is not None and not window.is_busy(), 20.0)
            acting = QTimer(interval=15)
            acting.timeout.connect(user.act)
            acting.start()
            pulse.start()
            writer.start()
            _wait(lambda: False, seconds)
            writer.stopped.set()
            writer.join()
            acting.stop()
            pulse.stop()
            writer.mend()
            figures.writes = writer.writes
            _wait(lambda: False, SETTLES_S)
            figures.wrong += differences(window, run)
        finally:
            writer.stopped.set()
            follower.stop()
            window.close()
            window.deleteLater()
            sys.excepthook, threading.excepthook = hooks
    return figures


class User:
    """Somebody who looks at everything at once."""

    def __init__(self, window: Any, exports: Path, figures: Figures, seed: int) -> None:
        self._window, self._exports, self._figures = window, exports, figures
        self._dice = random.Random(seed + 1)
        self._slot = window.session.new_slot(window, "Exporting")

    def act(self) -> None:
        """One thing, if the last one is not to be waited for."""
        self._figures.acts += 1
        window, session, dice = self._window, self._window.session, self._dice
        what = dice.randrange(9)
        if what == 0:
            window.tabs.show_view(dice.choice(VIEWS))
        elif what == 1 and session.newer is not None:
            session.select(dice.choice(session.newer.table.keys))
        elif what == 2 and session.run is not None and session.run.checkpoints:
            dice.choice((session.choose_newer, session.choose_older))(dice.choice(session.run.checkpoints))
        elif what == 3:
            session.refresh(force=True)
        elif what == 4 and (view := window.tabs.view("variables")) is not None:
            column = dice.choice([column.id for column in view.model.columns if column.is_sortable])
            view.table.sortByColumn(view.model.column_index(column), dice.choice(_orders()))
            view.filter.setText(dice.choice(("", "kernel", "bias role:slot", "is:damaged")))
        elif what == 5:
            session.choose_latest()
        elif what == 6 and dice.randrange(4) == 0:
            self._export()
        elif what == 7 and dice.randrange(8) == 0:
            window.reload()
        elif what == 8 and session.newer is not None and dice.randrange(6) == 0:
            session.choose_target_entry(dice.choice(session.run.checkpoints))

    def _export(self) -> None:
        view = self._window.tabs.current_view
        exports = view.exports() if view is not None else ()
        if not exports or self._slot.is_busy:
            return
        export = self._dice.choice(exports)
        path = self._exports / f"{self._figures.exports}{export.suffix}"
        if export.on_gui_thread:
            _write(export, path)
            self._written(path)
        else:
            self._slot.start(_write, export, path, then=self._written, otherwise=self._written)

    def _written(self, path: Any) -> None:
        """An export is over; one that failed for an explained reason is as good."""
        if isinstance(path, Path):
            self._figures.exports += path.exists()
            path.unlink(missing_ok=True)
        elif not isinstance(path, (ExplorerError, OSError)):
            self._figures.faults.append(f"export: {path!r}")


def _write(export: Any, path: Path, task: Task = QUIET) -> Path:
    export.write(path, task)
    return path


class Pulse:
    """Longest gap between two beats of a 5 ms timer."""

    def __init__(self, figures: Figures) -> None:
        from PySide6.QtCore import QTimer

        self._figures, self._last = figures, 0.0
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._figures.longest_gap_ms = max(self._figures.longest_gap_ms, 1000 * (now - self._last))
        self._last = now


def differences(window: Any, run: Path) -> list[str]:
    """Where the window tells something else than the files do: of the directory, and of the values on show."""
    import explorer
    from explorer.errors import CorruptFileError, ExplorerError, MissingFileError

    session = window.session
    found = []
    truth = {entry.prefix: entry for entry in explorer.open_model_dir(run).checkpoints}
    shown = {entry.prefix: entry for entry in session.run.checkpoints}
    for prefix in sorted(truth.keys() | shown.keys()):
        real, told = truth.get(prefix), shown.get(prefix)
        if real is None:
            if told.status != "gone":
                found.append(f"{prefix} is {told.status} in the window, and not on disk")
        elif told is None:
            found.append(f"{prefix} is not in the window")
        elif real.status == told.status == "gone":
            continue
        elif (real.status, real.step, real.size_bytes) != (told.status, told.step, told.size_bytes):
            found.append(f"{prefix}: {told.status} {told.step}, on disk {real.status} {real.step}")
    for checkpoint, entry in ((session.newer, session.newer_entry), (session.older, session.older_entry)):
        if checkpoint is None or entry is None or entry.status != "complete":
            continue
        fresh = explorer.open_checkpoint(entry.path)
        for variable in fresh.variables:
            key = variable.key
            try:
                same = checkpoint.read(key).tolist() == fresh.read(key).tolist()
            except ExplorerError as error:
                found.append(f"{entry.prefix}: {key}: {error}")
                continue
            if not same:
                found.append(f"{entry.prefix}: another value of {key}")
            known = session.statistics.get(checkpoint, key)
            if isinstance(known, (CorruptFileError, MissingFileError)):
                found.append(f"{entry.prefix}: {key} counts as unreadable: {known}")
    if session.newer is None and session.newer_entry is not None and session.newer_entry.status == "complete":
        found.append(f"{session.newer_entry.prefix} is complete, and not open: {session.newer_error}")
    return found


def _orders() -> tuple[Any, Any]:
    from PySide6.QtCore import Qt

    return Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def _count(figures: Figures, found: Any) -> None:
    figures.looks += 1
    figures.news += bool(getattr(found, "is_new", False))


def _wait(is_done: Any, most_s: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer, until = QEventLoop(), QTimer(interval=20), time.monotonic() + most_s
    timer.timeout.connect(lambda: (is_done() or time.monotonic() > until) and loop.quit())
    timer.start()
    loop.exec()
    timer.stop()


def main(seconds: float = 30.0, seed: int = 1) -> int:
    """Print the figures; 1 when something died or lied."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures = chaos(seconds, seed)
    print(figures.told())
    for line in (*figures.faults[:20], *figures.wrong[:20]):
        print(f"  {line}")
    return 0 if figures.is_fine else 1


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(float(arguments[0]) if arguments else 30.0, int(arguments[1]) if len(arguments) > 1 else 1))

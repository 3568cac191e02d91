"""Following a run that is being written: when to look at the opened directory again.

The system tells of changes of a local directory at once; of a network file system it tells nothing, so the
directory is looked at every few seconds too. Looking itself is the session's work, on a pool thread.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup

from explorer.gui.language import tr
from explorer.gui.looking import Looked

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.gui.session import Session

RATES_S = (0.0, 1.0, 2.0, 5.0, 15.0, 60.0)  # 0: only when the system tells of a change
DEFAULT_RATE_S = 2.0
BURST_MS = 200  # a save touches a dozen files: one look for all of them
FIRST_MS = 500
BUSY_MS = 250  # the session reads something: ask again
QUIET_LOOKS, SLOWEST = 15, 3.0  # after so many looks without news, this many times slower
URGENT_S, LEAST_URGENT_S = 0.25, 2.0  # while a checkpoint is being written
SHARE_OF_TIME = 10  # a look that takes a second is followed by ten without one
SLOW_S = 0.5  # a file system that takes so long to list is not watched
HANGS_AFTER_S = 5.0


class Follower(QObject):
    """Has the session look again; switched on and off, and slowed down, by its actions."""

    state_changed = Signal()  # `sentence` or `explanation` may say something else

    def __init__(self, session: Session, settings: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._is_enabled = bool(getattr(settings, "follow", True))
        interval_s = float(getattr(settings, "follow_interval_s", DEFAULT_RATE_S))
        self._interval_s = interval_s if interval_s in RATES_S else DEFAULT_RATE_S
        self._directory: Path | None = None
        self._quiet = 0  # looks in a row without news
        self._urgent_s = URGENT_S
        self._wants_another = False
        self._is_hanging = False
        self._began = self._took_s = 0.0
        self._last_look: float | None = None  # seconds since the epoch
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._look)
        self._burst = QTimer(self, singleShot=True, interval=BURST_MS)
        self._burst.timeout.connect(self._look_for_change)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._changed)
        self._watcher.fileChanged.connect(self._changed)
        self._make_actions()
        session.run_changed.connect(self._show_run)
        session.looked.connect(self._looked)
        self._show_run(session.run)

    # -- the switches --------------------------------------------------------------------------

    def _make_actions(self) -> None:
        session = self._session
        self.follow_action = self._action(
            "follow", "&Follow the run", "Show new checkpoints as they are written, and mark deleted ones"
        )
        self.follow_action.setChecked(self._is_enabled)
        self.follow_action.toggled.connect(self.set_enabled)
        self.latest_action = self._action(
            "follow_latest",
            "&Stay at the latest checkpoint",
            "Move on to each new checkpoint; choosing a step by hand ends it",
        )
        self.latest_action.setChecked(session.follow_latest)
        self.latest_action.toggled.connect(lambda wanted: setattr(session, "follow_latest", wanted))
        session.follow_latest_changed.connect(self.latest_action.setChecked)
        group = QActionGroup(self)
        made = []
        for rate_s in RATES_S:
            text = f"Look every {rate_s:g} s" if rate_s > 1 else "Look every second"
            text = text if rate_s else "Look only when the system tells of a change"
            action = self._action(f"follow_every_{rate_s:g}", text, "How often the directory is looked at")
            action.setChecked(rate_s == self._interval_s)
            action.triggered.connect(lambda _=False, chosen=rate_s: self.set_interval_s(chosen))
            group.addAction(action)
            made.append(action)
        self.rate_actions = tuple(made)

    def _action(self, name: str, text: str, tip: str) -> QAction:
        action = QAction(tr(text), self)
        action.setObjectName(name)
        action.setToolTip(tr(tip))
        action.setStatusTip(tr(tip))
        action.setCheckable(True)
        return action

    def actions(self) -> tuple[QAction, ...]:
        """The switch, "stay at the latest", and one action a rate."""
        return (self.follow_action, self.latest_action, *self.rate_actions)

    @property
    def is_enabled(self) -> bool:
        """Whether the run is followed."""
        return self._is_enabled

    def set_enabled(self, wanted: bool) -> None:
        """Switch following on or off."""
        if wanted == self._is_enabled:
            return
        self._is_enabled = wanted
        self.follow_action.setChecked(wanted)
        if self._settings is not None:
            self._settings.follow = wanted
        if wanted:
            self._start_over(FIRST_MS)
        else:
            self.stop()
        self.state_changed.emit()

    @property
    def interval_s(self) -> float:
        """Seconds between two looks; 0 for none but those the system asks for."""
        return self._interval_s

    def set_interval_s(self, interval_s: float) -> None:
        """Choose one of `RATES_S`."""
        if interval_s not in RATES_S:
            return
        self._interval_s = interval_s
        self.rate_actions[RATES_S.index(interval_s)].setChecked(True)
        if self._settings is not None:
            self._settings.follow_interval_s = interval_s
        if self._is_enabled and self._directory is not None:
            self._start_over(FIRST_MS)
        self.state_changed.emit()

    def stop(self) -> None:
        """Look no more: it was switched off, or the window closes."""
        self._next.stop()
        self._burst.stop()
        self._watch(())

    # -- what it says --------------------------------------------------------------------------

    @property
    def sentence(self) -> str:
        """For the status bar: whether the run is followed, and what stands in the way. "" without a directory."""
        session = self._session
        if session.run is None:
            return ""
        if not self._is_enabled:
            return "Not following"
        if self._is_hanging:
            return "The directory does not answer"
        if session.lost is not None:
            return "The directory cannot be read"
        return "A checkpoint is being written" if session.is_being_written else "Following"

    @property
    def explanation(self) -> str:
        """The same at length, for a tool tip."""
        if not self._is_enabled or self._session.run is None:
            return "The directory is not looked at by itself. F5 reads it again."
        parts = ["New checkpoints appear as they are written; deleted ones stay on the time axis, hollow."]
        if self._is_hanging:
            parts = [f"The directory has not answered for {round(time.monotonic() - self._began)} s."]
        elif self._session.lost is not None:
            parts = [f"{self._session.lost}. It is shown as it was; another look follows soon."]
        if self._last_look is not None:
            parts.append(f"Last look at {time.strftime('%H:%M:%S', time.localtime(self._last_look))}.")
        return "\n".join(parts)

    # -- when to look --------------------------------------------------------------------------

    def _show_run(self, run: ModelDir | None) -> None:
        directory = run.directory if run is not None else None
        if directory == self._directory:
            return
        self._directory = directory
        self._last_look = None
        if directory is None or not self._is_enabled:
            self.stop()
        else:
            self._start_over(FIRST_MS)
        self.state_changed.emit()

    def _start_over(self, delay_ms: int) -> None:
        self._quiet, self._urgent_s, self._wants_another, self._is_hanging = 0, URGENT_S, False, False
        self._watch(())
        self._next.start(delay_ms)

    def _changed(self, _: str) -> None:
        """The system tells of a change: wait for the rest of the burst, but no longer than that."""
        if not self._burst.isActive():
            self._burst.start()

    def _look_for_change(self) -> None:
        if self._session.is_looking:
            self._wants_another = True  # it may have come too late for the look under way
        else:
            self._look()

    def _look(self) -> None:
        session = self._session
        if not self._is_enabled or session.run is None or session.pool.is_closed:
            return
        if session.refresh(force=session.is_being_written):
            self._began = time.monotonic()
        elif session.is_looking and time.monotonic() - self._began > HANGS_AFTER_S:
            self._is_hanging = True
            self.state_changed.emit()
        # Asked again soon if this was no moment for it; `_looked` chooses a later time if it was.
        self._next.start(BUSY_MS if not self._is_hanging else 1000)

    def _looked(self, found: object) -> None:
        self._last_look = time.time()
        self._is_hanging = False
        if isinstance(found, Looked):
            self._took_s = found.took_s
            self._quiet = 0 if found.is_new else self._quiet + 1
            self._urgent_s = URGENT_S if found.is_new else min(self._urgent_s * 2, LEAST_URGENT_S)
            self._watch((found.scanned.directory,) if found.took_s < SLOW_S else ())
        else:
            self._quiet += 1
            self._watch(())
        if self._is_enabled and self._session.run is not None:
            self._plan()
        self.state_changed.emit()

    def _plan(self) -> None:
        """The time of the next look."""
        least_s = SHARE_OF_TIME * self._took_s
        if self._wants_another:
            self._wants_another = False
            self._next.start(round(1000 * max(BURST_MS / 1000, least_s)))
        elif self._session.is_being_written or self._session.lost is not None:
            wait_s = self._urgent_s if self._session.lost is None else max(self._interval_s, 1.0)
            self._next.start(round(1000 * max(wait_s, least_s)))
        elif self._interval_s:
            slower = min(1.0 + self._quiet / QUIET_LOOKS, SLOWEST)
            self._next.start(round(1000 * max(self._interval_s * slower, least_s)))
        else:
            self._next.stop()

    def _watch(self, directories: tuple[Path, ...]) -> None:
        """Have the system tell of changes: of the directory's names, and of its state file's content.

        Only of a directory that answered just now: asking for it touches the file system, on this thread.
        """
        wanted = [str(path) for folder in directories for path in (folder, folder / "checkpoint")]
        known = [*self._watcher.directories(), *self._watcher.files()]
        if not directories and known:
            self._watcher.removePaths(known)
        elif stale := [path for path in known if path not in wanted]:
            self._watcher.removePaths(stale)
        for path in wanted:
            if path not in known:
                self._watcher.addPath(
                    path
                )  # that there is no such file is no matter: the next look tries again

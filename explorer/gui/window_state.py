"""Where a window stands: what is open, chosen, compared, restored into and filtered, as a record that goes into a file.

Read back, nothing of it is believed: what has another type or is too long counts as not said.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QTimer

from explorer.gui.actions import VIEWS
from explorer.gui.restore_choice import AS_TOLD
from explorer.gui.sealed import sealed, unsealed
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.gui.main_window import MainWindow

LONGEST = 16_000  # characters of a path, a key, a filter
MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class WindowState:
    """ "" and () are everywhere: nothing chosen. Prefixes are relative to the directory, as ModelDir tells them."""

    directory: str = ""
    newer: str = ""
    older: str = ""
    follows_latest: bool = True
    older_elsewhere: str = ""  # path of the older checkpoint, if it lies in another directory
    view: str = ""
    key: str = ""
    search: str = ""
    filter: str = ""  # of the Variables table
    target: str = ""  # path of what the target was read from
    restore: tuple[str, ...] = ()  # API, TensorFlow, variables, kind: the conditions of the restore check
    docks: str = ""  # Qt's own description, sealed
    geometry: str = ""

    def as_json(self) -> dict[str, Any]:
        """What json.dump takes; without what is not chosen."""
        return {
            field.name: list(value) if isinstance(value, tuple) else value
            for field in fields(self)
            if (value := getattr(self, field.name)) not in ("", ())
        }


def state_from_json(known: object) -> WindowState:
    """The record a file holds, as far as it is one."""
    if not isinstance(known, dict):
        return WindowState()
    taken: dict[str, Any] = {}
    for field in fields(WindowState):
        value = known.get(field.name)
        if field.name == "restore":
            if isinstance(value, list) and all(isinstance(part, str) and len(part) < 100 for part in value):
                taken["restore"] = tuple(value[:MOST_CHOICES])
        elif field.name == "follows_latest":
            taken[field.name] = value is not False
        elif isinstance(value, str) and len(value) <= LONGEST and "\0" not in value:
            taken[field.name] = value
    if taken.get("view") not in [view_id for view_id, _, _ in VIEWS]:
        taken.pop("view", None)
    return WindowState(**taken)


def state_of(window: MainWindow) -> WindowState:
    """Where a window stands now. Cheap: asked for again and again."""
    session = window.session
    run = session.run
    if run is None:
        opening = session.opening
        return WindowState(directory=str(opening) if opening is not None else "", view=window.tabs.current_id)
    newer, older, choice = session.newer_entry, session.older_entry, session.choice
    is_elsewhere = session.older_is_elsewhere
    table = window.tabs.view("variables")
    return WindowState(
        directory=str(run.directory),
        newer=newer.prefix if newer is not None else "",
        older=older.prefix if older is not None and not is_elsewhere else "",
        follows_latest=session.follow_latest,
        older_elsewhere=str(older.path) if older is not None and is_elsewhere else "",
        view=window.tabs.current_id,
        key=session.selected_key,
        search=window.tool_bar.search.text(),
        filter=table.filter.text() if table is not None else "",
        target=window.target_path,
        restore=(choice.api, choice.tensorflow, choice.variables, choice.kind) if choice != AS_TOLD else (),
        docks=sealed(window.docks_state),
        geometry=sealed(bytes(window.saveGeometry())),
    )


class StateRestorer(QObject):
    """Brings a window to where a record says, once its directory is open; what is no longer there is told."""

    def __init__(self, window: MainWindow, state: WindowState, directory: Path) -> None:
        super().__init__(window)
        self._window, self._state, self._directory = window, state, directory
        session = window.session
        if state.view:
            window.tabs.show_view(state.view)
        if docks := unsealed(state.docks):
            window.restoreState(QByteArray(docks))
        window.open_path(directory)
        session.run_opened.connect(self._opened)
        session.problem_met.connect(self._stop_if_not_opened)

    def _opened(self, run: ModelDir) -> None:
        self._window.session.run_opened.disconnect(self._opened)
        self._window.session.problem_met.disconnect(self._stop_if_not_opened)
        if run.directory != self._directory:  # somebody opened another one meanwhile
            self.deleteLater()
            return
        QTimer.singleShot(0, self, lambda: self._choose(run))  # after what opening itself chooses

    def _stop_if_not_opened(self, *_: object) -> None:
        if self._window.session.opening is None:
            self.deleteLater()

    def _choose(self, run: ModelDir) -> None:
        session, state = self._window.session, self._state
        entries = {entry.prefix: entry for entry in run.checkpoints}
        missing = [name for name in (state.newer, state.older) if name and name not in entries]
        if state.newer in entries and not state.follows_latest:
            session.choose_newer(entries[state.newer])
        if state.older in entries:
            session.choose_older(entries[state.older])
        elif state.older_elsewhere:
            session.choose_older_path(_index_file(Path(state.older_elsewhere)))
        if state.search:
            self._window.tool_bar.search.setText(state.search)
        if missing:
            self._tell_gone(missing)
        if session.newer is not None:
            self._select(session.newer)
        else:
            session.newer_changed.connect(self._select)

    def _tell_gone(self, missing: list[str]) -> None:
        names = ", ".join(display_name(name, 100) for name in missing)
        self._window.status_bar.say(f"No longer in the directory: {names}.")

    def _select(self, checkpoint: object) -> None:
        """Once a checkpoint is there: its variables, and the target it is to be held against."""
        session, state = self._window.session, self._state
        if checkpoint is None and session.newer_error is None:
            return
        if session.newer is not None and state.key:
            if state.key in session.newer.table.keys:
                session.select(state.key)
            else:
                self._tell_gone([state.key])
        if state.restore:
            from explorer.gui.target_memory import choice_of

            session.choose_way(choice_of(state.restore))
        if state.target:
            session.choose_target_path(Path(state.target))
        table = self._window.tabs.view("variables")
        if table is not None and state.filter:
            table.filter.setText(state.filter)
        self.deleteLater()


def _index_file(prefix: Path) -> Path:
    index = prefix.with_name(f"{prefix.name}.index")
    return index if index.is_file() else prefix

"""Pictures of one view, dialog or panel by itself, after somebody has chosen things in it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from explorer.gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
_WAIT_S = 60.0


def draw_piece(picture: Any, make_window: Callable[[], MainWindow], directory: Path, to: Path) -> None:
    """Open the run, choose what the picture says, do the piece's acts, and save what they give.

    `make_window` gives a window with settings of its own; what it remembers lies beside the run.
    """
    beside = directory.parent / "settings"
    os.environ["XDG_CONFIG_HOME"] = str(beside)
    os.environ["CHECKPOINT_EXPLORER_CACHE"] = str(directory.parent)  # gives its folder records
    window = None
    try:
        sys.path.insert(0, str(ROOT))  # runs are written with the builders of the tests
        import shown_encoder
        import shown_run

        if picture.demo == "stripes":
            shown_run.write(directory)
        elif picture.demo == "encoder":
            shown_encoder.write(directory)
        window = make_window()
        widget = _prepare(picture, window, directory)
        if not widget.grab().save(str(to), "PNG"):
            raise OSError(f"{to} could not be written")
    finally:
        if window is not None:
            window.close()
        for folder in (beside, directory.parent / "records"):
            shutil.rmtree(folder, ignore_errors=True)


def _prepare(picture: Any, window: MainWindow, directory: Path) -> QWidget:
    session = window.session
    window.resize(picture.width, picture.height)
    window.tabs.show_view(picture.view)
    window.open_path(directory)
    _rest(window)
    if picture.piece in OUTLIVING:
        _outlive(window, directory)
    for step, choose in ((picture.step, session.choose_newer), (picture.compare_step, session.choose_older)):
        if step is not None:
            choose(next(e for e in session.run.checkpoints if step in (e.step, e.number)))
            _rest(window)
    if picture.key:
        session.select(picture.key)
    _rest(window)
    widget = PIECES[picture.piece](window)
    _rest(window)
    return widget


def _outlive(window: MainWindow, directory: Path) -> None:
    """Read everything, then let the first checkpoints be deleted."""
    from shown_run import delete_old

    window.session.recording.ask_all()
    _until(lambda: not window.session.recording.is_busy, least_s=0.4)
    window.show_moves()
    _until(lambda: not window._moves.is_busy(), least_s=0.5)
    window._moves.close()
    delete_old(directory)
    _until(lambda: window.session.refresh(force=True))
    _until(lambda: not window.session.is_looking)
    _rest(window)


def _rest(window: MainWindow) -> None:
    from explorer.gui.app import settle

    settle(window, _WAIT_S)
    _until(lambda: not window.session.recording.is_busy)


def _until(is_so: Callable[[], bool], least_s: float = 0.0) -> None:
    import time

    from PySide6.QtWidgets import QApplication

    began = time.monotonic()
    while time.monotonic() - began < _WAIT_S:
        QApplication.processEvents()
        if is_so() and time.monotonic() - began >= least_s:
            return
        time.sleep(0.01)
    raise OSError("the window did not come to rest")


# --- the pieces ---------------------------------------------------------------------------------------


def _histogram(mode: str, *acts: Callable[[Any], None]) -> Callable[[MainWindow], QWidget]:
    def make(window: MainWindow) -> QWidget:
        view = window.tabs.current_view
        view.bar.modes[mode].click()
        _rest(window)
        for act in acts:
            act(view)
            _rest(window)
        return view

    return make


def _brush(view: Any) -> None:
    view.page.brushed.emit((0.5, 1.5))


def _loss(view: Any) -> None:
    view._want_scalars()
    _until(lambda: not view.is_busy())
    view._toggle_scalar("loss", True)


def _odd_curves(view: Any) -> None:
    for name in ("max", "mean", "median", "min"):
        view._toggle_statistic(name, False)
    for name in ("std", "NaN"):
        view._toggle_statistic(name, True)


def _all_layers(view: Any) -> None:
    view._choose_set("variables")


def _compare_page(mode: str, older: str = "") -> Callable[[MainWindow], QWidget]:
    def make(window: MainWindow) -> QWidget:
        view = window.tabs.current_view
        if older:
            window.session.choose_older_path(window.session.run.directory.parent / older)
            _rest(window)
        view.mode_buttons[mode].click()
        _rest(window)
        return view

    return make


def _values(act: Callable[[Any], None]) -> Callable[[MainWindow], QWidget]:
    def make(window: MainWindow) -> QWidget:
        act(window.tabs.current_view)
        return window.tabs.current_view

    return make


def _moves(window: MainWindow) -> QWidget:
    window.show_moves()
    dialog = window._moves
    dialog.resize(1000, 440)
    _until(lambda: not dialog.is_busy(), least_s=0.5)
    return dialog


def _changes(window: MainWindow) -> QWidget:
    view = window.tabs.current_view
    view.changes_button.click()
    return view


def _graph_moved(window: MainWindow) -> QWidget:
    view = window.tabs.current_view
    view.set_mode("how much it moved")
    return view


def _graph_pile(window: MainWindow) -> QWidget:
    return window.tabs.current_view


def _graph_difference(window: MainWindow) -> QWidget:
    view = window.tabs.current_view
    view.set_mode("difference")
    return view


def _graph_side(window: MainWindow) -> QWidget:
    view = _graph_difference(window)
    _rest(window)
    from PySide6.QtGui import QAction

    view.findChild(QAction, "graph_side_by_side").trigger()
    return view


def _timeline(window: MainWindow) -> QWidget:
    window.timeline.curve_row.choose_tag("weights: size of update")
    _rest(window)
    return window.timeline


def _settings_memory(window: MainWindow) -> QWidget:
    window.show_settings("Memory")
    dialog = window._settings_dialog
    _until(lambda: not dialog.memory.is_busy, least_s=0.5)
    return dialog


def _settings_look(window: MainWindow) -> QWidget:
    window.show_settings("Look")
    dialog = window._settings_dialog
    dialog.resize(780, 680)
    return dialog


def _help(window: MainWindow) -> QWidget:
    window.show_topic("restore-verdicts.md#shape-differs")
    dialog = window._help
    dialog.field.setText("shape differs")
    dialog._search()
    dialog._show_found(dialog.found.item(0))
    return dialog


def _hint(window: MainWindow) -> QWidget:
    window.hints.look()
    return window


OUTLIVING = frozenset({"timeline", "settings-memory", "compare-steps", "quantiles", "heat"})
PIECES: dict[str, Callable[[MainWindow], QWidget]] = {
    "heat": _histogram("heat"),
    "quantiles": _histogram("quantiles", _brush, _loss),
    "curves": _histogram("curves", _odd_curves),
    "several": _histogram("several", _all_layers),
    "overlay": _histogram("overlay"),
    "difference": _histogram("difference"),
    "compare-graph": _compare_page("graph", "iris20/model.ckpt-1"),
    "compare-steps": _compare_page("steps"),
    "filters": _values(lambda view: view.set_mode("filters")),
    "side": _values(lambda view: view.set_layer("side by side")),
    "moves": _moves,
    "changes": _changes,
    "graph-moved": _graph_moved,
    "graph-pile": _graph_pile,
    "graph-difference": _graph_difference,
    "graph-side": _graph_side,
    "timeline": _timeline,
    "settings-memory": _settings_memory,
    "settings-look": _settings_look,
    "help": _help,
    "hint": _hint,
}

"""The application: arguments to a window, and the window to a picture."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from explorer.errors import ExplorerError, MissingFileError
from explorer.gui import turns
from explorer.gui.actions import VIEWS
from explorer.gui.main_window import MainWindow, first_geometry
from explorer.gui.problems import FaultCatcher
from explorer.gui.recording import policy_of
from explorer.gui.session import Session
from explorer.gui.settings import Settings
from explorer.gui.theme import THEMES, apply_theme
from explorer.resources import resource_path

SETTLED_ROUNDS = 3
IMPORT_ENDS_S = 2.0  # a module that is being imported when the window closes
READS_END_S = 2.0  # of a picture; a window does not wait for a disk
VIEW_IDS = tuple(view_id for view_id, _, _ in VIEWS)


def argument_parser() -> argparse.ArgumentParser:
    """The window's command line."""
    parser = argparse.ArgumentParser(
        prog="checkpoint-explorer",
        description="See what is inside a TensorFlow model_dir, without TensorFlow.",
    )
    parser.add_argument(
        "path", nargs="?", help="a directory, a checkpoint prefix, or any file of a checkpoint"
    )
    parser.add_argument("--view", choices=VIEW_IDS, help="the view to show first")
    parser.add_argument("--step", type=int, help="the step to show; the latest checkpoint without it")
    parser.add_argument("--theme", choices=THEMES, help="colours, for this run only")
    parser.add_argument("--fresh", action="store_true", help="ignore and keep what was remembered")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Open the window and run until it is closed."""
    arguments = argument_parser().parse_args(sys.argv[1:] if argv is None else argv)
    app = make_app()
    settings = Settings(fresh=arguments.fresh)
    theme = arguments.theme or settings.theme
    apply_theme(app, theme, colour_blind=settings.colour_blind)
    session = Session()
    session.recording.set_policy(policy_of(settings))
    window = MainWindow(session, settings)
    catcher = FaultCatcher(window.show_fault, window)
    catcher.install()
    if arguments.view:
        window.tabs.show_view(arguments.view)
    if arguments.path is not None:
        window.open_path(Path(arguments.path), step=arguments.step)
    elif settings.last_directory:  # whether it is still there is found out in the background
        window.open_path(Path(settings.last_directory))
    if not settings.geometry:
        window.setGeometry(first_geometry(window.screen().availableGeometry()))
    window.show()
    code = app.exec()
    catcher.uninstall()
    if not window.threads_ended(IMPORT_ENDS_S):  # one hangs in the file system: do not wait for it
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def make_app() -> QApplication:
    """The one QApplication, made as we want it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0] if sys.argv else "checkpoint-explorer"])
    app.setApplicationName("checkpoint-explorer")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("checkpoint-explorer")
    turns.set_up(app)
    for name in ("checkpoint-explorer.svg", "checkpoint-explorer.png"):
        try:
            app.setWindowIcon(QIcon(str(resource_path("icons", name))))
            break
        except MissingFileError:
            continue
    return app


def screenshot(
    path: Path | str,
    *,
    view: str = "graph",
    to: Path | str,
    width: int = 1280,
    height: int = 800,
    theme: str = "light",
    step: int | None = None,
    key: str | None = None,
    compare_step: int | None = None,
    target: Path | str | int | None = None,
    timeout_s: float = 60.0,
) -> None:
    """Draw the real window offscreen, wait until nothing is on its way any more, save it as PNG.

    Args:
        path: what to open.
        view: id of the view.
        to: the PNG to write.
        width: of the window.
        height: of the window.
        theme: "light" or "dark".
        step: the newer step; the latest without it.
        key: the variable to choose.
        compare_step: the older step.
        target: a step of the run or the path of a checkpoint to check the restore into.
        timeout_s: give up after this long.

    Raises:
        ExplorerError: it could not be opened, has no such step, key or target, or did not come to rest in time.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_pass_message)
    if view not in VIEW_IDS:
        raise ExplorerError(f"there is no view {view!r}", hint=f"Views: {', '.join(VIEW_IDS)}.")
    app = make_app()
    apply_theme(app, theme)
    session = Session()
    settings = Settings(fresh=True)
    settings.theme = theme
    window = MainWindow(session, settings)
    failures: list[tuple[Exception, str]] = []
    session.problem_met.connect(lambda error, doing: failures.append((error, doing)))
    try:
        window.resize(width, height)
        window.tabs.show_view(view)
        window.show()
        window.open_path(Path(path), step=step)
        settle(window, timeout_s)
        if session.run is None:
            raise failures[-1][0] if failures else ExplorerError("nothing was opened", path=path)
        if step is not None:
            _entry_of_step(session, step)
        if compare_step is not None:
            session.choose_older(_entry_of_step(session, compare_step))
        if target is not None:
            if isinstance(target, int):
                session.choose_target_entry(_entry_of_step(session, target))
            else:
                session.choose_target_path(Path(target))
        settle(window, timeout_s)
        if target is not None and session.target is None:
            raise failures[-1][0] if failures else ExplorerError("the target gives no model", target=target)
        if key is not None:
            if session.newer is not None:
                session.newer.row(key)  # raises for a key it does not hold
            session.select(key)
        settle(window, timeout_s)
        if not window.grab().save(str(to), "PNG"):
            raise ExplorerError("the picture could not be written", hint="Check the folder.", path=to)
    finally:
        window.close()
        window.threads_ended(IMPORT_ENDS_S, READS_END_S)
        window.deleteLater()
        qInstallMessageHandler(None)


def settle(window: MainWindow, timeout_s: float) -> None:
    """Run the event loop until the window has been idle for some rounds."""
    loop = QEventLoop()
    timer = QTimer(interval=20)
    idle, deadline = [0], time.monotonic() + timeout_s

    def look() -> None:
        idle[0] = 0 if window.is_busy() else idle[0] + 1
        if idle[0] >= SETTLED_ROUNDS or time.monotonic() > deadline:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    if idle[0] < SETTLED_ROUNDS:
        raise ExplorerError(
            "the window did not come to rest in time", hint="Something is read or computed for long."
        )


def _pass_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's messages, without the offscreen platform's remark about itself."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


def _entry_of_step(session: Session, step: int) -> object:
    for entry in session.run.checkpoints if session.run is not None else ():
        if step in (entry.step, entry.number):
            return entry
    raise MissingFileError(f"there is no checkpoint of step {step}", hint="`ckptx steps` lists them.")

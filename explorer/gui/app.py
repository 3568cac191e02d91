"""The application: arguments to a window, and the window to a picture."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from explorer.errors import ExplorerError, MissingFileError
from explorer.gui import turns
from explorer.gui.actions import VIEWS
from explorer.gui.autosave import Autosave, saved_state
from explorer.gui.bug_report import know_private, versions
from explorer.gui.ending import Ending
from explorer.gui.language import CODES, use_language
from explorer.gui.main_window import MainWindow, first_geometry
from explorer.gui.problems import FaultCatcher
from explorer.gui.recording import policy_of
from explorer.gui.running import DISPLAY_GONE, Crash, RunningMark, crashes
from explorer.gui.session import Session
from explorer.gui.settings import Settings
from explorer.gui.single_instance import OPENED, Reception, Wish, hand_over
from explorer.gui.text_size import wanted_percent
from explorer.gui.theme import TEXT_PERCENTS, THEMES, apply_theme
from explorer.gui.window_state import StateRestorer
from explorer.resources import resource_path

SETTLED_ROUNDS = 3
AFTER_PAINT_MS = (
    400  # nobody starts the program twice within so short a time, and the first picture comes first
)
IMPORT_ENDS_S = 2.0  # a module that is being imported when the window closes
SHOWN_VARIABLE = "CHECKPOINT_EXPLORER_SHOWN"  # names a file; `explorer.show` waits for it
READS_END_S = 2.0  # of a picture; a window does not wait for a disk
VIEW_IDS = tuple(view_id for view_id, _, _ in VIEWS)


def argument_parser() -> argparse.ArgumentParser:
    """The window's command line."""
    parser = argparse.ArgumentParser(
        prog="checkpoint-explorer",
        description="See what is inside a TensorFlow model_dir, without TensorFlow.",
    )
    parser.add_argument(
        "path",
        nargs="?",
        help="a directory, a checkpoint prefix, any file of a checkpoint, or a session file",
    )
    parser.add_argument("--view", choices=VIEW_IDS, help="the view to show first")
    parser.add_argument("--step", type=int, help="the step to show; the latest checkpoint without it")
    parser.add_argument("--theme", choices=THEMES, help="colours, for this run only")
    parser.add_argument("--language", choices=CODES, help="the window's language, for this run only")
    parser.add_argument(
        "--text-size", type=int, choices=TEXT_PERCENTS, help="size of texts in percent, for this run only"
    )
    parser.add_argument("--fresh", action="store_true", help="ignore and keep what was remembered")
    parser.add_argument(
        "--new-window", action="store_true", help="open another window although one is open already"
    )
    return parser


def main(argv: list[str] | None = None) -> int:
    """Open the window and run until it is closed; or hand everything over to the window that runs already."""
    arguments = argument_parser().parse_args(sys.argv[1:] if argv is None else argv)
    wish = _wish(arguments)
    if not arguments.fresh and not arguments.new_window and hand_over(wish) == OPENED:
        print("Shown in the window that is open already; --new-window opens another one.")
        return 0
    mark, crash = RunningMark(), None
    if not arguments.fresh:
        crash = next((one for one in crashes() if one.directory or one.log), None)
        mark.begin(versions())
        mark.watch_faults()
    qInstallMessageHandler(lambda kind, context, text: _note_message(mark, kind, text))
    app = make_app()
    settings = Settings(fresh=arguments.fresh)
    theme = arguments.theme or settings.theme
    use_language(app, arguments.language or settings.language)
    percent = wanted_percent(arguments.text_size or settings.text_percent)
    apply_theme(app, theme, colour_blind=settings.colour_blind, percent=percent)
    session = Session()
    session.recording.set_policy(policy_of(settings))
    window = MainWindow(session, settings)
    window.gives_hints = not arguments.fresh
    catcher = FaultCatcher(window.show_fault, window)
    catcher.install()
    ending = Ending(window.close, window)
    ending.install()
    saver = Autosave(window, mark)
    know_private(lambda: _private_names(session))
    if arguments.view:
        window.tabs.show_view(arguments.view)
    if wish.path:
        saver.opening(wish.path)
        window.open_path(Path(wish.path), step=wish.step)
    elif (
        settings.last_directory and crash is None
    ):  # whether it is still there is found out in the background
        saver.opening(settings.last_directory)
        window.open_path(Path(settings.last_directory))
    if not settings.geometry:
        window.setGeometry(first_geometry(window.screen().availableGeometry()))
    window.show()
    if told := os.environ.pop(SHOWN_VARIABLE, ""):
        QTimer.singleShot(0, window, lambda: _tell_shown(Path(told)))
    if not arguments.fresh:
        QTimer.singleShot(AFTER_PAINT_MS, window, Reception(window.take_wish, window).open)
    if crash is not None:
        QTimer.singleShot(0, window, lambda: _tell_crash(window, saver, crash, bool(wish.path)))
    elif settings.why_forgotten:
        window.status_bar.say(settings.why_forgotten)
    code = app.exec()
    saver.stop()
    ending.uninstall()
    catcher.uninstall()
    has_ended = window.threads_ended(IMPORT_ENDS_S)
    mark.end()
    qInstallMessageHandler(None)
    if not has_ended:  # one hangs in the file system: do not wait for it
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def _wish(arguments: argparse.Namespace) -> Wish:
    """What was asked for, in a form another process understands: it may stand in another folder."""
    path = ""
    if arguments.path is not None:
        try:
            path = os.path.abspath(os.path.expanduser(arguments.path))  # noqa: PTH100, PTH111 - as given, links unfollowed
        except OSError:  # the folder one stands in was deleted
            path = arguments.path
    return Wish(path, arguments.view or "", arguments.step)


def _tell_crash(window: MainWindow, saver: Autosave, crash: Crash, has_path: bool) -> None:
    from explorer.gui.crash_dialog import CrashDialog

    def reopen() -> None:
        state = saved_state(crash.state)
        saver.opening(crash.directory)
        if state.directory == crash.directory and not crash.was_opening:
            StateRestorer(window, state, Path(crash.directory))
        else:
            window.open_path(Path(crash.directory))

    CrashDialog(crash, None if has_path else reopen, window).open()


def _private_names(session: Session) -> Iterator[str]:
    """What must not stand in a report: the opened directory, its files and its variables."""
    from explorer.gui.item_models.cells import VALUE_TAIL

    run = session.run
    paths = [session.opening] if session.opening is not None else []
    if run is not None:
        paths.append(run.directory)
    for path in paths:
        yield str(path)
        yield from (part for part in path.parts if part != path.anchor)
    for entry in run.checkpoints if run is not None else ():
        yield entry.prefix
        yield entry.path.name
        yield from (name for name, *_ in entry.stamp)
    for other in run.other_files if run is not None else ():
        yield other.name
    for checkpoint in (session.newer, session.older):
        for key in checkpoint.table.keys if checkpoint is not None else ():
            yield key
            yield key.removesuffix(VALUE_TAIL)


def _note_message(mark: RunningMark, kind: QtMsgType, text: str) -> None:
    """Qt's messages go to the terminal; what it says before it ends the program, into the log as well."""
    is_last = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    if is_last or any(words in text for words in DISPLAY_GONE):
        mark.note(text)
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


def _tell_shown(file: Path) -> None:
    """Let whoever started us know that the window is there."""
    with contextlib.suppress(OSError):  # nobody waits any more
        file.touch()


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
    language: str = "en",
    font_percent: int = 100,
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
        language: "en" or "zh_CN"; it stays the program's until another is chosen.
        font_percent: size of texts, 100 to 200; like the language it stays.
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
    use_language(app, language)
    apply_theme(app, theme, percent=font_percent)
    session = Session()
    settings = Settings(fresh=True)
    settings.theme = theme
    settings.language = language
    settings.text_percent = font_percent
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
        if (focus := window.focusWidget()) is not None:
            focus.clearFocus()  # a picture is of the view, not of where the keyboard is
        _save_picture(window, Path(to))
    finally:
        window.close()
        window.threads_ended(IMPORT_ENDS_S, READS_END_S)
        window.deleteLater()
        qInstallMessageHandler(None)


def _save_picture(window: MainWindow, to: Path) -> None:
    from PySide6.QtCore import QBuffer, QIODevice

    from explorer.report.atomic import atomic_write

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not window.grab().save(buffer, "PNG"):
        raise ExplorerError("the picture could not be made", hint="Ask for a smaller one.", path=to)
    with atomic_write(to, binary=True) as file:
        file.write(buffer.data().data())


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

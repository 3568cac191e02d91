"""The window: panels around the views, one session, and what each action does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from explorer.gui.actions import VIEWS, Actions
from explorer.gui.banner import Banner, BannerBar
from explorer.gui.browser.directory_panel import DirectoryPanel
from explorer.gui.command_palette import CommandPalette
from explorer.gui.copying import Copies
from explorer.gui.docks import Docks
from explorer.gui.exporting import Exports
from explorer.gui.focus_ring import FocusRings
from explorer.gui.follow import Follower
from explorer.gui.guarded import guard_overrides
from explorer.gui.help_keys import HelpKeys
from explorer.gui.help_topics import ABOUT_PAGE, KEYBOARD_PAGE, VIEW_PAGES
from explorer.gui.hints import Hints
from explorer.gui.inspector.inspector import Inspector
from explorer.gui.jobs import BOARD
from explorer.gui.language import LANGUAGES, current_language, tr, use_language
from explorer.gui.no_checkpoints import NoCheckpoints
from explorer.gui.pointing import Pointing, dropped_path
from explorer.gui.preloading import Preloader
from explorer.gui.problems import ReportDialog, describe
from explorer.gui.qt_types import TypeMaker
from explorer.gui.remembering import Remembering
from explorer.gui.renewing import mark_furniture, renew
from explorer.gui.restore.tools import RestoreTools
from explorer.gui.self_checking import SelfChecker
from explorer.gui.session import Session
from explorer.gui.session_file import is_session_file
from explorer.gui.session_files import SessionFiles
from explorer.gui.settings import Settings
from explorer.gui.status_bar import StatusBar
from explorer.gui.statuses import can_be_chosen
from explorer.gui.target_memory import TargetMemory
from explorer.gui.text_size import nearest_percent, next_percent, wanted_percent
from explorer.gui.theme import TEXT_PERCENTS, apply_theme, dialog_size, px, text_percent
from explorer.gui.timeline.timeline import Timeline
from explorer.gui.toolbar import ToolBar
from explorer.gui.travels import Travels
from explorer.gui.turns import first_turn
from explorer.gui.view_tabs import ViewTabs
from explorer.gui.welcome import Welcome, demo_paths
from explorer.gui.window_problems import WindowProblems
from explorer.report.numbers import display_name
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.self_check import Finding
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.gui.doctor.verify_dialog import VerifyDialog
    from explorer.gui.help_dialog import HelpDialog
    from explorer.gui.moves.moves_dialog import MovesDialog
    from explorer.gui.settings_dialog.dialog import SettingsDialog
    from explorer.gui.single_instance import Wish

CLOSE_WAITS_S = 0.8
FOLLOW_KEY = "F6"
LOST_HINT = "What was read stays on show. "
BACK_BY_ITSELF = "The window goes on by itself when the directory is back."
BACK_BY_RELOAD = "Reload reads the directory when it is back."
DEFAULT_SIZE = (1280, 800)
NARROWEST = (
    970  # what the widest view and the panels need: a window that grew by itself would leave its place
)
FRAME = (8, 40)  # what a window manager's frame and title bar take, roughly


class MainWindow(QMainWindow):
    """Shows one directory. Reads nothing before its first paint."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        guard_overrides()
        super().__init__(parent)
        self.session, self.settings = session, settings
        # It goes with the window: what its signals are connected to holds on to the window for ever otherwise.
        session.setParent(self)
        self.setObjectName("main_window")
        self.setWindowTitle("Checkpoint Explorer")
        self.setAcceptDrops(True)
        self.setMinimumWidth(min(NARROWEST, self.screen().availableGeometry().width()))
        self.resize(dialog_size(*DEFAULT_SIZE))
        self._rings = FocusRings(self)
        self._awaits_view = False
        self._left_behind: QWidget | None = None
        self._types_made = False
        self._painted = False
        self.gives_hints = False  # set where a person starts the window, not where a picture is made of it
        self._furnish()

    def _furnish(self) -> None:
        """Make everything that stands in the window, in its language: again whenever that changes."""
        session, settings = self.session, self.settings
        before = self.children()
        self._heard: list[tuple[Any, Callable[..., object]]] = []  # signals of what outlives the furniture
        self._pointing = Pointing(session, self, lambda path: self.open_path(path), self._take_target)
        self._exports = Exports(session, self, settings)
        self._copies = Copies(session, self)
        self.actions_by_id = Actions(self)
        self.follower = Follower(session, settings, self)
        self.restore_tools = RestoreTools(session, self)
        self.remembering = Remembering(session, self)
        self._target_memory = TargetMemory(session, settings, self)
        self.sessions = SessionFiles(self)
        self._report: ReportDialog | None = None
        self._help: HelpDialog | None = None
        self._verify: VerifyDialog | None = None
        self._moves: MovesDialog | None = None
        self._settings_dialog: SettingsDialog | None = None
        self._palette: CommandPalette | None = None
        self._build()
        self._connect()
        self.remembering.said.connect(self.status_bar.say)
        self._exports.said.connect(self.status_bar.say)
        self._exports.failed.connect(self._show_unwritten)
        self.sessions.said.connect(self.status_bar.say)
        self.sessions.failed.connect(self._show_unwritten)
        self._copies.said.connect(self.status_bar.say)
        self._copies.failed.connect(self._show_unwritten)
        self._restore()
        self._show_run(session.run)
        mark_furniture(self, before)

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        actions, session = self.actions_by_id, self.session
        actions.fill(self.menuBar())
        self._add_follow_menu()
        for _, action in actions.items():
            self.addAction(action)  # so that its keys work wherever the focus is
        self.tool_bar = ToolBar(session, actions, self)
        self.addToolBar(self.tool_bar)
        self.addToolBarBreak()
        self.banner = Banner(self)
        self._banner_bar = BannerBar(self.banner, self)
        self.addToolBar(self._banner_bar)
        self.problems = WindowProblems(self.banner, self._show_finding, self.show_verify, self)
        self._self_checker = SelfChecker(session, self)
        self.tabs = ViewTabs(session, self)
        self.welcome = Welcome(actions["open"], actions["open_file"], self)
        self.no_checkpoints = NoCheckpoints(actions["open"], actions["open_parent"], self)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("central")
        for page in (self.welcome, self.tabs, self.no_checkpoints):
            self.stack.addWidget(page)
        self.setCentralWidget(self.stack)
        if self.isVisible():  # furnished anew: beside something hidden the panels would take all the room
            self.stack.show()
        self.directory_panel = DirectoryPanel(
            session, (actions["open"], actions["open_parent"], actions["reload"]), self
        )
        copies = tuple(actions[name] for name in ("copy_key", "copy_path", "copy_python", "save_npy"))
        self.inspector = Inspector(session, copies, self)
        self.timeline = Timeline(session, self)
        self._docks = Docks(self, self.directory_panel, self.inspector, self.timeline)
        self._travels = Travels(
            session,
            self.tabs,
            self.timeline,
            actions,
            lambda: self.stack.currentWidget() is self.tabs,
            self,
        )
        self.history = self._travels.history
        self._preloader = Preloader(self._is_reading, self)
        self.status_bar = StatusBar(session, self)
        self.setStatusBar(self.status_bar)
        self.hints = Hints(self)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.hints.bar)
        self._help_keys = HelpKeys(self, self.show_topic, self._topic_of_view)
        self._help_keys.equip_menus([*self.menuBar().findChildren(QMenu), *actions.menus.values()])
        self.follower.state_changed.connect(
            lambda: self.status_bar.show_following(self.follower.sentence, self.follower.explanation)
        )
        for dock in self._docks.all:
            actions.menus["panels"].addAction(dock.toggleViewAction())
        for path, title, shows in demo_paths():
            action = actions.menus["demo"].addAction(tr(title))
            action.setToolTip(tr(shows))
            action.triggered.connect(lambda _=False, chosen=path: self.open_path(chosen))

    def _add_follow_menu(self) -> None:
        menu, follower = self.actions_by_id.menus["follow"], self.follower
        for action in follower.actions():
            self.actions_by_id.adopt(action, FOLLOW_KEY if action is follower.follow_action else "")
        menu.addActions([follower.follow_action, follower.latest_action])
        menu.addSeparator()
        menu.addActions(follower.rate_actions)

    def _connect(self) -> None:
        session, actions = self.session, self.actions_by_id
        does = {
            "open": self._pointing.ask_directory,
            "open_file": self._pointing.ask_file,
            "open_session": self.sessions.ask,
            "save_session": self.sessions.save,
            "open_parent": self._pointing.open_parent,
            "reload": self.reload,
            "verify": self.show_verify,
            "close_directory": session.close_run,
            "export": self.export,
            "quit": self.close,
            "copy": self.copy,
            "copy_as": lambda: self._copies.show_menu(actions),
            "copy_key": self._copies.copy_key,
            "copy_path": self._copies.copy_path,
            "copy_python": self._copies.copy_python,
            "save_npy": self._exports.save_npy,
            "search": self.focus_search,
            "palette": self.show_palette,
            "previous_step": lambda: session.step_by(-1),
            "next_step": lambda: session.step_by(1),
            "latest_step": session.choose_latest,
            "back": lambda: self._travels.go(-1),
            "forward": lambda: self._travels.go(1),
            "next_difference": lambda: self._next_difference(True),
            "previous_difference": lambda: self._next_difference(False),
            "compare_directory": self._pointing.ask_older_directory,
            "compare_file": self._pointing.ask_older_file,
            "settings": self.show_settings,
            "read_all_statistics": self.remembering.read_all,
            "choose_target": self._pointing.ask_target,
            "choose_target_directory": self._pointing.ask_target_directory,
            "clear_target": lambda: session.choose_target(None),
            "explain_error": self.restore_tools.explain_error,
            "propose_renames": self.restore_tools.propose_renames,
            "audit_resume": self.restore_tools.audit_resume,
            "what_moved": self.show_moves,
            "cancel_jobs": self.status_bar.cancel_work,
            "theme_system": lambda: self.set_theme("system"),
            "theme_light": lambda: self.set_theme("light"),
            "theme_dark": lambda: self.set_theme("dark"),
            **{f"language_{code}": lambda code=code: self.set_language(code) for code, _ in LANGUAGES},
            **{
                f"text_size_{percent}": lambda percent=percent: self.set_text_percent(percent)
                for percent in (0, *TEXT_PERCENTS)
            },
            "larger_text": lambda: self.set_text_percent(next_percent(text_percent(), 1)),
            "smaller_text": lambda: self.set_text_percent(next_percent(text_percent(), -1)),
            "usual_text": lambda: self.set_text_percent(0),
            "colour_blind": self._set_colour_blind,
            "reset_layout": self._reset_layout,
            "clear_recents": self._clear_recents,
            "help_here": self._help_keys.show_help,
            "shortcuts": lambda: self.show_help(KEYBOARD_PAGE),
            "help": self._show_help_of_view,
            "about": lambda: self.show_help(ABOUT_PAGE),
            "escape": self._back_out,
        }
        for action_id, function in does.items():
            actions[action_id].triggered.connect(lambda _=False, act=function: act())
        for view_id, _, _ in VIEWS:
            actions[f"view_{view_id}"].triggered.connect(
                lambda _=False, shown=view_id: self._go_to_view(shown)
            )
        self._hear(QApplication.instance().focusChanged, self._help_keys.focus_changed)
        self._hear(session.run_changed, self._show_run)
        self._hear(session.newer_changed, self._enable)
        self._hear(session.selection_changed, self._selection_changed)
        session.node_changed.connect(self._travels.visit)
        session.entries_changed.connect(self._travels.visit)
        self.timeline.drag_ended.connect(self._travels.visit)
        self._hear(session.entries_changed, self._enable)
        self._hear(session.target_changed, self._enable)
        self._hear(session.newer_changed, self._clear_stale_problem)
        self._hear(session.problem_met, self.show_error)
        self._hear(session.rows_wanted, self._show_wanted_rows)
        session.directory_returned.connect(self.problems.clear_error)
        self.banner.changed.connect(self._banner_bar.follow_banner)
        self._self_checker.checked.connect(lambda check: self.problems.show_findings(check.findings))
        self.inspector.heading_changed.connect(self._docks.inspector_title.setText)
        self.tabs.view_shown.connect(self._view_shown)
        self.tabs.view_shown.connect(self.hints.later)
        self._hear(session.run_changed, self.hints.later)
        self.tool_bar.search_changed.connect(self._search)
        self.tool_bar.search_left.connect(lambda: self._focus_view(after_search=True))
        self.welcome.path_chosen.connect(self.open_path)
        self.no_checkpoints.path_chosen.connect(self.open_path)
        self._hear(QGuiApplication.styleHints().colorSchemeChanged, self._system_theme_changed)

    def _hear(self, signal: Any, method: Callable[..., object]) -> None:
        signal.connect(method)
        self._heard.append((signal, method))

    def _restore(self) -> None:
        settings, actions = self.settings, self.actions_by_id
        actions[f"theme_{settings.theme}"].setChecked(True)
        actions[f"language_{settings.language}"].setChecked(True)
        actions[f"text_size_{nearest_percent(settings.text_percent)}"].setChecked(True)
        actions["larger_text"].setEnabled(text_percent() < TEXT_PERCENTS[-1])
        actions["smaller_text"].setEnabled(text_percent() > TEXT_PERCENTS[0])
        actions["colour_blind"].setChecked(settings.colour_blind)
        if settings.geometry and not self._painted:
            self.restoreGeometry(QByteArray(settings.geometry))
        if settings.docks:
            self.restoreState(QByteArray(settings.docks))
            self._docks.keep_sizes()
            self._banner_bar.follow_banner()
            self.tool_bar.show()
        self.tabs.show_view(settings.view)
        self._show_recents()

    # -- life ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        with first_turn():  # everything in the window that is to be painted is painted in here
            return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        TypeMaker(self._after_qt_types, self).start()

    def _after_qt_types(self) -> None:
        """Every Qt class is made: from here on other threads may import modules that use them."""
        self._types_made = True
        if self.session.run is not None or self.session.opening is not None:
            self.tabs.start()
            self.directory_panel.tree.setFocus()
        else:
            self.welcome.open_button.setFocus()
        self._preloader.start()

    def is_busy(self) -> bool:
        """Whether anything shown is still on its way."""
        view = self.tabs.current_view
        stores = (self.session._statistics, self.session._changes)
        return (
            not self._types_made
            or self.session.is_busy()
            or self.tabs.is_loading
            or self.inspector.is_busy()
            or self.timeline.is_busy()
            or self._exports.is_busy
            or self.sessions.is_busy
            or self._copies.is_busy
            or self._self_checker.is_busy
            or any(store is not None and store.is_busy() for store in stores)
            or (view is not None and view.is_busy())
        )

    def _is_reading(self) -> bool:
        """Whether something is on its way that somebody waits for in front of the window."""
        view = self.tabs.current_view
        return self.session.is_busy() or self.tabs.is_loading or (view is not None and view.is_busy())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.banner.updateGeometry()
        self.hints.bar.line.updateGeometry()

    def closeEvent(self, event: QCloseEvent) -> None:
        settings = self.settings
        settings.geometry = bytes(self.saveGeometry())
        settings.docks = self._docks.state
        settings.view = self.tabs.current_id
        settings.last_directory = str(self.session.run.directory) if self.session.run is not None else ""
        settings.sync()
        self.follower.stop()
        self.session.cancel_wishes()
        BOARD.cancel_all()
        self.session.recording.close()
        self._preloader.stop(0.0)  # waited for at the very end: the window goes at once
        self.session.pool.close(CLOSE_WAITS_S)
        event.accept()

    def threads_ended(self, import_s: float, reads_s: float = 0.0) -> bool:
        """Wait for the closed window's threads: for an import under way, and for reads; whether all have ended."""
        return self._preloader.stop(import_s) and self.session.pool.close(reads_s)

    # -- opening -------------------------------------------------------------------------------

    def open_path(self, path: Path, *, step: int | None = None) -> None:
        """Open anything a person may point at."""
        if is_session_file(path):
            self.sessions.open(Path(path))
            return
        self.problems.start_over()
        self.history.clear()
        self.session.open(Path(path), step=step)
        self._docks.show(True)
        self.stack.setCurrentWidget(self.tabs)
        if self._types_made:
            self.tabs.start()

    @property
    def target_path(self) -> str:
        """Where the target was read from; "" for nowhere."""
        return self._target_memory.path

    @property
    def docks_state(self) -> bytes:
        """How the panels stand, as Qt describes it."""
        return self._docks.state

    def take_wish(self, wish: Wish) -> bool:
        """A second start hands over what it was given; False while a dialog must be answered first."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if QApplication.activeModalWidget() is not None:
            return False
        if wish.view:
            self.tabs.show_view(wish.view)
        if wish.path:
            self.open_path(Path(wish.path), step=wish.step)
        return True

    def _take_target(self, path: Path) -> None:
        self.session.choose_target_path(path)
        self.tabs.show_view("restore")

    def reload(self) -> None:
        """Read the directory again."""
        self.problems.start_over()
        self.session.cache.clear()
        self.session.reload()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_path(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_path(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_path(path)

    def _show_run(self, run: ModelDir | None) -> None:
        if run is None and self.session.opening is None:
            self._docks.show(False)
            self.stack.setCurrentWidget(self.welcome)
            self.setWindowTitle("Checkpoint Explorer")
            self._show_recents()
        elif run is not None:
            self._docks.show(True)
            self._show_central(run)
            name = display_name(run.directory.name or str(run.directory), 200)
            self.setWindowTitle(f"{name} — Checkpoint Explorer")
            if self.settings.recents[:1] != (str(run.directory),):  # not at every look at a followed run
                self.settings.remember_recent(str(run.directory))
                self._show_recents()
        self.problems.show_run(run)
        self._enable()

    def _show_central(self, run: ModelDir) -> None:
        """The views, or what to open instead where there is nothing to view."""
        is_empty = not any(map(can_be_chosen, run.checkpoints))
        if not is_empty or self.session.newer is not None:  # what is shown stays when its files are deleted
            self.stack.setCurrentWidget(self.tabs)
            return
        self.no_checkpoints.show_run(run)
        if self.stack.currentWidget() is not self.no_checkpoints:
            left = self.stack.currentWidget().isAncestorOf(QApplication.focusWidget() or self)
            self.stack.setCurrentWidget(self.no_checkpoints)
            if left:  # Qt would hand the keyboard to the page as a whole
                self._focus_view()

    def _show_recents(self) -> None:
        menu = self.actions_by_id.menus["recent"]
        menu.clear()
        recents = self.settings.recents
        for text in recents:
            action = menu.addAction(display_name(text, 120).replace("&", "&&"))
            action.triggered.connect(lambda _=False, chosen=text: self.open_path(Path(chosen)))
        menu.setEnabled(bool(recents))
        self.welcome.show_recents(recents)

    def _clear_recents(self) -> None:
        self.settings.forget_recents()
        self._show_recents()

    # -- problems ------------------------------------------------------------------------------

    def _show_unwritten(self, error: Exception, doing: str) -> None:
        """What failed is a file or a copy of ours: to read the directory again would not help."""
        self.show_error(error, doing, can_reload=error is self.session.lost)

    def show_error(self, error: Exception, doing: str = "", *, can_reload: bool = True) -> None:
        """An error in the banner: a sentence, where, and the next step."""
        problem = describe(error, doing)
        if error is self.session.lost and not problem.is_ours:
            is_followed = self.follower.follow_action.isChecked()
            problem = replace(problem, hint=LOST_HINT + (BACK_BY_ITSELF if is_followed else BACK_BY_RELOAD))
        if problem.is_ours:
            self.problems.show_error(problem, "Show report", lambda: ReportDialog(problem, self).open())
        else:
            has_reload = can_reload and self.session.run is not None
            self.problems.show_error(problem, "Reload" if has_reload else "", self.reload)
        if self.session.run is None and self.session.opening is None:
            self._show_run(None)

    def show_fault(self, error: BaseException) -> None:
        """A fault of ours nobody caught: a dialog with a report."""
        problem = describe(error, "Something in the window failed")
        if self._report is not None and isValid(self._report) and self._report.isVisible():
            self._report.add(problem)
        else:
            self._report = ReportDialog(problem, self)
            self._report.open()

    def _clear_stale_problem(self, checkpoint: object) -> None:
        if checkpoint is not None:
            self.problems.clear_error()

    def show_verify(self) -> None:
        """Open the window that verifies checkpoints."""
        from explorer.gui.doctor.verify_dialog import VerifyDialog

        if self._verify is None:
            self._verify = VerifyDialog(self.session, self)
        self._verify.show()
        self._verify.raise_()
        self._verify.activateWindow()

    def show_moves(self) -> None:
        """Open the window that tells what moved over the run."""
        from explorer.gui.moves.moves_dialog import MovesDialog

        if self._moves is None:
            self._moves = MovesDialog(self.session, self)
            self.timeline.odd_steps.learn(self._moves.knowledge)
        self._moves.show()
        self._moves.raise_()
        self._moves.activateWindow()

    def _show_wanted_rows(self, keys: object) -> None:
        if keys:
            self.tabs.show_view("restore")

    def _show_finding(self, finding: Finding) -> None:
        """The variables behind a sentence of the banner."""
        from explorer.gui.doctor.findings_dialog import FindingsDialog

        dialog = FindingsDialog((finding,), self.session, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    # -- views, search, history ----------------------------------------------------------------

    def _go_to_view(self, view_id: str) -> None:
        self.tabs.show_view(view_id)
        self._awaits_view = self.tabs.current_view is None or self.tabs.is_loading
        self._focus_view()

    def _view_shown(self, view_id: str) -> None:
        self.actions_by_id[f"view_{view_id}"].setChecked(True)
        view = self.tabs.current_view
        if view is not None:
            view.set_search(self.tool_bar.search.text())
            self._take_focus_along()
        elif not self._awaits_view:
            self._left_behind = QApplication.focusWidget()
        self._travels.visit()

    def _take_focus_along(self) -> None:
        """Into a view that had yet to be made when it was asked for by a key."""
        now, bar = QApplication.focusWidget(), self.tabs.tabBar()
        is_due = now is bar if self._awaits_view else now is self._left_behind is not None and now is not bar
        is_inside = now is not None and (
            now is self.tool_bar.search or self.directory_panel.isAncestorOf(now)
        )
        self._awaits_view, self._left_behind = False, None
        if is_due and not is_inside:
            self._focus_view()

    def _focus_view(self, *, after_search: bool = False) -> None:
        if self.stack.currentWidget() is self.no_checkpoints:
            self.no_checkpoints.first_control().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        view = self.tabs.current_view
        if view is not None:
            before = view.focusWidget()
            main = [widget for widget in (view.main_widget(),) if widget is not None]
            inside = [before] if before is not None and not isinstance(before, QLineEdit) else []
            first = (*main, *inside) if after_search else (*inside, *main)
            for widget in (*first, *view.findChildren(QAbstractItemView), view, *view.findChildren(QWidget)):
                if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    widget.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.tool_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tool_bar.search.selectAll()

    def _search(self, text: str) -> None:
        view = self.tabs.current_view
        if view is not None:
            view.set_search(text)

    def _next_difference(self, forward: bool) -> None:
        view = self.tabs.current_view
        if view is None or not view.next_difference(forward):
            self.status_bar.say("This view shows no differences; Compare and Restore do.")

    def _back_out(self) -> None:
        if self.tool_bar.search.text():
            self.tool_bar.search.clear()
        elif self.session.selected_key or self.session.selected_node >= 0:
            self.session.select("")
        elif self.banner.problem is not None:
            self.banner.dismiss()
        else:
            self.hints.close()

    def _selection_changed(self, key: str) -> None:
        self._enable()
        self._travels.visit()

    def _enable(self, *_: object) -> None:
        session, actions = self.session, self.actions_by_id
        has_run, has_newer = session.run is not None, session.newer is not None
        for name in (
            "reload",
            "save_session",
            "verify",
            "what_moved",
            "open_parent",
            "close_directory",
            "read_all_statistics",
            "previous_step",
            "next_step",
            "latest_step",
        ):
            actions[name].setEnabled(has_run)
        for name in (
            "export",
            "copy_path",
            "search",
            "compare_directory",
            "compare_file",
            "choose_target",
            "choose_target_directory",
        ):
            actions[name].setEnabled(has_run and (has_newer or name == "search"))
        for name in ("copy_key", "copy_python", "save_npy", "copy_as"):
            actions[name].setEnabled(has_newer and bool(session.selected_key))
        actions["audit_resume"].setEnabled(has_newer)
        actions["propose_renames"].setEnabled(has_newer and session.target is not None)
        actions["clear_target"].setEnabled(session.target is not None)
        self._travels.enable()

    # -- copying and exporting -----------------------------------------------------------------

    def copy(self) -> None:
        """Copy the current view's selection as TSV; a text field with focus copies its own."""
        self._copies.copy(self.tabs.current_view)

    def copy_in_job(self, count: int, make: Callable[[Task], str], said: str = "") -> None:
        """Many rows: their text is made by a worker, with progress and Cancel in the status bar."""
        self._copies.copy_in_job(count, make, said)

    def export(self) -> None:
        """Offer what the view and the variable table can write."""
        self._exports.export(self.tabs.current_view, self.tabs.current_id)

    # -- look ----------------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Speak another language, at once: the window is furnished anew around the same session; remembered."""
        self.settings.language = language
        self.actions_by_id[f"language_{language}"].setChecked(True)
        app = QApplication.instance()
        before = current_language()
        if app is not None and use_language(app, language) != before:
            self._apply_theme()  # its fonts
            QTimer.singleShot(0, self, lambda: renew(self))  # not under the control that was pressed

    def set_text_percent(self, percent: int) -> None:
        """Draw texts larger or smaller, 100 to 200 %, or as the system asks with 0; at once, and remembered."""
        self.settings.text_percent = percent
        self.actions_by_id[f"text_size_{nearest_percent(percent)}"].setChecked(True)
        app, before = QApplication.instance(), text_percent()
        if isinstance(app, QApplication) and wanted_percent(percent) != before:
            self._apply_theme(wanted_percent(percent))
            # Not under the control that was pressed. Panels stand as suits the size.
            QTimer.singleShot(0, self, lambda: renew(self, keep_panels=False))

    def set_theme(self, theme: str) -> None:
        """Dark, light, or as the system has it; remembered."""
        self.settings.theme = theme
        self.actions_by_id[f"theme_{theme}"].setChecked(True)
        self._apply_theme()

    def _set_colour_blind(self) -> None:
        self.settings.colour_blind = self.actions_by_id["colour_blind"].isChecked()
        self._apply_theme()

    def _system_theme_changed(self, *_: object) -> None:
        if self.settings.theme == "system":
            self._apply_theme()

    def _apply_theme(self, percent: int | None = None) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.settings.theme, colour_blind=self.settings.colour_blind, percent=percent)
        self.session.palette_changed.emit()

    def show_settings(self, page: str = "") -> None:
        """Open the settings at a page."""
        from explorer.gui.settings_dialog.dialog import SettingsDialog

        if self._settings_dialog is None:
            self._settings_dialog = SettingsDialog(self.session, self.settings, self)
        self._settings_dialog.open_page(page)

    def _reset_layout(self) -> None:
        self._docks.reset()
        self._banner_bar.follow_banner()

    def show_palette(self) -> None:
        """Open the command palette."""
        if self._palette is None:
            self._palette = CommandPalette(self.session, self.actions_by_id, self)
        self._palette.open_at(self)

    def _topic_of_view(self) -> str:
        is_viewed = self.session.run is not None and self.stack.currentWidget() is self.tabs
        return VIEW_PAGES.get(self.tabs.current_id, "index.md") if is_viewed else "index.md"

    def _show_help_of_view(self) -> None:
        """The page of the view on show; the contents while nothing is opened."""
        self.show_topic(self._topic_of_view())

    def show_topic(self, topic: str) -> None:
        """Open the help at a topic as `help_topics` writes them: "page.md#section|entry"."""
        place, _, word = topic.partition("|")
        page, _, section = place.partition("#")
        self.show_help(page, section, word)

    def show_help(self, page: str, section: str = "", word: str = "") -> None:
        """Open a help page by its title or file, at a section, and there at the entry that begins with a word."""
        self.hints.know("help")
        help_dialog = self._help_for(QApplication.activeModalWidget())
        if page.endswith(".md"):
            help_dialog.open_file(page, section, word)
        else:
            help_dialog.open_page(page)

    def _help_for(self, modal: QWidget | None) -> HelpDialog:
        """The one help window; beside a dialog that keeps all others waiting, one that belongs to it."""
        from explorer.gui.help_dialog import HelpDialog  # asked for long after the first paint, if ever

        guard_overrides()
        if modal is not None:
            return modal.findChild(HelpDialog) or HelpDialog(self.actions_by_id, modal)
        if self._help is None:
            self._help = HelpDialog(self.actions_by_id, self)
        return self._help


def first_geometry(available: QRect) -> QRect:
    """Where a window nobody has placed yet stands: whole on the screen, with its title bar."""
    width = min(px(DEFAULT_SIZE[0]), available.width() - FRAME[0])
    height = min(px(DEFAULT_SIZE[1]), available.height() - FRAME[1])
    left = available.left() + (available.width() - width) // 2
    top = available.top() + (available.height() + FRAME[1] - height) // 2
    return QRect(left, max(top, available.top()), width, height)

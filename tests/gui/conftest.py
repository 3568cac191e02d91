"""Sessions and windows for the tests of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shiboken6 import isValid

from explorer.gui.jobs import DaemonPool
from explorer.gui.main_window import MainWindow
from explorer.gui.session import Session
from explorer.gui.session_state import SessionState
from explorer.gui.settings import Settings
from explorer.gui.theme import apply_theme
from tests import leaks
from tests.gui.records import NoCache


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory, monkeypatch) -> Path:
    """Whatever a test switches on, the user's own cache directory is never touched."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CHECKPOINT_EXPLORER_CACHE", str(folder))
    return folder / "records"


_test_before: list[tuple[str, leaks.Held, int]] = []


@pytest.fixture(autouse=True)
def nothing_stays_behind(request) -> Iterator[None]:
    """Each test leaves no thread, window or descriptor more than it found.

    Looked at when the next one begins: until then the test's own values are still held.
    """
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    if _test_before:
        name, before, failed = _test_before.pop()
        told = leaks.left_behind(before, leaks.held())
        if request.session.testsfailed > failed:
            told = []  # the traceback of a test that failed holds all it had
        if told:
            told = leaks.still_left_behind(before)
        assert not told, f"{name} left behind: {'; '.join(told)}"
    now, failed = leaks.held(), request.session.testsfailed
    yield
    leaks.delete_what_waits()
    _test_before.append((request.node.nodeid, now, failed))


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test(monkeypatch, nothing_stays_behind) -> Iterator[None]:
    """Pools and sessions that a test made for itself are closed behind it; with a window its session goes."""
    pools: list[DaemonPool] = []
    sessions: list[Session] = []
    make, make_session = DaemonPool.__init__, SessionState.__init__

    def making(pool: DaemonPool, *args: int, **named: int) -> None:
        make(pool, *args, **named)
        pools.append(pool)

    def making_session(session: Session, *args: object, **named: object) -> None:
        make_session(session, *args, **named)
        sessions.append(session)

    monkeypatch.setattr(DaemonPool, "__init__", making)
    monkeypatch.setattr(SessionState, "__init__", making_session)
    yield
    for pool in pools:
        pool.close(1.0)
    for session in sessions:
        if isValid(session):
            session.deleteLater()


@pytest.fixture
def bare_session(qapp) -> Iterator[Session]:
    """A session whose checkpoints cannot be opened: for panels that live on the run alone."""
    session = Session(NoCache())
    yield session
    session.pool.close(1.0)


@pytest.fixture
def session(qapp) -> Iterator[Session]:
    session = Session()
    yield session
    session.pool.close(1.0)


@pytest.fixture
def open_window(qtbot, qapp, tmp_path) -> Iterator[Callable[..., MainWindow]]:
    """`open_window(path)`: the real window with throw-away settings, idle."""
    apply_theme(qapp, "light", percent=100)
    windows: list[MainWindow] = []

    def open_it(
        path: Path | None = None, *, view: str = "restore", settings: Settings | None = None
    ) -> MainWindow:
        window = MainWindow(Session(), settings or Settings(fresh=True))
        windows.append(window)
        qtbot.addWidget(window)
        window.tabs.show_view(view)
        window.show()
        if path is not None:
            window.open_path(path)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        return window

    yield open_it
    for window in windows:
        window.close()

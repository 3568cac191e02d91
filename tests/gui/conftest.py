"""Sessions and windows for the tests of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer.gui.jobs import DaemonPool
from explorer.gui.main_window import MainWindow
from explorer.gui.session import Session
from explorer.gui.settings import Settings
from explorer.gui.theme import apply_theme
from tests.gui.records import NoCache


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory, monkeypatch) -> Path:
    """Whatever a test switches on, the user's own cache directory is never touched."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CHECKPOINT_EXPLORER_CACHE", str(folder))
    return folder / "records"


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test(monkeypatch) -> Iterator[None]:
    """Pools of sessions that a test made for itself are closed behind it."""
    pools: list[DaemonPool] = []
    make = DaemonPool.__init__

    def making(pool: DaemonPool, *args: int, **named: int) -> None:
        make(pool, *args, **named)
        pools.append(pool)

    monkeypatch.setattr(DaemonPool, "__init__", making)
    yield
    for pool in pools:
        pool.close(1.0)


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
    apply_theme(qapp, "light")
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

"""Settings for every test: Qt without a screen, no real settings or caches of the user."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Path:
    """The folder of files as TensorFlow wrote them, each set with its golden.json."""
    return GOLDEN


@pytest.fixture(autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CKPTX_TRACEBACK"):
        monkeypatch.delenv(
            name, raising=False
        )  # what the terminal tests look at must not come from the shell


_tests_ended = count(1)


@pytest.fixture(autouse=True)
def _garbage_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """From the first window on, garbage is collected between tests, on the thread of the windows.

    The program does the same (gui/turns.py): a widget that a job's thread came to collect ends the process.
    """
    if "qapp" in request.fixturenames and gc.isenabled():
        gc.collect()
        gc.freeze()
        gc.disable()
    yield
    if not gc.isenabled():
        gc.collect(2 if next(_tests_ended) % 20 == 0 else 1)

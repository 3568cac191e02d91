"""`explorer.show`: a window in a process of its own, or a sentence and what can be shown in its place."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import explorer
from explorer.jupyter import show as showing

IRIS = explorer.demo_path("iris")


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def windows(monkeypatch):
    opened: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(showing, "_windows", opened)
    yield opened
    for process in opened:
        process.kill()
        process.wait()


def test_a_window_is_a_process_of_its_own_and_its_start_is_confirmed(windows):
    problem = showing.open_window(["--fresh", "--", str(IRIS)], dict(os.environ, QT_QPA_PLATFORM="offscreen"))

    assert problem == ""
    assert windows[0].poll() is None
    if hasattr(os, "getsid"):
        assert os.getsid(windows[0].pid) == windows[0].pid  # Ctrl+C in the notebook does not reach it


def test_a_window_that_does_not_open_says_why(windows):
    environ = dict(os.environ, QT_QPA_PLATFORM="offscreen")

    assert "Unrecognized arguments: --nonsense" in showing.open_window(["--nonsense"], environ)
    assert windows == []


def test_without_a_display_a_script_gets_the_reason_and_the_table(no_display, monkeypatch, capsys):
    monkeypatch.setattr(
        showing, "open_window", lambda arguments, environ: "There is no display to open a window on."
    )

    explorer.show(IRIS)

    said = capsys.readouterr().out
    assert said.startswith(
        "No window: There is no display to open a window on.\nDirectory iris: 2 checkpoints"
    )
    assert "model.ckpt-200" in said


def test_the_process_itself_says_that_there_is_no_display(no_display, windows):
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a display")
    problem = showing.open_window(["--", str(IRIS)], dict(os.environ))

    assert problem == "There is no display to open a window on."


def test_a_window_nobody_would_see_is_not_opened(monkeypatch, capsys):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(showing, "open_window", lambda *_: pytest.fail("opened"))

    explorer.show(IRIS / "model.ckpt-1")

    assert "QT_QPA_PLATFORM=offscreen" in capsys.readouterr().out


def test_a_window_that_opened_is_told_in_a_sentence(no_display, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(showing, "open_window", lambda arguments, environ: asked.append(arguments) or "")

    explorer.show(IRIS, view="graph", step=1)

    assert capsys.readouterr().out == "iris is open in a window of its own.\n"
    assert asked == [["--view", "graph", "--step", "1", "--", str(IRIS)]]


def test_what_is_not_there_raises_and_opens_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(showing, "open_window", lambda *_: pytest.fail("opened"))

    with pytest.raises(explorer.MissingFileError):
        explorer.show(tmp_path / "nowhere")


def test_showing_never_brings_qt_into_this_process():
    code = (
        f"import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; import explorer; explorer.show({str(IRIS)!r})\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'explorer.gui'))])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""


class _Kernel:
    kernel = True


def test_in_a_notebook_the_widget_takes_the_place_of_the_window(no_display, monkeypatch):
    shown = in_notebook(monkeypatch)

    explorer.show(IRIS, step=1)

    assert type(shown[0]).__name__ == "ExplorerWidget"
    shown[0].close()


def test_in_a_notebook_without_anywidget_the_table_takes_its_place(no_display, monkeypatch, capsys):
    shown = in_notebook(monkeypatch)
    monkeypatch.delitem(sys.modules, "explorer.jupyter.widget", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)

    explorer.show(IRIS)

    assert isinstance(shown[0], explorer.ModelDir)
    assert 'pip install "checkpoint-explorer[jupyter]"' in capsys.readouterr().out


def in_notebook(monkeypatch) -> list[object]:
    """Pretend to be in a kernel; what is shown goes into the list."""
    import IPython
    import IPython.display

    shown: list[object] = []
    monkeypatch.setattr(IPython, "get_ipython", _Kernel)
    monkeypatch.setattr(IPython.display, "display", shown.append)
    monkeypatch.setattr(showing, "open_window", lambda arguments, environ: "There is no display.")
    return shown

"""`explorer.show`: the desktop window as a process of its own, or else the widget in its place.

No Qt comes into the caller's process: whether a window can be opened is asked of the process that opens it,
which says on its standard error why it cannot, and touches a file once the window is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from explorer.errors import ExplorerError
from explorer.report.numbers import display_name
from explorer.report.sentences import sentence
from explorer.storage.files import PathLike, as_path, is_directory

SHOWN_VARIABLE = "CHECKPOINT_EXPLORER_SHOWN"  # names the file that the window touches once it is there
_PATIENCE_S = 20.0
_POLL_S = 0.05
_UNSEEN = ("offscreen", "minimal", "vnc")  # Qt platforms that open no window anybody sees
_windows: list[subprocess.Popen[bytes]] = []  # kept, so that Python does not complain of them while they run


def show(path: PathLike, *, view: str | None = None, step: int | None = None) -> None:
    """Open the window on a directory or checkpoint, in a process of its own that outlives this one.

    Where no window can be opened (no display, no Qt libraries) it says why, and shows the interactive
    widget; without anywidget, or outside a notebook, the table of the steps or variables.

    Args:
        path: a directory, a checkpoint prefix, any file of a checkpoint, or what was opened of these.
        view: the view to show first, as `checkpoint-explorer --view`.
        step: the step to show; the latest checkpoint without it.

    Raises:
        MissingFileError, FileAccessError, CorruptFileError, UnsupportedFileError: there is nothing to look at.
    """
    path = Path(os.path.abspath(as_path(path)))  # noqa: PTH100 - resolve() would follow links
    if not isinstance(view, str | None):
        raise TypeError(f"a view is named by a str, not {type(view).__name__}")
    still = _still(path, step)
    problem = why_not_here() or open_window(_arguments(path, view, step), os.environ)
    name = display_name(path.name or str(path))
    if not problem:
        _say(f"{name} is open in a window of its own.")
        return
    _say(f"No window: {problem}")
    _show_in_place(path, view, step, still)


def why_not_here() -> str:
    """Why a window would not be seen although Qt could open one; "" when it would."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.partition(":")[0] in _UNSEEN:
        return f"QT_QPA_PLATFORM={display_name(platform, 80)} is set here, so nobody would see it."
    return ""


def open_window(
    arguments: Sequence[str], environ: Mapping[str, str], *, patience_s: float = _PATIENCE_S
) -> str:
    """Start the window with these arguments; "" once it is there, else why it is not.

    A process that ended well counts as there: it handed its path to a window that was open already.
    """
    with tempfile.TemporaryDirectory(prefix="checkpoint-explorer-") as folder:
        shown, said = Path(folder, "shown"), Path(folder, "said")
        with said.open("wb") as log:
            try:
                process = subprocess.Popen(
                    [sys.executable, "-m", "explorer", *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env={**environ, SHOWN_VARIABLE: str(shown)},
                    **_detached(),
                )
            except OSError as error:
                return f"it cannot be started: {error.strerror or error}."
        ends = time.monotonic() + patience_s
        while process.poll() is None and not shown.exists() and time.monotonic() < ends:
            time.sleep(_POLL_S)
        code = process.poll()
        if code is None and not shown.exists():
            process.kill()
            process.wait()
            return f"it did not come up within {patience_s:.0f} seconds."
        if code is None:
            _windows[:] = [window for window in _windows if window.poll() is None]
            _windows.append(process)
            return ""
        return "" if code == 0 else _reason(said.read_text("utf-8", "replace"), code)


def _detached() -> dict[str, Any]:
    """How a process is started that goes on when the notebook's kernel ends, and gets none of its Ctrl+C."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _reason(said: str, code: int) -> str:
    """What the process said before it ended, in a line or two."""
    if code < 0:
        return f"the system ended it at its start (signal {-code}); it may have run out of memory."
    lines = [display_name(line.strip(), 400) for line in said.splitlines() if line.strip()]
    refused = [line.partition(": error: ")[2] for line in lines if ": error: " in line]
    if refused:
        return sentence(refused[-1])
    if any(line.startswith("Traceback ") for line in lines):
        return f"it broke off: {lines[-1]}"
    told = [line for line in lines if not line.startswith("For a picture of the window")]
    return " ".join(map(sentence, told[:2])) or f"it ended at once (status {code})."


def _arguments(path: Path, view: str | None, step: int | None) -> list[str]:
    chosen = [] if view is None else ["--view", view]
    chosen += [] if step is None else ["--step", str(step)]
    return [*chosen, "--", str(path)]


def _still(path: Path, step: int | None) -> Any:
    """What the path holds, for where nothing livelier can be shown; raises when it holds nothing."""
    from explorer.checkpoints.checkpoint import open_checkpoint
    from explorer.checkpoints.series import open_model_dir

    if is_directory(path) and step is None:
        return open_model_dir(path)
    return open_checkpoint(path, step=step)


def _show_in_place(path: Path, view: str | None, step: int | None, still: Any) -> None:
    if not in_notebook():
        print(still._repr_mimebundle_(include=("text/plain",))["text/plain"])
        return
    from IPython.display import display

    try:
        from explorer.jupyter.widget import ExplorerWidget

        shown = ExplorerWidget(path, step=step, view=view)
    except ExplorerError as error:
        _say(str(sentence(error.problem)))
        shown = still
    except ValueError:  # a view the window has and the widget has not
        shown = ExplorerWidget(path, step=step)
    display(shown)  # type: ignore[no-untyped-call]


def in_notebook() -> bool:
    """Whether cells of this session are shown by a page; asked without importing anything."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def _say(text: str) -> None:
    print(text)

"""Make the pictures of README and help again, from the real window on the demo directories.

`screenshots.py [NAME ...] [--to FOLDER]`; without names, all of them. Each is made in light; those marked
so in dark as well, as NAME-dark.png. Views by themselves are drawn in views_shown.py, some of a run that
shown_run.py writes for it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from explorer.gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "resources" / "demo"
IMAGES = ROOT / "resources" / "help" / "images"
THEMES = ("light", "dark")
DENSE_KERNEL = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"


RUNS = Path(tempfile.gettempdir()) / "runs"
SHOWN_RUN, ENCODER = "stripes", "encoder"  # written for their pictures, see shown_run.py, shown_encoder.py
PASTED = """Traceback (most recent call last):
  File "train.py", line 41, in <module>
    classifier.train(input_fn, steps=200)
tensorflow.python.framework.errors_impl.InvalidArgumentError: Restoring from checkpoint failed. This is most likely \
due to a mismatch between the current graph and the graph from the checkpoint. Please ensure that you have not \
altered the graph expected based on the checkpoint. Original error:

tensor_name = dnn/hiddenlayer_0/bias; shape in shape_and_slice spec [20] does not match the shape stored in \
checkpoint: [10]
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture shows; `demo` "" is the welcome page."""

    demo: str
    view: str = "graph"
    step: int | None = None
    compare_step: int | None = None
    key: str | None = None
    target: str | None = None
    is_dark_too: bool = False
    dialog: str = ""  # "verify", or one beside the Restore view: "cures", "error", "resume", "renames"
    piece: str = ""  # a part of the window by itself, by its name in views_shown.PIECES
    width: int = 1240  # of the window a piece is drawn of: a view is then as wide as a page of the help
    height: int = 760
    language: str = "en"
    font_percent: int = 100


PICTURES = {
    "window": Picture("regression_run", key=DENSE_KERNEL, is_dark_too=True),
    "graph": Picture("guide_net", key="net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE", is_dark_too=True),
    "variables": Picture("iris", "variables", key="dnn/hiddenlayer_0/kernel"),
    "histograms": Picture("regression_run", "histograms", key=DENSE_KERNEL, is_dark_too=True),
    "compare": Picture("iris", "compare", step=200, compare_step=1, key="dnn/hiddenlayer_0/kernel"),
    "restore": Picture("iris", "restore", key="dnn/hiddenlayer_0/kernel", target="iris20", is_dark_too=True),
    "values": Picture("iris", "values", key="dnn/hiddenlayer_1/kernel"),
    "self-check": Picture("iris_continued", "variables", key="dnn/hiddenlayer_0/kernel", is_dark_too=True),
    "restore-cures": Picture("iris", target="iris20", dialog="cures"),
    "explain-error": Picture("iris", target="iris20", dialog="error", is_dark_too=True),
    "resume": Picture("regression_run", dialog="resume"),
    "renames": Picture("guide_net", target="renamed", dialog="renames"),
    "verify": Picture("iris_continued", dialog="verify"),
    "welcome": Picture(""),
    "histogram-heat": Picture(SHOWN_RUN, "histograms", key="dense/kernel", piece="heat"),
    "histogram-quantiles": Picture(SHOWN_RUN, "histograms", key="dense/kernel", piece="quantiles"),
    "histogram-curves": Picture(SHOWN_RUN, "histograms", key="head/kernel", piece="curves"),
    "histogram-several": Picture(SHOWN_RUN, "histograms", key="dense/kernel", piece="several", height=860),
    "histogram-overlay": Picture(SHOWN_RUN, "histograms", 2400, 100, "dense/kernel", piece="overlay"),
    "histogram-difference": Picture(SHOWN_RUN, "histograms", 2400, 100, "dense/kernel", piece="difference"),
    "compare-graph": Picture("iris", "compare", target="iris20", piece="compare-graph"),
    "compare-steps": Picture(SHOWN_RUN, "compare", 2400, 700, piece="compare-steps"),
    "values-filters": Picture(SHOWN_RUN, "values", 2000, key="conv/kernel", piece="filters"),
    "values-side": Picture(SHOWN_RUN, "values", 2100, 100, "dense/kernel", piece="side"),
    "moves": Picture(SHOWN_RUN, "variables", piece="moves"),
    "variables-changes": Picture(SHOWN_RUN, "variables", 2400, 2100, "conv/kernel", piece="changes"),
    "graph-moved": Picture("regression_run", "graph", 320, 310, piece="graph-moved"),
    "graph-pile": Picture(ENCODER, "graph", 2000, piece="graph-pile"),
    "graph-difference": Picture(ENCODER, "graph", 2000, 1000, piece="graph-difference"),
    "graph-side": Picture(ENCODER, "graph", 2000, 1000, piece="graph-side", width=1500),
    "timeline": Picture(
        SHOWN_RUN, "variables", 2000, 1000, "dense/kernel", is_dark_too=True, piece="timeline", width=970
    ),
    "settings-memory": Picture(SHOWN_RUN, "variables", piece="settings-memory"),
    "settings-look": Picture("regression_run", "variables", piece="settings-look"),
    "help": Picture("iris", "restore", piece="help"),
    "hint": Picture("regression_run", "variables", piece="hint", width=1100, height=640),
    "window-chinese": Picture("iris", "restore", key="dnn/logits/kernel", target="iris20", language="zh_CN"),
    "window-large": Picture("iris", "variables", key="dnn/logits/kernel", font_percent=200),
    "notebook": Picture("guide_net", dialog="notebook"),
}


def draw(name: str, theme: str, to: Path) -> None:
    picture = PICTURES[name]
    if not picture.demo:
        draw_welcome(theme, to)
        return
    if picture.dialog == "notebook":
        from notebook_shown import draw_notebook

        draw_notebook(to)
        return
    if picture.dialog == "verify":
        draw_verify(DEMO / picture.demo, theme, to)
        return
    if picture.dialog:
        draw_restore_dialog(picture, theme, to)
        return
    if picture.piece:
        from views_shown import draw_piece  # late: the tests load this script from elsewhere

        with lying_in_runs(*filter(None, (picture.demo, picture.target))):
            draw_piece(picture, lambda: fresh_window(theme, remembers=True), RUNS / picture.demo, to)
        return
    from explorer.gui.app import screenshot

    screenshot(
        DEMO / picture.demo,
        view=picture.view,
        to=to,
        theme=theme,
        step=picture.step,
        key=picture.key,
        language=picture.language,
        font_percent=picture.font_percent,
        compare_step=picture.compare_step,
        target=DEMO / picture.target if picture.target else None,
    )


def draw_welcome(theme: str, to: Path) -> None:
    """The window as it greets when it is started without a path."""
    window = fresh_window(theme)
    save(window, to)
    window.close()


def draw_verify(directory: Path, theme: str, to: Path) -> None:
    """The window that verifies, after it has read the whole directory."""
    from explorer.gui.app import settle

    window = fresh_window(theme)
    window.open_path(directory)
    settle(window, 20)
    window.show_verify()
    dialog = window._verify
    dialog.run_button.click()
    settle(dialog, 20)
    save(dialog, to)
    window.close()


def draw_restore_dialog(picture: Picture, theme: str, to: Path) -> None:
    """A dialog beside the Restore view, with its answer."""
    with lying_in_runs(picture.demo, *({picture.target} - {None, "renamed", picture.demo})):
        _draw_restore_dialog(picture, fresh_window(theme), to)


@contextlib.contextmanager
def lying_in_runs(*names: str) -> Iterator[None]:
    """Copies of demos where no path tells of this machine; what else lies there is left alone."""
    if taken := [name for name in names if (RUNS / name).exists()]:
        raise OSError(f"{RUNS / taken[0]} is in the way: move it")
    RUNS.mkdir(exist_ok=True)
    try:
        for name in names:
            if name not in (SHOWN_RUN, ENCODER):
                shutil.copytree(DEMO / name, RUNS / name)
        yield
    finally:
        for name in names:
            shutil.rmtree(RUNS / name, ignore_errors=True)
        with contextlib.suppress(OSError):  # somebody else's runs lie there
            RUNS.rmdir()


def _draw_restore_dialog(picture: Picture, window: MainWindow, to: Path) -> None:
    from PySide6.QtWidgets import QDialog

    from explorer.gui.app import settle
    from explorer.gui.restore.tools import tools_of

    try:
        window.tabs.show_view("restore")
        window.open_path(RUNS / picture.demo)
        settle(window, 20)
        if picture.target is not None:
            target = renamed_table(window) if picture.target == "renamed" else RUNS / picture.target
            window.session.choose_target_path(target)
            settle(window, 20)
        view = window.tabs.current_view
        tools = tools_of(window.session, view)
        if picture.dialog == "cures":
            view.findings.lines[0].cures_button.click()
            dialog = window.findChild(QDialog, "cures_dialog")
        elif picture.dialog == "error":
            dialog = tools.explain_error()
            dialog.text.setPlainText(PASTED)
        else:
            dialog = tools.audit_resume() if picture.dialog == "resume" else tools.propose_renames()
        wait_for(dialog)
        save(dialog, to)
    finally:
        window.close()
        (RUNS / "renamed.json").unlink(missing_ok=True)


def renamed_table(window: MainWindow) -> Path:
    """A table of the open checkpoint's variables in which one layer has another name."""
    rows = [
        {"name": variable.key.replace("l1", "entry"), "dtype": variable.dtype, "shape": list(variable.shape)}
        for variable in window.session.newer.variables
    ]
    path = RUNS / "renamed.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def wait_for(dialog: QWidget, least_s: float = 0.5, most_s: float = 20.0) -> None:
    """Let a dialog have its answer."""
    from PySide6.QtWidgets import QApplication

    began = time.monotonic()
    while time.monotonic() - began < most_s:
        QApplication.processEvents()
        time.sleep(0.01)
        if time.monotonic() - began > least_s and not getattr(dialog, "is_busy", False):
            return


def fresh_window(theme: str, *, remembers: bool = False) -> MainWindow:
    """A window as on the first start; it remembers runs only if asked to, where the environment says."""
    from explorer.gui.app import apply_theme, make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.recording import policy_of
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

    apply_theme(make_app(), theme)
    settings = Settings(fresh=not remembers)
    settings.theme = theme
    session = Session()
    session.recording.set_policy(policy_of(settings))
    window = MainWindow(session, settings)
    window.resize(1280, 800)
    window.show()
    settle(window, 20)
    return window


def save(widget: QWidget, to: Path) -> None:
    if not widget.grab().save(str(to), "PNG"):
        raise OSError(f"{to} could not be written")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    parser.add_argument("--to", type=Path, default=IMAGES, help="folder of the pictures")
    parser.add_argument(
        "--one", choices=THEMES, help=argparse.SUPPRESS
    )  # this process draws a single picture
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(PICTURES)
    if unknown:
        parser.error(f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    options.to.mkdir(parents=True, exist_ok=True)
    if options.one:
        name = options.names[0]
        draw(name, options.one, file_of(options.to, name, options.one))
        return 0
    failed = [
        file_of(options.to, name, theme).name
        for name in options.names or PICTURES
        for theme in (THEMES if PICTURES[name].is_dark_too else THEMES[:1])
        if not draw_apart(name, theme, options.to)
    ]
    if failed:
        print(f"not made: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def file_of(folder: Path, name: str, theme: str) -> Path:
    return folder / (f"{name}.png" if theme == "light" else f"{name}-{theme}.png")


def draw_apart(name: str, theme: str, folder: Path) -> bool:
    """One picture in a process of its own, so that none depends on what was drawn before it."""
    started = time.monotonic()
    command = [sys.executable, __file__, name, "--to", str(folder), "--one", theme]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)
    path = file_of(folder, name, theme)
    print(
        f"{path.name:24} {time.monotonic() - started:5.1f} s"
        if finished.returncode == 0
        else f"{path.name:24} failed\n{finished.stderr.strip()}",
        flush=True,
    )
    return finished.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Make the pictures of README and help again, from the real window on the demo directories.

`screenshots.py [NAME ...] [--to FOLDER]`; without names, all of them. Each is made in light; those marked
so in dark as well, as NAME-dark.png.
"""

from __future__ import annotations

import argparse
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
    from PySide6.QtWidgets import QWidget

    from explorer.gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "resources" / "demo"
IMAGES = ROOT / "resources" / "help" / "images"
THEMES = ("light", "dark")
DENSE_KERNEL = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"


RUNS = Path(tempfile.gettempdir()) / "runs"
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
}


def draw(name: str, theme: str, to: Path) -> None:
    picture = PICTURES[name]
    if not picture.demo:
        draw_welcome(theme, to)
        return
    if picture.dialog == "verify":
        draw_verify(DEMO / picture.demo, theme, to)
        return
    if picture.dialog:
        draw_restore_dialog(picture, theme, to)
        return
    from explorer.gui.app import screenshot

    screenshot(
        DEMO / picture.demo,
        view=picture.view,
        to=to,
        theme=theme,
        step=picture.step,
        key=picture.key,
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
    """A dialog beside the Restore view, with its answer; the demo lies where no path tells of this machine."""
    from PySide6.QtWidgets import QDialog

    from explorer.gui.app import settle
    from explorer.gui.restore.tools import tools_of

    RUNS.mkdir(exist_ok=True)
    for name in {picture.demo, picture.target or picture.demo} - {"renamed"}:
        shutil.copytree(DEMO / name, RUNS / name, dirs_exist_ok=True)
    window = fresh_window(theme)
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
        shutil.rmtree(RUNS)


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


def fresh_window(theme: str) -> MainWindow:
    from explorer.gui.app import apply_theme, make_app, settle
    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

    apply_theme(make_app(), theme)
    window = MainWindow(Session(), Settings(fresh=True))
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

"""The whole window in Chinese, walked through once: nothing is left in English, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.exceptions import TimeoutError as WaitedInVain
from pytestqt.qtbot import QtBot

from explorer.gui.actions import VIEWS
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.main_window import MainWindow
from explorer.gui.settings import Settings
from tests.golden_answers import GOLDEN
from tests.gui.shown_texts import shown_texts

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo"
KERNEL = "dnn/hiddenlayer_0/kernel"
DIRECTORIES = {
    "iris": DEMO / "iris",
    "guide_net": DEMO / "guide_net",
    "damaged": GOLDEN / "corrupt_shared" / "cases" / "bit_flip_in_index_block",
    "cut short": GOLDEN / "corrupt_shared" / "cases" / "truncated_data",
    "nothing there": Path(__file__).resolve().parent,
}
# Proper names, units, keys of the keyboard and what the checkpoint itself says.
PROPER = re.compile(
    r"""(?x) \b(?: Checkpoint\ Explorer | TensorFlow | Keras | Python | NumPy | CSV | JSON | Markdown | TSV | NaN | Inf | API
    | SavedModel | HDF5 | Estimator | Saver | Adagrad | Adam | [ML]iB | KiB | GiB | dtype | string | variant | float32 | int32 | int64 | RAM | MiB
    | L1 | L2 | Ctrl | Shift | Alt | Space | Enter | Esc | Home | End | Del | Up | Down | Left | Right | Tab | F\d+ | Page
    | English | RuntimeError | InvalidArgumentError | NotFoundError | variable_scope | ln | exp | log | symlog | rtol | atol
    | (?:0x)?[0-9a-f]{8} | CRC | momentum | role:slot | verdict:\w+ | bias | kernel | or )\b
    | \|newer\ -\ older\| | \|older\| | “[^”]*” | ckpt-\d+ | \(path | [\w.*-]*[/_.:][\w./*:-]* | "two\ words" | -bias"""
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")
MANY_WORDS = re.compile(r"[a-z]{3,} [a-z]{2,}")  # no name and no number


@dataclass
class Seen:
    """What was met on the way."""

    left: dict[str, set[str]] = field(default_factory=dict)  # where -> lines that hold English
    cut: dict[str, str] = field(default_factory=dict)  # text -> where it is cut off
    names: set[str] = field(default_factory=set)  # of the files


DIALOGS: dict[str, Callable[[MainWindow], object]] = {
    "settings_dialog": lambda window: window.show_settings(),
    "verify_dialog": lambda window: window.show_verify(),
    "command_palette": lambda window: window.show_palette(),
    "error_dialog": lambda window: window.actions_by_id["explain_error"].trigger(),
    "audit_dialog": lambda window: window.actions_by_id["audit_resume"].trigger(),
    "moves_dialog": lambda window: window.show_moves(),
    "report_dialog": lambda window: window.show_fault(RuntimeError("loss")),
}


def walk(found: Seen, bot: QtBot, window: MainWindow, title: str, *, widths: tuple[int, ...] = ()) -> None:
    """Show every view; at given widths look whether texts are cut off, else whether they are English."""
    for view_id, _, _ in VIEWS:
        window.tabs.show_view(view_id)
        for width in widths or (1280,):
            window.resize(width, 800)
            bot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
            where = f"{title}, {view_id} at {width}"
            if not widths:
                look(found, window, where, window)
                continue
            with suppress(WaitedInVain):  # what was just put up gets its room a turn later
                bot.waitUntil(lambda: not cut_texts(window), timeout=1500)
            found.cut |= {text: f"{where}: {name}" for name, text in cut_texts(window)}
        if window.session.newer is None and view_id == "variables":
            return  # the other views say the same


def look(found: Seen, window: MainWindow, where: str, root: QWidget) -> None:
    lines = english_left(names_of(window), root)
    if lines:
        found.left[where] = lines


def names_of(window: MainWindow) -> set[str]:
    """What the files call things."""
    run = window.session.run
    # As the event file calls its scalar, and as Keras calls a variable without a name.
    found = {"loss", "Variable"} | {path.name for path in DEMO.iterdir()}
    if window.session.newer is not None:
        found |= set(window.session.newer.table.keys)
        found |= {part for key in found for part in key.split("/")}
    if run is not None:
        found |= {entry.name for entry in run.checkpoints} | {entry.prefix for entry in run.checkpoints}
        found |= {file.name for file in run.other_files} | set(run.directory.parts)
    return {name for name in found if len(name) > 1}


def without_names(line: str, names: set[str]) -> str:
    """What is left of a line without names and proper terms."""
    rest = line.replace("\u200b", "")
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    return PROPER.sub(" ", rest)


def english_left(names: set[str], root: QWidget) -> set[str]:
    """Lines below `root` that hold English words besides names and proper terms."""
    return {line for _, line in shown_texts(root) if ENGLISH.search(without_names(line, names))}


def test_nothing_is_left_in_english_and_nothing_is_cut_off(chinese, open_window, qtbot):
    settings, found = Settings(fresh=True), Seen()
    settings.language = "zh_CN"
    window = open_window(settings=settings)  # one for all of it: what costs is making it
    look(found, window, "welcome", window)
    for title, path in DIRECTORIES.items():
        window.open_path(path)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        found.names |= names_of(window)
        walk(found, qtbot, window, title)
    window.open_path(DEMO / "iris")
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    window.session.select(KERNEL)
    for name, open_it in DIALOGS.items():
        open_it(window)
        dialog = window.findChild(QDialog, name)
        qtbot.waitUntil(dialog.isVisible)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        look(found, window, name, dialog)
        dialog.close()
    walk(found, qtbot, window, "iris", widths=(970, 1280))
    missed = {text for text in chinese if MANY_WORDS.search(without_names(text, found.names))}
    window.set_language("en")
    walk(found, qtbot, window, "iris in English", widths=(970, 1280))

    assert found.left == {}
    assert missed == set()
    assert found.cut == {}


def cut_texts(root: QWidget) -> list[tuple[str, str]]:
    """(object name, text) of labels and buttons that have less room than their text needs."""
    found = []
    for widget in root.findChildren(QWidget):
        if (
            not widget.isVisible()
            or widget.visibleRegion().isEmpty()
            or not isinstance(widget, (QLabel, QAbstractButton))
        ):
            continue
        text = widget.text().replace("\u200b", "")
        if (
            not text
            or "…" in text
            or isinstance(widget, ElidedLabel)
            or widget.objectName() == "status_totals"
        ):
            continue  # cut on purpose, with the whole in a tool tip
        if isinstance(widget, QLabel) and widget.wordWrap():
            is_cut = widget.heightForWidth(widget.width()) > widget.height() + 1
        else:
            shown = re.sub(r"&(?=\S)", "", text) if isinstance(widget, QAbstractButton) else text
            needed = (
                widget.fontMetrics().size(Qt.TextFlag.TextSingleLine, max(shown.split("\n"), key=len)).width()
            )
            is_cut = needed > widget.contentsRect().width() + 1
        if is_cut:
            found.append((widget.objectName() or type(widget).__name__, text))
    return found

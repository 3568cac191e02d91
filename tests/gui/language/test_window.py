"""The whole window in Chinese: switched without a restart, nothing left in English, nothing cut off."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QWidget

from explorer.gui import help_dialog, help_pages
from explorer.gui.actions import VIEWS, Actions
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.language import current_language, date_form, use_language
from explorer.gui.settings import Settings
from explorer.report.numbers import format_time, use_date_format
from explorer.resources import resource_path
from tests.gui.shown_texts import shown_texts

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo"
KERNEL = "dnn/hiddenlayer_0/kernel"
# Proper names, units, keys of the keyboard and what the checkpoint itself says.
PROPER = re.compile(
    r"""(?x) \b(?: Checkpoint\ Explorer | TensorFlow | Keras | Python | NumPy | CSV | JSON | Markdown | TSV | NaN | Inf | API
    | SavedModel | HDF5 | Estimator | Saver | Adagrad | Adam | [ML]iB | KiB | GiB | dtype | float32 | int64 | RAM | MiB
    | L1 | L2 | Ctrl | Shift | Alt | Space | Enter | Esc | Home | End | Del | Up | Down | Left | Right | Tab | F\d+ | Page
    | English | InvalidArgumentError | NotFoundError | variable_scope | ln | exp | log | symlog | rtol | atol
    | [0-9a-f]{8} | CRC | momentum | role:slot | verdict:\w+ | bias | kernel | or )\b
    | \|newer\ -\ older\| | \|older\| | “[^”]*” | [\w.*-]*[/_.:][\w./*:-]* | "two\ words" | -bias"""
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def window(chinese, open_window):
    """The demo run in Chinese, a variable and a target chosen."""
    settings = Settings(fresh=True)
    settings.language = "zh_CN"
    made = open_window(DEMO / "iris", view="variables", settings=settings)
    made.resize(1280, 800)
    made.session.select(KERNEL)
    return made


def names_of(window) -> list[str]:
    """What the files call things, the longest first."""
    run = window.session.run
    found = set(window.session.newer.table.keys)
    found.add("loss")  # as the event file calls its scalar
    found |= {part for key in found for part in key.split("/")}
    found |= {entry.name for entry in run.checkpoints} | {entry.prefix for entry in run.checkpoints}
    found |= (
        {file.name for file in run.other_files}
        | set(run.directory.parts)
        | {path.name for path in DEMO.iterdir()}
    )
    return sorted((name for name in found if len(name) > 1), key=len, reverse=True)


def english_left(window, root: QWidget) -> set[str]:
    """Lines below `root` that hold English words besides names and proper terms."""
    names = names_of(window)
    left = set()
    for _, line in shown_texts(root):
        rest = line.replace("\u200b", "")
        for name in names:
            rest = rest.replace(name, " ")
        if ENGLISH.search(PROPER.sub(" ", rest)):
            left.add(line)
    return left


def test_the_language_is_switched_around_the_same_session(open_window, chinese, qapp, qtbot):
    use_language(qapp, "en")
    window = open_window(DEMO / "iris", view="variables")
    session = window.session
    session.select(KERNEL)
    window.tool_bar.search.setText("kernel")
    newer, older, run = session.newer, session.older, session.run

    window.actions_by_id["language_zh_CN"].trigger()
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "文件(&F)")
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    assert (session.newer, session.older, session.run) == (newer, older, run)
    assert session.newer is newer
    assert (session.selected_key, window.tabs.current_id) == (KERNEL, "variables")
    assert window.tool_bar.search.text() == "kernel"
    assert window.tabs.tabText(0) == "图"
    assert window.settings.language == "zh_CN"
    assert window.tabs.current_view.table.currentIndex().data(Qt.ItemDataRole.UserRole + 3) == KERNEL

    window.actions_by_id["language_en"].trigger()
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "&File")
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    assert current_language() == "en"


def test_nothing_is_left_in_english_in_the_views(window, chinese, qtbot):
    left: dict[str, set[str]] = {}
    for view_id, _, _ in VIEWS:
        window.tabs.show_view(view_id)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        left[view_id] = english_left(window, window)

    assert {view_id: lines for view_id, lines in left.items() if lines} == {}
    missed = {text for text in chinese if re.search(r"[a-z]{3,} [a-z]{2,}", PROPER.sub(" ", text))}
    assert {text for text in missed if not any(name in text for name in names_of(window))} == set()


DIALOGS = {
    "settings_dialog": lambda window: window.show_settings(),
    "verify_dialog": lambda window: window.show_verify(),
    "command_palette": lambda window: window.show_palette(),
    "error_dialog": lambda window: window.actions_by_id["explain_error"].trigger(),
    "audit_dialog": lambda window: window.actions_by_id["audit_resume"].trigger(),
    "moves_dialog": lambda window: window.show_moves(),
}


def test_nothing_is_left_in_english_in_the_dialogs(window, qtbot):
    left: dict[str, set[str]] = {}
    for name, open_it in DIALOGS.items():
        open_it(window)
        dialog = window.findChild(QDialog, name)
        qtbot.waitUntil(dialog.isVisible)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        left[name] = english_left(window, dialog)
        dialog.close()

    assert {name: lines for name, lines in left.items() if lines} == {}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_text_is_cut_off_in_narrow_and_usual_windows(chinese, open_window, qapp, qtbot, language):
    use_language(qapp, language)
    window = open_window(DEMO / "iris", view="graph")
    window.session.select(KERNEL)
    cut: dict[str, str] = {}
    for width in (970, 1280):
        window.resize(width, 800)
        for view_id, _, _ in VIEWS:
            window.tabs.show_view(view_id)
            qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
            with suppress(TimeoutError):  # what was just put up gets its room a turn later
                qtbot.waitUntil(lambda: not cut_texts(window), timeout=1500)
            cut |= {text: f"{view_id} at {width}: {where}" for where, text in cut_texts(window)}

    assert cut == {}


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


def test_qts_own_texts_are_chinese(chinese, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    qtbot.addWidget(menu)

    assert any("全选" in action.text() for action in menu.actions())


def test_a_page_of_the_help_comes_in_chinese_where_it_is_there(chinese, qtbot, tmp_path, monkeypatch):
    (tmp_path / "help" / "zh_CN").mkdir(parents=True)
    (tmp_path / "help" / "index.md").write_text("# Contents\n\n[Graph](graph.md) [Values](values.md)\n")
    (tmp_path / "help" / "graph.md").write_text("# Graph\n\nThe graph.\n")
    (tmp_path / "help" / "values.md").write_text("# Values\n\nThe values.\n")
    (tmp_path / "help" / "zh_CN" / "graph.md").write_text("# 图\n\n对象图。\n", encoding="utf-8")
    monkeypatch.setattr(help_pages, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = help_dialog.HelpDialog(Actions(owner), owner)
    dialog.open_page("Graph")

    assert [dialog.pages.item(row).text() for row in range(3)] == ["Contents", "图", "Values"]
    assert dialog.text.toPlainText().split() == ["图", "对象图。"]

    dialog.open_page("Values")
    assert dialog.text.toPlainText().split("\n")[0] == "本页只有英文版。"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("zh_CN", "2026/3/1"), ("en_GB", "01/03/2026"), ("en_US", "3/1/2026"), ("en_CA", "2026-03-01")],
)
def test_dates_are_written_as_the_locale_has_them_on_the_windows_thread_alone(chinese, locale, shown):
    moment = datetime(2026, 3, 1, 14, 5, 9).timestamp()
    use_date_format(date_form(QLocale(locale).dateFormat(QLocale.FormatType.ShortFormat)))

    assert format_time(moment) == f"{shown} 14:05:09"
    with ThreadPoolExecutor(1) as other:
        assert other.submit(format_time, moment).result() == "2026-03-01 14:05:09"


def test_the_chinese_font_has_every_character_of_the_translations(qapp):
    number = QFontDatabase.addApplicationFont(
        str(resource_path("fonts", "zh_CN", "DroidSansFallbackPart.ttf"))
    )
    font = QRawFont.fromFont(QFont(QFontDatabase.applicationFontFamilies(number)[0]))
    said = (resource_path("translations") / "explorer_zh_CN.ts").read_text(encoding="utf-8")
    missing = {letter for letter in said if letter > "\u2e80" and not font.supportsCharacter(ord(letter))}
    QFontDatabase.removeApplicationFont(number)

    assert missing == set()

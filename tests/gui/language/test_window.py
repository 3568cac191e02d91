"""The whole window in Chinese: switched without a restart, nothing left in English, nothing cut off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QLineEdit, QWidget

from explorer.gui import help_dialog, help_pages
from explorer.gui.actions import Actions
from explorer.gui.language import current_language, date_form, use_language
from explorer.report.numbers import format_time, use_date_format
from explorer.resources import resource_path

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo"
KERNEL = "dnn/hiddenlayer_0/kernel"


def panel_widths(window: QWidget) -> tuple[int, ...]:
    """Of the directory, the views and the inspector, in pixels."""
    names = ("directory_dock", "central", "inspector_dock")
    return tuple(window.findChild(QWidget, name).width() for name in names)


def test_the_language_is_switched_around_the_same_session(open_window, chinese, qapp, qtbot):
    use_language(qapp, "en")
    window = open_window(DEMO / "iris", view="variables")
    session = window.session
    session.select(KERNEL)
    window.tool_bar.search.setText("kernel")
    newer, older, run = session.newer, session.older, session.run
    widths = panel_widths(window)

    window.actions_by_id["language_zh_CN"].trigger()
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "文件(&F)")
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    assert (session.newer, session.older, session.run) == (newer, older, run)
    assert session.newer is newer
    assert (session.selected_key, window.tabs.current_id) == (KERNEL, "variables")
    assert window.tool_bar.search.text() == "kernel"
    assert window.tabs.tabText(0) == "图"
    assert window.settings.language == "zh_CN"
    assert panel_widths(window) == widths
    assert window.tabs.current_view.table.currentIndex().data(Qt.ItemDataRole.UserRole + 3) == KERNEL

    window.actions_by_id["language_en"].trigger()
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "&File")
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    assert current_language() == "en"
    assert panel_widths(window) == widths


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

"""Texts of 100 to 200 %: chosen by menu, key, setting or option; nothing is cut off, nothing out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from explorer.gui.actions import VIEWS
from explorer.gui.app import argument_parser
from explorer.gui.settings import Settings
from explorer.gui.text_size import nearest_percent, next_percent
from explorer.gui.theme import apply_theme, px, style_sheet, text_percent
from explorer.report.palette import palette
from tests.golden_answers import GOLDEN
from tests.gui.clipped_texts import clipped_texts, painted_texts

IRIS = GOLDEN / "iris_dnn_tf115" / "models" / "iris"
KERNEL = "dnn/hiddenlayer_0/kernel"


@pytest.fixture(autouse=True)
def usual_size(qapp) -> Iterator[None]:
    yield
    apply_theme(qapp, "light", percent=100)


@pytest.fixture
def at_size(qapp, qtbot, open_window):
    """`at_size(percent)`: a window of 1280 × 800 with such texts, all it can show chosen."""

    def open_it(percent: int, path=IRIS, view: str = "graph"):
        settings = Settings(fresh=True)
        settings.text_percent = percent
        window = open_window(None, settings=settings, view=view)
        window.set_text_percent(percent)
        window.resize(1280, 800)
        if path is not None:
            window.open_path(path)
            qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
            window.session.select(KERNEL)
            window.session.choose_older(window.session.run.checkpoints[0])
            window.session.choose_target_entry(window.session.run.checkpoints[0])
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        return window

    return open_it


def cut_off(root: QWidget) -> list[str]:
    """What has no room, in widgets and in what is painted."""
    with painted_texts() as painted:
        root.grab()
    return [*clipped_texts(root), *dict.fromkeys(painted)]


def lasting(qtbot, root: QWidget) -> list[str]:
    """What still has no room once everything has found its place."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_off(root), timeout=2_000)
    return cut_off(root)


def test_the_menu_draws_larger_texts_around_the_same_session(qtbot, open_window):
    window = open_window(IRIS, view="variables")
    session, newer = window.session, window.session.newer
    session.select(KERNEL)

    window.actions_by_id["text_size_200"].trigger()
    qtbot.waitUntil(lambda: window.menuBar().font().pixelSize() == 26)
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    assert (window.session, window.session.newer, session.selected_key) == (session, newer, KERNEL)
    assert (window.tabs.current_id, window.settings.text_percent) == ("variables", 200)
    assert window.actions_by_id["text_size_200"].isChecked()
    assert not window.actions_by_id["larger_text"].isEnabled()


def test_keys_make_texts_larger_smaller_and_usual_again(qtbot, open_window):
    window = open_window()
    for key, expected in (
        (Qt.Key.Key_Plus, 125),
        (Qt.Key.Key_Equal, 150),
        (Qt.Key.Key_Minus, 125),
        (Qt.Key.Key_0, 100),
    ):
        menu = window.menuBar()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda menu=menu: window.menuBar() is not menu, timeout=2_000)

        assert text_percent() == expected
    assert window.settings.text_percent == 0


def test_the_next_size_is_the_next_entry_and_the_last_one_stays():
    assert [next_percent(percent, 1) for percent in (100, 140, 200)] == [125, 150, 200]
    assert [next_percent(percent, -1) for percent in (100, 140, 200)] == [100, 125, 175]
    assert [nearest_percent(setting) for setting in (0, 100, 140, 200)] == [0, 100, 150, 200]


def test_the_command_line_takes_a_size_of_the_menu():
    assert argument_parser().parse_args(["--text-size", "150"]).text_size == 150
    assert argument_parser().parse_args([]).text_size is None


def test_lengths_that_hold_text_grow_and_lines_do_not(qapp):
    apply_theme(qapp, "light", percent=200)

    assert (px(24), px(13)) == (48, 26)
    sheet = style_sheet(palette(False), 200)
    assert "min-height: 36px" in sheet  # a button's 18
    assert "border: 1px solid" in sheet
    assert "border-radius: 18px" not in sheet  # Qt draws corners rounder than half the height as none


@pytest.mark.parametrize("percent", [150, 200])  # at 100 % tests/gui/language looks
def test_no_text_of_any_view_is_cut_off(qtbot, at_size, percent):
    window = at_size(percent)
    clipped: dict[str, list[str]] = {}
    for view, _, _ in VIEWS:
        window.tabs.show_view(view)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        clipped[view] = lasting(qtbot, window)

    assert clipped == {view: [] for view, _, _ in VIEWS}
    assert (window.width(), window.height()) == (1280, 800)


@pytest.mark.parametrize("percent", [100, 200])
def test_no_text_of_the_welcome_page_and_the_settings_is_cut_off(qtbot, at_size, percent):
    window = at_size(percent, path=None)
    window.show_settings()
    dialog = window._settings_dialog
    clipped = lasting(qtbot, window)
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        clipped += lasting(qtbot, dialog)

    assert clipped == []


def test_panels_stand_behind_one_another_where_there_is_no_room_for_both(qtbot, at_size):
    window = at_size(200)
    directory, inspector = (
        window.findChild(QDockWidget, name) for name in ("directory_dock", "inspector_dock")
    )
    qtbot.waitUntil(lambda: window.findChild(QWidget, "panel_tabs") is not None)
    tabs = window.findChild(QWidget, "panel_tabs")

    assert window.tabifiedDockWidgets(directory) == [inspector]
    assert tabs.accessibleName() == "Panels"
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not inspector.visibleRegion().isEmpty())

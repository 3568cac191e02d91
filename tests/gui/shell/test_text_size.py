"""Texts of 100 to 200 %: chosen by menu, key, setting or option; nothing is cut off, nothing out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDockWidget, QWidget

from explorer.gui.actions import VIEWS
from explorer.gui.app import argument_parser
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


def test_the_menu_draws_larger_texts_around_the_same_session_and_cuts_none_off(qtbot, open_window):
    window = open_window(IRIS, view="variables")
    window.resize(1280, 800)
    session, newer = window.session, window.session.newer
    session.select(KERNEL)
    session.choose_older(session.run.checkpoints[0])
    session.choose_target_entry(session.run.checkpoints[0])
    clipped: dict[tuple[int, str], list[str]] = {}

    for percent, pixels in ((150, 20), (200, 26)):  # at 100 % tests/gui/language looks
        window.tabs.show_view("variables")
        window.actions_by_id[f"text_size_{percent}"].trigger()
        qtbot.waitUntil(lambda size=pixels: window.menuBar().font().pixelSize() == size)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        assert (window.session, window.session.newer, session.selected_key) == (session, newer, KERNEL)
        assert (window.tabs.current_id, window.settings.text_percent) == ("variables", percent)
        assert window.actions_by_id[f"text_size_{percent}"].isChecked()
        for view, _, _ in VIEWS:
            window.tabs.show_view(view)
            qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
            clipped[percent, view] = lasting(qtbot, window)

    assert clipped == {(percent, view): [] for percent in (150, 200) for view, _, _ in VIEWS}
    assert (window.width(), window.height()) == (1280, 800)
    assert not window.actions_by_id["larger_text"].isEnabled()
    assert_panels_stand_behind_one_another(qtbot, window)


def assert_panels_stand_behind_one_another(qtbot, window) -> None:
    """Where there is no room for both; keys lead from one to the other."""
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


def test_no_text_of_the_welcome_page_and_of_dialogs_is_cut_off(qtbot, open_window):
    window = open_window()
    window.resize(1280, 800)
    clipped: dict[str, list[str]] = {}
    for pixels in (13, 26):
        window.set_text_percent(100 * pixels // 13)
        qtbot.waitUntil(lambda size=pixels: window.menuBar().font().pixelSize() == size)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        clipped[f"welcome {pixels}"] = lasting(qtbot, window)
        for command in ("settings", "palette", "help", "explain_error"):
            window.actions_by_id[command].trigger()
            qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
            qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
            dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
            clipped[f"{command} {pixels}"] = lasting(qtbot, dialog)
            for row in range(dialog.list.count() if command == "settings" else 0):
                dialog.list.setCurrentRow(row)
                clipped[f"{command} {pixels}"] += lasting(qtbot, dialog)
            dialog.close()

    assert len(clipped) == 10
    assert {where: texts for where, texts in clipped.items() if texts} == {}

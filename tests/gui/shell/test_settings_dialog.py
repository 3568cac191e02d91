"""The settings, by keys and clicks: every change is in force at once, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explorer.gui import dialogs
from explorer.gui.recording import policy_of
from explorer.gui.settings import Settings
from explorer.gui.theme import current_palette

IRIS = Path("history_tf215/run")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "window.ini")


def opened_at(qtbot, window, page: str):
    """The dialog, opened by its key, at a page chosen by keys."""
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window._settings_dialog
    titles = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    while dialog.list.currentRow() < titles.index(page):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not dialog.memory.is_busy, timeout=5000)
    return dialog


def remembered(qtbot, window, cache_folder: Path) -> tuple[str, ...]:
    recording = window.session.recording
    qtbot.waitUntil(lambda: not recording.is_busy and not window.is_busy(), timeout=10_000)
    return tuple(path.name for path in cache_folder.glob("*.sqlite"))


def test_the_theme_changes_at_once_and_is_kept(qtbot, open_window, settings):
    window = open_window(settings=settings)
    dialog = opened_at(qtbot, window, "Look")

    qtbot.mouseClick(dialog.look.themes[2], Qt.MouseButton.LeftButton)

    assert current_palette().dark
    assert window.actions_by_id["theme_dark"].isChecked()
    assert settings.theme == "dark"


def test_the_space_key_switches_following_off_and_the_menu_shows_it(qtbot, open_window, settings):
    window = open_window(settings=settings)
    dialog = opened_at(qtbot, window, "Following a run")

    qtbot.keyClick(dialog.following.follow, Qt.Key.Key_Space)

    assert not window.follower.is_enabled
    assert not window.follower.follow_action.isChecked()
    assert not settings.follow


def test_a_rate_chosen_in_the_menu_is_shown_by_the_settings(qtbot, open_window, settings):
    window = open_window(settings=settings)
    dialog = opened_at(qtbot, window, "Following a run")

    window.follower.rate_actions[3].trigger()

    assert [button.text() for button in dialog.following.rates if button.isChecked()] == ["Every 5 s"]
    assert settings.follow_interval_s == 5.0


def test_the_limit_of_new_checkpoints_is_typed_and_in_force(qtbot, open_window, settings):
    window = open_window(settings=settings)
    dialog = opened_at(qtbot, window, "Following a run")

    dialog.following.limit.selectAll()
    qtbot.keyClicks(dialog.following.limit, "40")
    qtbot.keyClick(dialog.following.limit, Qt.Key.Key_Return)
    assert window.session.recording.policy.new_limit_bytes == 40 << 20
    qtbot.mouseClick(
        dialog.following.remember_new, Qt.MouseButton.LeftButton, pos=_left(dialog.following.remember_new)
    )

    assert window.session.recording.policy.new_limit_bytes == 0
    assert (settings.remember_new, settings.remember_new_mib) == (False, 40)
    assert not dialog.following.limit.isEnabled()


def _left(widget: QWidget):
    return widget.rect().center().__class__(8, widget.height() // 2)


def test_a_fresh_window_says_that_nothing_is_remembered(qtbot, open_window, golden, cache_folder):
    window = open_window(golden / IRIS)

    dialog = opened_at(qtbot, window, "Memory")

    assert not dialog.memory.remember.isEnabled()
    assert not dialog.memory.remember.isChecked()
    said = dialog.memory.findChild(QWidget, "settings_memory_what").text()
    assert said == "This window was started with --fresh: nothing is remembered."
    assert not cache_folder.exists()


def test_the_memory_page_lists_the_runs_with_their_size(qtbot, open_window, golden, settings, cache_folder):
    window = open_window(golden / IRIS, settings=settings)
    window.session.recording.set_policy(policy_of(settings))
    remembered(qtbot, window, cache_folder)

    page = opened_at(qtbot, window, "Memory").memory

    assert page.place.text() == str(cache_folder)
    assert page.model.rowCount() == 1
    assert page.model.index(0, 0).data() == str(golden / IRIS)
    assert page.size.text().endswith(" in 1 run")


@pytest.mark.parametrize("name", ["forget_one", "forget_all"])
def test_forgetting_asks_first_and_the_open_run_is_remembered_anew(
    qtbot, open_window, golden, settings, cache_folder, monkeypatch, name
):
    asked = []
    monkeypatch.setattr(dialogs, "confirm", lambda *words: asked.append(words[2]) or len(asked) > 1)
    window = open_window(golden / IRIS, settings=settings)
    window.session.recording.set_policy(policy_of(settings))
    before = remembered(qtbot, window, cache_folder)
    page = opened_at(qtbot, window, "Memory").memory
    page.table.selectRow(0)
    stray = cache_folder / "0123456789abcdef0123456789abcdef.run.sqlite"
    stray.write_bytes(b"not a database")

    qtbot.mouseClick(getattr(page, name), Qt.MouseButton.LeftButton)
    assert remembered(qtbot, window, cache_folder) != ()
    qtbot.mouseClick(getattr(page, name), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.is_busy, timeout=5000)

    assert len(asked) == 2
    assert stray.exists() == (name == "forget_one")
    assert set(before) <= set(remembered(qtbot, window, cache_folder))


def test_switching_remembering_off_stops_it_and_keeps_what_was_remembered(
    qtbot, open_window, golden, settings, cache_folder
):
    window = open_window(golden / IRIS, settings=settings)
    window.session.recording.set_policy(policy_of(settings))
    before = remembered(qtbot, window, cache_folder)
    page = opened_at(qtbot, window, "Memory").memory

    qtbot.keyClick(page.remember, Qt.Key.Key_Space)
    after = remembered(qtbot, window, cache_folder)

    assert window.session.recording.record is None
    assert window.session.cache.memory is None
    assert not settings.remember_runs
    assert after == before


def test_settings_are_read_again_and_nonsense_gives_the_defaults(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    settings.remember_runs, settings.records_mib = False, 1024
    settings.remember_new, settings.remember_new_mib = False, 8
    settings.sync()
    again = Settings(tmp_path / "window.ini")
    assert (again.remember_runs, again.records_mib) == (False, 1024)
    assert (again.remember_new, again.remember_new_mib) == (False, 8)

    for name in ("remember_runs", "records_mib", "remember_new", "remember_new_mib"):
        again._set_text(name, "-7 apples")

    assert (again.remember_runs, again.records_mib) == (True, 512)
    assert (again.remember_new, again.remember_new_mib) == (True, 256)

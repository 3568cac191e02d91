"""Comparing with a checkpoint that lies in another directory, by keys, menus and dialogs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from explorer.gui import dialogs
from explorer.gui.timeline.words import elsewhere_label
from tests.writing_order import checkpoint_files, put


def made_run(directory: Path, *steps: int) -> Path:
    directory.mkdir(parents=True)
    names = tuple(f"ckpt-{number}" for number, _ in enumerate(steps, 1))
    for number, step in enumerate(steps, 1):
        put(directory, f"ckpt-{number}", checkpoint_files(step, number=number), names[:number])
    return directory


@pytest.fixture
def runs(tmp_path) -> tuple[Path, Path]:
    """Two runs; the second one has a step the first has, and a later one."""
    return made_run(tmp_path / "first", 100, 200), made_run(tmp_path / "second", 200, 300)


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


def compared(window) -> tuple[str, str]:
    session = window.session
    return session.older_entry.label, session.newer_entry.label


def menu_actions(window, name: str):
    menu = window.findChild(QToolButton, name).menu()
    menu.aboutToShow.emit()
    return {action.text().replace("&", ""): action for action in menu.actions()}


def test_the_equal_step_of_another_directory_becomes_the_older_side(qtbot, open_window, runs, monkeypatch):
    first, second = runs
    window = open_window(first, view="variables")
    monkeypatch.setattr(dialogs, "ask_for_model_dir", lambda *_: second)

    menu_actions(window, "toolbar_compare")["Compare with another directory…"].trigger()
    idle(qtbot, window)

    assert compared(window) == ("step 200 of second/", "step 200")
    assert window.session.older.prefix == second / "ckpt-1"
    assert window.findChild(QToolButton, "toolbar_compare").text() == "Compare with step 200 of second/"


def test_a_step_the_other_directory_has_not_is_compared_with_its_latest(qtbot, open_window, runs):
    first, second = runs
    window = open_window(second, view="variables")

    window.session.choose_older_path(first)
    idle(qtbot, window)

    assert compared(window) == ("step 200 of first/", "step 300")


def test_a_checkpoint_is_chosen_by_one_of_its_files(qtbot, open_window, runs, monkeypatch):
    first, second = runs
    window = open_window(first, view="variables")
    monkeypatch.setattr(dialogs, "ask_for_checkpoint_file", lambda *_: second / "ckpt-2.index")

    menu_actions(window, "toolbar_compare")["Compare with another checkpoint file…"].trigger()
    idle(qtbot, window)

    assert compared(window) == ("step 300 of second/", "step 200")


def test_the_menu_then_offers_the_other_directory_s_checkpoints(qtbot, open_window, runs):
    first, second = runs
    window = open_window(first, view="variables")
    window.session.choose_older_path(second)
    idle(qtbot, window)

    menu_actions(window, "toolbar_compare")
    menu = window.findChild(QMenu, "toolbar_compare_elsewhere")
    texts = [action.text() for action in menu.actions()]
    menu.actions()[0].trigger()
    idle(qtbot, window)

    assert texts == ["step 300 of second/    ckpt-2", "step 200 of second/    ckpt-1"]
    assert compared(window) == ("step 300 of second/", "step 200")


def test_a_directory_of_the_same_name_is_told_by_its_parent(qtbot, open_window, tmp_path):
    mine, theirs = made_run(tmp_path / "a/run", 1), made_run(tmp_path / "b/run", 1)
    window = open_window(mine, view="variables")

    window.session.choose_older_path(theirs)
    idle(qtbot, window)

    assert compared(window) == ("step 1 of b/run/", "step 1")


def test_a_path_inside_the_opened_directory_is_its_own_checkpoint(qtbot, open_window, runs):
    window = open_window(runs[0], view="variables")

    window.session.choose_older_path(runs[0] / "ckpt-1.index")
    idle(qtbot, window)

    assert compared(window) == ("step 100", "step 200")
    assert not window.session.older_is_elsewhere


def test_the_older_side_stays_elsewhere_through_steps_reload_and_back(qtbot, open_window, runs):
    window = open_window(runs[0], view="variables")
    window.session.choose_older_path(runs[1])
    idle(qtbot, window)
    window.session.select("step/.ATTRIBUTES/VARIABLE_VALUE")

    qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    idle(qtbot, window)
    assert compared(window) == ("step 200 of second/", "step 100")

    qtbot.keyClick(window, Qt.Key.Key_F5)
    idle(qtbot, window)
    assert compared(window)[1] == "step 100"
    assert window.session.older_is_elsewhere

    window.session.choose_newer(window.session.run.checkpoints[1])
    window.session.choose_older(window.session.run.checkpoints[0])
    window.session.select("")
    idle(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    idle(qtbot, window)
    assert window.session.older_is_elsewhere
    assert not window.banner.isVisible()


def test_opening_another_directory_ends_it(qtbot, open_window, runs):
    first, second = runs
    window = open_window(first, view="variables")
    window.session.choose_older_path(second)
    idle(qtbot, window)

    window.open_path(second)
    idle(qtbot, window)

    assert compared(window) == ("step 200", "step 300")
    assert window.session.other_run is None


def test_an_empty_directory_is_told_in_the_banner_and_changes_nothing(qtbot, open_window, runs, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    window = open_window(runs[0], view="variables")

    window.session.choose_older_path(empty)
    idle(qtbot, window)

    assert "there is no checkpoint in this directory" in window.banner.sentence.text()
    assert compared(window) == ("step 100", "step 200")


def test_files_that_vanish_are_told_where_the_older_side_stood(qtbot, open_window, runs):
    first, second = runs
    window = open_window(first, view="compare")
    window.session.choose_older_path(second)
    idle(qtbot, window)

    shutil.rmtree(second)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    idle(qtbot, window)

    assert window.session.newer is not None
    assert window.banner.isVisible()


def test_the_time_axis_says_that_the_older_side_lies_in_another_directory(qtbot, open_window, runs):
    window = open_window(runs[0], view="variables")

    window.session.choose_older_path(runs[1])
    idle(qtbot, window)

    assert not window.timeline.older_handle.isVisible()
    assert elsewhere_label("older", window.session.older_entry) == (
        "older: step 200 of second/, in another directory"
    )


def test_a_long_name_of_the_other_directory_leaves_room_for_the_search_field(
    qtbot, open_window, runs, tmp_path
):
    window = open_window(runs[0], view="variables")
    window.resize(970, 700)

    window.session.choose_older_path(made_run(tmp_path / ("a_very_long_name_of_a_run_" * 6), 100))
    idle(qtbot, window)

    assert window.tool_bar.search.isVisible()
    assert window.width() == 970


def test_checkpoints_of_one_step_are_told_apart_by_their_saves(qtbot, open_window, tmp_path):
    window = open_window(made_run(tmp_path / "run", 0, 0), view="variables")
    window.session.choose_older(window.session.run.checkpoints[0])
    idle(qtbot, window)

    assert window.findChild(QToolButton, "toolbar_step").text() == "Step 0, save 2"
    assert window.findChild(QToolButton, "toolbar_compare").text() == "Compare with 0, save 1"


def test_a_step_of_its_own_is_called_by_its_step_alone(qtbot, open_window, tmp_path):
    window = open_window(made_run(tmp_path / "run", 10, 20), view="variables")
    window.session.choose_older(window.session.run.checkpoints[0])
    idle(qtbot, window)

    assert window.findChild(QToolButton, "toolbar_step").text() == "Step 20"
    assert window.findChild(QToolButton, "toolbar_compare").text() == "Compare with 10"

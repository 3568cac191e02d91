"""A directory that holds no checkpoint itself: what the window says, and where it leads."""

from __future__ import annotations

import shutil

from PySide6.QtCore import Qt

from tests.golden_answers import GOLDEN

RUNS = "keras_modelcheckpoint_tf215"


def offered(window) -> list[str]:
    return [button.text() for button in window.no_checkpoints.folder_buttons]


def test_a_directory_of_runs_offers_each_folder_that_holds_checkpoints(open_window):
    window = open_window(GOLDEN / RUNS)

    assert window.stack.currentWidget() is window.no_checkpoints
    assert window.no_checkpoints.title.text() == f"No checkpoint lies in {RUNS}/ itself"
    assert window.no_checkpoints.sentence.text() == "4 of its folders hold some. Open one of them:"
    assert offered(window) == [
        "checkpoints/   2 checkpoints",
        "h5/   1 checkpoint",
        "same_name/   1 checkpoint",
        "weights_only/   2 checkpoints",
    ]
    assert window.banner.problem is None


def test_a_folder_offered_is_opened_by_the_keyboard(qtbot, open_window):
    window = open_window(GOLDEN / RUNS)

    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    button = window.no_checkpoints.folder_buttons[0]
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.newer is not None, timeout=10_000)

    assert window.session.run.directory == GOLDEN / RUNS / "checkpoints"
    assert window.stack.currentWidget() is window.tabs


def test_the_keyboard_goes_from_the_welcome_page_to_the_first_button(qtbot, open_window, tmp_path):
    window = open_window()
    window.welcome.open_button.setFocus()
    window.open_path(tmp_path)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.no_checkpoints, timeout=10_000)

    assert window.focusWidget() is window.no_checkpoints.open_button


def test_an_empty_directory_says_what_is_looked_for(open_window, tmp_path):
    directory = tmp_path / "empty"
    directory.mkdir()

    page = open_window(directory).no_checkpoints

    assert page.title.text() == "No checkpoint lies in empty/"
    assert page.sentence.text() == (
        "A checkpoint is an .index file with its .data files, a V1 file, a SavedModel folder, or an .h5 or "
        ".keras file. None of them lies here. One that is saved here while the directory is followed appears "
        "by itself."
    )
    assert page.isVisible()
    assert offered(page.window()) == []


def test_checkpoints_that_are_all_gone_are_counted(open_window, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "checkpoint").write_text(
        'model_checkpoint_path: "ckpt-2"\nall_model_checkpoint_paths: "ckpt-1"\n'
        'all_model_checkpoint_paths: "ckpt-2"\n'
    )

    page = open_window(tmp_path / "run").no_checkpoints

    assert page.isVisible()
    assert page.sentence.text().startswith("The checkpoint file names 2 checkpoints that are gone. ")


def test_the_first_checkpoint_saved_brings_the_views(qtbot, open_window, tmp_path):
    directory = tmp_path / "run"
    directory.mkdir()
    window = open_window(directory)
    for path in (GOLDEN / "iris_retention_tf115").rglob("model.ckpt-120.*"):
        shutil.copy(path, directory)

    window.reload()
    qtbot.waitUntil(lambda: window.session.newer is not None, timeout=10_000)

    assert window.stack.currentWidget() is window.tabs


def test_a_look_that_finds_the_same_leaves_the_buttons_alone(open_window):
    window = open_window(GOLDEN / RUNS)
    before = list(window.no_checkpoints.folder_buttons)

    window.session.run_changed.emit(window.session.run)

    assert window.no_checkpoints.folder_buttons == before


def test_a_name_of_a_folder_is_shown_as_it_is(open_window, tmp_path):
    source = next((GOLDEN / "iris_retention_tf115").rglob("model.ckpt-120.index")).parent
    shutil.copytree(source, tmp_path / "root" / "a&b\n<b>")

    window = open_window(tmp_path / "root")

    assert offered(window) == ["a&&b\\n<b>/   5 checkpoints"]

"""The whole window on real checkpoints, driven by keys and clicks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from explorer.gui import dialogs, export_dialog
from explorer.gui.help_text import _picture_places
from explorer.gui.main_window import first_geometry
from explorer.gui.settings import Settings
from explorer.gui.view import View

NET = Path("net_adam_manager_legacy_tf215") / "tf_ckpts"
KERNEL = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window, key, modifier)


def snapshot(directory: Path):
    return {
        path.relative_to(directory): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(directory.rglob("*"))
    }


def test_without_a_path_it_greets_with_open_and_demos(open_window):
    window = open_window()

    assert window.stack.currentWidget() is window.welcome
    assert window.welcome.open_button.isVisible()
    assert window.findChild(QPushButton, "welcome_demo_iris") is not None


def test_a_demo_opens_by_a_click(qtbot, open_window):
    window = open_window()

    qtbot.mouseClick(window.findChild(QPushButton, "welcome_demo_iris"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.newer is not None, timeout=10_000)

    assert window.session.newer.step == 200
    assert window.windowTitle() == "iris — Checkpoint Explorer"


def test_a_directory_opens_at_its_latest_checkpoint_with_the_one_before_to_compare(open_window, golden):
    window = open_window(golden / NET)

    assert window.session.newer.name == "ckpt-5"
    assert window.session.older.name == "ckpt-4"
    assert window.session.run.latest_checkpoint == "ckpt-5"


def test_the_step_keys_walk_through_the_checkpoints(qtbot, open_window, golden):
    window = open_window(golden / NET)

    press(qtbot, window, Qt.Key.Key_BracketLeft)
    idle(qtbot, window)

    assert window.session.newer.name == "ckpt-4"
    press(qtbot, window, Qt.Key.Key_BracketRight)
    idle(qtbot, window)
    assert window.session.newer.name == "ckpt-5"


def test_back_and_forward_walk_through_what_was_looked_at(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.session.select(KERNEL)
    press(qtbot, window, Qt.Key.Key_BracketLeft)
    idle(qtbot, window)

    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    idle(qtbot, window)
    assert (window.session.newer.name, window.session.selected_key) == ("ckpt-5", KERNEL)

    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.session.selected_key == ""
    press(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.session.selected_key == KERNEL


def test_a_drag_leaves_one_place_behind_and_going_back_brings_both_steps(qtbot, open_window, golden):
    window = open_window(golden / NET)
    session, timeline = window.session, window.timeline
    before = (session.older_entry.prefix, session.newer_entry.prefix)

    for index in (1, 0):
        timeline.older_handle.dragged.emit(timeline.axis.xs[index])
        timeline._settle_drag()
    timeline.older_handle.dropped.emit()
    middle = session.older_entry.prefix
    session.choose_newer(session.run.checkpoints[1])
    assert (middle, session.older_entry.prefix) == (session.run.checkpoints[0].prefix,) * 2
    for index in (2, 1, 2):
        timeline.newer_handle.dragged.emit(timeline.axis.xs[index])
        timeline._settle_drag()
    timeline.newer_handle.dropped.emit()
    idle(qtbot, window)

    places = window.history._places
    assert [place.prefix.name for place in places] == [before[1], "ckpt-4", "ckpt-5"]
    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (session.older_entry.prefix, session.newer_entry.prefix) == (middle, before[1])


def test_reloading_keeps_what_is_chosen(qtbot, open_window, golden, tmp_path):
    directory = shutil.copytree(golden / NET, tmp_path / "run")
    window = open_window(directory)
    window.session.select(KERNEL)
    press(qtbot, window, Qt.Key.Key_BracketLeft)
    idle(qtbot, window)

    press(qtbot, window, Qt.Key.Key_F5)
    idle(qtbot, window)

    assert (window.session.newer.name, window.session.selected_key) == ("ckpt-4", KERNEL)


def test_a_checkpoint_deleted_while_open_becomes_a_sentence_and_the_rest_stays(
    qtbot, open_window, golden, tmp_path
):
    directory = shutil.copytree(golden / NET, tmp_path / "run")
    window = open_window(directory)
    for path in directory.glob("ckpt-4.*"):
        path.unlink()

    press(qtbot, window, Qt.Key.Key_F5)
    idle(qtbot, window)

    by_name = {entry.prefix: entry.status for entry in window.session.run.checkpoints}
    assert by_name["ckpt-4"] == "gone"
    assert window.session.newer.name == "ckpt-5"


@pytest.mark.parametrize(
    ("name", "word"),
    [("nothing_here", "no checkpoint of this name"), ("notes.txt", "notes.txt")],
)
def test_a_path_that_is_no_checkpoint_is_explained_in_the_banner(qtbot, open_window, tmp_path, name, word):
    (tmp_path / "notes.txt").write_text("hello")

    window = open_window(tmp_path / name)

    assert window.banner.isVisible()
    assert word in window.banner.sentence.text()
    assert window.banner.problem.hint
    assert not window.banner.problem.is_ours
    qtbot.mouseClick(window.banner.dismiss_button, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()


def test_a_data_file_as_path_opens_its_checkpoint(open_window, golden):
    window = open_window(golden / NET / "ckpt-3.data-00000-of-00001")

    assert window.session.newer.name == "ckpt-3"


@pytest.mark.parametrize(
    "case", ["missing_shard", "truncated_index", "zero_length_index", "missing_data", "truncated_data"]
)
def test_damaged_directories_open_and_say_what_is_wrong(open_window, golden, case):
    window = open_window(golden / "corrupt_shared" / "cases" / case)

    assert window.session.run is not None
    assert window.banner.isVisible()
    assert "ckpt-2" in window.banner.sentence.text()


def test_an_error_while_a_view_is_made_stays_in_its_tab(qtbot, open_window, golden, monkeypatch, capsys):
    from explorer.gui.restore import restore_view

    def broken(*_: object) -> View:
        raise ValueError("no such luck")

    monkeypatch.setattr(restore_view, "RestoreView", broken)

    window = open_window(golden / NET)

    assert window.tabs.current_view is None
    texts = [
        label.text() for label in window.tabs.currentWidget().findChildren(QWidget) if hasattr(label, "text")
    ]
    assert "The restore view could not be made: a fault of this program (ValueError)." in texts
    assert "no such luck" in capsys.readouterr().err
    window.tabs.show_view("variables")
    qtbot.waitUntil(lambda: window.tabs.current_view is not None)  # its modules may still be loaded


def test_slash_goes_to_the_search_field_and_escape_leaves_it(qtbot, open_window, golden):
    window = open_window(golden / NET, view="variables")
    window.tabs.current_view.setFocus()

    press(qtbot, window, Qt.Key.Key_Slash)
    search = window.findChild(QLineEdit, "search_field")
    assert search.hasFocus()
    qtbot.keyClicks(search, "kernel")
    assert search.text() == "kernel"
    qtbot.keyClick(search, Qt.Key.Key_Escape)

    assert (search.text(), search.hasFocus()) == ("", False)


def test_alt_and_a_number_shows_a_view(qtbot, open_window, golden):
    window = open_window(golden / NET)

    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert window.tabs.current_id == "variables"
    assert window.actions_by_id["view_variables"].isChecked()


def test_escape_lets_the_selection_go(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.session.select(KERNEL)

    press(qtbot, window, Qt.Key.Key_Escape)

    assert window.session.selected_key == ""


def test_the_chosen_variable_is_copied_as_a_line_that_reads_it(qtbot, open_window, golden):
    import numpy as np

    window = open_window(golden / NET)
    window.session.select(KERNEL)

    window.actions_by_id["copy_python"].trigger()

    space: dict[str, object] = {}
    exec(QGuiApplication.clipboard().text(), space)  # our own line, from our own clipboard
    assert np.asarray(space["value"]).shape == (1, 5)


def test_the_palette_finds_a_variable_by_letters_in_order(qtbot, open_window, golden):
    window = open_window(golden / NET)

    press(
        qtbot, window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.keyClicks(window._palette.field, "net/l1/kernel/.attr")
    qtbot.keyClick(window._palette.field, Qt.Key.Key_Return)

    assert window.session.selected_key == KERNEL


def test_the_palette_says_when_nothing_matches(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.show_palette()

    qtbot.keyClicks(window._palette.field, "zzzqqq")
    said, was_listed = window._palette.nothing.text(), window._palette.list.isVisible()
    was_said = window._palette.nothing.isVisible()
    qtbot.keyClick(window._palette.field, Qt.Key.Key_Return)  # does nothing
    window._palette.field.clear()

    assert said.startswith("Nothing matches")
    assert (was_said, was_listed) == (True, False)
    assert window._palette.list.isVisible()
    assert not window._palette.nothing.isVisible()
    window._palette.close()


def test_the_palette_finds_a_command_by_what_its_tip_says(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.show_palette()

    qtbot.keyClicks(window._palette.field, "chinese")

    assert "简体中文" in window._palette.model.index(0).data()
    window._palette.close()


def test_the_palette_runs_commands(qtbot, open_window, golden):
    window = open_window(golden / NET)

    window.show_palette()
    qtbot.keyClicks(window._palette.field, "show values")
    qtbot.keyClick(window._palette.field, Qt.Key.Key_Return)

    assert window.tabs.current_id == "values"


def menu_texts(window, name):
    menu = window.findChild(QToolButton, name).menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_compare_with_leaves_out_the_newer_step_and_says_what_a_later_one_does(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.session.choose_newer(window.session.run.checkpoints[1])
    idle(qtbot, window)

    texts = menu_texts(window, "toolbar_compare")

    labels = [entry.label for entry in window.session.run.checkpoints]
    assert texts == [
        f"{labels[2]}    ckpt-5    later: becomes the newer, {labels[1]} the older",
        f"{labels[0]}    ckpt-3",
        "Compare with another &directory…",
        "Compare with another &checkpoint file…",
        "Compare with none",
    ]


def test_a_save_that_was_interrupted_is_told_in_the_banner(qtbot, open_window, golden, tmp_path):
    case = shutil.copytree(golden / "corrupt_shared/cases/half_written_save", tmp_path / "run")
    for path in case.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))

    window = open_window(case)

    assert window.banner.sentence.text() == (
        "ckpt-9 is not complete. Nothing was written for over an hour: the save was probably interrupted."
    )


def test_a_dropped_directory_is_opened(qtbot, open_window, golden):
    window = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(golden / NET))])

    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    idle(qtbot, window)

    assert window.session.newer.name == "ckpt-5"


def test_open_asks_for_a_directory(qtbot, open_window, golden, monkeypatch):
    window = open_window()
    monkeypatch.setattr(dialogs, "ask_for_model_dir", lambda parent, start=None: golden / NET)

    press(qtbot, window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)

    assert window.session.run.directory == golden / NET


def test_a_step_chosen_as_target_gives_a_report(qtbot, open_window, golden):
    window = open_window(golden / NET)

    window.session.choose_target_entry(window.session.run.checkpoints[-2])
    idle(qtbot, window)

    assert {row.verdict for row in window.session.report.rows} == {"restored"}
    assert window.findChild(QToolButton, "toolbar_target").text().startswith("Target ")


def test_the_variable_table_of_all_steps_is_written(qtbot, open_window, golden, tmp_path, monkeypatch):
    window = open_window(golden / "iris_dnn_tf115" / "models" / "iris")
    written = tmp_path / "table.csv"
    monkeypatch.setattr(
        export_dialog,
        "ask_for_export",
        lambda parent, exports, settings: next(e for e in exports if "all steps" in e.label),
    )
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: written)

    press(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(written.exists, timeout=10_000)

    lines = written.read_text("utf-8").splitlines()
    assert len(lines) == 1 + 2 * 13
    assert lines[1].startswith("1,")


def test_nothing_is_written_into_the_opened_directory(qtbot, open_window, golden, tmp_path, monkeypatch):
    directory = shutil.copytree(golden / NET, tmp_path / "run")
    before = snapshot(directory)
    window = open_window(directory)
    window.session.select(KERNEL)
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: directory / "mine.npy")

    window.actions_by_id["save_npy"].trigger()
    idle(qtbot, window)

    assert snapshot(directory) == before
    assert "never written into the opened directory" in window.banner.sentence.text()
    assert not window.banner.action_button.isVisible()  # to reload would not help
    assert window.banner.dismiss_button.isVisible()


def test_a_value_is_saved_for_numpy(qtbot, open_window, golden, tmp_path, monkeypatch):
    import numpy as np

    window = open_window(golden / NET)
    window.session.select("step/.ATTRIBUTES/VARIABLE_VALUE")
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: tmp_path / "step.npy")

    window.actions_by_id["save_npy"].trigger()
    qtbot.waitUntil((tmp_path / "step.npy").exists, timeout=10_000)
    idle(qtbot, window)

    assert np.load(tmp_path / "step.npy") == window.session.newer.read("step/.ATTRIBUTES/VARIABLE_VALUE")


def test_the_window_remembers_directory_and_view(qtbot, open_window, golden, tmp_path):
    window = open_window(golden / NET, settings=Settings(tmp_path / "window.ini"))
    window.tabs.show_view("values")

    window.close()

    again = Settings(tmp_path / "window.ini")
    assert (again.last_directory, again.view) == (str(golden / NET), "values")
    assert again.recents == (str(golden / NET),)
    assert again.geometry


def test_themes_change_all_colours_at_once(qtbot, open_window, golden):
    from explorer.gui.theme import current_palette

    window = open_window(golden / NET)

    with qtbot.waitSignal(window.session.palette_changed):
        window.actions_by_id["theme_dark"].trigger()

    assert current_palette().dark is True
    assert window.settings.theme == "dark"
    window.actions_by_id["theme_light"].trigger()
    assert current_palette().dark is False


def test_the_status_bar_sums_up(open_window, golden):
    window = open_window(golden / "iris_dnn_tf115" / "models" / "iris")

    parts = window.status_bar.totals.text().split("      ")

    assert parts[:3] == ["2 checkpoints", "13 variables", "1.5 KiB"]
    assert parts[3].startswith("weights 50 % · slots 50 %")
    assert not window.status_bar.cancel.isVisible()


def test_one_page_shows_the_keys(qtbot, open_window):
    window = open_window()

    press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)

    page = window._help.text.toPlainText()
    for keys in ("Ctrl+Shift+P", "Alt+1", "F7", "Shift+F7", "Ctrl+E", "Alt+Left"):
        assert keys in page


def test_the_help_pages_stand_in_the_order_of_the_contents_each_once(qtbot, open_window):
    window = open_window()

    press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)

    pages = window._help.pages
    assert [pages.item(row).text() for row in range(pages.count())] == [
        "Contents", "First steps", "Install",
        "Directory and timeline", "Graph", "Variables", "Values", "Verify", "Problems and what they mean",
        "Compare", "Histograms", "What moved over the run", "Following a run", "What is remembered of a run",
        "Restore", "What a target can be", "Restore: verdicts and effects", "Restore: findings", "Ways of loading",
        "Explain an error", "Renames", "Will training resume?", "Export",
        "Keyboard", "Text size, keyboard, screen readers", "Settings", "Command line", "In a notebook", "Formats",
        "Sessions, second starts and crashes", "Privacy",
        "About",
    ]  # fmt: skip
    assert pages.currentItem().text() == "Contents"


def test_the_help_opens_at_the_page_of_the_view_on_show(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.tabs.show_view("compare")

    press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)

    assert window._help.pages.currentItem().text() == "Compare"


def test_the_pictures_of_a_help_page_are_there_and_as_wide_as_the_page(qtbot, open_window):
    window = open_window()
    window.show_help("First steps")
    text = window._help.text

    for width in (900, 640):
        window._help.resize(width, 620)
        qtbot.waitUntil(lambda width=width: text.window().width() == width)
        room = text.viewport().width() - 2 * text.document().documentMargin()
        names = [name for _, name in _picture_places(text.document())]
        shown = [text.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(n)) for n in names]

        assert names == [f"images/{name}.png" for name in ("welcome", "window", "help", "hint")]
        assert [room - 4 <= image.deviceIndependentSize().width() <= room for image in shown] == [True] * 4


def test_every_control_has_a_name_for_those_who_cannot_see_it(open_window, golden):
    window = open_window(golden / NET)

    nameless = [
        widget
        for kind in (QToolButton, QPushButton, QLineEdit)
        for widget in window.tool_bar.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit)  # Qt's own clear button
    ]

    assert nameless == []


def test_closing_waits_for_no_dead_disk(qtbot, open_window, golden):
    import threading
    import time

    window = open_window(golden / NET)
    gate = threading.Event()
    window.session.new_slot(window, "Dead").start(
        lambda task: gate.wait(60), then=lambda _: None, otherwise=lambda _: None
    )

    began = time.monotonic()
    window.close()
    took = time.monotonic() - began
    gate.set()

    assert took < 2.0


def test_focus_chooses_no_row(qtbot, open_window, golden):
    window = open_window(golden / NET, view="compare")

    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    idle(qtbot, window)
    table = window.tabs.current_view.table
    window._focus_view()

    assert window.tabs.current_id == "variables"
    assert table.hasFocus()
    assert (window.session.selected_key, table.currentIndex().isValid()) == ("", False)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert window.session.selected_key == table.model().key_at(0)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1024, 768)])
def test_the_first_window_fits_the_screen_with_its_title_bar(size):
    placed = first_geometry(QRect(0, 0, *size))

    assert placed.left() >= 0
    assert placed.right() < size[0]
    assert placed.top() >= 30
    assert placed.bottom() < size[1]


def test_the_panels_keep_room_for_their_words(open_window, golden):
    window = open_window(golden / NET)
    window.resize(1000, 700)

    assert window.directory_panel.width() >= 220
    assert window.inspector.width() >= 270


def test_each_export_is_offered_once_and_its_file_name_tells_what_it_is(
    qtbot, open_window, golden, monkeypatch, tmp_path
):
    window = open_window(golden / NET, view="variables")
    offered, suggested = [], []
    monkeypatch.setattr(
        export_dialog, "ask_for_export", lambda _, exports, settings: offered.append(exports) or exports[-1]
    )
    monkeypatch.setattr(
        export_dialog, "ask_for_save_path", lambda parent, title, path, suffix: suggested.append(path.name)
    )

    window.export()
    monkeypatch.setattr(export_dialog, "ask_for_export", lambda _, exports, settings: exports[0])
    window.export()

    assert [export.label for export in offered[0]] == [
        "This step, columns shown (CSV)",
        "All steps, columns shown (CSV)",
    ]
    name = (golden / NET).name
    assert suggested == [f"{name}-all-steps.csv", f"{name}-step-{window.session.newer.step}.csv"]

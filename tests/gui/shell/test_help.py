"""F1 on anything, the help's window with its search and its way back, and hints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from explorer.analysis.restoring.apis import APIS
from explorer.analysis.restoring.verdicts import VERDICTS
from explorer.gui import help_topics, hints
from explorer.gui.actions import _COMMANDS, VIEWS
from explorer.gui.help_pages import help_files, search, section_names, section_number, sections
from explorer.gui.help_topics import topic_of, topic_of_name
from explorer.gui.language import use_language
from explorer.gui.problems import Problem, ReportDialog
from explorer.gui.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
NET = "net_adam_manager_legacy_tf215/tf_ckpts"
KEY = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"
F1 = Qt.Key.Key_F1
ALL_TOPICS = sorted(
    {
        *help_topics.TOPICS.values(),
        *help_topics.ACTION_TOPICS.values(),
        *help_topics.MENU_TOPICS.values(),
        *help_topics.COLUMN_SECTIONS.values(),
        *help_topics._word_sections().values(),
        *(hint.topic for hint in hints.HINTS),
    }
)


def files_by_name():
    return {path.name: path for path in help_files().values()}


def shown(dialog) -> tuple[str, str]:
    """(page, the line that is marked, or else stands first)."""
    marks = dialog.text.extraSelections()
    cursor = marks[0].cursor if marks else dialog.text.cursorForPosition(QPoint(40, 14))
    return dialog.pages.currentItem().text(), cursor.block().text()


def point_at(window, widget: QWidget, place: QPoint | None = None) -> None:
    """Put the mouse there; the window is moved, for it may be wider than the screen."""
    place = widget.rect().center() if place is None else place
    window.move(300 - widget.mapTo(window, place).x(), 400 - widget.mapTo(window, place).y())
    QCursor.setPos(widget.mapToGlobal(place))
    assert QCursor.pos() == widget.mapToGlobal(place)


def open_help(qtbot, window, page: str = "", section: str = ""):
    window.show_help(page, section)
    qtbot.waitUntil(window._help.isActiveWindow)
    return window._help


@pytest.fixture(autouse=True)
def mouse_goes_back():
    before = QCursor.pos()
    yield
    QCursor.setPos(before)


# --- topics ------------------------------------------------------------------------------------------


def test_every_topic_is_a_section_of_a_page():
    files, nowhere = files_by_name(), []
    for topic in ALL_TOPICS:
        page, _, section = topic.partition("#")
        if page not in files or (section and section_number(files[page], section) < 0):
            nowhere.append(topic)

    assert nowhere == []


def test_every_command_and_every_view_has_a_topic():
    ids = {command.id for command in _COMMANDS} | {f"view_{view}" for view, _, _ in VIEWS}

    assert [i for i in sorted(ids) if i != "escape" and not topic_of_name(i, help_topics.ACTION_TOPICS)] == []


def test_no_topic_is_of_a_command_that_is_gone():
    ids = {command.id for command in _COMMANDS} | {f"view_{view}" for view, _, _ in VIEWS}

    gone = [
        key
        for key in help_topics.ACTION_TOPICS
        if key.rstrip("*_") != "follow"  # those are the follower's own
        and key not in ids
        and not (key.endswith("*") and any(i.startswith(key[:-1]) for i in ids))
    ]
    assert gone == []


def test_everything_in_the_window_leads_to_a_page(qtbot, open_window, golden):
    window = open_window(golden / NET)

    nowhere = [
        widget.objectName()
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not topic_of(widget)
    ]

    assert nowhere == []


def test_the_chip_of_each_verdict_leads_to_it():
    page = files_by_name()["restore-verdicts.md"]
    topics = [topic_of_name(f"restore_chips_{verdict.replace(' ', '_')}") for verdict in VERDICTS]

    numbers = [section_number(page, topic.partition("#")[2]) for topic in topics]
    assert numbers == sorted(set(numbers))
    assert min(numbers) > 0


@pytest.mark.parametrize(
    ("button", "page"),
    [
        ("toolbar_open", "formats.md"),
        ("toolbar_step", "directory-and-timeline.md"),
        ("toolbar_compare", "compare.md"),
        ("toolbar_target", "target.md"),
    ],
)
def test_the_buttons_of_the_toolbar_lead_to_what_they_open(button, page):
    assert topic_of_name(button).partition("#")[0] == page


def test_every_dialog_has_a_topic():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "explorer" / "gui").glob("**/*.py"))
    names = set(re.findall(r"\"(\w+_dialog)\"", code)) | {"command_palette"}

    assert len(names) > 10
    assert [name for name in sorted(names) if not topic_of_name(name)] == []


# --- F1 ----------------------------------------------------------------------------------------------


def test_f1_explains_what_has_the_focus(qtbot, open_window, golden):
    window = open_window(golden / NET, view="graph")
    window.timeline.newer_handle.setFocus()

    qtbot.keyClick(window, F1)

    assert shown(window._help) == ("Directory and timeline", "Timeline")


def test_f1_explains_what_the_mouse_points_at(qtbot, open_window, golden):
    window = open_window(golden / NET, view="graph")
    window.tabs.current_view.setFocus()
    point_at(window, window.inspector)

    qtbot.keyClick(window, F1)

    assert shown(window._help) == ("Variables", "The inspector")


def test_f1_on_a_heading_of_the_table_explains_its_column(qtbot, open_window, golden):
    window = open_window(golden / NET, view="variables")
    table = window.tabs.current_view.table
    header = table.horizontalHeader()
    number = next(n for n, column in enumerate(table.model().columns) if column.id == "shape")
    point_at(window, header.viewport(), QPoint(header.sectionViewportPosition(number) + 9, 9))

    qtbot.keyClick(window, F1)

    assert shown(window._help) == ("Variables", "Dtype, Shape")


def test_f1_on_a_verdict_explains_it(qtbot, open_window, golden):
    window = open_window(golden / NET, view="restore")
    window.session.choose_target_entry(window.session.run.checkpoints[0])
    view = window.tabs.current_view
    qtbot.waitUntil(lambda: not window.is_busy() and view.table.model().rowCount() > 0, timeout=20_000)
    model = view.table.model()
    number = next(n for n, column in enumerate(model.columns) if column.id == "verdict")
    view.table.scrollTo(model.index(0, number))
    point_at(window, view.table.viewport(), view.table.visualRect(model.index(0, number)).center())

    qtbot.keyClick(window, F1)

    card = view.ways.cards.cards[0]
    assert topic_of(card).removeprefix("restore-ways.md#") in {api.id for api in APIS}
    word = model.index(0, number).data().partition(" ")[2]
    assert word in VERDICTS
    assert shown(window._help) == ("Restore: verdicts and effects", word)


def test_f1_without_anything_opened_shows_the_first_steps(qtbot, open_window):
    window = open_window()

    qtbot.keyClick(window, F1)

    assert window._help.pages.currentItem().text() == "First steps"


def test_f1_works_in_a_dialog_and_in_one_that_keeps_the_window_waiting(qtbot, open_window, golden):
    window = open_window(golden / NET)
    window.show_settings("Memory")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window._settings_dialog)
    window._settings_dialog.memory.findChildren(QWidget)[3].setFocus()
    window._settings_dialog.list.setFocus()
    qtbot.keyClick(window._settings_dialog, F1)
    beside_settings = window._help.pages.currentItem().text()
    report = ReportDialog(Problem("It failed.", is_ours=True), window)
    report.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is report)

    qtbot.keyClick(report, F1)

    own = report.findChild(type(window._help))
    assert beside_settings == "Settings"
    assert own.isVisible()
    assert own.pages.currentItem().text() == "Sessions, second starts and crashes"


def test_f1_in_a_menu_explains_the_entry_that_is_lit(qtbot, open_window, golden):
    window = open_window(golden / NET)
    menu = window.findChild(QMenu, "menu_tools")
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    qtbot.waitUntil(menu.isVisible)
    menu.setActiveAction(window.actions_by_id["verify"])

    qtbot.keyClick(menu, F1)

    assert not menu.isVisible()
    assert window._help.pages.currentItem().text() == "Verify"


def test_the_keys_of_the_pages_before_f1(qtbot, open_window, golden):
    window = open_window(golden / NET, view="compare")

    qtbot.keyClick(window, F1, Qt.KeyboardModifier.ShiftModifier)
    of_view = window._help.pages.currentItem().text()
    qtbot.keyClick(window, F1, Qt.KeyboardModifier.ControlModifier)

    assert (of_view, window._help.pages.currentItem().text()) == ("Compare", "Keyboard")


# --- the help's window -------------------------------------------------------------------------------


def test_typing_finds_sections_in_all_pages_and_enter_goes_there(qtbot, open_window):
    window = open_window()
    dialog = open_help(qtbot, window)

    qtbot.keyClick(dialog, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.field, "ridge colour-blind nowhere-at-all")
    qtbot.waitUntil(lambda: dialog.lists.currentWidget() is dialog.nothing)
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "dtype differs")
    qtbot.waitUntil(lambda: dialog.found.count() > 0)
    first = dialog.found.item(0).text()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    assert first.startswith("Restore: verdicts and effects › dtype differs\n")
    words = [mark.cursor.selectedText() for mark in dialog.text.extraSelections()]
    dialog.text.find_all("")
    assert set(words) == {"differs"}
    assert shown(dialog) == ("Restore: verdicts and effects", "dtype differs")


def test_escape_in_the_search_brings_the_pages_back_and_the_dialog_stays(qtbot, open_window):
    window = open_window()
    dialog = open_help(qtbot, window)
    qtbot.keyClicks(dialog.field, "histogram")
    qtbot.waitUntil(lambda: dialog.found.count() > 0)

    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)

    assert dialog.isVisible()
    assert dialog.lists.currentWidget() is dialog.pages


@pytest.mark.parametrize("query", ["", "   ", "*", "[", "\\", "a" * 5000, "🙂", "checksum"])
def test_any_text_can_be_searched_for(query):
    found = search(sections(help_files()), query)

    assert len(found) <= 60
    words = query.casefold().split()
    for place in found:
        whole = f"{place.section.page} {place.section.heading} {place.section.text}".casefold()
        assert all(word in whole for word in words)


def test_back_and_forward_lead_through_the_pages(qtbot, open_window):
    window = open_window()
    dialog = open_help(qtbot, window, "graph.md", "find")
    scrolled = dialog.text.verticalScrollBar().value()
    window.show_help("verify.md")
    alt = Qt.KeyboardModifier.AltModifier

    qtbot.keyClick(dialog, Qt.Key.Key_Left, alt)
    back = (dialog.pages.currentItem().text(), dialog.text.verticalScrollBar().value())
    qtbot.keyClick(dialog, Qt.Key.Key_Right, alt)

    assert back == ("Graph", scrolled)
    assert scrolled > 0
    assert dialog.pages.currentItem().text() == "Verify"
    assert not dialog.forward.isEnabled()
    assert dialog.back.isEnabled()


def test_a_section_stays_in_sight_when_the_help_is_made_wider(qtbot, open_window):
    window = open_window()
    dialog = open_help(qtbot, window, "graph.md", "find")
    before = shown(dialog)

    dialog.resize(1400, 680)
    qtbot.waitUntil(lambda: dialog.text.width() > 1000)

    assert shown(dialog) == before == ("Graph", "Find")


def test_words_are_found_in_the_page_on_show(qtbot, open_window):
    window = open_window()
    dialog = open_help(qtbot, window, "verify.md")

    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.find_bar.field, "git-lfs")
    chosen = dialog.text.textCursor().selectedText()
    told = dialog.find_bar.count.text()
    qtbot.keyClick(dialog.find_bar.field, Qt.Key.Key_Escape)

    assert chosen == "git-lfs"
    assert told == f"{dialog.text.toPlainText().lower().count('git-lfs')} places"
    assert dialog.isVisible()
    assert dialog.find_bar.isHidden()
    assert dialog.text.extraSelections() == []


def test_a_translated_page_has_the_headings_of_the_english_one_in_their_order():
    folder = files_by_name()["index.md"].parent
    folder = folder if folder.name == "help" else folder.parent

    for path in folder.glob("*/*.md"):
        english = [s.number for s in sections({"": folder / path.name})]
        assert [s.number for s in sections({"": path})] == english, path


def test_sections_keep_their_english_names_in_every_language():
    english = files_by_name()["index.md"].parent

    for path in sorted(english.glob("*/*.md")):
        headings = [each.heading for each in sections({"": english / path.name})]
        numbers = [section_number(path, section_names(heading)[0]) for heading in headings]
        assert numbers == [headings.index(heading) for heading in headings], path


def test_f1_leads_to_the_section_of_a_translated_page(qtbot, qapp, open_window, golden):
    use_language(qapp, "zh_CN")
    try:
        window = open_window(golden / NET, view="graph")
        window.timeline.newer_handle.setFocus()
        qtbot.keyClick(window, F1)
        page, line = shown(window._help)
    finally:
        use_language(qapp, "en")

    assert window._help.pages.currentItem().data(Qt.ItemDataRole.UserRole) == "Directory and timeline"
    headings = [each.heading for each in sections({"": files_by_name()["directory-and-timeline.md"]})]
    assert page != "Directory and timeline"
    assert line not in headings
    assert not line.isascii()


# --- hints -------------------------------------------------------------------------------------------


def hinting(open_window, path, tmp_path, view="graph"):
    window = open_window(path, view=view, settings=Settings(tmp_path / "window.ini"))
    window.gives_hints = True
    window.hints._soon.setInterval(0)
    window.hints.later()
    return window


def test_hints_come_one_at_a_time_each_once_and_cover_nothing(qtbot, open_window, golden, tmp_path):
    window = hinting(open_window, golden / NET, tmp_path)
    bar = window.hints.bar
    qtbot.waitUntil(bar.isVisible, timeout=5000)
    first, place = bar.shown.id, bar.geometry()
    covered = place.intersects(window.centralWidget().geometry())

    bar.close_button.click()
    window.hints.look()
    second = bar.shown.id
    bar.close_button.click()
    window.hints.look()

    assert (first, second, bar.shown.id) == ("timeline", "graph", "help")
    assert not covered
    assert set(Settings(tmp_path / "window.ini").seen_hints) == {"timeline", "graph", "help"}


def test_escape_closes_a_hint_and_another_view_takes_it_away(qtbot, open_window, golden, tmp_path):
    window = hinting(open_window, golden / NET, tmp_path)
    window.settings.seen_hints = ("timeline",)
    window.hints.look()
    graph = window.hints.bar.shown.id
    window.tabs.show_view("restore")
    left = window.hints.bar.shown
    window.hints.look()
    restore = window.hints.bar.shown.id

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert (graph, left, restore) == ("graph", None, "restore")
    assert not window.hints.bar.isVisible()


def test_no_more_hints_are_shown_until_they_are_asked_for(qtbot, open_window, golden, tmp_path):
    window = hinting(open_window, golden / NET, tmp_path)
    window.hints.look()
    qtbot.mouseClick(window.hints.bar.never_button, Qt.MouseButton.LeftButton)
    window.hints.look()
    none = window.hints.bar.isVisible()
    kept = Settings(tmp_path / "window.ini").show_hints
    window.show_settings("Look")
    window._settings_dialog.look.hints_again.click()

    assert (none, kept) == (False, False)
    assert window.hints.bar.isVisible()
    assert window.hints.bar.shown.id == "timeline"
    assert window._settings_dialog.look.hints.isChecked()


def test_more_opens_the_help_about_a_hint(qtbot, open_window, golden, tmp_path):
    window = hinting(open_window, golden / NET, tmp_path)
    window.hints.look()

    window.hints.bar.more_button.click()

    assert shown(window._help) == ("Directory and timeline", "Timeline")


def test_the_hint_about_the_help_does_not_come_after_the_help_was_used(qtbot, open_window, golden, tmp_path):
    window = hinting(open_window, golden / NET, tmp_path)
    window.settings.seen_hints = tuple(hint.id for hint in hints.HINTS if hint.id != "help")

    window.actions_by_id["help_here"].trigger()
    window.hints.look()

    assert not window.hints.bar.isVisible()
    assert "help" in Settings(tmp_path / "window.ini").seen_hints


def test_no_hint_comes_in_a_window_that_nobody_started(qtbot, open_window, golden):
    window = open_window(golden / NET)

    window.hints.later()

    assert not window.hints._soon.isActive()
    assert not window.hints.bar.isVisible()

"""The help pages of the views and the views speak of the same pictures, choices, marks, columns and keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton

from explorer.analysis.run_record.small_values import MOST_ELEMENTS
from explorer.gui import actions
from explorer.gui.compare.change_words import CHANGE_WORD, COMPARE_COLUMNS, MARKS, RENAMED_MARK
from explorer.gui.compare.compare_parts import MODES as COMPARE_MODES
from explorer.gui.compare.steps_page import MOST_STEPS
from explorer.gui.compare.steps_source import QUANTITIES
from explorer.gui.graph.canvas_input import _COMMANDS as COMMAND_KEYS
from explorer.gui.graph.graph_keys import KEYS as GRAPH_KEYS
from explorer.gui.graph.searched_graph import CARD_KEY
from explorer.gui.histogram.history import QUIET_STATES, STATE_MARK, WAITING
from explorer.gui.histogram.labelling import GHOST_MARK
from explorer.gui.histogram.modes import MODES as HISTOGRAM_MODES
from explorer.gui.histogram.several_reading import MOST_STEPS as MOST_SMALL_STEPS
from explorer.gui.histogram.statistic_curves import STATISTICS
from explorer.gui.histogram.step_axis import KINDS as STEP_KINDS
from explorer.gui.histogram.tensor_sets import SETS
from explorer.gui.histogram.value_scale import KINDS as VALUE_KINDS
from explorer.gui.moves import rows as move_rows
from explorer.gui.moves.sources import MOVED_COLUMNS
from explorer.gui.settings import DEFAULT_NEW_MIB
from explorer.gui.settings_dialog.follow_page import FollowPage
from explorer.gui.settings_dialog.look_page import LookPage
from explorer.gui.settings_dialog.memory_page import MemoryPage
from explorer.gui.timeline.update_curves import NAMES as UPDATE_CURVES
from explorer.gui.values import colours as value_colours
from explorer.gui.values import values_bar
from explorer.gui.values.odd_marks import WORDS as ODD_WORDS
from explorer.gui.values.reading import WHOLE_BYTES
from explorer.report.change_columns import CHANGE_BY_ID
from explorer.report.graph_colours import MODES as COLOURINGS
from explorer.report.graph_fields import IS_WORDS
from explorer.report.graph_query import FIELDS

NET = "net_adam_manager_legacy_tf215/tf_ckpts"
HELP = Path(__file__).resolve().parents[3] / "resources" / "help"
PLOT_KEYS = re.compile(r"[0-9+-]|Left|Right|Up|Down|Home|Enter|Space|Shift with an arrow|F3|Shift\+F3")


def page(name: str) -> str:
    return (HELP / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading of the second level."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def flat(text: str) -> str:
    """A text without its line ends, as sentences may go over them."""
    return " ".join(text.split())


def cells(text: str, number: int = 0) -> list[str]:
    """One column of all tables of a text, without their heads."""
    found = []
    for table in re.findall(r"((?:^\|.*\n)+)", text, re.MULTILINE):
        for line in table.splitlines()[2:]:
            found.append(re.split(r"(?<!\\)\|", line)[number + 1].strip().replace("\\|", "|"))
    return found


def view_of(qtbot, window, view_id: str):
    """A view, once its modules are loaded."""
    window.tabs.show_view(view_id)
    qtbot.waitUntil(lambda: window.tabs.view(view_id) is not None)
    return window.tabs.view(view_id)


# --- histograms --------------------------------------------------------------------------------------


def test_every_kind_of_histogram_has_a_key_and_a_section_with_a_picture():
    text = page("histograms")
    head = text.partition("\n## ")[0]

    assert list(zip(cells(head), cells(head, 1), strict=True)) == [
        (str(number), title) for number, (title, _) in enumerate(HISTOGRAM_MODES.values(), 1)
    ]
    for title, _ in HISTOGRAM_MODES.values():
        assert section(text, title), title
        assert title == "Ridges" or "](images/" in section(text, title), title  # ridges open the page


def test_the_pictures_that_show_a_run_say_what_is_healthy_and_what_is_not():
    for title in ("Ridges", "Heat map", "Quantiles", "Curves", "Several"):
        text = section(page("histograms"), title)
        assert text.count("- *Healthy*: ") == text.count("- *Look closer*: ") == 1, title


def test_every_statistic_stands_beside_its_unit():
    table = section(page("histograms"), "Curves")
    told = {unit: names.split(", ") for unit, names in zip(cells(table), cells(table, 1), strict=True)}

    assert told == {
        unit: [each.name for each in STATISTICS if each.unit == unit]
        for unit in dict.fromkeys(each.unit for each in STATISTICS)
    }


def test_every_set_of_tensors_and_kind_of_axis_is_named():
    text = page("histograms")
    axes = section(text, "Axes, ranges, reading")

    assert cells(section(text, "Several")) == list(SETS.values())
    assert f"of more than {MOST_SMALL_STEPS} steps" in flat(text)
    assert [kind for kind in (*STEP_KINDS, *VALUE_KINDS) if kind not in flat(axes)] == []


def test_every_mark_of_a_step_is_explained():
    text = section(page("histograms"), "How exact it is")

    assert [mark for state, mark in STATE_MARK.items() if state != WAITING and f"`{mark}`" not in text] == []
    assert set(QUIET_STATES) <= set(STATE_MARK)
    assert f"sign {GHOST_MARK}" in flat(page("histograms"))


def test_escape_clears_a_range_of_values_first_as_the_page_says(qtbot, open_window, golden):
    window = open_window(golden / NET)
    view = view_of(qtbot, window, "histograms")
    key = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    window.session.select(key)
    qtbot.waitUntil(
        lambda: not window.is_busy() and view.picture.key == key and view.picture.scale is not None
    )
    view.plot.setFocus()
    qtbot.keyClick(view.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    was_chosen = view.picture.brush is not None

    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)
    after_once = (view.picture.brush, window.session.selected_key)
    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)

    assert was_chosen
    assert after_once == (None, key)
    assert window.session.selected_key == ""


# --- compare -----------------------------------------------------------------------------------------


def test_every_page_of_compare_is_a_section():
    text = page("compare")

    assert "**, **".join(title for _, title, _ in COMPARE_MODES) in flat(text)
    assert all(section(text, title) for title in ("The table", "Graph", "Steps"))


def test_every_kind_of_change_stands_with_its_mark():
    told = {
        cell.lstrip("".join(MARKS.values()) + " ") for cell in cells(section(page("compare"), "The table"))
    }
    marked = set(cells(section(page("compare"), "The table")))

    assert set(CHANGE_WORD.values()) <= told
    for change, word in CHANGE_WORD.items():
        assert f"{MARKS[change]} {word}" in marked or change in ("shape", "dtype"), word
    assert f"mark {RENAMED_MARK}" in flat(page("compare"))


def test_every_column_of_compare_is_explained():
    rows = cells(section(page("compare"), "The table"))
    told = {name for cell in rows for name in cell.split(", ")}

    assert [column.title for column in COMPARE_COLUMNS if column.title not in told] == []


def test_every_quantity_of_several_steps_is_explained():
    text = section(page("compare"), "Steps")
    told = {name.lower() for cell in cells(text) for name in cell.split(", ")}

    assert [each.title for each in QUANTITIES if each.title.lower() not in told] == []
    assert f"newest {MOST_STEPS}" in flat(text)


def test_every_choice_of_the_rule_is_explained(qtbot, open_window, golden):
    rules = view_of(qtbot, open_window(golden / NET), "compare").rules
    choices = [rules.bitwise, rules.tolerant, rules.slots, rules.bookkeeping]

    assert cells(section(page("compare"), "What equal means")) == [choice.text() for choice in choices]


# --- values ------------------------------------------------------------------------------------------


def test_every_way_of_looking_at_values_is_in_the_table_and_a_section():
    text = page("values")
    head = text.partition("\n## ")[0]
    modes = [title for _, title, _ in values_bar._MODES]

    assert list(zip(cells(head), cells(head, 1), strict=True)) == [
        (str(number), title) for number, title in enumerate(modes, 1)
    ]
    assert all(section(text, title) for title in modes)


def test_every_layer_and_kind_of_colour_is_explained():
    text = page("values")
    kinds = (value_colours.AROUND_ZERO, value_colours.RISING, value_colours.LOG_SIZE)

    assert [title for _, title in values_bar._LAYERS if f"**{title}**" not in flat(text)] == []
    assert cells(section(text, "Picture")) == ["that fit", *kinds]
    assert [word for word in ODD_WORDS.values() if word not in flat(section(text, "Picture"))] == []
    assert f"Up to {WHOLE_BYTES >> 20} MiB" in flat(text)


# --- what moved --------------------------------------------------------------------------------------


def test_every_verdict_on_what_did_not_move_is_explained():
    text = section(page("moves"), "The three tables")

    assert cells(text) == [move_rows.FROZEN, move_rows.STOPPED, move_rows.NEVER]
    assert [
        word for word in (move_rows.FIRST, move_rows.LATER, move_rows.ALWAYS) if f"*{word}*" not in flat(text)
    ] == []
    assert [c.title for c in MOVED_COLUMNS[1:6] if f"*{c.title}*" not in flat(text)] == []


def test_every_column_of_changes_is_explained():
    assert cells(section(page("moves"), "In the Variables table")) == [
        column.title for column in CHANGE_BY_ID.values()
    ]


def test_every_colouring_of_the_graph_is_explained():
    assert cells(page("graph"))[-len(COLOURINGS) :] == list(COLOURINGS)


def test_every_key_of_the_graph_stands_on_the_keyboard_page():
    table = page("keyboard").partition("In the graph, while")[2].partition("\nIn Variables")[0]
    told = {key.strip() for cell in cells(table) for key in re.split(r", (?=\S)| and ", cell)} | {",", "."}

    texts = {text.replace("Return", "Enter") for keys in GRAPH_KEYS.values() for text in keys}
    letters = {Qt.Key(key).name.removeprefix("Key_") for key in COMMAND_KEYS} | {
        CARD_KEY.name.removeprefix("Key_")
    }
    assert (texts | letters) - told == set()


def test_every_field_of_the_graphs_search_is_explained():
    text = section(page("graph"), "Find")

    told = re.findall(r"`(\w+):`", "".join(cells(text)))
    assert told == list(FIELDS)
    assert [word for word in IS_WORDS if f"`{word}`" not in text] == []


def test_every_curve_of_updates_is_explained():
    assert cells(section(page("directory-and-timeline"), "The curve")) == list(UPDATE_CURVES)


# --- settings and memory -----------------------------------------------------------------------------


@pytest.mark.parametrize("settings_page", [LookPage, FollowPage, MemoryPage])
def test_every_page_of_the_settings_is_named(settings_page):
    texts = [flat(path.read_text(encoding="utf-8")) for path in HELP.glob("*.md")]

    assert any(f"**Edit > Settings > {settings_page.title}**" in text for text in texts)


def test_the_pages_on_memory_say_the_sizes_that_are_in_force():
    for name in ("memory", "privacy"):
        assert f"up to {MOST_ELEMENTS} elements" in flat(page(name))
    for name in ("memory", "following"):
        assert f"up to {DEFAULT_NEW_MIB} MiB" in flat(page(name))


# --- keys --------------------------------------------------------------------------------------------


def keys_told(view: str) -> set[str]:
    """The keys of one view on the page of all keys, without those that its pictures take while they have the focus."""
    text = page("keyboard")
    pieces = re.split(r"^In (?:the )?([^\n]*?)(?:, while it has the focus)?:\n", text, flags=re.MULTILINE)
    tables = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    found: set[str] = set()
    for heading, body in tables.items():
        if view in heading.lower():
            rows = zip(cells(body), cells(body, 1), strict=True)
            for keys, what in rows:
                other = re.match(r"in (Restore|Variables):", what)
                if other is None or other[1].lower() == view:
                    found.update(keys.split(", "))
    return {key for key in found if not PLOT_KEYS.fullmatch(key)}


@pytest.mark.parametrize("view_id", ["variables", "histograms", "compare", "restore", "values"])
def test_the_page_of_keys_and_a_view_have_the_same_keys(view_id, qtbot, open_window, golden):
    view = view_of(qtbot, open_window(golden / NET), view_id)
    if view_id == "values":  # its pages are made when they are first needed
        for mode, _, _ in values_bar._MODES:
            view.pages.page(mode)

    keys = {key.key().toString() for key in view.findChildren(QShortcut)}
    keys |= {button.shortcut().toString() for button in view.findChildren(QAbstractButton)}
    keys |= {key.toString() for action in view.actions() for key in action.shortcuts()}
    of_the_window = {key for command in actions._COMMANDS for key in command.keys}

    assert keys_told(view_id) == {key for key in keys if not PLOT_KEYS.fullmatch(key)} - of_the_window - {""}

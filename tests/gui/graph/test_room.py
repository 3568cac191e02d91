"""Nothing is cut off where room is short: the lines below the graph, the legend, the card beside a node."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from explorer.gui.graph.breadcrumbs import Breadcrumbs
from explorer.gui.graph.chosen_graph import NOTHING_CHOSEN
from explorer.report.card_facts import Fact
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import GUIDE, OPTIMIZER, click
from tests.made_graphs import layered_model

SENTENCE = "26 nodes chosen · 323,623 values · 1.2 MiB · 26 of 2,857 nodes · 1 pile"


@pytest.fixture
def line(qtbot):
    made = Breadcrumbs()
    qtbot.addWidget(made)
    made.show_path([("(root)", 0), ("net", 1), ("l1", 2)])
    made.say(SENTENCE)
    made.show()
    return made


def test_in_a_narrow_window_the_sentence_has_a_line_of_its_own(qtbot, line):
    line.resize(1200, line.height())
    qtbot.waitUntil(lambda: line.note.y() < 10)
    beside = line.height()

    line.resize(500, line.height())

    qtbot.waitUntil(lambda: line.note.y() > 20)
    assert line.note.shown_text() == SENTENCE
    assert beside < line.height() < 2 * beside


def test_in_one_line_the_middle_of_the_path_gives_way_to_the_sentence(qtbot, line):
    parts = [("(root)", 0), *[(f"a_long_name_of_level_{level}", level) for level in range(1, 7)]]
    line.show_path(parts)

    def shown() -> list[QToolButton]:
        return [button for button in line.findChildren(QToolButton) if button.isVisible()]

    def is_on_show(*texts: str) -> None:
        qtbot.waitUntil(lambda: [button.text() for button in shown()] == list(texts))

    line.resize(736, line.height())
    is_on_show("…", "a_long_name_of_level_6")
    ends = max(button.mapTo(line, button.rect().topRight()).x() for button in shown())
    with qtbot.waitSignal(line.node_chosen) as told:
        shown()[0].click()
    assert told.args == [5]
    qtbot.waitUntil(lambda: line.note.x() > ends)

    line.say("26 of 2,857 nodes")
    is_on_show("(root)", "…", "a_long_name_of_level_5", "a_long_name_of_level_6")
    line.resize(1900, line.height())
    is_on_show(*(label for label, _ in parts))


def test_in_one_line_the_hint_leaves_the_status_whole(qtbot, line):
    line.show_path([], NOTHING_CHOSEN)
    line.say("26 of 2,857 nodes · 1 pile")

    line.resize(736, line.height())
    qtbot.waitUntil(lambda: line.note.y() < 10 and line.note.width() < 400)

    (hint,) = [one for one in line.findChildren(QLabel, "graph_hint") if one.isVisible()]
    assert line.note.shown_text() == "26 of 2,857 nodes · 1 pile"
    assert "F1: help" in hint.shown_text()


def test_what_has_no_room_is_left_out_part_by_part_and_stands_in_the_tool_tip(qtbot, line):
    line.resize(300, line.height())
    qtbot.waitUntil(lambda: line.note.width() < 300)

    shown = line.note.shown_text()

    parts = shown.split(" · ")
    assert parts[-1] == "…"
    assert 2 <= len(parts) < 6
    assert parts[:-1] == SENTENCE.split(" · ")[: len(parts) - 1]
    assert "1 pile" in line.note.toolTip()


def test_choosing_something_does_not_move_the_graph(qtbot, guide):
    before = guide.canvas.geometry()

    click(qtbot, guide, OPTIMIZER)

    assert guide.canvas.geometry() == before


def test_the_hint_tells_where_everything_is_found(qtbot, guide):
    hints = guide.breadcrumbs.findChildren(QLabel, "graph_hint")
    (hint,) = [one for one in hints if one.isVisible()]
    qtbot.waitUntil(lambda: hint.width() > 300)

    assert hint.text() == NOTHING_CHOSEN
    assert hint.shown_text().startswith("Right click: all there is to do · D: about a node")
    assert "F1" in hint.toolTip()


def test_the_legends_names_are_whole_and_do_not_overlap(qtbot, open_view, golden):
    view = open_view(golden / GUIDE, size=(427, 560))

    buttons = view.legend._shown()

    rooms = [
        button.width() - 14 - button.fontMetrics().horizontalAdvance(button.text()) for button in buttons
    ]
    assert min(rooms) >= 16
    boxes = [button.geometry() for button in buttons]
    assert not any(one.intersects(other) for i, one in enumerate(boxes) for other in boxes[:i])
    assert max(box.right() for box in boxes) < view.legend.width()


@pytest.mark.parametrize("length", [20, 45, 60, 90, 200])
def test_a_cards_lines_and_its_heading_have_the_height_they_need(qtbot, guide, length):
    sums = "\n".join("variable: 768 · 106,752 values · 417.0 KiB"[:length] for _ in range(3))
    facts = [Fact("path", "x/" * (length // 2)), Fact("inside", sums + " and more" * (length // 20))]

    guide.card.show_facts("48 × block", "container", facts, guide.canvas.rect().center())
    settle(qtbot, guide)

    assert guide.card._head.height() == 24
    lines = [label for label in guide.card.findChildren(QLabel) if label.isVisible()]
    assert len(lines) == 4
    for label in lines:
        assert label.height() >= max(label.heightForWidth(label.width()), label.fontMetrics().height())
    assert max(label.geometry().bottom() for label in lines) <= guide.card.rect().bottom() - 10
    assert Qt.AlignmentFlag.AlignTop & lines[0].alignment()


def test_the_minimap_gives_way_to_the_list_of_matches(qtbot, open_view):
    view = open_view(layered_model(300), size=(736, 456))
    view.unfold_all()
    settle(qtbot, view)
    view.canvas.zoom_by(8.0, smooth=False)
    assert view.minimap.isVisible()
    alone = view.minimap.geometry()

    view.set_search("kernel")
    settle(qtbot, view)

    assert view.finder.isVisible()
    assert view.finder.geometry().intersects(alone)
    assert view.minimap.isVisible()
    assert not view.finder.geometry().intersects(view.minimap.geometry())
    assert view.canvas.rect().contains(view.minimap.geometry())

    view.set_search("")
    settle(qtbot, view)
    assert not view.finder.isVisible()
    assert view.minimap.x() == alone.x()

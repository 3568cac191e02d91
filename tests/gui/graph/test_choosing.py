"""Several nodes at once: by clicks, keys and the menu; what they come to, and what is copied of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from explorer.task import QUIET
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import (
    BIAS,
    CONTROL,
    KERNEL,
    KERNEL_M,
    L1,
    NET,
    OPTIMIZER,
    SHIFT,
    click,
    key,
    menu_of,
    said,
    shown,
)  # fmt: skip
from tests.made_graphs import chain, layered_model

Key = Qt.Key
HEADER = "path\trole\tclass\tdtype\tshape\tbytes\tkey"


def test_control_click_chooses_more_and_the_status_says_what_they_come_to(qtbot, guide):
    click(qtbot, guide, KERNEL)
    click(qtbot, guide, BIAS, modifier=CONTROL)

    assert guide.canvas.chosen == {KERNEL, BIAS}
    assert guide.session.selected_node == BIAS
    assert said(guide).startswith("2 nodes chosen · 10 values · 40 B · ")
    assert guide.selected_keys() == tuple(
        f"net/l1/{name}/.ATTRIBUTES/VARIABLE_VALUE" for name in ("kernel", "bias")
    )
    assert guide.session.chosen_keys == guide.selected_keys()


def test_a_drag_with_shift_chooses_what_it_encloses(qtbot, guide):
    places = [guide.canvas.place_of(node).toPoint() for node in (KERNEL, BIAS)]
    start = QPoint(min(place.x() for place in places) - 12, places[0].y() - 12)
    end = QPoint(max(place.x() for place in places) + 12, places[0].y() + 12)

    qtbot.mousePress(guide.canvas, Qt.MouseButton.LeftButton, SHIFT, start)
    qtbot.mouseMove(guide.canvas, end)
    qtbot.mouseRelease(guide.canvas, Qt.MouseButton.LeftButton, SHIFT, end)

    assert guide.canvas.chosen >= {KERNEL, BIAS}
    assert NET not in guide.canvas.chosen


def test_control_a_chooses_all_that_is_drawn_and_escape_gives_it_up(qtbot, guide):
    click(qtbot, guide, KERNEL)

    key(qtbot, guide, Key.Key_A, modifier=CONTROL)
    everything = guide.canvas.chosen
    key(qtbot, guide, Key.Key_Escape)
    one = guide.canvas.chosen
    key(qtbot, guide, Key.Key_Escape)

    assert sorted(everything) == shown(guide)
    assert one == {KERNEL}
    assert (guide.canvas.chosen, guide.session.selected_node) == (frozenset(), -1)


def test_control_shift_a_chooses_all_below(qtbot, guide):
    click(qtbot, guide, L1)

    key(qtbot, guide, Key.Key_A, modifier=CONTROL | SHIFT)

    assert sorted(guide.canvas.chosen) == [L1, KERNEL, BIAS, 14, 15, 16, 17]
    assert guide.session.selected_node == L1


def test_what_is_folded_into_the_chosen_nodes_counts(qtbot, guide):
    for node in (L1, OPTIMIZER):
        click(qtbot, guide, node)
        key(qtbot, guide, Key.Key_Return)
    click(qtbot, guide, L1)

    click(qtbot, guide, OPTIMIZER, modifier=CONTROL)

    # 6 below l1 (10 values and twice as many in slots), 5 below the optimizer (iter int64, four floats).
    assert said(guide).startswith("2 nodes chosen (+ 11 folded into them) · 35 values · 144 B")


def test_the_menu_chooses_a_kind(qtbot, guide):
    click(qtbot, guide, KERNEL_M)

    menu_of(guide, KERNEL_M)["choose_role"].trigger()
    slots = sorted(guide.canvas.chosen)
    menu_of(guide, OPTIMIZER)["choose_class"].trigger()

    assert slots == [14, 15, 16, 17]
    assert guide.canvas.chosen == {OPTIMIZER}


def test_siblings_alike_are_chosen_together(qtbot, open_view):
    view = open_view(layered_model(5))
    members = view._loaded.tree.children_of(1).tolist()

    menu_of(view, members[2])["choose_alike"].trigger()

    assert sorted(view.canvas.chosen) == sorted(members)
    assert view.session.selected_node == members[2]


def test_all_chosen_rows_are_copied_in_the_order_they_are_drawn(qtbot, guide):
    click(qtbot, guide, BIAS)
    click(qtbot, guide, KERNEL, modifier=CONTROL)
    click(qtbot, guide, 0, modifier=CONTROL)

    count, make = guide.copy_job()
    lines = guide.copy_text().splitlines()

    assert lines[0] == HEADER
    assert [line.split("\t")[0] for line in lines[1:]] == ["(root)", "net/l1/kernel", "net/l1/bias"]
    assert lines[2].split("\t")[3:] == [
        "float32", "[1, 5]", "20", "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE",
    ]  # fmt: skip
    assert (count, make(QUIET).splitlines()) == (3, lines)


def test_a_choice_of_several_holds_over_another_step_of_the_same_graph(qtbot, guide):
    click(qtbot, guide, KERNEL)
    click(qtbot, guide, BIAS, modifier=CONTROL)

    guide.session.step_by(-1)
    qtbot.waitUntil(
        lambda: guide.session.newer is not None and guide.session.newer.step == 40, timeout=10_000
    )
    key(qtbot, guide)

    assert guide.canvas.chosen == {KERNEL, BIAS}


def test_copying_a_deep_chain_gives_the_ends_of_its_paths(qtbot, open_view):
    view = open_view(chain(3_000))
    view.unfold_all()
    settle(qtbot, view)
    key(qtbot, view, Key.Key_A, modifier=CONTROL)

    count, make = view.copy_job()
    lines = make(QUIET).splitlines()

    assert (count, len(lines)) == (3_000, 3_001)
    assert lines[3].split("\t")[0] == "next/next"
    assert max(map(len, lines)) < 2_000

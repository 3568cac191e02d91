"""The card beside a node: what it tells against TensorFlow's own numbers, where it stands, how keys open it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel

from explorer.analysis.graph_tree import drawn_tree
from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow
from explorer.checkpoints.object_graph import Attribute
from explorer.gui.graph.hover_card import EDGE, NODE_BOX, WIDEST, card_place
from explorer.report import card_facts
from explorer.report.card_facts import contents, node_facts
from explorer.report.graph_drawing import draw_graph
from explorer.report.numbers import format_float
from tests.gui.graph.conftest import settle
from tests.made_graphs import layered_model, make_graph, table_of

GUIDE = "net_adam_manager_legacy_tf215"
# Ids as the file has them.
NET, OPTIMIZER, STEP, L1, KERNEL, BIAS, KERNEL_M = 2, 3, 4, 6, 12, 13, 14
KERNEL_KEY = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"


def told(view) -> dict[str, str]:
    return {fact.name: fact.value for fact in view.card.facts}


def open_card(qtbot, view, node):
    view.session.select(view._key(node), node)
    settle(qtbot, view)
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, Qt.Key.Key_D)
    assert view.card.isVisible()


def golden_variable(golden, name):
    facts = json.loads((golden / GUIDE / "golden.json").read_text())["prefixes"]["tf_ckpts/ckpt-5"]
    return next(one for one in facts["variables"] if one["name"] == name)


def test_a_variables_card_tells_tensorflows_numbers(qtbot, guide, golden):
    open_card(qtbot, guide, KERNEL)
    qtbot.waitUntil(lambda: "mean, std" in told(guide), timeout=15_000)

    stats = golden_variable(golden, KERNEL_KEY)["stats"]
    assert told(guide) == {
        "path": "net/l1/kernel",
        "stored": "float32 [1, 5]",
        "size": "20 B · 5 values",
        "slots": "m, v of optimizer (Adam)",
        "called": "net/dense/kernel",
        "mean, std": f"{format_float(stats['mean'])}, {format_float(stats['std'])}",
        "min, max": f"{format_float(stats['min'])}, {format_float(stats['max'])}",
        "not finite": "none",
    }
    assert guide.card._histogram.isVisible()
    said = guide.card.accessibleDescription()
    assert said.startswith("kernel, variable; path: net/l1/kernel; stored: float32 [1, 5]")


def test_a_slots_card_tells_its_owner_and_optimizer(qtbot, guide):
    open_card(qtbot, guide, KERNEL_M)

    facts = told(guide)
    assert (facts["slot of"], facts["optimizer"]) == ("net/l1/kernel", "optimizer (Adam)")
    assert facts["path"] == "net/l1/kernel/.OPTIMIZER_SLOT/optimizer/m"


def test_an_optimizers_card_tells_hyperparameters_and_slots(qtbot, guide, golden):
    open_card(qtbot, guide, OPTIMIZER)
    qtbot.waitUntil(lambda: "learning_rate" in told(guide), timeout=15_000)

    facts = told(guide)
    values = {
        name: golden_variable(golden, f"optimizer/{name}/.ATTRIBUTES/VARIABLE_VALUE")["stats"]["mean"]
        for name in ("iter", "beta_1", "beta_2", "decay", "learning_rate")
    }
    assert {name: float(facts[name]) for name in values} == pytest.approx(values, rel=1e-5)
    assert facts["its slots"] == "4: m 2, v 2"
    assert facts["class"] == "Adam (inferred from names)"


def test_a_containers_card_sums_up_what_is_inside_by_role(qtbot, guide):
    open_card(qtbot, guide, NET)
    qtbot.waitUntil(lambda: "inside" in told(guide), timeout=15_000)

    # kernel and bias of five float32 each, and their m and v.
    assert told(guide)["inside"].split("\n") == [
        "in all: 6 tensors · 30 values · 120 B",
        "slot variable: 4 tensors · 20 values · 80 B",
        "variable: 2 tensors · 10 values · 40 B",
    ]


def test_the_change_since_the_older_step_is_told_once_known(qtbot, guide):
    older, newer = guide.session.older, guide.session.newer
    guide.session.changes.want(older, newer, (KERNEL_KEY,))
    qtbot.waitUntil(lambda: not guide.session.changes.is_busy(), timeout=15_000)

    open_card(qtbot, guide, KERNEL)

    assert told(guide)["since step 40"].endswith(" of its norm · 100 % of the values changed")


def test_the_verdict_and_the_readers_note_are_told(qtbot, guide):
    side = Expectation("float32", (1, 7))
    sentence = "model expects [1, 7], checkpoint holds [1, 5]"
    row = RestoreRow(KERNEL_KEY, side, Expectation("float32", (1, 5)), "shape differs", sentence, "")
    guide.session.report = RestoreReport("ckpt-5", "other", (row,), "1 of 1 variables is not restored.")
    guide.session.report_changed.emit(guide.session.report)
    guide.canvas.notes = {KERNEL: "Look <b>here</b>"}
    settle(qtbot, guide)

    open_card(qtbot, guide, KERNEL)

    assert told(guide)["restore"] == f"≠ {sentence}"
    assert told(guide)["your note"] == "Look <b>here</b>"
    labels = guide.card.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_nan_and_infinities_are_counted(qtbot, open_view, golden):
    view = open_view(golden / "nan_inf_tf215/model_dir")
    graph = view._loaded.graph
    node = next(n for n in range(graph.node_count) if view._key(n).startswith("w/"))

    open_card(qtbot, view, node)
    qtbot.waitUntil(lambda: "not finite" in told(view), timeout=15_000)

    facts = json.loads((golden / "nan_inf_tf215/golden.json").read_text())["prefixes"]["model_dir/ckpt-2"]
    stats = next(one for one in facts["variables"] if one["name"] == view._key(node))["stats"]
    expected = [
        f"{stats[key]} {word}"
        for key, word in (("nan", "NaN"), ("posinf", "+Inf"), ("neginf", "−Inf"))
        if stats.get(key)
    ]
    assert expected
    assert told(view)["not finite"] == f"! {', '.join(expected)}"


def test_large_tensors_are_not_read_for_a_card(qtbot, guide, monkeypatch):
    monkeypatch.setattr("explorer.gui.graph.node_card.SLOW_BYTES", 10)
    wished = []
    monkeypatch.setattr(guide.session.statistics, "want", lambda _, keys: wished.extend(keys))

    open_card(qtbot, guide, KERNEL)
    qtbot.waitUntil(lambda: not guide.node_card._timer.isActive(), timeout=5_000)

    assert told(guide)["values"].startswith("not read yet: 20 B take longer than a moment.")
    assert wished == []


def test_the_card_goes_along_with_the_keyboard_and_escape_closes_it(qtbot, guide):
    open_card(qtbot, guide, KERNEL)

    qtbot.keyClick(guide.canvas, Qt.Key.Key_Right)
    settle(qtbot, guide)
    assert (guide.session.selected_node, told(guide)["path"]) == (BIAS, "net/l1/bias")
    qtbot.keyClick(guide.canvas, Qt.Key.Key_Escape)
    assert not guide.card.isVisible()
    assert guide.session.selected_node == BIAS  # the first Esc is the card's
    qtbot.keyClick(guide.canvas, Qt.Key.Key_D)
    assert guide.card.isVisible()
    qtbot.keyClick(guide.canvas, Qt.Key.Key_D)
    assert not guide.card.isVisible()


def test_the_pointer_opens_it_and_takes_it_away(qtbot, guide):
    place = guide.canvas.place_of(STEP).toPoint()
    qtbot.mouseMove(guide.canvas, place - QPoint(3, 3))
    qtbot.mouseMove(guide.canvas, place)
    qtbot.waitUntil(guide.card.isVisible, timeout=3_000)
    assert told(guide)["path"] == "step"

    qtbot.mouseMove(guide.canvas, QPoint(4, 4))

    assert not guide.card.isVisible()


def test_the_card_never_covers_its_node_nor_leaves_the_canvas(qtbot, guide):
    for node in range(18):
        open_card(qtbot, guide, node)
        card, canvas = guide.card.geometry(), guide.canvas.rect()
        assert canvas.contains(card)
        assert not card.contains(guide.canvas.place_of(node).toPoint())
        qtbot.keyClick(guide.canvas, Qt.Key.Key_D)


@pytest.mark.parametrize("size", [QSize(300, 200), QSize(440, 300), QSize(200, 420)])
def test_there_is_a_place_beside_every_node(size):
    room = QRect(0, 0, 900, 560)
    for x in range(0, 901, 60):
        for y in range(0, 561, 40):
            at = QRect(card_place(room, size, QPoint(x, y)), size)
            assert room.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(at)
            assert not at.intersects(NODE_BOX.translated(QPoint(x, y)))


def test_the_card_stands_clear_of_the_list_of_matches(qtbot, guide):
    guide.set_search("kernel")
    settle(qtbot, guide)
    for node in (KERNEL, OPTIMIZER, L1):
        open_card(qtbot, guide, node)
        assert not guide.card.geometry().intersects(guide.finder.geometry())
        qtbot.keyClick(guide.canvas, Qt.Key.Key_D)


def test_a_low_canvas_leaves_the_last_facts_out(qtbot, open_view, golden):
    view = open_view(golden / GUIDE / "tf_ckpts", size=(420, 330))
    open_card(qtbot, view, KERNEL)

    assert view.canvas.rect().contains(view.card.geometry())
    assert "stored: float32 [1, 5]" in view.card.accessibleDescription()


def test_a_long_name_without_spaces_does_not_widen_the_card(qtbot, open_view):
    name = "x" * 5_000
    view = open_view(make_graph(["container", "variable"], [(0, name, 1)], rows={1: 0}), size=(700, 500))
    view.node_card.show(1)

    assert view.canvas.rect().contains(view.card.geometry())
    assert view.card.width() <= WIDEST
    path = next(label for label in view.card.findChildren(QLabel) if label.text().startswith("xxx"))
    assert path.width() + path.x() <= view.card.width()


def facts_of(graph, node, table=None):
    table = table or table_of([f"key/{row}" for row in range(int(graph.row.max(initial=-1)) + 1)])
    drawing = draw_graph(graph, table)
    return {fact.name: fact.value for fact in node_facts(graph, table, node, drawing)}


def test_all_paths_of_a_shared_node_are_told_up_to_eight():
    edges = [(0, f"list_{n}", n + 1) for n in range(21)] + [(n + 1, "w", 22) for n in range(21)]
    graph = make_graph(["container"] * 22 + ["variable"], edges, rows={22: 0})

    lines = facts_of(graph, 22)["also at"].split("\n")

    assert len(lines) == card_facts.MOST_PATHS + 1
    assert lines[0] == "list_1/w"
    assert lines[-1] == "and 12 more"


def test_a_stack_tells_how_many_and_what_all_of_them_hold():
    graph = layered_model(60)
    table = table_of([f"key/{row}" for row in range(int(graph.row.max()) + 1)])
    drawing = draw_graph(graph, table)
    head = int(drawing.layout.node[drawing.stack > 1][0])

    facts = {fact.name: fact.value for fact in node_facts(graph, table, head, drawing)}
    members = drawing.stacks.members(head).tolist()
    (inside,) = contents(graph, table, drawn_tree(graph), members)

    assert facts["pile"] == "60 alike: layer_0 … layer_59"
    assert inside.value.split("\n")[0] == "in all: 360 tensors · 14,400 values · 56.2 KiB"


def test_hostile_graphs_have_cards_too():
    name = "x" * 1_000_000 + "\u202e"
    graph = make_graph(
        ["container", "variable", "slot"], [(0, name, 1), (1, name, 0), (1, "self", 1)],
        [(-1, 1, name, 2)], rows={1: 7},
    )  # fmt: skip

    for node in range(3):
        facts = facts_of(graph, node, table_of(["one"]))
        assert max(map(len, facts.values())) < 400
        assert "\u202e" not in "".join(facts.values())


def test_of_a_node_with_any_number_of_values_a_few_are_looked_at():
    class Counted(list):
        looked_at = 0

        def __getitem__(self, which):
            found = super().__getitem__(which)
            self.looked_at += len(found) if isinstance(which, slice) else 1
            return found

    many = Counted(Attribute(f"A{number}", f"full/{number}", f"k{number}") for number in range(20_000))
    graph = make_graph(
        ["container", "variable"], [(0, "w", 1)], rows={1: 0}, attributes=[(1, one) for one in many]
    )
    graph = replace(graph, attributes=many)

    facts = facts_of(graph, 1, table_of(["one"]))

    assert facts["called"] == "full/0"
    assert many.looked_at < 10
    assert len(graph.node_attributes(1)) == 20_000
    assert graph.node_attributes(1, 2) == tuple(list(many)[:2])

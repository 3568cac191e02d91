"""The legend by real clicks and keys: it counts, filters, shows one kind alone, and tells what it did."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.gui.theme import current_palette
from explorer.report.graph_colours import BY_DTYPE, BY_SIZE
from tests.builders import write_bundle
from tests.gui.graph.conftest import settle

GUIDE = "net_adam_manager_legacy_tf215/tf_ckpts"
KERNEL, KERNEL_M, SLOTS = 12, 14, [14, 15, 16, 17]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def guide(open_view, golden):
    return open_view(golden / GUIDE)


def button(view, name: str) -> QToolButton:
    return view.findChild(QToolButton, f"graph_legend_{name}")


def click(qtbot, view, name: str, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mouseClick(button(view, name), Qt.MouseButton.LeftButton, modifier)
    settle(qtbot, view)


def shown(view) -> set[int]:
    return set(view.canvas.scene.drawing.layout.node.tolist())


def test_a_click_hides_a_kind_and_another_click_shows_it_again(qtbot, guide):
    before = shown(guide)
    assert button(guide, "slot").text() == "slot variable  4"

    click(qtbot, guide, "slot")

    assert shown(guide) == before - set(SLOTS)
    assert button(guide, "slot").text() == "slot variable  4"
    assert button(guide, "slot").font().strikeOut()
    assert button(guide, "all").isVisible()
    click(qtbot, guide, "slot")
    assert shown(guide) == before
    assert not button(guide, "slot").font().strikeOut()
    assert not button(guide, "all").isVisible()


def test_what_leads_to_the_rest_stays_and_steps_back(qtbot, guide):
    click(qtbot, guide, "variable")

    scene = guide.canvas.scene
    assert set(SLOTS) | {KERNEL} <= shown(guide)
    assert scene.dimmed[scene.drawing.position(KERNEL)]
    assert not scene.dimmed[scene.drawing.position(KERNEL_M)]


def test_shift_click_shows_one_kind_alone_and_show_all_ends_it(qtbot, guide):
    before = shown(guide)

    click(qtbot, guide, "slot", SHIFT)

    scene = guide.canvas.scene
    alone = {node for node in shown(guide) if not scene.dimmed[scene.drawing.position(node)]}
    assert alone == set(SLOTS)
    click(qtbot, guide, "all")
    assert shown(guide) == before


def test_a_double_click_shows_one_kind_alone(qtbot, guide):
    qtbot.mouseClick(button(guide, "slot"), Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(button(guide, "slot"), Qt.MouseButton.LeftButton)
    settle(qtbot, guide)

    scene = guide.canvas.scene
    alone = {node for node in shown(guide) if not scene.dimmed[scene.drawing.position(node)]}
    assert alone == set(SLOTS)


def test_dimming_keeps_every_node_in_its_place(qtbot, guide):
    before = guide.canvas.scene.drawing
    guide.toolbar.modes.menu()
    next(a for a in guide.toolbar.modes.menu().actions() if a.objectName() == "graph_filter_dims").trigger()
    settle(qtbot, guide)

    click(qtbot, guide, "slot")

    scene = guide.canvas.scene
    assert scene.drawing is before
    assert sorted(scene.drawing.layout.node[scene.dimmed].tolist()) == SLOTS
    place = guide.canvas.place_of(KERNEL_M).toPoint()
    assert guide.canvas.grab().toImage().pixelColor(place).name().upper() != current_palette().role("slot")


def test_the_keyboard_walks_filters_and_is_told_what_happened(qtbot, guide):
    said = []
    guide.legend.said.connect(said.append)
    names = [b.objectName().removeprefix("graph_legend_") for b in guide.legend._buttons.values()]
    first = button(guide, names[0])
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = guide.legend.focusWidget()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    settle(qtbot, guide)

    assert second is button(guide, names[1])
    assert guide.legend.hidden == {list(guide.legend._buttons)[1]}
    assert said == [f"{second.said} hidden"]
    assert second.accessibleDescription() == "hidden"
    assert guide.legend.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Home)
    assert guide.legend.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert guide.legend.focusWidget() is button(guide, names[-1])


def test_another_mode_ends_the_filter_and_keeps_the_buttons(qtbot, guide):
    before = shown(guide)
    click(qtbot, guide, "slot")
    buttons = set(map(id, guide.legend.findChildren(QToolButton)))

    guide.set_mode(BY_SIZE)
    settle(qtbot, guide)

    assert shown(guide) == before
    assert set(map(id, guide.legend.findChildren(QToolButton))) == buttons


def test_a_filter_holds_by_name_where_another_step_has_other_dtypes(qtbot, open_view, tmp_path):
    many = {
        "a": np.ones(2, np.float32),
        "b": np.ones(2, np.int32),
        "c": np.ones(2, np.int64),
        "d": np.ones(2, np.float64),
    }
    write_bundle(tmp_path / "model.ckpt-1", {"d": many["d"], "a": many["a"]})
    write_bundle(tmp_path / "model.ckpt-2", many)
    view = open_view(tmp_path)
    view.set_mode(BY_DTYPE)
    settle(qtbot, view)
    click(qtbot, view, "float64")
    labels = view.canvas.scene.drawing.label
    assert sorted(labels) == ["(root)", "a", "b", "c"]

    view.session.choose_newer(view.session.run.checkpoints[0])
    settle(qtbot, view)

    assert sorted(view.canvas.scene.drawing.label) == ["(root)", "a"]
    assert button(view, "float64").font().strikeOut()


def test_dtypes_are_counted_with_their_bytes(qtbot, guide, golden):
    guide.set_mode(BY_DTYPE)
    settle(qtbot, guide)

    facts = json.loads((golden / "net_adam_manager_legacy_tf215/golden.json").read_text())
    stored = Counter(
        variable["dtype"]
        for variable in facts["prefixes"]["tf_ckpts/ckpt-5"]["variables"]
        if variable["name"] != OBJECT_GRAPH_KEY
    )
    texts = {b.text() for b in guide.legend.findChildren(QToolButton) if b.isVisible()}
    marks = {"float32": "f32", "int64": "i64", "variant": "v", "string": "s", "int32": "i32"}
    assert texts == {f"{marks[name]} {name}  {count}" for name, count in stored.items()}
    assert f"float32: {stored['float32']} tensors · 34 values · 136 B" in button(guide, "float32").toolTip()

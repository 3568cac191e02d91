"""Going from one colouring to another: places stay, ghosts come and go, the filter closes the drawing up."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.checkpoints.roles import VALUE_SUFFIX
from explorer.report.graph_colours import BY_DIFFERENCE, BY_DTYPE, BY_ROLE, BY_SIZE, BY_VERDICT
from explorer.report.graph_colours.colouring import HOLLOW
from tests.builders import write_bundle
from tests.gui.graph.conftest import settle

SUBCLASSED = "target_spec_sub_tf215"


def turn_to(qtbot, view, mode: str) -> None:
    view.set_mode(mode)
    settle(qtbot, view)


def hollow(view) -> set[str]:
    """Paths of what is drawn as an outline."""
    scene = view.canvas.scene
    graph, nodes = scene.drawing.graph, scene.drawing.layout.node.tolist()
    return {
        graph.path(node)
        for place, node in enumerate(nodes)
        if scene.colouring.shape[place].startswith(HOLLOW)
    }


def shown(view) -> set[str]:
    scene = view.canvas.scene
    return {scene.drawing.graph.path(node) for node in scene.drawing.layout.node.tolist()}


@pytest.fixture
def against_another_model(qtbot, open_view, golden):
    view = open_view(golden / SUBCLASSED / "base")
    view.session.choose_target_path(golden / SUBCLASSED / "targets/dict_key/ckpt/before")
    qtbot.waitUntil(lambda: view.session.report is not None and not view.session.is_busy(), timeout=10_000)
    settle(qtbot, view)
    return view


def test_what_the_target_expects_and_nobody_stored_is_drawn_as_outlines(qtbot, against_another_model, golden):
    view = against_another_model
    facts = json.loads((golden / SUBCLASSED / "golden.json").read_text())["restore"]
    missing = next(entry for entry in facts if entry["label"] == "dict_key")["not_restored"]

    turn_to(qtbot, view, BY_VERDICT)
    view.unfold_below(0)
    settle(qtbot, view)

    values = {path for path in hollow(view) if path + VALUE_SUFFIX in missing}
    assert {path + VALUE_SUFFIX for path in values} == set(missing)
    assert {"model/heads/c"} <= hollow(view)


def test_ghosts_go_with_their_mode_and_the_chosen_node_stays(qtbot, against_another_model):
    view = against_another_model
    own = view._loaded.graph.node_count
    node = next(n for n in range(own) if view._loaded.graph.path(n) == "model/first")
    view._go_to(node)
    settle(qtbot, view)

    turn_to(qtbot, view, BY_VERDICT)
    with_ghosts, chosen = view._loaded.graph.node_count, view.canvas.selected
    turn_to(qtbot, view, BY_ROLE)

    assert with_ghosts > own == view._loaded.graph.node_count
    assert chosen == view.canvas.selected == node
    assert hollow(view) == set()


def test_a_chosen_ghost_is_let_go_with_its_mode(qtbot, against_another_model):
    view = against_another_model
    turn_to(qtbot, view, BY_VERDICT)
    own = view._loaded.own_count
    ghost = next(
        n
        for n in range(own, view._loaded.graph.node_count)
        if view._loaded.graph.path(n) == "model/heads/c/bias"
    )
    view._go_to(ghost)
    settle(qtbot, view)

    key = view.session.selected_key
    turn_to(qtbot, view, BY_ROLE)

    assert key == "model/heads/c/bias" + VALUE_SUFFIX
    assert view.canvas.selected == -1


def test_modes_without_ghosts_keep_every_node_in_its_place(qtbot, open_view, golden):
    view = open_view(golden / "net_adam_manager_legacy_tf215/tf_ckpts")
    before = view.canvas.scene.drawing

    for mode in (BY_SIZE, BY_DTYPE):
        turn_to(qtbot, view, mode)
        assert view.canvas.scene.drawing is before


def test_hiding_what_stayed_the_same_leaves_what_changed_and_the_way_there(qtbot, open_view, tmp_path):
    first = {
        "a/kernel": np.ones(3, np.float32),
        "b/kernel": np.ones(3, np.float32),
        "c/d/gone": np.ones(2, np.float32),
    }
    write_bundle(tmp_path / "model.ckpt-1", first | {"global_step": np.int64(1)})
    write_bundle(tmp_path / "model.ckpt-2", {
        "a/kernel": np.full(3, 2, np.float32), "b/kernel": np.ones(3, np.float32), "global_step": np.int64(2),
    })  # fmt: skip
    view = open_view(tmp_path)
    turn_to(qtbot, view, BY_DIFFERENCE)
    assert hollow(view) == {"c", "c/d", "c/d/gone"}

    qtbot.mouseClick(view.findChild(QToolButton, "graph_legend_same"), Qt.MouseButton.LeftButton)
    settle(qtbot, view)

    assert shown(view) == {"", "a", "a/kernel", "c", "c/d", "c/d/gone", "global_step"}


def test_the_category_is_spoken_with_the_chosen_node(qtbot, open_view, tmp_path):
    for step in (1, 2):
        write_bundle(
            tmp_path / f"model.ckpt-{step}",
            {"a/kernel": np.full(3, step, np.float32), "b/kernel": np.ones(2, np.float32)},
        )
    view = open_view(tmp_path)
    turn_to(qtbot, view, BY_DIFFERENCE)
    node = next(n for n in range(view._loaded.graph.node_count) if view._loaded.graph.path(n) == "a/kernel")

    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.place_of(node).toPoint())
    settle(qtbot, view)

    assert view.canvas.accessibleDescription().endswith(", changed")

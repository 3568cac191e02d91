"""Colours that come from values: how far they moved, and NaN and infinities."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.report.graph_colours import BY_HEALTH, BY_MOVE, MODES
from tests.builders import write_bundle
from tests.gui.graph.conftest import settle


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


@pytest.fixture
def trained(open_view, tmp_path):
    """Two steps of a name-based model: a moves a lot, b hardly, c not at all; d is of another shape, e NaN, f infinite."""
    older = {
        "a/kernel": floats(3, 4), "a/kernel/Adam": floats(1, 1), "b/kernel": floats(1000, 0), "c/kernel": floats(1),
        "d/kernel": floats(1), "e/kernel": floats(1, 1), "f/kernel": floats(1, 1), "global_step": np.int64(1),
    }  # fmt: skip
    newer = older | {
        "a/kernel": floats(3, 5), "a/kernel/Adam": floats(9, 9), "b/kernel": floats(1000.5, 0),
        "d/kernel": floats(1, 2), "e/kernel": floats(np.nan, np.inf), "f/kernel": floats(np.inf, 1), "global_step": np.int64(2),
    }  # fmt: skip
    write_bundle(tmp_path / "model.ckpt-1", older)
    write_bundle(tmp_path / "model.ckpt-2", newer)
    return open_view(tmp_path)


def category(view, path: str) -> str:
    scene = view.canvas.scene
    graph = scene.drawing.graph
    node = next(node for node in range(graph.node_count) if graph.path(node) == path)
    code = int(scene.colouring.code[scene.drawing.position(node)])
    return scene.colouring.entries[code].name if code >= 0 else ""


def mark(view, path: str) -> str:
    scene = view.canvas.scene
    graph = scene.drawing.graph
    node = next(node for node in range(graph.node_count) if graph.path(node) == path)
    return scene.colouring.ring_mark[scene.drawing.position(node)]


def fold(qtbot, view, path: str) -> None:
    graph = view.canvas.scene.drawing.graph
    view.toggle(next(node for node in range(graph.node_count) if graph.path(node) == path))
    settle(qtbot, view)


def test_each_value_has_the_colour_of_its_measured_change(qtbot, trained):
    trained.set_mode(BY_MOVE)
    settle(qtbot, trained)

    found = {name: category(trained, f"{name}/kernel") for name in "abcd"}

    assert found == {"a": "more than 10 %", "b": "up to 0.1 %", "c": "unchanged", "d": "not comparable"}
    assert (mark(trained, "c/kernel"), mark(trained, "a/kernel")) == ("=", "")


def test_what_became_nan_or_infinite_is_the_worst_move_and_marked(qtbot, trained):
    trained.set_mode(BY_MOVE)
    settle(qtbot, trained)

    found = {(category(trained, f"{name}/kernel"), mark(trained, f"{name}/kernel")) for name in "ef"}

    assert found == {("became NaN or infinite", "N")}
    fold(qtbot, trained, "f")
    assert (category(trained, "f"), mark(trained, "f")) == ("became NaN or infinite", "N")


def test_a_folded_scope_shows_its_weights_together_and_not_their_slots(qtbot, trained):
    trained.set_mode(BY_MOVE)
    settle(qtbot, trained)

    for name in "abc":
        fold(qtbot, trained, name)

    assert [category(trained, name) for name in "abc"] == ["more than 10 %", "up to 0.1 %", "unchanged"]


def test_nan_and_infinities_are_told_apart_with_marks(qtbot, trained):
    trained.set_mode(BY_HEALTH)
    settle(qtbot, trained)

    found = {name: (category(trained, f"{name}/kernel"), mark(trained, f"{name}/kernel")) for name in "aef"}

    assert found == {"a": ("finite", ""), "e": ("NaN", "N"), "f": ("infinities", "∞")}
    buttons = {button.text() for button in trained.legend.findChildren(QToolButton) if button.isVisible()}
    assert {"N NaN  1", "∞ infinities  1", "✓ finite  6"} <= buttons


def test_the_next_difference_goes_from_nan_to_infinity(qtbot, trained):
    trained.set_mode(BY_HEALTH)
    settle(qtbot, trained)

    keys = []
    for _ in range(2):
        assert trained.next_difference(True)
        settle(qtbot, trained)
        keys.append(trained.session.selected_key)

    assert sorted(keys) == ["e/kernel", "f/kernel"]


def test_the_key_c_walks_through_all_colours(qtbot, trained):
    walked = []
    for _ in MODES:
        qtbot.keyClick(trained.canvas, Qt.Key.Key_C)
        settle(qtbot, trained)
        walked.append(trained.canvas.scene.colouring.mode)

    assert walked[:5] == ["difference", "size", "dtype", BY_MOVE, BY_HEALTH]


def test_another_older_step_is_measured_anew(qtbot, trained, tmp_path):
    trained.set_mode(BY_MOVE)
    settle(qtbot, trained)
    first = category(trained, "a/kernel")
    write_bundle(tmp_path / "model.ckpt-0", {"a/kernel": floats(3, 5), "global_step": np.int64(0)})
    trained.session.reload()
    settle(qtbot, trained)

    trained.session.choose_older(trained.session.run.checkpoints[0])
    settle(qtbot, trained)

    assert (first, category(trained, "a/kernel")) == ("more than 10 %", "unchanged")

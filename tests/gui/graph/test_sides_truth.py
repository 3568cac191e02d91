"""What panes and cards tell of piles: the older pane of a pair tells the older graph, colours tell fates apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.analysis.restore import check_restore
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.gui.graph.scene import GraphScene
from explorer.report.graph_colours import BY_DIFFERENCE, BY_ROLE, BY_VERDICT
from tests.builders import write_bundle
from tests.gui.graph.conftest import settle
from tests.made_graphs import layered_model

FIVE, SIX = "model.ckpt-1", "model.ckpt-2"


def write_steps(directory: Path, *counts: int) -> Path:
    """Steps with so many blocks."""
    for name, count in zip((FIVE, SIX), counts, strict=True):
        tensors = {"global_step": np.int64(name[-1]), "head": np.full(2, count, np.float32)}
        for block in range(count):
            for part in ("kernel", "bias"):
                tensors[f"body/block_{block}/{part}"] = np.full(3, count, np.float32)
        write_bundle(directory / name, tensors)
    return directory


@pytest.fixture
def run(open_view, tmp_path):
    """Two steps: five blocks, then six."""
    return open_view(write_steps(tmp_path, 5, 6))


def fold_blocks(qtbot, view) -> None:
    graph = view.canvas.scene.drawing.graph
    paths = {node: graph.path(node) for node in range(graph.node_count)}
    blocks = frozenset(n for n, path in paths.items() if path.startswith("body/") and path.count("/") == 1)
    view._do(lambda drawing: replace(drawing.state, collapsed=blocks, opened=frozenset()))
    settle(qtbot, view)


def blocks_of(scene: GraphScene) -> list[tuple[str, bool]]:
    """Names of what stands for blocks, and whether it is there on that side."""
    drawing = scene.drawing
    return [
        (label, not scene.absent[place])
        for place, label in enumerate(drawing.label)
        if label.endswith("× block") or label.startswith("block_")
    ]


def test_the_older_pane_shows_the_pile_the_older_graph_has(qtbot, run):
    fold_blocks(qtbot, run)
    assert blocks_of(run.canvas.scene) == [("6 × block", True)]
    run.set_mode(BY_DIFFERENCE)
    settle(qtbot, run)
    qtbot.keyClick(run.canvas, Qt.Key.Key_B)
    settle(qtbot, run)
    older = run.sides.older
    qtbot.waitUntil(lambda: older.scene is not None and not run.is_busy())

    assert blocks_of(run.canvas.scene) == [("5 × block", True), ("block_5", True)]
    assert blocks_of(older.scene) == [("5 × block", True), ("block_5", False)]
    drawing = older.scene.drawing
    body = int(drawing.layout.node[drawing.label.index("body")])
    assert older.describe(body).endswith("5 children")
    assert run.canvas.describe(body).endswith("6 children")
    added = next(code for code, e in enumerate(older.scene.colouring.entries) if e.name == "added")
    assert not (older.scene.colouring.code == added).any()
    button = run.legend.findChild(QToolButton, "graph_legend_added")
    assert button.text().endswith("2 tensors + 1 object")


def test_each_pane_counts_what_it_has_folded_away(qtbot, open_view, tmp_path):
    view = open_view(write_steps(tmp_path, 6, 5))
    view.set_mode(BY_DIFFERENCE)
    settle(qtbot, view)
    drawing = view.canvas.scene.drawing
    body = int(drawing.layout.node[drawing.label.index("body")])
    view.toggle(body)
    settle(qtbot, view)
    told = [detail_of(view.canvas, body)]
    qtbot.keyClick(view.canvas, Qt.Key.Key_B)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: view.sides.older.scene is not None and not view.is_busy())
    told += [detail_of(view.sides.older, body), detail_of(view.canvas, body)]
    qtbot.keyClick(view.canvas, Qt.Key.Key_B)
    settle(qtbot, view)

    told.append(detail_of(view.canvas, body))
    assert told == [
        "18 inside",
        "18 inside",
        "15 inside",
        "18 inside",
    ]  # the picture of both, a pair, and again


def detail_of(canvas, node: int) -> str:
    drawing = canvas.scene.drawing
    return drawing.detail[drawing.position(node)]


def test_verdicts_take_a_pile_apart_and_roles_put_it_together(qtbot, run, tmp_path):
    fold_blocks(qtbot, run)
    session = run.session
    session.report = check_restore(session.newer, checkpoint_at(tmp_path / f"{FIVE}.index"))
    session.report_changed.emit(session.report)
    run.set_mode(BY_VERDICT)
    settle(qtbot, run)

    assert blocks_of(run.canvas.scene) == [("5 × block", True), ("block_5", True)]
    run.set_mode(BY_ROLE)
    settle(qtbot, run)
    assert blocks_of(run.canvas.scene) == [("6 × block", True)]


def test_a_pinned_card_adds_up_one_block_once_the_pile_is_opened(qtbot, open_view):
    view = open_view(layered_model(60))
    drawing = view.canvas.scene.drawing
    head = int(drawing.layout.node[drawing.stack > 1][0])

    def inside() -> str:
        return {fact.name: fact.value for fact in view.card.facts}.get("inside", "").split("\n")[0]

    view.canvas.setFocus()
    view.canvas.select(head)
    qtbot.keyClick(view.canvas, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: inside().startswith("in all: 360 tensors"), timeout=10_000)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    settle(qtbot, view)

    qtbot.waitUntil(lambda: inside().startswith("in all: 6 tensors · 240 values"), timeout=10_000)
    assert view.canvas.scene.drawing.stack[view.canvas.scene.drawing.position(head)] == 1

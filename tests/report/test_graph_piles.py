"""Which equal blocks are one pile beside another side: only those that are alike there too, and meet one fate."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_tree import drawn_tree
from explorer.analysis.restore import check_restore
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.report.graph_colours import BY_DIFFERENCE, BY_VERDICT
from explorer.report.graph_drawing import GraphDrawing, GraphState, draw_graph
from explorer.report.graph_outline import outline
from explorer.report.graph_request import AskedGraph, GraphRequest, ask_graph
from explorer.report.palette import palette
from tests.builders import write_bundle

SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LIGHT = palette(False, False)
Sizes = dict[int, int]  # block -> how long its kernel is


def blocks(directory: Path, name: str, sizes: Sizes, value: float = 0.0) -> Checkpoint:
    """A checkpoint with a block of kernel and bias for each of `sizes`, and a head."""
    tensors = {"head/kernel": np.full(2, value, np.float32)}
    for block, size in sizes.items():
        tensors[f"body/block_{block}/kernel"] = np.full(size, value, np.float32)
        tensors[f"body/block_{block}/bias"] = np.zeros(2, np.float32)
    write_bundle(directory / name, tensors)
    return checkpoint_at(directory / f"{name}.index")


def piles(request: GraphRequest, checkpoint: Checkpoint) -> list[tuple[str, str]]:
    """Sign and name of what stands for blocks."""
    asked = ask_graph(checkpoint, request)
    drawing = folded(asked)
    colouring = asked.colouring(drawing, LIGHT)
    return [
        (colouring.mark[place] or colouring.ring_mark[place], drawing.label[place])
        for place in range(drawing.count)
        if drawing.stack[place] > 1 or drawing.label[place].startswith("block")
    ]


@pytest.mark.parametrize(("before", "after", "sign"), [(5, 6, "+"), (6, 5, "−")])
def test_an_added_or_removed_block_is_not_in_the_pile_of_the_kept_ones(tmp_path, before, after, sign):
    older = blocks(tmp_path, "older", dict.fromkeys(range(before), 3))
    newer = blocks(tmp_path, "newer", dict.fromkeys(range(after), 3), 1.0)

    shown = piles(GraphRequest(mode=BY_DIFFERENCE, older=older), newer)

    assert shown == [("~", "5 × block"), (sign, "block_5")]
    assert piles(GraphRequest(), newer) == [("", f"{after} × block")]


def test_added_blocks_are_a_pile_of_their_own(tmp_path):
    older = blocks(tmp_path, "older", dict.fromkeys(range(4), 3))
    newer = blocks(tmp_path, "newer", dict.fromkeys(range(7), 3))

    assert piles(GraphRequest(mode=BY_DIFFERENCE, older=older), newer) == [
        ("=", "4 × block"),
        ("+", "3 × block"),
    ]


def test_blocks_of_another_shape_before_are_a_pile_of_their_own(tmp_path):
    older = blocks(tmp_path, "older", {0: 3, 1: 3, 2: 3, 3: 4, 4: 4, 5: 4})
    newer = blocks(tmp_path, "newer", dict.fromkeys(range(6), 3))

    assert [name for _, name in piles(GraphRequest(mode=BY_DIFFERENCE, older=older), newer)] == [
        "3 × block",
        "3 × block",
    ]


def test_blocks_a_target_does_not_take_are_not_in_the_pile_of_those_it_takes(tmp_path):
    checkpoint = blocks(tmp_path, "six", dict.fromkeys(range(6), 3))
    target = blocks(tmp_path, "five", dict.fromkeys(range(5), 3))

    unused = piles(GraphRequest(mode=BY_VERDICT, report=check_restore(checkpoint, target)), checkpoint)
    missing = piles(GraphRequest(mode=BY_VERDICT, report=check_restore(target, checkpoint)), target)

    assert [name for _, name in unused] == [name for _, name in missing] == ["5 × block", "block_5"]
    assert unused[0] != unused[1]


@SETTINGS
@given(*[st.dictionaries(st.integers(0, 8), st.integers(1, 2), max_size=9)] * 2)
def test_piles_beside_an_older_step_are_alike_on_both_sides(before, after):
    with tempfile.TemporaryDirectory() as directory:
        older, newer = (blocks(Path(directory), *side) for side in (("older", before), ("newer", after)))
        asked = ask_graph(newer, GraphRequest(mode=BY_DIFFERENCE, older=older))

    drawing = folded(asked)

    families = Counter((before.get(block), after.get(block)) for block in {*before, *after})
    sizes = Counter(int(size) for size in drawing.stack if size > 1)
    assert sizes == Counter(size for size in families.values() if size >= 3)


def folded(asked: AskedGraph) -> GraphDrawing:
    """All blocks folded, so that those that can be are piles."""
    graph = asked.graph
    body = next((node for node in range(graph.node_count) if graph.path(node) == "body"), 0)
    blocks = set(np.flatnonzero(drawn_tree(graph).has_children()).tolist()) - {0, body}
    return draw_graph(graph, asked.table, GraphState(collapsed=frozenset(blocks)), apart=asked.apart)


def test_the_text_tree_says_of_how_much_inside_a_sign_is_true(tmp_path):
    older = blocks(tmp_path, "older", dict.fromkeys(range(5), 3))
    newer = blocks(tmp_path, "newer", dict.fromkeys(range(6), 3), 1.0)
    asked = ask_graph(newer, GraphRequest(mode=BY_DIFFERENCE, older=older, fold=("body",)))
    drawing = asked.drawing()

    lines = {
        line.name: f"{line.mark} {line.detail}" for line in outline(drawing, asked.colouring(drawing, LIGHT))
    }

    # kernel and bias of six blocks; one block, with the scope that holds them, came.
    assert lines["body"] == "+ 18 inside · 2 of 12 tensors and 1 object added"

"""How long a picture of a graph takes to make, and to make anew after folding and unfolding one node.

From the object graph to the finished `GraphDrawing`: what is in sight, texts, places, edges. Synthetic models
with everything unfolded, a chain, and 3,000 edges to further parents in a wrapped drawing.
Run: `python -m tests.benchmarks.bench_folding [--json]`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from explorer.analysis.graph_bundles import FURTHER_UP_TO, bundles
from explorer.analysis.graph_layout import AUTO_DIRECTION, WRAPPED
from explorer.analysis.graph_links import graph_links
from explorer.analysis.graph_repeats import repeated_blocks
from explorer.analysis.graph_tree import drawn_tree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.made_graphs import chain, layered_model, make_graph, table_of

BUDGET = {
    "first_100000_s": 0.5,
    "fold_100000_ms": 100,
    "unfold_100000_ms": 100,
    "n_against_2n": 2.2,
    "bundles_3000_ms": 60,
}
AS_SHOWN = GraphState(frozenset(), orientation=AUTO_DIRECTION)  # as the window asks for it


def best(function: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of the fastest of some rounds."""
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        function()
        took.append(time.perf_counter() - begun)
    return min(took)


def drawing_figures(graph: ObjectGraph, folds: list[int]) -> dict[str, float]:
    """Seconds of the first picture, of the next whole one, and the median of folding and unfolding some nodes."""
    table = table_of([f"key/{row}" for row in range(int(graph.row.max(initial=-1)) + 1)])

    def first() -> None:  # nothing kept from before: the tree is new each time
        draw_graph(graph, table, AS_SHOWN, tree=drawn_tree(graph))

    tree = drawn_tree(graph)
    whole = draw_graph(graph, table, AS_SHOWN, tree=tree)
    folded, unfolded = [], []
    for node in folds:
        state = replace(whole.state, collapsed=frozenset({node}))
        one = draw_graph(graph, table, state, tree=tree, before=whole)
        folded.append(best(lambda s=state: draw_graph(graph, table, s, tree=tree, before=whole), 3))
        unfolded.append(best(lambda o=one: draw_graph(graph, table, whole.state, tree=tree, before=o), 3))
    return {
        "first": best(first, 3),
        "repeats": best(lambda: repeated_blocks(graph, tree, table)),
        "fold": statistics.median(folded),
        "unfold": statistics.median(unfolded),
    }


def bundle_seconds() -> float:
    """A list that refers to 3,000 variables in 100 layers."""
    roles, edges = ["container"] * 4, [(0, "model", 1), (0, "state", 2), (2, "list", 3)]
    for layer in range(100):
        edges.append((1, f"layer_{layer}", len(roles)))
        owner = len(roles)
        roles.append("layer")
        for number in range(FURTHER_UP_TO // 100):
            edges += [(owner, f"w{number}", len(roles)), (3, f"{layer}/{number}", len(roles))]
            roles.append("variable")
    graph = make_graph(roles, edges)
    drawing = draw_graph(graph, None, GraphState(frozenset(), form=WRAPPED))
    layout, tree = drawing.layout, drawing.tree
    links = graph_links(graph, tree, layout.node)
    assert int((~links.is_tree).sum()) == FURTHER_UP_TO
    return best(lambda: bundles(layout, tree.depth[layout.node], links))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()},"
        f" numpy {np.__version__}",
        "budget": BUDGET,
    }
    first = {}
    for nodes, layers in ((2_000, 285), (50_000, 7_142), (100_000, 14_285)):
        # The whole model, its first and last layer, a kernel.
        figures = drawing_figures(layered_model(layers), [1, 4, 4 + 7 * (layers - 1), 5 + 7 * (layers // 2)])
        first[nodes] = figures["first"]
        found[f"first_{nodes}_s"] = round(figures["first"], 4)
        for name in ("repeats", "fold", "unfold"):
            found[f"{name}_{nodes}_ms"] = round(figures[name] * 1000, 1)
    found["n_against_2n"] = round(first[100_000] / first[50_000], 2)
    deep = drawing_figures(chain(100_000), [10, 50_000, 99_000])
    found["chain_first_100000_s"] = round(deep["first"], 4)
    found["chain_fold_100000_ms"] = round(deep["fold"] * 1000, 1)
    found["bundles_3000_ms"] = round(bundle_seconds() * 1000, 1)
    if arguments.json:
        print(json.dumps(found, indent=1))
    else:
        for name, value in found.items():
            print(f"{name:26} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long finding nodes takes: the index of 100,000 nodes, and one keystroke of several kinds of queries.

Run: `python -m tests.benchmarks.bench_graph_search [--json]`.
"""

from __future__ import annotations

import argparse
import json
import time

from explorer.analysis.graph_tree import drawn_tree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.report.graph_search import GraphIndex, find_nodes
from tests.made_graphs import chain, layered_model, table_of

BUDGET = {"index_ms": 400, "keystroke_ms": 30}
LAYERS, CHAIN = 14_285, 100_000
QUERIES = {
    "layers": (
        "k", "ke", "kernel", "l12ker", "ml", "e", "lyr1krnl", "slot m", "role:slot", "shape:[*,10]", "size:>100",
        "layer_1*", "layer_12/*", "key:value", "mk -v", "kernl", "layr/kernal", "[4, 10] v layer_77",
    ),
    "chain": ("n", "nt", "next", "nextnext", "netx"),
}  # fmt: skip


def measured(graph: ObjectGraph, queries: tuple[str, ...]) -> dict[str, float]:
    """Milliseconds for the index, and for each query asked for the first time of an index in use."""
    rows = int(graph.row.max(initial=-1)) + 1
    table = table_of([f"model/{row}/.ATTRIBUTES/VARIABLE_VALUE" for row in range(rows)])
    tree = drawn_tree(graph)
    begun = time.perf_counter()
    index = GraphIndex(graph, table, tree)
    took = {"index": (time.perf_counter() - begun) * 1000}
    for query in queries:
        find_nodes(index, query)  # columns that are made at the first use
        best = float("inf")
        for _ in range(3):
            index.remembered.clear()
            begun = time.perf_counter()
            find_nodes(index, query)
            best = min(best, (time.perf_counter() - begun) * 1000)
        took[query] = best
    return took


def main() -> None:
    """Print the figures beside what they may be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    wants_json = parser.parse_args().json
    found = {
        "layers": measured(layered_model(LAYERS), QUERIES["layers"]),
        "chain": measured(chain(CHAIN), QUERIES["chain"]),
    }
    if wants_json:
        print(json.dumps({"budget": BUDGET, "ms": found}))
        return
    for name, took in found.items():
        print(f"{name}: index {took.pop('index'):.0f} ms (at most {BUDGET['index_ms']})")
        for query, ms in took.items():
            late = "  over" if ms > BUDGET["keystroke_ms"] else ""
            print(f"  {query:24} {ms:7.1f} ms (at most {BUDGET['keystroke_ms']}){late}")


if __name__ == "__main__":
    main()

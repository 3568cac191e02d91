"""How long an object graph takes from its bytes to roles, slots and drawn parents: decoding and structure together.

Made graphs of 50,000 and 100,000 nodes: one lists its slots (legacy optimizers), one keeps them in lists
(Keras 2.11), one also lists the model's variables (Keras 3); then a chain, and a node with a million edges.
CPU milliseconds, best of several. Run: `python tests/benchmarks/bench_structure.py [--json]`.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import json
import os
import platform
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.checkpoints.graph_builder import build_object_graph
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.tensor_table import TensorTable
from tests.builders import VALUE, layered_model, object_graph_bytes

BUDGET = {"both_100000_ms": 500, "n_against_2n": 2.2}
_NODES_A_LAYER = {"legacy": 7, "keras 2.11": 7, "keras 3": 7}
_ROUNDS = 5

Made = tuple[bytes, TensorTable]


def keras_3_model(layers: int) -> tuple[list[dict[str, Any]], dict[str, tuple[int, ...]]]:
    """Nodes and shapes of a model of Keras 3 with Adam: the optimizer lists the model's variables as well."""
    nodes, tensors = layered_model(layers, style="keras")
    shapes = {str(key): np.shape(value) for key, value in tensors.items()}
    optimizer = next(n for n in nodes if any(name == "_variables" for name, _ in n.get("children", ())))
    trained = [
        (number, child)
        for number, node in enumerate(nodes)
        for name, child in node.get("children", ())
        if name in ("kernel", "bias")
    ]
    entries = [(str(place), child) for place, (_, child) in enumerate(trained)]
    nodes.append({"has_values": True, "children": entries})
    optimizer["children"] = [*optimizer["children"], ("_trainable_variables", len(nodes) - 1)]
    return nodes, shapes


def made(style: str, nodes: int) -> Made:
    """A graph of about so many nodes, as bytes, and the tensors beside it."""
    layers = nodes // _NODES_A_LAYER[style]
    if style == "keras 3":
        graph, shapes = keras_3_model(layers)
    else:
        graph, tensors = layered_model(layers, style="legacy" if style == "legacy" else "keras")
        shapes = {str(key): np.shape(value) for key, value in tensors.items()}
    return object_graph_bytes(graph), table_of(shapes)


def table_of(shapes: dict[str, tuple[int, ...]]) -> TensorTable:
    """A table of float32 tensors of these shapes."""
    keys = sorted(shapes)
    distinct = tuple(dict.fromkeys(shapes.values())) or ((),)
    number = {shape: place for place, shape in enumerate(distinct)}
    zeros = np.zeros(len(keys), np.int64)
    return TensorTable(
        keys,
        np.ones(len(keys), np.int32),
        np.array([number[shapes[key]] for key in keys], np.int32),
        distinct,
        np.zeros(len(keys), np.int32),
        zeros,
        zeros,
        np.zeros(len(keys), np.uint32),
    )


def chain(count: int) -> Made:
    """Each node below the one before it."""
    nodes = ({"children": [("next", n + 1)]} if n < count - 1 else {} for n in range(count))
    return object_graph_bytes(nodes), table_of({})


def crowd(edges: int) -> Made:
    """One node that a million edges end at."""
    key = f"x{VALUE}"
    nodes = [{"children": [("x", 1)] * edges}, {"attributes": [("VARIABLE_VALUE", "x", key)]}]
    return object_graph_bytes(nodes), table_of({key: ()})


def best_ms(work: Callable[[], object]) -> float:
    """The least of several rounds, in CPU milliseconds, rubbish collected before each."""
    times = []
    for _ in range(_ROUNDS):
        gc.collect()
        begun = time.process_time()
        work()
        times.append(1000 * (time.process_time() - begun))
    return min(times)


def measured(what: str, graph: Made) -> dict[str, Any]:
    """Milliseconds for decoding and structure, and the memory both need at most."""
    data, table = graph
    raw = decode_object_graph(data)
    parse_ms = best_ms(lambda: decode_object_graph(data))
    build_ms = best_ms(lambda: build_object_graph(raw, dataclasses.replace(table)))
    tracemalloc.start()
    built = build_object_graph(decode_object_graph(data), dataclasses.replace(table))
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "what": what,
        "nodes": built.graph.node_count,
        "edges": len(built.graph.edge_source),
        "file_mib": round(len(data) / 2**20, 1),
        "parse_ms": round(parse_ms, 1),
        "structure_ms": round(build_ms, 1),
        "both_ms": round(parse_ms + build_ms, 1),
        "kept_mib": round(kept / 2**20, 1),
        "peak_mib": round(peak / 2**20, 1),
    }


def measure() -> dict[str, Any]:
    """All rows, and how times grow."""
    rows = []
    growth = {}
    for style in _NODES_A_LAYER:
        half, whole = (
            measured(f"{style}, {count:,} nodes", made(style, count)) for count in (50_000, 100_000)
        )
        rows += [half, whole]
        growth[style] = round(whole["both_ms"] / half["both_ms"], 2)
    rows.append(measured("chain", chain(100_000)))
    rows.append(measured("a million edges to one node", crowd(1_000_000)))
    return {
        "bench": "structure",
        "machine": f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}",
        "budget": BUDGET,
        "n_against_2n": growth,
        "rows": rows,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    found = measure()
    if options.json:
        print(json.dumps(found, indent=1))
        return
    print(
        f"Object graphs, CPU ms ({found['machine']}); budget: {BUDGET['both_100000_ms']} ms for 100,000 nodes"
    )
    names = ("nodes", "edges", "file_mib", "parse_ms", "structure_ms", "both_ms", "kept_mib", "peak_mib")
    print(f"{'':30}" + "".join(f"{name:>13}" for name in names))
    for row in found["rows"]:
        print(f"{row['what']:30}" + "".join(f"{row[name]:>13}" for name in names))
    print(f"N against 2N: {found['n_against_2n']}, at most {BUDGET['n_against_2n']}")


if __name__ == "__main__":
    main()

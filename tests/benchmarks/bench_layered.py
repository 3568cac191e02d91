"""How good layered drawings are: time, crossings on the drawn curves, overlaps; beside graphviz dot where it is installed.

Graphs of resources/demo and tests/golden (and of a folder given by --fixtures), and made ones: shared nodes,
a transformer, a Keras 3 model, directed graphs by chance. dot draws the same nodes with the same sizes and the
same edges; its splines and ours are sampled alike.
Run: `python -m tests.benchmarks.bench_layered [--json] [--fixtures FOLDER]`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

import explorer
from explorer.analysis.graph_layout import LAYERED, LEFT_RIGHT, NODE_RADIUS, TOP_DOWN
from explorer.errors import ExplorerError
from explorer.report.graph_drawing import GraphDrawing, GraphState, draw_graph
from tests.drawn_crossings import count_crossings, drawing_lines, sampled
from tests.made_graphs import layered_model
from tests.made_shapes import chance_graph, keras3_model, shared_model, transformer

ROOT = Path(__file__).resolve().parents[2]
MOST_NODES = 200
BUDGET = {"slowest_ms": 100, "overlaps": 0, "worst_ratio": 1.1, "total_ratio": 1.1}
DOT_SECONDS = 60


def graphs(folders: list[Path]) -> dict[str, tuple[object, object]]:
    """Name -> (graph, table), one of each shape, with 4 to 200 nodes."""
    found: dict[str, tuple[object, object]] = {}
    seen = set()
    for folder in folders:
        for index in sorted(folder.rglob("*.index")):
            try:
                checkpoint = explorer.open_checkpoint(index.with_suffix(""))
                graph = checkpoint.graph
            except ExplorerError:
                continue
            if graph is None or not 4 <= graph.node_count <= MOST_NODES:
                continue
            look = (graph.edge_source.tobytes(), graph.edge_target.tobytes(), tuple(graph.edge_name))
            if look not in seen:
                seen.add(look)
                found[str(index.relative_to(folder).with_suffix(""))] = (graph, checkpoint.table)
    for layers in (5, 26):
        found[f"model of {layers} layers"] = (layered_model(layers), None)
    found["transformer"] = (transformer(6), None)
    found["Keras 3"] = (keras3_model(10), None)
    found["shared nodes"] = (shared_model(30), None)
    for count in (50, 100, 200):
        for seed in range(3):
            found[f"by chance, {count} nodes, {seed}"] = (chance_graph(count, seed), None)
    return found


def whole(graph, table, orientation: str) -> GraphDrawing:
    """Everything unfolded, in ranks."""
    state = GraphState(
        frozenset(),
        show_helpers=True,
        orientation=orientation,
        opened=frozenset(range(graph.node_count)),
        form=LAYERED,
    )
    return draw_graph(graph, table, state)


def overlaps(drawing: GraphDrawing) -> int:
    """Pairs of nodes, labels and edge names that meet."""
    layout, radius = drawing.layout, NODE_RADIUS
    shapes = np.stack([layout.x - radius, layout.y - radius, layout.x + radius, layout.y + radius], axis=1)
    boxes = np.concatenate([shapes, layout.label_box, drawing.edge_box[~np.isnan(drawing.edge_box[:, 0])]])
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    meets = ((low < boxes[None, :, 2:] - 0.01) & (high > boxes[None, :, :2] + 0.01)).all(-1)
    return int(np.triu(meets, 1).sum())


def dot_crossings(drawing: GraphDrawing) -> int | None:
    """Crossings in dot's drawing of the same nodes and edges; None where it takes too long."""
    layout, edges = drawing.layout, drawing.edges
    lines = ["digraph {", 'node [shape=box, fixedsize=true, label=""]; edge [arrowhead=none];']
    if layout.orientation == LEFT_RIGHT:
        lines.append("rankdir=LR;")
    for number in range(layout.count):
        left, top, right, bottom = layout.label_box[number].tolist()
        wide, high = (right - left + 2 * NODE_RADIUS) / 72, (bottom - top + 2 * NODE_RADIUS) / 72
        lines.append(f"n{number} [width={wide:.2f}, height={high:.2f}];")
    for number, (source, target) in enumerate(zip(edges.source.tolist(), edges.target.tolist(), strict=True)):
        if source != target:
            lines.append(f"n{source} -> n{target} [id={number}];")
    lines.append("}")
    try:
        done = subprocess.run(
            ["dot", "-Tjson"],
            input="\n".join(lines),
            capture_output=True,
            text=True,
            timeout=DOT_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return None
    names = {item["_gvid"]: item["name"] for item in json.loads(done.stdout).get("objects", [])}
    curves, first, ends = [], [0], []
    for edge in json.loads(done.stdout).get("edges", []):
        points = [
            tuple(map(float, pair.split(",")))
            for pair in edge["pos"].split()
            if not pair.startswith(("e", "s"))
        ]
        for at in range(0, len(points) - 3, 3):
            curves.append([value for point in points[at : at + 4] for value in point])
        first.append(len(curves))
        ends.append((names[edge["tail"]], names[edge["head"]]))
    return count_crossings(sampled(np.array(curves).reshape(-1, 8), np.array(first)), ends)


def measure(name: str, graph, table, has_dot: bool) -> dict[str, object]:
    """One graph, drawn top-down (left-right as well for time and overlaps)."""
    row: dict[str, object] = {"graph": name}
    best, meets = float("inf"), 0
    for orientation in (LEFT_RIGHT, TOP_DOWN):
        for _ in range(3):
            begun = time.perf_counter()
            drawing = whole(graph, table, orientation)
            best = min(best, (time.perf_counter() - begun) * 1000)
        meets += overlaps(drawing)
    lines, ends = drawing_lines(drawing.edges)
    row |= {
        "nodes": drawing.count, "edges": len(drawing.edges.kind), "ms": round(best, 1), "overlaps": meets,
        "crossings": count_crossings(lines, ends), "planned": drawing.layout.routes.crossings,
    }  # fmt: skip
    if has_dot:
        row["dot"] = dot_crossings(drawing)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fixtures", type=Path, help="a further folder of checkpoints")
    options = parser.parse_args()
    folders = [ROOT / "resources" / "demo", ROOT / "tests" / "golden"]
    folders += [options.fixtures] if options.fixtures else []
    has_dot = shutil.which("dot") is not None
    rows = [measure(name, graph, table, has_dot) for name, (graph, table) in graphs(folders).items()]
    figures: dict[str, object] = {
        "graphs": len(rows),
        "slowest_ms": max(row["ms"] for row in rows),
        "overlaps": sum(row["overlaps"] for row in rows),
        "crossings": sum(row["crossings"] for row in rows),
    }
    compared = [row for row in rows if row.get("dot") is not None]
    if compared:
        figures["dot_crossings"] = sum(row["dot"] for row in compared)
        figures["total_ratio"] = round(
            sum(r["crossings"] for r in compared) / max(figures["dot_crossings"], 1), 3
        )
        figures["worst_ratio"] = round(max(r["crossings"] / max(r["dot"], 1) for r in compared), 3)
        figures["worse_than_dot"] = [r["graph"] for r in compared if r["crossings"] > 1.1 * r["dot"]]
    else:
        figures["dot"] = "skipped: graphviz dot is not installed"
    if options.json:
        print(json.dumps({"figures": figures, "budget": BUDGET, "graphs": rows}))
        return 0
    print(
        f"{'graph':<58} {'nodes':>5} {'edges':>5} {'ms':>6} {'meets':>5} {'plan':>5} {'cross':>5} {'dot':>5}"
    )
    for row in rows:
        print(
            f"{str(row['graph'])[-58:]:<58} {row['nodes']:>5} {row['edges']:>5} {row['ms']:>6} {row['overlaps']:>5}"
            f" {row['planned']:>5} {row['crossings']:>5} {row.get('dot', '-')!s:>5}"
        )
    print(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())

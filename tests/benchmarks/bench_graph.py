"""How long graphs take: tree and layout, the first paint in a view, and frames while panning and zooming.

Synthetic models of 2,000 to 100,000 nodes, everything unfolded, at 1200 x 800 drawn in software
(Qt's offscreen platform). Run: `python -m tests.benchmarks.bench_graph [--json]`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import time
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np

from explorer.analysis.graph_folding import visible_nodes
from explorer.analysis.graph_layout import LAYERED, layout_graph
from explorer.analysis.graph_tree import drawn_tree
from tests.made_graphs import chain, layered_model, table_of

LAYERS = {2_000: 285, 20_000: 2_857, 50_000: 7_142, 100_000: 14_285}
FRAMES = 60
BUDGET = {
    "layout_100000_s": 0.5,
    "n_against_2n": 2.2,
    "frame_median_ms": 16,
    "frame_worst_ms": 50,
    "first_paint_20000_s": 1.0,
}


def layout_seconds(graph, form="auto", rounds=3) -> float:
    """Best of some rounds: tree, visibility and layout together."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        tree = drawn_tree(graph)
        visible = visible_nodes(graph, tree, (), False)
        count = int(visible.sum())
        layout_graph(tree, visible, np.full(count, 48.0), form=form)
        best = min(best, time.perf_counter() - begun)
    return best


def frames(canvas, moves) -> dict[str, float]:
    """Milliseconds of whole frames (event to pixels): by the clock, and by the processor where others use it too."""
    took, worked = [], []
    for move in moves:
        begun, work = time.perf_counter(), time.thread_time()
        move()
        canvas.repaint()
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.thread_time() - work) * 1000)
    return {
        "median": round(statistics.median(took), 1),
        "worst": round(max(took), 1),
        "cpu_median": round(statistics.median(worked), 1),
        "cpu_worst": round(max(worked), 1),
    }


def window_figures(nodes: int, graph) -> dict[str, object]:
    """First paint, longest stop of the GUI thread until then, and frames at three zooms."""
    from PySide6.QtCore import QPointF, QTimer
    from PySide6.QtWidgets import QApplication

    from explorer.gui.app import make_app
    from explorer.gui.graph.graph_view import GraphView
    from explorer.gui.session import Session
    from explorer.gui.theme import apply_theme

    app = QApplication.instance() or make_app()
    apply_theme(app, "light")
    session = Session()
    view = GraphView(session)
    view.resize(1240, 940)
    view.show()
    view.canvas.setFixedSize(1200, 800)
    view.activate()
    app.processEvents()
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(1)
    rows = int(graph.row.max()) + 1
    session.newer = SimpleNamespace(
        graph=graph, table=table_of([f"key/{row}" for row in range(rows)]), name="made", prefix="made"
    )
    begun = time.perf_counter()
    session.newer_changed.emit(session.newer)
    until_painted(app, view, 0)
    folded_s = time.perf_counter() - begun
    begun = time.perf_counter()
    view._fold(frozenset())
    until_painted(app, view, nodes // 2)
    unfolded_s = time.perf_counter() - begun
    gaps = np.diff(beats) * 1000
    timer.stop()
    canvas = view.canvas
    result: dict[str, object] = {
        "first_paint_folded_s": round(folded_s, 3),
        "unfolded_paint_s": round(unfolded_s, 3),
        "longest_gui_gap_ms": round(float(gaps.max()), 1) if len(gaps) else None,
        "visible": canvas.scene.drawing.count,
    }
    for name, zoom in (("overview", None), ("middle", 0.25), ("near", 0.8)):
        canvas.fit()
        if zoom:
            left, top, right, bottom = canvas.scene.drawing.layout.bounds
            canvas.zoom_by(zoom / canvas.zoom, smooth=False)
            canvas.centre_on((left + right) / 2, (top + bottom) / 2)
        canvas.repaint()
        ways = [(9, 4), (-7, 11), (3, -13), (-12, -6)]
        result[f"pan_{name}_ms"] = frames(
            canvas, [lambda way=ways[i % 4]: canvas.pan_by(*way) for i in range(FRAMES)]
        )
        result[f"zoom_{name}_ms"] = frames(
            canvas,
            [
                lambda f=(1.05 if i % 2 else 1 / 1.05): canvas.zoom_by(f, QPointF(600, 400), smooth=False)
                for i in range(FRAMES // 2)
            ],
        )
    view.close()
    session.pool.close()
    return result


def until_painted(app, view, at_least: int) -> None:
    """Run the event loop until the scene is there and one frame of it was painted."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        app.processEvents()
        scene = view.canvas.scene
        if scene is not None and not view.is_busy() and scene.drawing.count > at_least:
            view.canvas.repaint()
            return
        time.sleep(0.0005)
    raise SystemExit("the view did not come to rest")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "budget": BUDGET,
    }
    times = {}
    graphs = {nodes: layered_model(layers) for nodes, layers in LAYERS.items()}
    for nodes, graph in graphs.items():
        times[nodes] = layout_seconds(graph)
        found[f"layout_{nodes}_s"] = round(times[nodes], 4)
    found["n_against_2n"] = round(times[100_000] / times[50_000], 2)
    found["layout_chain_100000_s"] = round(layout_seconds(chain(100_000)), 4)
    found["layered_200_nodes_s"] = round(layout_seconds(layered_model(28), form=LAYERED), 4)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for nodes in (2_000, 20_000, 100_000):
        found[f"window_{nodes}"] = window_figures(nodes, graphs[nodes])
    found["peak_over_start_mib"] = round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
    if arguments.json:
        print(json.dumps(found, indent=1))
    else:
        for name, value in found.items():
            print(f"{name:26} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

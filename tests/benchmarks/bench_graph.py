"""How long graphs take: layout, the first paint in a view, folding, and frames while panning and zooming.

Synthetic models of 2,000 to 100,000 nodes, everything unfolded, at 1200 x 800 drawn in software
(Qt's offscreen platform). Every frame counts from the event to the painted pixels; beside the clock
stands the processor time of the GUI thread, which other programs do not disturb.
Run: `python -m tests.benchmarks.bench_graph [--json]`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np

from explorer.analysis.graph_layout import LAYERED, layout_graph
from explorer.analysis.graph_tree import drawn_tree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from tests.made_graphs import chain, layered_model, make_graph, table_of, visible_nodes

LAYERS = {2_000: 285, 20_000: 2_857, 50_000: 7_142, 100_000: 14_285}
FRAMES = 60
MINUTE = 3_600  # frames at 60 a second
BUDGET = {
    "layout_100000_s": 0.5,
    "n_against_2n": 2.2,
    "frame_median_ms": 16,
    "frame_worst_ms": 50,
    "fold_to_painted_ms": 100,
    "first_paint_2000_ms": 150,
    "hover_ms": 2,
    "memory_over_idle_mib": 250,
}
WIDTH, HEIGHT = 1200, 800


def layout_seconds(graph: ObjectGraph, form: str = "auto", rounds: int = 3) -> float:
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


def resident_mib() -> float:
    """Memory of this process now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def frames(canvas, moves: Iterable[Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of whole frames: by the clock, and by the processor where others use it too."""
    took, worked = [], []
    for move in moves:
        begun, work = time.perf_counter(), time.thread_time()
        move()
        canvas.repaint()
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.thread_time() - work) * 1000)
    return {
        "median": round(statistics.median(took), 1),
        "p99": round(float(np.percentile(took, 99)), 1),
        "worst": round(max(took), 1),
        "cpu_median": round(statistics.median(worked), 1),
        "cpu_worst": round(max(worked), 1),
    }


class Window:
    """A graph view of 1200 x 800 over a session, with a graph made by hand."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from explorer.gui.app import make_app
        from explorer.gui.graph.graph_view import GraphView
        from explorer.gui.session import Session
        from explorer.gui.theme import apply_theme

        self.app = QApplication.instance() or make_app()
        apply_theme(self.app, "light")
        self.session = Session()
        self.view = GraphView(self.session)
        self.canvas = self.view.canvas
        self.canvas.sparks = lambda nodes: {}  # graphs made by hand have no values to read
        self.view.resize(WIDTH + 40, HEIGHT + 140)
        self.view.show()
        self.canvas.setFixedSize(WIDTH, HEIGHT)
        self.view.activate()
        self.app.processEvents()

    def show(self, graph: ObjectGraph) -> float:
        """Open a graph; milliseconds until its first frame was painted. Its structure is there already."""
        rows = int(graph.row.max()) + 1
        self.session.newer = SimpleNamespace(
            graph=graph,
            table=table_of([f"key/{row}" for row in range(rows)]),
            name="made",
            prefix="made",
            variable=lambda key: SimpleNamespace(node=None),
        )
        before, begun = self.canvas.scene, time.perf_counter()
        self.session.newer_changed.emit(self.session.newer)
        self._until_painted(before)
        took = (time.perf_counter() - begun) * 1000
        self.rest()
        return took

    def unfold(self) -> float:
        """Unfold everything; milliseconds until the first frame of it."""
        before, begun = self.canvas.scene, time.perf_counter()
        self.view.unfold_all()
        self._until_painted(before)
        took = (time.perf_counter() - begun) * 1000
        self.rest()
        return took

    def fold(self, node: int, rounds: int = 8) -> dict[str, float]:
        """Press the key that folds and unfolds a node; milliseconds to the first frame of the new drawing."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.session.select("", node)
        self.canvas.select(node)
        self.canvas.show_node(node, fly=False)
        self.app.processEvents()
        took, worked = [], []
        for _ in range(rounds):
            before, begun, work = self.canvas.scene, time.perf_counter(), time.process_time()
            QTest.keyClick(self.canvas, Qt.Key.Key_Space)
            self._until_painted(before)
            took.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - work) * 1000)
            self.rest()
        return {
            "best": round(min(took), 1),
            "median": round(statistics.median(took), 1),
            "worst": round(max(took), 1),
            "cpu_best": round(min(worked), 1),  # of the whole process: the drawing is made by another thread
            "cpu_median": round(statistics.median(worked), 1),
        }

    def _until_painted(self, before: object) -> None:
        """Wait as an idle window waits: asleep until something happens, so that the work has the processor."""
        from PySide6.QtCore import QEventLoop

        while self.canvas.scene is before or self.canvas.scene is None:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.canvas.repaint()

    def rest(self) -> None:
        """Run the event loop until nothing is on its way."""
        deadline = time.monotonic() + 60
        while self.view.is_busy() and time.monotonic() < deadline:
            self.app.processEvents()
            time.sleep(0.0005)
        self.app.processEvents()

    def close(self) -> None:
        """Give everything back."""
        self.view.close()
        self.session.pool.close()


def window_figures(graph: ObjectGraph) -> dict[str, object]:
    """First paint, the longest stop of the GUI thread, folding, frames at several zooms, a minute of moves, hover."""
    from PySide6.QtCore import QTimer

    window = Window()
    idle = resident_mib()
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(1)
    result: dict[str, object] = {
        "first_paint_ms": round(window.show(graph), 1),
        "unfolded_paint_ms": round(window.unfold(), 1),
    }
    gaps = np.diff(beats) * 1000
    timer.stop()
    canvas = window.canvas
    layers = np.flatnonzero(graph.role == ROLES.index("layer"))
    result |= {
        "longest_gui_gap_ms": round(float(gaps.max()), 1) if len(gaps) else None,
        "visible": canvas.scene.drawing.count,
        "fold_to_painted_ms": window.fold(int(layers[len(layers) // 2])),
    }
    result |= frame_figures(canvas)
    result["minute_ms"] = a_minute(canvas)
    result["hover_ms"] = hovering(canvas)
    result["memory_over_idle_mib"] = round(resident_mib() - idle)
    window.close()
    return result


def frame_figures(canvas) -> dict[str, object]:
    """Frames around the zooms where the picture changes its kind, and the first one after a jump."""
    from PySide6.QtCore import QPointF

    result: dict[str, object] = {}
    left, top, right, bottom = canvas.scene.drawing.layout.bounds
    ways = [(9, 4), (-7, 11), (3, -13), (-12, -6)]
    for zoom in (None, 0.16, 0.36, 0.5, 0.8, 4.0):
        canvas.fit()
        if zoom:
            canvas.zoom_by(zoom / canvas.zoom, smooth=False)
            canvas.centre_on((left + right) / 2, (top + bottom) / 2)
        canvas.repaint()
        name = f"{zoom:.0%}" if zoom else "overview"
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
        chance = random.Random(7)
        places = [(chance.uniform(left, right), chance.uniform(top, bottom)) for _ in range(20)]
        result[f"jump_{name}_ms"] = frames(canvas, [partial(canvas.centre_on, *place) for place in places])
    return result


def a_minute(canvas) -> dict[str, float]:
    """A scripted minute as a reader moves: drags that glide on, wheel turns, jumps, fits."""
    from PySide6.QtCore import QPointF

    chance = random.Random(3)
    left, top, right, bottom = canvas.scene.drawing.layout.bounds
    moves: list[Callable[[], object]] = []
    while len(moves) < MINUTE:
        kind = chance.choice(("drag", "drag", "wheel", "wheel", "jump", "fit"))
        if kind == "drag":
            x, y = chance.uniform(-60, 60), chance.uniform(-40, 40)
            for step in range(60):
                slower = 0.93 ** max(0, step - 20)
                moves.append(lambda x=x * slower, y=y * slower: canvas.pan_by(x, y))
        elif kind == "wheel":
            factor = 1.25 if chance.random() < 0.6 else 0.8
            at = QPointF(chance.uniform(100, 1100), chance.uniform(100, 700))
            moves += [lambda f=factor**0.2, at=at: canvas.zoom_by(f, at, smooth=False)] * 25
        elif kind == "jump":
            x, y = chance.uniform(left, right), chance.uniform(top, bottom)
            moves.append(lambda x=x, y=y: canvas.centre_on(x, y))
        else:
            moves.append(canvas.fit)
    return frames(canvas, moves[:MINUTE])


def hovering(canvas) -> dict[str, float]:
    """Mouse moves without a button, all over the canvas; the frame they may cause not counted."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    chance, took, worked = random.Random(1), [], []
    none, still = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for zoom in (0.1, 0.5, 1.0):
        canvas.zoom_by(zoom / canvas.zoom, smooth=False)
        canvas.repaint()
        for _ in range(200):
            place = QPointF(chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT))
            event = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, still)
            begun, work = time.perf_counter(), time.thread_time()
            QApplication.sendEvent(canvas, event)
            took.append((time.perf_counter() - begun) * 1000)
            worked.append((time.thread_time() - work) * 1000)
    return {
        "median": round(statistics.median(took), 3),
        "worst": round(max(took), 3),
        "cpu_worst": round(max(worked), 3),
    }


def shared_model(layers: int, further: int) -> ObjectGraph:
    """A layered model whose variables some layers, and one list, name a second time: so many further edges."""
    graph, chance = layered_model(layers), random.Random(5)
    roles = [ROLES[role] for role in graph.role.tolist()]
    ends = zip(graph.edge_source.tolist(), graph.edge_name, graph.edge_target.tolist(), strict=True)
    edges = list(ends)
    listed = len(roles)
    roles.append("container")
    edges.append((0, "listed", listed))
    variables = [node for node, role in enumerate(roles) if role == "variable"]
    sources = [node for node, role in enumerate(roles) if role == "layer"]
    for number in range(further):
        source = listed if number % 2 else chance.choice(sources)
        edges.append((source, f"further_{number}", chance.choice(variables)))
    slots = zip(
        graph.slot_optimizer.tolist(), graph.slot_variable.tolist(), graph.slot_name,
        graph.slot_node.tolist(), strict=True,
    )  # fmt: skip
    rows = {node: row for node, row in enumerate(graph.row.tolist()) if row >= 0}
    return make_graph(roles, edges, list(slots), rows=rows)


def curve_figures() -> dict[str, object]:
    """Frames with thousands of further edges in sight."""
    window = Window()
    window.show(shared_model(285, 4_500))
    window.unfold()
    canvas = window.canvas
    canvas.fit()
    result: dict[str, object] = {"curves": len(canvas.scene.drawing.edges.kind)}
    result["segments"] = len(canvas.scene.drawing.edges.curve)
    result |= frame_figures(canvas)
    window.close()
    return result


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
    for nodes in (2_000, 20_000, 100_000):
        found[f"window_{nodes}"] = window_figures(graphs[nodes])
    found["window_curves"] = curve_figures()
    if arguments.json:
        print(json.dumps(found, indent=1))
        return 0
    for name, value in found.items():
        if isinstance(value, dict):
            print(name)
            for inner, figure in value.items():
                print(f"  {inner:24} {figure}")
        else:
            print(f"{name:26} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

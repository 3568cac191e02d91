"""What the graph view writes: the picture as PNG and SVG, the graph as DOT, GraphML and JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QImage

from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.graph_source import LoadedGraph
from explorer.gui.graph.painter import GraphPainter, Viewport
from explorer.gui.graph.scene import GraphScene
from explorer.gui.view import ViewExport
from explorer.report.atomic import atomic_write
from explorer.report.graph_files import graph_text
from explorer.report.graph_svg import graph_svg
from explorer.task import QUIET, Task

LARGEST_PICTURE = 8_000  # pixels a side
SHARPNESS = 2.0  # pixels per unit of the drawing


def graph_exports(loaded: LoadedGraph, scene: GraphScene, canvas: GraphCanvas) -> tuple[ViewExport, ...]:
    """The offers for Ctrl+E."""
    name = loaded.checkpoint.name

    def write_svg(path: Path, task: Task = QUIET) -> None:
        _write(
            path, graph_svg(scene.drawing, scene.palette, scene.colouring, f"Object graph of {name}", task)
        )

    def as_text(kind: str) -> Callable[[Path, Task], None]:
        return lambda path, task=QUIET: _write(path, graph_text(loaded.checkpoint, kind, task))

    return (
        ViewExport("Graph as shown, picture", ".png", lambda path, task=QUIET: write_png(path, canvas), True),
        ViewExport(
            "Whole graph, picture", ".png", lambda path, task=QUIET: write_whole_png(path, scene), True
        ),
        ViewExport("Graph as SVG, text as text", ".svg", write_svg),
        ViewExport("Every node for Graphviz", ".dot", as_text("dot")),
        ViewExport("Every node as GraphML", ".graphml", as_text("graphml")),
        ViewExport("Every node as node-link JSON", ".json", as_text("json")),
    )


def write_png(path: Path, canvas: GraphCanvas) -> None:
    """What the canvas shows."""
    _write_image(path, canvas.grab().toImage())


def write_whole_png(path: Path, scene: GraphScene) -> None:
    """Everything, at twice the drawing's size or as large as a picture may be."""
    left, top, right, bottom = scene.drawing.layout.bounds
    margin = 24.0
    wide, high = right - left + 2 * margin, bottom - top + 2 * margin
    scale = min(SHARPNESS, LARGEST_PICTURE / max(wide, high))
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    view = Viewport(scale, (margin - left) * scale, (margin - top) * scale, min(scale, SHARPNESS))
    GraphPainter().paint(image, QRect(0, 0, width, height), scene, Viewport(scale, view.x, view.y, 1.0))
    _write_image(path, image)


def _write_image(path: Path, image: QImage) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    with atomic_write(path, binary=True) as file:
        file.write(bytes(buffer.data()))


def _write(path: Path, text: str) -> None:
    with atomic_write(path) as file:
        file.write(text)

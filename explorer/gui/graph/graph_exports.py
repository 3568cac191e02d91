"""What the graph view writes: PNG, SVG, DOT, GraphML and JSON, each of the whole, of what is shown, or of a selection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice

from explorer.analysis.graph_layout import LEFT_RIGHT
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.colour_wish import ColourWish, categories_of, colour_scene
from explorer.gui.graph.graph_source import LoadedGraph, draw_scene, measured_fonts
from explorer.gui.graph.scene import GraphScene
from explorer.gui.view import ExportQuestion, ViewExport
from explorer.report.atomic import atomic_write
from explorer.report.graph_colours import with_counts_of_part
from explorer.report.graph_drawing import Fonts
from explorer.report.graph_files import category_colours, part_pieces
from explorer.report.graph_parts import (
    SELECTION,
    VISIBLE,
    WHOLE,
    GraphPart,
    nodes_inside,
    selected_part,
    visible_part,
    whole_part,
)
from explorer.report.graph_svg import PictureLook, svg_pieces
from explorer.report.numbers import display_name, format_counted
from explorer.report.palette import Palette, palette
from explorer.task import Task

ON_SCREEN = "screen"
AS_IN_WINDOW, LIGHT, DARK, TRANSPARENT = "window", "light", "dark", "transparent"
SCALES = {"1x": 1.0, "2x": 2.0, "print": 300 / 96}
_NAME_PARTS = {WHOLE: "whole-graph", VISIBLE: "graph", SELECTION: "graph-selection", ON_SCREEN: "graph-view"}
_BACKGROUND = ExportQuestion(
    "graph_background",
    "Background",
    (
        (AS_IN_WINDOW, "As in the window", ""),
        (LIGHT, "Light", ""),
        (DARK, "Dark", ""),
        (TRANSPARENT, "Transparent", ""),
    ),
)
_SIZE = ExportQuestion(
    "graph_size",
    "Size",
    (
        ("2x", "At 200 %, sharp on any screen", ""),
        ("1x", "At 100 %", ""),
        ("print", "For print: 300 dots per inch", ""),
    ),
)
_KINDS = (
    ("Graph as picture (PNG)", "png"),
    ("Graph as SVG, text as text", "svg"),
    ("Graph for Graphviz (DOT)", "dot"),
    ("Graph as GraphML, for yEd and Gephi", "graphml"),
    ("Graph as node-link JSON", "json"),
)


@dataclass(frozen=True)
class _Source:
    """What is exported, as it was when somebody asked; read by a worker."""

    loaded: LoadedGraph
    scene: GraphScene
    wish: ColourWish
    fonts: Fonts
    chosen: frozenset[int]  # nodes, with all that belongs to them


def graph_exports(
    loaded: LoadedGraph, scene: GraphScene, canvas: GraphCanvas, wish: ColourWish
) -> tuple[ViewExport, ...]:
    """The offers for Ctrl+E: one a format, with questions."""
    drawing = scene.drawing
    chosen = canvas.chosen
    if len(chosen) <= 1:
        top = next(iter(chosen), canvas.selected)
        chosen = frozenset() if top < 0 else frozenset((top, *drawing.tree.below(top)))
    source = _Source(loaded, scene, wish, measured_fonts(), nodes_inside(drawing, chosen))
    return tuple(_export(source, canvas, label, kind) for label, kind in _KINDS)


def _export(source: _Source, canvas: GraphCanvas, label: str, kind: str) -> ViewExport:
    questions = [_scopes(source, has_screen=kind == "png")]
    if kind in ("png", "svg", "dot"):
        questions.append(_BACKGROUND)
    if kind == "png":
        questions.append(_SIZE)

    def answered(answers: Mapping[str, str]) -> ViewExport:
        scope = answers[questions[0].id]
        if scope == ON_SCREEN and kind != "png":
            scope = VISIBLE
        plain = ViewExport(
            label, f".{kind}", _writer(source, kind, scope, answers), name_part=_NAME_PARTS[scope]
        )
        if scope == ON_SCREEN:
            return replace(plain, write=lambda path, task: _write_screen(path, canvas), on_gui_thread=True)
        return plain

    return replace(answered({"graph_scope": VISIBLE}), questions=tuple(questions), answered=answered)


def _scopes(source: _Source, *, has_screen: bool) -> ExportQuestion:
    drawing = source.scene.drawing
    shown, chosen = format_counted(drawing.count, "node"), format_counted(len(source.chosen), "node")
    folded = int(drawing.inside.sum())
    answers = [
        (VISIBLE, f"As shown: {shown}" + (", the rest folded" if folded else ""), ""),
        (WHOLE, f"The whole graph: {format_counted(source.loaded.graph.node_count, 'node')}", ""),
        (SELECTION, f"The selection: {chosen}" if source.chosen else "The selection",
         "" if source.chosen else "nothing is selected"),
    ]  # fmt: skip
    answers.append((ON_SCREEN, "The part on the screen", "" if has_screen else "pictures only"))
    return ExportQuestion("graph_scope", "What", tuple(answers))


def _writer(
    source: _Source, kind: str, scope: str, answers: Mapping[str, str]
) -> Callable[[Path, Task], str | None]:
    background = answers.get(_BACKGROUND.id, AS_IN_WINDOW)
    scale = SCALES.get(answers.get(_SIZE.id, ""), 2.0)

    def write(path: Path, task: Task) -> str | None:
        theme = _theme(source, background)
        is_transparent = background == TRANSPARENT
        if kind not in ("png", "svg"):
            return _write_text(path, _text(source, kind, scope, theme, is_transparent, task))
        scene = _scene(source, scope, theme, task)
        loaded, drawing = source.loaded, scene.drawing
        look = PictureLook(
            theme,
            with_counts_of_part(
                scene.colouring, drawing, categories_of(loaded, source.wish), theme, loaded.table
            ),
            f"Object graph of {display_name(loaded.checkpoint.name)}",
            f"{format_counted(drawing.count, 'node')}, coloured by {scene.colouring.mode}",
            is_transparent,
            source.wish.hidden if source.wish.is_dimming else frozenset(),
        )
        if kind == "svg":
            return _write_text(path, svg_pieces(drawing, look, task))
        from explorer.gui.graph.graph_picture import write_picture

        return write_picture(path, drawing, look, scale, task)

    return write


def _theme(source: _Source, background: str) -> Palette:
    now = source.scene.palette
    if background not in (LIGHT, DARK):
        return now
    return palette(background == DARK, now.colour_blind)


def _scene(source: _Source, scope: str, theme: Palette, task: Task) -> GraphScene:
    """What a picture of the scope shows."""
    loaded, scene, wish = source.loaded, source.scene, source.wish
    if scope == VISIBLE:
        return scene if theme is scene.palette else colour_scene(loaded, scene.drawing, wish, theme, task)
    kept = source.chosen if scope == SELECTION else None
    helpers = scope == WHOLE or scene.drawing.state.show_helpers
    state = replace(scene.drawing.state, collapsed=frozenset(), root=0, kept=kept, show_helpers=helpers)
    return draw_scene(loaded, state, source.fonts, wish, theme, task=task)


def _text(
    source: _Source, kind: str, scope: str, theme: Palette, is_transparent: bool, task: Task
) -> Iterator[str]:
    loaded = source.loaded
    part = _part(source, kind, scope)
    return part_pieces(
        part, kind, loaded.table, category_colours(part, categories_of(loaded, source.wish), theme), theme,
        title=f"Object graph of {display_name(loaded.checkpoint.name)}",
        is_top_down=source.scene.drawing.layout.orientation != LEFT_RIGHT,
        background="" if is_transparent else theme.canvas, task=task,
    )  # fmt: skip


def _part(source: _Source, kind: str, scope: str) -> GraphPart:
    if scope == VISIBLE:
        return visible_part(source.scene.drawing)
    if scope == SELECTION:
        return selected_part(source.loaded.graph, source.chosen)
    # As JSON the whole is what the file holds, without what only another side has.
    return whole_part(source.loaded.checkpoint.graph if kind == "json" else source.loaded.graph)


def _write_text(path: Path, pieces: Iterator[str]) -> None:
    with atomic_write(path) as file:
        for piece in pieces:
            file.write(piece)


def _write_screen(path: Path, canvas: GraphCanvas) -> None:
    """What the canvas shows, as it shows it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    canvas.grab().toImage().save(buffer, "PNG")
    with atomic_write(path, binary=True) as file:
        file.write(bytes(buffer.data()))

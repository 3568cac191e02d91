"""A graph drawing as SVG: the window's picture with text as text, for papers and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_edges import HEAD_SIZE, OWNER, SHARED
from explorer.analysis.graph_layout import BELOW_TOP, NODE_RADIUS
from explorer.checkpoints.roles import ROLE_CODE
from explorer.errors import ExplorerError
from explorer.report.graph_colours import Colouring, LegendEntry, ring_colour
from explorer.report.graph_colours.colouring import HOLLOW
from explorer.report.graph_drawing import DETAIL_PX, NAME_PX, GraphDrawing
from explorer.report.numbers import display_name, format_count
from explorer.report.palette import Palette, contrast, mix
from explorer.task import QUIET, Task

MARGIN, HEAD_HEIGHT, LEGEND_ROW = 24.0, 46.0, 24.0
NARROWEST = 420.0
FONT = "Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
ELEMENTS_A_PIECE = 2_048
MOST_NODES = 300_000  # no viewer opens more
STRONGER, STRONGEST = 0.35, 2.1  # an edge that stands for ten is so much wider, at most so many times
PILED = {
    "small circle": "circle",
    "dot": "small circle",
}  # cards of a pile are large enough to be seen as such
OWNER_FADE = 0.35  # edges from optimizers step back behind those from variables to slots
FADED = 0.78  # how far nodes of kinds that were switched off go towards the background


@dataclass(frozen=True)
class PictureLook:
    """What a picture looks like apart from what it shows."""

    palette: Palette
    colouring: Colouring
    title: str = ""
    subtitle: str = ""
    is_transparent: bool = False
    hidden: frozenset[int] = frozenset()  # categories that were switched off in the legend


@dataclass(frozen=True)
class Frame:
    """Where things stand around a drawing, in its own units."""

    left: float
    top: float
    width: float
    height: float
    legend: tuple[tuple[LegendEntry, str, float, float], ...]  # entry, its text, left end and middle


def frame_of(drawing: GraphDrawing, look: PictureLook) -> Frame:
    """Room for a title above the drawing and a legend below it, as many rows as it takes."""
    left, top, right, bottom = _bounds(drawing)
    head = HEAD_HEIGHT if look.title else 0.0
    wide = max(right - left, NARROWEST)
    x, y = left, bottom + MARGIN + LEGEND_ROW / 2
    legend = []
    for entry in look.colouring.entries:
        if not entry.count:
            continue
        text = _legend_text(look.colouring.mode, entry)
        needs = 34 + 7.0 * len(text)
        if x > left and x + needs > left + wide:
            x, y = left, y + LEGEND_ROW
        legend.append((entry, text, x, y))
        x += needs
    return Frame(
        left - MARGIN,
        top - MARGIN - head,
        wide + 2 * MARGIN,
        y + LEGEND_ROW / 2 + MARGIN / 2 - top + MARGIN + head,
        tuple(legend),
    )


def svg_pieces(drawing: GraphDrawing, look: PictureLook, task: Task = QUIET) -> Iterator[str]:
    """The drawing with title and legend. Every text is escaped; nothing in it is active."""
    if drawing.count > MOST_NODES:
        raise ExplorerError(
            f"{format_count(drawing.count)} nodes are too many for a picture",
            hint="Fold some of them, or write the graph as DOT, GraphML or JSON.",
        )
    return _svg(drawing, look, frame_of(drawing, look), task)


def _svg(drawing: GraphDrawing, look: PictureLook, frame: Frame, task: Task) -> Iterator[str]:
    colours = look.palette
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width:.0f}" height="{frame.height:.0f}"'
        f' viewBox="{frame.left:.1f} {frame.top:.1f} {frame.width:.1f} {frame.height:.1f}"'
        f' font-family="{FONT}">\n<title>{_text(look.title or "Object graph")}</title>\n'
    )
    if not look.is_transparent:
        yield (
            f'<rect x="{frame.left:.1f}" y="{frame.top:.1f}" width="100%" height="100%"'
            f' fill="{colours.canvas}"/>\n'
        )
    if look.title:
        x, y = frame.left + MARGIN, frame.top + MARGIN
        yield (
            f'<text x="{x:.1f}" y="{y + 10:.1f}" font-size="16" font-weight="600"'
            f' fill="{colours.text}">{_text(look.title)}</text>\n'
            f'<text x="{x:.1f}" y="{y + 29:.1f}" font-size="12" fill="{colours.muted}">{_text(look.subtitle)}</text>\n'
        )
    steps = (
        ("Drawing edges", _lines(drawing, colours)),
        ("Drawing edges", _curves(drawing, colours)),
        ("Drawing edges", _edge_names(drawing, look)),
        ("Drawing edges", _heads(drawing, colours)),
        ("Drawing nodes", _nodes(drawing, look)),
        ("Writing names", _names(drawing, look)),
        ("Writing names", _details(drawing, look)),
        ("Writing the legend", _legend(look, frame)),
    )
    for step, (doing, elements) in enumerate(steps):
        while some := list(islice(elements, ELEMENTS_A_PIECE)):
            task.report(step, len(steps), doing)
            yield "\n".join(some) + "\n"
    yield "</svg>\n"


def shape_svg(shape: str, x: float, y: float, radius: float, paint: str) -> str:
    """One node's shape; `paint` is the attributes that colour it."""
    if shape in ("rounded square", "small square"):
        half = radius * (0.95 if shape == "rounded square" else 0.62)
        corner = half * (0.45 if shape == "rounded square" else 0.15)
        return (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}"'
            f' rx="{corner:.1f}" {paint}/>'
        )
    if shape == "diamond":
        return f'<path d="M{x:.1f} {y - radius:.1f}l{radius} {radius}l{-radius} {radius}l{-radius} {-radius}z" {paint}/>'
    if shape == "triangle":
        wide, high = radius * 0.95, radius * 1.7
        return f'<path d="M{x:.1f} {y - wide:.1f}l{wide:.2f} {high:.2f}h{-2 * wide:.2f}z" {paint}/>'
    size = radius * {"circle": 1.0, "small circle": 0.68, "dot": 0.48}.get(shape, 1.0)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {paint}/>'


def _bounds(drawing: GraphDrawing) -> tuple[float, float, float, float]:
    """Of the nodes, their texts, and the curves."""
    bounds = drawing.layout.bounds
    curves = drawing.edges.curve
    if not len(curves):
        return bounds
    across, along = curves[:, 0::2], curves[:, 1::2]
    return (
        min(bounds[0], float(across.min())),
        min(bounds[1], float(along.min())),
        max(bounds[2], float(across.max())),
        max(bounds[3], float(along.max())),
    )


def node_fills(look: PictureLook) -> list[str]:
    """The colour of each category of a colouring, that of nodes without one last."""
    fills = [entry.colour for entry in look.colouring.entries]
    fills = [
        mix(colour, look.palette.canvas, FADED) if code in look.hidden else colour
        for code, colour in enumerate(fills)
    ]
    return [*fills, look.colouring.quiet]


def _ink(fill: str) -> str:
    """White or black, whichever can be read on a colour."""
    return max(("#FFFFFF", "#101418"), key=lambda ink: contrast(ink, fill))


def _text(text: str) -> str:
    return escape(display_name(text, 4000))


def _lines(drawing: GraphDrawing, colours: Palette) -> Iterator[str]:
    layout = drawing.layout
    if not len(layout.line):
        return
    role = drawing.graph.role[layout.node[layout.line_child]]
    for chosen, colour, dash in (
        (role != ROLE_CODE["slot"], mix(colours.muted, colours.canvas, 0.3), ""),
        (role == ROLE_CODE["slot"], colours.role("slot"), ' stroke-dasharray="4 3"'),
    ):
        lines = layout.line[chosen]
        for start in range(0, len(lines), ELEMENTS_A_PIECE):
            some = lines[start : start + ELEMENTS_A_PIECE].tolist()
            path = "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for a, b, c, d in some)
            yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.2"{dash}/>'


def _curves(drawing: GraphDrawing, colours: Palette) -> Iterator[str]:
    edges, layout = drawing.edges, drawing.layout
    plain = colours.as_mark(mix(colours.muted, colours.canvas, 0.25))
    slot = colours.role("slot")
    to_slot = drawing.graph.role[layout.node[edges.target]] == ROLE_CODE["slot"] if len(edges.kind) else []
    for index in np.flatnonzero(np.diff(edges.first)).tolist():  # the others run over stems of these
        segments = edges.curve[edges.first[index] : edges.first[index + 1]]
        dashed = bool(to_slot[index])
        colour = plain if not dashed else slot
        if edges.kind[index] == OWNER or (edges.kind[index] == SHARED and dashed):
            colour = mix(slot, colours.canvas, OWNER_FADE)
        dash = ' stroke-dasharray="4 3"' if dashed or edges.kind[index] == OWNER else ""
        strong = strengths_of(edges.segment_times[edges.first[index] : edges.first[index + 1]])
        for part in np.split(np.arange(len(segments)), np.flatnonzero(np.diff(strong)) + 1):
            points = segments[part].tolist()
            path = "M{:.1f} {:.1f}".format(*points[0][:2]) + "".join(
                "C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*four[2:]) for four in points
            )
            width = 1.3 * strong[part[0]]
            yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.2g}"{dash}/>'


def _heads(drawing: GraphDrawing, colours: Palette) -> Iterator[str]:
    """Above the names: the one of the edge to the same node lies close to it."""
    heads = drawing.edges.heads
    plain = colours.as_mark(mix(colours.muted, colours.canvas, 0.25))
    slot = mix(colours.role("slot"), colours.canvas, OWNER_FADE)
    is_slot = drawing.graph.role[drawing.layout.node[drawing.edges.target[heads.edge]]] == ROLE_CODE["slot"]
    for dashed, corners in zip(is_slot.tolist(), heads.corners(HEAD_SIZE).tolist(), strict=True):
        (a, b), (c, d), (e, f) = corners
        colour = slot if dashed else plain
        yield f'<path d="M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}L{e:.1f} {f:.1f}z" fill="{colour}"/>'


def strengths_of(times: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """[c] how many times as wide as for one edge; in steps, so that a stem is not a path a segment."""
    stronger = np.round(2 * np.log10(np.maximum(times, 1))) / 2
    result: npt.NDArray[np.float64] = np.minimum(1 + STRONGER * stronger, STRONGEST)
    return result


def _edge_names(drawing: GraphDrawing, look: PictureLook) -> Iterator[str]:
    colours = look.palette
    yield f'<g font-size="{DETAIL_PX}" fill="{colours.muted}" text-anchor="middle">'
    for index in np.flatnonzero(~np.isnan(drawing.edge_box[:, 0])).tolist():
        left, top, right, bottom = drawing.edge_box[index].tolist()
        if not drawing.edge_label[index]:
            continue
        halo = "" if look.is_transparent else (
            f'<rect x="{left - 1:.1f}" y="{top + 1:.1f}" width="{right - left + 2:.1f}"'
            f' height="{bottom - top - 2:.1f}" fill="{colours.canvas}"/>'
        )  # fmt: skip
        yield (
            f'{halo}<text x="{(left + right) / 2:.1f}" y="{(top + bottom) / 2 + 3.9:.1f}">'
            f"{_text(drawing.edge_label[index])}</text>"
        )
    yield "</g>"


def _nodes(drawing: GraphDrawing, look: PictureLook) -> Iterator[str]:
    layout, colours, colouring = drawing.layout, look.palette, look.colouring
    fills = node_fills(look)
    columns = (layout.x, layout.y, colouring.code, drawing.inside, drawing.stack)
    for place, (x, y, code, inside, stack) in enumerate(
        zip(*(column.tolist() for column in columns), strict=True)
    ):
        shape, fill = colouring.shape[place], fills[code]
        if stack > 1:
            shape = PILED.get(shape, shape)
        if stack > 1:  # a pile of cards
            for away in (6.48, 3.24):
                card = f'fill="{mix(fill, colours.canvas, away / 11.6)}" stroke="{colours.canvas}" stroke-width="1.26"'
                yield shape_svg(shape.removeprefix(HOLLOW), x + away, y - away, NODE_RADIUS, card)
        elif inside:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11.4" fill="none" stroke="{fill}" stroke-width="1.4"/>'
        if shape.startswith(HOLLOW):  # only the other side has it
            rim = f'fill="{colours.canvas}" stroke="{fill}" stroke-width="1.4" stroke-dasharray="2 2"'
            yield shape_svg(shape.removeprefix(HOLLOW), x, y, NODE_RADIUS, rim)
        else:
            yield shape_svg(shape, x, y, NODE_RADIUS, f'fill="{fill}"')
        if mark := colouring.mark[place]:
            ink = fill if shape.startswith(HOLLOW) else _ink(fill)
            size = 9 if len(mark) == 1 else 6.5
            yield (
                f'<text x="{x:.1f}" y="{y + size * 0.36:.1f}" text-anchor="middle" font-size="{size}"'
                f' font-weight="600" fill="{ink}">{_text(mark)}</text>'
            )
        if colouring.ring[place]:
            bad = ring_colour(colours, colouring.ring_mark[place])
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13.5" fill="none" stroke="{bad}" stroke-width="2"/>'
            yield f'<circle cx="{x - 12.5:.1f}" cy="{y - 10:.1f}" r="7" fill="{bad}"/>'
            yield (
                f'<text x="{x - 12.5:.1f}" y="{y - 6.4:.1f}" text-anchor="middle" font-size="10" font-weight="700"'
                f' fill="{_ink(bad)}">{_text(colouring.ring_mark[place])}</text>'
            )


def _names(drawing: GraphDrawing, look: PictureLook) -> Iterator[str]:
    layout = drawing.layout
    yield f'<g font-size="{NAME_PX}" fill="{look.palette.text}">'
    stored = (drawing.graph.row[layout.node] >= 0).tolist()
    for place, (at, y, detail) in enumerate(_text_places(drawing)):
        height = (
            y + BELOW_TOP + 13
            if layout.label_below[place]
            else y - 2.5
            if detail and not layout.one_line
            else y + 4.6
        )
        weight = ' font-weight="600"' if stored[place] else ""
        behind = keeps = ""
        if layout.one_line and detail:
            keeps = ' xml:space="preserve"'  # the gap is two spaces: some readers know no shift within a line
            behind = f'<tspan font-size="{DETAIL_PX}" font-weight="400" fill="{look.palette.muted}">'
            behind += f"&#160;&#160;{_text(detail)}</tspan>"
        yield f'<text {at} y="{height:.1f}"{weight}{keeps}>{_text(drawing.label[place])}{behind}</text>'
    yield "</g>"


def _details(drawing: GraphDrawing, look: PictureLook) -> Iterator[str]:
    layout = drawing.layout
    if layout.one_line:  # they stand behind the names
        return
    yield f'<g font-size="{DETAIL_PX}" fill="{look.palette.muted}">'
    for place, (at, y, detail) in enumerate(_text_places(drawing)):
        if detail:
            height = y + BELOW_TOP + 28 if layout.label_below[place] else y + 12
            yield f'<text {at} y="{height:.1f}">{_text(detail)}</text>'
    yield "</g>"


def _text_places(drawing: GraphDrawing) -> Iterable[tuple[str, float, str]]:
    """Of each node: where its text begins or has its middle, the node's height, and the second line."""
    layout = drawing.layout
    columns = (layout.x.tolist(), layout.y.tolist(), layout.label_box[:, 0].tolist())
    for x, y, left, below, detail in zip(*columns, layout.label_below.tolist(), drawing.detail, strict=True):
        yield (f'x="{x:.1f}" text-anchor="middle"' if below else f'x="{left:.1f}"'), y, detail


def _legend_text(mode: str, entry: LegendEntry) -> str:
    name = "slot variable" if mode == "role" and entry.name == "slot" else entry.name
    mark = f"{entry.mark} " if entry.mark and mode != "role" else ""
    return f"{mark}{name} {format_count(entry.count) if mode == 'role' else entry.counted}"


def _legend(look: PictureLook, frame: Frame) -> Iterator[str]:
    fills = dict(zip(look.colouring.entries, node_fills(look), strict=False))
    for entry, text, x, y in frame.legend:
        yield shape_svg(entry.shape, x + 7, y, 6.2, f'fill="{fills[entry]}"')
        yield (
            f'<text x="{x + 20:.1f}" y="{y + 4.4:.1f}" font-size="12" fill="{look.palette.text}">'
            f"{_text(text)}</text>"
        )

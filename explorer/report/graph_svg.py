"""A graph drawing as SVG: the window's picture with text as text, for papers and pages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np

from explorer.analysis.graph_edges import OWNER, SHARED
from explorer.analysis.graph_layout import BELOW_TOP, NODE_RADIUS
from explorer.checkpoints.roles import ROLE_CODE
from explorer.report.graph_colours import Colouring, LegendEntry, colour_by_role, ring_colour
from explorer.report.graph_drawing import DETAIL_PX, NAME_PX, GraphDrawing
from explorer.report.numbers import display_name, format_count
from explorer.report.palette import Palette, mix, palette
from explorer.task import QUIET, Task

MARGIN, LEGEND_HEIGHT = 24.0, 40.0
FONT = "Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"


def graph_svg(
    drawing: GraphDrawing,
    colours: Palette | None = None,
    colouring: Colouring | None = None,
    title: str = "",
    task: Task = QUIET,
) -> str:
    """The whole drawing with its legend. Every text is escaped; nothing in it is active."""
    colours = colours or palette(False)
    colouring = colouring or colour_by_role(drawing, colours)
    left, top, right, bottom = drawing.layout.bounds
    entries = [entry for entry in colouring.entries if entry.count]
    legend_width = sum(34 + 7.2 * len(_legend_text(entry.name, entry.count)) for entry in entries) + MARGIN
    width = max(right - left, legend_width) + 2 * MARGIN
    height = bottom - top + 2 * MARGIN + LEGEND_HEIGHT
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
        f' viewBox="{left - MARGIN:.1f} {top - MARGIN:.1f} {width:.1f} {height:.1f}" font-family="{FONT}">',
        f"<title>{_text(title or 'Object graph')}</title>",
        f'<rect x="{left - MARGIN:.1f}" y="{top - MARGIN:.1f}" width="100%" height="100%" fill="{colours.canvas}"/>',
        *_lines(drawing, colours),
        *_curves(drawing, colours),
        *_edge_names(drawing, colours),
        *_nodes(drawing, colours, colouring, task),
        *_legend(entries, left, bottom + MARGIN, colours),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def shape_svg(shape: str, x: float, y: float, radius: float, colour: str) -> str:
    """One node's shape."""
    if shape in ("rounded square", "small square"):
        half = radius * (0.95 if shape == "rounded square" else 0.62)
        corner = half * (0.45 if shape == "rounded square" else 0.15)
        return (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}"'
            f' rx="{corner:.1f}" fill="{colour}"/>'
        )
    if shape == "diamond":
        return f'<path d="M{x:.1f} {y - radius:.1f}l{radius} {radius}l{-radius} {radius}l{-radius} {-radius}z" fill="{colour}"/>'
    if shape == "triangle":
        wide, high = radius * 0.95, radius * 1.7
        return f'<path d="M{x:.1f} {y - wide:.1f}l{wide:.2f} {high:.2f}h{-2 * wide:.2f}z" fill="{colour}"/>'
    size = radius * {"circle": 1.0, "small circle": 0.68, "dot": 0.48}.get(shape, 1.0)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}"/>'


def _text(text: str) -> str:
    return escape(display_name(text, 4000))


def _lines(drawing: GraphDrawing, colours: Palette) -> Iterable[str]:
    layout = drawing.layout
    if not len(layout.line):
        return
    role = drawing.graph.role[layout.node[layout.line_child]]
    for chosen, colour, dash in (
        (role != ROLE_CODE["slot"], mix(colours.muted, colours.canvas, 0.3), ""),
        (role == ROLE_CODE["slot"], colours.role("slot"), ' stroke-dasharray="4 3"'),
    ):
        path = "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for a, b, c, d in layout.line[chosen].tolist())
        if path:
            yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.2"{dash}/>'


def _curves(drawing: GraphDrawing, colours: Palette) -> Iterable[str]:
    edges, layout = drawing.edges, drawing.layout
    plain = colours.as_mark(mix(colours.muted, colours.canvas, 0.25))
    slot = colours.role("slot")
    to_slot = drawing.graph.role[layout.node[edges.target]] == ROLE_CODE["slot"] if len(edges.kind) else []
    points, first = edges.curve.tolist(), edges.first.tolist()
    for index, begin in enumerate(first[:-1]):
        dashed = bool(to_slot[index])
        colour = plain if not dashed else slot
        if edges.kind[index] == OWNER or (edges.kind[index] == SHARED and dashed):
            colour = mix(slot, colours.canvas, 0.5)
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        path = f"M{points[begin][0]:.1f} {points[begin][1]:.1f}C" + " ".join(
            f"{value:.1f}" for segment in points[begin : first[index + 1]] for value in segment[2:]
        )
        yield (f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.3"{dash}/>')


def _edge_names(drawing: GraphDrawing, colours: Palette) -> Iterable[str]:
    for index in np.flatnonzero(~np.isnan(drawing.edge_box[:, 0])).tolist():
        left, top, right, bottom = drawing.edge_box[index].tolist()
        if not drawing.edge_label[index]:
            continue
        yield (
            f'<rect x="{left - 1:.1f}" y="{top + 1:.1f}" width="{right - left + 2:.1f}"'
            f' height="{bottom - top - 2:.1f}" fill="{colours.canvas}"/>'
            f'<text x="{(left + right) / 2:.1f}" y="{(top + bottom) / 2 + 3.9:.1f}" text-anchor="middle"'
            f' font-size="{DETAIL_PX}" fill="{colours.muted}">{_text(drawing.edge_label[index])}</text>'
        )


def _nodes(drawing: GraphDrawing, colours: Palette, colouring: Colouring, task: Task) -> Iterable[str]:
    layout = drawing.layout
    fills = [entry.colour for entry in colouring.entries] + [colouring.quiet]
    for place, (x, y, code) in enumerate(
        zip(layout.x.tolist(), layout.y.tolist(), colouring.code.tolist(), strict=True)
    ):
        if not place % 4096:
            task.report(place, layout.count, "Drawing nodes")
        yield shape_svg(colouring.shape[place], x, y, NODE_RADIUS, fills[code])
        if drawing.inside[place]:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="12.2" fill="none" stroke="{fills[code]}" stroke-width="1.4"/>'
        if colouring.ring[place]:
            bad = ring_colour(colours, colouring.ring_mark[place])
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13.5" fill="none" stroke="{bad}" stroke-width="2"/>'
            yield (
                f'<text x="{x - 13:.1f}" y="{y - 9:.1f}" text-anchor="middle" font-size="12" font-weight="700"'
                f' fill="{bad}">{_text(colouring.ring_mark[place])}</text>'
            )
        detail = drawing.detail[place]
        if layout.label_below[place]:
            at, name_y, detail_y = f'x="{x:.1f}" text-anchor="middle"', y + BELOW_TOP + 13, y + BELOW_TOP + 28
        else:
            at = f'x="{layout.label_box[place, 0]:.1f}"'
            name_y, detail_y = (y - 2.5, y + 12) if detail else (y + 4.6, y)
        weight = ' font-weight="600"' if drawing.graph.row[layout.node[place]] >= 0 else ""
        yield f'<text {at} y="{name_y:.1f}" font-size="{NAME_PX}" fill="{colours.text}"{weight}>{_text(drawing.label[place])}</text>'
        if detail:
            yield f'<text {at} y="{detail_y:.1f}" font-size="{DETAIL_PX}" fill="{colours.muted}">{_text(detail)}</text>'


def _legend_text(name: str, count: int) -> str:
    return f"{'slot variable' if name == 'slot' else name} {format_count(count)}"


def _legend(entries: list[LegendEntry], left: float, top: float, colours: Palette) -> Iterable[str]:
    x, y = left, top + LEGEND_HEIGHT / 2 - 6
    for entry in entries:
        text = _legend_text(entry.name, entry.count)
        yield shape_svg(entry.shape, x + 7, y, 6.2, entry.colour)
        yield f'<text x="{x + 20:.1f}" y="{y + 4.4:.1f}" font-size="12" fill="{colours.text}">{_text(text)}</text>'
        x += 34 + 7.2 * len(text)

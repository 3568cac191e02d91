"""A graph for Graphviz: the colours, shapes and dashes of the window, every name as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.analysis.path_texts import path_finder
from explorer.checkpoints.roles import ROLE_CODE, ROLES
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_json import joined
from explorer.report.graph_parts import CHILD, SLOT, GraphPart, PartEdges
from explorer.report.numbers import display_name, format_count, format_shape
from explorer.report.palette import ROLE_SHAPE, Palette, contrast, mix
from explorer.task import QUIET, Task

FEW_OWNERS = 200  # edges from optimizers to slots
NAME_LIMIT = 200
_SMALL = ", margin=0.04, height=0.3"
_SHAPES = {
    "rounded square": 'shape=box, style="rounded,filled"',
    "circle": "shape=ellipse, style=filled",
    "diamond": "shape=diamond, style=filled",
    "small square": "shape=box, style=filled" + _SMALL,
    "triangle": "shape=triangle, style=filled",
    "small circle": "shape=ellipse, style=filled" + _SMALL,
    "dot": "shape=ellipse, style=filled" + _SMALL,
}


def dot_pieces(
    part: GraphPart,
    table: TensorTable | None,
    colours: Mapping[int, str],
    palette: Palette,
    *,
    title: str = "",
    is_top_down: bool = True,
    background: str = "",
    task: Task = QUIET,
) -> Iterator[str]:
    """Folded nodes have a second rim, piles of equal blocks a third; slot edges are dashed.

    Args:
        part: what is written.
        table: where dtypes and shapes are known from.
        colours: "#RRGGBB" of each node.
        palette: the colours of everything else.
        title: of the picture.
        is_top_down: the root on top, else on the left.
        background: "#RRGGBB"; transparent without it.
        task: told of progress, may cancel.
    """
    total = len(part.nodes) + part.edge_count
    text, muted = palette.text, palette.muted
    fonts = 'fontname="Inter, Helvetica, Arial, sans-serif"'
    yield (
        "digraph object_graph {\n"
        f'  graph [rankdir={"TB" if is_top_down else "LR"}, bgcolor="{background or "transparent"}", {fonts},'
        f' fontsize=13, fontcolor="{text}", labelloc=t, label={quoted(title)}];\n'
        f"  node [{fonts}, fontsize=11];\n"
        f'  edge [{fonts}, fontsize=9, fontcolor="{muted}", color="{_edge_colour(palette)}"];\n'
    )
    yield from joined(_nodes(part, table, colours, palette), "\n", total, 0, task)
    yield "\n"
    yield from joined(_edges(part, palette), "\n", total, len(part.nodes), task)
    yield "\n}\n"


def quoted(*lines: str) -> str:
    r"""A DOT string of some lines: quotes and backslashes doubled up, so that `\N`, `\G` and the like stay text."""
    safe = (
        # Graphviz reads "&lt;" as HTML does, also where nobody asked for HTML.
        display_name(line, NAME_LIMIT).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
        for line in lines
        if line
    )
    return '"' + "\\n".join(safe) + '"'


def _edge_colour(palette: Palette) -> str:
    return palette.as_mark(mix(palette.muted, palette.canvas, 0.25))


def _nodes(
    part: GraphPart, table: TensorTable | None, colours: Mapping[int, str], palette: Palette
) -> Iterator[str]:
    graph, path = part.graph, path_finder(part.graph)
    looks: dict[tuple[int, str], str] = {}
    columns = (part.nodes, graph.role[part.nodes], part.folded, part.alike)
    for node, role, folded, alike in zip(*(column.tolist() for column in columns), strict=True):
        colour = colours.get(node) or palette.role(ROLES[role])
        look = looks.get((role, colour))
        if look is None:
            ink = max(("#FFFFFF", "#101418"), key=lambda ink: contrast(ink, colour))
            look = looks[role, colour] = (
                f'class="{ROLES[role]}", {_SHAPES[ROLE_SHAPE[ROLES[role]]]}, color="{colour}",'
                f' fillcolor="{colour}", fontcolor="{ink}"'
            )
        rims = "" if not folded else f", peripheries={3 if alike > 1 else 2}"
        label, detail = part.texts.get(node) or (graph.label(node), _stored(part, table, node))
        tip = quoted(path(node) or "(root)")
        yield f"  n{node} [label={quoted(label, detail)}, tooltip={tip}, {look}{rims}];"


def _stored(part: GraphPart, table: TensorTable | None, node: int) -> str:
    row = int(part.graph.row[node])
    if table is None or not 0 <= row < len(table):
        return part.graph.class_name(node)
    return f"{data_type(int(table.dtype[row])).name} {format_shape(table.shape(row))}"


def _edges(part: GraphPart, palette: Palette) -> Iterator[str]:
    graph = part.graph
    for edges in (part.children, part.slots, part.owners):
        yield from _edges_of(
            part, edges, graph.edge_name if edges.kind == CHILD else graph.slot_name, palette
        )


def _edges_of(part: GraphPart, edges: PartEdges, names, palette: Palette) -> Iterator[str]:  # type: ignore[no-untyped-def]
    role, slot = part.graph.role, ROLE_CODE["slot"]
    orange = palette.role("slot")
    faded = mix(orange, palette.canvas, 0.35)
    # From an optimizer down to its slots as in a picture of ranks; many such edges would only slow dot down.
    pull = "weight=0" if len(edges.source) <= FEW_OWNERS else "constraint=false"
    for source, target, number, count, lifted, named in edges.rows():
        name = names[number] if named and edges.kind != "optimizer" else ""
        style = ""
        if edges.kind == SLOT:
            style = f', style=dashed, color="{orange}"'
        elif edges.kind != CHILD:
            style = f', style=dashed, color="{faded}", {pull}'
        elif role[target] == slot:
            style = ", style=dashed"
        told = quoted(name, f"× {format_count(count)}" if lifted and count > 1 else "")
        yield f"  n{source} -> n{target} [label={told}{style}];"

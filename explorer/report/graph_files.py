"""The object graph as text files: DOT, GraphML, SVG, JSON. Names come from a file: each format gets its own escaping."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from explorer.analysis.graph_networkx import graphml_text, node_link_data, short_path
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.json_shapes import ESCAPED, json_text
from explorer.report.numbers import display_name, escape_name, format_shape, is_utf8
from explorer.report.palette import palette
from explorer.task import QUIET, Task

FORMATS = ("dot", "graphml", "svg", "json")
DOT_NAME_LIMIT = 200
_DOT_SHAPES = {
    "rounded square": 'shape=box, style="rounded,filled"',
    "circle": "shape=ellipse, style=filled",
    "diamond": "shape=diamond, style=filled",
    "small square": "shape=box, style=filled, margin=0.04, height=0.3",
    "triangle": "shape=triangle, style=filled",
    "small circle": "shape=ellipse, style=filled, margin=0.04, height=0.3",
    "dot": "shape=ellipse, style=filled, margin=0.04, height=0.3",
}


def graph_text(checkpoint: Checkpoint, format: str, task: Task = QUIET) -> str:
    """The graph of a checkpoint (name-based: its scope tree) in one of `FORMATS`.

    SVG folds what the window would fold at first sight (repeated blocks of graphs with more than some
    thousand nodes); the other formats hold every node.
    """
    writers: dict[str, Callable[[], str]] = {
        "dot": lambda: dot_text(checkpoint.graph, checkpoint.table, task),
        "graphml": lambda: graphml_text(checkpoint.graph, escape_name, task),
        "svg": lambda: svg_text(checkpoint, task),
        "json": lambda: json_graph_text(checkpoint.graph, task),
    }
    if format not in writers:
        raise ExplorerError(f"there is no graph format {format!r}", hint=f"Formats: {', '.join(FORMATS)}.")
    return writers[format]()


def json_graph_text(graph: ObjectGraph, task: Task = QUIET) -> str:
    """Node-link data of networkx; names that are no UTF-8 are escaped and marked."""
    data = node_link_data(graph, task=task)
    for shape in (*data["nodes"], *data["edges"]):
        for field in ("path", "name"):
            if field in shape:
                _make_safe(shape, field)
        for attribute in shape.get("attributes", ()):
            for field in ("name", "full_name", "checkpoint_key"):
                _make_safe(attribute, field)
        shape.pop("key", None)  # networkx counts parallel edges here and does so again when reading
    data.pop("graph", None)
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _make_safe(shape: dict[str, object], field: str) -> None:
    name = str(shape[field])
    if not is_utf8(name):
        shape[field] = json_text(name)
        shape[ESCAPED] = True


def svg_text(checkpoint: Checkpoint, task: Task = QUIET) -> str:
    """The window's picture in its light colours."""
    from explorer.report.graph_drawing import draw_graph
    from explorer.report.graph_svg import graph_svg

    drawing = draw_graph(checkpoint.graph, checkpoint.table, task=task)
    return graph_svg(drawing, title=f"Object graph of {checkpoint.name}", task=task)


def dot_text(
    graph: ObjectGraph,
    table: TensorTable | None = None,
    task: Task = QUIET,
    nodes: Iterable[int] | None = None,
) -> str:
    """Graphviz: root on top, the guide's colours, slot edges dashed."""
    from explorer.report.palette import ROLE_SHAPE

    colours = palette(False)
    chosen = range(graph.node_count) if nodes is None else sorted(set(nodes))
    kept = set(chosen)
    lines = [
        "digraph object_graph {",
        "  rankdir=TB;",
        '  node [fontname="Helvetica", fontsize=11, fontcolor="#FFFFFF"];',
        '  edge [fontname="Helvetica", fontsize=9];',
    ]
    for done, node in enumerate(chosen):
        if not done % 4096:
            task.report(done, len(kept), "Writing nodes")
        role = graph.role_name(node)
        label = dot_quoted(graph.label(node), _stored(graph, table, node))
        tip = dot_quoted(short_path(graph, node) or "(root)")
        lines.append(
            f'  n{node} [label={label}, tooltip={tip}, class="{role}", {_DOT_SHAPES[ROLE_SHAPE[role]]},'
            f' color="{colours.role(role)}", fillcolor="{colours.role(role)}"];'
        )
    for source, target, name in zip(
        graph.edge_source.tolist(), graph.edge_target.tolist(), graph.edge_name, strict=True
    ):
        if source in kept and target in kept:
            lines.append(f"  n{source} -> n{target} [label={dot_quoted(name)}];")
    orange = colours.role("slot")
    for variable, slot, optimizer, name in zip(
        graph.slot_variable.tolist(), graph.slot_node.tolist(), graph.slot_optimizer.tolist(), graph.slot_name,
        strict=True,
    ):  # fmt: skip
        style = f'style=dashed, color="{orange}"'
        if variable in kept and slot in kept:
            lines.append(f"  n{variable} -> n{slot} [label={dot_quoted(name)}, {style}];")
        if optimizer in kept and slot in kept and graph.parent[slot] < 0:
            lines.append(f"  n{optimizer} -> n{slot} [{style}, constraint=false];")
    lines.append("}")
    return "\n".join(lines) + "\n"


def dot_quoted(*lines: str) -> str:
    r"""A DOT string of some lines: quotes and backslashes doubled up, so that `\N`, `\G` and the like stay text."""
    safe = (
        display_name(line, DOT_NAME_LIMIT).replace("\\", "\\\\").replace('"', '\\"') for line in lines if line
    )
    return '"' + "\\n".join(safe) + '"'


def _stored(graph: ObjectGraph, table: TensorTable | None, node: int) -> str:
    row = int(graph.row[node])
    if table is None or not 0 <= row < len(table):
        return ""
    return f"{data_type(int(table.dtype[row])).name} {format_shape(table.shape(row))}"

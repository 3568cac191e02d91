"""A graph drawing as an outline for a terminal: one line a node, its role or category as letter and colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.analysis.graph_edges import SHARED
from explorer.checkpoints.roles import ROLES
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours import BY_ROLE, Colouring
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import format_bytes, format_count, format_counted
from explorer.report.palette import ROLE_LETTER

TEE, LAST, BAR, NOTHING = "├─ ", "└─ ", "│  ", "   "
PLAIN_LINES = str.maketrans({"├": "|", "└": "`", "│": "|", "─": "-"})
DEEPEST = 60  # levels that are indented; a chain of thousands would leave no room for a name


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One node: what leads to it, a letter or sign with its colour, its name, and what stands behind it."""

    lead: str
    mark: str
    colour: str  # "#RRGGBB"
    role: str
    name: str
    detail: str


def outline(drawing: GraphDrawing, colouring: Colouring) -> Iterator[OutlineLine]:
    """The visible nodes in drawing order, parents before their children."""
    layout = drawing.layout
    nodes, parent = layout.node.tolist(), layout.parent.tolist()
    roles = drawing.graph.role[layout.node].tolist()
    colours = [entry.colour for entry in colouring.entries] + [colouring.quiet]
    codes = colouring.code.tolist()
    children: list[list[int]] = [[] for _ in nodes]
    for place, above in enumerate(parent):
        if above >= 0:
            children[above].append(place)
    waiting: list[tuple[int, str, str, int]] = [
        (place, "", "", 0) for place, above in reversed(list(enumerate(parent))) if above < 0
    ]
    while waiting:
        place, lead, below, level = waiting.pop()
        if colouring.mode == BY_ROLE:
            mark = ROLE_LETTER[ROLES[roles[place]]]
        else:
            mark = colouring.ring_mark[place] or colouring.mark[place] or " "
        yield OutlineLine(
            lead,
            mark,
            colours[codes[place]],
            ROLES[roles[place]],
            drawing.label[place],
            drawing.detail[place],
        )
        family = children[place]
        for child in reversed(family):
            is_last = child == family[-1]
            if level >= DEEPEST:
                waiting.append((child, f"{below}{LAST}", below, level + 1))
            else:
                step = (LAST, NOTHING) if is_last else (TEE, BAR)
                waiting.append((child, below + step[0], below + step[1], level + 1))


def totals(drawing: GraphDrawing, colouring: Colouring, table: TensorTable | None) -> list[str]:
    """What the outline ends with: how many nodes of each category, how many are folded away or hidden."""
    graph = drawing.graph
    by_role = colouring.mode == BY_ROLE
    counts = [
        f"{_kind(entry.name)} {format_count(entry.count) if by_role else entry.counted}"
        for entry in colouring.entries
        if entry.count
    ]
    sentence = format_counted(graph.node_count, "node")
    if table is not None:
        sentence += f", {format_bytes(table.totals(graph.row)[1])}"
    if drawing.state.root or drawing.state.kept is not None:
        shown = int((drawing.hidden_in >= 0).sum())
        sentence = f"{format_counted(shown, 'node')} of the graph's {sentence}"
    lines = [f"{sentence}: {', '.join(counts)}" if counts else sentence]
    folded = int(drawing.inside.sum())
    if folded:
        lines.append(f"{format_counted(folded, 'node')} folded away; --unfold PATH or --of whole shows more")
    further = int((drawing.edges.kind == SHARED).sum())
    if further:
        shared = format_counted(further, "edge")
        lines.append(f"{shared} to shared nodes not in the tree; pictures and --format json have them")
    if drawing.helper_count and not drawing.state.show_helpers:
        lines.append(
            f"{format_counted(drawing.helper_count, 'helper node')} without values hidden; --helpers shows them"
        )
    return lines


def _kind(name: str) -> str:
    return "slot variable" if name == "slot" else name

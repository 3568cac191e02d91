"""A graph drawing as an outline for a terminal: one line a node, its role or category as letter and colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.analysis.graph_links import further_edges
from explorer.checkpoints.roles import ROLES
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours import BY_ROLE, Colouring
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.graph_texts import LABEL_LIMIT
from explorer.report.numbers import display_name, format_bytes, format_count, format_counted
from explorer.report.palette import ROLE_LETTER

TEE, LAST, BAR, NOTHING = "├─ ", "└─ ", "│  ", "   "
ELSEWHERE = "→"  # before the name of an edge whose node stands at another parent
PLAIN_LINES = str.maketrans({"├": "|", "└": "`", "│": "|", "─": "-", "→": ">"})
MOST_ELSEWHERE = 12  # of one node; more are counted
PATH_LIMIT = 100  # characters
DEEPEST = 60  # levels that are indented; a chain of thousands would leave no room for a name


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One node: what leads to it, a letter or sign with its colour, its name, and what stands behind it.

    Or a further edge to a node that stands at another parent: its name, and the path where the node is.
    """

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
    elsewhere, _ = _elsewhere(drawing)
    own_edge, edge_count = drawing.tree.edge[layout.node].tolist(), len(drawing.graph.edge_target)
    waiting: list[tuple[int, str, str, int]] = [
        (place, "", "", 0) for place, above in reversed(list(enumerate(parent))) if above < 0
    ]
    while waiting:
        place, lead, below, level = waiting.pop()
        if place < 0:
            yield _see(drawing, -1 - place, lead, colouring.quiet)
            continue
        if colouring.mode == BY_ROLE:
            mark = ROLE_LETTER[ROLES[roles[place]]]
        else:
            mark = colouring.ring_mark[place] or colouring.mark[place] or " "
        # What a sign before a folded node says is true of some of what is inside: how many.
        share = colouring.said(place) if drawing.inside[place] else ""
        detail = " · ".join(part for part in (drawing.detail[place], share) if part)
        yield OutlineLine(
            lead, mark, colours[codes[place]], ROLES[roles[place]], drawing.label[place], detail
        )
        family = children[place]
        if further := elsewhere.get(place):
            # In the file's order; slots, which no edge of the file leads to, stay behind them.
            stored = [(own_edge[child] if own_edge[child] >= 0 else edge_count, child) for child in family]
            stored += [(edge, -1 - edge) for edge in further]
            family = [child for _, child in sorted(stored, key=lambda pair: pair[0])]
        for child in reversed(family):
            is_last = child == family[-1]
            if level >= DEEPEST:
                waiting.append((child, f"{below}{LAST}", below, level + 1))
            else:
                step = (LAST, NOTHING) if is_last else (TEE, BAR)
                waiting.append((child, below + step[0], below + step[1], level + 1))


def _elsewhere(drawing: GraphDrawing) -> tuple[dict[int, list[int]], int]:
    """Further child edges of each visible node that is not folded, and how many the outline does not name."""
    graph, hidden_in = drawing.graph, drawing.hidden_in
    edges = further_edges(graph, drawing.tree)
    source, target = hidden_in[graph.edge_source[edges]], hidden_in[graph.edge_target[edges]]
    edges = edges[(source >= 0) & (target >= 0)]
    own = drawing.layout.index[graph.edge_source[edges]]
    is_open = (own >= 0) & (drawing.inside[own] == 0)
    found: dict[int, list[int]] = {}
    named = 0
    for edge, place in zip(edges[is_open].tolist(), own[is_open].tolist(), strict=True):
        mine = found.setdefault(place, [])
        if len(mine) < MOST_ELSEWHERE:
            mine.append(edge)
            named += 1
    apart = hidden_in[graph.edge_source[edges]] != hidden_in[graph.edge_target[edges]]
    return found, int((apart | is_open).sum()) - named


def _see(drawing: GraphDrawing, edge: int, lead: str, colour: str) -> OutlineLine:
    graph = drawing.graph
    target = int(graph.edge_target[edge])
    path = display_name(graph.path(target), PATH_LIMIT) or "(root)"
    name = display_name(graph.edge_name[edge], LABEL_LIMIT) or "(empty)"
    return OutlineLine(lead, ELSEWHERE, colour, ROLES[int(graph.role[target])], name, f"see {path}")


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
    _, further = _elsewhere(drawing)
    if further:
        shared = format_counted(further, "further edge")
        lines.append(f"{shared} to shared nodes not named here; --format json has them")
    if drawing.helper_count and not drawing.state.show_helpers:
        lines.append(_hidden_helpers(drawing))
    return lines


def _hidden_helpers(drawing: GraphDrawing) -> str:
    """Helper nodes hold nothing, but for what no path leads to: a picture hides that as well."""
    graph = drawing.graph
    lost = int((graph.is_helper & (graph.row >= 0)).sum())
    counted = format_counted(drawing.helper_count, "helper node")
    if not lost:
        return f"{counted} without values hidden; --helpers shows them"
    holds = "holds a value" if lost == 1 else "hold values"
    return f"{counted} hidden, {format_count(lost)} of them {holds} but no path leads there; --helpers shows them"


def _kind(name: str) -> str:
    return "slot variable" if name == "slot" else name

"""What is told of one node beside the picture: names and values, slots, what a folded block holds; all plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.analysis.graph_tree import DrawnTree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import (
    display_name,
    format_bytes,
    format_count,
    format_counted,
    format_float,
    format_percent,
    format_shape,
)
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics

MOST_PATHS, MOST_SLOTS, NAME_LIMIT, NOTE_LIMIT = 8, 8, 160, 600
SLOW_BYTES = 128 << 20  # values beyond this take longer than a card is looked at
PLAIN, BAD = "", "bad"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the card; several lines of text are separated by line breaks."""

    name: str
    value: str
    tone: str = PLAIN


def role_words(role: str) -> str:
    """A role as people say it."""
    return "slot variable" if role == "slot" else role


def class_origin(graph: ObjectGraph, node: int) -> str:
    """What to add to a class that no file tells: " (inferred from names)"."""
    if graph.class_is_told(node):
        return ""
    # Optimizers are known by their names wherever the other classes come from.
    by_name = graph.is_scope_tree and graph.role_name(node) == "optimizer"
    return f" (inferred from {'names' if by_name else graph.class_source})"


def node_facts(
    graph: ObjectGraph, table: TensorTable | None, node: int, drawing: GraphDrawing, note: str = ""
) -> tuple[Fact, ...]:
    """Everything known without reading a value: quick, whatever the file holds."""
    path = graph.path(node)
    facts = [Fact("path", shown(path) if path else "(root)")]
    facts += _other_paths(graph, node, path)
    if name := graph.class_name(node):
        facts.append(Fact("class", shown(name) + class_origin(graph, node)))
    facts += _stored(graph, table, node)
    facts += _slots(graph, node)
    for attribute in graph.node_attributes(node, 1):
        if attribute.full_name and attribute.full_name != path:
            facts.append(Fact("called", shown(attribute.full_name)))
    children = int(graph.first_edge[node + 1] - graph.first_edge[node])
    if children:
        facts.append(Fact("children", format_count(children)))
    facts += _folded(graph, drawing, node)
    if note:
        facts.append(Fact("your note", display_name(note, NOTE_LIMIT)))
    return tuple(facts)


def _other_paths(graph: ObjectGraph, node: int, path: str) -> list[Fact]:
    parents = graph.parents(node)
    if len(parents) < 2 and not (parents and node == 0):
        return []
    others = [other for other in graph.paths(node, MOST_PATHS + 1) if other != path][:MOST_PATHS]
    if not others:
        return []
    lines = [shown(other) for other in others]
    more = len(set(parents)) - 1 - len(others)
    if more > 0:
        lines.append(f"and {format_count(more)} more")
    return [Fact("also at", "\n".join(lines))]


def _stored(graph: ObjectGraph, table: TensorTable | None, node: int) -> list[Fact]:
    row = int(graph.row[node])
    if table is None or not 0 <= row < len(table):
        return []
    shape = display_name(format_shape(table.shape(row)), 80)
    facts = [Fact("stored", f"{data_type(int(table.dtype[row])).name} {shape}")]
    count = int(table.element_count[row])
    values = f" · {format_counted(count, 'value')}" if count >= 0 else ""
    facts.append(Fact("size", format_bytes(int(table.size_bytes[row])) + values))
    if row in table.problems:
        facts.append(Fact("problem", display_name(table.problems[row], 300), BAD))
    return facts


def _slots(graph: ObjectGraph, node: int) -> list[Fact]:
    facts = []
    edge = graph.slot_edge(node)
    if edge >= 0:
        owner, optimizer = int(graph.slot_variable[edge]), int(graph.slot_optimizer[edge])
        guessed = " (inferred from names and shapes)" if bool(graph.slot_inferred[edge]) else ""
        if owner >= 0:
            facts.append(Fact("slot of", shown(graph.path(owner)) + guessed))
        if optimizer >= 0:
            facts.append(Fact("optimizer", optimizer_words(graph, optimizer)))
    slots = graph.slots_of(node)
    if slots:
        by_optimizer: dict[int, list[str]] = {}
        for slot in slots[:MOST_SLOTS]:
            name = display_name(graph.slot_name[slot], 40) or "(slot)"
            by_optimizer.setdefault(int(graph.slot_optimizer[slot]), []).append(name)
        lines = [
            ", ".join(names) + (f" of {optimizer_words(graph, optimizer)}" if optimizer >= 0 else "")
            for optimizer, names in by_optimizer.items()
        ]
        more = f"\nand {format_count(len(slots) - MOST_SLOTS)} more" if len(slots) > MOST_SLOTS else ""
        facts.append(Fact("slots", "\n".join(lines) + more))
    return facts


def optimizer_words(graph: ObjectGraph, optimizer: int) -> str:
    """Path and class: "optimizer (Adam)"."""
    name = graph.class_name(optimizer)
    path = shown(graph.path(optimizer)) or "(root)"
    return f"{path} ({shown(name)})" if name else path


def _folded(graph: ObjectGraph, drawing: GraphDrawing, node: int) -> list[Fact]:
    position = drawing.position(node)
    if position < 0:
        return []
    facts = []
    if len(alike := drawing.pile(node).tolist()):
        names = f"{shown(graph.label(alike[0]))} … {shown(graph.label(alike[-1]))}"
        facts.append(Fact("pile", f"{format_count(len(alike))} alike: {names}"))
    if inside := int(drawing.inside[position]):
        facts.append(Fact("folded", f"{format_counted(inside, 'node')} inside"))
    return facts


# --- what takes a moment -----------------------------------------------------------------------


def contents(
    graph: ObjectGraph, table: TensorTable | None, tree: DrawnTree, nodes: list[int], task: Task = QUIET
) -> tuple[Fact, ...]:
    """What lies at and below some nodes, by role: how many tensors, values and bytes; shared ones count once."""
    task.report(0, 1, "Adding up what a node holds")
    below = np.array([*nodes, *(child for node in nodes for child in tree.below(node))], np.int64)
    if table is None or not len(below):
        return ()
    below = below[(graph.row[below] >= 0) & (graph.row[below] < len(table))]
    rows, first = np.unique(graph.row[below], return_index=True)
    if not len(rows):
        return (Fact("inside", "no stored values"),)
    roles = graph.role[below[first]]
    totals = [(code, rows[roles == code]) for code in range(len(ROLES)) if (roles == code).any()]
    lines = [_sum_words("in all", len(rows), *table.totals(rows))] if len(totals) > 1 else []
    for code, mine in sorted(totals, key=lambda total: -table.totals(total[1])[1]):
        lines.append(_sum_words(role_words(ROLES[code]), len(mine), *table.totals(mine)))
    return (Fact("inside", "\n".join(lines)),)


def _sum_words(what: str, tensors: int, values: int, size: int) -> str:
    return f"{what}: {format_counted(tensors, 'tensor')} · {format_counted(values, 'value')} · {format_bytes(size)}"


def slots_kept(graph: ObjectGraph, optimizer: int) -> tuple[Fact, ...]:
    """How many slot variables an optimizer keeps, by name."""
    mine = np.flatnonzero(graph.slot_optimizer == optimizer).tolist()
    if not mine:
        return ()
    names: dict[str, int] = {}
    for slot in mine:
        names[graph.slot_name[slot]] = names.get(graph.slot_name[slot], 0) + 1
    told = [f"{display_name(name, 30) or '(slot)'} {format_count(count)}" for name, count in names.items()]
    more = f" and {format_count(len(told) - MOST_SLOTS)} more names" if len(told) > MOST_SLOTS else ""
    return (Fact("its slots", f"{format_count(len(mine))}: {', '.join(told[:MOST_SLOTS])}{more}"),)


def statistics_facts(answer: TensorStatistics, dtype: str) -> tuple[Fact, ...]:
    """Mean, spread, range and what is not finite, of the values of a tensor."""
    if not answer.count:
        return (Fact("values", "It is empty: a dimension is 0."),)
    odd = answer.nan + answer.posinf + answer.neginf
    if not answer.finite + odd:
        return (Fact("values", f"of dtype {dtype}: no numbers, no statistics."),)
    facts = []
    if answer.finite:
        facts.append(Fact("mean, std", f"{format_float(answer.mean)}, {format_float(answer.std)}"))
        facts.append(Fact("min, max", f"{format_float(answer.min)}, {format_float(answer.max)}"))
    if odd:
        parts = [
            f"{format_count(count)} {name}"
            for count, name in ((answer.nan, "NaN"), (answer.posinf, "+Inf"), (answer.neginf, "−Inf"))
            if count
        ]
        facts.append(Fact("not finite", f"! {', '.join(parts)}", BAD))
    else:
        facts.append(Fact("not finite", "none"))
    return tuple(facts)


def change_fact(change: object, element_count: int, since: str) -> tuple[Fact, ...]:
    """How far a tensor moved since the older step; () where that is not known."""
    changed = getattr(change, "changed_elements", None)
    if changed is None:
        return ()
    if not changed:
        return (Fact(f"since {since}", "= unchanged, bit for bit"),)
    share = format_percent(changed / max(element_count, 1))
    relative = format_float(getattr(change, "relative_l2", None))
    told = [f"moved by {relative} of its norm"] if relative else []
    told.append(f"{share} of the values changed")
    facts = [Fact(f"since {since}", " · ".join(told))]
    if lost := getattr(change, "lost", 0):  # the norm is over finite values only
        facts.append(Fact("became bad", f"! {format_counted(lost, 'value')} became NaN or infinite", BAD))
    return tuple(facts)


def shown(name: str) -> str:
    """A name cut to a readable length, plain text."""
    return display_name(name, NAME_LIMIT)

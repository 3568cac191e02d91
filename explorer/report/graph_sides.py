"""The older side of a picture of two graphs together: the same places, told as the older graph alone tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explorer.analysis.graph_links import graph_links
from explorer.analysis.graph_tree import Ints, drawn_tree
from explorer.analysis.graph_union import GraphUnion
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.report.graph_colours.kinds import Categories
from explorer.report.graph_drawing import GraphDrawing, inside_pile
from explorer.report.graph_texts import GraphTexts, folded_details, graph_texts, stack_texts
from explorer.report.numbers import format_count


@dataclass(frozen=True, eq=False)
class OlderSide:
    """What the older graph knows of the nodes of a union; made once and used for every drawing."""

    graph: ObjectGraph  # the union's nodes and edges with the older roles, classes and rows
    own: ObjectGraph  # the older graph itself
    texts: GraphTexts  # of `own`
    older: Ints  # [n] node of `own`, -1 where it has none

    def categories(self, categories: Categories) -> Categories:
        """The same without what the older graph does not have: nothing that it holds can be added."""
        code = categories.code.copy()
        code[self.older < 0] = -1
        return replace(categories, code=code)


def older_side(graph: ObjectGraph, union: GraphUnion, older: Checkpoint) -> OlderSide:
    """`graph` is the union's, or the newer one where nothing was removed."""
    own, node = older.graph, union.older
    there = node >= 0
    at = np.where(there, node, 0)

    if own.node_count:  # of an empty graph there is nothing to tell
        graph = replace(
            graph,
            role=np.where(there, own.role[at], graph.role).astype(np.uint8),
            class_id=np.where(there, own.class_id[at], 0).astype(np.int32),
            classes=own.classes,
            class_told=there & own.class_told[at],
            is_helper=np.where(there, own.is_helper[at], graph.is_helper),
        )
    side = replace(graph, row=union.older_row)
    return OlderSide(side, own, graph_texts(own, drawn_tree(own), older.table), node)


def as_older(drawing: GraphDrawing, side: OlderSide) -> GraphDrawing:
    """The drawing with the names, classes, details and counts of the older graph; nothing is told of what is not in it.

    Blocks that were not alike in the older graph are no pile beside it (see `kept_apart`): those of a pile are
    all there or none is.
    """
    nodes = drawing.layout.node
    older = side.older[nodes]
    there = older >= 0
    inside = np.where(there, _inside(drawing, side), 0).astype(np.int32)
    label, detail = list(drawing.label), [""] * drawing.count
    texts = side.texts.with_parents if drawing.layout.is_wrapped else side.texts
    shown = np.flatnonzero(there)
    for place, name, more in zip(
        shown.tolist(), texts.label[older[shown]], texts.detail[older[shown]], strict=True
    ):
        label[place], detail[place] = name, more
    folded = np.flatnonzero(inside > 0)
    for place, more in zip(
        folded.tolist(),
        folded_details(texts, side.own, older[folded], inside[folded]),
        strict=True,
    ):
        detail[place] = more
    is_whole = drawing.state.kept is None
    for place in np.flatnonzero((drawing.stack > 1) & there).tolist():
        members = drawing.pile(int(nodes[place]))
        label[place], span = stack_texts(side.graph, drawing.tree, drawing.stacks, members)
        detail[place] = f"{span} · {inside_pile(len(members), int(inside[place]), is_whole)}"
    return replace(
        drawing,
        graph=side.graph,
        label=label,
        detail=detail,
        inside=inside,
        edge_label=_edge_labels(drawing, side),
        helper_count=int(side.own.is_helper.sum()),
    )


def _inside(drawing: GraphDrawing, side: OlderSide) -> Ints:
    """Int32 [m]: nodes of the older graph that are folded into each visible one."""
    mine = (side.older >= 0) & (drawing.hidden_in >= 0)
    if not drawing.state.show_helpers:
        mine &= ~np.append(side.own.is_helper, False)[side.older]
    mine &= drawing.hidden_in != np.arange(len(mine))
    place = drawing.layout.index[drawing.hidden_in[mine]]
    return np.bincount(place[place >= 0], minlength=drawing.count).astype(np.int32)


def _edge_labels(drawing: GraphDrawing, side: OlderSide) -> list[str]:
    """Edges that stand for several count those between nodes of the older graph."""
    edges, labels = drawing.edges, list(drawing.edge_label)
    several = np.flatnonzero(edges.times > 1)
    several = several[[bool(labels[edge]) for edge in several.tolist()]] if len(several) else several
    if not len(several):
        return labels
    hidden_in = np.where(side.older >= 0, drawing.hidden_in, -1)
    links = graph_links(drawing.graph, drawing.tree, drawing.layout.node, hidden_in)
    count: dict[tuple[int, int, int], int] = {}
    for kind, source, target, times in zip(
        links.kind.tolist(), links.source.tolist(), links.target.tolist(), links.times.tolist(), strict=True
    ):
        key = kind, source, target
        count[key] = count.get(key, 0) + times
    for edge in several.tolist():
        number, _, noun = labels[edge].rpartition(" ")
        if noun in ("slots", "edges") and number == format_count(int(edges.times[edge])):
            mine = count.get((int(edges.kind[edge]), int(edges.source[edge]), int(edges.target[edge])), 0)
            labels[edge] = f"{format_count(mine)} {noun if mine != 1 else noun[:-1]}" if mine else ""
    return labels

"""The sides of a picture of two graphs together: the same places, told as each graph alone tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explorer.analysis.graph_links import OWNER, SHARED, graph_links
from explorer.analysis.graph_tree import Bools, Ints, drawn_tree
from explorer.analysis.graph_union import GraphUnion
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours.kinds import Categories
from explorer.report.graph_drawing import GraphDrawing, inside_pile, kept_texts
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
    has_value = drawing.state.show_helpers | ~np.append(side.own.is_helper, False)[side.older]
    inside = np.where(there, _inside(drawing, (side.older >= 0) & has_value), 0).astype(np.int32)
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


def lost_edges(drawing: GraphDrawing, side: OlderSide) -> Bools:
    """Bool [k]: edges beside the tree that the older graph does not have, though it has both of their ends."""
    edges, graph, own = drawing.edges, drawing.graph, side.own
    lost = np.zeros(len(edges.kind), np.bool_)
    for kind, ends, theirs in (
        (
            SHARED,
            (graph.edge_source, graph.edge_target, graph.edge_name),
            (own.edge_source, own.edge_target, own.edge_name),
        ),
        (
            OWNER,
            (graph.slot_optimizer, graph.slot_node, graph.slot_name),
            (own.slot_optimizer, own.slot_node, own.slot_name),
        ),
    ):
        mine = np.flatnonzero((edges.kind == kind) & (edges.times == 1) & (edges.number >= 0))
        if not len(mine):
            continue
        number = edges.number[mine]
        source, target = (np.append(side.older, -1)[column[number]] for column in ends[:2])
        is_end = np.zeros(own.node_count + 1, np.bool_)
        is_end[target] = True
        known = {
            (int(theirs[0][edge]), int(theirs[1][edge]), theirs[2][edge])
            for edge in np.flatnonzero(is_end[theirs[1]]).tolist()
        }
        names = [ends[2][edge] for edge in number.tolist()]
        lost[mine] = [key not in known for key in zip(source.tolist(), target.tolist(), names, strict=True)]
    return lost


def as_newer(drawing: GraphDrawing, table: TensorTable, first_ghost: int) -> GraphDrawing:
    """The drawing with the counts of the newer graph: what only the older one has, is not inside anything here.

    What is folded stays marked as folded, even if all that unfolding shows is not there.
    """
    nodes = drawing.layout.node
    own = _inside(drawing, np.arange(len(drawing.hidden_in)) < first_ghost)
    fewer = np.flatnonzero((own < drawing.inside) & (drawing.stack < 2) & (nodes < first_ghost))
    texts = kept_texts(drawing.graph, drawing.tree, table)
    if drawing.layout.is_wrapped:
        texts = texts.with_parents
    detail = list(drawing.detail)
    for place, more in zip(
        fewer.tolist(), folded_details(texts, drawing.graph, nodes[fewer], own[fewer]), strict=True
    ):
        detail[place] = more
    inside = drawing.inside.copy()
    inside[fewer] = np.where(own[fewer] > 0, own[fewer], inside[fewer])
    return replace(drawing, detail=detail, inside=inside, is_side=True)


def _inside(drawing: GraphDrawing, there: Bools) -> Ints:
    """Int32 [m]: of the nodes that are `there`, bool [n], how many are folded into each visible one."""
    mine = there & (drawing.hidden_in >= 0)
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

"""The texts of a graph picture: a short name and a second line for each node, and how wide they are.

Made once for all nodes of a graph and kept with its tree, so that folding only picks from arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_links import further_edges, second_names
from explorer.analysis.graph_measure import TextMeasure, typical_measure
from explorer.analysis.graph_repeats import Stacks, edge_name
from explorer.analysis.graph_tree import DrawnTree, Ints
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.natural_sort import natural_key
from explorer.report.numbers import display_name, format_count, format_shape

NAME_PX, DETAIL_PX = 13, 11
LABEL_LIMIT = 40  # characters
MOST_NAMES = 2  # that are told beside a node's own; a card tells all
MOST_COUNTED = 20_000  # members of a pile whose names are put in order

Texts = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fonts:
    """How wide the three kinds of text are."""

    name: TextMeasure
    detail: TextMeasure
    edge: TextMeasure


TYPICAL_FONTS = Fonts(
    typical_measure(NAME_PX, bold=True), typical_measure(DETAIL_PX), typical_measure(DETAIL_PX)
)


@dataclass(frozen=True, eq=False)
class GraphTexts:
    """Columns over all n nodes of a graph, nothing folded."""

    label: Texts  # [n] str, safe to show as plain text
    detail: Texts  # [n] str: dtype and shape, or a class
    also: Mapping[int, str]  # node -> "also layer-1"
    elsewhere: Mapping[int, str]  # node -> "also layer-1, layer-2 of model", where another parent has it

    @cached_property
    def with_parents(self) -> GraphTexts:
        """With the names of shared nodes at their other parents, for drawings that do not write them on edges."""
        if not self.elsewhere:
            return self
        detail = self.detail.copy()
        for node, text in self.elsewhere.items():
            kind = _without(detail[node], self.also.get(node, ""))
            detail[node] = f"{kind} · {text}" if kind else text
        return GraphTexts(self.label, detail, {**self.also, **self.elsewhere}, {})

    def widths(self, fonts: Fonts) -> tuple[Floats, Floats]:
        """float64 [n] each: pixels of the labels, and of the details."""
        return _widths_of(fonts.name, self.label), _widths_of(fonts.detail, self.detail)


def _widths_of(measure: TextMeasure, texts: Texts) -> Floats:
    return measure.widths(texts.tolist())


def graph_texts(graph: ObjectGraph, tree: DrawnTree, table: TensorTable | None) -> GraphTexts:
    """Name every node and say what it holds."""
    nodes = np.arange(tree.node_count, dtype=np.int32)
    label = node_labels(graph, tree, nodes)
    also = _names_of(graph, tree, label, second_names(graph, tree))
    detail = _details(graph, table)
    for node, text in also.items():
        detail[node] = f"{detail[node]} · {text}" if detail[node] else text
    # A list of all slots of an optimizer names each by its number: that says nothing about the slot. Nor do
    # the names in lists that are helpers, which are hidden at first.
    further = further_edges(graph, tree)
    further = further[graph.role[graph.edge_target[further]] != ROLE_CODE["slot"]]
    further = further[~graph.is_helper[graph.edge_source[further]]]
    elsewhere: dict[int, str] = {}
    if len(further):
        every = np.concatenate([second_names(graph, tree), further])
        told = set(graph.edge_target[further].tolist())
        every = every[np.isin(graph.edge_target[every], np.fromiter(told, np.int64, len(told)))]
        elsewhere = _names_of(graph, tree, label, every)
    return GraphTexts(label, detail, also, elsewhere)


def node_labels(graph: ObjectGraph, tree: DrawnTree, nodes: Ints) -> Texts:
    """Strings [nodes]: the short name of each node as plain text."""
    safe: dict[str, str] = {}
    edge, slot = tree.edge[nodes].tolist(), tree.slot[nodes].tolist()
    labels = np.empty(len(nodes), np.object_)
    edge_names, slot_names = graph.edge_name, graph.slot_name
    for place, (edge_number, slot_number) in enumerate(zip(edge, slot, strict=True)):
        if slot_number >= 0:
            name = slot_names[slot_number]
        elif edge_number >= 0:
            name = edge_names[edge_number]
        else:
            name = graph.label(int(nodes[place]))
        shown = safe.get(name)
        if shown is None:
            shown = safe[name] = display_name(name, LABEL_LIMIT) or "(empty)"
        labels[place] = shown
    return labels


def _details(graph: ObjectGraph, table: TensorTable | None) -> Texts:
    """Dtype and shape of a tensor (a slot's shape only), else the class of an object."""
    count = graph.node_count
    detail = np.full(count, "", np.object_)
    slot = graph.role == ROLE_CODE["slot"]
    if len(graph.classes) > 1:
        classes = np.array([display_name(name, LABEL_LIMIT) for name in graph.classes], np.object_)
        detail[:] = classes[graph.class_id]
    if table is None or not len(table):
        return detail
    stored = np.flatnonzero((graph.row >= 0) & (graph.row < len(table)))
    paired = np.zeros(count, np.bool_)
    paired[graph.slot_node[graph.slot_variable >= 0]] = True
    row = graph.row[stored]
    dtype, shape, is_slot = (
        table.dtype[row].astype(np.int64),
        table.shape_id[row].astype(np.int64),
        slot[stored],
    )
    key = ((dtype * (len(table.shapes) + 1) + shape) * 2 + is_slot) * 2 + (is_slot & ~paired[stored])
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    texts = np.empty(len(first), np.object_)
    for place, example in enumerate(first.tolist()):
        text = display_name(format_shape(table.shapes[int(shape[example])]), LABEL_LIMIT)
        if not is_slot[example]:
            text = f"{data_type(int(dtype[example])).name} {text}"
        elif not paired[stored[example]]:
            text += " unpaired"
        texts[place] = text
    detail[stored] = texts[which]
    return detail


def _names_of(
    graph: ObjectGraph, tree: DrawnTree, label: Texts, edges: npt.NDArray[np.int64]
) -> dict[int, str]:
    """Say "also layer-1" where a node's drawing parent has it under a second name, "also layer-1 of model" of others."""
    names: dict[int, list[tuple[int, str]]] = {}
    columns = edges.tolist(), graph.edge_source[edges].tolist(), graph.edge_target[edges].tolist()
    for edge, source, node in zip(*columns, strict=True):
        found = names.setdefault(node, [])
        if len(found) <= MOST_NAMES:
            found.append((source, graph.edge_name[edge]))
    result = {}
    for node, found in names.items():
        parts: dict[int, list[str]] = {}
        for source, name in found[:MOST_NAMES]:
            parts.setdefault(source, []).append(display_name(name, LABEL_LIMIT // 2))
        told = []
        for source, mine in parts.items():
            owner = "itself" if source == node else display_name(label[source], LABEL_LIMIT // 2)
            told.append(", ".join(mine) + ("" if source == tree.parent[node] else f" of {owner}"))
        result[node] = f"also {', '.join(told)}{' …' if len(found) > MOST_NAMES else ''}"
    return result


def _without(text: str, also: str) -> str:
    return text.removesuffix(also).removesuffix(" · ") if also else text


def folded_details(texts: GraphTexts, graph: ObjectGraph, nodes: Ints, inside: Ints) -> Texts:
    """ "Dense · 7 inside" for each folded node; a tensor's own dtype and shape give way."""
    kinds = np.where(graph.row[nodes] < 0, texts.detail[nodes], "")
    details = np.empty(len(nodes), np.object_)
    known: dict[tuple[str, int], str] = {}
    for place, (node, kind, count) in enumerate(
        zip(nodes.tolist(), kinds.tolist(), inside.tolist(), strict=True)
    ):
        also = texts.also.get(node)
        if also is not None:
            kind = _without(kind, also)
        text = known.get((kind, count))
        if text is None:
            counted = f"{format_count(count)} inside"
            text = known[kind, count] = f"{kind} · {counted}" if kind else counted
        details[place] = text if also is None else f"{text} · {also}"
    return details


def _ends(graph: ObjectGraph, tree: DrawnTree, members: Ints) -> tuple[str, str]:
    """The first and the last name in the order people count in: a file may store `dense_10` before `dense_2`."""
    if len(members) > MOST_COUNTED:
        return edge_name(graph, tree, int(members[0])), edge_name(graph, tree, int(members[-1]))
    names = [edge_name(graph, tree, node) for node in members.tolist()]
    return min(names, key=natural_key), max(names, key=natural_key)


def stack_texts(graph: ObjectGraph, tree: DrawnTree, stacks: Stacks, members: Ints) -> tuple[str, str]:
    """ "48 × EncoderBlock" and "layer_0 … layer_47" of the members of a pile that are shown."""
    head = int(stacks.representative[members[0]])
    name = display_name(stacks.name(graph, tree, head), LABEL_LIMIT - 8)
    ends = [display_name(end, LABEL_LIMIT // 2) for end in _ends(graph, tree, members)]
    return f"{format_count(len(members))} × {name}", " … ".join(ends)

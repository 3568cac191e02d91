"""A graph as GraphML: every fact with its type, names and colours where yEd, Gephi and networkx look for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from explorer.analysis.path_texts import path_finder
from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_json import joined
from explorer.report.graph_parts import CHILD, OWNER, GraphPart, PartEdges
from explorer.report.numbers import escape_name, format_shape
from explorer.task import QUIET, Task

Fact = str | int | bool
_NODE_FACTS = {
    "label": "string", "path": "string", "role": "string", "class": "string", "dtype": "string",
    "shape": "string", "size_bytes": "long", "attribute_name": "string", "full_name": "string",
    "checkpoint_key": "string", "folded": "int", "alike": "int", "colour": "string",
    "r": "int", "g": "int", "b": "int",
}  # fmt: skip
_EDGE_FACTS = {
    "name": "string",
    "kind": "string",
    "optimizer": "int",
    "inferred": "boolean",
    "count": "int",
}


def graphml_pieces(
    part: GraphPart, table: TensorTable | None, colours: Mapping[int, str], task: Task = QUIET
) -> Iterator[str]:
    """Stored values of a node are flattened into `attribute_name`, `full_name`, `checkpoint_key`, a line each.

    Args:
        part: what is written.
        table: where dtypes, shapes and sizes are known from.
        colours: "#RRGGBB" of each node; also as `r`, `g`, `b`, which Gephi reads.
        task: told of progress, may cancel.
    """
    total = len(part.nodes) + part.edge_count
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, facts in (("node", _NODE_FACTS), ("edge", _EDGE_FACTS)):
        for name, type_ in facts.items():
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '<graph edgedefault="directed">\n'
    yield from joined(_nodes(part, table, colours), "\n", total, 0, task)
    yield "\n"
    yield from joined(_edges(part), "\n", total, len(part.nodes), task)
    yield "\n</graph>\n</graphml>\n"


def _nodes(part: GraphPart, table: TensorTable | None, colours: Mapping[int, str]) -> Iterator[str]:
    graph, path = part.graph, path_finder(part.graph)
    for node, row, folded, alike in zip(
        part.nodes.tolist(), graph.row[part.nodes].tolist(), part.folded.tolist(), part.alike.tolist(),
        strict=True,
    ):  # fmt: skip
        facts: dict[str, Fact] = {
            "label": _label(part, node, alike),
            "path": escape_name(path(node)),
            "role": ROLES[graph.role[node]],
            "class": escape_name(graph.class_name(node)),
        }
        attributes = graph.node_attributes(node)
        facts["attribute_name"] = "\n".join(escape_name(attribute.name) for attribute in attributes)
        facts["full_name"] = "\n".join(escape_name(attribute.full_name) for attribute in attributes)
        facts["checkpoint_key"] = "\n".join(escape_name(attribute.checkpoint_key) for attribute in attributes)
        if table is not None and 0 <= row < len(table):
            facts["dtype"] = data_type(int(table.dtype[row])).name
            facts["shape"] = format_shape(table.shape(row))
            facts["size_bytes"] = int(table.size_bytes[row])
        if folded:
            facts["folded"] = folded
        if alike > 1:
            facts["alike"] = alike
        if colour := colours.get(node):
            facts["colour"] = colour
            facts["r"], facts["g"], facts["b"] = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        yield f'<node id="{node}">{_data("node", facts)}</node>'


def _label(part: GraphPart, node: int, alike: int) -> str:
    """The node's own name; of a pile, which stands for several, what the drawing calls it: "12 × Block"."""
    drawn = part.texts.get(node)
    return drawn[0] if alike > 1 and drawn is not None else escape_name(part.graph.label(node))


def _edges(part: GraphPart) -> Iterator[str]:
    for edges in (part.children, part.slots, part.owners):
        yield from _edges_of(part, edges)


def _edges_of(part: GraphPart, edges: PartEdges) -> Iterator[str]:
    graph, kind = part.graph, edges.kind
    names = graph.edge_name if kind == CHILD else graph.slot_name
    for source, target, number, count, lifted, named in edges.rows():
        if kind == OWNER and not lifted:
            continue  # the slot edge itself tells its optimizer
        facts: dict[str, Fact] = {"name": escape_name(names[number]) if named else "", "kind": kind}
        if kind not in (CHILD, OWNER):
            if (optimizer := int(graph.slot_optimizer[number])) >= 0:
                facts["optimizer"] = optimizer
            if graph.slot_inferred[number]:
                facts["inferred"] = True
        if lifted:
            facts["count"] = count
        yield f'<edge source="{source}" target="{target}">{_data("edge", facts)}</edge>'


def _data(kind: str, facts: dict[str, Fact]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{_value(fact)}</data>' for name, fact in facts.items() if fact != ""
    )


def _value(fact: Fact) -> str:
    if isinstance(fact, bool):
        return "true" if fact else "false"
    if isinstance(fact, int):
        return str(fact)
    return escape(fact)

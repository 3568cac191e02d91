"""A graph as networkx reads it: node-link JSON, written piece by piece so that its size costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from json.encoder import encode_basestring_ascii as quoted

from explorer.analysis.path_texts import path_finder
from explorer.checkpoints.roles import ROLES
from explorer.report.graph_parts import CHILD, OWNER, VISIBLE, GraphPart, PartEdges
from explorer.report.json_shapes import ESCAPED, json_text
from explorer.report.numbers import is_utf8
from explorer.task import QUIET, Task

LETTERS_A_PIECE = 1 << 18


def json_pieces(part: GraphPart, task: Task = QUIET) -> Iterator[str]:
    """The shape PRODUCT tells; `networkx.node_link_graph(data, edges="edges")` reads it.

    Names that are no UTF-8 are escaped and marked. A part that a drawing shows says `folded` and
    `alike` of its nodes, `count` of its edges.
    """
    total = len(part.nodes) + part.edge_count
    yield '{\n"directed": true,\n"multigraph": true,\n"nodes": [\n'
    yield from joined(_nodes(part), ",\n", total, 0, task)
    yield '\n],\n"edges": [\n'
    yield from joined(_edges(part), ",\n", total, len(part.nodes), task)
    yield "\n]\n}\n"


def joined(lines: Iterator[str], between: str, total: int, done: int, task: Task) -> Iterator[str]:
    """Lines in pieces of a handy size, telling progress."""
    some: list[str] = []
    size, lead = 0, ""
    for line in lines:
        some.append(line)
        size += len(line)
        if size >= LETTERS_A_PIECE:
            task.report(done, max(total, 1), "Writing the graph")
            done += len(some)
            yield lead + between.join(some)
            some, size, lead = [], 0, between
    if some:
        task.report(done, max(total, 1), "Writing the graph")
        yield lead + between.join(some)


def _nodes(part: GraphPart) -> Iterator[str]:
    graph = part.graph
    path = path_finder(graph)
    roles = [quoted(role) for role in ROLES]
    attributes: dict[int, list[str]] = {}
    for node, attribute in zip(graph.attribute_node.tolist(), graph.attributes, strict=True):
        fields = {
            "name": attribute.name,
            "full_name": attribute.full_name,
            "checkpoint_key": attribute.checkpoint_key,
        }
        attributes.setdefault(node, []).append(_object(fields))
    counted = part.scope == VISIBLE
    for node, role, folded, alike in zip(
        part.nodes.tolist(), graph.role[part.nodes].tolist(), part.folded.tolist(), part.alike.tolist(),
        strict=True,
    ):  # fmt: skip
        told = path(node)
        line = f'{{"id": {node}, "path": {_text(told)}, "role": {roles[role]}'
        if counted and folded:
            line += f', "folded": {folded}'
        if counted and alike > 1:
            line += f', "alike": {alike}'
        line += f', "attributes": [{", ".join(attributes.get(node, ()))}]'
        yield line + (f', "{ESCAPED}": true}}' if not is_utf8(told) else "}")


def _edges(part: GraphPart) -> Iterator[str]:
    for edges in (part.children, part.slots, part.owners):
        yield from _edges_of(part, edges)


def _edges_of(part: GraphPart, edges: PartEdges) -> Iterator[str]:
    graph, kind = part.graph, edges.kind
    names = graph.edge_name if kind == CHILD else graph.slot_name
    optimizer, inferred = graph.slot_optimizer.tolist(), graph.slot_inferred.tolist()
    known: dict[str, str] = {}
    for source, target, number, count, lifted, named in edges.rows():
        if kind == OWNER and not lifted:
            continue  # the slot edge itself tells its optimizer
        name = names[number] if named else ""
        text = known.get(name)
        if text is None:
            text = known[name] = f'"name": {_text(name)}' + ("" if is_utf8(name) else f', "{ESCAPED}": true')
        line = f'{{"source": {source}, "target": {target}, {text}, "kind": "{kind}"'
        if kind not in (CHILD, OWNER):
            owner = optimizer[number]
            line += f', "optimizer": {owner if owner >= 0 else "null"}'
            if inferred[number]:
                line += ', "inferred": true'
        if lifted:
            line += f', "count": {count}'
        yield line + "}"


def _text(name: str) -> str:
    return quoted(json_text(name))


def _object(fields: dict[str, str]) -> str:
    inside = ", ".join(f'"{field}": {_text(text)}' for field, text in fields.items())
    is_plain = all(map(is_utf8, fields.values()))
    return f"{{{inside}}}" if is_plain else f'{{{inside}, "{ESCAPED}": true}}'

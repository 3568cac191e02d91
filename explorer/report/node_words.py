"""Nodes of a graph in words: for the ear, for the clipboard, and as expressions of the program that wrote them."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from explorer.analysis.path_texts import LONGEST_PATH, path_finder
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import display_name, format_bytes, format_count, format_counted, format_shape
from explorer.task import QUIET, Task

WHOLE_NAME = 1 << 20
FEW = 200  # nodes whose paths are copied whole, whatever their depth
REPORT_EVERY = 1_000
LONGEST_EXPRESSION = 256  # parts
ROOT = "root"  # what was given to tf.train.Checkpoint, or the model itself


def spoken(drawing: GraphDrawing, table: TensorTable | None, node: int, note: str = "") -> str:
    """Everything about one node in a line, for screen readers: what it is, where it stands, what is below."""
    graph, tree, position = drawing.graph, drawing.tree, drawing.position(node)
    name = drawing.label[position] if position >= 0 else display_name(graph.label(node), 80)
    role = "slot variable" if graph.role_name(node) == "slot" else graph.role_name(node)
    parts = [name, role]
    if class_name := graph.class_name(node):
        parts.insert(1, display_name(class_name, 80))
    row = int(graph.row[node])
    if table is not None and 0 <= row < len(table):
        shape = display_name(format_shape(table.shape(row)), 80)
        parts.append(f"{data_type(int(table.dtype[row])).name} {shape}")
        parts.append(format_bytes(int(table.size_bytes[row])))
    if position >= 0 and drawing.stack[position] > 1:
        parts.append(f"a pile of {format_count(int(drawing.stack[position]))} alike")
    parent = int(tree.parent[node])
    if parent >= 0:
        family = tree.children_of(parent)
        family = family[drawing.layout.index[family] >= 0]
        if node in family:
            place = int(np.flatnonzero(family == node)[0]) + 1
            parts.append(f"{format_count(place)} of {format_count(len(family))}")
    children = len(tree.children_of(node))
    if children:
        parts.append("1 child" if children == 1 else f"{format_count(children)} children")
    inside = int(drawing.inside[position]) if position >= 0 else 0
    if inside:
        parts.append(f"folded, {format_count(inside)} inside")
    elif children:
        parts.append("unfolded")
    if note:
        parts.append(f"note: {display_name(note, 300)}")
    return ", ".join(parts)


@dataclass(frozen=True)
class Chosen:
    """What some chosen nodes come to."""

    nodes: int
    folded: int  # more nodes that are folded away into them
    values: int
    size_bytes: int

    @property
    def sentence(self) -> str:
        """ "3 nodes chosen (+ 12 folded into them) · 1,024 values · 4 KiB"."""
        more = f" (+ {format_count(self.folded)} folded into them)" if self.folded else ""
        text = f"{format_counted(self.nodes, 'node')} chosen{more}"
        if not self.size_bytes and not self.values:
            return f"{text} · no stored values"
        return f"{text} · {format_counted(self.values, 'value')} · {format_bytes(self.size_bytes)}"


def sum_up(drawing: GraphDrawing, table: TensorTable | None, chosen: Collection[int]) -> Chosen:
    """How much some nodes hold; a tensor that several nodes share counts once."""
    count = drawing.graph.node_count
    mask = np.zeros(count + 1, np.bool_)
    ids = np.fromiter(chosen, np.int64, len(chosen))
    mask[ids[(ids >= 0) & (ids < count)]] = True
    nodes = int(mask.sum())
    mask[:-1] |= mask[drawing.hidden_in] & (drawing.hidden_in >= 0)
    values, size = (0, 0) if table is None else table.totals(drawing.graph.row[mask[:-1]])
    return Chosen(nodes, int(mask[:-1].sum()) - nodes, values, size)


def nodes_as_tsv(
    graph: ObjectGraph, table: TensorTable | None, nodes: Collection[int], task: Task = QUIET
) -> str:
    """A line a node, tabs between path, role, class, dtype, shape, bytes and key; names escaped, a header first."""
    lines = ["path\trole\tclass\tdtype\tshape\tbytes\tkey"]
    path, limit = paths_of(graph, len(nodes))
    for done, node in enumerate(nodes):
        if done % REPORT_EVERY == 0:
            task.report(done, len(nodes), "Copying nodes")
        row = int(graph.row[node])
        dtype = shape = size = key = ""
        if table is not None and 0 <= row < len(table):
            dtype, shape = data_type(int(table.dtype[row])).name, format_shape(table.shape(row))
            size, key = str(int(table.size_bytes[row])), table.keys[row]
        cells = (path(node) or "(root)", graph.role_name(node), graph.class_name(node), dtype, shape)
        lines.append("\t".join(display_name(cell, limit) for cell in (*cells, size, key)))
    return "\n".join(lines) + "\n"


def paths_of(graph: ObjectGraph, count: int) -> tuple[Callable[[int], str], int]:
    """What gives the path of a node, and how long a cell may be, where so many nodes are copied.

    Of many, very deep ones give the end of their path only: together they would not fit into memory.
    """
    return (graph.path, WHOLE_NAME) if count <= FEW else (path_finder(graph), LONGEST_PATH)


def expression(graph: ObjectGraph, node: int, limit: int = 20) -> str:
    """What the program that wrote the checkpoint calls a node ("net.l1.kernel"); "" where no path tells.

    Of several paths the one that reads best: attributes and list places before names no attribute can have.
    """
    if graph.is_scope_tree or node == 0 or not 0 <= node < graph.node_count:
        return ""
    found = []
    for parent, name in dict.fromkeys((*_edge_to(graph, node), *graph.parents(node)[:limit])):
        chain = [(parent, name)]
        while parent != 0 and len(chain) < LONGEST_EXPRESSION and (above := _edge_to(graph, parent)):
            parent = above[0][0]
            chain += above
        if parent == 0:
            found.append(_expression_of(graph, chain[::-1]))
    return min(found, key=lambda each: (each[0], len(each[1])), default=(0, ""))[1]


def _edge_to(graph: ObjectGraph, node: int) -> tuple[tuple[int, str], ...]:
    """The node above and the name of the edge, as the graph is drawn; nothing where no child edge leads."""
    edge = int(graph.parent_edge[node])
    return ((int(graph.parent[node]), graph.edge_name[edge]),) if edge >= 0 else ()


def _expression_of(graph: ObjectGraph, chain: list[tuple[int, str]]) -> tuple[int, str]:
    """(how many parts are no attribute or place in a list, the expression)."""
    odd, text = 0, ""
    for parent, name in chain:
        is_attribute = name.isidentifier() and not keyword.iskeyword(name)
        is_dict = parent != 0 and graph.class_name(parent) == "dict"
        if is_attribute and not is_dict:
            text = f"{text}.{name}" if text else name
        elif name.isascii() and name.isdecimal() and not is_dict:
            text = f"{text or ROOT}[{int(name)}]"
        elif is_dict:
            text = f"{text}[{name!r}]"
        else:
            odd += 1
            text = f"getattr({text or ROOT}, {name!r})"
    return odd, text

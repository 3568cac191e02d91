"""One row of a search's results: the name and path of a node, which letters were found, and why it is there."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.formats.dtypes import data_type
from explorer.report.graph_search import Found, GraphIndex
from explorer.report.letter_marks import letter_marks, word_places
from explorer.report.numbers import display_name, format_shape

NAME_SHOWN, MOST_ANCESTORS, MOST_LOOKED_AT = 120, 24, 64

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Everything safe to show as plain text; spans are places in `name` and `above`."""

    node: int
    role: str
    name: str
    above: str  # the path without the name, "net/l1/"
    name_marks: Spans
    above_marks: Spans
    stored: str  # dtype and shape, or a class
    why: str  # what was found where it cannot be seen, "called dense/kernel"; "" for nothing


def found_row(index: GraphIndex, found: Found, node: int) -> FoundRow:
    """What to show of one found node; costs about 0.1 ms, so make rows only of what is in sight."""
    graph, tree = index.graph, index.tree
    steps: list[int] = []
    step = node
    while step > 0 and len(steps) < MOST_ANCESTORS:
        steps.append(step)
        step = int(tree.parent[step])
    names = [display_name(graph.label(each), NAME_SHOWN) for each in steps[::-1]] or ["(root)"]
    name = names[-1]
    above = "".join(f"{each}/" for each in names[:-1])
    if step > 0:
        above = f"…/{above}"
    marks = letter_marks(found.words, above + name, found.whole)
    cut = len(above)
    return FoundRow(
        node,
        graph.role_name(node),
        name,
        above,
        tuple((max(start - cut, 0), end - cut) for start, end in marks if end > cut),
        tuple((start, min(end, cut)) for start, end in marks if start < cut),
        stored_text(index, node),
        _why(index, found, node, above + name),
    )


def stored_text(index: GraphIndex, node: int) -> str:
    """Dtype and shape of a node with a value, else its class."""
    row, table = int(index.row[node]), index.table
    if row < 0 or table is None:
        return display_name(index.graph.class_name(node), 40)
    shape = display_name(format_shape(table.shape(row)), 40)
    return f"{data_type(int(table.dtype[row])).name} {shape}"


def _why(index: GraphIndex, found: Found, node: int, shown: str) -> str:
    for word in found.words:
        if word_places(word, shown, word in found.whole):
            continue
        for attribute in index.graph.node_attributes(node, MOST_LOOKED_AT):
            if word_places(word, attribute.full_name, word in found.whole):
                return f"called {display_name(attribute.full_name, NAME_SHOWN)}"
        for path in index.graph.paths(node, MOST_LOOKED_AT):
            if word in path.lower():
                return f"also at {display_name(path, NAME_SHOWN)}"
        name = index.graph.class_name(node)
        if name.lower().startswith(word):
            return f"class {display_name(name, NAME_SHOWN)}"
    return ""

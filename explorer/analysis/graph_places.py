"""What a laid out graph is: a place, a block and room for a label for each visible node. Shared by all forms.

All positions in pixels at 100 % zoom, y downwards, a node's place is its shape's centre.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_tree import Bools, Ints

Floats = npt.NDArray[np.float64]

TOP_DOWN, LEFT_RIGHT = "top-down", "left-right"

NODE_RADIUS = 9.0
TEXT_OFFSET = 16.0  # from a node's centre to a label beside it
TEXT_PADDING = 8.0
LINE_HEIGHT = 30.0  # two lines of text beside a node
ONE_LINE_HEIGHT = 20.0  # name and details in one line beside a node
DETAIL_GAP = 7.0  # between both
BELOW_TOP, BELOW_BOTTOM = 10.0, 41.0  # a label under a node, from its centre
EDGE_NAME_OFFSET = 22.0  # from a node's centre up to its edge's name


@dataclass(frozen=True)
class Rows:
    """What a wrapped drawing remembers of its rows, over all n nodes of the graph."""

    limit: Floats  # [n] how long a row below a node may get; 0: not known
    begins: Bools  # [n] a node that begins a row, other than the first of its family


@dataclass(frozen=True)
class Routes:
    """Curves of the k links of a layered drawing, in the order the links were given."""

    first: Ints  # [k + 1] link i owns curve[first[i] : first[i + 1]]
    curve: Floats  # [c, 8] joined cubic segments, from the link's source to its target
    continues: Ints  # [k] the link this one branches off from, -1: none. Links of one stem are drawn once
    borrowed: Ints  # [k] how many of that link's own leading segments lead to the branch
    name_box: Floats  # [k, 4] room kept for the link's name; NaN: none was kept
    crossings: int  # between links, as drawn


@dataclass(frozen=True)
class GraphLayout:
    """Columns over the m visible nodes, parents before children. Read-only by convention."""

    node: Ints  # [m] node ids
    index: Ints  # [n] id -> position in these columns, -1 if not visible
    parent: Ints  # [m] position of the drawing parent, -1 for the root
    x: Floats  # [m]
    y: Floats  # [m]
    block: Floats  # [m, 4] left, top, right, bottom of the node and all visible nodes below it
    label_box: Floats  # [m, 4] room kept for its text
    label_below: Bools  # [m] text centred under the node instead of beside it
    is_wrapped: bool
    orientation: str
    # Wrapped form only: straight lines, k of them.
    line: Floats  # [k, 4] x0, y0, x1, y1
    line_child: Ints  # [k] position of the (last) child it leads to
    routes: Routes | None = None  # layered form only
    rows: Rows | None = None  # wrapped form only: for the next drawing of the same graph
    one_line: bool = False  # details behind the names instead of below them

    @property
    def count(self) -> int:
        """How many nodes are drawn."""
        return len(self.node)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything."""
        if not self.count:
            return (0.0, 0.0, 1.0, 1.0)
        return (
            float(self.block[:, 0].min()), float(self.block[:, 1].min()),
            float(self.block[:, 2].max()), float(self.block[:, 3].max()),
        )  # fmt: skip

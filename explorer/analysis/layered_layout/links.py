"""What a layered layout is asked to draw: links between nodes, and the room nodes and names take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Links:
    """Columns over k links between m nodes. Any directed graph: circles, loops and repeated links may occur."""

    source: Ints  # [k] 0 .. m - 1
    target: Ints  # [k]
    is_tree: Bools  # [k] at most one for each target, leading from its drawing parent; without circles
    may_share: Bools  # [k] may join the stem of other links of the same source
    name_width: Floats  # [k] of a name to keep room for along the link; 0: none. Not used for tree links


@dataclass(frozen=True)
class Room:
    """Extents of the m nodes from their centres, along the axis of siblings (cross) and of ranks (main)."""

    before: Floats  # [m] towards smaller cross
    after: Floats  # [m]
    head: Floats  # [m] towards the root, with the name of the tree link that arrives here
    tail: Floats  # [m] away from the root, with the label
    leave: Floats  # [m] from the centre to where links leave, <= tail
    arrive: Floats  # [m] from the centre back to where links arrive, <= head
    end: Floats  # [m] where a link arrives that comes from beyond the tail
    gap: float  # least distance between neighbours in a rank
    names_across: bool  # texts run along the axis of siblings (root on top), else along that of ranks
    family_gap: float = 0.0  # more of it between children of different nodes


@dataclass(frozen=True)
class Layered:
    """Where everything went."""

    rank: Ints  # [m]
    cross: Floats  # [m]
    main: Floats  # [m]
    first: Ints  # [k + 1] link i owns segments curve[first[i] : first[i + 1]]
    curve: Floats  # [c, 8] cubics as (cross, main) pairs, joined, from the link's source to its target
    continues: Ints  # [k] the link of the same stem this one branches off from, -1: none
    borrowed: Ints  # [k] how many of that link's own leading segments lead to the branch
    name_box: Floats  # [k, 4] cross and main of two corners; NaN: no room was kept
    crossings: int

"""What keeps equal blocks from being drawn as one pile: what another side makes of them."""

from __future__ import annotations

import numpy as np

from explorer.analysis.graph_repeats import Hashes, parted
from explorer.analysis.graph_union import GraphUnion
from explorer.report.graph_colours.comparing import VERDICTS
from explorer.report.graph_colours.kinds import BY_VERDICT, Categories

# What becomes of a block as a whole; the others are of single values, and a pile tells how many of them there are.
_PARTING = ("unused by model", "missing in checkpoint", "dtype differs", "shape differs")
_PARTS = np.array([VERDICTS.index(name) if name in _PARTING else 0 for name in VERDICTS] + [0], np.int8)


def kept_apart(union: GraphUnion | None, categories: Categories) -> Hashes | None:
    """Uint64 [n], see `draw_graph`; None where blocks that look alike may be one pile.

    Beside an older graph those are apart that were not alike there, so none is a pile of old and new ones;
    coloured by verdict, those are that the target takes and does not take.
    """
    apart = None
    if union is not None and (union.older >= 0).any():
        apart = union.older_look
    if categories.mode == BY_VERDICT and (fate := _PARTS[categories.code]).any():
        apart = parted(apart, fate)
    return apart

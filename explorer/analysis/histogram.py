"""Display histograms derived from exact value counts: any edges, linear, log or symmetric log."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.analysis.statistics import ValueCounts


def rebin(values: ValueCounts, edges: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """float64 [bins]: the counts spread over `edges` [bins + 1] (ascending); a range crossing an edge is split in proportion."""
    raise NotImplementedError

"""What the colours of a graph picture say: categories of nodes, and the colours, marks and legend of a drawing."""

from explorer.report.graph_colours.categories import (
    bad_values,
    by_dtype,
    by_role,
    by_size,
)
from explorer.report.graph_colours.colouring import (
    Colouring,
    LegendEntry,
    Words,
    colour_by_role,
    colour_drawing,
    ring_colour,
    with_counts_of_part,
)
from explorer.report.graph_colours.comparing import DIFFERENCES, VERDICTS, by_difference, by_verdict
from explorer.report.graph_colours.kinds import (
    BY_DIFFERENCE,
    BY_DTYPE,
    BY_HEALTH,
    BY_MOVE,
    BY_ROLE,
    BY_SIZE,
    BY_VERDICT,
    MODES,
    Categories,
    Codes,
    Kind,
)

__all__ = [
    "BY_DIFFERENCE",
    "BY_DTYPE",
    "BY_HEALTH",
    "BY_MOVE",
    "BY_ROLE",
    "BY_SIZE",
    "BY_VERDICT",
    "DIFFERENCES",
    "MODES",
    "VERDICTS",
    "Categories",
    "Codes",
    "Colouring",
    "Kind",
    "LegendEntry",
    "Words",
    "bad_values",
    "by_difference",
    "by_dtype",
    "by_role",
    "by_size",
    "by_verdict",
    "colour_by_role",
    "colour_drawing",
    "ring_colour",
    "with_counts_of_part",
]

"""The kinds of picture this view draws: their names, what they show, and what can be set in each."""

from __future__ import annotations

RIDGES, HEAT, QUANTILES, CURVES, SEVERAL, OVERLAY, DIFFERENCE = (
    "ridges",
    "heat",
    "quantiles",
    "curves",
    "several",
    "overlay",
    "difference",
)
MODES = {
    RIDGES: ("Ridges", "One outline a step"),
    HEAT: ("Heat map", "Steps sideways, values upwards, the colour tells how many"),
    QUANTILES: ("Quantiles", "Bands that hold the middle 50, 90 and 98 % of the values, and all of them"),
    CURVES: ("Curves", "Statistics over the steps: choose which"),
    SEVERAL: ("Several", "A small picture of each of several tensors"),
    OVERLAY: ("Two steps", "The older step and the newer one laid over each other"),
    DIFFERENCE: ("Difference", "Where the newer step has more values than the older one, and where fewer"),
}
WITH_HEIGHTS = (RIDGES, HEAT, SEVERAL)  # counts become heights or colours that may be a step's own
WITH_LOG_COUNTS = (RIDGES, HEAT, SEVERAL, OVERLAY)
WITH_RANGE = (RIDGES, HEAT, QUANTILES, OVERLAY, DIFFERENCE)  # values have an axis of their own
WITH_STEPS_SIDEWAYS = (HEAT, QUANTILES, CURVES)
FOR_SCALARS = (CURVES, SEVERAL)  # one value a step has no distribution

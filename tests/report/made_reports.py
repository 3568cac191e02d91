"""A restore report made of literals: three variables, and outcomes as a test wants them."""

from __future__ import annotations

import numpy as np

from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow
from explorer.analysis.restoring.finding import Cure, Finding
from explorer.analysis.restoring.outcome import EFFECTS, Outcome
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable

SPEC = ModelSpec(
    "target",
    False,
    (
        SpecVariable("d/bias", "d/bias", "float32", (20,)),
        SpecVariable("d/kernel", "d/kernel", "float32", (4, 20)),
        SpecVariable("new", "new", "float32", ()),
    ),
)
ROWS = (
    RestoreRow(
        "d/bias",
        Expectation("float32", (20,)),
        Expectation("float32", (10,)),
        "shape differs",
        "model expects [20], checkpoint holds [10]",
        "build it with 10",
        0,
        0,
    ),
    RestoreRow(
        "d/kernel",
        Expectation("float32", (4, 20)),
        Expectation("float32", (4, 20)),
        "restored",
        "the same",
        "",
        1,
        1,
    ),
    RestoreRow(
        "new",
        Expectation("float32", ()),
        None,
        "missing in checkpoint",
        "model expects float32 [], checkpoint holds no such variable",
        "it is new",
        2,
        -1,
    ),
    RestoreRow(
        "old", None, Expectation("int64", ()), "unused by model", "model has no such variable", "", -1, 2
    ),
)
CURES = (Cure("Build the layer with 10 units.", "Dense(10)"),)
FINDINGS = (
    Finding("units-changed", "Layer d has 20 units in the model, 10 in the checkpoint", ("d/bias",), CURES),
)


def outcome(effects, rows, api="saver.restore", variables="resource", **more):
    """`effects`: their words, one a variable."""
    return Outcome(
        api,
        Conditions("2.15", "2", "graph", variables),
        np.array([EFFECTS.index(effect) for effect in effects], np.uint8),
        np.array(rows, np.int64),
        **more,
    )


def report(*outcomes, **more):
    return RestoreReport(
        "model.ckpt-5",
        "target",
        ROWS,
        "2 of 3 variables would not be restored.",
        spec=SPEC,
        outcomes=outcomes,
        findings=FINDINGS,
        **more,
    )

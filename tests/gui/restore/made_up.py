"""Reports with outcomes and findings made up, so that the view is tested apart from the predictions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.analysis.restore import RestoreReport
from explorer.analysis.restoring.finding import Cure, Finding
from explorer.analysis.restoring.outcome import ADOPTED, LEFT_ALONE, RAISES, RESTORED, WRONG, Outcome, Raised
from explorer.checkpoints.conditions import Conditions

MESSAGE = (
    "Restoring from checkpoint failed. This is most likely due to a mismatch between the current graph and the "
    "graph from the checkpoint. Please ensure that you have not altered the graph expected based on the "
    "checkpoint. Original error:\n\nAssign requires shapes of both tensors to match. lhs shape= [20] "
    "rhs shape= [10]\n\ttensor_name = dnn/hiddenlayer_0/bias"
)
UNITS = "Units changed from 10 to 20 in hidden layers 0 and 1"
CODE = "estimator = tf.estimator.DNNClassifier(\n    hidden_units=[10, 10],\n)"


def with_outcomes(report: RestoreReport, count: int = 4) -> RestoreReport:
    """The report with `count` ways of loading, two findings and one way that cannot be judged."""
    variables = report.spec.variables
    differ = {row.variable for row in report.rows if row.verdict == "shape differs"}
    rows = np.full(len(variables), -1, np.int64)
    for row in report.rows:
        if row.variable >= 0:
            rows[row.variable] = row.row

    def effects(where: int, else_: int) -> np.ndarray:
        return np.asarray([where if place in differ else else_ for place in range(len(variables))], np.uint8)

    def graph(kind: str) -> Conditions:
        return Conditions("2.15", "2", "graph", kind)

    made = [
        Outcome("saver.restore", graph("ref"), effects(RAISES, RESTORED), rows,
                Raised("InvalidArgumentError", MESSAGE)),
        Outcome("saver.restore", graph("resource"), effects(ADOPTED, RESTORED), rows,
                adopted=dict.fromkeys(differ, (10,)),
                remarks=("The graph says [20], the variable has [10] afterwards.",)),
        Outcome("checkpoint.restore", Conditions("2.15", "2", "eager", "resource"),
                effects(LEFT_ALONE, RESTORED), rows, None, Raised("AssertionError", "Some objects had attributes"),
                "ok", "ok", "NameBasedSaverStatus", log=("WARNING: a value was not used",)),
        Outcome("init_from_checkpoint", graph("resource"), effects(RESTORED, RESTORED), rows),
        Outcome("warm_start", graph("resource"), effects(WRONG, RESTORED), rows),
    ]  # fmt: skip
    for number in range(len(made), count):
        made.append(replace(made[3], api=f"another.{number}"))
    keys = tuple(row.key for row in report.rows if row.verdict == "shape differs")
    findings = (
        Finding(
            "units-changed",
            UNITS,
            keys,
            (
                Cure("Build the estimator with the stored units.", CODE),
                Cure("Train it anew in an empty directory."),
                Cure(
                    "Take over only the layers that fit.",
                    "tf.compat.v1.train.init_from_checkpoint(\n    ...)",
                ),
            ),
            "5 variables and their 5 Adagrad slots; the last layer follows.",
        ),
        Finding("note", "The step is told", ("global_step",)),
    )
    return replace(
        report,
        outcomes=tuple(made[:count]),
        findings=findings,
        unsuitable=(("load_weights.tf", "The target tells no objects."),),
    )

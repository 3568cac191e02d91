"""The update lens: how tensors moved between steps, and what follows from it.

1. `steps`: which checkpoints are compared (`consecutive`).
2. `changes`: many tensors between two checkpoints (`changes_between`).
3. `moves`: all tensors over all pairs of a run, as columns (`run_moves`); `move_summary` reads what stands out.
4. `unhealthy`: the first step with NaN or infinities (`first_unhealthy`), by `unhealthy_search` and `non_finite`'s look into a tensor;
   `health` tells of each tensor at which steps it is so.
5. `matrix_rank`: how many directions a matrix uses (`effective_rank`).
6. `optimizer_steps`: the last step of each variable by its slots, with `step_rules` and `step_settings`.
"""

from explorer.analysis.updates.changes import (
    Change,
    ChangeRecord,
    ShapesDifferError,
    changes_between,
    is_told_unchanged,
    unchanged,
)
from explorer.analysis.updates.health import BadSpan, bad_spans, health_of, look_where_unknown
from explorer.analysis.updates.matrix_rank import RankMeasure, effective_rank
from explorer.analysis.updates.move_summary import MovedTensor, MoveSummary, StillTensor, summary_of_moves
from explorer.analysis.updates.moves import STATES, RunMoves, run_moves
from explorer.analysis.updates.optimizer_steps import OptimizerStep, OptimizerSteps, optimizer_steps
from explorer.analysis.updates.step_settings import ASSUMED, STORED, TOLD, Setting
from explorer.analysis.updates.steps import StepPair, across_gaps, consecutive, readable
from explorer.analysis.updates.unhealthy import FirstUnhealthy, first_unhealthy

__all__ = [
    "ASSUMED",
    "STATES",
    "STORED",
    "TOLD",
    "BadSpan",
    "Change",
    "ChangeRecord",
    "FirstUnhealthy",
    "MoveSummary",
    "MovedTensor",
    "OptimizerStep",
    "OptimizerSteps",
    "RankMeasure",
    "RunMoves",
    "Setting",
    "ShapesDifferError",
    "StepPair",
    "StillTensor",
    "across_gaps",
    "bad_spans",
    "changes_between",
    "consecutive",
    "effective_rank",
    "first_unhealthy",
    "health_of",
    "is_told_unchanged",
    "look_where_unknown",
    "optimizer_steps",
    "readable",
    "run_moves",
    "summary_of_moves",
    "unchanged",
]

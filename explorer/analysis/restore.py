"""Does this checkpoint fit that model: a verdict for each variable. (First form: shapes, dtypes, keys.)"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

VERDICTS = (
    "restored",
    "shape differs",
    "dtype differs",
    "missing in checkpoint",
    "unused by model",
    "deferred",
    "wrong value silently",
    "damaged",
    "unknown",
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """One side of a row: what the model expects, or what the checkpoint holds. None = not told."""

    dtype: str | None
    shape: tuple[int | None, ...] | None


@dataclass(frozen=True, slots=True)
class RestoreRow:
    """One variable's verdict. `sentence` names the model's side first; `hint` says what to do."""

    key: str
    expected: Expectation | None
    stored: Expectation | None
    verdict: str
    sentence: str
    hint: str


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """The verdicts of one checkpoint against one target, problems first by verdict, then natural key order."""

    checkpoint: str
    target: str
    rows: tuple[RestoreRow, ...]
    summary: str  # one sentence


def check_restore(checkpoint: Checkpoint, target: ModelSpec, task: Task = QUIET) -> RestoreReport:
    """Match the two sides by checkpoint key and judge every row."""
    raise NotImplementedError

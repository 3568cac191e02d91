"""What a check answers: the verdicts of all rows, what each way of loading does, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.analysis.restoring.outcome import EFFECTS, Outcome
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS, RestoreRow
from explorer.checkpoints.conditions import NOT_KNOWN, Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.showing import Rows, counted, quoted

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Finding


@dataclass(frozen=True, slots=True, repr=False)
class RestoreReport(Rows[RestoreRow]):
    """The verdicts of one checkpoint against one target, problems first by verdict, then natural key order.

    `outcomes`: what each way of loading does, the likeliest first; the same API may stand there
    twice, for resource and for ref variables. `unsuitable`: (API id, sentence) of those that cannot
    be judged. `findings` name the causes. `assumed`: sentences on what the files do not tell.
    """

    checkpoint: str
    target: str
    rows: tuple[RestoreRow, ...]
    summary: str  # one sentence, or more where the sides are of different kinds
    note: str = ""  # why the two sides have no names in common, where they have none; part of the summary
    spec: ModelSpec | None = None
    conditions: Conditions = NOT_KNOWN
    assumed: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    unsuitable: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    def _all_rows(self) -> tuple[RestoreRow, ...]:
        return self.rows

    def _in_short(self) -> str:
        return f"{quoted(self.checkpoint)} → {quoted(self.target)}: {counted(len(self.rows), 'row')}"

    @property
    def counts(self) -> dict[str, int]:
        """Verdict -> number of rows, for the verdicts that occur, in the order of the rows."""
        return dict(Counter(row.verdict for row in self.rows))

    @property
    def fits(self) -> bool:
        """Whether every variable of the model gets its value."""
        return not any(map(self.is_problem, self.rows))

    def is_problem(self, row: RestoreRow) -> bool:
        """Whether a row's verdict is one to mend: not where the likeliest way of loading never asks for it."""
        if row.verdict not in PROBLEM_VERDICTS:
            return False
        return not self.outcomes or self.outcomes[0].concerns(row.variable)

    def effect(self, row: RestoreRow, outcome: Outcome) -> str:
        """What one way of loading does to a row's variable: one of EFFECTS, "" where the model has none."""
        return EFFECTS[outcome.effect[row.variable]] if row.variable >= 0 else ""

"""How each cause is mended: text, and code that runs as it stands."""

from __future__ import annotations

from explorer.analysis.restoring.causes_draft import Draft
from explorer.analysis.restoring.causes_sides import Case
from explorer.analysis.restoring.finding import Cure
from explorer.task import QUIET, Task


def cures_of(case: Case, draft: Draft, task: Task = QUIET) -> tuple[Cure, ...]:
    """The cures of one cause, the likeliest first."""
    return ()

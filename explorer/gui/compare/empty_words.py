"""What the Compare view says where it has no rows to show: why, and what to do about it."""

from __future__ import annotations

from typing import Any

from explorer.analysis.diff_rule import EqualityRule
from explorer.gui.problems import describe, why_nothing
from explorer.gui.statuses import can_be_chosen


def why_no_rows(
    session: Any, source: Any, query: str, has_chips: bool, error: Exception | None, rule: EqualityRule
) -> tuple[str, str]:
    """A sentence and a hint, "" for none."""
    if source is not None and len(source):
        return _why_hidden(source, query, has_chips, rule)
    if source is not None:
        return "Neither step holds a variable.", ""
    if error is not None:
        return f"The steps could not be compared: {error}", getattr(error, "hint", "")
    if session.newer is None:
        found = why_nothing(
            session, "There is no step to compare.", "Open a directory with Ctrl+O and choose a step."
        )
        return found[0], found[1] if len(found) > 1 else ""
    if session.older_error is not None:
        return describe(session.older_error).sentence, "Choose another older step on the time axis."
    if session.older is None and session.older_entry is None:
        if not _can_be_compared(session):
            return (
                "There is only this checkpoint to look at.",
                "Comparing takes two: compare it with another directory, open one with more checkpoints, "
                "or check its restore into another model.",
            )
        return (
            "No older step is chosen.",
            "Choose one with “Compare with” in the tool bar, or with Shift+click on a mark of the time axis.",
        )
    return "Comparing …", ""


def _why_hidden(source: Any, query: str, has_chips: bool, rule: EqualityRule) -> tuple[str, str]:
    if query:
        return "No row has all the words of the filter.", "Esc in the filter field clears it."
    if has_chips:
        return "No row has the chosen kind of change.", "Press the coloured buttons again to see all rows."
    hint = "Switch off “Only differences” to see the rows."
    if rule.tolerance is None and not source.counts()["ignored"]:
        return "The two steps are the same, bit by bit.", hint
    return f"The two steps are the same: {rule.sentence}.", hint


def _can_be_compared(session: Any) -> bool:
    """Whether the run has another checkpoint than the one on show."""
    run = session.run
    return run is not None and sum(map(can_be_chosen, run.checkpoints)) > 1

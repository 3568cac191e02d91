"""What the Restore view says while it has no rows: why, and what to do."""

from __future__ import annotations

from typing import Any

from explorer.gui.problems import why_nothing
from explorer.report.numbers import display_name


def why_empty(session: Any, source: Any) -> tuple[str, str]:
    """(sentence, next step)."""
    if source is not None and len(source):
        return (
            "No row is left by the filter, the pressed verdicts and the finding shown.",
            "Esc in the filter field clears it; press a verdict or Show again to release it.",
        )
    if source is not None:
        return "Neither the model nor the checkpoint has a variable.", ""
    if session.newer is None:
        return why_nothing(
            session,
            "There is no checkpoint to restore.",
            "Open a directory with Ctrl+O and choose a step.",
        )
    if session.target is None and session.target_error is not None:
        error = session.target_error
        return (
            f"The target could not be read: {display_name(str(error), 600)}.".replace("..", "."),
            getattr(error, "hint", "") or "Choose another target.",
        )
    if session.target is None and session.is_busy():
        return "Reading the target …", ""
    if session.target is None:
        return (
            "Which model is this checkpoint to be restored into?",
            "Choose it, and you see for each way of loading whether it raises, what it restores, and what goes "
            "wrong without an error; for each variable why, and what to do.",
        )
    if session.is_busy():
        return "Checking …", ""
    return (
        "The restore could not be checked.",
        "The banner above says why. Choose another target, or another step.",
    )

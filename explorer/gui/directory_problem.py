"""What the banner says of a directory: its damaged and unfinished checkpoints, and what its state file gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.problems import Problem
from explorer.gui.statuses import BEING_WRITTEN, DAMAGED
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir

MOST_SENTENCES = 20  # a hostile list of checkpoints could give thousands


def damage_problem(run: ModelDir, already: str = "") -> Problem | None:
    """What is to be said of damaged checkpoints: the newest of them, and how many more; None without any.

    Nor when the only one's reason was told `already`, by the sentence of an error.
    """
    damaged = [entry for entry in run.checkpoints if entry.status == DAMAGED]
    if not damaged:
        return None
    newest = damaged[-1]
    told = newest.problems[0].partition(": ")[2].rstrip(".") if newest.problems else ""
    if len(damaged) == 1 and told and told in already:
        return None
    sentence = _damaged_sentence(newest.prefix, newest.problems[0] if newest.problems else "")
    more = len(damaged) - 1
    others = " 1 more is damaged." if more == 1 else f" {more:,} more are damaged." if more else ""
    return Problem(
        f"{sentence}{others}",
        "What can still be read is shown. Verify names what is lost and what is safe.",
    )


def directory_problems(run: ModelDir) -> list[Problem]:
    """What else is to be said of a directory; nothing when all is well."""
    found = []
    unfinished = [entry for entry in run.checkpoints if entry.status == BEING_WRITTEN and _is_stale(entry)]
    if unfinished:
        last = unfinished[-1]
        others = f" {len(unfinished) - 1} more like it." if len(unfinished) > 1 else ""
        reason = display_name(last.problems[-1], 800)
        found.append(
            Problem(
                f"{display_name(last.prefix, 200)} is not complete. {reason}{others}",
                "Choose another step, or save again.",
            )
        )
    found += [Problem(display_name(sentence, 1024)) for sentence in run.problems[:MOST_SENTENCES]]
    return found


def _damaged_sentence(prefix: str, problem: str) -> str:
    """That a checkpoint is damaged, and why: behind a colon, or as a sentence of its own when it is one."""
    name, reason = display_name(prefix, 200), display_name(problem, 800).removesuffix(".")
    if not reason:
        return f"{name} is damaged."
    if reason[:1].isupper() and " " in reason:
        return f"{name} is damaged. {reason}."
    return f"{name} is damaged: {reason}."


def _is_stale(entry: CheckpointEntry) -> bool:
    return any("interrupted" in problem for problem in entry.problems)

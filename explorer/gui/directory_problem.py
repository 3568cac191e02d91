"""What the banner says of a directory: its damaged and unfinished checkpoints, and what its state file gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.problems import Problem
from explorer.gui.statuses import BEING_WRITTEN, DAMAGED
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir

MOST_SENTENCES = 20  # a hostile list of checkpoints could give thousands


def directory_problems(run: ModelDir) -> list[Problem]:
    """What is to be said of a directory, the worst first; nothing when all is well."""
    if not run.checkpoints:
        hint = "Open a directory with .index files, or one of the folders in the panel at the left."
        return [Problem("There is no checkpoint in this directory.", hint)]
    found = []
    damaged = [entry for entry in run.checkpoints if entry.status == DAMAGED]
    if damaged:
        first = damaged[-1]
        problem = first.problems[0] if first.problems else ""
        if problem.startswith(f"{first.prefix} "):  # a Keras file: the sentence names it by itself
            problem = f"it{problem.removeprefix(first.prefix)}"
        reason = f": {display_name(problem, 800)}" if problem else "."
        others = f" {len(damaged) - 1} more are damaged." if len(damaged) > 1 else ""
        found.append(
            Problem(
                f"{display_name(first.prefix, 200)} is damaged{reason}{others}",
                "What can still be read is shown. Tools > Verify names what is lost and what is safe.",
            )
        )
    unfinished = [entry for entry in run.checkpoints if entry.status == BEING_WRITTEN and _is_stale(entry)]
    if unfinished:
        last = unfinished[-1]
        others = f" {len(unfinished) - 1} more like it." if len(unfinished) > 1 else ""
        found.append(
            Problem(
                f"{display_name(last.prefix, 200)} is not complete. {display_name(last.problems[-1], 800)}{others}",
                "Choose another step, or save again.",
            )
        )
    found += [Problem(display_name(sentence, 1024)) for sentence in run.problems[:MOST_SENTENCES]]
    return found


def _is_stale(entry: CheckpointEntry) -> bool:
    return any("interrupted" in problem for problem in entry.problems)

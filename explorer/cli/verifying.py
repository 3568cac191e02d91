"""`ckptx verify`: JSON for scripts; for people a table of what is wrong, a verdict, and what to do."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from explorer.analysis.doctor import verify
from explorer.analysis.doctor_records import CheckpointVerdict, FileProblem, Verification
from explorer.cli.json_output import print_json
from explorer.cli.main import FAILED, FINE, FOUND
from explorer.cli.progress import progress_task
from explorer.cli.tables import Head, print_table
from explorer.report import json_shapes
from explorer.report.numbers import display_name
from explorer.report.verify_text import counted_problems, lost_sentence, summary

_MOST_NAMED = 8  # variables of one contradiction
_MOST_LOST = 200  # names of one checkpoint; --json has them all


def show_verify(path: str, step: int | None, number: int | None, as_json: bool) -> int:
    """Verify and say what was found; exit status 1 when something is wrong."""
    with progress_task() as task:
        verification = verify(path, step=step, number=number, task=task)
    status = FOUND if verification.problems else FINE
    if as_json:
        print_json(json_shapes.verify_shape(verification))
        return status
    problems = verification.problems
    heads = [Head("File"), Head("Tensor"), Head("Problem")]
    columns = [
        [display_name(problem.file) for problem in problems],
        [_tensors(problem) for problem in problems],
        [display_name(problem.problem, 2000) for problem in problems],
    ]
    print_table(heads, columns, [*_contradictions(problems, path), *_notes(verification)])
    return status


def print_state_file(path: str, as_json: bool) -> int:
    """The text that a directory's `checkpoint` file should have, on standard output.

    Exit status 0 when the file is right, 1 when it is not and the text is printed, 2 when there is none to print.
    """
    from explorer.checkpoints.series import open_model_dir
    from explorer.checkpoints.state_text import advise_on_state

    directory = (
        Path(path).parent if Path(path).name == "checkpoint" and not Path(path).is_dir() else Path(path)
    )
    advice = advise_on_state(open_model_dir(directory))
    status = FINE if advice.is_right else FOUND if advice.text else FAILED
    if as_json:
        sentence = json_shapes.json_text(advice.sentence)
        print_json({"text": json_shapes.json_text(advice.text) or None, "sentence": sentence})
        return status
    print(display_name(advice.sentence, 4000), file=sys.stderr)
    try:
        sys.stdout.write(advice.text)
    except UnicodeEncodeError:  # the text holds a name whose bytes are no UTF-8
        print("The text cannot be written in the terminal's encoding.", file=sys.stderr)
        return FAILED
    return status


def _contradictions(problems: Sequence[FileProblem], path: str) -> Sequence[str]:
    """Which variables graph files contradict, and the command that shows each of them."""
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    lines: list[str] = []
    for problem in problems:
        if not problem.parts:
            continue
        names = ", ".join(display_name(key) for key in problem.keys[:_MOST_NAMED])
        if len(problem.keys) > _MOST_NAMED:
            names += f" and {len(problem.keys) - _MOST_NAMED:,} more"
        first = problem.parts[0]
        sides = " ".join(shlex.quote(str(folder / name)) for name in (first.prefix, first.file))
        lines.append(f"{display_name(first.file)} concerns {names}")
        lines.append(f"  each with both sides: ckptx check {display_name(sides, 4000)}")
    return lines


def _notes(verification: Verification) -> Sequence[str]:
    lines: list[str] = []
    hints = dict.fromkeys(problem.hint for problem in verification.problems if problem.hint)
    lines += [f"- {display_name(hint, 2000)}" for hint in hints]
    for verdict in verification.checkpoints:
        if verdict.lost:
            if len(verification.checkpoints) > 1:
                lines.append(f"{display_name(verdict.prefix)}: {lost_sentence(verdict)}")
            lines += _lost_names(verdict)
    lines += [display_name(note, 2000) for note in verification.notes]
    if verification.proposed_state is not None:
        lines.append("The corrected text is printed by: ckptx verify --checkpoint-file DIRECTORY")
    lines.append(display_name(summary(verification), 2000))
    if verification.problems:
        lines.append(counted_problems(verification))
    return lines


def _lost_names(verdict: CheckpointVerdict) -> list[str]:
    misplaced = frozenset(verdict.misplaced)
    lines = [
        f"  {'recoverable' if key in misplaced else 'lost'}: {display_name(key)}"
        for key in verdict.lost[:_MOST_LOST]
    ]
    if len(verdict.lost) > _MOST_LOST:
        lines.append(f"  and {len(verdict.lost) - _MOST_LOST:,} more; --json names them all")
    return lines


def _tensors(problem: FileProblem) -> str:
    if problem.key:
        return display_name(problem.key)
    if len(problem.keys) == 1:
        return display_name(problem.keys[0])
    return f"{len(problem.keys):,} tensors" if problem.keys else ""

"""From an error to the variables it means, what else has the same fault, and how to mend it."""

from __future__ import annotations

from explorer.analysis.error_reading.by_check import Checked, checked
from explorer.analysis.error_reading.reader import read_error
from explorer.analysis.error_reading.records import ErrorAnswer, ErrorMatch, ErrorReading
from explorer.analysis.error_reading.sides import (
    ALIKE,
    NAMED,
    SAME_FAULT,
    SAME_LAYER,
    Sides,
    expected_text,
    stored_text,
)
from explorer.analysis.error_reading.words import NO_ERROR, cures_of, sentence_of
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task, breathing

__all__ = ["ALIKE", "MOST_MATCHES", "NAMED", "SAME_FAULT", "SAME_LAYER", "answer_error", "explain"]

MOST_MATCHES = 20_000


def explain(
    text: str, checkpoint: Checkpoint | None = None, target: ModelSpec | None = None, task: Task = QUIET
) -> ErrorAnswer:
    """Read a pasted text and answer it: `answer_error(read_error(text), ...)`."""
    return answer_error(read_error(text), checkpoint, target, task)


def answer_error(
    reading: ErrorReading | None,
    checkpoint: Checkpoint | None = None,
    target: ModelSpec | None = None,
    task: Task = QUIET,
) -> ErrorAnswer:
    """What an error means. With a checkpoint or a target, the variables meant and those with the same fault.

    With both, they are checked as the error's way of loading would, and the findings that explain
    what it names give kind and cures. `reading` None (no error in the text) gives a sentence that
    says so.
    """
    if reading is None:
        return ErrorAnswer(
            None,
            NO_ERROR,
            "Paste the whole traceback, its last lines above all: they name the variable and both shapes.",
        )
    remarks = list(reading.remarks)
    if reading.is_warning:
        remarks.append("It is a warning: nothing was raised, and what was matched is restored.")
    seen = None
    if checkpoint is not None and target is not None:
        seen = checked(reading, checkpoint, target, task)
        remarks += seen.remarks
    if seen is not None and seen.is_judged:
        return _by_check(reading, seen, remarks)
    if seen is not None and seen.is_another_file:
        checkpoint = None  # its rows are not those the error speaks of
    matches = _matches(reading, checkpoint, target, task)
    return ErrorAnswer(
        reading,
        sentence_of(reading),
        _detail(reading),
        matches,
        cures_of(reading),
        tuple(remarks),
        reading.kind,
    )


def _by_check(reading: ErrorReading, seen: Checked, remarks: list[str]) -> ErrorAnswer:
    """The answer where both sides were checked: the findings' kind and cures."""
    sentence = sentence_of(reading)
    details = [_detail(reading)]
    for place, finding in enumerate(seen.findings):
        sentence += f" {'Also' if place else 'Why'}: {finding.title.removesuffix('.')}."
        details.append(finding.detail)
    cures = tuple(dict.fromkeys(cure for finding in seen.findings for cure in finding.cures))
    return ErrorAnswer(
        reading,
        sentence,
        "\n".join(filter(None, details)),
        seen.matches[:MOST_MATCHES],
        cures or cures_of(reading),
        tuple(remarks),
        seen.findings[0].kind if seen.findings else reading.kind,
        seen.findings,
    )


def _matches(
    reading: ErrorReading, checkpoint: Checkpoint | None, target: ModelSpec | None, task: Task
) -> tuple[ErrorMatch, ...]:
    """The variables meant, as one side alone tells."""
    task.report(0, 1, "Looking for the variables an error names")
    sides = Sides(checkpoint, target, task)
    matches: dict[tuple[int, int, str], ErrorMatch] = {}
    for tensor in breathing(reading.tensors):
        for row, place in sides.find(tensor):
            _add(matches, sides.match(row, place, NAMED, tensor))
        if not any(match.why == NAMED for match in matches.values()) and tensor.name:
            told = ErrorMatch(tensor.name, NAMED, expected=expected_text(tensor), stored=stored_text(tensor))
            _add(matches, told)
    for match in sides.with_the_same_fault(reading, list(matches.values())):
        _add(matches, match)
    return tuple(matches.values())[:MOST_MATCHES]


def _detail(reading: ErrorReading) -> str:
    parts = []
    if reading.exception:
        parts.append(f"{reading.exception}: {reading.message}")
    elif reading.message:
        parts.append(reading.message)
    if reading.layers:
        shown = ", ".join(reading.layers[:10])
        parts.append(f"Layers named: {shown}" + (" ..." if len(reading.layers) > 10 else "") + ".")
    return "\n".join(parts)


def _add(matches: dict[tuple[int, int, str], ErrorMatch], match: ErrorMatch) -> None:
    label = (match.row, match.variable, match.key if match.row < 0 and match.variable < 0 else "")
    matches.setdefault(label, match)

"""What the dialogs ask of analysis, on a pool thread, and its answers as the records they show."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.item_models.copying import inert
from explorer.gui.restore.answer_records import Audit, AuditLine, Explained, Named
from explorer.gui.restore.renames_model import Rename
from explorer.report.atomic import atomic_write
from explorer.report.audit_text import STATE_MARK, STATE_WORD, topic_words, worst_first
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

VERIFIED_BYTES = 256 << 20  # read in a blink
AUDIT_TONE = {"ok": "restored", "missing": "missing in checkpoint", "wrong": "shape differs"}  # the verdict

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.spec import ModelSpec


def ask_renames(
    checkpoint: Checkpoint, target: ModelSpec, report: RestoreReport | None, task: Task = QUIET
) -> tuple[Rename, ...]:
    """Old and new names of what found no partner, the surest first."""
    from explorer.analysis.renames import propose_renames

    keys, variables = checkpoint.table.keys, target.variables
    found = [
        Rename(keys[pair.row], variables[pair.variable].key or variables[pair.variable].name,
               pair.confidence, _plain(pair.reason).replace(" -> ", " → "), pair)
        for pair in propose_renames(checkpoint, target, task=task)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda rename: -rename.confidence))


def rename_forms(checkpoint: Checkpoint | None, target: ModelSpec | None) -> tuple[tuple[str, str], ...]:
    """(id, title) of the forms of code that suit the two sides, the likeliest first."""
    from explorer.analysis.renames_code import forms

    return forms(checkpoint, target) if checkpoint is not None and target is not None else ()


def rename_code(renames: Sequence[Rename], checkpoint: Checkpoint, target: ModelSpec, form: str) -> str:
    """The accepted renames as Python, with the checkpoint's own path."""
    from explorer.analysis.renames_code import as_python

    pairs = [rename.pair for rename in renames]
    return as_python(pairs, checkpoint, target, form, str(checkpoint.prefix))


def write_renames(
    path: Path, renames: Sequence[Rename], checkpoint: Checkpoint, target: ModelSpec, task: Task = QUIET
) -> None:
    """The accepted renames as CSV, whole or not at all."""
    from explorer.analysis.renames_code import CSV_HEADER, csv_rows

    task.report(0, 1, "Writing the renames")
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow(CSV_HEADER)
        for row in csv_rows([rename.pair for rename in renames], checkpoint, target):
            writer.writerow([inert(display_name(cell, 1 << 20)) for cell in row])


def ask_audit(checkpoint: Checkpoint, target: ModelSpec | None, task: Task = QUIET) -> Audit:
    """Whether training will go on where it stopped; values are read where that takes no time."""
    from explorer.analysis.resume_audit import audit_resume

    reads = checkpoint.size_bytes <= VERIFIED_BYTES
    found = audit_resume(checkpoint, target, task, read_values=reads)
    parts = [f"Optimizer: {found.optimizer}." if found.optimizer else ""]
    parts.append("" if reads else "The values were not read, so slots that are all zero were not looked for.")
    parts.append(
        ""
        if target is not None
        else "With a target chosen, what an optimizer switch would lose is told, too."
    )
    lines = tuple(
        AuditLine(
            STATE_MARK.get(item.state, "?"),
            STATE_WORD.get(item.state, item.state),
            AUDIT_TONE.get(item.state, "unknown"),
            topic_words(item.topic),
            item.sentence,
            item.hint,
            item.keys,
        )
        for item in worst_first(found.items)
    )
    return Audit(found.verdict, " ".join(filter(None, parts)), lines)


def _plain(text: str) -> str:
    """Without the back-quotes of Markdown: labels show text as it is."""
    return text.replace("`", "")


def ask_error(
    text: str, checkpoint: Checkpoint | None, target: ModelSpec | None, task: Task = QUIET
) -> Explained:
    """What a pasted error means."""
    from explorer.analysis.error_reading.answer import answer_error
    from explorer.analysis.error_reading.reader import read_error

    task.report(0, 1, "Reading the error")
    found = answer_error(read_error(text), checkpoint, target, task)
    detail = "\n".join(filter(None, (found.detail, *found.remarks)))
    named = tuple(Named(one.name or one.key, one.expected, one.stored, one.why) for one in found.matches)
    keys = tuple(dict.fromkeys(one.key for one in found.matches if one.key))
    return Explained(
        _plain(found.sentence), _plain(detail), found.reading is not None, named, keys, found.cures
    )

"""A directory, its checkpoints, one checkpoint, one variable: how they show themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from explorer.jupyter import page as p
from explorer.jupyter.drawing import axis_svg
from explorer.jupyter.style import class_of
from explorer.natural_sort import natural_key
from explorer.report.numbers import (
    format_bytes,
    format_count,
    format_counted,
    format_label,
    format_percent,
    format_shape,
    format_time,
)
from explorer.report.palette import ROLE_LETTER, STATUS_MARK
from explorer.report.sentences import sentence

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.entries import CheckpointEntry, ModelDir
    from explorer.checkpoints.variable import Variable

_FEW = 30  # rows that are shown without being asked for
_MOST_PROBLEMS = 20


def run_page(run: ModelDir) -> p.Page:
    """The steps of a directory on a time axis, and as a table, the newest first."""
    entries, latest = run.checkpoints[::-1], run.latest
    blocks: list[p.Block] = [*problem_notes(run.problems)]
    axis = None
    if entries:
        axis = p.Picture(partial(axis_svg, run), axis_words(run))
        blocks.append(axis)
        heads = (
            p.Head("Step", is_number=True), p.Head("Save", is_number=True), p.Head("Checkpoint", is_name=True),
            p.Head("Status"), p.Head("Format"), p.Head("Size", is_number=True), p.Head("Saved"), p.Head("", is_prose=True),
        )  # fmt: skip
        table = p.Table(
            heads,
            len(entries),
            lambda index: _entry_row(entries[index], is_latest=entries[index] is latest),
            "All of them: run.to_pandas(), or run.checkpoints.",
            "checkpoint",
        )
        blocks.append(table)
    else:
        blocks.append(p.Note(sentence(run.why_no_latest) or "There is no checkpoint in this directory."))
    blocks += [p.Note(sentence(note), "muted") for note in run.notes[:_MOST_PROBLEMS]]
    size = sum(entry.size_bytes for entry in run.checkpoints)
    words = f"{format_counted(len(entries), 'checkpoint')}, {format_bytes(size)}"
    return p.Page("Directory", run.directory.name or str(run.directory), tuple(blocks), words, axis)


def axis_words(run: ModelDir) -> str:
    """The time axis in a sentence, for whoever cannot see it."""
    counts = dict.fromkeys(STATUS_MARK, 0)
    for entry in run.checkpoints:
        counts[entry.status] = counts.get(entry.status, 0) + 1
    parts = ", ".join(f"{format_count(count)} {status}" for status, count in counts.items() if count)
    last = f"; the latest is {format_label(run.latest.label)}" if run.latest is not None else ""
    return f"Time axis of {format_counted(len(run.checkpoints), 'checkpoint')}: {parts}{last}."


def _entry_row(entry: CheckpointEntry, *, is_latest: bool) -> tuple[str | p.Cell, ...]:
    said = " ".join(entry.problems) or entry.note
    return (
        "" if entry.step is None else format_count(entry.step),
        "" if entry.number is None else format_count(entry.number),
        entry.name,
        p.Cell(entry.status, STATUS_MARK.get(entry.status, "?"), class_of("status", entry.status), said),
        entry.format.replace("_", " "),
        "" if entry.status == "gone" else format_bytes(entry.size_bytes),
        format_time(entry.saved_at or entry.modified),
        "latest" if is_latest else said,
    )


def entry_page(entry: CheckpointEntry) -> p.Page:
    """One checkpoint as the scan of its directory tells it."""
    facts: list[tuple[str, str | p.Cell]] = [
        (
            "status",
            p.Cell(entry.status, STATUS_MARK.get(entry.status, "?"), class_of("status", entry.status)),
        ),
        ("step", "not told" if entry.step is None else format_count(entry.step)),
        ("format", entry.format.replace("_", " ")),
        ("size", format_bytes(entry.size_bytes)),
        ("path", str(entry.path)),
    ]
    if entry.note:
        facts.append(("note", entry.note))
    return p.Page(
        "Checkpoint",
        entry.name,
        (*problem_notes(entry.problems), p.Facts(tuple(facts))),
        format_label(entry.label),
    )


def checkpoint_page(checkpoint: Checkpoint) -> p.Page:
    """Totals by role, and the variables in natural order."""
    keys = checkpoint.table.keys
    order = sorted(range(len(keys)), key=lambda row: natural_key(keys[row]))
    kind = "object-based" if checkpoint.object_based else "name-based"
    form = checkpoint.format.replace("_", " ")
    words = (
        f"{format_label(checkpoint.label)}, {form}, {kind}: "
        f"{format_counted(checkpoint.variable_count, 'variable')}, {format_bytes(checkpoint.size_bytes)}"
    )
    blocks: list[p.Block] = [*problem_notes(checkpoint.problems)]
    if order:
        blocks += [_by_role(checkpoint), _variables(checkpoint, order)]
    return p.Page("Checkpoint", checkpoint.name, tuple(blocks), words)


def _by_role(checkpoint: Checkpoint) -> p.Share:
    whole = max(checkpoint.size_bytes, 1)
    parts = [
        (
            f"{role} {format_count(count)} ({format_percent(size / whole)}, {format_bytes(size)})",
            size / whole,
            f"role-{role}",
        )
        for role, (count, size) in checkpoint.totals_by_role.items()
    ]
    return p.Share(tuple(sorted(parts, key=lambda part: -part[1])))


def _variables(checkpoint: Checkpoint, order: list[int]) -> p.Fold:
    from explorer.checkpoints.variable_rows import variable_rows

    has_names = any(name not in ("", key) for name, key in zip(checkpoint.names, checkpoint.table.keys))
    heads = (
        p.Head("Key", is_name=True), *((p.Head("Name", is_name=True),) if has_names else ()), p.Head("Role"),
        p.Head("Dtype"), p.Head("Shape"), p.Head("Elements", is_number=True), p.Head("Size", is_number=True),
        p.Head("", is_prose=True),
    )  # fmt: skip

    def row(index: int) -> tuple[str | p.Cell, ...]:
        item = next(variable_rows(checkpoint, [order[index]]))
        problem = p.Cell(sentence(item.problem), "!", "bad") if item.problem else ""
        return (
            item.key,
            *((item.name,) if has_names else ()),
            role_cell(item.role),
            item.dtype,
            format_shape(item.shape),
            "?" if item.element_count < 0 else format_count(item.element_count),
            format_bytes(item.size_bytes),
            problem,
        )

    table = p.Table(
        heads, len(order), row, "All of them: checkpoint.to_pandas(), or checkpoint.variables.", "tensor"
    )
    return p.Fold(format_counted(len(order), "tensor"), (table,), len(order) <= _FEW)


def role_cell(role: str) -> p.Cell:
    """A role with its letter in its colour."""
    return p.Cell(role, ROLE_LETTER.get(role, "–"), f"role-{role}")


def variable_page(variable: Variable) -> p.Page:
    """What is known of one tensor without reading its value."""
    facts: list[tuple[str, str | p.Cell]] = [("role", role_cell(variable.role))]
    if variable.name not in ("", variable.key):
        facts.append(("name", variable.name))
    facts += [
        ("dtype, shape", f"{variable.dtype} {format_shape(variable.shape)}"),
        ("elements", "?" if variable.element_count < 0 else format_count(variable.element_count)),
        ("size", format_bytes(variable.size_bytes)),
    ]
    if variable.owner:
        facts.append(("owner", variable.owner))
    if variable.slot_of:
        facts.append(("slot", f"{variable.slot_name} of {variable.slot_of}"))
    if variable.shard is not None:
        facts.append(("stored", f"shard {variable.shard}, byte {format_count(variable.offset or 0)}"))
    if variable.slices:
        facts.append(("stored", f"in {format_counted(len(variable.slices), 'slice')}"))
    if variable.crc32c is not None:
        facts.append(("checksum", f"{variable.crc32c:08x}"))
    return p.Page(
        "Variable",
        variable.key,
        (*problem_notes([variable.problem] if variable.problem else ()), p.Facts(tuple(facts))),
    )


def problem_notes(problems: Sequence[str]) -> tuple[p.Note, ...]:
    """A line a problem, capped."""
    notes = [p.Note(sentence(problem), "bad", "!") for problem in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        left = len(problems) - _MOST_PROBLEMS
        notes.append(p.Note(f"… {format_counted(left, 'more problem')}: see `.problems`.", "muted"))
    return tuple(notes)

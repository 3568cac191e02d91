"""The directory around the checkpoints: its state file, its graph files, and what an object graph promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.analysis.doctor_records import FileProblem
from explorer.checkpoints.model_dir import GONE, ModelDir
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.reader import CheckpointReader
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.self_check import Contradiction, Finding

VALUE_ATTRIBUTE = "VARIABLE_VALUE"
STATE_FILE = "checkpoint"
STATE_HINT = "A corrected text of the file is proposed; save it elsewhere and copy it over yourself."
_MOST_NOTES = 20


def directory_problems(run: ModelDir, task: Task = QUIET) -> tuple[list[FileProblem], list[str]]:
    """What is wrong with the directory as a whole, and what is worth knowing of it."""
    problems: list[FileProblem] = []
    notes = list(run.notes)
    for sentence in run.problems:
        if sentence != run.why_no_latest or run.has_state_file:  # many ways of saving write none
            problems.append(FileProblem(STATE_FILE, "", sentence.removesuffix("."), STATE_HINT))
        elif any(other.kind == "state file" for other in run.other_files):
            notes.append(sentence)  # a Saver with a latest_filename of its own
    gone = [entry.prefix for entry in run.checkpoints if entry.status == GONE]
    if gone:
        named = ", ".join(gone[:3]) + (f" and {len(gone) - 3} more" if len(gone) > 3 else "")
        notes.append(f"The checkpoint file names {named}, whose files are gone.")
    notes += [
        f"{other.name}: {other.note or 'a temporary file of a save.'}"
        for other in run.other_files
        if other.kind == "temporary"
    ][:_MOST_NOTES]
    found, left_out = self_check_problems(run, task)
    return problems + found, notes + left_out


def self_check_problems(run: ModelDir, task: Task = QUIET) -> tuple[list[FileProblem], list[str]]:
    """The variables whose graph files expect something else than the checkpoints hold, one problem a finding."""
    from explorer.analysis.self_check import check_directory  # late: one checkpoint alone needs none of it

    checked = check_directory(run, task=task)
    problems = [
        FileProblem(
            str(finding.rows[0].source) if finding.rows else "",
            "",
            finding.sentence.removesuffix("."),
            finding.explanation,
            finding.keys,
            parts=tuple(_contradiction(row, finding) for row in finding.rows),
        )
        for finding in checked.findings
    ]
    return problems, list(checked.left_out)


def _contradiction(row: Contradiction, finding: Finding) -> FileProblem:
    expected = _side(row.expected_dtype, row.expected_shape)
    stored = _side(row.stored_dtype, row.stored_shape)
    sentence = f"graph expects {expected}, checkpoint holds {stored}"
    if finding.kind == "neighbours":
        sentence = f"the checkpoint before it holds {expected}, this one {stored}"
    return FileProblem(row.source, row.key, sentence, finding.explanation, prefix=row.prefix)


def _side(dtype: str | None, shape: tuple[int | None, ...] | None) -> str:
    if dtype is None and shape is None:
        return "nothing"
    sizes = "[?]" if shape is None else f"[{', '.join('?' if size is None else str(size) for size in shape)}]"
    return f"{dtype or '?'} {sizes}"


def state_proposal(run: ModelDir) -> str | None:
    """The text that the directory's `checkpoint` file should have; None if it is right or should not exist."""
    from explorer.checkpoints.state_text import corrected_state

    return corrected_state(run)


def keys_without_values(reader: CheckpointReader) -> tuple[str, ...]:
    """Keys that the object graph gives to variables and the index does not hold.

    Raises:
        ExplorerError: the object graph is there and cannot be read.
    """
    data = reader.object_graph_bytes()
    if data is None:
        return ()
    graph = decode_object_graph(data)
    wanted = (
        key
        for name, key in zip(graph.attribute_name, graph.attribute_checkpoint_key)
        if name == VALUE_ATTRIBUTE and key
    )
    row_of = reader.table.row_of
    return tuple(dict.fromkeys(key for key in wanted if key not in row_of))

"""Accepted renames as code to copy, in the forms that suit the two sides, and as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.analysis.renames_words import plain_path
from explorer.analysis.restoring.cures import code as cures_code
from explorer.analysis.restoring.cures import code_graph as cures_code_graph
from explorer.analysis.restoring.finding import RenamePair
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.errors import ExplorerError

FORMS = {
    "assign_by_path": "Reader script, by the path of the objects",
    "assign_by_name": "Reader script, by the variables' names",
    "assignment_map": "init_from_checkpoint with an assignment map",
    "saver": "Saver with a var_list",
    "load_in_session": "Reader script for a session",
}
_KERAS = {"h5": "h5", "weights_h5": "h5", "keras": "keras"}  # read by h5py
CSV_HEADER = ("checkpoint", "model", "dtype", "shape", "confidence", "reason")
NO_PATH = "path/to/checkpoint"


def forms(checkpoint: Checkpoint, target: ModelSpec) -> tuple[tuple[str, str], ...]:
    """(id, title) of the forms of code for these two sides, the likeliest first."""
    if checkpoint.format in _KERAS:
        chosen: tuple[str, ...] = ("assign_by_name",)
    elif target.object_based:
        chosen = ("assign_by_path", "assign_by_name")
    elif target.kind in ("keras config", "program") and target.keras is not None:
        chosen = ("assign_by_name",)
    else:
        chosen = ("assignment_map", "saver", "load_in_session")
    return tuple((form, FORMS[form]) for form in chosen)


def as_python(
    pairs: Sequence[RenamePair],
    checkpoint: Checkpoint,
    target: ModelSpec,
    form: str = "",
    path: str = "",
) -> str:
    """The pairs as Python. `form` is one of FORMS, "" for the first that suits; `path` is the checkpoint's prefix.

    Raises:
        ExplorerError: there is no such form, or a pair names no row or variable of the two sides.
    """
    form = form or forms(checkpoint, target)[0][0]
    if form not in FORMS:
        raise ExplorerError(f"no form of code is called {form!r}", hint=f"There are {', '.join(FORMS)}.")
    path = path or checkpoint.name or NO_PATH
    named = [_named(pair, checkpoint, target) for pair in pairs]
    if form == "assign_by_path":
        return cures_code.assign_by_path(path, [(plain_path(key), stored) for stored, key, _ in named])
    by_name = [(name, stored) for stored, _, name in named]
    if form == "assign_by_name":
        return cures_code.assign_by_name(path, by_name, kind=_KERAS.get(checkpoint.format, ""))
    if form == "assignment_map":
        return cures_code_graph.assignment_map(path, [(stored, name) for name, stored in by_name])
    if form == "saver":
        return cures_code_graph.saver_with_names(path, by_name)
    return cures_code_graph.load_in_session(path, by_name)


def csv_rows(
    pairs: Sequence[RenamePair], checkpoint: Checkpoint, target: ModelSpec
) -> tuple[tuple[str, ...], ...]:
    """One row for each pair, in the columns of CSV_HEADER."""
    rows = []
    for pair in pairs:
        stored, key, _ = _named(pair, checkpoint, target)
        variable = target.variables[pair.variable]
        shape = checkpoint.table.shape(pair.row)
        rows.append(
            (
                stored,
                key,
                variable.dtype or "",
                "x".join(map(str, shape)) if shape else "scalar",
                f"{pair.confidence:.3f}",
                pair.reason,
            )
        )
    return tuple(rows)


def _named(pair: RenamePair, checkpoint: Checkpoint, target: ModelSpec) -> tuple[str, str, str]:
    """Stored key, expected key, and the variable's name in the program."""
    if not (0 <= pair.row < len(checkpoint.table) and 0 <= pair.variable < len(target.variables)):
        raise ExplorerError("a rename names a row or variable that is not there")
    variable = target.variables[pair.variable]
    key = variable.key or variable.name
    return checkpoint.table.keys[pair.row], key, plain_path(variable.full_name or variable.name or key)

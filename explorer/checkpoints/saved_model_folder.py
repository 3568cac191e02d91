"""The entry of a SavedModel folder: one mark on the time axis a folder, `cnn_01/variables/variables`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from explorer.checkpoints.dir_listing import list_inner
from explorer.checkpoints.entries import BEING_WRITTEN, COMPLETE, NO_VARIABLES, CheckpointEntry
from explorer.checkpoints.entry_builder import is_stale, make_entry
from explorer.checkpoints.file_heads import pointer_sentence
from explorer.checkpoints.found_files import Found, SortedFiles, sort_file
from explorer.checkpoints.prefix_names import epoch_in_name, family_of

VARIABLES = "variables/variables"


def saved_model_entry(directory: Path, name: str) -> CheckpointEntry:
    """The entry of the SavedModel in a folder of the directory; of the directory itself with the name ""."""
    folder = f"{name}/variables" if name else "variables"
    files = list_inner(directory / folder)
    inner = SortedFiles()
    for file in files:
        if file == "variables.index" or file.startswith("variables.data-"):
            sort_file(inner, directory / folder, file, files[file])
    part = inner.found.get("variables", Found())
    graphs = {
        file: status
        for file, status in list_inner(directory / name).items()
        if file.startswith("saved_model.pb")
    }
    entry = make_entry(directory, folder, "variables", part, is_listed=True)
    status, problems, note = entry.status, entry.problems, ""
    if part.index is None and not part.data:
        status, problems, note = COMPLETE, (), NO_VARIABLES
    if not graphs:  # `saved_model.pb` is written last
        status = BEING_WRITTEN if status in (COMPLETE, BEING_WRITTEN) else status
        problems = ("There is no saved_model.pb yet.",)
        if is_stale(entry.modified):
            problems = ("There is no saved_model.pb: the save was probably interrupted.",)
    for file, stat in graphs.items():
        if sentence := pointer_sentence(directory / name / file, stat.st_size):
            problems = (*problems, sentence)
    return replace(
        entry,
        family=_family(name),
        step=None,
        number=None,
        epoch=epoch_in_name(name) if name else None,
        format="saved_model",
        status=status,
        problems=problems,
        note=note,
        is_listed=False,
        stamp=(
            *entry.stamp,
            *((file, s.st_size, s.st_mtime_ns, s.st_ino) for file, s in sorted(graphs.items())),
        ),
    )


def _family(name: str) -> str:
    """Folders called by a number alone, a version or the time of an export, are one family."""
    family = family_of(name) if name else ""
    return "" if family.isdigit() else family

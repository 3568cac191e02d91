"""The folders of a directory: SavedModels, a run with a folder per save, and what the others hold.

A directory is taken for a run with one folder per save (`epoch_01/model.index`) when
- it holds no checkpoint itself, and no SavedModel folder,
- two or more of its folders are called alike but for a number at the end, by a word that counts saves (`epoch`,
  `step`, `ckpt` and the like) or by the number alone,
- they hold exactly one checkpoint each, none of them more, and no event files: `trial_1`, `lr_0.1` and folders
  with curves of their own are runs of their own.
The folder `chief` of Keras 2's BackupAndRestore counts too, when the directory holds no checkpoint itself.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from explorer.checkpoints.dir_listing import MAX_FOLDERS, MAX_TOP_FOLDERS, Listing, Look, Lookout
from explorer.checkpoints.entries import OtherFile
from explorer.checkpoints.found_files import SortedFiles, sort_temporary_folder
from explorer.checkpoints.prefix_names import keras_ending
from explorer.task import QUIET, Task

CHIEF = "chief"
DEEPEST = 3  # levels below the directory that are counted: export/<exporter>/<timestamp>

_NUMBERED = re.compile(r"(.*?)[-_.=]?\d+", re.DOTALL)
_DECIMAL = re.compile(r"\d\.\d")
_COUNTS_SAVES = re.compile(
    r"(?:.*[-_.])?(?:epochs?|ep|steps?|iter|iteration|batch|saves?|saved|ckpt|cp|checkpoints?|snapshot|model|weights)|",
    re.IGNORECASE | re.DOTALL,
)
_SHARD = re.compile(r"(.+)-\d{5}-of-\d{5}", re.DOTALL)


@dataclass(slots=True)
class Folders:
    """What the folders of a directory are."""

    saved_models: list[str] = field(default_factory=list)  # names of folders
    series: list[str] = field(default_factory=list)  # folders whose checkpoints are steps of this run
    others: list[OtherFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def look_into_folders(
    directory: Path, listing: Listing, sorted_files: SortedFiles, task: Task = QUIET
) -> Folders:
    """Look into the folders of a directory by names alone; so deep and into so many, and no more."""
    found = Folders()
    lookout = Lookout(MAX_TOP_FOLDERS)
    looks: dict[str, Look] = {}
    for number, (name, status) in enumerate(listing.folders.items()):
        if number % 100 == 0:
            task.report(number, len(listing.folders), f"Looking into the folders of {directory.name}")
        if sort_temporary_folder(sorted_files, directory, name, status):
            continue
        if name.startswith("."):
            found.others.append(OtherFile(name, "directory", 0, "A hidden folder; not looked into."))
            continue
        look = lookout.look(os.path.join(directory, name))  # noqa: PTH118 - many of them
        if look is None:
            found.others.append(
                OtherFile(name, "directory", 0, "Not looked into: there are too many folders.")
            )
        elif is_saved_model(look.files) or _is_unfinished_saved_model(directory / name, look):
            found.saved_models.append(name)
        else:
            looks[name] = look
    if not sorted_files.found and not found.saved_models and not is_saved_model(tuple(listing.files)):
        found.series = [CHIEF] if CHIEF in looks and count_checkpoints(looks[CHIEF].files) else _series(looks)
    parts = ("variables", "assets", "assets.extra") if is_saved_model(tuple(listing.files)) else ()
    inner = Lookout()
    series = set(found.series)
    for name, look in looks.items():
        task.report(0, 0, f"Looking into the folders of {directory.name}")
        if name in parts:
            found.others.append(OtherFile(name, "directory", 0, "A part of the SavedModel."))
        elif name not in series:
            found.others.append(_other(directory, name, look, inner))
    for name, target in listing.links.items():
        note = f"A link to {target}; not looked into before it is opened."
        found.others.append(OtherFile(name, "directory", 0, note, is_link=True))
    if lookout.left_out:
        found.notes.append(f"{lookout.left_out:,} of its folders were not looked into.")
    if inner.left_out:
        found.notes.append(
            f"Only {MAX_FOLDERS:,} of the folders inside its folders were looked into; {inner.left_out:,} or more were not."
        )
    return found


def is_saved_model(files: tuple[str, ...]) -> bool:
    """Whether the names in a folder are those of a SavedModel."""
    return "saved_model.pb" in files or "saved_model.pbtxt" in files


def _is_unfinished_saved_model(folder: Path, look: Look) -> bool:
    """A SavedModel's variables come first, its `saved_model.pb` last: in between only the values are there."""
    if "variables" not in look.folders or look.files:
        return False
    try:
        with os.scandir(folder / "variables") as entries:
            return any(entry.name.startswith(("variables.", "variables_temp")) for entry in entries)
    except OSError:
        return False


def count_checkpoints(files: tuple[str, ...]) -> int:
    """How many checkpoints a folder holds, by the names of its files alone."""
    names = [name for name in files if not name.startswith("._")]
    present = set(names)
    prefixes = {name for name in names if keras_ending(name)}
    prefixes |= {
        name.removesuffix(".index") for name in names if name.endswith(".index") and name != ".index"
    }
    shards: set[str] | None = None
    for name in names:
        # Of V1 nothing but the `.meta` beside it tells by its name.
        if name.endswith(".meta") and (prefix := name.removesuffix(".meta")) not in prefixes:
            if prefix in present:
                prefixes.add(prefix)
                continue
            if shards is None:
                shards = {match[1] for other in names if (match := _SHARD.fullmatch(other))}
            if prefix in shards:
                prefixes.add(prefix)
    return len(prefixes)


def count_events(files: tuple[str, ...]) -> int:
    """How many event files a folder holds."""
    return sum("events.out.tfevents." in name for name in files)


def _series(looks: dict[str, Look]) -> list[str]:
    """The folders of the largest family that is one checkpoint a folder; see the module's rule."""
    families: dict[str, list[str]] = {}
    for name in looks:
        match = _NUMBERED.fullmatch(name)
        if match and _COUNTS_SAVES.fullmatch(match[1]) and not _DECIMAL.search(name):
            families.setdefault(match[1], []).append(name)
    best: list[str] = []
    for names in families.values():
        counts = {name: count_checkpoints(looks[name].files) for name in names}
        filled = [name for name in names if counts[name] == 1]
        if (
            len(filled) >= 2
            and max(counts.values()) == 1
            and not any(count_events(looks[name].files) for name in names)
            and len(filled) > len(best)
        ):
            best = filled
    return best


def _other(directory: Path, name: str, look: Look, lookout: Lookout) -> OtherFile:
    """A folder that is no checkpoint: how many lie in it and in the folders below it."""
    if look.problem:
        return OtherFile(name, "directory", 0, look.problem)
    checkpoints, events = count_checkpoints(look.files), count_events(look.files)
    level = [(os.path.join(directory, name), look)]  # noqa: PTH118
    was_left_out, is_cut = False, look.is_cut
    for _ in range(DEEPEST - 1):
        below: list[tuple[str, Look]] = []
        for path, outer in level:
            for inner_name in outer.folders:
                if inner_name.startswith(".") or inner_name in ("variables", "assets", "__pycache__"):
                    continue
                inner = lookout.look(os.path.join(path, inner_name))  # noqa: PTH118
                if inner is None:
                    was_left_out = True
                    break
                is_cut = is_cut or inner.is_cut
                events += count_events(inner.files)
                if is_saved_model(inner.files):
                    checkpoints += 1
                else:
                    checkpoints += count_checkpoints(inner.files)
                    below.append((os.path.join(path, inner_name), inner))  # noqa: PTH118
        level = below
    return OtherFile(
        name, "directory", 0, _note(look, checkpoints, events, is_cut or was_left_out), checkpoints, events
    )


def _note(look: Look, checkpoints: int, events: int, is_cut: bool) -> str:
    parts = []
    if checkpoints:
        parts.append("1 checkpoint" if checkpoints == 1 else f"{checkpoints:,} checkpoints")
    if events:
        parts.append("1 event file" if events == 1 else f"{events:,} event files")
    told = " and ".join(parts)
    note = (f"Holds at least {told}." if is_cut else f"Holds {told}.") if parts else ""
    if not checkpoints and "checkpoint" in look.files:
        note = f"{note} Has a checkpoint state file.".strip()
    if is_cut and not parts:
        note = f"{note} Only a part of it was looked at.".strip()
    return note

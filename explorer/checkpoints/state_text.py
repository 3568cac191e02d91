"""The text that a wrong `checkpoint` file should have: proposed to the user, never written by us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.checkpoints.entries import COMPLETE, CheckpointEntry, ModelDir
from explorer.checkpoints.found_files import STATE_FILE
from explorer.checkpoints.latest import inside, read_state_file
from explorer.checkpoints.prefix_names import family_of
from explorer.checkpoints.series import resolve
from explorer.errors import ExplorerError, MissingFileError
from explorer.formats.checkpoint_state import CheckpointState
from explorer.storage.files import size_or_reason

_LISTED_FORMATS = ("tensor_bundle", "tensor_slice_v1")
_MOST_NAMED = 4
_ESCAPES = {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x22: '\\"', 0x27: "\\'", 0x5C: "\\\\"}


def corrected_state(run: ModelDir) -> str | None:
    """The text a directory's `checkpoint` file should have; None when it is right, or there is none to correct.

    Named are the complete checkpoints of one family (that of the latest the file names, else the newest), oldest
    to newest, with relative names; the newest is the latest. Left out are checkpoints older than the oldest one
    listed that is still there: they were kept for good, and a CheckpointManager deletes in turn what the file
    lists. Times are kept where the file tells them; where it has times for some only, the others are those of
    the files.
    """
    if not run.has_state_file:
        return None
    try:
        state = read_state_file(run.directory / STATE_FILE)
    except MissingFileError:
        return None
    except ExplorerError:
        state = CheckpointState()
    run = resolve(run)
    if _is_right(run, state):
        return None
    entries = _wanted(run, state)
    if not entries:
        return None
    return state_text(entries, state)


@dataclass(frozen=True, slots=True)
class StateAdvice:
    """What to make of a directory's `checkpoint` file. `text` is "" where none is needed, or none can be given."""

    is_right: bool
    text: str
    sentence: str


def advise_on_state(run: ModelDir) -> StateAdvice:
    """Whether the `checkpoint` file is right, else the text to put there, or why there is none to propose.

    Where the file is absent, that is the text that makes `latest_checkpoint` find the newest checkpoint, as long
    as there is one family of them alone: which of several is meant nobody knows.
    """
    run = resolve(run)
    if run.has_state_file:
        text = corrected_state(run)
        if text is not None:
            return StateAdvice(False, text, run.why_no_latest or _why_wrong(run))
        if run.latest_checkpoint is not None:
            return StateAdvice(True, "", "The checkpoint file needs no correction.")
        return StateAdvice(
            False, "", "The checkpoint file is wrong, and there is no complete checkpoint that it could name."
        )
    kind = size_or_reason(run.directory / STATE_FILE)
    what = f"The checkpoint file {kind}" if isinstance(kind, str) else "There is no checkpoint file"
    candidates = _candidates(run)
    families = list(dict.fromkeys(entry.family for entry in candidates))
    if not candidates and any(entry.status == COMPLETE for entry in run.checkpoints):
        return StateAdvice(
            True, "", f"{what}, and none is needed: Keras files and SavedModels are not listed."
        )
    if not candidates:
        return StateAdvice(False, "", f"{what}, and there is no complete checkpoint that it could name.")
    if len(families) > 1:
        named = ", ".join(families[:_MOST_NAMED]) + (" and others" if len(families) > _MOST_NAMED else "")
        return StateAdvice(
            False,
            "",
            f"{what}, and which of these kinds of checkpoints it should name is not known: {named}.",
        )
    newest = candidates[-1].prefix
    return StateAdvice(
        False,
        state_text(candidates, CheckpointState()),
        f"{what}; with this text tf.train.latest_checkpoint finds {newest}.",
    )


def _why_wrong(run: ModelDir) -> str:
    """What is wrong with a `checkpoint` file from which TensorFlow finds a latest checkpoint all the same."""
    latest = run.entry(run.latest_checkpoint or "")
    if latest is not None and latest.status != COMPLETE:
        return (
            f"The checkpoint file names {latest.prefix}, which cannot be read whole; this text leaves it out."
        )
    return "The list in the checkpoint file does not fit the files that are there; this text does."


def state_text(entries: Sequence[CheckpointEntry], old: CheckpointState) -> str:
    """A `checkpoint` file that lists `entries`, oldest to newest; with times if the `old` one had some."""
    lines = [f'model_checkpoint_path: "{escaped(entries[-1].prefix)}"']
    lines += [f'all_model_checkpoint_paths: "{escaped(entry.prefix)}"' for entry in entries]
    if old.all_model_checkpoint_timestamps:
        for entry in entries:
            saved_at = entry.saved_at if entry.saved_at is not None else entry.modified or 0.0
            lines.append(f"all_model_checkpoint_timestamps: {saved_at!r}")
        if old.last_preserved_timestamp:
            lines.append(f"last_preserved_timestamp: {old.last_preserved_timestamp!r}")
    return "\n".join(lines) + "\n"


def escaped(name: str) -> str:
    """A name between the quotes of protobuf's text format: bytes beyond ASCII in octal."""
    return "".join(
        _ESCAPES.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in name.encode("utf-8", "surrogateescape")
    )


def _is_right(run: ModelDir, state: CheckpointState) -> bool:
    """Whether TensorFlow finds the latest with this file, can read it, and meets each name once, in this directory.

    Older names whose files were deleted do no harm: a Saver drops them when it goes on.
    """
    paths = state.all_model_checkpoint_paths or (state.model_checkpoint_path,)
    times = state.all_model_checkpoint_timestamps
    places = [inside(run.directory, path) for path in paths]
    names = [relative for relative, _ in places]
    there = {entry.prefix: entry for entry in run.checkpoints if entry.status == COMPLETE}
    latest, _ = inside(run.directory, state.model_checkpoint_path)
    return (
        run.latest_checkpoint is not None
        and (latest in there or run.entry(run.latest_checkpoint) is None)  # a glob pattern names no entry
        and not any(was_moved for _, was_moved in places)
        and len(set(names)) == len(names)
        and names[-1] == latest
        and len(times) in (0, len(paths))
    )


def _candidates(run: ModelDir) -> list[CheckpointEntry]:
    return [e for e in run.checkpoints if e.status == COMPLETE and e.format in _LISTED_FORMATS]


def _wanted(run: ModelDir, state: CheckpointState) -> list[CheckpointEntry]:
    candidates = _candidates(run)
    if not candidates:
        return []
    listed = dict.fromkeys(inside(run.directory, path)[0] for path in state.all_model_checkpoint_paths)
    latest, _ = inside(run.directory, state.model_checkpoint_path)
    families = [family_of(name) for name in (latest, *reversed(listed)) if name]
    present = {entry.family for entry in candidates}
    family = next((name for name in families if name in present), candidates[-1].family)
    own = [entry for entry in candidates if entry.family == family]
    oldest = next((place for place, entry in enumerate(own) if entry.prefix in listed), 0)
    return own[oldest:]

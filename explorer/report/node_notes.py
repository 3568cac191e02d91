"""What a reader noted beside nodes of an object graph: by directory and path, in the user's data folder.

One small JSON file a directory, never in the directory itself. Whatever is found in such a file is
checked: it may be cut, foreign, huge, or of a newer version.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from explorer.errors import ExplorerError, FileAccessError
from explorer.report.atomic import atomic_write

ENVIRONMENT = "CHECKPOINT_EXPLORER_DATA"  # names another folder for what the user wrote
FORMAT, VERSION = "checkpoint-explorer notes", 1
MOST_NOTES, LONGEST_TEXT, LONGEST_PATH = 500, 2_000, 16_000
LARGEST_FILE = 16 << 20
LOCK, LOCK_TRIES, LOCK_PAUSE_S = ".lock", 200, 0.01  # of the folder, for all directories
LATEST = 1e11  # seconds since 1970: no moment anybody writes a note at


class NotesError(ExplorerError):
    """The notes of a directory cannot be read or kept."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `path` is the node's canonical path, "" for the root."""

    path: str
    text: str
    changed: float = 0.0  # seconds since 1970


def notes_folder() -> Path:
    """Where notes are kept; it need not exist."""
    if told := os.environ.get(ENVIRONMENT):
        return Path(told) / "notes"
    from platformdirs import user_data_path  # late: not needed where the environment tells

    return user_data_path("checkpoint-explorer", appauthor=False) / "notes"


def notes_file(directory: Path | str) -> Path:
    """The file for one opened directory; links are not followed, as the scan does not."""
    place = os.fsencode(os.path.abspath(directory))  # noqa: PTH100 - resolve() would follow links
    return notes_folder() / f"{hashlib.sha256(place).hexdigest()[:32]}.notes.json"


def read_notes(directory: Path | str) -> dict[str, Note]:
    """The notes of a directory by path, in the order they were written first; {} where there are none.

    Raises:
        NotesError: the file is there and cannot be read, or is none of ours.
    """
    file = notes_file(directory)
    try:
        if not file.is_file():
            return {}
        if file.stat().st_size > LARGEST_FILE:
            raise _unusable(file, "it is too large for notes")
        content = json.loads(file.read_bytes())
    except OSError as error:
        raise _unusable(file, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise _unusable(file, "it is damaged") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _unusable(file, "it is no file of notes")
    if content.get("version") != VERSION:
        raise _unusable(file, "another version of this program wrote it")
    listed = content.get("notes")
    if not isinstance(listed, list):
        raise _unusable(file, "it is damaged")
    notes = (_note_from(entry) for entry in listed[:MOST_NOTES])
    return {note.path: note for note in notes if note is not None}


def write_note(directory: Path | str, path: str, text: str) -> dict[str, Note]:
    """Note `text` beside `path`, or with no text take the note away; gives all notes as they are now.

    What another window wrote meanwhile stays. A file that cannot be read is put aside, not lost.

    Raises:
        NotesError: there is no room for more notes, or the folder is inside `directory`.
        FileAccessError: the file cannot be written.
    """
    file = notes_file(directory)
    if file.is_relative_to(Path(directory).absolute()):
        raise NotesError(
            "notes are not written into the directory that is open",
            hint=f"Set {ENVIRONMENT} to a folder elsewhere.",
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(
            f"the folder for notes cannot be made: {error.strerror or error}",
            hint=f"Set {ENVIRONMENT} to a folder you may write to.",
            path=file.parent,
        ) from error
    with _alone(file.parent):
        try:
            notes = read_notes(directory)
        except NotesError:
            _put_aside(file)
            notes = {}
        notes = changed(notes, path, text)
        content = {
            "format": FORMAT,
            "version": VERSION,
            "directory": os.path.abspath(directory),  # noqa: PTH100 - resolve() would follow links
            "notes": [asdict(note) for note in notes.values()],
        }
        with atomic_write(file) as out:
            json.dump(content, out, indent=1)  # ASCII: names may hold any byte
    return notes


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While another window writes notes, wait for it a moment; where files cannot be locked, go on."""
    try:
        import fcntl

        lock = (folder / LOCK).open("ab")
    except (ImportError, OSError):
        yield
        return
    with lock:
        for _ in range(LOCK_TRIES):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                time.sleep(LOCK_PAUSE_S)
        yield


def changed(notes: Mapping[str, Note], path: str, text: str) -> dict[str, Note]:
    """`notes` with one more, another or one less; what is too long is refused.

    Raises:
        NotesError: too many, or too long.
    """
    text = text.strip()
    result = dict(notes)
    if not text:
        result.pop(path, None)
        return result
    if len(text) > LONGEST_TEXT or len(path) > LONGEST_PATH:
        raise NotesError(
            f"a note holds at most {LONGEST_TEXT:,} characters, a path {LONGEST_PATH:,}",
            hint="Shorten the note.",
        )
    if path not in result and len(result) >= MOST_NOTES:
        raise NotesError(f"a directory has room for {MOST_NOTES} notes", hint="Delete some first.")
    result[path] = Note(path, text, time.time())
    return result


def _note_from(entry: object) -> Note | None:
    if not isinstance(entry, dict):
        return None
    path, text, when = entry.get("path"), entry.get("text"), entry.get("changed")
    if not isinstance(path, str) or not isinstance(text, str) or not text.strip():
        return None
    if len(path) > LONGEST_PATH:
        return None
    changed_at = float(when) if isinstance(when, (int, float)) and 0 <= when < LATEST else 0.0
    return Note(path, text[:LONGEST_TEXT], changed_at)


def _unusable(file: Path, why: str) -> NotesError:
    return NotesError(
        f"the notes of this directory cannot be shown: {why}",
        hint="The file stays as it is until you write a note; it is then kept beside the new one.",
        path=file,
    )


def _put_aside(file: Path) -> None:
    """Never overwrite what somebody may still want."""
    for number in range(1, 100):
        aside = file.with_name(f"{file.name}.unreadable-{number}")
        if not aside.exists():
            try:
                file.rename(aside)
            except OSError as error:
                raise FileAccessError(
                    f"the file of notes cannot be put aside: {error.strerror or error}", path=file
                ) from error
            return
    raise FileAccessError("too many unreadable files of notes", hint="Delete some.", path=file)

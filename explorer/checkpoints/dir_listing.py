"""Looking into directories: everything in the opened one, and a bounded look into the folders below it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from explorer.errors import FileAccessError, MissingFileError
from explorer.task import QUIET, Task

MAX_FOLDERS = 1_000  # below the first level: a home directory must not be crawled
MAX_TOP_FOLDERS = 10_000
MAX_NAMES = 10_000  # looked at in each folder
MAX_NAMES_IN_ALL = 300_000
_EVERY = 1_000  # entries between two reports


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in one directory, by name in byte order. Links to files count as the files."""

    files: dict[str, os.stat_result]
    folders: dict[str, os.stat_result]
    links: dict[str, str] = field(default_factory=dict)  # to folders: where they lead, never followed


def list_directory(directory: Path, task: Task = QUIET) -> Listing:
    """Everything in a directory with its stat; what vanishes meanwhile is left out.

    Raises:
        MissingFileError: there is no such directory.
        FileAccessError: it is no directory, or may not be read.
    """
    files: dict[str, os.stat_result] = {}
    folders: dict[str, os.stat_result] = {}
    links: dict[str, str] = {}
    try:
        with os.scandir(directory) as entries:
            for number, entry in enumerate(entries):
                if number % _EVERY == 0:
                    task.report(number, 0, f"Listing {directory.name}")
                try:
                    status, is_link = entry.stat(), entry.is_symlink()
                except OSError:
                    try:
                        status, is_link = entry.stat(follow_symlinks=False), True  # dangling or looping
                    except OSError:
                        continue
                if not stat.S_ISDIR(status.st_mode):
                    files[entry.name] = status
                elif is_link:
                    links[entry.name] = _target(entry.path)
                else:
                    folders[entry.name] = status
    except FileNotFoundError as error:
        raise MissingFileError(
            "there is no such directory", hint="Check the path.", path=str(directory)
        ) from error
    except NotADirectoryError as error:
        raise FileAccessError(
            "this is not a directory", hint="Give the directory it lies in.", path=str(directory)
        ) from error
    except OSError as error:
        raise FileAccessError(
            f"the directory cannot be read: {error.strerror}",
            hint="Check its permissions, or copy it to a place you may read.",
            path=str(directory),
        ) from error
    except ValueError as error:  # a NUL in the name
        raise MissingFileError("no directory can have this name", path=repr(str(directory))) from error
    return Listing(dict(sorted(files.items())), dict(sorted(folders.items())), dict(sorted(links.items())))


def list_inner(folder: Path | str) -> dict[str, os.stat_result]:
    """The files of a folder below the opened one; empty where it cannot be read."""
    try:
        return list_directory(Path(folder)).files
    except (MissingFileError, FileAccessError):
        return {}


def _target(link: str) -> str:
    try:
        return os.readlink(link)  # noqa: PTH115 - a string, and bytes that are no UTF-8
    except OSError:
        return "another folder"


@dataclass(slots=True)
class Look:
    """The names in one folder, without their stats."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()  # real ones; links are not followed
    problem: str = ""  # why it could not be read
    is_cut: bool = False  # it holds more names than were looked at


class Lookout:
    """Looks into folders by name only, so many and no more. `left_out` counts those it passed by."""

    def __init__(self, most: int = MAX_FOLDERS) -> None:
        self._left, self._names_left = most, MAX_NAMES_IN_ALL
        self.left_out = 0

    def look(self, folder: str) -> Look | None:
        """What lies in a folder; None when enough have been looked at."""
        if self._left <= 0 or self._names_left <= 0:
            self.left_out += 1
            return None
        self._left -= 1
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for number, entry in enumerate(entries):
                    self._names_left -= 1
                    if number >= MAX_NAMES:
                        return Look(tuple(files), tuple(folders), is_cut=True)
                    is_folder = entry.is_dir(follow_symlinks=False)
                    (folders if is_folder else files).append(entry.name)
        except OSError as error:
            return Look(tuple(files), tuple(folders), problem=f"Cannot be read: {error.strerror}.")
        return Look(tuple(sorted(files)), tuple(sorted(folders)))

"""The files of a V1 checkpoint: one of the checkpoint's own name, or shards `<prefix>-SSSSS-of-NNNNN`.

TensorFlow calls a checkpoint in shards by a pattern, `<prefix>-?????-of-NNNNN`, and so do we.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from explorer.errors import ExplorerError, FileAccessError
from explorer.formats.table import FOOTER_SIZE, MAGIC
from explorer.storage.files import FileSource, regular_file_size

_SHARD = re.compile(r"(.+)-(\d{5,10})-of-(\d{5,10})", re.DOTALL)
_PATTERN = re.compile(r"(.+)-\?{5}-of-(\d{5,10}|\?{5})", re.DOTALL)
_MOST_LOOKED_FOR = 100  # names looked up one by one


@dataclass(frozen=True, slots=True)
class V1Files:
    """The files that are there, by their number, of the `count` that the checkpoint was written in."""

    prefix: Path  # how TensorFlow calls the checkpoint
    files: dict[int, Path]
    count: int
    other_counts: tuple[int, ...] = ()  # checkpoints of the same name in other numbers of files beside it

    def name_of(self, number: int) -> str:
        """The name of a file, there or not."""
        if number in self.files:
            return self.files[number].name
        stem = self.prefix.name[: self.prefix.name.rindex("-?????-of-")]
        return f"{stem}-{number:05d}-of-{self.count:05d}"


def find_v1_files(path: Path) -> V1Files | None:
    """The V1 checkpoint that `path` names (by its file, a shard, the pattern or the bare prefix); None if there is none.

    Of several checkpoints of one name, cut into different numbers of files, a complete one is taken
    before one with files missing, then the newest. The names are taken as they are, glob characters
    included; anything but a regular file that ends as a table does is nothing we look for.

    Raises:
        FileAccessError: the system does not let us see what the file is.
    """
    try:
        is_table = is_table_file(path)
        shard, pattern = _SHARD.fullmatch(path.name), _PATTERN.fullmatch(path.name)
        stem, count = path.name, 0  # 0: any
        if shard and regular_file_size(path) is not None:
            stem, count = shard[1], int(shard[3])
        elif pattern:
            stem, count = pattern[1], int(pattern[2]) if pattern[2].isdecimal() else 0
        if is_table and not count:
            return V1Files(path, {0: path}, 1)
        found = _sets(path.parent, stem, count)
    except FileAccessError:  # it may be one: "there is none" would be a lie
        raise
    except (OSError, ValueError):
        return None

    def rank(number: int) -> tuple[bool, float]:
        return len(found[number]) == number, _newest(found[number])

    for best in sorted(found, key=rank, reverse=True):
        files = dict(sorted(found[best].items()))
        if any(is_table_file(file) for file in files.values()):
            prefix = path.with_name(f"{stem}-?????-of-{best:05d}")
            others = tuple(sorted(number for number in found if number != best))
            return V1Files(prefix, files, best, others)
    return V1Files(path, {0: path}, 1) if is_table else None  # called like a shard that cannot be


def first_format_files(prefix: Path) -> list[Path]:
    """The files that are there of the V1 checkpoint `prefix`, in order; empty if there is none."""
    found = find_v1_files(prefix)
    return list(found.files.values()) if found is not None else []


def is_table_file(path: Path) -> bool:
    """Whether a regular file ends as a table file does.

    Raises:
        FileAccessError: the system does not let us see it.
    """
    try:
        with FileSource(path) as source:
            is_long = source.size >= FOOTER_SIZE
            return is_long and source.read(source.size - 8, 8) == MAGIC.to_bytes(8, "little")
    except FileAccessError:
        if regular_file_size(path) is None:  # a pipe, a directory: no table
            return False
        raise
    except ExplorerError:
        return False


def _sets(folder: Path, stem: str, count: int) -> dict[int, dict[int, Path]]:
    """Number of files -> number of a file -> file, of all files called as shards of `stem`; `count` 0: all sets."""
    if 0 < count <= _MOST_LOOKED_FOR:  # a directory of many checkpoints is not listed for each of them
        files = {number: folder / f"{stem}-{number:05d}-of-{count:05d}" for number in range(count)}
        if there := {number: path for number, path in files.items() if os.path.lexists(path)}:
            return {count: there}
    found: dict[int, dict[int, Path]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            match = _SHARD.fullmatch(entry.name) if entry.name.startswith(stem) else None
            if match and match[1] == stem and int(match[2]) < int(match[3]) and count in (0, int(match[3])):
                found.setdefault(int(match[3]), {})[int(match[2])] = folder / entry.name
    return found


def _newest(files: dict[int, Path]) -> float:
    times = [0.0]
    for file in files.values():
        try:
            times.append(file.stat().st_mtime)
        except OSError:
            continue
    return max(times)

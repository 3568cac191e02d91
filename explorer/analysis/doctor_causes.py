"""What may have happened to the files of a checkpoint: pointers, swapped names, other saves, left-overs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.analysis.doctor_checksums import range_checksums
from explorer.errors import ExplorerError
from explorer.formats.checksum import mask
from explorer.formats.tensor_bundle import TensorBundle
from explorer.storage.files import ByteSource, FileSource

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_DATA_FILE = re.compile(r"(.+)\.data-(\d{5})-of-(\d{5,18})", re.DOTALL)
_SAMPLES = 4  # tensors looked for in other data files
_SAMPLE_BYTES = 16 << 20
_OTHER_FILES = 64
_BLANK_BYTES = 64 << 10
_BLANK_PIECES = 64
_APART_S = 2.0  # some file systems keep time in steps of two seconds


def holds_bytes_of(reader: TensorBundle, name: str, wanted: Iterable[tuple[int, int, int]]) -> str:
    """The data file that holds the bytes that should stand in the file `name`; "" if there is none.

    Args:
        reader: the checkpoint.
        name: a data file some of whose tensors do not match.
        wanted: of those tensors (offset, size, stored checksum).

    If the bytes of these tensors stand at the same places of another data file, the two were swapped.
    """
    samples = [place for place in wanted if 0 < place[1] <= _SAMPLE_BYTES][:_SAMPLES]
    if not samples:
        return ""
    others = [file.name for file in reader.data_files if file.name != name and file.size_bytes is not None]
    ranges = [(offset, size) for offset, size, _ in samples]
    for other in others[:_OTHER_FILES]:
        try:
            with FileSource(reader.prefix.with_name(other)) as source:
                crcs = range_checksums(source, ranges)
        except ExplorerError:
            continue
        if all(
            not isinstance(crc, ExplorerError) and mask(crc) == stored
            for crc, (_, _, stored) in zip(crcs, samples)
        ):
            return other
    return ""


def is_blank(source: ByteSource, offsets: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> bool:
    """Whether the first bytes of all these ranges are zero, as in a file whose content never reached the disk."""
    for offset, size in zip(offsets.tolist()[:_BLANK_PIECES], sizes.tolist()[:_BLANK_PIECES]):
        try:
            if any(source.read(offset, min(size, _BLANK_BYTES))):
                return False
        except ExplorerError:
            return False
    return True


def written_apart(prefix: Path, data_name: str) -> str:
    """ " (the data file was written 2 h after the index)"; "" where the times tell nothing."""
    try:
        data = os.stat(prefix.with_name(data_name)).st_mtime  # noqa: PTH116
        index = os.stat(prefix.with_name(f"{prefix.name}.index")).st_mtime  # noqa: PTH116
    except OSError:
        return ""
    # TensorFlow writes the data first and the index at once behind it.
    if data - index > _APART_S:
        return f" (the data file was written {_duration(data - index)} after the index)"
    if index - data > 3600:
        return f" (the data file was written {_duration(index - data)} before the index)"
    return ""


class DataFileNames:
    """The names of data files by checkpoint, each folder listed once: a run may hold thousands of checkpoints."""

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, list[tuple[str, int, str]]]] = {}

    def stale(self, prefix: Path, own: Sequence[str]) -> list[tuple[str, str]]:
        """Data files of a prefix that its index does not name, and what to say of each: they are of another save."""
        totals = {name.rpartition("-of-")[2] for name in own}
        return [
            (
                name,
                f"it is data file {number + 1} of {int(total)}, left over from another save: "
                f"the index of this one names {len(own)}",
            )
            for name, number, total in self._of(prefix)
            if total not in totals
        ]

    def _of(self, prefix: Path) -> list[tuple[str, int, str]]:
        """(name, number, total as written) of the data files of a prefix."""
        if prefix.parent not in self._folders:
            found: dict[str, list[tuple[str, int, str]]] = {}
            try:
                with os.scandir(prefix.parent) as entries:
                    for name in sorted(entry.name for entry in entries):
                        if match := _DATA_FILE.fullmatch(name):
                            found.setdefault(match[1], []).append((name, int(match[2]), match[3]))
            except OSError:
                pass
            self._folders[prefix.parent] = found
        return self._folders[prefix.parent].get(prefix.name, [])


def _duration(seconds: float) -> str:
    for unit, size in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"

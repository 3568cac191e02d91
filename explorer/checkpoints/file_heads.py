"""What a file is by its first bytes, where its name alone must not be believed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from explorer.errors import ExplorerError, FileAccessError
from explorer.formats.lfs_pointer import MAX_POINTER_BYTES, POINTER_HEAD, may_be_pointer
from explorer.formats.table import FOOTER_SIZE, MAGIC
from explorer.storage.files import FileSource, read_small_file

MAX_METADATA_BYTES = 1 << 16

_LFS_SIZE = re.compile(rb"^size (\d{1,18})$", re.MULTILINE)
_HDF5 = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_STATE = re.compile(
    rb"(?:\s|#[^\n]*\n)*(?:model_checkpoint_path|all_model_checkpoint_(?:paths|timestamps)|last_preserved_timestamp)\s*:"
)
_IS_POINTER = " is a git-lfs pointer"
_MIB = 1 << 20


def pointer_sentence(path: Path | str, size_bytes: int) -> str:
    """What to say of a file that git-lfs left a pointer in place of; "" for any other file.

    Opens only files small enough to be one. Source: the git-lfs specification, docs/spec.md.
    """
    if not may_be_pointer(size_bytes):
        return ""
    try:
        text = read_small_file(path, MAX_POINTER_BYTES)
    except ExplorerError:
        return ""
    if not text.startswith(POINTER_HEAD):
        return ""
    match = _LFS_SIZE.search(text)
    elsewhere = (
        f"{_size_text(int(match[1]))} stored elsewhere" if match else "its content is stored elsewhere"
    )
    return f"{Path(path).name}{_IS_POINTER} ({elsewhere}): run `git lfs pull`."


def is_pointer_sentence(sentence: str) -> bool:
    """Whether a sentence is one of `pointer_sentence`."""
    return f"{_IS_POINTER} (" in sentence


def _size_text(size_bytes: int) -> str:
    if size_bytes >= _MIB:
        return f"{size_bytes / _MIB:,.1f} MiB are"
    return f"{size_bytes / 1024:,.1f} KiB are" if size_bytes >= 1024 else f"{size_bytes} bytes are"


def begins_as_keras(path: Path | str, ending: str) -> bool:
    """Whether a file begins as its ending says: HDF5 (perhaps behind a user block), or a zip archive.

    Raises:
        FileAccessError: the system does not let us see it.
    """
    try:
        with FileSource(path) as source:
            if ending == ".keras":
                return source.size >= 4 and source.read(0, 4) == _ZIP
            offset = 0  # the superblock lies at 0, 512, 1024, 2048 ...
            while offset + 8 <= source.size:
                if source.read(offset, 8) == _HDF5:
                    return True
                offset = offset * 2 or 512
    except FileAccessError:
        raise
    except ExplorerError:
        pass
    return False


def ends_as_table(path: Path | str, size_bytes: int) -> bool:
    """Whether a file ends as a table does: a V1 checkpoint is one such file.

    Raises:
        FileAccessError: the system does not let us see it.
    """
    if size_bytes < FOOTER_SIZE:
        return False
    try:
        with FileSource(path) as source:
            return source.read(source.size - 8, 8) == MAGIC.to_bytes(8, "little")
    except FileAccessError:
        raise
    except ExplorerError:
        return False


def begins_as_state_file(path: Path | str) -> bool:
    """Whether a file reads like a `checkpoint` file: Saver's `latest_filename` may give it any name."""
    try:
        with FileSource(path) as source:
            return _STATE.match(source.read(0, min(source.size, 512))) is not None
    except ExplorerError:
        return False


def training_metadata(path: Path | str) -> tuple[int, int] | None:
    """Epoch and batch from Keras 3's `training_metadata.json`: what BackupAndRestore goes on with."""
    try:
        found = json.loads(read_small_file(path, MAX_METADATA_BYTES))
    except (ExplorerError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    epoch, batch = found.get("epoch"), found.get("batch", 0)
    if type(epoch) is not int or type(batch) is not int or not 0 <= epoch < 1 << 40:
        return None
    return epoch, batch

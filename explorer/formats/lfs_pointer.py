"""The pointers that git-lfs leaves in place of large files: some lines of text instead of the file itself.

A pointer has at most 1,024 bytes and begins with the version of the specification it follows.
Source: the git-lfs specification, docs/spec.md.
"""

from __future__ import annotations

import re
from pathlib import Path

from explorer.errors import ExplorerError
from explorer.storage.files import ByteSource, FileSource

MAX_POINTER_BYTES = 1024
POINTER_HEAD = b"version https://git-lfs.github.com/spec/"
POINTER_HINT = "Fetch the file itself with `git lfs pull`."
_SIZE = re.compile(rb"^size (\d{1,18})$", re.MULTILINE)


def may_be_pointer(size_bytes: int) -> bool:
    """Whether a file of this size may be one; only then is it worth opening."""
    return len(POINTER_HEAD) < size_bytes <= MAX_POINTER_BYTES


def pointer_text(source: ByteSource) -> str:
    """What to say of a file that is a git-lfs pointer, from "it" on; "" for any other file.

    Raises:
        ExplorerError: it may be one by its size, and cannot be read.
    """
    if not may_be_pointer(source.size):
        return ""
    content = source.read(0, source.size)
    if not content.startswith(POINTER_HEAD):
        return ""
    match = _SIZE.search(content)
    size = f" of {int(match[1])} bytes" if match else ""
    return f"it is a git-lfs pointer that stands for a file{size}, not the file itself"


def pointer_at(path: Path | str) -> str:
    """`pointer_text` of the file at a path; "" also where it cannot be read."""
    try:
        with FileSource(path) as source:
            return pointer_text(source)
    except ExplorerError:
        return ""

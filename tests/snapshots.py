"""What a directory holds, to be compared before and after: names, kinds, sizes, times, content."""

from __future__ import annotations

import hashlib
from pathlib import Path


def snapshot(directory: Path) -> dict[str, tuple[object, ...]]:
    """Relative name -> (mode, size, mtime in ns, SHA-256 of the content) of everything below a directory."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [directory, *sorted(directory.rglob("*"))]:
        status = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        size = status.st_size if path.is_file() else 0
        found[path.relative_to(directory).as_posix()] = (status.st_mode, size, status.st_mtime_ns, content)
    return found

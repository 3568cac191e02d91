"""The errors a caller can meet: each says what is wrong, where, and what to do next.

The lowest level states the problem; every level above adds only what it knows (`locating`).
Anything that reaches a caller outside this family is a bug of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class ExplorerError(Exception):
    """A problem we can explain: what happened, where, and what to do next."""

    def __init__(self, problem: str, *, hint: str = "", **where: object) -> None:
        super().__init__(problem)
        self.problem, self.hint, self.where = problem, hint, where

    def __str__(self) -> str:
        place = ", ".join(f"{name} {value}" for name, value in self.where.items())
        return f"{self.problem} ({place})" if place else self.problem


class CorruptFileError(ExplorerError):
    """The bytes contradict the format."""


class UnsupportedFileError(ExplorerError):
    """The file is sound as far as we can tell, but not of a kind we can read."""


class MissingFileError(ExplorerError, FileNotFoundError):
    """A file or directory that should be there is not."""


class FileAccessError(ExplorerError, OSError):
    """The operating system refused or failed an access, or the path is no regular file."""


class UnknownKeyError(ExplorerError, KeyError):
    """The checkpoint holds no tensor under the key asked for."""


class NoValueError(ExplorerError, ValueError):
    """The tensor is there, but its value cannot be given as numbers (a variant, a gap between slices)."""


@contextmanager
def locating(**where: object) -> Iterator[None]:
    """Add what this level knows to an error passing through; inner facts win."""
    try:
        yield
    except ExplorerError as error:
        error.where = where | error.where
        raise

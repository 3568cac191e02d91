"""The errors a caller can meet: each says what is wrong, where, and what to do next.

The lowest level states the problem; every level above adds only what it knows (`locating`).
Anything that reaches a caller outside this family is a bug of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from explorer.showing import ShownError


class ExplorerError(ShownError, Exception):
    """A problem we can explain: what happened, where, and what to do next.

    `own_hint` is the next step whoever raised it knew, "" for none.
    """

    usual_hint = ""  # the next step with most errors of a class

    def __init__(self, problem: str, *, hint: str = "", **where: object) -> None:
        super().__init__(problem)
        self.problem, self.own_hint, self.where = problem, hint, where

    @property
    def hint(self) -> str:
        """What to do next: deep in a parser nothing better is known than the usual."""
        return self.own_hint or self.usual_hint

    def __str__(self) -> str:
        place = ", ".join(f"{name} {value}" for name, value in self.where.items())
        return f"{self.problem} ({place})" if place else self.problem


class CorruptFileError(ExplorerError):
    """The bytes contradict the format."""

    usual_hint = "The file is damaged, still being written, or a copy of it was cut short."


class UnsupportedFileError(ExplorerError):
    """The file is sound as far as we can tell, but not of a kind we can read."""

    usual_hint = "Check that it is the file you meant; the help page on formats lists what is read."


class MissingFileError(ExplorerError, FileNotFoundError):
    """A file or directory that should be there is not."""

    usual_hint = "Check the path."


class FileAccessError(ExplorerError, OSError):
    """The operating system refused or failed an access, or the path is no regular file."""

    usual_hint = "Check the path, and that you may read what it names."


class UnknownKeyError(ExplorerError, KeyError):
    """The checkpoint holds no tensor under the key asked for."""

    usual_hint = "`ckptx list` shows the keys that it holds."


class NoValueError(ExplorerError, ValueError):
    """The tensor is there, but its value cannot be given as numbers (a variant, a gap between slices)."""

    usual_hint = "Its dtype, shape and place in the files are known all the same."


@contextmanager
def locating(**where: object) -> Iterator[None]:
    """Add what this level knows to an error passing through; inner facts win."""
    try:
        yield
    except ExplorerError as error:
        error.where = where | error.where
        raise

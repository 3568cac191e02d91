"""What the dialogs show: plain records, made of what analysis answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.analysis.restoring.finding import Cure


@dataclass(frozen=True, slots=True)
class Named:
    """A variable an error names: its two sides as text, "" where the error and the files do not tell."""

    name: str
    expected: str
    stored: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """A pasted error: what it means. `keys` are rows to show; `is_found` is False for a text without an error."""

    sentence: str
    detail: str = ""
    is_found: bool = True
    named: tuple[Named, ...] = ()
    keys: tuple[str, ...] = ()
    cures: tuple[Cure, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing training needs. `tone` is the verdict whose colour it has."""

    mark: str
    word: str
    tone: str
    what: str
    why: str
    hint: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """Whether training will resume: the answer in one sentence, and what it rests on."""

    sentence: str
    hint: str
    lines: tuple[AuditLine, ...]

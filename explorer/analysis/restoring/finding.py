"""What went wrong as a person would name it, and how to mend it: records for window, terminal and notebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cure:
    """One way to mend it: a sentence, and code to copy ("" for none). `language`: "python" or "text"."""

    text: str
    code: str = ""
    language: str = "python"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause that explains several rows: "Units changed from 10 to 20 in hidden layer 0".

    `kind` names the cause and its help section ("units-changed"). `keys` are the keys of the
    report's rows it explains, in their order. `detail` adds what the title leaves out, "" for nothing.
    """

    kind: str
    title: str
    keys: tuple[str, ...]
    cures: tuple[Cure, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RenamePair:
    """A stored value that most likely is the target's variable under another name.

    `variable` is the place in the spec's `variables`, `row` that in the checkpoint's table.
    `confidence` lies in 0..1; `reason` says in words what speaks for it.
    """

    variable: int
    row: int
    confidence: float
    reason: str

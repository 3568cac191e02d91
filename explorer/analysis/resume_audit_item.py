"""One point of a resume audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "missing", "wrong", "unknown"]


@dataclass(frozen=True, slots=True)
class AuditItem:
    """What one thing training needs looks like. `keys` are checkpoint keys to look at, `hint` "" for nothing to do.

    `topic`: "optimizer", "slots", "no slots", "zeros", "step", "learning rate", "averages", "iterator",
    "random", "loss scale", "switch" (the same optimizer) or "restore" (what the likeliest way of loading does).
    """

    topic: str
    state: State
    keys: tuple[str, ...]
    sentence: str
    hint: str = ""

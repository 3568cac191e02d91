"""The words of a resume audit: the same for window and terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.analysis.resume_audit_item import AuditItem

# Worst first; what no file tells comes last, for it is no reason to worry.
STATES = ("wrong", "missing", "ok", "unknown")
STATE_MARK = {"ok": "✓", "missing": "−", "wrong": "✕", "unknown": "?"}
STATE_WORD = {"ok": "fine", "missing": "missing", "wrong": "wrong", "unknown": "not told"}
_TOPIC_WORDS = {
    "slots": "optimizer slots",
    "no slots": "variables without slots",
    "zeros": "slots with values",
    "step": "step counters",
    "averages": "moving averages",
    "iterator": "input pipeline",
    "random": "random generators",
    "switch": "the same optimizer",
    "restore": "the restore itself",
}


def topic_words(topic: str) -> str:
    """What training needs, as people call it."""
    return _TOPIC_WORDS.get(topic, topic)


def worst_first(items: Iterable[AuditItem]) -> list[AuditItem]:
    """The items by their states, else as they were."""
    return sorted(items, key=lambda item: STATES.index(item.state) if item.state in STATES else len(STATES))

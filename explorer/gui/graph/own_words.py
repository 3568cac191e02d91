"""What is ours in texts of nodes that also hold names of the file: only that is translated."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.gui.language import tr
from explorer.gui.sentence_parts import BETWEEN, tr_parts
from explorer.report.card_facts import Fact

_NAMES = frozenset(("path", "also at", "class", "slot of", "optimizer", "slots", "its slots"))
_FILE = frozenset(("stored", "called", "your note"))
ROOT, AND = "(root)", ", "
_ORIGIN = " (inferred from "


def name_told(label: str) -> str:
    """The name of a node; only the root's is ours."""
    return tr(label) if label == ROOT else label


def counts_told(detail: str) -> str:
    """ "Dense · 7 inside", below a node: the class stays, and dtype and shape."""
    if " " not in detail:
        return detail
    parts = detail.split(BETWEEN)
    return BETWEEN.join(tr(part) if part[:1].isdigit() and " " in part else part for part in parts)


def spoken_told(text: str, names: Iterable[str]) -> str:
    """What `report.node_words.spoken` says: the names it begins with stay, and the note at its end."""
    kept = ""
    for name in filter(None, names):
        if text.startswith(name):
            kept, text = f"{kept}{name}", text[len(name) :]
            if text.startswith(AND):
                kept, text = f"{kept}{AND}", text[len(AND) :]
    words, between, note = text.partition(f"{AND}note: ")
    said = f"{kept}{tr_parts(words, AND)}"
    return f"{said}{AND}{tr('note')}: {note}" if between else said


def fact_value(fact: Fact) -> str:
    """The value of a line of the card."""
    if fact.name in _FILE:
        return fact.value
    one = _beside_names if fact.name in _NAMES else _sum if fact.name == "inside" else tr_parts
    return "\n".join(map(one, fact.value.split("\n")))


def _beside_names(line: str) -> str:
    if line == ROOT or line.startswith("and "):
        return tr(line)
    name, between, origin = line.rpartition(_ORIGIN)
    return f"{name}{tr(between + origin)}" if between else line


def _sum(line: str) -> str:
    what, between, sums = line.partition(": ")
    return f"{tr(what)}{between}{tr_parts(sums)}" if between else tr(what)
